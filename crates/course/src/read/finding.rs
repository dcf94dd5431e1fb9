//! What can be wrong with a lesson's files, and where.

use serde::Serialize;

use crate::{Ask, Lang};

/// A file of a lesson's folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SourceFile {
    /// The scenario, the marks and the questions.
    Toml,
    /// The prose in a language.
    Prose(Lang),
}

impl SourceFile {
    /// The three files, in the order in which they are read.
    pub const ALL: [SourceFile; 3] = [SourceFile::Toml, SourceFile::Prose(Lang::En), SourceFile::Prose(Lang::Zh)];

    /// Its name within the folder.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            SourceFile::Toml => "lesson.toml",
            SourceFile::Prose(Lang::En) => "en.md",
            SourceFile::Prose(Lang::Zh) => "zh.md",
        }
    }
}

/// A place in a file, as editors count: from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl Place {
    /// Where the octet at `offset` of `source` is.
    #[must_use]
    pub fn of(source: &str, offset: usize) -> Place {
        let before = source.get(..offset.min(source.len())).unwrap_or(source);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Place { line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1 }
    }
}

/// Something that is wrong with a lesson's files. [`super::told`] says it in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// In which file.
    pub file: SourceFile,
    /// Where in it, unless it is about the file as a whole.
    pub place: Option<Place>,
    /// What.
    pub problem: Problem,
}

/// What can be wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Problem {
    /// The file is not there.
    NoFile,
    /// The file is longer than what is read.
    TooLarge {
        /// Its octets.
        octets: usize,
        /// How many are read.
        most: usize,
    },
    /// The file is no text in UTF-8.
    NotText,
    /// What stands there is no TOML.
    Syntax {
        /// What the reader of TOML says, in its own words.
        message: String,
    },
    /// There is no such field.
    UnknownField {
        /// The field.
        field: String,
        /// Those that there are.
        expected: Vec<String>,
    },
    /// There is no such name where one of a few is expected.
    UnknownName {
        /// The name.
        name: String,
        /// Those that there are.
        expected: Vec<String>,
    },
    /// A field is not there.
    NoField {
        /// The field.
        field: String,
    },
    /// A value is of the wrong kind.
    WrongValue {
        /// What stands there, in the words of the reader of TOML.
        found: String,
        /// What was expected, in the same words.
        expected: String,
    },
    /// An id is not made of small letters, digits and hyphens.
    BadId {
        /// The id.
        id: String,
    },
    /// There is no chapter with this number.
    UnknownChapter {
        /// The number.
        chapter: u8,
    },
    /// No section is named.
    NoSection,
    /// What cites a section is not written as a citation is.
    BadCitation {
        /// The text.
        text: String,
    },
    /// The table of sections has no such section.
    UnknownSection {
        /// The citation.
        section: String,
    },
    /// Two marks have the same id.
    MarkTwice {
        /// The id.
        mark: String,
    },
    /// A mark is called as the section on what to try next is.
    ReservedMark,
    /// A mark's moment does not come in the lesson's own run.
    NeverHappens {
        /// The mark.
        mark: String,
    },
    /// A question or a section names a mark that there is not.
    UnknownMark {
        /// The name.
        mark: String,
        /// The marks that there are.
        expected: Vec<String>,
    },
    /// A question is on a mark at which no segment is sent.
    NoSegment {
        /// The mark.
        mark: String,
    },
    /// A question asks for nothing.
    NoAsks {
        /// The mark that it is on.
        mark: String,
    },
    /// A question asks for something that its segment does not have, or for the state of a side that it does not reach.
    NotThere {
        /// The mark that it is on.
        mark: String,
        /// What it asks for.
        ask: Ask,
    },
    /// A text is missing in a language.
    NoWords {
        /// Of what.
        field: String,
        /// In which language.
        lang: Lang,
    },
    /// A number of the scenario is not within its bounds.
    OutOfBounds {
        /// Which.
        what: Bounded,
        /// What stands there.
        given: u64,
        /// The least that is allowed.
        least: u64,
        /// The most that is allowed.
        most: u64,
    },
    /// The run has more entries than a lesson may have.
    TooManyEntries {
        /// How many it may have.
        most: usize,
    },
    /// The run goes on for longer than is simulated.
    TooLong {
        /// Hours that are simulated.
        hours: u64,
    },
    /// The prose does not begin with a title.
    NoTitle,
    /// The introduction does not end with a question.
    NoQuestion,
    /// A mark, or what to try next, has no section.
    NoNote {
        /// The section that is missing.
        section: String,
    },
    /// A section stands there twice.
    NoteTwice {
        /// The section.
        section: String,
    },
    /// A section says nothing.
    EmptyNote {
        /// The section.
        section: String,
    },
    /// The glossary has no such term.
    UnknownTerm {
        /// The id.
        term: String,
    },
    /// HTML.
    Html,
    /// A link to anything but a term.
    Link {
        /// Where it leads.
        to: String,
    },
    /// Markup that a lesson has no use for.
    Markup {
        /// Which.
        what: Markup,
    },
}

/// A number of a scenario that has bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bounded {
    /// Octets that programs and persons send in all.
    Octets,
    /// Calls of a program.
    Calls,
    /// Faults.
    Faults,
    /// Calls and segments made by hand.
    ByHand,
    /// Milliseconds of a way or a delay.
    Milliseconds,
    /// A chance in a thousand.
    Chance,
    /// The MSS.
    Mss,
    /// Marks.
    Marks,
    /// Questions.
    Questions,
}

impl Problem {
    /// Whether nothing can be shown of a lesson that has this problem. What is left is shown, and what is wrong is told.
    #[must_use]
    pub fn is_grave(&self) -> bool {
        match self {
            Problem::TooLarge { .. }
            | Problem::NotText
            | Problem::Syntax { .. }
            | Problem::UnknownField { .. }
            | Problem::UnknownName { .. }
            | Problem::NoField { .. }
            | Problem::WrongValue { .. }
            | Problem::BadId { .. }
            | Problem::MarkTwice { .. }
            | Problem::ReservedMark
            | Problem::NoSegment { .. }
            | Problem::NoAsks { .. }
            | Problem::NotThere { .. }
            | Problem::OutOfBounds { .. }
            | Problem::TooManyEntries { .. }
            | Problem::TooLong { .. } => true,
            // The other language's prose stands in; without any there is no lesson.
            Problem::NoFile
            | Problem::UnknownChapter { .. }
            | Problem::NoSection
            | Problem::BadCitation { .. }
            | Problem::UnknownSection { .. }
            | Problem::NeverHappens { .. }
            // A question on no mark is never asked, a section on none never shown.
            | Problem::UnknownMark { .. }
            | Problem::NoWords { .. }
            | Problem::NoTitle
            | Problem::NoQuestion
            | Problem::NoNote { .. }
            | Problem::NoteTwice { .. }
            | Problem::EmptyNote { .. }
            | Problem::UnknownTerm { .. }
            // Of these the words are left, and nothing else.
            | Problem::Html
            | Problem::Link { .. }
            | Problem::Markup { .. } => false,
        }
    }
}

/// Markdown that a lesson has no use for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Markup {
    /// `*text*`.
    Emphasis,
    /// `> text`.
    Quote,
    /// Lines of code.
    CodeBlock,
    /// An image.
    Image,
    /// `1. text`.
    NumberedList,
    /// A line across the page.
    Rule,
    /// A heading below the third level, or a second title.
    Heading,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_as_an_editor_does() {
        let source = "一二\nthree";
        assert_eq!(Place::of(source, 0), Place { line: 1, column: 1 });
        assert_eq!(Place::of(source, 3), Place { line: 1, column: 2 });
        assert_eq!(Place::of(source, 7), Place { line: 2, column: 1 });
        assert_eq!(Place::of(source, 99), Place { line: 2, column: 6 });
    }
}
