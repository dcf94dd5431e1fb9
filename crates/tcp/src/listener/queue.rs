//! Connections of a listener that wait: in the SYN queue for the peer's ACK, in the accept queue for the user.

use std::collections::{BTreeMap, BTreeSet};
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

/// A bounded queue of connections that go on being driven while they wait. Whatever is done to one of them costs a few
/// steps down a tree, however many there are.
#[derive(Clone, Debug)]
pub(super) struct Queue {
    limit: usize,
    connections: BTreeMap<SocketAddr, Connection>,
    /// The connections by their turn.
    turns: BTreeMap<u64, SocketAddr>,
    next_turn: u64,
    /// When each connection whose timer runs wants to be told of it.
    deadlines: BTreeSet<(Instant, SocketAddr)>,
    /// The connections that may have something to send.
    may_send: BTreeSet<SocketAddr>,
}

#[derive(Clone, Debug)]
struct Connection {
    endpoint: Endpoint,
    since: Instant,
    turn: u64,
    deadline: Option<Instant>,
}

impl Queue {
    pub(super) fn new(limit: usize) -> Queue {
        Queue {
            limit,
            connections: BTreeMap::new(),
            turns: BTreeMap::new(),
            next_turn: 0,
            deadlines: BTreeSet::new(),
            may_send: BTreeSet::new(),
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
        self.connections.get(&remote).map(|connection| &connection.endpoint)
    }

    /// Whoever puts one in has seen that the queue is not full and has no other connection with this peer.
    pub(super) fn push(&mut self, now: Instant, remote: SocketAddr, endpoint: Endpoint) {
        let turn = self.next_turn;
        self.next_turn += 1;
        self.turns.insert(turn, remote);
        self.connections.insert(remote, Connection { endpoint, since: now, turn, deadline: None });
        self.drive(remote, |_| ());
    }

    pub(super) fn remove(&mut self, remote: SocketAddr) -> Option<Endpoint> {
        let connection = self.connections.remove(&remote)?;
        self.turns.remove(&connection.turn);
        self.may_send.remove(&remote);
        if let Some(deadline) = connection.deadline {
            self.deadlines.remove(&(deadline, remote));
        }
        Some(connection.endpoint)
    }

    pub(super) fn pop(&mut self) -> Option<(SocketAddr, Endpoint)> {
        let (_, remote) = self.turns.first_key_value()?;
        let remote = *remote;
        Some((remote, self.remove(remote)?))
    }

    /// Lets `act` happen to a connection, and returns the events that came of it.
    pub(super) fn drive(&mut self, remote: SocketAddr, act: impl FnOnce(&mut Endpoint)) -> Vec<Event> {
        let Some(connection) = self.connections.get_mut(&remote) else { return Vec::new() };
        act(&mut connection.endpoint);
        let deadline = connection.endpoint.poll_timeout();
        let before = std::mem::replace(&mut connection.deadline, deadline);
        if before != deadline {
            before.map(|before| self.deadlines.remove(&(before, remote)));
            deadline.map(|deadline| self.deadlines.insert((deadline, remote)));
        }
        self.may_send.insert(remote);
        std::iter::from_fn(|| connection.endpoint.poll_event()).collect()
    }

    /// The next segment that a connection has to send, with the events that came of forming it.
    pub(super) fn poll_transmit(&mut self, now: Instant) -> Option<(SocketAddr, Transmit, Vec<Event>)> {
        while let Some(remote) = self.may_send.first().copied() {
            let mut transmit = None;
            let events = self.drive(remote, |endpoint| transmit = endpoint.poll_transmit(now));
            if let Some(transmit) = transmit {
                return Some((remote, transmit, events));
            }
            self.may_send.remove(&remote);
        }
        None
    }

    pub(super) fn next_deadline(&self) -> Option<Instant> {
        self.deadlines.first().map(|(deadline, _)| *deadline)
    }

    /// The connection with the timer that is due first, if one is.
    pub(super) fn due(&self, now: Instant) -> Option<SocketAddr> {
        self.deadlines.first().filter(|(deadline, _)| *deadline <= now).map(|(_, remote)| *remote)
    }

    /// Those that wait, the oldest first.
    pub(super) fn status(&self) -> Vec<Queued> {
        let connections = self.turns.values().filter_map(|remote| Some((*remote, self.connections.get(remote)?)));
        connections
            .map(|(remote, Connection { endpoint, since, .. })| Queued {
                remote,
                since: *since,
                state: endpoint.state(),
                unread: endpoint.receiving.unread(),
            })
            .collect()
    }
}
