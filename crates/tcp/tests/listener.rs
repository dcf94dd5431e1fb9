//! One listener and its peers, read as exchanges: who waits where, what is answered, and by which rule.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tcp::{
    Config, Cookies, Endpoint, Happened, Instant, Isn, Listener, ListenerConfig, ListenerRule, Opened, Profile, Rule,
    Secret, State,
};
use wire::{Flags, Segment, Seq, TcpOption};

const SERVER: &str = "192.0.2.1:80";

/// A listener, the peers that talk to it, and what it has said.
struct Bench {
    listener: Listener,
    peers: BTreeMap<SocketAddr, Endpoint>,
    now: Instant,
    rules: Vec<ListenerRule>,
}

fn address(text: &str) -> SocketAddr {
    text.parse().expect("an address")
}

/// The `number`th peer, each at a port of its own.
fn peer(number: u16) -> SocketAddr {
    SocketAddr::new(address("198.51.100.7:0").ip(), 10_000 + number)
}

fn bench(syn_queue: usize, accept_queue: usize, cookies: Cookies) -> Bench {
    let config = ListenerConfig {
        local: address(SERVER),
        profile: Arc::new(Profile::plain()),
        secret: Secret(*b"a secret of ours"),
        isn: Isn::Keyed(Secret(*b"a secret of ours")),
        syn_queue,
        accept_queue,
        cookies,
    };
    let now = Instant::from_millis(1_000_000);
    Bench { listener: Listener::new(now, config), peers: BTreeMap::new(), now, rules: Vec::new() }
}

impl Bench {
    /// A peer connects, and all that follows from it happens.
    fn connect(&mut self, peer: SocketAddr) -> &mut Bench {
        let config = Config {
            local: peer,
            remote: Some(address(SERVER)),
            isn: Isn::Fixed(Seq(4_294_967_200) + u32::from(peer.port())),
            profile: Arc::new(Profile::plain()),
        };
        let mut endpoint = Endpoint::new(config);
        endpoint.open(self.now, Opened::Active).expect("a new endpoint can connect");
        self.peers.insert(peer, endpoint);
        self.talk()
    }

    /// Segments go back and forth until nobody has any more to say.
    fn talk(&mut self) -> &mut Bench {
        loop {
            let mut quiet = true;
            for (peer, endpoint) in &mut self.peers {
                while let Some(transmit) = endpoint.poll_transmit(self.now) {
                    quiet = false;
                    self.listener.on_segment(self.now, *peer, &transmit.segment);
                }
            }
            while let Some((to, transmit)) = self.listener.poll_transmit(self.now) {
                quiet = false;
                if let Some(endpoint) = self.peers.get_mut(&to) {
                    endpoint.on_segment(self.now, address(SERVER).ip(), transmit.segment);
                }
            }
            if quiet {
                return self.read();
            }
        }
    }

    /// A segment that no endpoint of ours formed.
    fn give(&mut self, from: SocketAddr, segment: &Segment) -> &mut Bench {
        let segment = Segment { src_port: from.port(), dst_port: 80, ..segment.clone() };
        self.listener.on_segment(self.now, from, &segment);
        self.read()
    }

    /// What the listener sends next.
    fn sent(&mut self) -> Option<(SocketAddr, Segment)> {
        let sent = self.listener.poll_transmit(self.now).map(|(to, transmit)| (to, transmit.segment));
        self.read();
        sent
    }

    /// Time passes, timer by timer, for the listener and the peers.
    fn wait(&mut self, seconds: u64) -> &mut Bench {
        let end = self.now + Duration::from_secs(seconds);
        loop {
            let timeouts = self.peers.values().filter_map(Endpoint::poll_timeout);
            let Some(next) = timeouts.chain(self.listener.poll_timeout()).min().filter(|next| *next <= end) else {
                self.now = end;
                return self.talk();
            };
            self.now = next;
            self.listener.on_timeout(next);
            for endpoint in self.peers.values_mut() {
                endpoint.on_timeout(next);
            }
            self.talk();
        }
    }

    /// Half-open connections and those that wait to be accepted.
    fn waiting(&self) -> (usize, usize) {
        let status = self.listener.status();
        (status.syn_queue.len(), status.accept_queue.len())
    }

    fn because(&mut self, fits: impl Fn(&ListenerRule) -> bool) -> &mut Bench {
        assert!(self.rules.iter().any(fits), "{:?}", self.rules);
        self.rules.clear();
        self
    }

    fn read(&mut self) -> &mut Bench {
        while let Some(event) = self.listener.poll_event() {
            if let Happened::Listener(rule) = event.what {
                assert!(rule.section().rfc > 0);
                self.rules.push(rule);
            }
        }
        self
    }
}

fn syn(seq: u32) -> Segment {
    Segment {
        seq: Seq(seq),
        flags: Flags::SYN,
        window: 1000,
        options: vec![TcpOption::Mss(1460)],
        ..Segment::default()
    }
}

/// The ACK that answers a SYN,ACK.
fn answer(syn_ack: &Segment) -> Segment {
    Segment { seq: syn_ack.ack, ack: syn_ack.seq + 1, flags: Flags::ACK, window: 1000, ..Segment::default() }
}

#[test]
fn a_connection_goes_on_while_it_waits_to_be_accepted() {
    let mut bench = bench(2, 2, Cookies::Never);
    bench.connect(peer(1)).because(|rule| matches!(rule, ListenerRule::HandshakeComplete { waiting: 1, limit: 2 }));
    bench
        .peers
        .get_mut(&peer(1))
        .expect("connected")
        .send(Instant::from_millis(1_000_000), b"hello")
        .expect("established");
    bench.talk();
    let status = bench.listener.status();
    assert_eq!((status.accept_queue[0].state, status.accept_queue[0].unread), (State::Established, 5));
    assert_eq!(bench.peers[&peer(1)].status().acknowledged, 5);
    let (remote, mut endpoint) = bench.listener.accept().expect("one waits");
    assert_eq!((remote, endpoint.receive(99).expect("established")), (peer(1), "hello".into()));
    assert!(bench.listener.accept().is_none());
}

#[test]
fn connections_are_accepted_in_the_order_in_which_they_were_completed() {
    let mut bench = bench(9, 9, Cookies::Never);
    bench.connect(peer(3)).connect(peer(1)).connect(peer(2));
    let accepted: Vec<SocketAddr> = std::iter::from_fn(|| bench.listener.accept()).map(|(remote, _)| remote).collect();
    assert_eq!(accepted, [peer(3), peer(1), peer(2)]);
}

#[test]
fn each_connection_begins_at_a_number_of_its_own() {
    let mut bench = bench(2, 2, Cookies::Never);
    let mut iss = |from| bench.give(from, &syn(0)).sent().expect("the SYN,ACK").1.seq;
    assert_ne!(iss(peer(1)), iss(address("198.51.100.8:10001")));
}

#[test]
fn a_full_syn_queue_drops_a_syn_and_a_reset_frees_a_place_for_it() {
    let mut bench = bench(1, 2, Cookies::Never);
    bench.give(peer(1), &syn(100)).because(|rule| matches!(rule, ListenerRule::SynQueued { waiting: 1, limit: 1 }));
    bench.sent().expect("the SYN,ACK");
    bench.give(peer(2), &syn(500)).because(|rule| matches!(rule, ListenerRule::SynDropped { waiting: 1, limit: 1 }));
    assert_eq!(bench.sent(), None);
    bench
        .give(peer(1), &Segment { seq: Seq(101), flags: Flags::RST, ..Segment::default() })
        .because(|rule| matches!(rule, ListenerRule::HalfOpenEnded { state: State::Listen, waiting: 0 }));
    assert_eq!(bench.waiting(), (0, 0));
    bench.give(peer(2), &syn(500)).because(|rule| matches!(rule, ListenerRule::SynQueued { .. }));
    assert_eq!(bench.sent().expect("the SYN,ACK").0, peer(2));
}

#[test]
fn a_half_open_connection_is_given_up_after_r2() {
    let mut bench = bench(1, 1, Cookies::Never);
    bench.give(peer(1), &syn(100));
    bench.talk().wait(170);
    assert_eq!(bench.waiting(), (1, 0));
    bench.wait(130).because(|rule| matches!(rule, ListenerRule::HalfOpenEnded { state: State::Listen, waiting: 0 }));
    assert_eq!((bench.waiting(), bench.listener.poll_timeout()), ((0, 0), None));
}

#[test]
fn when_the_accept_queue_is_full_the_ack_is_as_if_lost_and_the_syn_ack_asks_again() {
    let mut bench = bench(2, 1, Cookies::Never);
    bench.connect(peer(1));
    bench.connect(peer(2)).because(|rule| matches!(rule, ListenerRule::AcceptQueueFull { waiting: 1, limit: 1 }));
    // The peer believes to be connected; here its connection is half-open.
    assert_eq!(bench.peers[&peer(2)].state(), State::Established);
    assert_eq!(bench.waiting(), (1, 1));
    bench.wait(2).because(|rule| matches!(rule, ListenerRule::AcceptQueueFull { .. }));
    assert_eq!(bench.listener.accept().expect("one waits").0, peer(1));
    bench.peers.remove(&peer(1));
    bench.wait(4).because(|rule| matches!(rule, ListenerRule::HandshakeComplete { .. }));
    assert_eq!(bench.listener.accept().expect("one waits").0, peer(2));
}

#[test]
fn a_connection_that_is_reset_before_it_is_accepted_frees_its_place() {
    let mut bench = bench(1, 1, Cookies::Never);
    bench.connect(peer(1));
    bench.peers.get_mut(&peer(1)).expect("connected").abort().expect("established");
    bench.talk().because(|rule| matches!(rule, ListenerRule::EndedBeforeAccept { waiting: 0, .. }));
    assert!(bench.listener.accept().is_none());
}

#[test]
fn a_connection_whose_peer_has_closed_can_still_be_accepted() {
    let mut bench = bench(1, 1, Cookies::Never);
    bench.connect(peer(1));
    let endpoint = bench.peers.get_mut(&peer(1)).expect("connected");
    endpoint.send(Instant::from_millis(1_000_000), b"bye").expect("established");
    endpoint.close().expect("established");
    bench.talk();
    let (_, mut endpoint) = bench.listener.accept().expect("one waits");
    assert_eq!((endpoint.state(), endpoint.receive(9).expect("text waits")), (State::CloseWait, "bye".into()));
}

#[test]
fn a_cookie_makes_a_connection_out_of_nothing_and_it_delivers_text_both_ways() {
    for cookies in [Cookies::WhenFull, Cookies::Always] {
        let mut bench = bench(1, 4, cookies);
        // Somebody who never answers holds the only place.
        bench.give(peer(9), &syn(7));
        bench.connect(peer(1)).because(|rule| matches!(rule, ListenerRule::CookieAccepted { mss: 1460, steps: 0, .. }));
        assert_eq!(bench.listener.status().counts.cookies_accepted, 1);
        let endpoint = bench.peers.get_mut(&peer(1)).expect("connected");
        endpoint.send(Instant::from_millis(1_000_000), &[b'x'; 5000]).expect("established");
        endpoint.close().expect("established");
        bench.talk();
        let (remote, mut server) = bench.listener.accept().expect("one waits");
        assert_eq!((remote, server.state(), server.status().send_mss), (peer(1), State::CloseWait, 1460));
        assert_eq!(server.receive(9999).expect("text waits"), vec![b'x'; 5000]);
        // And back, now that the connection is in the user's hands.
        let client = bench.peers.get_mut(&peer(1)).expect("connected");
        server.send(Instant::from_millis(1_000_000), b"thank you").expect("not closed here");
        server.close().expect("not closed here");
        while let Some(transmit) = server.poll_transmit(bench.now) {
            client.on_segment(bench.now, address(SERVER).ip(), transmit.segment);
            while let Some(transmit) = client.poll_transmit(bench.now) {
                server.on_segment(bench.now, address(SERVER).ip(), transmit.segment);
            }
        }
        assert_eq!(client.receive(99).expect("text waits"), "thank you");
        assert_eq!((client.state(), server.state()), (State::TimeWait, State::Closed));
    }
}

#[test]
fn the_first_text_brings_the_cookie_when_the_bare_ack_is_lost() {
    let mut bench = bench(0, 1, Cookies::WhenFull);
    let syn_ack = bench.give(peer(1), &syn(u32::MAX)).sent().expect("the SYN,ACK").1;
    assert_eq!((bench.waiting(), syn_ack.ack), ((0, 0), Seq(0)));
    bench
        .give(peer(1), &Segment { text: "hello".into(), ..answer(&syn_ack) })
        .because(|rule| matches!(rule, ListenerRule::CookieAccepted { .. }));
    let ack = bench.sent().expect("the ACK of the text").1;
    assert_eq!((ack.flags, ack.seq, ack.ack), (Flags::ACK, syn_ack.seq + 1, Seq(5)));
    assert_eq!(bench.listener.status().accept_queue[0].unread, 5);
}

#[test]
fn a_cookie_that_is_too_old_or_made_up_is_reset() {
    let mut bench = bench(0, 1, Cookies::WhenFull);
    let syn_ack = bench.give(peer(1), &syn(5)).sent().expect("the SYN,ACK").1;
    let forged = Segment { ack: syn_ack.seq + 2, ..answer(&syn_ack) };
    bench.give(peer(1), &forged).because(|rule| matches!(rule, ListenerRule::CookieRefused { .. }));
    let reset = bench.sent().expect("a reset").1;
    assert_eq!((reset.flags, reset.seq), (Flags::RST, forged.ack));
    bench.wait(64 * 3);
    bench.give(peer(1), &answer(&syn_ack));
    assert_eq!(bench.sent().expect("a reset").1.flags, Flags::RST);
    assert_eq!(bench.waiting(), (0, 0));
}

#[test]
fn a_cookie_that_comes_back_to_a_full_accept_queue_is_good_later() {
    let mut bench = bench(0, 1, Cookies::Always);
    bench.connect(peer(1));
    bench.connect(peer(2)).because(|rule| matches!(rule, ListenerRule::AcceptQueueFull { .. }));
    bench.listener.accept().expect("one waits");
    bench.peers.remove(&peer(1));
    bench
        .peers
        .get_mut(&peer(2))
        .expect("believes to be connected")
        .send(Instant::from_millis(1_000_000), b"hello")
        .expect("established");
    bench.talk().because(|rule| matches!(rule, ListenerRule::CookieAccepted { .. }));
    assert_eq!(bench.listener.status().accept_queue[0].unread, 5);
}

#[test]
fn what_is_no_syn_and_for_no_connection_is_judged_as_in_listen() {
    let mut bench = bench(1, 1, Cookies::Never);
    let ack = Segment { seq: Seq(5), ack: Seq(77), flags: Flags::ACK, ..Segment::default() };
    bench.listener.on_segment(bench.now, peer(1), &Segment { src_port: peer(1).port(), ..ack });
    let event = bench.listener.poll_event().expect("a rule");
    assert!(matches!(event.what, Happened::Connection(event) if matches!(event.rule, Rule::AckInListen { .. })));
    let (to, reset) = bench.sent().expect("a reset");
    assert_eq!((to, reset.dst_port, reset.flags, reset.seq), (peer(1), peer(1).port(), Flags::RST, Seq(77)));
    bench.give(peer(1), &Segment { flags: Flags::RST, ..Segment::default() });
    bench.give(peer(1), &Segment { flags: Flags::FIN, ..Segment::default() });
    assert_eq!((bench.sent(), bench.waiting()), (None, (0, 0)));
}

#[test]
fn a_syn_from_an_address_that_no_host_has_is_discarded() {
    let mut bench = bench(9, 9, Cookies::WhenFull);
    for source in ["224.0.0.1:1000", "255.255.255.255:1000", "0.0.0.0:1000", "[ff02::1]:1000", "[::]:1000"] {
        bench.give(address(source), &syn(1)).because(|rule| matches!(rule, ListenerRule::InvalidSource { .. }));
    }
    assert_eq!((bench.sent(), bench.waiting()), (None, (0, 0)));
    assert_eq!(bench.listener.status().counts.invalid_sources, 5);
}

#[test]
fn ten_thousand_syns_take_no_more_than_there_is_room_for() {
    for (cookies, dropped, cookies_sent) in [(Cookies::Never, 9_872, 0), (Cookies::WhenFull, 0, 9_872)] {
        let mut bench = bench(128, 16, cookies);
        // Nobody takes what is to be sent, nobody reads what happened.
        for number in 0..10_000 {
            let syn = Segment { src_port: peer(number).port(), dst_port: 80, ..syn(u32::from(number)) };
            bench.listener.on_segment(bench.now, peer(number), &syn);
        }
        let counts = bench.listener.status().counts;
        assert_eq!(bench.waiting(), (128, 0));
        assert_eq!((counts.syns_queued, counts.syns_dropped, counts.cookies_sent), (128, dropped, cookies_sent));
        let events = std::iter::from_fn(|| bench.listener.poll_event()).count();
        assert_eq!(events, 4096);
        let sent = std::iter::from_fn(|| bench.listener.poll_transmit(bench.now)).count();
        assert_eq!(sent, if cookies == Cookies::Never { 128 } else { 128 + 1024 });
    }
}

#[test]
fn with_another_secret_a_listener_stamps_its_answers_otherwise() {
    let stamp = |secret| {
        let profile = Arc::new(Profile { timestamps: Some(Duration::from_millis(1)), ..Profile::plain() });
        let local = address(SERVER);
        let cookies = Cookies::Never;
        let config =
            ListenerConfig { local, profile, secret, isn: Isn::Keyed(secret), syn_queue: 8, accept_queue: 8, cookies };
        let mut bench = Bench { listener: Listener::new(Instant::ZERO, config), ..bench(8, 8, Cookies::Never) };
        let options = vec![TcpOption::Timestamps { value: 5, echo: 0 }];
        bench.give(peer(1), &Segment { options, ..syn(1) });
        let stamp = bench.sent().expect("a SYN,ACK").1.options.into_iter().find_map(|option| match option {
            TcpOption::Timestamps { value, echo } => Some((value, echo)),
            _ => None,
        });
        stamp.expect("timestamps are agreed on")
    };
    let (ours, other) = (stamp(Secret([0; 16])), stamp(Secret([1; 16])));
    assert_eq!((ours.1, other.1), (5, 5));
    assert_ne!(ours.0, other.0);
    assert_eq!(ours, stamp(Secret([0; 16])));
}
