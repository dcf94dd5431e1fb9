//! What the wrong rules answer where a sequence or acknowledgment number is asked for.

use sim::Transmission;
use tcp::{Cause, SeqRule};
use wire::{Flags, Seq};

use course::{Ask, answered};
use lessons::{Numbering, Numbers};

use super::{Scene, WrongRule};

/// A number and what is added to it, as a learner writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Sum {
    from: u32,
    plus: u32,
    minus: u32,
}

/// How many sequence numbers there are: from 0 again after the last.
pub(crate) const CIRCLE: u64 = 1 << 32;

impl Sum {
    /// As a sequence number.
    fn value(self) -> u32 {
        self.from.wrapping_add(self.plus).wrapping_sub(self.minus)
    }

    /// Without modulo 2^32.
    fn exact(self) -> u64 {
        u64::from(self.from) + u64::from(self.plus) - u64::from(self.minus.min(self.plus))
    }
}

impl Scene<'_> {
    /// What `rule` yields, right or wrong.
    pub(super) fn number(&self, rule: WrongRule) -> Option<u64> {
        match rule {
            WrongRule::Wrap => self.unwrapped(self.right_sum()?),
            WrongRule::RelAbs => {
                let other = self.otherwise()?;
                Some(other.numbers.value(self.seq(), self.of()).into())
            }
            _ => self.sum(rule).map(|sum| sum.value().into()),
        }
    }

    /// What `rule` yields if nobody takes it modulo 2^32, where that makes a difference.
    pub(super) fn number_unwrapped(&self, rule: WrongRule) -> Option<u64> {
        self.unwrapped(self.sum(rule)?)
    }

    /// The same part in the other numbering.
    pub(super) fn otherwise(&self) -> Option<Self> {
        let other = match self.numbers.numbering() {
            Numbering::Absolute => Numbering::Relative,
            Numbering::Relative => Numbering::Absolute,
        };
        self.is_numbered().then(|| Scene { numbers: Numbers::new(other, &self.timeline.scenario), ..*self })
    }

    /// Whether the field means anything: an ack without ACK does not.
    fn is_numbered(&self) -> bool {
        self.ask == Ask::Seq || self.sent.segment.has(Flags::ACK)
    }

    fn unwrapped(&self, sum: Sum) -> Option<u64> {
        (sum.exact() >= CIRCLE).then(|| sum.exact())
    }

    /// Whose octets the number counts.
    fn of(&self) -> sim::Side {
        let from = self.sent.id.from;
        if self.ask == Ask::Seq { from } else { from.peer() }
    }

    fn seq(&self) -> Seq {
        if self.ask == Ask::Seq { self.sent.segment.seq } else { self.sent.segment.ack }
    }

    fn from(&self, from: Seq, plus: u32) -> Option<Sum> {
        Some(Sum { from: self.numbers.value(from, self.of()), plus, minus: 0 })
    }

    /// How the right number comes about.
    fn right_sum(&self) -> Option<Sum> {
        let step = self.step?;
        self.from(step.from, u32::from(step.syn) + step.text + u32::from(step.fin))
    }

    fn sum(&self, rule: WrongRule) -> Option<Sum> {
        if !self.is_numbered() {
            return None;
        }
        let is_seq = self.ask == Ask::Seq;
        let (sent, step, text) = (self.sent, self.step, self.only_text());
        match rule {
            WrongRule::SynZero => step.filter(|step| step.syn).and_then(|step| self.from(step.from, 0)),
            WrongRule::IsnBytes => step.filter(|step| step.syn).and_then(|step| self.from(step.from, 4)),
            WrongRule::FinZero => step.filter(|step| step.fin).and_then(|step| self.from(step.from, step.text)),
            WrongRule::FinData => {
                step.filter(|step| step.fin && step.text > 0).and_then(|step| self.from(step.from, 1))
            }
            WrongRule::AckConsumes => self.after_bare_ack().then(|| self.from(self.seq(), 1)).flatten(),
            // After text and a bare ACK, both of these add one; the bare ACK is the nearer reason.
            WrongRule::DataPlusOne if self.after_bare_ack() => None,
            WrongRule::DataPlusOne => text.and_then(|step| self.from(step.from, step.text + 1)),
            WrongRule::SegCount => text.and_then(|step| self.from(step.from, 1)),
            WrongRule::AckLast => text.and_then(|step| Some(Sum { minus: 1, ..self.from(step.from, step.text)? })),
            WrongRule::SeqStays => text.filter(|_| is_seq).and_then(|step| self.from(step.from, 0)),
            WrongRule::RetxNew => match sent.why.as_ref()?.seq {
                SeqRule::Original { snd_nxt } if is_seq => self.from(snd_nxt, 0),
                _ => None,
            },
            WrongRule::KeepaliveNext => match sent.why.as_ref()?.seq {
                SeqRule::BeforeNext { snd_nxt } if is_seq => self.from(snd_nxt, 0),
                _ => None,
            },
            WrongRule::RstSeq => match sent.why.as_ref()?.seq {
                SeqRule::FromAck { .. } if is_seq => Some(Sum { from: 0, plus: 0, minus: 0 }),
                _ => None,
            },
            WrongRule::DupAdvances => self.answered(&[Cause::AckOutOfOrder]).and_then(|came| self.through(came)),
            WrongRule::CumulEach => self.answered(&[Cause::AckText]).and_then(|came| self.through(came)),
            WrongRule::Delack => self.unacknowledged().and_then(|from| self.from(from, 0)),
            WrongRule::AckEcho if self.unacknowledged().is_some() => None,
            WrongRule::AckEcho => self
                .answered(&[Cause::AckText, Cause::AckOutOfOrder, Cause::AckDelayed])
                .and_then(|came| self.from(came.segment.text_seq(), 0)),
            WrongRule::IsnZeroServer => {
                let is_answer = sent.segment.has(Flags::SYN | Flags::ACK) && is_seq;
                let reused = self.numbers.value(sent.segment.ack.back(1), sent.id.from.peer());
                is_answer.then_some(Sum { from: reused, plus: 0, minus: 0 })
            }
            WrongRule::Swap => {
                if !sent.segment.has(Flags::ACK) {
                    return None;
                }
                let (seq, of) =
                    if is_seq { (sent.segment.ack, sent.id.from.peer()) } else { (sent.segment.seq, sent.id.from) };
                Some(Sum { from: self.numbers.value(seq, of), plus: 0, minus: 0 })
            }
            WrongRule::AckOwn if !is_seq => {
                Some(Sum { from: self.numbers.value(sent.segment.seq, sent.id.from), plus: 1, minus: 0 })
            }
            _ => None,
        }
    }

    /// Up to where everything would have arrived if nothing but that segment counted.
    fn through(&self, came: &Transmission) -> Option<Sum> {
        self.from(came.segment.seq, came.segment.len())
    }

    /// The segment that is answered, where an ack is asked for and one of `causes` is why it was sent.
    fn answered(&self, causes: &[Cause]) -> Option<&Transmission> {
        let is_cause = self.sent.cause().is_some_and(|cause| causes.contains(&cause));
        if self.ask == Ask::Ack && is_cause { answered::segment(self.timeline, self.sent) } else { None }
    }

    /// RCV.NXT before its last step, if that had not been acknowledged: then this ACK covers more than one segment.
    fn unacknowledged(&self) -> Option<Seq> {
        let step = self.only_text().filter(|_| self.ask == Ask::Ack)?;
        let last = self.previous().filter(|earlier| earlier.segment.has(Flags::ACK))?;
        last.segment.ack.before(step.from).then_some(step.from)
    }

    /// Whether the same side's segment before was an ACK that carried nothing, and this one's seq is asked for.
    fn after_bare_ack(&self) -> bool {
        let bare = |earlier: &Transmission| earlier.segment.is_empty() && earlier.segment.has(Flags::ACK);
        // Of a capture, seq is asked for only where it is the next.
        let is_next = self.sent.why.as_ref().is_none_or(|why| matches!(why.seq, SeqRule::Next { .. }));
        self.ask == Ask::Seq && is_next && self.previous().is_some_and(bare)
    }

    /// The segment that the same side sent before.
    pub(super) fn previous(&self) -> Option<&Transmission> {
        let from = self.sent.id.from;
        self.timeline.transmissions[..self.index].iter().rev().find(|earlier| earlier.id.from == from)
    }
}
