//! What a segment tells the end that it is on its way to, if it arrives: RFC 9293 section 3.10.7 as far as an onlooker
//! can follow it.

use tcp::State;
use wire::Flags;

use crate::half::{Half, SendWindow};
use crate::step::Step;
use crate::{resets, states};

/// The segment of `x` arrives at `y`.
pub(crate) fn deliver(step: &Step<'_>, x: &Half, y: &mut Half) {
    let o = step.o;
    if o.has(Flags::SYN) && y.syn.is_none() {
        // Somebody may listen by now.
        y.reset = false;
    }
    if y.reset {
        return;
    }
    // What was sent before arrives before, unless it was lost, of which duplicate ACKs tell.
    if let Some((from, to)) = y.on_the_way.take()
        && y.duplicates == 0
    {
        y.arrived.take(from, to);
    }
    if o.has(Flags::RST) {
        y.reset = resets::is_heeded(step, x, y);
        return;
    }
    if o.has(Flags::SYN) {
        syn(step, x, y);
        return;
    }
    if !is_acceptable(step, y) {
        return;
    }
    if let Some((value, _)) = o.timestamps()
        && y.arrived.next().is_none_or(|next| step.place <= next)
    {
        y.ts_recent = Some(value);
    }
    let Some(ack) = step.ack else { return };
    let Some(next) = y.snd_nxt() else {
        y.una = Some(ack);
        note_window(step, x, y, ack);
        return;
    };
    // An octet that probes a window may be taken; what was not captured may be acknowledged.
    let most = if step.near_receiver { next.max(y.probed.map_or(0, |probed| probed + 1)) } else { u64::MAX };
    let is_in_handshake = matches!(states::state(y, x), Some(State::SynReceived)) && y.syn.is_some();
    if ack > most || is_in_handshake && y.syn.is_some_and(|syn| ack <= syn.at_place) {
        return;
    }
    // What acknowledges too little is old or forged, and answered with a challenge ACK (RFC 5961 section 5.2).
    if y.una.is_some_and(|una| ack + u64::from(y.max_wnd) < una) && y.max_wnd > 0 {
        return;
    }
    y.una = y.una.max(Some(ack));
    note_window(step, x, y, ack);
    if step.end > step.place {
        // What lies beyond the window is cut off.
        let edge = y.edge.filter(|_| step.near_receiver).unwrap_or(u64::MAX);
        let end = if step.end > edge { edge.max(step.place) } else { step.end };
        if end > step.place {
            y.arrived.take(step.place, end);
        }
    }
}

fn syn(step: &Step<'_>, x: &Half, y: &mut Half) {
    let o = step.o;
    if let (Some(own), Some(ack)) = (y.syn, step.ack) {
        // An acknowledgment of something else is answered by a reset (RFC 9293 section 3.10.7.3).
        if ack <= own.at_place || y.nxt.is_some_and(|nxt| ack > nxt) {
            return;
        }
        y.una = y.una.max(Some(ack));
    }
    let is_first = !y.got_syn && y.arrived.next().is_none();
    y.got_syn = true;
    if !is_first {
        return;
    }
    y.arrived.tell(step.place + 1);
    if let Some((value, _)) = o.timestamps().filter(|_| x.offer.timestamps) {
        y.ts_recent = Some(value);
    }
    // A SYN without ACK does not set SND.WND (RFC 9293 section 3.10.7.2).
    if let Some(wl2) = step.ack {
        y.wnd = Some(SendWindow { raw: o.window, of_syn: true, wl1: step.place, wl2 });
    }
}

/// The first step: whether any of it lies in the window.
fn is_acceptable(step: &Step<'_>, y: &Half) -> bool {
    let Some(next) = y.arrived.next() else { return true };
    if step.end > step.place {
        let is_before_edge = y.edge.is_none_or(|edge| step.place < edge || edge <= next);
        return step.end > next && (is_before_edge || !step.near_receiver);
    }
    // A bare segment just past a full window is taken as well, or two full windows would never open.
    step.place >= next && y.edge.is_none_or(|edge| step.place <= edge.max(next) || !step.near_receiver)
}

/// SND.WND (RFC 9293 section 3.10.7.4): an older segment does not change it.
fn note_window(step: &Step<'_>, x: &Half, y: &mut Half, ack: u64) {
    let is_newer = y.wnd.is_none_or(|wnd| wnd.wl1 < step.place || wnd.wl1 == step.place && wnd.wl2 <= ack);
    if is_newer && y.una.is_none_or(|una| ack >= una) {
        y.wnd = Some(SendWindow { raw: step.o.window, of_syn: false, wl1: step.place, wl2: ack });
        y.max_wnd = y.max_wnd.max(x.window(y, step.o.window, false).unwrap_or(u32::MAX));
    }
}
