//! What a segment answers: the arrival that its sender dealt with just before.

use sim::{Entry, Happening, Timeline, Transmission};
use tcp::{AckRule, Rule};

/// The last arrival at the sender of `sent` before that was sent.
pub fn arrival<'a>(timeline: &'a Timeline, sent: &Transmission) -> Option<&'a Entry> {
    let before = timeline.entries.get(..sent.entry as usize).unwrap_or_default();
    let is_arrival = |entry: &&Entry| matches!(entry.happening, Happening::Arrived { .. });
    before.iter().rev().filter(|entry| entry.side == sent.id.from).find(is_arrival)
}

/// The segment that arrived then.
pub fn segment<'a>(timeline: &'a Timeline, sent: &Transmission) -> Option<&'a Transmission> {
    let transmission = arrival(timeline, sent)?.happening.transmission()?;
    timeline.transmissions.get(transmission as usize)
}

/// Octets that had been held beyond a gap and that the arrival has brought in, if that is what makes SEG.ACK of `sent`
/// what it is.
pub fn held_before(timeline: &Timeline, sent: &Transmission) -> u32 {
    let Some(AckRule::Next { from }) = sent.why.as_ref().map(|why| why.ack) else { return 0 };
    let events = arrival(timeline, sent).map(|entry| entry.events.as_slice()).unwrap_or_default();
    let held = events.iter().find_map(|event| match event.rule {
        Rule::TextAccepted { held, rcv_nxt, .. } if rcv_nxt == from.from + from.text => Some(held),
        _ => None,
    });
    held.unwrap_or(0)
}
