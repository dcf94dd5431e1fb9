//! The running timers: how long each has to go, and what happens when it fires.

use std::time::Duration;

use lessons::variables::Variable;
use markup::html;
use tcp::{Instant, Timer};
use yew::prelude::*;

use super::HostProps;
use crate::labels::hosts::HostLabels;
use crate::labels::inspector::fill;
use crate::view::pixels::px;

/// Width of a bar in its own units.
const WIDTH: f64 = 100.0;

/// All of them at the moment `at`.
pub(super) fn timers(props: &HostProps, at: Instant) -> Html {
    let labels = props.labels();
    let running = &props.now().tcp.timers;
    html! {
        <section class="timers">
            <h3 class="kicker">{ labels.timers }</h3>
            if running.is_empty() {
                <p class="none">{ labels.no_timer }</p>
            } else {
                <ul>{ for running.iter().map(|(timer, deadline)| bar(props, *timer, *deadline, at)) }</ul>
            }
        </section>
    }
}

fn bar(props: &HostProps, timer: Timer, deadline: Instant, at: Instant) -> Html {
    let labels = props.labels();
    let variable = Variable::Timer(timer);
    let whole = (deadline - started(props, timer, deadline)).as_secs_f64();
    let share = if whole > 0.0 { ((deadline - at).as_secs_f64() / whole).clamp(0.0, 1.0) } else { 0.0 };
    html! {
        <li data-timer={variable.slug()}>
            <button
                class="timer"
                aria-pressed={(props.variable == Some(variable)).to_string()}
                data-variable={variable.slug()}
                onclick={props.select(variable)}
            >
                <span>{ labels.timer(timer) }</span>
                <span class="mono">{ fill(labels.fires_in, &[&span(labels, deadline - at)]) }</span>
                <svg class="timer-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                    <rect class="timer-whole" width="100" height="6" />
                    <rect class="timer-left" width={px(share * WIDTH)} height="6" />
                </svg>
            </button>
            <p class="none">{ labels.then }{ variable.used_for(props.lang) }</p>
        </li>
    }
}

/// When the timer was started that fires at `deadline`. From then on every snapshot has that deadline, and none before.
fn started(props: &HostProps, timer: Timer, deadline: Instant) -> Instant {
    let runs = |step: usize| props.timeline.snapshot(step, props.side).tcp.timers.contains(&(timer, deadline));
    let (mut before, mut from) = (0, props.step);
    while before < from {
        let middle = usize::midpoint(before, from);
        if runs(middle) {
            from = middle;
        } else {
            before = middle + 1;
        }
    }
    from.checked_sub(1).and_then(|last| props.timeline.entries.get(last)).map_or(Instant::ZERO, |entry| entry.at)
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
