//! Links from the quiz to the stage: the run of a question, or a lesson, at the moment in question. They keep what the quiz
//! was asked for, so that its button leads back to the same round, as the browser's back does.

use lessons::link::{fault_text, pack};
use lessons::{Lang, Numbering};
use markup::html;
use quiz::{Moment, Task};
use sim::{FaultKind, Scenario};
use web_sys::UrlSearchParams;
use yew::prelude::*;

use crate::browser;
use crate::model::{Model, Theme};

/// The query of the address at which a question's run stands at its moment.
pub(crate) fn run(model: &Model, task: &Task) -> AttrValue {
    let scenario = &task.timeline.scenario;
    let list = |drops: bool| {
        let of_kind = scenario.faults.iter().filter(|fault| (fault.kind == FaultKind::Drop) == drops);
        of_kind.map(|fault| fault_text(fault.segment, &fault.kind)).collect::<Vec<_>>().join(",")
    };
    let rest = Scenario { faults: Vec::new(), ..scenario.clone() };
    let mut parameters = vec![("lesson", lessons::opening().id.clone()), ("edit", pack(&rest))];
    let lists = [("drop", list(true)), ("fault", list(false))];
    parameters.extend(lists.into_iter().filter(|(_, list)| !list.is_empty()));
    parameters.push(("step", task.moment().to_string()));
    query(model, parameters, task.question.numbering)
}

/// The query of the address at which a lesson stands at a moment.
pub(super) fn lesson(model: &Model, moment: Moment) -> AttrValue {
    query(model, vec![("lesson", moment.lesson.into()), ("step", moment.step.to_string())], model.view.numbering)
}

fn query(model: &Model, mut parameters: Vec<(&'static str, String)>, numbering: Numbering) -> AttrValue {
    if numbering == Numbering::Relative {
        parameters.push(("numbers", "relative".into()));
    }
    parameters.push(("lang", if model.view.lang == Lang::Zh { "zh".into() } else { "en".into() }));
    match model.view.theme {
        Theme::System => {}
        Theme::Light => parameters.push(("theme", "light".into())),
        Theme::Dark => parameters.push(("theme", "dark".into())),
    }
    parameters.extend(model.options.iter());
    let Ok(query) = UrlSearchParams::new() else { return AttrValue::default() };
    for (name, value) in parameters {
        query.append(name, &value);
    }
    String::from(query.to_string()).into()
}

/// The link itself. It opens without loading the page again; in another tab, too, if that is wanted.
pub(crate) fn link(query: &AttrValue, name: impl Into<AttrValue>, hook: &'static str) -> Html {
    let to = query.clone();
    let onclick = move |event: MouseEvent| {
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
            event.prevent_default();
            browser::go_to(&to);
        }
    };
    html! { <a class="button" data-control={hook} href={["?", query].concat()} {onclick}>{ name.into() }</a> }
}
