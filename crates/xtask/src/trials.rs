//! The long runs and the measurements of `crates/trials`, built to be fast and with every check in.

use crate::command_line::LongRun;
use crate::{Outcome, process};

/// `cargo xtask fuzz`.
pub(crate) fn fuzz(run: LongRun) -> Outcome {
    program("fuzz", &["--cases", &run.count.to_string(), "--seed", &run.seed.to_string()])
}

/// `cargo xtask soak`.
pub(crate) fn soak(run: LongRun) -> Outcome {
    program("soak", &["--runs", &run.count.to_string(), "--seed", &run.seed.to_string()])
}

/// `cargo xtask bench`.
pub(crate) fn bench() -> Outcome {
    process::run(&mut process::cargo(&["bench", "--package", "trials"]))
}

fn program(name: &str, arguments: &[&str]) -> Outcome {
    let mut command = process::cargo(&["run", "--profile", "fast", "--package", "trials", "--bin", name, "--"]);
    process::run(command.args(arguments))
}
