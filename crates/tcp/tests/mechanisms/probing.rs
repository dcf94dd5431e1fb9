//! A closed window: the sender asks (RFC 9293 section 3.8.6.1), and the receiver still listens (section 3.4, MUST-66).

use std::time::Duration;

use tcp::{Profile, State, Timer};

use crate::support::{Bench, say};

fn closed_window() -> Bench {
    let mut bench = Bench::established();
    bench.give(say("ACK").seq(1).ack(1).window(0)).send("hello").silent();
    bench
}

#[test]
fn the_first_probe_goes_after_one_rto_and_the_next_ones_ever_later() {
    let mut bench = closed_window();
    assert_eq!(bench.wait_for_timer(), (Timer::Persist, 1000));
    bench.expect("ACK seq=1 ack=1 len=1").silent();
    let mut waits = Vec::new();
    for _ in 0..8 {
        bench.give(say("ACK").seq(1).ack(1).window(0)).silent();
        waits.push(bench.wait_for_timer().1);
        bench.expect("ACK seq=1 ack=1 len=1").silent();
    }
    assert_eq!(waits, [2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
}

#[test]
fn answers_to_probes_are_no_duplicates_that_tell_of_a_loss() {
    let mut bench = closed_window();
    bench.wait_ms(1000).expect("ACK seq=1 ack=1 len=1").rules();
    let before = bench.endpoint.status().congestion;
    for _ in 0..5 {
        bench.give(say("ACK").seq(1).ack(1).window(0)).not_by("AckRepeats").silent();
    }
    assert_eq!(bench.endpoint.status().congestion, before);
}

#[test]
fn a_peer_that_answers_may_keep_its_window_closed_for_days() {
    let mut bench = closed_window();
    let day = Duration::from_secs(24 * 3600);
    while bench.now.since(tcp::Instant::ZERO) < 3 * day {
        bench.wait_for_timer();
        bench.expect("ACK seq=1 ack=1 len=1").silent();
        bench.give(say("ACK").seq(1).ack(1).window(0)).state(State::Established);
    }
    bench.give(say("ACK").seq(1).ack(1).window(1000)).expect("PSH,ACK seq=1 ack=1 len=5").silent();
}

#[test]
fn a_peer_that_does_not_answer_the_probes_is_given_up() {
    let mut bench = closed_window();
    while bench.endpoint.state() == State::Established {
        bench.wait_for_timer();
        bench.said();
    }
    assert!(bench.now.since(tcp::Instant::ZERO) >= Duration::from_secs(100));
    bench.by("GivenUp").state(State::Closed);
}

#[test]
fn a_window_that_closes_over_text_under_way_is_probed_by_that_text_for_as_long_as_the_peer_answers() {
    let mut bench = Bench::established();
    bench.send("hello").expect("PSH,ACK seq=1 ack=1 len=5").give(say("ACK").seq(1).ack(1).window(0)).silent();
    while bench.now.since(tcp::Instant::ZERO) < Duration::from_secs(3600) {
        assert_eq!(bench.wait_for_timer().0, Timer::Retransmission);
        bench.expect("PSH,ACK seq=1 ack=1 len=5").silent();
        bench.give(say("ACK").seq(1).ack(1).window(0)).state(State::Established);
    }
    bench.give(say("ACK").seq(1).ack(6).window(1000)).silent();
    assert_eq!(bench.timers(), []);
}

/// Our window is closed: the user has taken nothing of the four octets that the buffer holds.
fn full_buffer() -> Bench {
    let profile = Profile { receive_buffer: 4, ..Profile::plain() };
    let mut bench = Bench::established_with(profile, say("SYN,ACK").mss(1460));
    bench.give(say("").seq(1).ack(1).text("abcd")).expect("ACK seq=1 ack=5 len=0 wnd=0").silent();
    bench.rules();
    bench
}

#[test]
fn a_probe_is_answered_and_its_octet_not_taken() {
    let mut bench = full_buffer();
    for _ in 0..3 {
        bench.give(say("").seq(5).ack(1).text("e")).by("WindowClosedForText");
        bench.expect("ACK seq=1 ack=5 len=0 wnd=0").silent();
    }
    assert_eq!(bench.received(), "abcd");
}

#[test]
fn behind_a_closed_window_an_acknowledgment_counts() {
    let mut bench = full_buffer();
    bench.send("xyz").expect("PSH,ACK seq=1 ack=5 len=3");
    bench.give(say("ACK").seq(5).ack(4)).by("AckAdvances").silent();
    bench.send("uvw").expect("PSH,ACK seq=4 ack=5 len=3");
    bench.give(say("").seq(5).ack(7).text("e")).by("AckAdvances").expect("ACK seq=7 ack=5 len=0");
}

#[test]
fn behind_a_closed_window_a_reset_counts() {
    full_buffer().give(say("RST").seq(5)).silent().state(State::Closed);
    full_buffer().give(say("RST").seq(5).text("why")).silent().state(State::Closed);
    full_buffer().give(say("RST").seq(6)).silent().state(State::Established);
}

#[test]
fn behind_a_closed_window_urgent_data_is_announced() {
    let mut bench = full_buffer();
    bench.give(say("").seq(5).ack(1).urgent(1).text("!")).by("UrgentArrived").expect("ACK seq=1 ack=5 len=0");
    assert_eq!(bench.endpoint.urgent_ahead(), Some(5));
}
