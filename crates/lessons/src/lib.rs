//! What is taught: the catalogue of lessons, the explanation of every rule, field and variable.
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
pub mod states;
pub mod variables;

pub use catalogue::{catalogue, find};
pub use course::{Ask, Block, Kind, Lang, Lesson, Localized, Mark, Moment, Prose, Question, Span};
pub use numbers::{Numbering, Numbers};
