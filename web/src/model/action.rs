//! Everything that can happen to the model, and what it does to it.

use std::rc::Rc;

use lessons::link::set_fault;
use lessons::states::EdgeId;
use lessons::variables::Variable;
use lessons::{Lang, Lesson, Numbering};
use quiz::Answer;
use sim::{Call, Device, FaultKind, Scenario, SegmentRef, Side, Vantage};
use wire::fields::FieldId;
use wire::line::LineCode;
use yew::{AttrValue, Reducible};

use super::edits::Slider;
use super::running::Then;
use super::{
    Asking, Jump, Lab, Mode, Model, Notice, Pane, Poser, Range, Said, Selection, Shown, Span, Speed, Stops, Tab, Theme,
    Versus, Zoom, link,
};

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
    /// Plays these entries again and again, or all of them once.
    Loop(Option<Range>),
    /// Where the player stops by itself.
    Stops(Stops),
    OpenLesson(&'static Lesson),
    /// Shows a captured conversation.
    OpenCaptured(Rc<Shown>),
    /// Drops a segment, or lets it through again.
    ToggleDrop(SegmentRef),
    /// Lets something happen to a segment on its way, or nothing.
    Fault(SegmentRef, Option<FaultKind>),
    /// Another scenario in place of the one that is run; drawn along a scale, if it is.
    Edit(Box<Scenario>, Option<Slider>),
    /// What is filled in in the lab.
    Lab(Box<Lab>),
    /// Makes a socket call in the lab.
    Call(Side, Call),
    /// Puts the segment that was made in the lab on the path.
    Inject,
    /// Takes a segment that was made by hand back, by its place among them.
    RemoveInjection(usize),
    /// Goes on with a long run, by about so many entries.
    RunOn(usize),
    /// Says why something was not done.
    Say(Said),
    /// Calls a long run off.
    CallOff,
    /// Shows another run beside this one, or no more.
    Compare(Option<Versus>),
    /// Takes the last change back.
    Undo,
    /// Makes it again.
    Redo,
    /// The lesson's own run again.
    RestoreAll,
    SelectSegment(Option<usize>),
    SelectField(Option<FieldId>),
    /// A number that a segment carries, and why it is what it is.
    SelectNumber(usize, FieldId),
    /// Selects a variable of a host and shows why it has its value.
    SelectVariable(Option<(Side, Variable)>),
    SelectEdge(Option<EdgeId>),
    /// A layer of a device.
    SelectPlace(Option<(Device, u8)>),
    /// A bit on the line, and the field that it belongs to.
    SelectBit(u32, Option<FieldId>),
    Code(LineCode),
    Mode(Mode),
    /// What is to be asked.
    Ask(Asking),
    /// Now it can be found what is asked of every segment.
    Poser(Poser),
    /// Locks the answer to what is asked of a segment, by its place among the transmissions, and lets it be sent.
    Lock(usize, Answer),
    /// Forgets the answers and begins again.
    Retry,
    Lang(Lang),
    Theme(Theme),
    Numbering(Numbering),
    Zoom(Zoom),
    Pane(Pane),
    Tab(Tab),
    /// Whose data the charts show.
    Sender(Side),
    /// The stretch of time that the charts show, or all in which something moves.
    Span(Option<Span>),
    /// The charts as tables, or drawn.
    Tables(bool),
    /// From whose Ethernet a header is looked at.
    Vantage(Vantage),
    DismissNotices,
    /// Tells what a view that comes later found wrong with its part of the link.
    Notice(Notice),
    /// To a sentence of the introduction, or out of it.
    Tour(Option<u8>),
    /// Shows what a term of the glossary means, or no more.
    Term(Option<AttrValue>),
    /// Says something to a view that comes later, as a link does: an option and its value, or nothing.
    Option(&'static str, Option<AttrValue>),
    /// The link changed: takes its state whole.
    Replace(Box<Model>),
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
        if !matches!(action, Action::RunOn(_)) {
            (self.search, self.said) = (None, None);
            self.ran = None;
        }
        match action {
            action if self.is_refused(&action) => self.refuse(),
            Action::Tick(seconds) => self.tick(seconds),
            Action::Advance => self.advance(),
            Action::Play => self.play(),
            Action::Toggle if self.playing => self.rest(),
            Action::Toggle => self.play(),
            Action::Jump(Jump::NextStop) => self.search(),
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
            Action::Loop(range) => self.range = range.and_then(|range| range.within(self.timeline.entries.len())),
            Action::Stops(stops) => self.stops = stops,
            Action::OpenLesson(lesson) => self.show_lesson(lesson),
            Action::OpenCaptured(shown) => self.show_captured(&shown),
            Action::RunOn(entries) if self.search.is_some() => self.search_on(entries),
            Action::RunOn(entries) => self.run_on(entries),
            Action::Say(said) => self.said = Some(said),
            Action::CallOff => self.call_off(),
            // What is being computed is not there to be compared.
            Action::Compare(_) if self.pending.is_some() => {}
            Action::Compare(versus) => match versus.and_then(|versus| self.versus(versus)) {
                Some(other) => self.compare(&other),
                None => self.beside = None,
            },
            Action::ToggleDrop(segment) => {
                let kind = if self.fault(segment) == Some(&FaultKind::Drop) { None } else { Some(FaultKind::Drop) };
                self.set_fault(segment, kind);
            }
            Action::Fault(segment, kind) => self.set_fault(segment, kind),
            Action::Edit(scenario, slider) => self.edit(*scenario, slider, Then::Stay),
            Action::Lab(lab) => self.lab = *lab,
            Action::Call(side, call) => self.make_call(side, call),
            Action::Inject => self.inject(),
            Action::RemoveInjection(index) => self.remove_injection(index),
            Action::Undo => {
                if self.edits.undo() {
                    self.run(Then::Stay);
                }
            }
            Action::Redo => {
                if self.edits.redo() {
                    self.run(Then::Stay);
                }
            }
            Action::RestoreAll => {
                self.answers.clear();
                self.edit(self.own_scenario(), None, Then::Begin);
            }
            Action::SelectSegment(segment) => {
                self.rest();
                self.selection.segment = segment;
                self.selection.variable = None;
            }
            Action::SelectNumber(segment, field) => {
                self.rest();
                let segment = Some(segment);
                self.selection = Selection { segment, field: Some(field), bit: None, variable: None, ..self.selection };
                self.view.tab = Tab::Why;
            }
            Action::SelectField(field) => {
                self.selection = Selection { field, bit: None, variable: None, ..self.selection };
            }
            Action::SelectVariable(variable) => {
                self.selection.variable = variable;
                if variable.is_some() {
                    self.selection.segment = None;
                    self.view.tab = Tab::Why;
                }
            }
            Action::SelectEdge(edge) => self.selection.edge = edge,
            Action::SelectPlace(place) => {
                let (device, layer) = place.unzip();
                self.selection = Selection { device, layer, ..self.selection };
            }
            Action::SelectBit(bit, field) => {
                self.selection = Selection { field, bit: Some(bit), variable: None, ..self.selection };
            }
            Action::Code(code) => self.view.code = code,
            Action::Mode(mode) => {
                self.mode = mode;
                self.answers.clear();
                self.pose();
                // What is to be predicted has not happened yet.
                if mode == Mode::Predict { self.rewind() } else { self.rest() }
            }
            Action::Ask(asking) => {
                self.asking = asking;
                self.pose();
                self.rest();
                self.move_to(self.cursor);
            }
            Action::Poser(poser) => self.take_poser(poser),
            Action::Lock(segment, answer) => self.lock(segment, answer),
            Action::Retry => {
                self.answers.clear();
                self.rewind();
            }
            Action::Lang(lang) => self.view.lang = lang,
            Action::Theme(theme) => self.view.theme = theme,
            Action::Numbering(numbering) => self.view.numbering = numbering,
            Action::Zoom(zoom) => self.view.zoom = zoom,
            Action::Pane(pane) => self.view.pane = pane,
            Action::Tab(tab) => self.view.tab = tab,
            Action::Sender(side) => self.view.sender = side,
            Action::Span(span) => self.view.span = span,
            Action::Tables(tables) => self.view.tables = tables,
            Action::Vantage(vantage) => self.view.vantage = vantage,
            Action::Tour(step) => self.tour = step,
            Action::Notice(notice) => self.notices.push(notice),
            Action::DismissNotices => self.notices.clear(),
            Action::Term(term) => self.term = term,
            Action::Option(name, value) => self.options.set(name, value),
            Action::Replace(model) => {
                let (shelf, poser) = (self.shelf.take(), self.poser);
                *self = *model;
                if let Some(poser) = poser {
                    self.take_poser(poser);
                }
                self.recall(shelf);
            }
        }
    }

    /// The run is made anew. Up to where the segment is sent nothing changes, so that is where the learner is left to
    /// watch what follows.
    fn set_fault(&mut self, segment: SegmentRef, kind: Option<FaultKind>) {
        let was_sent = self.timeline.find(segment).map(|sent| sent.entry as usize);
        let mut scenario = (**self.edits.scenario()).clone();
        set_fault(&mut scenario, segment, kind);
        self.edit(scenario, None, Then::Segment(segment, was_sent));
    }

    /// Puts another scenario in place of the one that is run.
    pub(super) fn edit(&mut self, scenario: Scenario, slider: Option<Slider>, then: Then) {
        self.lab.problem = None;
        if self.edits.change(scenario, slider) {
            self.run(then);
        }
    }

    fn take_poser(&mut self, poser: Poser) {
        self.poser = Some(poser);
        self.pose();
        if let Some(parameters) = self.unplaced.take() {
            link::place_moment(self, &parameters);
        }
    }

    fn lock(&mut self, segment: usize, answer: Answer) {
        let Some(open) = self.open_question().filter(|open| open.transmission == segment) else { return };
        self.keep_answer(segment, Answer { numbering: self.view.numbering, ..answer });
        self.selection.segment = None;
        // The segment is sent, and moves as far as the other side. It does not arrive yet, since what it brings about
        // may be the next question. Where the next question is about the very next entry, it does not move at all.
        self.cursor = self.cursor_at_step(open.stop + 1);
        self.selection.segment = Some(open.transmission);
        self.selection.variable = None;
        let copies = &self.timeline.transmissions[open.transmission].copies;
        let end_of_flight = copies.iter().filter_map(|copy| copy.entry).min().map(|entry| entry as usize);
        let next_question = self.next_question().map(|next| next.stop.saturating_sub(1));
        self.rests_before = [end_of_flight, next_question].into_iter().flatten().min();
        self.playing = self.rests_before.is_some_and(|entry| entry >= self.cursor.step);
    }
}
