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

use wire::{Flags, Segment};

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
pub(crate) fn arrives(endpoint: &mut Endpoint, now: Instant, segment: &Segment) {
    match endpoint.state {
        State::Closed => closed(endpoint, segment),
        State::Listen => listen::arrives(endpoint, now, segment),
        State::SynSent => syn_sent::arrives(endpoint, now, segment),
        _ => other_states(endpoint, now, segment),
    }
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
/// (RFC 9293 appendix A.1). The sixth, urgent data, is not offered to users of this endpoint.
fn other_states(endpoint: &mut Endpoint, now: Instant, segment: &Segment) {
    let Some(segment) = sequence::check(endpoint, now, segment) else { return };
    let steps = [reset::check, syn::check, ack::check];
    if steps.into_iter().any(|step| step(endpoint, now, &segment) == Step::Done) {
        return;
    }
    text::process(endpoint, &segment);
    fin::check(endpoint, now, &segment);
}
