//! How connections begin (RFC 9293 sections 3.4.1, 3.5 and 3.10.1).

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tcp::{
    CallError, Config, DuplicateSyn, Ending, Endpoint, Instant, Isn, Opened, Profile, Rule, Secret, State, Timer,
    initial_sequence_number,
};
use wire::{Flags, Segment, Seq};

use crate::support::{Bench, say};

fn crossed() -> Bench {
    let mut bench = Bench::connecting();
    bench.give(say("SYN").mss(1460)).by("SimultaneousOpen").expect("SYN,ACK seq=0 ack=1 len=0").silent();
    bench
}

#[test]
fn both_open_at_once_and_the_peers_syn_ack_completes_it() {
    crossed().give(say("SYN,ACK").ack(1)).by("SynAckInSynReceived").silent().state(State::Established);
}

#[test]
fn both_open_at_once_and_a_bare_ack_completes_it() {
    crossed().give(say("ACK").seq(1).ack(1)).by("HandshakeAcknowledged").silent().state(State::Established);
}

#[test]
fn after_a_simultaneous_open_a_reset_refuses_and_leads_not_to_listen() {
    let mut bench = crossed();
    bench.give(say("RST").seq(1)).by("ResetInSynReceived").silent().state(State::Closed);
    assert_eq!(bench.endpoint.ending(), Some(Ending::Refused));
}

#[test]
fn after_a_simultaneous_open_a_syn_in_the_window_is_challenged() {
    crossed().give(say("SYN").seq(6)).by("SynChallenged").expect("ACK seq=1 ack=1 len=0").state(State::SynReceived);
}

#[test]
fn after_a_passive_open_a_reset_leads_back_to_listen_where_another_peer_may_come() {
    let mut bench = Bench::answered();
    bench.give(say("RST").seq(1)).state(State::Listen).give(say("SYN").seq(500)).state(State::SynReceived);
    bench.expect("SYN,ACK seq=0 ack=501 len=0").silent();
}

#[test]
fn what_the_user_asked_for_in_listen_outlasts_a_peer_that_went_away() {
    let mut bench = Bench::listening_with(Profile { nagle: true, ..Profile::plain() });
    bench.endpoint.set_nagle(false);
    bench.endpoint.set_user_timeout(bench.now, Some(Duration::from_secs(10)));
    bench.give(say("SYN")).give(say("RST").seq(1)).state(State::Listen);
    bench.give(say("SYN").mss(1460)).expect("SYN,ACK seq=0 ack=1 len=0");
    assert!(bench.timers().contains(&Timer::User));
    bench.give(say("ACK").seq(1).ack(1)).send("a").expect("PSH,ACK seq=1 ack=1 len=1");
    bench.send("b").expect("PSH,ACK seq=2 ack=1 len=1");
}

#[test]
fn a_syn_that_comes_again_is_acknowledged_or_answered_again_as_the_profile_says() {
    Bench::answered().give(say("SYN")).by("Unacceptable").expect("ACK seq=1 ack=1 len=0").silent();
    let resending = Profile { duplicate_syn: DuplicateSyn::ResendSynAck, ..Profile::plain() };
    let mut bench = Bench::answered_with(resending);
    bench.give(say("SYN")).by("DuplicateSyn").expect("SYN,ACK seq=0 ack=1 len=0").silent();
    bench.give(say("ACK").seq(1).ack(1)).state(State::Established);
}

#[test]
fn send_in_listen_opens_actively_and_its_text_follows_the_handshake() {
    let mut bench = Bench::listening();
    bench.send("hello").by("SendOpensActively").expect("SYN seq=0 len=0").silent().state(State::SynSent);
    bench.give(say("SYN,ACK").ack(1)).expect("ACK seq=1 ack=1 len=0").expect("PSH,ACK seq=1 ack=1 len=5").silent();
}

#[test]
fn in_listen_a_peer_that_is_not_known_cannot_be_sent_to() {
    let mut endpoint = Endpoint::new(config(None, Isn::Fixed(Seq(0))));
    assert_eq!(endpoint.open(Instant::ZERO, Opened::Active), Err(CallError::RemoteUnspecified));
    endpoint.open(Instant::ZERO, Opened::Passive).expect("CLOSED can listen");
    assert_eq!(endpoint.send(Instant::ZERO, b"x"), Err(CallError::RemoteUnspecified));
    assert_eq!(endpoint.open(Instant::ZERO, Opened::Active), Err(CallError::RemoteUnspecified));
}

#[test]
fn an_address_that_no_host_has_cannot_be_opened_to() {
    for remote in ["224.0.0.1:80", "255.255.255.255:80", "0.0.0.0:80", "[ff02::1]:80"] {
        let mut endpoint = Endpoint::new(config(Some(remote), Isn::Fixed(Seq(0))));
        for opened in [Opened::Active, Opened::Passive] {
            assert_eq!(endpoint.open(Instant::ZERO, opened), Err(CallError::InvalidRemote), "{remote}");
        }
        assert_eq!(endpoint.state(), State::Closed);
    }
}

#[test]
fn a_connection_has_the_local_address_that_it_was_given() {
    let endpoint = Endpoint::new(config(Some("198.51.100.7:80"), Isn::Fixed(Seq(0))));
    assert_eq!(endpoint.local(), address("192.0.2.1:49152"));
    assert_eq!(endpoint.remote(), Some(address("198.51.100.7:80")));
}

#[test]
fn with_a_secret_the_iss_is_a_clock_and_a_keyed_hash() {
    let (secret, later) = (Secret([7; 16]), Instant::from_millis(1000));
    let iss = |now, remote, secret| {
        let mut endpoint = Endpoint::new(config(Some(remote), Isn::Keyed(secret)));
        endpoint.open(now, Opened::Active).expect("CLOSED can connect");
        endpoint.poll_transmit(now).expect("a SYN").segment.seq
    };
    let (here, there) = ("198.51.100.7:80", "198.51.100.8:80");
    let expected = initial_sequence_number(Instant::ZERO, address("192.0.2.1:49152"), address(here), &secret);
    assert_eq!(iss(Instant::ZERO, here, secret), expected);
    assert_eq!(iss(later, here, secret) - expected, 250_000, "a tick every 4 microseconds");
    assert_ne!(iss(Instant::ZERO, there, secret), expected);
    assert_ne!(iss(Instant::ZERO, here, Secret([8; 16])), expected);
}

#[test]
fn with_a_fixed_first_number_a_later_connection_begins_further_on() {
    let mut bench = Bench::connecting();
    bench.close().state(State::Closed).wait_ms(1000);
    bench.endpoint.open(bench.now, Opened::Active).expect("CLOSED can connect");
    bench.expect("SYN seq=250000 len=0");
}

#[test]
fn a_syn_and_a_syn_ack_may_be_lost() {
    let mut bench = Bench::connecting();
    bench.wait_ms(1000).expect("SYN seq=0 len=0").silent();
    let mut bench = Bench::answered();
    bench.wait_ms(1000).expect("SYN,ACK seq=0 ack=1 len=0").silent();
}

#[test]
fn text_in_the_segment_that_completes_the_handshake_is_taken() {
    let mut bench = Bench::connecting();
    bench.give(say("SYN,ACK,FIN").ack(1).text("bye")).expect("ACK seq=1 ack=5 len=0").state(State::CloseWait);
    assert_eq!(bench.received(), "bye");
}

#[test]
fn a_connection_that_was_released_before_it_was_made_leaves_nothing_to_the_next() {
    let mut bench = Bench::connecting();
    bench.release().state(State::Closed);
    bench.endpoint.open(bench.now, Opened::Active).expect("CLOSED can connect");
    bench.expect("SYN seq=0 len=0").give(say("SYN,ACK").ack(1)).expect("ACK seq=1 ack=1 len=0");
    bench.give(say("").seq(1).ack(1).text("hello")).expect("ACK seq=1 ack=6 len=0").state(State::Established);
    assert_eq!(bench.received(), "hello");
}

fn address(text: &str) -> SocketAddr {
    text.parse().expect("an address")
}

fn config(remote: Option<&str>, isn: Isn) -> Config {
    Config { local: address("192.0.2.1:49152"), remote: remote.map(address), isn, profile: Arc::new(Profile::plain()) }
}

#[test]
fn an_open_that_names_its_peer_resets_a_syn_from_another_and_goes_on_listening() {
    let mut bench = Bench::listening();
    for (source, port) in [("203.0.113.9", 80), ("198.51.100.7", 9999)] {
        bench.endpoint.on_segment(bench.now, source.parse().expect("an address"), syn_from(port));
        let reset = bench.next().expect("a reset").segment;
        assert_eq!((reset.flags, reset.seq, reset.ack), (Flags::RST | Flags::ACK, Seq(0), Seq(8)));
        assert_eq!(reset.dst_port, port);
        bench.silent().state(State::Listen);
        assert_eq!(bench.endpoint.remote(), Some(address("198.51.100.7:80")));
    }
    bench.give(say("SYN")).expect("SYN,ACK seq=0 ack=1 len=0").state(State::SynReceived);
}

#[test]
fn a_syn_from_an_address_that_no_host_has_is_dropped_in_listen() {
    for source in ["255.255.255.255", "224.0.0.1", "0.0.0.0"] {
        let mut endpoint = Endpoint::new(config(None, Isn::Fixed(Seq(0))));
        endpoint.open(Instant::ZERO, Opened::Passive).expect("CLOSED can listen");
        endpoint.on_segment(Instant::ZERO, source.parse().expect("an address"), syn_from(80));
        assert_eq!((endpoint.state(), endpoint.remote()), (State::Listen, None), "{source}");
        assert_eq!(endpoint.poll_transmit(Instant::ZERO), None, "{source}");
        let last = std::iter::from_fn(|| endpoint.poll_event()).last().expect("a rule");
        assert!(matches!(last.rule, Rule::InvalidSource { .. }), "{last:?}");
    }
}

fn syn_from(src_port: u16) -> Segment {
    Segment { src_port, dst_port: 49152, seq: Seq(7), flags: Flags::SYN, window: 1000, ..Segment::default() }
}
