//! What the network reports (RFC 9293 sections 3.9.2.2 and 3.7.2).

use tcp::{Ending, NetworkError, State};

use crate::support::{Bench, say};

fn with_text_under_way() -> Bench {
    let mut bench = Bench::established();
    bench.send("abc").expect("PSH,ACK seq=1 ack=1 len=3");
    bench
}

#[test]
fn a_soft_error_is_told_and_the_connection_goes_on() {
    for error in [
        NetworkError::NetUnreachable,
        NetworkError::HostUnreachable,
        NetworkError::SourceRouteFailed,
        NetworkError::TimeExceeded,
        NetworkError::ParameterProblem,
    ] {
        with_text_under_way().icmp(error, 1).by("IcmpSoft").silent().state(State::Established);
        Bench::connecting().icmp(error, 0).by("IcmpSoft").silent().state(State::SynSent);
    }
}

#[test]
fn a_hard_error_ends_an_attempt_to_connect_but_no_connection_that_stands() {
    for error in [NetworkError::ProtocolUnreachable, NetworkError::PortUnreachable] {
        let mut bench = Bench::connecting();
        bench.icmp(error, 0).by("IcmpHard").silent().state(State::Closed);
        assert_eq!(bench.endpoint.ending(), Some(Ending::Unreachable));
        with_text_under_way().icmp(error, 1).by("IcmpHardTolerated").silent().state(State::Established);
    }
}

#[test]
fn source_quench_is_ignored() {
    with_text_under_way().icmp(NetworkError::SourceQuench, 1).by("SourceQuench").silent().state(State::Established);
}

#[test]
fn a_report_about_what_is_not_under_way_is_about_something_else() {
    for seq in [0, 4, 70_000] {
        with_text_under_way().icmp(NetworkError::HostUnreachable, seq).by("IcmpElsewhere").silent();
    }
    Bench::connecting().icmp(NetworkError::PortUnreachable, 1).by("IcmpElsewhere").state(State::SynSent);
}

#[test]
fn a_report_where_there_is_no_connection_is_nothing() {
    for state in [State::Closed, State::Listen] {
        let mut bench = Bench::in_state(state);
        bench.icmp(NetworkError::PortUnreachable, 0).silent().state(state);
        assert_eq!(bench.rules(), [""; 0]);
    }
}

#[test]
fn what_was_too_big_for_its_path_goes_out_again_in_smaller_segments() {
    let mut bench = Bench::established_with(tcp::Profile::plain(), say("SYN,ACK").mss(1460).window(5000));
    bench.send(&"x".repeat(1000)).expect("PSH,ACK seq=1 ack=1 len=1000");
    bench.icmp(NetworkError::FragmentationNeeded(640), 1).by("PacketTooBig").expect("ACK seq=1 ack=1 len=600");
    // No timer expired, and nobody asked whether the congestion window had room.
    bench.not_by("SendAgain");
    assert_eq!(bench.endpoint.status().send_mss, 600);
    bench.give(say("ACK").seq(1).ack(601).window(5000)).send(&"y".repeat(600));
    assert!(bench.said().iter().any(|said| said.contains("seq=1001") && said.contains("len=600")));
}

#[test]
fn a_narrow_path_that_is_known_before_anything_is_sent_sends_nothing_twice() {
    let mut bench = Bench::established_with(tcp::Profile::plain(), say("SYN,ACK").mss(1460).window(5000));
    bench.icmp(NetworkError::FragmentationNeeded(640), 1).by("PacketTooBig").silent();
    bench.send(&"x".repeat(500)).expect("PSH,ACK seq=1 ack=1 len=500").silent();
}

#[test]
fn no_segment_is_larger_than_the_narrowest_path_that_there_is() {
    let mut bench = with_text_under_way();
    bench.icmp(NetworkError::FragmentationNeeded(68), 1).by("PacketTooBig");
    // 20 octets of the 68 are IPv4's and 20 TCP's.
    assert_eq!(bench.endpoint.status().send_mss, 28);
}

#[test]
fn a_path_that_is_found_narrow_before_the_handshake_is_over_stays_so() {
    let mut bench = Bench::connecting();
    bench.icmp(NetworkError::FragmentationNeeded(540), 0).by("PacketTooBig");
    bench.give(say("SYN,ACK").ack(1).mss(1460)).by("SendMss");
    assert_eq!(bench.endpoint.status().send_mss, 500);
}

#[test]
fn a_report_of_a_larger_path_changes_nothing() {
    let mut bench = with_text_under_way();
    bench.icmp(NetworkError::FragmentationNeeded(9000), 1).silent();
    assert_eq!(bench.endpoint.status().send_mss, 1460);
}

#[test]
fn a_hard_error_about_whoever_came_to_a_passive_open_leads_back_to_listen() {
    for error in [NetworkError::ProtocolUnreachable, NetworkError::PortUnreachable] {
        let mut bench = Bench::answered();
        bench.icmp(error, 0).by("IcmpHard").silent().state(State::Listen);
        assert_eq!((bench.endpoint.ending(), bench.timers()), (None, vec![]));
        bench.give(say("SYN").mss(1460)).expect("SYN,ACK seq=0 ack=1 len=0").state(State::SynReceived);
    }
}
