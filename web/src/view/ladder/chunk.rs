//! Labels, folds and times of one stretch of the ladder. What stands in a stretch depends on nothing but what is near, so
//! that it is the same however one came there, and never changes its place.
//!
//! Stretches are numbered from the top. Words, which are short and cannot be said otherwise, are placed before labels;
//! and even stretches before the odd ones between them, each of which keeps clear of what both its neighbours have. No
//! text reaches as far as the stretch after the next.

use std::rc::Rc;

use sim::{Happening, Side};
use tcp::Instant;
use yew::AttrValue;

use super::geometry::{Crowd, Grid, Lift, Line, Placed, Seeks, Stretch, lengthened, upright};
use super::scene::{ASKED, Outcome, SMALL, Scene, Shape, nanos};
use crate::labels::ladder::{time, time_line, time_to};

/// Pixels that a stretch is long.
pub(super) const CHUNK: f64 = 512.0;
/// How far from the end of its arrow a text may stand, in pixels down the ladder: less than half a stretch.
const REACH: f64 = 210.0;
/// How far something may lie from a stretch and still bear on its texts.
const NEAR: f64 = REACH + 40.0;
/// How far the arrows of others keep from a word, in pixels: a word that is as near to another arrow is nobody's.
const ALONE: f64 = 8.0;
/// Pixels that a word behind the cross of its arrow takes besides its own width: up to the word, and from there to the
/// lifeline.
const BEHIND: f64 = 30.0;
/// How far labels keep from words along an arrow, in pixels, besides what all texts keep from each other.
const IN_LINE: f64 = 9.0;

/// What stands in one stretch.
pub(super) struct Chunk {
    /// What is said of the segments that begin or end here.
    pub(super) labels: Vec<Label>,
    /// The step after which nothing changes in what they tell.
    pub(super) settled: usize,
    pub(super) folds: Vec<Fold>,
    pub(super) times: Vec<TimeMark>,
}

/// A text with its place.
#[derive(Clone, PartialEq)]
pub(super) struct Label {
    /// The segment that it is of.
    pub(super) owner: usize,
    pub(super) part: Part,
    pub(super) text: AttrValue,
    pub(super) placed: Placed,
    /// Whether it says everything.
    pub(super) whole: bool,
}

/// What a text tells of its segment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    /// What it says.
    Says,
    /// Where it comes from: that it is a retransmission, or made by hand.
    Origin,
    /// What will happen to it because the learner wants it to.
    Will,
    /// What became of one of its copies.
    End(usize),
}

/// A quiet stretch that is shorter on the drawing than in time.
pub(super) struct Fold {
    /// The entry that ends it.
    pub(super) entry: usize,
    pub(super) y: f64,
    pub(super) text: AttrValue,
}

/// A moment on the axis.
pub(super) struct TimeMark {
    pub(super) entry: usize,
    pub(super) y: f64,
    pub(super) text: (String, Option<String>),
}

impl Scene {
    /// Which stretch is so far down.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most some thousands, not negative")]
    pub(super) fn chunk_at(&self, y: f64) -> usize {
        (y / CHUNK).max(0.0) as usize
    }

    /// What stands in a stretch.
    pub(super) fn chunk(&self, chunk: usize) -> Rc<Chunk> {
        if let Some(kept) = self.kept.borrow().chunks.get(&chunk) {
            return kept.clone();
        }
        let mut crowd = self.crowd(chunk);
        for near in near(chunk) {
            take_words(&mut crowd, &self.words(near));
        }
        if chunk % 2 == 1 {
            for beside in [chunk - 1, chunk + 1] {
                take(&mut crowd, &self.chunk(beside).labels);
            }
        }
        let mut labels: Vec<Label> = (*self.words(chunk)).clone();
        // What is to come makes way for what has come about.
        for index in self.beginning(chunk) {
            labels.extend(self.place_will(&mut crowd, &self.shape(index)));
        }
        for index in self.beginning(chunk) {
            labels.extend(self.place_label(&mut crowd, &self.shape(index)));
        }
        let (top, bottom) = span(chunk);
        let (folds, times) = (self.folds(top, bottom), self.times(chunk));
        let wills = labels.iter().filter(|label| label.part == Part::Will);
        let until = wills.map(|label| self.shape(label.owner).settled().map_or(usize::MAX, |settled| settled + 1));
        let settled = until.fold(self.entries_of(chunk).end, usize::max);
        let made = Rc::new(Chunk { labels, settled, folds, times });
        self.kept.borrow_mut().chunks.insert(chunk, made.clone());
        made
    }

    /// The words of a stretch: of the retransmissions and what is made by hand that begin in it and of what becomes of
    /// segments in it.
    fn words(&self, chunk: usize) -> Rc<Vec<Label>> {
        if let Some(kept) = self.kept.borrow().words.get(&chunk) {
            return kept.clone();
        }
        let mut crowd = self.crowd(chunk);
        if chunk % 2 == 1 {
            for beside in [chunk - 1, chunk + 1] {
                take(&mut crowd, &self.words(beside));
            }
        }
        let mut words = Vec::new();
        let entries = self.entries_of(chunk);
        for index in self.touching(entries.clone()) {
            let shape = self.shape(index);
            if entries.contains(&shape.entry) {
                words.extend(self.place_origin(&mut crowd, &shape));
            }
            for (copy, arrow) in shape.arrows.iter().enumerate() {
                if arrow.ended.is_some_and(|ended| entries.contains(&ended)) {
                    words.extend(self.place_end(&mut crowd, &shape, copy));
                }
            }
        }
        let words = Rc::new(words);
        self.kept.borrow_mut().words.insert(chunk, words.clone());
        words
    }

    /// The label of the segment that is asked for, clear of all others.
    pub(super) fn place_asked(&self, line: Line) -> Option<Placed> {
        let chunk = self.chunk_at(line.from.y);
        let mut crowd = self.crowd(chunk);
        for near in near(chunk) {
            take(&mut crowd, &self.chunk(near).labels);
        }
        let line = line.first(REACH);
        let widths = ASKED.map(|text| Grid::text_width(text, self.grid.font));
        crowd.place(&[stretch(line, Lift::Above), stretch(line, Lift::Below)], &widths)
    }

    /// The entries in a stretch.
    pub(super) fn entries_of(&self, chunk: usize) -> std::ops::Range<usize> {
        let (top, bottom) = span(chunk);
        self.entries(top, bottom)
    }

    /// The segments that are sent in a stretch.
    fn beginning(&self, chunk: usize) -> std::ops::Range<usize> {
        let entries = self.entries_of(chunk);
        self.sent_in(entries.start)..self.sent_in(entries.end)
    }

    /// All that texts of a stretch keep clear of, but for other texts.
    fn crowd(&self, chunk: usize) -> Crowd {
        let mut crowd = Crowd::default();
        let (top, bottom) = span(chunk);
        let (from, to) = (top - NEAR, bottom + NEAR);
        let middle = f64::midpoint(self.grid.lifeline(Side::Client), self.grid.lifeline(Side::Server));
        for fold in self.folds(from, to) {
            let width = Grid::text_width(&fold.text, SMALL);
            crowd.take(upright(middle - width / 2.0 - 6.0, fold.y - 9.0, width + 12.0, 18.0));
        }
        let entries = self.entries(from, to);
        for index in entries.clone() {
            if let Happening::Expired { timer } = self.timeline.entries[index].happening {
                crowd.take(self.timer_box(self.timeline.entries[index].side, timer, index));
            }
        }
        for index in self.crossing(entries) {
            for arrow in &self.shape(index).arrows {
                crowd.draw(arrow.seen());
                if let Some(mark) = arrow.mark() {
                    crowd.take(mark);
                }
            }
        }
        crowd
    }

    fn place_origin(&self, crowd: &mut Crowd, shape: &Shape) -> Option<Label> {
        let line = shape.arrows.first()?.seen().first(REACH);
        let texts: &[&str] = match &shape.facts {
            facts if facts.id.forged && facts.stranger => &[self.labels.flood],
            facts if facts.id.forged => &[self.labels.by_hand],
            facts if facts.retransmission => &[self.labels.retransmission, self.labels.again],
            _ => return None,
        };
        word(crowd, shape.index, Part::Origin, &both(line), texts)
    }

    fn place_will(&self, crowd: &mut Crowd, shape: &Shape) -> Option<Label> {
        let line = shape.arrows.first()?.seen().first(REACH);
        word(crowd, shape.index, Part::Will, &both(line), &[self.labels.will(shape.will?)])
    }

    fn place_end(&self, crowd: &mut Crowd, shape: &Shape, copy: usize) -> Option<Label> {
        let arrow = shape.arrows.get(copy)?;
        let text = match arrow.outcome {
            Outcome::Delivered => return None,
            Outcome::Lost => self.labels.lost,
            Outcome::QueueFull => self.labels.queue_full,
            Outcome::Corrupted => self.labels.corrupted,
            Outcome::Again => self.labels.duplicate,
            Outcome::Overtaken => self.labels.overtaken,
            Outcome::Marked => "CE",
        };
        let line = arrow.line.last(REACH);
        let mut stretches = both(line).map(|stretch| Stretch { seeks: Seeks::Receiver, ..stretch }).to_vec();
        // What is stopped at the very end has no room behind its cross.
        let room = arrow.whole.length() - arrow.line.length() - Grid::text_width(text, SMALL);
        if arrow.outcome.is_loss() && room > BEHIND {
            stretches.insert(0, Stretch { alone: ALONE, ..stretch(line, Lift::Behind) });
        }
        word(crowd, shape.index, Part::End(copy), &stretches, &[text])
    }

    fn place_label(&self, crowd: &mut Crowd, shape: &Shape) -> Option<Label> {
        let arrow = shape.arrows.first()?;
        let line = arrow.seen().first(REACH);
        let mut stretches = vec![stretch(line, Lift::Above)];
        if arrow.outcome.is_loss() {
            // Over the cross and on: there the label has the whole way.
            stretches.push(stretch(arrow.whole.first(REACH), Lift::HighAbove));
        }
        let widths: Vec<f64> = shape.texts.iter().map(|text| Grid::text_width(text, self.grid.font)).collect();
        let placed = match crowd.place(&stretches, &widths) {
            Some(placed) => placed,
            // Where it is crowded a label below its arrow is better than none.
            None => crowd.place(&[stretch(line, Lift::Below)], &widths)?,
        };
        let text = shape.texts[placed.text].clone();
        Some(Label { owner: shape.index, part: Part::Says, whole: text == *shape.full(), text, placed })
    }

    fn folds(&self, top: f64, bottom: f64) -> Vec<Fold> {
        let all = self.projection.folds();
        let middle = |entry: usize| f64::midpoint(self.y(entry.saturating_sub(1)), self.y(entry));
        let (from, to) =
            (all.partition_point(|entry| middle(*entry) < top), all.partition_point(|entry| middle(*entry) < bottom));
        let shown = all[from..to].iter().copied().filter(|entry| *entry > 0 && *entry < self.horizon);
        shown
            .map(|entry| {
                let entries = &self.timeline.entries;
                let wait = time_line(round(nanos(entries[entry - 1].at, entries[entry].at)), self.lang);
                Fold { entry, y: middle(entry), text: ["≈ ", &wait].concat().into() }
            })
            .collect()
    }

    /// The times of a stretch: of moments that are not too near to each other, each told from its neighbours.
    fn times(&self, chunk: usize) -> Vec<TimeMark> {
        let mut marks: Vec<TimeMark> = near(chunk).flat_map(|near| self.moments(near)).collect();
        let at = |mark: &TimeMark| self.timeline.entries[mark.entry].at.0;
        for more in 1..=2 {
            let alike: Vec<bool> = marks.windows(2).map(|pair| pair[0].text == pair[1].text).collect();
            let mut is_fine = false;
            for (index, mark) in marks.iter_mut().enumerate() {
                let is_alike = |pair: usize| alike.get(pair).is_some_and(|alike| *alike);
                let finer = time_to(at(mark), self.lang, more);
                // A finer time takes no more lines, and no more room than there is.
                let fits = finer.1.is_some() == mark.text.1.is_some() && self.has_room(&finer);
                // What follows a finer time is as fine, so that one can be compared with the other.
                is_fine |= is_alike(index) || index > 0 && is_alike(index - 1);
                if fits && is_fine {
                    mark.text = finer;
                }
            }
        }
        // What says the same as the time above it says nothing.
        marks.dedup_by(|mark, above| mark.text == above.text);
        let (top, bottom) = span(chunk);
        marks.retain(|mark| (top..bottom).contains(&mark.y));
        marks
    }

    /// Whether a time has room beside the axis.
    fn has_room(&self, text: &(String, Option<String>)) -> bool {
        let fits = |text: &str| text.chars().count() <= self.grid.digits;
        fits(&text.0) && text.1.as_deref().is_none_or(fits)
    }

    /// The first entry of each moment of a stretch, as far as they are not too near to each other.
    fn moments(&self, chunk: usize) -> Vec<TimeMark> {
        let (top, bottom) = span(chunk);
        let mut marks: Vec<TimeMark> = Vec::new();
        let mut last: Option<Instant> = None;
        // The stretch above may have one that reaches down to here.
        let mut free = if top > 0.0 { top + 13.0 } else { 0.0 };
        for index in self.entries(top, bottom) {
            let at = self.timeline.entries[index].at;
            let y = self.y(index);
            if last == Some(at) || y < free {
                continue;
            }
            let mut text = time(at.0, self.lang);
            if !self.has_room(&text) {
                text = time_to(at.0, self.lang, -1);
            }
            free = y + if text.1.is_some() { 27.0 } else { 15.0 };
            last = Some(at);
            marks.push(TimeMark { entry: index, y, text });
        }
        // One with two lines at the very end would reach into the next.
        marks.retain(|mark| mark.text.1.is_none() || mark.y < bottom - 13.0);
        marks
    }
}

/// From where to where a stretch goes.
fn span(chunk: usize) -> (f64, f64) {
    #[expect(clippy::cast_precision_loss, reason = "some thousands at most")]
    let top = chunk as f64 * CHUNK;
    (top, top + CHUNK)
}

/// A stretch and its neighbours.
fn near(chunk: usize) -> std::ops::RangeInclusive<usize> {
    chunk.saturating_sub(1)..=chunk + 1
}

fn take(crowd: &mut Crowd, labels: &[Label]) {
    for label in labels {
        crowd.take(label.placed.quad);
    }
}

/// What labels keep clear of words: they keep farther from them along the arrow, or the two would be read in one.
fn take_words(crowd: &mut Crowd, words: &[Label]) {
    for word in words {
        crowd.take(lengthened(&word.placed.quad, IN_LINE));
    }
}

fn word(crowd: &mut Crowd, owner: usize, part: Part, stretches: &[Stretch], texts: &[&'static str]) -> Option<Label> {
    let widths: Vec<f64> = texts.iter().map(|text| Grid::text_width(text, SMALL)).collect();
    let placed = crowd.place(stretches, &widths)?;
    Some(Label { owner, part, text: texts[placed.text].into(), placed, whole: true })
}

/// Below an arrow or, where that is taken, above it.
fn both(line: Line) -> [Stretch; 2] {
    [Lift::Below, Lift::Above].map(|lift| Stretch { alone: ALONE, ..stretch(line, lift) })
}

fn stretch(line: Line, lift: Lift) -> Stretch {
    Stretch { line, lift, seeks: Seeks::Sender, alone: 0.0 }
}

/// A wait is told roughly: to about two digits.
fn round(nanos: u64) -> u64 {
    const SECOND: u64 = 1_000_000_000;
    let step = match nanos {
        0..SECOND => SECOND / 100,
        SECOND..60_000_000_000 => SECOND / 10,
        _ => SECOND,
    };
    nanos.saturating_add(step / 2) / step * step
}
