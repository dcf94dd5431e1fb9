//! The bar of a page in a small frame: which lesson it is, the other language, and the way to the whole page.

use markup::{html, later};
use yew::prelude::*;

use super::state::state;
use crate::labels::host::host as labels;
use crate::labels::shell::shell;
use crate::model::Action;
use crate::view::ViewProps;
use crate::view::top_bar::other_lang;

/// Characters of an address that every browser opens.
const LONGEST_ADDRESS: usize = 16_000;

/// The bar.
#[later(bridge)]
pub(crate) fn small_bar(props: &ViewProps) -> Html {
    let ViewProps { model, act } = props;
    let lang = model.view.lang;
    let other = other_lang(lang);
    let has_links = !model.options.is("links", "off");
    let title = if model.absent.is_some() { String::new() } else { model.title() };
    html! {
        <header class="small-bar" data-part="small-bar">
            <h1 class="small-title" title={title.clone()}>{ title }</h1>
            <button type="button" data-control="lang" lang={other.code()}
                onclick={act.reform(move |_| Action::Lang(other))}>{ shell(lang).other_language }</button>
            if has_links {
                <a class="open-full" data-control="open-full" target="_blank" rel="noopener"
                    href={["?", &state(model, "", LONGEST_ADDRESS)].concat()}>{ labels(lang).open_full }</a>
            }
        </header>
    }
}
