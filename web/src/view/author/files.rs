//! Files of a lesson are chosen in the menu of the lessons, or dropped on the page, and what is wrong with them is told before
//! anything changes.

use std::cell::Cell;
use std::rc::Rc;

use course::inline;
use lessons::Lang;
use markup::{html, later};
use wasm_bindgen_futures::spawn_local;
use web_sys::{File, FileList, HtmlElement, HtmlInputElement};
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
    let OwnFilesProps { lang, act, on_opened } = props.clone();
    let labels = author(lang);
    // What was chosen last, and how often something was.
    let chosen = use_state(|| (0_u32, Vec::new()));
    let onchange = {
        let chosen = chosen.clone();
        move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let files = input.files().as_ref().map(files_of).unwrap_or_default();
            // The same file, changed, can be chosen again.
            input.set_value("");
            chosen.set((chosen.0 + 1, files));
        }
    };
    let (times, files) = &*chosen;
    html! {
        <section class="own-files" data-part="own-files">
            <label class="captures-file">
                <input type="file" multiple="multiple" data-control="own-files" {onchange} />
                <span>{ labels.open }</span>
            </label>
            <p class="hint">{ spans(&inline(labels.which)) }</p>
            if !files.is_empty() {
                <OwnGiven key={*times} {lang} files={files.clone()} {act} {on_opened} />
            }
        </section>
    }
}

/// The files of a list.
pub(crate) fn files_of(list: &FileList) -> Vec<File> {
    (0..list.length()).filter_map(|index| list.get(index)).collect()
}

#[derive(PartialEq, Properties)]
pub(crate) struct OwnGivenProps {
    pub(crate) lang: Lang,
    pub(crate) files: Vec<File>,
    pub(crate) act: Callback<Action>,
    /// Called once a lesson is shown.
    pub(crate) on_opened: Callback<()>,
}

/// Files that were given as a lesson's: they are read, and the lesson is shown at once, or what is wrong with it is told. Files
/// that are given anew need another key.
#[component]
pub(crate) fn OwnGiven(props: &OwnGivenProps) -> Html {
    let labels = author(props.lang);
    let outcome = use_state(|| None::<Outcome>);
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
    {
        let (outcome, open, files) = (outcome.setter(), open.clone(), props.files.clone());
        use_effect_with((), move |()| {
            // Others may be given before these are read.
            let is_wanted = Rc::new(Cell::new(true));
            let is_there = is_wanted.clone();
            spawn_local(async move {
                let came = read(of_files(&files).await).await;
                if is_there.get() {
                    match &came {
                        Outcome::Read(checked) if checked.remarks.is_empty() => open.emit(checked.clone()),
                        _ => outcome.set(Some(came)),
                    }
                }
            });
            move || is_wanted.set(false)
        });
    }
    {
        let place = place.clone();
        use_effect_with((*outcome).clone(), move |outcome| {
            if let Some(told) = place.cast::<HtmlElement>().filter(|_| outcome.is_some()) {
                let _ = told.focus();
            }
        });
    }
    match &*outcome {
        None => Html::default(),
        Some(outcome) => html! {
            <section class="own-outcome" data-part="own-outcome" tabindex="-1" ref={place} aria-label={labels.open}>
                { came_to(outcome, props.lang, &open) }
            </section>
        },
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
