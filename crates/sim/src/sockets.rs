//! The sockets of one host: its connection, and where the scenario gives it a backlog, the socket that listens beside it.
//!
//! Without a backlog the one endpoint is both, as RFC 9293 has it: a passive OPEN waits for one peer. With one, a
//! [`Listener`] keeps those who knock, and the connection is the one that was accepted last.

use std::net::SocketAddr;
use std::sync::Arc;

use tcp::{
    CallError, Config, Endpoint, Event, Happened, Instant, Listener, ListenerConfig, ListenerEvent, ListenerStatus,
    NetworkError, Opened, Rule, State, Status, Timer, Transition, Transmit,
};
use wire::{Segment, Seq};

use crate::settings::places;
use crate::{Scenario, Side};

#[derive(Debug)]
pub(crate) struct Sockets {
    /// The connection.
    pub(crate) connection: Endpoint,
    listener: Option<Box<Listener>>,
    /// The one before it, if its program is gone.
    closed: Option<Box<Listener>>,
    /// How it is set up, where the scenario gives a backlog.
    listens: Option<Box<ListenerConfig>>,
    /// The other host of the scenario.
    peer: SocketAddr,
    /// Whether the socket has begun to listen since the connection was over, or listens again since a handshake with the
    /// other host came to nothing: it does as if there had been no connection.
    listens_anew: bool,
    /// What happened here and in connections that are gone.
    events: Vec<Event>,
}

impl Sockets {
    pub(crate) fn new(scenario: &Scenario, side: Side) -> Sockets {
        let (local, peer) = (scenario.socket(side), scenario.socket(side.peer()));
        let config = config(scenario, side, local, peer);
        let host = scenario.host(side);
        let listens = host.settings.backlog.map(|backlog| {
            let (profile, isn) = (config.profile.clone(), config.isn);
            let (syn_queue, accept_queue) = (places(backlog.syn_queue), places(backlog.accept_queue.max(1)));
            let (secret, cookies) = (host.secret(), backlog.cookies);
            Box::new(ListenerConfig { local, profile, secret, isn, syn_queue, accept_queue, cookies })
        });
        let mut connection = Endpoint::new(config);
        connection.share_status();
        Sockets { connection, listener: None, closed: None, listens, peer, listens_anew: false, events: Vec::new() }
    }

    /// Whether a socket listens beside the connection.
    pub(crate) fn listens(&self) -> bool {
        self.listener.is_some()
    }

    /// `listen`: a passive OPEN.
    pub(crate) fn listen(&mut self, now: Instant) -> Result<(), CallError> {
        let Some(config) = &self.listens else { return self.connection.open(now, Opened::Passive) };
        if self.listener.is_some() {
            return Err(CallError::AlreadyExists);
        }
        let config = (**config).clone();
        self.listener = Some(Box::new(match self.closed.take() {
            Some(closed) => Listener::in_place_of(now, config, &closed),
            None => Listener::new(now, config),
        }));
        let change = Transition { from: State::Closed, to: State::Listen };
        let transition = (self.connection.state() == State::Closed).then_some(change);
        self.listens_anew = transition.is_some();
        self.events.push(Event { rule: Rule::PassiveOpen, transition });
        Ok(())
    }

    /// The program that listened is gone, and with it its socket and whoever waited there.
    pub(crate) fn stop_listening(&mut self) {
        self.closed = self.listener.take().or_else(|| self.closed.take());
    }

    /// `accept`: takes the connection that has waited longest, once the one before it is over. Whether there is one.
    pub(crate) fn accept(&mut self) -> bool {
        let Some(listener) = self.listener.as_mut().filter(|_| self.connection.state() == State::Closed) else {
            return false;
        };
        let Some((_, mut connection)) = listener.accept() else { return false };
        connection.share_status();
        self.events.extend(std::iter::from_fn(|| self.connection.poll_event()));
        self.connection = connection;
        self.listens_anew = false;
        true
    }

    /// A segment from the socket `from` arrives for ours.
    pub(crate) fn on_segment(&mut self, now: Instant, from: SocketAddr, segment: Segment, is_marked: bool) {
        if let Some(listener) = &mut self.listener {
            let is_ours = self.connection.state() != State::Closed && self.connection.remote() == Some(from);
            if !is_ours {
                return listener.on_segment(now, from, &segment);
            }
            if let Some(past) = self.connection.yield_to(&segment) {
                return listener.on_reopening(now, from, &segment, past);
            }
        }
        if is_marked {
            self.connection.on_marked_segment(now, from.ip(), segment);
        } else {
            self.connection.on_segment(now, from.ip(), segment);
        }
    }

    /// The network reports about a segment that begins at `seq`.
    pub(crate) fn on_icmp(&mut self, error: NetworkError, seq: Seq) {
        self.connection.on_icmp(error, seq);
    }

    /// The next segment to send, and to whom if that is not the scenario's other host.
    pub(crate) fn poll_transmit(&mut self, now: Instant) -> Option<(Option<SocketAddr>, Transmit)> {
        if let Some(transmit) = self.connection.poll_transmit(now) {
            return Some((None, transmit));
        }
        let (to, transmit) = self.listener.as_mut()?.poll_transmit(now)?;
        Some((Some(to).filter(|to| *to != self.peer), transmit))
    }

    pub(crate) fn poll_timeout(&self) -> Option<Instant> {
        let listener = self.listener.as_ref().and_then(|listener| listener.poll_timeout());
        match (self.connection.poll_timeout(), listener) {
            (Some(connection), Some(listener)) => Some(connection.min(listener)),
            (connection, listener) => connection.or(listener),
        }
    }

    pub(crate) fn expire_next(&mut self, now: Instant) -> Option<Timer> {
        let timer = self.connection.expire_next(now);
        timer.or_else(|| self.listener.as_mut()?.expire_next(now).map(|(_, timer)| timer))
    }

    /// The next thing that happened.
    pub(crate) fn poll_events(&mut self, events: &mut Vec<Event>) {
        events.append(&mut self.events);
        events.extend(std::iter::from_fn(|| self.connection.poll_event()));
        if let Some(listener) = &mut self.listener {
            let peer = self.peer;
            for event in std::iter::from_fn(|| listener.poll_event()).map(|event| told(event, peer)) {
                if let Some(change) = event.transition {
                    self.listens_anew = change.to == State::Listen;
                }
                events.push(event);
            }
        }
    }

    /// What is shown: the connection, as long as there is one; else the handshake with the other host, if it is going on.
    pub(crate) fn status(&self) -> Status {
        let Some(listener) = self.listener.as_ref().filter(|_| self.connection.state() == State::Closed) else {
            return self.connection.status();
        };
        match listener.connection(self.peer) {
            Some(handshake) => handshake.status(),
            None if self.connection.ending().is_some() && !self.listens_anew => self.connection.status(),
            None => Status { state: State::Listen, ..self.connection.status() },
        }
    }

    /// Both queues of the socket that listens.
    pub(crate) fn listener(&self) -> Option<ListenerStatus> {
        self.listener.as_ref().map(|listener| listener.status())
    }
}

/// A listener's event as one of the host. What a stranger's connection goes through is no change of the state that is
/// shown. One that a cookie makes was in LISTEN, as far as anybody can tell, and never in CLOSED.
fn told(event: ListenerEvent, peer: SocketAddr) -> Event {
    match event.what {
        Happened::Listener(rule) => Event { rule: rule.into(), transition: None },
        Happened::Connection(Event { rule, transition }) => {
            let of_peer = transition.filter(|_| event.remote == peer);
            let by_cookie = |change: &Transition| change.from == State::Closed && change.to == State::Established;
            let transition = of_peer.map(|change| match by_cookie(&change) {
                true => Transition { from: State::Listen, ..change },
                false => change,
            });
            Event { rule, transition }
        }
    }
}

/// How the TCP of the host on `side` is set up between two sockets.
pub(crate) fn config(scenario: &Scenario, side: Side, local: SocketAddr, remote: SocketAddr) -> Config {
    let host = scenario.host(side);
    Config { local, remote: Some(remote), isn: host.isn(), profile: Arc::new(host.settings.profile()) }
}
