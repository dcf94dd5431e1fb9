//! What a round of questions came to: for each skill how many were asked and right, by which wrong rules answers came about,
//! and which moment is worth watching again.

use serde::{Deserialize, Serialize};

use crate::rules::Slip;
use crate::{Help, Judged, Mastery, QuestionId, Skill, Task, WrongRule};

/// An answer to a whole question, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// Which question, if it was generated.
    pub id: Option<QuestionId>,
    /// What it practises.
    pub skill: Skill,
    /// Each part that was answered.
    pub parts: Vec<Judged>,
    /// How many parts there were.
    pub asked: u32,
    /// How many hints were shown.
    pub hints: u32,
}

impl Answered {
    /// Whether every part was answered right.
    #[must_use]
    pub fn is_right(&self) -> bool {
        self.parts.len() == self.asked as usize && self.parts.iter().all(Judged::is_right)
    }

    /// What explains its wrong answers.
    pub fn slips(&self) -> impl Iterator<Item = Slip> {
        self.parts.iter().filter_map(|part| part.slip)
    }
}

/// How an answer to a whole question came about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// Each part that was answered, as it was locked in the end.
    pub parts: Vec<Judged>,
    /// The same as it was locked at first, if it was not right then and was changed.
    pub first: Option<Vec<Judged>>,
    /// The help that was taken ([`Task::help`]).
    pub help: Help,
}

/// A round of questions: plain data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Every answer, in order.
    pub answers: Vec<Answered>,
}

/// What came of one skill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkillSummary {
    /// Which skill.
    pub skill: Skill,
    /// How many questions were asked.
    pub asked: u32,
    /// How many of them were answered right.
    pub right: u32,
    /// How many hints were shown.
    pub hints: u32,
    /// The wrong rules that explain answers, each with how often, the most frequent first.
    pub wrong: Vec<(WrongRule, u32)>,
    /// A question that was answered wrong, whose exchange can be watched.
    pub again: Option<QuestionId>,
    /// A moment of a lesson that shows it: the lesson's id and the mark's.
    pub lesson: Option<(String, String)>,
}

impl Session {
    /// Takes note of an answer, and tells `mastery` of what it says on the day `today`, counted from 1970, or 0 where nobody knows
    /// the day. Who was told that an answer is wrong knows more than before: what is known is seen by the first.
    pub fn add(&mut self, task: &Task, given: Given, mastery: &mut Mastery, today: u32) {
        let Given { parts, first, help } = given;
        mastery.learn(task.question.skill, &task.observe(first.as_deref().unwrap_or(&parts), help), today);
        self.answers.push(Answered {
            id: task.question.id,
            skill: task.question.skill,
            parts,
            asked: u32::try_from(task.asked().len()).unwrap_or(u32::MAX),
            hints: help.hints,
        });
    }

    /// What came of each skill that was asked, in the order of [`Skill::ALL`].
    #[must_use]
    pub fn summary(&self) -> Vec<SkillSummary> {
        Skill::ALL.into_iter().filter_map(|skill| self.of(skill)).collect()
    }

    fn of(&self, skill: Skill) -> Option<SkillSummary> {
        let answers: Vec<&Answered> = self.answers.iter().filter(|answer| answer.skill == skill).collect();
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let mut wrong: Vec<(WrongRule, u32)> = Vec::new();
        for rule in answers.iter().flat_map(|answer| answer.slips()).flat_map(Slip::rules) {
            match wrong.iter_mut().find(|(known, _)| *known == rule) {
                Some((_, times)) => *times += 1,
                None => wrong.push((rule, 1)),
            }
        }
        wrong.sort_by_key(|(rule, times)| (u32::MAX - times, *rule));
        let missed = answers.iter().rev().find(|answer| !answer.is_right());
        let lesson = missed.map(|_| lesson(skill)).map(|moment| (moment.lesson.to_owned(), moment.mark.to_owned()));
        (!answers.is_empty()).then(|| SkillSummary {
            skill,
            asked: count(answers.len()),
            right: count(answers.iter().filter(|answer| answer.is_right()).count()),
            hints: answers.iter().map(|answer| answer.hints).sum(),
            wrong,
            again: missed.and_then(|answer| answer.id),
            lesson,
        })
    }
}

/// A moment of a lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The lesson's id.
    pub lesson: &'static str,
    /// The mark's.
    pub mark: &'static str,
    /// How many entries of the lesson's run have happened by then: a link names a moment so, before the lesson is loaded.
    pub step: usize,
}

/// The moment of a lesson that shows `skill`.
#[must_use]
pub fn lesson(skill: Skill) -> Moment {
    let (lesson, mark, step) = match skill {
        Skill::Isn => ("handshake", "syn-ack", 8),
        Skill::Syn => ("handshake", "third", 10),
        Skill::Data => ("lost-segment", "beyond", 29),
        Skill::Ack => ("four-way-close", "fin-acknowledged", 27),
        Skill::Cumulative => ("lost-segment", "caught-up", 39),
        Skill::DupAck => ("lost-segment", "duplicate-ack", 34),
        Skill::Retransmission => ("lost-segment", "again", 37),
        Skill::Sack => ("sack", "first-block", 31),
        Skill::Window => ("zero-window", "closed", 26),
        Skill::Fin => ("four-way-close", "last-ack", 43),
        Skill::Rst => ("half-open", "reset", 27),
        Skill::KeepAlive => ("keep-alive", "probe", 21),
        Skill::Wrap => ("numbers-wrap", "after", 20),
        Skill::Relative => ("relative-numbers", "acknowledged", 19),
        Skill::State => ("four-way-close", "close-wait", 26),
    };
    Moment { lesson, mark, step }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Level, VERSION, generate};

    #[test]
    fn every_moment_that_is_named_is_one_of_a_lesson_at_its_step() {
        let named: Vec<(&str, usize)> = Skill::ALL.map(lesson).map(|moment| (moment.lesson, moment.step)).to_vec();
        let found = Skill::ALL.map(lesson).map(|moment| {
            let of = lessons::find(moment.lesson).expect(moment.lesson);
            let mark = of.mark(moment.mark).expect(moment.mark);
            (moment.lesson, mark.at.find(&sim::run(&of.scenario)).expect(moment.mark) + 1)
        });
        assert_eq!(named, found);
    }

    #[test]
    fn a_summary_counts_what_was_asked_and_by_which_rules_answers_came_about() {
        let (mut session, mut mastery) = (Session::default(), Mastery::default());
        for index in 0..3 {
            let id = QuestionId { seed: 5, version: VERSION, index, skill: Skill::Retransmission, level: Level::One };
            let task = generate(id);
            let what = task.asked()[0];
            let value = if index == 0 { task.right(what) } else { task.wrong(what).first().map(|(_, value)| *value) };
            let judged = task.judge(what, value.expect("a value")).expect("it is asked");
            let given = Given { parts: vec![judged], help: task.help(&[index as usize]), ..Given::default() };
            session.add(&task, given, &mut mastery, 0);
        }
        let [of] = session.summary().try_into().expect("one skill");
        assert_eq!((of.asked, of.right, of.hints), (3, 1, 3));
        assert_eq!(of.wrong.iter().map(|(_, times)| times).sum::<u32>(), 2);
        assert_eq!(of.again.map(|id| id.index), Some(2));
        assert_eq!(of.lesson, Some(("lost-segment".into(), "again".into())));
        assert_eq!(mastery.trace(Skill::Retransmission, 0).asked, 3);
    }

    #[test]
    fn hints_to_each_of_several_blanks_cost_nothing_and_a_sum_its_part_alone() {
        let id = |seed| QuestionId { seed, version: VERSION, index: 0, skill: Skill::Isn, level: Level::Three };
        let is_it = |task: &Task| task.asked().len() == 3 && (0..3).all(|place| task.hinted_at(place) == place);
        let task = (0..200).map(|seed| generate(id(seed))).find(is_it).expect("three blanks with hints of their own");
        let known = |shown: &[usize]| {
            let (mut session, mut mastery) = (Session::default(), Mastery::default());
            let parts = task.asked().into_iter().filter_map(|what| task.judge(what, task.right(what)?)).collect();
            session.add(&task, Given { parts, help: task.help(shown), first: None }, &mut mastery, 0);
            mastery.trace(Skill::Isn, 0).known
        };
        assert_eq!(known(&[1, 1, 1]), known(&[]));
        assert_eq!(known(&[2, 2, 2]), known(&[]));
        assert!(known(&[3, 0, 0]) < known(&[]) && known(&[3, 3, 0]) < known(&[3, 0, 0]));
        assert!(known(&[3, 3, 3]) < known(&[3, 3, 0]));
    }

    #[test]
    fn a_second_try_does_not_make_the_first_one_right() {
        let id = QuestionId { seed: 5, version: VERSION, index: 0, skill: Skill::Ack, level: Level::One };
        let task = generate(id);
        let parts = |value: fn(&Task, crate::What) -> Option<crate::Value>| -> Vec<Judged> {
            task.asked().into_iter().filter_map(|what| task.judge(what, value(&task, what)?)).collect()
        };
        let right = parts(|task, what| task.right(what));
        let wrong = parts(|task, what| task.wrong(what).first().map(|(_, value)| *value));
        let after = |first: Option<Vec<Judged>>| {
            let (mut session, mut mastery) = (Session::default(), Mastery::default());
            session.add(&task, Given { parts: right.clone(), first, help: Help::default() }, &mut mastery, 0);
            assert!(session.answers[0].is_right(), "the round has the answer as it was in the end");
            mastery.trace(Skill::Ack, 0)
        };
        let (at_once, later) = (after(None), after(Some(wrong)));
        assert_eq!((at_once.right, later.right), (1, 0));
        assert!(later.known < at_once.known);
    }
}
