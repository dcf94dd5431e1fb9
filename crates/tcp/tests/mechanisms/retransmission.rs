//! Retransmission and its timer (RFC 6298, RFC 9293 section 3.8.1).

use tcp::{Measured, Profile, Rule, Timer};

use crate::support::{Bench, say};

#[test]
fn what_is_unacknowledged_goes_out_again_ever_later() {
    let mut bench = Bench::established();
    bench.send("abc").expect("PSH,ACK seq=1 ack=1 len=3");
    for seconds in [1, 2, 4, 8, 16, 32] {
        assert_eq!(bench.wait_for_timer(), (Timer::Retransmission, seconds * 1000));
        bench.expect("PSH,ACK seq=1 ack=1 len=3").silent();
    }
}

#[test]
fn what_was_sent_twice_is_not_measured_and_the_timeout_stays_long() {
    let mut bench = Bench::established();
    bench.send("abc").expect("PSH,ACK seq=1 ack=1 len=3").wait_ms(1000).expect("PSH,ACK seq=1 ack=1 len=3");
    bench.give(say("ACK").seq(1).ack(4)).by("NotMeasured");
    assert_eq!(bench.endpoint.status().rto.as_millis(), 2000);
    bench.send("def").expect("PSH,ACK seq=4 ack=1 len=3").wait_ms(100).give(say("ACK").seq(1).ack(7)).because(
        |rule| matches!(rule, Rule::RttMeasured { by: Measured::Segment, sample, .. } if sample.as_millis() == 100),
    );
    assert_eq!(bench.endpoint.status().rto.as_millis(), 1000);
}

#[test]
fn a_timeout_begins_slow_start_again() {
    let mut bench = Bench::established_with(Profile::plain(), say("SYN,ACK").mss(1000).window(60_000));
    bench.send(&"x".repeat(8000));
    bench.said();
    bench.wait_ms(1000);
    assert_eq!(bench.endpoint.status().congestion.map(|known| (known.cwnd, known.ssthresh)), Some((1000, 4000)));
}

#[test]
fn a_retransmission_has_the_present_acknowledgment_and_window() {
    let mut bench = Bench::established();
    bench.send("abc").expect("PSH,ACK seq=1 ack=1 len=3");
    bench.give(say("").seq(1).ack(1).text("news")).expect("ACK seq=4 ack=5 len=0");
    bench.wait_ms(1000).expect("PSH,ACK seq=1 ack=5 len=3 wnd=65531");
}
