//! One layer of one device, opened: what it does with the segment, and what is to be seen there.

use markup::html;
use sim::Device;
use wire::fields::FieldId;
use yew::prelude::*;

use super::work::{Deed, Ends, Kind, Work};
use crate::labels::layers::LayersLabels;
use crate::model::Action;
use crate::view::pen::classes;
use crate::view::prose;
use crate::view::segment::SegmentProps;

/// The deeds, the facts and what is said, without what is drawn beside them.
pub(crate) fn body(props: &SegmentProps, ends: &Ends, device: Device, layer: u8) -> Html {
    let work = super::work::of(props, ends, device, layer);
    html! { <>{ deeds(props, &work) }{ facts(props, &work) }{ notes(props, &work) }</> }
}

pub(super) fn deeds(props: &SegmentProps, work: &Work) -> Html {
    if work.deeds.is_empty() {
        return Html::default();
    }
    html! { <ul class="deeds">{ for work.deeds.iter().map(|deed| row(props, deed)) }</ul> }
}

fn row(props: &SegmentProps, deed: &Deed) -> Html {
    let labels = LayersLabels::of(props.lang);
    let (kind, word) = match deed.kind {
        Kind::Adds => ("adds", labels.adds),
        Kind::Rewrites => ("rewrites", labels.rewrites),
        Kind::Checks => ("checks", labels.checks),
        Kind::Strips => ("strips", labels.strips),
        Kind::Reads => ("reads", labels.reads),
        Kind::Breaks => ("breaks", labels.breaks),
    };
    let mark = deed.fits.map(|fits| match fits {
        true => html! { <span class="fits">{ " ✓" }</span> },
        false => html! { <span class="differs">{ " ✗" }</span> },
    });
    let is_selected = deed.field.is_some() && deed.field == props.field;
    let name = match deed.field {
        Some(id) => {
            let to = if is_selected { None } else { Some(id) };
            html! {
                <button class="deed-name" data-deed-field={id.spec().slug} aria-pressed={is_selected.to_string()}
                    onclick={props.act.reform(move |_| Action::SelectField(to))}>{ deed.what.clone() }</button>
            }
        }
        None => html! { <span class="deed-name">{ deed.what.clone() }</span> },
    };
    html! {
        <li data-deed={kind} data-fits={deed.fits.map(|fits| fits.to_string())}
            class={classes!("deed", is_selected.then_some("is-selected"))}>
            <span class="deed-kind">{ word }</span>{ " " }
            { name }{ " " }
            <span class="deed-value mono">{ value(props, &deed.value, deed.source) }{ for mark }</span>
        </li>
    }
}

pub(super) fn facts(props: &SegmentProps, work: &Work) -> Html {
    if work.facts.is_empty() {
        return Html::default();
    }
    html! {
        <dl class="layer-facts">
            { for work.facts.iter().map(|fact| html! {
                <>
                    <dt>{ fact.name }</dt>
                    <dd class="mono">{ for fact.value.iter().map(|(text, id)| value(props, text, *id)) }</dd>
                </>
            }) }
        </dl>
    }
}

/// A value. One that stands in a field of the header leads to why it is what it is.
fn value(props: &SegmentProps, text: &str, field: Option<FieldId>) -> Html {
    let Some(id) = field else { return html! { { text } } };
    let index = props.index;
    html! {
        <button class="why-link mono" data-why-of={id.spec().slug}
            onclick={props.act.reform(move |_| Action::SelectNumber(index, id))}>{ text }</button>
    }
}

pub(super) fn notes(props: &SegmentProps, work: &Work) -> Html {
    html! {
        <>
            { for work.said.iter().map(|said| html! { <p class="hint">{ said.clone() }</p> }) }
            { for work.notes.iter().map(|note| html! {
                <p class="layer-note">{ lessons::layers::note(*note, props.lang) }</p>
            }) }
            { for work.rules.iter().map(|rule| prose::explanation("fate", rule, props.lang)) }
        </>
    }
}
