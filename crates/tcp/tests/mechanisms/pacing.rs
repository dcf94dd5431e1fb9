//! What may be sent and what waits: Nagle (RFC 9293 section 3.7.4), silly windows (section 3.8.6.2), windows that
//! shrink (section 3.8.6).

use tcp::{Profile, SeqRule, State, Timer};
use wire::Seq;

use crate::support::{Bench, OURS, say};

fn with_nagle() -> Bench {
    Bench::established_with(Profile { nagle: true, ..Profile::plain() }, say("SYN,ACK").mss(1460).window(5000))
}

#[test]
fn a_small_segment_waits_as_long_as_anything_is_unacknowledged() {
    let mut bench = with_nagle();
    bench.send("a").expect("PSH,ACK seq=1 ack=1 len=1");
    bench.send("b").silent().by("NagleWaits").send("c").silent();
    bench.give(say("ACK").seq(1).ack(2).window(5000)).expect("PSH,ACK seq=2 ack=1 len=2").silent();
}

#[test]
fn a_full_segment_does_not_wait() {
    let mut bench = with_nagle();
    bench.send("a").expect("PSH,ACK seq=1 ack=1 len=1");
    bench.send(&"x".repeat(1470)).expect("ACK seq=2 ack=1 len=1460").silent();
    bench.give(say("ACK").seq(1).ack(2).window(5000)).silent();
    bench.give(say("ACK").seq(1).ack(1462).window(5000)).expect("PSH,ACK seq=1462 ack=1 len=10");
}

#[test]
fn the_user_can_turn_nagle_off_for_a_connection() {
    let mut bench = with_nagle();
    bench.endpoint.set_nagle(false);
    bench.send("a").expect("PSH,ACK seq=1 ack=1 len=1").send("b").expect("PSH,ACK seq=2 ack=1 len=1").silent();
}

#[test]
fn the_last_text_does_not_wait_when_a_fin_follows_it() {
    let mut bench = with_nagle();
    bench.send("a").expect("PSH,ACK seq=1 ack=1 len=1").send("b").silent();
    bench.close().expect("FIN,PSH,ACK seq=2 ack=1 len=1").silent().state(State::FinWait1);
}

#[test]
fn nagle_holds_back_a_part_that_half_of_the_window_would_be_worth() {
    // Section 3.8.6.2.1 (3), with the bracketed condition.
    let mut bench = Bench::established_with(Profile { nagle: true, ..Profile::plain() }, say("SYN,ACK").mss(1460));
    bench.send(&"x".repeat(400)).expect("PSH,ACK seq=1 ack=1 len=400");
    bench.send(&"y".repeat(700)).silent().by("NagleWaits");
    bench.give(say("ACK").seq(1).ack(401)).expect("PSH,ACK seq=401 ack=1 len=700").silent();
}

#[test]
fn half_of_the_largest_window_is_worth_a_segment_and_less_is_not() {
    let mut bench = Bench::established();
    bench.give(say("ACK").seq(1).ack(1).window(499)).send(&"x".repeat(600)).silent().by("SillyWindowAvoided");
    assert_eq!(bench.timers(), [Timer::SillyWindow]);
    bench.give(say("ACK").seq(1).ack(1).window(500)).expect("ACK seq=1 ack=1 len=500").silent();
    assert!(!bench.timers().contains(&Timer::SillyWindow));
}

#[test]
fn silly_window_avoidance_is_overridden_after_a_while() {
    let mut bench = Bench::established();
    bench.give(say("ACK").seq(1).ack(1).window(300)).send(&"x".repeat(600)).silent();
    bench.wait_ms(199).silent();
    bench.wait_ms(1).by("SillyWindowOverridden").expect("ACK seq=1 ack=1 len=300").silent();
}

#[test]
fn all_that_is_left_is_sent_however_little_it_is() {
    let mut bench = Bench::established();
    bench.give(say("ACK").seq(1).ack(1).window(300)).send("abc").expect("PSH,ACK seq=1 ack=1 len=3").silent();
}

#[test]
fn what_several_sends_leave_goes_out_in_one_segment_of_the_largest_size() {
    let mut bench = Bench::established_with(Profile::plain(), say("SYN,ACK").mss(100).window(5000));
    bench.send(&"x".repeat(60)).send(&"y".repeat(60)).send(&"z".repeat(60));
    bench.expect("ACK seq=1 ack=1 len=100").expect("PSH,ACK seq=101 ack=1 len=80").silent();
}

#[test]
fn room_that_the_user_frees_is_told_in_steps_worth_telling() {
    let profile = Profile { receive_buffer: 4000, mss: 1000, ..Profile::plain() };
    let mut bench = Bench::established_with(profile, say("SYN,ACK").mss(1000));
    for seq in [1, 1001, 2001, 3001] {
        bench.give(say("").seq(seq).ack(1).text("x".repeat(1000)));
    }
    bench.expect("ACK seq=1 ack=4001 len=0 wnd=0").silent();
    let mut read = |octets| {
        bench.endpoint.receive(octets).expect("there is some");
        bench.said()
    };
    // One octet less than a segment: nothing is told, and nothing of it is offered.
    assert_eq!(read(999), [""; 0]);
    assert_eq!(read(1), ["ACK seq=1 ack=4001 len=0"]);
    assert_eq!(bench.endpoint.status().rcv.map(|rcv| rcv.wnd), Some(1000));
    bench.endpoint.receive(500).expect("there is some");
    bench.give(say("").seq(4001).ack(1).text("x".repeat(500))).expect("ACK seq=1 ack=4501 len=0 wnd=500");
}

#[test]
fn the_right_edge_stays_where_it_was_when_text_arrives() {
    let mut bench = Bench::established();
    bench.give(say("").seq(1).ack(1).text("abcd")).expect("ACK seq=1 ack=5 len=0 wnd=65531");
}

#[test]
fn a_window_that_shrinks_below_what_is_under_way_lets_nothing_new_out() {
    let mut bench = Bench::established();
    bench.send(&"x".repeat(800)).expect("PSH,ACK seq=1 ack=1 len=800");
    bench.give(say("ACK").seq(1).ack(1).window(300)).send("more").silent().by("WindowFull");
    // What was sent is sent again as usual, and the connection does not end for it.
    bench.wait_ms(1000).expect("PSH,ACK seq=1 ack=1 len=800").silent();
    bench.give(say("ACK").seq(1).ack(801).window(300)).expect("PSH,ACK seq=801 ack=1 len=4").silent();
}

#[test]
fn a_window_of_65_535_is_a_large_one_and_not_a_negative_one() {
    let mut bench = Bench::established_with(Profile::plain(), say("SYN,ACK").mss(1460).window(65_535));
    bench.send("abc").expect("PSH,ACK seq=1 ack=1 len=3").silent();
    assert_eq!(bench.endpoint.status().snd.map(|snd| snd.wnd), Some(65_535));
}

#[test]
fn what_carries_nothing_begins_at_the_edge_of_a_window_that_was_drawn_back() {
    let mut bench = Bench::established();
    bench.send(&"x".repeat(800)).expect("PSH,ACK seq=1 ack=1 len=800");
    // From SND.NXT the peer would not take it: that lies beyond its window now.
    bench.give(say("").seq(1).ack(1).window(300).text("abc"));
    let ack = bench.next().expect("the text is acknowledged");
    let edge = SeqRule::WindowEdge { snd_una: Seq(OURS) + 1, snd_wnd: 300, snd_nxt: Seq(OURS) + 801 };
    assert_eq!((ack.segment.seq, ack.why.seq), (Seq(OURS) + 301, edge));
    bench.endpoint.abort().expect("can be aborted");
    bench.expect("RST seq=301 len=0").silent();
}
