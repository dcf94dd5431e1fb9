//! A sheet of questions for a class: what is asked, how often it may be answered, when feedback comes and how long it takes.
//!
//! A [`Sheet`] is what a link says ([`Sheet::read`], [`Sheet::parameters`]); [`Sheet::items`] are its questions, the same for
//! everybody who opens the link. What a learner did with them is a [`Progress`], which is kept as a short text; [`Results`] is
//! what that came to, and [`answer_key`] what is right.
//!
//! All of it is worked out where the page is, so whoever opens the developer tools can see answers or send a score: a sheet is
//! for practice and participation, not for exams that count.

mod item;
mod key;
mod link;
mod progress;
mod results;

use crate::{Level, Skill};

pub use item::{Item, answer_text};
pub use key::{Key, KeyPart, answer_key};
pub use link::{Problem, Warning, pass_mark};
pub use progress::{Given, LONGEST_STATE, Progress};
pub use results::{COLUMNS, Kind, OF_SHEET, Results, Row, reaches, rows, score};

/// Generated questions that a sheet has at the most, and questions in all.
pub const MOST_QUESTIONS: u32 = 50;
/// Lessons whose own questions a sheet asks at the most.
pub const MOST_LESSONS: usize = 10;
/// How often a question may be answered at the most, unless that is unlimited.
pub const MOST_ATTEMPTS: u32 = 5;
/// Minutes that a sheet may take at the most.
pub const MOST_MINUTES: u32 = 240;
/// Letters of a title, or of a learner's name, at the most.
pub const LONGEST_TITLE: usize = 120;
/// Generated questions where a link does not say how many.
pub const USUAL_COUNT: u32 = 10;

/// A sheet of questions: first those of its lessons, in the lessons' order, then generated ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// What it is called: [`LONGEST_TITLE`] letters at the most, none of them a control character. It may be empty.
    pub title: String,
    /// What the generated questions practise. None is all of them.
    pub skills: Vec<Skill>,
    /// The ids of the lessons whose own questions are asked: [`MOST_LESSONS`] at the most.
    pub lessons: Vec<String>,
    /// How many questions are generated: 1 to [`MOST_QUESTIONS`], or none if there are lessons.
    pub count: u32,
    /// What they are drawn from.
    pub seed: u64,
    /// How hard they are. Without one they get harder with each round through the skills.
    pub level: Option<Level>,
    /// How often a question may be answered.
    pub attempts: Attempts,
    /// When it is told what was right.
    pub feedback: Feedback,
    /// Minutes for all of it, 1 to [`MOST_MINUTES`], if there is a limit.
    pub minutes: Option<u32>,
    /// What the score has to reach to pass, in percent from 1 to 100, if it is to be said who has.
    pub pass: Option<u32>,
}

/// How often a question may be answered. Of several answers the best counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempts {
    /// So often: 1 to [`MOST_ATTEMPTS`].
    AtMost(u32),
    /// As often as one likes.
    Unlimited,
}

/// When it is told what was right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Feedback {
    /// After each question.
    #[default]
    Now,
    /// When all are answered: then each is answered once.
    AtEnd,
}

impl Sheet {
    /// Ten questions of every skill, answered once each.
    #[must_use]
    pub fn new(seed: u64) -> Sheet {
        Sheet {
            title: String::new(),
            skills: Vec::new(),
            lessons: Vec::new(),
            count: USUAL_COUNT,
            seed,
            level: None,
            attempts: Attempts::default(),
            feedback: Feedback::Now,
            minutes: None,
            pass: None,
        }
    }

    /// Whether an answer that is not right may be given again, after so many attempts.
    #[must_use]
    pub fn allows_another(&self, attempts: u32) -> bool {
        match self.attempts {
            _ if self.feedback == Feedback::AtEnd => false,
            Attempts::AtMost(most) => attempts < most,
            Attempts::Unlimited => true,
        }
    }

    /// Seconds for all of it, if there is a limit.
    #[must_use]
    pub fn seconds(&self) -> Option<u32> {
        self.minutes.map(|minutes| minutes * 60)
    }
}

impl Default for Attempts {
    fn default() -> Attempts {
        Attempts::AtMost(1)
    }
}
