//! Every line of the curriculum as a scenario that runs: `LINE-NAME.toml` is the scenario as a lesson holds it, and
//! `LINE-NAME.txt` its exchange, a segment to a line. `REDRAW=1` writes the exchanges anew; look at what changed.

mod facts;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde::Deserialize;
use sim::{Fate, Happening, Scenario, Side, Timeline, run};
use wire::Flags;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lesson {
    scenario: Scenario,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/curriculum")
}

/// The run of the scenario `name`.
fn lesson(name: &str) -> Timeline {
    let path = folder().join(name).with_extension("toml");
    let text = fs::read_to_string(&path).expect("a scenario of this name");
    let lesson: Lesson = toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
    run(&lesson.scenario)
}

/// The names of all scenarios, in order.
fn names() -> BTreeSet<String> {
    let files = fs::read_dir(folder()).expect("a folder").map(|file| file.expect("a file").path());
    let scenarios = files.filter(|path| path.extension().is_some_and(|extension| extension == "toml"));
    scenarios.map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned()).collect()
}

/// The run as an exchange: each segment with its numbers as they stand in the header, and each change of state.
fn exchange(timeline: &Timeline) -> String {
    let mut out = String::new();
    for entry in &timeline.entries {
        let at = entry.at.as_millis();
        let who = entry.side.name();
        match entry.happening {
            Happening::Sent { transmission } => {
                let sent = &timeline.transmissions[transmission as usize];
                let segment = &sent.segment;
                let _ = write!(out, "{at:>12.1} {who} {} {} seq={}", arrow(entry.side), segment.flags, segment.seq);
                if segment.has(Flags::ACK) {
                    let _ = write!(out, " ack={}", segment.ack);
                }
                if segment.text_len() > 0 {
                    let _ = write!(out, " len={}", segment.text_len());
                }
                match (sent.cause(), sent.stranger) {
                    (Some(cause), None) => write!(out, " ({cause:?})"),
                    (Some(cause), Some(stranger)) => write!(out, " ({cause:?}) to {stranger}"),
                    (None, Some(stranger)) => write!(out, " (forged) from {stranger}"),
                    (None, None) => write!(out, " (forged)"),
                }
                .expect("text takes everything");
                for copy in &sent.copies {
                    let _ = match copy.fate {
                        Fate::Delivered => Ok(()),
                        fate => write!(out, " -> {fate:?}"),
                    };
                }
                out.push('\n');
            }
            Happening::Befell { mishap } => {
                let what = timeline.scenario.mishaps[mishap as usize].what;
                let _ = writeln!(out, "{at:>12.1} {who} !! {what:?}");
            }
            _ => {}
        }
        for change in entry.transitions() {
            let _ = writeln!(out, "{at:>12.1} {who}    {} -> {}", change.from, change.to);
        }
    }
    let _ = writeln!(out, "{:>12.1} {:?}", timeline.ended().as_millis(), timeline.end);
    out
}

fn arrow(from: Side) -> &'static str {
    if from == Side::Client { "->" } else { "<-" }
}

#[test]
fn every_scenario_runs_as_it_is_written_down() {
    let redraws = env::var_os("REDRAW").is_some();
    for name in names() {
        let (path, now) = (folder().join(&name).with_extension("txt"), exchange(&lesson(&name)));
        if redraws {
            fs::write(&path, &now).expect("a file");
        }
        let before = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(now, before, "{name}");
    }
}
