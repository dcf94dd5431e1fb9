//! Connections of a listener that wait: in the SYN queue for the peer's ACK, in the accept queue for the user.

use std::net::SocketAddr;

use serde::{Deserialize, Serialize};

use crate::{Endpoint, Event, Instant, State, Transmit};

/// A connection that waits, as a listener's status shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Queued {
    /// The peer.
    pub remote: SocketAddr,
    /// Since when it is in this queue.
    pub since: Instant,
    /// Its state.
    pub state: State,
    /// Octets that arrived and wait for whoever accepts it.
    pub unread: u32,
}

/// A bounded queue of connections that go on being driven while they wait. Whatever is done to one of them costs a search in
/// an ordered list.
#[derive(Clone, Debug)]
pub(super) struct Queue {
    limit: usize,
    /// By their peers.
    #[expect(clippy::vec_box, reason = "what is put in between moves many of them, and each is large")]
    connections: Vec<Box<Connection>>,
    /// Their peers by their turn.
    turns: Ordered,
    next_turn: u64,
    /// When each connection whose timer runs wants to be told of it.
    deadlines: Ordered,
    /// The connections that may have something to send, all of them by the number 0.
    may_send: Ordered,
}

#[derive(Clone, Debug)]
struct Connection {
    remote: SocketAddr,
    endpoint: Endpoint,
    since: Instant,
    turn: u64,
    deadline: Option<Instant>,
}

impl Queue {
    pub(super) fn new(limit: usize) -> Queue {
        Queue {
            limit,
            connections: Vec::new(),
            turns: Ordered::default(),
            next_turn: 0,
            deadlines: Ordered::default(),
            may_send: Ordered::default(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.connections.len()
    }

    pub(super) fn limit(&self) -> usize {
        self.limit
    }

    pub(super) fn is_full(&self) -> bool {
        self.len() >= self.limit
    }

    pub(super) fn get(&self, remote: SocketAddr) -> Option<&Endpoint> {
        self.place(remote).ok().map(|place| &self.connections[place].endpoint)
    }

    /// Where the connection with a peer is, or where it would be.
    fn place(&self, remote: SocketAddr) -> Result<usize, usize> {
        self.connections.binary_search_by_key(&remote, |connection| connection.remote)
    }

    /// Whoever puts one in has seen that the queue is not full and has no other connection with this peer.
    pub(super) fn push(&mut self, now: Instant, remote: SocketAddr, endpoint: Endpoint) {
        let turn = self.next_turn;
        self.next_turn += 1;
        self.turns.insert(turn, remote);
        let place = self.place(remote).unwrap_or_else(|place| place);
        self.connections.insert(place, Box::new(Connection { remote, endpoint, since: now, turn, deadline: None }));
        self.drive(remote, |_| ());
    }

    pub(super) fn remove(&mut self, remote: SocketAddr) -> Option<Endpoint> {
        let place = self.place(remote).ok()?;
        let connection = self.connections.remove(place);
        self.turns.remove(connection.turn, remote);
        self.may_send.remove(0, remote);
        if let Some(deadline) = connection.deadline {
            self.deadlines.remove(deadline.0, remote);
        }
        Some(connection.endpoint)
    }

    pub(super) fn pop(&mut self) -> Option<(SocketAddr, Endpoint)> {
        let (_, remote) = self.turns.first()?;
        Some((remote, self.remove(remote)?))
    }

    /// Lets `act` happen to a connection, and returns the events that came of it.
    pub(super) fn drive(&mut self, remote: SocketAddr, act: impl FnOnce(&mut Endpoint)) -> Vec<Event> {
        let Ok(place) = self.place(remote) else { return Vec::new() };
        let connection = &mut *self.connections[place];
        act(&mut connection.endpoint);
        let deadline = connection.endpoint.poll_timeout();
        let before = std::mem::replace(&mut connection.deadline, deadline);
        if before != deadline {
            if let Some(before) = before {
                self.deadlines.remove(before.0, remote);
            }
            if let Some(deadline) = deadline {
                self.deadlines.insert(deadline.0, remote);
            }
        }
        self.may_send.insert(0, remote);
        std::iter::from_fn(|| connection.endpoint.poll_event()).collect()
    }

    /// The next segment that a connection has to send, with the events that came of forming it.
    pub(super) fn poll_transmit(&mut self, now: Instant) -> Option<(SocketAddr, Transmit, Vec<Event>)> {
        while let Some((_, remote)) = self.may_send.first() {
            let mut transmit = None;
            let events = self.drive(remote, |endpoint| transmit = endpoint.poll_transmit(now));
            if let Some(transmit) = transmit {
                return Some((remote, transmit, events));
            }
            self.may_send.remove(0, remote);
        }
        None
    }

    pub(super) fn next_deadline(&self) -> Option<Instant> {
        self.deadlines.first().map(|(deadline, _)| Instant(deadline))
    }

    /// The connection with the timer that is due first, if one is.
    pub(super) fn due(&self, now: Instant) -> Option<SocketAddr> {
        self.deadlines.first().filter(|(deadline, _)| *deadline <= now.0).map(|(_, remote)| remote)
    }

    /// Those that wait, the oldest first.
    pub(super) fn status(&self) -> Vec<Queued> {
        let connections =
            self.turns.0.iter().filter_map(|(_, remote)| Some(&self.connections[self.place(*remote).ok()?]));
        connections
            .map(|connection| Queued {
                remote: connection.remote,
                since: connection.since,
                state: connection.endpoint.state(),
                unread: connection.endpoint.receiving.unread(),
            })
            .collect()
    }
}

/// Peers in the order of a number, each pair once. A list rather than a tree: a page has to load the code of each kind of tree,
/// and to move what lies behind costs less than a connection takes room.
#[derive(Clone, Debug, Default)]
struct Ordered(Vec<(u64, SocketAddr)>);

impl Ordered {
    fn insert(&mut self, number: u64, remote: SocketAddr) {
        if let Err(place) = self.0.binary_search(&(number, remote)) {
            self.0.insert(place, (number, remote));
        }
    }

    fn remove(&mut self, number: u64, remote: SocketAddr) {
        if let Ok(place) = self.0.binary_search(&(number, remote)) {
            self.0.remove(place);
        }
    }

    fn first(&self) -> Option<(u64, SocketAddr)> {
        self.0.first().copied()
    }
}
