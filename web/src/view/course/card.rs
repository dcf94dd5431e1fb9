//! A term of the glossary: what it is called in both languages, what it means, and the section that says so.

use lessons::{GLOSSARY_FILE, Lang, Term, unpacked};
use markup::{html, later};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::coming::waiting;
use super::file::{Fetched, use_file};
use crate::browser::window;
use crate::labels::course::course;
use crate::model::Action;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct TermProps {
    pub(crate) term: AttrValue,
    pub(crate) lang: Lang,
    pub(crate) act: Callback<Action>,
}

/// The card as a whole.
#[later(why)]
pub(crate) fn term_card(props: &TermProps) -> Html {
    html! { <Card ..props.clone() /> }
}

#[component]
fn Card(props: &TermProps) -> Html {
    let TermProps { term, lang, act } = props;
    let labels = course(*lang);
    let (fetched, again) = use_file(GLOSSARY_FILE);
    let place = use_node_ref();
    {
        let place = place.clone();
        use_effect_with(term.clone(), move |term| {
            if let Some(card) = place.cast::<HtmlElement>() {
                put_beside(&card, term);
                let _ = card.focus();
            }
        });
    }
    let terms = use_memo(fetched.clone(), |fetched| match fetched {
        Fetched::There(octets) => unpacked::<Vec<Term>>(octets),
        Fetched::Awaited | Fetched::Failed => None,
    });
    let told = terms.as_ref().as_ref().and_then(|terms| terms.iter().find(|of| of.id == **term));
    // The card goes, and the focus goes back to where it came from.
    let latest = use_mut_ref(|| term.clone());
    latest.replace(term.clone());
    use_effect_with((), move |()| {
        move || {
            if let Some(button) = linked(&latest.borrow()) {
                let _ = button.focus();
            }
        }
    });
    let close = act.reform(|_: MouseEvent| Action::Term(None));
    html! {
        <section class="term-card panel" data-part="term" data-of={term.clone()} role="dialog" tabindex="-1"
            aria-label={labels.glossary} ref={place}>
            if let Some(told) = told {
                { entry(told, *lang) }
            } else {
                { waiting(&fetched, *lang, &again) }
            }
            <button type="button" data-control="close-term" onclick={close}>{ labels.close }</button>
        </section>
    }
}

/// The language of the page first, and the other one below it.
fn entry(term: &Term, lang: Lang) -> Html {
    let other = if lang == Lang::En { Lang::Zh } else { Lang::En };
    let labels = course(lang);
    html! {
        <>
            <h2>{ term.name.get(lang) }</h2>
            <p>{ term.text.get(lang) }</p>
            <p class="term-other" lang={other.code()}>
                <strong>{ term.name.get(other) }</strong>{ " " }{ term.text.get(other) }
            </p>
            <p class="reason-section">{ (labels.cited)(term.section.rfc, &term.section.section) }</p>
        </>
    }
}

/// The button in the prose that asked for a term.
fn linked(term: &str) -> Option<HtmlElement> {
    let document = window().document()?;
    let asked = document.active_element().filter(|element| element.get_attribute("data-term").as_deref() == Some(term));
    let first = || document.query_selector(&format!("[data-term=\"{term}\"]")).ok().flatten();
    asked.or_else(first)?.dyn_into().ok()
}

/// Below the button that asked for it if there is room, else above.
fn put_beside(card: &HtmlElement, term: &str) {
    let Some(button) = linked(term) else { return };
    let number = |value: Result<wasm_bindgen::JsValue, _>| value.ok().and_then(|value| value.as_f64()).unwrap_or(0.0);
    let (width, height) = (number(window().inner_width()), number(window().inner_height()));
    let (of, own) = (button.get_bounding_client_rect(), card.get_bounding_client_rect());
    let left = of.left().min(width - own.width() - GAP).max(GAP);
    let below = of.bottom() + GAP;
    let top = if below + own.height() > height { (of.top() - own.height() - GAP).max(GAP) } else { below };
    for (name, value) in [("left", left), ("top", top)] {
        let _ = card.style().set_property(name, &format!("{}px", value.round()));
    }
}

/// Pixels between the card and what is beside it.
const GAP: f64 = 8.0;
