//! The transport bar: the player's controls, the position in the exchange, and one line that says what just happened.
//! The bar lies over the page at its bottom.

use std::rc::Rc;

use markup::html;
use sim::{Side, Timeline};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, HtmlInputElement, ResizeObserver};
use yew::prelude::*;

use crate::browser::describe_bar;
use crate::labels::ladder::ladder;
use crate::labels::shell::shell;
use crate::model::{Action, Jump, Mode, Model, Projection, Range, Speed};
use crate::view::ViewProps;
use crate::view::icon::{Icon, icon};
use crate::view::memo::memo;
use crate::view::pixels::{px, whole};
use crate::view::player::player_more;

/// The bar as a whole.
pub(crate) fn transport(props: &ViewProps, bar: &NodeRef) -> Html {
    let ViewProps { model, act } = props;
    let labels = shell(model.view.lang);
    let jump = |jump: Jump| act.reform(move |_: MouseEvent| Action::Jump(jump));
    let (at_start, at_end) = (model.cursor.step == 0, model.cursor.step >= model.last_step());
    let question_open = model.open_question().is_some();
    let (toggle_name, toggle_icon) =
        if model.playing { (labels.pause, Icon::Pause) } else { (labels.play, Icon::Play) };
    let status = status_line(model);
    let place = model.projection.place(model.cursor);
    let on_seek = act.reform(|event: InputEvent| {
        let value = event.target_dyn_into::<HtmlInputElement>().map_or(0.0, |input| input.value_as_number());
        Action::Seek(value)
    });
    let steps = model.timeline.entries.len();
    html! {
        <section class="transport" ref={bar.clone()} data-part="transport" data-step={model.cursor.step.to_string()}
            data-steps={steps.to_string()} data-playing={model.playing.to_string()} aria-label={labels.transport}>
            <div class="transport-buttons">
                <button type="button" data-control="start" aria-label={labels.to_start} title={labels.to_start}
                    disabled={at_start} onclick={jump(Jump::Start)}>{ icon(Icon::Start) }</button>
                <button type="button" data-control="back" aria-label={labels.back} title={labels.back}
                    disabled={at_start} onclick={jump(Jump::Back)}>{ icon(Icon::Back) }</button>
                <button type="button" class="play" data-control="toggle" aria-label={toggle_name} title={toggle_name}
                    disabled={question_open && !model.playing}
                    onclick={act.reform(|_| Action::Toggle)}>{ icon(toggle_icon) }</button>
                <button type="button" data-control="step" aria-label={labels.step} title={labels.step}
                    disabled={at_end} onclick={jump(Jump::Step)}>{ icon(Icon::Step) }</button>
                <button type="button" data-control="end" aria-label={labels.to_end} title={labels.to_end}
                    disabled={at_end} onclick={jump(Jump::End)}>{ icon(Icon::End) }</button>
            </div>
            <div class="choice speeds" role="group" aria-label={labels.speed}>
                { for Speed::ALL.into_iter().map(|speed| html! {
                    <button type="button" data-speed={speed.name()}
                        aria-pressed={(speed == model.view.speed).to_string()}
                        onclick={act.reform(move |_| Action::Speed(speed))}>{ speed.label() }</button>
                }) }
            </div>
            { player_more(props) }
            <div class="position">
                { marks(model) }
                <input type="range" data-control="position" aria-label={labels.position} aria-valuetext={status.clone()}
                    min="0" max={px(model.projection.length())} step="any" value={px(place)}
                    oninput={on_seek} />
            </div>
            <span class="step-count mono">{ (labels.step_of)(model.cursor.step, steps) }</span>
            <p class="status" data-part="status">{ status }</p>
        </section>
    }
}

/// Tells the style sheet how much of the page the bar covers, so that what has the focus is scrolled clear of it.
#[hook]
pub(crate) fn use_bar_height(bar: &NodeRef) {
    use_effect_with(bar.clone(), |bar| {
        let bar = bar.cast::<HtmlElement>();
        let measured = bar.clone();
        let measure = Closure::<dyn Fn()>::new(move || {
            if let Some(bar) = &measured {
                describe_bar(bar.offset_height());
            }
        });
        let observer = ResizeObserver::new(measure.as_ref().unchecked_ref()).ok();
        // Observing begins with a first measurement.
        if let (Some(observer), Some(bar)) = (&observer, &bar) {
            observer.observe(bar);
        }
        move || {
            if let Some(observer) = observer {
                observer.disconnect();
            }
            drop(measure);
        }
    });
}

/// Places on the position bar that have a mark of their own.
const PLACES: usize = 500;

/// What the marks are made from: they change with the run, and while predicting with the step.
struct MarksProps {
    timeline: Rc<Timeline>,
    projection: Rc<Projection>,
    /// How many segments may be told.
    sent: usize,
    /// The part that is played again and again.
    range: Option<Range>,
}

impl PartialEq for MarksProps {
    fn eq(&self, other: &MarksProps) -> bool {
        Rc::ptr_eq(&self.timeline, &other.timeline) && self.sent == other.sent && self.range == other.range
    }
}

/// A mark on the position bar where a segment is sent, and the part that is looped. While predicting, marks only for those
/// that have been sent.
fn marks(model: &Model) -> Html {
    let sent = &model.timeline.transmissions;
    let told = match model.mode {
        Mode::Watch | Mode::Quiz | Mode::Lab => sent.len(),
        Mode::Predict => sent.partition_point(|sent| (sent.entry as usize) < model.cursor.step),
    };
    let (timeline, projection) = (model.timeline.clone(), model.projection.clone());
    let shown = MarksProps { timeline, projection, sent: told, range: model.range };
    memo(shown, draw_marks)
}

fn draw_marks(props: &MarksProps) -> Html {
    // What lies at one place is one mark: a loss if there is any, else whoever sends last.
    let mut places: [Option<&'static str>; PLACES + 1] = [None; PLACES + 1];
    let length = props.projection.length();
    for sent in &props.timeline.transmissions[..props.sent] {
        #[expect(clippy::cast_precision_loss, reason = "some hundreds")]
        let place = props.projection.entry(sent.entry as usize) / length * PLACES as f64;
        let Some(mark) = usize::try_from(whole(place)).ok().and_then(|place| places.get_mut(place)) else { continue };
        *mark = match (sent.is_delivered(), sent.id.from) {
            (false, _) => Some(LOST),
            _ if *mark == Some(LOST) => *mark,
            (true, Side::Client) => Some("mark-client"),
            (true, Side::Server) => Some("mark-server"),
        };
    }
    let path = |of: &'static str| {
        let mut d = String::new();
        for (place, _) in places.iter().enumerate().filter(|(_, mark)| **mark == Some(of)) {
            for text in ["M", &place.to_string(), " 0v10"] {
                d.push_str(text);
            }
        }
        html! { <path class={of} {d} /> }
    };
    #[expect(clippy::cast_precision_loss, reason = "some hundreds")]
    let place = |step: usize| props.projection.step(step.min(props.timeline.entries.len())) / length * PLACES as f64;
    let looped = props.range.map(|range| {
        let (from, to) = (place(range.from), place(range.to));
        html! {
            <g class="mark-loop" data-part="looped">
                <rect x={px(from)} y="0" width={px((to - from).max(1.0))} height="10" />
                <path d={["M", &px(from), " 0v10H", &px(to), "v-10"].concat()} />
            </g>
        }
    });
    html! {
        <svg class="position-marks" viewBox="0 0 500 10" preserveAspectRatio="none" aria-hidden="true">
            { for looped }
            { for ["mark-client", "mark-server", LOST].map(path) }
        </svg>
    }
}

/// The class of a mark where a segment is lost.
const LOST: &str = "mark-lost";

/// What just happened, in a line.
pub(crate) fn status_line(model: &Model) -> String {
    let labels = shell(model.view.lang);
    if model.open_question().is_some() {
        return labels.question_waits.into();
    }
    if let Some(said) = model.said {
        return ladder(model.view.lang).said(said, said.about().and_then(|segment| model.will(segment)));
    }
    if model.search.is_some() {
        return labels.searching.into();
    }
    match model.frame().entry {
        Some(entry) => model.context().entry(entry),
        None => labels.not_begun.into(),
    }
}
