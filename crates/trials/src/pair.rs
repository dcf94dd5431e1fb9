//! Two endpoints in memory, of which one sends and the other receives: what the benchmarks measure.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tcp::{Endpoint, Event, Instant, Opened, Profile, State, Transmit};
use wire::{Segment, Seq};

use crate::adapter::{self, Place, Remote};

/// As what a segment goes from one endpoint to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crossing {
    /// As the value that the endpoint hands over.
    Values,
    /// As octets: encoded with its checksum, and decoded with its checksum verified.
    Octets,
}

/// What becomes of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Events {
    /// They are polled and dropped.
    Discarded,
    /// They are polled and kept.
    Recorded,
}

/// When the receiver is asked what it has to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Polling {
    /// After each segment that arrives.
    EachSegment,
    /// After all that has arrived, as a driver does that empties its queue first.
    EachBatch,
}

/// A connection, both of its ends, and everything that they said if that is kept.
#[derive(Debug)]
pub struct Pair {
    /// The end that opened actively.
    pub sender: Endpoint,
    /// The end that opened passively.
    pub receiver: Endpoint,
    /// The time.
    pub now: Instant,
    /// Segments that were sent by either.
    pub segments: u64,
    /// The events, if they are recorded.
    pub recorded: Vec<Event>,
    crossing: Crossing,
    events: Events,
    /// Octets that the sender's user may have given and that are not acknowledged.
    send_buffer: u64,
    una: Seq,
    acknowledged: u64,
    given: u64,
}

/// What takes less than this is not worth a round of its own.
const TICK: Duration = Duration::from_micros(10);

impl Pair {
    /// A connection that is ESTABLISHED on both sides.
    ///
    /// # Panics
    /// If the endpoints do not manage that.
    #[must_use]
    pub fn connected(profile: &Profile, send_buffer: u32, crossing: Crossing, events: Events) -> Pair {
        Pair::sharing(&Arc::new(profile.clone()), send_buffer, crossing, events)
    }

    /// The same, for one of many connections that share their profile.
    ///
    /// # Panics
    /// If the endpoints do not manage that.
    #[must_use]
    pub fn sharing(profile: &Arc<Profile>, send_buffer: u32, crossing: Crossing, events: Events) -> Pair {
        let iss = Seq(u32::MAX - 1000);
        let mut pair = Pair {
            sender: adapter::endpoint(Place::Here, Remote::Known, iss, profile.clone()),
            receiver: adapter::endpoint(Place::There, Remote::Open, Seq(77), profile.clone()),
            now: Instant::ZERO,
            segments: 0,
            recorded: Vec::new(),
            crossing,
            events,
            send_buffer: send_buffer.into(),
            una: iss + 1,
            acknowledged: 0,
            given: 0,
        };
        pair.receiver.open(pair.now, Opened::Passive).expect("a closed endpoint can be opened");
        pair.sender.open(pair.now, Opened::Active).expect("a closed endpoint can be opened");
        while pair.forth(Polling::EachBatch) + pair.back() > 0 {}
        assert_eq!((pair.sender.state(), pair.receiver.state()), (State::Established, State::Established));
        pair
    }

    /// Sends `octets` from the sender's user to the receiver's, who takes them as they come.
    ///
    /// # Panics
    /// If the endpoints come to a halt.
    pub fn transfer(&mut self, octets: u64, polling: Polling) {
        let source = Bytes::from(vec![b'x'; 65_536]);
        let (mut left, mut taken) = (octets, 0);
        while taken < octets {
            self.now = self.now + TICK;
            loop {
                let room = self.send_buffer - (self.given - self.acknowledged);
                let len = left.min(room).min(source.len() as u64);
                if len == 0 {
                    break;
                }
                let text = source.slice(..usize::try_from(len).unwrap_or(source.len()));
                self.sender.send_bytes(self.now, text).expect("there is room");
                self.given += len;
                left -= len;
            }
            let sent = self.forth(polling);
            taken += self.take();
            if sent + self.back() == 0 && taken < octets {
                // A last small segment may wait for an acknowledgment that itself waits for company.
                assert!(self.wait(), "the transfer came to a halt after {taken} octets");
            }
        }
    }

    /// Sends `octets` the other way.
    ///
    /// # Panics
    /// If the endpoints come to a halt, or the send buffer does not take that much at once.
    pub fn answer(&mut self, octets: usize) {
        self.receiver.send(self.now, &vec![b'y'; octets]).expect("there is room");
        let mut taken = 0;
        while taken < octets {
            let sent = self.back() + self.forth(Polling::EachBatch);
            taken += self.sender.receive(usize::MAX).expect("the connection is open").len();
            assert!(sent > 0 || taken == octets || self.wait(), "the answer came to a halt after {taken} octets");
        }
    }

    /// Time passes until nothing is to be sent and no timer runs.
    pub fn settle(&mut self) {
        while self.back() + self.forth(Polling::EachBatch) > 0 || self.wait() {}
    }

    /// Time passes until the next timer acts. Says whether there is one.
    fn wait(&mut self) -> bool {
        let endpoints = [&mut self.sender, &mut self.receiver];
        let Some(at) = endpoints.iter().filter_map(|endpoint| endpoint.poll_timeout()).min() else { return false };
        self.now = self.now.max(at);
        for endpoint in endpoints {
            endpoint.on_timeout(self.now);
        }
        true
    }

    /// What the receiver's user takes: everything that has arrived.
    pub fn take(&mut self) -> u64 {
        let mut taken = 0;
        loop {
            let text = self.receiver.receive_piece(usize::MAX).expect("the connection is open");
            if text.is_empty() {
                return taken;
            }
            taken += text.len() as u64;
        }
    }

    /// Whatever the sender has to send arrives at the receiver. Returns how many segments that were.
    pub fn forth(&mut self, polling: Polling) -> u64 {
        let mut sent = 0;
        while let Some(transmit) = self.sender.poll_transmit(self.now) {
            sent += 1;
            let segment = cross(self.crossing, Place::Here, transmit);
            adapter::deliver(&mut self.receiver, Place::There, self.now, segment);
            if polling == Polling::EachSegment {
                self.back();
            }
        }
        self.segments += sent;
        self.hear();
        sent
    }

    /// Whatever the receiver has to send arrives at the sender. Returns how many segments that were.
    pub fn back(&mut self) -> u64 {
        let mut sent = 0;
        while let Some(transmit) = self.receiver.poll_transmit(self.now) {
            sent += 1;
            let segment = cross(self.crossing, Place::There, transmit);
            if self.una.before(segment.ack) {
                self.acknowledged += u64::from(segment.ack - self.una);
                self.una = segment.ack;
            }
            adapter::deliver(&mut self.sender, Place::Here, self.now, segment);
        }
        self.segments += sent;
        self.hear();
        sent
    }

    fn hear(&mut self) {
        for endpoint in [&mut self.sender, &mut self.receiver] {
            while let Some(event) = endpoint.poll_event() {
                if self.events == Events::Recorded {
                    self.recorded.push(event);
                }
            }
        }
    }
}

fn cross(crossing: Crossing, from: Place, transmit: Transmit) -> Segment {
    match crossing {
        Crossing::Values => transmit.segment,
        Crossing::Octets => {
            let octets = adapter::encode(&transmit.segment, from).expect("an endpoint's segment fits a datagram");
            adapter::decode(&octets, from).expect("what was encoded can be decoded")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_transferring_brings_every_octet() {
        for crossing in [Crossing::Values, Crossing::Octets] {
            for polling in [Polling::EachSegment, Polling::EachBatch] {
                let profile = adapter::sized(Profile::rfc(), 1460, 65_535);
                let mut pair = Pair::connected(&profile, 65_535, crossing, Events::Recorded);
                pair.transfer(1_000_000, polling);
                assert_eq!(pair.receiver.status().received, 1_000_000, "{crossing:?} {polling:?}");
                assert!(!pair.recorded.is_empty());
                pair.answer(100_000);
                pair.settle();
                let (sender, receiver) = (pair.sender.status(), pair.receiver.status());
                assert_eq!((sender.received, receiver.acknowledged), (100_000, 100_000));
                assert_eq!((sender.timers, receiver.timers), (vec![], vec![]));
            }
        }
    }
}
