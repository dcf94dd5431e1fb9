//! Fields of the lab: a number with its unit and bounds, a text, a choice. A wrong number is told beside its field.

use markup::html;
use quiz::read_number;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::labels::lab::lab;
use crate::model::{Action, Lab, Problem, shown};
use crate::view::ViewProps;

/// A whole number that can be filled in.
pub(super) struct Number {
    /// Its id in the page.
    pub(super) id: String,
    pub(super) label: AttrValue,
    pub(super) unit: &'static str,
    /// What it is now; empty where something else decides.
    pub(super) value: Option<String>,
    /// What stands there while it is empty; it may be left empty only if there is something.
    pub(super) placeholder: Option<String>,
    pub(super) least: u32,
    pub(super) largest: u32,
}

/// The field; `set` makes an action of the number, or of nothing where it was emptied.
pub(super) fn number(props: &ViewProps, field: Number, set: impl Fn(Option<u32>) -> Action + 'static) -> Html {
    let ViewProps { model, act } = props;
    let Number { id, label, unit, value, placeholder, least, largest } = field;
    let problem = model.lab.problem.clone().filter(|problem| problem.field == id);
    // What is wrong stands where it was written, so that it can be mended.
    let typed = problem.as_ref().map(|problem| problem.value.clone());
    let told = [&id, "-problem"].concat();
    let may_be_empty = placeholder.is_some();
    let onchange = {
        let (act, lab, id) = (act.clone(), model.lab.clone(), id.clone());
        move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let text = input.value();
            let number = read_number(&text).ok().and_then(|entered| u32::try_from(entered.value).ok());
            let action = match number {
                Some(number) if (least..=largest).contains(&number) => set(Some(number)),
                _ if may_be_empty && text.trim().is_empty() => set(None),
                _ => {
                    let problem = Problem { field: id.clone(), value: shown(&text), least, largest };
                    Action::Lab(Box::new(Lab { problem: Some(problem), ..lab.clone() }))
                }
            };
            act.emit(action);
        }
    };
    html! {
        <div class="lab-field">
            <label for={id.clone()}>{ label }</label>
            <span class="lab-number">
                <input type="text" inputmode="numeric" autocomplete="off" class="mono" id={id}
                    value={typed.or(value).unwrap_or_default()} {placeholder} {onchange}
                    aria-invalid={problem.is_some().to_string()}
                    aria-describedby={problem.is_some().then(|| told.clone())} />
                <span class="lab-unit">{ unit }</span>
            </span>
            if let Some(problem) = problem {
                <p class="field-error" id={told}>{ (lab(model.view.lang).problem)(&problem) }</p>
            }
        </div>
    }
}

/// A line of text.
pub(super) fn text(
    props: &ViewProps,
    id: String,
    label: &'static str,
    value: String,
    set: impl Fn(String) -> Action + 'static,
) -> Html {
    let onchange = props.act.reform(move |event: Event| {
        set(event.target_dyn_into::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default())
    });
    html! {
        <div class="lab-field">
            <label for={id.clone()}>{ label }</label>
            <input type="text" autocomplete="off" maxlength="1000" {id} {value} {onchange} />
        </div>
    }
}

/// One of several.
pub(super) fn choice(
    props: &ViewProps,
    id: String,
    label: AttrValue,
    names: &[AttrValue],
    chosen: usize,
    set: impl Fn(usize) -> Action + 'static,
) -> Html {
    let onchange = props.act.reform(move |event: Event| {
        let at = event.target_dyn_into::<HtmlSelectElement>().map_or(0, |select| select.selected_index());
        set(usize::try_from(at).unwrap_or(0))
    });
    html! {
        <div class="lab-field">
            <label for={id.clone()}>{ label }</label>
            <select {id} {onchange}>
                { for names.iter().enumerate().map(|(at, name)| html! {
                    <option selected={at == chosen}>{ name.clone() }</option>
                }) }
            </select>
        </div>
    }
}
