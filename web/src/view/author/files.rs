//! In the menu of the lessons: files of a lesson are chosen, and what is wrong with them is told before anything changes.

use std::rc::Rc;

use course::inline;
use lessons::Lang;
use markup::{html, later};
use wasm_bindgen_futures::spawn_local;
use web_sys::{File, HtmlElement, HtmlInputElement};
use yew::prelude::*;

use super::findings::{list, refused};
use super::octets::of_files;
use super::reading::{Checked, Outcome, admit, read};
use crate::labels::author::author;
use crate::labels::shell::shell;
use crate::model::Action;
use crate::view::prose::spans;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct OwnFilesProps {
    pub(crate) lang: Lang,
    pub(crate) act: Callback<Action>,
    /// Called once a lesson is shown.
    pub(crate) on_opened: Callback<()>,
}

/// The choice of files as a whole.
#[later(captures)]
pub(crate) fn own_files(props: &OwnFilesProps) -> Html {
    html! { <OwnFiles ..props.clone() /> }
}

#[component]
fn OwnFiles(props: &OwnFilesProps) -> Html {
    let labels = author(props.lang);
    let outcome = use_state(|| None::<Outcome>);
    // What was chosen last counts, in whichever order the files are read.
    let latest = use_mut_ref(|| 0_u32);
    let place = use_node_ref();
    let open = {
        let (act, on_opened) = (props.act.clone(), props.on_opened.clone());
        use_callback((act, on_opened), |checked: Rc<Checked>, (act, on_opened)| {
            let source = checked.linked.clone();
            if let Some(lesson) = source.and_then(|source| admit(&checked, source)) {
                act.emit(Action::OpenLesson(lesson));
                on_opened.emit(());
            }
        })
    };
    let onchange = {
        let (outcome, latest, open) = (outcome.setter(), latest.clone(), open.clone());
        move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let files: Vec<File> = input
                .files()
                .map_or_else(Vec::new, |files| (0..files.length()).filter_map(|index| files.get(index)).collect());
            // The same file, changed, can be chosen again.
            input.set_value("");
            let (outcome, latest, open) = (outcome.clone(), latest.clone(), open.clone());
            *latest.borrow_mut() += 1;
            let own = *latest.borrow();
            spawn_local(async move {
                let came = read(of_files(&files).await).await;
                if *latest.borrow() != own {
                    return;
                }
                match &came {
                    Outcome::Read(checked) if checked.remarks.is_empty() => open.emit(checked.clone()),
                    _ => outcome.set(Some(came)),
                }
            });
        }
    };
    {
        let place = place.clone();
        use_effect_with((*outcome).clone(), move |outcome| {
            if let Some(told) = place.cast::<HtmlElement>().filter(|_| outcome.is_some()) {
                let _ = told.focus();
            }
        });
    }
    let told = match &*outcome {
        None => Html::default(),
        Some(outcome) => html! {
            <section class="own-outcome" data-part="own-outcome" tabindex="-1" ref={place} aria-label={labels.open}>
                { came_to(outcome, props.lang, &open) }
            </section>
        },
    };
    html! {
        <section class="own-files" data-part="own-files">
            <label class="captures-file">
                <input type="file" multiple="multiple" data-control="own-files" {onchange} />
                <span>{ labels.open }</span>
            </label>
            <p class="hint">{ spans(&inline(labels.which)) }</p>
            { told }
        </section>
    }
}

fn came_to(outcome: &Outcome, lang: Lang, open: &Callback<Rc<Checked>>) -> Html {
    let labels = author(lang);
    match outcome {
        Outcome::Refused(refusal) => html! { <p>{ spans(&inline(&refused(refusal, labels))) }</p> },
        Outcome::NoKnown => html! { <p>{ shell(lang).not_loaded }</p> },
        Outcome::Read(checked) => {
            let shown = checked.clone();
            html! {
                <>
                    <h3>{ (labels.wrong)(checked.remarks.len()) }</h3>
                    <p>{ if checked.lesson.is_some() { labels.can_be_shown } else { labels.cannot_be_shown } }</p>
                    if checked.lesson.is_some() {
                        <button type="button" data-control="open-anyway" onclick={open.reform(move |_| shown.clone())}>
                            { labels.open_anyway }
                        </button>
                    }
                    { list(&checked.remarks, lang) }
                </>
            }
        }
    }
}
