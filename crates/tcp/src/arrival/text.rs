//! Seventh step: process the segment text (RFC 9293 section 3.10.7.4).

use wire::Segment;

use crate::receive_queue::Inserted;
use crate::{Advance, Cause, Endpoint, Rule, State};

pub(super) fn process(endpoint: &mut Endpoint, segment: &Segment) {
    let len = segment.text_len();
    if len == 0 {
        return;
    }
    if !matches!(endpoint.state, State::Established | State::FinWait1 | State::FinWait2) {
        // The peer has sent its FIN: nothing can follow it.
        endpoint.note(Rule::TextAfterFin { len });
        return;
    }
    let from = endpoint.rcv.nxt;
    let seg_seq = segment.text_seq();
    let ahead = seg_seq - from;
    if ahead > 0 {
        // SHLD-31: what lies beyond a gap is held. The number that is missing is asked for at once
        // (RFC 5681 section 4.2).
        let rule = match endpoint.receiving.insert(ahead, &segment.text) {
            Inserted::HeldAlready => Rule::TextHeldAlready { seg_seq, len, rcv_nxt: from },
            Inserted::Held | Inserted::NoRoom | Inserted::Moved(_) => Rule::OutOfOrder { seg_seq, len, rcv_nxt: from },
        };
        endpoint.ack_due = Some(Cause::AckOutOfOrder);
        endpoint.note(rule);
        return;
    }
    let Inserted::Moved(moved) = endpoint.receiving.insert(0, &segment.text) else { return };
    endpoint.rcv.nxt_from = Advance { from, text: moved, ..Default::default() };
    endpoint.rcv.nxt = endpoint.rcv.nxt_from.to();
    // RCV.NXT + RCV.WND, the right edge, stays where it was (MUST-34).
    endpoint.rcv.wnd = endpoint.rcv.wnd.saturating_sub(moved);
    endpoint.ack_due.get_or_insert(Cause::AckText);
    endpoint.note(Rule::TextAccepted {
        from,
        len: moved,
        held: moved - len,
        rcv_nxt: endpoint.rcv.nxt,
        rcv_wnd: endpoint.rcv.wnd,
    });
}
