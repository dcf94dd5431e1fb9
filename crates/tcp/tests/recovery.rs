//! Losses and how they are mended, read as exchanges: fast retransmit, partial ACKs, limited transmit (RFC 5681, 6582,
//! 3042), selective acknowledgment (RFC 2018, 6675, 2883), and what a timeout does (RFC 5681 section 3.1).

mod support;

use support::{Bench, say};
use tcp::{CongestionRule, InitialWindow, Profile, RecoveryRule, Rule};

/// ESTABLISHED with segments of 100 octets and room for plenty: cwnd is 1000.
fn bench() -> Bench {
    Bench::established_with(Profile::plain(), say("SYN,ACK").mss(100).window(60_000))
}

/// The same, with SACK permitted by both sides.
fn bench_with_sack() -> Bench {
    let profile = Profile { sack: true, ..Profile::plain() };
    Bench::established_with(profile, say("SYN,ACK").mss(100).window(60_000).sack_permitted())
}

fn ack(number: u32) -> support::Said {
    say("ACK").seq(1).ack(number).window(60_000)
}

/// `count` segments of 100 octets go out, the first of them at `seq`.
fn expect_full(bench: &mut Bench, seq: u32, count: u32) {
    for nth in 0..count {
        bench.expect(&format!("ACK seq={} ack=1 len=100", seq + 100 * nth));
    }
}

fn cwnd(bench: &Bench) -> u32 {
    bench.endpoint.status().congestion.expect("there is a connection").cwnd
}

#[test]
fn the_third_duplicate_ack_resends_the_missing_segment_before_its_timer() {
    let mut bench = bench();
    bench.send(&"x".repeat(1001));
    expect_full(&mut bench, 1, 10);
    bench.silent();
    // The first is lost, so each of those behind it is answered by the same number.
    bench.give(ack(1)).by("DuplicateAck");
    // RFC 3042: a segment has left the network, so another may enter it, though cwnd is full. (The last octet is all
    // that waits.)
    bench.expect("PSH,ACK seq=1001 ack=1 len=1").by("LimitedTransmit");
    bench.give(ack(1)).silent();
    bench.give(ack(1)).because(|rule| {
        // FlightSize is 1000 without the octet of limited transmit: ssthresh = 500, cwnd = 500 + 3 * 100.
        matches!(
            rule,
            Rule::Recovery(RecoveryRule::FastRetransmit { flight: 1000, ssthresh: 500, cwnd: 800, count: 3, .. })
        )
    });
    bench.expect("ACK seq=1 ack=1 len=100").silent();
    // Each further one inflates cwnd.
    bench.give(ack(1)).by("Inflated").silent();
    assert_eq!(cwnd(&bench), 900);
    // All of it is acknowledged: cwnd = min(ssthresh, max(0, 100) + 100).
    bench.give(ack(1002)).because(|rule| matches!(rule, Rule::Recovery(RecoveryRule::FullAck { cwnd: 200, .. })));
    bench.silent();
    assert_eq!(bench.endpoint.poll_timeout(), None);
}

#[test]
fn two_duplicate_acks_may_be_mere_reordering() {
    let mut bench = bench();
    bench.send(&"x".repeat(300));
    bench.expect("ACK seq=1 ack=1 len=100").expect("ACK seq=101 ack=1 len=100").expect("PSH,ACK seq=201 ack=1 len=100");
    bench.give(ack(1)).give(ack(1)).silent();
    bench.give(ack(301)).silent();
    assert_eq!(bench.endpoint.poll_timeout(), None);
}

#[test]
fn what_moves_the_window_or_carries_text_is_no_duplicate() {
    let mut bench = bench();
    bench.send("abc").expect("PSH,ACK seq=1 ack=1 len=3");
    for window in [1, 2, 3, 4] {
        bench.give(ack(1).window(window)).not_by("DuplicateAck");
    }
    for seq in [1, 2, 3, 4] {
        bench.give(say("ACK").seq(seq).ack(1).window(4).text("x"));
    }
    assert!(!bench.rules().contains(&"DuplicateAck".to_owned()));
    assert!(bench.said().iter().all(|segment| segment.ends_with("len=0")));
}

#[test]
fn a_partial_ack_shows_the_next_hole_and_fills_it_at_once() {
    let mut bench = bench();
    bench.send(&"x".repeat(1000));
    expect_full(&mut bench, 1, 9);
    bench.expect("PSH,ACK seq=901 ack=1 len=100");
    // The first and the fourth are lost.
    bench.give(ack(1)).give(ack(1)).give(ack(1)).expect("ACK seq=1 ack=1 len=100").silent();
    bench
        .give(ack(301))
        .because(|rule| matches!(rule, Rule::Recovery(RecoveryRule::PartialAck { acked: 300, count: 1, .. })));
    bench.expect("ACK seq=301 ack=1 len=100").silent();
    bench.give(ack(1001)).by("FullAck");
    assert_eq!(bench.endpoint.poll_timeout(), None);
}

#[test]
fn duplicates_of_what_was_already_mended_mean_no_new_loss() {
    let mut bench = bench();
    bench.send(&"x".repeat(1000));
    expect_full(&mut bench, 1, 9);
    bench.expect("PSH,ACK seq=901 ack=1 len=100");
    bench.wait_ms(1000).expect("ACK seq=1 ack=1 len=100").by("TimeoutWindow");
    // The copies that were not lost after all, sent again, are answered by duplicates.
    bench.give(ack(501)).give(ack(501)).give(ack(501)).give(ack(501)).by("NothingNewLost");
    assert!(!bench.rules().contains(&"FastRetransmit".to_owned()));
}

#[test]
fn a_timeout_leaves_one_segment_and_half_of_the_flight() {
    let mut bench = bench();
    bench.send(&"x".repeat(1000));
    expect_full(&mut bench, 1, 9);
    bench.expect("PSH,ACK seq=901 ack=1 len=100");
    bench.wait_ms(1000).expect("ACK seq=1 ack=1 len=100").silent().because(|rule| {
        matches!(rule, Rule::Congestion(CongestionRule::TimeoutWindow { flight: 1000, ssthresh: 500, cwnd: 100, .. }))
    });
    // From here in slow start: each ACK lets two segments go.
    bench
        .give(ack(101))
        .by("SlowStart")
        .expect("ACK seq=101 ack=1 len=100")
        .expect("ACK seq=201 ack=1 len=100")
        .silent();
    // A second timeout of the same segment leaves ssthresh where it is (RFC 5681 section 3.1).
    bench.wait_ms(2000).expect("ACK seq=101 ack=1 len=100").silent();
    bench.wait_ms(4000).expect("ACK seq=101 ack=1 len=100").silent();
    let congestion = bench.endpoint.status().congestion.expect("a connection");
    assert_eq!((congestion.cwnd, congestion.ssthresh), (100, 200));
}

#[test]
fn slow_start_ends_at_ssthresh_and_then_a_round_trip_adds_a_segment() {
    let mut bench = bench();
    bench.send(&"x".repeat(1000));
    bench.said();
    bench.wait_ms(1000);
    bench.said();
    bench.give(ack(1001));
    // ssthresh is 500, cwnd 200.
    let mut grown = vec![cwnd(&bench)];
    let mut una = 1001;
    for _ in 0..30 {
        bench.send(&"x".repeat(1000));
        let sent = bench.said().len();
        assert!(sent > 0);
        una += 100;
        bench.give(ack(una));
        grown.push(cwnd(&bench));
    }
    assert!(grown.windows(2).all(|pair| pair[1] - pair[0] <= 100), "{grown:?}");
    let at_500 = grown.iter().position(|cwnd| *cwnd >= 500).expect("it reaches ssthresh");
    // Five segments are acknowledged before cwnd is 600, six more before it is 700.
    assert_eq!(grown[at_500..at_500 + 12].iter().filter(|cwnd| **cwnd < 600).count(), 5, "{grown:?}");
    assert_eq!(grown[at_500..at_500 + 12].iter().filter(|cwnd| (600..700).contains(*cwnd)).count(), 6, "{grown:?}");
}

#[test]
fn the_initial_window_follows_the_profile() {
    for (initial_window, mss, segments) in [
        (InitialWindow::Rfc5681, 1460, 3),
        (InitialWindow::Rfc5681, 1000, 4),
        (InitialWindow::Rfc6928, 1460, 10),
        (InitialWindow::Rfc6928, 100, 10),
    ] {
        let profile = Profile { initial_window, ..Profile::plain() };
        let mut bench = Bench::established_with(profile, say("SYN,ACK").mss(mss).window(60_000));
        bench.send(&"x".repeat(30_000));
        assert_eq!(bench.said().len(), segments, "{initial_window:?} with {mss}");
        bench.by("CongestionWindowFull");
    }
}

#[test]
fn after_a_lost_syn_one_segment_is_all_that_is_sent_at_first() {
    let mut bench = Bench::connecting();
    bench.wait_ms(1000).expect("SYN seq=0 len=0");
    bench.give(say("SYN,ACK").ack(1).mss(100).window(60_000)).expect("ACK seq=1 ack=1 len=0");
    bench.send(&"x".repeat(500)).expect("ACK seq=1 ack=1 len=100").silent();
}

#[test]
fn after_a_long_silence_the_window_begins_anew() {
    let mut bench = bench();
    bench.send(&"x".repeat(1000));
    assert_eq!(bench.said().len(), 10);
    for nth in 1..=10 {
        bench.give(ack(1 + 100 * nth));
    }
    assert_eq!(cwnd(&bench), 2000);
    bench.wait_ms(2000).send("x").expect("PSH,ACK seq=1001 ack=1 len=1").by("RestartAfterIdle");
    assert_eq!(cwnd(&bench), 1000);
}

#[test]
fn sack_tells_which_segments_are_missing_and_only_those_go_again() {
    let mut bench = bench_with_sack();
    bench.send(&"x".repeat(1000));
    expect_full(&mut bench, 1, 9);
    bench.expect("PSH,ACK seq=901 ack=1 len=100");
    // The first, third and fifth are lost.
    bench.give(ack(1).sack(101, 201)).by("SackedMore").silent();
    bench.give(ack(1).sack(301, 401)).silent();
    // The third range above the first segment: it is lost, and recovery begins.
    bench.give(ack(1).sack(501, 601)).by("LossRecovery").expect("ACK seq=1 ack=1 len=100");
    // The third is lost too, but the window is full: of 500 octets, the pipe has 100 sent again, 100 that have too
    // little above them to count as lost, and 300 of which nothing is known.
    bench.give(ack(1).sack(501, 701)).silent();
    // With 300 octets above it the fifth is lost as well, and leaves room for both.
    bench.give(ack(1).sack(501, 801)).expect("ACK seq=201 ack=1 len=100").expect("ACK seq=401 ack=1 len=100").silent();
    bench.give(ack(1).sack(501, 1001));
    bench.give(ack(201).sack(501, 1001)).give(ack(401)).give(ack(1001)).by("RecoveryOver");
    assert_eq!(bench.endpoint.poll_timeout(), None);
    bench.silent();
}

#[test]
fn what_sack_reported_is_sent_again_all_the_same_after_a_timeout() {
    let mut bench = bench_with_sack();
    bench.send(&"x".repeat(300));
    bench.expect("ACK seq=1 ack=1 len=100").expect("ACK seq=101 ack=1 len=100").expect("PSH,ACK seq=201 ack=1 len=100");
    bench.give(ack(1).sack(101, 201)).silent();
    bench.wait_ms(1000).expect("ACK seq=1 ack=1 len=100").by("AllDeemedLost");
    // A receiver may have discarded what it had reported (RFC 2018 section 8).
    bench.give(ack(101)).expect("ACK seq=101 ack=1 len=100").expect("PSH,ACK seq=201 ack=1 len=100");
    bench.give(ack(301));
    assert_eq!(bench.endpoint.poll_timeout(), None);
}

#[test]
fn a_block_that_reports_what_came_twice_is_no_news() {
    let mut bench = bench_with_sack();
    bench.send("abc").expect("PSH,ACK seq=1 ack=1 len=3");
    bench.wait_ms(1000).expect("PSH,ACK seq=1 ack=1 len=3");
    bench.give(ack(4)).rules();
    bench.send("de").expect("PSH,ACK seq=4 ack=1 len=2");
    bench.give(ack(4).sack(1, 4)).by("DuplicateSack").silent();
}

#[test]
fn a_block_of_what_was_never_sent_is_ignored() {
    let mut bench = bench_with_sack();
    bench.send("abc").expect("PSH,ACK seq=1 ack=1 len=3");
    for (left, right) in [(2, 9), (5, 9), (3, 2), (2, 0x8000_0000)] {
        bench.give(ack(1).sack(left, right)).by("SackIgnored").silent();
    }
}

#[test]
fn the_receiver_reports_its_blocks_newest_first_and_a_duplicate_before_them() {
    let mut bench = bench_with_sack();
    let text = |seq: u32| say("").seq(seq).ack(1).text("abc").window(60_000);
    bench.give(text(11)).expect("ACK seq=1 ack=1 len=0 <sack=11-14>");
    bench.give(text(21)).expect("ACK seq=1 ack=1 len=0 <sack=21-24;11-14>");
    bench.give(text(14)).expect("ACK seq=1 ack=1 len=0 <sack=11-17;21-24>");
    // RFC 2883: the duplicate first, then the block that it lies in.
    bench.give(text(11)).expect("ACK seq=1 ack=1 len=0 <sack=11-14;11-17;21-24>");
    bench.give(say("").seq(1).ack(1).text("0123456789").window(60_000)).expect("ACK seq=1 ack=17 len=0 <sack=21-24>");
    bench.give(say("").seq(1).ack(1).text("0123456789").window(60_000));
    bench.expect("ACK seq=1 ack=17 len=0 <sack=1-11;21-24>");
}

#[test]
fn four_blocks_fit_and_three_beside_timestamps() {
    let text = |seq: u32| say("").seq(seq).ack(1).text("a").window(60_000);
    let mut bench = bench_with_sack();
    for seq in [11, 21, 31, 41, 51] {
        bench.give(text(seq));
    }
    bench.expect("ACK seq=1 ack=1 len=0 <sack=51-52;41-42;31-32;21-22>");
    let profile = Profile { sack: true, timestamps: Some(std::time::Duration::from_millis(1)), ..Profile::plain() };
    let syn_ack = say("SYN,ACK").mss(100).sack_permitted().timestamps(7, 0);
    let mut bench = Bench::established_with(profile, syn_ack);
    for seq in [11, 21, 31, 41, 51] {
        bench.give(text(seq).timestamps(7, 0));
    }
    bench.expect("ACK seq=1 ack=1 len=0 <ts=1/7,sack=51-52;41-42;31-32>");
}

#[test]
fn cubic_gives_up_less_of_its_window_than_new_reno() {
    for (congestion, ssthresh) in [(tcp::CongestionControl::NewReno, 500), (tcp::CongestionControl::Cubic, 700)] {
        let profile = Profile { congestion, ..Profile::plain() };
        let mut bench = Bench::established_with(profile, say("SYN,ACK").mss(100).window(60_000));
        bench.send(&"x".repeat(1000));
        bench.said();
        bench.give(ack(1)).give(ack(1)).give(ack(1));
        bench.expect("ACK seq=1 ack=1 len=100");
        assert_eq!(bench.endpoint.status().congestion.expect("a connection").ssthresh, ssthresh);
    }
}
