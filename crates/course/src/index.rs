//! A lesson as a list of lessons needs it: what it is called and what it asks, without what it says.

use serde::{Deserialize, Serialize};

use crate::{Lang, Lesson, Localized};

/// What is known of a lesson before it is opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Its name in links.
    pub id: String,
    /// The number of its chapter.
    pub chapter: u8,
    /// How many marks it has, so that one can tell how much of it was seen.
    pub marks: u16,
    /// Its title.
    pub title: Localized,
    /// The question that it answers.
    pub question: Localized,
}

impl Listed {
    /// What a list says of `lesson`.
    #[must_use]
    pub fn of(lesson: &Lesson) -> Listed {
        let both = |say: fn(&Lesson, Lang) -> &str| Localized {
            en: say(lesson, Lang::En).into(),
            zh: say(lesson, Lang::Zh).into(),
        };
        Listed {
            id: lesson.id.clone(),
            chapter: lesson.chapter,
            marks: u16::try_from(lesson.marks.len()).unwrap_or(u16::MAX),
            title: both(Lesson::title),
            question: both(Lesson::question),
        }
    }
}
