//! Second step: check the RST bit (RFC 9293 section 3.10.7.4, with the protection of RFC 5961 section 3).

use wire::{Flags, Segment};

use super::Step;
use crate::{Cause, Ending, Endpoint, Instant, Opened, Rule, State};

pub(super) fn check(endpoint: &mut Endpoint, _now: Instant, segment: &Segment) -> Step {
    if !segment.has(Flags::RST) {
        return Step::Continue;
    }
    // A reset outside the window never gets here. One inside it counts only at exactly RCV.NXT, so that a stranger
    // would have to guess one number out of 2^32 and not one window.
    let rcv_nxt = endpoint.rcv.nxt;
    if segment.seq != rcv_nxt {
        endpoint.ack_due = Some(Cause::ChallengeAck);
        endpoint.note(Rule::ResetChallenged { seg_seq: segment.seq, rcv_nxt });
        return Step::Done;
    }
    match endpoint.state {
        State::SynReceived if endpoint.opened == Some(Opened::Passive) => {
            endpoint.back_to_listen(Rule::ResetInSynReceived { back_to_listen: true });
        }
        State::SynReceived => {
            endpoint.delete_tcb(Ending::Refused, Rule::ResetInSynReceived { back_to_listen: false });
        }
        // Both sides have closed: there is nobody left to be told of a reset.
        State::Closing | State::LastAck | State::TimeWait => {
            endpoint.delete_tcb(Ending::Closed, Rule::Reset { seg_seq: segment.seq });
        }
        _ => endpoint.delete_tcb(Ending::Reset, Rule::Reset { seg_seq: segment.seq }),
    }
    Step::Done
}
