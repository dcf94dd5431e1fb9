//! The whole state as a link, and a link as a state. What is not understood is said and left out; nothing fails.

use lessons::link::{self, fault, fault_text, segment, segment_text, set_fault};
use lessons::states::EdgeId;
use lessons::variables::Variable;
use lessons::{Ask, Lang, Numbering};
use sim::{Device, Fault, FaultKind, Scenario, SegmentRef, Side, Vantage};
use tcp::Instant;
use wire::Seq;
use wire::fields::FieldId;
use wire::line::LineCode;
use yew::AttrValue;

use super::answer;
use super::notice::{Notice, shown};
use super::options::refused;
use super::running::Then;
use super::{
    Asking, Cursor, Edits, LabTab, Mode, Model, Pane, Range, Source, Span, Speed, Stops, Tab, Theme, Wanted, Zoom,
};
use crate::library::{exists, find, from_source};

/// Parameters that are read of one link; the rest is ignored.
const MOST_PARAMETERS: usize = 64;
/// The last bit that the longest packet's frame could have.
const LAST_BIT: u64 = 8 * 65_600;
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
    // A lesson that is none of ours says where it comes from.
    let own = value_of("#")
        .map(|linked| AttrValue::from(linked.to_owned()))
        .or_else(|| value_of("lesson-url").map(|at| ["@", at].concat().into()));
    if let Some(source) = own {
        match from_source(&source) {
            Some(lesson) => model.show_lesson(lesson),
            None => {
                read_parameters(&mut model, parameters, &mut Vec::new());
                model.absent = Some(source);
                return model;
            }
        }
    } else if let Some(id) = value_of("lesson") {
        match find(id) {
            Some(lesson) => model.show_lesson(lesson),
            None if exists(id) => {
                // Until the lesson is there, the page at least looks as the link says.
                read_parameters(&mut model, parameters, &mut Vec::new());
                model.absent = Some(id.to_owned().into());
                return model;
            }
            None => notices.push(Notice::UnknownLesson(shown(id))),
        }
    }
    if let Some(file) = value_of("capture") {
        let wanted = Wanted::new(source(file, &value_of, &mut notices), parameters);
        let of_page = |(key, _): &&(String, String)| matches!(key.as_str(), "lang" | "theme");
        for (key, value) in parameters.iter().filter(of_page) {
            read_parameter(&mut model, key, value, &mut Vec::new());
        }
        model.notices = notices;
        model.want(wanted);
        return model;
    }
    let edits = read_edits(&model, &value_of, &mut notices);
    model.edits = Edits::beginning_with(edits);
    model.notices = notices;
    model.run(Then::Link(parameters.into()));
    if model.pending.is_some() {
        // Until the run is there, the page at least looks as the link says.
        read_parameters(&mut model, parameters, &mut Vec::new());
    }
    model
}

fn read_parameters(model: &mut Model, parameters: &[(String, String)], notices: &mut Vec<Notice>) {
    for (key, value) in parameters {
        read_parameter(model, key, value, notices);
    }
}

/// What a link asks for of the run that it names.
pub(super) fn place(model: &mut Model, parameters: &[(String, String)]) {
    let mut notices = std::mem::take(&mut model.notices);
    name_missing_segments(model, &mut notices);
    read_parameters(model, parameters, &mut notices);
    model.notices = notices;
    model.pose();
    if model.awaits_questions() {
        model.unplaced = Some(parameters.into());
    }
    place_moment(model, parameters);
}

/// The answers and the moment that a link asks for. Where the moment may be depends on the answers, and which there may be
/// on what is asked.
pub(super) fn place_moment(model: &mut Model, parameters: &[(String, String)]) {
    if model.awaits_questions() {
        return;
    }
    let mut notices = std::mem::take(&mut model.notices);
    let value_of = |name: &str| parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    for (_, value) in parameters.iter().filter(|(key, _)| key == "answer") {
        for text in elements("answer", value, &mut notices) {
            match answer::read(model, text) {
                Some((segment, answer)) => model.keep_answer(segment, answer),
                None => notices.push(Notice::UnknownValue { parameter: "answer", value: shown(text) }),
            }
        }
    }
    let steps = model.timeline.entries.len() as u64;
    let step = value_of("step").and_then(|value| number("step", value, steps, &mut notices));
    let cursor = model.cursor_at_step(step.and_then(|step| usize::try_from(step).ok()).unwrap_or(0));
    let at = value_of("t").and_then(|value| number("t", value, u64::MAX, &mut notices));
    model.cursor = Cursor { at: within_step(model, cursor, at), ..cursor };
    if model.cursor.step >= model.last_step() {
        model.cursor = model.last_cursor();
    }
    if let Some(text) = value_of("beside") {
        let other = if text == "own" { Ok(model.own_scenario()) } else { link::unpack(text) };
        match other {
            _ if model.captured.is_some() => {}
            Ok(other) => model.compare(&other),
            Err(error) => notices.push(Notice::UnreadableEdit { parameter: "beside", error }),
        }
    }
    model.notices = notices;
}

/// What is to happen to a segment that the run does not have changes nothing of it: it is told, and left out.
fn name_missing_segments(model: &mut Model, notices: &mut Vec<Notice>) {
    let (scenario, timeline) = (model.edits.scenario().clone(), model.timeline.clone());
    let own = model.own_scenario();
    let is_missing = |fault: &Fault| !own.faults.contains(fault) && timeline.find(fault.segment).is_none();
    let missing: Vec<SegmentRef> =
        scenario.faults.iter().filter(|fault| is_missing(fault)).map(|fault| fault.segment).collect();
    if !missing.is_empty() {
        let mut scenario = (*scenario).clone();
        scenario.faults.retain(|fault| !missing.contains(&fault.segment));
        model.edits = Edits::beginning_with(scenario);
        model.edits_of_run = model.edits.clone();
        notices.extend(missing.into_iter().map(|segment| Notice::NoSuchSegment(segment_text(segment))));
    }
}

/// The link's parameters, in order. What is as it is anyway is left out.
pub(crate) fn to_query(model: &Model) -> Vec<(&'static str, String)> {
    let mut out = Vec::new();
    match &model.captured {
        Some(shown) => write_source(&shown.source, &mut out),
        None => {
            out.push(("lesson", model.lesson.id.clone()));
            write_edits(model, &mut out);
        }
    }
    if let Some(beside) = &model.beside {
        let is_own = beside.timeline.scenario == model.own_scenario();
        out.push(("beside", if is_own { "own".into() } else { link::pack(&beside.timeline.scenario) }));
    }
    if model.cursor.step > 0 {
        out.push(("step", model.cursor.step.to_string()));
    }
    if model.cursor != model.cursor_at_step(model.cursor.step) {
        out.push(("t", model.cursor.at.0.to_string()));
    }
    if model.mode != Mode::Watch {
        out.push(("mode", model.mode.name().into()));
    }
    if let Some(every) = model.asking.every {
        out.push(("ask", if every { "every".into() } else { "own".into() }));
    }
    if model.asking.parts != Asking::default().parts {
        out.push((
            "parts",
            model.asking.parts.iter().map(|part| answer::part_name(*part)).collect::<Vec<_>>().join(","),
        ));
    }
    // To own questions in the form that they always had; there may be more of the others than a link has parameters.
    let (own, others): (Vec<String>, Vec<String>) = model
        .answers
        .iter()
        .map(|(segment, answer)| answer::text(model, *segment, answer))
        .take(MOST_ELEMENTS)
        .partition(|text| text.starts_with(|first: char| first.is_ascii_digit()));
    out.extend(own.into_iter().map(|text| ("answer", text)));
    if !others.is_empty() {
        out.push(("answer", others.join(",")));
    }
    if let Some(segment) = model.selection.segment.and_then(|index| model.timeline.transmissions.get(index)) {
        out.push(("segment", segment_text(segment.id)));
    }
    if let Some(field) = model.selection.field {
        out.push(("field", field.slug().into()));
    }
    if let Some(layer) = model.selection.layer {
        out.push(("layer", layer.to_string()));
    }
    if let Some(edge) = model.selection.edge {
        out.push(("edge", edge.slug()));
    }
    if model.lab.tab != LabTab::Calls {
        out.push(("lab", model.lab.tab.name().into()));
    }
    if let Some((side, variable)) = model.selection.variable {
        out.push(("variable", [side.name(), ".", variable.slug()].concat()));
    }
    if let Some(device) = model.selection.device {
        out.push(("device", device.name().into()));
    }
    if let Some(bit) = model.selection.bit {
        out.push(("bit", bit.to_string()));
    }
    let view = &model.view;
    if view.pane != Pane::Ladder {
        out.push(("view", view.pane.name().into()));
    }
    if view.code != LineCode::default() {
        out.push(("code", view.code.name().into()));
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
    if view.sender == Side::Server {
        out.push(("sender", view.sender.name().into()));
    }
    if let Some(span) = view.span {
        out.push(("span", span_text(span)));
    }
    if view.tables {
        out.push(("charts", "tables".into()));
    }
    if view.vantage == Vantage::Receiver {
        out.push(("seen", "receiver".into()));
    }
    write_player(model, &mut out);
    if view.zoom != Zoom::default() {
        out.push(("zoom", view.zoom.text()));
    }
    out.push(("lang", if view.lang == Lang::Zh { "zh".into() } else { "en".into() }));
    match view.theme {
        Theme::System => {}
        Theme::Light => out.push(("theme", "light".into())),
        Theme::Dark => out.push(("theme", "dark".into())),
    }
    out.extend(model.options.iter());
    out
}

fn read_parameter(model: &mut Model, key: &str, value: &str, notices: &mut Vec<Notice>) {
    let mut unknown = |parameter| notices.push(Notice::UnknownValue { parameter, value: shown(value) });
    if let Some(parameter) = refused(key, value) {
        return unknown(parameter);
    }
    if model.options.read(key, value) {
        return;
    }
    match key {
        // Read before, or after.
        "#" | "lesson" | "capture" | "conversation" | "captured-at" | "drop" | "fault" | "edit" | "isn" | "beside"
        | "step" | "t" | "answer" => {}
        "mode" => match Mode::ALL.into_iter().find(|mode| mode.name() == value) {
            Some(mode) => model.mode = mode,
            None => unknown("mode"),
        },
        "view" => match Pane::ALL.into_iter().find(|pane| pane.name() == value) {
            Some(pane) => model.view.pane = pane,
            None => unknown("view"),
        },
        "sender" => match Side::BOTH.into_iter().find(|side| side.name() == value) {
            Some(side) => model.view.sender = side,
            None => unknown("sender"),
        },
        "span" => match span(value) {
            Some(span) => model.view.span = Some(span),
            None => unknown("span"),
        },
        "charts" => match value {
            "drawn" => model.view.tables = false,
            "tables" => model.view.tables = true,
            _ => unknown("charts"),
        },
        "seen" => match value {
            "sender" => model.view.vantage = Vantage::Sender,
            "receiver" => model.view.vantage = Vantage::Receiver,
            _ => unknown("seen"),
        },
        "edge" => match EdgeId::find(value) {
            Some(edge) => model.selection.edge = Some(edge),
            None => unknown("edge"),
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
        "lab" => match LabTab::ALL.into_iter().find(|tab| tab.name() == value) {
            Some(tab) => model.lab.tab = tab,
            None => unknown("lab"),
        },
        "loop" => match range(value).and_then(|range| range.within(model.timeline.entries.len())) {
            Some(range) => model.range = Some(range),
            None => unknown("loop"),
        },
        "stop" => {
            for element in elements("stop", value, notices) {
                match element {
                    "state" => model.stops.state = true,
                    "loss" => model.stops.loss = true,
                    _ => notices.push(Notice::UnknownValue { parameter: "stop", value: shown(element) }),
                }
            }
        }
        "find" => {
            model.stops.words = value.chars().take(Stops::LONGEST).collect();
            if value.chars().nth(Stops::LONGEST).is_some() {
                notices.push(Notice::TooLong { parameter: "find" });
            }
        }
        "zoom" => {
            if let Some(percent) = number("zoom", value, Zoom::MOST.into(), notices) {
                match u16::try_from(percent).ok().and_then(Zoom::percent) {
                    Some(zoom) => model.view.zoom = zoom,
                    None => notices.push(Notice::UnknownValue { parameter: "zoom", value: shown(value) }),
                }
            }
        }
        "layer" => match number("layer", value, 7, notices) {
            Some(0) => notices.push(Notice::UnknownValue { parameter: "layer", value: shown(value) }),
            Some(layer) => model.selection.layer = u8::try_from(layer).ok(),
            None => {}
        },
        "device" => match Device::ALL.into_iter().find(|device| device.name() == value) {
            Some(device) => model.selection.device = Some(device),
            None => unknown("device"),
        },
        "bit" => {
            let bit = number("bit", value, LAST_BIT, notices);
            model.selection.bit = bit.and_then(|bit| u32::try_from(bit).ok());
        }
        "code" => match LineCode::ALL.into_iter().find(|code| code.name() == value) {
            Some(code) => model.view.code = code,
            None => unknown("code"),
        },
        "field" => match FieldId::from_slug(value) {
            Some(field) => model.selection.field = Some(field),
            None => unknown("field"),
        },
        "variable" => match variable(value) {
            Some(variable) => model.selection.variable = Some(variable),
            None => unknown("variable"),
        },
        "segment" => match segment(value) {
            Some(id) => match model.timeline.place(id) {
                Some(index) => model.selection.segment = Some(index),
                None => notices.push(Notice::NoSuchSegment(segment_text(id))),
            },
            None => unknown("segment"),
        },
        "ask" => match value {
            "every" => model.asking.every = Some(true),
            "own" => model.asking.every = Some(false),
            _ => unknown("ask"),
        },
        "parts" => {
            let named: Vec<Option<Ask>> = elements("parts", value, notices).map(answer::part).collect();
            match named.iter().copied().collect::<Option<Vec<Ask>>>().filter(|parts| !parts.is_empty()) {
                Some(parts) => model.asking.parts = parts,
                None => notices.push(Notice::UnknownValue { parameter: "parts", value: shown(value) }),
            }
        }
        _ => notices.push(Notice::UnknownParameter(shown(key))),
    }
}

/// Where the player stops and what it plays again.
fn write_player(model: &Model, out: &mut Vec<(&'static str, String)>) {
    if let Some(Range { from, to }) = model.range {
        out.push(("loop", format!("{from}-{to}")));
    }
    match (model.stops.state, model.stops.loss) {
        (true, true) => out.push(("stop", "state,loss".into())),
        (true, false) => out.push(("stop", "state".into())),
        (false, true) => out.push(("stop", "loss".into())),
        (false, false) => {}
    }
    if !model.stops.words.is_empty() {
        out.push(("find", model.stops.words.clone()));
    }
}

/// `3-20` is what happens after the third entry up to the twentieth.
fn range(text: &str) -> Option<Range> {
    let (from, to) = text.split_once('-')?;
    Some(Range { from: from.parse().ok()?, to: to.parse().ok()? })
}

/// `1500-90000` is what happens from 1.5 to 90 ms: whole microseconds.
fn span(text: &str) -> Option<Span> {
    let micros = |text: &str| Some(Instant(text.parse::<u64>().ok()?.checked_mul(1000)?));
    let (from, to) = text.split_once('-')?;
    let span = Span { from: micros(from)?, to: micros(to)? };
    (span.from < span.to).then_some(span)
}

fn span_text(span: Span) -> String {
    [(span.from.0 / 1000).to_string(), span.to.0.div_ceil(1000).to_string()].join("-")
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
fn read_edits<'a>(model: &Model, value_of: &impl Fn(&str) -> Option<&'a str>, notices: &mut Vec<Notice>) -> Scenario {
    let mut scenario = model.own_scenario();
    if let Some(text) = value_of("edit") {
        match link::unpack(text) {
            Ok(edited) => scenario = Scenario { faults: scenario.faults, ..edited },
            Err(error) => notices.push(Notice::UnreadableEdit { parameter: "edit", error }),
        }
    }
    if let Some(text) = value_of("isn") {
        match text
            .split_once(',')
            .and_then(|(client, server)| Some((sequence_number(client)?, sequence_number(server)?)))
        {
            Some(isns) => {
                (scenario.client.iss, scenario.server.iss) = isns;
                // What is drawn from a secret is none of these.
                (scenario.client.settings.isn_secret, scenario.server.settings.isn_secret) = (None, None);
            }
            None => notices.push(Notice::UnknownValue { parameter: "isn", value: shown(text) }),
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
    scenario
}

/// A sequence number, as `4294967196` or `0xffffff9c`.
fn sequence_number(text: &str) -> Option<Seq> {
    let number = match text.strip_prefix("0x") {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => text.parse(),
    };
    number.ok().filter(|_| !text.contains('+')).map(Seq)
}

fn write_edits(model: &Model, out: &mut Vec<(&'static str, String)>) {
    let (now, own) = (model.edits.scenario(), model.own_scenario());
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
        out.push(("edit", link::pack(&Scenario { faults: Vec::new(), ..rest })));
    }
}

/// Where a capture was made, in links.
const VANTAGES: [(&str, observer::Vantage); 3] = [
    ("path", observer::Vantage::Between),
    ("a", observer::Vantage::At(observer::End::A)),
    ("b", observer::Vantage::At(observer::End::B)),
];

/// The conversation that a link names. What is not understood of it is as if it were not there.
fn source<'a>(file: &str, value_of: &impl Fn(&str) -> Option<&'a str>, notices: &mut Vec<Notice>) -> Source {
    let asked = value_of("conversation").and_then(|value| number("conversation", value, u64::from(u32::MAX), notices));
    let vantage = value_of("captured-at").and_then(|value| {
        let known = VANTAGES.into_iter().find(|(name, _)| *name == value);
        if known.is_none() {
            notices.push(Notice::UnknownValue { parameter: "captured-at", value: shown(value) });
        }
        known
    });
    let asked = asked.and_then(|number| usize::try_from(number).ok()).unwrap_or(1).max(1);
    Source::new(file, asked, vantage.map_or(observer::Vantage::Between, |(_, vantage)| vantage))
}

fn write_source(source: &Source, out: &mut Vec<(&'static str, String)>) {
    out.push(("capture", source.file.clone()));
    out.push(("conversation", source.number.to_string()));
    if let Some((name, _)) = VANTAGES.into_iter().skip(1).find(|(_, vantage)| *vantage == source.vantage) {
        out.push(("captured-at", name.into()));
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

/// `client.snd-una` is SND.UNA of the client.
fn variable(text: &str) -> Option<(Side, Variable)> {
    let (side, slug) = text.split_once('.')?;
    let side = Side::BOTH.into_iter().find(|of| of.name() == side)?;
    Some((side, Variable::parse(slug)?))
}
