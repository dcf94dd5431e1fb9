//! Urgent data (RFC 9293 section 3.8.5).

use tcp::{Rule, State};

use crate::support::{Bench, say};

#[test]
fn the_urgent_pointer_points_to_the_octet_after_the_last_urgent_one() {
    let mut bench = Bench::established();
    bench.send_urgent("abc").expect("PSH,ACK,URG seq=1 ack=1 len=3 up=3").silent();
    // What comes after is not urgent.
    bench.send("def").expect("PSH,ACK seq=4 ack=1 len=3 up=0").silent();
}

#[test]
fn urgent_data_is_announced_ahead_of_text_that_goes_first() {
    let mut bench = Bench::established();
    bench.send(&"x".repeat(1500)).send_urgent("!");
    bench.expect("ACK,URG seq=1 ack=1 len=1000 up=1501").silent();
    // A segment that acknowledges says so too.
    bench.give(say("").seq(1).ack(1).text("a")).expect("ACK,URG seq=1001 ack=2 len=0 up=501");
}

#[test]
fn urgent_data_may_be_longer_than_the_pointer_reaches() {
    let mut bench = Bench::established();
    bench.give(say("ACK").seq(1).ack(1).window(60_000)).send_urgent(&"x".repeat(70_000));
    let mut sent = 1;
    while sent < 70_001 {
        let segment = bench.next().expect("the window is open").segment;
        assert_eq!(u32::from(segment.urgent), (70_001 - sent).min(65_535));
        sent += segment.text_len();
        bench.give(say("ACK").seq(1).ack(sent).window(60_000));
    }
    assert_eq!(bench.endpoint.status().snd_up, None);
    bench.send("calm").expect("PSH,ACK seq=70001 ack=1 len=4 up=0");
}

#[test]
fn urgent_data_that_waits_for_a_window_is_announced_all_the_same() {
    let mut bench = Bench::established();
    bench.give(say("ACK").seq(1).ack(1).window(0)).send_urgent("abc").silent();
    bench.give(say("").seq(1).ack(1).text("x").window(0)).expect("ACK,URG seq=1 ack=2 len=0 up=3");
}

#[test]
fn the_user_is_told_at_once_and_once_for_each_advance() {
    let mut bench = Bench::established();
    bench
        .give(say("").seq(1).ack(1).text("ab").urgent(10))
        .because(|rule| matches!(rule, Rule::UrgentArrived { ahead, .. } if *ahead == 10));
    bench.give(say("").seq(3).ack(1).text("cd").urgent(8)).not_by("UrgentArrived");
    bench.give(say("").seq(5).ack(1).text("ef").urgent(9)).by("UrgentArrived");
}

#[test]
fn the_user_can_learn_how_much_urgent_data_is_left_to_read() {
    let mut bench = Bench::established();
    assert_eq!(bench.endpoint.urgent_ahead(), None);
    bench.give(say("").seq(1).ack(1).text("abcdef").urgent(4));
    assert_eq!(bench.endpoint.urgent_ahead(), Some(4));
    bench.endpoint.receive(3).expect("there is some");
    assert_eq!(bench.endpoint.urgent_ahead(), Some(1));
    bench.endpoint.receive(1).expect("there is some");
    assert_eq!(bench.endpoint.urgent_ahead(), None);
}

#[test]
fn after_the_peers_fin_urg_is_ignored() {
    let mut bench = Bench::in_state(State::CloseWait);
    bench.give(say("").seq(2).ack(1).urgent(5)).not_by("UrgentArrived").silent();
    assert_eq!(bench.endpoint.urgent_ahead(), None);
}

#[test]
fn urgent_text_given_before_the_handshake_is_urgent_after_it() {
    let mut bench = Bench::connecting();
    bench.send_urgent("abc").silent();
    bench.give(say("SYN,ACK").ack(1).mss(1460)).expect("ACK,URG seq=1 ack=1 len=0 up=3");
    bench.expect("PSH,ACK,URG seq=1 ack=1 len=3 up=3").silent();
}
