//! The simulator's loop: one clock, the earliest thing first, until nothing is left to happen.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::net::{SocketAddr, SocketAddrV4};

use tcp::{CallError, Endpoint, Event, Instant, ListenerStatus, Rule, Transmit, Why};
use wire::{DecodeError, Segment};

use crate::by_hand::{Doing, doings};
use crate::host::Host;
use crate::index::Index;
use crate::mishap::{Flooding, floodings};
use crate::network::Spoiled;
use crate::path::Router;
use crate::sockets::config;
use crate::{
    Checksum, End, Entry, Fate, Happening, HeaderBits, MishapKind, Scenario, SegmentRef, Side, Snapshot, Timeline,
    Transmission,
};

/// Entries that a run may have. A scenario from outside could otherwise fill the memory.
const MAX_ENTRIES: usize = 500_000;
/// How long a run may take, in virtual time: longer than any timer of the standards.
const MAX_TIME: Instant = Instant::from_millis(24 * 60 * 60 * 1000);

/// Runs a scenario to its end.
#[must_use]
pub fn run(scenario: &Scenario) -> Timeline {
    Running::new(scenario.clone()).finish()
}

/// A run that is under way. Whoever must not be held up drives it in slices; the timeline is the same whatever they are.
#[derive(Debug)]
pub struct Running {
    scenario: Scenario,
    hosts: [Host; 2],
    router: Router,
    /// What is under way, earliest first; what arrives at the same time arrives in the order of sending.
    under_way: BinaryHeap<Reverse<(Instant, u32, u32)>>,
    /// The SYNs of strangers.
    floodings: Vec<Flooding>,
    /// What befalls hosts and what people do, in order.
    doings: Vec<(Instant, Doing)>,
    /// How much of that is done.
    done: usize,
    now: Instant,
    /// The hosts that may have something to send or to do at this moment, the next one last.
    unsettled: Vec<Side>,
    entries: Vec<Entry>,
    transmissions: Vec<Transmission>,
    snapshots: Vec<Snapshot>,
    listeners: Vec<ListenerStatus>,
    /// The events of the next entry while they are gathered. It is empty in between.
    events: Vec<Event>,
    end: Option<End>,
}

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// How many things have happened.
    pub entries: usize,
    /// The moment that it has reached.
    pub at: Instant,
    /// Why it ended, once it did.
    pub end: Option<End>,
}

impl Running {
    /// A run at its beginning.
    #[must_use]
    pub fn new(scenario: Scenario) -> Running {
        let hosts = Side::BOTH.map(|side| Host::new(&scenario, side));
        let look = |host: &Host| {
            let (tcp, app) = host.look();
            Snapshot { tcp, app, listener: None }
        };
        let snapshots = hosts.iter().map(look).collect();
        let floodings = floodings(&scenario);
        Running {
            doings: doings(&scenario, &floodings),
            floodings,
            router: Router::new(&scenario),
            scenario,
            hosts,
            under_way: BinaryHeap::new(),
            done: 0,
            now: Instant::ZERO,
            // The server begins, so that it listens before the client can call.
            unsettled: vec![Side::Client, Side::Server],
            entries: Vec::new(),
            transmissions: Vec::new(),
            snapshots,
            listeners: Vec::new(),
            events: Vec::new(),
            end: None,
        }
    }

    /// Goes on until about so many entries more have been written, or to the end.
    pub fn advance(&mut self, entries: usize) -> Progress {
        let until = self.entries.len().saturating_add(entries);
        while self.end.is_none() && self.entries.len() < until {
            self.end = self.step();
        }
        Progress { entries: self.entries.len(), at: self.now, end: self.end }
    }

    /// Goes on to the end.
    #[must_use]
    pub fn finish(mut self) -> Timeline {
        let end = loop {
            if let Some(end) = self.advance(usize::MAX).end {
                break end;
            }
        };
        let received = self.hosts.map(|host| host.application.into_received());
        Timeline {
            index: Index::new(&self.transmissions),
            scenario: self.scenario,
            entries: self.entries,
            transmissions: self.transmissions,
            snapshots: self.snapshots,
            listeners: self.listeners,
            received,
            end,
        }
    }

    /// Does the next thing. Tells why the run ends, if it does.
    fn step(&mut self) -> Option<End> {
        if self.entries.len() >= MAX_ENTRIES {
            return Some(End::EntryLimit);
        }
        if let Some(side) = self.unsettled.last() {
            self.settle(*side);
            return None;
        }
        let arrival = self.under_way.peek().map(|Reverse((at, ..))| *at);
        let timeout = self.earliest(|host| host.sockets.poll_timeout());
        let wake = self.earliest(|host| host.application.wake());
        let doing = self.doings.get(self.done).copied();
        let times = [arrival, timeout.map(|(at, _)| at), wake.map(|(at, _)| at), doing.map(|(at, _)| at)];
        let Some(now) = times.into_iter().flatten().min() else { return Some(End::Quiet) };
        if now > MAX_TIME {
            return Some(End::TimeLimit);
        }
        self.now = now;
        // What arrives at the instant at which a timer expires has arrived in time.
        if arrival == Some(now) {
            self.path_event();
        } else if let Some((_, side)) = timeout.filter(|(at, _)| *at == now) {
            self.expire(side);
        } else if let Some((_, side)) = wake.filter(|(at, _)| *at == now) {
            self.unsettled.push(side);
        } else if let Some((_, doing)) = doing {
            self.done += 1;
            self.by_hand(doing);
        }
        None
    }

    fn earliest(&self, of: impl Fn(&Host) -> Option<Instant>) -> Option<(Instant, Side)> {
        Side::BOTH.into_iter().filter_map(|side| Some((of(&self.hosts[side as usize])?, side))).min()
    }

    /// A copy arrives or is lost.
    fn path_event(&mut self) {
        let Some(Reverse((_, transmission, copy))) = self.under_way.pop() else { return };
        let sent = &mut self.transmissions[transmission as usize];
        sent.copies[copy as usize].entry = Some(index(self.entries.len()));
        let from = sent.id.from;
        let way = sent.copies[copy as usize];
        let is_marked = sent.ecn_capable && way.marked;
        // What a person made may be read otherwise than it was meant.
        let spoiled = sent.id.forged || way.fate != Fate::Delivered;
        if !way.fate.arrives() {
            self.record(from, Happening::Lost { transmission, copy }, Vec::new());
            return;
        }
        let events = if spoiled {
            match self.scenario.arrive_spoiled(sent, way.fate) {
                Ok(segment) => {
                    let stranger = sent.stranger.map(SocketAddr::V4);
                    self.arrive(from, stranger, segment, false)
                }
                Err(Spoiled::NotDecoded(error)) => vec![dropped(error)],
                Err(Spoiled::NotEncoded(_)) => Vec::new(),
            }
        } else {
            let segment = sent.segment.clone();
            self.arrive(from, None, segment, is_marked)
        };
        let to = from.peer();
        self.note(to, Happening::Arrived { transmission, copy }, events);
        self.unsettled.push(to);
    }

    /// Hands a segment from the host on the side `from`, or from a stranger there, to the other host's TCP. Gives the
    /// events of those that do not belong to the connection.
    fn arrive(&mut self, from: Side, stranger: Option<SocketAddr>, segment: Segment, is_marked: bool) -> Vec<Event> {
        let to = from.peer();
        let (source, own) = (stranger.unwrap_or_else(|| self.scenario.socket(from)), self.scenario.socket(to));
        let sockets = &mut self.hosts[to as usize].sockets;
        let said = SocketAddr::new(source.ip(), segment.src_port);
        // Without a backlog the socket is for the one peer.
        let is_heard = sockets.listens() || (said == source && stranger.is_none());
        if segment.dst_port != own.port() || !is_heard {
            return self.stray(to, source, stranger, segment);
        }
        sockets.on_segment(self.now, said, segment, is_marked);
        Vec::new()
    }

    /// A segment between other sockets than those of the connection: there is no connection between them, which is the
    /// CLOSED state (RFC 9293 section 3.10.7.1).
    fn stray(&mut self, to: Side, source: SocketAddr, stranger: Option<SocketAddr>, segment: Segment) -> Vec<Event> {
        let local = SocketAddr::new(self.scenario.socket(to).ip(), segment.dst_port);
        let remote = SocketAddr::new(source.ip(), segment.src_port);
        let mut nobody = Endpoint::new(config(&self.scenario, to, local, remote));
        nobody.on_segment(self.now, source.ip(), segment);
        let events = std::iter::from_fn(|| nobody.poll_event()).collect();
        let answers = std::iter::from_fn(|| nobody.poll_transmit(self.now)).map(|answer| (stranger, answer));
        self.hosts[to as usize].strays.extend(answers);
        events
    }

    fn expire(&mut self, side: Side) {
        while let Some(timer) = self.hosts[side as usize].sockets.expire_next(self.now) {
            self.note(side, Happening::Expired { timer }, Vec::new());
        }
        self.unsettled.push(side);
    }

    fn by_hand(&mut self, doing: Doing) {
        match doing {
            Doing::Act(index) => {
                let act = &self.scenario.acts[index as usize];
                let side = act.side;
                let host = &mut self.hosts[side as usize];
                let happening = if host.is_on {
                    host.application.act(index, &act.call, self.now, &mut host.sockets)
                } else {
                    Happening::Acted { act: index, error: Some(CallError::DoesNotExist), octets: 0 }
                };
                self.note(side, happening, Vec::new());
                self.unsettled.push(side);
            }
            Doing::Injection(index) => {
                let injection = &self.scenario.injections[index as usize];
                let id = SegmentRef::forged(injection.from, index + 1);
                let made = (injection.checksum, injection.header);
                let segment = injection.segment.clone();
                self.put_on_path(id, None, segment, false, made, None);
            }
            Doing::Flooding(index) => {
                let Flooding { from, source, segment, .. } = self.floodings[index as usize].clone();
                let before = u32::try_from(self.scenario.injections.len()).unwrap_or(u32::MAX);
                let id = SegmentRef::forged(from, before.saturating_add(index + 1));
                self.put_on_path(id, Some(source), segment, false, Default::default(), None);
            }
            Doing::Mishap(index) => self.befall(index),
        }
    }

    /// Cables and firewalls are seen to by the path, which knows of them beforehand.
    fn befall(&mut self, index: u32) {
        let mishap = &self.scenario.mishaps[index as usize];
        let side = mishap.side;
        let host = &mut self.hosts[side as usize];
        let event = match mishap.what {
            MishapKind::PowerOff => host.lose_power(&self.scenario, side),
            MishapKind::PowerOn => {
                host.is_on = true;
                None
            }
            MishapKind::ProgramStart => {
                if host.is_on {
                    host.sockets.stop_listening();
                    host.application.start();
                }
                None
            }
            MishapKind::Icmp(error) => {
                if let Some(seq) = host.last_seq.filter(|_| host.is_on) {
                    host.sockets.on_icmp(error, seq);
                }
                None
            }
            MishapKind::CableOut | MishapKind::CableIn | MishapKind::FirewallOn | MishapKind::FirewallOff => None,
        };
        self.note(side, Happening::Befell { mishap: index }, event.into_iter().collect());
        self.unsettled.push(side);
    }

    /// Lets a host send one thing that it has to send, else its application do one thing that it can do. If there is
    /// neither, it is settled.
    fn settle(&mut self, side: Side) {
        let host = &mut self.hosts[side as usize];
        if let Some((stranger, transmit)) = host.strays.pop().or_else(|| host.sockets.poll_transmit(self.now)) {
            self.send(side, stranger, transmit);
        } else if let Some(happening) = host.application.step(self.now, &mut host.sockets) {
            self.note(side, happening, Vec::new());
        } else {
            self.unsettled.pop();
        }
    }

    fn send(&mut self, from: Side, stranger: Option<SocketAddr>, transmit: Transmit) {
        let host = &mut self.hosts[from as usize];
        host.sent += 1;
        host.last_seq = Some(transmit.segment.seq);
        let id = SegmentRef::new(from, host.sent);
        let Transmit { segment, ecn_capable, why } = transmit;
        // Every address of a run is one of IPv4. Another port of the other host is no stranger.
        let stranger =
            stranger.and_then(|stranger| if let SocketAddr::V4(socket) = stranger { Some(socket) } else { None });
        let stranger = stranger.filter(|stranger| *stranger.ip() != self.scenario.host(from.peer()).address);
        self.put_on_path(id, stranger, segment, ecn_capable, Default::default(), Some(why));
    }

    fn put_on_path(
        &mut self,
        id: SegmentRef,
        stranger: Option<SocketAddrV4>,
        segment: Segment,
        ecn_capable: bool,
        (checksum, header): (Checksum, HeaderBits),
        why: Option<Why>,
    ) {
        let transmission = index(self.transmissions.len());
        let (sent, entry) = (self.now, index(self.entries.len()));
        let copies = match stranger {
            Some(_) if !id.forged => vec![self.router.elsewhere(id.from, sent)],
            _ => self.router.copies(id, &segment, sent),
        };
        for (copy, under_way) in (0..).zip(&copies) {
            self.under_way.push(Reverse((under_way.ended, transmission, copy)));
        }
        let made = Transmission { id, stranger, sent, entry, segment, ecn_capable, checksum, header, why, copies };
        self.transmissions.push(made);
        self.note(id.from, Happening::Sent { transmission }, Vec::new());
    }

    /// Records what happened at a host, with what its endpoint has to say about it.
    fn note(&mut self, side: Side, happening: Happening, events: Vec<Event>) {
        let host = &mut self.hosts[side as usize];
        // The timeline keeps them, so there is to be room for just as many as there are.
        self.events.extend(events);
        host.sockets.poll_events(&mut self.events);
        let events = self.events.drain(..).collect();
        let queues = host.sockets.listener();
        if queues.is_none() {
            host.listener = None;
        }
        if let Some(queues) = queues
            && host.listener.is_none_or(|last| self.listeners[last as usize] != queues)
        {
            host.listener = Some(index(self.listeners.len()));
            self.listeners.push(queues);
        }
        let (tcp, app) = host.look();
        let look = Snapshot { tcp, app, listener: host.listener };
        if self.snapshots[host.snapshot as usize] != look {
            host.snapshot = index(self.snapshots.len());
            self.snapshots.push(look);
        }
        self.record(side, happening, events);
    }

    fn record(&mut self, side: Side, happening: Happening, events: Vec<Event>) {
        let snapshots = [self.hosts[0].snapshot, self.hosts[1].snapshot];
        self.entries.push(Entry { at: self.now, side, happening, events, snapshots, inferred: None });
    }
}

/// An octet stream that is no segment is dropped without a word (RFC 9293 section 3.1, MUST-3).
fn dropped(error: DecodeError) -> Event {
    let rule = match error {
        DecodeError::TcpChecksum { found, computed, .. } => Rule::ChecksumMismatch { found, computed },
        _ => Rule::Malformed,
    };
    Event { rule, transition: None }
}

/// An index into a run's lists, which [`MAX_ENTRIES`] bounds.
fn index(position: usize) -> u32 {
    u32::try_from(position).expect("a run has less than 2^32 entries")
}
