//! The segment as it is at one layer: boxes within boxes, as many as are round it there, with their octets.

use markup::html;
use wire::fields::FieldId;
use wire::line::PREAMBLE;
use yew::prelude::*;

use crate::labels::layers::LayersLabels;
use crate::model::Action;
use crate::view::anatomy::{Anatomy, Part};
use crate::view::inspector::part_label;
use crate::view::pen::classes;
use crate::view::segment::SegmentProps;

/// Boxes from the bits inward. `layer` is the one at which the segment is: what higher layers put round is there, what
/// lower ones will put or have taken is not.
pub(super) fn packet(props: &SegmentProps, anatomy: &Anatomy, layer: u8) -> Html {
    let labels = LayersLabels::of(props.lang);
    let part = |part: Part| {
        let len = anatomy.len(part);
        let fields = anatomy.fields_of(part);
        let first = fields.first()?.id;
        let is_chosen = props.field.is_some_and(|id| fields.iter().any(|field| field.id == id));
        // What a segment carries is there from the top.
        let is_there = part == Part::Text || layer <= part.layer();
        let class = classes!(
            "pack-part",
            ["part-", part.name()].concat(),
            is_chosen.then_some("is-selected"),
            (!is_there).then_some("is-absent"),
        );
        let name = part_label(props.lang, part);
        Some(html! {
            <button {class} data-pack={part.name()} data-there={is_there.to_string()} aria-pressed={is_chosen.to_string()}
                onclick={props.act.reform(move |_| Action::SelectField(Some(first)))}>
                { name }{ " " }<b class="mono">{ len }</b>
            </button>
        })
    };
    let nest = |of: u8, inner: Html| {
        let is_here = layer == of;
        let class = classes!("pack", is_here.then_some("is-here"), (layer > of).then_some("is-absent"));
        html! { <div {class} data-pack-layer={of.to_string()}>{ inner }</div> }
    };
    let segment = html! { <>{ for part(Part::Tcp) }{ for part(Part::Text) }</> };
    let of_layer = |layer| Part::ALL.into_iter().filter(move |part| part.is_header() && part.layer() == layer);
    let packet = html! { <>{ for of_layer(3).filter_map(part) }{ nest(4, segment) }</> };
    let frame = html! {
        <>{ for of_layer(2).filter_map(part) }{ nest(3, packet) }{ for part(Part::Padding) }{ for part(Part::Fcs) }</>
    };
    let text = anatomy.len(Part::Text);
    let segment_len = anatomy.len(Part::Tcp) + text;
    let packet_len = segment_len + of_layer(3).map(|part| anatomy.len(part)).sum::<usize>();
    let frame_len = anatomy.octets.len();
    let lens = [(frame_len + PREAMBLE.len()) * 8, frame_len, packet_len, segment_len, text];
    let here = usize::from(layer.min(5)) - 1;
    let unit = |at: usize| {
        let class = classes!("unit", (at == here).then_some("is-here"));
        html! { <li {class} aria-current={(at == here).then_some("true")}>{ labels.units[at] }{ " " }<b class="mono">{ lens[at] }</b></li> }
    };
    html! {
        <section class="packet-now" data-part="packet" data-layer={layer.to_string()} aria-label={labels.packet}>
            <h3 class="kicker">{ labels.packet }</h3>
            { nest(2, frame) }
            <ul class="units">{ for (0..5).rev().filter(|at| *at != 4 || text > 0).map(unit) }</ul>
        </section>
    }
}

/// The first field of each part of a frame, for those who jump from part to part.
pub(super) fn first_fields(anatomy: &Anatomy) -> impl Iterator<Item = (Part, FieldId)> + '_ {
    Part::ALL.into_iter().filter_map(|part| Some((part, anatomy.fields_of(part).first()?.id)))
}
