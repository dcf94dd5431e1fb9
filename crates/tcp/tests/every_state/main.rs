//! Eleven states, and whatever can happen in each: what is answered, which state follows, and by which rule.
//!
//! The tables say what RFC 9293 section 3.10 asks for, with RFC 5961. The test holds the endpoint to each cell, and the
//! tables to having each cell once.

mod closed_by_peer;
mod events;
mod open;
#[path = "../support/mod.rs"]
#[allow(dead_code, reason = "each of the test programs speaks a part of the language")]
mod support;
mod unsynchronized;

use events::{Event, bench};
use tcp::State;

/// What happens; what is answered, in relative numbers; the state that follows; the rule, or "" if none is applied.
pub(crate) type Row = (&'static str, &'static str, State, &'static str);

fn table(state: State) -> &'static [Row] {
    match state {
        State::Closed => unsynchronized::CLOSED,
        State::Listen => unsynchronized::LISTEN,
        State::SynSent => unsynchronized::SYN_SENT,
        State::SynReceived => unsynchronized::SYN_RECEIVED,
        State::Established => open::ESTABLISHED,
        State::FinWait1 => open::FIN_WAIT_1,
        State::FinWait2 => open::FIN_WAIT_2,
        State::CloseWait => closed_by_peer::CLOSE_WAIT,
        State::Closing => closed_by_peer::CLOSING,
        State::LastAck => closed_by_peer::LAST_ACK,
        State::TimeWait => closed_by_peer::TIME_WAIT,
    }
}

#[test]
fn no_cell_is_missing_and_none_is_there_twice() {
    let mut wrong = Vec::new();
    for state in State::ALL {
        for event in Event::all() {
            let cells = table(state).iter().filter(|row| row.0 == event.name()).count();
            if cells != 1 {
                wrong.push(format!("{state}: {cells} cells for \"{}\"", event.name()));
            }
        }
        let known = |name: &str| Event::all().any(|event| event.name() == name);
        let unknown = table(state).iter().filter(|row| !known(row.0));
        wrong.extend(unknown.map(|row| format!("{state}: \"{}\" is no event", row.0)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_cell_is_what_happens() {
    let mut wrong = Vec::new();
    for state in State::ALL {
        for &(name, answer, then, rule) in table(state) {
            let Some(event) = Event::all().find(|event| event.name() == name) else { continue };
            let mut bench = bench(state, event);
            let answered = event.happens(&mut bench, state);
            let (follows, rules) = (bench.endpoint.state(), bench.rules());
            let by_rule = if rule.is_empty() { rules.is_empty() } else { rules.iter().any(|known| known == rule) };
            if (answered.as_str(), follows) != (answer, then) || !by_rule {
                wrong.push(format!("{state}, {name}: {answered}, then {follows}, by {rules:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
