//! Our side of a case: an endpoint, the device, the clock, and the loop that lets them act upon each other.

use std::net::SocketAddrV4;
use std::panic;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use tcp::{Ending, Endpoint, Instant, Opened, State};
use wire::Segment;

use crate::clock::Clock;
use crate::network::{KERNEL, Network};
use crate::ours;
use crate::path::{Fate, Path};
use crate::trace::{Sender, Trace};

/// How long a case may take: whoever waits longer has failed.
pub(crate) const LIMIT: Duration = Duration::from_secs(60);
/// How often what happens outside the network is looked at.
const GLANCE: Duration = Duration::from_millis(2);

/// One endpoint on the network. When a case fails, it prints the segments that led there.
pub(crate) struct Host {
    pub(crate) endpoint: Endpoint,
    pub(crate) address: SocketAddrV4,
    pub(crate) trace: Trace,
    /// Every state that the connection has been in.
    pub(crate) states: Vec<State>,
    /// What the user has received.
    pub(crate) received: Vec<u8>,
    /// When the user calls RECEIVE.
    pub(crate) reading: Reading,
    network: Network,
    to_kernel: Path,
    to_us: Path,
    clock: Clock,
}

/// When the user of our endpoint takes what has arrived.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    AtOnce,
    NotYet,
}

impl Host {
    pub(crate) fn new(endpoint: Endpoint, address: SocketAddrV4) -> Host {
        Host {
            endpoint,
            address,
            trace: Trace::default(),
            states: Vec::new(),
            received: Vec::new(),
            reading: Reading::AtOnce,
            network: Network::new(),
            to_kernel: Path::without_faults(),
            to_us: Path::without_faults(),
            clock: Clock::new(),
        }
    }

    /// From now on each of these befalls one segment in ten, both ways, as this seed decides.
    pub(crate) fn suffer(&mut self, faults: &'static [Fate], seed: u64) {
        self.to_kernel = Path::with(faults, seed);
        self.to_us = Path::with(faults, !seed);
    }

    pub(crate) fn open(&mut self, opened: Opened) {
        self.endpoint.open(self.clock.now(), opened).unwrap();
        self.transmit();
    }

    pub(crate) fn send(&mut self, text: &[u8]) {
        self.endpoint.send(self.clock.now(), text).unwrap();
        self.transmit();
    }

    pub(crate) fn close(&mut self) {
        self.endpoint.close().unwrap();
        self.transmit();
    }

    pub(crate) fn abort(&mut self) {
        self.endpoint.abort().unwrap();
        self.transmit();
    }

    /// Runs until the connection is in this state.
    #[track_caller]
    pub(crate) fn until_state(&mut self, state: State) {
        self.until(state.name(), |host| host.endpoint.state() == state);
    }

    /// Runs until the connection has ended, and says how.
    #[track_caller]
    pub(crate) fn until_ended(&mut self) -> Ending {
        self.until("the end of the connection", |host| host.endpoint.ending().is_some());
        self.endpoint.ending().unwrap()
    }

    /// Runs until the kernel's side has done its part, and says what it came to.
    #[track_caller]
    pub(crate) fn until_done<T>(&mut self, kernel: JoinHandle<T>) -> T {
        self.until("the kernel's side to be done", |_| kernel.is_finished());
        kernel.join().unwrap_or_else(|failure| panic::resume_unwind(failure))
    }

    /// Runs until this holds. Fails when it does not hold in time.
    #[track_caller]
    pub(crate) fn until(&mut self, what: &str, mut holds: impl FnMut(&Host) -> bool) {
        while !holds(self) {
            let elapsed = self.elapsed();
            assert!(elapsed < LIMIT, "after {elapsed:?} in {} still waiting for: {what}", self.endpoint.state());
            self.turn();
        }
    }

    /// Time since the case began.
    pub(crate) fn elapsed(&self) -> Duration {
        self.clock.now().since(Instant::ZERO)
    }

    /// Waits for a segment or a timeout, lets it act, and sends what comes of it.
    fn turn(&mut self) {
        let now = self.clock.now();
        let wait = self.endpoint.poll_timeout().map_or(GLANCE, |at| at.since(now).min(GLANCE));
        let segment = self.network.receive(wait);
        let now = self.clock.now();
        match segment {
            // What is left of an earlier case in the kernel speaks to an earlier port.
            Some(segment) if segment.dst_port == self.address.port() => {
                let (fate, arrivals) = self.to_us.carry(segment.clone());
                self.trace.note(now, Sender::Kernel, segment, fate);
                for segment in arrivals {
                    self.arrives(now, &segment);
                }
            }
            Some(_) => {}
            None => self.catch_up(now),
        }
        if self.endpoint.poll_timeout().is_some_and(|at| at <= now) {
            self.endpoint.on_timeout(now);
        }
        self.read();
        self.transmit();
    }

    fn arrives(&mut self, now: Instant, segment: &Segment) {
        ours::segment_arrives(&mut self.endpoint, now, KERNEL.into(), segment);
        self.read();
        self.transmit();
    }

    /// What waits to be overtaken arrives once the path is quiet.
    fn catch_up(&mut self, now: Instant) {
        if let Some(segment) = self.to_us.catch_up() {
            self.arrives(now, &segment);
        }
        if let Some(segment) = self.to_kernel.catch_up() {
            self.network.send(&segment);
        }
    }

    fn read(&mut self) {
        if self.reading == Reading::AtOnce {
            // An error says that nothing is to be had any more, which whoever waits for more finds out in time.
            while let Ok(text) = self.endpoint.receive(usize::MAX) {
                if text.is_empty() {
                    break;
                }
                self.received.extend_from_slice(&text);
            }
        }
    }

    fn transmit(&mut self) {
        let now = self.clock.now();
        while let Some(transmit) = self.endpoint.poll_transmit(now) {
            let (fate, arrivals) = self.to_kernel.carry(transmit.segment.clone());
            self.trace.note(now, Sender::Us(transmit.why.cause), transmit.segment, fate);
            for segment in &arrivals {
                self.network.send(segment);
            }
        }
        while let Some(event) = self.endpoint.poll_event() {
            self.states.extend(event.transition.map(|transition| transition.to));
        }
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("\nThe segments of this case:\n{}\nOur endpoint: {:#?}", self.trace, self.endpoint.status());
        }
    }
}
