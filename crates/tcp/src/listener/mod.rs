//! One local socket at which many peers may knock: the SYN queue, the accept queue, and cookies for when the first is
//! full.
//!
//! A [`Listener`] is driven as an [`Endpoint`] is: after each segment and each timeout, take what is to be sent, what
//! happened, and when it wants to be called next. It owns each connection until [`Listener::accept`] hands it out; from
//! then on segments from that peer are for whoever has the connection.

mod from_cookie;
mod queue;
mod rule;

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use wire::{Flags, Segment, Seq, TcpOption};

use crate::addresses::is_no_host;
use crate::cookies;
use crate::endpoint::default_send_mss;
use crate::isn::{initial_sequence_number, ticks};
use crate::{
    AckRule, Advance, Cause, Config, Endpoint, Event, Instant, Isn, Opened, Profile, Secret, SeqRule, State, Timer,
    Transmit, Why, WindowRule,
};
use from_cookie::Handshake;
use queue::Queue;
pub use queue::Queued;
pub use rule::{Happened, ListenerEvent, ListenerRule};

/// How many answers that belong to no connection (cookies and resets) may wait to be sent. A driver that takes them
/// after each segment never sees more than one; one that does not must not let strangers fill its memory.
const MAX_ANSWERS: usize = 1024;

/// How many events may wait to be read. The oldest are forgotten first.
const MAX_EVENTS: usize = 4096;

/// How far beyond an earlier connection's SND.NXT the next one begins at the least, where the clock has not come that far:
/// more than a window without window scale.
const BEYOND_PAST: u32 = 65_537;

/// What a listener is told at its making.
#[derive(Clone, Debug)]
pub struct ListenerConfig {
    /// Our socket.
    pub local: SocketAddr,
    /// The profile of each connection.
    pub profile: Arc<Profile>,
    /// What cookies are made with. Draw it at random and tell nobody.
    pub secret: Secret,
    /// Where initial sequence numbers come from, but those that are cookies. With [`Isn::Fixed`] all connections share one
    /// clock, which begins with the first of them.
    pub isn: Isn,
    /// How many half-open connections there may be.
    pub syn_queue: usize,
    /// How many connections may wait to be accepted: LISTEN's backlog. What they have received waits with them, so this
    /// many receive buffers may fill.
    pub accept_queue: usize,
    /// When SYNs are answered by cookies.
    pub cookies: Cookies,
}

/// When SYNs are answered by cookies (RFC 4987 sections 3.6 and 3.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Cookies {
    /// A SYN that finds the SYN queue full is dropped.
    Never,
    /// A SYN that finds the SYN queue full is answered by a cookie.
    WhenFull,
    /// There is no SYN queue: every SYN is answered by a cookie.
    Always,
}

/// What a listener has done since its making.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ListenerCounts {
    /// SYNs that took a place in the SYN queue.
    pub syns_queued: u64,
    /// SYNs that were dropped, since the queue was full or no cookie could say the MSS.
    pub syns_dropped: u64,
    /// Cookies that went out.
    pub cookies_sent: u64,
    /// Cookies that came back.
    pub cookies_accepted: u64,
    /// ACKs that brought none.
    pub cookies_refused: u64,
    /// ACKs that were left unanswered, since the accept queue was full.
    pub acks_left: u64,
    /// Half-open connections that came to nothing.
    pub half_open_ended: u64,
    /// Connections that ended before they were accepted.
    pub ended_before_accept: u64,
    /// Connections that were accepted.
    pub accepted: u64,
    /// Segments from addresses that no single host has.
    pub invalid_sources: u64,
    /// Answers that were not made, since too many waited to be sent.
    pub answers_dropped: u64,
    /// Events that were forgotten, since nobody read them.
    pub events_forgotten: u64,
}

/// A listener as plain data.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ListenerStatus {
    /// The half-open connections, the oldest first.
    pub syn_queue: Vec<Queued>,
    /// The connections that wait to be accepted, the oldest first.
    pub accept_queue: Vec<Queued>,
    /// What was done.
    pub counts: ListenerCounts,
}

/// One local socket in LISTEN, and the connections that nobody has accepted yet.
#[derive(Clone, Debug)]
pub struct Listener {
    config: ListenerConfig,
    /// In SYN-RECEIVED.
    half_open: Queue,
    /// In ESTABLISHED or CLOSE-WAIT.
    complete: Queue,
    /// An endpoint that stays in LISTEN: it judges what is neither a SYN nor for a connection.
    listening: Endpoint,
    /// Cookies and resets that are to be sent.
    answers: VecDeque<(SocketAddr, Transmit)>,
    events: VecDeque<ListenerEvent>,
    /// When the last cookie went out: for as long as it is good, an ACK may bring one.
    last_cookie: Option<Instant>,
    /// When the first ISS was selected.
    iss_epoch: Option<Instant>,
    counts: ListenerCounts,
}

impl Listener {
    /// A listener, at once in LISTEN.
    #[must_use]
    pub fn new(now: Instant, config: ListenerConfig) -> Listener {
        let listening = in_listen(
            now,
            Config { local: config.local, remote: None, isn: Isn::Fixed(Seq(0)), profile: config.profile.clone() },
        );
        Listener {
            half_open: Queue::new(config.syn_queue),
            complete: Queue::new(config.accept_queue),
            listening,
            answers: VecDeque::new(),
            events: VecDeque::new(),
            last_cookie: None,
            iss_epoch: None,
            counts: ListenerCounts::default(),
            config,
        }
    }

    /// A listener in place of one that was closed, at the same socket. Nobody waits there any more, but the clock of initial
    /// sequence numbers goes on.
    #[must_use]
    pub fn in_place_of(now: Instant, config: ListenerConfig, closed: &Listener) -> Listener {
        Listener { iss_epoch: closed.iss_epoch, ..Listener::new(now, config) }
    }

    /// A segment arrives for our socket, whose connection, if it has one, has not been accepted.
    pub fn on_segment(&mut self, now: Instant, from: SocketAddr, segment: &Segment) {
        if is_no_host(from.ip()) {
            self.counts.invalid_sources += 1;
            self.note(from, ListenerRule::InvalidSource { source: from.ip() });
        } else if self.half_open.get(from).is_some() {
            self.for_half_open(now, from, segment);
        } else if self.complete.get(from).is_some() {
            let events = self.complete.drive(from, |endpoint| deliver(endpoint, now, from, segment));
            self.forward(from, events);
            self.settle_complete(now, from);
        } else if segment.has(Flags::SYN) && !segment.has(Flags::ACK) && !segment.has(Flags::RST) {
            self.for_nobody_syn(now, from, segment, None);
        } else if !self.completes_by_cookie(now, from, segment) {
            self.for_nobody(now, from, segment);
        }
    }

    /// A SYN arrives that has ended the TIME-WAIT of an earlier connection with this peer ([`Endpoint::yield_to`]), whose
    /// SND.NXT is `past`: the new ISS is larger than any number that was used (RFC 9293 section 3.6.1, MAY-2).
    pub fn on_reopening(&mut self, now: Instant, from: SocketAddr, segment: &Segment, past: Seq) {
        self.for_nobody_syn(now, from, segment, Some(past));
    }

    /// The next segment to send, and to whom.
    pub fn poll_transmit(&mut self, now: Instant) -> Option<(SocketAddr, Transmit)> {
        if let Some(answer) = self.answers.pop_front() {
            return Some(answer);
        }
        let (to, transmit, events) = self.half_open.poll_transmit(now).or_else(|| self.complete.poll_transmit(now))?;
        self.forward(to, events);
        self.settle_half_open(now, to);
        Some((to, transmit))
    }

    /// When [`Listener::on_timeout`] is wanted next, if ever.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Instant> {
        self.half_open.next_deadline().into_iter().chain(self.complete.next_deadline()).min()
    }

    /// Lets the timers act that are due at `now`.
    pub fn on_timeout(&mut self, now: Instant) {
        while self.expire_next(now).is_some() {}
    }

    /// Lets one timer act that is due at `now`, and says whose and which: for a driver that wants to tell them apart.
    pub fn expire_next(&mut self, now: Instant) -> Option<(SocketAddr, Timer)> {
        let mut timer = None;
        let remote = if let Some(remote) = self.half_open.due(now) {
            let events = self.half_open.drive(remote, |endpoint| timer = endpoint.expire_next(now));
            self.forward(remote, events);
            self.settle_half_open(now, remote);
            remote
        } else {
            let remote = self.complete.due(now)?;
            let events = self.complete.drive(remote, |endpoint| timer = endpoint.expire_next(now));
            self.forward(remote, events);
            self.settle_complete(now, remote);
            remote
        };
        Some((remote, timer?))
    }

    /// The connection that has waited longest, and its peer.
    pub fn accept(&mut self) -> Option<(SocketAddr, Endpoint)> {
        let (remote, endpoint) = self.complete.pop()?;
        self.counts.accepted += 1;
        self.note(remote, ListenerRule::Accepted { waiting: self.complete.len() });
        Some((remote, endpoint))
    }

    /// The next thing that happened, in order.
    pub fn poll_event(&mut self) -> Option<ListenerEvent> {
        self.events.pop_front()
    }

    /// What waits and what was done.
    #[must_use]
    pub fn status(&self) -> ListenerStatus {
        ListenerStatus { syn_queue: self.half_open.status(), accept_queue: self.complete.status(), counts: self.counts }
    }

    /// The connection with a peer, while it waits in either queue.
    #[must_use]
    pub fn connection(&self, remote: SocketAddr) -> Option<&Endpoint> {
        self.half_open.get(remote).or_else(|| self.complete.get(remote))
    }

    /// A half-open connection's peer says something. The ACK that would complete the handshake while nobody may wait any
    /// more is treated as if it had been lost; a reset always counts.
    fn for_half_open(&mut self, now: Instant, from: SocketAddr, segment: &Segment) {
        let completes = segment.has(Flags::ACK) && !segment.has(Flags::RST) && !segment.has(Flags::SYN);
        if completes && self.complete.is_full() {
            self.leave_ack(from);
            return;
        }
        let events = self.half_open.drive(from, |endpoint| deliver(endpoint, now, from, segment));
        self.forward(from, events);
        self.settle_half_open(now, from);
    }

    /// A SYN: it takes a place in the SYN queue, gets a cookie, or is dropped. The ISS lies beyond `past`.
    fn for_nobody_syn(&mut self, now: Instant, from: SocketAddr, segment: &Segment, past: Option<Seq>) {
        let (waiting, limit) = (self.half_open.len(), self.half_open.limit());
        match self.config.cookies {
            Cookies::Always => self.answer_by_cookie(now, from, segment),
            Cookies::WhenFull if self.half_open.is_full() => self.answer_by_cookie(now, from, segment),
            Cookies::Never if self.half_open.is_full() => {
                self.counts.syns_dropped += 1;
                self.note(from, ListenerRule::SynDropped { waiting, limit });
            }
            Cookies::Never | Cookies::WhenFull => {
                let isn = self.isn(now, from, past);
                let endpoint = in_listen(now, self.connection_config(from, isn));
                self.half_open.push(now, from, endpoint);
                self.counts.syns_queued += 1;
                self.note(from, ListenerRule::SynQueued { waiting: waiting + 1, limit });
                self.for_half_open(now, from, segment);
            }
        }
    }

    /// Where the ISS of a connection with this peer comes from: a number that lies beyond `past`.
    fn isn(&mut self, now: Instant, from: SocketAddr, past: Option<Seq>) -> Isn {
        let (isn, iss) = match self.config.isn {
            Isn::Fixed(first) => {
                let iss = first + ticks(now.since(*self.iss_epoch.get_or_insert(now)));
                (Isn::Fixed(iss), iss)
            }
            keyed @ Isn::Keyed(secret) => (keyed, initial_sequence_number(now, self.config.local, from, &secret)),
        };
        past.filter(|past| !past.before(iss)).map_or(isn, |past| Isn::Fixed(past + BEYOND_PAST))
    }

    /// Answers a SYN without keeping anything of it.
    fn answer_by_cookie(&mut self, now: Instant, from: SocketAddr, segment: &Segment) {
        let irs = segment.seq;
        let announced = segment.mss().unwrap_or_else(|| default_send_mss(from));
        let sockets = (self.config.local, from);
        let Some((cookie, mss)) =
            cookies::make(now, sockets, &self.config.secret, irs, announced).zip(cookies::keeps(announced))
        else {
            self.counts.syns_dropped += 1;
            self.note(from, ListenerRule::CookieCannotSay { announced });
            return;
        };
        self.note(from, ListenerRule::CookieSent { irs, cookie, announced, mss });
        self.counts.cookies_sent += 1;
        self.last_cookie = Some(now);
        self.answer(from, self.syn_ack(from, irs, cookie));
    }

    /// Whether the segment is an ACK that brings back a cookie. If so it is dealt with.
    fn completes_by_cookie(&mut self, now: Instant, from: SocketAddr, segment: &Segment) -> bool {
        let is_ack = segment.has(Flags::ACK) && !segment.has(Flags::RST) && !segment.has(Flags::SYN);
        // An ACK that nobody asked for is no guess worth checking while no cookie is good.
        let may_be = self.last_cookie.is_some_and(|sent| now - sent < cookies::LIFETIME);
        if !is_ack || !may_be {
            return false;
        }
        let (irs, iss) = (segment.seq.back(1), segment.ack.back(1));
        let sockets = (self.config.local, from);
        let Some(accepted) = cookies::check(now, sockets, &self.config.secret, irs, iss) else {
            self.counts.cookies_refused += 1;
            self.note(from, ListenerRule::CookieRefused { seg_ack: segment.ack });
            return false;
        };
        if self.complete.is_full() {
            self.leave_ack(from);
            return true;
        }
        let cookies::Accepted { mss, steps } = accepted;
        self.counts.cookies_accepted += 1;
        self.note(from, ListenerRule::CookieAccepted { cookie: iss, irs, mss, steps });
        let config = self.connection_config(from, Isn::Fixed(iss));
        let mut endpoint = Endpoint::from_cookie(now, config, Handshake { iss, irs, mss }, segment);
        deliver(&mut endpoint, now, from, segment);
        self.complete_with(now, from, endpoint);
        true
    }

    /// What belongs to no connection and opens none is for LISTEN to judge (RFC 9293 section 3.10.7.2): a reset is
    /// ignored, an ACK is reset.
    fn for_nobody(&mut self, now: Instant, from: SocketAddr, segment: &Segment) {
        deliver(&mut self.listening, now, from, segment);
        let events = std::iter::from_fn(|| self.listening.poll_event()).collect();
        self.forward(from, events);
        while let Some(transmit) = self.listening.poll_transmit(now) {
            self.answer(from, transmit);
        }
    }

    /// Where a half-open connection belongs after something happened to it.
    fn settle_half_open(&mut self, now: Instant, remote: SocketAddr) {
        match self.half_open.get(remote).map(Endpoint::state) {
            None | Some(State::SynReceived) => {}
            Some(state @ (State::Listen | State::Closed)) => {
                let Some(endpoint) = self.half_open.remove(remote) else { return };
                self.counts.half_open_ended += 1;
                self.note(remote, ListenerRule::HalfOpenEnded { state, waiting: self.half_open.len() });
                self.last_words(now, remote, endpoint);
            }
            Some(_) => {
                let Some(endpoint) = self.half_open.remove(remote) else { return };
                self.complete_with(now, remote, endpoint);
            }
        }
    }

    /// A connection that is complete joins those that wait to be accepted.
    fn complete_with(&mut self, now: Instant, remote: SocketAddr, mut endpoint: Endpoint) {
        let events = std::iter::from_fn(|| endpoint.poll_event()).collect();
        self.forward(remote, events);
        self.complete.push(now, remote, endpoint);
        let (waiting, limit) = (self.complete.len(), self.complete.limit());
        self.note(remote, ListenerRule::HandshakeComplete { waiting, limit });
        self.settle_complete(now, remote);
    }

    fn settle_complete(&mut self, now: Instant, remote: SocketAddr) {
        if self.complete.get(remote).map(Endpoint::state) == Some(State::Closed)
            && let Some(endpoint) = self.complete.remove(remote)
        {
            self.counts.ended_before_accept += 1;
            let waiting = self.complete.len();
            self.note(remote, ListenerRule::EndedBeforeAccept { ending: endpoint.ending(), waiting });
            self.last_words(now, remote, endpoint);
        }
    }

    /// What a connection that is given up still has to send.
    fn last_words(&mut self, now: Instant, remote: SocketAddr, mut endpoint: Endpoint) {
        while let Some(transmit) = endpoint.poll_transmit(now) {
            self.answer(remote, transmit);
        }
    }

    fn leave_ack(&mut self, from: SocketAddr) {
        self.counts.acks_left += 1;
        let (waiting, limit) = (self.complete.len(), self.complete.limit());
        self.note(from, ListenerRule::AcceptQueueFull { waiting, limit });
    }

    fn answer(&mut self, to: SocketAddr, transmit: Transmit) {
        if self.answers.len() < MAX_ANSWERS {
            self.answers.push_back((to, transmit));
        } else {
            self.counts.answers_dropped += 1;
            self.note(to, ListenerRule::AnswerDropped { limit: MAX_ANSWERS });
        }
    }

    fn note(&mut self, remote: SocketAddr, rule: ListenerRule) {
        self.push_event(ListenerEvent { remote, what: Happened::Listener(rule) });
    }

    fn forward(&mut self, remote: SocketAddr, events: Vec<Event>) {
        for event in events {
            self.push_event(ListenerEvent { remote, what: Happened::Connection(event) });
        }
    }

    fn push_event(&mut self, event: ListenerEvent) {
        if self.events.len() == MAX_EVENTS {
            self.events.pop_front();
            self.counts.events_forgotten += 1;
        }
        self.events.push_back(event);
    }

    fn connection_config(&self, remote: SocketAddr, isn: Isn) -> Config {
        Config { local: self.config.local, remote: Some(remote), isn, profile: self.config.profile.clone() }
    }

    /// The SYN,ACK whose number is a cookie. No option but the MSS is answered, since nobody will remember that.
    fn syn_ack(&self, to: SocketAddr, irs: Seq, cookie: Seq) -> Transmit {
        let Profile { mss, receive_buffer: buffer, .. } = *self.config.profile;
        let wnd = buffer.min(u32::from(u16::MAX));
        let from = Advance { from: irs, syn: true, ..Advance::default() };
        let segment = Segment {
            src_port: self.config.local.port(),
            dst_port: to.port(),
            seq: cookie,
            ack: from.to(),
            flags: Flags::SYN | Flags::ACK,
            window: u16::try_from(wnd).unwrap_or(u16::MAX),
            options: vec![TcpOption::Mss(mss)],
            ..Segment::default()
        };
        let window = WindowRule::Free { shift: 0, buffer, unread: 0, wnd };
        let why = Why { cause: Cause::SynAck, seq: SeqRule::Iss, ack: AckRule::Next { from }, window };
        Transmit { segment, ecn_capable: false, why }
    }
}

/// An endpoint in LISTEN, whose way there is no event of any peer's.
fn in_listen(now: Instant, config: Config) -> Endpoint {
    let mut endpoint = Endpoint::new(config);
    endpoint.open(now, Opened::Passive).expect("a new endpoint is in CLOSED, where OPEN is allowed");
    endpoint.events.clear();
    endpoint
}

/// Hands a segment to a connection.
fn deliver(endpoint: &mut Endpoint, now: Instant, from: SocketAddr, segment: &Segment) {
    endpoint.on_segment(now, from.ip(), segment.clone());
}
