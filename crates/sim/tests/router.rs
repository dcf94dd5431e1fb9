//! The router between the hosts: a line with a rate behind it, and a queue before that.

mod support;

use std::time::Duration;

use sim::{Call, End, Fate, Fault, FaultKind, Path, Preset, Scenario, SegmentRef, Side, Timeline, Transmission, run};
use support::{scenario, states};

/// A full frame is 1518 octets with its FCS, which take 12.144 ms at 1 Mbit/s.
const FULL_FRAME: Duration = Duration::from_micros(12_144);
const WAY: Duration = Duration::from_millis(20);

/// The client sends `segments` full segments, at 1 Mbit/s and with room for `queue` of them at the router.
fn burst(segments: u32, queue: u32) -> Scenario {
    let octets = Call::Send { text: String::new(), octets: segments * 1460 };
    let mut burst = scenario(
        vec![Call::Connect, octets, Call::Close, Call::RecvToEnd],
        vec![Call::Listen, Call::Accept, Call::RecvToEnd, Call::Close],
    );
    burst.client.settings.initial_window = Some(tcp::InitialWindow::Rfc6928);
    burst.path = Path { rate_kbps: 1000, queue, ..Path::default() };
    burst
}

fn full_segments(timeline: &Timeline) -> Vec<&Transmission> {
    timeline.transmissions.iter().filter(|sent| sent.segment.text_len() == 1460).collect()
}

#[test]
fn frames_that_leave_together_arrive_one_after_the_other() {
    let timeline = run(&burst(3, 10));
    let sent = full_segments(&timeline);
    // The ACK of the handshake leaves with them and is on the line first: 64 octets.
    let before = Duration::from_micros(512);
    for (nth, sent) in (0..).zip(&sent[..3]) {
        let waited = before + FULL_FRAME * nth;
        assert_eq!(sent.sent, sent.copies[0].left);
        assert_eq!((sent.copies[0].waited, sent.copies[0].fate), (waited, Fate::Delivered));
        assert_eq!(sent.copies[0].ended - sent.sent, WAY + waited + FULL_FRAME);
    }
}

#[test]
fn what_finds_the_queue_full_is_dropped_at_the_router_and_sent_again() {
    let timeline = run(&burst(4, 2));
    let sent = full_segments(&timeline);
    let fates: Vec<Fate> = sent[..4].iter().map(|sent| sent.copies[0].fate).collect();
    // The first two wait for the ACK of the handshake and for each other.
    assert_eq!(fates, [Fate::Delivered, Fate::Delivered, Fate::QueueFull, Fate::QueueFull]);
    assert_eq!(sent[2].copies[0].ended - sent[2].sent, WAY / 2);
    assert_eq!(timeline.received[1].len(), 4 * 1460);
    assert_eq!(states(&timeline, Side::Client).last(), Some(&"CLOSED"));
}

#[test]
fn a_frame_that_has_left_makes_room() {
    let mut scenario = burst(2, 1);
    scenario.client.program.insert(2, Call::Sleep { ms: 100 });
    scenario.client.program.insert(3, Call::Send { text: String::new(), octets: 1460 });
    let timeline = run(&scenario);
    let fates: Vec<Fate> = full_segments(&timeline)[..2].iter().map(|sent| sent.copies[0].fate).collect();
    assert_eq!(fates, [Fate::Delivered, Fate::QueueFull]);
    let third =
        timeline.transmissions.iter().find(|sent| sent.sent.as_millis() >= 140.0 && sent.id.from == Side::Client);
    assert!(third.expect("what was sent after the pause").copies[0].waited.is_zero());
}

#[test]
fn each_way_has_a_line_of_its_own() {
    let mut both = burst(1, 10);
    let octets = Call::Send { text: String::new(), octets: 1460 };
    both.server.program = vec![Call::Connect, octets, Call::Close, Call::RecvToEnd];
    let timeline = run(&both);
    for sent in full_segments(&timeline) {
        assert!(sent.copies[0].waited < FULL_FRAME, "{:?} waits for its own side only", sent.id);
    }
    assert_eq!((timeline.received[0].len(), timeline.received[1].len()), (1460, 1460));
}

#[test]
fn a_path_without_a_rate_keeps_nobody_waiting() {
    let timeline = run(&Scenario { path: Path { queue: 0, ..Path::default() }, ..burst(10, 0) });
    for sent in &timeline.transmissions {
        assert_eq!((sent.copies[0].waited, sent.copies[0].ended - sent.sent), (Duration::ZERO, WAY));
    }
}

#[test]
fn what_happens_behind_the_router_happens_to_what_has_waited() {
    let mut scenario = burst(2, 10);
    let second = SegmentRef::new(Side::Client, 4);
    let with = |scenario: &Scenario, kind| {
        let mut scenario = scenario.clone();
        scenario.faults.push(Fault { segment: second, kind });
        run(&scenario).find(second).expect("the second full segment").copies.clone()
    };
    let plain = run(&scenario).find(second).expect("the second full segment").copies[0];
    assert!(plain.waited > FULL_FRAME);
    let late = with(&scenario, FaultKind::Delay { ms: 5 });
    assert_eq!(late[0].ended - plain.ended, Duration::from_millis(5));
    let lost = with(&scenario, FaultKind::Drop);
    assert_eq!(
        (lost[0].fate, lost[0].ended - lost[0].left),
        (Fate::Lost, WAY.mul_f64(0.6) + plain.waited + FULL_FRAME)
    );
    let twice = with(&scenario, FaultKind::Duplicate { ms: 5 });
    assert_eq!((twice.len(), twice[0]), (2, plain));
    // A full queue comes before all of it.
    scenario.path.queue = 1;
    assert_eq!(with(&scenario, FaultKind::Delay { ms: 5 })[0].fate, Fate::QueueFull);
}

#[test]
fn a_segment_that_waits_stands_at_the_router() {
    let timeline = run(&burst(3, 10));
    let copy = full_segments(&timeline)[2].copies[0];
    let moving = copy.ended - copy.left - copy.waited;
    let progress = |after: Duration| copy.progress(copy.left + after);
    assert!((progress(moving / 4) - 0.25).abs() < 1e-6);
    assert!((progress(moving / 2 + copy.waited / 10) - 0.5).abs() < 1e-6);
    assert!((progress(moving / 2 + copy.waited) - 0.5).abs() < 1e-6);
    assert!((progress(moving * 3 / 4 + copy.waited) - 0.75).abs() < 1e-6);
}

#[test]
fn every_preset_brings_a_transfer_to_its_end() {
    for preset in Preset::ALL {
        let timeline = run(&Scenario { path: preset.path(7), ..burst(40, 0) });
        assert_eq!((timeline.end, timeline.received[1].len()), (End::Quiet, 40 * 1460), "{preset:?}");
    }
}
