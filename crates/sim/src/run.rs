//! The simulator's loop: one clock, the earliest thing first, until nothing is left to happen.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

use tcp::{Config, Endpoint, Event, Instant, Isn, Rule, Transmit};
use wire::DecodeError;

use crate::application::Application;
use crate::network::Corrupted;
use crate::{End, Entry, Fate, Happening, Scenario, SegmentRef, Side, Snapshot, Timeline, Transmission, path};

/// Entries that a run may have. A scenario from outside could otherwise fill the memory.
const MAX_ENTRIES: usize = 500_000;
/// How long a run may take, in virtual time: longer than any timer of the standards.
const MAX_TIME: Instant = Instant::from_millis(24 * 60 * 60 * 1000);

/// Runs a scenario to its end.
#[must_use]
pub fn run(scenario: &Scenario) -> Timeline {
    let mut simulator = Simulator::new(scenario.clone());
    let end = simulator.run();
    simulator.into_timeline(end)
}

struct Simulator {
    scenario: Scenario,
    hosts: [Host; 2],
    /// What is under way, earliest first; what arrives at the same time arrives in the order of sending.
    under_way: BinaryHeap<Reverse<(Instant, u32, u32)>>,
    entries: Vec<Entry>,
    transmissions: Vec<Transmission>,
    snapshots: Vec<Snapshot>,
}

struct Host {
    endpoint: Endpoint,
    application: Application,
    /// Segments sent so far.
    sent: u32,
    /// The latest snapshot.
    snapshot: u32,
}

impl Simulator {
    fn new(scenario: Scenario) -> Simulator {
        let hosts = Side::BOTH.map(|side| {
            let host = scenario.host(side);
            let config = Config {
                local: scenario.socket(side),
                remote: Some(scenario.socket(side.peer())),
                isn: Isn::Fixed(host.iss),
                profile: Arc::new(host.settings.profile()),
            };
            let application = Application::new(host.program.clone());
            Host { endpoint: Endpoint::new(config), application, sent: 0, snapshot: side as u32 }
        });
        let snapshots = hosts.iter().map(Host::look).collect();
        Simulator {
            scenario,
            hosts,
            under_way: BinaryHeap::new(),
            entries: Vec::new(),
            transmissions: Vec::new(),
            snapshots,
        }
    }

    fn run(&mut self) -> End {
        // The server begins, so that it listens before the client can call.
        self.settle(Instant::ZERO, Side::Server);
        self.settle(Instant::ZERO, Side::Client);
        loop {
            if self.entries.len() >= MAX_ENTRIES {
                return End::EntryLimit;
            }
            let arrival = self.under_way.peek().map(|Reverse((at, ..))| *at);
            let timeout = self.earliest(|host| host.endpoint.poll_timeout());
            let wake = self.earliest(|host| host.application.wake());
            let next = [arrival, timeout.map(|(at, _)| at), wake.map(|(at, _)| at)].into_iter().flatten().min();
            let Some(now) = next else { return End::Quiet };
            if now > MAX_TIME {
                return End::TimeLimit;
            }
            // What arrives at the instant at which a timer expires has arrived in time.
            if arrival == Some(now) {
                self.path_event(now);
            } else if let Some((_, side)) = timeout.filter(|(at, _)| *at == now) {
                self.expire(now, side);
            } else if let Some((_, side)) = wake {
                self.settle(now, side);
            }
        }
    }

    fn earliest(&self, of: impl Fn(&Host) -> Option<Instant>) -> Option<(Instant, Side)> {
        Side::BOTH.into_iter().filter_map(|side| Some((of(&self.hosts[side as usize])?, side))).min()
    }

    /// A copy arrives or is lost.
    fn path_event(&mut self, now: Instant) {
        let Some(Reverse((_, transmission, copy))) = self.under_way.pop() else { return };
        let sent = &self.transmissions[transmission as usize];
        let (from, fate) = (sent.id.from, sent.copies[copy as usize].fate);
        let marked = sent.ecn_capable && sent.copies[copy as usize].marked;
        let to = from.peer();
        let source = self.scenario.host(from).address.into();
        match fate {
            Fate::Lost => {
                self.record(now, from, Happening::Lost { transmission, copy }, Vec::new());
                return;
            }
            Fate::Delivered if marked => {
                self.hosts[to as usize].endpoint.on_marked_segment(now, source, sent.segment.clone());
                self.note(now, to, Happening::Arrived { transmission, copy }, Vec::new());
            }
            Fate::Delivered => {
                self.hosts[to as usize].endpoint.on_segment(now, source, sent.segment.clone());
                self.note(now, to, Happening::Arrived { transmission, copy }, Vec::new());
            }
            Fate::Corrupted { bit } => {
                let events = match self.scenario.arrive_corrupted(sent, bit) {
                    Ok(segment) => {
                        self.hosts[to as usize].endpoint.on_segment(now, source, segment);
                        Vec::new()
                    }
                    Err(Corrupted::NotDecoded(error)) => vec![dropped(error)],
                    Err(Corrupted::NotEncoded(_)) => Vec::new(),
                };
                self.note(now, to, Happening::Arrived { transmission, copy }, events);
            }
        }
        self.settle(now, to);
    }

    fn expire(&mut self, now: Instant, side: Side) {
        while let Some(timer) = self.hosts[side as usize].endpoint.expire_next(now) {
            self.note(now, side, Happening::Expired { timer }, Vec::new());
        }
        self.settle(now, side);
    }

    /// Lets a host send what it has to send and its application do what it can do, until both are quiet.
    fn settle(&mut self, now: Instant, side: Side) {
        loop {
            while let Some(transmit) = self.hosts[side as usize].endpoint.poll_transmit(now) {
                self.send(now, side, transmit);
            }
            // A program of countless calls must not get round the limit either.
            if self.entries.len() >= MAX_ENTRIES {
                return;
            }
            let host = &mut self.hosts[side as usize];
            let Some(happening) = host.application.step(now, &mut host.endpoint) else { return };
            self.note(now, side, happening, Vec::new());
        }
    }

    fn send(&mut self, now: Instant, from: Side, transmit: Transmit) {
        let host = &mut self.hosts[from as usize];
        host.sent += 1;
        let id = SegmentRef { from, nth: host.sent };
        let copies = path::copies(&self.scenario, id, now);
        let transmission = index(self.transmissions.len());
        for (copy, under_way) in copies.iter().enumerate() {
            self.under_way.push(Reverse((under_way.ended, transmission, index(copy))));
        }
        self.transmissions.push(Transmission {
            id,
            sent: now,
            entry: index(self.entries.len()),
            segment: transmit.segment,
            ecn_capable: transmit.ecn_capable,
            why: transmit.why,
            copies,
        });
        self.note(now, from, Happening::Sent { transmission }, Vec::new());
    }

    /// Records what happened at a host, with what its endpoint has to say about it.
    fn note(&mut self, now: Instant, side: Side, happening: Happening, mut events: Vec<Event>) {
        let host = &mut self.hosts[side as usize];
        while let Some(event) = host.endpoint.poll_event() {
            events.push(event);
        }
        let look = host.look();
        if self.snapshots[host.snapshot as usize] != look {
            host.snapshot = index(self.snapshots.len());
            self.snapshots.push(look);
        }
        self.record(now, side, happening, events);
    }

    fn record(&mut self, at: Instant, side: Side, happening: Happening, events: Vec<Event>) {
        let snapshots = [self.hosts[0].snapshot, self.hosts[1].snapshot];
        self.entries.push(Entry { at, side, happening, events, snapshots });
    }

    fn into_timeline(self, end: End) -> Timeline {
        let received = self.hosts.map(|host| host.application.into_received().into());
        Timeline {
            scenario: self.scenario,
            entries: self.entries,
            transmissions: self.transmissions,
            snapshots: self.snapshots,
            received,
            end,
        }
    }
}

impl Host {
    fn look(&self) -> Snapshot {
        Snapshot { tcp: self.endpoint.status(), app: self.application.status() }
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
