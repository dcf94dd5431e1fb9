//! Structured fuzzing: the decoders are given octets that are almost right, and an endpoint in each of its states is
//! given segments whose numbers lie where a mistake would show.

mod bringing;
mod invariants;
mod machine;
mod near;
mod octets;
mod text;

use crate::campaign::Tally;
use crate::draws::Draws;
use machine::Machine;
use text::Text;

/// What the fuzzer needs besides a case.
#[derive(Debug)]
pub struct Fuzzer {
    seed: u64,
    text: Text,
}

/// What a case did, in words, if anybody wants to know.
#[derive(Debug, Default)]
pub struct Log {
    lines: Option<Vec<String>>,
}

impl Log {
    /// A log that keeps what it is told.
    #[must_use]
    pub fn verbose() -> Log {
        Log { lines: Some(Vec::new()) }
    }

    /// What it was told.
    #[must_use]
    pub fn lines(&self) -> &[String] {
        self.lines.as_deref().unwrap_or_default()
    }

    fn say(&mut self, line: impl FnOnce() -> String) {
        if let Some(lines) = &mut self.lines {
            lines.push(line());
        }
    }
}

impl Fuzzer {
    /// A fuzzer whose cases are drawn from `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Fuzzer {
        Fuzzer { seed, text: Text::new() }
    }

    /// Runs one case.
    ///
    /// # Errors
    /// What did not hold.
    pub fn run(&self, case: u64, tally: &mut Tally, log: &mut Log) -> Result<(), String> {
        let mut draws = Draws::of_case(self.seed, case);
        if draws.one_in(4) {
            tally.add("of the decoder", 1);
            return octets::run(&mut draws, &self.text, tally, log);
        }
        tally.add("of the endpoint", 1);
        Machine::new(&mut draws, &self.text, log).run(tally)
    }
}
