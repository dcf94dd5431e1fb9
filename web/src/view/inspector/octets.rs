//! The octets of a frame in hexadecimal with their ASCII, each tied to the field that it belongs to.

use crate::view::pen::classes;
use markup::html;
use wasm_bindgen::JsCast;
use wire::fields::FieldId;
use yew::prelude::*;

use super::grid::cut;
use super::header::{Focus, arrows};
use crate::labels::header::HeaderLabels;
use crate::model::Action;
use crate::view::anatomy::{Anatomy, Origin, Part};
use crate::view::segment::SegmentProps;

/// Octets that always stay in one row. Where there is room, two of these groups share it.
const GROUP: usize = 8;

pub(super) fn dump(props: &SegmentProps, anatomy: &Anatomy) -> Html {
    let labels = props.labels();
    let selected = props.field.and_then(|id| anatomy.field(id)).map_or(0..0, |field| field.octets());
    let octet = |at: usize| {
        let part = anatomy.fields_at(at).next().map(|field| Part::of(field.id).name());
        let class = classes!(
            "octet",
            part.map(|part| format!("part-{part}")),
            selected.contains(&at).then_some("is-selected"),
            (selected.start == at && !selected.is_empty()).then_some("is-start"),
            (selected.end == at + 1).then_some("is-end"),
            (at >= anatomy.captured).then_some("is-added"),
        );
        (class, at.to_string())
    };
    let group = |start: usize| {
        let range = start..(start + GROUP).min(anatomy.octets.len());
        let hex = range.clone().map(|at| {
            let (class, index) = octet(at);
            html! { <span {class} data-octet={index}>{ format!("{:02x}", anatomy.octets[at]) }</span> }
        });
        let ascii = range.map(|at| {
            let (class, index) = octet(at);
            let shown = match anatomy.octets[at] {
                byte @ b' '..=b'~' => char::from(byte),
                _ => '·',
            };
            html! { <span {class} data-octet={index}>{ shown }</span> }
        });
        html! {
            <>
                <span class="offset" aria-hidden="true">{ format!("{start:04x}") }</span>
                <span class="hex">{ for hex }</span>
                <span class="ascii" aria-hidden="true">{ for ascii }</span>
            </>
        }
    };
    let row = |start: usize| {
        let second = start + GROUP;
        html! {
            <div class="dump-row">
                { group(start) }
                if second < anatomy.octets.len() {
                    { group(second) }
                }
            </div>
        }
    };
    html! {
        <section class="dump-part">
            <h4 class="kicker">{ labels.dump }</h4>
            <p class="hint">{ labels.dump_help }</p>
            <div
                class="dump mono"
                tabindex="0"
                role="group"
                aria-label={labels.dump}
                onclick={select(props, anatomy)}
                onkeydown={arrows(props, anatomy, Focus::Stays)}
            >
                { for (0..anatomy.octets.len()).step_by(2 * GROUP).map(row) }
            </div>
            { cut(props, anatomy) }
            <p class="hint">
                { match anatomy.origin {
                    Origin::Run => labels.dump_extra,
                    Origin::Capture { .. } => HeaderLabels::of(props.lang).dump_captured,
                } }
            </p>
        </section>
    }
}

/// A click on an octet selects its field; a click on one that holds several goes round them.
fn select(props: &SegmentProps, anatomy: &Anatomy) -> Callback<MouseEvent> {
    let fields: Vec<(FieldId, std::ops::Range<usize>)> =
        anatomy.fields.iter().map(|field| (field.id, field.octets())).collect();
    let chosen = props.field;
    let act = props.act.clone();
    Callback::from(move |event: MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let at = target.and_then(|target| target.get_attribute("data-octet")).and_then(|at| at.parse().ok());
        let Some(at): Option<usize> = at else { return };
        let here: Vec<FieldId> = fields.iter().filter(|(_, octets)| octets.contains(&at)).map(|(id, _)| *id).collect();
        let next = here.iter().position(|id| Some(*id) == chosen).map_or(0, |at| (at + 1) % here.len());
        if let Some(id) = here.get(next) {
            act.emit(Action::SelectField(Some(*id)));
        }
    })
}
