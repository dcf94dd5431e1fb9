//! Answers: the form in which one is filled in, with its hints, and what is said of each part once it is locked.
//!
//! Whoever asks gives the blanks and gets the values; nothing here knows what is asked, or what is right.

mod fields;
mod focus;
mod form;
mod judged;
mod order;

pub(crate) use focus::{is_free, take_focus};
pub(crate) use form::{AnswerForm, Draft, Given};
pub(crate) use judged::{Judgement, judged};
pub(crate) use order::Card;

use std::rc::Rc;

use quiz::{Input, Sums, Value};
use yew::AttrValue;

/// One thing that is to be filled in.
#[derive(Clone, PartialEq)]
pub(crate) struct Blank {
    /// Its name in the page, the only one of a form: `seq`.
    pub(crate) name: AttrValue,
    /// What it is called beside its field.
    pub(crate) label: AttrValue,
    /// What kind of answer it wants.
    pub(crate) input: Input,
    /// What becomes of a sum that no field can hold.
    pub(crate) sums: Sums,
    /// What each of the choices is called, where the answer is one of several.
    pub(crate) choices: Rc<[AttrValue]>,
    /// The hints to it, in the order in which they are shown.
    pub(crate) hints: Rc<[String]>,
}

impl Blank {
    /// A blank for `input`, whose choices `called` names.
    pub(crate) fn new(
        name: impl Into<AttrValue>,
        label: impl Into<AttrValue>,
        input: Input,
        called: impl Fn(Value) -> String,
    ) -> Blank {
        let choices = match &input {
            Input::Choice(choices) => choices.iter().map(|choice| called(*choice).into()).collect(),
            Input::Number | Input::Flags | Input::NumberOrFlags => Rc::default(),
        };
        Blank { name: name.into(), label: label.into(), input, sums: Sums::Wrap, choices, hints: Rc::default() }
    }

    /// The same, with what becomes of sums.
    pub(crate) fn with_sums(self, sums: Sums) -> Blank {
        Blank { sums, ..self }
    }

    /// The same with hints.
    pub(crate) fn with_hints(self, hints: impl IntoIterator<Item = String>) -> Blank {
        Blank { hints: hints.into_iter().collect(), ..self }
    }
}
