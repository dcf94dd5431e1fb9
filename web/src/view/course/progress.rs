//! How much of each lesson was seen. It is kept in this browser alone, as text that a person can read.

use std::collections::{BTreeMap, BTreeSet};

use crate::browser::{keep, kept};
use crate::library::is_own;
use crate::view::practice::forget;

/// Under which name the browser keeps it.
const NAME: &str = "synackademy.progress";
/// What a line has behind its marks once the lesson was seen to its end.
const END: &str = "!";
/// Lines that are read: more than there can be lessons.
const MOST_LINES: usize = 1000;

/// What was seen of each lesson.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Progress(BTreeMap<String, Seen>);

/// What was seen of one.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Seen {
    pub(super) marks: BTreeSet<String>,
    pub(super) to_the_end: bool,
}

impl Progress {
    /// What this browser has kept.
    pub(super) fn kept() -> Progress {
        Progress::read(&kept(NAME).unwrap_or_default())
    }

    /// What was seen of a lesson, if anything was.
    pub(super) fn of(&self, lesson: &str) -> Option<&Seen> {
        self.0.get(lesson)
    }

    /// How many of our lessons were seen to their end.
    pub(super) fn finished(&self) -> usize {
        self.0.iter().filter(|(lesson, seen)| seen.to_the_end && !is_own(lesson)).count()
    }

    /// Whether nothing was seen.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A line for each lesson: its id, the marks that were seen, and `!` at its end.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for (lesson, seen) in &self.0 {
            text.push_str(lesson);
            for word in seen.marks.iter().map(String::as_str).chain(seen.to_the_end.then_some(END)) {
                text.push(' ');
                text.push_str(word);
            }
            text.push('\n');
        }
        text
    }

    fn read(text: &str) -> Progress {
        let mut progress = Progress::default();
        for line in text.lines().take(MOST_LINES) {
            let mut words = line.split(' ').filter(|word| !word.is_empty());
            let Some(lesson) = words.next() else { continue };
            let seen = progress.0.entry(lesson.to_owned()).or_default();
            for word in words {
                if word == END {
                    seen.to_the_end = true;
                } else {
                    seen.marks.insert(word.to_owned());
                }
            }
        }
        progress
    }
}

/// Keeps that a mark of a lesson was seen, or its end.
pub(super) fn note(lesson: &str, mark: Option<&str>, is_end: bool) {
    // Another tab may have kept something meanwhile.
    let before = Progress::kept();
    let mut progress = before.clone();
    let seen = progress.0.entry(lesson.to_owned()).or_default();
    seen.marks.extend(mark.map(str::to_owned));
    seen.to_the_end |= is_end;
    if progress != before {
        keep(NAME, &progress.text());
    }
}

/// Forgets everything, and what the quiz has kept.
pub(super) fn erase() {
    keep(NAME, "");
    forget();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_seen_is_read_as_it_was_kept() {
        let text = "handshake syn third !\nlost-segment first\n";
        let progress = Progress::read(text);
        assert_eq!(progress.text(), text);
        assert_eq!(progress.finished(), 1);
        assert_eq!(progress.of("lost-segment").map(|seen| seen.marks.len()), Some(1));
        assert_eq!(progress.of("no-such"), None);
        assert!(Progress::read("\n \n").is_empty());
    }
}
