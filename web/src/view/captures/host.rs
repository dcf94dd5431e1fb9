//! A host of a captured conversation: what its segments tell of it, and how well each value is known.

use std::rc::Rc;

use lessons::explain::Context;
use lessons::variables::Variable;
use lessons::{Lang, Numbers, captured};
use markup::{html, later};
use observer::{Certainty, End};
use sim::Side;
use yew::prelude::*;

use crate::labels::captures::{CapturesLabels, captures};
use crate::labels::hosts::HostLabels;
use crate::model::{Action, Model, Shown};
use crate::view::pen::classes;

/// What a capture can tell of a host, in the order in which a run's hosts show it.
const VARIABLES: [Variable; 15] = [
    Variable::SndUna,
    Variable::SndNxt,
    Variable::SndWnd,
    Variable::Iss,
    Variable::RcvNxt,
    Variable::RcvWnd,
    Variable::Irs,
    Variable::FlightSize,
    Variable::SendMss,
    Variable::SndShift,
    Variable::RcvShift,
    Variable::Sack,
    Variable::TsRecent,
    Variable::Ecn,
    Variable::State,
];

#[derive(Clone)]
pub(crate) struct CapturedHostProps {
    shown: Rc<Shown>,
    side: Side,
    /// How many entries have happened.
    step: usize,
    lang: Lang,
    numbers: Numbers,
    /// Whether what would answer an open question is kept out of the document.
    is_hidden: bool,
    variable: Option<Variable>,
    act: Callback<Action>,
}

impl PartialEq for CapturedHostProps {
    fn eq(&self, other: &CapturedHostProps) -> bool {
        Rc::ptr_eq(&self.shown, &other.shown)
            && (self.side, self.step, self.lang, self.numbers) == (other.side, other.step, other.lang, other.numbers)
            && (self.is_hidden, self.variable) == (other.is_hidden, other.variable)
            && self.act == other.act
    }
}

impl CapturedHostProps {
    pub(crate) fn of(model: &Model, shown: &Rc<Shown>, side: Side, act: &Callback<Action>) -> CapturedHostProps {
        CapturedHostProps {
            shown: shown.clone(),
            side,
            step: model.cursor.step,
            lang: model.view.lang,
            numbers: model.numbers(),
            is_hidden: model.hides_numbers(),
            variable: model.selection.variable.filter(|(of, _)| *of == side).map(|(_, variable)| variable),
            act: act.clone(),
        }
    }

    fn select(&self, variable: Variable) -> Callback<MouseEvent> {
        let selected = (self.variable != Some(variable)).then_some((self.side, variable));
        self.act.reform(move |_| Action::SelectVariable(selected))
    }

    /// A variable's value after so many entries, and how well it is known.
    fn value(&self, variable: Variable, step: usize) -> Option<(String, Certainty)> {
        let captured = &self.shown.captured;
        let known = |side| captured.view(step, side);
        let certainty = captured::certainty(variable, known(self.side), known(self.side.peer()))?;
        let context = Context { timeline: &captured.timeline, numbers: self.numbers, lang: self.lang };
        let value = variable.value(&captured.timeline.snapshot(step, self.side).tcp)?;
        Some((context.value(self.side, value), certainty))
    }
}

/// The panel of one host.
#[later(captures)]
pub(crate) fn captured_host(props: &CapturedHostProps) -> Html {
    let (labels, words) = (HostLabels::of(props.lang), captures(props.lang));
    let side = props.side;
    let state = props.value(Variable::State, props.step);
    let more = ["host-more-", side.name()].concat();
    html! {
        <section class="host panel is-captured" data-part="host" data-side={side.name()}
            data-state={state.as_ref().map(|(state, _)| state.clone())} data-known={state.as_ref().map(|(_, known)| name(*known))}
            aria-label={labels.host(side)} tabindex="0">
            { head(props, labels, words, state) }
            // On a narrow screen this box, which needs no script, unfolds what follows; elsewhere it is not shown.
            <input type="checkbox" class="host-toggle" id={more.clone()} aria-label={labels.more} />
            <label class="host-unfold" for={more} aria-hidden="true">{ labels.details }</label>
            <div class="host-body">
                <h3 class="kicker">{ words.no_hosts }</h3>
                <table class="tcb mono" aria-label={labels.tcb}>
                    <tbody>
                        { for VARIABLES.into_iter().filter(|variable| *variable != Variable::State).map(|variable| row(props, words, variable)) }
                    </tbody>
                </table>
                <p class="hint">{ words.legend }</p>
                <p class="hint">{ words.within }</p>
            </div>
        </section>
    }
}

/// Who it is and in which state.
fn head(
    props: &CapturedHostProps,
    labels: &'static HostLabels,
    words: &'static CapturesLabels,
    state: Option<(String, Certainty)>,
) -> Html {
    let end = if props.side == Side::Client { End::A } else { End::B };
    let certainty = state.as_ref().map(|(_, certainty)| *certainty);
    let text = state.map_or_else(|| "–".to_owned(), |(state, certainty)| marked(state, certainty));
    let letter = if end == End::A { "A" } else { "B" };
    html! {
        <header class="host-head">
            <div class="host-who">
                <h2>{ labels.host(props.side) }{ " · " }{ letter }</h2>
                <p class="mono captures-address">{ props.shown.captured.opened.conversation.ends[end as usize].to_string() }</p>
            </div>
            <button class="state" aria-pressed={(props.variable == Some(Variable::State)).to_string()}
                data-variable={Variable::State.slug()} onclick={props.select(Variable::State)}>
                <span class="visually-hidden">{ labels.state }{ " " }</span>
                <strong class="mono">{ text }</strong>
                <small>{ words.known(certainty) }</small>
            </button>
        </header>
    }
}

fn row(props: &CapturedHostProps, words: &'static CapturesLabels, variable: Variable) -> Html {
    let is_hidden = props.is_hidden && variable.gives_away();
    let value = props.value(variable, props.step).filter(|_| !is_hidden);
    let has_changed = !is_hidden && value != props.value(variable, props.step.saturating_sub(1));
    let certainty = value.as_ref().map(|(_, certainty)| *certainty);
    let text = match value {
        _ if is_hidden => "?".to_owned(),
        Some((value, certainty)) => marked(value, certainty),
        None => "–".to_owned(),
    };
    html! {
        <tr class={classes!(has_changed.then_some("is-changed"))} data-tcb={variable.name(Lang::En)}
            data-known={certainty.map(name)} data-hidden={is_hidden.then_some("true")}>
            <th scope="row">
                <button aria-pressed={(props.variable == Some(variable)).to_string()} data-variable={variable.slug()}
                    onclick={props.select(variable)}>{ variable.name(props.lang) }</button>
            </th>
            <td title={words.known(certainty)}>
                { text }
                <span class="visually-hidden">{ " " }{ words.known(certainty) }</span>
            </td>
        </tr>
    }
}

/// A value with a mark where it is likely only.
fn marked(value: String, certainty: Certainty) -> String {
    match certainty {
        Certainty::Certain => value,
        Certainty::Likely => [&value, "?"].concat(),
    }
}

/// The name in data attributes.
pub(super) fn name(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Certain => "certain",
        Certainty::Likely => "likely",
    }
}
