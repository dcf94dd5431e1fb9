//! The listener's two queues: where a connection waits until the handshake is over, and until the program takes it.

use markup::html;
use sim::{Call, Snapshot};
use tcp::{ListenerStatus, Queued, State};
use yew::prelude::*;

use super::HostProps;

/// How many of those that wait are named.
const SHOWN: usize = 8;

/// Where the one connection of a listening host is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Place {
    /// Nobody has called.
    Nowhere,
    /// Its SYN has come; the handshake goes on.
    SynQueue,
    /// The handshake is over; the program has not taken it.
    AcceptQueue,
    /// The program has it.
    Accepted,
}

/// Both queues, where there is a listener.
pub(super) fn queues(props: &HostProps) -> Html {
    let labels = props.labels();
    let scenario = &props.timeline.scenario;
    let program = &scenario.host(props.side).program;
    if !scenario.listens(props.side) {
        return Html::default();
    }
    if let Some(queues) = props.timeline.listener(props.now()) {
        return of_many(props, queues);
    }
    let place = place(props.now(), program);
    let peer = scenario.socket(props.side.peer()).to_string();
    let queue = |name: &'static str, slug: &'static str, waits: Place, state: &'static str| {
        let is_here = place == waits;
        html! {
            <div data-queue={slug} data-len={if is_here { "1" } else { "0" }}>
                <dt>{ name }</dt>
                <dd>
                    if is_here {
                        <span class="mono">{ &peer }</span>{ " " }<small>{ state }</small>
                    } else {
                        <span class="none">{ labels.empty_queue }</span>
                    }
                </dd>
            </div>
        }
    };
    html! {
        <section class="listener" data-part="listener">
            <h3 class="kicker">{ labels.listener }</h3>
            <dl>
                { queue(labels.syn_queue, "syn", Place::SynQueue, State::SynReceived.name()) }
                { queue(labels.accept_queue, "accept", Place::AcceptQueue, labels.waits_for_accept) }
            </dl>
            if place == Place::Accepted {
                <p class="none">{ labels.accepted }</p>
            }
        </section>
    }
}

/// The queues of a socket that listens for many peers, as they really are: the oldest first, and of a long queue as many as
/// can be told from each other.
fn of_many(props: &HostProps, queues: &ListenerStatus) -> Html {
    let labels = props.labels();
    let queue = |name: &'static str, slug: &'static str, waiting: &[Queued], state: &'static str| {
        html! {
            <div data-queue={slug} data-len={waiting.len().to_string()}>
                <dt>{ name }{ " " }<small>{ waiting.len().to_string() }</small></dt>
                <dd>
                    if waiting.is_empty() {
                        <span class="none">{ labels.empty_queue }</span>
                    } else {
                        { for waiting.iter().take(SHOWN).map(|queued| html! {
                            <div><span class="mono">{ queued.remote.to_string() }</span>{ " " }<small>{ state }</small></div>
                        }) }
                    }
                    if waiting.len() > SHOWN {
                        <span class="none">{ "…" }</span>
                    }
                </dd>
            </div>
        }
    };
    html! {
        <section class="listener" data-part="listener">
            <h3 class="kicker">{ labels.listener }</h3>
            <dl>
                { queue(labels.syn_queue, "syn", &queues.syn_queue, State::SynReceived.name()) }
                { queue(labels.accept_queue, "accept", &queues.accept_queue, labels.waits_for_accept) }
            </dl>
        </section>
    }
}

fn place(now: &Snapshot, program: &[Call]) -> Place {
    // `accept` has returned once the program is past it.
    let is_accepted =
        program.iter().position(|call| *call == Call::Accept).is_some_and(|line| now.app.line as usize > line);
    match now.tcp.state {
        State::SynReceived => Place::SynQueue,
        _ if is_accepted => Place::Accepted,
        state if state.is_synchronized() => Place::AcceptQueue,
        _ => Place::Nowhere,
    }
}
