//! The devices with their layers, the way that the segment takes through them, and the segment on it.

use markup::html;
use sim::Device;
use yew::prelude::*;

use super::way::{HEIGHT, Phase, Point, Token};
use super::work::{self, Ends, Work};
use super::{Moment, packet};
use crate::labels::inspector::fill;
use crate::labels::layers::LayersLabels;
use crate::model::Action;
use crate::view::pen::classes;
use crate::view::pixels::px;

#[derive(Clone, PartialEq)]
pub(super) struct DiagramProps {
    pub(super) moment: Moment,
}

/// Whether the segment has come to a device.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Reached {
    Yes,
    Ahead,
    /// It was lost before.
    Never,
}

/// All that does not move.
pub(super) fn diagram(props: &DiagramProps) -> Html {
    let moment = &props.moment;
    let Some(ends) = Ends::of(&moment.shown) else { return Html::default() };
    let (_, here) = moment.stop.place();
    html! {
        <>
            { packet::packet(&moment.shown, &ends.sent, here) }
            { way(moment) }
            { for Device::ALL.into_iter().map(|device| stack(moment, &ends, device)) }
        </>
    }
}

/// A device: its name above its layers.
fn stack(moment: &Moment, ends: &Ends, device: Device) -> Html {
    let labels = LayersLabels::of(moment.shown.lang);
    html! {
        <section class={classes!("device", device.name())} data-device={device.name()} aria-label={labels.device(device)}>
            <h3>{ labels.device(device) }</h3>
            <ol>
                { for (1..=device.layers()).rev().map(|layer| {
                    let work = work::of(&moment.shown, ends, device, layer);
                    one(moment, device, layer, &work)
                }) }
            </ol>
        </section>
    }
}

fn one(moment: &Moment, device: Device, layer: u8, work: &Work) -> Html {
    let props = &moment.shown;
    let labels = LayersLabels::of(props.lang);
    let at = usize::from(layer) - 1;
    let (whole, short) = (props.labels().layer_names[at], labels.short_layers[at]);
    let is_open = moment.place == (device, layer);
    let is_selected = props.place() == Some((device, layer));
    let is_here = moment.stop == super::Stop::In(device, layer);
    let fails = work.deeds.iter().any(|deed| deed.fits == Some(false));
    let is_failing = fails && moment.reached(device) == Reached::Yes;
    // The layer that a selected field belongs to is marked in every device that has to do with it.
    let is_near = props.field.is_some_and(|id| work.deeds.iter().any(|deed| deed.field == Some(id)));
    // What was lost before has nothing to show.
    let shows = work.takes_part && moment.reached(device) != Reached::Never;
    let class = classes!(
        "box",
        is_open.then_some("is-open"),
        is_here.then_some("is-here"),
        is_near.then_some("is-near"),
        is_failing.then_some("fails"),
        (!shows).then_some("is-idle"),
    );
    let to = if is_selected { None } else { Some((device, layer)) };
    let place = fill(labels.place, &[labels.device(device), &layer.to_string(), whole]);
    html! {
        <li>
            <button {class} data-box={[device.name(), "-", &layer.to_string()].concat()} title={place}
                aria-pressed={is_selected.to_string()} aria-current={is_here.then_some("location")}
                onclick={props.act.reform(move |_| Action::SelectPlace(to))}>
                <span class="box-name"><span class="box-number mono">{ layer }</span>{ " " }
                    <span class="box-whole">{ whole }</span><span class="box-short">{ short }</span>
                </span>
                if shows {
                    <span class="box-summary mono">{ work.summary.clone() }{ if is_failing { " ✗" } else { "" } }</span>
                } else {
                    <span class="visually-hidden">{ labels.takes_no_part }</span>
                    <span class="box-summary" aria-hidden="true">{ "—" }</span>
                }
            </button>
        </li>
    }
}

/// The way as a line beside the layers and along the cables.
fn way(moment: &Moment) -> Html {
    let mut path = String::new();
    for Point { x, y } in moment.way.corners() {
        path.push_str(if path.is_empty() { "M" } else { "L" });
        path.push_str(&[&*px(x), " ", &px(y)].concat());
    }
    let side = moment.shown.sent().map_or("", |sent| sent.id.from.name());
    let view_box = ["0 0 100 ", &px(HEIGHT)].concat();
    html! {
        <svg class={classes!("journey-way", side)} viewBox={view_box} preserveAspectRatio="none" aria-hidden="true">
            <path d={path} />
        </svg>
    }
}

/// The segment on its way. What carries it is as large as the drawing, so that hundredths of that are its own.
pub(super) fn token(token: &Token) -> Html {
    let Token { point, phase, .. } = token;
    let style = ["transform:translate(", &px(point.x), "%,", &px(point.y / HEIGHT * 100.0), "%)"].concat();
    let (class, mark) = match phase {
        Phase::Lost | Phase::Dropped => ("token is-lost", "✗"),
        Phase::Arrived => ("token", "✓"),
        Phase::Waits | Phase::Moves => ("token", ""),
    };
    html! { <div class="token-carrier" {style} aria-hidden="true"><span {class} data-part="token">{ mark }</span></div> }
}
