//! What a lesson is made of, and how its files are read.
//!
//! A lesson is a folder: the scenario with its marks and questions in TOML, the prose in Markdown, one file for each
//! language. With the feature `read` this crate reads such files; without it, it has only what they are read into.

pub mod answered;
mod chapter;
mod glossary;
mod index;
mod known;
mod lang;
mod lesson;
mod mark;
mod prose;
mod question;
#[cfg(feature = "read")]
pub mod read;
pub mod search;
mod section;

pub use chapter::Chapter;
pub use glossary::Term;
pub use index::{Index, Listed};
pub use known::Known;
pub use lang::Lang;
pub use lesson::{Lesson, LessonText, Localized};
pub use mark::{Kind, Mark, Moment};
pub use prose::{Block, Prose, Span, inline, plain};
pub use question::{Ask, Question};
pub use section::Cited;
