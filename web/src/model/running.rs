//! The run of what was changed: at once where it is short, in slices where it is not, so that the page stays awake and
//! the learner can call it off.

use std::cell::RefCell;
use std::rc::Rc;

use sim::{Entry, Happening, Progress, Running, Scenario, SegmentRef, Timeline};

use super::{Cursor, Edits, Landmarks, Mode, Model, Projection, Said, Selection, link};

/// Entries that are run at once: a browser does so many in a few hundredths of a second.
const AT_ONCE: usize = 4_000;

/// A run that is not at its end yet. What it was made from stands in the edits; the run before it is still shown.
#[derive(Clone, Debug)]
pub(crate) struct Pending {
    stage: Rc<RefCell<Option<Stage>>>,
    pub(crate) progress: Progress,
    /// How many turns it has had.
    turns: usize,
    then: Then,
}

impl Pending {
    pub(super) fn turns(&self) -> usize {
        self.turns
    }
}

/// How far a run is: each step of a long one takes a turn of its own, so that none keeps the page from anything else.
#[derive(Debug)]
enum Stage {
    Running(Box<Running>),
    Ended(Timeline),
    /// With what is looked up in it.
    Ready(Timeline, Projection),
}

/// What is shown of a run once it is there.
#[derive(Clone, Debug)]
pub(super) enum Then {
    /// Its beginning.
    Begin,
    /// The same moment, as far as there is one.
    Stay,
    /// A segment that something else happens to now. If it was sent, at this step.
    Segment(SegmentRef, Option<usize>),
    /// A call that was made, by its place among the acts.
    Call(usize),
    /// A segment that was put on the path.
    Made(SegmentRef),
    /// What a link asks for.
    Link(Rc<[(String, String)]>),
    /// The run beside the one that is shown.
    Beside,
}

/// A run that is shown beside the one that is changed.
#[derive(Clone, Debug)]
pub(crate) struct Beside {
    pub(crate) timeline: Rc<Timeline>,
    pub(crate) projection: Rc<Projection>,
    landmarks: Rc<Landmarks>,
}

/// What the run is compared with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Versus {
    /// The run that the lesson brings.
    Own,
    /// The run before the last change.
    Before,
}

impl Model {
    /// What a comparison is made with, if there is such a run.
    pub(crate) fn versus(&self, versus: Versus) -> Option<Rc<Scenario>> {
        let other = match versus {
            Versus::Own => Rc::new(self.own_scenario()),
            Versus::Before => self.edits.before()?.clone(),
        };
        (other != *self.edits.scenario()).then_some(other)
    }

    /// The run beside this one, at the same moment, as a page of its own would show it.
    pub(crate) fn beside(&self) -> Option<Model> {
        let Beside { timeline, projection, landmarks } = self.beside.clone()?;
        let selected = self.selection.segment.and_then(|index| self.timeline.transmissions.get(index));
        let segment = selected.and_then(|sent| timeline.place(sent.id));
        Some(Model {
            edits: Edits::beginning_with(timeline.scenario.clone()),
            // Before anything has happened here, nothing has happened there.
            cursor: if self.cursor.step == 0 { Cursor::default() } else { projection.cursor_at(self.cursor.at) },
            selection: Selection { segment, ..self.selection },
            mode: Mode::Watch,
            beside: None,
            pending: None,
            timeline,
            projection,
            landmarks,
            ..self.clone()
        })
    }

    /// Runs what the edits say.
    pub(super) fn run(&mut self, then: Then) {
        self.rest();
        self.start(&self.edits.scenario().clone(), then);
    }

    fn start(&mut self, scenario: &Scenario, then: Then) {
        let mut running = Running::new(scenario.clone());
        let progress = running.advance(AT_ONCE);
        if progress.end.is_some() {
            self.pending = None;
            let timeline = running.finish();
            let projection = Projection::new(&timeline);
            self.take_run(timeline, projection, then);
        } else {
            let stage = Rc::new(RefCell::new(Some(Stage::Running(Box::new(running)))));
            self.pending = Some(Pending { stage, progress, turns: 0, then });
        }
    }

    /// Goes on with the run that is under way: by about so many entries, or by what comes after the last of them.
    pub(super) fn run_on(&mut self, entries: usize) {
        self.outworn = None;
        let Some(mut pending) = self.pending.take() else { return };
        let Some(stage) = pending.stage.take() else { return };
        let next = match stage {
            Stage::Running(mut running) => {
                pending.progress = running.advance(entries);
                if pending.progress.end.is_some() { Stage::Ended(running.finish()) } else { Stage::Running(running) }
            }
            Stage::Ended(timeline) => {
                let projection = Projection::new(&timeline);
                Stage::Ready(timeline, projection)
            }
            Stage::Ready(timeline, projection) => {
                self.ran = Some(timeline.entries.len());
                return self.take_run(timeline, projection, pending.then);
            }
        };
        pending.stage.replace(Some(next));
        pending.turns += 1;
        self.pending = Some(pending);
    }

    /// Calls the run off, and takes back the change that it was made for.
    pub(super) fn call_off(&mut self) {
        if let Some(pending) = self.pending.take() {
            pending.stage.take();
            self.edits = self.edits_of_run.clone();
        }
    }

    /// Shows another run beside the one that is shown.
    pub(super) fn compare(&mut self, with: &Scenario) {
        self.start(with, Then::Beside);
    }

    fn take_run(&mut self, timeline: Timeline, projection: Projection, then: Then) {
        if let Then::Beside = then {
            self.beside = Some(Beside {
                projection: Rc::new(projection),
                landmarks: Rc::new(Landmarks::new(self.lesson, &timeline)),
                timeline: Rc::new(timeline),
            });
            return;
        }
        self.captured = None;
        let before = self.set_run(timeline, projection);
        match then {
            Then::Begin => {
                self.pose();
                self.rewind();
            }
            Then::Link(parameters) => link::place(self, &parameters),
            Then::Beside => {}
            Then::Stay => self.stay(&before),
            Then::Segment(segment, was_sent) => {
                let place = self.cursor.step;
                self.stay(&before);
                if let Some(entry) = was_sent {
                    self.move_to(self.cursor_at_step(entry + 1));
                }
                self.said = (self.cursor.step < place).then_some(Said::WentBack(segment));
                self.selection.segment = self.timeline.place(segment);
                self.selection.variable = None;
            }
            Then::Call(act) => {
                self.stay(&before);
                let is_it =
                    |entry: &Entry| matches!(entry.happening, Happening::Acted { act: of, .. } if of as usize == act);
                self.selection.segment = None;
                self.show(self.timeline.entries.iter().position(is_it));
            }
            Then::Made(segment) => {
                self.stay(&before);
                self.show(self.timeline.find(segment).map(|sent| sent.entry as usize));
                self.selection.segment = self.timeline.place(segment);
                self.selection.variable = None;
            }
        }
        // To take a long run apart takes a turn as well.
        self.outworn = Some(before).filter(|run| run.entries.len() > AT_ONCE);
    }

    /// As far as the new run is like the one `before` everything stays as it is: the moment, what is selected, and the
    /// answers.
    fn stay(&mut self, before: &Timeline) {
        let selected = self.selection.segment.and_then(|index| before.transmissions.get(index)).map(|sent| sent.id);
        let after = &self.timeline;
        let alike = before.entries.iter().zip(&after.entries).take_while(|(before, after)| before == after).count();
        // Answers to what comes later, or to a segment that says something else now, were given to another run.
        let is_same = |segment: usize| {
            let [was, is] = [&before.transmissions, &after.transmissions].map(|sent| sent.get(segment));
            was.zip(is).is_some_and(|(was, is)| was.segment == is.segment && (is.entry as usize) < alike)
        };
        self.answers.retain(|(segment, _)| is_same(*segment));
        self.range = self.range.and_then(|range| range.within(after.entries.len()));
        self.selection.segment = selected.and_then(|id| self.timeline.place(id));
        // Time, too, may be past what happens next now.
        let next = after.entries.get(self.cursor.step);
        let is_same = self.cursor.step <= alike && next.is_none_or(|next| self.cursor.at <= next.at);
        let cursor = if is_same { self.cursor } else { self.projection.cursor_at(self.cursor.at) };
        self.pose();
        self.move_to(cursor);
    }

    /// The moment just after an entry, unless it is to happen only later.
    fn show(&mut self, entry: Option<usize>) {
        if let Some(entry) = entry.filter(|_| self.lab.wait_ms == 0) {
            self.move_to(self.cursor_at_step(entry + 1));
        }
    }
}
