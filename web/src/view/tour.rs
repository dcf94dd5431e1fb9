//! What can be done here, in four sentences, on a first visit. It lies beside the page and stops nobody.

use markup::html;
use yew::prelude::*;

use crate::labels::shell::shell;
use crate::model::{Action, TOUR_STEPS};
use crate::view::ViewProps;

/// The card with the sentence that it is at; nothing once it was read or skipped.
pub(crate) fn tour(props: &ViewProps) -> Html {
    let ViewProps { model, act } = props;
    let Some(step) = model.tour else { return Html::default() };
    let labels = shell(model.view.lang);
    let (title, text) = labels.tour[usize::from(step).min(TOUR_STEPS - 1)];
    let is_last = usize::from(step) + 1 >= TOUR_STEPS;
    let next = if is_last { None } else { Some(step + 1) };
    html! {
        <aside class="tour panel" data-part="tour" data-tour={step.to_string()} aria-label={labels.tour_title}>
            <p class="tour-count">{ labels.tour_title }{ " " }{ (labels.tour_count)(step + 1, TOUR_STEPS) }</p>
            <div>
                <h2>{ title }</h2>
                <p>{ text }</p>
            </div>
            <div class="tour-buttons">
                if !is_last {
                    <button type="button" data-control="tour-skip" onclick={act.reform(|_| Action::Tour(None))}>
                        { labels.tour_skip }
                    </button>
                }
                <button type="button" class="strong" data-control="tour-next"
                    onclick={act.reform(move |_| Action::Tour(next))}>
                    { if is_last { labels.dismiss } else { labels.tour_next } }
                </button>
            </div>
        </aside>
    }
}
