//! The pane of the layers: one segment on its way down the layers of its sender, through a switch and a router, and up at
//! its receiver; and the work of any layer of any device, opened.

mod arrival;
mod beside;
mod calls;
mod details;
mod diagram;
mod facts;
mod message;
mod packet;
mod signal;
mod way;
mod work;

use markup::{html, later};
use sim::Device;
use yew::prelude::*;

pub(crate) use self::details::body;
pub(crate) use self::work::{Ends, summary};

use self::diagram::{DiagramProps, Reached, diagram, token};
use self::signal::{Signal, SignalProps};
use self::way::{Phase, Stop, Way};
use crate::labels::inspector::fill;
use crate::labels::ladder::ladder;
use crate::labels::layers::LayersLabels;
use crate::model::{Action, Mode, Model};
use crate::view::ViewProps;
use crate::view::memo::memo;
use crate::view::segment::SegmentProps;

/// The whole of it.
#[later(segment)]
pub(crate) fn layers_pane(props: &ViewProps) -> Html {
    let model = &*props.model;
    let labels = LayersLabels::of(model.view.lang);
    let Some(index) = segment(model) else {
        let text = if model.mode == Mode::Predict { labels.predict } else { labels.nothing };
        return html! { <div class="layers-pane" data-part="layers"><p class="hint">{ text }</p></div> };
    };
    let shown = SegmentProps::of(props, index);
    let sent = &model.timeline.transmissions[index];
    let way = Way::of(&model.timeline, sent, model.cursor.step, shown.hides_fate);
    let tokens = way.tokens(model, index);
    let Some(first) = tokens.first().copied() else { return Html::default() };
    let place = shown.place().unwrap_or_else(|| first.stop.place());
    let moment = Moment { shown, way, phase: first.phase, stop: first.stop, place, copies: tokens.len() };
    let diagram_props = DiagramProps { moment: moment.clone() };
    html! {
        <div class="layers-pane" data-part="layers" data-phase={phase_name(first.phase)}
            data-at={first.stop.place().0.name()} data-at-layer={first.stop.place().1.to_string()}
            data-on-wire={matches!(first.stop, Stop::Between(..)).to_string()}>
            { memo(moment.clone(), headline) }
            <div class="journey">
                { memo(diagram_props, diagram) }
                { for tokens.iter().map(token) }
            </div>
            { memo(moment, opened) }
        </div>
    }
}

/// The segment that is shown: before anything has been sent the first one, unless it is asked for.
fn segment(model: &Model) -> Option<usize> {
    let first = || (model.mode != Mode::Predict && !model.timeline.transmissions.is_empty()).then_some(0);
    model.segment_in_view().or_else(first)
}

/// What is drawn depends on: the place of the token is not among it, so that only the token moves.
#[derive(Clone, PartialEq)]
struct Moment {
    shown: SegmentProps,
    way: Way,
    phase: Phase,
    stop: Stop,
    /// The device and the layer that are opened.
    place: (Device, u8),
    copies: usize,
}

impl Moment {
    /// Whether the segment has come to `device`.
    fn reached(&self, device: Device) -> Reached {
        let devices = self.way.devices();
        let index = |device| devices.iter().position(|other| *other == device);
        match self.phase {
            _ if index(device) <= index(self.stop.place().0) => Reached::Yes,
            Phase::Lost => Reached::Never,
            _ => Reached::Ahead,
        }
    }
}

fn phase_name(phase: Phase) -> &'static str {
    match phase {
        Phase::Waits => "waits",
        Phase::Moves => "moves",
        Phase::Arrived => "arrived",
        Phase::Dropped => "dropped",
        Phase::Lost => "lost",
    }
}

/// Which segment it is, and where.
fn headline(moment: &Moment) -> Html {
    let labels = LayersLabels::of(moment.shown.lang);
    let Some(sent) = moment.shown.sent() else { return Html::default() };
    let (device, layer) = moment.stop.place();
    let device_name = labels.device(device);
    let layer = layer.to_string();
    let told = match (moment.phase, moment.stop) {
        (Phase::Waits, _) => labels.waits.to_owned(),
        (Phase::Moves, Stop::In(..)) => fill(labels.within, &[device_name, &layer]),
        (Phase::Moves, Stop::Between(from, to)) => fill(labels.on_wire, &[labels.device(from), labels.device(to)]),
        (Phase::Arrived, _) => fill(labels.arrived, &[device_name, &layer]),
        (Phase::Dropped, _) => fill(labels.dropped, &[device_name]),
        (Phase::Lost, Stop::Between(from, to)) => fill(labels.lost, &[labels.device(from), labels.device(to)]),
        (Phase::Lost, Stop::In(..)) => fill(labels.lost_in, &[device_name]),
    };
    let copies = (moment.copies > 1).then(|| fill(labels.copies, &[&moment.copies.to_string()]));
    html! {
        <p class="journey-line">
            <b class={sent.id.from.name()}>{ (ladder(moment.shown.lang).segment)(sent.id) }</b>{ " " }
            <span class="mono">{ sent.segment.flags.to_string() }</span>{ " · " }
            <span data-part="whereabouts">{ told }</span>
            { for copies.map(|copies| html! { <span>{ " " }{ copies }</span> }) }
        </p>
    }
}

/// The work of the place that is open, with what is drawn beside it.
fn opened(moment: &Moment) -> Html {
    let props = &moment.shown;
    let (device, layer) = moment.place;
    let (Some(ends), Some(sent)) = (Ends::of(props), props.sent()) else { return Html::default() };
    let labels = LayersLabels::of(props.lang);
    let work = work::of(props, &ends, device, layer);
    let name = props.labels().layer_names[usize::from(layer) - 1];
    let reached = match moment.reached(device) {
        Reached::Yes => None,
        Reached::Ahead => Some(labels.ahead),
        Reached::Never => Some(labels.never),
    };
    let is_host = matches!(device, Device::Client | Device::Server);
    let beside = match layer {
        1 => html! { <Signal ..SignalProps { shown: props.clone(), device } /> },
        4 if is_host => beside::udp(props, &ends.sent, sent),
        6 => message::message(props, sent),
        _ => Html::default(),
    };
    // What is drawn is all that there is to be seen there; a comparison comes after what is compared.
    let is_first = layer != 4;
    let follow = props.place().map(|_| {
        let onclick = props.act.reform(|_| Action::SelectPlace(None));
        html! { <button data-control="follow" {onclick}>{ labels.follow }</button> }
    });
    html! {
        <section class="place" data-part="place" data-device={device.name()} data-layer={layer.to_string()}>
            <div class="place-title">
                <h3>
                    { fill(labels.place, &[labels.device(device), &layer.to_string(), name]) }
                    if !work.protocol.is_empty() {
                        { " " }<span class="layer-protocol">{ work.protocol }</span>
                    }
                </h3>
                { for follow }
            </div>
            { for reached.map(|told| html! { <p class="hint">{ told }</p> }) }
            if is_first {
                { beside.clone() }
            }
            <div class="place-body">
                <div>{ details::deeds(props, &work) }{ details::facts(props, &work) }</div>
                <div>
                    { details::notes(props, &work) }
                    if !is_first {
                        { beside }
                    }
                </div>
            </div>
        </section>
    }
}
