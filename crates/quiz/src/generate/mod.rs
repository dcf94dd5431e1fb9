//! Makes a question from its id: an exchange from draws, and something in it that is asked.
//!
//! What two wrong rules would answer alike is drawn again, so that a wrong answer tells which rule it came from.

mod forms;
mod scenarios;

use serde::{Deserialize, Serialize};
use sim::{Scenario, Side, Timeline};

use course::Ask;
use lessons::Numbering;

use crate::draws::Draws;
use crate::task::Task;
use crate::{Level, QuestionId, Skill, Value};

pub(crate) use forms::shows;

/// A question, whole: what is run, and what is asked of the run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Which it is, if it was generated.
    pub id: Option<QuestionId>,
    /// What it practises.
    pub skill: Skill,
    /// What is run.
    pub scenario: Scenario,
    /// From where numbers are counted in it.
    pub numbering: Numbering,
    /// What is asked.
    pub form: Form,
}

/// What is asked of a run. Segments are meant by their places among the run's transmissions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// Parts of a segment that is about to be sent, or the state to which it leads.
    Predict {
        /// Which segment.
        segment: u32,
        /// What of it.
        asks: Vec<Ask>,
    },
    /// Parts of several segments of the whole run.
    Ladder {
        /// Which part of which segment.
        blanks: Vec<(u32, Ask)>,
    },
    /// The order in which these segments were sent. Each but the first acknowledges the one before.
    Order {
        /// In another order.
        segments: Vec<u32>,
    },
    /// One field of a segment was changed.
    Changed {
        /// Which segment.
        segment: u32,
        /// Which field.
        ask: Ask,
        /// What it says now.
        shown: Value,
    },
    /// Which segment goes again, and how long after it was sent last.
    Resent {
        /// The segment that is about to be sent: the one that goes again.
        segment: u32,
        /// Whether it is asked when.
        when: bool,
    },
    /// States through which a side goes, in order.
    Figure {
        /// Which side.
        side: Side,
        /// Which of its states are asked for, by their place among `Timeline::states`.
        blanks: Vec<u8>,
    },
}

/// What the segment `index` of `timeline` shows best.
#[must_use]
pub fn skill_of(timeline: &Timeline, index: usize) -> Skill {
    let order = [
        Skill::Rst,
        Skill::KeepAlive,
        Skill::Retransmission,
        Skill::Sack,
        Skill::DupAck,
        Skill::Cumulative,
        Skill::Fin,
        Skill::Syn,
        Skill::Isn,
        Skill::Data,
        Skill::Ack,
        Skill::Window,
    ];
    order.into_iter().find(|skill| forms::is_about(*skill, timeline, index)).unwrap_or(Skill::State)
}

/// How often a question is drawn before that is taken for a mistake of this program. A test of 100,000 seeds needs far fewer.
const MOST_ATTEMPTS: u64 = 400;

/// The question of `id`, run. Always the same for the same id; an `id` of another version gives this version's question.
///
/// # Panics
/// Not within any seed that was tried; if the draws of 400 attempts all gave two wrong rules the same answer.
#[must_use]
pub fn generate(id: QuestionId) -> Task {
    let attempt = (0..MOST_ATTEMPTS).find_map(|attempt| draw(id, attempt));
    attempt.expect("one of 400 draws gives a question whose wrong rules differ")
}

/// How many draws a question takes: for tests and measurements.
#[must_use]
pub fn attempts(id: QuestionId) -> u64 {
    (0..MOST_ATTEMPTS).find(|attempt| draw(id, *attempt).is_some()).map_or(MOST_ATTEMPTS, |last| last + 1)
}

fn draw(id: QuestionId, attempt: u64) -> Option<Task> {
    let QuestionId { seed, version: _, index, skill, level } = id;
    let numbers = [seed, crate::VERSION.into(), index.into(), skill as u64, level as u64, attempt];
    let mut draws = Draws::of(&numbers);
    let scenario = scenarios::scenario(skill, level, &mut draws);
    let timeline = sim::run(&scenario);
    let is_relative = skill == Skill::Relative || (skill != Skill::Wrap && level > Level::One && draws.one_in(4));
    let numbering = if is_relative { Numbering::Relative } else { Numbering::Absolute };
    let form = forms::form(skill, level, &timeline, numbering, &mut draws)?;
    let task = Task::new(Question { id: Some(id), skill, scenario, numbering, form }, timeline);
    tells_apart(&task).then_some(task)
}

/// Whether each part has a right answer, and each wrong rule one of its own.
pub(crate) fn tells_apart(task: &Task) -> bool {
    task.asked().into_iter().all(|what| {
        let wrong = task.wrong(what);
        let differs =
            |(place, (_, value)): (usize, &(_, Value))| wrong[..place].iter().all(|(_, before)| before != value);
        task.right(what).is_some() && wrong.iter().enumerate().all(differs)
    })
}
