//! The pane between the hosts: which of the views of the moment stands there, and the choice among them.

use markup::html;
use yew::prelude::*;

use crate::labels::shell::shell;
use crate::model::{Action, Model, Pane};
use crate::view::ViewProps;
use crate::view::captures::nothing_within;
use crate::view::charts::charts_pane;
use crate::view::compare::compare;
use crate::view::ladder::Ladder;
use crate::view::ladder::sheets::LadderSheets;
use crate::view::later::later;
use crate::view::layers::layers_pane;
use crate::view::states::states_pane;

/// The choice, and the pane that is chosen.
pub(crate) fn panes(props: &ViewProps) -> Html {
    let ViewProps { model, act } = props;
    let lang = model.view.lang;
    html! {
        <>
            { choice(model, act) }
            { match model.view.pane {
                Pane::Ladder if model.beside.is_some() => later(compare(), lang, props.clone()),
                Pane::Ladder => html! { <Ladder ..props.clone() /> },
                Pane::Layers if model.captured.is_some() => later(nothing_within(), lang, lang),
                Pane::Layers => later(layers_pane(), lang, props.clone()),
                Pane::States => later(states_pane(), lang, props.clone()),
                Pane::Charts => later(charts_pane(), lang, props.clone()),
            } }
            <LadderSheets ..props.clone() />
        </>
    }
}

fn choice(model: &Model, act: &Callback<Action>) -> Html {
    let labels = shell(model.view.lang);
    let one = |pane: Pane| {
        let name = match pane {
            Pane::Ladder => labels.ladder,
            Pane::Layers => labels.layers,
            Pane::States => labels.states,
            Pane::Charts => labels.charts,
        };
        html! {
            <button type="button" data-pane={pane.name()} aria-pressed={(pane == model.view.pane).to_string()}
                onclick={act.reform(move |_| Action::Pane(pane))}>{ name }</button>
        }
    };
    html! {
        <div class="choice pane-choice" role="group" aria-label={labels.panes}>
            { for Pane::ALL.into_iter().map(one) }
        </div>
    }
}
