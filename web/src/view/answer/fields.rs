//! The fields: a number whose value is shown while it is typed, control bits, and one of several. What is wrong with what
//! was filled in is told beside its field.

use lessons::Lang;
use markup::html;
use quiz::{Expected, Input, Sums, Value, read_flags, read_sum};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use wire::Flags;
use yew::prelude::*;

use super::Blank;
use crate::labels::answer::answer_labels;

/// Characters that a number or a sum has at the most.
const LONGEST: &str = "60";

/// What is filled in so far.
#[derive(Clone, PartialEq, Default)]
pub(super) struct Filled {
    /// What was typed.
    pub(super) text: String,
    pub(super) flags: Flags,
    /// Which of the choices.
    pub(super) chosen: Option<usize>,
    /// How many hints were shown.
    pub(super) hints: usize,
}

impl Filled {
    /// Whether anything was filled in. Of control bits none may be set, but who marks none has not begun.
    pub(super) fn is_filled(&self) -> bool {
        !self.text.trim().is_empty() || self.flags != Flags::NONE || self.chosen.is_some()
    }

    /// The value, or why there is none.
    pub(super) fn read(&self, blank: &Blank, lang: Lang) -> Result<Value, String> {
        let number = || read_sum(&self.text, blank.sums).map(|entered| Value::Number(entered.value));
        match &blank.input {
            Input::Number => number().map_err(|error| error.text(lang)),
            Input::Flags => Ok(Value::Flags(self.flags)),
            Input::NumberOrFlags => number().or_else(|error| {
                let is_word = self.text.chars().any(char::is_alphabetic) && error.expected != Expected::HexDigit;
                let flags = || read_flags(&self.text).map(Value::Flags).map_err(|error| error.text(lang));
                if is_word { flags() } else { Err(error.text(lang)) }
            }),
            Input::Choice(choices) => {
                let chosen = self.chosen.and_then(|at| choices.get(at).copied());
                chosen.ok_or_else(|| answer_labels(lang).not_chosen.into())
            }
        }
    }

    /// What the text comes to, where that does not stand there already.
    fn worked(&self, sums: Sums) -> Option<String> {
        let entered = read_sum(&self.text, sums).ok()?;
        let value = entered.value.to_string();
        let sum = entered.worked.filter(|worked| worked.contains("mod"));
        (value != self.text.trim()).then(|| sum.unwrap_or_else(|| ["= ", &value].concat()))
    }
}

/// How a field is shown.
pub(super) struct Field<'a> {
    pub(super) blank: &'a Blank,
    pub(super) filled: &'a Filled,
    /// Whether what is missing is told, too: from the first attempt to lock on, not while the first digit is typed.
    pub(super) tried: bool,
    pub(super) lang: Lang,
    /// What describes every number, by its id.
    pub(super) described_by: Option<&'a str>,
    /// What is to be filled in now.
    pub(super) set: Callback<Filled>,
}

impl Field<'_> {
    /// The field with its label and what is wrong with it.
    pub(super) fn draw(&self) -> Html {
        match self.blank.input {
            Input::Flags => self.flags(),
            Input::Number | Input::NumberOrFlags => self.text(),
            Input::Choice(_) => self.choice(),
        }
    }

    fn id(&self) -> String {
        ["answer-", &self.blank.name].concat()
    }

    fn error(&self) -> Option<String> {
        self.filled.read(self.blank, self.lang).err().filter(|_| self.tried || self.filled.is_filled())
    }

    fn text(&self) -> Html {
        let (id, error, worked) = (self.id(), self.error(), self.filled.worked(self.blank.sums));
        let (error_id, worked_id) = ([&id, "-error"].concat(), [&id, "-value"].concat());
        let mut described: Vec<&str> = self.described_by.into_iter().collect();
        if error.is_some() {
            described = vec![&error_id];
        } else if worked.is_some() {
            described.push(&worked_id);
        }
        let (filled, set) = (self.filled.clone(), self.set.clone());
        let oninput = Callback::from(move |event: InputEvent| {
            let typed = event.target_dyn_into::<HtmlInputElement>().map(|input| input.value());
            set.emit(Filled { text: typed.unwrap_or_default(), ..filled.clone() });
        });
        html! {
            <div class="answer-field">
                <label for={id.clone()}>{ self.blank.label.clone() }</label>
                <input {id} data-answer={self.blank.name.clone()} class="mono" type="text" autocomplete="off"
                    autocapitalize="off" spellcheck="false" maxlength={LONGEST} value={self.filled.text.clone()} {oninput}
                    aria-invalid={error.is_some().to_string()}
                    aria-describedby={(!described.is_empty()).then(|| described.join(" "))} />
                if let Some(error) = error {
                    <p class="field-error" id={error_id} data-part="field-error">{ error }</p>
                } else if let Some(worked) = worked {
                    <p class="answer-value mono" id={worked_id} data-part="answer-value">{ worked }</p>
                }
            </div>
        }
    }

    fn flags(&self) -> Html {
        html! {
            <fieldset class="answer-flags" data-answer-flags={self.blank.name.clone()}>
                <legend>
                    { self.blank.label.clone() }{ " · " }<span class="hint">{ answer_labels(self.lang).flags_hint }</span>
                </legend>
                { for Flags::NAMED.into_iter().map(|(flag, name)| {
                    let is_set = self.filled.flags.has(flag);
                    let flags = if is_set { self.filled.flags.without(flag) } else { self.filled.flags | flag };
                    let filled = Filled { flags, ..self.filled.clone() };
                    html! {
                        <button type="button" data-flag={name} aria-pressed={is_set.to_string()}
                            onclick={self.set.reform(move |_: MouseEvent| filled.clone())}>
                            { name }
                        </button>
                    }
                }) }
            </fieldset>
        }
    }

    fn choice(&self) -> Html {
        let (id, error) = (self.id(), self.error());
        let error_id = [&id, "-error"].concat();
        let (filled, set) = (self.filled.clone(), self.set.clone());
        let onchange = Callback::from(move |event: Event| {
            let at = event.target_dyn_into::<HtmlSelectElement>().map_or(0, |select| select.selected_index());
            // The first of the options is none of the choices.
            let chosen = usize::try_from(at).ok().and_then(|at| at.checked_sub(1));
            set.emit(Filled { chosen, ..filled.clone() });
        });
        html! {
            <div class="answer-field">
                <label for={id.clone()}>{ self.blank.label.clone() }</label>
                <select {id} data-answer={self.blank.name.clone()} class="mono" {onchange}
                    aria-invalid={error.is_some().to_string()}
                    aria-describedby={error.is_some().then(|| error_id.clone())}>
                    <option selected={self.filled.chosen.is_none()}>{ answer_labels(self.lang).choose }</option>
                    { for self.blank.choices.iter().enumerate().map(|(at, name)| html! {
                        <option selected={self.filled.chosen == Some(at)}>{ name.clone() }</option>
                    }) }
                </select>
                if let Some(error) = error {
                    <p class="field-error" id={error_id} data-part="field-error">{ error }</p>
                }
            </div>
        }
    }
}
