//! The list of keys, as a dialog.

use lessons::Lang;
use markup::{html, later};
use web_sys::{HtmlDialogElement, HtmlInputElement};
use yew::prelude::*;

use crate::browser::{character_keys, set_character_keys};
use crate::labels::keys::keys;
use crate::labels::shell::shell;
use crate::model::Action;
use crate::view::later::later;

#[derive(PartialEq)]
pub(crate) struct KeysProps {
    pub(crate) lang: Lang,
    pub(crate) dialog: NodeRef,
    /// Whether anybody has asked for it.
    pub(crate) asked: bool,
    pub(crate) act: Callback<Action>,
}

/// Opens the dialog that `node` is, unless it is open.
pub(crate) fn show(node: &NodeRef) {
    if let Some(dialog) = node.cast::<HtmlDialogElement>().filter(|dialog| !dialog.open()) {
        // Its heading takes the focus. Said beforehand, it would be an error to browsers that show the page in another site.
        if let Ok(Some(heading)) = dialog.query_selector("h2") {
            let _ = heading.set_attribute("autofocus", "");
        }
        // It fails only for a dialog that is not in the page.
        let _ = dialog.show_modal();
    }
}

/// The dialog, closed at first.
pub(crate) fn keys_dialog(props: &KeysProps) -> Html {
    let labels = shell(props.lang);
    let dialog = props.dialog.clone();
    let close = move || {
        if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
            dialog.close();
        }
    };
    let on_tour = {
        let (close, act) = (close.clone(), props.act.clone());
        move |_| {
            close();
            act.emit(Action::Tour(Some(0)));
        }
    };
    let on_close = move |_| close();
    html! {
        <dialog ref={props.dialog.clone()} class="keys" aria-labelledby="keys-heading">
            <h2 id="keys-heading" tabindex="-1">{ labels.keys }</h2>
            if props.asked {
                { later(keys_list(), props.lang, props.lang) }
            }
            <div class="keys-buttons">
                <button type="button" onclick={on_close}>{ labels.close }</button>
                <button type="button" data-control="tour-again" onclick={on_tour}>{ labels.tour_again }</button>
            </div>
        </dialog>
    }
}

/// What keys do, and whether those of one character do anything.
#[later(lab)]
fn keys_list(lang: &Lang) -> Html {
    let labels = keys(*lang);
    let oninput = |event: InputEvent| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            set_character_keys(input.checked());
        }
    };
    html! {
        <>
            { list(&labels.anywhere) }
            <h3>{ labels.on_segment_title }</h3>
            { list(&labels.on_segment) }
            <label class="keys-characters">
                <input type="checkbox" data-control="character-keys" checked={character_keys()} {oninput} />
                { labels.characters }
            </label>
        </>
    }
}

/// Keys with what they do.
fn list(keys: &[(&'static str, &'static str)]) -> Html {
    let key = |(key, does): &(&'static str, &'static str)| {
        html! { <div><dt><kbd>{ *key }</kbd></dt><dd>{ *does }</dd></div> }
    };
    html! { <dl>{ for keys.iter().map(key) }</dl> }
}
