//! A locked answer in a link.

use lessons::link::{segment, segment_text};
use lessons::{Ask, Numbering};
use quiz::{Answer, Value};
use sim::Side;
use tcp::State;
use wire::Flags;

use super::Model;

/// The parts that may be asked for, with their names in links.
const PARTS: [(Ask, &str); 9] = [
    (Ask::Seq, "seq"),
    (Ask::Ack, "ack"),
    (Ask::Flags, "flags"),
    (Ask::Len, "len"),
    (Ask::Window, "window"),
    (Ask::SackLeft, "left"),
    (Ask::SackRight, "right"),
    (Ask::State(Side::Client), "client"),
    (Ask::State(Side::Server), "server"),
];

/// Those that are written with a letter before them, behind the first three.
const LETTERS: [(char, Ask); 6] = [
    ('l', Ask::Len),
    ('w', Ask::Window),
    ('a', Ask::SackLeft),
    ('b', Ask::SackRight),
    ('c', Ask::State(Side::Client)),
    ('s', Ask::State(Side::Server)),
];

/// The name of a part.
pub(super) fn part_name(part: Ask) -> &'static str {
    PARTS.iter().find(|(of, _)| *of == part).map_or("", |(_, name)| name)
}

/// The part of a name.
pub(super) fn part(name: &str) -> Option<Ask> {
    PARTS.iter().find(|(_, of)| *of == name).map(|(part, _)| *part)
}

/// `question.seq.ack.flags`, with `-` for what was not asked, the segment in place of the question where it is none of the
/// lesson's. Behind that `.r` if the numbers are relative, a letter with each other part, and `.h` with the hints that were
/// used, all only where they are needed.
pub(super) fn text(model: &Model, of: usize, answer: &Answer) -> String {
    let own = model.landmarks.posed.iter().find(|posed| posed.transmission == of).and_then(|posed| posed.index);
    let mut text = match (own, model.timeline.transmissions.get(of)) {
        (None, Some(sent)) => segment_text(sent.id),
        (own, _) => own.unwrap_or_default().to_string(),
    };
    for value in [answer.seq, answer.ack, answer.flags.map(|flags| flags.0.into())] {
        text.push('.');
        text.push_str(&value.map_or_else(|| "-".into(), |value: u64| value.to_string()));
    }
    if answer.numbering == Numbering::Relative {
        text.push_str(".r");
    }
    let mut add = |letter: char, value: &str| {
        text.push('.');
        text.push(letter);
        text.push_str(value);
    };
    for (letter, ask) in LETTERS {
        match answer.given(ask) {
            Some(Value::Number(number)) => add(letter, &number.to_string()),
            Some(Value::State(state)) => add(letter, state.name()),
            _ => {}
        }
    }
    if answer.hints > 0 {
        add('h', &answer.hints.to_string());
    }
    text
}

/// What is answered, and of which segment. Nothing where it is not just what is asked of that.
pub(super) fn read(model: &Model, text: &str) -> Option<(usize, Answer)> {
    let mut parts = text.split('.');
    let of = parts.next()?;
    let of = match of.parse::<usize>() {
        Ok(own) => model.landmarks.posed.iter().find(|posed| posed.index == Some(own))?.transmission,
        Err(_) => model.timeline.place(segment(of)?)?,
    };
    let mut answer = Answer::default();
    for ask in [Ask::Seq, Ask::Ack, Ask::Flags] {
        let text = parts.next()?;
        if text != "-" {
            let value = if ask == Ask::Flags {
                Value::Flags(Flags(text.parse().ok()?))
            } else {
                Value::Number(text.parse().ok()?)
            };
            answer = answer.with(ask, value);
        }
    }
    for part in parts {
        let mut letters = part.chars();
        let letter = letters.next()?;
        let rest = letters.as_str();
        match (letter, LETTERS.iter().find(|(of, _)| *of == letter)) {
            ('r', _) if rest.is_empty() => answer.numbering = Numbering::Relative,
            ('h', _) => answer.hints = rest.parse().ok()?,
            (_, Some((_, ask @ Ask::State(_)))) => {
                let state = State::ALL.into_iter().find(|state| state.name() == rest)?;
                answer = answer.with(*ask, Value::State(state));
            }
            (_, Some((_, ask))) => answer = answer.with(*ask, Value::Number(rest.parse().ok()?)),
            _ => return None,
        }
    }
    model.is_whole(of, &answer).then_some((of, answer))
}
