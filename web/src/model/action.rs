//! Everything that can happen to the model, and what it does to it.

use std::rc::Rc;

use lessons::quiz::Answer;
use lessons::{Lang, Lesson, Numbering};
use sim::{FaultKind, Scenario, SegmentRef};
use wire::fields::FieldId;
use yew::Reducible;

use super::edits::{own_scenario, set_fault};
use super::{Cursor, Edits, Mode, Model, Pane, Selection, Speed, Tab, Theme, Zoom, no_answers};

/// Units down the ladder that the player goes in a second at normal pace.
const UNITS_PER_SECOND: f64 = 45.0;

/// Something that the learner, the clock or a link does.
#[derive(Clone, Debug)]
pub(crate) enum Action {
    /// So many seconds have passed while playing.
    Tick(f64),
    /// One entry on while playing: what takes the place of ticks for those who prefer reduced motion.
    Advance,
    Play,
    Toggle,
    Jump(Jump),
    /// To a place on the ladder.
    Seek(f64),
    Speed(Speed),
    OpenLesson(&'static Lesson),
    /// Drops a segment, or lets it through again.
    ToggleDrop(SegmentRef),
    /// Lets something happen to a segment on its way, or nothing.
    Fault(SegmentRef, Option<FaultKind>),
    /// Another scenario in place of the one that is run.
    Edit(Box<Scenario>),
    /// Takes the last change back.
    Undo,
    /// Makes it again.
    Redo,
    /// The lesson's own run again.
    RestoreAll,
    SelectSegment(Option<usize>),
    SelectField(Option<FieldId>),
    SelectLayer(Option<u8>),
    Mode(Mode),
    /// Locks the answer to a question and lets its segment be sent.
    Lock(usize, Answer),
    /// Forgets the answers and begins again.
    Retry,
    Lang(Lang),
    Theme(Theme),
    Numbering(Numbering),
    Zoom(Zoom),
    Pane(Pane),
    Tab(Tab),
    DismissNotices,
    /// The link changed: takes its state whole.
    Replace(Box<Model>),
}

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
    /// To just after these many entries.
    To(usize),
}

impl Reducible for Model {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut model = (*self).clone();
        model.apply(action);
        Rc::new(model)
    }
}

impl Model {
    /// What `action` makes of the model.
    pub(crate) fn apply(&mut self, action: Action) {
        match action {
            Action::Tick(seconds) => self.tick(seconds),
            Action::Advance if self.playing => {
                self.move_to(self.cursor_at_step(self.cursor.step + 1));
                if self.cursor.step >= self.rests_before.unwrap_or(usize::MAX).min(self.last_step()) {
                    self.rest();
                }
            }
            Action::Advance => {}
            Action::Play => self.play(),
            Action::Toggle if self.playing => self.rest(),
            Action::Toggle => self.play(),
            Action::Jump(jump) => {
                self.rest();
                self.selection.segment = None;
                self.move_to(self.cursor_at_step(self.target(jump)));
            }
            Action::Seek(place) => {
                self.selection.segment = None;
                self.move_to(self.projection.cursor(place));
                if !self.playing {
                    self.rest();
                }
            }
            Action::Speed(speed) => self.view.speed = speed,
            Action::OpenLesson(lesson) => {
                self.lesson = lesson;
                self.edits = Edits::none(lesson);
                self.answers = no_answers(lesson);
                self.rewind();
                self.simulate();
            }
            Action::ToggleDrop(segment) => {
                let kind = if self.fault(segment) == Some(&FaultKind::Drop) { None } else { Some(FaultKind::Drop) };
                self.set_fault(segment, kind);
            }
            Action::Fault(segment, kind) => self.set_fault(segment, kind),
            Action::Edit(scenario) => {
                if self.edits.change(*scenario) {
                    self.run_again();
                }
            }
            Action::Undo => {
                if self.edits.undo() {
                    self.run_again();
                }
            }
            Action::Redo => {
                if self.edits.redo() {
                    self.run_again();
                }
            }
            Action::RestoreAll => {
                self.edits.change(own_scenario(self.lesson));
                self.answers = no_answers(self.lesson);
                self.rewind();
                self.simulate();
            }
            Action::SelectSegment(segment) => {
                self.rest();
                self.selection.segment = segment;
            }
            Action::SelectField(field) => self.selection.field = field,
            Action::SelectLayer(layer) => self.selection.layer = layer,
            Action::Mode(mode) => {
                self.mode = mode;
                self.answers = no_answers(self.lesson);
                self.rewind();
            }
            Action::Lock(question, answer) => self.lock(question, answer),
            Action::Retry => {
                self.answers = no_answers(self.lesson);
                self.rewind();
            }
            Action::Lang(lang) => self.view.lang = lang,
            Action::Theme(theme) => self.view.theme = theme,
            Action::Numbering(numbering) => self.view.numbering = numbering,
            Action::Zoom(zoom) => self.view.zoom = zoom,
            Action::Pane(pane) => self.view.pane = pane,
            Action::Tab(tab) => self.view.tab = tab,
            Action::DismissNotices => self.notices.clear(),
            Action::Replace(model) => *self = *model,
        }
    }

    /// Where a jump leads, as a step.
    fn target(&self, jump: Jump) -> usize {
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
            Jump::To(step) => step,
        }
    }

    fn play(&mut self) {
        if self.open_question().is_some() {
            return;
        }
        if self.cursor.step >= self.timeline.entries.len() {
            self.move_to(Cursor::default());
        }
        self.selection.segment = None;
        self.rests_before = None;
        self.playing = true;
    }

    fn tick(&mut self, seconds: f64) {
        if !self.playing {
            return;
        }
        let place = self.projection.place(self.cursor) + seconds * UNITS_PER_SECOND * self.view.speed.factor();
        self.move_to(self.projection.cursor(place));
        if let Some(entry) = self.rests_before.filter(|entry| self.cursor.step > *entry) {
            self.cursor = Cursor { step: entry, at: self.timeline.entries[entry].at, dwell: 0 };
            self.rest();
        }
        if self.cursor.step >= self.last_step() {
            self.rest();
        }
    }

    fn rest(&mut self) {
        self.playing = false;
        self.rests_before = None;
        self.cursor = self.cursor.at_rest();
    }

    /// Moves the cursor, but not past an open question.
    fn move_to(&mut self, cursor: Cursor) {
        self.cursor = if cursor.step >= self.last_step() { self.last_cursor() } else { cursor };
    }

    fn rewind(&mut self) {
        self.rest();
        self.cursor = Cursor::default();
        self.selection = Selection { segment: None, ..self.selection };
    }

    /// The run is made anew. Up to where the segment is sent nothing changes, so that is where the learner is left to
    /// watch what follows.
    fn set_fault(&mut self, segment: SegmentRef, kind: Option<FaultKind>) {
        let was_sent = self.timeline.find(segment).map(|sent| sent.entry as usize);
        let mut scenario = (**self.edits.scenario()).clone();
        set_fault(&mut scenario, segment, kind);
        if !self.edits.change(scenario) {
            return;
        }
        self.run_again();
        if let Some(entry) = was_sent {
            self.move_to(self.cursor_at_step(entry + 1));
        }
        self.selection.segment = self.timeline.place(segment);
    }

    /// Runs what was changed. As far as the new run is like the old one everything stays as it is: the moment, what is
    /// selected, and the answers.
    fn run_again(&mut self) {
        let before = self.timeline.clone();
        let selected = self.selection.segment.and_then(|index| before.transmissions.get(index)).map(|sent| sent.id);
        self.rest();
        self.simulate();
        let after = &self.timeline;
        let alike = before.entries.iter().zip(&after.entries).take_while(|(before, after)| before == after).count();
        // Answers to what comes later were given to another run.
        let mut kept = no_answers(self.lesson);
        for posed in self.landmarks.posed.iter().filter(|posed| posed.stop <= alike) {
            kept[posed.index] = self.answers[posed.index];
        }
        self.answers = kept;
        self.selection.segment = selected.and_then(|id| self.timeline.place(id));
        let cursor = if self.cursor.step <= alike { self.cursor } else { self.projection.cursor_at(self.cursor.at) };
        self.move_to(cursor);
    }

    fn lock(&mut self, question: usize, answer: Answer) {
        let Some(open) = self.open_question().filter(|open| open.index == question) else { return };
        self.answers[question] = Some(Answer { numbering: self.view.numbering, ..answer });
        self.selection.segment = None;
        // The segment is sent, and moves as far as the other side. It does not arrive yet, since what it brings about
        // may be the next question.
        self.cursor = self.cursor_at_step(open.stop + 1);
        self.selection.segment = Some(open.transmission);
        let copies = &self.timeline.transmissions[open.transmission].copies;
        let end_of_flight = copies.iter().filter_map(|copy| copy.entry).min().map(|entry| entry as usize);
        let next_question = self.next_question().map(|next| next.stop.saturating_sub(1));
        self.rests_before = [end_of_flight, next_question].into_iter().flatten().min();
        self.playing = self.rests_before.is_some_and(|entry| entry >= self.cursor.step);
    }
}
