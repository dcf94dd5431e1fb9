//! Whether the peer is still there: keep-alive (RFC 9293 section 3.8.4), R1 and R2 (section 3.8.3), the user timeout
//! (section 3.10.8), and FIN-WAIT-2 without a reader.

use std::time::Duration;

use tcp::{Ending, KeepAlive, Limit, LivenessRule, Profile, Rule, State, Timer};

use crate::support::{Bench, say};

const HOUR: Duration = Duration::from_secs(3600);
const TWO_HOURS_MS: u64 = 2 * 3600 * 1000;
const KEEP_ALIVE: KeepAlive = KeepAlive { idle: HOUR.saturating_mul(2), interval: Duration::from_secs(75), probes: 3 };

fn kept_alive() -> Bench {
    let mut bench = Bench::established();
    bench.endpoint.set_keep_alive(bench.now, Some(KEEP_ALIVE));
    bench
}

#[test]
fn keep_alive_is_off_until_the_user_asks_for_it() {
    for profile in [Profile::rfc(), Profile::plain(), Profile::linux()] {
        assert_eq!(profile.keep_alive, None);
    }
    let mut bench = Bench::established();
    assert_eq!(bench.timers(), []);
    bench.endpoint.set_keep_alive(bench.now, Some(KEEP_ALIVE));
    assert_eq!(bench.timers(), [Timer::KeepAlive]);
    bench.endpoint.set_keep_alive(bench.now, None);
    assert_eq!(bench.timers(), []);
}

#[test]
fn unless_the_user_says_otherwise_a_connection_is_idle_after_two_hours() {
    assert_eq!(KeepAlive::default().idle, 2 * HOUR);
}

#[test]
fn a_probe_goes_after_the_idle_time_and_carries_nothing() {
    let mut bench = kept_alive();
    bench.wait_ms(TWO_HOURS_MS - 1).silent();
    bench.wait_ms(1).by("KeepAliveProbe").expect("ACK seq=0 ack=1 len=0").silent();
}

#[test]
fn whatever_arrives_begins_the_idle_time_anew() {
    let mut bench = kept_alive();
    bench.wait_ms(TWO_HOURS_MS - 1).give(say("").seq(1).ack(1).text("a")).expect("ACK seq=1 ack=2 len=0");
    bench.wait_ms(TWO_HOURS_MS - 1).silent();
    bench.wait_ms(1).expect("ACK seq=0 ack=2 len=0");
}

#[test]
fn no_keep_alive_probe_goes_while_text_is_under_way() {
    let mut bench = Bench::established();
    let soon = Duration::from_millis(500);
    bench.endpoint.set_keep_alive(bench.now, Some(KeepAlive { idle: soon, interval: soon, probes: 1 }));
    bench.send("abc").expect("PSH,ACK seq=1 ack=1 len=3").wait_ms(500).silent();
    bench.wait_ms(500).expect("PSH,ACK seq=1 ack=1 len=3").silent();
    bench.give(say("ACK").seq(1).ack(4)).wait_ms(500).by("KeepAliveProbe").expect("ACK seq=3 ack=1 len=0");
}

#[test]
fn an_answer_to_any_probe_keeps_the_connection() {
    let mut bench = kept_alive();
    bench.wait_ms(TWO_HOURS_MS).expect("ACK seq=0 ack=1 len=0");
    // The first two answers are lost.
    bench.wait_ms(75_000).expect("ACK seq=0 ack=1 len=0");
    bench.wait_ms(75_000).expect("ACK seq=0 ack=1 len=0");
    bench.give(say("ACK").seq(1).ack(1)).silent();
    bench.wait_ms(TWO_HOURS_MS - 1).silent().state(State::Established);
    bench.wait_ms(1).expect("ACK seq=0 ack=1 len=0");
}

#[test]
fn only_after_several_probes_is_the_peer_taken_for_dead() {
    let mut bench = kept_alive();
    bench.wait_ms(TWO_HOURS_MS).expect("ACK seq=0 ack=1 len=0");
    for _ in 1..KEEP_ALIVE.probes {
        bench.wait_ms(75_000).expect("ACK seq=0 ack=1 len=0").silent().state(State::Established);
    }
    bench.wait_ms(75_000).by("KeepAliveGivenUp").expect("RST seq=1 len=0").silent().state(State::Closed);
    assert_eq!(bench.endpoint.ending(), Some(Ending::TimedOut));
}

#[test]
fn asking_for_keep_alive_again_begins_it_anew() {
    let mut bench = kept_alive();
    bench.wait_ms(TWO_HOURS_MS).expect("ACK seq=0 ack=1 len=0").wait_ms(75_000).expect("ACK seq=0 ack=1 len=0");
    bench.endpoint.set_keep_alive(bench.now, Some(KEEP_ALIVE));
    bench
        .wait_ms(TWO_HOURS_MS)
        .because(|rule| matches!(rule, Rule::Liveness(LivenessRule::KeepAliveProbe { nth: 1, .. })));
}

#[test]
fn the_peers_keep_alive_probe_is_answered() {
    let mut bench = Bench::established();
    bench.give(say("ACK").seq(0).ack(1)).expect("ACK seq=1 ack=1 len=0").silent();
    // Some carry an octet that the peer has sent before.
    bench.give(say("ACK").seq(0).ack(1).text("x")).expect("ACK seq=1 ack=1 len=0").silent();
}

#[test]
fn text_that_stays_unacknowledged_for_as_long_as_the_user_allows_ends_the_connection() {
    let mut bench = Bench::established();
    bench.endpoint.set_user_timeout(bench.now, Some(Duration::from_secs(10)));
    bench.send("a").expect("PSH,ACK seq=1 ack=1 len=1").send("b").expect("PSH,ACK seq=2 ack=1 len=1");
    bench.wait_ms(9_999);
    bench.said();
    // An acknowledgment begins the time anew for what is left.
    bench.give(say("ACK").seq(1).ack(2));
    bench.wait_ms(9_999).state(State::Established);
    bench.wait_ms(1).by("UserTimeout").state(State::Closed);
    assert_eq!(bench.endpoint.ending(), Some(Ending::TimedOut));
}

#[test]
fn with_everything_acknowledged_the_user_timeout_does_not_run() {
    let mut bench = Bench::established();
    bench.endpoint.set_user_timeout(bench.now, Some(Duration::from_secs(10)));
    bench.send("a").expect("PSH,ACK seq=1 ack=1 len=1").give(say("ACK").seq(1).ack(2)).silent();
    assert_eq!(bench.timers(), []);
}

#[test]
fn the_network_is_told_at_r1_and_the_connection_closed_at_r2() {
    let mut bench = Bench::established();
    bench.send("a").expect("PSH,ACK seq=1 ack=1 len=1");
    let mut r1_at = None;
    let mut sent = 1;
    while bench.endpoint.state() == State::Established {
        bench.wait_for_timer();
        sent += bench.said().len();
        if bench.rules().iter().any(|rule| rule == "R1Reached") {
            r1_at = Some(sent);
        }
    }
    assert_eq!(r1_at, Some(5), "three retransmissions had gone out, and the fourth went with the news");
    assert!(bench.now >= tcp::Instant::from_millis(100_000), "{:?}", bench.now);
    assert_eq!(bench.endpoint.ending(), Some(Ending::TimedOut));
}

#[test]
fn the_limits_are_at_least_those_that_are_asked_for() {
    for profile in [Profile::rfc(), Profile::plain()] {
        assert!(profile.r1 >= 3);
        assert_eq!(profile.r2, Limit::After(Duration::from_secs(100)));
        assert_eq!(profile.r2_syn, Limit::After(Duration::from_secs(180)));
    }
}

#[test]
fn r2_may_count_retransmissions() {
    let mut bench = Bench::connecting_with(Profile { r2_syn: Limit::Times(2), ..Profile::plain() });
    bench.wait_ms(1000).expect("SYN seq=0 len=0").wait_ms(2000).expect("SYN seq=0 len=0");
    bench.wait_ms(4000).by("GivenUp").silent().state(State::Closed);
}

#[test]
fn fin_wait_2_is_held_for_ever_unless_the_profile_limits_it_for_a_user_who_reads_no_more() {
    let limited = Profile { fin_wait_2: Some(Duration::from_secs(60)), ..Profile::plain() };
    // A user who still reads waits for as long as the peer likes.
    assert_eq!(Bench::in_state_with(State::FinWait2, limited.clone()).timers(), []);
    assert_eq!(Bench::in_state(State::FinWait2).release().timers(), []);
    let mut bench = Bench::in_state_with(State::FinWait2, limited.clone());
    bench.release().wait_ms(59_999).state(State::FinWait2);
    bench.wait_ms(1).by("FinWait2Over").silent().state(State::Closed);
    // The order of the two does not matter.
    let mut bench = Bench::established_with(limited, say("SYN,ACK").mss(1460));
    bench.release().expect("FIN,ACK seq=1 ack=1 len=0").give(say("ACK").seq(1).ack(2)).state(State::FinWait2);
    assert_eq!(bench.timers(), [Timer::FinWait2]);
}

#[test]
fn a_passive_open_outlasts_a_peer_that_does_not_complete_the_handshake() {
    let mut bench = Bench::answered();
    while bench.endpoint.state() == State::SynReceived && bench.now < tcp::Instant::from_millis(1_000_000) {
        bench.wait_for_timer();
        bench.said();
    }
    assert!(bench.now >= tcp::Instant::from_millis(180_000), "{:?}", bench.now);
    bench.by("GivenUp").state(State::Listen);
    assert_eq!((bench.endpoint.ending(), bench.timers()), (None, vec![]));
}

#[test]
fn linux_gives_up_a_syn_and_a_syn_ack_after_six_retransmissions() {
    for (mut bench, given_up) in [
        (Bench::connecting_with(Profile::linux()), State::Closed),
        (Bench::answered_with(Profile::linux()), State::Listen),
    ] {
        let mut sent_again = 0;
        while bench.endpoint.state() != given_up && sent_again < 100 {
            bench.wait_for_timer();
            sent_again += bench.said().len();
        }
        assert_eq!((sent_again, bench.now), (6, tcp::Instant::from_millis(127_000)));
    }
}

#[test]
fn a_user_timeout_that_is_set_after_send_runs_from_then() {
    let mut bench = Bench::established();
    bench.send("a").expect("PSH,ACK seq=1 ack=1 len=1").wait_ms(500);
    bench.endpoint.set_user_timeout(bench.now, Some(Duration::from_secs(5)));
    bench.wait_ms(4999).state(State::Established);
    bench.wait_ms(1).by("UserTimeout").state(State::Closed);
    assert_eq!(bench.endpoint.ending(), Some(Ending::TimedOut));
}

#[test]
fn text_that_a_closed_window_holds_up_is_not_waited_for_longer_than_the_user_allows() {
    let mut bench = Bench::established();
    bench.endpoint.set_user_timeout(bench.now, Some(Duration::from_secs(30)));
    bench.give(say("ACK").seq(1).ack(1).window(0)).send("hello").silent();
    while bench.endpoint.state() != State::Closed {
        assert!(bench.now < tcp::Instant::from_millis(40_000), "the user timeout has passed");
        bench.wait_for_timer();
        bench.said();
        bench.give(say("ACK").seq(1).ack(1).window(0));
    }
    bench.by("UserTimeout");
    assert_eq!(bench.now, tcp::Instant::from_millis(30_000));
}
