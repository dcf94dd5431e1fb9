//! `cargo xtask test`: sets up once, runs the stages up to the first failure, and sums up.

use crate::Outcome;
use crate::set_up::{self, Need};
use crate::stages::{Check, Reason, STAGES, Stage, StageName};
use crate::summary::Counts;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// How a stage ended, and where that is not all there is to say, the rest in one sentence.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    Passed,
    /// The machine does not allow it, which says nothing against the project.
    Skipped(Reason),
    Failed(String),
}

/// Runs the named stages; the last line is the number of checks that passed and failed.
pub(crate) fn test(names: &[StageName]) -> ExitCode {
    let stages: Vec<&Stage> = STAGES.iter().filter(|stage| names.contains(&stage.name)).collect();
    let mut report = Vec::new();
    let mut total = Counts::default();

    let mut failure = prepare(&stages, &mut report).err();
    if failure.is_some() {
        total.failed += 1;
    }
    for stage in stages {
        if failure.is_some() {
            report.push(format!("{:<8}not run", stage.name));
            continue;
        }
        println!("\n== {}: {}", stage.name, stage.does);
        let started = now();
        let (counts, verdict) = run(stage);
        report.push(row(stage.name, &verdict, started.elapsed(), &counts));
        total.add(counts);
        match verdict {
            Verdict::Passed => {}
            Verdict::Skipped(reason) => println!("{reason}"),
            Verdict::Failed(sentence) => failure = Some(sentence),
        }
    }

    println!("\n{}", report.join("\n"));
    if let Some(sentence) = &failure {
        println!("{sentence}");
    }
    for name in &total.unsteady {
        println!("unsteady, for it failed and then passed by itself: {name}");
    }
    println!("{} passed, {} failed", total.passed, total.failed);
    if failure.is_none() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Installs what the chosen stages need, before the first of them: a missing program is told in the first minute.
fn prepare(stages: &[&Stage], report: &mut Vec<String>) -> Outcome {
    let needs: Vec<Need> = stages.iter().flat_map(|stage| stage.needs).copied().collect();
    let started = now();
    let outcome = set_up::set_up(&needs);
    let verdict = if outcome.is_ok() { "done" } else { "FAILED" };
    report.push(format!("{:<8}{verdict:<8}{:>7.1} s", "set-up", started.elapsed().as_secs_f64()));
    outcome
}

fn run(stage: &Stage) -> (Counts, Verdict) {
    let mut counts = Counts::default();
    let outcome = match stage.check {
        Check::Whole(check) => {
            let outcome = check();
            counts.passed += usize::from(outcome.is_ok());
            outcome
        }
        Check::Tests(tests) => run_tests(stage.name, tests, &mut counts),
        Check::TestsWhere { allowed, tests } => match allowed() {
            Ok(()) => run_tests(stage.name, tests, &mut counts),
            Err(reason) => return (counts, Verdict::Skipped(reason)),
        },
    };
    // What does not even compile has failed, although no runner lived to count it.
    if outcome.is_err() && counts.failed == 0 {
        counts.failed = 1;
    }
    (counts, outcome.map_or_else(Verdict::Failed, |()| Verdict::Passed))
}

fn run_tests(name: StageName, tests: fn(&mut Counts) -> Outcome, counts: &mut Counts) -> Outcome {
    match tests(counts) {
        Ok(()) if counts.passed == 0 => Err(format!("The stage `{name}` ran no test.")),
        outcome => outcome,
    }
}

fn row(name: &str, verdict: &Verdict, took: Duration, counts: &Counts) -> String {
    let (word, rest) = match verdict {
        Verdict::Passed => ("passed", format!("{} passed", counts.passed)),
        Verdict::Skipped(reason) => ("skipped", reason.clone()),
        Verdict::Failed(_) => ("FAILED", format!("{} passed, {} failed", counts.passed, counts.failed)),
    };
    format!("{name:<8}{word:<8}{:>7.1} s   {rest}", took.as_secs_f64())
}

#[expect(clippy::disallowed_methods, reason = "a person wants to know what takes how long; no result depends on it")]
fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(check: Check) -> (Counts, Verdict) {
        run(&Stage { name: "stage", does: "it holds", needs: &[], check })
    }

    fn two_pass(counts: &mut Counts) -> Outcome {
        counts.passed += 2;
        Ok(())
    }

    #[test]
    fn tests_that_the_machine_allows_are_run_and_counted() {
        let check = Check::TestsWhere { allowed: || Ok(()), tests: two_pass };
        assert_eq!(verdict(check), (Counts { passed: 2, failed: 0, ..Counts::default() }, Verdict::Passed));
    }

    #[test]
    fn tests_that_the_machine_does_not_allow_are_skipped_with_the_reason_and_are_no_failure() {
        let check = Check::TestsWhere { allowed: || Err("This is a desert.".into()), tests: two_pass };
        let (counts, verdict) = verdict(check);
        assert_eq!((&counts, &verdict), (&Counts::default(), &Verdict::Skipped("This is a desert.".into())));
        let row = row("stage", &verdict, Duration::ZERO, &counts);
        assert_eq!(row, "stage   skipped     0.0 s   This is a desert.");
    }

    #[test]
    fn tests_that_are_allowed_and_of_which_there_are_none_have_failed() {
        let none = Check::TestsWhere { allowed: || Ok(()), tests: |_| Ok(()) };
        let (counts, verdict) = verdict(none);
        assert_eq!(counts, Counts { passed: 0, failed: 1, ..Counts::default() });
        assert_eq!(verdict, Verdict::Failed("The stage `stage` ran no test.".into()));
        assert_eq!(row("stage", &verdict, Duration::ZERO, &counts), "stage   FAILED      0.0 s   0 passed, 1 failed");
    }

    #[test]
    fn what_fails_before_any_test_is_counted_as_one_failure() {
        let broken = Check::Whole(|| Err("It does not compile.".into()));
        let failed = Verdict::Failed("It does not compile.".into());
        assert_eq!(verdict(broken), (Counts { passed: 0, failed: 1, ..Counts::default() }, failed));
    }
}
