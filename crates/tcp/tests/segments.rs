//! One endpoint, read as an exchange of segments: what it answers, in which state it is then, and by which rule.

#[allow(dead_code, reason = "each of the test programs speaks a part of the language")]
mod support;

use support::{Bench, say};
use tcp::{Ending, Instant, Opened, Profile, Rule, State, Timer};

#[test]
fn the_handshake_of_the_side_that_connects() {
    Bench::connecting()
        .state(State::SynSent)
        .give(say("SYN,ACK").ack(1))
        .because(|rule| matches!(rule, Rule::SynAckArrived { .. }))
        .expect("ACK seq=1 ack=1 len=0")
        .silent()
        .state(State::Established);
}

#[test]
fn the_handshake_of_the_side_that_listens() {
    Bench::listening()
        .give(say("SYN"))
        .state(State::SynReceived)
        .because(|rule| matches!(rule, Rule::SynInListen { .. }))
        .expect("SYN,ACK seq=0 ack=1 len=0")
        .silent()
        .give(say("ACK").seq(1).ack(1))
        .silent()
        .state(State::Established);
}

#[test]
fn the_third_ack_may_come_with_text_and_counts_all_the_same() {
    let mut bench = Bench::answered();
    bench.give(say("PSH").seq(1).ack(1).text("hello")).state(State::Established).expect("ACK seq=1 ack=6 len=0");
    assert_eq!(bench.received(), "hello");
}

#[test]
fn an_acknowledgment_of_what_was_never_sent_is_reset_in_syn_sent() {
    Bench::connecting()
        .give(say("ACK").seq(7).ack(9))
        .because(|rule| matches!(rule, Rule::BadAckInSynSent { .. }))
        .expect("RST seq=9 len=0")
        .silent()
        .state(State::SynSent)
        .give(say("RST").seq(7).ack(9))
        .silent()
        .state(State::SynSent);
}

#[test]
fn a_reset_refuses_a_connection_only_if_it_acknowledges_the_syn() {
    let mut bench = Bench::connecting();
    bench
        .give(say("RST").seq(0))
        .because(|rule| matches!(rule, Rule::ResetWithoutAck))
        .state(State::SynSent)
        .give(say("RST").seq(0).ack(1))
        .silent()
        .state(State::Closed);
    assert_eq!(bench.endpoint.ending(), Some(Ending::Refused));
}

#[test]
fn nobody_listens_so_everything_but_a_reset_is_reset() {
    let mut bench = Bench::closed();
    // RFC 9293 section 3.5.2: with ACK the reset takes its number from it, without it begins at zero.
    bench.give(say("").seq(5).ack(77)).expect("RST seq=77 len=0").silent();
    bench.give(say("RST").seq(5)).because(|rule| matches!(rule, Rule::ResetIgnored { .. })).silent();
    bench.give(say("SYN").seq(5)).expect("RST,ACK seq=0 ack=6 len=0").silent();
}

#[test]
fn listen_resets_an_ack_and_ignores_a_reset() {
    Bench::listening()
        .give(say("ACK").seq(5).ack(77))
        .expect("RST seq=77 len=0")
        .state(State::Listen)
        .give(say("RST").seq(5))
        .silent()
        .state(State::Listen)
        .give(say("").seq(5))
        .because(|rule| matches!(rule, Rule::NothingForListen))
        .silent();
}

#[test]
fn a_reset_in_syn_received_leads_back_to_listen() {
    Bench::answered().give(say("RST").seq(1)).silent().state(State::Listen);
}

#[test]
fn a_wrong_acknowledgment_in_syn_received_is_reset() {
    Bench::answered()
        .give(say("ACK").seq(1).ack(9))
        .because(|rule| matches!(rule, Rule::BadAckInSynReceived { .. }))
        .expect("RST seq=9 len=0")
        .state(State::SynReceived);
}

#[test]
fn both_sides_open_at_once() {
    Bench::connecting()
        .give(say("SYN"))
        .state(State::SynReceived)
        .expect("SYN,ACK seq=0 ack=1 len=0")
        // The peer's SYN,ACK begins before the window, and must be let through all the same.
        .give(say("SYN,ACK").seq(0).ack(1))
        .because(|rule| matches!(rule, Rule::SynAckInSynReceived { .. }))
        .state(State::Established)
        .silent();
}

#[test]
fn text_is_cut_at_the_peers_mss_and_only_the_last_piece_is_pushed() {
    let mut bench = Bench::connecting();
    bench.give(say("SYN,ACK").ack(1).mss(100)).expect("ACK seq=1 ack=1 len=0");
    bench
        .send(&"x".repeat(250))
        .expect("ACK seq=1 ack=1 len=100")
        .expect("ACK seq=101 ack=1 len=100")
        .expect("PSH,ACK seq=201 ack=1 len=50")
        .silent();
}

#[test]
fn without_an_mss_option_536_octets_are_sent_at_most() {
    let mut bench = Bench::connecting();
    bench.give(say("SYN,ACK").ack(1)).expect("ACK seq=1 ack=1 len=0");
    bench.send(&"x".repeat(600)).expect("ACK seq=1 ack=1 len=536").expect("PSH,ACK seq=537 ack=1 len=64").silent();
}

#[test]
fn no_more_is_sent_than_the_window_takes() {
    let mut bench = Bench::established();
    bench.send(&"x".repeat(1200)).expect("ACK seq=1 ack=1 len=1000").silent();
    bench.give(say("ACK").seq(1).ack(1001).window(1000)).expect("PSH,ACK seq=1001 ack=1 len=200").silent();
}

#[test]
fn a_closed_window_is_probed_and_text_flows_when_it_opens() {
    let mut bench = Bench::established();
    bench.give(say("ACK").seq(1).ack(1).window(0));
    bench.send("hello").silent();
    bench
        .wait_ms(1000)
        .because(|rule| matches!(rule, Rule::WindowProbe { .. }))
        .expect("ACK seq=1 ack=1 len=1")
        .silent()
        .give(say("ACK").seq(1).ack(2).window(500))
        .expect("PSH,ACK seq=2 ack=1 len=4")
        .silent();
}

#[test]
fn a_probe_that_found_no_room_leaves_no_gap_when_the_window_opens() {
    let mut bench = Bench::established();
    bench.give(say("ACK").seq(1).ack(1).window(0));
    bench.send("hello").silent();
    bench
        .wait_ms(1000)
        .expect("ACK seq=1 ack=1 len=1")
        .give(say("ACK").seq(1).ack(1).window(0))
        .silent()
        .give(say("ACK").seq(1).ack(1).window(500))
        .expect("PSH,ACK seq=1 ack=1 len=5")
        .silent()
        .give(say("ACK").seq(1).ack(6).window(500));
    assert_eq!(bench.endpoint.poll_timeout(), None);
}

#[test]
fn a_reset_that_straddles_the_window_is_judged_by_its_own_number() {
    let mut bench = Bench::established();
    bench.give(say("").seq(1).ack(1).text("abcd")).expect("ACK seq=1 ack=5 len=0");
    bench.give(say("RST").seq(3).text("cdef")).state(State::Established);
}

#[test]
fn a_fin_that_is_left_of_a_segment_is_not_pushed() {
    let mut bench = Bench::established();
    bench.give(say("ACK").seq(1).ack(1).window(0));
    bench.send("abc").close().silent();
    bench.give(say("ACK").seq(1).ack(1).window(1000)).expect("FIN,PSH,ACK seq=1 ack=1 len=3");
    bench.give(say("ACK").seq(1).ack(4)).wait_ms(1000).expect("FIN,ACK seq=4 ack=1 len=0");
}

#[test]
fn text_on_a_syn_ack_beyond_the_window_is_cut() {
    let mut bench = Bench::with(Profile { receive_buffer: 3, ..Profile::plain() });
    bench.endpoint.open(bench.now, Opened::Active).expect("CLOSED can connect");
    bench.expect("SYN seq=0 len=0");
    bench.give(say("SYN,ACK").ack(1).text("hello")).expect("ACK seq=1 ack=4 len=0");
    assert_eq!(bench.received(), "hel");
}

#[test]
fn what_is_not_acknowledged_is_sent_again_with_its_number_and_a_doubled_timeout() {
    let mut bench = Bench::established();
    bench.send("abc").expect("PSH,ACK seq=1 ack=1 len=3").send("de").expect("PSH,ACK seq=4 ack=1 len=2").silent();
    bench.wait_ms(999).silent();
    bench.wait_ms(1).expect("PSH,ACK seq=1 ack=1 len=3").silent();
    bench.wait_ms(1999).silent();
    bench.wait_ms(1).expect("PSH,ACK seq=1 ack=1 len=3").silent();
    bench.give(say("ACK").seq(1).ack(6)).silent();
    assert_eq!(bench.endpoint.poll_timeout(), None, "everything is acknowledged");
}

#[test]
fn a_syn_that_stays_unanswered_is_given_up_after_three_minutes_and_not_before() {
    let mut bench = Bench::connecting();
    let mut sent = 1;
    while let Some(at) = bench.endpoint.poll_timeout() {
        bench.now = at;
        bench.wait_ms(0);
        if bench.endpoint.poll_transmit(at).is_some() {
            sent += 1;
        }
    }
    bench.state(State::Closed);
    assert_eq!(bench.endpoint.ending(), Some(Ending::TimedOut));
    assert!(bench.now >= Instant::from_millis(180_000), "{:?}", bench.now);
    assert!(sent > 5);
}

#[test]
fn after_a_syn_timeout_data_begins_with_three_seconds() {
    let mut bench = Bench::connecting();
    bench.wait_ms(1000).expect("SYN seq=0 len=0");
    bench
        .give(say("SYN,ACK").ack(1).mss(1460))
        .because(|rule| matches!(rule, Rule::RtoAfterSynTimeout { .. }))
        .expect("ACK seq=1 ack=1 len=0");
    assert_eq!(bench.endpoint.status().rto.as_millis(), 3000);
}

#[test]
fn text_beyond_a_gap_is_held_and_the_gap_asked_for_at_once() {
    let mut bench = Bench::established();
    bench
        .give(say("PSH").seq(4).ack(1).text("def"))
        .because(|rule| matches!(rule, Rule::OutOfOrder { .. }))
        .expect("ACK seq=1 ack=1 len=0")
        .give(say("PSH").seq(4).ack(1).text("def"))
        .because(|rule| matches!(rule, Rule::TextHeldAlready { .. }))
        .expect("ACK seq=1 ack=1 len=0");
    assert_eq!(bench.received(), "");
    bench.give(say("").seq(1).ack(1).text("abc")).expect("ACK seq=1 ack=7 len=0").silent();
    assert_eq!(bench.received(), "abcdef");
}

#[test]
fn of_text_that_begins_before_the_window_only_the_new_part_is_taken() {
    let mut bench = Bench::established();
    bench.give(say("").seq(1).ack(1).text("abc")).expect("ACK seq=1 ack=4 len=0");
    bench.give(say("").seq(2).ack(1).text("bcde")).expect("ACK seq=1 ack=6 len=0");
    assert_eq!(bench.received(), "abcde");
    bench
        .give(say("").seq(1).ack(1).text("abc"))
        .because(|rule| matches!(rule, Rule::Unacceptable { .. }))
        .expect("ACK seq=1 ack=6 len=0");
    assert_eq!(bench.received(), "");
}

#[test]
fn a_fin_beyond_a_gap_waits_for_what_is_missing() {
    Bench::established()
        .give(say("FIN").seq(4).ack(1).text("def"))
        .because(|rule| matches!(rule, Rule::FinBeyondGap { .. }))
        .expect("ACK seq=1 ack=1 len=0")
        .state(State::Established)
        .give(say("").seq(1).ack(1).text("abc"))
        .because(|rule| matches!(rule, Rule::FinArrived { .. }))
        .expect("ACK seq=1 ack=8 len=0")
        .state(State::CloseWait);
}

#[test]
fn closing_first_leads_through_time_wait() {
    Bench::established()
        .close()
        .state(State::FinWait1)
        .expect("FIN,ACK seq=1 ack=1 len=0")
        .give(say("ACK").seq(1).ack(2))
        .state(State::FinWait2)
        .silent()
        .give(say("FIN").seq(1).ack(2))
        .state(State::TimeWait)
        .expect("ACK seq=2 ack=2 len=0")
        .wait_ms(239_999)
        .state(State::TimeWait)
        .wait_ms(1)
        .state(State::Closed);
}

#[test]
fn text_still_arrives_after_our_fin() {
    let mut bench = Bench::in_state(State::FinWait2);
    bench.give(say("").seq(1).ack(2).text("late")).expect("ACK seq=2 ack=5 len=0").state(State::FinWait2);
    assert_eq!(bench.received(), "late");
}

#[test]
fn closing_second_leads_through_last_ack() {
    let mut bench = Bench::established();
    bench
        .give(say("FIN").seq(1).ack(1))
        .state(State::CloseWait)
        .expect("ACK seq=1 ack=2 len=0")
        .send("bye")
        .expect("PSH,ACK seq=1 ack=2 len=3")
        .close()
        .state(State::LastAck)
        .expect("FIN,ACK seq=4 ack=2 len=0")
        .give(say("ACK").seq(2).ack(5))
        .silent()
        .state(State::Closed);
    assert_eq!(bench.endpoint.ending(), Some(Ending::Closed));
}

#[test]
fn a_fin_follows_text_that_the_window_had_held_back() {
    let mut bench = Bench::established();
    bench.give(say("ACK").seq(1).ack(1).window(3));
    // Three octets are not worth a segment to a peer that offered a thousand, so they wait a little.
    bench.send("abcdef").silent().wait_ms(200).expect("ACK seq=1 ack=1 len=3").close().state(State::FinWait1).silent();
    bench.give(say("ACK").seq(1).ack(4).window(1000)).expect("FIN,PSH,ACK seq=4 ack=1 len=3").silent();
    bench.give(say("ACK").seq(1).ack(8)).state(State::FinWait2);
}

#[test]
fn both_sides_close_at_once() {
    Bench::established()
        .close()
        .expect("FIN,ACK seq=1 ack=1 len=0")
        .give(say("FIN").seq(1).ack(1))
        .state(State::Closing)
        .expect("ACK seq=2 ack=2 len=0")
        .give(say("ACK").seq(2).ack(2))
        .state(State::TimeWait);
}

#[test]
fn the_peers_fin_again_restarts_time_wait() {
    let mut bench = Bench::in_state(State::TimeWait);
    bench
        .wait_ms(100_000)
        .give(say("FIN").seq(1).ack(2))
        .because(|rule| matches!(rule, Rule::FinAgainInTimeWait { .. }))
        .expect("ACK seq=2 ack=2 len=0")
        .wait_ms(239_999)
        .state(State::TimeWait)
        .wait_ms(1)
        .state(State::Closed);
}

#[test]
fn a_reset_counts_only_at_exactly_the_next_number() {
    for state in [State::Established, State::FinWait1, State::FinWait2, State::CloseWait] {
        let next = if state == State::CloseWait { 2 } else { 1 };
        let mut bench = Bench::in_state(state);
        // Outside the window: silence. Inside: a challenge. At RCV.NXT: the end.
        bench.give(say("RST").seq(next + 70_000)).silent().state(state);
        bench.give(say("RST").seq(next + 5)).because(|rule| matches!(rule, Rule::ResetChallenged { .. })).state(state);
        assert!(bench.endpoint.poll_transmit(bench.now).is_some(), "a challenge ACK in {state}");
        bench.silent().give(say("RST").seq(next)).silent().state(State::Closed);
        assert_eq!(bench.endpoint.ending(), Some(Ending::Reset), "in {state}");
    }
}

#[test]
fn a_syn_in_every_synchronized_state_is_answered_by_an_ack_and_changes_nothing() {
    for state in State::ALL.into_iter().filter(|state| state.is_synchronized()) {
        for seq in [0, 5] {
            let mut bench = Bench::in_state(state);
            bench.give(say("SYN").seq(seq)).state(state);
            let answer = bench.endpoint.poll_transmit(bench.now).expect("an answer");
            assert_eq!(answer.segment.flags, wire::Flags::ACK, "in {state}");
            bench.silent();
        }
    }
}

#[test]
fn an_acknowledgment_beyond_what_was_sent_is_answered_and_dropped_with_its_text() {
    let mut bench = Bench::established();
    bench
        .give(say("").seq(1).ack(50).text("forged"))
        .because(|rule| matches!(rule, Rule::AckUnacceptable { .. }))
        .expect("ACK seq=1 ack=1 len=0")
        .silent();
    assert_eq!(bench.received(), "");
}

#[test]
fn an_old_segment_does_not_set_the_window() {
    let mut bench = Bench::established();
    bench.give(say("").seq(1).ack(1).text("abc").window(500)).expect("ACK seq=1 ack=4 len=0");
    bench.give(say("ACK").seq(4).ack(1).window(700));
    assert_eq!(bench.endpoint.status().snd.map(|snd| snd.wnd), Some(700));
    bench.give(say("ACK").seq(3).ack(1).window(100));
    assert_eq!(bench.endpoint.status().snd.map(|snd| snd.wnd), Some(700));
}

#[test]
fn abort_resets_where_the_peer_may_wait_and_is_silent_elsewhere() {
    for state in State::ALL {
        let mut bench = Bench::in_state(state);
        let aborted = bench.endpoint.abort();
        match state {
            State::Closed => assert!(aborted.is_err()),
            State::SynReceived | State::Established | State::CloseWait => {
                bench.expect("RST seq=1 len=0").silent().state(State::Closed);
            }
            State::FinWait1 | State::FinWait2 => {
                bench.expect("RST seq=2 len=0").silent().state(State::Closed);
            }
            State::Listen | State::SynSent | State::Closing | State::LastAck | State::TimeWait => {
                bench.silent().state(State::Closed);
            }
        }
        assert_eq!(bench.endpoint.poll_timeout(), None, "no timer outlives {state}");
    }
}

#[test]
fn open_is_refused_where_a_connection_exists() {
    for state in State::ALL.into_iter().filter(|state| !matches!(state, State::Closed | State::Listen)) {
        let mut bench = Bench::in_state(state);
        assert!(bench.endpoint.open(bench.now, Opened::Active).is_err(), "{state}");
    }
}

#[test]
fn send_is_refused_after_close_and_where_there_is_no_connection() {
    for state in State::ALL {
        let taken = Bench::in_state(state).endpoint.send(Instant::ZERO, b"x").is_ok();
        // In LISTEN the peer is known here, so SEND opens actively.
        let may = matches!(
            state,
            State::Listen | State::SynSent | State::SynReceived | State::Established | State::CloseWait
        );
        assert_eq!(taken, may, "{state}");
    }
}

#[test]
fn time_wait_runs_no_other_timer() {
    let timers = Bench::in_state(State::TimeWait).endpoint.status().timers;
    assert_eq!(timers.iter().map(|(timer, _)| *timer).collect::<Vec<_>>(), [Timer::TimeWait]);
}

#[test]
fn a_duplicate_syn_is_answered_as_the_profile_says() {
    let mut literal = Bench::answered();
    literal.give(say("SYN")).expect("ACK seq=1 ack=1 len=0").silent();
    let mut common = Bench::with(Profile { duplicate_syn: tcp::DuplicateSyn::ResendSynAck, ..Profile::plain() });
    common.endpoint.open(common.now, Opened::Passive).expect("CLOSED can listen");
    common.give(say("SYN")).expect("SYN,ACK seq=0 ack=1 len=0").silent();
    common.give(say("SYN")).expect("SYN,ACK seq=0 ack=1 len=0").silent();
}
