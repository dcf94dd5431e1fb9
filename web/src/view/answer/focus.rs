//! Where the focus goes when a question opens and when it is answered: on to what is next, but never away from somewhere
//! else on the page.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::browser::window;

/// Whether the focus may be taken to something in `around`: it is there already, or nowhere, or on what can no longer be
/// pressed.
pub(crate) fn is_free(around: &Element) -> bool {
    let active = window().document().and_then(|document| document.active_element());
    active.is_none_or(|active| {
        active.tag_name() == "BODY" || around.contains(Some(&active)) || active.matches(":disabled").unwrap_or(false)
    })
}

/// Moves the focus to the first element in `around` that `selector` names.
pub(crate) fn take_focus(around: &Element, selector: &str) {
    let element = around.query_selector(selector).ok().flatten();
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // What cannot take the focus leaves it where it is.
        let _ = element.focus();
    }
}
