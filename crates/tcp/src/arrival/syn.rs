//! Fourth step: check the SYN bit (RFC 9293 section 3.10.7.4, with the protection of RFC 5961 section 4).

use wire::{Flags, Segment};

use super::Step;
use crate::{Cause, Endpoint, Instant, Opened, Rule, State};

pub(super) fn check(endpoint: &mut Endpoint, now: Instant, segment: &Segment) -> Step {
    if !segment.has(Flags::SYN) {
        return Step::Continue;
    }
    if endpoint.state == State::SynReceived && endpoint.opened == Some(Opened::Passive) {
        endpoint.back_to_listen(Rule::SynInSynReceived);
    } else {
        endpoint.note(Rule::SynChallenged { seg_seq: segment.seq });
        endpoint.challenge(now, Cause::ChallengeAck);
    }
    Step::Done
}
