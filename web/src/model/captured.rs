//! A captured conversation in place of a run: it is looked at as a run is, but what happened cannot be changed.

use std::rc::Rc;

use lessons::Question;
use lessons::captured::certainty;
use lessons::variables::Variable;
use observer::Vantage;
use quiz::{Posed, captured_questions};
use replay::Captured;
use sim::{Scenario, Side};

use super::edits::own_scenario;
use super::{Action, Edits, Landmarks, Mode, Model, Notice, Projection, Said, link};

/// Letters of a file's name that a link has.
const LONGEST_NAME: usize = 120;

/// A conversation of a file that was opened.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    pub(crate) captured: Captured,
    pub(crate) projection: Rc<Projection>,
    pub(crate) source: Source,
    /// How many more segments the conversation has than are shown.
    pub(crate) omitted: u64,
    /// What can be asked of it. The questions are kept as long as the page, as a lesson's are.
    pub(crate) posed: Vec<Posed<'static>>,
}

/// Which conversation of which file, and how it is looked at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Source {
    /// The file's name, as far as a link has it.
    pub(crate) file: String,
    /// The conversation, from 1.
    pub(crate) number: usize,
    /// Where it is taken to have been captured.
    pub(crate) vantage: Vantage,
}

impl Shown {
    pub(crate) fn new(captured: Captured, projection: Projection, source: Source) -> Shown {
        let timeline = &*captured.timeline;
        let asked = captured_questions(timeline, &|step, side| *captured.view(step, side));
        let (questions, transmissions): (Vec<Question>, Vec<usize>) = asked.into_iter().unzip();
        let questions: &'static [Question] = questions.leak();
        let posed = questions.iter().zip(transmissions).enumerate().map(|(index, (question, transmission))| {
            let stop = timeline.transmissions[transmission].entry as usize;
            Posed { index: Some(index), question, transmission, stop }
        });
        let mut posed: Vec<Posed<'static>> = posed.collect();
        posed.sort_by_key(|posed| posed.stop);
        let omitted = captured.opened.conversation.segments() - captured.opened.segments.len() as u64;
        Shown { captured, projection: Rc::new(projection), source, omitted, posed }
    }
}

impl Source {
    pub(crate) fn new(file: &str, number: usize, vantage: Vantage) -> Source {
        let file = file.chars().filter(|letter| !letter.is_control()).take(LONGEST_NAME).collect();
        Source { file, number, vantage }
    }
}

/// What a link wants of a file that is not in it, until somebody opens the file.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    pub(crate) source: Source,
    parameters: Rc<[(String, String)]>,
}

impl Wanted {
    pub(super) fn new(source: Source, parameters: &[(String, String)]) -> Wanted {
        Wanted { source, parameters: parameters.into() }
    }
}

impl Model {
    /// Whether anything can be done to the segments that are shown.
    pub(crate) fn can_change(&self) -> bool {
        self.mode != Mode::Predict && self.captured.is_none()
    }

    /// What is shown, in a few words: the lesson's title, or which conversation of which file.
    pub(crate) fn title(&self) -> String {
        match &self.captured {
            Some(shown) => [&shown.source.file, " #", &shown.source.number.to_string()].concat(),
            None => self.lesson.title(self.view.lang).to_owned(),
        }
    }

    /// Whether a variable of a host is known just before or just after an entry: of a run all of them are.
    pub(crate) fn is_known(&self, side: Side, variable: Variable, entry: usize) -> bool {
        self.captured.as_ref().is_none_or(|shown| {
            let view = |step, side| shown.captured.view(step, side);
            let known = |step| certainty(variable, view(step, side), view(step, side.peer())).is_some();
            known(entry) || known(entry + 1)
        })
    }

    /// The scenario as it is before anything is changed.
    pub(super) fn own_scenario(&self) -> Scenario {
        match &self.captured {
            Some(shown) => shown.captured.timeline.scenario.clone(),
            None => own_scenario(self.lesson),
        }
    }

    /// Whether `action` would change what happened, although it is a capture.
    pub(super) fn is_refused(&self, action: &Action) -> bool {
        self.captured.is_some()
            && matches!(
                action,
                Action::ToggleDrop(_)
                    | Action::Fault(..)
                    | Action::Edit(..)
                    | Action::Call(..)
                    | Action::Inject
                    | Action::RemoveInjection(_)
                    | Action::Compare(_)
                    | Action::RestoreAll
                    | Action::Mode(Mode::Lab)
            )
    }

    /// Shows a conversation from its beginning, or at the moment that a link has asked for.
    pub(super) fn show_captured(&mut self, shown: &Rc<Shown>) {
        self.pending = None;
        self.beside = None;
        self.range = None;
        self.view.span = None;
        self.mode = Mode::Watch;
        self.selection = super::Selection::default();
        self.captured = Some(shown.clone());
        self.shelf = Some(shown.clone());
        self.edits = Edits::beginning_with(shown.captured.timeline.scenario.clone());
        self.edits_of_run = self.edits.clone();
        self.answers.clear();
        (self.every, self.unplaced) = (None, None);
        self.landmarks = Rc::new(Landmarks::captured(self.lesson, shown.posed.clone()));
        self.projection = shown.projection.clone();
        self.timeline = shown.captured.timeline.clone();
        self.rewind();
        let is_wanted =
            |wanted: &Wanted| wanted.source.file == shown.source.file && wanted.source.number == shown.source.number;
        if let Some(wanted) = self.wanted.take_if(|wanted| is_wanted(wanted)) {
            self.notices.clear();
            link::place(self, &wanted.parameters);
        }
    }

    /// Shows the conversation that a link wants if it is the one that was open before.
    pub(super) fn recall(&mut self, shelf: Option<Rc<Shown>>) {
        self.shelf = shelf;
        let is_there = |shown: &&Rc<Shown>| self.wanted.as_ref().is_some_and(|wanted| wanted.source == shown.source);
        if let Some(shown) = self.shelf.as_ref().filter(is_there).cloned() {
            self.show_captured(&shown);
        }
    }

    /// Says what a link wants, since that is a file that only the learner can open.
    pub(super) fn want(&mut self, wanted: Wanted) {
        self.notices
            .insert(0, Notice::CaptureWanted { file: wanted.source.file.clone(), number: wanted.source.number });
        self.wanted = Some(wanted);
    }

    /// Says that what happened cannot be changed.
    pub(super) fn refuse(&mut self) {
        self.said = Some(Said::IsCaptured);
    }
}
