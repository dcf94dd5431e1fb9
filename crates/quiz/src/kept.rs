//! What is thought of a learner as text that a person can read: what a browser keeps and a learner saves.
//!
//! A line `quiz answered=12 last=ack`, and one for each skill that was asked:
//! `quiz ack known=930611 asked=1 right=1 due=18 spacing=6 level=1 run=1 day=20400`. Every line begins with `quiz`, so that they can
//! stand among others. Older lines end with the spacing: their level is made of the others, and nobody knows their day.

use crate::mastery::{ENOUGH, FARTHEST};
use crate::{Level, Mastery, ONE, Skill, Trace};

/// What each line begins with.
const LINE: &str = "quiz ";
/// Lines that are read: more than there can be.
const MOST_LINES: usize = 100;

impl Mastery {
    /// The text that [`Mastery::read`] reads. Nothing was asked: it is empty.
    #[must_use]
    pub fn text(&self) -> String {
        if self.answered == 0 {
            return String::new();
        }
        let last = self.last.map_or(String::new(), |skill| format!(" last={}", skill.id()));
        let mut text = format!("{LINE}answered={}{last}\n", self.answered);
        for skill in Skill::ALL {
            let Trace { known, asked, right, due, spacing, level, run, day } = self.kept(skill);
            if asked > 0 {
                let (id, level) = (skill.id(), level.number());
                text.push_str(&format!(
                    "{LINE}{id} known={known} asked={asked} right={right} due={due} spacing={spacing}"
                ));
                text.push_str(&format!(" level={level} run={run} day={day}\n"));
            }
        }
        text
    }

    /// What a text says. A line that is none of these is passed over, and a number that cannot be is brought within bounds.
    #[must_use]
    pub fn read(text: &str) -> Mastery {
        let mut mastery = Mastery::default();
        for line in text.lines().filter_map(|line| line.strip_prefix(LINE)).take(MOST_LINES) {
            let value = |name: &str| {
                let of = |word: &'_ str| word.strip_prefix(name)?.strip_prefix('=').map(str::to_owned);
                line.split(' ').find_map(of)
            };
            let number = |name: &str| value(name).and_then(|digits| digits.parse::<u32>().ok());
            if let Some(answered) = number("answered") {
                mastery.answered = answered;
                mastery.last = value("last").and_then(|id| Skill::parse(&id));
                continue;
            }
            let Some(skill) = line.split(' ').next().and_then(Skill::parse) else { continue };
            let (Some(known), Some(asked)) = (number("known"), number("asked")) else { continue };
            let right = number("right").unwrap_or(0).min(asked);
            let level = match number("level") {
                Some(level) => u8::try_from(level).ok().and_then(Level::parse).unwrap_or_default(),
                None => level_of(known, right),
            };
            mastery.traces[skill as usize] = Trace {
                known: known.min(ONE - 1),
                asked,
                right,
                level,
                run: number("run").and_then(|run| u8::try_from(run).ok()).unwrap_or(0).min(most_run(level)),
                day: number("day").unwrap_or(0),
                due: number("due").unwrap_or(0),
                spacing: number("spacing").unwrap_or(Trace::FIRST.spacing).clamp(Trace::FIRST.spacing, FARTHEST),
            };
        }
        // Nothing is due later than it can be.
        let latest = mastery.answered.saturating_add(FARTHEST);
        for trace in &mut mastery.traces {
            trace.due = trace.due.min(latest);
        }
        mastery
    }
}

/// The level of what was kept before levels were: as high as what is known says, but with right answers enough for each before.
fn level_of(known: u32, right: u32) -> Level {
    match (known, right / u32::from(ENOUGH)) {
        (0..500_000, _) | (_, 0) => Level::One,
        (500_000..850_000, _) | (_, 1) => Level::Two,
        _ => Level::Three,
    }
}

/// How many right answers in a row there can be at a level.
fn most_run(level: Level) -> u8 {
    if level == Level::Three { ENOUGH } else { ENOUGH - 1 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Observation;

    #[test]
    fn what_is_kept_as_text_comes_back_as_it_was() {
        let mut mastery = Mastery::default();
        assert_eq!(mastery.text(), "");
        for (count, skill) in Skill::ALL.into_iter().enumerate().take(9) {
            let credit = if count % 3 == 0 { 0 } else { ONE };
            let seen = Observation { skill, level: Level::One, credit, is_choice: count % 2 == 0 };
            mastery.learn(skill, &[seen], 20_400);
        }
        assert_eq!(Mastery::read(&mastery.text()), mastery);
        assert_eq!(Mastery::read(&format!("handshake syn !\n{}sack gap\n", mastery.text())), mastery);
        assert!(mastery.text().lines().count() == 10, "{}", mastery.text());
    }

    #[test]
    fn what_cannot_be_is_passed_over_or_brought_within_bounds() {
        let text = "quiz answered=3 last=nothing\nquiz ack known=99999999 asked=2 right=7 due=4000000000 spacing=0\n\
                    quiz no-such known=1 asked=1\nquiz fin known=x asked=1\n\u{0}\n";
        let mastery = Mastery::read(text);
        let trace = mastery.kept(Skill::Ack);
        assert_eq!((mastery.answered(), mastery.last), (3, None));
        assert_eq!((trace.known, trace.asked, trace.right, trace.due, trace.spacing), (ONE - 1, 2, 2, 63, 3));
        assert_eq!(mastery.kept(Skill::Fin), Trace::FIRST);
    }

    #[test]
    fn what_an_older_release_kept_is_read_and_no_level_is_given_away() {
        let level = |known: u32, right: u32| {
            let text =
                format!("quiz answered=9 last=ack\nquiz ack known={known} asked=9 right={right} due=18 spacing=6\n");
            let trace = Mastery::read(&text).kept(Skill::Ack);
            assert_eq!(
                (trace.known, trace.right, trace.run, trace.day, trace.is_mastered()),
                (known, right, 0, 0, false)
            );
            trace.level().number()
        };
        assert_eq!([level(930_611, 1), level(990_000, 2), level(990_000, 4), level(300_000, 9)], [1, 2, 3, 1]);
        let odd = "quiz ack known=990000 asked=9 right=9 due=0 spacing=6 level=7 run=200 day=x\n";
        let trace = Mastery::read(odd).kept(Skill::Ack);
        assert_eq!((trace.level(), trace.run, trace.day), (Level::One, 1, 0));
    }
}
