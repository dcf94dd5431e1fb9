//! One conversation of a capture, segment by segment.

use anstyle::{AnsiColor, Style};
use capture::{Checksum, End, Observed, Opened};
use wire::Flags;

use crate::explain::seconds;
use crate::table::{Align, Table};
use crate::words::Words;

/// A segment with RST, and one whose checksum does not fit.
const WRONG: Style = AnsiColor::Red.on_default();

/// The conversation as a head of two lines and a table.
pub(crate) fn text(opened: &Opened, words: &Words) -> String {
    use Align::{Left, Right};
    let conversation = &opened.conversation;
    let head = [
        ("#", Right),
        (words.time, Right),
        (words.from, Left),
        (words.flags, Left),
        ("seq", Right),
        ("ack", Right),
        ("len", Right),
        ("win", Right),
        (words.notes, Left),
    ];
    let mut table = Table::new(&head);
    for seen in &opened.segments {
        let header = &seen.header;
        let is_wrong = header.has(Flags::RST) || header.checksum == Checksum::Bad;
        let cells = vec![
            header.place.number.to_string(),
            seconds(header.at - conversation.first),
            (if seen.from == End::A { "A →" } else { "B ←" }).into(),
            header.flags.to_string(),
            conversation.relative_seq(header).to_string(),
            conversation.relative_ack(header).map(|ack| ack.to_string()).unwrap_or_default(),
            header.len.to_string(),
            conversation.window(header).to_string(),
            notes(seen, words),
        ];
        table.row(if is_wrong { WRONG } else { Style::new() }, cells);
    }
    let [a, b] = conversation.ends;
    let (opening, closing) = ((words.opening)(conversation.opening), (words.closing)(conversation.closing));
    format!("A = {a}, B = {b}\n{opening} · {closing}\n\n{}", table.text())
}

/// What is particular about a segment, by its header alone.
fn notes(seen: &Observed, words: &Words) -> String {
    let header = &seen.header;
    let mut notes: Vec<&str> = Vec::new();
    match header.checksum {
        Checksum::Bad => notes.push(words.bad_checksum),
        Checksum::Zero | Checksum::Partial => notes.push(words.offloaded),
        Checksum::Good | Checksum::NotCovered => {}
    }
    if header.text_captured < header.len || header.options.is_cut() {
        notes.push(words.cut);
    }
    if header.ecn == 3 {
        notes.push("CE");
    }
    notes.join(", ")
}
