//! A host's panel: its state, its TCB, its timers, its buffers, its queues and its program.

mod listener;
mod program;
mod queue;
mod tape;
mod tcb;
mod timers;

use std::rc::Rc;

use lessons::explain::Context;
use lessons::variables::Variable;
use lessons::{Lang, Numbers};
use markup::{html, later};
use sim::{Side, Snapshot, Timeline};
use yew::prelude::*;

use self::program::Program;
use crate::labels::hosts::HostLabels;
use crate::labels::inspector::fill;
use crate::model::Action;
use crate::view::ViewProps;
use crate::view::captures::{CapturedHostProps, captured_host};
use crate::view::later::later;
use crate::view::memo::memo;
use crate::view::pen::classes;

/// What a panel is drawn from. The clock is not among it, so that playing draws nothing anew but the timers.
#[derive(Clone, Properties)]
struct HostProps {
    timeline: Rc<Timeline>,
    side: Side,
    /// How many entries have happened.
    step: usize,
    lang: Lang,
    numbers: Numbers,
    /// Whether what would answer an open question is kept out of the document.
    is_hidden: bool,
    /// The variable of this host that is selected.
    variable: Option<Variable>,
    /// The segment that is selected.
    segment: Option<usize>,
    act: Callback<Action>,
}

impl PartialEq for HostProps {
    fn eq(&self, other: &HostProps) -> bool {
        Rc::ptr_eq(&self.timeline, &other.timeline)
            && (self.side, self.step, self.lang, self.numbers) == (other.side, other.step, other.lang, other.numbers)
            && (self.is_hidden, self.variable, self.segment) == (other.is_hidden, other.variable, other.segment)
            && self.act == other.act
    }
}

impl HostProps {
    fn of(props: &ViewProps, side: Side) -> HostProps {
        let model = &*props.model;
        HostProps {
            timeline: model.timeline.clone(),
            side,
            step: model.cursor.step,
            lang: model.view.lang,
            numbers: model.numbers(),
            is_hidden: model.hides_numbers(),
            variable: model.selection.variable.filter(|(of, _)| *of == side).map(|(_, variable)| variable),
            segment: model.selection.segment,
            act: props.act.clone(),
        }
    }

    fn labels(&self) -> &'static HostLabels {
        HostLabels::of(self.lang)
    }

    fn now(&self) -> &Snapshot {
        self.timeline.snapshot(self.step, self.side)
    }

    fn before(&self) -> &Snapshot {
        self.timeline.snapshot(self.step.saturating_sub(1), self.side)
    }

    fn context(&self) -> Context<'_> {
        Context { timeline: &self.timeline, numbers: self.numbers, lang: self.lang }
    }

    /// Selects a variable of this host, or none if it is the one.
    fn select(&self, variable: Variable) -> Callback<MouseEvent> {
        let selected = (self.variable != Some(variable)).then_some((self.side, variable));
        self.act.reform(move |_| Action::SelectVariable(selected))
    }
}

/// The panel of one host.
pub(crate) fn host_panel(props: &ViewProps, side: Side) -> Html {
    if let Some(shown) = &props.model.captured {
        let host = CapturedHostProps::of(&props.model, shown, side, &props.act);
        return later(captured_host(), props.model.view.lang, host);
    }
    let host = HostProps::of(props, side);
    let labels = host.labels();
    let now = host.now();
    let more = ["host-more-", side.name()].concat();
    html! {
        <section
            class="host panel"
            data-part="host"
            data-side={side.name()}
            data-state={now.tcp.state.name()}
            // How much has come would answer a question.
            data-received={(!host.is_hidden).then(|| now.app.received.to_string())}
            aria-label={labels.host(side)}
            // On a low screen the panel scrolls, which has to be in reach of keys in every browser.
            tabindex="0"
        >
            { memo(host.clone(), head) }
            // On a narrow screen this box, which needs no script, unfolds what follows; elsewhere it is not shown.
            <input type="checkbox" class="host-toggle" id={more.clone()} aria-label={labels.more} />
            <label class="host-unfold" for={more} aria-hidden="true">{ labels.details }</label>
            <div class="host-body">
                { memo(host.clone(), tcb::variables) }
                { timers::timers(&host, props.model.cursor.at) }
                { later(works(), host.lang, host) }
            </div>
        </section>
    }
}

/// Who it is and in which state.
fn head(props: &HostProps) -> Html {
    let (labels, side) = (props.labels(), props.side);
    let host = props.timeline.scenario.host(side);
    let state = props.now().tcp.state;
    let has_changed = state != props.before().tcp.state;
    let netstat = fill(labels.netstat, &[state.netstat_name()]);
    html! {
        <header class="host-head">
            <div class="host-who">
                <h2>{ labels.host(side) }</h2>
                <p class="mono">{ host.address.to_string() }<wbr />{ ":" }{ host.port }</p>
            </div>
            <button
                class={classes!("state", has_changed.then_some("is-changed"))}
                title={netstat.clone()}
                aria-pressed={(props.variable == Some(Variable::State)).to_string()}
                data-variable={Variable::State.slug()}
                onclick={props.select(Variable::State)}
            >
                <span class="visually-hidden">{ labels.state }{ " " }</span>
                <strong class="mono">{ state.name() }</strong>
                { for has_changed.then(|| mark(labels)) }
                <small>{ netstat }</small>
            </button>
        </header>
    }
}

/// What the host works on: what is on its way through it, and its program.
#[later(why)]
fn works(props: &HostProps) -> Html {
    html! {
        <>
            { memo(props.clone(), streams) }
            <Program ..props.clone() />
        </>
    }
}

/// What is on its way through the host: the buffers as tapes and the queues.
fn streams(props: &HostProps) -> Html {
    if props.is_hidden {
        let hidden = |title: &'static str| {
            html! {
                <section class="tape" data-hidden="true">
                    <h3 class="kicker">{ title }</h3>
                    <p class="none">{ "? " }{ props.labels().hidden }</p>
                </section>
            }
        };
        return html! { <>{ hidden(props.labels().send_stream) }{ hidden(props.labels().receive_stream) }</> };
    }
    html! {
        <>
            { tape::send(props) }
            { queue::retransmissions(props) }
            { tape::receive(props) }
            { listener::queues(props) }
        </>
    }
}

/// Marks what the last entry changed, by a sign and a word and not by colour alone.
fn mark(labels: &HostLabels) -> Html {
    html! {
        <>
            <span class="changed-mark" aria-hidden="true">{ "◆" }</span>
            <span class="visually-hidden">{ " (" }{ labels.changed }{ ")" }</span>
        </>
    }
}
