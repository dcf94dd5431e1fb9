//! One moment of a run, in the screen's words.

use tcp::Instant;

use crate::path::LOST_AFTER;
use crate::{Copy, Entry, Fate, Side, Snapshot, Timeline, Transmission};

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
        for (index, transmission) in self.transmissions[..sent].iter().enumerate() {
            for copy in &transmission.copies {
                if copy.left <= at && at < copy.ended {
                    let way = copy.ended - copy.left;
                    let progress = (at - copy.left).as_secs_f64() / way.as_secs_f64();
                    let share = if copy.fate == Fate::Lost { LOST_AFTER } else { 1.0 };
                    in_flight.push(InFlight { transmission, index, copy, progress: progress * share });
                }
            }
        }
        in_flight
    }
}
