//! `run`: a scenario is run and told as a table, a trace, JSON or a capture.

use std::io::IsTerminal;
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use capture::report::Report;
use lessons::explain::{Context, duration};
use lessons::{Numbering, Numbers};
use sim::{Fate, Side, Transmission};
use wire::Flags;

use crate::Answer;
use crate::arguments::{Format, RunOptions};
use crate::json;
use crate::plain::said;
use crate::scenario;
use crate::table::{Align, Table};
use crate::words::Words;

/// A segment that does not arrive as it was sent, and one that was sent before.
const LOST: Style = AnsiColor::Red.on_default();
const AGAIN: Style = AnsiColor::Yellow.on_default();

pub(crate) fn run(options: &RunOptions, words: &Words) -> Result<Answer, String> {
    let timeline = sim::run(&scenario::named(&options.scenario, words)?);
    let numbering = if options.relative { Numbering::Relative } else { Numbering::Absolute };
    let numbers = Numbers::new(numbering, &timeline.scenario);
    let context = Context { timeline: &timeline, numbers, lang: words.lang };
    let octets = match options.format {
        Format::Table if options.output.is_none() => return Ok(Answer::text(table(&context, words))),
        Format::Table => anstream::adapter::strip_str(&table(&context, words)).to_string().into_bytes(),
        Format::Trace => timeline.trace().into_bytes(),
        Format::Json => json::of(&Report::of(&timeline), words)?,
        Format::PcapNg => {
            if options.output.is_none() && std::io::stdout().is_terminal() {
                return Err((words.not_to_terminal)());
            }
            let comment = |sent: &Transmission| Some(said(&context.segment(sent).cause));
            capture::pcapng(&timeline, options.point, comment)
                .map_err(|error| (words.cannot_write)("pcapng", &error.to_string()))?
        }
    };
    let Some(file) = &options.output else { return Ok(Answer::octets(octets)) };
    let failed = |error: std::io::Error| (words.cannot_write)(&file.to_string_lossy(), &error.to_string());
    std::fs::write(file, octets).map_err(failed)?;
    Ok(Answer::text(String::new()))
}

/// Every segment in the order of sending, with the rule by which it was sent.
fn table(context: &Context<'_>, words: &Words) -> String {
    use Align::{Left, Right};
    let head = [
        (words.time, Right),
        (words.from, Left),
        (words.flags, Left),
        ("seq", Right),
        ("ack", Right),
        ("len", Right),
        ("win", Right),
        (words.fate, Left),
        (words.why, Left),
    ];
    let mut table = Table::new(&head);
    for sent in &context.timeline.transmissions {
        let (segment, from) = (&sent.segment, sent.id.from);
        let ack = if segment.has(Flags::ACK) {
            context.numbers.value(segment.ack, from.peer()).to_string()
        } else {
            String::new()
        };
        let style = match sent.is_delivered() {
            false => LOST,
            true if sent.is_retransmission() => AGAIN,
            true => Style::new(),
        };
        let cells = vec![
            duration(Duration::from_nanos(sent.sent.0), words.lang),
            (if from == Side::Client { words.client_sends } else { words.server_sends }).into(),
            segment.flags.to_string(),
            context.numbers.value(segment.seq, from).to_string(),
            ack,
            segment.text_len().to_string(),
            segment.window.to_string(),
            fate(sent, words),
            context.segment(sent).cause.heading,
        ];
        table.row(style, cells);
    }
    table.text()
}

/// What became of each copy, in a word.
fn fate(sent: &Transmission, words: &Words) -> String {
    let word = |copy: &sim::Copy| match copy.fate {
        Fate::Delivered => words.arrived,
        Fate::Lost => words.lost,
        Fate::QueueFull => words.queue_full,
        Fate::Corrupted { .. } => words.corrupted,
        Fate::Stopped(_) => words.stopped,
    };
    sent.copies.iter().map(word).collect::<Vec<_>>().join(", ")
}
