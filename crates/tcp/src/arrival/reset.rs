//! Second step: check the RST bit (RFC 9293 section 3.10.7.4, with the protection of RFC 5961 section 3).

use wire::{Flags, Segment};

use super::Step;
use crate::{Cause, Ending, Endpoint, Instant, Opened, Rule, State, TimeWaitReset};

pub(super) fn check(endpoint: &mut Endpoint, now: Instant, segment: &Segment) -> Step {
    if !segment.has(Flags::RST) {
        return Step::Continue;
    }
    // A reset outside the window never gets here. One inside it counts only at exactly RCV.NXT, so that a stranger
    // would have to guess one number out of 2^32 and not one window.
    let rcv_nxt = endpoint.rcv.nxt;
    if segment.seq != rcv_nxt {
        endpoint.note(Rule::ResetChallenged { seg_seq: segment.seq, rcv_nxt });
        endpoint.challenge(now, Cause::ChallengeAck);
        return Step::Done;
    }
    match endpoint.state {
        State::SynReceived if endpoint.opened == Some(Opened::Passive) => {
            endpoint.back_to_listen(Rule::ResetInSynReceived { back_to_listen: true });
        }
        State::SynReceived => {
            endpoint.delete_tcb(Ending::Refused, Rule::ResetInSynReceived { back_to_listen: false });
        }
        State::TimeWait if endpoint.profile().time_wait_reset == TimeWaitReset::Ignored => {
            endpoint.note(Rule::ResetIgnoredInTimeWait { seg_seq: segment.seq });
        }
        // Both sides have closed: there is nobody left to be told of a reset.
        State::Closing | State::LastAck | State::TimeWait => {
            endpoint.delete_tcb(Ending::Closed, Rule::Reset { seg_seq: segment.seq });
        }
        _ => endpoint.delete_tcb(Ending::Reset, Rule::Reset { seg_seq: segment.seq }),
    }
    Step::Done
}

impl Endpoint {
    /// A segment that may be forged, or that carries nothing and lies outside the window, is answered by an ACK: whoever
    /// really is in the connection will prove it. No more of them go out than the profile allows (RFC 5961 section 7).
    pub(super) fn challenge(&mut self, now: Instant, cause: Cause) {
        let limit = self.profile().challenge_acks;
        let may = match cause {
            Cause::AckKeepAlive => self.challenges.ask_for_probe(now, limit),
            _ => self.challenges.ask(now, limit),
        };
        if may {
            self.acknowledge_now(cause);
        } else {
            self.note(Rule::ChallengeSuppressed { limit: limit.acks, period: limit.period });
        }
    }

    /// A segment that is not acceptable is answered by an ACK; one that carries nothing no more often than a challenge,
    /// for two sides that have lost step would answer each other's bare ACKs for ever.
    pub(super) fn answer_unacceptable(&mut self, now: Instant, segment: &Segment, cause: Cause) {
        if segment.is_empty() {
            self.challenge(now, cause);
        } else {
            self.acknowledge_now(cause);
        }
    }
}
