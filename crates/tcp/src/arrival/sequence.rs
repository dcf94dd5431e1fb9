//! First step: check the sequence number (RFC 9293 section 3.10.7.4), and cut the segment to the receive window.

use wire::{Flags, Segment, Seq};

use super::{Step, timestamps};
use crate::output::SynDue;
use crate::{Cause, DuplicateSyn, Endpoint, Instant, Opened, Rule, State, Timer};

/// Leaves of `segment` what lies in the window.
pub(super) fn check(endpoint: &mut Endpoint, now: Instant, segment: &mut Segment) -> Step {
    let (nxt, wnd) = (endpoint.rcv.nxt, endpoint.rcv.wnd);
    if endpoint.agreed.sack {
        endpoint.receiving.came_again(endpoint.rcv.irs, segment.text_seq(), segment.text_len());
    }
    if acceptable(segment, nxt, wnd) {
        timestamps::record(endpoint, now, segment);
        if let Some(rule) = cut_to_window(segment, nxt, wnd) {
            endpoint.note(rule);
        }
        return Step::Continue;
    }
    // "If the RCV.WND is zero, no segments will be acceptable, but special allowance should be made to accept valid
    // ACKs, URGs, and RSTs" (MUST-66): such a segment goes on without its text.
    if wnd == 0 && segment.seq == nxt && !segment.has(Flags::SYN) {
        endpoint.note(Rule::WindowClosedForText { seg_seq: segment.seq, seg_len: segment.len() });
        endpoint.acknowledge_now(Cause::AckUnacceptable);
        segment.flags = segment.flags.without(Flags::FIN | Flags::PSH);
        segment.text.clear();
        return Step::Continue;
    }
    if endpoint.state == State::SynReceived
        && segment.has(Flags::SYN)
        && segment.seq == endpoint.rcv.irs
        && let Some(answer) = syn_again(endpoint, segment)
    {
        return answer;
    }
    // A FIN that comes again in TIME-WAIT lies before the window. Read to the letter it would be answered and nothing
    // more, but the fifth and eighth step want the wait to begin anew.
    let is_peer_fin = segment.has(Flags::FIN) && segment.end() == nxt;
    if endpoint.state == State::TimeWait && is_peer_fin && !segment.has(Flags::RST) {
        let wait = endpoint.time_wait();
        endpoint.acknowledge_now(Cause::AckFin);
        endpoint.note(Rule::FinAgainInTimeWait { seg_seq: segment.seq, wait });
        endpoint.start_timer(Timer::TimeWait, now, wait);
        return Step::Done;
    }
    let reset = segment.has(Flags::RST);
    endpoint.note(Rule::Unacceptable {
        seg_seq: segment.seq,
        seg_len: segment.len(),
        rcv_nxt: nxt,
        rcv_wnd: wnd,
        reset,
    });
    if reset {
        return Step::Done;
    }
    endpoint.heard_from_peer(now);
    let asks = segment.is_empty() && segment.seq + 1 == nxt && segment.has(Flags::ACK);
    if segment.has(Flags::SYN) && endpoint.state != State::SynReceived {
        // A SYN is challenged whatever its number (RFC 5961 section 4.2).
        endpoint.challenge(now, Cause::ChallengeAck);
    } else {
        let cause = if asks { Cause::AckKeepAlive } else { Cause::AckUnacceptable };
        endpoint.answer_unacceptable(now, segment, cause);
    }
    Step::Done
}

/// A SYN at IRS in SYN-RECEIVED lies before the window too. `None` means that it gets no special treatment.
fn syn_again(endpoint: &mut Endpoint, segment: &mut Segment) -> Option<Step> {
    // Simultaneous open (section 3.5, figure 7): the peer's SYN,ACK acknowledges our SYN, and must be let through to
    // the fifth step although its number is old.
    if segment.has(Flags::ACK) && endpoint.opened == Some(Opened::Active) {
        endpoint.note(Rule::SynAckInSynReceived { seg_seq: segment.seq, seg_ack: segment.ack });
        segment.flags = segment.flags.without(Flags::SYN);
        segment.seq += 1;
        cut_to_window(segment, endpoint.rcv.nxt, endpoint.rcv.wnd);
        return Some(Step::Continue);
    }
    if endpoint.config.profile.duplicate_syn == DuplicateSyn::ResendSynAck && !segment.has(Flags::ACK) {
        endpoint.note(Rule::DuplicateSyn { seg_seq: segment.seq });
        endpoint.syn_due = Some(SynDue::AnswersAgain);
        return Some(Step::Done);
    }
    None
}

/// The four cases of table 6, with one number more for what carries nothing: a bare ACK just past the right edge. A peer
/// that has filled our window sends it from there. To the letter it would be answered by an ACK, which may lie just past
/// the edge of *its* window, and be answered; so both would go on until a timer expires.
pub(super) fn acceptable(segment: &Segment, nxt: Seq, wnd: u32) -> bool {
    match (segment.len(), wnd) {
        (0, 0) => segment.seq == nxt,
        (0, _) if segment.has(Flags::RST) => segment.seq.within(nxt, wnd),
        (0, _) => segment.seq.within(nxt, wnd.saturating_add(1)),
        (_, 0) => false,
        (len, _) => segment.seq.within(nxt, wnd) || (segment.seq + (len - 1)).within(nxt, wnd),
    }
}

/// "One could tailor actual segments to fit this assumption by trimming off any portions that lie outside the window
/// (including SYN and FIN)." Gives the rule by which something beyond the right edge was cut off, if anything was.
///
/// A reset is left as it is: whether it counts depends on the number that it really has.
pub(super) fn cut_to_window(segment: &mut Segment, nxt: Seq, wnd: u32) -> Option<Rule> {
    let fits = !segment.seq.before(nxt) && segment.end() - nxt <= wnd;
    if fits || segment.has(Flags::RST) {
        return None;
    }
    if segment.seq.before(nxt) {
        let old = nxt - segment.seq;
        let syn = u32::from(segment.has(Flags::SYN));
        segment.flags = segment.flags.without(Flags::SYN);
        let old_text = (old - syn).min(segment.text_len());
        segment.text = segment.text.slice(old_text as usize..);
        segment.seq = nxt;
    }
    let room = wnd.saturating_sub(segment.text_seq() - nxt);
    let (len, had_fin) = (segment.text_len(), segment.has(Flags::FIN));
    if len > room {
        segment.text.truncate(room as usize);
        segment.flags = segment.flags.without(Flags::FIN | Flags::PSH);
    } else if len == room {
        segment.flags = segment.flags.without(Flags::FIN);
    }
    let (kept, fin) = (segment.text_len(), had_fin && !segment.has(Flags::FIN));
    (len > kept || fin).then(|| Rule::CutAtRightEdge { kept, cut: len - kept, fin, edge: nxt + wnd })
}
