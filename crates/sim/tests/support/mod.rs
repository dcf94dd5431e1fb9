//! Scenarios between two hosts, and what is read from their runs.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use sim::{Call, Host, Path, Scenario, Settings, Side, Timeline};
use tcp::State;
use wire::{MacAddr, Seq};

pub(crate) fn send(text: &str) -> Call {
    Call::Send { text: text.into(), octets: 0 }
}

pub(crate) fn host(last: u8, port: u16, iss: u32, program: Vec<Call>) -> Host {
    Host {
        address: [192, 0, 2, last].into(),
        mac: MacAddr([2, 0, 0, 0, 0, last]),
        port,
        iss: Seq(iss),
        settings: Settings::default(),
        program,
    }
}

pub(crate) fn scenario(client: Vec<Call>, server: Vec<Call>) -> Scenario {
    Scenario {
        client: host(1, 49152, 1000, client),
        server: host(2, 80, 5000, server),
        path: Path::default(),
        faults: Vec::new(),
        acts: Vec::new(),
        injections: Vec::new(),
        mishaps: Vec::new(),
        floods: Vec::new(),
    }
}

/// A request, an answer, and the client closes.
pub(crate) fn request_and_answer() -> Scenario {
    scenario(
        vec![Call::Connect, send("GET /"), Call::Recv { octets: 11 }, Call::Close, Call::RecvToEnd],
        vec![Call::Listen, Call::Accept, Call::Recv { octets: 5 }, send("hello world"), Call::RecvToEnd, Call::Close],
    )
}

pub(crate) fn states(timeline: &Timeline, side: Side) -> Vec<&'static str> {
    timeline.states(side).into_iter().map(State::name).collect()
}
