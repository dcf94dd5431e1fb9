//! The quiz: a question points at a segment of a timeline, the right answer is read from it, and a wrong one is
//! explained by the wrong rule that yields it.

mod diagnosis;
mod input;
mod wrong_rule;

use serde::{Deserialize, Serialize};
use sim::{Happening, Timeline, Transmission};
use wire::Flags;

pub use diagnosis::{Diagnosis, diagnose_text, flags_text, number_error_text, right_text};
pub use input::{NumberError, parse_number};
pub use wrong_rule::WrongRule;

use crate::{Lesson, Numbering, Numbers};
pub use course::{Ask, Question};

/// A question that a run really poses: its mark was found in it.
#[derive(Clone, Copy, Debug)]
pub struct Posed<'a> {
    /// Which of the lesson's questions.
    pub index: usize,
    /// The question.
    pub question: &'a Question,
    /// The segment that is asked for, among the transmissions.
    pub transmission: usize,
    /// How many entries have happened when it is asked: the next one sends the segment.
    pub stop: usize,
}

/// What a learner answered. A part that was not asked for is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Answer {
    /// SEG.SEQ, as it was typed.
    pub seq: Option<u32>,
    /// SEG.ACK, as it was typed.
    pub ack: Option<u32>,
    /// The control bits.
    pub flags: Option<Flags>,
    /// From where its numbers are counted: as the page counted when they were typed.
    pub numbering: Numbering,
}

/// The judgement of one part of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Which part.
    pub ask: Ask,
    /// What was answered.
    pub given: Value,
    /// What the segment says.
    pub right: Value,
    /// The wrong rule that yields what was answered, if it is wrong and one does.
    pub diagnosis: Option<WrongRule>,
}

/// The value of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// A sequence or acknowledgment number, in the numbering in which it was asked.
    Number(u32),
    /// Control bits.
    Flags(Flags),
}

impl Answer {
    /// How its numbers are written.
    #[must_use]
    pub fn numbers(&self, timeline: &Timeline) -> Numbers {
        Numbers::new(self.numbering, &timeline.scenario)
    }
}

impl Part {
    /// Whether it is right.
    #[must_use]
    pub fn is_right(&self) -> bool {
        self.given == self.right
    }
}

/// The questions of `lesson` that `timeline` poses, in the order of their moments.
#[must_use]
pub fn pose<'a>(lesson: &'a Lesson, timeline: &Timeline) -> Vec<Posed<'a>> {
    let mut posed: Vec<Posed<'a>> = lesson
        .questions
        .iter()
        .enumerate()
        .filter_map(|(index, question)| {
            let stop = lesson.mark(&question.mark)?.at.find(timeline)?;
            let Happening::Sent { transmission } = timeline.entries[stop].happening else { return None };
            Some(Posed { index, question, transmission: transmission as usize, stop })
        })
        .collect();
    posed.sort_unstable_by_key(|posed| posed.stop);
    posed
}

/// Judges each part that was asked for and answered.
#[must_use]
pub fn grade(timeline: &Timeline, posed: &Posed<'_>, answer: &Answer) -> Vec<Part> {
    let numbers = &answer.numbers(timeline);
    let sent = &timeline.transmissions[posed.transmission];
    let part = |ask: &Ask| {
        let right = right_value(sent, *ask, numbers);
        let given = match ask {
            Ask::Seq => Value::Number(answer.seq?),
            Ask::Ack => Value::Number(answer.ack?),
            Ask::Flags => Value::Flags(answer.flags?),
        };
        let diagnosis = match given {
            Value::Number(value) if given != right => {
                wrong_rule::diagnose(timeline, posed.transmission, *ask, value, numbers)
            }
            _ => None,
        };
        Some(Part { ask: *ask, given, right, diagnosis })
    };
    posed.question.asks.iter().filter_map(part).collect()
}

/// What the segment says.
#[must_use]
pub fn right_value(sent: &Transmission, ask: Ask, numbers: &Numbers) -> Value {
    let from = sent.id.from;
    match ask {
        Ask::Seq => Value::Number(numbers.value(sent.segment.seq, from)),
        // Without ACK the field is zero and numbers nothing, so it is not counted from anywhere.
        Ask::Ack if !sent.segment.has(Flags::ACK) => Value::Number(sent.segment.ack.0),
        Ask::Ack => Value::Number(numbers.value(sent.segment.ack, from.peer())),
        Ask::Flags => Value::Flags(sent.segment.flags),
    }
}
