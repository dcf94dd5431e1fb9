//! The dialog in which the page as it stands is passed on: as a link, or as a part of another page; and what teachers may
//! want to know of it.

mod address;
mod deflate;
mod embed;
mod escape;
mod fold;
mod guide;
mod hosts;
mod link;

use std::rc::Rc;

use lessons::Lang;
use markup::{html, later};
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};
use yew::prelude::*;

pub(crate) use self::fold::{FoldProps, Long, fold};

use self::embed::Embed;
use self::guide::Guide;
use self::link::Link;
use crate::browser::window;
use crate::labels::share::share;
use crate::labels::shell::shell;
use crate::model::to_query;
use crate::view::ViewProps;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct ShareProps {
    pub(crate) shown: ViewProps,
    pub(crate) on_close: Callback<()>,
}

/// The dialog as a whole.
#[later(share)]
pub(crate) fn share_dialog(props: &ShareProps) -> Html {
    html! { <Share ..props.clone() /> }
}

/// A tab of the dialog.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Part {
    Link,
    Embed,
    Guide,
}

impl Part {
    const ALL: [Part; 3] = [Part::Link, Part::Embed, Part::Guide];

    fn name(self) -> &'static str {
        match self {
            Part::Link => "link",
            Part::Embed => "embed",
            Part::Guide => "guide",
        }
    }

    /// The tab that a key leads to from this one.
    fn after(self, key: &str) -> Option<Part> {
        let at = Part::ALL.iter().position(|part| *part == self)?;
        let last = Part::ALL.len() - 1;
        let to = match key {
            "ArrowRight" => (at + 1) % Part::ALL.len(),
            "ArrowLeft" => (at + last) % Part::ALL.len(),
            "Home" => 0,
            "End" => last,
            _ => return None,
        };
        Some(Part::ALL[to])
    }
}

/// What the parts of the dialog are made from.
#[derive(Clone, PartialEq, Properties)]
struct PartProps {
    lang: Lang,
    /// What the address said when the dialog was opened: it does not change under one's hands.
    query: Rc<Vec<(String, String)>>,
    /// What is shown, as it is called.
    title: AttrValue,
    /// Leads to a page for teachers.
    on_page: Callback<AttrValue>,
    /// The page for teachers that is asked for.
    page: AttrValue,
}

#[component]
fn Share(props: &ShareProps) -> Html {
    let lang = props.shown.model.view.lang;
    let labels = share(lang);
    let dialog = use_node_ref();
    let part = use_state_eq(|| Part::Link);
    let page = use_state_eq(|| AttrValue::Static("index"));
    {
        let dialog = dialog.clone();
        use_effect_with((), move |()| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                // It fails only for a dialog that is not in the page.
                let _ = dialog.show_modal();
            }
        });
    }
    let onclose = props.on_close.reform(|_: Event| ());
    let onclick = {
        let dialog = dialog.clone();
        move |_: MouseEvent| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                dialog.close();
            }
        }
    };
    let on_page = {
        let (part, page) = (part.setter(), page.setter());
        use_callback((), move |name: AttrValue, ()| {
            page.set(name);
            part.set(Part::Guide);
            focus_on(Part::Guide);
        })
    };
    let one = |of: Part, name: &'static str| {
        let is_shown = *part == of;
        let (on_click, on_key) = (part.setter(), part.setter());
        let onkeydown = move |event: KeyboardEvent| {
            if let Some(next) = of.after(&event.key()) {
                event.prevent_default();
                on_key.set(next);
                focus_on(next);
            }
        };
        html! {
            <button type="button" role="tab" id={tab_id(of)} data-tab={of.name()} aria-selected={is_shown.to_string()}
                aria-controls="share-part" tabindex={if is_shown { "0" } else { "-1" }}
                onclick={move |_: MouseEvent| on_click.set(of)} {onkeydown}>{ name }</button>
        }
    };
    let query = use_memo((), |()| {
        to_query(&props.shown.model).into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Vec<_>>()
    });
    let title = props.shown.model.title().into();
    let props = PartProps { lang, query, title, on_page, page: (*page).clone() };
    html! {
        <dialog ref={dialog} class="keys share" aria-labelledby="share-heading" {onclose}>
            <h2 id="share-heading" tabindex="-1" autofocus="">{ shell(lang).share_title }</h2>
            <div class="share-tabs" role="tablist" aria-label={shell(lang).share_title}>
                { one(Part::Link, labels.link) }
                { one(Part::Embed, labels.embed) }
                { one(Part::Guide, labels.guide) }
            </div>
            <div class="share-part" id="share-part" role="tabpanel" aria-labelledby={tab_id(*part)} data-part="share-part"
                data-of={part.name()}>
                { shown(*part, props) }
            </div>
            <div class="keys-buttons">
                <button type="button" data-control="share-close" {onclick}>{ shell(lang).close }</button>
            </div>
        </dialog>
    }
}

fn shown(part: Part, props: PartProps) -> Html {
    match part {
        Part::Link => html! { <Link ..props /> },
        Part::Embed => html! { <Embed ..props /> },
        Part::Guide => html! { <Guide ..props /> },
    }
}

fn tab_id(part: Part) -> String {
    ["share-tab-", part.name()].concat()
}

/// The focus goes with the tab that is chosen by a key.
fn focus_on(part: Part) {
    let tab = window().document().and_then(|document| document.get_element_by_id(&tab_id(part)));
    if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<HtmlElement>().ok()) {
        let _ = tab.focus();
    }
}
