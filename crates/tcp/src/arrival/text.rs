//! Seventh step: process the segment text (RFC 9293 section 3.10.7.4).

use wire::Segment;

use super::Step;
use crate::receive_queue::{Inserted, MAX_HOLES};
use crate::send_queue::count;
use crate::{Advance, Cause, Endpoint, Instant, Rule, State};

pub(super) fn process(endpoint: &mut Endpoint, now: Instant, segment: &mut Segment) -> Step {
    let len = segment.text_len();
    if len == 0 {
        return Step::Continue;
    }
    if !matches!(endpoint.state, State::Established | State::FinWait1 | State::FinWait2) {
        // The peer has sent its FIN: nothing can follow it.
        endpoint.note(Rule::TextAfterFin { len });
        return Step::Continue;
    }
    if endpoint.released {
        endpoint.reset_for_lost_text(Rule::TextForNobody { len });
        return Step::Done;
    }
    let from = endpoint.rcv.nxt;
    let seg_seq = segment.text_seq();
    // A FIN that is held ends the stream: what lies beyond it was never sent by the peer's user.
    endpoint.check_congestion_window_reduced(segment);
    let text = match endpoint.peer_fin {
        Some(fin) if fin.at_or_before(seg_seq) => {
            endpoint.note(Rule::TextAfterFin { len });
            endpoint.acknowledge_now(Cause::AckOutOfOrder);
            return Step::Continue;
        }
        Some(fin) if fin.before(seg_seq + len) => segment.text.slice(..(fin - seg_seq) as usize),
        _ => std::mem::take(&mut segment.text),
    };
    let rule = match endpoint.receiving.insert(seg_seq - from, text) {
        Inserted::Moved(moved) => {
            endpoint.rcv.nxt_from = Advance { from, text: moved, ..Default::default() };
            endpoint.rcv.nxt = endpoint.rcv.nxt_from.to();
            // A FIN that came beyond a gap, and that text has now passed, was not the end of what the peer sends.
            endpoint.peer_fin.take_if(|fin| fin.before(endpoint.rcv.nxt));
            // RCV.NXT + RCV.WND, the right edge, stays where it was (MUST-34).
            endpoint.rcv.wnd = endpoint.rcv.wnd.saturating_sub(moved);
            endpoint.note(Rule::TextAccepted {
                from,
                len: moved,
                held: moved.saturating_sub(len),
                rcv_nxt: endpoint.rcv.nxt,
                rcv_wnd: endpoint.rcv.wnd,
            });
            endpoint.acknowledge_text(now, len, moved);
            return Step::Continue;
        }
        // SHLD-31: what lies beyond a gap is held. The number that is missing is asked for at once
        // (RFC 5681 section 4.2).
        Inserted::Held => Rule::OutOfOrder { seg_seq, len, rcv_nxt: from },
        Inserted::HeldAlready => Rule::TextHeldAlready { seg_seq, len, rcv_nxt: from },
        Inserted::NoRoom => Rule::TooManyGaps { seg_seq, len, limit: count(MAX_HOLES) },
    };
    endpoint.acknowledge_now(Cause::AckOutOfOrder);
    endpoint.note(rule);
    Step::Continue
}
