//! Fuzzes the decoders and the endpoint: `--cases N --seed S`, or `--case K` to see one of them.

use std::process::ExitCode;

use trials::campaign::{Tally, guarded};
use trials::fuzz::{Fuzzer, Log};
use trials::program::Program;

fn main() -> ExitCode {
    let program = Program { name: "fuzz", cases: "--cases", default_cases: 10_000_000 };
    program.main(
        |seed| {
            let fuzzer = Fuzzer::new(seed);
            move |case, tally: &mut Tally| fuzzer.run(case, tally, &mut Log::default())
        },
        |seed, case, lines| {
            let mut log = Log::verbose();
            // Guarded here too, so that what led to a panic is shown.
            let outcome = guarded(|| Fuzzer::new(seed).run(case, &mut Tally::default(), &mut log));
            lines.extend_from_slice(log.lines());
            outcome
        },
    )
}
