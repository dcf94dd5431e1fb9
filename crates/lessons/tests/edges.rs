//! Whatever an endpoint does, the figure of the states has an edge for it.

use std::collections::BTreeSet;

use lessons::states::{EdgeId, Standing, takings};
use lessons::{Lesson, catalogue};
use sim::{
    Call, Chance, Fault, FaultKind, Host, MishapKind, Path, Scenario, SegmentRef, Settings, Side, Timeline, run,
};
use wire::{MacAddr, Seq};

fn host(last: u8, program: Vec<Call>) -> Host {
    Host {
        address: [192, 0, 2, last].into(),
        mac: MacAddr([2, 0, 0, 0, 0, last]),
        port: 1000 + u16::from(last),
        iss: Seq(7),
        settings: Settings::default(),
        program,
    }
}

fn scenario(client: Vec<Call>, server: Vec<Call>) -> Scenario {
    Scenario {
        client: host(1, client),
        server: host(2, server),
        path: Path::default(),
        faults: Vec::new(),
        acts: Vec::new(),
        injections: Vec::new(),
        mishaps: Vec::new(),
        floods: Vec::new(),
    }
}

fn drop_all(mut scenario: Scenario, from: Side) -> Scenario {
    let faults = (1..=40).map(|nth| Fault { segment: SegmentRef::new(from, nth), kind: FaultKind::Drop });
    scenario.faults.extend(faults);
    scenario
}

/// Openings and ends of all kinds.
fn scenarios() -> Vec<Scenario> {
    use Call::{Abort, Accept, Close, Connect, Listen, RecvToEnd, Release};
    let send = || Call::Send { text: String::new(), octets: 900 };
    let sleep = |ms| Call::Sleep { ms };
    let client = |last: Vec<Call>| [vec![Connect, send()], last].concat();
    let server = |last: Vec<Call>| [vec![Listen, Accept], last].concat();
    vec![
        scenario(vec![Connect, RecvToEnd, Close], server(vec![Close, RecvToEnd])),
        scenario(client(vec![Close, RecvToEnd]), server(vec![RecvToEnd, Close])),
        scenario(client(vec![Close, RecvToEnd]), server(vec![Close, RecvToEnd])),
        scenario(vec![Connect, Close, RecvToEnd], vec![Connect, Close, RecvToEnd]),
        scenario(client(vec![Abort]), server(vec![RecvToEnd, Close])),
        scenario(client(vec![Close, sleep(300), Abort]), server(vec![sleep(1000), Abort])),
        scenario(client(vec![Release]), server(vec![send(), sleep(900), send(), Close])),
        scenario(vec![Connect], vec![]),
        scenario(vec![Connect, Abort], vec![Listen, Abort]),
        scenario(vec![sleep(5)], vec![Listen, Close]),
        drop_all(scenario(vec![Connect, Close], server(vec![Close])), Side::Server),
        drop_all(scenario(vec![Connect, Close], server(vec![Close])), Side::Client),
    ]
}

/// The edges of a run, after it was seen that no change of state lacks one.
fn edges(timeline: &Timeline) -> BTreeSet<EdgeId> {
    for entry in &timeline.entries {
        for event in entry.events.iter().filter(|event| event.transition.is_some()) {
            assert!(EdgeId::of(event).is_some(), "{event:?}");
        }
    }
    // Each side goes from state to state without a jump.
    for side in Side::BOTH {
        let mut state = timeline.snapshot(0, side).tcp.state;
        for taking in takings(timeline).iter().filter(|taking| taking.side == side) {
            assert_eq!(taking.edge.edge().from, state);
            state = taking.edge.edge().to;
        }
        assert_eq!(timeline.snapshot(timeline.entries.len(), side).tcp.state, state);
    }
    takings(timeline).iter().map(|taking| taking.edge).collect()
}

/// Lessons whose states are those of one connection, at hosts that keep their memory. Beside a socket of its own that listens,
/// the state that is shown goes over from the one to the other, which is no edge; nor is what a loss of power does.
fn of_one_connection() -> impl Iterator<Item = &'static Lesson> {
    let listens_apart =
        |lesson: &&Lesson| Side::BOTH.iter().any(|side| lesson.scenario.host(*side).settings.backlog.is_some());
    let forgets = |lesson: &&Lesson| lesson.scenario.mishaps.iter().any(|mishap| mishap.what == MishapKind::PowerOff);
    catalogue().iter().filter(move |lesson| !listens_apart(lesson) && !forgets(lesson))
}

#[test]
fn every_change_of_state_in_any_lesson_has_an_edge() {
    for lesson in of_one_connection() {
        for seed in 0..12 {
            let mut unlucky = lesson.scenario.clone();
            unlucky.path.chance = Chance { seed, loss: 200, duplicate: 100, reorder: 150, corrupt: 100, mark: 0 };
            edges(&run(&unlucky));
        }
        edges(&run(&lesson.scenario));
    }
}

#[test]
fn the_lessons_travel_every_edge_of_the_figure() {
    let taken: BTreeSet<EdgeId> = of_one_connection().flat_map(|lesson| edges(&run(&lesson.scenario))).collect();
    let missing = EdgeId::all().filter(|id| id.edge().standing == Standing::Drawn && !taken.contains(id));
    assert_eq!(missing.map(EdgeId::slug).collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn every_change_of_state_in_openings_and_ends_of_all_kinds_has_an_edge() {
    let taken: BTreeSet<EdgeId> = scenarios().iter().flat_map(|scenario| edges(&run(scenario))).collect();
    let wanted = [
        "listen.closed",
        "listen.cut-off",
        "syn-sent.syn-received",
        "syn-sent.cut-off",
        "syn-received.listen",
        "established.cut-off",
        "fin-wait-1.closing",
        "fin-wait-2.cut-off",
        "closing.time-wait",
        "close-wait.cut-off",
    ];
    let missing: Vec<_> = wanted.iter().filter(|slug| !taken.contains(&EdgeId::find(slug).expect("an edge"))).collect();
    assert!(missing.is_empty(), "{missing:?} among {:?}", taken.iter().map(|edge| edge.slug()).collect::<Vec<_>>());
}

#[test]
fn a_segment_that_acknowledges_our_fin_and_brings_the_peers_takes_the_edge_of_the_note() {
    use Call::{Accept, Close, Connect, Listen, RecvToEnd};
    let mut scenario = scenario(vec![Connect, Close, RecvToEnd], vec![Listen, Accept, RecvToEnd, Close]);
    // The server's second segment is the bare ACK of the client's FIN; its own FIN says the same again.
    let bare_ack = SegmentRef::new(Side::Server, 2);
    scenario.faults.push(Fault { segment: bare_ack, kind: FaultKind::Drop });
    let taken = edges(&run(&scenario));
    assert!(taken.contains(&EdgeId::find("fin-wait-1.time-wait").expect("an edge")));
}
