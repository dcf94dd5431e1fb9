//! SEGMENT ARRIVES, laid out as RFC 9293 section 3.10.7 is: a module per state group, and for the states after
//! SYN-SENT a module per step, in the order of the RFC.

mod ack;
mod fin;
mod listen;
mod reset;
mod sequence;
mod syn;
mod syn_sent;
mod text;
mod timestamps;

use std::net::IpAddr;

use wire::{Flags, Segment};

use crate::urgent;
use crate::{Endpoint, Instant, Rule, State};

/// Whether a step lets the next one look at the segment.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// The next step looks at it.
    Continue,
    /// The segment is dealt with.
    Done,
}

/// Section 3.10.7.
pub(crate) fn arrives(endpoint: &mut Endpoint, now: Instant, from: IpAddr, segment: &mut Segment) {
    match endpoint.state {
        State::Closed => closed(endpoint, segment),
        State::Listen => listen::arrives(endpoint, now, from, segment),
        State::SynSent => syn_sent::arrives(endpoint, now, segment),
        _ => other_states(endpoint, now, segment),
    }
}

/// Whether the segment passes the first step's test.
pub(crate) fn is_acceptable(endpoint: &Endpoint, segment: &Segment) -> bool {
    sequence::acceptable(segment, endpoint.rcv.nxt, endpoint.rcv.wnd)
}

/// Section 3.10.7.1: there is no connection. Everything but a reset is answered by a reset.
fn closed(endpoint: &mut Endpoint, segment: &Segment) {
    if segment.has(Flags::RST) {
        endpoint.note(Rule::ResetIgnored { state: State::Closed });
        return;
    }
    endpoint.reply_reset(segment);
    endpoint.note(Rule::NoConnection { flags: segment.flags });
}

/// Section 3.10.7.4. The third step, security and compartment, does not apply: no segment here carries them
/// (RFC 9293 appendix A.1).
fn other_states(endpoint: &mut Endpoint, now: Instant, segment: &mut Segment) {
    if timestamps::check(endpoint, now, segment) == Step::Done {
        return;
    }
    // What the fifth and the sixth step ask of the segment as it came, before it is cut to the window.
    let (whole_len, urgent) = (segment.len(), urgent::named_by(segment));
    if sequence::check(endpoint, now, segment) == Step::Done
        || reset::check(endpoint, now, segment) == Step::Done
        || syn::check(endpoint, now, segment) == Step::Done
    {
        return;
    }
    endpoint.heard_from_peer(now);
    if ack::check(endpoint, now, segment, whole_len) == Step::Done {
        return;
    }
    endpoint.check_urgent(urgent);
    text_and_fin(endpoint, now, segment);
}

/// The seventh and the eighth step. The first of them takes the text out of the segment.
fn text_and_fin(endpoint: &mut Endpoint, now: Instant, segment: &mut Segment) {
    let end = fin::End::of(segment);
    if text::process(endpoint, now, segment) == Step::Continue {
        fin::check(endpoint, now, end);
    }
}
