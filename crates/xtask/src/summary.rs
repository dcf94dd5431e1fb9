//! How many tests ran and how they ended, read from what the test runners print.

use crate::{Outcome, process};
use std::process::Command;

/// Tests by their end.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
    /// The names of those that failed and then passed by themselves; they are counted as passed.
    pub(crate) unsteady: Vec<String>,
}

impl Counts {
    /// Runs a test runner in full view and adds up what it reports.
    pub(crate) fn run(&mut self, command: &mut Command) -> Outcome {
        self.run_reading(command, |_| {})
    }

    /// The same, and hands each line of the report to `reader` as well.
    pub(crate) fn run_reading(&mut self, command: &mut Command, mut reader: impl FnMut(&str)) -> Outcome {
        process::run_reading(command, |line| {
            self.read(line);
            reader(line);
        })
    }

    /// Adds what one line of a report says, if it says anything.
    fn read(&mut self, line: &str) {
        let line = line.trim();
        if let Some((_, tally)) = line.strip_prefix("test result: ").and_then(|rest| rest.split_once(". ")) {
            // cargo test, and the runner of wasm-bindgen: `test result: ok. 3 passed; 0 failed; 0 ignored; ..`.
            for part in tally.split(';') {
                match part.trim().split_once(' ') {
                    Some((number, "passed")) => self.passed += number.parse().unwrap_or(0),
                    Some((number, "failed")) => self.failed += number.parse().unwrap_or(0),
                    _ => {}
                }
            }
        } else if let Some(number) = line.strip_prefix("ℹ pass ") {
            // Node.js: `ℹ pass 3` and `ℹ fail 0` on lines of their own.
            self.passed += number.parse().unwrap_or(0);
        } else if let Some(number) = line.strip_prefix("ℹ fail ") {
            self.failed += number.parse().unwrap_or(0);
        }
    }

    /// Adds the counts of a part.
    pub(crate) fn add(&mut self, part: Counts) {
        self.passed += part.passed;
        self.failed += part.failed;
        self.unsteady.extend(part.unsteady);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reports_of_all_runners_are_added_up() {
        let mut counts = Counts::default();
        let lines = [
            "running 3 tests",
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            "test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            "ℹ tests 5",
            "ℹ pass 4",
            "ℹ fail 1",
        ];
        lines.iter().for_each(|line| counts.read(line));
        assert_eq!(counts, Counts { passed: 9, failed: 2, ..Counts::default() });
    }
}
