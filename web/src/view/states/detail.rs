//! What is said of the edge or the state that is looked at, below the figure.

use lessons::states::{EdgeId, Standing, Taking, about_edge, about_state};
use markup::html;
use tcp::State;
use yew::prelude::*;

use super::{Item, tells_all};
use crate::labels::ladder::time_line;
use crate::labels::states::{StatesLabels, letter, states};
use crate::model::{Action, Jump, Model};
use crate::view::pen::classes;
use crate::view::prose;

/// Moments of one edge that are told at the most: an edge is taken a few times at the most, unless somebody tries.
const MOST: usize = 12;

/// The part as a whole.
pub(super) fn detail(model: &Model, run: &[Taking], item: Option<Item>, hides: bool, act: &Callback<Action>) -> Html {
    let labels = states(model.view.lang);
    let told = match item {
        Some(Item::Edge(edge)) => about(model, labels, run, edge, hides, act),
        Some(Item::State(state)) => of_state(model, labels, state, hides),
        None => html! { <p class="hint">{ if hides { labels.hidden } else { labels.hint } }</p> },
    };
    html! {
        <section class="states-detail" data-part="state-detail" aria-label={labels.detail} tabindex="0">{ told }</section>
    }
}

fn of_state(model: &Model, labels: &StatesLabels, state: State, hides: bool) -> Html {
    html! {
        <>
            <p class="states-heading">
                <strong class="mono">{ state.name() }</strong>
                <span>{ labels.netstat }{ " " }<code>{ state.netstat_name() }</code></span>
            </p>
            <p>{ if hides { labels.hidden } else { about_state(state, model.view.lang) } }</p>
        </>
    }
}

fn about(
    model: &Model,
    labels: &StatesLabels,
    run: &[Taking],
    id: EdgeId,
    hides: bool,
    act: &Callback<Action>,
) -> Html {
    let edge = id.edge();
    let step = model.cursor.step;
    let may_tell = |taking: &&Taking| taking.edge == id && (tells_all(model.mode) || taking.entry < step);
    let moments: Vec<&Taking> = run.iter().filter(may_tell).take(MOST).collect();
    let (standing, class) = match edge.standing {
        Standing::Drawn => (labels.drawn, "drawn"),
        Standing::Noted => (labels.noted, "beyond"),
        Standing::CutOff => (labels.cut_off, "beyond"),
    };
    let moment = |taking: &&Taking| {
        let Taking { side, entry, .. } = **taking;
        let time = time_line(model.timeline.entries[entry].at.0, model.view.lang);
        let is_later = entry >= step;
        let seek = act.reform(move |_| Action::Jump(Jump::To(entry + 1)));
        html! {
            <button type="button" class={classes!("states-moment", side.name(), is_later.then_some("later"))}
                data-part="moment" data-entry={entry.to_string()} data-side={side.name()}
                title={(labels.seek)(labels.side(side), &time)} onclick={seek}>
                <i class={classes!("states-key", side.name())} aria-hidden="true">{ letter(side) }</i>
                <span class="visually-hidden">{ labels.side(side) }{ " " }</span>
                { time }
                if is_later {
                    <span>{ " " }{ labels.later }</span>
                }
            </button>
        }
    };
    html! {
        <>
            <p class="states-heading">
                <strong class="mono">{ edge.from.name() }{ " → " }{ edge.to.name() }</strong>
                <span class={classes!("states-standing", class)}>{ standing }</span>
            </p>
            <div class="states-row">
                if !hides {
                    { cause(labels, id) }
                }
                <p class="states-moments">
                    <span>{ labels.taken }</span>
                    if moments.is_empty() {
                        <span>{ labels.not_taken }</span>
                    }
                    { for moments.iter().map(moment) }
                </p>
            </div>
            if hides {
                <p>{ labels.hidden }</p>
            } else {
                <p>{ about_edge(id, model.view.lang) }{ " " }
                    <span class="reason-section">{ prose::section(edge.section(), model.view.lang) }</span></p>
            }
        </>
    }
}

/// The event and the action of an edge, in the figure's words.
fn cause(labels: &StatesLabels, id: EdgeId) -> Html {
    let edge = id.edge();
    html! {
        <dl class="states-cause">
            <div><dt>{ labels.event }</dt><dd class="mono">{ edge.event }</dd></div>
            <div><dt>{ labels.action }</dt><dd class="mono">{ edge.action.unwrap_or(labels.nothing) }</dd></div>
        </dl>
    }
}
