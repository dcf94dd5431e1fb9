//! How connections end (RFC 9293 sections 3.6, 3.10.4 and 3.10.5).

use std::time::Duration;

use tcp::{CallError, Ecn, Ending, KeepAlive, Profile, State, TimeWaitReset, Timer};

use crate::support::{Bench, say};

#[test]
fn a_fin_follows_all_text_that_was_given_before() {
    let mut bench = Bench::established();
    bench.send(&"x".repeat(1500)).close().state(State::FinWait1);
    bench.expect("ACK seq=1 ack=1 len=1000").silent();
    bench.give(say("ACK").seq(1).ack(1001)).expect("FIN,PSH,ACK seq=1001 ack=1 len=500").silent();
    bench.give(say("ACK").seq(1).ack(1502)).by("FinAcknowledged").state(State::FinWait2);
}

#[test]
fn close_in_syn_received_sends_a_fin_at_once_if_nothing_waits() {
    let mut bench = Bench::answered();
    bench.close().state(State::FinWait1).expect("FIN,ACK seq=1 ack=1 len=0").silent();
    // The handshake's last segment comes only now.
    bench.give(say("ACK").seq(1).ack(1)).silent().state(State::FinWait1);
    bench.give(say("ACK").seq(1).ack(2)).silent().state(State::FinWait2);
}

#[test]
fn a_connection_that_was_closed_in_syn_received_is_open_towards_us_like_any_other() {
    let keep_alive = KeepAlive { idle: Duration::from_secs(7200), interval: Duration::from_secs(75), probes: 9 };
    let profile = Profile {
        window_scale: true,
        receive_buffer: 1 << 20,
        keep_alive: Some(keep_alive),
        ecn: Ecn::Answer,
        ..Profile::plain()
    };
    let mut bench = Bench::listening_with(profile);
    bench.give(say("SYN,ECE,CWR").mss(1460).window_scale(0)).expect("SYN,ACK,ECE seq=0 ack=1 len=0");
    bench.close().expect("FIN,ACK seq=1 ack=1 len=0").wait_ms(1000);
    // The SYN,ACK is what is sent again, as it was.
    bench.expect("SYN,ACK,ECE seq=0 ack=1 len=0 wnd=65535 <mss=1460,ws=5>");
    bench.give(say("ACK").seq(1).ack(2)).state(State::FinWait2);
    assert_eq!(bench.timers(), [Timer::KeepAlive]);
    bench.give(say("").seq(1).ack(2).text("x")).expect("ACK seq=2 ack=2 len=0 wnd=32767");
}

#[test]
fn close_in_syn_received_waits_for_text_that_waits() {
    let mut bench = Bench::answered();
    bench.send("hello").close().by("CloseWaits").silent().state(State::SynReceived);
    assert_eq!(bench.endpoint.send(bench.now, b"more"), Err(CallError::Closing));
    bench.give(say("ACK").seq(1).ack(1)).state(State::FinWait1).expect("FIN,PSH,ACK seq=1 ack=1 len=5").silent();
}

#[test]
fn close_in_close_wait_waits_for_text_and_then_enters_last_ack() {
    let mut bench = Bench::in_state(State::CloseWait);
    bench.give(say("ACK").seq(2).ack(1).window(0)).send("bye").close().silent().state(State::CloseWait);
    bench.give(say("ACK").seq(2).ack(1).window(9)).expect("FIN,PSH,ACK seq=1 ack=2 len=3").state(State::LastAck);
    bench.give(say("ACK").seq(2).ack(5)).silent().state(State::Closed);
    assert_eq!(bench.endpoint.ending(), Some(Ending::Closed));
}

#[test]
fn a_lost_fin_is_sent_again() {
    let mut bench = Bench::in_state(State::FinWait1);
    bench.wait_ms(1000).expect("FIN,ACK seq=1 ack=1 len=0").silent().state(State::FinWait1);
}

#[test]
fn both_close_at_once() {
    let mut bench = Bench::established();
    bench.close().expect("FIN,ACK seq=1 ack=1 len=0");
    bench.give(say("FIN").seq(1).ack(1)).state(State::Closing).expect("ACK seq=2 ack=2 len=0").silent();
    bench.give(say("ACK").seq(2).ack(2)).silent().state(State::TimeWait);
}

#[test]
fn one_segment_may_acknowledge_our_fin_and_bring_the_peers() {
    let mut bench = Bench::in_state(State::FinWait1);
    bench.give(say("FIN").seq(1).ack(2).text("bye")).expect("ACK seq=2 ack=5 len=0").silent().state(State::TimeWait);
    assert_eq!(bench.received(), "bye");
}

#[test]
fn unread_text_at_release_is_lost_and_a_reset_says_so() {
    for state in [State::Established, State::FinWait1, State::FinWait2] {
        let mut bench = Bench::in_state(state);
        let (nxt, una) =
            if state == State::Established { (1, 1) } else { (2, 1 + u32::from(state == State::FinWait2)) };
        bench.give(say("").seq(1).ack(una).text("unread"));
        bench.said();
        bench.release().by("UnreadAtClose").expect(&format!("RST seq={nxt} len=0")).silent().state(State::Closed);
        assert_eq!(bench.endpoint.ending(), Some(Ending::Aborted), "{state}");
    }
}

#[test]
fn text_after_release_is_lost_and_a_reset_says_so() {
    let mut bench = Bench::established();
    bench.release().expect("FIN,ACK seq=1 ack=1 len=0").state(State::FinWait1);
    bench.give(say("").seq(1).ack(2).text("late")).by("TextForNobody").expect("RST seq=2 len=0").silent();
    bench.state(State::Closed);
}

#[test]
fn a_release_with_everything_read_closes_as_usual() {
    let mut bench = Bench::established();
    bench.give(say("").seq(1).ack(1).text("read")).expect("ACK seq=1 ack=5 len=0");
    assert_eq!(bench.received(), "read");
    bench.release().expect("FIN,ACK seq=1 ack=5 len=0").give(say("FIN").seq(5).ack(2)).state(State::TimeWait);
}

#[test]
fn after_close_alone_what_arrives_can_still_be_read() {
    let mut bench = Bench::in_state(State::FinWait2);
    bench.give(say("FIN").seq(1).ack(2).text("late")).expect("ACK seq=2 ack=6 len=0").state(State::TimeWait);
    assert_eq!(bench.received(), "late");
    assert_eq!(bench.endpoint.receive(1), Err(CallError::Closing));
}

#[test]
fn the_user_is_told_whether_the_end_was_a_close_or_a_reset() {
    let mut bench = Bench::in_state(State::LastAck);
    bench.give(say("ACK").seq(2).ack(2));
    assert_eq!(bench.endpoint.ending(), Some(Ending::Closed));
    let mut bench = Bench::established();
    bench.give(say("RST").seq(1));
    assert_eq!(bench.endpoint.ending(), Some(Ending::Reset));
}

#[test]
fn a_reset_may_carry_text() {
    Bench::established().give(say("RST").seq(1).text("port closed")).silent().state(State::Closed);
}

#[test]
fn time_wait_lasts_two_maximum_segment_lifetimes() {
    let mut bench = Bench::in_state(State::TimeWait);
    assert_eq!(bench.wait_for_timer(), (Timer::TimeWait, 240_000));
    bench.by("TimeWaitOver").silent().state(State::Closed);
    let mut bench = Bench::in_state_with(State::TimeWait, Profile { msl: Profile::linux().msl, ..Profile::plain() });
    assert_eq!(bench.wait_for_timer(), (Timer::TimeWait, 60_000));
}

#[test]
fn only_the_peers_fin_restarts_time_wait() {
    let mut bench = Bench::in_state(State::TimeWait);
    bench.wait_ms(100_000).give(say("FIN").seq(1).ack(2)).expect("ACK seq=2 ack=2 len=0");
    bench.wait_ms(100_000).give(say("ACK").seq(2).ack(2)).silent();
    assert_eq!(bench.wait_for_timer(), (Timer::TimeWait, 140_000));
}

#[test]
fn a_reset_ends_time_wait_or_is_ignored_as_the_profile_says() {
    Bench::in_state(State::TimeWait).give(say("RST").seq(2)).by("Reset").state(State::Closed);
    let ignoring = Profile { time_wait_reset: TimeWaitReset::Ignored, ..Profile::plain() };
    let mut bench = Bench::in_state_with(State::TimeWait, ignoring);
    bench.give(say("RST").seq(2)).by("ResetIgnoredInTimeWait").silent().state(State::TimeWait);
}

#[test]
fn a_syn_opens_no_new_connection_from_time_wait() {
    let mut bench = Bench::in_state(State::TimeWait);
    bench.give(say("SYN").seq(1000)).by("SynChallenged").expect("ACK seq=2 ack=2 len=0").state(State::TimeWait);
}

#[test]
fn an_abort_forgets_what_was_queued() {
    let mut bench = Bench::established();
    bench.send(&"x".repeat(1500)).expect("ACK seq=1 ack=1 len=1000");
    bench.endpoint.abort().expect("there is a connection");
    bench.expect("RST seq=1001 len=0").silent().state(State::Closed);
    assert_eq!(bench.timers(), []);
}
