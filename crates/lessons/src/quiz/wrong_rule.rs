//! The wrong rules that learners follow. Each computes its answer from the same timeline as the right one, and is named
//! only when the learner's value equals it and is not the right one.

use serde::{Deserialize, Serialize};
use sim::{Timeline, Transmission};
use tcp::{AckRule, Advance, Cause, SeqRule};
use wire::{Flags, Seq};

use course::answered;

use super::{Ask, Value, right_value};
use crate::{Numbering, Numbers};

/// A wrong rule, by what it gets wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WrongRule {
    /// SYN uses no number.
    SynZero,
    /// ack = ISN + 4, "because the ISN is 4 bytes long".
    IsnBytes,
    /// ack = the last octet received.
    AckLast,
    /// ack = seq + len + 1.
    DataPlusOne,
    /// FIN uses no number.
    FinZero,
    /// FIN with text counts 1 in all.
    FinData,
    /// A bare ACK uses a number.
    AckConsumes,
    /// Numbers count segments.
    SegCount,
    /// seq and ack, or the two directions, swapped.
    Swap,
    /// ack grows on an out-of-order segment.
    DupAdvances,
    /// ack names only the segment that just came, although later ones were held.
    CumulEach,
    /// A retransmission gets a new number.
    RetxNew,
    /// Relative and absolute numbers mixed.
    RelAbs,
    /// The server's SYN,ACK reuses the client's ISN.
    IsnZeroServer,
}

impl WrongRule {
    /// Every rule, the more specific before the more general.
    pub const ALL: [WrongRule; 14] = [
        WrongRule::SynZero,
        WrongRule::IsnBytes,
        WrongRule::FinZero,
        WrongRule::FinData,
        // After text and a bare ACK, both of these add one; the bare ACK is the nearer reason.
        WrongRule::AckConsumes,
        WrongRule::DataPlusOne,
        WrongRule::SegCount,
        WrongRule::AckLast,
        WrongRule::RetxNew,
        WrongRule::DupAdvances,
        WrongRule::CumulEach,
        WrongRule::IsnZeroServer,
        WrongRule::Swap,
        WrongRule::RelAbs,
    ];

    /// The id in links and reports.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            WrongRule::SynZero => "syn-zero",
            WrongRule::IsnBytes => "isn-bytes",
            WrongRule::AckLast => "ack-last",
            WrongRule::DataPlusOne => "data-plus-one",
            WrongRule::FinZero => "fin-zero",
            WrongRule::FinData => "fin-data",
            WrongRule::AckConsumes => "ack-consumes",
            WrongRule::SegCount => "seg-count",
            WrongRule::Swap => "swap",
            WrongRule::DupAdvances => "dup-advances",
            WrongRule::CumulEach => "cumul-each",
            WrongRule::RetxNew => "retx-new",
            WrongRule::RelAbs => "rel-abs",
            WrongRule::IsnZeroServer => "isn-zero-server",
        }
    }

    /// What this rule answers to `ask` for the segment `index` of `timeline`, in the numbering of `numbers`. Nothing
    /// where it does not apply, or where it happens to give the right answer.
    #[must_use]
    pub fn answer(self, timeline: &Timeline, index: usize, ask: Ask, numbers: &Numbers) -> Option<u32> {
        let sent = timeline.transmissions.get(index)?;
        let value = self.apply(timeline, index, ask, numbers)?;
        (Value::Number(value) != right_value(sent, ask, numbers)).then_some(value)
    }

    /// What this rule yields, right or wrong.
    fn apply(self, timeline: &Timeline, index: usize, ask: Ask, numbers: &Numbers) -> Option<u32> {
        let sent = timeline.transmissions.get(index)?;
        let of = match ask {
            Ask::Seq => sent.id.from,
            Ask::Ack => sent.id.from.peer(),
            Ask::Flags => return None,
        };
        if ask == Ask::Ack && !sent.segment.has(Flags::ACK) {
            return None;
        }
        let right = if ask == Ask::Seq { sent.segment.seq } else { sent.segment.ack };
        let shown = |seq: Seq| Some(numbers.value(seq, of));
        let step = last_step(sent, ask);
        match self {
            WrongRule::SynZero => step.filter(|step| step.syn).and_then(|step| shown(step.from)),
            WrongRule::IsnBytes => step.filter(|step| step.syn).and_then(|step| shown(step.from + 4)),
            WrongRule::FinZero => step.filter(|step| step.fin).and_then(|step| shown(step.from + step.text)),
            WrongRule::FinData => step.filter(|step| step.fin && step.text > 0).and_then(|step| shown(step.from + 1)),
            WrongRule::DataPlusOne => only_text(step).and_then(|step| shown(step.from + step.text + 1)),
            WrongRule::SegCount => only_text(step).and_then(|step| shown(step.from + 1)),
            WrongRule::AckLast => only_text(step).and_then(|step| shown(step.from + (step.text - 1))),
            WrongRule::AckConsumes => {
                let earlier = previous(timeline, index)?;
                let was_bare = earlier.segment.is_empty() && earlier.segment.has(Flags::ACK);
                if ask == Ask::Seq && was_bare && !sent.is_retransmission() { shown(right + 1) } else { None }
            }
            WrongRule::RetxNew => match sent.why.as_ref()?.seq {
                SeqRule::Original { snd_nxt } if ask == Ask::Seq => shown(snd_nxt),
                _ => None,
            },
            WrongRule::DupAdvances => {
                let arrived = answered::segment(timeline, sent)?;
                if ask == Ask::Ack && sent.cause() == Some(Cause::AckOutOfOrder) {
                    shown(arrived.segment.end())
                } else {
                    None
                }
            }
            WrongRule::CumulEach => {
                let arrived = answered::segment(timeline, sent)?;
                if ask == Ask::Ack && sent.cause() == Some(Cause::AckText) {
                    shown(arrived.segment.end())
                } else {
                    None
                }
            }
            WrongRule::IsnZeroServer => {
                let is_answer = sent.segment.has(Flags::SYN | Flags::ACK) && ask == Ask::Seq;
                is_answer.then(|| numbers.value(sent.segment.ack.back(1), sent.id.from.peer()))
            }
            WrongRule::Swap => {
                if !sent.segment.has(Flags::ACK) {
                    return None;
                }
                match ask {
                    Ask::Seq => Some(numbers.value(sent.segment.ack, sent.id.from.peer())),
                    _ => Some(numbers.value(sent.segment.seq, sent.id.from)),
                }
            }
            WrongRule::RelAbs => {
                let other = match numbers.numbering() {
                    Numbering::Absolute => Numbering::Relative,
                    Numbering::Relative => Numbering::Absolute,
                };
                Some(Numbers::new(other, &timeline.scenario).value(right, of))
            }
        }
    }
}

/// The wrong rule that yields `value`, if one does.
pub(super) fn diagnose(
    timeline: &Timeline,
    index: usize,
    ask: Ask,
    value: u32,
    numbers: &Numbers,
) -> Option<WrongRule> {
    WrongRule::ALL.into_iter().find(|rule| rule.answer(timeline, index, ask, numbers) == Some(value))
}

/// The last step of SND.NXT for a seq, of RCV.NXT for an ack: what the number counts.
pub(super) fn last_step(sent: &Transmission, ask: Ask) -> Option<Advance> {
    let why = sent.why.as_ref()?;
    match (ask, why.seq, why.ack) {
        (Ask::Seq, SeqRule::Next { from }, _) | (Ask::Ack, _, AckRule::Next { from }) => Some(from),
        _ => None,
    }
}

fn only_text(step: Option<Advance>) -> Option<Advance> {
    step.filter(|step| step.text > 0 && !step.syn && !step.fin)
}

/// The segment that the same side sent before.
fn previous(timeline: &Timeline, index: usize) -> Option<&Transmission> {
    let from = timeline.transmissions[index].id.from;
    timeline.transmissions[..index].iter().rev().find(|earlier| earlier.id.from == from)
}
