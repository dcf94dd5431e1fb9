//! A segment arrives in SYN-SENT (RFC 9293 section 3.10.7.3).

use wire::{Flags, Segment};

use super::sequence::cut_to_window;
use super::text_and_fin;
use crate::output::SynDue;
use crate::urgent;
use crate::{Cause, Ending, Endpoint, Instant, Rule, State};

pub(super) fn arrives(endpoint: &mut Endpoint, now: Instant, segment: &Segment) {
    let acks = segment.has(Flags::ACK);
    // First, check the ACK bit.
    if acks && !(endpoint.snd.una.before(segment.ack) && segment.ack.at_or_before(endpoint.snd.nxt)) {
        if !segment.has(Flags::RST) {
            endpoint.reply_reset(segment);
        }
        let (iss, snd_nxt) = (endpoint.snd.iss, endpoint.snd.nxt);
        endpoint.note(Rule::BadAckInSynSent { seg_ack: segment.ack, iss, snd_nxt });
        return;
    }
    // Second, check the RST bit. There is no RCV.NXT yet that SEG.SEQ could be compared with.
    if segment.has(Flags::RST) {
        if acks {
            endpoint.delete_tcb(Ending::Refused, Rule::RefusedInSynSent { seg_ack: segment.ack });
        } else {
            endpoint.note(Rule::ResetWithoutAck);
        }
        return;
    }
    // Third, security: no segment here carries it. Fourth, check the SYN bit. Fifth, without it drop the segment.
    if !segment.has(Flags::SYN) {
        endpoint.note(Rule::NeitherSynNorReset);
        return;
    }
    let rcv_nxt = endpoint.learn_irs(now, segment);
    if !acks {
        endpoint.syn_due = Some(SynDue::Crossed);
        endpoint.enter(State::SynReceived, Rule::SimultaneousOpen { irs: segment.seq, rcv_nxt });
        endpoint.set_send_window(now, segment);
        return;
    }
    let rule = Rule::SynAckArrived { irs: segment.seq, rcv_nxt, snd_una: segment.ack };
    endpoint.enter(State::Established, rule);
    endpoint.acknowledge(now, segment);
    endpoint.restart_retransmission_timer(now);
    // RFC 1122 section 4.2.2.20 (c): the window variables are set here too.
    endpoint.set_send_window(now, segment);
    endpoint.established(now);
    if !endpoint.leaves_unacknowledged() {
        endpoint.acknowledge_now(Cause::HandshakeAck);
    }
    // Other controls or text: on to the sixth step of the other states.
    let mut rest = Segment { seq: rcv_nxt, flags: segment.flags.without(Flags::SYN), ..segment.clone() };
    if let Some(rule) = cut_to_window(&mut rest, rcv_nxt, endpoint.rcv.wnd) {
        endpoint.note(rule);
    }
    endpoint.check_urgent(urgent::named_by(segment));
    text_and_fin(endpoint, now, &mut rest);
}
