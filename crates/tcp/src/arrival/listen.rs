//! A segment arrives in LISTEN (RFC 9293 section 3.10.7.2).

use std::net::IpAddr;

use wire::{Flags, Segment};

use crate::output::SynDue;
use crate::{Endpoint, Instant, Opened, Rule, State};

pub(super) fn arrives(endpoint: &mut Endpoint, now: Instant, from: IpAddr, segment: &Segment) {
    if segment.has(Flags::RST) {
        endpoint.note(Rule::ResetIgnored { state: State::Listen });
    } else if segment.has(Flags::ACK) {
        endpoint.reply_reset(segment);
        endpoint.note(Rule::AckInListen { seg_ack: segment.ack });
    } else if segment.has(Flags::SYN) {
        endpoint.learn_remote(from, segment);
        let iss = endpoint.select_iss(now);
        let rcv_nxt = endpoint.learn_irs(now, from, segment);
        // Text on the SYN could be queued; it is left to the peer to send it again, since it is not acknowledged.
        endpoint.syn_due = Some(SynDue::Answers);
        endpoint.opened = Some(Opened::Passive);
        endpoint.enter(State::SynReceived, Rule::SynInListen { irs: segment.seq, rcv_nxt, iss });
    } else {
        endpoint.note(Rule::NothingForListen);
    }
}
