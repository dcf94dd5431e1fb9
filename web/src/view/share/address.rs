//! What a link is made of: where the page is, and those of its options that are kept.

use crate::browser::window;
use crate::model::VERSION;
use crate::model::table::{Group, group};

/// Where the page is, without its options. None where nobody else could open that: a file on this machine.
pub(super) fn own() -> Option<String> {
    let location = window().location();
    let is_site = location.protocol().is_ok_and(|protocol| is_web(&protocol));
    let whole = [location.origin().ok()?, location.pathname().ok()?].concat();
    is_site.then_some(whole)
}

/// The address that somebody typed, without options. None if it is no address of a page.
pub(super) fn typed(text: &str) -> Option<String> {
    let url = web_sys::Url::new(text.trim()).ok()?;
    let whole = [url.origin(), url.pathname()].concat();
    (is_web(&url.protocol()) && !url.hostname().is_empty()).then_some(whole)
}

fn is_web(protocol: &str) -> bool {
    ["http:", "https:"].contains(&protocol)
}

/// Whether an address leads to the very machine that it is opened on.
pub(super) fn is_of_this_machine(address: &str) -> bool {
    let host = web_sys::Url::new(address).map(|url| url.hostname()).unwrap_or_default();
    host == "localhost" || host == "[::1]" || host.starts_with("127.") || host.ends_with(".localhost")
}

/// The options of a link that are kept. What a course handed over when it started the page is never among them, nor is
/// anything that the table does not know.
pub(super) fn kept(query: &[(String, String)], keeps: impl Fn(Group) -> bool) -> Vec<(String, String)> {
    let chosen = query.iter().filter(|(name, _)| match group(name) {
        None | Some(Group::Launch) => false,
        Some(Group::Place) => name != "v",
        Some(of) => keeps(of),
    });
    let version = ("v".to_owned(), VERSION.to_owned());
    std::iter::once(version).chain(chosen.cloned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(names: &[&str]) -> Vec<(String, String)> {
        names.iter().map(|name| ((*name).to_owned(), "x".to_owned())).collect()
    }

    fn names(of: &[(String, String)]) -> Vec<&str> {
        of.iter().map(|(name, _)| name.as_str()).collect()
    }

    #[test]
    fn what_a_course_handed_over_is_in_no_link() {
        let launched = query(&["lesson", "endpoint", "fetch", "actor", "registration", "step", "unknown"]);
        assert_eq!(names(&kept(&launched, |_| true)), ["v", "lesson", "step"]);
    }

    #[test]
    fn what_is_not_kept_is_left_out_and_the_lesson_never_is() {
        let all = query(&["lesson", "mode", "step", "t", "drop", "lang", "theme"]);
        assert_eq!(names(&kept(&all, |of| of == Group::Changes)), ["v", "lesson", "mode", "drop"]);
        assert_eq!(names(&kept(&all, |_| false)), ["v", "lesson", "mode"]);
    }
}
