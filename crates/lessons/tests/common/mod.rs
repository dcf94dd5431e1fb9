//! What the tests of lessons share: the runs that a learner can make of a lesson, and prose as plain text.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::collections::BTreeSet;
use std::fmt::Debug;

use lessons::explain::Explanation;
use lessons::{Block, Lesson, Numbering, Span, find};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sim::{Fault, FaultKind, Scenario, Timeline};

pub(crate) const NUMBERINGS: [Numbering; 2] = [Numbering::Absolute, Numbering::Relative];

/// Lessons with one connection, in which nobody gives up, nothing is forged and no call is made by hand: whichever segment is
/// lost besides, the client opens and closes first, and whoever sees the segments can tell the states.
pub(crate) fn ordinary() -> impl Iterator<Item = &'static Lesson> {
    let ids = [
        "handshake",
        "who-waits",
        "first-syn",
        "not-four",
        "syn-lost",
        "syn-ack-lost",
        "third-ack-silence",
        "third-ack-data",
        "lost-segment",
        "four-way-close",
        "two-paths",
        "seven-layers",
        "hop-by-hop",
        "where-a-message-ends",
        "tcp-beside-udp",
        "twenty-octets",
        "where-the-text-ends",
        "options",
        "numbers-count-octets",
        "both-directions",
        "numbers-wrap",
        "as-an-analyser-prints-it",
        "where-it-was-captured",
        "what-a-capture-cannot-show",
        "half-close",
    ];
    ids.into_iter().map(|id| find(id).expect("a lesson"))
}

/// The lesson as it stands, and with each of its segments dropped.
pub(crate) fn runs(lesson: &Lesson) -> Vec<Timeline> {
    let plain = sim::run(&lesson.scenario);
    let dropped: Vec<Timeline> = plain
        .transmissions
        .iter()
        .map(|sent| {
            let mut scenario: Scenario = lesson.scenario.clone();
            scenario.faults.push(Fault { segment: sent.id, kind: FaultKind::Drop });
            sim::run(&scenario)
        })
        .collect();
    [plain].into_iter().chain(dropped).collect()
}

pub(crate) fn flat(spans: &[Span]) -> String {
    spans.iter().map(Span::text).collect()
}

pub(crate) fn flat_blocks(blocks: &[Block]) -> String {
    let lines = blocks.iter().map(|block| match block {
        Block::Heading(_, text) => text.clone(),
        Block::Paragraph(spans) | Block::Item(spans) => flat(spans),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Fails on what no reader is to see: nothing at all, markup, a hole that was not filled, a value as a program prints
/// it, or a word twice in a row.
pub(crate) fn check_prose(text: &str, where_from: &str) {
    assert!(!text.trim().is_empty(), "{where_from}: nothing is said");
    for bad in ["{", "}", "**", "`", "Some(", "None", "::", "  ", "Seq(", "Flags("] {
        assert!(!text.contains(bad), "{where_from}: `{bad}` in {text:?}");
    }
    let is_word = |word: &str| word.chars().all(|c| c.is_ascii_alphabetic());
    let words: Vec<&str> = text.split(' ').collect();
    for pair in words.windows(2) {
        let next = pair[1].trim_end_matches(['.', ',', ';', ':']);
        assert!(!is_word(next) || pair[0] != next, "{where_from}: “{next}” twice in {text:?}");
    }
}

/// Fails on an explanation that no reader is to see.
pub(crate) fn check(explanation: &Explanation, where_from: &str) {
    check_prose(&explanation.heading, where_from);
    check_prose(&flat(&explanation.text), where_from);
    for line in &explanation.arithmetic {
        check_prose(line, where_from);
    }
    assert!(explanation.heading.chars().count() <= 60, "{where_from}: {} is long", explanation.heading);
    assert!(explanation.section.rfc > 0 && !explanation.section.section.is_empty());
}

/// The names of an enum's variants, which reading a name that none of them has tells.
pub(crate) fn variants<T: DeserializeOwned + Debug>() -> BTreeSet<String> {
    let error = serde_json::from_str::<T>("\"?\"").expect_err("no variant has this name").to_string();
    let names = error.split_once("expected").map(|(_, names)| names).unwrap_or_default();
    names.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Fails if a variant has no sample.
pub(crate) fn all_are_sampled<T: DeserializeOwned + Debug + Serialize>(samples: &[T]) {
    let sampled: BTreeSet<String> = samples.iter().map(|sample| name_of(&json(sample))).collect();
    assert_eq!(sampled, variants::<T>());
}

pub(crate) fn json(value: &impl Serialize) -> Value {
    serde_json::to_value(value).expect("it is plain data")
}

fn name_of(value: &Value) -> String {
    match value {
        Value::String(name) => name.clone(),
        Value::Object(map) => map.keys().next().cloned().unwrap_or_default(),
        _ => String::new(),
    }
}
