//! What may be seen of an exchange before a question is answered, and what its choices are called.

use std::time::Duration;

use anstyle::Style;
use lessons::explain::{Context, duration};
use lessons::plain;
use quiz::{Ask, Form, Task, Value, What};
use sim::{Call, Entry, Happening, Side};
use wire::Flags;

use super::named;
use crate::table::{Align, Table};
use crate::words::Words;

/// The segments that may be seen, with what the hosts did between them.
pub(super) fn text(task: &Task, words: &Words) -> String {
    use Align::{Left, Right};
    let head = [
        (words.quiz.segment, Left),
        (words.time, Right),
        (words.from, Left),
        (words.flags, Left),
        ("seq", Right),
        ("ack", Right),
        ("len", Right),
        ("win", Right),
        ("", Left),
    ];
    let mut table = Table::new(&head);
    if let Form::Order { segments } = &task.question.form {
        for (letter, index) in ('A'..='Z').zip(segments) {
            let mut cells = cells(task, *index as usize, words);
            letter.to_string().clone_into(&mut cells[0]);
            // When it was sent would be the answer.
            cells[1] = String::new();
            table.row(Style::new(), cells);
        }
        return table.text();
    }
    let context = Context { timeline: &task.timeline, numbers: task.numbers(), lang: words.lang };
    let mut notes = String::new();
    let mut rows = 0;
    for entry in &task.timeline.entries[..task.shown()] {
        match entry.happening {
            Happening::Sent { transmission } => {
                table.row(Style::new(), cells(task, transmission as usize, words));
                rows += 1;
            }
            _ => {
                let Some(line) = between(task, entry, &context, words) else { continue };
                let line = format!("{}  {line}", duration(Duration::from_nanos(entry.at.0), words.lang));
                if rows == 0 { notes.push_str(&format!("{line}\n")) } else { table.note(&line) }
            }
        }
    }
    if rows == 0 { notes } else { format!("{notes}{}", table.text()) }
}

/// What happens between the segments, as far as they follow from it.
fn between(task: &Task, entry: &Entry, context: &Context<'_>, words: &Words) -> Option<String> {
    if !task.tells(entry) {
        return None;
    }
    let name = |transmission: u32| {
        task.timeline.transmissions.get(transmission as usize).map(|sent| named(Value::Segment(sent.id), words))
    };
    match entry.happening {
        Happening::Arrived { transmission, .. } => name(transmission).map(|name| (words.quiz.arrives)(&name)),
        Happening::Lost { transmission, .. } => name(transmission).map(|name| (words.quiz.is_lost)(&name)),
        Happening::Called { line, .. } => {
            let call = task.timeline.scenario.host(entry.side).program.get(line as usize)?;
            let waits = matches!(call, Call::Accept | Call::Recv { .. } | Call::RecvToEnd);
            (!waits).then(|| context.entry(entry))
        }
        Happening::Expired { .. } => Some(context.entry(entry)),
        _ => None,
    }
}

fn cells(task: &Task, index: usize, words: &Words) -> Vec<String> {
    let sent = &task.timeline.transmissions[index];
    let (segment, from, numbers) = (&sent.segment, sent.id.from, task.numbers());
    let cell = |ask: Ask, value: String| match task.cover(index, ask) {
        Some(Some(other)) => named(other, words),
        Some(None) => words.quiz.covered.to_owned(),
        None => value,
    };
    let ack = if segment.has(Flags::ACK) { numbers.show(segment.ack, from.peer()) } else { String::new() };
    vec![
        named(Value::Segment(sent.id), words),
        duration(Duration::from_nanos(sent.sent.0), words.lang),
        (if from == Side::Client { words.client_sends } else { words.server_sends }).into(),
        cell(Ask::Flags, segment.flags.to_string()),
        cell(Ask::Seq, numbers.show(segment.seq, from)),
        cell(Ask::Ack, ack),
        segment.text_len().to_string(),
        cell(Ask::Window, segment.window.to_string()),
        task.options(index),
    ]
}

/// What the choices are called. Segments whose order is asked for have letters, since their names are in order.
pub(super) fn choices(task: &Task, what: What, choices: &[Value], words: &Words) -> Vec<String> {
    match what {
        What::Place(_) => ('A'..='Z').take(choices.len()).map(String::from).collect(),
        _ => choices.iter().map(|choice| value(task, *choice, words)).collect(),
    }
}

/// A value as it is called in the question.
pub(super) fn value(task: &Task, value: Value, words: &Words) -> String {
    if let (Value::Segment(id), Form::Order { segments }) = (value, &task.question.form) {
        let is_it = |index: &u32| task.timeline.transmissions[*index as usize].id == id;
        let place = segments.iter().position(is_it).unwrap_or_default();
        return ('A'..='Z').nth(place).map(String::from).unwrap_or_default();
    }
    named(value, words)
}

/// A sentence without the marks around names.
pub(super) fn unmarked(sentence: &str) -> String {
    plain(&course::inline(sentence))
}
