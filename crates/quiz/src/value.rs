//! What an answer consists of, and what a timeline says to it.

use serde::{Deserialize, Serialize};
use sim::{Fate, SegmentRef, Side, Timeline};
use tcp::State;
use wire::Flags;

use course::Ask;
use lessons::Numbers;

/// A value that is asked for, or that was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// A number, in the numbering in which it was asked. An answer may be 2^32 or more: then nobody took it modulo 2^32.
    Number(u64),
    /// Control bits, as they lie in octet 13 of the header.
    Flags(Flags),
    /// A state.
    State(State),
    /// A part of a segment.
    Ask(Ask),
    /// A segment.
    Segment(SegmentRef),
}

/// What `timeline` says: the right answer to `ask` of the segment `index`, in the numbering of `numbers`. Nothing where
/// the segment has no such part, or did not arrive where a state is asked for.
#[must_use]
pub fn right_value(timeline: &Timeline, index: usize, ask: Ask, numbers: &Numbers) -> Option<Value> {
    let sent = timeline.transmissions.get(index)?;
    let (segment, from) = (&sent.segment, sent.id.from);
    let block = || segment.sack_blocks().first();
    Some(match ask {
        Ask::Seq => number(numbers.value(segment.seq, from)),
        // Without ACK the field is zero and numbers nothing, so it is not counted from anywhere.
        Ask::Ack if !segment.has(Flags::ACK) => number(segment.ack.0),
        Ask::Ack => number(numbers.value(segment.ack, from.peer())),
        Ask::Flags => Value::Flags(segment.flags),
        Ask::Len => number(segment.text_len()),
        Ask::Window => number(segment.window.into()),
        Ask::SackLeft => number(numbers.value(block()?.left, from.peer())),
        Ask::SackRight => number(numbers.value(block()?.right, from.peer())),
        Ask::State(side) => Value::State(timeline.snapshot(settled(timeline, index, side)?, side).tcp.state),
    })
}

/// How many entries have happened once the segment has been sent by `side`, or has arrived there.
pub(crate) fn settled(timeline: &Timeline, index: usize, side: Side) -> Option<usize> {
    let sent = timeline.transmissions.get(index)?;
    let entry = if sent.id.from == side {
        sent.entry
    } else {
        sent.copies.iter().find(|copy| copy.fate == Fate::Delivered)?.entry?
    };
    Some(entry as usize + 1)
}

fn number(value: u32) -> Value {
    Value::Number(value.into())
}
