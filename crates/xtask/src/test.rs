//! `cargo xtask test`: sets up once, runs the stages up to the first failure, and sums up.

use crate::Outcome;
use crate::set_up::{self, Need};
use crate::stages::{Check, STAGES, Stage, StageName};
use crate::summary::Counts;
use std::process::ExitCode;
use std::time::{Duration, Instant};

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
        let (counts, outcome) = run(stage);
        let verdict = if outcome.is_ok() { "passed" } else { "FAILED" };
        report.push(row(stage.name, verdict, started.elapsed(), counts));
        total.add(counts);
        failure = outcome.err();
    }

    println!("\n{}", report.join("\n"));
    if let Some(sentence) = &failure {
        println!("{sentence}");
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

fn run(stage: &Stage) -> (Counts, Outcome) {
    let mut counts = Counts::default();
    let outcome = match stage.check {
        Check::Whole(check) => {
            let outcome = check();
            counts.passed += usize::from(outcome.is_ok());
            outcome
        }
        Check::Tests(check) => match check(&mut counts) {
            Ok(()) if counts.passed == 0 => Err(format!("The stage `{}` ran no test.", stage.name)),
            outcome => outcome,
        },
    };
    // What does not even compile has failed, although no runner lived to count it.
    if outcome.is_err() && counts.failed == 0 {
        counts.failed = 1;
    }
    (counts, outcome)
}

fn row(name: &str, verdict: &str, took: Duration, counts: Counts) -> String {
    let checks = if counts.failed == 0 {
        format!("{} passed", counts.passed)
    } else {
        format!("{} passed, {} failed", counts.passed, counts.failed)
    };
    format!("{name:<8}{verdict:<8}{:>7.1} s   {checks}", took.as_secs_f64())
}

#[expect(clippy::disallowed_methods, reason = "a person wants to know what takes how long; no result depends on it")]
fn now() -> Instant {
    Instant::now()
}
