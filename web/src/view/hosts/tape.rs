//! The buffers as tapes: the whole stream of octets in one direction, and how far along it each thing has come.

use markup::html;
use sim::{Scenario, Side};
use tcp::Status;
use yew::prelude::*;

use crate::labels::hosts::HostLabels;
use crate::model::Model;
use crate::view::pixels::px;

/// Width of the drawing, in its own units.
const WIDTH: f64 = 200.0;
/// Height of the drawing.
const HEIGHT: f64 = 14.0;

/// A run of octets of one kind.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Run {
    /// The kind, by its name in classes and attributes.
    kind: &'static str,
    label: &'static str,
    /// Where it begins on the tape, if it is drawn.
    start: Option<u64>,
    len: u64,
}

/// What this host's program gave to TCP.
pub(super) fn send(model: &Model, side: Side, is_hidden: bool) -> Html {
    let labels = HostLabels::of(model.view.lang);
    if is_hidden {
        return hidden(labels, labels.send_stream);
    }
    let frame = model.frame();
    let status = &frame.host(side).tcp;
    let in_flight: u64 = status.outstanding.iter().map(|segment| u64::from(segment.text)).sum();
    let (acknowledged, unsent) = (status.acknowledged, u64::from(status.unsent));
    let runs = [
        Run { kind: "acknowledged", label: labels.acknowledged, start: Some(0), len: acknowledged },
        Run { kind: "in-flight", label: labels.in_flight, start: Some(acknowledged), len: in_flight },
        Run { kind: "unsent", label: labels.unsent, start: Some(acknowledged + in_flight), len: unsent },
    ];
    tape(labels, labels.send_stream, side, stream(&model.timeline.scenario, side), &runs)
}

/// What came from the peer.
pub(super) fn receive(model: &Model, side: Side, is_hidden: bool) -> Html {
    let labels = HostLabels::of(model.view.lang);
    if is_hidden {
        return hidden(labels, labels.receive_stream);
    }
    let frame = model.frame();
    let status = &frame.host(side).tcp;
    let unread = u64::from(status.unread);
    let delivered = status.received.saturating_sub(unread);
    let mut runs = vec![
        Run { kind: "delivered", label: labels.delivered, start: Some(0), len: delivered },
        Run { kind: "unread", label: labels.unread, start: Some(delivered), len: unread },
    ];
    let held = held(status, labels);
    let waiting = unread + held.iter().map(|run| run.len).sum::<u64>();
    runs.extend(held);
    // The room that is left is not a part of the stream: it is told in words alone.
    let free = u64::from(status.receive_buffer).saturating_sub(waiting);
    runs.push(Run { kind: "free", label: labels.free, start: None, len: free });
    tape(labels, labels.receive_stream, side.peer(), stream(&model.timeline.scenario, side.peer()), &runs)
}

/// The text that arrived ahead of its turn.
fn held(status: &Status, labels: &HostLabels) -> Vec<Run> {
    let Some(rcv) = status.rcv else { return Vec::new() };
    let run = |held: &tcp::Held| Run {
        kind: "held",
        label: labels.held,
        start: Some(status.received + u64::from(held.seq - rcv.nxt)),
        len: held.len.into(),
    };
    status.held.iter().map(run).collect()
}

/// All octets that a side's program is going to send.
fn stream(scenario: &Scenario, side: Side) -> u64 {
    scenario.host(side).program.iter().map(|call| call.octet_count() as u64).sum()
}

/// `of` is the side whose octets they are: they have its colour.
fn tape(labels: &HostLabels, title: &'static str, of: Side, total: u64, runs: &[Run]) -> Html {
    #[expect(clippy::cast_precision_loss, reason = "a place in a drawing")]
    let place = |octets: u64| octets as f64 * WIDTH / total.max(1) as f64;
    let drawn = runs.iter().filter(|run| run.len > 0).filter_map(|run| {
        let x = px(place(run.start?) + 1.0);
        let width = px((place(run.len) - 2.0).max(1.0));
        let height = px(HEIGHT - 2.0);
        Some(html! { <rect class={format!("run-{}", run.kind)} {x} y="1" {width} {height} /> })
    });
    let said = runs.iter().filter(|run| run.len > 0).map(|run| {
        html! {
            <li data-run={run.kind} data-len={run.len.to_string()}>
                <svg class="swatch" viewBox="0 0 10 10" aria-hidden="true">
                    <rect class={format!("run-{}", run.kind)} x="1" y="1" width="8" height="8" />
                </svg>
                <span><span class="mono">{ run.len }</span>{ " " }{ run.label }</span>
            </li>
        }
    });
    html! {
        <section class="tape" data-side={of.name()}>
            <h3 class="kicker">{ title }</h3>
            if total > 0 {
                <svg class="tape-drawing" viewBox={["0 0 ", &px(WIDTH), " ", &px(HEIGHT)].concat()} aria-hidden="true">
                    <line class="run-whole" x1="0" x2={px(WIDTH)} y1={px(HEIGHT / 2.0)} y2={px(HEIGHT / 2.0)} />
                    { for drawn }
                </svg>
            }
            if runs.iter().all(|run| run.len == 0) {
                <p class="none">{ labels.no_octets }</p>
            } else {
                <ul>{ for said }</ul>
            }
        </section>
    }
}

/// What stands in place of a tape that would answer a question.
fn hidden(labels: &HostLabels, title: &'static str) -> Html {
    html! {
        <section class="tape" data-hidden="true">
            <h3 class="kicker">{ title }</h3>
            <p class="none">{ "? " }{ labels.hidden }</p>
        </section>
    }
}
