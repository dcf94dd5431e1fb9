//! What a page for teachers is made of. Nothing of it is markup: whoever draws it decides what each part becomes.

use serde::{Deserialize, Serialize};

/// All pages in one language, in the order in which they are read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Guide {
    /// The pages.
    pub pages: Vec<Page>,
}

/// One page.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Page {
    /// The name of its file, without the ending.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What stands below that.
    pub blocks: Vec<Block>,
}

/// A part of a page.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Block {
    /// A heading of the second level or the third.
    Heading(u8, Vec<Span>),
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// A list, and whether its items are numbered.
    List(bool, Vec<Vec<Span>>),
    /// Code as it is typed.
    Code(String),
    /// A table: its rows of cells, of which the first is the head.
    Table(Vec<Vec<Vec<Span>>>),
}

/// A part of a line.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Span {
    /// Words.
    Text(String),
    /// Code.
    Code(String),
    /// What is stressed.
    Strong(String),
    /// A link to another page, by its name.
    Page(String, String),
}
