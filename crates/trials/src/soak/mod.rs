//! Random runs of the simulator, each held against what must be true of every run.

mod programs;
mod scenarios;
mod truths;

use sim::{Scenario, run};

use crate::campaign::Tally;
use crate::draws::Draws;

pub use programs::Play;

/// The scenario of one run, and what its programs play.
#[must_use]
pub fn scenario(seed: u64, case: u64) -> (Scenario, Play) {
    scenarios::any(&mut Draws::of_case(seed, case))
}

/// Runs one scenario, twice.
///
/// # Errors
/// What did not hold.
pub fn soak(seed: u64, case: u64, tally: &mut Tally) -> Result<(), String> {
    let (scenario, play) = scenario(seed, case);
    let timeline = run(&scenario);
    tally.add("entries", timeline.entries.len() as u64);
    tally.add("segments", timeline.transmissions.len() as u64);
    tally.add(play.name(), 1);
    truths::hold(&timeline, play, tally)?;
    if run(&scenario) == timeline { Ok(()) } else { Err("the same scenario ran differently the second time".into()) }
}
