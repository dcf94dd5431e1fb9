//! Whole exchanges between two endpoints, read as segments.

mod support;

use sim::{Call, Fault, FaultKind, Happening, Outcome, Scenario, SegmentRef, Side, run};
use support::{request_and_answer, scenario, send, states};
use tcp::Ending;

fn drop_segment(scenario: &Scenario, from: Side, nth: u32) -> Scenario {
    let mut changed = scenario.clone();
    changed.faults.push(Fault { segment: SegmentRef::new(from, nth), kind: FaultKind::Drop });
    changed
}

#[test]
fn a_request_and_its_answer_from_syn_to_time_wait() {
    let timeline = run(&request_and_answer());
    assert_eq!(
        states(&timeline, Side::Client),
        ["CLOSED", "SYN-SENT", "ESTABLISHED", "FIN-WAIT-1", "FIN-WAIT-2", "TIME-WAIT", "CLOSED"]
    );
    assert_eq!(
        states(&timeline, Side::Server),
        ["CLOSED", "LISTEN", "SYN-RECEIVED", "ESTABLISHED", "CLOSE-WAIT", "LAST-ACK", "CLOSED"]
    );
    assert_eq!(&timeline.received[0][..], b"hello world");
    assert_eq!(&timeline.received[1][..], b"GET /");
}

#[test]
fn whichever_segment_is_lost_everything_arrives_and_both_sides_end_closed() {
    let whole = request_and_answer();
    for lost in run(&whole).transmissions {
        let timeline = run(&drop_segment(&whole, lost.id.from, lost.id.nth));
        assert_eq!(&timeline.received[0][..], b"hello world", "without {:?}", lost.id);
        assert_eq!(&timeline.received[1][..], b"GET /", "without {:?}", lost.id);
        for side in Side::BOTH {
            assert_eq!(states(&timeline, side).last(), Some(&"CLOSED"), "without {:?}", lost.id);
        }
    }
}

#[test]
fn both_open_at_once() {
    let timeline = run(&scenario(vec![Call::Connect, Call::Close], vec![Call::Connect, Call::RecvToEnd, Call::Close]));
    for side in Side::BOTH {
        assert_eq!(states(&timeline, side)[..4], ["CLOSED", "SYN-SENT", "SYN-RECEIVED", "ESTABLISHED"]);
    }
}

#[test]
fn both_close_at_once() {
    let timeline = run(&scenario(
        vec![Call::Connect, Call::Sleep { ms: 100 }, Call::Close, Call::RecvToEnd],
        vec![Call::Listen, Call::Accept, Call::Sleep { ms: 80 }, Call::Close, Call::RecvToEnd],
    ));
    assert_eq!(states(&timeline, Side::Client)[3..], ["FIN-WAIT-1", "CLOSING", "TIME-WAIT", "CLOSED"]);
    assert_eq!(states(&timeline, Side::Server)[4..], ["FIN-WAIT-1", "CLOSING", "TIME-WAIT", "CLOSED"]);
}

#[test]
fn a_port_where_nobody_listens_refuses() {
    let timeline = run(&scenario(vec![Call::Connect], vec![]));
    assert_eq!(states(&timeline, Side::Client), ["CLOSED", "SYN-SENT", "CLOSED"]);
}

#[test]
fn an_abort_resets_the_peer() {
    let timeline = run(&scenario(
        vec![Call::Connect, Call::Sleep { ms: 100 }, Call::Abort],
        vec![Call::Listen, Call::Accept, Call::RecvToEnd, Call::Close],
    ));
    assert_eq!(states(&timeline, Side::Client), ["CLOSED", "SYN-SENT", "ESTABLISHED", "CLOSED"]);
    assert_eq!(states(&timeline, Side::Server), ["CLOSED", "LISTEN", "SYN-RECEIVED", "ESTABLISHED", "CLOSED"]);
    assert_eq!(timeline.snapshot(usize::MAX, Side::Server).tcp.ending, Some(Ending::Reset));
}

#[test]
fn a_reader_may_keep_its_window_closed_for_longer_than_any_timeout() {
    let octets = |octets| Call::Send { text: String::new(), octets };
    let mut slow = scenario(
        vec![Call::Connect, octets(3000), Call::Close, Call::RecvToEnd],
        vec![Call::Listen, Call::Accept, Call::Sleep { ms: 300_000 }, Call::RecvToEnd, Call::Close],
    );
    slow.server.settings.receive_buffer = Some(1000);
    let timeline = run(&slow);
    assert_eq!(timeline.received[1].len(), 3000);
    assert_eq!(states(&timeline, Side::Client).last(), Some(&"CLOSED"));
}

#[test]
fn what_arrived_can_be_read_after_the_connection_has_closed() {
    let timeline = run(&scenario(
        vec![Call::Connect, send("hello"), Call::Close],
        vec![
            Call::Listen,
            Call::Accept,
            Call::Sleep { ms: 1000 },
            Call::Close,
            Call::Sleep { ms: 1000 },
            Call::RecvToEnd,
        ],
    ));
    assert_eq!(&timeline.received[1][..], b"hello");
}

#[test]
fn to_receive_nothing_waits_for_nothing() {
    let client = vec![Call::Connect, Call::Recv { octets: 0 }, Call::Close, Call::RecvToEnd];
    let timeline = run(&scenario(client, vec![Call::Listen, Call::Accept, Call::RecvToEnd, Call::Close]));
    assert_eq!(states(&timeline, Side::Client).last(), Some(&"CLOSED"));
    assert!(!timeline.snapshot(usize::MAX, Side::Client).app.failed);
}

#[test]
fn a_program_without_end_ends_at_the_limit() {
    let timeline = run(&scenario(vec![Call::Sleep { ms: 0 }; 400_000], vec![]));
    assert_eq!(timeline.end, sim::End::EntryLimit);
    assert_eq!(timeline.entries.len(), 500_000);
}

#[test]
fn the_octets_of_a_call_are_as_many_as_are_counted() {
    let send = |text: &str, octets| Call::Send { text: text.into(), octets };
    let calls =
        [send("GET /", 0), send("GET /", 3), send("GET /", 40), send("", 3_000_000), Call::Close, Call::Connect];
    for call in calls {
        assert_eq!(call.octets().len(), call.octet_count(), "{call:?}");
    }
}

#[test]
fn a_send_that_the_buffer_cannot_take_waits_until_it_can() {
    let program = vec![Call::Connect, Call::Send { text: String::new(), octets: 5000 }, Call::Close];
    let mut scenario = scenario(program, vec![Call::Listen, Call::Accept, Call::RecvToEnd, Call::Close]);
    scenario.client.settings.send_buffer = Some(2000);
    let timeline = run(&scenario);
    assert_eq!(timeline.received[1].len(), 5000);
    let of_send = |happening: &Happening| match *happening {
        Happening::Called { line: 1, blocks, error } => Some(format!("called, blocks: {blocks}, {error:?}")),
        Happening::Returned { line: 1, outcome } => Some(format!("{outcome:?}")),
        _ => None,
    };
    let of_client = timeline.entries.iter().filter(|entry| entry.side == Side::Client);
    let told: Vec<String> = of_client.filter_map(|entry| of_send(&entry.happening)).collect();
    let handed = |octets, more| format!("{:?}", Outcome::Handed { octets, more });
    // The acknowledgment of a full segment is what makes room for a third of the buffer.
    assert_eq!(told, ["called, blocks: true, None".to_owned(), handed(1460, true), handed(1540, false)]);
    // Only then it is closed: nothing is left behind.
    assert_eq!(states(&timeline, Side::Client).last(), Some(&"CLOSED"));
}

#[test]
fn a_send_that_waits_fails_with_the_connection() {
    let program = vec![Call::Connect, Call::Send { text: String::new(), octets: 5000 }, Call::Close];
    let mut scenario = scenario(program, vec![Call::Listen, Call::Accept, Call::Sleep { ms: 5 }, Call::Abort]);
    scenario.client.settings.send_buffer = Some(2000);
    scenario.server.settings.receive_buffer = Some(1000);
    let timeline = run(&scenario);
    let failed = timeline.entries.iter().any(|entry| {
        matches!(entry.happening, Happening::Returned { line: 1, outcome: Outcome::Failed(Ending::Reset) })
    });
    assert!(failed, "{}", timeline.trace());
}
