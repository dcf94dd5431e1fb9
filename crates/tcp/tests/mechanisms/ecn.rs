//! Explicit congestion notification (RFC 3168).

use tcp::{Ecn, Profile};
use wire::{Flags, Seq};

use crate::support::{Bench, OURS, say};

fn profile(ecn: Ecn) -> Profile {
    Profile { ecn, ..Profile::plain() }
}

/// In ESTABLISHED, with ECN agreed on.
fn agreed() -> Bench {
    Bench::established_with(profile(Ecn::Offer), say("SYN,ACK,ECE").mss(1000).window(60_000))
}

#[test]
fn a_syn_offers_it_by_two_flags_and_a_syn_ack_takes_it_by_one() {
    let mut bench = Bench::with(profile(Ecn::Offer));
    bench.endpoint.open(bench.now, tcp::Opened::Active).expect("CLOSED can connect");
    bench.expect("SYN,ECE,CWR seq=0 len=0 not-ect");
    bench.give(say("SYN,ACK,ECE").ack(1)).by("EcnAgreed").expect("ACK seq=1 ack=1 len=0 not-ect");
    for ecn in [Ecn::Answer, Ecn::Offer] {
        let mut bench = Bench::listening_with(profile(ecn));
        bench.give(say("SYN,ECE,CWR")).expect("SYN,ACK,ECE seq=0 ack=1 len=0 not-ect");
    }
}

#[test]
fn without_an_offer_there_is_none() {
    let mut bench = Bench::connecting_with(profile(Ecn::Offer));
    // Both flags on a SYN,ACK are a mirror and no answer.
    bench.give(say("SYN,ACK,ECE,CWR").ack(1)).by("EcnDeclined").expect("ACK seq=1 ack=1 len=0");
    let mut bench = Bench::listening_with(profile(Ecn::Off));
    bench.give(say("SYN,ECE,CWR")).expect("SYN,ACK seq=0 ack=1 len=0");
    let mut bench = Bench::established_with(profile(Ecn::Answer), say("SYN,ACK,ECE").mss(1000));
    bench.send("abc").expect("PSH,ACK seq=1 ack=1 len=3 not-ect");
}

#[test]
fn new_text_is_sent_as_ecn_capable_and_nothing_else_is() {
    let mut bench = agreed();
    bench.send("abc").expect("PSH,ACK seq=1 ack=1 len=3 ect");
    bench.wait_ms(1000).expect("PSH,ACK seq=1 ack=1 len=3 not-ect");
    bench.give(say("").seq(1).ack(4).text("x")).expect("ACK seq=4 ack=2 len=0 not-ect");
    bench.close().expect("FIN,ACK seq=4 ack=2 len=0 not-ect");
}

#[test]
fn a_mark_is_echoed_on_every_segment_until_the_peer_says_that_it_has_slowed_down() {
    let mut bench = agreed();
    bench.give_marked(say("").seq(1).ack(1).text("a")).by("EcnMarked").expect("ACK,ECE seq=1 ack=2 len=0");
    bench.give(say("").seq(2).ack(1).text("b")).expect("ACK,ECE seq=1 ack=3 len=0");
    bench.give(say("CWR").seq(3).ack(1).text("c")).by("EcnAnswered").expect("ACK seq=1 ack=4 len=0");
    bench.give(say("").seq(4).ack(1).text("d")).expect("ACK seq=1 ack=5 len=0");
}

#[test]
fn a_mark_on_the_segment_that_has_cwr_is_news() {
    let mut bench = agreed();
    bench.give_marked(say("").seq(1).ack(1).text("a")).expect("ACK,ECE seq=1 ack=2 len=0");
    bench.give_marked(say("CWR").seq(2).ack(1).text("b")).expect("ACK,ECE seq=1 ack=3 len=0");
}

#[test]
fn a_mark_outside_the_window_or_without_text_means_nothing() {
    let mut bench = agreed();
    bench.give_marked(say("").seq(70_001).ack(1).text("forged")).expect("ACK seq=1 ack=1 len=0");
    bench.give_marked(say("ACK").seq(1).ack(1)).silent();
    bench.give(say("").seq(1).ack(1).text("a")).expect("ACK seq=1 ack=2 len=0");
}

#[test]
fn an_echo_reduces_the_window_once_for_each_window_of_data_and_the_next_text_says_so() {
    let mut bench = agreed();
    bench.send(&"x".repeat(4000));
    bench.said();
    bench.give(say("ACK,ECE").seq(1).ack(1001).window(60_000)).by("EcnReduced");
    bench.give(say("ACK,ECE").seq(1).ack(2001).window(60_000)).not_by("EcnReduced");
    bench.give(say("ACK,ECE").seq(1).ack(4001).window(60_000)).not_by("EcnReduced");
    bench.send(&"y".repeat(2000));
    bench.expect("ACK,CWR seq=4001 ack=1 len=1000 ect").expect("PSH,ACK seq=5001 ack=1 len=1000 ect");
    bench.give(say("ACK,ECE").seq(1).ack(5001).window(60_000)).by("EcnReduced");
}

/// In ESTABLISHED with the ten segments that the initial window allows under way, and more to send.
fn ten_under_way(profile: Profile) -> Bench {
    let mut bench = Bench::established_with(profile, say("SYN,ACK,ECE").mss(1000).window(60_000).sack_permitted());
    bench.send(&"x".repeat(40_000));
    assert_eq!((bench.said().len(), cwnd(&bench)), (10, 10_000));
    bench.rules();
    bench
}

fn cwnd(bench: &Bench) -> u32 {
    bench.endpoint.status().congestion.expect("established").cwnd
}

#[test]
fn an_echo_halves_the_window_from_what_was_in_flight_before_it_came() {
    for acked in [1001, 5001, 10_001] {
        let mut bench = ten_under_way(profile(Ecn::Offer));
        bench.give(say("ACK,ECE").seq(1).ack(acked).window(60_000)).by("EcnReduced");
        assert_eq!(cwnd(&bench), 5000, "acknowledged up to {acked}");
    }
}

#[test]
fn acknowledgments_that_echo_a_mark_do_not_open_the_window() {
    let mut bench = ten_under_way(profile(Ecn::Offer));
    for acked in 1..=9 {
        bench.give(say("ACK,ECE").seq(1).ack(1000 * acked + 1).window(60_000));
        bench.said();
        assert_eq!(cwnd(&bench), 5000, "after the ACK of segment {acked}");
    }
    // Those that do not, do.
    for acked in 10..=14 {
        bench.give(say("ACK").seq(1).ack(1000 * acked + 1).window(60_000));
        bench.said();
    }
    assert_eq!(cwnd(&bench), 6000);
}

#[test]
fn a_timeout_is_answered_by_cwr_as_an_echo_is() {
    let mut bench = ten_under_way(profile(Ecn::Offer));
    bench.wait_ms(1000).expect("ACK seq=1 ack=1 len=1000 not-ect").silent();
    bench.give(say("ACK").seq(1).ack(10_001).window(60_000));
    bench.expect("ACK,CWR seq=10001 ack=1 len=1000 ect").expect("ACK seq=11001 ack=1 len=1000 ect");
}

#[test]
fn a_loss_is_answered_by_cwr_and_an_echo_as_recovery_ends_cuts_nothing_more() {
    for sack in [false, true] {
        let mut bench = ten_under_way(Profile { sack, ..profile(Ecn::Offer) });
        let duplicate = |right: u32| {
            let said = say("ACK").seq(1).ack(1).window(60_000);
            if sack { said.sack(1001, right) } else { said }
        };
        for right in [2001, 3001] {
            bench.give(duplicate(right));
            bench.said();
        }
        bench.give(duplicate(4001)).expect("ACK seq=1 ack=1 len=1000 not-ect");
        // Limited transmit let out two segments, before the loss was certain.
        let mut next = None;
        for right in [5001, 6001, 7001, 8001, 9001, 10_001, 11_001, 12_001] {
            bench.give(duplicate(right));
            next = next.or_else(|| bench.next());
        }
        let next = next.expect("recovery lets new text out").segment;
        assert!(next.has(Flags::CWR) && next.seq == Seq(OURS) + 12_001, "{next:?}");
        bench.said();
        bench.rules();
        bench.give(say("ACK,ECE").seq(1).ack(12_001).window(60_000)).not_by("EcnReduced");
        assert!(cwnd(&bench) >= 5000, "{}", cwnd(&bench));
    }
}
