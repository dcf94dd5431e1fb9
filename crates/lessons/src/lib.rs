//! What is taught: the catalogue of lessons, the explanation of every rule, and the quiz.
//!
//! Only this crate holds prose about TCP, in Chinese and in English. Every number in it is read from a timeline.

pub mod captured;
mod catalogue;
pub mod explain;
pub mod fields;
pub mod layers;
pub mod link;
mod numbers;
pub mod observed;
pub mod quiz;
pub mod states;
pub mod variables;

pub use catalogue::{catalogue, files, find, index, known, opening, unpacked};
pub use course::{
    Ask, Block, Chapter, Cited, Kind, Known, Lang, Lesson, Listed, Localized, Mark, Moment, Prose, Question, Span, Term,
};
pub use numbers::{Numbering, Numbers};
