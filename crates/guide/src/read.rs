//! Reads a page from Markdown: headings, paragraphs, lists, code, tables and links to other pages, and nothing else.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::page::{Block, Page, Span};

/// The page in `text`, or what is in it that no page has.
pub(crate) fn read(name: &str, text: &str) -> Result<Page, String> {
    let mut reader = Reader::default();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        reader.take(event)?;
    }
    let title = reader.title.ok_or("it has no title")?;
    Ok(Page { name: name.to_owned(), title, blocks: reader.blocks })
}

/// What has been read so far.
#[derive(Default)]
struct Reader {
    title: Option<String>,
    blocks: Vec<Block>,
    /// The line that is being read.
    line: Vec<Span>,
    /// The list around it, and whether it is numbered.
    list: Option<(bool, Vec<Vec<Span>>)>,
    rows: Vec<Vec<Vec<Span>>>,
    code: Option<String>,
    is_strong: bool,
    link: Option<String>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) -> Result<(), String> {
        match event {
            Event::Start(tag) => return self.begin(&tag),
            Event::End(tag) => return self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::SoftBreak => self.text(" "),
            Event::Code(text) => self.line.push(Span::Code(text.into_string())),
            other => return Err(format!("{other:?} cannot be drawn")),
        }
        Ok(())
    }

    fn begin(&mut self, tag: &Tag<'_>) -> Result<(), String> {
        match tag {
            Tag::Paragraph | Tag::Heading { .. } | Tag::Item | Tag::Table(_) | Tag::TableHead | Tag::TableRow => {
                if matches!(tag, Tag::TableHead | Tag::TableRow) {
                    self.rows.push(Vec::new());
                }
            }
            Tag::TableCell => self.line.clear(),
            Tag::List(start) if self.list.is_none() => self.list = Some((start.is_some(), Vec::new())),
            Tag::CodeBlock(_) => self.code = Some(String::new()),
            Tag::Strong => self.is_strong = true,
            Tag::Link { dest_url, .. } => {
                let page = dest_url.strip_suffix(".md").filter(|page| !page.contains(['/', ':', '.']));
                self.link = Some(page.ok_or_else(|| format!("a link to {dest_url}, which is no page"))?.to_owned());
            }
            other => return Err(format!("{other:?} cannot be drawn")),
        }
        Ok(())
    }

    fn end(&mut self, tag: TagEnd) -> Result<(), String> {
        match tag {
            TagEnd::Heading(HeadingLevel::H1) if self.title.is_none() && self.blocks.is_empty() => {
                let words = std::mem::take(&mut self.line).into_iter().map(|span| match span {
                    Span::Text(text) | Span::Code(text) | Span::Strong(text) | Span::Page(_, text) => text,
                });
                self.title = Some(words.collect());
            }
            TagEnd::Heading(HeadingLevel::H2) => self.heading(2),
            TagEnd::Heading(HeadingLevel::H3) => self.heading(3),
            TagEnd::Heading(level) => return Err(format!("a heading {level} where none may be")),
            TagEnd::Paragraph if self.list.is_none() => {
                let line = std::mem::take(&mut self.line);
                self.blocks.push(Block::Paragraph(line));
            }
            TagEnd::Item => {
                let line = std::mem::take(&mut self.line);
                if let Some((_, items)) = &mut self.list {
                    items.push(line);
                }
            }
            TagEnd::List(_) => {
                let list = self.list.take();
                self.blocks.extend(list.map(|(is_numbered, items)| Block::List(is_numbered, items)));
            }
            TagEnd::CodeBlock => {
                let code = self.code.take();
                self.blocks.extend(code.map(Block::Code));
            }
            TagEnd::TableCell => {
                let line = std::mem::take(&mut self.line);
                if let Some(row) = self.rows.last_mut() {
                    row.push(line);
                }
            }
            TagEnd::Table => {
                let rows = std::mem::take(&mut self.rows);
                self.blocks.push(Block::Table(rows));
            }
            TagEnd::Strong => self.is_strong = false,
            TagEnd::Link => self.link = None,
            _ => {}
        }
        Ok(())
    }

    fn heading(&mut self, level: u8) {
        let line = std::mem::take(&mut self.line);
        self.blocks.push(Block::Heading(level, line));
    }

    fn text(&mut self, text: &str) {
        if let Some(code) = &mut self.code {
            return code.push_str(text);
        }
        let text = text.to_owned();
        self.line.push(match &self.link {
            Some(page) => Span::Page(page.clone(), text),
            None if self.is_strong => Span::Strong(text),
            None => Span::Text(text),
        });
    }
}
