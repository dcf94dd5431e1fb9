//! What is not TCP: two segments for a handshake, as no profile with a name has it.

use tcp::{Handshaking, Profile, State};

use crate::support::{Bench, say};

fn claiming() -> Profile {
    Profile { handshaking: Handshaking::TwoWayClaim, ..Profile::plain() }
}

#[test]
fn no_profile_with_a_name_opens_with_two_segments() {
    for profile in [Profile::plain(), Profile::rfc(), Profile::linux(), Profile::default()] {
        assert_eq!(profile.handshaking, Handshaking::ThreeWay);
    }
}

#[test]
fn who_answers_a_syn_believes_at_once_and_sends_text() {
    let mut bench = Bench::listening_with(claiming());
    bench.give(say("SYN").mss(1460)).expect("SYN,ACK seq=0 ack=1 len=0").by("TwoWayBelieved");
    bench.state(State::Established).silent();
    assert!(bench.timers().is_empty());
    bench.send("hello").expect("PSH,ACK seq=1 ack=1 len=5").silent();
    // The peer knows of no connection.
    bench.give(say("RST").seq(1)).state(State::Closed);
}

#[test]
fn a_peer_that_is_silent_is_believed_in_for_ever() {
    let mut bench = Bench::listening_with(claiming());
    bench.give(say("SYN").mss(1460)).expect("SYN,ACK seq=0 ack=1 len=0");
    bench.wait_ms(24 * 60 * 60 * 1000).silent().state(State::Established);
}

#[test]
fn a_syn_ack_that_was_lost_is_never_sent_again() {
    let mut bench = Bench::listening_with(claiming());
    bench.give(say("SYN").mss(1460)).expect("SYN,ACK seq=0 ack=1 len=0");
    // The peer in SYN-SENT has no use for this ACK.
    bench.give(say("SYN").mss(1460)).expect("ACK seq=1 ack=1 len=0").silent();
}

#[test]
fn who_is_answered_leaves_out_the_third_segment() {
    let mut bench = Bench::connecting_with(claiming());
    bench.give(say("SYN,ACK").mss(1460).ack(1)).by("TwoWayUnacknowledged").silent().state(State::Established);
    bench.send("hello").expect("PSH,ACK seq=1 ack=1 len=5");
}
