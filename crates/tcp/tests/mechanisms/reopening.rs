//! Whether a SYN opens a new connection out of TIME-WAIT (RFC 9293 section 3.6.1, MAY-2, and RFC 6191 section 2).

use std::time::Duration;

use tcp::{Profile, State, TimeWaitSyn};
use wire::{Flags, Segment, Seq, TcpOption};

use crate::support::{Bench, THEIRS, say};

fn reopening(timestamps: Option<Duration>) -> Profile {
    Profile { time_wait_syn: TimeWaitSyn::Reopens, timestamps, ..Profile::plain() }
}

/// A SYN of the peer with this number, counted from its first ISS, and this TSval.
fn syn(seq: u32, ts_val: Option<u32>) -> Segment {
    let options = ts_val.map(|value| TcpOption::Timestamps { value, echo: 0 }).into_iter().collect();
    Segment { src_port: 80, dst_port: 49152, seq: Seq(THEIRS) + seq, flags: Flags::SYN, options, ..Segment::default() }
}

/// In TIME-WAIT after a connection with timestamps, of which 700 is the last.
fn with_timestamps() -> Bench {
    let profile = reopening(Some(Duration::from_millis(1)));
    let mut bench = Bench::established_with(profile, say("SYN,ACK").mss(1460).timestamps(500, 1));
    bench.close().expect("FIN,ACK seq=1 ack=1 len=0");
    bench.give(say("FIN").seq(1).ack(2).timestamps(700, 1)).state(State::TimeWait);
    bench.expect("ACK seq=2 ack=2 len=0");
    bench
}

#[test]
fn a_syn_beyond_all_numbers_of_the_old_connection_ends_time_wait() {
    // The peer's FIN was its number 1.
    for (seq, opens) in [(1, false), (2, true), (5000, true), (u32::MAX, false)] {
        let mut bench = Bench::in_state_with(State::TimeWait, reopening(None));
        let past = bench.endpoint.yield_to(&syn(seq, None));
        assert_eq!(past.is_some(), opens, "{seq}");
        bench.state(if opens { State::Closed } else { State::TimeWait });
    }
}

#[test]
fn with_timestamps_a_later_one_ends_time_wait_whatever_the_number() {
    for (seq, ts_val, opens) in [
        (1, Some(701), true),
        (5000, Some(699), false),
        // As early as the last: the number decides.
        (1, Some(700), false),
        (2, Some(700), true),
        // Without the option the number decides.
        (1, None, false),
        (2, None, true),
    ] {
        let mut bench = with_timestamps();
        assert_eq!(bench.endpoint.yield_to(&syn(seq, ts_val)).is_some(), opens, "{seq} {ts_val:?}");
    }
}

#[test]
fn a_timestamp_is_new_where_the_old_connection_had_none() {
    let mut bench = Bench::in_state_with(State::TimeWait, reopening(Some(Duration::from_millis(1))));
    assert!(bench.endpoint.yield_to(&syn(1, Some(5))).is_some());
}

#[test]
fn nothing_but_a_bare_syn_in_time_wait_and_where_the_profile_allows_it_reopens() {
    let mut challenging = Bench::in_state(State::TimeWait);
    assert_eq!(challenging.endpoint.yield_to(&syn(5000, None)), None);
    for flags in [Flags::ACK, Flags::SYN | Flags::ACK, Flags::SYN | Flags::RST, Flags::FIN] {
        let mut bench = Bench::in_state_with(State::TimeWait, reopening(None));
        assert_eq!(bench.endpoint.yield_to(&Segment { flags, ..syn(5000, None) }), None, "{flags}");
    }
    for state in State::ALL.into_iter().filter(|state| *state != State::TimeWait) {
        let mut bench = Bench::in_state_with(state, reopening(None));
        assert_eq!(bench.endpoint.yield_to(&syn(5000, None)), None, "{state}");
        bench.state(state);
    }
}
