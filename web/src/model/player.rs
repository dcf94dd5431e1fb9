//! The player: how the cursor moves, where it stops by itself, and what is played again and again.

use std::time::Duration;

use sim::{Entry, Happening};

use super::{Cursor, Model, Said, Selection};

/// Units down the ladder that the player goes in a second at normal pace.
pub(super) const UNITS_PER_SECOND: f64 = 45.0;

/// A jump of the cursor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Jump {
    Start,
    End,
    /// One entry on.
    Step,
    /// One entry back.
    Back,
    /// On to the next segment that is sent.
    NextSegment,
    /// Back to the last segment that was sent.
    PreviousSegment,
    /// On to where the next phase begins.
    NextPhase,
    /// Back to where this phase began, or the one before.
    PreviousPhase,
    /// On by the time that a segment and its answer take.
    RoundTrip,
    /// On to the next entry at which the player would stop.
    NextStop,
    /// To just after these many entries.
    To(usize),
}

/// Where the player stops by itself.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Stops {
    /// Where a host enters another state.
    pub(crate) state: bool,
    /// Where a segment is lost or arrives damaged.
    pub(crate) loss: bool,
    /// Where what happens is told with all of these words.
    pub(crate) words: String,
}

impl Stops {
    /// Characters of the words that are looked for; nobody writes more.
    pub(crate) const LONGEST: usize = 80;

    /// Whether the player stops anywhere.
    pub(crate) fn any(&self) -> bool {
        self.state || self.loss || !self.words.trim().is_empty()
    }
}

/// A part of the run, from the end of one entry to the end of another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Range {
    pub(crate) from: usize,
    pub(crate) to: usize,
}

impl Range {
    /// The part of it that a run of so many entries has, if there is any.
    pub(crate) fn within(self, entries: usize) -> Option<Range> {
        let range = Range { from: self.from, to: self.to.min(entries) };
        (range.from < range.to).then_some(range)
    }
}

/// Entries that are looked at at once.
const AT_ONCE: usize = 2_000;

impl Model {
    /// The loop that begins at the cursor.
    pub(crate) fn loop_from_here(&self) -> Range {
        let from = self.cursor.step;
        let to = self.range.map_or(usize::MAX, |range| range.to);
        Range { from, to: if to > from { to } else { usize::MAX } }
    }

    /// The loop that ends at the cursor.
    pub(crate) fn loop_to_here(&self) -> Range {
        let to = self.cursor.step;
        let from = self.range.map_or(0, |range| range.from);
        Range { from: if from < to { from } else { 0 }, to }
    }

    /// The loop of the phase that the cursor is in.
    pub(crate) fn loop_of_phase(&self) -> Option<Range> {
        let phases = self.projection.index.phases();
        let at = phases.partition_point(|phase| phase.from <= self.cursor.step);
        let phase = phases[..at].last().or(phases.first())?;
        Range { from: phase.from, to: phase.to }.within(self.timeline.entries.len())
    }

    /// Where a jump leads, as a step.
    pub(super) fn target(&self, jump: Jump) -> usize {
        let (entries, sent) = (&self.timeline.entries, &self.timeline.transmissions);
        let phases = self.projection.index.phases();
        let step = self.cursor.step;
        match jump {
            Jump::Start => 0,
            Jump::End => entries.len(),
            Jump::Step => step + 1,
            // From between two entries, back is to the one that has just passed.
            Jump::Back if self.cursor == self.cursor_at_step(step) => step.saturating_sub(1),
            Jump::Back => step,
            Jump::NextSegment => {
                let next = sent.partition_point(|sent| (sent.entry as usize) < step);
                sent.get(next).map_or(entries.len(), |sent| sent.entry as usize + 1)
            }
            Jump::PreviousSegment => {
                let before = sent.partition_point(|sent| sent.entry as usize + 1 < step);
                sent[..before].last().map_or(0, |sent| sent.entry as usize + 1)
            }
            Jump::NextPhase => {
                let next = phases.partition_point(|phase| phase.from <= step);
                phases.get(next).map_or(entries.len(), |phase| phase.from)
            }
            Jump::PreviousPhase => {
                let before = phases.partition_point(|phase| phase.from < step);
                phases[..before].last().map_or(0, |phase| phase.from)
            }
            Jump::RoundTrip => {
                let path = &self.timeline.scenario.path;
                let round_trip = Duration::from_millis(u64::from(path.to_server_ms) + u64::from(path.to_client_ms));
                self.timeline.step_at(self.cursor.at + round_trip).max(step + 1)
            }
            // It is looked for first: see `search_on`.
            Jump::NextStop => step,
            Jump::To(step) => step,
        }
    }

    /// Begins to look for the next place where the player stops.
    pub(super) fn search(&mut self) {
        self.rest();
        if self.stops.any() {
            self.search = Some(self.cursor.step);
            self.search_on(AT_ONCE);
        } else {
            self.said = Some(Said::NoStopSet);
        }
    }

    /// Looks at so many entries more, and goes to the first of them where the player stops.
    pub(super) fn search_on(&mut self, entries: usize) {
        let Some(from) = self.search.take() else { return };
        let last = self.timeline.entries.len().min(self.last_step());
        let to = from.saturating_add(entries).min(last);
        if let Some(entry) = (from..to).find(|entry| self.stops_at(*entry)) {
            self.selection.segment = None;
            self.move_to(self.cursor_at_step(entry + 1));
        } else if to < last {
            self.search = Some(to);
        } else {
            self.said = Some(Said::NoStopAhead);
        }
    }

    pub(super) fn play(&mut self) {
        if self.open_question().is_some() {
            return;
        }
        if let Some(range) = self.range.filter(|range| !(range.from..range.to).contains(&self.cursor.step)) {
            self.move_to(self.cursor_at_step(range.from));
        } else if self.cursor.step >= self.timeline.entries.len() {
            self.move_to(Cursor::default());
        }
        self.selection.segment = None;
        self.rests_before = None;
        self.playing = true;
    }

    pub(super) fn tick(&mut self, seconds: f64) {
        if !self.playing {
            return;
        }
        let place = self.projection.place(self.cursor) + seconds * UNITS_PER_SECOND * self.view.speed.factor();
        self.play_to(self.projection.cursor(place));
    }

    /// One entry on, while playing.
    pub(super) fn advance(&mut self) {
        if self.playing {
            self.play_to(self.cursor_at_step(self.cursor.step + 1));
        }
    }

    /// Plays on to `cursor`, unless something on the way stops it.
    fn play_to(&mut self, cursor: Cursor) {
        let from = self.cursor.step;
        let end = self.last_step();
        let range_end = self.range.map_or(usize::MAX, |range| range.to);
        self.move_to(cursor);
        // Just before this entry the player rests, so that what was answered can be read.
        if let Some(entry) = self.rests_before.filter(|entry| self.cursor.step > *entry) {
            self.cursor = Cursor { step: entry, at: self.timeline.entries[entry].at, dwell: 0 };
            self.rest();
        }
        if let Some(entry) = (from..self.cursor.step.min(range_end)).find(|entry| self.stops_at(*entry)) {
            self.cursor = self.cursor_at_step(entry + 1);
            self.rest();
        } else if self.playing && self.cursor.step >= range_end && range_end <= end {
            self.cursor = self.cursor_at_step(self.range.map_or(0, |range| range.from));
        } else if self.cursor.step >= end {
            self.rest();
        }
    }

    /// Whether the player stops once this entry has happened.
    fn stops_at(&self, entry: usize) -> bool {
        let Some(entry) = self.timeline.entries.get(entry) else { return false };
        (self.stops.state && entry.transitions().next().is_some())
            || (self.stops.loss && self.is_damage(entry))
            || self.is_told_with(entry, &self.stops.words)
    }

    fn is_damage(&self, entry: &Entry) -> bool {
        let copy =
            |transmission: u32, copy: u32| &self.timeline.transmissions[transmission as usize].copies[copy as usize];
        match entry.happening {
            Happening::Lost { .. } => true,
            Happening::Arrived { transmission, copy: of } => copy(transmission, of).fate != sim::Fate::Delivered,
            _ => false,
        }
    }

    /// Whether the sentence of an entry, with the states that it leads to, has all of these words.
    fn is_told_with(&self, entry: &Entry, words: &str) -> bool {
        let mut words = words.split_whitespace().peekable();
        if words.peek().is_none() {
            return false;
        }
        // Only ASCII has small and capital letters in what is told; a table of those of all scripts would be a long load.
        let mut told = self.context().entry(entry).to_ascii_lowercase();
        for transition in entry.transitions() {
            told.push(' ');
            told.push_str(&transition.to.name().to_ascii_lowercase());
        }
        words.all(|word| told.contains(&word.to_ascii_lowercase()))
    }

    pub(super) fn rest(&mut self) {
        self.playing = false;
        self.rests_before = None;
        self.cursor = self.cursor.at_rest();
    }

    /// Moves the cursor, but not past an open question.
    pub(super) fn move_to(&mut self, cursor: Cursor) {
        self.cursor = if cursor.step >= self.last_step() { self.last_cursor() } else { cursor };
    }

    pub(super) fn rewind(&mut self) {
        self.rest();
        self.cursor = Cursor::default();
        self.selection = Selection { segment: None, ..self.selection };
    }
}
