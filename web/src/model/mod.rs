//! What the page knows, as plain data: everything that is drawn derives from it, and it knows nothing of drawing.

mod action;
mod answer;
mod asking;
#[cfg(test)]
mod asking_tests;
mod captured;
mod edits;
mod index;
mod lab;
#[cfg(test)]
mod lab_tests;
mod landmarks;
mod link;
mod notice;
mod options;
mod player;
mod projection;
pub(crate) mod report;
mod running;
mod said;
pub(crate) mod table;
#[cfg(test)]
mod table_tests;
#[cfg(test)]
mod tests;
mod zoom;

pub(crate) use action::Action;
pub(crate) use asking::{Answers, Asking, Poser};
pub(crate) use captured::{Shown, Source, Wanted};
pub(crate) use edits::Edits;
pub(crate) use index::Index;
pub(crate) use lab::{CallDraft, Lab, LabTab, Problem, Sample, SegmentDraft, WAIT};
pub(crate) use landmarks::Landmarks;
pub(crate) use lessons::link::Unreadable;
pub(crate) use link::{VERSION, from_query, to_query};
pub(crate) use notice::{Notice, first_few, shown};
pub(crate) use options::{CUT, Options};
pub(crate) use player::{Jump, Range, Stops};
pub(crate) use projection::Projection;
pub(crate) use running::{Beside, Pending, Versus};
pub(crate) use said::{Obstacle, Said, Will};
pub(crate) use zoom::Zoom;

use std::rc::Rc;

use lessons::states::EdgeId;
use lessons::variables::Variable;
use lessons::{Lang, Lesson, Numbering, Numbers, opening};
use quiz::Posed;
use sim::{Device, FaultKind, Frame, SegmentRef, Side, Timeline, Vantage, run};
use tcp::Instant;
use wire::fields::FieldId;
use wire::line::LineCode;
use yew::AttrValue;

use crate::library::{OWN, source_of};

/// The whole state of the page.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    pub(crate) lesson: &'static Lesson,
    /// The captured conversation that is shown in place of the lesson's run, if one is.
    pub(crate) captured: Option<Rc<Shown>>,
    /// The one that was opened last, to be found again by the browser's back.
    pub(crate) shelf: Option<Rc<Shown>>,
    /// The one that a link wants.
    pub(crate) wanted: Option<Wanted>,
    /// The lesson that the link names, or where it says that one comes from, until it is there; the one above stands in for it and is not shown.
    pub(crate) absent: Option<AttrValue>,
    /// Whether the address has a folded part that is not read yet: what is shown is not all that the link says.
    pub(crate) folded: bool,
    /// What is run: the lesson's scenario and what the learner changed in it.
    pub(crate) edits: Edits,
    /// The same as they were for the run that is shown, while another is under way.
    pub(crate) edits_of_run: Edits,
    /// A long run that is no longer shown, until there is time to take it apart.
    pub(crate) outworn: Option<Rc<Timeline>>,
    /// The run of something that was just changed, while it is under way.
    pub(crate) pending: Option<Pending>,
    /// How many entries the long run has that has just come to its end, until something else is done.
    pub(crate) ran: Option<usize>,
    /// The run that this one is compared with.
    pub(crate) beside: Option<Beside>,
    pub(crate) timeline: Rc<Timeline>,
    pub(crate) projection: Rc<Projection>,
    pub(crate) landmarks: Rc<Landmarks>,
    pub(crate) cursor: Cursor,
    pub(crate) playing: bool,
    /// The entry before which the player rests by itself, so that what was answered can be read. Where it is already past
    /// it, it rests until the learner goes on.
    pub(crate) rests_before: Option<usize>,
    /// The part of the run that is played again and again.
    pub(crate) range: Option<Range>,
    pub(crate) stops: Stops,
    /// How far the next place where the player stops has been looked for, while it is.
    pub(crate) search: Option<usize>,
    pub(crate) lab: Lab,
    pub(crate) selection: Selection,
    pub(crate) mode: Mode,
    pub(crate) asking: Asking,
    /// How it is found what is asked of every segment, once that is known.
    pub(crate) poser: Option<Poser>,
    /// What is asked of every segment, while it is.
    pub(crate) every: Option<Rc<Vec<Posed<'static>>>>,
    /// What a link asks for of a run of which it is not known yet what is asked.
    pub(crate) unplaced: Option<Rc<[(String, String)]>>,
    pub(crate) answers: Answers,
    pub(crate) view: View,
    /// Which sentence of the introduction is shown, from 0.
    pub(crate) tour: Option<u8>,
    /// The term of the glossary that is shown.
    pub(crate) term: Option<AttrValue>,
    /// What the player tells of itself, until something else is done.
    pub(crate) said: Option<Said>,
    /// What the link says to views that come later.
    pub(crate) options: Options,
    /// What was wrong with the link that was opened, until it is dismissed.
    pub(crate) notices: Vec<Notice>,
}

/// A moment of the run: how many entries have happened, and the time, which lies between the last of them and the next.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Cursor {
    pub(crate) step: usize,
    pub(crate) at: Instant,
    /// While playing, how far past the last entry the player is where the next one happens at the same instant, so that
    /// time does not tell: in thousandths of a unit of the [`Projection`]. At rest it is zero.
    pub(crate) dwell: u32,
}

impl Cursor {
    /// The same moment at rest.
    pub(crate) fn at_rest(self) -> Cursor {
        Cursor { dwell: 0, ..self }
    }
}

/// What is selected, the same in every view.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Selection {
    /// A segment, by its place among the transmissions. Without one the last segment of the step is shown.
    pub(crate) segment: Option<usize>,
    /// A header field.
    pub(crate) field: Option<FieldId>,
    /// A layer, from 1 to 7.
    pub(crate) layer: Option<u8>,
    /// A variable of a host. It stays while the cursor moves, so that one can watch it change.
    pub(crate) variable: Option<(Side, Variable)>,
    /// Whose layer: without a device it is the sender's.
    pub(crate) device: Option<Device>,
    /// A bit of the frame on the line, counted from the first of the preamble.
    pub(crate) bit: Option<u32>,
    /// An edge of the figure of the states.
    pub(crate) edge: Option<EdgeId>,
}

/// What the learner is doing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Mode {
    /// Watching and changing.
    #[default]
    Watch,
    /// Predicting segments.
    Predict,
    /// Answering questions that are made from a seed.
    Quiz,
    /// Driving both endpoints and the path.
    Lab,
}

impl Mode {
    pub(crate) const ALL: [Mode; 4] = [Mode::Watch, Mode::Predict, Mode::Quiz, Mode::Lab];

    /// The name in links.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Mode::Watch => "watch",
            Mode::Predict => "predict",
            Mode::Quiz => "quiz",
            Mode::Lab => "lab",
        }
    }
}

/// What stands between the hosts: views of one and the same moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Pane {
    /// The segments in time.
    #[default]
    Ladder,
    /// One segment through all layers of all devices.
    Layers,
    /// The figure of the states.
    States,
    /// Sequence numbers, windows and times as curves.
    Charts,
}

impl Pane {
    pub(crate) const ALL: [Pane; 4] = [Pane::Ladder, Pane::Layers, Pane::States, Pane::Charts];

    /// The name in links.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Pane::Ladder => "ladder",
            Pane::Layers => "layers",
            Pane::States => "states",
            Pane::Charts => "charts",
        }
    }
}

/// How things are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct View {
    pub(crate) lang: Lang,
    pub(crate) theme: Theme,
    pub(crate) numbering: Numbering,
    pub(crate) pane: Pane,
    pub(crate) tab: Tab,
    /// How the bits of a frame are drawn.
    pub(crate) code: LineCode,
    pub(crate) speed: Speed,
    pub(crate) zoom: Zoom,
    /// Whose data the charts show.
    pub(crate) sender: Side,
    /// The stretch of time that the charts show. Without one it is that in which something moves.
    pub(crate) span: Option<Span>,
    /// Whether the charts are shown as tables of what they draw.
    pub(crate) tables: bool,
    /// From whose Ethernet a header is looked at.
    pub(crate) vantage: Vantage,
}

/// A stretch of time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Span {
    pub(crate) from: Instant,
    pub(crate) to: Instant,
}

/// Light or dark.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Theme {
    /// As the system is set.
    #[default]
    System,
    Light,
    Dark,
}

/// A tab of the inspector.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Tab {
    #[default]
    Why,
    Header,
    Layers,
}

impl Tab {
    pub(crate) const ALL: [Tab; 3] = [Tab::Why, Tab::Header, Tab::Layers];
}

/// How fast the player goes, in quarters of the normal pace.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Speed(pub(crate) u8);

impl Speed {
    pub(crate) const ALL: [Speed; 5] = [Speed(1), Speed(2), Speed(4), Speed(8), Speed(16)];

    /// The factor as it is written on its button.
    pub(crate) fn label(self) -> &'static str {
        match self.0 {
            1 => "¼×",
            2 => "½×",
            8 => "2×",
            16 => "4×",
            _ => "1×",
        }
    }

    /// The factor in links.
    pub(crate) fn name(self) -> &'static str {
        match self.0 {
            1 => "0.25",
            2 => "0.5",
            8 => "2",
            16 => "4",
            _ => "1",
        }
    }

    pub(crate) fn factor(self) -> f64 {
        f64::from(self.0) / 4.0
    }
}

/// Sentences that the introduction has.
pub(crate) const TOUR_STEPS: usize = 4;

impl Model {
    /// The first lesson at its beginning.
    pub(crate) fn new(lang: Lang) -> Model {
        let lesson = opening();
        let edits = Edits::none(lesson);
        let timeline = Rc::new(run(edits.scenario()));
        Model {
            lesson,
            captured: None,
            shelf: None,
            wanted: None,
            absent: None,
            folded: false,
            edits_of_run: edits.clone(),
            outworn: None,
            edits,
            pending: None,
            ran: None,
            beside: None,
            projection: Rc::new(Projection::new(&timeline)),
            landmarks: Rc::new(Landmarks::new(lesson, &timeline)),
            timeline,
            cursor: Cursor::default(),
            playing: false,
            rests_before: None,
            range: None,
            stops: Stops::default(),
            search: None,
            lab: Lab::default(),
            selection: Selection::default(),
            mode: Mode::default(),
            asking: Asking::default(),
            poser: None,
            every: None,
            unplaced: None,
            answers: Answers::new(),
            view: View {
                lang,
                theme: Theme::default(),
                numbering: Numbering::default(),
                pane: Pane::default(),
                tab: Tab::default(),
                code: LineCode::default(),
                speed: Speed(4),
                zoom: Zoom::default(),
                sender: Side::Client,
                span: None,
                tables: false,
                vantage: Vantage::Sender,
            },
            tour: None,
            term: None,
            said: None,
            options: Options::default(),
            notices: Vec::new(),
        }
    }

    /// The id of the lesson that was asked for, which may not be there yet.
    pub(crate) fn lesson_id(&self) -> &str {
        match self.absent.as_deref() {
            // What it is called is known once it is there.
            Some(source) if source.starts_with(['#', '@']) => OWN,
            Some(id) => id,
            None => &self.lesson.id,
        }
    }

    /// A lesson's own run, at its beginning.
    fn show_lesson(&mut self, lesson: &'static Lesson) {
        self.lesson = lesson;
        let address =
            source_of(lesson).and_then(|source| source.strip_prefix('@').map(|address| address.to_owned().into()));
        self.options.set("lesson-url", address);
        (self.captured, self.wanted) = (None, None);
        (self.absent, self.term) = (None, None);
        self.edits = Edits::none(lesson);
        self.answers.clear();
        let timeline = run(self.edits.scenario());
        let projection = Projection::new(&timeline);
        self.set_run(timeline, projection);
        self.pose();
        self.range = None;
        self.view.span = None;
        self.pending = None;
        self.beside = None;
        self.rewind();
    }

    /// A run with all that is looked up in it. Gives the one before.
    fn set_run(&mut self, timeline: Timeline, projection: Projection) -> Rc<Timeline> {
        self.edits_of_run = self.edits.clone();
        self.projection = Rc::new(projection);
        self.landmarks = Rc::new(Landmarks::new(self.lesson, &timeline));
        // What was asked of another run is not asked of this one.
        (self.every, self.unplaced) = (None, None);
        std::mem::replace(&mut self.timeline, Rc::new(timeline))
    }

    /// The moment that the cursor is at.
    pub(crate) fn frame(&self) -> Frame<'_> {
        self.timeline.frame_at(self.cursor.step, self.cursor.at)
    }

    /// How numbers are written.
    pub(crate) fn numbers(&self) -> Numbers {
        Numbers::new(self.view.numbering, &self.timeline.scenario)
    }

    /// What explanations need to know.
    pub(crate) fn context(&self) -> lessons::explain::Context<'_> {
        lessons::explain::Context { timeline: &self.timeline, numbers: self.numbers(), lang: self.view.lang }
    }

    /// The last cursor that may be shown.
    pub(crate) fn last_cursor(&self) -> Cursor {
        self.cursor_at_step(self.last_step())
    }

    /// The moment just after the first `step` entries.
    pub(crate) fn cursor_at_step(&self, step: usize) -> Cursor {
        let step = step.min(self.timeline.entries.len());
        let at = step.checked_sub(1).map_or(Instant::ZERO, |last| self.timeline.entries[last].at);
        Cursor { step, at, dwell: 0 }
    }

    /// The segment that the inspector shows: the selected one, else the last one that the step is about.
    pub(crate) fn segment_in_view(&self) -> Option<usize> {
        let shown = |index: &usize| (self.timeline.transmissions[*index].entry as usize) < self.cursor.step;
        self.selection.segment.filter(shown).or_else(|| {
            let entries = &self.timeline.entries[..self.cursor.step];
            entries.iter().rev().find_map(|entry| entry.happening.transmission()).map(|index| index as usize)
        })
    }

    /// How far something has come that goes on in slices: a run, or looking for a place in one.
    pub(crate) fn under_way(&self) -> Option<usize> {
        let run = self.pending.as_ref().map(Pending::turns).or(self.search);
        run.or(self.outworn.is_some().then_some(usize::MAX))
    }

    /// Whether the run is no longer the one that the lesson brings.
    pub(crate) fn is_edited(&self) -> bool {
        **self.edits.scenario() != self.own_scenario()
    }

    /// What happens to a segment on its way, if the scenario says so.
    pub(crate) fn fault(&self, segment: SegmentRef) -> Option<&FaultKind> {
        edits::fault(self.edits.scenario(), segment)
    }
}
