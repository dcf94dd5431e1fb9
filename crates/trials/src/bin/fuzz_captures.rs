//! Fuzzes the import of captures: `--cases N --seed S`, or `--case K` to see one of them.

use std::process::ExitCode;

use trials::campaign::{Tally, guarded};
use trials::captures;
use trials::program::Program;

fn main() -> ExitCode {
    let program = Program { name: "fuzz-captures", cases: "--cases", default_cases: 10_000_000 };
    program.main(
        |seed| move |case, tally: &mut Tally| captures::run(seed, case, tally),
        |seed, case, lines| {
            let outcome = guarded(|| captures::run(seed, case, &mut Tally::default()));
            lines.push(format!("case {case} of seed {seed}: {outcome:?}"));
            outcome
        },
    )
}
