//! Reading a lesson's files: TOML and Markdown. Markup other than headings, lists, `code` and **strong** stays text.

use std::fmt;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};
use serde::{Deserialize, Serialize};
use sim::Scenario;

use crate::{Block, Lang, Lesson, LessonText, Mark, Prose, Question, Span};

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
    let texts = [read_text(en, Lang::En)?, read_text(zh, Lang::Zh)?];
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

/// What is read of a lesson's TOML where only its run matters.
#[derive(Deserialize)]
struct ScenarioFile {
    scenario: Scenario,
}

/// Reads the scenario of a lesson's TOML file; whatever else the file has is left alone.
///
/// # Errors
/// TOML that has no scenario, or one that cannot be read.
pub fn read_scenario(file: &str) -> Result<Scenario, LessonError> {
    let file: ScenarioFile = toml::from_str(file).map_err(|error| LessonError::Toml(error.to_string()))?;
    Ok(file.scenario)
}

fn read_text(source: &str, lang: Lang) -> Result<LessonText, LessonError> {
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

/// Reads Markdown: headings, paragraphs, lists, `code` and **strong**. Everything else is kept as the text it is.
#[must_use]
fn markdown(source: &str) -> Prose {
    let mut blocks = Vec::new();
    let mut spans: Vec<Span> = Vec::new();
    let mut heading = String::new();
    let mut level = None;
    let mut strong = false;
    let mut item = false;
    for event in Parser::new(source) {
        match event {
            Event::Start(Tag::Heading { level: at, .. }) => level = Some(at),
            Event::End(TagEnd::Heading(_)) => {
                let at = match level.take() {
                    Some(HeadingLevel::H1) => 1,
                    Some(HeadingLevel::H2) => 2,
                    _ => 3,
                };
                blocks.push(Block::Heading(at, std::mem::take(&mut heading)));
            }
            Event::Start(Tag::Item) => item = true,
            Event::End(TagEnd::Item | TagEnd::Paragraph | TagEnd::HtmlBlock) => {
                if !spans.is_empty() {
                    let spans = std::mem::take(&mut spans);
                    blocks.push(if item { Block::Item(spans) } else { Block::Paragraph(spans) });
                }
                item &= !matches!(event, Event::End(TagEnd::Item));
            }
            Event::Start(Tag::Strong) => strong = true,
            Event::End(TagEnd::Strong) => strong = false,
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) if level.is_some() => {
                heading.push_str(&text);
            }
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => {
                let text = text.into_string();
                spans.push(if strong { Span::Strong(text) } else { Span::Text(text) });
            }
            Event::Code(text) if level.is_some() => heading.push_str(&text),
            Event::Code(text) => spans.push(Span::Code(text.into_string())),
            // A line break in the source is a space in English and nothing in Chinese.
            Event::SoftBreak | Event::HardBreak => {
                let joins_cjk =
                    matches!(spans.last(), Some(Span::Text(text)) if text.ends_with(|c: char| c as u32 > 0x2e7f));
                if !joins_cjk {
                    spans.push(Span::Text(" ".into()));
                }
            }
            _ => {}
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_that_could_run_stays_text() {
        let blocks = markdown("<script>alert(1)</script>\n\n`SYN` is **one**.");
        assert_eq!(
            blocks.last(),
            Some(&Block::Paragraph(vec![
                Span::Code("SYN".into()),
                Span::Text(" is ".into()),
                Span::Strong("one".into()),
                Span::Text(".".into()),
            ]))
        );
        assert!(!blocks.iter().any(|block| matches!(block, Block::Heading(..))));
    }
}
