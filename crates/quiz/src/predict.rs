//! What can be asked of a segment before it is sent: what follows from what is known by then.

use observer::EndView;
use sim::{Side, Timeline, Transmission};
use tcp::{AckRule, SeqRule, WindowRule};
use wire::Flags;

use course::Ask;

use crate::value::settled;

/// What is known of both sides besides the segments.
#[derive(Clone, Copy)]
pub enum Knows<'a> {
    /// Everything: it is a run.
    All,
    /// What an observer says of a side after so many entries: it is a capture (`replay::Captured::view`).
    Seen(&'a dyn Fn(usize, Side) -> EndView),
}

/// What can be asked of the segment `index` of `timeline`.
///
/// Of a run, all that an endpoint did by a rule and that follows from what was seen: not the ISS, which is drawn, no window of
/// which the buffer was not told, and nothing of a segment that a person made.
///
/// Of a capture, only what was already seen to follow before the segment came, and is certain once it has come. SEG.SEQ: it is
/// the SND.NXT that was known, so nothing that goes again and nothing after octets that were not captured. SEG.ACK: it is the
/// RCV.NXT that was known, so every octet that it covers was captured and nothing beyond a gap was lost again. The control
/// bits: of a SYN,ACK alone, since nobody outside knows when an application pushes or closes. A state: where the segment
/// itself proves it. Length and window depend on buffers and applications that nobody outside sees.
#[must_use]
pub fn askable(timeline: &Timeline, index: usize, knows: Knows<'_>) -> Vec<Ask> {
    let Some(sent) = timeline.transmissions.get(index) else { return Vec::new() };
    match knows {
        Knows::All => of_run(timeline, index, sent),
        Knows::Seen(view) => of_capture(sent, view),
    }
}

fn of_run(timeline: &Timeline, index: usize, sent: &Transmission) -> Vec<Ask> {
    let Some(why) = &sent.why else { return Vec::new() };
    let segment = &sent.segment;
    let from = sent.id.from;
    let mut asks = Vec::new();
    let mut add = |ask, can: bool| {
        if can {
            asks.push(ask);
        }
    };
    add(Ask::Seq, why.seq != SeqRule::Iss);
    add(Ask::Ack, why.ack != AckRule::Absent);
    add(Ask::Flags, true);
    add(Ask::Len, !segment.text.is_empty());
    add(Ask::Window, window_follows(timeline, index));
    add(Ask::SackLeft, !segment.sack_blocks().is_empty());
    add(Ask::SackRight, !segment.sack_blocks().is_empty());
    add(Ask::State(from), true);
    add(Ask::State(from.peer()), settled(timeline, index, from.peer()).is_some());
    asks
}

/// How many of a side's segments back it is looked for one that tells its buffer.
const LOOKED_BACK: usize = 256;

/// Whether a window follows from what its sender said before: an earlier window told the buffer and this one is what that has
/// left, or the right edge stays where it was. Shifted, a window has lost its last bits and tells neither.
fn window_follows(timeline: &Timeline, index: usize) -> bool {
    let free = |sent: &Transmission| match sent.why.as_ref().map(|why| why.window) {
        Some(WindowRule::Free { shift, buffer, unread, wnd }) => {
            let told = u32::from(sent.segment.window) << shift == wnd;
            Some((told, wnd, unread, buffer))
        }
        _ => None,
    };
    let sent = &timeline.transmissions[index];
    let Some((_, wnd, unread, buffer)) = free(sent) else { return false };
    let is_left = |wnd: u32, unread: u32| wnd + unread == buffer;
    let mut before = timeline.transmissions[..index]
        .iter()
        .rev()
        .filter(|earlier| earlier.id.from == sent.id.from)
        .take(LOOKED_BACK)
        .filter_map(|earlier| Some((earlier.segment.ack, free(earlier)?)))
        .filter(|(_, (told, ..))| *told)
        .peekable();
    let stays = before.peek().is_some_and(|(ack, (_, last, ..))| *ack + *last == sent.segment.ack + wnd);
    stays || is_left(wnd, unread) && before.any(|(_, (_, wnd, unread, _))| is_left(wnd, unread))
}

fn of_capture(sent: &Transmission, view: &dyn Fn(usize, Side) -> EndView) -> Vec<Ask> {
    let (segment, from, entry) = (&sent.segment, sent.id.from, sent.entry as usize);
    let (before, after) = (view(entry, from), view(entry + 1, from));
    let has_ack = segment.has(Flags::ACK);
    let is_answer = segment.flags == Flags::SYN | Flags::ACK && before.rcv_nxt.value() == Some(segment.ack);
    let mut asks = Vec::new();
    let mut add = |ask, can: bool| {
        if can {
            asks.push(ask);
        }
    };
    let is_next = before.snd_nxt.value() == Some(segment.seq) && !segment.has(Flags::SYN);
    add(Ask::Seq, is_next && !segment.has(Flags::RST));
    let is_expected = before.rcv_nxt.value() == Some(segment.ack) && after.rcv_nxt.certain() == Some(segment.ack);
    add(Ask::Ack, has_ack && is_expected && !segment.has(Flags::RST));
    add(Ask::Flags, is_answer);
    add(Ask::State(from), after.state.certain().is_some());
    asks
}
