//! Above a lesson that is none of ours: that it is none, what is wrong with it, and how to keep it as one file.

use course::read::link;
use lessons::Lang;
use markup::{html, later};
use yew::prelude::*;

use super::findings::list;
use super::reading::remarked;
use crate::labels::author::author;
use crate::library::{LINKED, OWN};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct ProvenanceProps {
    /// The id of the lesson that is shown.
    pub(crate) lesson: &'static str,
    pub(crate) lang: Lang,
}

/// The line as a whole.
#[later(captures)]
pub(crate) fn provenance(props: &ProvenanceProps) -> Html {
    html! { <Provenance ..props.clone() /> }
}

#[component]
fn Provenance(props: &ProvenanceProps) -> Html {
    let labels = author(props.lang);
    let dismissed = use_state(|| None::<&'static str>);
    let checked = remarked(props.lesson);
    let of = checked.clone().map(|checked| checked.linked.clone());
    let saved = use_memo((props.lesson, of), |(_, linked)| {
        let packed = linked.clone().flatten().and_then(|linked| link::unpack(linked.strip_prefix(LINKED)?).ok());
        packed
            .map(|text| ["data:text/plain;charset=utf-8,", &String::from(js_sys::encode_uri_component(&text))].concat())
    });
    if dismissed.is_some_and(|lesson| std::ptr::eq(lesson, props.lesson)) {
        return Html::default();
    }
    let on_dismiss = {
        let (dismissed, lesson) = (dismissed.setter(), props.lesson);
        move |_: MouseEvent| dismissed.set(Some(lesson))
    };
    let name = [props.lesson.strip_prefix(OWN).unwrap_or(props.lesson), ".lesson.txt"].concat();
    let remarks = checked.as_ref().map(|checked| checked.remarks.as_slice()).unwrap_or_default();
    html! {
        <section class="edited own-provenance" data-part="own-provenance" aria-label={labels.from_outside}>
            <span>{ labels.from_outside }</span>
            if let Some(href) = (*saved).clone() {
                <a class="button" data-control="save-lesson" download={name} {href}>{ labels.save }</a>
            }
            <button type="button" data-control="dismiss-provenance" onclick={on_dismiss}>{ labels.dismiss }</button>
            if !remarks.is_empty() {
                <details>
                    <summary>{ (labels.wrong)(remarks.len()) }</summary>
                    { list(remarks, props.lang) }
                </details>
            }
        </section>
    }
}
