//! Two endpoints, the path between them and their users, in a time of their own.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tcp::{Cause, Config, Endpoint, Instant, Isn, Opened, Profile, Rule, State, Transmit};
use wire::{Segment, Seq};

/// How long a segment is under way.
const LATENCY: Duration = Duration::from_millis(10);

/// One of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// The one that connected.
    A,
    /// The one that listened.
    B,
}

/// Whether the user takes what arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum User {
    Reads,
    Sleeps,
}

/// An endpoint and its user.
pub(crate) struct Host {
    pub(crate) endpoint: Endpoint,
    pub(crate) user: User,
    /// What the user has taken.
    pub(crate) received: Vec<u8>,
    /// Segments that it sent.
    pub(crate) sent: usize,
    /// Retransmission timeouts that it had.
    pub(crate) timeouts: usize,
}

/// Both hosts, and what is under way between them.
pub(crate) struct Net {
    pub(crate) a: Host,
    pub(crate) b: Host,
    pub(crate) now: Instant,
    /// By when it arrives, and by its number among all.
    path: BTreeMap<(Instant, usize), (Side, Segment)>,
    entered: usize,
    loss: Option<Loss>,
}

/// Of the segments with new text from A, every one in so many is lost.
struct Loss {
    every: usize,
    seen: usize,
}

impl Net {
    /// A has connected to B, and nobody reads.
    pub(crate) fn connected(a: Profile, b: Profile) -> Net {
        let (at_a, at_b) = (SocketAddr::from(([192, 0, 2, 1], 49152)), SocketAddr::from(([192, 0, 2, 2], 80)));
        let mut net = Net {
            a: Host::new(at_a, at_b, Seq(4_294_967_290), a),
            b: Host::new(at_b, at_a, Seq(5000), b),
            now: Instant::ZERO,
            path: BTreeMap::new(),
            entered: 0,
            loss: None,
        };
        net.b.endpoint.open(net.now, Opened::Passive).expect("CLOSED can listen");
        net.a.endpoint.open(net.now, Opened::Active).expect("CLOSED can connect");
        net.run_ms(100);
        assert_eq!((net.a.endpoint.state(), net.b.endpoint.state()), (State::Established, State::Established));
        net
    }

    pub(crate) fn lose_every(&mut self, every: usize) {
        self.loss = Some(Loss { every, seen: 0 });
    }

    pub(crate) fn host(&mut self, side: Side) -> &mut Host {
        match side {
            Side::A => &mut self.a,
            Side::B => &mut self.b,
        }
    }

    pub(crate) fn send(&mut self, side: Side, text: &[u8]) {
        let now = self.now;
        self.host(side).endpoint.send(now, text).expect("can be sent");
    }

    /// Segments that A and B have sent.
    pub(crate) fn sent(&self) -> (usize, usize) {
        (self.a.sent, self.b.sent)
    }

    /// Segments under way.
    pub(crate) fn under_way(&self) -> usize {
        self.path.len()
    }

    /// A segment arrives at `to` after the latency, whoever sent it.
    pub(crate) fn put(&mut self, to: Side, segment: Segment) {
        self.entered += 1;
        self.path.insert((self.now + LATENCY, self.entered), (to, segment));
    }

    /// All that happens within so many milliseconds.
    pub(crate) fn run_ms(&mut self, millis: u64) {
        let end = self.now + Duration::from_millis(millis);
        while self.step(end) {}
        self.now = end;
    }

    /// All that happens until `done`, which must be so within so many milliseconds. Says how long it took.
    pub(crate) fn until(&mut self, millis: u64, done: impl Fn(&Net) -> bool) -> Duration {
        let (start, end) = (self.now, self.now + Duration::from_millis(millis));
        self.settle();
        while !done(self) {
            assert!(self.step(end), "not within {millis} ms: {:?}", (self.a.received.len(), self.b.received.len()));
        }
        self.now - start
    }

    /// What is due at the next moment happens, unless that is after `end`.
    fn step(&mut self, end: Instant) -> bool {
        self.settle();
        let arrival = self.path.first_key_value().map(|(key, _)| *key);
        let moments = [arrival.map(|(at, _)| at), self.a.endpoint.poll_timeout(), self.b.endpoint.poll_timeout()];
        let Some(next) = moments.into_iter().flatten().min().filter(|next| *next <= end) else { return false };
        self.now = self.now.max(next);
        match arrival.filter(|(at, _)| *at <= self.now).and_then(|key| self.path.remove(&key)) {
            Some((to, segment)) => self.arrives(to, segment),
            None => {
                self.a.endpoint.on_timeout(self.now);
                self.b.endpoint.on_timeout(self.now);
            }
        }
        self.settle();
        true
    }

    fn arrives(&mut self, to: Side, segment: Segment) {
        let now = self.now;
        let endpoint = &mut self.host(to).endpoint;
        let from = endpoint.remote().expect("both know their peer").ip();
        endpoint.on_segment(now, from, segment);
    }

    /// What is to be sent goes out, then the users read, and what that leads to goes out too.
    fn settle(&mut self) {
        for (side, peer) in [(Side::A, Side::B), (Side::B, Side::A)] {
            self.transmit(side, peer);
            self.host(side).read();
            self.transmit(side, peer);
            self.host(side).take_events();
        }
    }

    fn transmit(&mut self, from: Side, to: Side) {
        let now = self.now;
        while let Some(transmit) = self.host(from).endpoint.poll_transmit(now) {
            self.host(from).sent += 1;
            if !self.loses(from, &transmit) {
                self.put(to, transmit.segment);
            }
        }
    }

    fn loses(&mut self, from: Side, transmit: &Transmit) -> bool {
        let Some(loss) = self.loss.as_mut().filter(|_| from == Side::A) else { return false };
        if !matches!(transmit.why.cause, Cause::Text { .. }) {
            return false;
        }
        loss.seen += 1;
        loss.seen.is_multiple_of(loss.every)
    }
}

impl Host {
    fn new(local: SocketAddr, remote: SocketAddr, iss: Seq, profile: Profile) -> Host {
        let config = Config { local, remote: Some(remote), isn: Isn::Fixed(iss), profile: Arc::new(profile) };
        Host { endpoint: Endpoint::new(config), user: User::Sleeps, received: Vec::new(), sent: 0, timeouts: 0 }
    }

    fn read(&mut self) {
        while self.user == User::Reads {
            let text = self.endpoint.receive(usize::MAX).unwrap_or_default();
            if text.is_empty() {
                break;
            }
            self.received.extend_from_slice(&text);
        }
    }

    fn take_events(&mut self) {
        while let Some(event) = self.endpoint.poll_event() {
            self.timeouts += usize::from(matches!(event.rule, Rule::RetransmissionTimeout { .. }));
        }
    }
}
