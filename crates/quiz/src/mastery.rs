//! How well each skill is mastered, as far as answers tell, and what is to be asked next.
//!
//! Bayesian knowledge tracing (Corbett and Anderson, 1995) with one set of numbers for all skills. **They are uncalibrated**:
//! nobody has fitted them to learners of this quiz, so what comes out is good for choosing questions and for nothing else.
//! Everything is whole numbers, in millionths, and so the same everywhere.
//!
//! An easy question says nothing of a hard one, so each level is earned by itself: two right answers in a row at a level lead to
//! the next, one wrong answer leads back (a staircase, Levitt 1971). What is known fades towards what it was to begin with, by
//! half in 30 days, and for each such time a level is lost.

use serde::{Deserialize, Serialize};

use crate::{Level, Observation, QuestionId, Skill, VERSION};

/// One, in millionths.
pub const ONE: u32 = 1_000_000;
/// How likely a learner knows a skill to begin with.
const PRIOR: u32 = 200_000;
/// How likely somebody who does not know it learns it from one question with its contrast.
const LEARN: u32 = 150_000;
/// How likely somebody who knows it slips.
const SLIP: u32 = 100_000;
/// How likely a typed number is right by chance: many are near at hand, but 32 bits are not guessed.
const GUESS_NUMBER: u32 = 20_000;
/// The same for a choice of a few.
const GUESS_CHOICE: u32 = 200_000;
/// From here on a skill counts as mastered, if it was shown at the last level as often as a level wants.
pub const MASTERED: u32 = 950_000;
/// Below this a skill that was mastered has faded, and counts as mastered no more.
const FADED: u32 = 800_000;
/// How many right answers in a row a level wants.
pub(crate) const ENOUGH: u8 = 2;
/// After how many days half of what was learned counts as forgotten. Nobody has measured it here, as nothing else.
const HALF_LIFE: u32 = 30;
/// How much can be thought of who was seen at the first level alone, and at the first two.
const CEILINGS: [u32; 3] = [500_000, 800_000, ONE];
/// After how many other questions a skill comes back whose answer was wrong.
const SOON: u32 = 3;
/// After how many it comes back at the latest.
pub(crate) const FARTHEST: u32 = 60;

/// What is thought of one skill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    /// How likely what was asked of it is known, in millionths: uncalibrated.
    pub(crate) known: u32,
    /// How many answers told of it.
    pub asked: u32,
    /// How many of them were right at first in what shows it, and not all with the sum shown.
    pub right: u32,
    /// When it is to come back, counted in questions of all skills.
    pub(crate) due: u32,
    /// After how many questions it comes back if the next answer is right: more each time.
    pub(crate) spacing: u32,
    /// At which level it is asked.
    pub(crate) level: Level,
    /// How many right answers in a row there were at that level, up to [`ENOUGH`].
    pub(crate) run: u8,
    /// The day of the last answer, counted from 1970. 0: nobody knows.
    pub(crate) day: u32,
}

impl Trace {
    pub(crate) const FIRST: Trace =
        Trace { known: PRIOR, asked: 0, right: 0, due: 0, spacing: SOON, level: Level::One, run: 0, day: 0 };

    /// Whether it counts as mastered, uncalibrated as that is.
    #[must_use]
    pub fn is_mastered(self) -> bool {
        self.level == Level::Three && self.run >= ENOUGH && self.known >= FADED
    }

    /// At which level it is asked.
    #[must_use]
    pub fn level(self) -> Level {
        self.level
    }

    /// How likely it is known, in millionths: uncalibrated, and no more than the levels allow at which it was seen.
    #[must_use]
    pub fn known(self) -> u32 {
        self.known.min(CEILINGS[self.level as usize])
    }

    /// What is left of it on the day `today`.
    fn on(self, today: u32) -> Trace {
        let days = self.days_to(today);
        let (halves, rest) = (days / HALF_LIFE, days % HALF_LIFE);
        // Between a half and the next it is a straight line.
        let learned = u64::from(self.known.saturating_sub(PRIOR)).checked_shr(halves).unwrap_or(0);
        let left = learned * u64::from(2 * HALF_LIFE - rest) / u64::from(2 * HALF_LIFE);
        let known = if self.known > PRIOR { PRIOR + u32::try_from(left).unwrap_or(0) } else { self.known };
        let level = (0..halves.min(2)).fold(self.level, |level, _| lower(level));
        let run = if level == self.level { self.run } else { 0 };
        Trace { known, level, run, ..self }
    }

    /// How many days have gone by since the last answer, as far as somebody knows.
    fn days_to(self, today: u32) -> u32 {
        if self.day == 0 || today == 0 { 0 } else { today.saturating_sub(self.day) }
    }

    /// Whether it is to come back: after so many questions, or after as many days.
    fn is_due(self, answered: u32, today: u32) -> bool {
        self.due <= answered || self.days_to(today) >= self.spacing
    }

    /// Where an answer is worth something between all and nothing, what would follow from a right one and from a wrong one
    /// are mixed in that proportion (Jeffrey's rule for uncertain evidence).
    fn learn(&mut self, seen: &Observation, now: u32, today: u32) {
        let Observation { credit, is_choice, level, .. } = *seen;
        *self = self.on(today);
        self.day = if today == 0 { self.day } else { today };
        let guess = if is_choice { GUESS_CHOICE } else { GUESS_NUMBER };
        let known_after = |if_known: u32, if_not: u32| {
            let known = u64::from(self.known) * u64::from(if_known);
            let all = known + u64::from(ONE - self.known) * u64::from(if_not);
            known * u64::from(ONE) / all.max(1)
        };
        let credit = credit.min(ONE);
        let right = known_after(ONE - SLIP, guess) * u64::from(credit);
        let wrong = known_after(SLIP, ONE - guess) * u64::from(ONE - credit);
        let seen = (right + wrong) / u64::from(ONE);
        let learned = seen + (u64::from(ONE) - seen) * u64::from(LEARN) / u64::from(ONE);
        self.known = u32::try_from(learned).unwrap_or(ONE).min(ONE - 1);
        self.asked += 1;
        self.right += u32::from(credit > 0);
        self.spacing = match credit {
            0 => SOON,
            ONE => (self.spacing * 2).min(FARTHEST),
            // It was known in part: it comes back neither sooner nor later than before.
            _ => self.spacing,
        };
        self.due = now + self.spacing;
        self.climb(credit, level);
    }

    /// Up by right answers that were hard enough, down by a wrong one that was not too hard.
    fn climb(&mut self, credit: u32, asked: Level) {
        match credit {
            ONE if asked >= self.level => {
                self.run = (self.run + 1).min(ENOUGH);
                match self.level {
                    Level::Three if self.known < MASTERED => self.run = self.run.min(ENOUGH - 1),
                    Level::One | Level::Two if self.run == ENOUGH => (self.level, self.run) = (higher(self.level), 0),
                    _ => {}
                }
            }
            0 if asked <= self.level => (self.level, self.run) = (lower(self.level), 0),
            0 => self.run = 0,
            _ => {}
        }
    }
}

fn higher(level: Level) -> Level {
    if level == Level::One { Level::Two } else { Level::Three }
}

fn lower(level: Level) -> Level {
    if level == Level::Three { Level::Two } else { Level::One }
}

/// What is thought of every skill of one learner: plain data, to be kept and brought back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mastery {
    /// In the order of [`Skill::ALL`].
    pub(crate) traces: Vec<Trace>,
    /// How many questions were answered.
    pub(crate) answered: u32,
    /// The skill of the last one.
    pub(crate) last: Option<Skill>,
}

impl Default for Mastery {
    fn default() -> Mastery {
        Mastery { traces: vec![Trace::FIRST; Skill::ALL.len()], answered: 0, last: None }
    }
}

impl Mastery {
    /// What is thought of `skill` on the day `today`, counted from 1970, or 0 where nobody knows the day.
    #[must_use]
    pub fn trace(&self, skill: Skill, today: u32) -> Trace {
        self.kept(skill).on(today)
    }

    /// The same as it was after the last answer.
    pub(crate) fn kept(&self, skill: Skill) -> Trace {
        self.traces.get(skill as usize).copied().unwrap_or(Trace::FIRST)
    }

    /// How many questions were answered.
    #[must_use]
    pub fn answered(&self) -> u32 {
        self.answered
    }

    /// Takes note of what an answer to a question on `asked` tells on the day `today` ([`Task::observe`](crate::Task::observe)).
    pub fn learn(&mut self, asked: Skill, seen: &[Observation], today: u32) {
        // What was kept by an older release may lack a skill.
        self.traces.resize(Skill::ALL.len(), Trace::FIRST);
        self.answered += 1;
        for of in seen {
            self.traces[of.skill as usize].learn(of, self.answered, today);
        }
        self.last = Some(asked);
    }

    /// The next question among `skills` (none is all): never the same skill twice in a row unless there is but one. What
    /// was wrong comes back after a few others or a few days; what is right comes back ever more seldom.
    #[must_use]
    pub fn next(&self, seed: u64, skills: &[Skill], today: u32) -> QuestionId {
        let skills = if skills.is_empty() { &Skill::ALL[..] } else { skills };
        let others = skills.iter().copied().filter(|skill| Some(*skill) != self.last);
        let key = |skill: &Skill| {
            let trace = self.kept(*skill);
            // What is due comes first, the most overdue before the others, then what is new. What rests comes before its
            // time if nothing else is left, but what was just wrong not before everything else.
            let rank = match trace {
                Trace { asked: 0, .. } => 1,
                _ if trace.is_due(self.answered, today) => 0,
                Trace { spacing, .. } if spacing > SOON => 2,
                Trace { .. } => 3,
            };
            (rank, trace.due, *skill)
        };
        let skill = others.min_by_key(key).or(skills.first().copied()).unwrap_or(Skill::Isn);
        QuestionId { seed, version: VERSION, index: self.answered, skill, level: self.trace(skill, today).level() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: u32 = 20_400;

    /// An answer to a question on `skill` at `level`.
    fn answer(mastery: &mut Mastery, skill: Skill, credit: u32, level: Level, today: u32) {
        mastery.learn(skill, &[Observation { skill, level, credit, is_choice: false }], today);
    }

    /// An answer to the question that comes next, of one skill alone.
    fn next(mastery: &mut Mastery, skill: Skill, credit: u32, today: u32) -> Level {
        let level = mastery.next(1, &[skill], today).level;
        answer(mastery, skill, credit, level, today);
        level
    }

    #[test]
    fn right_answers_raise_and_wrong_ones_lower_what_is_thought_of_a_skill() {
        let mut mastery = Mastery::default();
        let known = |mastery: &Mastery| mastery.trace(Skill::Fin, 0).known;
        let before = known(&mastery);
        answer(&mut mastery, Skill::Fin, ONE, Level::One, 0);
        // 0.2 × 0.9 / (0.2 × 0.9 + 0.8 × 0.02) = 0.918367, and 0.15 of the rest is learned.
        assert_eq!(known(&mastery), 930_611);
        assert_eq!(mastery.trace(Skill::Fin, 0).known(), 500_000, "of harder questions it says nothing");
        answer(&mut mastery, Skill::Fin, ONE, Level::One, 0);
        assert!(known(&mastery) > before);
        let high = known(&mastery);
        answer(&mut mastery, Skill::Fin, 0, Level::One, 0);
        assert!(known(&mastery) < high);
        assert_eq!((mastery.trace(Skill::Fin, 0).asked, mastery.trace(Skill::Fin, 0).right), (3, 2));
        assert_eq!(mastery.trace(Skill::Syn, 0), Trace::FIRST);
    }

    #[test]
    fn an_answer_that_is_worth_a_part_lies_between_right_and_wrong() {
        let after = |credit| {
            let mut mastery = Mastery::default();
            answer(&mut mastery, Skill::Ack, ONE, Level::One, 0);
            answer(&mut mastery, Skill::Ack, credit, Level::One, 0);
            mastery.trace(Skill::Ack, 0)
        };
        let (none, third, most, all) = (after(0), after(ONE / 3), after(ONE / 3 * 2), after(ONE));
        assert!(none.known < third.known && third.known < most.known && most.known < all.known);
        assert_eq!((none.right, third.right, all.right), (1, 2, 2));
        let spacings = [none, third, most, all].map(|trace| trace.spacing);
        assert_eq!(spacings, [SOON, SOON * 2, SOON * 2, SOON * 4]);
        assert_eq!([third, most, all].map(Trace::level), [Level::One, Level::One, Level::Two]);
    }

    #[test]
    fn a_choice_of_a_few_says_less_than_a_typed_number() {
        let after = |is_choice| {
            let mut mastery = Mastery::default();
            let seen = Observation { skill: Skill::State, level: Level::One, credit: ONE, is_choice };
            mastery.learn(Skill::State, &[seen], 0);
            mastery.trace(Skill::State, 0).known
        };
        assert!(after(true) < after(false));
    }

    #[test]
    fn no_skill_comes_twice_in_a_row_and_a_weak_one_comes_back_first() {
        let mut mastery = Mastery::default();
        let mut asked = Vec::new();
        for _ in 0..300 {
            let skill = mastery.next(7, &[], 0).skill;
            assert_ne!(asked.last(), Some(&skill));
            asked.push(skill);
            answer(&mut mastery, skill, if skill == Skill::Sack { 0 } else { ONE }, Level::One, 0);
        }
        let times = |skill| asked.iter().filter(|other| **other == skill).count();
        assert!(Skill::ALL.into_iter().all(|skill| times(skill) > 2), "{asked:?}");
        assert!(Skill::ALL.into_iter().all(|skill| skill == Skill::Sack || times(skill) * 2 < times(Skill::Sack)));
        let places: Vec<usize> = (0..asked.len()).filter(|place| asked[*place] == Skill::Sack).collect();
        assert!(places.windows(2).all(|pair| pair[1] - pair[0] > 2 && pair[1] - pair[0] < 20), "{places:?}");
    }

    #[test]
    fn each_level_is_earned_by_two_right_answers_and_mastery_at_the_last() {
        use Level::{One, Three, Two};
        let mut mastery = Mastery::default();
        let mut levels = Vec::new();
        for answers in 1..=6 {
            levels.push(next(&mut mastery, Skill::Ack, ONE, 0));
            assert_eq!(mastery.trace(Skill::Ack, 0).is_mastered(), answers == 6, "{levels:?}");
        }
        assert_eq!(levels, [One, One, Two, Two, Three, Three]);
        // A wrong one leads back, and by two right ones one gets there again.
        let after: Vec<Level> =
            [0, ONE, 0, ONE, ONE, 0].into_iter().map(|credit| next(&mut mastery, Skill::Ack, credit, 0)).collect();
        assert_eq!(after, [Three, Two, Two, One, One, Two]);
        assert!(!mastery.trace(Skill::Ack, 0).is_mastered());
    }

    #[test]
    fn questions_that_are_too_easy_or_too_hard_do_not_move_the_level_the_wrong_way() {
        let mut mastery = Mastery::default();
        (0..2).for_each(|_| answer(&mut mastery, Skill::Ack, ONE, Level::Three, 0));
        assert_eq!(mastery.trace(Skill::Ack, 0).level(), Level::Two);
        (0..9).for_each(|_| answer(&mut mastery, Skill::Ack, ONE, Level::One, 0));
        assert_eq!(mastery.trace(Skill::Ack, 0).level(), Level::Two, "easy ones say nothing of harder ones");
        answer(&mut mastery, Skill::Ack, 0, Level::Three, 0);
        assert_eq!(mastery.trace(Skill::Ack, 0).level(), Level::Two, "nobody has to know what comes later");
    }

    #[test]
    fn what_was_learned_fades_with_the_days_and_comes_back() {
        let mut mastery = Mastery::default();
        for skill in Skill::ALL {
            (0..6).for_each(|_| _ = next(&mut mastery, skill, ONE, TODAY));
        }
        (0..6).for_each(|_| _ = next(&mut mastery, Skill::Fin, ONE, TODAY + 40));
        let ack = |days| mastery.trace(Skill::Ack, TODAY + days);
        assert!(ack(0).is_mastered() && ack(5).is_mastered() && !ack(20).is_mastered());
        assert!(ack(10).known < ack(5).known && ack(5).known < ack(0).known);
        assert_eq!((ack(HALF_LIFE).known - PRIOR) * 2, (ack(0).known - PRIOR) / 2 * 2);
        assert_eq!([0, 29, 30, 60, 4000].map(|days| ack(days).level().number()), [3, 3, 2, 1, 1]);
        // Where nobody knows the day, nothing fades; a clock that was set back does no harm.
        assert_eq!(mastery.trace(Skill::Ack, 0), ack(0));
        assert_eq!(mastery.trace(Skill::Ack, TODAY - 9), ack(0));
        // Of two that are not due by the count of questions, the one that rested for long comes back.
        let due = |skill, today| mastery.kept(skill).is_due(0, today);
        assert!(!due(Skill::Fin, TODAY + 61) && due(Skill::State, TODAY + 61) && !due(Skill::State, TODAY + 20));
        assert!(mastery.next(1, &[Skill::Fin, Skill::State], TODAY + 61).skill == Skill::State);
    }

    #[test]
    fn what_is_kept_is_small_and_comes_back_as_it_was() {
        let mut mastery = Mastery::default();
        answer(&mut mastery, Skill::Wrap, 0, Level::One, TODAY);
        let octets = postcard::to_allocvec(&mastery).expect("plain data");
        assert!(octets.len() < 200, "{} octets", octets.len());
        assert_eq!(postcard::from_bytes::<Mastery>(&octets), Ok(mastery));
    }
}
