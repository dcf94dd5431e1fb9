//! A lesson: a scenario, the moments in it that matter, what is said of them and what is asked.

use serde::{Deserialize, Serialize};
use sim::{Happening, Scenario, Timeline};

use crate::{Block, Cited, Lang, Mark, Prose, Question};

/// One lesson.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lesson {
    /// Its name in links.
    pub id: String,
    /// The number of the chapter it belongs to.
    pub chapter: u8,
    /// Its place within the chapter: the lower ones come first.
    pub order: u16,
    /// The sections that it rests on.
    pub sections: Vec<Cited>,
    /// What is often said and wrong, if the lesson shows that.
    pub claim: Option<Localized>,
    /// What is run.
    pub scenario: Scenario,
    /// The moments that prose and questions point at.
    pub marks: Vec<Mark>,
    /// What is asked, in order.
    pub questions: Vec<Question>,
    /// The prose, in the order of [`Lang::ALL`].
    pub texts: [LessonText; 2],
}

/// The same in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Localized {
    /// In English.
    pub en: String,
    /// In Chinese.
    pub zh: String,
}

impl Localized {
    /// In `lang`.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Zh => &self.zh,
        }
    }
}

/// The prose of a lesson in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonText {
    /// The title.
    pub title: String,
    /// What is said before anything has happened.
    pub introduction: Prose,
    /// The question with which the introduction ends.
    pub question: String,
    /// What is said of each mark, by its id.
    pub notes: Vec<(String, Prose)>,
    /// What to try next, once everything has happened.
    pub next: Prose,
}

impl Lesson {
    /// The lesson's title.
    #[must_use]
    pub fn title(&self, lang: Lang) -> &str {
        &self.text(lang).title
    }

    /// What is said before anything has happened.
    #[must_use]
    pub fn introduction(&self, lang: Lang) -> &[Block] {
        &self.text(lang).introduction
    }

    /// The question that the lesson answers.
    #[must_use]
    pub fn question(&self, lang: Lang) -> &str {
        &self.text(lang).question
    }

    /// What to try next, once everything has happened.
    #[must_use]
    pub fn next(&self, lang: Lang) -> &[Block] {
        &self.text(lang).next
    }

    /// Where the marks are in `timeline`: the entry of each that is found, and its place among the marks, by entry.
    #[must_use]
    pub fn moments(&self, timeline: &Timeline) -> Vec<(usize, usize)> {
        let mut moments: Vec<(usize, usize)> = Vec::new();
        for (mark, of) in self.marks.iter().enumerate() {
            if let Some(entry) = of.at.find(timeline) {
                // They are few, and mostly in order; sorting would be larger.
                let at = moments.partition_point(|(before, _)| *before <= entry);
                moments.insert(at, (entry, mark));
            }
        }
        moments
    }

    /// What is said of the last of the `moments` among the first `step` entries, with the mark's id and the entry it is
    /// at. Once another segment has been sent, it is no longer said.
    #[must_use]
    pub fn note_at(
        &self,
        moments: &[(usize, usize)],
        timeline: &Timeline,
        step: usize,
        lang: Lang,
    ) -> Option<(&str, usize, &[Block])> {
        let passed = moments.partition_point(|(entry, _)| *entry < step);
        let (entry, mark) = *moments[..passed].last()?;
        let since = timeline.entries.get(entry + 1..step).unwrap_or_default();
        if since.iter().any(|later| matches!(later.happening, Happening::Sent { .. })) {
            return None;
        }
        let id = &self.marks.get(mark)?.id;
        Some((id, entry, self.text(lang).note(id)?))
    }

    /// The mark with this id.
    #[must_use]
    pub fn mark(&self, id: &str) -> Option<&Mark> {
        self.marks.iter().find(|mark| mark.id == id)
    }

    fn text(&self, lang: Lang) -> &LessonText {
        &self.texts[lang as usize]
    }
}

impl LessonText {
    /// What is said of a mark.
    #[must_use]
    pub fn note(&self, mark: &str) -> Option<&[Block]> {
        self.notes.iter().find(|(id, _)| id == mark).map(|(_, note)| note.as_slice())
    }
}
