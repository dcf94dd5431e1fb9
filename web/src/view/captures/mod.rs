//! Captures: the dialog in which a file is opened (a lesson's as well), and what takes the place of a run's hosts and reasons while one of its
//! conversations is shown.

mod browse;
mod drop;
mod file;
mod host;
mod kind;
mod list;
mod why;

use lessons::Lang;
use markup::{html, later};
use web_sys::{FileList, HtmlDialogElement};
use yew::prelude::*;

pub(crate) use self::drop::use_drop;
pub(crate) use self::host::{CapturedHostProps, captured_host};
pub(crate) use self::why::{CapturedProps, about, captured_why, nothing_within};

use self::browse::{Browse, BrowseProps};
use crate::labels::shell::shell;
use crate::model::{Action, Source};
use crate::view::later::later;

#[derive(Clone, PartialEq)]
pub(crate) struct CapturesProps {
    pub(crate) lang: Lang,
    pub(crate) dialog: NodeRef,
    /// Whether anybody has asked for it.
    pub(crate) asked: bool,
    /// Files that were dropped on the page.
    pub(crate) dropped: Option<FileList>,
    /// The conversation that a link wants.
    pub(crate) wanted: Option<Source>,
    pub(crate) act: Callback<Action>,
}

/// The dialog, closed at first.
pub(crate) fn captures_dialog(props: &CapturesProps) -> Html {
    let labels = shell(props.lang);
    let dialog = props.dialog.clone();
    let onclick = move |_: MouseEvent| close(&dialog);
    html! {
        <dialog ref={props.dialog.clone()} class="captures" aria-labelledby="captures-heading">
            <div class="captures-head">
                <h2 id="captures-heading" tabindex="-1">{ labels.captures }</h2>
                <button type="button" data-control="captures-close" {onclick}>{ labels.close }</button>
            </div>
            if props.asked {
                { later(browse(), props.lang, props.clone()) }
            }
        </dialog>
    }
}

fn close(dialog: &NodeRef) {
    if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
        dialog.close();
    }
}

#[later(captures)]
fn browse(props: &CapturesProps) -> Html {
    let CapturesProps { lang, dialog, dropped, wanted, act, .. } = props.clone();
    let on_opened = Callback::from(move |()| close(&dialog));
    let shown = BrowseProps { lang, dropped, wanted, act, on_opened };
    html! { <Browse ..shown /> }
}
