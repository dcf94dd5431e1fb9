//! Layer 1: the bits of the frame as a signal on the line, a window of them that keys and pointer move through the frame.

use lessons::layers::line_code;
use markup::html;
use sim::Device;
use wasm_bindgen::JsCast;
use wire::fields::FieldId;
use wire::line::{LineCode, PREAMBLE, bits};
use yew::prelude::*;

use super::packet::first_fields;
use super::work::Ends;
use crate::labels::inspector::fill;
use crate::labels::layers::LayersLabels;
use crate::model::Action;
use crate::view::anatomy::Anatomy;
use crate::view::inspector::part_label;
use crate::view::pen::classes;
use crate::view::pixels::px;
use crate::view::segment::SegmentProps;

/// Bits in the window. Where there is less room its right part is cut off.
const WINDOW: usize = 32;
/// Bits before the one that is looked at.
const BEFORE: usize = 4;
/// The height of the curve, and how far its levels lie from its middle.
const MIDDLE: f64 = 30.0;
const SWING: f64 = 22.0;

/// What the drawing depends on.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct SignalProps {
    pub(super) shown: SegmentProps,
    pub(super) device: Device,
}

/// Where the pointer went down, and which bit was looked at then.
type Grip = Option<(f64, usize, bool)>;

#[component]
pub(super) fn Signal(props: &SignalProps) -> Html {
    let grip = use_mut_ref(|| Grip::None);
    let shown = &props.shown;
    let labels = LayersLabels::of(shown.lang);
    let (Some(ends), Some(sent)) = (Ends::of(shown), shown.sent()) else { return Html::default() };
    let line = [&PREAMBLE[..], ends.line(props.device, sent.id.from)].concat();
    let all: Vec<bool> = bits(&line).collect();
    // What lies where is the same on both Ethernets.
    let anatomy = &ends.sent;
    let at = looked_at(shown, anatomy).min(all.len() - 1);
    let start = (at.saturating_sub(BEFORE) / 4 * 4).min(all.len().saturating_sub(WINDOW));
    let window = start..(start + WINDOW).min(all.len());
    let (act, places) = (shown.act.clone(), field_of_each_bit(anatomy, all.len()));
    let places = std::rc::Rc::new(places);
    let go = {
        let (act, places) = (act.clone(), places.clone());
        move |to: usize| act.emit(Action::SelectBit(u32::try_from(to).unwrap_or(0), places.get(to).copied().flatten()))
    };
    let last = all.len() - 1;
    let onkeydown = {
        let go = go.clone();
        Callback::from(move |event: KeyboardEvent| {
            let to = match event.key().as_str() {
                "ArrowRight" | "ArrowUp" => (at + 1).min(last),
                "ArrowLeft" | "ArrowDown" => at.saturating_sub(1),
                "PageDown" => (at + 8).min(last),
                "PageUp" => at.saturating_sub(8),
                "Home" => 0,
                "End" => last,
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            go(to);
        })
    };
    let onpointerdown = {
        let grip = grip.clone();
        Callback::from(move |event: PointerEvent| {
            *grip.borrow_mut() = Some((f64::from(event.client_x()), at, false));
            if let Some(element) = strip(&event) {
                // It fails only for a pointer that is gone already.
                let _ = element.set_pointer_capture(event.pointer_id());
            }
        })
    };
    let onpointermove = {
        let (grip, go) = (grip.clone(), go.clone());
        Callback::from(move |event: PointerEvent| {
            let mut grip = grip.borrow_mut();
            let (Some((from, first, moved)), Some(width)) = (grip.as_mut(), strip(&event).map(bit_width)) else {
                return;
            };
            let by = crate::view::pixels::whole((*from - f64::from(event.client_x())) / width);
            let to = first.saturating_add_signed(isize::try_from(by).unwrap_or(0)).min(last);
            if by != 0 || *moved {
                *moved = true;
                if to != at {
                    go(to);
                }
            }
        })
    };
    let onpointerup = {
        let (grip, first) = (grip.clone(), window.start);
        Callback::from(move |event: PointerEvent| {
            let held = grip.borrow_mut().take();
            let (Some((_, _, false)), Some(element)) = (held, strip(&event)) else { return };
            let x = f64::from(event.client_x()) - element.get_bounding_client_rect().left();
            let by = usize::try_from(crate::view::pixels::whole((x / bit_width(element) - 0.5).max(0.0))).unwrap_or(0);
            go((first + by).min(last));
        })
    };
    let said = describe(shown, anatomy, &line, &all, at);
    html! {
        <section class="signal" data-part="signal" data-code={shown.code.name()} data-bit={at.to_string()}>
            <h4 class="kicker">{ labels.line }</h4>
            <div class="signal-controls">
            <div class="choice codes" role="group" aria-label={labels.code}>
                { for LineCode::ALL.into_iter().map(|code| html! {
                    <button data-line-code={code.name()} aria-pressed={(code == shown.code).to_string()}
                        onclick={act.reform(move |_| Action::Code(code))}>{ labels.line_code(code) }</button>
                }) }
            </div>
            { jumps(shown, labels, anatomy) }
            </div>
            <div class="bit-strip" role="slider" tabindex="0" aria-label={labels.window} aria-valuemin="0"
                aria-valuemax={last.to_string()} aria-valuenow={at.to_string()} aria-valuetext={said.clone()}
                {onkeydown} {onpointerdown} {onpointermove} {onpointerup}>
                { curve(shown.code, &line, window.clone()) }
                { cells(shown, anatomy, &line, &all, window, at) }
            </div>
            <p class="bit-said mono" data-part="bit">{ said }</p>
            <p class="hint">{ labels.window_help }</p>
            <p class="layer-note">{ line_code(shown.code, shown.lang) }</p>
        </section>
    }
}

/// The strip that an event happens in.
fn strip(event: &PointerEvent) -> Option<web_sys::Element> {
    event.target()?.dyn_into::<web_sys::Element>().ok()?.closest(".bit-strip").ok().flatten()
}

/// Pixels from one bit to the next.
fn bit_width(strip: web_sys::Element) -> f64 {
    let cells = strip.first_element_child().map_or(0.0, |curve| curve.get_bounding_client_rect().width());
    (cells / WINDOW as f64).max(1.0)
}

/// The bit that is selected, else the first of the selected field on the line.
fn looked_at(props: &SegmentProps, anatomy: &Anatomy) -> usize {
    let of_field = || {
        let field = anatomy.field(props.field?)?;
        field.bits.clone().map(to_line).min()
    };
    props.bit.map(|bit| bit as usize).or_else(of_field).unwrap_or(0)
}

/// Where a bit of the frame is on the line, which begins with the preamble and turns each octet round.
fn to_line(bit: usize) -> usize {
    (bit / 8 + PREAMBLE.len()) * 8 + 7 - bit % 8
}

fn field_of_each_bit(anatomy: &Anatomy, count: usize) -> Vec<Option<FieldId>> {
    let mut fields = vec![None; count];
    for field in &anatomy.fields {
        for bit in field.bits.clone() {
            if let Some(place) = fields.get_mut(to_line(bit)) {
                *place = Some(field.id);
            }
        }
    }
    fields
}

fn describe(props: &SegmentProps, anatomy: &Anatomy, line: &[u8], all: &[bool], at: usize) -> String {
    let labels = LayersLabels::of(props.lang);
    let value = if all[at] { "1" } else { "0" };
    let octet = at / 8;
    match octet.checked_sub(PREAMBLE.len()) {
        None => fill(labels.bit_of_preamble, &[&at.to_string(), value]),
        Some(of_frame) => {
            let field = field_of_each_bit(anatomy, all.len())[at];
            let name = field.map_or("", |id| lessons::fields::meaning(id, props.lang).name);
            let hex = format!("0x{:02x}", line[octet]);
            fill(labels.bit_value, &[&at.to_string(), value, &of_frame.to_string(), &hex, name])
        }
    }
}

/// Buttons that lead to the first bit of each part.
fn jumps(props: &SegmentProps, labels: &LayersLabels, anatomy: &Anatomy) -> Html {
    let to_start = props.act.reform(|_| Action::SelectBit(0, None));
    html! {
        <div class="jumps" role="group" aria-label={labels.jump}>
            <button onclick={to_start}>{ labels.of_preamble }</button>
            { for first_fields(anatomy).map(|(part, id)| html! {
                <button onclick={props.act.reform(move |_| Action::SelectField(Some(id)))}>
                    { part_label(props.lang, part) }
                </button>
            }) }
        </div>
    }
}

/// The levels of the window as one line.
fn curve(code: LineCode, line: &[u8], window: std::ops::Range<usize>) -> Html {
    let levels = code.encode(line);
    let of_four = code.levels_of_four();
    let (first, end) = (window.start * of_four / 4, (window.end * of_four / 4).min(levels.len()));
    let step = 4.0 * 10.0 / of_four as f64;
    let y = |level: i8| px(MIDDLE - f64::from(level) * SWING);
    let before = first.checked_sub(1).map_or(levels[first], |before| levels[before]);
    let mut path = ["M0 ", &y(before)].concat();
    for (at, level) in levels[first..end].iter().enumerate() {
        let at = at as f64;
        path.push_str(&["V", &y(*level), "H", &px((at + 1.0) * step)].concat());
    }
    html! {
        <svg class="curve" viewBox="0 0 320 60" preserveAspectRatio="none" aria-hidden="true">
            <path class="middle" d="M0 30H320" />
            <path class="level" d={path} />
        </svg>
    }
}

/// The bits, the octets that they are of, and the names of their fields.
fn cells(
    props: &SegmentProps,
    anatomy: &Anatomy,
    line: &[u8],
    all: &[bool],
    window: std::ops::Range<usize>,
    at: usize,
) -> Html {
    let fields = field_of_each_bit(anatomy, all.len());
    let bit = |place: usize| {
        let class = classes!(
            "line-bit",
            (place == at).then_some("is-at"),
            (fields[place].is_some() && fields[place] == props.field).then_some("is-selected"),
            place.is_multiple_of(8).then_some("is-first"),
        );
        html! { <span {class}>{ if all[place] { "1" } else { "0" } }</span> }
    };
    let octets: Vec<usize> = (window.start / 8..window.end.div_ceil(8)).collect();
    let octet = |octet: &usize| {
        let count = (window.end.min((octet + 1) * 8)) - window.start.max(octet * 8);
        let name = match octet.checked_sub(PREAMBLE.len()) {
            None if *octet + 1 == PREAMBLE.len() => "SFD",
            None => LayersLabels::of(props.lang).of_preamble,
            Some(of_frame) => anatomy.fields_at(of_frame).next().map_or("", |field| field.id.spec().short),
        };
        html! {
            <span class="line-octet" style={["grid-column-end: span ", &count.to_string()].concat()}>
                <b class="mono">{ format!("{:02x}", line[*octet]) }</b>{ " " }<span>{ name }</span>
            </span>
        }
    };
    html! {
        <div class="line-cells" aria-hidden="true">
            { for window.clone().map(bit) }
            { for octets.iter().map(octet) }
        </div>
    }
}
