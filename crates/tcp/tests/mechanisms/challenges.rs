//! Segments that may be forged (RFC 5961).

use std::time::Duration;

use tcp::{ChallengeLimit, Profile, State};

use crate::support::{Bench, say};

fn limited() -> Bench {
    let challenge_acks = ChallengeLimit { acks: 2, period: Duration::from_secs(5) };
    Bench::in_state_with(State::Established, Profile { challenge_acks, ..Profile::plain() })
}

#[test]
fn no_more_challenge_acks_go_out_than_the_profile_allows() {
    let mut bench = limited();
    bench.give(say("RST").seq(5)).expect("ACK seq=1 ack=1 len=0");
    bench.give(say("SYN").seq(5)).expect("ACK seq=1 ack=1 len=0");
    bench.give(say("RST").seq(6)).by("ChallengeSuppressed").silent().state(State::Established);
    bench.give(say("ACK").seq(1).ack(9)).by("ChallengeSuppressed").silent();
    bench.wait_ms(5000).give(say("RST").seq(7)).expect("ACK seq=1 ack=1 len=0").silent();
}

#[test]
fn a_reset_that_answers_the_challenge_ends_the_connection() {
    let mut bench = Bench::established();
    bench.give(say("RST").seq(5)).expect("ACK seq=1 ack=1 len=0");
    bench.give(say("RST").seq(1)).silent().state(State::Closed);
}

#[test]
fn a_limit_does_not_spare_the_exact_reset() {
    let mut bench = limited();
    bench.give(say("RST").seq(5)).give(say("RST").seq(5)).give(say("RST").seq(5));
    bench.give(say("RST").seq(1)).state(State::Closed);
}

#[test]
fn text_with_an_acknowledgment_that_is_too_old_is_not_taken() {
    let mut bench = Bench::established();
    // The largest window was 1000, so nothing before SND.UNA - 1000 can be under way.
    bench.give(say("").seq(1).ack(0_u32.wrapping_sub(1000)).text("forged")).expect("ACK seq=1 ack=1 len=0");
    assert_eq!(bench.received(), "");
    bench.give(say("").seq(1).ack(0_u32.wrapping_sub(999)).text("late")).expect("ACK seq=1 ack=5 len=0");
    assert_eq!(bench.received(), "late");
}

#[test]
fn a_syn_from_before_the_window_is_challenged_within_the_limit() {
    let mut bench = limited();
    let syn = || say("SYN").seq(0_u32.wrapping_sub(5));
    for _ in 0..2 {
        bench.give(syn()).by("Unacceptable").expect("ACK seq=1 ack=1 len=0").silent();
    }
    bench.give(syn()).by("ChallengeSuppressed").silent().state(State::Established);
    bench.wait_ms(5000).give(syn()).expect("ACK seq=1 ack=1 len=0").silent();
}

#[test]
fn what_carries_nothing_is_answered_from_outside_the_window_within_the_limit_and_text_always() {
    for outside in [70_000, 0_u32.wrapping_sub(5)] {
        let mut bench = limited();
        for _ in 0..2 {
            bench.give(say("ACK").seq(outside).ack(1)).by("Unacceptable").expect("ACK seq=1 ack=1 len=0").silent();
        }
        bench.give(say("ACK").seq(outside).ack(1)).by("ChallengeSuppressed").silent();
        // Text may be a retransmission, whose sender waits for an answer.
        for _ in 0..5 {
            bench.give(say("").seq(outside).ack(1).text("abc")).expect("ACK seq=1 ack=1 len=0").silent();
        }
        bench.give(say("ACK").seq(outside).ack(1)).by("ChallengeSuppressed").silent();
    }
}
