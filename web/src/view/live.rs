//! What a screen reader is told, in the one live region of the page: each step, the beginning and the end of a long run,
//! what was wrong with a link or a number, the verdict on an answer, what came of a change.
//!
//! Each has a paragraph of its own, so that of what changes only the paragraph that changed is read.

use markup::html;
use yew::prelude::*;

use super::compare::compared_said;
use super::lab::lab_said;
use super::later::later_unsaid;
use super::notices::{cut, notices_said};
use super::predict::verdict_said;
use super::tour::tour_said;
use super::transport::status_line;
use crate::labels::shell::shell;
use crate::model::{Mode, Model};
use crate::view::ViewProps;

/// The region, which nobody sees.
pub(crate) fn live(props: &ViewProps) -> Html {
    let model = &props.model;
    let lang = model.view.lang;
    let of_chunks = [
        (model.mode == Mode::Predict && !model.answers.is_empty())
            .then(|| later_unsaid(verdict_said(), lang, props.clone())),
        (model.mode == Mode::Lab).then(|| later_unsaid(lab_said(), lang, props.clone())),
        model.beside.is_some().then(|| later_unsaid(compared_said(), lang, props.clone())),
        (!model.notices.is_empty()).then(|| later_unsaid(notices_said(), lang, props.clone())),
        model.tour.map(|_| later_unsaid(tour_said(), lang, props.clone())),
    ];
    html! {
        <div class="visually-hidden" aria-live="polite" data-part="live">
            { for said(model).map(|text| html! { <p>{ text }</p> }) }
            // Told by a view whose code did not come, when a file was saved, when a hint is asked for, and of an answer.
            <p data-said="missing"></p>
            <p data-said="saved"></p>
            <p data-said="hint"></p>
            <p data-said="verdict"></p>
            { for of_chunks.into_iter().flatten() }
        </div>
    }
}

/// What there is to say, each thing in its place.
fn said(model: &Model) -> [String; 3] {
    let labels = shell(model.view.lang);
    // One hears of a step, not of every frame that is played.
    let step = if model.playing { String::new() } else { status_line(model) };
    let mut run = match (&model.pending, model.ran) {
        (Some(_), _) => labels.run_begins.into(),
        (None, Some(entries)) => (labels.run_ended)(entries),
        (None, None) => String::new(),
    };
    run.push_str(cut(model).filter(|_| model.pending.is_none()).unwrap_or_default());
    let change = if model.pending.is_none() && model.is_edited() {
        [labels.edited, " ", &(labels.has_steps)(model.timeline.entries.len())].concat()
    } else {
        String::new()
    };
    [step, run, change]
}
