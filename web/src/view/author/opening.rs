//! In the place of a lesson that a link has within it or an address for: it is read, and shown or refused with the reason.

use course::inline;
use lessons::{Lang, opening};
use markup::{html, later};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::findings::{list, refused};
use super::octets::of_source;
use super::reading::{Outcome, admit, read};
use crate::browser;
use crate::labels::author::author;
use crate::labels::shell::shell;
use crate::model::Action;
use crate::view::prose::spans;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct OwnProps {
    /// `#lesson=…`, or `@` and an address.
    pub(crate) source: AttrValue,
    pub(crate) lang: Lang,
    pub(crate) act: Callback<Action>,
}

/// What stands there meanwhile.
#[later(captures)]
pub(crate) fn own_lesson(props: &OwnProps) -> Html {
    html! { <Opening ..props.clone() /> }
}

#[component]
fn Opening(props: &OwnProps) -> Html {
    let OwnProps { source, lang, act } = props;
    let labels = author(*lang);
    let attempt = use_state(|| 0_u32);
    let outcome = use_state(|| None::<(AttrValue, Outcome)>);
    {
        let (outcome, act) = (outcome.setter(), act.clone());
        use_effect_with((source.clone(), *attempt), move |(source, _)| {
            let source = source.clone();
            outcome.set(None);
            spawn_local(async move {
                let came = read(of_source(&source).await).await;
                if let Outcome::Read(checked) = &came
                    && admit(checked, source.clone()).is_some()
                {
                    // Everything else that the link says holds for this lesson.
                    return act.emit(Action::Replace(Box::new(browser::open_address())));
                }
                outcome.set(Some((source, came)));
            });
        });
    }
    let place = use_node_ref();
    let came = outcome.as_ref().filter(|(of, _)| of == source).map(|(_, outcome)| outcome);
    {
        let place = place.clone();
        use_effect_with(came.is_some(), move |came| {
            if let Some(told) = place.cast::<HtmlElement>().filter(|_| *came) {
                let _ = told.focus();
            }
        });
    }
    let Some(came) = came else {
        return html! { <p class="later hint" aria-busy="true" data-part="later">{ shell(*lang).loading }</p> };
    };
    let again = {
        let attempt = attempt.clone();
        move |_: MouseEvent| attempt.set(*attempt + 1)
    };
    let told = match came {
        Outcome::Refused(refusal) => html! { <p>{ spans(&inline(&refused(refusal, labels))) }</p> },
        Outcome::NoKnown => html! { <p>{ shell(*lang).not_loaded }</p> },
        Outcome::Read(checked) => html! {
            <>
                <p>{ (labels.wrong)(checked.remarks.len()) }{ " " }{ labels.cannot_be_shown }</p>
                { list(&checked.remarks, *lang) }
            </>
        },
    };
    html! {
        <main class="own-refused panel" data-part="own-refused" tabindex="-1" ref={place}>
            <h2>{ labels.not_opened }</h2>
            { told }
            <p class="own-buttons">
                <button type="button" data-control="try-again" onclick={again}>{ shell(*lang).try_again }</button>
                <button type="button" data-control="first-lesson" onclick={act.reform(|_| Action::OpenLesson(opening()))}>
                    { labels.first_lesson }
                </button>
            </p>
        </main>
    }
}
