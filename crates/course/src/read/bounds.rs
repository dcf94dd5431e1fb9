//! How much a lesson may ask for: whatever comes from outside is run in bounded time and memory.

use sim::{Call, FaultKind, Scenario, Side};

use super::finding::{Bounded, Problem};

/// Octets that are read of a file.
pub const MOST_OCTETS: usize = 64 * 1024;
/// Entries that the run of a lesson may have.
pub const MOST_ENTRIES: usize = 20_000;

/// Octets that programs and persons may send in all.
const MOST_SENT: u64 = 4 << 20;
/// Calls, faults and doings that a scenario may list.
const MOST_LISTED: u64 = 1000;
/// A day in milliseconds, which is as long as a run goes on.
const MOST_MS: u64 = 24 * 60 * 60 * 1000;

/// What of `scenario` is not within its bounds.
pub(super) fn problems(scenario: &Scenario) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut hold = |what: Bounded, given: u64, least: u64, most: u64| {
        if !(least..=most).contains(&given) {
            problems.push(Problem::OutOfBounds { what, given, least, most });
        }
    };
    let programs = Side::BOTH.map(|side| &scenario.host(side).program);
    let calls = programs.iter().copied().flatten().chain(scenario.acts.iter().map(|act| &act.call));
    hold(Bounded::Octets, calls.clone().map(|call| call.octet_count() as u64).sum(), 0, MOST_SENT);
    for program in programs {
        hold(Bounded::Calls, program.len() as u64, 0, MOST_LISTED);
    }
    hold(Bounded::Faults, scenario.faults.len() as u64, 0, MOST_LISTED);
    hold(Bounded::ByHand, (scenario.acts.len() + scenario.injections.len()) as u64, 0, MOST_LISTED);
    let sleeps = calls.filter_map(|call| match call {
        Call::Sleep { ms } => Some(*ms),
        _ => None,
    });
    let delays = scenario.faults.iter().filter_map(|fault| match fault.kind {
        FaultKind::Delay { ms } | FaultKind::Duplicate { ms } => Some(ms),
        FaultKind::Drop | FaultKind::Mark | FaultKind::Corrupt { .. } => None,
    });
    let ways = [scenario.path.to_server_ms, scenario.path.to_client_ms];
    for ms in sleeps.chain(delays).chain(ways) {
        hold(Bounded::Milliseconds, ms.into(), 0, MOST_MS);
    }
    let chance = &scenario.path.chance;
    for of in [chance.loss, chance.duplicate, chance.reorder, chance.mark, chance.corrupt] {
        hold(Bounded::Chance, of.into(), 0, 1000);
    }
    for mss in Side::BOTH.into_iter().filter_map(|side| scenario.host(side).settings.mss) {
        hold(Bounded::Mss, mss.into(), 64, 1460);
    }
    problems
}
