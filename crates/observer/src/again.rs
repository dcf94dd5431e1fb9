//! What was sent before: whether a segment that does not go on from the last one was sent again or overtaken, and why it
//! was probably sent again.

use wire::Flags;

use crate::half::{Begun, Half, Recovery};
use crate::in_flight::Before;
use crate::position::{seq, span};
use crate::step::Step;
use crate::{Certainty, FindingKind, Order, Reported, Resent};

/// So soon after the duplicate ACK a fast retransmission is expected at the sender.
const PROMPT: u64 = 20_000_000;
/// What comes so soon out of order was not sent again, as long as no round trip is known.
const SOON: u64 = 3_000_000;
/// Duplicate ACKs that make a fast retransmission likely: one of three may not have been captured.
const ENOUGH: u32 = 2;
/// The least time that a retransmission timer runs in most systems. Some go down to a round trip.
pub(crate) const LEAST_TIMEOUT: u64 = 190_000_000;

/// Looks at text, SYN or FIN of `x` that has a number which was passed already, be it by a damaged segment.
pub(crate) fn look(step: &mut Step<'_>, x: &mut Half, y: &Half) {
    let o = step.o;
    let damaged = x.damaged.covers(step.place, step.end).then_some(step.end);
    let Some(nxt) = x.nxt.max(damaged).filter(|nxt| step.place < *nxt) else { return };
    let seen_before = x.in_flight.before(step.place, step.end).or_else(|| remembered(step, x));
    let before = seen_before.or_else(|| x.damaged.before(step.place, step.end));
    if o.text_len > 0
        && let Some(reported) = reported(step, y, before)
    {
        let evidence = [before.map(|before| before.first.index), y.last.map(|last| last.index)];
        // The path may have made two of it.
        step.likely(FindingKind::Spurious { seq: o.seq, len: o.text_len, reported }, evidence);
        return;
    }
    // A window probe's octet goes again with what follows it, once the window is open: that goes on from the last segment.
    if o.text_len > 1 && step.place + 1 == nxt && before.is_none_or(|before| before.times < 2 && x.probed.is_some()) {
        return;
    }
    if before.is_none()
        && let Some((order, certainty)) = overtaken(step, x, y, nxt)
    {
        let late = FindingKind::OutOfOrder { seq: o.seq, len: o.len(), nxt: seq(nxt), order };
        step.found(late, certainty, [Some(x.nxt_index), None]);
        return;
    }
    let how = how(step, x, y, before, nxt);
    let seen = before.map_or(0, |before| before.times);
    // What lies beyond is new.
    let len = span(step.place, step.end.min(nxt));
    let again = FindingKind::Retransmission { seq: o.seq, len, seen, how };
    let evidence = [before.map(|before| before.first.index), shown_by(x, y, how)];
    step.likely(again, evidence);
    if o.has(Flags::FIN) && x.fin.is_some_and(|fin| fin.place + 1 == step.end) {
        step.likely(FindingKind::FinAgain { seq: seq(step.end - 1) }, [x.fin.map(|fin| fin.seen.first.index), None]);
    }
}

/// When the SYN or the FIN was seen before, though it is acknowledged.
fn remembered(step: &Step<'_>, x: &Half) -> Option<Before> {
    let syn = x.syn.filter(|syn| step.o.has(Flags::SYN) && syn.at_place == step.place);
    let is_fin = step.o.has(Flags::FIN) && step.o.text_len == 0;
    let fin = x.fin.filter(|fin| is_fin && fin.place + 1 == step.end);
    syn.map(|syn| syn.seen).or(fin.map(|fin| fin.seen))
}

/// How `y` had reported all of the segment, if it had.
fn reported(step: &Step<'_>, y: &Half, before: Option<Before>) -> Option<Reported> {
    let text_end = step.o.seq + step.o.text_len;
    match y.last_ack() {
        Some(ack) if text_end.at_or_before(ack) => Some(Reported::Acked { ack }),
        _ => before.filter(|before| before.sacked).map(|_| Reported::Sacked),
    }
}

/// Whether the segment, of which nothing had been seen here, was sent before those that came before it.
fn overtaken(step: &Step<'_>, x: &Half, y: &Half, nxt: u64) -> Option<(Order, Certainty)> {
    if let (Some((value, _)), Some(highest)) = (step.o.timestamps(), x.nxt_tsval)
        && value != highest
    {
        let is_older = (value.wrapping_sub(highest)).cast_signed() < 0;
        return is_older.then_some((Order::Timestamps { value, highest }, Certainty::Certain));
    }
    let prompt = y.last.is_some_and(|last| step.o.at.saturating_sub(last.at) < PROMPT);
    if y.duplicates >= ENOUGH && y.last_ack() == Some(step.o.seq) && prompt {
        return None;
    }
    let (after, least) = (step.o.at.saturating_sub(x.nxt_at), step.handshake.unwrap_or(SOON));
    (after < least && nxt != step.end).then_some((Order::Time { after, least }, Certainty::Likely))
}

/// Why numbers that `x` had sent are sent again.
fn how(step: &Step<'_>, x: &mut Half, y: &Half, before: Option<Before>, nxt: u64) -> Resent {
    let sent_at = before.map_or(x.nxt_at, |before| before.last.at);
    let waited = step.o.at.saturating_sub(sent_at);
    let how = if step.o.has(Flags::SYN) { syn(step, x, y, sent_at) } else { text(step, x, y, before, nxt) };
    // Nothing can have been heard of the first, and a timer that had been running since before would have to expire just then.
    let least = step.handshake.unwrap_or(SOON).min(SOON);
    let is_timer = matches!(
        how,
        Resent::SynTimeout { .. }
            | Resent::SynAckTimeout { .. }
            | Resent::Timeout { .. }
            | Resent::TailLossProbe { .. }
    );
    if is_timer && before.is_some() && waited < least {
        return Resent::Twice { after: waited };
    }
    remember(step, x, how, nxt);
    how
}

/// Why a SYN, which was seen last at `sent_at`, goes again.
fn syn(step: &Step<'_>, x: &Half, y: &Half, sent_at: u64) -> Resent {
    let waited = step.o.at.saturating_sub(sent_at);
    let crossed = step.ack.is_some() && x.syn.is_some_and(|syn| !syn.answers);
    let came_again = y.syn.is_some_and(|syn| syn.seen.last.at > syn.seen.first.at && syn.seen.last.at >= sent_at);
    let asked_again = x.syn.is_some_and(|syn| syn.answers) && came_again;
    match step.ack {
        _ if crossed || asked_again => Resent::SynAckAgain,
        Some(_) => Resent::SynAckTimeout { waited },
        None if x.told.is_some() => Resent::OldSyn,
        None => Resent::SynTimeout { waited },
    }
}

/// Why text or a FIN goes again.
fn text(step: &Step<'_>, x: &Half, y: &Half, before: Option<Before>, nxt: u64) -> Resent {
    let o = step.o;
    let waited = o.at.saturating_sub(before.map_or(x.nxt_at, |before| before.last.at));
    let round_trip = round_trip(step, x);
    let since_ack = y.last.map_or(u64::MAX, |last| o.at.saturating_sub(last.at));
    // At its sender it follows at once; further away it comes as much later as the way there and back takes.
    let way = if step.near_sender { 0 } else { round_trip.saturating_add(round_trip / 4) };
    let is_answer = since_ack < PROMPT.max(way);
    let is_oldest = x.una.is_none_or(|una| step.place <= una);
    let sacked = u32::try_from(x.in_flight.sacked()).unwrap_or(u32::MAX);
    let is_below_sack = sacked > 0 && step.place < x.in_flight.highest_sacked();
    match x.recovery {
        Some(recovery) => {
            let again_in_it = before.is_some_and(|before| before.last.index >= recovery.index);
            let silent = waited >= LEAST_TIMEOUT && o.at.saturating_sub(recovery.again_at) >= LEAST_TIMEOUT;
            let point = seq(recovery.point);
            match recovery.begun {
                _ if again_in_it && is_oldest || silent && is_oldest && !is_answer => Resent::Timeout { waited },
                Begun::ByTimeout => Resent::AfterTimeout { point },
                Begun::ByReport if is_below_sack => Resent::BySack { sacked },
                Begun::ByReport => Resent::PartialAck { point },
            }
        }
        None if y.duplicates >= ENOUGH && is_oldest && is_answer => Resent::Fast { duplicates: y.duplicates },
        None if is_below_sack && is_answer => Resent::BySack { sacked },
        None if step.end == nxt && !is_oldest && !is_below_sack => Resent::TailLossProbe { waited },
        None => Resent::Timeout { waited },
    }
}

/// Loss recovery begins or goes on.
fn remember(step: &Step<'_>, x: &mut Half, how: Resent, nxt: u64) {
    let begun = match how {
        Resent::Timeout { .. } => Begun::ByTimeout,
        Resent::Fast { .. } | Resent::BySack { .. } => Begun::ByReport,
        Resent::AfterTimeout { .. } | Resent::PartialAck { .. } => {
            if let Some(recovery) = &mut x.recovery {
                recovery.again_at = step.o.at;
            }
            return;
        }
        Resent::TailLossProbe { .. }
        | Resent::SynTimeout { .. }
        | Resent::SynAckTimeout { .. }
        | Resent::SynAckAgain
        | Resent::OldSyn
        | Resent::Twice { .. } => return,
    };
    match &mut x.recovery {
        Some(recovery) if recovery.begun == begun && begun == Begun::ByReport => recovery.again_at = step.o.at,
        recovery => *recovery = Some(Recovery { point: nxt, begun, index: step.index, again_at: step.o.at }),
    }
}

/// The segment that shows why.
fn shown_by(x: &Half, y: &Half, how: Resent) -> Option<u64> {
    match how {
        Resent::SynAckAgain => y.syn.map(|syn| syn.seen.first.index),
        Resent::AfterTimeout { .. } => x.recovery.map(|recovery| recovery.index),
        Resent::Fast { .. } | Resent::BySack { .. } | Resent::PartialAck { .. } => y.last.map(|last| last.index),
        Resent::SynTimeout { .. }
        | Resent::SynAckTimeout { .. }
        | Resent::OldSyn
        | Resent::Timeout { .. }
        | Resent::TailLossProbe { .. }
        | Resent::Twice { .. } => None,
    }
}

/// The longest round trip that was measured: at the receiver its own segments' would be none at all.
fn round_trip(step: &Step<'_>, x: &Half) -> u64 {
    step.handshake.max(x.round_trip).unwrap_or(0)
}
