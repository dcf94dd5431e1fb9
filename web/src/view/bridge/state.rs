//! All of where the page is as one text, for whoever keeps it: the link, without what the link says of the host and of the
//! launch, and what came of a sheet of questions.

use wasm_bindgen::JsValue;
use web_sys::UrlSearchParams;

use crate::browser;
use crate::library::{LINKED, is_own, source_of};
use crate::model::report;
use crate::model::{Action, Model, from_query, to_query};

/// What a link says of the host, which stays what it is whatever state is shown, and is nobody else's affair.
const OF_HOST: [&str; 12] = [
    "ui",
    "motion",
    "links",
    "id",
    "origin",
    "msg",
    "pass",
    "endpoint",
    "fetch",
    "actor",
    "registration",
    "activityId",
];
/// What is left out first of a state that is too long: what one looks at besides.
const LEFT_OUT: [&str; 3] = ["beside", "find", "span"];
/// What is left in longest: which lesson it is, and what a sheet asks.
const LEAST: [&str; 14] = [
    "v",
    "lesson",
    "lesson-url",
    "mode",
    "lang",
    "seed",
    "count",
    "skills",
    "level",
    "lessons",
    "feedback",
    "attempts",
    "minutes",
    REPORT,
];
/// What is left in besides before that: where one is, what was changed there and answered. Answers go with the changes, since
/// those of another run would be wrong.
const BESIDES: [&str; 10] = ["ask", "parts", "step", "t", "drop", "fault", "edit", "isn", "answer", "title"];
/// Under this name stands what came of a sheet.
const REPORT: &str = "report";

/// The state as a text of at most `most` characters, which are printable ASCII.
pub(super) fn state(model: &Model, report: &str, most: usize) -> String {
    let mut pairs: Vec<(&str, String)> =
        to_query(model).into_iter().filter(|(name, _)| !OF_HOST.contains(name)).collect();
    if !report.is_empty() {
        pairs.push((REPORT, report.to_owned()));
    }
    // A lesson that is in the link stands behind it, as there.
    let linked = source_of(model.lesson).filter(|source| source.starts_with(LINKED)).unwrap_or_default();
    let text = written(&pairs) + &linked;
    if text.len() <= most {
        return text;
    }
    let shorter = SHORTER.iter().map(|keeps| {
        pairs.retain(|(name, _)| keeps(name));
        written(&pairs)
    });
    shorter.into_iter().find(|text| text.len() <= most).unwrap_or_default()
}

/// What stays of a state at each step at which it is made shorter.
const SHORTER: [fn(&str) -> bool; 3] = [
    |name| !LEFT_OUT.contains(&name),
    |name| LEAST.contains(&name) || BESIDES.contains(&name),
    |name| LEAST.contains(&name),
];

fn written(pairs: &[(&str, String)]) -> String {
    let Ok(parameters) = UrlSearchParams::new() else { return String::new() };
    for (name, value) in pairs {
        parameters.append(name, value);
    }
    String::from(parameters.to_string())
}

/// What shows a state: all of it, or nothing if anything of it is not understood.
pub(super) struct Shown {
    action: Option<Action>,
    address: String,
    report: Option<String>,
}

/// Reads a state that [`state`] made. What the link of `model` says of the host stays.
pub(super) fn read(text: &str, model: &Model) -> Option<Shown> {
    let (text, linked) = text.find(LINKED).map_or((text, None), |at| (&text[..at], Some(text[at..].to_owned())));
    // Without it, it is the one that the page was opened with.
    let own = || source_of(model.lesson).filter(|source| source.starts_with(LINKED)).map(|source| source.to_string());
    let mut pairs = browser::parameters(text);
    let is_own = pairs.iter().any(|(name, id)| name == "lesson" && is_own(id));
    let linked = linked.or_else(|| own().filter(|_| is_own)).unwrap_or_default();
    let report = pairs.iter().find(|(name, _)| name == REPORT).map(|(_, report)| report.clone());
    pairs.retain(|(name, _)| name != REPORT && !OF_HOST.contains(&name.as_str()));
    if !pairs.iter().any(|(name, _)| name == "lesson") {
        return None;
    }
    pairs.extend(model.options.iter().filter(|(name, _)| OF_HOST.contains(name)).map(|(name, it)| (name.into(), it)));
    let address: Vec<(&str, String)> = pairs.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
    let address = written(&address) + &linked;
    if !linked.is_empty() {
        pairs.insert(0, ("#".into(), linked));
    }
    let shown = from_query(&pairs, model.view.lang);
    if !shown.notices.is_empty() {
        return None;
    }
    let action = shown.absent.is_none().then(|| Action::Replace(Box::new(shown)));
    Some(Shown { action, address, report })
}

impl Shown {
    /// What came of a sheet, if it says anything of one.
    pub(super) fn report(&self) -> Option<&str> {
        self.report.as_deref()
    }

    /// Shows it.
    pub(super) fn show(self, act: &yew::Callback<Action>) {
        if let Some(report) = self.report {
            report::restore(report);
        }
        match self.action {
            Some(action) => act.emit(action),
            // A lesson that has to be fetched is shown by the address.
            None => browser::show_address(&self.address),
        }
    }
}

/// The text of a value that somebody kept for us, whatever it is by now.
pub(super) fn kept(value: &JsValue) -> Option<String> {
    super::script::text(value, u32::try_from(super::message::LONGEST_STATE).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::table::{Group, TABLE};

    #[test]
    fn what_was_answered_and_what_it_is_about_is_left_out_last() {
        // A capture has to be opened by the learner anyway, a sheet that is made is no state of anybody's answers, and the pass
        // mark is the link's, which no state changes.
        let other = ["capture", "conversation", "captured-at", "beside", "sheet", "pass"];
        let left_in = SHORTER[1];
        let matters = [Group::Place, Group::Moment, Group::Changes, Group::Answers, Group::Language, Group::Sheet];
        for known in TABLE.iter().filter(|known| matters.contains(&known.group)) {
            assert_eq!(left_in(known.name), !other.contains(&known.name), "{}", known.name);
        }
        assert!(OF_HOST.contains(&"pass"));
        // An answer to a changed run is nothing without the change.
        assert!(["drop", "fault", "edit", "isn", "answer"].iter().all(|name| !LEAST.contains(name)));
    }
}
