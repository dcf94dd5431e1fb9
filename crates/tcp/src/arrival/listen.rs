//! A segment arrives in LISTEN (RFC 9293 section 3.10.7.2).

use std::net::{IpAddr, SocketAddr};

use wire::{Flags, Segment};

use crate::addresses::is_no_host;
use crate::output::SynDue;
use crate::{Endpoint, Instant, Opened, Rule, State};

pub(super) fn arrives(endpoint: &mut Endpoint, now: Instant, from: IpAddr, segment: &Segment) {
    if segment.has(Flags::RST) {
        endpoint.note(Rule::ResetIgnored { state: State::Listen });
    } else if segment.has(Flags::ACK) {
        endpoint.reply_reset(segment);
        endpoint.note(Rule::AckInListen { seg_ack: segment.ack });
    } else if is_no_host(from) {
        // MUST-63: no connection can be with such an address.
        endpoint.note(Rule::InvalidSource { source: from });
    } else if endpoint.config.remote.is_some_and(|named| named != SocketAddr::new(from, segment.src_port)) {
        // The OPEN named another peer, so that there is no connection for this one.
        endpoint.reply_reset(segment);
        endpoint.note(Rule::NoConnection { flags: segment.flags });
    } else if segment.has(Flags::SYN) {
        endpoint.learn_remote(from, segment);
        let iss = endpoint.select_iss(now);
        let rcv_nxt = endpoint.learn_irs(now, segment);
        // Text on the SYN could be queued; it is left to the peer to send it again, since it is not acknowledged.
        endpoint.syn_due = Some(SynDue::Answers);
        endpoint.opened = Some(Opened::Passive);
        endpoint.trust_syn(now, segment);
        endpoint.enter(State::SynReceived, Rule::SynInListen { irs: segment.seq, rcv_nxt, iss });
    } else {
        endpoint.note(Rule::NothingForListen);
    }
}
