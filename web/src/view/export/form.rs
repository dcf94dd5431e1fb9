//! What is chosen in the dialog, and the saving of it, turn by turn.

use std::cell::RefCell;
use std::rc::Rc;

use capture::Point;
use export::Format;
use gloo_timers::callback::Timeout;
use js_sys::Array;
use markup::html;
use web_sys::{HtmlDialogElement, HtmlElement, HtmlInputElement};
use yew::prelude::*;

use super::ExportProps;
use super::files::{Told, Writer, download, text};
use super::png;
use super::svg::{Drawing, MARGIN};
use crate::browser::say_saved;
use crate::labels::export::{ExportLabels, export};
use crate::labels::shell::shell;
use crate::model::Model;
use crate::view::ladder::picture::{Picture, cut};

/// What a run is saved as, in the order of the words for it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    PcapNg,
    Trace,
    Json,
    Svg,
    Png,
}

impl Kind {
    const ALL: [Kind; 5] = [Kind::PcapNg, Kind::Trace, Kind::Json, Kind::Svg, Kind::Png];

    /// The end of a file's name, and the type of what is in it.
    fn ending(self) -> (&'static str, &'static str) {
        match self {
            Kind::PcapNg => ("pcapng", "application/x-pcapng"),
            Kind::Trace => ("txt", "text/plain;charset=utf-8"),
            Kind::Json => ("json", "application/json"),
            Kind::Svg => ("svg", "image/svg+xml"),
            Kind::Png => ("png", "image/png"),
        }
    }

    /// Pixels of a ladder that it has room for, if it is a picture.
    fn most(self) -> Option<f64> {
        match self {
            Kind::Svg => Some(60_000.0),
            Kind::Png => Some(png::MOST - 2.0 * MARGIN),
            Kind::PcapNg | Kind::Trace | Kind::Json => None,
        }
    }
}

/// What is being done.
#[derive(Clone, PartialEq)]
enum Doing {
    Nothing,
    /// So many percent are done.
    Saving(usize),
    Failed(&'static str),
}

/// The form in the dialog.
#[component]
pub(super) fn Form(props: &ExportProps) -> Html {
    let model = &*props.model;
    let lang = model.view.lang;
    let labels = export(lang);
    let (kind, point) = (use_state_eq(|| Kind::PcapNg), use_state_eq(|| Point::Client));
    if !kinds(model).contains(&kind) {
        kind.set(kinds(model)[0]);
    }
    let typed = use_state_eq(|| None::<AttrValue>);
    let doing = use_state_eq(|| Doing::Nothing);
    let drawn = use_state_eq(|| None::<Rc<Picture>>);
    let problem = use_node_ref();
    // The next turn of what is being written. Without it nothing goes on.
    let turn = use_mut_ref(|| None::<Timeout>);
    {
        let problem = problem.clone();
        use_effect_with((*doing).clone(), move |doing| {
            // What lies outside a dialog is not read out while it is open; so the focus goes to what went wrong.
            if let (Doing::Failed(_), Some(problem)) = (doing, problem.cast::<HtmlElement>()) {
                let _ = problem.focus();
            }
        });
    }
    let close = {
        let dialog = props.dialog.clone();
        Callback::from(move |()| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                dialog.close();
            }
        })
    };
    let on_close = close.reform(|_: MouseEvent| ());
    let close_button = html! {
        <button type="button" data-control="export-close" onclick={on_close}>{ shell(lang).close }</button>
    };
    if props.tells_too_much {
        return html! {
            <>
                <p class="export-note" data-part="export-refused">{ labels.predict_first }</p>
                <div class="keys-buttons">{ close_button }</div>
            </>
        };
    }
    let stem = typed.as_ref().cloned().filter(|stem| !stem.trim().is_empty());
    let stem = stem.unwrap_or_else(|| proposed(model, *kind, *point).into());
    let name = [stem.trim(), ".", kind.ending().0].concat();
    let done = {
        let (doing, drawn, kind, name) = (doing.setter(), drawn.setter(), *kind, name.clone());
        Callback::from(move |parts: Result<Array, &'static str>| {
            drawn.set(None);
            let saved = parts.and_then(|parts| download(&parts, kind.ending().1, &name).ok_or(labels.failed));
            match saved {
                Ok(()) => {
                    doing.set(Doing::Nothing);
                    close.emit(());
                    say_saved(&(labels.saved)(&name));
                }
                Err(why) => doing.set(Doing::Failed(why)),
            }
        })
    };
    let on_percent = {
        let doing = doing.setter();
        Callback::from(move |percent| doing.set(Doing::Saving(percent)))
    };
    let onclick = {
        let (doing, drawn, turn, model) = (doing.clone(), drawn.setter(), turn.clone(), props.model.clone());
        let (kind, point, done, on_percent) = (*kind, *point, done.clone(), on_percent.clone());
        move |_: MouseEvent| {
            if matches!(*doing, Doing::Saving(_)) {
                turn.take();
                drawn.set(None);
                return doing.set(Doing::Nothing);
            }
            say_saved("");
            doing.set(Doing::Saving(0));
            let format = match kind {
                Kind::PcapNg => Format::PcapNg(point),
                Kind::Trace => Format::Trace,
                Kind::Json => Format::Json,
                Kind::Svg | Kind::Png => {
                    return drawn.set(kind.most().map(|most| Rc::new(Picture::new(&model, most))));
                }
            };
            let (done, on_percent) = (done.clone(), on_percent.clone());
            let told = Callback::from(move |told| match told {
                Told::Percent(percent) => on_percent.emit(percent),
                Told::Done(parts) => done.emit(Ok(parts)),
                Told::Failed => done.emit(Err(labels.failed)),
            });
            write_on(Rc::new(RefCell::new(Writer::new(format, &model))), turn.clone(), told);
        }
    };
    let on_drawn = {
        let (kind, done) = (*kind, done.clone());
        Callback::from(move |drawn: String| {
            if kind == Kind::Png {
                let done = done.clone();
                let finish = move |png: Option<Array>| done.emit(png.ok_or(labels.too_large));
                png::of(&drawn, finish);
            } else {
                done.emit(Ok(text(&drawn)));
            }
        })
    };
    let is_saving = matches!(*doing, Doing::Saving(_));
    let cut = kind.most().and_then(|most| cut(model, most));
    let on_typed = {
        let typed = typed.setter();
        move |event: InputEvent| {
            typed.set(event.target_dyn_into::<HtmlInputElement>().map(|input| input.value().into()));
        }
    };
    html! {
        <>
            { formats(labels, &kind, kinds(model), is_saving) }
            if *kind == Kind::PcapNg {
                { points(labels, &point, is_saving) }
            }
            <label class="export-name">
                <span>{ labels.file_name }</span>
                <span class="export-file">
                    <input type="text" data-control="export-name" maxlength="120" spellcheck="false" autocomplete="off"
                        disabled={is_saving} value={stem} oninput={on_typed} />
                    <span class="mono">{ "." }{ kind.ending().0 }</span>
                </span>
            </label>
            if let Some(step) = cut {
                <p class="export-note" data-part="export-cut">{ (labels.cut)(step, model.timeline.entries.len()) }</p>
            }
            <p class="export-problem" data-part="export-problem" tabindex="-1" ref={problem}>
                { for failure(&doing) }
            </p>
            <p class="hint">{ labels.stays_here }</p>
            <div class="keys-buttons">
                { close_button }
                <button type="button" class="strong" data-control="export-save" {onclick}>
                    { save_or_not(labels, &doing) }
                </button>
            </div>
            if let Some(picture) = &*drawn {
                <Drawing picture={picture.clone()} title={title(model)} note={note(model)} {lang} {on_percent} {on_drawn} />
            }
        </>
    }
}

fn save_or_not(labels: &ExportLabels, doing: &Doing) -> String {
    match doing {
        Doing::Saving(percent) => (labels.call_off)(*percent),
        Doing::Nothing | Doing::Failed(_) => labels.save.into(),
    }
}

fn failure(doing: &Doing) -> Option<&'static str> {
    match doing {
        Doing::Failed(why) => Some(why),
        Doing::Nothing | Doing::Saving(_) => None,
    }
}

/// What the run can be saved as. A capture is one already; and what a trace or JSON says of a run, which knows the fate of
/// each segment and both hosts' settings, is nobody's knowledge of a capture.
fn kinds(model: &Model) -> &'static [Kind] {
    if model.captured.is_some() { &Kind::ALL[3..] } else { &Kind::ALL }
}

fn formats(labels: &ExportLabels, chosen: &UseStateHandle<Kind>, kinds: &[Kind], is_saving: bool) -> Html {
    let one = |(kind, (name, good_for)): (Kind, (&'static str, &'static str))| {
        let oninput = {
            let chosen = chosen.setter();
            move |_: InputEvent| chosen.set(kind)
        };
        option("export-format", kind.ending().0, (name, good_for), **chosen == kind, is_saving, oninput)
    };
    html! {
        <fieldset class="export-choice">
            <legend>{ labels.format }</legend>
            { for Kind::ALL.into_iter().zip(labels.formats).filter(|(kind, _)| kinds.contains(kind)).map(one) }
        </fieldset>
    }
}

fn points(labels: &ExportLabels, chosen: &UseStateHandle<Point>, is_saving: bool) -> Html {
    let one = |(point, words): (Point, (&'static str, &'static str))| {
        let oninput = {
            let chosen = chosen.setter();
            move |_: InputEvent| chosen.set(point)
        };
        option("export-point", point.name(), words, **chosen == point, is_saving, oninput)
    };
    html! {
        <fieldset class="export-choice">
            <legend>{ labels.point }</legend>
            { for Point::ALL.into_iter().zip(labels.points).map(one) }
        </fieldset>
    }
}

/// One of several, with what it is good for.
fn option(
    group: &'static str,
    value: &'static str,
    (name, good_for): (&'static str, &'static str),
    checked: bool,
    disabled: bool,
    oninput: impl Fn(InputEvent) + 'static,
) -> Html {
    html! {
        <label class="export-option">
            <input type="radio" name={group} value={value} data-control={[group, "-", value].concat()} {checked} {disabled}
                {oninput} />
            <span><strong>{ name }</strong><span class="export-good-for">{ good_for }</span></span>
        </label>
    }
}

/// The name that a file is given unless another is typed, without its end.
fn proposed(model: &Model, kind: Kind, point: Point) -> String {
    let mut name = match &model.captured {
        Some(shown) => ["conversation-", &shown.source.number.to_string()].concat(),
        None => model.lesson.id.clone(),
    };
    if model.is_edited() {
        name.push_str("-changed");
    }
    if kind == Kind::PcapNg {
        name.push('-');
        name.push_str(point.name());
    }
    name
}

/// What stands above a picture.
fn title(model: &Model) -> AttrValue {
    model.title().into()
}

/// What stands below that: who made it, and what has to be known to read its numbers.
fn note(model: &Model) -> AttrValue {
    let labels = export(model.view.lang);
    let numbers = match model.view.numbering {
        lessons::Numbering::Absolute => labels.absolute,
        lessons::Numbering::Relative => labels.relative,
    };
    let changed = if model.is_edited() { [" · ", labels.changed].concat() } else { String::new() };
    ["SYN·ACKademy · ", numbers, &changed].concat().into()
}

/// Writes on in turns, between which the page does whatever else there is to do.
fn write_on(writer: Rc<RefCell<Writer>>, turn: Rc<RefCell<Option<Timeout>>>, told: Callback<Told>) {
    let next = turn.clone();
    let timeout = Timeout::new(0, move || {
        let done = writer.borrow_mut().write();
        let is_under_way = matches!(done, Told::Percent(_));
        told.emit(done);
        // Whoever was told may have called it off.
        if is_under_way && next.borrow().is_some() {
            write_on(writer, next, told);
        }
    });
    turn.replace(Some(timeout));
}
