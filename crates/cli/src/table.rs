//! Columns that line up, whatever the width of their characters: a Chinese one takes two places.

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

/// How much lies between two columns.
const GAP: &str = "  ";
/// What stands before a line that belongs to the row above it.
const NOTE: &str = "      ↳ ";
/// How the head of a table is written.
const HEAD: Style = Style::new().bold();

/// A table of which each row has as many cells as the head.
pub(crate) struct Table {
    head: Vec<(&'static str, Align)>,
    rows: Vec<Row>,
}

struct Row {
    style: Style,
    cells: Vec<String>,
    /// Lines below it that keep to no column.
    notes: Vec<String>,
}

/// On which side of its column a cell stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Right,
}

impl Table {
    pub(crate) fn new(head: &[(&'static str, Align)]) -> Table {
        Table { head: head.to_vec(), rows: Vec::new() }
    }

    /// Adds a row that is written in `style`.
    pub(crate) fn row(&mut self, style: Style, cells: Vec<String>) {
        self.rows.push(Row { style, cells, notes: Vec::new() });
    }

    /// Adds a line that stands below the last row and keeps to no column.
    pub(crate) fn note(&mut self, line: &str) {
        if let Some(row) = self.rows.last_mut() {
            row.notes.push(line.to_owned());
        }
    }

    /// The table as lines.
    pub(crate) fn text(&self) -> String {
        let mut widths: Vec<usize> = self.head.iter().map(|(name, _)| name.width()).collect();
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(&row.cells) {
                *width = (*width).max(cell.width());
            }
        }
        let mut out = String::new();
        let head: Vec<&str> = self.head.iter().map(|(name, _)| *name).collect();
        self.line(&mut out, &widths, HEAD, &head);
        for row in &self.rows {
            let cells: Vec<&str> = row.cells.iter().map(String::as_str).collect();
            self.line(&mut out, &widths, row.style, &cells);
            for note in &row.notes {
                out.extend([NOTE, note, "\n"]);
            }
        }
        out
    }

    fn line(&self, out: &mut String, widths: &[usize], style: Style, cells: &[&str]) {
        let mut line = String::new();
        for (((_, align), width), cell) in self.head.iter().zip(widths).zip(cells) {
            let space = " ".repeat(width - cell.width());
            let (before, after) = if *align == Align::Left { ("", space.as_str()) } else { (space.as_str(), "") };
            line.extend([before, cell, after, GAP]);
        }
        out.push_str(&format!("{style}{}{style:#}\n", line.trim_end()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_for_characters_of_either_width() {
        let mut table = Table::new(&[("端点", Align::Left), ("n", Align::Right)]);
        table.row(Style::new(), vec!["a".into(), "10".into()]);
        table.note("so");
        table.row(Style::new(), vec!["客户端".into(), "9".into()]);
        let plain = anstream::adapter::strip_str(&table.text()).to_string();
        assert_eq!(plain, "端点     n\na       10\n      ↳ so\n客户端   9\n");
    }
}
