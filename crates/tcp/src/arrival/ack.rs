//! Fifth step: check the ACK field (RFC 9293 section 3.10.7.4, with the check of RFC 5961 section 5).

use wire::{Flags, Segment, Seq};

use super::Step;
use crate::loss::Told;
use crate::recovery::Duplicate;
use crate::{Cause, Ending, Endpoint, Instant, Rule, State};

/// `segment` is what of it lies in the window, and `whole_len` the SEG.LEN with which it came: whether it is a duplicate
/// ACK depends on what it carried.
pub(super) fn check(endpoint: &mut Endpoint, now: Instant, segment: &Segment, whole_len: u32) -> Step {
    if !segment.has(Flags::ACK) {
        endpoint.note(Rule::WithoutAck);
        return Step::Done;
    }
    let seg_ack = segment.ack;
    endpoint.count_probe_if_taken(now, seg_ack);
    let (snd_una, snd_nxt) = (endpoint.snd.una, endpoint.snd.nxt);
    let is_new = snd_una.before(seg_ack) && seg_ack.at_or_before(snd_nxt);
    if endpoint.state == State::SynReceived {
        if !is_new {
            endpoint.reply_reset(segment);
            endpoint.note(Rule::BadAckInSynReceived { seg_ack, snd_una, snd_nxt });
            return Step::Done;
        }
        handshake_acknowledged(endpoint, now, segment);
    } else {
        let oldest = snd_una.back(endpoint.snd.max_wnd);
        if !seg_ack.within(oldest, (snd_nxt - oldest).saturating_add(1)) {
            endpoint.note(Rule::AckUnacceptable { seg_ack, oldest, snd_nxt });
            endpoint.challenge(now, Cause::ChallengeAck);
            return Step::Done;
        }
        // MUST-37: as long as the peer answers from behind a closed window, the connection stays, however long it takes.
        if segment.window == 0 {
            endpoint.unanswered_since = now;
            endpoint.timeouts = 0;
        }
        let duplicate = duplicate(endpoint, segment, whole_len);
        // CLOSE has led from SYN-RECEIVED to FIN-WAIT-1 before our SYN was acknowledged.
        let ends_handshake = is_new && endpoint.syn_is_outstanding();
        if is_new {
            endpoint.note(Rule::AckAdvances { from: snd_una, to: seg_ack, snd_nxt });
            endpoint.acknowledge(now, segment);
        } else if duplicate == Duplicate::Yes {
            endpoint.note(Rule::AckRepeats { seg_ack, snd_nxt });
        }
        if endpoint.snd.una.at_or_before(seg_ack) && newer_than_last_update(endpoint, segment) {
            endpoint.set_send_window(now, segment);
        }
        if ends_handshake {
            endpoint.restart_retransmission_timer(now);
            endpoint.established(now);
        } else {
            let echoes = endpoint.check_congestion_echo(segment, snd_nxt - snd_una);
            endpoint.look_for_loss(now, snd_una, segment, Told { duplicate, echoes });
        }
    }
    if endpoint.fin_acknowledged() { our_fin_is_acknowledged(endpoint, now, seg_ack) } else { Step::Continue }
}

/// SYN-RECEIVED becomes ESTABLISHED, and the same segment goes on being processed.
fn handshake_acknowledged(endpoint: &mut Endpoint, now: Instant, segment: &Segment) {
    endpoint.enter(State::Established, Rule::HandshakeAcknowledged { snd_una: segment.ack });
    endpoint.acknowledge(now, segment);
    endpoint.restart_retransmission_timer(now);
    endpoint.set_send_window(now, segment);
    endpoint.established(now);
    if endpoint.close_requested {
        let unsent = endpoint.sending.unsent();
        endpoint.enter(State::FinWait1, Rule::Close { unsent });
    }
}

fn our_fin_is_acknowledged(endpoint: &mut Endpoint, now: Instant, seg_ack: Seq) -> Step {
    let Some(fin) = endpoint.fin_sent else { return Step::Continue };
    let rule = Rule::FinAcknowledged { fin, seg_ack };
    match endpoint.state {
        State::FinWait1 => {
            endpoint.enter(State::FinWait2, rule);
            endpoint.limit_fin_wait_2(now);
            Step::Continue
        }
        State::Closing => {
            endpoint.enter_time_wait(now, rule);
            Step::Continue
        }
        State::LastAck => {
            endpoint.delete_tcb(Ending::Closed, rule);
            Step::Done
        }
        _ => Step::Continue,
    }
}

/// RFC 5681 section 2: a duplicate ACK repeats the number, carries nothing, changes no window, and something is
/// outstanding. From behind a closed window it answers a probe, and tells of no loss.
fn duplicate(endpoint: &Endpoint, segment: &Segment, whole_len: u32) -> Duplicate {
    let is_duplicate = segment.ack == endpoint.snd.una
        && whole_len == 0
        && endpoint.agreed.window_of(segment) == endpoint.snd.wnd
        && endpoint.snd.wnd > 0
        && !endpoint.sending.all_acknowledged();
    if is_duplicate { Duplicate::Yes } else { Duplicate::No }
}

/// An old segment must not set the window: SND.WL1 < SEG.SEQ, or they are equal and SND.WL2 =< SEG.ACK.
fn newer_than_last_update(endpoint: &Endpoint, segment: &Segment) -> bool {
    let (wl1, wl2) = (endpoint.snd.wl1, endpoint.snd.wl2);
    wl1.before(segment.seq) || (wl1 == segment.seq && wl2.at_or_before(segment.ack))
}

impl Endpoint {
    /// SND.UNA <- SEG.ACK: what is acknowledged leaves the retransmission queue, and the round trip is measured.
    pub(crate) fn acknowledge(&mut self, now: Instant, segment: &Segment) {
        let oldest = self.sending.oldest().copied();
        self.snd.una = segment.ack;
        self.unanswered_since = now;
        self.timeouts = 0;
        // Our SYN is acknowledged, if only by this: it need not go out once more.
        self.syn_due = None;
        self.sending.acknowledge(segment.ack);
        let echoed = self.agreed.timestamps.as_ref().and_then(|timestamps| timestamps.round_trip(now, segment));
        if let Some(rule) = self.rtt.acknowledged(segment.ack, now, echoed, &self.config.profile) {
            self.note(rule);
        } else if let Some(oldest) = oldest.filter(|oldest| oldest.transmissions > 1 && echoed.is_none()) {
            let (syn, seq, transmissions, rto) = (oldest.syn, oldest.seq, oldest.transmissions, self.rtt.rto);
            self.note(Rule::NotMeasured { syn, seq, transmissions, rto });
        }
        self.timed_out = None;
        self.restart_user_timeout(now);
        self.forget_urgent();
    }
}
