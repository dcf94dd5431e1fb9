//! The whole state as a link, and a link as a state. What is not understood is said and left out; nothing fails.

use lessons::quiz::Answer;
use lessons::{Ask, Lang, Numbering, find};
use sim::{FaultKind, Scenario, SegmentRef, Side};
use tcp::Instant;
use wire::Flags;
use wire::fields::{FieldId, all};

use super::edits::{own_scenario, set_fault};
use super::notice::{Notice, shown};
use super::{Cursor, Edits, Mode, Model, Pane, Speed, Tab, Theme, Zoom, no_answers, packed};

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
                model.edits = Edits::none(lesson);
                model.answers = no_answers(lesson);
            }
            None => notices.push(Notice::UnknownLesson(shown(id))),
        }
    }
    read_edits(&mut model, &value_of, &mut notices);
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
    write_edits(model, &mut out);
    if model.cursor.step > 0 {
        out.push(("step", model.cursor.step.to_string()));
    }
    if model.cursor != model.cursor_at_step(model.cursor.step) {
        out.push(("t", model.cursor.at.0.to_string()));
    }
    if model.mode != Mode::Watch {
        out.push(("mode", model.mode.name().into()));
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
    if view.pane != Pane::Ladder {
        out.push(("view", view.pane.name().into()));
    }
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
    if view.zoom != Zoom::default() {
        out.push(("zoom", view.zoom.text()));
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
        "lesson" | "drop" | "fault" | "edit" | "step" | "t" => {}
        "mode" => match Mode::ALL.into_iter().find(|mode| mode.name() == value) {
            Some(mode) => model.mode = mode,
            None => unknown("mode"),
        },
        "view" => match Pane::ALL.into_iter().find(|pane| pane.name() == value) {
            Some(pane) => model.view.pane = pane,
            None => unknown("view"),
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
        "zoom" => {
            let percent = number("zoom", value, Zoom::MOST.into(), notices);
            match percent.map(|percent| u16::try_from(percent).ok().and_then(Zoom::percent)) {
                Some(Some(zoom)) => model.view.zoom = zoom,
                Some(None) => notices.push(Notice::UnknownValue { parameter: "zoom", value: shown(value) }),
                None => {}
            }
        }
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

/// What the link changes in the lesson's scenario. `drop` and `fault` each take the place of what the lesson has of the
/// kind; `edit` has all the rest.
fn read_edits<'a>(model: &mut Model, value_of: &impl Fn(&str) -> Option<&'a str>, notices: &mut Vec<Notice>) {
    let mut scenario = own_scenario(model.lesson);
    if let Some(text) = value_of("edit") {
        match packed::unpack(text) {
            Ok(edited) => scenario = Scenario { faults: scenario.faults, ..edited },
            Err(error) => notices.push(Notice::UnreadableEdit(error)),
        }
    }
    if let Some(list) = value_of("drop") {
        scenario.faults.retain(|fault| fault.kind != FaultKind::Drop);
        for element in elements("drop", list, notices) {
            match segment(element) {
                Some(segment) => set_fault(&mut scenario, segment, Some(FaultKind::Drop)),
                None => notices.push(Notice::UnknownValue { parameter: "drop", value: shown(element) }),
            }
        }
    }
    if let Some(list) = value_of("fault") {
        scenario.faults.retain(|fault| fault.kind == FaultKind::Drop);
        for element in elements("fault", list, notices) {
            match fault(element) {
                Some((segment, kind)) => set_fault(&mut scenario, segment, Some(kind)),
                None => notices.push(Notice::UnknownValue { parameter: "fault", value: shown(element) }),
            }
        }
    }
    let is_changed = model.edits.change(scenario);
    model.simulate();
    if !is_changed {
        return;
    }
    // A segment that does not exist is named, and the run does without it.
    let mut scenario = (**model.edits.scenario()).clone();
    scenario.faults.retain(|fault| {
        let exists = model.timeline.find(fault.segment).is_some();
        if !exists {
            notices.push(Notice::NoSuchSegment(segment_text(fault.segment)));
        }
        exists
    });
    // Where the link leads is where taking back begins.
    model.edits = Edits::beginning_with(scenario);
    model.simulate();
}

fn write_edits(model: &Model, out: &mut Vec<(&'static str, String)>) {
    let (now, own) = (model.edits.scenario(), own_scenario(model.lesson));
    let list = |of: &Scenario, drops: bool| -> Vec<String> {
        let of_kind = of.faults.iter().filter(|fault| (fault.kind == FaultKind::Drop) == drops);
        of_kind.map(|fault| fault_text(fault.segment, &fault.kind)).collect()
    };
    for (parameter, drops) in [("drop", true), ("fault", false)] {
        let faults = list(now, drops);
        if faults != list(&own, drops) {
            out.push((parameter, if faults.is_empty() { NONE.into() } else { faults.join(",") }));
        }
    }
    let rest = Scenario { faults: own.faults.clone(), ..(**now).clone() };
    if rest != own {
        out.push(("edit", packed::pack(&Scenario { faults: Vec::new(), ..rest })));
    }
}

/// What stands for an empty list.
const NONE: &str = "none";

/// The elements of a list, as far as they are read.
fn elements<'a>(
    parameter: &'static str,
    list: &'a str,
    notices: &mut Vec<Notice>,
) -> impl Iterator<Item = &'a str> + use<'a> {
    if list.split(',').nth(MOST_ELEMENTS).is_some() {
        // It says more than each of the elements that were read.
        notices.insert(0, Notice::TooLong { parameter });
    }
    list.split(',').take(MOST_ELEMENTS).filter(|element| *element != NONE)
}

/// `c3.delay.50` holds the client's third segment up by 50 ms.
fn fault(text: &str) -> Option<(SegmentRef, FaultKind)> {
    let mut parts = text.split('.');
    let segment = segment(parts.next()?)?;
    let kind = parts.next()?;
    let number = parts.next().map(|digits| digits.parse::<u32>().ok());
    let kind = match (kind, number) {
        ("delay", Some(ms)) => FaultKind::Delay { ms: ms? },
        ("duplicate", Some(ms)) => FaultKind::Duplicate { ms: ms? },
        ("corrupt", Some(bit)) => FaultKind::Corrupt { bit: bit? },
        ("mark", None) => FaultKind::Mark,
        _ => return None,
    };
    parts.next().is_none().then_some((segment, kind))
}

fn fault_text(segment: SegmentRef, kind: &FaultKind) -> String {
    let segment = segment_text(segment);
    match kind {
        FaultKind::Drop => segment,
        FaultKind::Delay { ms } => format!("{segment}.delay.{ms}"),
        FaultKind::Duplicate { ms } => format!("{segment}.duplicate.{ms}"),
        FaultKind::Corrupt { bit } => format!("{segment}.corrupt.{bit}"),
        FaultKind::Mark => format!("{segment}.mark"),
    }
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
