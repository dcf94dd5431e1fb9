//! Between the run's time and a place on the ladder. Time alone would not do: a round trip takes milliseconds and
//! TIME-WAIT four minutes, and several things may happen at one instant that must not be drawn on top of each other.
//!
//! A place is measured in units down the ladder. While anything is on the path, units are proportional to time. A
//! stretch in which nothing moves, or nothing but what is held up, is folded to a short gap. Each entry keeps a little
//! distance from the one before.

use std::time::Duration;

use sim::{Happening, Timeline};
use tcp::Instant;

use super::{Cursor, Index};

/// Units that a segment's way takes, whatever its milliseconds.
const WAY: f64 = 60.0;
/// Units after which a segment that is still on its way, or whose duplicate is, counts as held up, and no longer as moving:
/// what is late by seconds would else make the ladder longer than anybody looks at.
const HELD_UP: f64 = 4.0 * WAY;
/// A quiet stretch longer than this many units is folded.
const LONGEST_QUIET: f64 = 60.0;
/// How far a segment that is sent keeps from the entry before, so that arrows and their labels keep apart.
const GAP_SENT: f64 = 18.0;
/// How far any other entry keeps from the one before.
const GAP: f64 = 5.0;
/// Units before the first entry and after the last.
const MARGIN: f64 = 16.0;

/// Where each entry of a run is on the ladder.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Projection {
    /// The place of each entry.
    places: Vec<f64>,
    /// When each entry is.
    times: Vec<Instant>,
    /// The stretches that were folded, by the entry that ends them.
    folds: Vec<usize>,
    /// How many units a millisecond takes while anything is on the path.
    units_per_ms: f64,
    pub(crate) index: Index,
}

impl Projection {
    pub(crate) fn new(timeline: &Timeline) -> Projection {
        let path = &timeline.scenario.path;
        let way_ms = f64::from(path.to_server_ms.max(path.to_client_ms).max(1));
        let units_per_ms = WAY / way_ms;
        let mut places = Vec::with_capacity(timeline.entries.len());
        let mut folds = Vec::new();
        let mut place = MARGIN;
        let mut before = Instant::ZERO;
        // When the last segment that was sent up to here ends its way: until then something moves.
        let mut moving_until = Instant::ZERO;
        for (index, entry) in timeline.entries.iter().enumerate() {
            let units = |from: Instant, to: Instant| (to - from).as_secs_f64() * 1000.0 * units_per_ms;
            let moving = units(before, entry.at.min(moving_until.max(before)));
            let quiet = units(before.max(moving_until.min(entry.at)), entry.at);
            let folded = if quiet > LONGEST_QUIET {
                folds.push(index);
                // A longer wait still looks longer, but only just.
                LONGEST_QUIET + 12.0 * (quiet / LONGEST_QUIET).ln()
            } else {
                quiet
            };
            let gap = if matches!(entry.happening, Happening::Sent { .. }) { GAP_SENT } else { GAP };
            let gap = if index == 0 { 0.0 } else { gap };
            place += (moving + folded).max(gap);
            places.push(place);
            before = entry.at;
            if let Happening::Sent { transmission } = entry.happening {
                let copies = &timeline.transmissions[transmission as usize].copies;
                let held_up = Duration::from_secs_f64(HELD_UP / units_per_ms / 1000.0);
                let moves = copies.iter().map(|copy| copy.ended.min(entry.at + held_up));
                moving_until = moves.fold(moving_until, Instant::max);
            }
        }
        let times = timeline.entries.iter().map(|entry| entry.at).collect();
        Projection { places, times, folds, units_per_ms, index: Index::new(timeline) }
    }

    /// The length of the ladder.
    pub(crate) fn length(&self) -> f64 {
        self.places.last().copied().unwrap_or(0.0) + MARGIN
    }

    /// Where entry `index` is.
    pub(crate) fn entry(&self, index: usize) -> f64 {
        self.places.get(index).copied().unwrap_or_else(|| self.length())
    }

    /// The entries before which a quiet stretch was folded.
    pub(crate) fn folds(&self) -> &[usize] {
        &self.folds
    }

    /// How many entries are no further down than `place`.
    pub(crate) fn entries_to(&self, place: f64) -> usize {
        self.places.partition_point(|entry| *entry <= place)
    }

    /// The milliseconds that a segment takes for so many units down the ladder.
    pub(crate) fn millis(&self, units: f64) -> f64 {
        units / self.units_per_ms
    }

    /// Where a moment is: after all that has happened by then.
    pub(crate) fn place_at(&self, at: Instant) -> f64 {
        self.place(Cursor { step: self.times.partition_point(|entry| *entry <= at), at, dwell: 0 })
    }

    /// Where the stretch begins that follows the first `step` entries.
    pub(crate) fn step(&self, step: usize) -> f64 {
        self.last_entry(step).0
    }

    /// Where a cursor is.
    pub(crate) fn place(&self, cursor: Cursor) -> f64 {
        let (from, from_at) = self.last_entry(cursor.step);
        let Some((to, to_at)) = self.next_entry(cursor.step) else { return from };
        let whole = to_at - from_at;
        if whole.is_zero() {
            return from + (f64::from(cursor.dwell) / 1000.0).min((to - from) * 0.999_999);
        }
        let share = ((cursor.at - from_at).as_secs_f64() / whole.as_secs_f64()).clamp(0.0, 1.0);
        // The next entry's own place belongs to the next step.
        from + (to - from) * share.min(0.999_999)
    }

    /// The cursor at a place: the entries above it have happened.
    pub(crate) fn cursor(&self, place: f64) -> Cursor {
        let step = self.places.partition_point(|entry| *entry <= place);
        let (from, from_at) = self.last_entry(step);
        let Some((to, to_at)) = self.next_entry(step) else { return Cursor { step, at: from_at, dwell: 0 } };
        let whole = to_at - from_at;
        if whole.is_zero() {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few units, not negative")]
            let dwell = ((place - from) * 1000.0) as u32;
            return Cursor { step, at: from_at, dwell };
        }
        let share = ((place - from) / (to - from)).clamp(0.0, 1.0);
        Cursor { step, at: from_at + whole.mul_f64(share), dwell: 0 }
    }

    /// The cursor at a moment: everything that happens by then has happened.
    pub(crate) fn cursor_at(&self, at: Instant) -> Cursor {
        let step = self.times.partition_point(|entry| *entry <= at);
        let last = self.times.last().copied().unwrap_or_default();
        Cursor { step, at: at.min(last), dwell: 0 }
    }

    /// The last of the first `step` entries: its place and time.
    fn last_entry(&self, step: usize) -> (f64, Instant) {
        step.checked_sub(1).map_or((0.0, Instant::ZERO), |last| (self.entry(last), self.times[last]))
    }

    /// The entry after the first `step`: its place and time.
    fn next_entry(&self, step: usize) -> Option<(f64, Instant)> {
        Some((*self.places.get(step)?, *self.times.get(step)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lessons::catalogue;
    use sim::run;

    use crate::model::player::UNITS_PER_SECOND;

    #[test]
    fn a_place_leads_to_its_cursor_and_back() {
        for lesson in catalogue() {
            let timeline = run(&lesson.scenario);
            let projection = Projection::new(&timeline);
            let mut place = 0.0;
            while place < projection.length() - MARGIN {
                let cursor = projection.cursor(place);
                let back = projection.place(cursor);
                let again = projection.cursor(back);
                assert_eq!(cursor.step, again.step, "{} at {place}", lesson.id);
                assert!(cursor.at.since(again.at).as_millis() < 3_000, "{} at {place}", lesson.id);
                place += 0.7;
            }
        }
    }

    #[test]
    fn every_entry_lies_below_the_one_before_and_leads_to_its_own_step() {
        for lesson in catalogue() {
            let timeline = run(&lesson.scenario);
            let projection = Projection::new(&timeline);
            for index in 1..timeline.entries.len() {
                assert!(projection.entry(index) >= projection.entry(index - 1) + GAP - 1e-9);
                assert_eq!(projection.cursor(projection.entry(index)).step, index + 1);
            }
        }
    }

    #[test]
    fn four_minutes_of_waiting_do_not_make_the_ladder_endless() {
        for lesson in catalogue() {
            let timeline = run(&lesson.scenario);
            let projection = Projection::new(&timeline);
            // A minute and a half is enough for each, at the player's normal pace.
            let seconds = projection.length() / UNITS_PER_SECOND;
            assert!(seconds < 90.0, "{}: {seconds}", lesson.id);
            // However long nothing happens, even while a segment is held up, the stretch is folded.
            for (index, pair) in timeline.entries.windows(2).enumerate() {
                let units = (pair[1].at - pair[0].at).as_secs_f64() * 1000.0 / projection.millis(1.0);
                let drawn = projection.entry(index + 1) - projection.entry(index);
                let is_folded = projection.folds().contains(&(index + 1));
                assert!(is_folded || units <= HELD_UP + LONGEST_QUIET, "{} {index}: {units}", lesson.id);
                assert!(drawn < HELD_UP + 4.0 * LONGEST_QUIET, "{} {index}: {drawn}", lesson.id);
            }
        }
    }
}
