//! The whole state as a link, and a link as a state. What is not understood is said and left out; nothing fails.

use lessons::quiz::Answer;
use lessons::{Ask, Lang, Numbering, find};
use sim::{SegmentRef, Side};
use tcp::Instant;
use wire::Flags;
use wire::fields::{FieldId, all};

use super::notice::{Notice, shown};
use super::{Cursor, Mode, Model, Speed, Tab, Theme, in_order, lesson_drops, no_answers};

/// Parameters that are read of one link; the rest is ignored.
const MOST_PARAMETERS: usize = 64;
/// Elements that are read of a list in one parameter; the rest is ignored.
const MOST_ELEMENTS: usize = 256;

/// The state that a link asks for. `lang` is the language where the link names none.
pub(crate) fn from_query(parameters: &[(String, String)], lang: Lang) -> Model {
    let mut model = Model::new(lang);
    let mut notices = Vec::new();
    if parameters.len() > MOST_PARAMETERS {
        notices.push(Notice::TooLong { parameter: "?" });
    }
    let parameters = &parameters[..parameters.len().min(MOST_PARAMETERS)];
    let value_of = |name: &str| parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    if let Some(id) = value_of("lesson") {
        match find(id) {
            Some(lesson) => {
                model.lesson = lesson;
                model.drops = lesson_drops(lesson);
                model.answers = no_answers(lesson);
            }
            None => notices.push(Notice::UnknownLesson(shown(id))),
        }
    }
    if let Some(list) = value_of("drop") {
        model.drops = in_order(segments(list, &mut notices));
    }
    model.simulate();
    let timeline = model.timeline.clone();
    model.drops.retain(|segment| {
        let exists = timeline.find(*segment).is_some();
        if !exists {
            notices.push(Notice::NoSuchSegment(segment_text(*segment)));
        }
        exists
    });
    model.simulate();
    for (key, value) in parameters {
        read_parameter(&mut model, key, value, &mut notices);
    }
    // The moment comes last: where it may be depends on the answers.
    let steps = model.timeline.entries.len() as u64;
    let step = value_of("step").and_then(|value| number("step", value, steps, &mut notices));
    let cursor = model.cursor_at_step(step.and_then(|step| usize::try_from(step).ok()).unwrap_or(0));
    let at = value_of("t").and_then(|value| number("t", value, u64::MAX, &mut notices));
    model.cursor = Cursor { at: within_step(&model, cursor, at), ..cursor };
    if model.cursor.step >= model.last_step() {
        model.cursor = model.last_cursor();
    }
    model.notices = notices;
    model
}

/// The link's parameters, in order. What is as it is anyway is left out.
pub(crate) fn to_query(model: &Model) -> Vec<(&'static str, String)> {
    let mut out = vec![("lesson", model.lesson.id.clone())];
    if model.is_edited() {
        let list: Vec<String> = model.drops.iter().map(|segment| segment_text(*segment)).collect();
        out.push(("drop", if list.is_empty() { "none".into() } else { list.join(",") }));
    }
    if model.cursor.step > 0 {
        out.push(("step", model.cursor.step.to_string()));
    }
    if model.cursor != model.cursor_at_step(model.cursor.step) {
        out.push(("t", model.cursor.at.0.to_string()));
    }
    if model.mode == Mode::Predict {
        out.push(("mode", "predict".into()));
    }
    for (question, answer) in model.answers.iter().enumerate() {
        if let Some(answer) = answer {
            out.push(("answer", answer_text(question, answer)));
        }
    }
    if let Some(segment) = model.selection.segment.and_then(|index| model.timeline.transmissions.get(index)) {
        out.push(("segment", segment_text(segment.id)));
    }
    if let Some(field) = model.selection.field {
        out.push(("field", field.spec().slug.into()));
    }
    if let Some(layer) = model.selection.layer {
        out.push(("layer", layer.to_string()));
    }
    let view = &model.view;
    match view.tab {
        Tab::Why => {}
        Tab::Header => out.push(("tab", "header".into())),
        Tab::Layers => out.push(("tab", "layers".into())),
    }
    if view.numbering == Numbering::Relative {
        out.push(("numbers", "relative".into()));
    }
    if view.speed != Speed(4) {
        out.push(("speed", view.speed.name().into()));
    }
    out.push(("lang", if view.lang == Lang::Zh { "zh".into() } else { "en".into() }));
    match view.theme {
        Theme::System => {}
        Theme::Light => out.push(("theme", "light".into())),
        Theme::Dark => out.push(("theme", "dark".into())),
    }
    out
}

fn read_parameter(model: &mut Model, key: &str, value: &str, notices: &mut Vec<Notice>) {
    let mut unknown = |parameter| notices.push(Notice::UnknownValue { parameter, value: shown(value) });
    match key {
        // Read before, or after.
        "lesson" | "drop" | "step" | "t" => {}
        "mode" => match value {
            "watch" => model.mode = Mode::Watch,
            "predict" => model.mode = Mode::Predict,
            _ => unknown("mode"),
        },
        "tab" => match value {
            "why" => model.view.tab = Tab::Why,
            "header" => model.view.tab = Tab::Header,
            "layers" => model.view.tab = Tab::Layers,
            _ => unknown("tab"),
        },
        "numbers" => match value {
            "absolute" => model.view.numbering = Numbering::Absolute,
            "relative" => model.view.numbering = Numbering::Relative,
            _ => unknown("numbers"),
        },
        "theme" => match value {
            "system" => model.view.theme = Theme::System,
            "light" => model.view.theme = Theme::Light,
            "dark" => model.view.theme = Theme::Dark,
            _ => unknown("theme"),
        },
        "lang" => match Lang::parse(value) {
            Some(lang) => model.view.lang = lang,
            None => unknown("lang"),
        },
        "speed" => match Speed::ALL.into_iter().find(|speed| speed.name() == value) {
            Some(speed) => model.view.speed = speed,
            None => unknown("speed"),
        },
        "layer" => match number("layer", value, 7, notices) {
            Some(0) => notices.push(Notice::UnknownValue { parameter: "layer", value: shown(value) }),
            Some(layer) => model.selection.layer = u8::try_from(layer).ok(),
            None => {}
        },
        "field" => match field(value) {
            Some(field) => model.selection.field = Some(field),
            None => unknown("field"),
        },
        "segment" => match segment(value) {
            Some(id) => match model.timeline.place(id) {
                Some(index) => model.selection.segment = Some(index),
                None => notices.push(Notice::NoSuchSegment(segment_text(id))),
            },
            None => unknown("segment"),
        },
        "answer" => match answer(value).filter(|(question, answer)| is_whole(model, *question, answer)) {
            Some((question, answer)) => model.answers[question] = Some(answer),
            None => unknown("answer"),
        },
        _ => notices.push(Notice::UnknownParameter(shown(key))),
    }
}

/// A time between the cursor's entry and the next.
fn within_step(model: &Model, cursor: Cursor, at: Option<u64>) -> Instant {
    let Some(at) = at.map(Instant) else { return cursor.at };
    let next = model.timeline.entries.get(cursor.step).map_or(cursor.at, |entry| entry.at);
    at.clamp(cursor.at, next)
}

/// A whole number up to `largest`.
fn number(parameter: &'static str, value: &str, largest: u64, notices: &mut Vec<Notice>) -> Option<u64> {
    if value.is_empty() || !value.bytes().all(|byte| byte.is_ascii_digit()) {
        notices.push(Notice::NotANumber { parameter, value: shown(value) });
        return None;
    }
    match value.parse::<u64>() {
        Ok(number) if number <= largest => Some(number),
        _ => {
            let largest_text = largest.to_string();
            notices.push(Notice::TooLarge { parameter, value: shown(value), largest: largest_text });
            Some(largest)
        }
    }
}

fn segments(list: &str, notices: &mut Vec<Notice>) -> Vec<SegmentRef> {
    if list == "none" {
        return Vec::new();
    }
    let mut out = Vec::new();
    for (index, element) in list.split(',').enumerate() {
        if index == MOST_ELEMENTS {
            // It says more than each of the elements that were read.
            notices.insert(0, Notice::TooLong { parameter: "drop" });
            break;
        }
        match segment(element) {
            Some(segment) => out.push(segment),
            None => notices.push(Notice::UnknownValue { parameter: "drop", value: shown(element) }),
        }
    }
    out
}

/// `c3` is the client's third segment, `s1` the server's first.
fn segment(text: &str) -> Option<SegmentRef> {
    let from = match text.as_bytes().first()? {
        b'c' => Side::Client,
        b's' => Side::Server,
        _ => return None,
    };
    let nth = text.get(1..)?.parse().ok().filter(|nth| *nth > 0)?;
    Some(SegmentRef::new(from, nth))
}

fn segment_text(segment: SegmentRef) -> String {
    let side = if segment.from == Side::Client { 'c' } else { 's' };
    format!("{side}{}", segment.nth)
}

fn field(slug: &str) -> Option<FieldId> {
    all().iter().find(|spec| spec.slug == slug).map(|spec| spec.id)
}

/// `question.seq.ack.flags`, with `-` for what was not asked, and `.r` behind it if the numbers are relative.
fn answer_text(question: usize, answer: &Answer) -> String {
    let number = |value: Option<u32>| value.map_or_else(|| "-".into(), |value| value.to_string());
    let flags = answer.flags.map(|flags| u32::from(flags.0));
    let relative = if answer.numbering == Numbering::Relative { ".r" } else { "" };
    format!("{question}.{}.{}.{}{relative}", number(answer.seq), number(answer.ack), number(flags))
}

/// Whether an answer answers just what its question asks: a link with less would get past it for nothing.
fn is_whole(model: &Model, question: usize, answer: &Answer) -> bool {
    model.lesson.questions.get(question).is_some_and(|question| {
        let asks = |ask| question.asks.contains(&ask);
        asks(Ask::Seq) == answer.seq.is_some()
            && asks(Ask::Ack) == answer.ack.is_some()
            && asks(Ask::Flags) == answer.flags.is_some()
    })
}

fn answer(text: &str) -> Option<(usize, Answer)> {
    let mut parts = text.split('.');
    let question = parts.next()?.parse().ok()?;
    let mut number = || match parts.next() {
        Some("-") => Some(None),
        Some(digits) => digits.parse::<u32>().ok().map(Some),
        None => None,
    };
    let (seq, ack, flags) = (number()?, number()?, number()?);
    let flags = match flags {
        Some(bits) => Some(Flags(u8::try_from(bits).ok()?)),
        None => None,
    };
    let numbering = match parts.next() {
        None => Numbering::Absolute,
        Some("r") => Numbering::Relative,
        Some(_) => return None,
    };
    parts.next().is_none().then_some((question, Answer { seq, ack, flags, numbering }))
}
