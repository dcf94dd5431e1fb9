//! Prose as data: blocks of spans. There is no span for markup of any other kind, so nothing in a lesson can run.

use serde::{Deserialize, Serialize};

/// A text of some blocks.
pub type Prose = Vec<Block>;

/// A block of prose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// A heading, by its level from 1.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// An item of a list.
    Item(Vec<Span>),
}

/// A run of text within a block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Span {
    /// Plain text.
    Text(String),
    /// A name or a number as it stands in a header or a program.
    Code(String),
    /// What matters most.
    Strong(String),
    /// A term of the glossary, by its id, as it is called here.
    Term(String, String),
}

impl Span {
    /// What is read of it.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Span::Text(text) | Span::Code(text) | Span::Strong(text) | Span::Term(_, text) => text,
        }
    }
}

/// Reads a sentence of our own with `code` and **strong** in it. What is not closed stays as it is written.
#[must_use]
pub fn inline(sentence: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut rest = sentence;
    while let Some(at) = rest.find(['`', '*']) {
        let mark = if rest[at..].starts_with("**") { "**" } else { &rest[at..=at] };
        let after = &rest[at + mark.len()..];
        let Some(len) = after.find(mark).filter(|_| mark != "*") else { break };
        if at > 0 {
            spans.push(Span::Text(rest[..at].into()));
        }
        let marked = after[..len].into();
        spans.push(if mark == "`" { Span::Code(marked) } else { Span::Strong(marked) });
        rest = &after[len + mark.len()..];
    }
    if !rest.is_empty() {
        spans.push(Span::Text(rest.into()));
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_has_code_and_what_matters_most() {
        assert_eq!(
            inline("`SYN` is **one**."),
            [Span::Code("SYN".into()), Span::Text(" is ".into()), Span::Strong("one".into()), Span::Text(".".into())]
        );
        assert_eq!(inline("2 * 3 `x"), [Span::Text("2 * 3 `x".into())]);
        assert_eq!(inline(""), []);
    }
}
