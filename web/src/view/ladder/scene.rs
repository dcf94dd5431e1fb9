//! The run as a drawing: where every arrow, label, state, timer and time is. It is made once for a run and a width;
//! which of it is to be seen follows from the cursor.

use std::rc::Rc;

use lessons::Numbers;
use sim::{Side, Timeline, Transmission};
use tcp::{Instant, State};
use yew::AttrValue;

use super::facts::{Facts, sayings};
use super::geometry::{Crowd, Grid, Lift, Line, Placed, Point, Seeks, Stretch, TOP, UNIT, stroke, upright};
use crate::labels::ladder::{LadderLabels, ladder, time, time_line};
use crate::model::{Cursor, Mode, Model, Projection};

/// Units that the segment that is asked for is drawn to take, whatever it really takes.
const ASKED_WAY: f64 = 60.0;
/// The size of times, timers and marks.
pub(super) const SMALL: f64 = 11.0;

/// Everything that can be drawn of a run.
pub(super) struct Scene {
    /// Held so that another run cannot come to lie at the same place in memory, which would pass for this one.
    pub(super) timeline: Rc<Timeline>,
    pub(super) grid: Grid,
    pub(super) height: f64,
    pub(super) segments: Vec<Rc<Shape>>,
    pub(super) states: Vec<StateSpan>,
    pub(super) timers: Vec<TimerSpan>,
    pub(super) folds: Vec<Fold>,
    pub(super) times: Vec<TimeMark>,
    /// The segment that is asked for next: where it will leave, and nothing else of it.
    pub(super) asked: Option<Asked>,
}

/// A segment as it is drawn.
#[derive(PartialEq)]
pub(super) struct Shape {
    pub(super) index: usize,
    pub(super) facts: Facts,
    /// The entry that sends it.
    pub(super) entry: usize,
    /// Everything that its label can say.
    pub(super) full: AttrValue,
    pub(super) arrows: Vec<Arrow>,
    pub(super) label: Option<Label>,
    /// That it is a retransmission, in a word.
    pub(super) word: Option<Label>,
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
    /// What became of it, in a word, unless it simply arrived.
    pub(super) word: Option<Label>,
}

impl Arrow {
    /// As much of the way as may be told: that a segment will be lost is not.
    fn seen(&self) -> Line {
        if self.outcome == Outcome::Lost { self.line } else { self.whole }
    }
}

/// How the way of a copy ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Delivered,
    Again,
    Lost,
    Corrupted,
}

/// A text with its place.
#[derive(Clone, PartialEq)]
pub(super) struct Label {
    pub(super) text: AttrValue,
    pub(super) placed: Placed,
    /// Whether it says everything.
    pub(super) whole: bool,
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
    /// Where its name stands.
    pub(super) name: f64,
}

/// A timer from its start to its expiry, or to where it was stopped or started anew.
pub(super) struct TimerSpan {
    pub(super) side: Side,
    pub(super) started: usize,
    pub(super) ended: Option<usize>,
    pub(super) expires: bool,
    pub(super) top: f64,
    pub(super) bottom: f64,
    pub(super) text: AttrValue,
}

/// A quiet stretch that is shorter on the drawing than in time.
pub(super) struct Fold {
    pub(super) y: f64,
    pub(super) text: AttrValue,
}

/// A moment on the axis.
pub(super) struct TimeMark {
    pub(super) entry: usize,
    pub(super) y: f64,
    pub(super) text: (String, Option<String>),
}

/// The segment that is asked for.
pub(super) struct Asked {
    pub(super) line: Line,
    pub(super) label: Option<Placed>,
}

/// What the segment that is asked for says on the ladder.
pub(super) const ASKED: &str = "seq = ?  ack = ?";

impl Scene {
    pub(super) fn new(model: &Model, width: f64) -> Scene {
        Builder::new(model, width).build()
    }

    /// How far down something at `place` of the ladder is.
    pub(super) fn y(place: f64) -> f64 {
        TOP + place * UNIT
    }
}

/// The first entry that may not bear on what is drawn: while predicting, everything from the question on.
pub(super) fn horizon(model: &Model) -> usize {
    match model.mode {
        Mode::Watch | Mode::Lab => model.timeline.entries.len(),
        Mode::Predict => model.last_step(),
    }
}

/// Makes a scene: what is placed first keeps its place.
pub(super) struct Builder<'a> {
    model: &'a Model,
    pub(super) timeline: &'a Timeline,
    projection: &'a Projection,
    pub(super) grid: Grid,
    pub(super) labels: &'static LadderLabels,
    pub(super) horizon: usize,
    pub(super) crowd: Crowd,
}

impl<'a> Builder<'a> {
    fn new(model: &'a Model, width: f64) -> Builder<'a> {
        Builder {
            model,
            timeline: &model.timeline,
            projection: &model.projection,
            grid: Grid::new(width),
            labels: ladder(model.view.lang),
            horizon: horizon(model),
            crowd: Crowd::default(),
        }
    }

    fn build(mut self) -> Scene {
        let timers = self.timers();
        let folds = self.folds();
        let segments = self.segments();
        let asked = self.asked();
        let last = self.horizon.checked_sub(1).map_or(0.0, |last| self.projection.entry(last));
        let height = match &asked {
            Some(asked) => asked.line.to.y + 40.0,
            None => Scene::y(last) + 30.0,
        };
        Scene {
            timeline: self.model.timeline.clone(),
            grid: self.grid,
            height,
            segments,
            states: Side::BOTH.into_iter().flat_map(|side| self.states(side)).collect(),
            timers,
            folds,
            times: self.times(),
            asked,
        }
    }

    pub(super) fn y(&self, entry: usize) -> f64 {
        Scene::y(self.projection.entry(entry))
    }

    fn segments(&mut self) -> Vec<Rc<Shape>> {
        let numbers = Numbers::new(self.model.view.numbering, &self.timeline.scenario);
        let timeline = self.timeline;
        let sent = timeline.transmissions.iter().filter(|sent| (sent.entry as usize) < self.horizon);
        let mut shapes: Vec<(Shape, [String; 4])> = sent
            .enumerate()
            .map(|(index, sent)| {
                let texts = sayings(sent, &numbers);
                let shape = Shape {
                    index,
                    facts: Facts::of(sent),
                    entry: sent.entry as usize,
                    full: texts[0].clone().into(),
                    arrows: self.arrows(sent),
                    label: None,
                    word: None,
                };
                (shape, texts)
            })
            .collect();
        for (shape, _) in &shapes {
            for arrow in &shape.arrows {
                self.crowd.strokes.push((shape.index, stroke(arrow.seen())));
                if arrow.outcome == Outcome::Lost {
                    let Point { x, y } = arrow.line.to;
                    self.crowd.taken.push(upright(x - 7.0, y - 7.0, 14.0, 14.0));
                }
            }
        }
        // Marks are short, and there is no other way to say what they say, so they come first.
        for (shape, _) in &mut shapes {
            self.place_words(shape);
        }
        for (shape, texts) in &mut shapes {
            shape.label = self.place_label(shape, texts);
        }
        shapes.into_iter().map(|(shape, _)| Rc::new(shape)).collect()
    }

    fn arrows(&self, sent: &Transmission) -> Vec<Arrow> {
        let from = sent.id.from;
        let (near, far) = (self.grid.lifeline(from), self.grid.lifeline(from.peer()));
        let mut arrived = false;
        let arrows = sent.copies.iter().map(|way| {
            let entry = way.entry.map(|entry| entry as usize);
            let ended = entry.filter(|ended| *ended < self.horizon);
            // A duplicate leaves later than its entry tells.
            let top = if way.left == sent.sent { self.y(sent.entry as usize) } else { self.y_at(way.left) };
            let bottom = match entry {
                Some(ended) => self.y(ended),
                None => top + ASKED_WAY * UNIT,
            };
            let outcome = match way.fate {
                _ if ended.is_none() => Outcome::Delivered,
                sim::Fate::Lost | sim::Fate::QueueFull => Outcome::Lost,
                sim::Fate::Corrupted { .. } => Outcome::Corrupted,
                sim::Fate::Delivered if arrived => Outcome::Again,
                sim::Fate::Delivered => Outcome::Delivered,
            };
            arrived |= outcome == Outcome::Delivered;
            let share = way.fate.share();
            let to = Point { x: far, y: top + (bottom - top) / share };
            let whole = Line { from: Point { x: near, y: top }, to };
            Arrow { line: Line { to: whole.at(share), ..whole }, whole, ended, outcome, word: None }
        });
        arrows.collect()
    }

    fn y_at(&self, at: Instant) -> f64 {
        Scene::y(self.projection.place(Cursor { step: self.timeline.step_at(at), at, dwell: 0 }))
    }

    fn place_words(&mut self, shape: &mut Shape) {
        if shape.facts.retransmission
            && let Some(arrow) = shape.arrows.first()
        {
            let line = arrow.seen();
            shape.word = self.word(shape.index, &both(line), &[self.labels.retransmission, self.labels.again]);
        }
        let index = shape.index;
        for arrow in &mut shape.arrows {
            let text = match arrow.outcome {
                Outcome::Delivered => continue,
                Outcome::Lost => self.labels.lost,
                Outcome::Corrupted => self.labels.corrupted,
                Outcome::Again => self.labels.duplicate,
            };
            let mut stretches = both(arrow.line).map(|stretch| Stretch { seeks: Seeks::Receiver, ..stretch }).to_vec();
            if arrow.outcome == Outcome::Lost {
                stretches.insert(0, stretch(arrow.line, Lift::Behind));
            }
            arrow.word = self.word(index, &stretches, &[text]);
        }
    }

    fn word(&mut self, owner: usize, stretches: &[Stretch], texts: &[&'static str]) -> Option<Label> {
        let widths: Vec<f64> = texts.iter().map(|text| Grid::text_width(text, SMALL)).collect();
        let placed = self.crowd.place(owner, stretches, &widths)?;
        Some(Label { text: texts[placed.text].into(), placed, whole: true })
    }

    fn place_label(&mut self, shape: &Shape, texts: &[String; 4]) -> Option<Label> {
        let arrow = shape.arrows.first()?;
        let mut stretches = vec![stretch(arrow.seen(), Lift::Above)];
        if arrow.outcome == Outcome::Lost {
            // Over the cross and on: there the label has the whole way.
            stretches.push(stretch(arrow.whole, Lift::HighAbove));
        }
        let widths: Vec<f64> = texts.iter().map(|text| Grid::text_width(text, self.grid.font)).collect();
        let placed = match self.crowd.place(shape.index, &stretches, &widths) {
            Some(placed) => placed,
            // Where it is crowded a label below its arrow is better than none.
            None => self.crowd.place(shape.index, &[stretch(arrow.seen(), Lift::Below)], &widths)?,
        };
        let text = &texts[placed.text];
        Some(Label { text: text.clone().into(), whole: *text == texts[0], placed })
    }

    fn folds(&mut self) -> Vec<Fold> {
        let middle = (self.grid.lifeline(Side::Client) + self.grid.lifeline(Side::Server)) / 2.0;
        let folds = self.projection.folds().iter().filter(|entry| **entry > 0 && **entry < self.horizon);
        let folds: Vec<Fold> = folds
            .map(|entry| {
                let (from, to) = (&self.timeline.entries[entry - 1], &self.timeline.entries[*entry]);
                let wait = time_line(round(nanos(from.at, to.at)));
                let y = (self.y(entry - 1) + self.y(*entry)) / 2.0;
                Fold { y, text: ["≈ ", &wait].concat().into() }
            })
            .collect();
        for fold in &folds {
            let width = Grid::text_width(&fold.text, SMALL);
            self.crowd.taken.push(upright(middle - width / 2.0 - 6.0, fold.y - 9.0, width + 12.0, 18.0));
        }
        folds
    }

    /// The first entry of each moment, as far as they are not too near to each other.
    fn times(&self) -> Vec<TimeMark> {
        let mut marks: Vec<TimeMark> = Vec::new();
        let mut last: Option<Instant> = None;
        let mut free = f64::NEG_INFINITY;
        for (index, entry) in self.timeline.entries[..self.horizon].iter().enumerate() {
            let y = self.y(index);
            if last == Some(entry.at) || y < free {
                continue;
            }
            let text = time(entry.at.0);
            free = y + if text.1.is_some() { 27.0 } else { 15.0 };
            last = Some(entry.at);
            marks.push(TimeMark { entry: index, y, text });
        }
        marks
    }

    fn asked(&mut self) -> Option<Asked> {
        let posed = self.model.next_question()?;
        let from = self.timeline.transmissions[posed.transmission].id.from;
        let before = posed.stop.checked_sub(1).map_or(0.0, |last| self.projection.entry(last));
        // Neither when it leaves nor how long it takes is taken from the run.
        let top = Scene::y(before + 18.0);
        let line = Line {
            from: Point { x: self.grid.lifeline(from), y: top },
            to: Point { x: self.grid.lifeline(from.peer()), y: top + ASKED_WAY * UNIT },
        };
        let width = Grid::text_width(ASKED, self.grid.font);
        let label = self.crowd.place(usize::MAX, &[stretch(line, Lift::Above)], &[width]);
        Some(Asked { line, label })
    }
}

/// Below an arrow or, where that is taken, above it.
fn both(line: Line) -> [Stretch; 2] {
    [Lift::Below, Lift::Above].map(|lift| stretch(line, lift))
}

fn stretch(line: Line, lift: Lift) -> Stretch {
    Stretch { line, lift, seeks: Seeks::Sender }
}

pub(super) fn nanos(from: Instant, to: Instant) -> u64 {
    to.0.saturating_sub(from.0)
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
