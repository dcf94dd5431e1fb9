//! Runs random scenarios of the simulator: `--runs N --seed S`, or `--case K` to see one of them.

use std::process::ExitCode;

use trials::campaign::Tally;
use trials::program::Program;
use trials::soak::{scenario, soak};

fn main() -> ExitCode {
    let program = Program { name: "soak", cases: "--runs", default_cases: 20_000 };
    program.main(
        |seed| move |case, tally: &mut Tally| soak(seed, case, tally),
        |seed, case, lines| {
            let (scenario, play) = scenario(seed, case);
            lines.push(format!("{play:?}"));
            lines.push(format!("{scenario:#?}"));
            lines.push(sim::run(&scenario).trace());
            soak(seed, case, &mut Tally::default())
        },
    )
}
