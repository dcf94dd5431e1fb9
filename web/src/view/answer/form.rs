//! The form of an answer: its fields, their hints one at a time, and the button that locks it. What is filled in lives here
//! until it is locked.

use std::rc::Rc;

use lessons::Lang;
use markup::html;
use quiz::{Input, Value};
use web_sys::Element;
use yew::prelude::*;

use super::fields::{Field, Filled};
use super::order::{Card, Order};
use super::{Blank, is_free, take_focus};
use crate::browser::{around, say_hint};
use crate::labels::answer::answer_labels;

/// What was filled in when it was locked.
pub(crate) struct Given {
    /// A value for each blank, in their order.
    pub(crate) values: Vec<Value>,
    /// How many hints were shown for each blank, in their order.
    pub(crate) hints: Vec<usize>,
}

/// What is filled in and not locked.
pub(crate) struct Draft {
    /// The value in each blank, in their order; nothing where it is empty or cannot be read.
    pub(crate) values: Vec<Option<Value>>,
    /// Whether anything was filled in at all, readable or not.
    pub(crate) is_begun: bool,
    /// How many hints were shown for each blank, in their order.
    pub(crate) hints: Vec<usize>,
}

impl Draft {
    fn of(props: &AnswerFormProps, all: &[Filled]) -> Draft {
        // Cards stand in some order from the beginning: it is an answer once one was moved.
        let is_moved = all.iter().enumerate().any(|(at, filled)| filled.chosen != Some(at));
        let is_filled = |filled: &Filled| if props.cards.is_some() { is_moved } else { filled.is_filled() };
        let value = |(blank, filled): (&Blank, &Filled)| {
            is_filled(filled).then(|| filled.read(blank, props.lang).ok()).flatten()
        };
        Draft {
            values: props.blanks.iter().zip(all).map(value).collect(),
            is_begun: all.iter().any(is_filled),
            hints: all.iter().map(|filled| filled.hints).collect(),
        }
    }
}

#[derive(PartialEq, Properties)]
pub(crate) struct AnswerFormProps {
    pub(crate) blanks: Vec<Blank>,
    /// Where the blanks are the places of an order: what is to be put in order. Each blank has these as its choices.
    #[prop_or_default]
    pub(crate) cards: Option<Rc<[Card]>>,
    /// From where numbers are counted, where that is of any account: whether from each side's ISS.
    pub(crate) relative: Option<bool>,
    pub(crate) lang: Lang,
    /// Whether the first field takes the focus when the form comes, if that is nowhere else.
    pub(crate) takes_focus: bool,
    pub(crate) on_lock: Callback<Given>,
    /// Told of each change of what is filled in.
    #[prop_or_default]
    pub(crate) on_filled: Callback<Draft>,
}

/// Describes every field of a number.
const NUMBERS: &str = "answer-numbers";

/// The form. One for another question needs another key.
#[component]
pub(crate) fn AnswerForm(props: &AnswerFormProps) -> Html {
    let labels = answer_labels(props.lang);
    let node = use_node_ref();
    let filled = use_state(|| {
        // Cards have a place to begin with, and each is some other's than it should be.
        let begins = |at: usize| Filled { chosen: props.cards.as_ref().map(|_| at), ..Filled::default() };
        (0..props.blanks.len()).map(begins).collect::<Vec<Filled>>()
    });
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
            let read = blanks.iter().zip(filled.iter()).map(|(blank, filled)| filled.read(blank, lang));
            let values: Vec<Result<Value, String>> = read.collect();
            match values.iter().position(Result::is_err) {
                Some(wrong) => {
                    if let Some(form) = node.cast::<Element>() {
                        take_focus(&form, &["#answer-", &blanks[wrong].name].concat());
                    }
                }
                None => {
                    let hints = filled.iter().map(|filled| filled.hints).collect();
                    on_lock.emit(Given { values: values.into_iter().flatten().collect(), hints });
                }
            }
        })
    };
    let described_by = props.relative.map(|_| NUMBERS);
    {
        // What is filled in can be taken as the answer, should there be no time to lock it.
        let (on_filled, draft) = (props.on_filled.clone(), Draft::of(props, &filled));
        use_effect_with(filled.clone(), move |_| on_filled.emit(draft));
    }
    let set = |at: usize| {
        let all = filled.clone();
        Callback::from(move |of: Filled| {
            let mut changed = (*all).clone();
            changed[at] = of;
            all.set(changed);
        })
    };
    let parts = || props.blanks.iter().zip(filled.iter()).enumerate();
    let field = |(at, (blank, filled))| {
        let field = Field { blank, filled, tried: *tried, lang: props.lang, described_by, set: set(at) };
        html! { <div class="answer-part" data-blank={blank.name.clone()}>{ field.draw() }</div> }
    };
    let has_numbers = |blank: &Blank| matches!(blank.input, Input::Number | Input::NumberOrFlags);
    html! {
        <form class="answer" ref={node} {onsubmit}>
            if let Some(cards) = props.cards.clone() {
                { order(props, cards, &filled) }
            } else {
                { for parts().map(field) }
            }
            if let Some(relative) = props.relative.filter(|_| props.blanks.iter().any(has_numbers)) {
                <p class="hint" id={NUMBERS}>{ (labels.number_hint)(relative) }</p>
            }
            <button type="submit" class="strong" data-control="lock">{ labels.lock }</button>
            // They stand behind the fields, so that one gets from field to field by one key.
            <div class="answer-hints">
                { for parts().flat_map(|(_, (blank, filled))| seen_hints(blank, filled)) }
                <div class="answer-hint-buttons">
                    { for parts().filter_map(|(at, (blank, filled))| next_hint(blank, filled, props.lang, set(at))) }
                </div>
            </div>
        </form>
    }
}

/// The cards in the order that they have so far.
fn order(props: &AnswerFormProps, cards: Rc<[Card]>, filled: &UseStateHandle<Vec<Filled>>) -> Html {
    let order: Vec<usize> = filled.iter().filter_map(|filled| filled.chosen).collect();
    let places: Vec<AttrValue> = props.blanks.iter().map(|blank| blank.name.clone()).collect();
    let all = filled.clone();
    let on_order = Callback::from(move |order: Vec<usize>| {
        let placed = |(filled, card): (&Filled, usize)| Filled { chosen: Some(card), ..filled.clone() };
        all.set(all.iter().zip(order).map(placed).collect());
    });
    html! { <Order {cards} {order} {places} lang={props.lang} {on_order} /> }
}

/// The hints to a blank that were asked for.
fn seen_hints(blank: &Blank, filled: &Filled) -> impl Iterator<Item = Html> {
    blank.hints.iter().take(filled.hints).map(|text| {
        html! {
            <p class="answer-hint" data-part="hint">
                <strong>{ blank.label.clone() }</strong>{ " · " }{ text.clone() }
            </p>
        }
    })
}

/// The way to the next hint, if there is one more.
fn next_hint(blank: &Blank, filled: &Filled, lang: Lang, set: Callback<Filled>) -> Option<Html> {
    let text = blank.hints.get(filled.hints)?.clone();
    let changed = Filled { hints: filled.hints + 1, ..filled.clone() };
    let is_last = changed.hints == blank.hints.len();
    let field = ["[data-answer=", &blank.name, "], [data-answer-flags=", &blank.name, "] button"].concat();
    let onclick = move |event: MouseEvent| {
        // With the last hint its button goes, and the focus must not go with it.
        if let Some(form) = around(&event, "form").filter(|_| is_last) {
            take_focus(&form, &field);
        }
        say_hint(&text);
        set.emit(changed.clone());
    };
    Some(html! {
        <button type="button" data-hint={blank.name.clone()} {onclick}>
            { blank.label.clone() }{ " · " }{ (answer_labels(lang).hint)(filled.hints + 1, blank.hints.len()) }
        </button>
    })
}
