//! A host's panel: its state, its TCB, its buffers, its timers and its program.

mod program;
mod tape;
mod tcb;

use std::time::Duration;

use crate::view::pen::classes;
use markup::html;
use sim::Side;
use yew::prelude::*;

use crate::labels::hosts::HostLabels;
use crate::labels::inspector::fill;
use crate::model::Model;

/// The panel of one host.
pub(crate) fn host_panel(model: &Model, side: Side) -> Html {
    let labels = HostLabels::of(model.view.lang);
    let frame = model.frame();
    let (now, before) = (frame.host(side), frame.before[side as usize]);
    let (status, state) = (&now.tcp, now.tcp.state);
    let host = model.timeline.scenario.host(side);
    let has_changed = state != before.tcp.state;
    let netstat = fill(labels.netstat, &[state.netstat_name()]);
    let more = format!("host-more-{}", side.name());
    // Whatever would answer an open question is kept out of the document altogether.
    let is_hidden = model.hides_numbers();
    html! {
        <section
            class="host panel"
            data-part="host"
            data-side={side.name()}
            data-state={state.name()}
            data-received={model.frame().host(side).app.received.to_string()}
            aria-label={labels.host(side)}
            // On a low screen the panel scrolls, which has to be in reach of keys in every browser.
            tabindex="0"
        >
            <header class="host-head">
                <div class="host-who">
                    <h2>{ labels.host(side) }</h2>
                    <p class="mono">{ host.address.to_string() }<wbr />{ ":" }{ host.port }</p>
                </div>
                <p class={classes!("state", has_changed.then_some("is-changed"))} title={netstat.clone()}>
                    <span class="visually-hidden">{ labels.state }{ " " }</span>
                    <strong class="mono">{ state.name() }</strong>
                    { for has_changed.then(|| mark(labels)) }
                    <small>{ netstat }</small>
                </p>
            </header>
            // On a narrow screen this box, which needs no script, unfolds what follows; elsewhere it is not shown.
            <input type="checkbox" class="host-toggle" id={more.clone()} aria-label={labels.more} />
            <label class="host-unfold" for={more} aria-hidden="true">{ labels.details }</label>
            <div class="host-body">
                { tcb::table(model, side, is_hidden) }
                { tape::send(model, side, is_hidden) }
                { tape::receive(model, side, is_hidden) }
                { timers(labels, status, model.cursor.at) }
                { program::program(model, side) }
            </div>
        </section>
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

/// The running timers and how long each has to go.
fn timers(labels: &HostLabels, status: &tcp::Status, at: tcp::Instant) -> Html {
    let one = |(timer, deadline): &(tcp::Timer, tcp::Instant)| {
        let left = fill(labels.fires_in, &[&span(labels, *deadline - at)]);
        html! {
            <li><span>{ labels.timer(*timer) }</span>{ " " }<span class="mono">{ left }</span></li>
        }
    };
    html! {
        <section class="timers">
            <h3 class="kicker">{ labels.timers }</h3>
            if status.timers.is_empty() {
                <p class="none">{ labels.no_timer }</p>
            } else {
                <ul>{ for status.timers.iter().map(one) }</ul>
            }
        </section>
    }
}

/// A span of time, in the unit that it is read best in.
fn span(labels: &HostLabels, span: Duration) -> String {
    // Numbers of 128 bits would bring their own division and formatting along.
    let millis = u64::try_from(span.as_millis()).unwrap_or(u64::MAX);
    match millis {
        60_000.. => {
            let seconds = millis.div_ceil(1000);
            let (minutes, rest) = ((seconds / 60).to_string(), seconds % 60);
            match rest {
                0 => fill(labels.minutes, &[&minutes]),
                _ => fill(labels.minutes_and_seconds, &[&minutes, &rest.to_string()]),
            }
        }
        10_000.. => fill(labels.seconds, &[&format!("{}.{}", millis / 1000, millis % 1000 / 100)]),
        _ => fill(labels.milliseconds, &[&millis.to_string()]),
    }
}
