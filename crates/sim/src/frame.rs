//! One moment of a run, in the screen's words.

use tcp::Instant;

use crate::path::ROUTER_AT;
use crate::{Copy, Entry, Side, Snapshot, Timeline, Transmission};

/// What can be seen at one moment: everything that is drawn derives from it.
#[derive(Clone, Debug)]
pub struct Frame<'a> {
    /// How many entries have happened.
    pub step: usize,
    /// The moment.
    pub at: Instant,
    /// The entry that happened last.
    pub entry: Option<&'a Entry>,
    /// What each host knows, client first.
    pub hosts: [&'a Snapshot; 2],
    /// What each host knew before the last entry, client first.
    pub before: [&'a Snapshot; 2],
    /// The segments on the path.
    pub in_flight: Vec<InFlight<'a>>,
}

/// A copy of a segment on the path.
#[derive(Clone, Copy, Debug)]
pub struct InFlight<'a> {
    /// Which segment.
    pub transmission: &'a Transmission,
    /// Its place among the transmissions.
    pub index: usize,
    /// Which copy.
    pub copy: &'a Copy,
    /// How far it is, from 0 to 1: of the whole way, so that one which gets lost stops short.
    pub progress: f64,
}

impl Frame<'_> {
    /// What the host on `side` knows.
    #[must_use]
    pub fn host(&self, side: Side) -> &Snapshot {
        self.hosts[side as usize]
    }
}

impl Copy {
    /// How much of the whole way it has made at the moment `at`, from 0 to 1. At the router it stands as long as it waits.
    #[must_use]
    pub fn progress(&self, at: Instant) -> f64 {
        let share = self.fate.share();
        let moving = (self.ended - self.left).saturating_sub(self.waited);
        let gone = at - self.left;
        let moved = if self.waited.is_zero() {
            gone
        } else {
            gone.min(moving.mul_f64(ROUTER_AT / share)).max(gone.saturating_sub(self.waited))
        };
        if moving.is_zero() { share } else { moved.as_secs_f64() / moving.as_secs_f64() * share }
    }
}

impl Timeline {
    /// The moment `at`, after the first `step` entries.
    #[must_use]
    pub fn frame_at(&self, step: usize, at: Instant) -> Frame<'_> {
        let step = step.min(self.entries.len());
        let hosts = Side::BOTH.map(|side| self.snapshot(step, side));
        let before = Side::BOTH.map(|side| self.snapshot(step.saturating_sub(1), side));
        let entry = step.checked_sub(1).map(|last| &self.entries[last]);
        Frame { step, at, entry, hosts, before, in_flight: self.in_flight(step, at) }
    }

    /// How many entries have happened by the moment `at`.
    #[must_use]
    pub fn step_at(&self, at: Instant) -> usize {
        self.entries.partition_point(|entry| entry.at <= at)
    }

    fn in_flight(&self, step: usize, at: Instant) -> Vec<InFlight<'_>> {
        let sent = self.transmissions.partition_point(|transmission| (transmission.entry as usize) < step);
        let mut in_flight = Vec::new();
        for index in self.index.ending_after(at, sent) {
            let transmission = &self.transmissions[index];
            for copy in &transmission.copies {
                if copy.left <= at && at < copy.ended {
                    in_flight.push(InFlight { transmission, index, copy, progress: copy.progress(at) });
                }
            }
        }
        in_flight
    }
}
