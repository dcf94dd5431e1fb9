//! Which run a person means: a lesson's id, a link or its `edit`, or the name of a TOML file.

use course::read::{read_scenario, told};
use lessons::link::{Unreadable, fault, segment, set_fault, unpack};
use sim::{FaultKind, Scenario};

use crate::similar;
use crate::words::Words;

/// What stands for an empty list in a link.
const NONE: &str = "none";
/// The elements that are read of a list in a link, as in the page.
const MOST_ELEMENTS: usize = 256;

/// The scenario that `text` names.
///
/// # Errors
/// A sentence on why it names none.
pub(crate) fn named(text: &str, words: &Words) -> Result<Scenario, String> {
    if let Some(lesson) = lessons::find(text) {
        return Ok(lesson.scenario.clone());
    }
    if let Some((_, query)) = text.split_once('?')
        && query.contains('=')
    {
        return linked(query.split('#').next().unwrap_or(query), words);
    }
    if text.ends_with(".toml") {
        let file = std::fs::read_to_string(text).map_err(|error| (words.cannot_read)(text, &error.to_string()))?;
        return read_scenario(&file).map_err(|finding| {
            let why = told(&finding.problem, words.lang);
            (words.no_scenario)(
                &finding.place.map_or_else(|| text.into(), |at| format!("{text}:{}:{}", at.line, at.column)),
                &why,
            )
        });
    }
    match unpack(text) {
        Ok(scenario) => Ok(scenario),
        Err(Unreadable::OtherVersion) => Err((words.unknown_scenario)(text, similar::lesson(text))),
        Err(Unreadable::TooLong | Unreadable::Damaged) => Err((words.damaged_edit)()),
    }
}

/// The scenario of a link's parameters: a lesson, and what is changed in it. What a link says of the page's looks is
/// nothing to a run.
fn linked(query: &str, words: &Words) -> Result<Scenario, String> {
    let parameters: Vec<(&str, String)> = query
        .split('&')
        .filter_map(|parameter| parameter.split_once('='))
        .map(|(key, value)| (key, plain(value)))
        .collect();
    let value_of = |name: &str| parameters.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str());
    let lesson = match value_of("lesson") {
        Some(id) => lessons::find(id).ok_or_else(|| (words.unknown_lesson)(id, similar::lesson(id)))?,
        None => lessons::opening(),
    };
    let mut scenario = lesson.scenario.clone();
    if let Some(text) = value_of("edit") {
        let edited = unpack(text).map_err(|_| (words.damaged_edit)())?;
        scenario = Scenario { faults: scenario.faults, ..edited };
    }
    for (name, drops) in [("drop", true), ("fault", false)] {
        let Some(list) = value_of(name) else { continue };
        scenario.faults.retain(|fault| (fault.kind == FaultKind::Drop) != drops);
        for element in list.split(',').take(MOST_ELEMENTS).filter(|element| *element != NONE) {
            let read = if drops { segment(element).map(|of| (of, FaultKind::Drop)) } else { fault(element) };
            let (segment, kind) = read.ok_or_else(|| (words.bad_fault)(element))?;
            set_fault(&mut scenario, segment, Some(kind));
        }
    }
    Ok(scenario)
}

/// The text of a link's value: `%2C` is a comma. What is no such code stays as it is.
fn plain(value: &str) -> String {
    let mut octets = Vec::new();
    let mut rest = value.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| *first == b'%').and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(octet) => {
                octets.push(octet);
                rest = &after[2..];
            }
            None => {
                octets.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&octets).into_owned()
}

#[cfg(test)]
mod tests {
    use lessons::Lang;
    use lessons::link::pack;
    use sim::{SegmentRef, Side};

    use super::*;
    use crate::words;

    fn read(text: &str) -> Result<Scenario, String> {
        named(text, words::of(Lang::En))
    }

    #[test]
    fn a_lesson_a_link_and_an_edit_name_the_same_run() {
        for lesson in lessons::catalogue() {
            let packed = pack(&Scenario { faults: Vec::new(), ..lesson.scenario.clone() });
            assert_eq!(read(&lesson.id), Ok(lesson.scenario.clone()));
            let link = format!("https://example.org/?step=3&lesson={}&edit={packed}&lang=zh#top", lesson.id);
            assert_eq!(read(&link), Ok(lesson.scenario.clone()));
            assert_eq!(read(&pack(&lesson.scenario)), Ok(lesson.scenario.clone()));
        }
    }

    #[test]
    fn what_a_link_does_to_segments_is_read() {
        let scenario = read("?lesson=handshake&drop=c3%2Cs1&fault=c2.delay.50").expect("a link");
        let kinds: Vec<_> = scenario.faults.iter().map(|fault| (fault.segment, fault.kind.clone())).collect();
        let of = |from, nth| SegmentRef::new(from, nth);
        let drops = [of(Side::Client, 3), of(Side::Server, 1)].map(|segment| (segment, FaultKind::Drop));
        let delay = (of(Side::Client, 2), FaultKind::Delay { ms: 50 });
        assert_eq!(kinds, [&drops[..], &[delay]].concat());
    }

    #[test]
    fn what_names_no_run_is_told_in_a_sentence() {
        for (text, named) in [
            ("handshaek", "handshake"),
            ("handshake?", "handshake"),
            ("?lesson=no", "`no`"),
            ("?drop=q9", "`q9`"),
            ("2.!!!", "edit"),
            ("nowhere.toml", "nowhere.toml"),
        ] {
            let sentence = read(text).expect_err(text);
            assert!(sentence.contains(named) && sentence.ends_with('.'), "{text}: {sentence}");
        }
    }
}
