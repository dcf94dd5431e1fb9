//! When what arrives is acknowledged (RFC 9293 section 3.8.6.3, RFC 5681 section 4.2).

use std::time::Duration;

use tcp::{FinAck, Profile, State, Timer};

use crate::support::{Bench, say};

fn delaying() -> Bench {
    let profile = Profile { delayed_ack: Some(Duration::from_millis(200)), ..Profile::plain() };
    Bench::established_with(profile, say("SYN,ACK").mss(1460))
}

fn full() -> String {
    "x".repeat(1460)
}

#[test]
fn an_acknowledgment_waits_200_ms_for_company_and_no_longer() {
    let mut bench = delaying();
    bench.give(say("").seq(1).ack(1).text("abc")).by("AckDelayed").silent();
    bench.wait_ms(199).silent();
    bench.wait_ms(1).by("AckDelayOver").expect("ACK seq=1 ack=4 len=0").silent();
}

#[test]
fn every_profile_delays_less_than_half_a_second() {
    for profile in [Profile::rfc(), Profile::plain(), Profile::linux()] {
        assert!(profile.delayed_ack.is_none_or(|delay| delay < Duration::from_millis(500)));
    }
}

#[test]
fn the_second_full_segment_is_acknowledged_at_once() {
    let mut bench = delaying();
    bench.give(say("").seq(1).ack(1).text(full())).silent();
    bench.give(say("").seq(1461).ack(1).text(full())).by("SecondSegment").expect("ACK seq=1 ack=2921 len=0").silent();
    assert_eq!(bench.timers(), []);
    // And so on: one for each two.
    bench.give(say("").seq(2921).ack(1).text(full())).silent();
    bench.give(say("").seq(4381).ack(1).text(full())).expect("ACK seq=1 ack=5841 len=0");
}

#[test]
fn an_acknowledgment_travels_with_text_that_goes_the_other_way() {
    let mut bench = delaying();
    bench.give(say("").seq(1).ack(1).text("ask")).silent();
    bench.send("answer").expect("PSH,ACK seq=1 ack=4 len=6").silent();
    assert_eq!(bench.timers(), [Timer::Retransmission]);
}

#[test]
fn what_lies_beyond_a_gap_is_answered_at_once_and_so_is_what_fills_it() {
    let mut bench = delaying();
    bench.give(say("").seq(4).ack(1).text("def")).by("OutOfOrder").expect("ACK seq=1 ack=1 len=0").silent();
    bench.give(say("").seq(7).ack(1).text("ghi")).expect("ACK seq=1 ack=1 len=0").silent();
    bench.give(say("").seq(1).ack(1).text("abc")).expect("ACK seq=1 ack=10 len=0").silent();
    assert_eq!(bench.received(), "abcdefghi");
}

#[test]
fn text_that_leaves_a_gap_above_it_is_acknowledged_at_once() {
    let mut bench = delaying();
    bench.give(say("").seq(7).ack(1).text("ghi")).expect("ACK seq=1 ack=1 len=0");
    bench.give(say("").seq(1).ack(1).text("abc")).expect("ACK seq=1 ack=4 len=0").silent();
}

#[test]
fn a_fin_is_acknowledged_at_once_with_the_text_that_waited() {
    let mut bench = delaying();
    bench.give(say("").seq(1).ack(1).text("abc")).silent();
    bench.give(say("FIN").seq(4).ack(1)).expect("ACK seq=1 ack=5 len=0").silent();
    assert_eq!(bench.timers(), []);
}

#[test]
fn whatever_has_arrived_is_acknowledged_by_one_segment() {
    let mut bench = Bench::established();
    bench
        .give(say("").seq(1).ack(1).text("abc"))
        .give(say("").seq(4).ack(1).text("def"))
        .give(say("FIN").seq(7).ack(1).text("ghi"))
        .expect("ACK seq=1 ack=11 len=0")
        .silent();
}

#[test]
fn a_bare_acknowledgment_is_not_acknowledged() {
    Bench::established().give(say("ACK").seq(1).ack(1)).silent();
}

#[test]
fn the_delay_follows_a_peer_whose_segments_become_smaller() {
    let mut bench = delaying();
    bench.give(say("").seq(1).ack(1).text(full())).give(say("").seq(1461).ack(1).text(full()));
    bench.expect("ACK seq=1 ack=2921 len=0").silent();
    for seq in [2921, 3993, 5065] {
        bench.give(say("").seq(seq).ack(1).text("y".repeat(536))).silent();
        bench.give(say("").seq(seq + 536).ack(1).text("y".repeat(536))).by("SecondSegment");
        assert_eq!(bench.said(), [format!("ACK seq=1 ack={} len=0", seq + 1072)]);
    }
}

#[test]
fn what_tells_of_a_gap_goes_alone_and_before_text_that_waits() {
    let profile = Profile { sack: true, ..Profile::plain() };
    let mut bench = Bench::established_with(profile, say("SYN,ACK").mss(1000).window(60_000).sack_permitted());
    bench.send(&"x".repeat(20_000));
    bench.said();
    // The peer's text lies beyond a gap, and its acknowledgment lets more of ours out.
    bench.give(say("").seq(1001).ack(1001).window(60_000).text("y".repeat(1000)));
    bench.expect("ACK seq=10001 ack=1 len=0 <sack=1001-2001>");
    bench.expect("ACK seq=10001 ack=1 len=1000 <>").expect("ACK seq=11001 ack=1 len=1000 <>").silent();
    bench.give(say("").seq(2001).ack(2001).window(60_000).text("y".repeat(1000)));
    bench.expect("ACK seq=12001 ack=1 len=0 <sack=1001-3001>");
    bench.expect("ACK seq=12001 ack=1 len=1000 <>").expect("ACK seq=13001 ack=1 len=1000 <>").silent();
}

/// Where the acknowledgment of a FIN may wait, too.
fn delaying_fins() -> Bench {
    let (delayed_ack, fin_ack) = (Some(Duration::from_millis(200)), FinAck::Delayed);
    Bench::established_with(Profile { delayed_ack, fin_ack, ..Profile::plain() }, say("SYN,ACK").mss(1460))
}

#[test]
fn where_the_acknowledgment_of_a_fin_may_wait_our_own_takes_it_along() {
    let mut bench = delaying_fins();
    bench.give(say("FIN").seq(1).ack(1)).by("FinAckDelayed").silent().state(State::CloseWait);
    bench.close().expect("FIN,ACK seq=1 ack=2 len=0").silent();
}

#[test]
fn where_the_acknowledgment_of_a_fin_may_wait_it_goes_alone_in_the_end() {
    let mut bench = delaying_fins();
    bench.give(say("FIN").seq(1).ack(1)).wait_ms(199).silent();
    bench.wait_ms(1).expect("ACK seq=1 ack=2 len=0").silent();
}
