//! How well each skill is mastered, as far as answers tell, and what is to be asked next.
//!
//! Bayesian knowledge tracing (Corbett and Anderson, 1995) with one set of numbers for all skills. **They are uncalibrated**:
//! nobody has fitted them to learners of this quiz, so what comes out is good for choosing questions and for nothing else.
//! Everything is whole numbers, in millionths, and so the same everywhere.

use serde::{Deserialize, Serialize};

use crate::{Level, QuestionId, Skill, VERSION};

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
/// From here on a skill counts as mastered.
pub const MASTERED: u32 = 950_000;
/// After how many other questions a skill comes back whose answer was wrong.
const SOON: u32 = 3;
/// After how many it comes back at the latest.
pub(crate) const FARTHEST: u32 = 60;

/// What is thought of one skill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    /// How likely it is known, in millionths: uncalibrated.
    pub known: u32,
    /// How many questions on it were asked.
    pub asked: u32,
    /// How many of them were answered right in every part, and not all with the sum shown.
    pub right: u32,
    /// When it is to come back, counted in questions of all skills.
    pub(crate) due: u32,
    /// After how many questions it comes back if the next answer is right: more each time.
    pub(crate) spacing: u32,
}

impl Trace {
    pub(crate) const FIRST: Trace = Trace { known: PRIOR, asked: 0, right: 0, due: 0, spacing: SOON };

    /// Whether it counts as mastered, uncalibrated as that is.
    #[must_use]
    pub fn is_mastered(self) -> bool {
        self.known >= MASTERED
    }

    /// Where an answer is worth something between all and nothing, what would follow from a right one and from a wrong one
    /// are mixed in that proportion (Jeffrey's rule for uncertain evidence).
    fn learn(&mut self, credit: u32, is_choice: bool, now: u32) {
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
    }

    fn level(self) -> Level {
        match self.known {
            0..500_000 => Level::One,
            500_000..850_000 => Level::Two,
            _ => Level::Three,
        }
    }
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
    /// What is thought of `skill`.
    #[must_use]
    pub fn trace(&self, skill: Skill) -> Trace {
        self.traces.get(skill as usize).copied().unwrap_or(Trace::FIRST)
    }

    /// How many questions were answered.
    #[must_use]
    pub fn answered(&self) -> u32 {
        self.answered
    }

    /// Takes note of an answer: what it is worth, in millionths (nothing if a part was wrong, [`ONE`] if all were right without
    /// their sums being shown), and whether it was chosen from a few.
    pub fn learn(&mut self, skill: Skill, credit: u32, is_choice: bool) {
        // What was kept by an older release may lack a skill.
        self.traces.resize(Skill::ALL.len(), Trace::FIRST);
        self.answered += 1;
        self.traces[skill as usize].learn(credit, is_choice, self.answered);
        self.last = Some(skill);
    }

    /// The next question among `skills` (none is all): never the same skill twice in a row unless there is but one. What
    /// was wrong comes back after a few others; what is right comes back ever more seldom.
    #[must_use]
    pub fn next(&self, seed: u64, skills: &[Skill]) -> QuestionId {
        let skills = if skills.is_empty() { &Skill::ALL[..] } else { skills };
        let others = skills.iter().copied().filter(|skill| Some(*skill) != self.last);
        let key = |skill: &Skill| {
            let trace = self.trace(*skill);
            // What is due comes first, the most overdue before the others, then what is new. What rests comes before its
            // time if nothing else is left, but what was just wrong not before everything else.
            let rank = match trace {
                Trace { asked: 0, .. } => 1,
                Trace { due, .. } if due <= self.answered => 0,
                Trace { spacing, .. } if spacing > SOON => 2,
                Trace { .. } => 3,
            };
            (rank, trace.due, *skill)
        };
        let skill = others.min_by_key(key).or(skills.first().copied()).unwrap_or(Skill::Isn);
        QuestionId { seed, version: VERSION, index: self.answered, skill, level: self.trace(skill).level() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_answers_raise_and_wrong_ones_lower_what_is_thought_of_a_skill() {
        let mut mastery = Mastery::default();
        let known = |mastery: &Mastery| mastery.trace(Skill::Fin).known;
        let before = known(&mastery);
        mastery.learn(Skill::Fin, ONE, false);
        // 0.2 × 0.9 / (0.2 × 0.9 + 0.8 × 0.02) = 0.918367, and 0.15 of the rest is learned.
        assert_eq!(known(&mastery), 930_611);
        mastery.learn(Skill::Fin, ONE, false);
        assert!(mastery.trace(Skill::Fin).is_mastered() && known(&mastery) > before);
        let high = known(&mastery);
        mastery.learn(Skill::Fin, 0, false);
        assert!(known(&mastery) < high);
        assert_eq!((mastery.trace(Skill::Fin).asked, mastery.trace(Skill::Fin).right), (3, 2));
        assert_eq!(mastery.trace(Skill::Syn), Trace::FIRST);
    }

    #[test]
    fn an_answer_that_is_worth_a_part_lies_between_right_and_wrong() {
        let after = |credit| {
            let mut mastery = Mastery::default();
            mastery.learn(Skill::Ack, ONE, false);
            mastery.learn(Skill::Ack, credit, false);
            mastery.trace(Skill::Ack)
        };
        let (none, third, most, all) = (after(0), after(ONE / 3), after(ONE / 3 * 2), after(ONE));
        assert!(none.known < third.known && third.known < most.known && most.known < all.known);
        assert_eq!((none.right, third.right, all.right), (1, 2, 2));
        let spacings = [none, third, most, all].map(|trace| trace.spacing);
        assert_eq!(spacings, [SOON, SOON * 2, SOON * 2, SOON * 4]);
    }

    #[test]
    fn a_choice_of_a_few_says_less_than_a_typed_number() {
        let after = |is_choice| {
            let mut mastery = Mastery::default();
            mastery.learn(Skill::State, ONE, is_choice);
            mastery.trace(Skill::State).known
        };
        assert!(after(true) < after(false));
    }

    #[test]
    fn no_skill_comes_twice_in_a_row_and_a_weak_one_comes_back_first() {
        let mut mastery = Mastery::default();
        let mut asked = Vec::new();
        for _ in 0..300 {
            let skill = mastery.next(7, &[]).skill;
            assert_ne!(asked.last(), Some(&skill));
            asked.push(skill);
            mastery.learn(skill, if skill == Skill::Sack { 0 } else { ONE }, false);
        }
        let times = |skill| asked.iter().filter(|other| **other == skill).count();
        assert!(Skill::ALL.into_iter().all(|skill| times(skill) > 2), "{asked:?}");
        assert!(Skill::ALL.into_iter().all(|skill| skill == Skill::Sack || times(skill) * 2 < times(Skill::Sack)));
        let places: Vec<usize> = (0..asked.len()).filter(|place| asked[*place] == Skill::Sack).collect();
        assert!(places.windows(2).all(|pair| pair[1] - pair[0] > 2 && pair[1] - pair[0] < 20), "{places:?}");
    }

    #[test]
    fn questions_get_harder_with_what_is_known_and_one_skill_alone_is_asked_again_and_again() {
        let mut mastery = Mastery::default();
        let mut levels = Vec::new();
        for _ in 0..5 {
            let id = mastery.next(1, &[Skill::Ack]);
            assert_eq!(id.skill, Skill::Ack);
            levels.push(id.level);
            mastery.learn(Skill::Ack, ONE, false);
        }
        assert_eq!((levels.first(), levels.last()), (Some(&Level::One), Some(&Level::Three)));
        assert!(levels.is_sorted());
    }

    #[test]
    fn what_is_kept_is_small_and_comes_back_as_it_was() {
        let mut mastery = Mastery::default();
        mastery.learn(Skill::Wrap, 0, false);
        let octets = postcard::to_allocvec(&mastery).expect("plain data");
        assert!(octets.len() < 200, "{} octets", octets.len());
        assert_eq!(postcard::from_bytes::<Mastery>(&octets), Ok(mastery));
    }
}
