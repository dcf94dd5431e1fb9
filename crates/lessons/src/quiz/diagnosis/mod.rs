//! What is said of an answer: the wrong rule that yields it, shown with this exchange's numbers, and the right one
//! beside it. It speaks of the work, never of the person.

mod en;
mod zh;

use sim::{Side, Timeline};
use wire::Flags;

use super::wrong_rule::last_step;
use super::{Ask, NumberError, Part, Posed, Value, WrongRule};
use crate::explain::{Context, Explanation, added};
use crate::{Lang, Numbers, Span};
use course::answered;
use course::inline;

/// What is said of a wrong answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// What went wrong, in a few words.
    pub title: String,
    /// Why that is wrong and what is right, with this exchange's numbers.
    pub text: Vec<Span>,
    /// The sum that yields the answer, marked ✗, and the right one, marked ✓.
    pub arithmetic: Vec<String>,
}

/// A title and the sentences under it, in Markdown.
struct Words(String, String);

/// The numbers that a diagnosis is told with, as they are shown.
struct Facts {
    ask: Ask,
    /// Who sends the segment.
    sender: Side,
    given: u32,
    right: u32,
    /// SND.NXT or RCV.NXT before its last step.
    from: u32,
    /// Octets of text in that step.
    text: u32,
    /// Whether that step went over a SYN.
    syn: bool,
    /// Whether it went over a FIN.
    fin: bool,
    /// Octets of that step that had been held beyond a gap.
    held: u32,
    /// Whether numbers are shown relative to the ISS.
    relative: bool,
}

impl Facts {
    /// The sums under a diagnosis. Where a rule is no sum there is only the contrast.
    fn arithmetic(&self, rule: WrongRule) -> Vec<String> {
        let right = added(self.from, &[u32::from(self.syn), self.text, u32::from(self.fin)]);
        let wrong = match rule {
            WrongRule::SynZero => self.from.to_string(),
            WrongRule::IsnBytes => added(self.from, &[4]),
            WrongRule::DataPlusOne => added(self.from, &[self.text, 1]),
            WrongRule::FinZero if self.text == 0 => self.from.to_string(),
            WrongRule::FinZero => added(self.from, &[self.text]),
            WrongRule::FinData | WrongRule::SegCount => added(self.from, &[1]),
            WrongRule::AckLast => self.last_octet(),
            WrongRule::CumulEach => added(self.from, &[self.text.saturating_sub(self.held)]),
            WrongRule::AckConsumes => {
                return vec![format!("✗ {}", added(self.right, &[1])), format!("✓ {}", self.right)];
            }
            WrongRule::DupAdvances
            | WrongRule::RetxNew
            | WrongRule::Swap
            | WrongRule::RelAbs
            | WrongRule::IsnZeroServer => {
                return vec![format!("✗ {}", self.given), format!("✓ {}", self.right)];
            }
        };
        let right = if rule == WrongRule::CumulEach {
            added(self.from, &[self.text.saturating_sub(self.held), self.held, u32::from(self.fin)])
        } else {
            right
        };
        vec![format!("✗ {wrong}"), format!("✓ {right}")]
    }
}

impl Facts {
    /// The sum that gives the last octet of the step.
    fn last_octet(&self) -> String {
        let Facts { from, text, given, .. } = *self;
        let wraps = u64::from(from) + u64::from(text) > 1 << 32;
        if wraps {
            format!("({from} + {text} − 1) mod 2^32 = {given}")
        } else {
            format!("{from} + {text} − 1 = {given}")
        }
    }
}

/// What is said of `part`, which `rule` explains.
#[must_use]
pub fn diagnose_text(
    rule: WrongRule,
    part: &Part,
    timeline: &Timeline,
    posed: &Posed<'_>,
    numbers: &Numbers,
    lang: Lang,
) -> Diagnosis {
    let number = |value| if let Value::Number(number) = value { number } else { 0 };
    let sent = &timeline.transmissions[posed.transmission];
    let sender = sent.id.from;
    let counted = if part.ask == Ask::Seq { sender } else { sender.peer() };
    let step = last_step(sent, part.ask).unwrap_or_default();
    let facts = Facts {
        ask: part.ask,
        sender,
        given: number(part.given),
        right: number(part.right),
        from: numbers.value(step.from, counted),
        text: step.text,
        syn: step.syn,
        fin: step.fin,
        held: answered::held_before(timeline, sent),
        relative: numbers.numbering() == crate::Numbering::Relative,
    };
    let words = match lang {
        Lang::En => en::wrong(rule, &facts),
        Lang::Zh => zh::wrong(rule, &facts),
    };
    words.diagnosis(facts.arithmetic(rule))
}

/// Why the right value of `part` is right: the contrast for an answer, whether it was right, diagnosed or neither.
#[must_use]
pub fn right_text(part: &Part, timeline: &Timeline, posed: &Posed<'_>, numbers: &Numbers, lang: Lang) -> Explanation {
    let context = Context { timeline, numbers: *numbers, lang };
    let why = context.segment(&timeline.transmissions[posed.transmission]);
    match part.ask {
        Ask::Seq => why.seq,
        Ask::Ack => why.ack,
        Ask::Flags => why.flags,
    }
}

/// Which control bits are missing from `given` or too many in it, and why.
#[must_use]
pub fn flags_text(given: Flags, right: Flags, lang: Lang) -> Diagnosis {
    let (missing, extra) = (right.without(given), given.without(right));
    let words = match lang {
        Lang::En => en::bits(missing, extra),
        Lang::Zh => zh::bits(missing, extra),
    };
    words.diagnosis(Vec::new())
}

/// What is to be said of a text that is no sequence number.
#[must_use]
pub fn number_error_text(error: NumberError, lang: Lang) -> String {
    match lang {
        Lang::En => en::number_error(error),
        Lang::Zh => zh::number_error(error),
    }
    .to_owned()
}

impl Words {
    fn new(title: impl Into<String>, text: impl Into<String>) -> Words {
        Words(title.into(), text.into())
    }

    fn diagnosis(self, arithmetic: Vec<String>) -> Diagnosis {
        Diagnosis { title: self.0, text: inline(&self.1), arithmetic }
    }
}

/// The bits of a set, one by one.
fn each(flags: Flags) -> impl Iterator<Item = Flags> {
    Flags::NAMED.into_iter().map(|(bit, _)| bit).filter(move |bit| flags.has(*bit))
}
