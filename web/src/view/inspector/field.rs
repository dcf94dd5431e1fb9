//! The selected field: what it means, what its value says, where it lies and where it is defined.

use lessons::Lang;
use lessons::fields::{meaning, set_by, what_value_says};
use markup::html;
use sim::Device;
use wire::FieldValue;
use wire::fields::{Header, Standard};
use yew::prelude::*;

use super::header::relative;
use crate::labels::anatomy::AnatomyLabels;
use crate::labels::header::HeaderLabels;
use crate::labels::inspector::fill;
use crate::model::{Action, Tab};
use crate::view::anatomy::{Anatomy, Part, Verdict};
use crate::view::segment::SegmentProps;

pub(super) fn detail(props: &SegmentProps, anatomy: &Anatomy) -> Html {
    let labels = props.labels();
    let Some(field) = props.field.and_then(|id| anatomy.field(id)) else {
        return html! { <p class="hint">{ labels.choose_field }</p> };
    };
    let prose = meaning(field.id, props.lang);
    let spec = field.id.spec();
    let says = what_value_says(field, anatomy.within(), props.lang);
    let words = HeaderLabels::of(props.lang);
    let check = anatomy.verdict(field.id).map(|verdict| {
        let template = match verdict {
            Verdict::Fits => labels.checksum_fits,
            Verdict::Differs => labels.checksum_differs,
            Verdict::NotCovered => words.checksum_not_covered,
            Verdict::Zero => words.checksum_zero,
            Verdict::Partial => words.checksum_partial,
        };
        let computed = anatomy.working(field.id).map(|check| format!("0x{:04x}", check.checksum));
        fill(template, &[&field.text, &computed.unwrap_or_default()])
    });
    let is_cut = field.value == FieldValue::Cut;
    let octets = field.octets();
    let place = match field.bits.len() {
        1 => fill(labels.place_one_bit, &[&octets.start.to_string()]),
        bits if octets.len() == 1 => fill(labels.place_one_octet, &[&bits.to_string(), &octets.start.to_string()]),
        bits => fill(labels.place, &[&bits.to_string(), &octets.start.to_string(), &(octets.end - 1).to_string()]),
    };
    // In Chinese the standard's own name helps to find the field in the RFC.
    let original = (props.lang == Lang::Zh && prose.name != spec.name).then_some(spec.name);
    let relative = relative(props, field.id);
    let is_short = field.text.len() <= 24 && !field.text.is_empty();
    let layer = Part::of(field.id).layer();
    let device = props.sent().map(|sent| Device::host(sent.id.from));
    let act = props.act.clone();
    let to_layer = move |_| {
        act.emit(Action::SelectPlace(device.map(|device| (device, layer))));
        act.emit(Action::Tab(Tab::Layers));
    };
    // The rules behind a segment are those of its TCP.
    let is_reasoned = field.id.spec().header == Header::Tcp;
    let to_rule = props.act.reform(|_| Action::Tab(Tab::Why));
    let close = props.act.reform(|_| Action::SelectField(None));
    html! {
        <aside class="field-detail" data-field-detail={spec.slug}>
            <div class="field-title">
                <h4>
                    { prose.name }
                    if is_short {
                        { " = " }<span class="mono">{ &field.text }</span>
                    }
                    if let Some(relative) = relative {
                        <span class="cell-relative mono">{ relative }</span>
                    }
                </h4>
                <button class="close" aria-label={labels.close} title={labels.close} onclick={close}>{ "×" }</button>
            </div>
            if is_cut {
                <p class="says">{ words.cut_field }</p>
            }
            if let Some(says) = says {
                <p class="says">{ says }</p>
            }
            if let Some(check) = check {
                <p class="says">{ check }</p>
            }
            <p>{ prose.meaning }</p>
            <p>{ fill(words.set_by, &[set_by(field.id, props.lang)]) }</p>
            <p class="field-links">
                <button data-control="field-layer" onclick={to_layer}>{ fill(words.to_layer, &[&layer.to_string()]) }</button>
                if is_reasoned {
                    <button data-control="field-rule" onclick={to_rule}>{ words.to_rule }</button>
                }
            </p>
            <p class="reason-section">
                { for original.map(|name| html! { <span lang="en">{ name }{ " · " }</span> }) }
                { place }{ for standard(labels, words, &spec.standard).map(|cited| [" · ", &cited].concat()) }
            </p>
        </aside>
    }
}

/// Where a field is defined, as it is cited.
fn standard(labels: &AnatomyLabels, words: &HeaderLabels, standard: &Standard) -> Option<String> {
    Some(match standard {
        Standard::Rfc { number, section } => {
            let is_number = section.starts_with(|c: char| c.is_ascii_digit());
            let template = if is_number { labels.section } else { labels.section_titled };
            fill(template, &[&number.to_string(), section])
        }
        Standard::Ieee { number, clause } => fill(labels.clause, &[number, clause]),
        Standard::LinkType { name } => fill(words.link_type, &[name]),
        Standard::NotFollowed => return None,
    })
}
