//! What help was taken with a question, and what an answer is worth after it: only of what was asked without its sum being
//! shown does a right answer tell that it is known.

use serde::{Deserialize, Serialize};

use course::Lang;

use crate::{HINTS, ONE, Task};

/// What help was taken with a question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Help {
    /// How many hints were shown.
    pub hints: u32,
    /// Of how many things that are asked the last hint was shown, which is the sum up to its result.
    pub sums: u32,
}

impl Help {
    /// What a right answer to so many things is worth, in millionths: the share of those whose sum was not shown. Questions back
    /// and rules cost nothing, since the answer has still to be worked out.
    #[must_use]
    pub fn credit(self, asked: u32) -> u32 {
        let unaided = u64::from(asked.saturating_sub(self.sums));
        u32::try_from(unaided * u64::from(ONE) / u64::from(asked.max(1))).unwrap_or(ONE)
    }
}

impl Task {
    /// With which of the things that are asked, by its place, the hints to the one at `place` are offered: what helps with
    /// several is offered once, with the first of them.
    #[must_use]
    pub fn hinted_at(&self, place: usize) -> usize {
        let asked = self.asked();
        let hints = |place: usize| {
            let what = asked.get(place).copied();
            (0..HINTS).map(move |step| self.hint(what?, step, Lang::En)).collect::<Vec<_>>()
        };
        let own = hints(place);
        (0..place).find(|before| hints(*before) == own).unwrap_or(place)
    }

    /// The help that was taken where so many hints were shown for each thing that is asked, in order.
    #[must_use]
    pub fn help(&self, shown: &[usize]) -> Help {
        let groups: Vec<usize> = (0..self.asked().len()).map(|place| self.hinted_at(place)).collect();
        let of = |group: usize| {
            let shown = groups.iter().zip(shown).filter(|(of, _)| **of == group).map(|(_, shown)| *shown);
            shown.max().unwrap_or(0)
        };
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let first = groups.iter().enumerate().filter(|(place, group)| place == *group);
        Help {
            hints: count(first.map(|(place, _)| of(place)).sum()),
            sums: count(groups.iter().filter(|group| of(**group) >= HINTS).count()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Form, Level, QuestionId, Skill, VERSION, generate};

    fn task(skill: Skill, is_it: impl Fn(&Task) -> bool) -> Task {
        let id = |seed| QuestionId { seed, version: VERSION, index: 0, skill, level: Level::Three };
        (0..200).map(|seed| generate(id(seed))).find(is_it).expect("one of 200 questions is of that kind")
    }

    #[test]
    fn one_hint_for_each_of_three_blanks_shows_no_sum() {
        let three = task(Skill::Isn, |task| task.asked().len() == 3);
        assert_eq!(three.help(&[1, 1, 1]), Help { hints: 3, sums: 0 });
        assert_eq!(three.help(&[1, 1, 1]).credit(3), ONE);
        assert_eq!(three.help(&[]), Help::default());
    }

    #[test]
    fn each_sum_that_was_shown_costs_its_share() {
        let apart = |task: &Task| (0..3).all(|place| task.hinted_at(place) == place);
        let three = task(Skill::Isn, |task| task.asked().len() == 3 && apart(task));
        let help = three.help(&[0, HINTS, 2]);
        assert_eq!((help, help.credit(3)), (Help { hints: 5, sums: 1 }, 666_666));
        assert_eq!(three.help(&[HINTS; 3]).credit(3), 0);
        assert_eq!(Help { hints: 3, sums: 1 }.credit(1), 0);
    }

    #[test]
    fn what_helps_with_all_of_an_order_is_counted_once_and_for_all() {
        let order = task(Skill::Syn, |task| matches!(task.question.form, Form::Order { .. }));
        let asked = order.asked().len();
        assert!((0..asked).all(|place| order.hinted_at(place) == 0));
        // Wherever they were asked for.
        for place in 0..asked {
            let mut shown = vec![0; asked];
            shown[place] = HINTS;
            let help = order.help(&shown);
            assert_eq!((help.hints, help.sums as usize, help.credit(help.sums)), (3, asked, 0));
        }
    }
}
