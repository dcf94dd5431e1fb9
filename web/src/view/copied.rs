//! A text that is there to be copied: selected in a field, by a button, with or without leave to use the clipboard.

use lessons::Lang;
use markup::html;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDocument, HtmlElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::browser::{target, window};
use crate::labels::copied::copied;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct CopiedProps {
    pub(crate) lang: Lang,
    /// Tells several on one page apart.
    pub(crate) hook: &'static str,
    /// What the field is called.
    pub(crate) name: &'static str,
    pub(crate) text: AttrValue,
    pub(crate) rows: &'static str,
}

/// What came of copying.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Copied,
    /// It is selected, and the rest is left to the keyboard.
    Selected,
}

/// The field with its button.
#[component]
pub(crate) fn Copied(props: &CopiedProps) -> Html {
    let CopiedProps { lang, hook, name, text, rows } = props.clone();
    let labels = copied(lang);
    let field = use_node_ref();
    let outcome = use_state_eq(|| None::<Outcome>);
    {
        let outcome = outcome.setter();
        use_effect_with(text.clone(), move |_| outcome.set(None));
    }
    let onclick = {
        let (field, outcome) = (field.clone(), outcome.setter());
        move |event: MouseEvent| {
            let is_copied = select(&field) && copy();
            // What was not copied stays selected under the hands of whoever copies it.
            if let Some(button) = target(&event).filter(|_| is_copied).and_then(|of| of.dyn_into::<HtmlElement>().ok())
            {
                let _ = button.focus();
            }
            outcome.set(Some(if is_copied { Outcome::Copied } else { Outcome::Selected }));
        }
    };
    let said = match *outcome {
        None => "",
        Some(Outcome::Copied) => labels.copied,
        Some(Outcome::Selected) => labels.press_copy,
    };
    html! {
        <div class="copy-field">
            <label>
                <span>{ name }</span>
                <textarea ref={field} class="mono" data-control={[hook, "-text"].concat()} readonly="" {rows} spellcheck="false"
                    wrap="soft" value={text}></textarea>
            </label>
            <button type="button" class="strong" data-control={[hook, "-copy"].concat()} {onclick}>{ labels.copy }</button>
            <p class="hint" role="status" data-part={[hook, "-copied"].concat()}>{ said }</p>
        </div>
    }
}

/// Selects all of the field.
fn select(field: &NodeRef) -> bool {
    let Some(field) = field.cast::<HtmlTextAreaElement>() else { return false };
    let _ = field.focus();
    field.select();
    true
}

/// Copies what is selected. This way needs no leave, and works in a frame of another site as well.
fn copy() -> bool {
    let document = window().document().and_then(|document| document.dyn_into::<HtmlDocument>().ok());
    document.is_some_and(|document| document.exec_command("copy").unwrap_or(false))
}
