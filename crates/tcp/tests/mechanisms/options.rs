//! What SYNs offer and agree on: MSS (RFC 9293 section 3.7.1), window scale (RFC 7323 section 2), SACK permitted
//! (RFC 2018 section 2), and options that nobody knows.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tcp::{Config, Endpoint, Instant, Isn, NetworkError, Opened, Profile};
use wire::{Seq, TcpOption};

use crate::support::{Bench, say};

fn scaling() -> Profile {
    Profile { window_scale: true, receive_buffer: 1 << 20, ..Profile::plain() }
}

#[test]
fn every_syn_announces_the_mss_and_nothing_else_does() {
    let mut bench = Bench::with(Profile::plain());
    bench.endpoint.open(bench.now, Opened::Active).expect("CLOSED can connect");
    bench.expect("SYN seq=0 len=0 <mss=1460>");
    bench.give(say("SYN,ACK").ack(1).mss(1460)).expect("ACK seq=1 ack=1 len=0 <>");
    bench.send("abc").expect("PSH,ACK seq=1 ack=1 len=3 <>").close().expect("FIN,ACK seq=4 ack=1 len=0 <>");
    let mut bench = Bench::listening_with(Profile { mss: 1220, ..Profile::plain() });
    bench.give(say("SYN")).expect("SYN,ACK seq=0 ack=1 len=0 <mss=1220>");
    bench.wait_ms(1000).expect("SYN,ACK seq=0 ack=1 len=0 <mss=1220>");
}

#[test]
fn the_mss_is_what_the_path_takes_less_both_headers() {
    assert_eq!(Profile::rfc().mss, 1500 - 20 - 20);
}

#[test]
fn each_direction_has_an_mss_of_its_own() {
    let mut bench = Bench::established_with(Profile::plain(), say("SYN,ACK").mss(100).window(5000));
    bench.send(&"x".repeat(150)).expect("ACK seq=1 ack=1 len=100").expect("PSH,ACK seq=101 ack=1 len=50");
    bench.give(say("").seq(1).ack(1).text("y".repeat(1460))).expect("ACK seq=151 ack=1461 len=0");
}

#[test]
fn a_peer_that_announces_more_than_our_path_takes_gets_what_that_takes() {
    let profile = Profile { mss: 1000, ..Profile::plain() };
    let bench = Bench::established_with(profile, say("SYN,ACK").mss(9000));
    assert_eq!(bench.endpoint.status().send_mss, 1000);
}

#[test]
fn without_an_mss_option_the_default_is_536_and_over_ipv6_1220() {
    assert_eq!(Bench::established_with(Profile::plain(), say("SYN,ACK")).endpoint.status().send_mss, 536);
    let local: SocketAddr = "[2001:db8::1]:49152".parse().expect("an address");
    let remote: SocketAddr = "[2001:db8::7]:80".parse().expect("an address");
    let profile = Arc::new(Profile::plain());
    let mut endpoint = Endpoint::new(Config { local, remote: Some(remote), isn: Isn::Fixed(Seq(0)), profile });
    endpoint.open(Instant::ZERO, Opened::Passive).expect("CLOSED can listen");
    let syn = wire::Segment { src_port: 80, dst_port: 49152, flags: wire::Flags::SYN, ..wire::Segment::default() };
    endpoint.on_segment(Instant::ZERO, remote.ip(), syn);
    assert_eq!(endpoint.status().send_mss, 1220);
}

#[test]
fn timestamps_take_their_room_from_the_text() {
    let profile = Profile { timestamps: Some(Duration::from_millis(1)), ..Profile::plain() };
    let mut bench = Bench::established_with(profile, say("SYN,ACK").mss(1460).timestamps(7, 0).window(5000));
    assert_eq!(bench.endpoint.status().send_mss, 1448);
    bench.send(&"x".repeat(2000)).expect("ACK seq=1 ack=1 len=1448");
}

#[test]
fn both_syns_with_window_scale_shift_every_window_but_their_own() {
    let mut bench = Bench::with(scaling());
    bench.endpoint.open(bench.now, Opened::Active).expect("CLOSED can connect");
    bench.expect("SYN seq=0 len=0 wnd=65535 <mss=1460,ws=5>");
    // The window of the SYN,ACK is 1000 as it stands; that of the next segment is shifted by 7.
    bench.give(say("SYN,ACK").ack(1).mss(1460).window_scale(7)).by("WindowScaleAgreed");
    assert_eq!(bench.endpoint.status().snd.map(|snd| snd.wnd), Some(1000));
    bench.expect("ACK seq=1 ack=1 len=0 wnd=32768 <>");
    bench.give(say("ACK").seq(1).ack(1).window(1000));
    assert_eq!(bench.endpoint.status().snd.map(|snd| snd.wnd), Some(128_000));
}

#[test]
fn a_syn_ack_answers_window_scale_and_offers_none_by_itself() {
    let mut bench = Bench::listening_with(scaling());
    bench.give(say("SYN").mss(1460).window_scale(0)).expect("SYN,ACK seq=0 ack=1 len=0 wnd=65535 <mss=1460,ws=5>");
    let mut bench = Bench::listening_with(scaling());
    bench.give(say("SYN").mss(1460)).expect("SYN,ACK seq=0 ack=1 len=0 wnd=65535 <mss=1460>");
}

#[test]
fn a_shift_of_more_than_14_is_taken_for_14() {
    let mut bench = Bench::connecting_with(scaling());
    bench.give(say("SYN,ACK").ack(1).window_scale(15)).by("WindowScaleTooLarge");
    assert_eq!(bench.endpoint.status().options.window_scale.map(|scale| scale.snd_shift), Some(14));
}

#[test]
fn a_peer_without_window_scale_gets_windows_that_are_not_shifted() {
    let mut bench = Bench::connecting_with(scaling());
    bench.give(say("SYN,ACK").ack(1).mss(1460)).by("WindowScaleDeclined").expect("ACK seq=1 ack=1 len=0 wnd=65535");
    bench.give(say("ACK").seq(1).ack(1).window(2000));
    assert_eq!(bench.endpoint.status().snd.map(|snd| snd.wnd), Some(2000));
}

#[test]
fn windows_of_more_than_16_bits_are_reckoned_with() {
    let mut bench = Bench::established_with(scaling(), say("SYN,ACK").mss(1460).window_scale(14));
    bench.give(say("ACK").seq(1).ack(1).window(65_535));
    assert_eq!(bench.endpoint.status().snd.map(|snd| snd.wnd), Some(65_535 << 14));
    assert_eq!(bench.endpoint.status().rcv.map(|rcv| rcv.wnd), Some(1 << 20));
}

#[test]
fn with_sack_permitted_on_both_syns_what_lies_beyond_a_gap_is_told() {
    let profile = Profile { sack: true, ..Profile::plain() };
    let mut bench = Bench::connecting_with(profile.clone());
    bench.give(say("SYN,ACK").ack(1).mss(1460).sack_permitted()).by("SackAgreed").expect("ACK seq=1 ack=1 len=0 <>");
    bench.give(say("").seq(4).ack(1).text("def")).expect("ACK seq=1 ack=1 len=0 <sack=4-7>");
    bench.give(say("").seq(10).ack(1).text("jkl")).expect("ACK seq=1 ack=1 len=0 <sack=10-13;4-7>");
    // A duplicate is told first (RFC 2883 section 4).
    bench.give(say("").seq(4).ack(1).text("def")).expect("ACK seq=1 ack=1 len=0 <sack=4-7;4-7;10-13>");
    bench.give(say("").seq(1).ack(1).text("abc")).expect("ACK seq=1 ack=7 len=0 <sack=10-13>");
    let mut bench = Bench::connecting_with(profile);
    bench.give(say("SYN,ACK").ack(1).mss(1460)).by("SackDeclined").expect("ACK seq=1 ack=1 len=0 <>");
    bench.give(say("").seq(4).ack(1).text("def")).expect("ACK seq=1 ack=1 len=0 <>");
}

#[test]
fn sack_blocks_leave_a_full_segment_no_larger_than_any_other() {
    let profile = Profile { sack: true, timestamps: Some(Duration::from_millis(1)), ..Profile::plain() };
    let syn_ack = say("SYN,ACK").mss(1460).sack_permitted().timestamps(7, 0).window(9000);
    let mut bench = Bench::established_with(profile, syn_ack);
    bench.give(say("").seq(4).ack(1).text("def").timestamps(7, 0).window(9000)).send(&"x".repeat(2000));
    // What tells of a gap goes by itself, or there would be no room to tell of it.
    bench.expect("ACK seq=1 ack=1 len=0 <ts=1/7,sack=4-7>");
    bench.expect("ACK seq=1 ack=1 len=1448 <ts=1/7>").expect("PSH,ACK seq=1449 ack=1 len=552 <ts=1/7,sack=4-7>");
    // The same on a path that takes less.
    bench.icmp(NetworkError::FragmentationNeeded(640), 1).expect("ACK seq=1 ack=1 len=588 <ts=1/7>");
}

#[test]
fn options_that_nobody_knows_are_ignored_on_any_segment() {
    let unknown = || TcpOption::Unknown { kind: 253, data: Bytes::from_static(b"??") };
    let mut bench = Bench::connecting();
    bench.give(say("SYN,ACK").ack(1).option(unknown()).mss(1460)).expect("ACK seq=1 ack=1 len=0 <>");
    let text = say("").seq(1).ack(1).text("abc").option(unknown()).option(TcpOption::Nop);
    bench.give(text).expect("ACK seq=1 ack=4 len=0 <>");
    // An MSS where it does not belong changes nothing.
    bench.give(say("ACK").seq(4).ack(1).mss(5)).silent();
    assert_eq!(bench.endpoint.status().send_mss, 1460);
}

#[test]
fn what_was_not_offered_is_not_taken() {
    let mut bench = Bench::connecting();
    let everything = say("SYN,ACK").ack(1).mss(1460).window_scale(7).sack_permitted().timestamps(5, 0);
    bench.give(everything).expect("ACK seq=1 ack=1 len=0 <>");
    assert_eq!(bench.endpoint.status().options, tcp::Options::default());
}

#[test]
fn the_syn_of_linux_offers_half_its_buffer_and_room_to_grow() {
    let mut bench = Bench::with(Profile::linux());
    bench.endpoint.open(bench.now, Opened::Active).expect("CLOSED can connect");
    bench.expect("SYN seq=0 len=0 wnd=64240 <mss=1460,sack-permitted,ts=1/0,ws=7>").silent();
}

#[test]
fn an_mss_of_less_than_48_is_taken_for_48() {
    for mss in [0, 1, 47, 48] {
        let bench = Bench::established_with(Profile::plain(), say("SYN,ACK").mss(mss));
        assert_eq!(bench.endpoint.status().send_mss, 48, "announced: {mss}");
    }
    let profile = Profile { timestamps: Some(Duration::from_millis(1)), ..Profile::plain() };
    let bench = Bench::established_with(profile, say("SYN,ACK").mss(0).timestamps(7, 0));
    assert_eq!(bench.endpoint.status().send_mss, 36);
}
