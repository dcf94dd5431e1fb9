//! Long links. What would make the query longer than servers and chats take stands in the fragment, compressed
//! (`#z=…`), and means the same.

use std::cell::Cell;
use std::rc::Rc;

use markup::{html, later};
use web_sys::UrlSearchParams;
use yew::platform::spawn_local;
use yew::prelude::*;

use super::deflate::{pack, unpack};
use crate::browser::{FOLDED, hash, parameters, preferred_language, window, write_address};
use crate::model::{Action, Model, Notice, from_query};

/// Letters that a query may have.
pub(super) const LONGEST: usize = 2_000;

/// A query that is too long for the address bar.
#[derive(Clone, PartialEq)]
pub(crate) struct Long {
    pub(crate) query: AttrValue,
    /// Whether it is a new page of the history.
    pub(crate) is_new_page: bool,
}

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct FoldProps {
    /// What is to be written; without it, what the address has is read.
    pub(crate) long: Option<Long>,
    pub(crate) act: Callback<Action>,
}

/// Reads the folded part of the address, or writes it.
#[later(share)]
pub(crate) fn fold(props: &FoldProps) -> Html {
    html! { <Fold ..props.clone() /> }
}

#[component]
fn Fold(props: &FoldProps) -> Html {
    let (act, fragment) = (props.act.clone(), hash());
    let asked = (props.long.clone(), if props.long.is_none() { fragment } else { String::new() });
    use_effect_with(asked, move |(long, fragment)| {
        // What comes too late counts no more: something else is shown by then.
        let is_awaited = Rc::new(Cell::new(true));
        let (still, long, fragment) = (is_awaited.clone(), long.clone(), fragment.clone());
        spawn_local(async move {
            if let Some(Long { query, is_new_page }) = long {
                let written = folded(&parameters(&query)).await;
                if still.get() {
                    write_address(&written, is_new_page);
                }
            } else {
                let model = opened(&fragment).await;
                if still.get() {
                    act.emit(Action::Replace(Box::new(model)));
                }
            }
        });
        move || is_awaited.set(false)
    });
    Html::default()
}

/// The state of an address with a fragment. What cannot be read of that is told, and the rest counts.
async fn opened(fragment: &str) -> Model {
    let search = window().location().search().unwrap_or_default();
    let mut read = parameters(&search);
    let letters = fragment.strip_prefix(FOLDED).unwrap_or_default();
    match unpack(letters).await {
        Ok(text) => {
            read.extend(parameters(&text));
            from_query(&read, preferred_language())
        }
        Err(error) => {
            let mut model = from_query(&read, preferred_language());
            model.notices.push(Notice::UnreadableEdit { parameter: "#z", error });
            model
        }
    }
}

/// Parameters as a query, whose longest part is folded if it would be too long.
pub(super) async fn folded(parameters: &[(String, String)]) -> String {
    let (kept, rest) = split(parameters, LONGEST);
    let (whole, lesson) = (query(&kept), lesson());
    // There is one fragment, and a lesson in it is as long as any link.
    if rest.is_empty() || !lesson.is_empty() {
        return [query(parameters), lesson].concat();
    }
    match pack(&query(&rest)).await {
        Some(letters) => [&whole, FOLDED, &letters].concat(),
        // A browser without DEFLATE has a long link, which is better than none.
        None => query(parameters),
    }
}

/// The fragment of an address that has a lesson of somebody's own in it, or nothing.
pub(super) fn lesson() -> String {
    Some(hash()).filter(|fragment| fragment.starts_with("#lesson=")).unwrap_or_default()
}

/// Parameters as the query of an address.
pub(super) fn query(parameters: &[(String, String)]) -> String {
    let Ok(query) = UrlSearchParams::new() else { return String::new() };
    for (name, value) in parameters {
        query.append(name, value);
    }
    String::from(query.to_string())
}

/// Parameters, each with its value.
type Parameters = Vec<(String, String)>;

/// What stays in the query, so that it is no longer than `most`, and what is folded: the longest first.
fn split(parameters: &[(String, String)], most: usize) -> (Parameters, Parameters) {
    let lengths: Vec<usize> = parameters.iter().map(|(name, value)| length(name) + length(value) + 2).collect();
    let mut whole: usize = lengths.iter().sum();
    let mut order: Vec<usize> = (0..lengths.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(lengths[*at]));
    let mut folded = Vec::new();
    for at in order {
        if whole <= most {
            break;
        }
        whole -= lengths[at];
        folded.push(at);
    }
    let of = |is_folded: bool| {
        let chosen = parameters.iter().enumerate().filter(|(at, _)| folded.contains(at) == is_folded);
        chosen.map(|(_, parameter)| parameter.clone()).collect()
    };
    (of(false), of(true))
}

/// Letters that a text takes in a query: three for each octet that is not written as it is.
fn length(text: &str) -> usize {
    let takes = |octet: u8| if octet.is_ascii_alphanumeric() || b"*-._ ".contains(&octet) { 1 } else { 3 };
    text.bytes().map(takes).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameters(lengths: &[usize]) -> Parameters {
        lengths.iter().enumerate().map(|(at, length)| (at.to_string(), "x".repeat(*length))).collect()
    }

    fn names(parameters: &Parameters) -> Vec<&str> {
        parameters.iter().map(|(name, _)| name.as_str()).collect()
    }

    #[test]
    fn what_fits_is_left_as_it_is() {
        let (kept, rest) = split(&parameters(&[10, 900, 50]), LONGEST);
        assert_eq!((names(&kept), rest), (vec!["0", "1", "2"], Vec::new()));
    }

    #[test]
    fn the_longest_is_folded_and_as_little_as_is_needed() {
        let (kept, rest) = split(&parameters(&[10, 3_000, 1_500, 400]), LONGEST);
        assert_eq!((names(&kept), names(&rest)), (vec!["0", "2", "3"], vec!["1"]));
        let (kept, rest) = split(&parameters(&[10, 3_000, 1_900, 400]), LONGEST);
        assert_eq!((names(&kept), names(&rest)), (vec!["0", "3"], vec!["1", "2"]));
    }

    #[test]
    fn many_short_ones_are_folded_too() {
        let (kept, rest) = split(&parameters(&[30; 100]), LONGEST);
        assert!(kept.iter().map(|(name, value)| name.len() + value.len() + 2).sum::<usize>() <= LONGEST);
        assert_eq!(kept.len() + rest.len(), 100);
    }

    #[test]
    fn letters_of_other_scripts_count_as_they_are_written() {
        assert_eq!(length("重传"), 18);
        assert_eq!(length("a-b_c.d"), 7);
    }
}
