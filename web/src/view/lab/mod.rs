//! The lab: what a learner does to both endpoints and to the path. Each thing done is an edit of the scenario.

mod calls;
mod field;
mod options;
mod path;
mod segment;
mod settings;

use std::rc::Rc;

use markup::{html, later};
use sim::Scenario;
use yew::prelude::*;

use crate::labels::lab::lab;
use crate::model::{Action, Lab, LabTab};
use crate::view::ViewProps;

/// The panel beside the ladder.
#[later(lab)]
pub(crate) fn lab_panel(props: &ViewProps) -> Html {
    let ViewProps { model, act } = props;
    let labels = lab(model.view.lang);
    let chosen = model.lab.tab;
    let tab = |tab: LabTab| {
        let lab = Lab { tab, problem: None, ..model.lab.clone() };
        html! {
            <button type="button" data-lab={tab.name()} aria-pressed={(tab == chosen).to_string()}
                onclick={act.reform(move |_| Action::Lab(Box::new(lab.clone())))}>{ (labels.tab)(tab) }</button>
        }
    };
    html! {
        <section class="lab panel" data-part="lab" aria-labelledby="lab-heading">
            <div class="lab-head">
                <h2 id="lab-heading">{ labels.title }</h2>
                <div class="choice" role="group" aria-label={labels.title}>{ for LabTab::ALL.into_iter().map(tab) }</div>
            </div>
            { match chosen {
                LabTab::Calls => calls::calls(props),
                LabTab::Path => path::path(props),
                LabTab::Options => options::options(props),
                LabTab::Segment => segment::segment(props),
            } }
        </section>
    }
}

/// What is wrong with what was filled in, for the live region.
#[later(lab)]
pub(crate) fn lab_said(props: &ViewProps) -> Html {
    let model = &props.model;
    let labels = lab(model.view.lang);
    let is_too_long = model.lab.tab == LabTab::Segment && !segment::fits(model);
    html! {
        <>
            <p>{ for model.lab.problem.as_ref().map(labels.problem) }</p>
            <p>{ for is_too_long.then_some(labels.too_long) }</p>
        </>
    }
}

/// The scenario with a change, as an action.
fn edited(scenario: &Rc<Scenario>, change: impl FnOnce(&mut Scenario)) -> Action {
    let mut scenario = (**scenario).clone();
    change(&mut scenario);
    Action::Edit(Box::new(scenario), None)
}
