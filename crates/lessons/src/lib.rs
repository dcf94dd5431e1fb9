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

pub use catalogue::{
    GLOSSARY_FILE, INDEX_FILE, KNOWN_FILE, SEARCH_FILE, catalogue, files, find, index, is_built_in, known, opening,
    unpacked,
};
pub use course::{
    Ask, Block, Chapter, Cited, Index, Kind, Known, Lang, Lesson, Listed, Localized, Mark, Moment, Prose, Question,
    Span, Term, plain, search,
};
pub use numbers::{Numbering, Numbers};
