//! Runs tests that drive a browser. What fails is run once more by itself: a defect fails again, and what passes is told by
//! name as unsteady, which is a defect of the test or of the page that awaits its mending.

use crate::summary::Counts;
use crate::{Outcome, process};
use std::process::Command;

/// With more failures than this, nothing is run again: that is no chance.
const MOST_UNSTEADY: usize = 6;

/// Runs `files`, each command prepared by `prepare`, and counts what passed and failed in the end.
pub(crate) fn run(files: &[String], prepare: impl Fn(&mut Command), counts: &mut Counts) -> Outcome {
    let mut failures = Failures::default();
    let mut command = node(files);
    prepare(&mut command);
    let outcome = counts.run_reading(&mut command, |line| failures.read(line));
    let failed = failures.found;
    if outcome.is_ok() || failed.is_empty() || failed.len() > MOST_UNSTEADY || failed.len() != counts.failed {
        return outcome;
    }
    for Failure { file, name } in failed {
        println!("\nOnce more, by itself: {name}");
        let mut command = node(&[]);
        command.arg(format!("--test-name-pattern=^{}$", escaped(&name))).arg(file);
        prepare(&mut command);
        let mut again = Counts::default();
        again.run(&mut command)?;
        if again.passed == 0 {
            return Err(format!("`{name}` failed, and was not found when it was to run again."));
        }
        counts.failed -= 1;
        counts.passed += 1;
        counts.unsteady.push(name);
    }
    Ok(())
}

/// Files that are run at a time: a page waits as often as it works, so that two cores have room for two. With one less than
/// there are cores, as Node.js has it, the whole takes half as long again.
const AT_ONCE: &str = "--test-concurrency=2";

fn node(files: &[String]) -> Command {
    let mut command = process::program("node", &["--test", "--test-reporter=spec", AT_ONCE]);
    command.args(files);
    command
}

/// `name` as a regular expression that fits nothing else.
fn escaped(name: &str) -> String {
    name.chars()
        .flat_map(|sign| (!sign.is_alphanumeric() && sign != ' ').then_some('\\').into_iter().chain([sign]))
        .collect()
}

/// A test that failed.
#[derive(Debug, PartialEq, Eq)]
struct Failure {
    file: String,
    name: String,
}

/// Reads which tests failed from the list at the end of a report:
///
/// ```text
/// ✖ failing tests:
///
/// test at tests/keyboard.test.mjs:29:1
/// ✖ keys of one character can be turned off (30779.5ms)
/// ```
#[derive(Default)]
struct Failures {
    found: Vec<Failure>,
    /// The file that the line before named.
    file: Option<String>,
}

impl Failures {
    fn read(&mut self, line: &str) {
        let line = line.trim();
        let file = self.file.take();
        if let Some(place) = line.strip_prefix("test at ") {
            self.file = place.split(':').next().map(str::to_owned);
        } else if let (Some(file), Some(rest)) = (file, line.strip_prefix("✖ ")) {
            let name = rest.rsplit_once(" (").map_or(rest, |(name, _)| name).to_owned();
            self.found.push(Failure { file, name });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_failures_is_read() {
        let mut failures = Failures::default();
        let report = [
            "✖ a jump (to the end) shows the segments (9.5ms)",
            "ℹ fail 1",
            "✖ failing tests:",
            "",
            "test at tests/player.test.mjs:29:1",
            "✖ a jump (to the end) shows the segments (9.5ms)",
            "  Error: it does not",
        ];
        report.iter().for_each(|line| failures.read(line));
        let name = "a jump (to the end) shows the segments".to_owned();
        assert_eq!(failures.found, [Failure { file: "tests/player.test.mjs".into(), name }]);
    }

    #[test]
    fn a_name_fits_itself_alone() {
        assert_eq!(escaped("Tab: a (zh) 1.5x"), r"Tab\: a \(zh\) 1\.5x");
    }
}
