//! A capture explained: what is said of each segment of lossy runs, as a text to be read and as plain data. After a change
//! that is wanted, `REDRAW=1 cargo test -p cli --test explained` writes the texts anew; look at what changed.

#![allow(clippy::unwrap_used, reason = "where an answer lacks what it must have, the test has failed")]

#[cfg(target_os = "linux")]
mod long;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// What the program says to these arguments.
fn said(arguments: &[&str]) -> Vec<u8> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_synackademy"));
    let output = command.args(arguments).env_remove("CLICOLOR_FORCE").output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn text(arguments: &[&str]) -> String {
    String::from_utf8(said(arguments)).unwrap()
}

/// The run of a scenario beside this file as a file that was captured at the client.
fn captured(scenario: &str, name: &str) -> String {
    let scenario = here(scenario);
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("explained-{name}.pcapng"));
    let file = path.to_string_lossy().into_owned();
    said(&["run", &scenario.to_string_lossy(), "--format", "pcapng", "-o", &file]);
    file
}

fn here(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/explained").join(name)
}

fn lossy(name: &str) -> String {
    captured("lossy.toml", name)
}

/// The list of `file` and its first conversation are told as the texts of this name have it.
fn is_told(file: &str, name: &str) {
    for lang in ["en", "zh"] {
        let list = text(&["explain", file, "--lang", lang]);
        let one = text(&["explain", file, "1", "--vantage", "a", "--lang", lang]);
        let told = format!("{list}\n{one}");
        let kept = here(&format!("{name}.{lang}.txt"));
        if std::env::var_os("REDRAW").is_some() {
            std::fs::write(&kept, &told).unwrap();
        }
        let kept = std::fs::read_to_string(&kept).unwrap();
        for (number, (told, kept)) in told.lines().zip(kept.lines()).enumerate() {
            assert_eq!(told, kept, "{name}.{lang}.txt, line {}", number + 1);
        }
        assert_eq!(told, kept);
    }
}

#[test]
fn a_lost_segment_and_a_timeout_are_explained() {
    is_told(&captured("lost.toml", "timeout"), "lost");
}

#[test]
fn a_bad_path_and_a_slow_reader_are_explained() {
    is_told(&lossy("text"), "lossy");
}

#[test]
fn plain_data_says_the_same_of_each_segment_as_the_text() {
    let file = lossy("json");
    let text = text(&["explain", &file, "1", "--vantage", "a"]);
    let report: Value = serde_json::from_slice(&said(&["explain", &file, "1", "--vantage", "a", "--json"])).unwrap();
    assert_eq!((&report["format"], &report["vantage"]), (&"synackademy-conversation".into(), &"a".into()));
    let rows: Vec<Vec<&str>> = text
        .lines()
        .skip_while(|line| !line.trim_start().starts_with('#'))
        .skip(1)
        .map(|line| line.split_whitespace().collect())
        .collect();
    let (notes, rows): (Vec<_>, Vec<_>) = rows.into_iter().partition(|words| words[0] == "↳");
    let segments = report["segments"].as_array().unwrap();
    assert_eq!(rows.len(), segments.len());
    let mut found = 0;
    for (row, segment) in rows.iter().zip(segments) {
        assert_eq!(row[0], segment["number"].to_string());
        let from = if row[2] == "A" { "a" } else { "b" };
        assert_eq!(segment["from"], from);
        let base = report["conversation"]["base"][usize::from(from == "b")].as_u64().unwrap();
        let seq = (segment["seq"].as_u64().unwrap() + (1 << 32) - base) % (1 << 32);
        assert_eq!(row[5], seq.to_string());
        for end in segment["after"].as_array().unwrap() {
            let state = &end["state"];
            let likely = state["likely"].as_str().map(|name| format!("{name}?"));
            let written = likely.or(state["certain"].as_str().map(str::to_owned)).unwrap_or("–".into());
            assert!(row.contains(&written.as_str()), "{written}: {row:?}");
        }
        for finding in segment["findings"].as_array().unwrap() {
            let note = notes[found].join(" ");
            found += 1;
            assert!(note.contains(finding["heading"].as_str().unwrap()), "{note}");
            let section =
                format!("[RFC {} § {}]", finding["rule"]["rfc"], finding["rule"]["section"].as_str().unwrap());
            assert!(note.contains(&section), "{note}");
            let is_likely = finding["certainty"] == "likely";
            assert_eq!(is_likely, finding["text"].as_str().unwrap().starts_with("Likely: "));
            for number in finding["evidence"].as_array().unwrap() {
                assert!(number.as_u64() < segment["number"].as_u64(), "{note}");
                assert!(note.contains(&format!("#{number}")), "{note}");
            }
        }
    }
    assert_eq!(found, notes.len());
    assert!(found > 10, "there is much to tell of this run");
}

#[test]
fn the_list_as_plain_data_has_what_went_wrong_in_the_language_that_was_asked_for() {
    let file = lossy("list");
    for (lang, word) in [("en", "repeated"), ("zh", "重复")] {
        let list: Value = serde_json::from_slice(&said(&["explain", &file, "--json", "--lang", lang])).unwrap();
        assert_eq!(list["format"], "synackademy-capture");
        let conversation = &list["conversations"][0];
        assert_eq!(conversation["number"], 1);
        let told = conversation["told"].as_array().unwrap();
        assert!(told.iter().any(|told| told.as_str().unwrap().contains(word)), "{told:?}");
        assert_eq!(list["stopped"], Value::Null);
    }
    let none: Value = serde_json::from_slice(&said(&["explain", &file, "--json", "--search", "midstream"])).unwrap();
    assert_eq!(none["conversations"], Value::Array(Vec::new()));
}
