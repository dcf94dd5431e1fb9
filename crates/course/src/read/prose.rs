//! Reading a lesson's Markdown: headings, paragraphs, lists, `code`, **strong** and links to terms. All else is refused.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use super::finding::{Markup, Problem};
use crate::{Block, Known, Prose, Span};

/// How a link to a term of the glossary begins.
const TERM: &str = "term:";

/// A file of prose, in its parts.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) title: Option<String>,
    pub(super) introduction: Prose,
    /// The last question of the introduction, if that ends with it.
    pub(super) question: Option<String>,
    pub(super) sections: Vec<Section>,
    /// What is wrong, and at which octet.
    pub(super) problems: Vec<(usize, Problem)>,
}

/// What stands below a heading of the second level.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) name: String,
    /// The octet at which the heading begins.
    pub(super) at: usize,
    pub(super) prose: Prose,
}

pub(super) fn read(source: &str, known: &Known) -> Parts {
    let mut reader = Reader::new(known);
    for (event, range) in Parser::new(source).into_offset_iter() {
        reader.event(event, range);
    }
    let mut parts = reader.parts;
    parts.question = parts.introduction.last().and_then(question);
    parts
}

/// The question at the end of a paragraph: from its last words in bold type on.
fn question(block: &Block) -> Option<String> {
    let Block::Paragraph(spans) = block else { return None };
    let from = spans.iter().rposition(|span| matches!(span, Span::Strong(_)))?;
    let text: String = spans[from..].iter().map(Span::text).collect();
    text.ends_with(['?', '？']).then_some(text)
}

struct Reader<'a> {
    known: &'a Known,
    parts: Parts,
    /// What has been read of the block.
    spans: Vec<Span>,
    /// The heading that is being read, by its level and the octet at which it begins.
    heading: Option<(HeadingLevel, usize)>,
    strong: bool,
    item: bool,
    /// The term of the link that is being read, with what stands in it so far.
    term: Option<(String, String)>,
}

impl<'a> Reader<'a> {
    fn new(known: &'a Known) -> Reader<'a> {
        Reader {
            known,
            parts: Parts::default(),
            spans: Vec::new(),
            heading: None,
            strong: false,
            item: false,
            term: None,
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => self.heading = Some((level, range.start)),
            Event::End(TagEnd::Heading(_)) => self.end_heading(),
            Event::Start(Tag::Item) => self.item = true,
            Event::End(TagEnd::Item) => {
                self.end_block();
                self.item = false;
            }
            Event::Start(Tag::List(Some(_))) => self.refuse(range.start, Markup::NumberedList),
            // The text of an item comes before the list within it.
            Event::Start(Tag::List(None)) | Event::End(TagEnd::Paragraph | TagEnd::CodeBlock) => self.end_block(),
            Event::Start(Tag::Strong) => self.strong = true,
            Event::End(TagEnd::Strong) => self.strong = false,
            Event::Start(Tag::Link { dest_url, .. }) => self.link(&dest_url, range.start),
            Event::End(TagEnd::Link) => {
                let linked = self.term.take().map(|(term, text)| Span::Term(term, text));
                self.spans.extend(linked);
            }
            Event::Text(text) => self.text(text.into_string(), false),
            Event::Code(text) => self.text(text.into_string(), true),
            Event::SoftBreak | Event::HardBreak => self.line_break(),
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => {
                self.parts.problems.push((range.start, Problem::Html));
            }
            Event::Start(Tag::Emphasis) => self.refuse(range.start, Markup::Emphasis),
            Event::Start(Tag::BlockQuote(_)) => self.refuse(range.start, Markup::Quote),
            Event::Start(Tag::CodeBlock(_)) => self.refuse(range.start, Markup::CodeBlock),
            Event::Start(Tag::Image { .. }) => self.refuse(range.start, Markup::Image),
            Event::Rule => self.refuse(range.start, Markup::Rule),
            _ => {}
        }
    }

    fn refuse(&mut self, at: usize, what: Markup) {
        self.parts.problems.push((at, Problem::Markup { what }));
    }

    fn link(&mut self, to: &str, at: usize) {
        let Some(term) = to.strip_prefix(TERM) else {
            self.parts.problems.push((at, Problem::Link { to: to.into() }));
            return;
        };
        if self.known.term(term).is_none() {
            self.parts.problems.push((at, Problem::UnknownTerm { term: term.into() }));
        }
        self.term = Some((term.into(), String::new()));
    }

    fn text(&mut self, text: String, is_code: bool) {
        if let Some((_, linked)) = &mut self.term {
            linked.push_str(&text);
        } else if is_code {
            self.spans.push(Span::Code(text));
        } else {
            match self.spans.last_mut() {
                Some(Span::Strong(before)) if self.strong => before.push_str(&text),
                Some(Span::Text(before)) if !self.strong => before.push_str(&text),
                _ => self.spans.push(if self.strong { Span::Strong(text) } else { Span::Text(text) }),
            }
        }
    }

    /// A line break in the source is a space in English and nothing in Chinese.
    fn line_break(&mut self) {
        let linked = self.term.as_ref().map(|(_, text)| text.as_str());
        let before = linked.or_else(|| self.spans.last().filter(|span| !matches!(span, Span::Code(_))).map(Span::text));
        let is_chinese = before.is_some_and(|text| text.ends_with(|c: char| c as u32 > 0x2e7f));
        if !is_chinese {
            self.text(" ".into(), false);
        }
    }

    fn end_heading(&mut self) {
        let Some((level, at)) = self.heading.take() else { return };
        let text: String = std::mem::take(&mut self.spans).iter().map(Span::text).collect();
        let is_first =
            self.parts.title.is_none() && self.parts.introduction.is_empty() && self.parts.sections.is_empty();
        match level {
            HeadingLevel::H1 if is_first => self.parts.title = Some(text),
            HeadingLevel::H2 => self.parts.sections.push(Section { name: text, at, prose: Vec::new() }),
            HeadingLevel::H3 => self.push(Block::Heading(3, text)),
            _ => self.refuse(at, Markup::Heading),
        }
    }

    fn end_block(&mut self) {
        if !self.spans.is_empty() {
            let spans = std::mem::take(&mut self.spans);
            self.push(if self.item { Block::Item(spans) } else { Block::Paragraph(spans) });
        }
    }

    fn push(&mut self, block: Block) {
        match self.parts.sections.last_mut() {
            Some(section) => section.prose.push(block),
            None => self.parts.introduction.push(block),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(source: &str) -> Vec<(usize, Problem)> {
        read(source, &Known::default()).problems
    }

    #[test]
    fn prose_has_its_parts() {
        let parts = read("# T\n\nOne. **Why\nso?**\n\n## a\n\n- `x` is\n- y\n\n## try\n\nGo.", &Known::default());
        assert_eq!(parts.problems, []);
        assert_eq!(parts.title.as_deref(), Some("T"));
        assert_eq!(parts.question.as_deref(), Some("Why so?"));
        let names: Vec<&str> = parts.sections.iter().map(|section| section.name.as_str()).collect();
        assert_eq!(names, ["a", "try"]);
        let items = [vec![Span::Code("x".into()), Span::Text(" is".into())], vec![Span::Text("y".into())]];
        assert_eq!(parts.sections[0].prose, items.map(Block::Item));
    }

    #[test]
    fn a_line_break_is_a_space_in_english_alone() {
        let parts = read("# 题\n\n**一\n二**？", &Known::default());
        assert_eq!(parts.question.as_deref(), Some("一二？"));
    }

    #[test]
    fn what_could_run_or_leads_away_is_refused_where_it_stands() {
        let at = |source: &str| problems(source).first().map(|(at, _)| *at);
        assert_eq!(problems("# T\n\n<script>alert(1)</script>\n"), [(5, Problem::Html)]);
        assert_eq!(at("a <b onclick=x>b</b>"), Some(2));
        assert_eq!(problems("[a](javascript:x)"), [(0, Problem::Link { to: "javascript:x".into() })]);
        assert_eq!(problems("[a](term:none)"), [(0, Problem::UnknownTerm { term: "none".into() })]);
        for markup in ["*a*", "> a", "    a", "![a](b)", "1. a", "---\n", "#### a"] {
            assert!(at(markup).is_some(), "{markup}");
        }
    }
}
