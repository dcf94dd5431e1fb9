//! What may be seen of a question's exchange, as lines: the segments with what is covered of them, and what the hosts did
//! between. The drawing and the table are made of the same lines.

use std::time::Duration;

use lessons::Lang;
use lessons::explain::{Context, duration};
use quiz::{Ask, Form, Task, Value, What, value_text};
use sim::{Call, Entry, Happening, Side, Transmission};
use wire::Flags;

use crate::labels::practice::practice;

/// Whether the answer is locked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Phase {
    Before,
    After,
}

/// One thing that may be seen.
#[allow(clippy::large_enum_variant, reason = "nearly all of the few lines are segments, and on 32 bits it is none")]
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Line {
    Segment(Row),
    /// What a host did between segments.
    Note {
        at: String,
        side: Side,
        text: String,
        /// Whether a timer expired.
        is_timer: bool,
    },
    /// The segment of a row ends its way: where it lies among the lines tells only the order.
    Ends(usize),
}

/// A segment.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Row {
    /// Which, among the transmissions.
    pub(crate) index: usize,
    pub(crate) name: String,
    pub(crate) from: Side,
    /// Whose it is, where it is not of the side from which it seems to come or does not go to the other; else empty.
    pub(crate) whose: String,
    /// The same in a word.
    pub(crate) mark: &'static str,
    pub(crate) sent: String,
    pub(crate) end: End,
    pub(crate) flags: Cell,
    pub(crate) seq: Cell,
    pub(crate) ack: Cell,
    pub(crate) len: Cell,
    pub(crate) window: Cell,
    pub(crate) options: String,
    /// Whether something of it was asked for; told once that is answered.
    pub(crate) is_asked: bool,
}

/// What is seen of where a segment's way ends.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum End {
    Unseen,
    Arrives(String),
    Lost,
}

/// One value of a segment.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Cell {
    Plain(String),
    Covered,
    /// What was asked for, once it is answered.
    Told(String),
}

impl Cell {
    /// As it is written.
    pub(crate) fn text(&self) -> &str {
        match self {
            Cell::Plain(text) | Cell::Told(text) => text,
            Cell::Covered => "?",
        }
    }
}

/// Everything that may be seen, in order.
pub(crate) fn lines(task: &Task, phase: Phase, lang: Lang) -> Vec<Line> {
    let context = Context { timeline: &task.timeline, numbers: task.numbers(), lang };
    let end = if phase == Phase::Before { task.shown() } else { seen_after(task) };
    let entries = &task.timeline.entries[..end.min(task.timeline.entries.len())];
    let tells = |entry: &Entry| phase == Phase::After || task.tells(entry);
    let mut lines: Vec<Line> = Vec::new();
    for entry in entries.iter().filter(|entry| tells(entry)) {
        match entry.happening {
            Happening::Sent { transmission } => {
                lines.push(Line::Segment(row(task, transmission as usize, phase, lang)))
            }
            Happening::Arrived { transmission, .. } | Happening::Lost { transmission, .. } => {
                let index = transmission as usize;
                let is_lost = matches!(entry.happening, Happening::Lost { .. });
                let ends = if is_lost { End::Lost } else { End::Arrives(time(entry.at.0, lang)) };
                let of = lines.iter_mut().find_map(|line| match line {
                    Line::Segment(row) if row.index == index && row.end == End::Unseen => Some(row),
                    _ => None,
                });
                if let Some(row) = of {
                    row.end = ends;
                    lines.push(Line::Ends(index));
                }
            }
            Happening::Called { line, .. } => {
                let call = task.timeline.scenario.host(entry.side).program.get(line as usize);
                let waits = matches!(
                    call,
                    None | Some(Call::Accept | Call::Recv { .. } | Call::RecvToEnd | Call::Sleep { .. })
                );
                if !waits {
                    lines.push(note(entry, &context, false));
                }
            }
            Happening::Expired { .. } => lines.push(note(entry, &context, true)),
            _ => {}
        }
    }
    lines
}

/// The segments of an order, under letters and in the order in which they are given, with nothing of when they were sent.
pub(crate) fn cards(task: &Task, lang: Lang) -> Vec<Row> {
    let Form::Order { segments } = &task.question.form else { return Vec::new() };
    let card = |(letter, index): (char, &u32)| Row {
        name: letter.into(),
        sent: String::new(),
        ..row(task, *index as usize, Phase::Before, lang)
    };
    ('A'..='Z').zip(segments).map(card).collect()
}

/// A value as it is called in the question: the segments of an order have letters, since their names are in order.
pub(crate) fn called(task: &Task, value: Value, lang: Lang) -> String {
    if let (Value::Segment(id), Form::Order { segments }) = (value, &task.question.form) {
        let is_it = |index: &u32| task.timeline.transmissions.get(*index as usize).is_some_and(|sent| sent.id == id);
        let letter = segments.iter().position(is_it).and_then(|place| ('A'..='Z').nth(place));
        return letter.map(String::from).unwrap_or_default();
    }
    value_text(value, lang)
}

/// How many entries may be seen once the answer is locked: what was asked for has come to its end.
fn seen_after(task: &Task) -> usize {
    let all = task.timeline.entries.len();
    let end_of = |index: u32| {
        let sent = task.timeline.transmissions.get(index as usize)?;
        let ends = sent.copies.iter().filter_map(|copy| copy.entry).max();
        Some(ends.unwrap_or(sent.entry) as usize + 1)
    };
    match &task.question.form {
        Form::Predict { segment, .. } | Form::Resent { segment, .. } | Form::Changed { segment, .. } => {
            end_of(*segment).unwrap_or(all)
        }
        Form::Order { segments } => segments.iter().max().and_then(|last| end_of(*last)).unwrap_or(all),
        Form::Ladder { .. } | Form::Figure { .. } => all,
    }
}

fn note(entry: &Entry, context: &Context<'_>, is_timer: bool) -> Line {
    Line::Note { at: time(entry.at.0, context.lang), side: entry.side, text: context.entry(entry), is_timer }
}

fn time(nanos: u64, lang: Lang) -> String {
    duration(Duration::from_nanos(nanos), lang)
}

fn row(task: &Task, index: usize, phase: Phase, lang: Lang) -> Row {
    let sent = &task.timeline.transmissions[index];
    let (segment, from, numbers) = (&sent.segment, sent.id.from, task.numbers());
    let asked: Vec<Ask> = task
        .asked()
        .into_iter()
        .filter_map(|what| task.part(what))
        .filter(|(of, _)| *of == index)
        .map(|(_, ask)| ask)
        .collect();
    let cell = |ask: Ask, value: String| match (phase, task.cover(index, ask)) {
        (Phase::Before, Some(Some(other))) => Cell::Plain(value_text(other, lang)),
        (Phase::Before, Some(None)) => Cell::Covered,
        (Phase::After, _) if asked.contains(&ask) => Cell::Told(value),
        _ => Cell::Plain(value),
    };
    let ack = if segment.has(Flags::ACK) { numbers.show(segment.ack, from.peer()) } else { String::new() };
    let (id, is_asked) = (Value::Segment(sent.id), phase == Phase::After && is_asked(task, index));
    let name = match task.question.form {
        // The letter under which it was given.
        Form::Order { .. } if is_asked => [&value_text(id, lang), " · ", &called(task, id, lang)].concat(),
        _ => value_text(id, lang),
    };
    Row {
        index,
        name,
        from,
        whose: whose(task, sent, lang),
        mark: match (sent.id.forged, sent.stranger) {
            (true, Some(_)) => practice(lang).flood,
            (true, None) => practice(lang).by_hand,
            _ => "",
        },
        sent: time(sent.sent.0, lang),
        end: End::Unseen,
        flags: cell(Ask::Flags, segment.flags.to_string()),
        seq: cell(Ask::Seq, numbers.show(segment.seq, from)),
        ack: cell(Ask::Ack, ack),
        len: cell(Ask::Len, segment.text_len().to_string()),
        window: cell(Ask::Window, segment.window.to_string()),
        options: task.options(index),
        is_asked,
    }
}

/// Whose a segment is that no endpoint formed, and to whom one goes that is not for the other side.
fn whose(task: &Task, sent: &Transmission, lang: Lang) -> String {
    let labels = practice(lang);
    let port = sent.segment.src_port;
    let is_other_port = port != task.timeline.scenario.host(sent.id.from).port;
    match (sent.id.forged, sent.stranger) {
        (true, Some(stranger)) => (labels.from_stranger)(&stranger.to_string()),
        (false, Some(stranger)) => (labels.to_stranger)(&stranger.to_string()),
        (true, None) => (labels.made_by_hand)(sent.id.from == Side::Client, is_other_port.then_some(port)),
        (false, None) => String::new(),
    }
}

/// Whether the question is about this segment.
fn is_asked(task: &Task, index: usize) -> bool {
    let is_it = |of: &u32| *of as usize == index;
    match &task.question.form {
        Form::Predict { segment, .. } | Form::Changed { segment, .. } | Form::Resent { segment, .. } => is_it(segment),
        Form::Ladder { blanks } => blanks.iter().any(|(segment, _)| is_it(segment)),
        Form::Order { segments } => segments.iter().any(is_it),
        Form::Figure { .. } => false,
    }
}

/// The name of a blank in the page, the only one of a question.
pub(crate) fn blank_name(task: &Task, what: What) -> String {
    match what {
        What::Of { transmission, ask } => {
            let name = match ask {
                Ask::Seq => "seq",
                Ask::Ack => "ack",
                Ask::Flags => "flags",
                Ask::Len => "len",
                Ask::Window => "window",
                Ask::SackLeft => "sack-left",
                Ask::SackRight => "sack-right",
                Ask::State(side) => return ["state-", side.name()].concat(),
            };
            match (&task.question.form, task.timeline.transmissions.get(transmission as usize)) {
                (Form::Ladder { .. }, Some(sent)) => {
                    [&value_text(Value::Segment(sent.id), Lang::En), "-", name].concat()
                }
                _ => name.into(),
            }
        }
        What::Changed => "changed".into(),
        What::Corrected => "corrected".into(),
        What::Resent => "resent".into(),
        What::ResentAfter => "resent-after".into(),
        What::Place(place) => format!("place-{}", place + 1),
        What::Came(place) => format!("came-{}", place + 1),
    }
}

/// The name of a question's form.
pub(crate) fn form_name(form: &Form) -> &'static str {
    match form {
        Form::Predict { .. } => "predict",
        Form::Ladder { .. } => "ladder",
        Form::Order { .. } => "order",
        Form::Changed { .. } => "changed",
        Form::Resent { .. } => "resent",
        Form::Figure { .. } => "figure",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quiz::{Level, QuestionId, Skill, VERSION, generate};

    /// Every question that is looked at, of every form.
    fn tasks() -> Vec<Task> {
        let levels = Level::ALL.into_iter().cycle();
        let ids = (0..60).zip(levels).flat_map(|(seed, level)| {
            Skill::ALL.map(|skill| QuestionId { seed, version: VERSION, index: 0, skill, level })
        });
        ids.map(generate).collect()
    }

    fn rows(lines: &[Line]) -> impl Iterator<Item = &Row> {
        lines.iter().filter_map(|line| match line {
            Line::Segment(row) => Some(row),
            _ => None,
        })
    }

    #[test]
    fn what_is_asked_for_stands_nowhere_before_and_there_after() {
        let mut forms: Vec<&str> = Vec::new();
        for task in tasks() {
            forms.push(form_name(&task.question.form));
            let (before, after) = (lines(&task, Phase::Before, Lang::En), lines(&task, Phase::After, Lang::En));
            for what in task.asked() {
                let Some((index, ask)) = task.part(what) else { continue };
                let cell = |row: &Row| match ask {
                    Ask::Seq => Some(row.seq.clone()),
                    Ask::Ack => Some(row.ack.clone()),
                    Ask::Flags => Some(row.flags.clone()),
                    Ask::Len => Some(row.len.clone()),
                    Ask::Window => Some(row.window.clone()),
                    _ => None,
                };
                let right = task.right(what).map(|right| value_text(right, Lang::En)).expect("an answer");
                let told = rows(&after).find(|row| row.index == index).expect("it is seen afterwards");
                if let Some(told) = cell(told) {
                    assert_eq!(told, Cell::Told(right.clone()));
                }
                if let Some(cell) = rows(&before).find(|row| row.index == index).and_then(cell) {
                    assert_ne!(cell.text(), right, "{:?}", task.question.id);
                }
            }
            if let Form::Resent { segment, .. } = task.question.form {
                let sender = task.timeline.transmissions[segment as usize].id.from;
                assert!(rows(&before).all(|row| row.from != sender || row.end == End::Unseen));
            }
        }
        forms.sort_unstable();
        forms.dedup();
        assert_eq!(forms, ["changed", "figure", "ladder", "order", "predict", "resent"]);
    }

    #[test]
    fn what_a_lesson_forges_is_named_as_nobodys_own() {
        for (id, names) in
            [("blind-reset", &["xc1", "xc2"][..]), ("syn-flood", &["xc1", "xc5"]), ("four-values", &["xc1"])]
        {
            let sheet = quiz::sheet::Sheet { lessons: vec![id.into()], count: 0, ..quiz::sheet::Sheet::new(1) };
            let items = sheet.items(lessons::find);
            let task = items.last().expect("it asks something").task();
            for lang in Lang::ALL {
                let seen = lines(&task, Phase::Before, lang);
                for name in names {
                    let row = rows(&seen).find(|row| row.name == *name).expect(name);
                    assert!(!row.whose.is_empty() && !row.mark.is_empty(), "{name}");
                }
                assert!(rows(&seen).filter(|row| row.name == "c1").all(|row| row.whose.is_empty()));
            }
        }
    }

    #[test]
    fn the_blanks_of_a_question_have_a_name_each() {
        for task in tasks() {
            let mut names: Vec<String> = task.asked().into_iter().map(|what| blank_name(&task, what)).collect();
            let count = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), count, "{names:?}");
        }
    }
}
