//! What is taught: the catalogue of lessons, the explanation of every rule, and the quiz.
//!
//! Only this crate holds prose about TCP, in Chinese and in English. Every number in it is read from a timeline.

mod catalogue;
pub mod explain;
pub mod fields;
mod lang;
mod lesson;
mod mark;
mod numbers;
mod prose;
pub mod quiz;

pub use catalogue::{catalogue, find};
pub use lang::Lang;
pub use lesson::{Lesson, LessonError, Localized};
pub use mark::{Kind, Mark, Moment};
pub use numbers::{Numbering, Numbers};
pub use prose::{Block, Prose, Span};
