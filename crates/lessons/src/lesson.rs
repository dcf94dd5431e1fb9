//! A lesson as it is written: the scenario with its marks and questions in TOML, the prose in Markdown.

use std::fmt;

use serde::{Deserialize, Serialize};
use sim::{Scenario, Timeline};

use crate::prose::{Block, Prose, markdown};
use crate::quiz::Question;
use crate::{Lang, Mark};

/// One lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// Its name in links.
    pub id: String,
    /// The chapter it belongs to.
    pub chapter: u8,
    /// What is run.
    pub scenario: Scenario,
    /// The moments that prose and questions point at.
    pub marks: Vec<Mark>,
    /// What is asked, in order.
    pub questions: Vec<Question>,
    texts: [LessonText; 2],
}

/// The same in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
struct LessonText {
    title: String,
    introduction: Prose,
    /// By the id of the mark that each belongs to.
    notes: Vec<(String, Prose)>,
}

/// What the TOML file holds.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LessonFile {
    id: String,
    chapter: u8,
    scenario: Scenario,
    marks: Vec<Mark>,
    #[serde(default)]
    questions: Vec<Question>,
}

/// What is wrong with a lesson's files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LessonError {
    /// The TOML cannot be read. The text says where and what was expected.
    Toml(String),
    /// The Markdown has no title: its first line is to be `# Title`.
    NoTitle(Lang),
    /// A section of the Markdown or a question names a mark that the TOML does not have.
    UnknownMark(String),
    /// A mark has no section in the Markdown of a language.
    NoNote(String, Lang),
}

impl fmt::Display for LessonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LessonError::Toml(error) => write!(f, "{error}"),
            LessonError::NoTitle(lang) => write!(f, "the {} text does not begin with `# Title`", lang.code()),
            LessonError::UnknownMark(mark) => write!(f, "there is no mark `{mark}`"),
            LessonError::NoNote(mark, lang) => write!(f, "the {} text has no section `## {mark}`", lang.code()),
        }
    }
}

impl Lesson {
    /// Reads a lesson from its files.
    ///
    /// # Errors
    /// The first thing that is wrong with them.
    pub fn read(file: &str, en: &str, zh: &str) -> Result<Lesson, LessonError> {
        let file: LessonFile = toml::from_str(file).map_err(|error| LessonError::Toml(error.to_string()))?;
        let has_mark = |id: &str| file.marks.iter().any(|mark| mark.id == id);
        if let Some(question) = file.questions.iter().find(|question| !has_mark(&question.mark)) {
            return Err(LessonError::UnknownMark(question.mark.clone()));
        }
        let texts = [LessonText::read(en, Lang::En)?, LessonText::read(zh, Lang::Zh)?];
        for (text, lang) in texts.iter().zip(Lang::ALL) {
            if let Some((id, _)) = text.notes.iter().find(|(id, _)| !has_mark(id)) {
                return Err(LessonError::UnknownMark(id.clone()));
            }
            if let Some(mark) = file.marks.iter().find(|mark| text.note(&mark.id).is_none()) {
                return Err(LessonError::NoNote(mark.id.clone(), lang));
            }
        }
        let LessonFile { id, chapter, scenario, marks, questions } = file;
        Ok(Lesson { id, chapter, scenario, marks, questions, texts })
    }

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

    /// What is said of the last mark among the first `step` entries, with the mark's id and the entry it is at.
    #[must_use]
    pub fn note_at(&self, timeline: &Timeline, step: usize, lang: Lang) -> Option<(&str, usize, &[Block])> {
        let passed = self.marks.iter().filter_map(|mark| Some((mark.at.find(timeline)?, mark)));
        let (entry, mark) = passed.filter(|(entry, _)| *entry < step).max_by_key(|(entry, _)| *entry)?;
        Some((&mark.id, entry, self.text(lang).note(&mark.id)?))
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
    fn read(source: &str, lang: Lang) -> Result<LessonText, LessonError> {
        let mut blocks = markdown(source).into_iter();
        let Some(Block::Heading(1, title)) = blocks.next() else { return Err(LessonError::NoTitle(lang)) };
        let mut text = LessonText { title, introduction: Vec::new(), notes: Vec::new() };
        for block in blocks {
            match block {
                Block::Heading(2, mark) => text.notes.push((mark, Vec::new())),
                block => match text.notes.last_mut() {
                    Some((_, note)) => note.push(block),
                    None => text.introduction.push(block),
                },
            }
        }
        Ok(text)
    }

    fn note(&self, mark: &str) -> Option<&[Block]> {
        self.notes.iter().find(|(id, _)| id == mark).map(|(_, note)| note.as_slice())
    }
}
