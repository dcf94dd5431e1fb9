//! What is taught: the words for header fields, in each language.

pub mod fields;
pub mod lang;

pub use lang::Lang;
