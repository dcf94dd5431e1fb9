//! Windows, probes, keep-alives and duplicate ACKs: what a segment is by its number, its acknowledgment and its window
//! beside those of the segment before. The conditions are those of Wireshark's `tcp.analysis`, but for those that
//! [`crate::Difference`] lists.

use tcp::State;
use wire::Flags;

use crate::again::LEAST_TIMEOUT;
use crate::half::{Half, Last, Was};
use crate::position::{seq, span};
use crate::step::Step;
use crate::{Certainty, FindingKind, states};

/// Tells what the segment of `x` is. Gives what the next segment of `y` may answer.
pub(crate) fn look(step: &mut Step<'_>, x: &mut Half, y: &Half) -> Was {
    let was = kind(step, x, y);
    let same = step.ack.is_some() && x.last_ack() == Some(step.o.ack);
    if !same {
        x.duplicates = 0;
    }
    was
}

fn kind(step: &mut Step<'_>, x: &mut Half, y: &Half) -> Was {
    let o = step.o;
    let is_next = x.nxt == Some(step.place);
    let is_before_next = x.nxt == Some(step.place + 1) && o.text_len <= 1 && !o.controls();
    let closed = y.last.is_some_and(|last| last.window == 0 && last.ack.is_some() && !crosses(step, last));
    if closed && o.text_len == 1 && is_next && !o.has(Flags::RST) || closed && is_before_next {
        let evidence = [y.last.map(|last| last.index), None];
        let is_sure = o.text_len == 1 && is_next && step.near_sender;
        let certainty = if is_sure { Certainty::Certain } else { Certainty::Likely };
        step.found(FindingKind::WindowProbe { seq: o.seq, len: o.text_len }, certainty, evidence);
        if o.window == 0 {
            step.certain(FindingKind::ZeroWindow, [None, None]);
        }
        return Was::WindowProbe;
    }
    if o.window == 0 && !o.controls() {
        step.certain(FindingKind::ZeroWindow, [None, None]);
    }
    // What came damaged did come: that was told of the segment itself.
    let is_missing = |nxt: &u64| step.place > *nxt && !x.damaged.covers(*nxt, step.place);
    if let Some(nxt) = x.nxt.filter(|nxt| is_missing(nxt) && !o.has(Flags::RST)) {
        let missing = FindingKind::PreviousNotSeen { seq: seq(nxt), len: span(nxt, step.place) };
        step.certain(missing, [Some(x.nxt_index), None]);
    }
    if is_before_next {
        step.likely(FindingKind::KeepAlive { seq: o.seq }, [Some(x.nxt_index), None]);
        return Was::KeepAlive;
    }
    full(step, y);
    let repeats = is_next && step.ack.is_some() && x.last_ack() == Some(o.ack) && step.is_bare();
    if repeats && let Some(last) = x.last {
        repeated(step, x, y, last);
    }
    Was::Other
}

/// Whether the segment was on its way before `last`, which came the other way, can have reached its sender: a window is
/// probed no sooner than a retransmission would go (RFC 9293 section 3.8.6.1), which is later than a round trip.
fn crosses(step: &Step<'_>, last: Last) -> bool {
    let since = step.o.at.saturating_sub(last.at);
    !step.near_sender && step.handshake.is_some_and(|round_trip| since < round_trip.min(LEAST_TIMEOUT))
}

/// A bare segment with the number and the acknowledgment of the one before.
fn repeated(step: &mut Step<'_>, x: &mut Half, y: &Half, last: Last) {
    let o = step.o;
    let answers = y.last.map_or(Was::Other, |last| last.was);
    let evidence = [y.last.map(|last| last.index), None];
    let windows = (last.window, o.window);
    match (windows, answers) {
        ((0, 0), Was::WindowProbe) => step.certain(FindingKind::WindowProbeAck { ack: o.ack }, evidence),
        ((_, 0), _) => {}
        ((before, now), Was::KeepAlive) if before == now => {
            step.likely(FindingKind::KeepAliveAck { ack: o.ack }, evidence);
        }
        ((before, now), _) if before != now => {
            let octets = x.window(y, before, last.of_syn).zip(x.window(y, now, false));
            let (from, to) = octets.unwrap_or((before.into(), now.into()));
            let update = FindingKind::WindowUpdate { from, to, is_scaled: octets.is_some() };
            step.certain(update, [Some(last.index), None]);
        }
        _ => {
            x.duplicates = x.duplicates.saturating_add(1);
            let repeated = FindingKind::DuplicateAck { ack: o.ack, count: x.duplicates };
            // RFC 5681 section 2: only while something is out does it tell of a loss.
            let is_out = y.in_flight.oldest().is_some();
            let certainty = if is_out { Certainty::Certain } else { Certainty::Likely };
            step.found(repeated, certainty, [Some(last.first_index), None]);
        }
    }
}

/// Text up to the right edge of the window that `y` offered last.
fn full(step: &mut Step<'_>, y: &Half) {
    let o = step.o;
    if o.text_len == 0 || o.controls() {
        return;
    }
    let (Some((ack, window)), Some(last)) = (step.offered, y.last) else { return };
    let edge = ack + window;
    if edge == o.seq + o.text_len {
        step.certain(FindingKind::WindowFull { edge }, [Some(last.index), None]);
    }
}

/// What the acknowledgment of `x` says of the window: whether its right edge went back.
pub(crate) fn offer(step: &mut Step<'_>, x: &mut Half, y: &Half) {
    let Some(ack) = step.ack.filter(|_| !step.o.has(Flags::RST)) else { return };
    let of_syn = step.o.has(Flags::SYN);
    let Some(window) = x.window(y, step.o.window, of_syn) else { return };
    let edge = ack + u64::from(window);
    let fuzz = 1 << x.shift(y).map_or(0, |(shift, _)| shift);
    let synchronized = states::state(x, y).is_some_and(State::is_synchronized);
    match x.edge {
        Some(before) if edge < before => {
            // What an older segment offered, which was overtaken, takes nothing back.
            let is_latest = x.told.is_none_or(|told| ack >= told) && x.nxt.is_none_or(|nxt| step.end >= nxt);
            if is_latest && synchronized && before - edge >= fuzz && x.fin.is_none() {
                let shrunk = FindingKind::WindowShrunk { from: seq(before), to: seq(edge) };
                step.certain(shrunk, [x.last.map(|last| last.index), None]);
            }
            if is_latest {
                x.edge = Some(edge);
            }
        }
        _ => x.edge = Some(edge),
    }
}
