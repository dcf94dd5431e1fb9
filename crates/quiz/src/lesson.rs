//! The questions of a lesson: each points at a segment of a timeline, and is judged part by part.

use serde::{Deserialize, Serialize};
use sim::{Happening, Timeline};
use tcp::State;
use wire::Flags;

use course::{Ask, Question};
use lessons::{Lesson, Numbering, Numbers};

use crate::Value;
use crate::rules::{Scene, Slip};

/// A question that a run really poses: its mark was found in it.
#[derive(Clone, Copy, Debug)]
pub struct Posed<'a> {
    /// Which of the lesson's questions, if it is one of those.
    pub index: Option<usize>,
    /// The question.
    pub question: &'a Question,
    /// The segment that is asked for, among the transmissions.
    pub transmission: usize,
    /// How many entries have happened when it is asked: the next one sends the segment.
    pub stop: usize,
}

/// What a learner answered to a question about a segment. A part that was not asked for is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Answer {
    /// SEG.SEQ, as it was typed: 2^32 or more if it was not taken modulo 2^32.
    pub seq: Option<u64>,
    /// SEG.ACK, as it was typed.
    pub ack: Option<u64>,
    /// The control bits.
    pub flags: Option<Flags>,
    /// Octets of text, as they were typed.
    pub len: Option<u64>,
    /// SEG.WND, as it was typed.
    pub window: Option<u64>,
    /// The left edge of the first SACK block, as it was typed.
    pub sack_left: Option<u64>,
    /// The right edge of the first SACK block, as it was typed.
    pub sack_right: Option<u64>,
    /// The next state of each side, the client's first.
    pub states: [Option<State>; 2],
    /// From where its numbers are counted: as the page counted when they were typed.
    pub numbering: Numbering,
    /// How many hints were shown before it was locked.
    pub hints: u8,
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
    /// What yields what was answered, if it is wrong and something does.
    pub diagnosis: Option<Slip>,
}

impl Answer {
    /// How its numbers are written.
    #[must_use]
    pub fn numbers(&self, timeline: &Timeline) -> Numbers {
        Numbers::new(self.numbering, &timeline.scenario)
    }

    /// What was answered to `ask`.
    #[must_use]
    pub fn given(&self, ask: Ask) -> Option<Value> {
        match ask {
            Ask::Flags => self.flags.map(Value::Flags),
            Ask::State(side) => self.states[side as usize].map(Value::State),
            Ask::Seq => self.seq.map(Value::Number),
            Ask::Ack => self.ack.map(Value::Number),
            Ask::Len => self.len.map(Value::Number),
            Ask::Window => self.window.map(Value::Number),
            Ask::SackLeft => self.sack_left.map(Value::Number),
            Ask::SackRight => self.sack_right.map(Value::Number),
        }
    }

    /// The same with `value` as the answer to `ask`; without one if it is no value of that kind.
    #[must_use]
    pub fn with(mut self, ask: Ask, value: Value) -> Answer {
        let number = if let Value::Number(number) = value { Some(number) } else { None };
        match ask {
            Ask::Flags => self.flags = if let Value::Flags(flags) = value { Some(flags) } else { None },
            Ask::State(side) => {
                self.states[side as usize] = if let Value::State(state) = value { Some(state) } else { None };
            }
            Ask::Seq => self.seq = number,
            Ask::Ack => self.ack = number,
            Ask::Len => self.len = number,
            Ask::Window => self.window = number,
            Ask::SackLeft => self.sack_left = number,
            Ask::SackRight => self.sack_right = number,
        }
        self
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
            Some(Posed { index: Some(index), question, transmission: transmission as usize, stop })
        })
        .collect();
    posed.sort_unstable_by_key(|posed| posed.stop);
    posed
}

/// Judges each part that was asked for and answered.
#[must_use]
pub fn grade(timeline: &Timeline, posed: &Posed<'_>, answer: &Answer) -> Vec<Part> {
    let numbers = &answer.numbers(timeline);
    let part = |ask: &Ask| judge(timeline, posed.transmission, *ask, answer.given(*ask)?, numbers);
    posed.question.asks.iter().filter_map(part).collect()
}

/// Judges `given`, an answer to `ask` of the segment `index` of `timeline`, in the numbering of `numbers`. Nothing where the
/// segment has no such part.
#[must_use]
pub fn judge(timeline: &Timeline, index: usize, ask: Ask, given: Value, numbers: &Numbers) -> Option<Part> {
    let scene = Scene::new(timeline, index, ask, *numbers)?;
    Some(Part { ask, given, right: scene.right, diagnosis: scene.explain(given) })
}
