//! The layers tab: the seven layers of one segment as a stack, and what the router changes on the way.

use crate::view::pen::classes;
use markup::{html, later};
use sim::{Side, Vantage};
use wire::fields::FieldId;
use yew::prelude::*;

use super::anatomy::{Anatomy, Part};
use super::header::{Reception, SegmentProps, part_label};
use super::layer_facts::{self, Layer};
use crate::labels::inspector::fill;
use crate::model::Action;

/// The fields that the router rewrites.
const REWRITTEN: [FieldId; 5] = [
    FieldId::Ipv4Ttl,
    FieldId::Ipv4HeaderChecksum,
    FieldId::EthernetDestination,
    FieldId::EthernetSource,
    FieldId::EthernetFcs,
];

/// The tab as a whole.
#[later(segment)]
pub(super) fn layers_tab(props: &SegmentProps) -> Html {
    let labels = props.labels();
    let (Some(sent), Some(anatomy)) = (props.sent(), props.anatomy(Vantage::Sender)) else {
        return html! { <p class="hint">{ labels.damaged }</p> };
    };
    let host = if sent.id.from == Side::Client { labels.client } else { labels.server };
    html! {
        <div class="layers-tab">
            <h4 class="kicker">{ labels.nesting }</h4>
            { nesting(props, &anatomy) }
            <h4 class="kicker">{ fill(labels.stack_of, &[host]) }</h4>
            <ol class="stack" data-side={sent.id.from.name()}>
                { for layer_facts::of(props, &anatomy).iter().map(|layer| row(props, layer)) }
            </ol>
            { router(props, &anatomy) }
        </div>
    }
}

/// The frame as boxes within boxes, with the octets of each.
fn nesting(props: &SegmentProps, anatomy: &Anatomy) -> Html {
    let labels = props.labels();
    let part = |part: Part| {
        let len = anatomy.len(part);
        let is_chosen = props.layer == Some(part.layer());
        let class = classes!("nest-part", format!("part-{}", part.name()), is_chosen.then_some("is-selected"));
        (len > 0).then(|| html! { <span {class}>{ part_label(labels, part) }<b class="mono">{ len }</b></span> })
    };
    let nest = |layer: u8, head: Part, inner: Html, tail: Html| {
        html! {
            <span class={classes!("nest", (props.layer == Some(layer)).then_some("is-selected"))}>
                { for part(head) }{ inner }{ tail }
            </span>
        }
    };
    let text = part(Part::Text).into_iter().collect();
    let segment = nest(4, Part::Tcp, text, Html::default());
    let packet = nest(3, Part::Ipv4, segment, Html::default());
    let trailer = [Part::Padding, Part::Fcs].into_iter().filter_map(part).collect();
    html! { <div class="nesting">{ nest(2, Part::Ethernet, packet, trailer) }</div> }
}

fn row(props: &SegmentProps, layer: &Layer) -> Html {
    let labels = props.labels();
    let number = layer.number;
    let is_open = props.layer == Some(number);
    let name = labels.layer_names[usize::from(number) - 1];
    let body = format!("layer-{number}");
    let to = if is_open { None } else { Some(number) };
    let onclick = props.act.reform(move |_| Action::SelectLayer(to));
    html! {
        <li class="layer" data-part="layer" data-layer={number.to_string()}>
            <button
                aria-expanded={is_open.to_string()}
                aria-controls={body.clone()}
                {onclick}
            >
                <span class="layer-number mono" title={fill(labels.layer, &[&number.to_string()])}>{ number }</span>{ " " }
                <span class="layer-name">
                    { name }
                    if !layer.protocol.is_empty() {
                        { " " }<span class="layer-protocol">{ layer.protocol }</span>
                    }
                </span>{ " " }
                <span class="layer-summary mono">{ &layer.summary }</span>
            </button>
            <div class="layer-body" id={body} hidden={!is_open}>
                <dl>
                    { for layer.facts.iter().map(|(name, value)| html! {
                        <><dt>{ *name }</dt><dd class="mono">{ value }</dd></>
                    }) }
                </dl>
                if let Some(note) = &layer.note {
                    <p class="hint">{ note }</p>
                }
            </div>
        </li>
    }
}

/// What the router writes anew, with both values.
fn router(props: &SegmentProps, before: &Anatomy) -> Html {
    let labels = props.labels();
    let Some(after) = props.anatomy(Vantage::Receiver) else { return Html::default() };
    let change = |(id, name): (&FieldId, &'static str)| {
        html! {
            <tr data-field-change={id.spec().slug}>
                <th scope="row">{ name }</th>
                <td class="mono">{ before.text(*id) }<span class="arrow">{ " → " }</span>{ after.text(*id) }</td>
            </tr>
        }
    };
    html! {
        <section class="router">
            <h4 class="kicker">{ labels.router_title }</h4>
            if props.reception == Reception::Lost {
                <p class="hint">{ labels.router_lost }</p>
            }
            <table><tbody>{ for REWRITTEN.iter().zip(labels.router_fields).map(change) }</tbody></table>
            <p>{ labels.router_leaves }</p>
        </section>
    }
}
