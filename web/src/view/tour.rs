//! What can be done here, in four sentences, on a first visit. It lies beside the page and stops nobody.

use markup::{html, later};
use yew::prelude::*;

use crate::labels::tour::tour as labels;
use crate::model::{Action, TOUR_STEPS};
use crate::view::ViewProps;
use crate::view::later::later_unsaid;

/// The card with the sentence that it is at; nothing once it was read or skipped.
pub(crate) fn tour(props: &ViewProps) -> Html {
    match props.model.tour {
        Some(_) => later_unsaid(tour_card(), props.model.view.lang, props.clone()),
        None => Html::default(),
    }
}

#[later(why)]
fn tour_card(props: &ViewProps) -> Html {
    let ViewProps { model, act } = props;
    let Some(step) = model.tour else { return Html::default() };
    let labels = labels(model.view.lang);
    let (title, text) = labels.steps[at(step)];
    let is_last = at(step) + 1 >= TOUR_STEPS;
    let next = if is_last { None } else { Some(step + 1) };
    html! {
        <aside class="tour panel" data-part="tour" data-tour={step.to_string()} aria-label={labels.title}>
            <p class="tour-count">{ labels.title }{ " " }{ (labels.count)(step + 1, TOUR_STEPS) }</p>
            <div>
                <h2>{ title }</h2>
                <p>{ text }</p>
            </div>
            <div class="tour-buttons">
                if !is_last {
                    <button type="button" data-control="tour-skip" onclick={act.reform(|_| Action::Tour(None))}>
                        { labels.skip }
                    </button>
                }
                <button type="button" class="strong" data-control="tour-next"
                    onclick={act.reform(move |_| Action::Tour(next))}>
                    { if is_last { labels.done } else { labels.next } }
                </button>
            </div>
        </aside>
    }
}

/// The sentence for the live region.
#[later(why)]
pub(crate) fn tour_said(props: &ViewProps) -> Html {
    let model = &props.model;
    let said = model.tour.map(|step| labels(model.view.lang).steps[at(step)]);
    html! { <p>{ for said.map(|(title, text)| [title, " ", text].concat()) }</p> }
}

/// Which of the sentences a step is.
fn at(step: u8) -> usize {
    usize::from(step).min(TOUR_STEPS - 1)
}
