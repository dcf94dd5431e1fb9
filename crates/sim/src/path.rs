//! What becomes of a segment on its way: by a rule that names it, else by chance.

use std::time::Duration;

use rand_core::RngCore;
use rand_pcg::Pcg32;
use tcp::Instant;

use crate::{Chance, Copy, Fate, FaultKind, Scenario, SegmentRef, Side};

/// How much of the way a lost segment makes: past the router, so that the drawing shows it well under way.
pub(crate) const LOST_AFTER: f64 = 0.6;

/// The fates of the segment `id`, which was sent at `now`.
pub(crate) fn copies(scenario: &Scenario, id: SegmentRef, now: Instant) -> Vec<Copy> {
    let latency = match id.from {
        Side::Client => scenario.path.to_server_ms,
        Side::Server => scenario.path.to_client_ms,
    };
    let latency = Duration::from_millis(latency.into());
    let arrival = now + latency;
    let delivered = Copy { left: now, ended: arrival, fate: Fate::Delivered, marked: false };
    let fault = scenario.faults.iter().find(|fault| fault.segment == id).map(|fault| fault.kind.clone());
    let by_chance = || if id.forged { None } else { by_chance(&scenario.path.chance, id, latency) };
    match fault.or_else(by_chance) {
        None => vec![delivered],
        Some(FaultKind::Drop) => {
            vec![Copy { ended: now + latency.mul_f64(LOST_AFTER), fate: Fate::Lost, ..delivered }]
        }
        Some(FaultKind::Delay { ms }) => vec![Copy { ended: arrival + Duration::from_millis(ms.into()), ..delivered }],
        Some(FaultKind::Duplicate { ms }) => {
            let later = Duration::from_millis(ms.into());
            vec![delivered, Copy { left: now + later, ended: arrival + later, ..delivered }]
        }
        Some(FaultKind::Mark) => vec![Copy { marked: true, ..delivered }],
        Some(FaultKind::Corrupt { bit }) => vec![Copy { fate: Fate::Corrupted { bit }, ..delivered }],
    }
}

/// A draw of its own for each segment, so that a change to one leaves the luck of the others alone.
fn by_chance(chance: &Chance, id: SegmentRef, latency: Duration) -> Option<FaultKind> {
    if [chance.loss, chance.duplicate, chance.reorder, chance.corrupt, chance.mark] == [0; 5] {
        return None;
    }
    let stream = (id.from as u64) << 32 | u64::from(id.nth);
    let mut draws = Pcg32::new(chance.seed, stream);
    // The first draws of neighbouring streams resemble each other.
    draws.next_u64();
    let mut happens = |in_a_thousand: u16| draws.next_u32() % 1000 < u32::from(in_a_thousand);
    let (lost, twice, late, flipped) =
        (happens(chance.loss), happens(chance.duplicate), happens(chance.reorder), happens(chance.corrupt));
    // Held up by one to three times the way: enough to be overtaken by what is sent right behind.
    let way = u32::try_from(latency.as_millis()).unwrap_or(u32::MAX).max(1);
    let held_up = way.saturating_add(draws.next_u32() % way.saturating_mul(2).max(1));
    let marked = draws.next_u32() % 1000 < u32::from(chance.mark);
    match () {
        () if lost => Some(FaultKind::Drop),
        () if flipped => Some(FaultKind::Corrupt { bit: draws.next_u32() }),
        () if twice => Some(FaultKind::Duplicate { ms: held_up }),
        () if late => Some(FaultKind::Delay { ms: held_up }),
        () if marked => Some(FaultKind::Mark),
        () => None,
    }
}
