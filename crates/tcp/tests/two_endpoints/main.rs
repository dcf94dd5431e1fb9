//! Two endpoints that talk with each other: what neither does wrong alone, both may do together.

mod net;

use std::time::Duration;

use tcp::{Endpoint, Profile, State};
use wire::{Flags, Segment, TcpOption};

use net::{Net, Side, User};

const BUFFER: u32 = 4000;

fn profiles() -> [Profile; 3] {
    [Profile::plain(), Profile::rfc(), Profile::linux()]
}

/// A receive buffer that is full before a segment is too many.
fn small(profile: Profile) -> Profile {
    Profile { receive_buffer: BUFFER, window_scale: false, ..profile }
}

/// A has more to send than B's buffer takes, and B's user reads nothing.
fn a_waits_for_b(profile: Profile) -> Net {
    let mut net = Net::connected(profile.clone(), small(profile));
    net.a.user = User::Reads;
    net.send(Side::A, &[1; 10_000]);
    net.run_ms(5000);
    net
}

#[test]
fn two_sides_that_probe_each_others_closed_window_exchange_a_handful_of_segments() {
    for profile in profiles() {
        let mut net = Net::connected(small(profile.clone()), small(profile));
        net.send(Side::A, &[1; 10_000]);
        net.send(Side::B, &[2; 10_000]);
        net.run_ms(1000);
        let before = net.sent();
        net.run_ms(20_000);
        let (a, b) = (net.sent().0 - before.0, net.sent().1 - before.1);
        // Each has probed, and each has answered the other's probes.
        assert!((2..=10).contains(&a) && (2..=10).contains(&b), "{a} and {b} segments");
        (net.a.user, net.b.user) = (User::Reads, User::Reads);
        net.until(1000, |net| net.a.received.len() == 10_000 && net.b.received.len() == 10_000);
        assert_eq!((&net.a.received, &net.b.received), (&vec![2; 10_000], &vec![1; 10_000]));
    }
}

#[test]
fn a_window_that_is_closed_in_one_direction_does_not_hold_up_the_other() {
    for profile in profiles() {
        let mut net = a_waits_for_b(profile);
        let before = net.sent().1;
        net.send(Side::B, &[2; 200_000]);
        net.until(1000, |net| net.a.received.len() == 200_000);
        // 137 full segments, and answers to the probes that came meanwhile.
        assert!(net.sent().1 - before < 150, "{} segments", net.sent().1 - before);
        assert_eq!(net.b.timeouts, 0);
        net.b.user = User::Reads;
        net.until(1000, |net| net.b.received.len() == 10_000);
    }
}

#[test]
fn a_fin_that_waits_for_a_full_window_does_not_hold_up_the_other_direction() {
    for profile in profiles() {
        let mut net = Net::connected(profile.clone(), small(profile));
        net.a.user = User::Reads;
        net.send(Side::A, &[1; BUFFER as usize]);
        net.a.endpoint.close().expect("can be closed");
        net.run_ms(3000);
        assert_eq!((net.a.endpoint.state(), net.b.endpoint.state()), (State::FinWait1, State::Established));
        net.send(Side::B, &[2; 100_000]);
        net.until(1000, |net| net.a.received.len() == 100_000);
        assert_eq!((net.b.timeouts, net.b.endpoint.state()), (0, State::Established));
        // With room for it the FIN goes.
        net.b.user = User::Reads;
        net.until(1000, |net| net.b.endpoint.state() == State::CloseWait);
        net.until(1000, |net| net.a.endpoint.state() == State::FinWait2);
    }
}

#[test]
fn forged_text_that_makes_both_sides_lose_step_is_answered_a_few_times_and_not_for_ever() {
    for profile in profiles() {
        let most = profile.challenge_acks.acks as usize + 1;
        let mut net = Net::connected(profile.clone(), profile);
        let (to_a, to_b) = (forged_for(&net.a.endpoint), forged_for(&net.b.endpoint));
        net.put(Side::A, to_a);
        net.put(Side::B, to_b);
        let before = net.sent();
        net.run_ms(2000);
        let (a, b) = (net.sent().0 - before.0, net.sent().1 - before.1);
        assert!((1..=most).contains(&a) && (1..=most).contains(&b), "{a} and {b} segments");
        let before = net.sent();
        net.run_ms(60_000);
        assert_eq!(net.sent(), before);
    }
}

#[test]
fn an_abort_resets_the_peer_while_a_probe_is_out() {
    for profile in profiles() {
        let mut net = a_waits_for_b(profile);
        net.until(60_000, |net| net.under_way() > 0);
        net.until(1000, |net| net.under_way() == 0);
        net.a.endpoint.abort().expect("can be aborted");
        net.run_ms(1000);
        assert_eq!((net.a.endpoint.state(), net.b.endpoint.state()), (State::Closed, State::Closed));
        assert_eq!(net.b.endpoint.poll_timeout(), None);
    }
}

#[test]
fn losses_cost_no_more_where_text_goes_both_ways() {
    for sack in [false, true] {
        for receive_buffer in [8000, 20_000, 65_535] {
            let profile = Profile { sack, receive_buffer, ..Profile::plain() };
            let one_way = lossy_transfer(profile.clone(), 0);
            let both_ways = lossy_transfer(profile, 8_000_000);
            assert!(both_ways.0 <= one_way.0.mul_f64(1.1), "{both_ways:?} and one way {one_way:?}");
            assert!(both_ways.1 <= one_way.1, "{both_ways:?} and one way {one_way:?}");
        }
    }
}

/// How long A takes for a million octets of which every 37th segment is lost, and how often its retransmission timer
/// expires, while B has so many octets for A.
fn lossy_transfer(profile: Profile, other_way: usize) -> (Duration, usize) {
    const LEN: usize = 1_000_000;
    let mut net = Net::connected(profile.clone(), profile);
    (net.a.user, net.b.user) = (User::Reads, User::Reads);
    net.lose_every(37);
    net.send(Side::A, &vec![1; LEN]);
    net.send(Side::B, &vec![2; other_way]);
    let took = net.until(60_000, |net| net.b.received.len() == LEN);
    assert!(other_way == 0 || net.a.received.len() < other_way, "text went both ways all the time");
    (took, net.a.timeouts)
}

/// Ten octets that `endpoint` expects next, and that its peer has not sent.
fn forged_for(endpoint: &Endpoint) -> Segment {
    let status = endpoint.status();
    let (snd, rcv) = (status.snd.expect("established"), status.rcv.expect("established"));
    let stamp = status.options.ts_recent.map(|recent| TcpOption::Timestamps { value: recent + 1, echo: 0 });
    Segment {
        src_port: endpoint.remote().expect("established").port(),
        dst_port: endpoint.local().port(),
        seq: rcv.nxt,
        ack: snd.nxt,
        flags: Flags::ACK,
        window: 1000,
        options: stamp.into_iter().collect(),
        text: vec![9; 10].into(),
        ..Segment::default()
    }
}
