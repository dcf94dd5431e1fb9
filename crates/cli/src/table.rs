//! Columns that line up, whatever the width of their characters: a Chinese one takes two places.

use std::io::Write;

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
    columns: Columns,
    rows: Vec<Row>,
}

struct Row {
    style: Style,
    cells: Vec<String>,
    /// Lines below it that keep to no column.
    notes: Vec<String>,
}

/// The columns of a table whose rows nobody keeps: each is fitted into them first, and written when all are.
pub(crate) struct Columns {
    head: Vec<(&'static str, Align)>,
    widths: Vec<usize>,
}

/// On which side of its column a cell stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Right,
}

impl Table {
    pub(crate) fn new(head: &[(&'static str, Align)]) -> Table {
        Table { columns: Columns::new(head), rows: Vec::new() }
    }

    /// Adds a row that is written in `style`.
    pub(crate) fn row(&mut self, style: Style, cells: Vec<String>) {
        self.columns.fit(&cells);
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
        let mut out = self.columns.line(HEAD, &self.columns.names());
        for row in &self.rows {
            out.push_str(&self.columns.line(row.style, &row.cells));
            for note in &row.notes {
                out.extend([NOTE, note, "\n"]);
            }
        }
        out
    }
}

impl Columns {
    pub(crate) fn new(head: &[(&'static str, Align)]) -> Columns {
        Columns { head: head.to_vec(), widths: head.iter().map(|(name, _)| name.width()).collect() }
    }

    /// Makes room for a row.
    pub(crate) fn fit(&mut self, cells: &[String]) {
        for (width, cell) in self.widths.iter_mut().zip(cells) {
            *width = (*width).max(cell.width());
        }
    }

    /// Writes the head.
    pub(crate) fn head(&self, to: &mut dyn Write) -> std::io::Result<()> {
        to.write_all(self.line(HEAD, &self.names()).as_bytes())
    }

    /// Writes a row in `style`.
    pub(crate) fn row(&self, to: &mut dyn Write, style: Style, cells: &[String]) -> std::io::Result<()> {
        to.write_all(self.line(style, cells).as_bytes())
    }

    /// Writes a line that belongs to the row above it and keeps to no column.
    pub(crate) fn note(to: &mut dyn Write, line: &str) -> std::io::Result<()> {
        writeln!(to, "{NOTE}{line}")
    }

    fn names(&self) -> Vec<&'static str> {
        self.head.iter().map(|(name, _)| *name).collect()
    }

    fn line(&self, style: Style, cells: &[impl AsRef<str>]) -> String {
        let mut line = String::new();
        for (((_, align), width), cell) in self.head.iter().zip(&self.widths).zip(cells) {
            let cell = cell.as_ref();
            let space = " ".repeat(width.saturating_sub(cell.width()));
            let (before, after) = if *align == Align::Left { ("", space.as_str()) } else { (space.as_str(), "") };
            line.extend([before, cell, after, GAP]);
        }
        format!("{style}{}{style:#}\n", line.trim_end())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_for_characters_of_either_width() {
        let head = [("端点", Align::Left), ("n", Align::Right)];
        let rows = [["a", "10"], ["客户端", "9"]].map(|row| row.map(str::to_owned));
        let mut table = Table::new(&head);
        let mut columns = Columns::new(&head);
        for (row, note) in rows.iter().zip([Some("so"), None]) {
            table.row(Style::new(), row.to_vec());
            columns.fit(row);
            if let Some(note) = note {
                table.note(note);
            }
        }
        let lines = "端点     n\na       10\n      ↳ so\n客户端   9\n";
        assert_eq!(anstream::adapter::strip_str(&table.text()).to_string(), lines);
        let mut written = Vec::new();
        columns.head(&mut written).expect("a list takes everything");
        columns.row(&mut written, Style::new(), &rows[0]).expect("a list takes everything");
        Columns::note(&mut written, "so").expect("a list takes everything");
        columns.row(&mut written, Style::new(), &rows[1]).expect("a list takes everything");
        assert_eq!(anstream::adapter::strip_bytes(&written).into_vec(), lines.as_bytes());
    }
}
