//! What a person does besides the programs: calls of their own, and segments that no endpoint formed.

mod support;

use proptest::prelude::*;
use sim::{
    Act, Call, Checksum, End, Fault, FaultKind, Happening, HeaderBits, Injection, Scenario, SegmentRef, Side, Timeline,
    Vantage, run,
};
use support::{scenario, send, states};
use tcp::{CallError, Instant, Rule};
use wire::{DecodeError, Flags, Frame, SackBlock, Segment, Seq, TcpOption};

fn act(ms: u64, side: Side, call: Call) -> Act {
    Act { at: Instant::from_millis(ms), side, call }
}

/// Two hosts without programs, and these calls by hand.
fn played(acts: Vec<Act>) -> Timeline {
    run(&Scenario { acts, ..scenario(vec![], vec![]) })
}

/// What each act gave: its error and the octets that it received.
fn given(timeline: &Timeline) -> Vec<(u32, Option<CallError>, u32)> {
    let acted = timeline.entries.iter().filter_map(|entry| match entry.happening {
        Happening::Acted { act, error, octets } => Some((act, error, octets)),
        _ => None,
    });
    acted.collect()
}

/// A connection that both sides hold open from 60 ms on.
fn open_connection() -> Scenario {
    scenario(
        vec![Call::Connect, Call::Recv { octets: 100 }, Call::Close],
        vec![Call::Listen, Call::Accept, Call::RecvToEnd, Call::Close],
    )
}

/// An acceptable segment from the client to the server of [`open_connection`].
fn from_client(flags: Flags, text: &'static [u8]) -> Segment {
    Segment {
        src_port: 49152,
        dst_port: 80,
        seq: Seq(1001),
        ack: Seq(5001),
        flags,
        window: 1000,
        text: text.into(),
        ..Segment::default()
    }
}

fn with_injection(segment: Segment, checksum: Checksum) -> Timeline {
    let injections = vec![Injection {
        at: Instant::from_millis(100),
        from: Side::Client,
        segment,
        checksum,
        header: HeaderBits::default(),
    }];
    run(&Scenario { injections, ..open_connection() })
}

/// The rules that the first segment made by hand led to where it arrived.
fn rules_at_arrival(timeline: &Timeline) -> Vec<Rule> {
    let forged = |index: u32| timeline.transmissions[index as usize].id.forged;
    let arrival = timeline.entries.iter().find(|entry| match entry.happening {
        Happening::Arrived { transmission, .. } => forged(transmission),
        _ => false,
    });
    arrival.expect("an arrival").events.iter().map(|event| event.rule.clone()).collect()
}

#[test]
fn a_whole_connection_can_be_played_by_hand() {
    let timeline = played(vec![
        act(0, Side::Server, Call::Listen),
        act(0, Side::Client, Call::Connect),
        act(100, Side::Client, send("hello")),
        act(200, Side::Server, Call::Recv { octets: 2 }),
        act(200, Side::Server, Call::RecvToEnd),
        act(200, Side::Server, Call::RecvToEnd),
        act(300, Side::Client, Call::Close),
        act(400, Side::Server, Call::RecvToEnd),
        act(400, Side::Server, Call::Close),
    ]);
    let closing = Some(CallError::Closing);
    assert_eq!(
        given(&timeline),
        [
            (0, None, 0),
            (1, None, 0),
            (2, None, 0),
            (3, None, 2),
            (4, None, 3),
            (5, None, 0),
            (6, None, 0),
            (7, closing, 0),
            (8, None, 0)
        ]
    );
    assert_eq!(&timeline.received[1][..], b"hello");
    assert_eq!(timeline.snapshot(usize::MAX, Side::Server).app.received, 5);
    assert_eq!(states(&timeline, Side::Client)[3..], ["FIN-WAIT-1", "FIN-WAIT-2", "TIME-WAIT", "CLOSED"]);
}

#[test]
fn a_call_that_fails_stops_neither_the_program_nor_the_next_call() {
    let mut scenario = open_connection();
    scenario.acts = vec![
        act(100, Side::Client, Call::Connect),
        act(100, Side::Client, Call::Accept),
        act(100, Side::Server, send("0123456789")),
        act(200, Side::Client, Call::Abort),
    ];
    let timeline = run(&scenario);
    assert_eq!(given(&timeline)[..2], [(0, Some(CallError::AlreadyExists), 0), (1, None, 0)]);
    assert_eq!(&timeline.received[0][..], b"0123456789");
    assert_eq!(states(&timeline, Side::Client), ["CLOSED", "SYN-SENT", "ESTABLISHED", "CLOSED"]);
}

#[test]
fn a_call_comes_after_everything_else_that_happens_at_its_moment() {
    // The request leaves at 40 ms, when the client's connect() returns, and arrives at 60 ms.
    let mut scenario = scenario(vec![Call::Connect, send("hello")], vec![Call::Listen, Call::Accept]);
    scenario.acts = vec![act(60, Side::Server, Call::RecvToEnd)];
    assert_eq!(given(&run(&scenario)), [(0, None, 5)]);
    scenario.acts[0].at.0 -= 1;
    assert_eq!(given(&run(&scenario)), [(0, None, 0)]);
}

#[test]
fn a_segment_made_by_hand_is_taken_for_the_peers() {
    let timeline = with_injection(from_client(Flags::PSH | Flags::ACK, b"boo"), Checksum::Right);
    assert_eq!(&timeline.received[1][..], b"boo");
    let forged = timeline.find(SegmentRef::forged(Side::Client, 1)).expect("it is among the transmissions");
    assert_eq!((forged.why.is_none(), forged.sent), (true, Instant::from_millis(100)));
    assert_eq!(forged.copies[0].ended, Instant::from_millis(120));
    // The client's own segments are counted as if it were not there.
    let own = run(&open_connection());
    let third = SegmentRef::new(Side::Client, 2);
    assert_eq!(timeline.find(third).map(|sent| &sent.segment), own.find(third).map(|sent| &sent.segment));
}

#[test]
fn a_reset_made_by_hand_ends_a_connection() {
    let timeline = with_injection(from_client(Flags::RST, b""), Checksum::Right);
    assert_eq!(states(&timeline, Side::Server).last(), Some(&"CLOSED"));
    assert_eq!(timeline.snapshot(usize::MAX, Side::Server).tcp.ending, Some(tcp::Ending::Reset));
}

#[test]
fn a_wrong_checksum_is_seen_on_both_sides_and_drops_the_segment() {
    let timeline = with_injection(from_client(Flags::RST, b""), Checksum::Wrong);
    let rules = rules_at_arrival(&timeline);
    assert!(matches!(rules[..], [Rule::ChecksumMismatch { found, computed }] if found == computed ^ 1), "{rules:?}");
    assert_eq!(states(&timeline, Side::Server).last(), Some(&"ESTABLISHED"));
    let forged = timeline.find(SegmentRef::forged(Side::Client, 1)).expect("it is there");
    for vantage in [Vantage::Sender, Vantage::Receiver] {
        let octets = timeline.scenario.octets(forged, vantage).expect("a frame");
        assert!(matches!(Frame::decode(&octets), Err(DecodeError::TcpChecksum { .. })));
    }
}

#[test]
fn a_segment_for_another_port_is_answered_as_where_nobody_listens() {
    let stray = Segment { dst_port: 81, ..from_client(Flags::ACK, b"boo") };
    let timeline = with_injection(stray, Checksum::Right);
    assert!(matches!(rules_at_arrival(&timeline)[..], [Rule::NoConnection { .. }]));
    let reset = timeline.transmissions.last().expect("a reset");
    assert_eq!((reset.segment.flags, reset.segment.src_port), (Flags::RST, 81));
    assert!(states(&timeline, Side::Client).ends_with(&["ESTABLISHED"]));
    assert!(states(&timeline, Side::Server).ends_with(&["ESTABLISHED"]));
}

#[test]
fn chance_spares_what_was_made_by_hand_and_a_fault_may_name_it() {
    let mut scenario = open_connection();
    let segment = from_client(Flags::PSH | Flags::ACK, b"boo");
    scenario.injections = vec![Injection {
        at: Instant::from_millis(100),
        from: Side::Client,
        segment,
        checksum: Checksum::Right,
        header: HeaderBits::default(),
    }];
    scenario.path.chance.corrupt = 1000;
    let forged = SegmentRef::forged(Side::Client, 1);
    assert!(run(&scenario).find(forged).expect("it is there").is_delivered());
    scenario.faults.push(Fault { segment: forged, kind: FaultKind::Drop });
    assert!(!run(&scenario).find(forged).expect("it is there").is_delivered());
}

#[test]
fn what_no_frame_can_hold_is_left_out() {
    let big = with_injection(from_client(Flags::ACK, &[b'x'; 1461]), Checksum::Right);
    assert_eq!(big.find(SegmentRef::forged(Side::Client, 1)), None);
    assert!(!big.scenario.can_inject(&big.scenario.injections[0]));
    let whole = with_injection(from_client(Flags::ACK, &[b'x'; 1460]), Checksum::Right);
    assert!(whole.find(SegmentRef::forged(Side::Client, 1)).is_some());
}

#[test]
fn a_scenario_with_countless_doings_ends() {
    let acts = vec![act(0, Side::Client, Call::Connect); 100_000];
    assert_eq!(given(&played(acts)).len(), 1000);
}

#[test]
fn nobody_sends_without_end() {
    let mebibyte = Call::Send { text: String::new(), octets: 1 << 20 };
    let given = given(&played(vec![act(0, Side::Client, mebibyte); 129]));
    // There is no connection that would take it.
    assert!(given[..128].iter().all(|given| given.1 == Some(CallError::DoesNotExist)));
    assert_eq!(given[128].1, Some(CallError::InsufficientResources));
}

#[test]
fn a_scenario_without_doings_reads_as_before() {
    let mut written = serde_json::to_value(open_connection()).expect("plain data");
    let fields = written.as_object_mut().expect("an object");
    assert!(fields.remove("acts").is_some() && fields.remove("injections").is_some());
    let read: Scenario = serde_json::from_value(written).expect("a scenario");
    assert_eq!(read, open_connection());
}

fn any_call() -> impl Strategy<Value = Call> {
    prop_oneof![
        Just(Call::Listen),
        Just(Call::Connect),
        (0..5000_u32).prop_map(|octets| Call::Send { text: String::new(), octets }),
        (0..5000_u32).prop_map(|octets| Call::Recv { octets }),
        Just(Call::RecvToEnd),
        Just(send("!")),
        Just(Call::SendUrgent { text: "!".into() }),
        Just(Call::Close),
        Just(Call::Release),
        Just(Call::Abort),
        Just(Call::Accept),
        Just(Call::Sleep { ms: 5 }),
    ]
}

fn any_side() -> impl Strategy<Value = Side> {
    prop_oneof![Just(Side::Client), Just(Side::Server)]
}

/// What a person may make up: numbers near those of the connection, any flags, now and then another port.
fn any_injection() -> impl Strategy<Value = Injection> {
    let numbers = (0..200_u32, 0..200_u32, any::<u8>(), any::<u16>(), any::<u16>());
    let options = prop::collection::vec(
        prop_oneof![
            Just(TcpOption::Nop),
            Just(TcpOption::Mss(0)),
            Just(TcpOption::WindowScale(255)),
            Just(TcpOption::SackPermitted),
            any::<(u32, u32)>().prop_map(|(value, echo)| TcpOption::Timestamps { value, echo }),
            (0..300_u32, 0..300_u32).prop_map(|(left, right)| {
                TcpOption::Sack(vec![SackBlock { left: Seq(950 + left), right: Seq(950 + right) }])
            }),
        ],
        0..4,
    );
    (0..3000_u64, any_side(), numbers, options, 0..1600_usize, any::<bool>(), 0..20_u8).prop_map(
        |(ms, from, (seq, ack, flags, window, urgent), options, len, is_right, port)| {
            let (src_port, dst_port, iss, irs) = match from {
                Side::Client => (49152, 80, 1000, 5000),
                Side::Server => (80, 49152, 5000, 1000),
            };
            let segment = Segment {
                src_port,
                dst_port: if port == 0 { 81 } else { dst_port },
                seq: Seq(iss - 50 + seq),
                ack: Seq(irs - 50 + ack),
                flags: Flags(flags),
                window,
                urgent,
                options,
                text: vec![b'x'; len % 1600 * usize::from(len > 800)].into(),
            };
            let checksum = if is_right { Checksum::Right } else { Checksum::Wrong };
            Injection { at: Instant::from_millis(ms), from, segment, checksum, header: HeaderBits::default() }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_person_does_the_run_ends_and_tells_all_of_it(
        acts in prop::collection::vec((0..3000_u64, any_side(), any_call()), 0..30),
        injections in prop::collection::vec(any_injection(), 0..20),
        with_programs in any::<bool>(),
    ) {
        let acts: Vec<Act> = acts.into_iter().map(|(ms, side, call)| act(ms, side, call)).collect();
        let hosts = if with_programs { open_connection() } else { scenario(vec![], vec![]) };
        let scenario = Scenario { acts, injections, ..hosts };
        let timeline = run(&scenario);
        prop_assert!(timeline.end == End::Quiet, "{:?}\n{}", timeline.end, timeline.trace());
        prop_assert_eq!(given(&timeline).len(), scenario.acts.len());
        for (nth, injection) in (1..).zip(&scenario.injections) {
            let sent = timeline.find(SegmentRef::forged(injection.from, nth));
            prop_assert_eq!(sent.is_some(), scenario.can_inject(injection));
            let Some(sent) = sent else { continue };
            prop_assert_eq!((sent.sent, &sent.segment), (injection.at, &injection.segment));
            for vantage in [Vantage::Sender, Vantage::Receiver] {
                prop_assert!(timeline.scenario.octets(sent, vantage).is_ok());
            }
        }
        for side in Side::BOTH {
            let counted = timeline.snapshot(usize::MAX, side).app.received as usize;
            prop_assert_eq!(timeline.received[side as usize].len(), counted);
        }
    }
}

/// What the server makes of a segment whose header is written by hand.
fn with_header(segment: Segment, header: HeaderBits) -> Timeline {
    let mut scenario = open_connection();
    scenario.injections = vec![Injection {
        at: Instant::from_millis(100),
        from: Side::Client,
        segment,
        checksum: Checksum::Right,
        header,
    }];
    run(&scenario)
}

#[test]
fn reserved_bits_are_ignored() {
    let segment = from_client(Flags::PSH | Flags::ACK, b"boo");
    let plain = with_header(segment.clone(), HeaderBits::default());
    let odd = with_header(segment, HeaderBits { data_offset: None, reserved: 0b1010 });
    assert_eq!(odd.entries, plain.entries);
    let made = odd.find(SegmentRef::forged(Side::Client, 1)).expect("it was sent");
    let octets = odd.scenario.octets(made, Vantage::Receiver).expect("it fits");
    assert_eq!(octets[14 + 20 + 12], 0x5a);
    // The checksum is that of what is written.
    assert!(Frame::decode(&octets).is_ok());
}

#[test]
fn a_data_offset_that_lies_is_taken_at_its_word() {
    let segment = from_client(Flags::PSH | Flags::ACK, b"\x01\x01\x01\x01boo");
    let received = |header| with_header(segment.clone(), header).received[Side::Server as usize].len();
    let plain = received(HeaderBits::default());
    // Four octets of text are read as four options that do nothing.
    assert_eq!(received(HeaderBits { data_offset: Some(6), reserved: 0 }) + 4, plain);
    // A header that would end before it does, or behind the segment, is no header.
    for data_offset in [4, 15] {
        assert_eq!(received(HeaderBits { data_offset: Some(data_offset), reserved: 0 }) + 7, plain);
    }
}
