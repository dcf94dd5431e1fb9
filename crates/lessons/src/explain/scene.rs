//! What a sentence is told from: whose endpoint it is about, and what the timeline shows round a segment.

use std::time::Duration;

use sim::{SegmentRef, Side, Timeline, Transmission};
use tcp::{AckRule, Cause, Event, LivenessRule, PacingRule, Rule, SeqRule, State, Why, WindowRule};
use wire::{Flags, Seq};

use course::answered;

use crate::{Numbering, Numbers};

/// Whose endpoint is spoken of, and how numbers are written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scene {
    pub(crate) numbers: Numbers,
    pub(crate) side: Side,
}

impl Scene {
    /// A number that counts the octets of the endpoint itself.
    // Every sentence shows numbers, so that a copy of this for each would be a tenth of all the explanations.
    #[inline(never)]
    pub(crate) fn own(&self, seq: Seq) -> u32 {
        self.numbers.value(seq, self.side)
    }

    /// A number that counts the octets of the peer.
    #[inline(never)]
    pub(crate) fn peers(&self, seq: Seq) -> u32 {
        self.numbers.value(seq, self.side.peer())
    }

    /// SEG.SEQ of a segment that the endpoint sent. The zero of a reset that answers a segment without ACK is counted
    /// from nowhere, so it is zero in every numbering.
    pub(crate) fn seq_of(&self, sent: &Transmission) -> u32 {
        let counts_from_nowhere = sent.why.as_ref().is_some_and(|why| why.seq == SeqRule::Zero);
        if counts_from_nowhere { sent.segment.seq.0 } else { self.own(sent.segment.seq) }
    }

    /// Whether numbers are counted from the ISS, so that an ISS shows as 0.
    pub(crate) fn is_relative(&self) -> bool {
        self.numbers.numbering() == Numbering::Relative
    }
}

/// The control bits in the order in which people say them.
pub(crate) const SPOKEN: [Flags; 8] =
    [Flags::SYN, Flags::FIN, Flags::RST, Flags::PSH, Flags::ACK, Flags::URG, Flags::ECE, Flags::CWR];

/// A segment with what the timeline shows round it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sent<'a> {
    pub(crate) transmission: &'a Transmission,
    pub(crate) why: &'a Why,
    /// Octets that had been held beyond a gap which the segment that is answered here has filled.
    pub(crate) held: u32,
    /// Whether the sender's segment before it was a bare ACK with the same number.
    pub(crate) after_bare_ack: bool,
    /// Whether the sender holds octets beyond a gap.
    pub(crate) holds: bool,
    /// What the sender made of the segment that came before.
    answered: &'a [Event],
}

impl<'a> Sent<'a> {
    pub(crate) fn new(timeline: &'a Timeline, transmission: &'a Transmission, why: &'a Why) -> Sent<'a> {
        let from = transmission.id.from;
        let before = timeline.find(SegmentRef::new(from, transmission.id.nth - 1));
        let after_bare_ack = before
            .is_some_and(|before| before.segment.is_empty() && before.segment.seq == transmission.segment.seq)
            && !transmission.segment.is_empty();
        let holds = !timeline.snapshot(transmission.entry as usize, from).tcp.held.is_empty();
        let answered = answered::arrival(timeline, transmission).map(|entry| entry.events.as_slice());
        Sent {
            transmission,
            why,
            held: answered::held_before(timeline, transmission),
            after_bare_ack,
            holds,
            answered: answered.unwrap_or_default(),
        }
    }
}

/// A segment as the status line tells of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look<'a> {
    /// Of the segment's sender.
    pub(crate) scene: Scene,
    pub(crate) sent: &'a Transmission,
    /// Which of its copies.
    pub(crate) copy: usize,
}

impl Look<'_> {
    /// Whether the segment was seen in a capture: neither an endpoint says why it sent it, nor did a person make it.
    pub(crate) fn is_captured(&self) -> bool {
        self.sent.why.is_none() && !self.sent.id.forged
    }
}

/// Whether the CLOSE that `event` tells of comes after the peer's.
pub(crate) fn closes_last(event: &Event) -> bool {
    event.transition.is_some_and(|transition| transition.to == State::LastAck)
}

/// Whether a segment lies wholly before RCV.NXT.
pub(crate) fn had_before(seg_seq: Seq, seg_len: u32, rcv_nxt: Seq) -> bool {
    seg_len > 0 && (seg_seq + seg_len).at_or_before(rcv_nxt)
}

/// How long the timer had run whose expiry gave `events`.
pub(crate) fn waited(events: &[Event]) -> Option<Duration> {
    events.iter().find_map(|event| match event.rule {
        Rule::RetransmissionTimeout { expired, .. } => Some(expired),
        Rule::WindowProbe { waited, .. } => Some(waited),
        Rule::TimeWaitOver { wait } => Some(wait),
        Rule::Pacing(PacingRule::AckDelayOver { waited } | PacingRule::SillyWindowOverridden { waited, .. }) => {
            Some(waited)
        }
        Rule::Liveness(LivenessRule::UserTimeout { limit: waited } | LivenessRule::FinWait2Over { held: waited }) => {
            Some(waited)
        }
        _ => None,
    })
}

impl Sent<'_> {
    /// Whether the peer has closed its direction: nothing comes after a FIN, so that is the last step of RCV.NXT.
    pub(crate) fn peer_has_closed(&self) -> bool {
        matches!(self.why.ack, AckRule::Next { from } if from.fin)
    }

    /// Whether it names once more a number that it has named before, since what came lies beyond a gap.
    pub(crate) fn repeats_because_of_a_gap(&self) -> bool {
        matches!(self.why.cause, Cause::AckOutOfOrder)
    }

    /// Whether it answers a FIN that was received before.
    pub(crate) fn answers_a_fin_again(&self) -> bool {
        self.answered.iter().any(|event| matches!(event.rule, Rule::FinAgainInTimeWait { .. }))
    }

    /// Whether it answers a segment all of whose numbers were received before.
    pub(crate) fn answers_nothing_new(&self) -> bool {
        self.answered.iter().any(|event| match event.rule {
            Rule::Unacceptable { seg_seq, seg_len, rcv_nxt, .. } => had_before(seg_seq, seg_len, rcv_nxt),
            _ => false,
        })
    }

    /// Whether the segment is the oldest unacknowledged one, as the retransmission timer sends it.
    pub(crate) fn is_the_oldest(&self) -> bool {
        matches!(self.why.cause, Cause::Retransmission { .. })
    }

    /// Whether the window is the largest that its field can tell.
    pub(crate) fn fills_the_field(&self) -> bool {
        matches!(self.why.window, WindowRule::Free { shift, wnd, .. } if wnd == 65_535 << shift)
    }
}
