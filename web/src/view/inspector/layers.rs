//! The layers tab: the layers of one device, and what each does with the segment that is shown.

use markup::{html, later};
use sim::Device;
use yew::prelude::*;

use crate::labels::inspector::fill;
use crate::labels::layers::LayersLabels;
use crate::model::Action;
use crate::view::layers::{Ends, body, summary};
use crate::view::segment::SegmentProps;

/// The tab as a whole.
#[later(segment)]
pub(super) fn layers_tab(props: &SegmentProps) -> Html {
    let labels = props.labels();
    let (Some(sent), Some(ends)) = (props.sent(), Ends::of(props)) else {
        return html! { <p class="hint">{ labels.damaged }</p> };
    };
    let device = props.device.unwrap_or(Device::host(sent.id.from));
    let words = LayersLabels::of(props.lang);
    // Another device shows the same layer, as far as it has that.
    let layer = props.layer;
    let layer_in = move |device: Device| layer.map_or(device.layers(), |layer| layer.min(device.layers()));
    html! {
        <div class="layers-tab">
            <div class="choice" role="group" aria-label={words.title}>
                { for Device::ALL.into_iter().map(|other| html! {
                    <button data-device-choice={other.name()} aria-pressed={(other == device).to_string()}
                        onclick={props.act.reform(move |_| Action::SelectPlace(Some((other, layer_in(other)))))}>
                        { words.device(other) }
                    </button>
                }) }
            </div>
            <ol class="stack" data-side={device.name()}>
                { for (1..=device.layers()).rev().map(|number| row(props, &ends, device, number)) }
            </ol>
            <p class="layer-note">{ labels.osi_and_internet }</p>
        </div>
    }
}

fn row(props: &SegmentProps, ends: &Ends, device: Device, number: u8) -> Html {
    let labels = props.labels();
    let is_open = props.place() == Some((device, number));
    let name = labels.layer_names[usize::from(number) - 1];
    let id = ["layer-", &number.to_string()].concat();
    let to = if is_open { None } else { Some((device, number)) };
    let onclick = props.act.reform(move |_| Action::SelectPlace(to));
    let (protocol, summary) = summary(props, ends, device, number);
    html! {
        <li class="layer" data-part="layer" data-layer={number.to_string()}>
            <button aria-expanded={is_open.to_string()} aria-controls={id.clone()} {onclick}>
                <span class="layer-number mono" title={fill(labels.layer, &[&number.to_string()])}>{ number }</span>{ " " }
                <span class="layer-name">
                    { name }
                    if !protocol.is_empty() {
                        { " " }<span class="layer-protocol">{ protocol }</span>
                    }
                </span>{ " " }
                <span class="layer-summary mono">{ summary }</span>
            </button>
            <div class="layer-body" id={id} hidden={!is_open}>
                if is_open {
                    { body(props, ends, device, number) }
                }
            </div>
        </li>
    }
}
