//! Timestamps (RFC 7323): what is echoed, what is too old, and the round trip that an echo measures.

use std::time::Duration;

use tcp::{Measured, Profile, Rule, State};

use crate::support::{Bench, say};

const DAY_MS: u64 = 24 * 3600 * 1000;

fn profile() -> Profile {
    Profile { timestamps: Some(Duration::from_millis(1)), ..Profile::plain() }
}

/// In ESTABLISHED, TS.Recent = 100.
fn stamped() -> Bench {
    Bench::established_with(profile(), say("SYN,ACK").mss(1460).timestamps(100, 0))
}

#[test]
fn both_syns_with_timestamps_put_them_on_every_segment() {
    let mut bench = Bench::with(profile());
    bench.endpoint.open(bench.now, tcp::Opened::Active).expect("CLOSED can connect");
    bench.expect("SYN seq=0 len=0 <mss=1460,ts=1/0>");
    bench.wait_ms(30).give(say("SYN,ACK").ack(1).mss(1460).timestamps(100, 0)).by("TimestampsAgreed");
    bench.expect("ACK seq=1 ack=1 len=0 <ts=30/100>");
    bench.send("abc").expect("PSH,ACK seq=1 ack=1 len=3 <ts=30/100>");
    bench.close().expect("FIN,ACK seq=4 ack=1 len=0 <ts=30/100>");
}

#[test]
fn a_peer_that_declines_them_gets_none() {
    let mut bench = Bench::connecting_with(profile());
    bench.give(say("SYN,ACK").ack(1).mss(1460)).by("TimestampsDeclined").expect("ACK seq=1 ack=1 len=0 <>");
    let mut bench = Bench::listening_with(profile());
    bench.give(say("SYN").mss(1460)).expect("SYN,ACK seq=0 ack=1 len=0 <mss=1460>");
}

#[test]
fn an_old_duplicate_is_dropped_and_acknowledged() {
    let mut bench = stamped();
    bench.give(say("").seq(1).ack(1).text("old").timestamps(99, 0)).by("TimestampOld");
    bench.expect("ACK seq=1 ack=1 len=0").silent();
    assert_eq!(bench.received(), "");
}

#[test]
fn a_segment_without_the_timestamps_that_were_agreed_on_is_dropped_without_a_word() {
    let mut bench = stamped();
    bench.give(say("").seq(1).ack(1).text("bare")).by("TimestampMissing").silent();
    assert_eq!(bench.received(), "");
}

#[test]
fn a_reset_is_not_judged_by_its_timestamp() {
    stamped().give(say("RST").seq(1).timestamps(1, 0)).silent().state(State::Closed);
    stamped().give(say("RST").seq(1)).silent().state(State::Closed);
}

#[test]
fn after_24_days_any_timestamp_is_taken() {
    let mut bench = stamped();
    bench.wait_ms(24 * DAY_MS).give(say("").seq(1).ack(1).text("old").timestamps(99, 0)).by("TimestampOld");
    bench.expect("ACK seq=1 ack=1 len=0");
    bench.wait_ms(1).give(say("").seq(1).ack(1).text("new").timestamps(99, 0)).by("TimestampStale");
    bench.expect("ACK seq=1 ack=4 len=0");
    assert_eq!(bench.endpoint.status().options.ts_recent, Some(99));
}

#[test]
fn what_is_echoed_is_the_timestamp_of_the_oldest_segment_that_the_acknowledgment_answers() {
    let delayed_ack = Some(Duration::from_millis(200));
    let profile = Profile { delayed_ack, ..profile() };
    let mut bench = Bench::established_with(profile, say("SYN,ACK").mss(1460).timestamps(100, 0));
    let full = |seq, value| say("").seq(seq).ack(1).text("x".repeat(1448)).timestamps(value, 0);
    bench.give(full(1, 101)).give(full(1449, 102)).expect("ACK seq=1 ack=2897 len=0 <ts=1/101>");
    // Beyond a gap nothing new is echoed; what fills it is.
    bench.give(full(4345, 104)).expect("ACK seq=1 ack=2897 len=0 <ts=1/101>");
    bench.give(full(2897, 103)).expect("ACK seq=1 ack=5793 len=0 <ts=1/103>");
}

#[test]
fn an_echo_measures_the_round_trip_of_a_retransmission_too() {
    let mut bench = stamped();
    bench.send("abc").expect("PSH,ACK seq=1 ack=1 len=3 <ts=1/100>");
    bench.wait_ms(1000).expect("PSH,ACK seq=1 ack=1 len=3 <ts=1000/100>");
    bench.wait_ms(80).give(say("ACK").seq(1).ack(4).timestamps(180, 1000)).because(
        |rule| matches!(rule, Rule::RttMeasured { by: Measured::Timestamp, sample, .. } if sample.as_millis() == 80),
    );
}

#[test]
fn after_a_syn_timeout_rto_is_three_seconds_whatever_an_echo_measured() {
    let mut bench = Bench::connecting_with(profile());
    bench.wait_ms(1000).expect("SYN seq=0 len=0 <mss=1460,ts=1000/0>");
    bench.wait_ms(50).give(say("SYN,ACK").ack(1).mss(1460).timestamps(7, 1000)).because(
        |rule| matches!(rule, Rule::RttMeasured { by: Measured::Timestamp, sample, .. } if sample.as_millis() == 50),
    );
    assert_eq!(bench.endpoint.status().rto, Duration::from_secs(3));
}
