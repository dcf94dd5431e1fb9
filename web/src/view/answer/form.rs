//! The form of an answer: its fields, their hints one at a time, and the button that locks it. What is filled in lives here
//! until it is locked.

use lessons::Lang;
use markup::html;
use quiz::{Input, Value};
use web_sys::Element;
use yew::prelude::*;

use super::fields::{Field, Filled};
use super::{Blank, is_free, take_focus};
use crate::browser::say_hint;
use crate::labels::answer::answer_labels;

/// What was filled in when it was locked.
pub(crate) struct Given {
    /// A value for each blank, in their order.
    pub(crate) values: Vec<Value>,
    /// How many hints were shown.
    pub(crate) hints: u8,
}

#[derive(PartialEq, Properties)]
pub(crate) struct AnswerFormProps {
    pub(crate) blanks: Vec<Blank>,
    /// From where numbers are counted, where that is of any account: whether from each side's ISS.
    pub(crate) relative: Option<bool>,
    pub(crate) lang: Lang,
    /// Whether the first field takes the focus when the form comes, if that is nowhere else.
    pub(crate) takes_focus: bool,
    pub(crate) on_lock: Callback<Given>,
}

/// Describes every field of a number.
const NUMBERS: &str = "answer-numbers";

/// The form. One for another question needs another key.
#[component]
pub(crate) fn AnswerForm(props: &AnswerFormProps) -> Html {
    let labels = answer_labels(props.lang);
    let node = use_node_ref();
    let filled = use_state(|| vec![Filled::default(); props.blanks.len()]);
    let tried = use_state_eq(|| false);
    {
        let (node, takes_focus) = (node.clone(), props.takes_focus);
        use_effect_with((), move |()| {
            if let Some(form) = node.cast::<Element>().filter(|form| takes_focus && is_free(form)) {
                take_focus(&form, "[data-answer], [data-flag]");
            }
            // What was said of the hints is of no account once the question is gone.
            || say_hint("")
        });
    }
    let onsubmit = {
        let (filled, tried, node) = (filled.clone(), tried.clone(), node.clone());
        let (blanks, lang, on_lock) = (props.blanks.clone(), props.lang, props.on_lock.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(true);
            let read = blanks.iter().zip(filled.iter()).map(|(blank, filled)| filled.read(&blank.input, lang));
            let values: Vec<Result<Value, String>> = read.collect();
            match values.iter().position(Result::is_err) {
                Some(wrong) => {
                    if let Some(form) = node.cast::<Element>() {
                        take_focus(&form, &["#answer-", &blanks[wrong].name].concat());
                    }
                }
                None => {
                    let hints = filled.iter().map(|filled| filled.hints).sum::<usize>();
                    let hints = u8::try_from(hints).unwrap_or(u8::MAX);
                    on_lock.emit(Given { values: values.into_iter().flatten().collect(), hints });
                }
            }
        })
    };
    let described_by = props.relative.map(|_| NUMBERS);
    let part = |(at, blank): (usize, &Blank)| {
        let all = filled.clone();
        let set = Callback::from(move |of: Filled| {
            let mut changed = (*all).clone();
            changed[at] = of;
            all.set(changed);
        });
        let Some(filled) = filled.get(at) else { return Html::default() };
        let field = Field { blank, filled, tried: *tried, lang: props.lang, described_by, set: set.clone() };
        html! {
            <div class="answer-part" data-blank={blank.name.clone()}>
                { field.draw() }
                { hints(blank, filled, props.lang, set) }
            </div>
        }
    };
    let has_numbers = |blank: &Blank| matches!(blank.input, Input::Number | Input::NumberOrFlags);
    html! {
        <form class="answer" ref={node} {onsubmit}>
            { for props.blanks.iter().enumerate().map(part) }
            if let Some(relative) = props.relative.filter(|_| props.blanks.iter().any(has_numbers)) {
                <p class="hint" id={NUMBERS}>{ (labels.number_hint)(relative) }</p>
            }
            <button type="submit" class="strong" data-control="lock">{ labels.lock }</button>
        </form>
    }
}

/// The hints to a blank that were asked for, and the way to the next.
fn hints(blank: &Blank, filled: &Filled, lang: Lang, set: Callback<Filled>) -> Html {
    let (all, seen) = (blank.hints.len(), filled.hints);
    let next = blank.hints.get(seen).map(|text| {
        let (filled, text) = (Filled { hints: seen + 1, ..filled.clone() }, text.clone());
        let onclick = move |_: MouseEvent| {
            say_hint(&text);
            set.emit(filled.clone());
        };
        html! {
            <button type="button" data-hint={blank.name.clone()} {onclick}>
                { (answer_labels(lang).hint)(seen + 1, all) }
                <span class="visually-hidden">{ " · " }{ blank.label.clone() }</span>
            </button>
        }
    });
    html! {
        <div class="answer-hints">
            { for blank.hints.iter().take(seen).map(|text| html! { <p class="answer-hint" data-part="hint">{ text.clone() }</p> }) }
            { for next }
        </div>
    }
}
