//! A round of questions: which is put, what was answered, and what comes next. Plain data, so that it outlives a look at the
//! stage.

use quiz::{Given, Help, Judged, Mastery, QuestionId, Session, Task};
use serde::{Deserialize, Serialize};

use super::wanted::Wanted;

/// A round.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(super) struct Round {
    /// What it was begun with, as its link says.
    pub(super) link: String,
    /// What its questions are drawn from.
    pub(super) seed: u64,
    /// What was answered so far, the question that is shown included once it is.
    pub(super) session: Session,
    /// The question that is shown.
    pub(super) current: QuestionId,
    /// What was answered to it at first and how often it was tried, while it was not right and may be changed.
    pub(super) tried: Option<Tried>,
    /// Its answer, once it is locked.
    pub(super) locked: Option<Locked>,
    /// Whether the summary is shown.
    pub(super) is_over: bool,
}

/// Answers that were not right.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct Tried {
    /// Each part of the first with its judgement.
    pub(super) first: Vec<Judged>,
    /// How many there were.
    pub(super) times: u32,
}

/// An answer that is locked.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Locked {
    /// Each part with its judgement.
    pub(crate) parts: Vec<Judged>,
    /// Whether its numbers were counted from the ISNs because the page was set so.
    pub(crate) is_relative: bool,
    /// What help was taken.
    pub(crate) help: Help,
    /// How often it was tried.
    pub(crate) tries: u32,
}

impl Locked {
    /// How many of its parts are right.
    pub(crate) fn right(&self) -> usize {
        self.parts.iter().filter(|part| part.is_right()).count()
    }
}

impl Round {
    /// The first question of what is wanted; `seed` is for a round that has none of its own.
    pub(super) fn begin(link: String, wanted: &Wanted, mastery: &Mastery, seed: u64, today: u32) -> Round {
        let seed = wanted.seed.unwrap_or(seed);
        let session = Session::default();
        let current = question(wanted, seed, &session, mastery, today);
        Round { link, seed, session, current, tried: None, locked: None, is_over: false }
    }

    /// Takes note of an answer that is not right and may be changed.
    pub(super) fn tried(&mut self, locked: Locked) {
        let first = self.tried.take().map_or(locked.parts, |tried| tried.first);
        self.tried = Some(Tried { first, times: locked.tries });
    }

    /// Takes note of an answer on the day `today`. What is known is told by the first.
    pub(super) fn lock(&mut self, task: &Task, locked: Locked, mastery: &mut Mastery, today: u32) {
        let first = self.tried.take().map(|tried| tried.first);
        self.session.add(task, Given { parts: locked.parts.clone(), first, help: locked.help }, mastery, today);
        self.locked = Some(locked);
    }

    /// On to the next question, or to the summary after the last.
    pub(super) fn go_on(&mut self, wanted: &Wanted, mastery: &Mastery, today: u32) {
        self.is_over = self.is_last(wanted);
        if !self.is_over {
            self.current = question(wanted, self.seed, &self.session, mastery, today);
            self.locked = None;
        }
    }

    /// Whether nothing comes after the question that is shown.
    pub(super) fn is_last(&self, wanted: &Wanted) -> bool {
        self.locked.is_some() && wanted.questions().is_some_and(|count| self.session.answers.len() >= count as usize)
    }

    /// The number of the question that is shown, from 1.
    pub(super) fn number(&self) -> usize {
        self.session.answers.len() + usize::from(self.locked.is_none())
    }

    /// How many questions were answered right.
    pub(super) fn right(&self) -> usize {
        self.session.answers.iter().filter(|answer| answer.is_right()).count()
    }
}

/// The question after those of `session`: the next of the series, or what helps most.
fn question(wanted: &Wanted, seed: u64, session: &Session, mastery: &Mastery, today: u32) -> QuestionId {
    match wanted.plan() {
        Some(plan) => plan.question(u32::try_from(session.answers.len()).unwrap_or(u32::MAX)),
        None => {
            let next = mastery.next(seed, &wanted.skills, today);
            QuestionId { level: wanted.level.unwrap_or(next.level), ..next }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quiz::{Level, Plan, Skill, generate};

    fn answer(round: &mut Round, mastery: &mut Mastery) {
        let task = generate(round.current);
        let parts = task.asked().into_iter().filter_map(|what| task.judge(what, task.right(what)?)).collect();
        round.lock(&task, Locked { parts, is_relative: false, help: Help::default(), tries: 1 }, mastery, 0);
    }

    #[test]
    fn a_series_is_that_of_its_seed_and_ends_with_a_summary() {
        let wanted = Wanted { seed: Some(7), ..Wanted::default() };
        let mut mastery = Mastery::default();
        let mut round = Round::begin(String::new(), &wanted, &mastery, 99, 0);
        for number in 0..10 {
            assert_eq!((round.current, round.number()), (Plan::new(7).question(number), number as usize + 1));
            assert!(!round.is_last(&wanted));
            answer(&mut round, &mut mastery);
            assert_eq!((round.number(), round.is_last(&wanted)), (number as usize + 1, number == 9));
            round.go_on(&wanted, &mastery, 0);
        }
        assert!(round.is_over);
        assert_eq!((round.right(), mastery.answered()), (10, 10));
    }

    #[test]
    fn without_a_seed_the_next_question_follows_from_the_answers() {
        let wanted = Wanted { skills: vec![Skill::Ack], level: Some(Level::Three), ..Wanted::default() };
        let mut mastery = Mastery::default();
        let mut round = Round::begin(String::new(), &wanted, &mastery, 99, 0);
        let first = round.current;
        assert_eq!((first.seed, first.skill, first.level), (99, Skill::Ack, Level::Three));
        answer(&mut round, &mut mastery);
        round.go_on(&wanted, &mastery, 0);
        assert_eq!((round.current.index, round.locked.is_none(), round.is_over), (1, true, false));
    }

    #[test]
    fn an_answer_that_is_right_only_when_it_is_changed_is_right_in_the_round_and_not_known() {
        let wanted = Wanted { seed: Some(7), skills: vec![Skill::Ack], ..Wanted::default() };
        let mut mastery = Mastery::default();
        let mut round = Round::begin(String::new(), &wanted, &mastery, 99, 0);
        let task = generate(round.current);
        let wrong = |what| task.wrong(what).first().map(|(_, value)| *value);
        let parts = task.asked().into_iter().filter_map(|what| task.judge(what, wrong(what)?)).collect();
        round.tried(Locked { parts, is_relative: false, help: Help::default(), tries: 1 });
        answer(&mut round, &mut mastery);
        assert_eq!((round.right(), round.tried.is_none()), (1, true));
        assert_eq!((mastery.trace(Skill::Ack, 0).asked, mastery.trace(Skill::Ack, 0).right), (1, 0));
    }
}
