//! One conversation of a capture, segment by segment: its columns, the states of both ends after it, and what it tells.

use std::io::Write;

use anstyle::{AnsiColor, Style};
use capture::{Checksum, Conversation, End, Header, Observed, Opened, Scale};
use lessons::{Numbering, Numbers, captured, observed, plain};
use observer::{Finding, FindingKind, Known, Vantage, Verdict};
use tcp::State;
use wire::{Flags, Seq};

use crate::explain::seconds;
use crate::table::{Align, Columns};
use crate::words::Words;

/// A segment with RST, and one whose checksum does not fit.
const WRONG: Style = AnsiColor::Red.on_default();
/// AE among the four bits before the control bits.
const AE: u8 = 1;
/// A segment whose numbers had been sent before.
const AGAIN: Style = AnsiColor::Yellow.on_default();

/// Writes some lines about the conversation and a table, if it was captured at `vantage`. It is looked at twice, for what the
/// columns must hold and for the rows, so that no row is kept.
pub(crate) fn write(to: &mut dyn Write, opened: &Opened, vantage: Vantage, words: &Words) -> std::io::Result<()> {
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
        ("A", Left),
        ("B", Left),
        (words.notes, Left),
    ];
    let [a, b] = conversation.ends;
    let opening = captured::opening(conversation.opening, words.lang);
    let closing = captured::closing(conversation.closing, words.lang);
    let trouble = captured::trouble(conversation, words.lang);
    let lines =
        [opening, closing].into_iter().chain(trouble.iter().map(String::as_str)).collect::<Vec<_>>().join(" · ");
    writeln!(to, "A = {a}, B = {b}\n{lines}\n{}\n", words.legend)?;
    let seen = || opened.segments.iter().zip(opened.watch(vantage));
    let mut columns = Columns::new(&head);
    for (seen, verdict) in seen() {
        columns.fit(&cells(conversation, seen, &verdict, words));
    }
    columns.head(to)?;
    for (seen, verdict) in seen() {
        let header = &seen.header;
        let style = if header.has(Flags::RST) || header.checksum == Checksum::Bad {
            WRONG
        } else if verdict.findings.iter().any(is_again) {
            AGAIN
        } else {
            Style::new()
        };
        columns.row(to, style, &cells(conversation, seen, &verdict, words))?;
        for finding in &verdict.findings {
            Columns::note(to, &told(opened, header.place.number, finding, seen.from, words))?;
        }
    }
    Ok(())
}

/// A segment's row.
fn cells(conversation: &Conversation, seen: &Observed, verdict: &Verdict, words: &Words) -> [String; 11] {
    let header = &seen.header;
    let [a, b] = verdict.after.map(|view| state(view.state));
    [
        header.place.number.to_string(),
        seconds(header.at - conversation.first),
        (if seen.from == End::A { "A →" } else { "B ←" }).into(),
        flags(header),
        conversation.relative_seq(header).to_string(),
        conversation.relative_ack(header).map(|ack| ack.to_string()).unwrap_or_default(),
        header.len.to_string(),
        window(conversation, header),
        a,
        b,
        notes(seen, words),
    ]
}

/// What the segment in packet `number`, of `from`, tells: the sentence, its section, and the segments that show it.
fn told(opened: &Opened, number: u32, finding: &Finding, from: End, words: &Words) -> String {
    // As the columns do, numbers count from where each end's begin.
    let base = End::BOTH.map(|end| opened.conversation.base_at(end, number).unwrap_or(Seq(0)));
    let said = observed::finding(finding, from, Numbers::between(Numbering::Relative, base), words.lang);
    let evidence = opened.evidence(finding).into_iter().map(|number| format!(" #{number}")).collect::<Vec<_>>();
    let section = format!("RFC {} § {}", said.section.rfc, said.section.section);
    let shown_by = if evidence.is_empty() { String::new() } else { format!(" ←{}", evidence.join(",")) };
    format!("{} — {} [{section}]{shown_by}", said.heading, plain(&said.text))
}

/// A state as it is written: with a mark where it is likely only.
fn state(state: Known<State>) -> String {
    match state {
        Known::Certain(state) => state.name().to_owned(),
        Known::Likely(state) => format!("{}?", state.name()),
        Known::NotSeen => "–".to_owned(),
    }
}

/// The control bits that are set, and AE (RFC 9768), which stands before them.
fn flags(header: &Header) -> String {
    match (header.reserved & AE != 0, header.flags) {
        (false, flags) => flags.to_string(),
        (true, Flags::NONE) => "AE".into(),
        (true, flags) => format!("AE,{flags}"),
    }
}

/// The window in octets, with a mark where nobody knows how many these are.
fn window(conversation: &Conversation, header: &Header) -> String {
    let is_unknown = conversation.scale(conversation.sender(header)) == Scale::NotSeen;
    let mark = if is_unknown && header.window > 0 && !header.has(Flags::SYN) { "*" } else { "" };
    format!("{}{mark}", conversation.window(header))
}

fn is_again(finding: &Finding) -> bool {
    matches!(
        finding.kind,
        FindingKind::Retransmission { .. } | FindingKind::Spurious { .. } | FindingKind::FinAgain { .. }
    )
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
    if header.reserved & !AE != 0 {
        notes.push(words.reserved);
    }
    if header.ecn == 3 {
        notes.push("CE");
    }
    notes.join(", ")
}
