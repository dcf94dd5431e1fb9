//! Eighth step: check the FIN bit (RFC 9293 section 3.10.7.4).

use wire::{Flags, Segment, Seq};

use crate::{Advance, Cause, Endpoint, Instant, Rule, State};

/// The end of a segment, after it was cut to the window.
#[derive(Clone, Copy)]
pub(super) struct End {
    /// Whether a FIN ends it.
    pub(super) fin: bool,
    /// The number just past its text.
    pub(super) at: Seq,
    /// Whether it has text.
    pub(super) text: bool,
}

impl End {
    pub(super) fn of(segment: &Segment) -> End {
        End {
            fin: segment.has(Flags::FIN),
            at: segment.text_seq() + segment.text_len(),
            text: !segment.text.is_empty(),
        }
    }
}

pub(super) fn check(endpoint: &mut Endpoint, now: Instant, end: End) {
    if end.fin && endpoint.peer_fin.is_none() {
        // One that lies before text which has been taken contradicts it, and is not believed.
        endpoint.peer_fin = Some(end.at).filter(|fin| !fin.before(endpoint.rcv.nxt));
    }
    // The FIN may have come earlier, beyond a gap that this segment has filled.
    let Some(fin) = endpoint.peer_fin else { return };
    let rcv_nxt = endpoint.rcv.nxt;
    if fin.before(rcv_nxt) {
        return;
    }
    if fin != rcv_nxt {
        if end.fin {
            endpoint.acknowledge_now(Cause::AckOutOfOrder);
            endpoint.note(Rule::FinBeyondGap { fin, rcv_nxt });
        }
        return;
    }
    endpoint.rcv.nxt_from = Advance { fin: true, ..last_text_step(endpoint, end) };
    endpoint.rcv.nxt = fin + 1;
    endpoint.acknowledge_fin(now);
    let held = !end.fin;
    let rule = Rule::FinArrived { fin, rcv_nxt: endpoint.rcv.nxt, held };
    match endpoint.state {
        State::FinWait1 => endpoint.enter(State::Closing, rule),
        // Had our FIN been acknowledged by this segment, the fifth step would have entered FIN-WAIT-2.
        State::FinWait2 => endpoint.enter_time_wait(now, rule),
        // ESTABLISHED: the fifth step has left SYN-RECEIVED, and the other states have had the peer's FIN.
        _ => endpoint.enter(State::CloseWait, rule),
    }
}

/// The step of RCV.NXT that the FIN completes: the text of the same segment if there is some, else only the FIN.
fn last_text_step(endpoint: &Endpoint, end: End) -> Advance {
    if end.text { endpoint.rcv.nxt_from } else { Advance { from: endpoint.rcv.nxt, ..Default::default() } }
}
