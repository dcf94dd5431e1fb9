//! A closed window: the sender asks (RFC 9293 section 3.8.6.1), and the receiver still listens (section 3.4, MUST-66).

use std::time::Duration;

use tcp::{Ending, Profile, State, Timer};
use wire::Seq;

use crate::support::{Bench, OURS, say};

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
    while bench.endpoint.state() == State::Established && bench.now < tcp::Instant::from_millis(1_000_000) {
        bench.wait_for_timer();
        bench.said();
    }
    assert!(bench.now >= tcp::Instant::from_millis(100_000));
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

#[test]
fn linux_too_keeps_a_peer_that_answers_and_gives_up_one_that_is_silent() {
    let mut bench = Bench::established_with(Profile::linux(), say("SYN,ACK").mss(1460));
    bench.give(say("ACK").seq(1).ack(1).window(0)).send("hello").silent();
    for _ in 0..60 {
        bench.wait_for_timer();
        bench.expect("ACK seq=1 ack=1 len=1").silent();
        bench.give(say("ACK").seq(1).ack(1).window(0)).state(State::Established);
    }
    let mut unanswered = 0;
    while bench.endpoint.state() == State::Established && unanswered < 100 {
        bench.wait_for_timer();
        unanswered += bench.said().len();
    }
    assert_eq!(unanswered, 15, "tcp_retries2");
    bench.by("GivenUp");
    assert_eq!(bench.endpoint.ending(), Some(Ending::TimedOut));
}

#[test]
fn a_probe_leaves_snd_nxt_where_it_is_and_an_acknowledgment_of_its_octet_counts() {
    let mut bench = closed_window();
    bench.wait_ms(1000).expect("ACK seq=1 ack=1 len=1").silent();
    assert_eq!(sent_and_acknowledged(&bench), (1, 1));
    // What answers the peer's text meanwhile begins where the peer expects it.
    bench.give(say("").seq(1).ack(1).window(0).text("abc")).expect("ACK seq=1 ack=4 len=0").silent();
    bench.give(say("ACK").seq(4).ack(2).window(0)).by("AckAdvances").silent();
    assert_eq!(sent_and_acknowledged(&bench), (2, 2));
    bench.give(say("ACK").seq(4).ack(2).window(1000)).expect("PSH,ACK seq=2 ack=4 len=4").silent();
}

#[test]
fn the_octet_of_a_probe_counts_after_an_update_that_crossed_it_and_let_nothing_out() {
    let mut bench = Bench::established();
    bench.give(say("ACK").seq(1).ack(1).window(0)).send(&"x".repeat(3000)).silent();
    bench.wait_ms(1000).expect("ACK seq=1 ack=1 len=1");
    bench.give(say("ACK").seq(1).ack(1).window(100)).silent().by("SillyWindowAvoided");
    bench.give(say("").seq(1).ack(2).window(99).text("data")).by("AckAdvances").expect("ACK seq=2 ack=5 len=0");
    assert_eq!((bench.received(), sent_and_acknowledged(&bench)), ("data".to_owned(), (2, 2)));
}

/// In ESTABLISHED with a FIN that waits for a closed window, and nothing else.
fn fin_before_closed_window(profile: Profile) -> Bench {
    let mut bench = Bench::established_with(profile, say("SYN,ACK").mss(1460));
    bench.give(say("ACK").seq(1).ack(1).window(0)).close().silent().state(State::FinWait1);
    bench
}

#[test]
fn a_fin_alone_before_a_closed_window_is_asked_for_by_what_the_peer_has_already() {
    let mut bench = fin_before_closed_window(Profile::plain());
    for wait in [1000, 2000, 4000] {
        assert_eq!(bench.wait_for_timer(), (Timer::Persist, wait));
        bench.expect("ACK seq=0 ack=1 len=0").silent();
        bench.give(say("ACK").seq(1).ack(1).window(0)).silent();
    }
    bench.give(say("ACK").seq(1).ack(1).window(1)).expect("FIN,ACK seq=1 ack=1 len=0").silent();
    bench.give(say("ACK").seq(1).ack(2).window(1)).state(State::FinWait2);
}

#[test]
fn such_a_probe_acknowledges_nothing_since_the_peer_takes_nothing_from_before_its_window() {
    let delayed_ack = Some(Duration::from_millis(200));
    let mut bench = fin_before_closed_window(Profile { delayed_ack, ..Profile::plain() });
    bench.wait_ms(900).give(say("").seq(1).ack(1).window(0).text("abc")).by("AckDelayed").silent();
    bench.wait_ms(100).expect("ACK seq=0 ack=4 len=0").silent();
    bench.wait_ms(100).expect("ACK seq=1 ack=4 len=0").silent();
}

#[test]
fn after_a_window_has_opened_again_the_timer_is_rto_without_backoff() {
    // Over text under way, which was resent into the closed window.
    let mut bench = Bench::established();
    bench.send("hello").expect("PSH,ACK seq=1 ack=1 len=5").give(say("ACK").seq(1).ack(1).window(0)).silent();
    for _ in 0..10 {
        bench.wait_for_timer();
        bench.expect("PSH,ACK seq=1 ack=1 len=5").give(say("ACK").seq(1).ack(1).window(0)).silent();
    }
    bench.give(say("ACK").seq(1).ack(1).window(1000)).silent();
    assert_eq!(bench.wait_for_timer(), (Timer::Retransmission, 1000));
    // Over text that waited.
    let mut bench = closed_window();
    for _ in 0..10 {
        bench.wait_for_timer();
        bench.expect("ACK seq=1 ack=1 len=1").give(say("ACK").seq(1).ack(1).window(0)).silent();
    }
    bench.give(say("ACK").seq(1).ack(1).window(1000)).expect("PSH,ACK seq=1 ack=1 len=5").silent();
    assert_eq!(bench.wait_for_timer(), (Timer::Retransmission, 1000));
}

/// SND.NXT and SND.UNA, counted from our ISS.
fn sent_and_acknowledged(bench: &Bench) -> (u32, u32) {
    let snd = bench.endpoint.status().snd.expect("the SYN is sent");
    (snd.nxt - Seq(OURS), snd.una - Seq(OURS))
}
