//! The dialog in which the page as it stands is passed on: as a link, or as a part of another page.

use markup::{html, later};
use web_sys::HtmlDialogElement;
use yew::prelude::*;

use crate::labels::shell::shell;
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

#[component]
fn Share(props: &ShareProps) -> Html {
    let labels = shell(props.shown.model.view.lang);
    let dialog = use_node_ref();
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
    html! {
        <dialog ref={dialog} class="share" aria-labelledby="share-heading" {onclose}>
            <h2 id="share-heading" tabindex="-1" autofocus="">{ labels.share_title }</h2>
            <button type="button" data-control="share-close" {onclick}>{ labels.close }</button>
        </dialog>
    }
}
