//! What befalls hosts, and strangers who flood them: whatever a scenario asks for, the run ends and tells it.

mod support;

use proptest::prelude::*;
use sim::{
    Backlog, Call, End, Fate, Flood, Happening, Mishap, MishapKind, Scenario, SegmentRef, Side, Stop, Vantage, run,
};
use support::{request_and_answer, scenario, states};
use tcp::{Cookies, Instant, NetworkError, Rule, State};
use wire::Frame;

fn mishap(ms: u64, side: Side, what: MishapKind) -> Mishap {
    Mishap { at: Instant::from_millis(ms), side, what }
}

fn flood(count: u32) -> Flood {
    Flood { at: Instant::ZERO, to: Side::Server, count, every_us: 1000, seed: 3 }
}

#[test]
fn a_host_without_power_makes_no_calls_and_hears_nothing() {
    let mut scenario = request_and_answer();
    scenario.mishaps = vec![mishap(0, Side::Server, MishapKind::PowerOff)];
    scenario.acts = vec![sim::Act { at: Instant::from_millis(5), side: Side::Server, call: Call::Connect }];
    let timeline = run(&scenario);
    assert!(timeline.transmissions.iter().all(|sent| sent.id.from == Side::Client));
    assert!(timeline.transmissions.iter().all(|sent| sent.copies[0].fate == Fate::Stopped(Stop::ReceiverOff)));
    let acted = timeline.entries.iter().find_map(|entry| match entry.happening {
        Happening::Acted { error, .. } => Some(error),
        _ => None,
    });
    assert_eq!(acted, Some(Some(tcp::CallError::DoesNotExist)));
}

#[test]
fn what_is_under_way_when_the_cable_goes_is_not_heard_and_what_came_before_is() {
    // The SYN arrives at 20 ms.
    let cut_at = |ms| {
        let mut scenario = request_and_answer();
        scenario.mishaps = vec![mishap(ms, Side::Server, MishapKind::CableOut)];
        run(&scenario).transmissions[0].copies[0].fate
    };
    assert_eq!(cut_at(19), Fate::Stopped(Stop::ReceiverUnplugged));
    assert_eq!(cut_at(20), Fate::Delivered);
}

#[test]
fn a_host_without_its_cable_sends_and_nothing_leaves() {
    let mut scenario = request_and_answer();
    scenario.client.program.insert(0, Call::Sleep { ms: 10 });
    scenario.mishaps =
        vec![mishap(0, Side::Client, MishapKind::CableOut), mishap(500, Side::Client, MishapKind::CableIn)];
    let timeline = run(&scenario);
    let fates: Vec<Fate> = timeline.transmissions.iter().take(2).map(|sent| sent.copies[0].fate).collect();
    assert_eq!(fates, [Fate::Stopped(Stop::SenderUnplugged), Fate::Delivered]);
    assert_eq!(&timeline.received[0][..], b"hello world");
}

#[test]
fn a_stranger_is_answered_under_his_own_address_and_nobody_comes_back() {
    let mut scenario = scenario(vec![], vec![Call::Listen, Call::Accept]);
    scenario.server.settings.backlog = Some(Backlog::default());
    scenario.floods = vec![flood(1)];
    let timeline = run(&scenario);
    let syn = timeline.find(SegmentRef::forged(Side::Client, 1)).expect("the stranger's SYN");
    let stranger = syn.stranger.expect("a stranger");
    let octets = timeline.scenario.octets(syn, Vantage::Receiver).expect("a frame");
    assert_eq!(Frame::decode(&octets).map(|frame| frame.ipv4.src), Ok(*stranger.ip()));
    let answer = timeline.find(SegmentRef::new(Side::Server, 1)).expect("an answer");
    assert_eq!((answer.stranger, answer.copies[0].fate), (Some(stranger), Fate::Stopped(Stop::Elsewhere)));
    let octets = timeline.scenario.octets(answer, Vantage::Sender).expect("a frame");
    assert_eq!(Frame::decode(&octets).map(|frame| frame.ipv4.dst), Ok(*stranger.ip()));
    // The state that is shown is that of the socket.
    assert_eq!(states(&timeline, Side::Server), ["CLOSED", "LISTEN"]);
}

#[test]
fn without_a_backlog_the_socket_is_for_the_one_peer() {
    let mut scenario = request_and_answer();
    scenario.floods = vec![flood(3)];
    let timeline = run(&scenario);
    assert_eq!(&timeline.received[0][..], b"hello world");
    let resets = timeline.transmissions.iter().filter(|sent| sent.stranger.is_some() && !sent.id.forged);
    assert_eq!(resets.filter(|sent| sent.segment.has(wire::Flags::RST)).count(), 3);
}

#[test]
fn a_backlog_of_one_place_serves_an_honest_client_like_none() {
    let plain = run(&request_and_answer());
    let mut scenario = request_and_answer();
    scenario.server.settings.backlog = Some(Backlog { syn_queue: 1, accept_queue: 0, cookies: Cookies::Never });
    let timeline = run(&scenario);
    let segments = |timeline: &sim::Timeline| {
        timeline.transmissions.iter().map(|sent| (sent.sent, sent.segment.clone())).collect::<Vec<_>>()
    };
    assert_eq!(segments(&timeline), segments(&plain));
    assert_eq!(timeline.received, plain.received);
    assert_eq!(states(&timeline, Side::Server), states(&plain, Side::Server));
}

#[test]
fn a_flood_has_a_most() {
    let mut scenario = scenario(vec![], vec![]);
    scenario.floods = vec![flood(u32::MAX), flood(u32::MAX)];
    scenario.mishaps = vec![mishap(0, Side::Client, MishapKind::CableIn); 5000];
    let timeline = run(&scenario);
    assert_eq!(timeline.transmissions.iter().filter(|sent| sent.id.forged).count(), 1000);
    let befell = timeline.entries.iter().filter(|entry| matches!(entry.happening, Happening::Befell { .. }));
    assert_eq!(befell.count(), 1000);
}

#[test]
fn a_queue_has_a_most() {
    let mut scenario = scenario(vec![], vec![Call::Listen, Call::Accept]);
    scenario.server.settings.backlog = Some(Backlog { syn_queue: u32::MAX, ..Backlog::default() });
    scenario.floods = vec![flood(1000)];
    let timeline = run(&scenario);
    let fullest = timeline.listeners.iter().map(|queues| queues.syn_queue.len()).max();
    assert_eq!(fullest, Some(256));
}

fn any_mishap() -> impl Strategy<Value = Mishap> {
    let what = prop_oneof![
        Just(MishapKind::CableOut),
        Just(MishapKind::CableIn),
        Just(MishapKind::PowerOff),
        Just(MishapKind::PowerOn),
        Just(MishapKind::ProgramStart),
        Just(MishapKind::FirewallOn),
        Just(MishapKind::FirewallOff),
        Just(MishapKind::Icmp(NetworkError::HostUnreachable)),
        Just(MishapKind::Icmp(NetworkError::PortUnreachable)),
        Just(MishapKind::Icmp(NetworkError::FragmentationNeeded(600))),
    ];
    let side = prop_oneof![Just(Side::Client), Just(Side::Server)];
    (0..5000_u64, side, what).prop_map(|(ms, side, what)| mishap(ms, side, what))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn whatever_befalls_the_run_ends_and_tells_all_of_it(
        mishaps in prop::collection::vec(any_mishap(), 0..12),
        count in 0..40_u32,
        places in prop::option::of((0..5_u32, 0..3_u32, prop_oneof![
            Just(Cookies::Never), Just(Cookies::WhenFull), Just(Cookies::Always),
        ])),
    ) {
        let mut scenario = request_and_answer();
        scenario.server.settings.backlog =
            places.map(|(syn_queue, accept_queue, cookies)| Backlog { syn_queue, accept_queue, cookies });
        let scenario = Scenario { mishaps, floods: vec![flood(count)], ..scenario };
        let timeline = run(&scenario);
        prop_assert!(timeline.end == End::Quiet, "{:?}\n{}", timeline.end, timeline.trace());
        let told = timeline.entries.iter().filter(|entry| matches!(entry.happening, Happening::Befell { .. }));
        prop_assert_eq!(told.count(), scenario.mishaps.len());
        prop_assert_eq!(&run(&scenario), &timeline);
        for entry in &timeline.entries {
            for change in entry.transitions() {
                prop_assert!(change.from != change.to, "{:?}", entry);
            }
            // Nobody forgets without being told so.
            for event in &entry.events {
                if let Rule::MemoryLost { state } = event.rule {
                    prop_assert!(state != State::Closed);
                }
            }
        }
        for sent in &timeline.transmissions {
            prop_assert!(timeline.scenario.octets(sent, Vantage::Receiver).is_ok());
        }
    }
}
