//! Checks generated questions: `--cases N --seed S`, or `--case K` to see one of them.

use std::process::ExitCode;

use trials::campaign::{Tally, guarded};
use trials::program::Program;
use trials::questions;

fn main() -> ExitCode {
    let program = Program { name: "fuzz-quiz", cases: "--cases", default_cases: 100_000 };
    program.main(
        |seed| move |case, tally: &mut Tally| questions::run(seed, case, tally),
        |seed, case, lines| {
            let outcome = guarded(|| questions::run(seed, case, &mut Tally::default()));
            lines.push(format!("case {case} of seed {seed}: {outcome:?}"));
            outcome
        },
    )
}
