//! Prose as data: blocks of spans, read from Markdown. Markup of any other kind stays text, so nothing in a lesson runs.

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

/// A text of some blocks.
pub type Prose = Vec<Block>;

/// A block of prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading, by its level from 1.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// An item of a list.
    Item(Vec<Span>),
}

/// A run of text within a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// Plain text.
    Text(String),
    /// A name or a number as it stands in a header or a program.
    Code(String),
    /// What matters most.
    Strong(String),
}

/// Reads Markdown: headings, paragraphs, lists, `code` and **strong**. Everything else is kept as the text it is.
#[must_use]
pub(crate) fn markdown(source: &str) -> Prose {
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

/// Reads one line of Markdown.
#[must_use]
pub(crate) fn inline(source: &str) -> Vec<Span> {
    markdown(source)
        .into_iter()
        .flat_map(|block| match block {
            Block::Paragraph(spans) | Block::Item(spans) => spans,
            Block::Heading(_, text) => vec![Span::Text(text)],
        })
        .collect()
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
