//! Each lesson's exchange is pinned: a change of the engine that changes a lesson is seen, and reviewed.
//!
//! `REDRAW=1 cargo test -p lessons --test traces` writes the traces anew; look at what changed before it is committed.

use std::fs;
use std::path::PathBuf;

use lessons::{Lesson, catalogue};

/// Lines of the trace that are shown before the first that differs.
const CONTEXT: usize = 3;

fn file(lesson: &Lesson) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data").join(&lesson.id).join("trace.txt")
}

#[test]
fn every_lesson_runs_as_it_was_reviewed() {
    let redraw = std::env::var_os("REDRAW").is_some();
    let mut differences = Vec::new();
    for lesson in catalogue() {
        let trace = sim::run(&lesson.scenario).trace();
        if redraw {
            fs::write(file(lesson), &trace).expect("the trace can be written");
        }
        let pinned = fs::read_to_string(file(lesson)).unwrap_or_default();
        differences.extend(difference(&pinned, &trace).map(|shown| format!("{}:\n{shown}", lesson.id)));
    }
    assert!(
        differences.is_empty(),
        "\n\n{}\nIf this is wanted: REDRAW=1 cargo test -p lessons --test traces\n",
        differences.join("\n")
    );
}

#[test]
fn a_difference_is_shown_from_the_first_line_that_differs() {
    assert_eq!(difference("a\nb\n", "a\nb\n"), None);
    assert_eq!(difference("a\nb\nc\n", "a\nB\nc\n").as_deref(), Some("  1   a\n  2 - b\n  2 + B\n"));
    assert_eq!(difference("a\n", "a\nb\n").as_deref(), Some("  1   a\n  2 + b\n"));
}

/// Where two texts part, with some lines before.
fn difference(pinned: &str, now: &str) -> Option<String> {
    let (pinned, now): (Vec<&str>, Vec<&str>) = (pinned.lines().collect(), now.lines().collect());
    let same = pinned.iter().zip(&now).take_while(|(one, other)| one == other).count();
    let line = |place: usize, mark: char, text: &str| format!("{:>3} {mark} {text}\n", place + 1);
    let before = (same.saturating_sub(CONTEXT)..same).map(|place| line(place, ' ', pinned[place]));
    let gone = pinned.get(same).map(|text| line(same, '-', text));
    let came = now.get(same).map(|text| line(same, '+', text));
    let is_same = gone.is_none() && came.is_none();
    (!is_same).then(|| before.chain(gone).chain(came).collect())
}
