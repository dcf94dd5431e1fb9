//! Keeps `REQUIREMENTS.md` true: every requirement of RFC 9293 appendix B is in it once, and what it names exists.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const TABLE: &str = include_str!("../REQUIREMENTS.md");

/// How many requirements each kind has, numbered from 1 (RFC 9293 appendix B).
const KINDS: [(&str, u32); 4] = [("MUST", 69), ("SHLD", 31), ("MAY", 18), ("REC", 1)];

struct Requirement {
    id: &'static str,
    answer: &'static str,
    place: Option<&'static str>,
    /// A file and a function in it.
    tests: Vec<(&'static str, &'static str)>,
}

fn requirements() -> Vec<Requirement> {
    TABLE.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| id ")).map(requirement).collect()
}

fn requirement(line: &'static str) -> Requirement {
    let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
    let [id, what, answer, place, tests] = cells[..] else { panic!("five cells: {line}") };
    assert!(!what.is_empty(), "{id} says nothing");
    let tests = quoted(tests).map(|test| test.split_once("::").expect("a file and a test")).collect();
    Requirement { id, answer, place: quoted(place).next(), tests }
}

/// What stands between backquotes.
fn quoted(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split('`').skip(1).step_by(2)
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn every_requirement_is_there_once_and_no_other() {
    let mut count: BTreeMap<String, u32> = BTreeMap::new();
    for requirement in requirements() {
        *count.entry(requirement.id.to_owned()).or_default() += 1;
    }
    let ids = KINDS.iter().flat_map(|(kind, last)| (1..=*last).map(move |number| format!("{kind}-{number}")));
    let expected: BTreeMap<String, u32> = ids.map(|id| (id, 1)).collect();
    assert_eq!(expected.len(), 119);
    assert_eq!(count, expected);
}

#[test]
fn every_answer_is_one_of_four_and_those_that_are_not_met_say_why() {
    for Requirement { id, answer, place, tests } in requirements() {
        match answer.split_once(": ") {
            None => {
                assert_eq!(answer, "met", "{id}");
                assert!(place.is_some(), "{id} is met nowhere");
                assert!(!tests.is_empty(), "{id} is met, but no test shows it");
            }
            Some((who, why)) => {
                assert!(["declined", "IP layer", "user"].contains(&who), "{id}: {who}");
                assert!(!why.is_empty(), "{id} gives no reason");
            }
        }
    }
}

#[test]
fn every_file_and_every_test_that_is_named_exists() {
    let mut missing = Vec::new();
    for Requirement { id, place, tests, .. } in requirements() {
        if let Some(place) = place.filter(|place| !root().join(place).is_file()) {
            missing.push(format!("{id}: there is no {place}"));
        }
        for (file, test) in tests {
            let text = fs::read_to_string(root().join(file)).unwrap_or_default();
            if !is_test(&text, test) {
                missing.push(format!("{id}: there is no test {test} in {file}"));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// Whether `text` has a test of this name.
fn is_test(text: &str, name: &str) -> bool {
    let Some(at) = text.find(&format!("fn {name}(")) else { return false };
    text[..at].trim_end().ends_with("#[test]")
}
