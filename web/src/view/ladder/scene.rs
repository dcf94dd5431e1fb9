//! The run as a drawing: where every arrow, state, timer and time is, at one width and one length. Whatever is asked for
//! is worked out from what is near it, so that no part of a long run has to be there for another.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use lessons::{Lang, Numbers};
use sim::{SegmentRef, Side, Timeline};
use tcp::{Instant, State};
use yew::AttrValue;

use super::chunk::{Chunk, Label, Part};
use super::facts::{Facts, sayings};
use super::geometry::{Grid, Line, Placed, Point, Quad, TOP, UNIT, upright};
use crate::labels::ladder::{LadderLabels, ladder};
use crate::model::{Mode, Model, Projection, Will};

/// Units that the segment that is asked for is drawn to take, whatever it really takes.
const ASKED_WAY: f64 = 60.0;
/// Units that the arrow of a duplicate goes down at least.
const LEAST_WAY: f64 = 30.0;
/// Units that the segment that is asked for is drawn below what happened last.
const ASKED_AFTER: f64 = 18.0;
/// The size of times, timers and marks.
pub(super) const SMALL: f64 = 11.0;
/// Pixels that a ladder may be long: browsers lay out no more.
const LONGEST: f64 = 8_000_000.0;
/// The least height of the box of a state that has its name in it.
const LEAST_NAMED: f64 = 13.0;
/// Shapes and chunks that are kept.
const MOST_KEPT: usize = 4000;

/// A run at a width and a length.
pub(super) struct Scene {
    pub(super) timeline: Rc<Timeline>,
    pub(super) projection: Rc<Projection>,
    pub(super) lang: Lang,
    pub(super) labels: &'static LadderLabels,
    pub(super) numbers: Numbers,
    /// The first entry that may not bear on what is drawn: while predicting, everything from the question on.
    pub(super) horizon: usize,
    pub(super) grid: Grid,
    /// Pixels per unit of the ladder.
    pub(super) scale: f64,
    pub(super) height: f64,
    pub(super) states: Vec<StateSpan>,
    /// The segment that is asked for next: where it will leave, and nothing else of it.
    pub(super) asked: Option<Asked>,
    /// What will happen to segments because the learner wants it to.
    wills: Vec<(SegmentRef, Will)>,
    pub(super) kept: RefCell<Kept>,
}

/// What was worked out already.
#[derive(Default)]
pub(super) struct Kept {
    shapes: BTreeMap<usize, Rc<Shape>>,
    pub(super) words: BTreeMap<usize, Rc<Vec<Label>>>,
    pub(super) chunks: BTreeMap<usize, Rc<Chunk>>,
}

/// A segment as it is drawn.
pub(super) struct Shape {
    pub(super) index: usize,
    pub(super) facts: Facts,
    /// The entry that sends it.
    pub(super) entry: usize,
    /// What its label can say, longest first: all of it, and less and less.
    pub(super) texts: [AttrValue; 4],
    pub(super) arrows: Vec<Arrow>,
    /// What will happen to it because the learner wants it to. It is told until it has happened.
    pub(super) will: Option<Will>,
}

impl Shape {
    /// Everything that its label can say.
    pub(super) fn full(&self) -> &AttrValue {
        &self.texts[0]
    }

    /// What is still to happen to it after the first `step` entries because the learner wants it to.
    pub(super) fn will_after(&self, step: usize) -> Option<Will> {
        self.will.filter(|_| self.settled().is_none_or(|settled| settled >= step))
    }

    /// As much of the way of one of its copies as it may be seen to make before it has made it: where the learner wants it
    /// to be lost, not beyond.
    pub(super) fn to_come(&self, arrow: &Arrow) -> Line {
        if self.will == Some(Will::BeLost) { arrow.line } else { arrow.whole }
    }

    /// The entry with which all that becomes of it is known, unless the run ends before.
    pub(super) fn settled(&self) -> Option<usize> {
        self.arrows.iter().map(|arrow| arrow.ended).try_fold(self.entry, |last, ended| Some(last.max(ended?)))
    }
}

/// The way of one copy.
#[derive(Clone, PartialEq)]
pub(super) struct Arrow {
    /// The way that it makes.
    pub(super) line: Line,
    /// The whole way to the other side.
    pub(super) whole: Line,
    /// The entry in which it arrives or is lost.
    pub(super) ended: Option<usize>,
    pub(super) outcome: Outcome,
}

impl Arrow {
    /// Whether it has arrived, or is lost, after the first `step` entries.
    pub(super) fn has_ended(&self, step: usize) -> bool {
        self.ended.is_some_and(|ended| ended < step)
    }

    /// Where the mark of what became of it stands: near the head, and on the arrow however long that is.
    pub(super) fn near_head(&self) -> Point {
        self.line.at(1.0 - 34.0 / self.line.length().max(40.0))
    }

    /// What the mark of what became of it covers.
    pub(super) fn mark(&self) -> Option<Quad> {
        let (at, wide, high) = match self.outcome {
            Outcome::Delivered | Outcome::Again => return None,
            Outcome::Lost | Outcome::QueueFull => (self.line.to, 7.0, 7.0),
            Outcome::Corrupted => (self.near_head(), 7.0, 14.0),
            Outcome::Overtaken => (self.near_head(), 10.0, 8.0),
            Outcome::Marked => (self.near_head(), 8.0, 8.0),
        };
        Some(upright(at.x - wide, at.y - high, 2.0 * wide, 2.0 * high))
    }

    /// As much of the way as may be told: that a segment will be lost is not.
    pub(super) fn seen(&self) -> Line {
        if self.outcome.is_loss() { self.line } else { self.whole }
    }
}

/// How the way of a copy ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Outcome {
    Delivered,
    /// It is the second to arrive.
    Again,
    Lost,
    /// The router had no room for it.
    QueueFull,
    Corrupted,
    /// What was sent later has arrived before it.
    Overtaken,
    /// It arrived with Congestion Experienced.
    Marked,
}

impl Outcome {
    /// Whether its way ends before the other side.
    pub(super) fn is_loss(self) -> bool {
        matches!(self, Outcome::Lost | Outcome::QueueFull)
    }
}

/// A state of one side.
pub(super) struct StateSpan {
    pub(super) side: Side,
    pub(super) state: State,
    /// The entry that enters it, unless the run begins with it.
    pub(super) entered: Option<usize>,
    /// The entry that leaves it.
    pub(super) left: Option<usize>,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

impl StateSpan {
    /// Where its name stands if its box reaches down to `bottom`: at the top, or in the middle of a short one. One that is
    /// too short for a name has none.
    pub(super) fn name_in(&self, bottom: f64) -> Option<f64> {
        let high = bottom - self.top;
        (high >= LEAST_NAMED).then(|| if high < 18.0 { f64::midpoint(self.top, bottom) + 3.0 } else { self.top + 13.0 })
    }
}

/// A timer from its start to its expiry, or to where it was stopped or started anew.
pub(super) struct TimerSpan {
    pub(super) side: Side,
    pub(super) timer: tcp::Timer,
    pub(super) expires: bool,
    pub(super) top: f64,
    pub(super) bottom: f64,
    pub(super) text: AttrValue,
}

/// The segment that is asked for.
pub(super) struct Asked {
    pub(super) line: Line,
    pub(super) label: Option<Placed>,
}

/// What the segment that is asked for says on the ladder, and what it says where there is less room.
pub(super) const ASKED: [&str; 2] = ["seq = ?  ack = ?", "?"];

/// Pixels per unit of a model's ladder, at its zoom.
pub(super) fn scale(model: &Model) -> f64 {
    let length = model.projection.length().max(1.0);
    (UNIT * model.view.zoom.factor()).min(LONGEST / length)
}

/// The first entry that may not bear on what is drawn: while predicting, everything from the question on.
pub(super) fn horizon(model: &Model) -> usize {
    match model.mode {
        Mode::Watch | Mode::Quiz | Mode::Lab => model.timeline.entries.len(),
        Mode::Predict => model.last_step(),
    }
}

/// How many pixels a model's ladder is long.
pub(super) fn height(model: &Model) -> f64 {
    let (units, below) = match model.next_question() {
        Some(posed) => (model.projection.step(posed.stop) + ASKED_AFTER + ASKED_WAY, 40.0),
        None => (model.projection.step(horizon(model)), 30.0),
    };
    TOP + units * scale(model) + below
}

impl Scene {
    pub(super) fn new(model: &Model, width: f64) -> Scene {
        Scene::in_language(model, width, model.view.lang)
    }

    fn in_language(model: &Model, width: f64, lang: Lang) -> Scene {
        let mut scene = Scene {
            timeline: model.timeline.clone(),
            projection: model.projection.clone(),
            lang,
            labels: ladder(lang),
            numbers: model.numbers(),
            horizon: horizon(model),
            grid: Grid::new(width),
            scale: scale(model),
            height: height(model),
            states: Vec::new(),
            asked: None,
            wills: model.wills(),
            kept: RefCell::default(),
        };
        scene.states = Side::BOTH.into_iter().flat_map(|side| scene.spans_of_states(side)).collect();
        scene.asked = scene.asked(model);
        scene
    }

    /// How far down something at `place` of the ladder is.
    pub(super) fn place_y(&self, place: f64) -> f64 {
        TOP + place * self.scale
    }

    /// The place of the ladder that is so far down.
    pub(super) fn place(&self, y: f64) -> f64 {
        (y - TOP) / self.scale
    }

    /// How far down an entry is.
    pub(super) fn y(&self, entry: usize) -> f64 {
        self.place_y(self.projection.entry(entry))
    }

    /// The entries from `from` down to `to`, both in pixels.
    pub(super) fn entries(&self, from: f64, to: f64) -> Range<usize> {
        let count = |y: f64| self.projection.entries_to(self.place(y)).min(self.horizon);
        count(from)..count(to)
    }

    /// How many segments are sent in the first `entries` entries.
    pub(super) fn sent_in(&self, entries: usize) -> usize {
        self.timeline.transmissions.partition_point(|sent| (sent.entry as usize) < entries)
    }

    /// The segments that begin or end among these entries, in order.
    pub(super) fn touching(&self, entries: Range<usize>) -> Vec<usize> {
        let mut named = Vec::new();
        for index in self.timeline.entries[entries].iter().filter_map(|entry| entry.happening.transmission()) {
            add(&mut named, index as usize);
        }
        named
    }

    /// The segments that are on their way at any of these entries, in order.
    pub(super) fn crossing(&self, entries: Range<usize>) -> impl Iterator<Item = usize> + '_ {
        self.projection.index.reaching(&self.timeline, self.sent_in(entries.end), entries.start)
    }

    /// How a segment is drawn.
    pub(super) fn shape(&self, index: usize) -> Rc<Shape> {
        if let Some(shape) = self.kept.borrow().shapes.get(&index) {
            return shape.clone();
        }
        let sent = &self.timeline.transmissions[index];
        let shape = Rc::new(Shape {
            index,
            facts: Facts::of(sent),
            entry: sent.entry as usize,
            texts: sayings(sent, &self.numbers).map(AttrValue::from),
            arrows: self.arrows(index),
            will: self.wills.iter().find(|(segment, _)| *segment == sent.id).map(|(_, will)| *will),
        });
        let mut kept = self.kept.borrow_mut();
        if kept.shapes.len() + kept.chunks.len() > MOST_KEPT {
            *kept = Kept::default();
        }
        kept.shapes.insert(index, shape.clone());
        shape
    }

    /// The label of a segment, if there is room for one.
    pub(super) fn label_of(&self, shape: &Shape) -> Option<Label> {
        let chunk = self.chunk(self.chunk_at(shape.arrows.first()?.line.from.y));
        chunk.labels.iter().find(|label| label.owner == shape.index && label.part == Part::Says).cloned()
    }

    fn arrows(&self, index: usize) -> Vec<Arrow> {
        let sent = &self.timeline.transmissions[index];
        let from = sent.id.from;
        let (near, far) = (self.grid.lifeline(from), self.grid.lifeline(from.peer()));
        let mut arrived = false;
        let arrows = sent.copies.iter().map(|way| {
            let entry = way.entry.map(|entry| entry as usize);
            let ended = entry.filter(|ended| *ended < self.horizon);
            let (sends, ends) = (self.y(sent.entry as usize), entry.map(|ended| self.y(ended)));
            let top = if way.left == sent.sent {
                sends
            } else {
                // A duplicate leaves later than its entry tells. Where that is in a fold its arrow would be level.
                let least = ends.map_or(f64::INFINITY, |ends| ends - LEAST_WAY * self.scale);
                self.y_at(way.left).min(least).max(sends)
            };
            let bottom = ends.unwrap_or(top + ASKED_WAY * self.scale);
            let outcome = match (way.fate, ended) {
                (_, None) => Outcome::Delivered,
                (sim::Fate::Lost | sim::Fate::Stopped(_), _) => Outcome::Lost,
                (sim::Fate::QueueFull, _) => Outcome::QueueFull,
                (sim::Fate::Corrupted { .. }, _) => Outcome::Corrupted,
                (sim::Fate::Delivered, _) if arrived => Outcome::Again,
                (sim::Fate::Delivered, Some(ended)) if self.is_overtaken(index, ended) => Outcome::Overtaken,
                (sim::Fate::Delivered, _) if way.marked && sent.ecn_capable => Outcome::Marked,
                (sim::Fate::Delivered, _) => Outcome::Delivered,
            };
            arrived |= way.fate == sim::Fate::Delivered && ended.is_some();
            let share = way.fate.share();
            let to = Point { x: far, y: top + (bottom - top) / share };
            let whole = Line { from: Point { x: near, y: top }, to };
            Arrow { line: Line { to: whole.at(share), ..whole }, whole, ended, outcome }
        });
        arrows.collect()
    }

    /// Whether something that its sender sent later has arrived before `ended`, in which it arrives.
    fn is_overtaken(&self, index: usize, ended: usize) -> bool {
        let sent = &self.timeline.transmissions;
        let path = &self.timeline.scenario.path;
        let usual = match sent[index].id.from {
            Side::Client => path.to_server_ms,
            Side::Server => path.to_client_ms,
        };
        // What takes no longer than others do is overtaken by none, so that it need not be looked for.
        if nanos(sent[index].sent, self.timeline.entries[ended].at) <= u64::from(usual) * 1_000_000 {
            return false;
        }
        let later = sent[index + 1..].iter().take_while(|later| (later.entry as usize) < ended);
        later.filter(|later| later.id.from == sent[index].id.from).any(|later| {
            let copies = later.copies.iter().filter(|copy| copy.fate == sim::Fate::Delivered);
            let mut ends = copies.filter_map(|copy| copy.entry).map(|entry| entry as usize);
            ends.any(|end| end < ended)
        })
    }

    fn y_at(&self, at: Instant) -> f64 {
        self.place_y(self.projection.place_at(at))
    }

    fn asked(&self, model: &Model) -> Option<Asked> {
        let posed = model.next_question()?;
        let from = self.timeline.transmissions[posed.transmission].id.from;
        // Neither when it leaves nor how long it takes is taken from the run.
        let top = self.place_y(self.projection.step(posed.stop) + ASKED_AFTER);
        let line = Line {
            from: Point { x: self.grid.lifeline(from), y: top },
            to: Point { x: self.grid.lifeline(from.peer()), y: top + ASKED_WAY * self.scale },
        };
        Some(Asked { line, label: self.place_asked(line) })
    }
}

/// Adds a number to those that are in order, unless it is among them. They are some hundreds at most.
pub(super) fn add(numbers: &mut Vec<usize>, number: usize) {
    if let Err(at) = numbers.binary_search(&number) {
        numbers.insert(at, number);
    }
}

pub(super) fn nanos(from: Instant, to: Instant) -> u64 {
    to.0.saturating_sub(from.0)
}
