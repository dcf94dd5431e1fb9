//! A question with its run: what is asked, what may be seen before it is answered, what is right and what is judged.

use std::rc::Rc;

use serde::{Deserialize, Serialize};
use sim::{Entry, Happening, SegmentRef, Side, Timeline};
use tcp::{Cause, Instant, State, WindowRule};
use wire::Flags;

use course::Ask;
use lessons::{Numbering, Numbers};

use crate::rules::{Scene, Slip};
use crate::{Form, Question, Skill, Sums, Value, WrongRule, right_value, skill_of};

/// A question with the run that it is about.
#[derive(Clone, Debug)]
pub struct Task {
    /// The question.
    pub question: Question,
    /// The run of its scenario.
    pub timeline: Rc<Timeline>,
}

/// One thing that is asked: a blank that is to be filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// A part of a segment.
    Of {
        /// Which, among the transmissions.
        transmission: u32,
        /// Which part.
        ask: Ask,
    },
    /// Which field was changed.
    Changed,
    /// What the field that was changed should say.
    Corrected,
    /// Which segment goes again.
    Resent,
    /// How many milliseconds after it was sent last.
    ResentAfter,
    /// Which segment was sent at this place, from 0.
    Place(u8),
    /// The state at this place among those of the side.
    Came(u8),
}

/// What kind of answer is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A number, in the numbering of the question.
    Number,
    /// Control bits.
    Flags,
    /// A number or control bits: which of them is part of the question.
    NumberOrFlags,
    /// One of these.
    Choice(Vec<Value>),
}

/// The judgement of one answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// What was asked.
    pub what: What,
    /// What was answered.
    pub given: Value,
    /// What is right.
    pub right: Value,
    /// What yields what was answered, if it is wrong and something does.
    pub slip: Option<Slip>,
}

impl Judged {
    /// Whether it is right.
    #[must_use]
    pub fn is_right(&self) -> bool {
        self.given == self.right
    }
}

/// The fields of which one may have been changed.
const FIELDS: [Ask; 4] = [Ask::Seq, Ask::Ack, Ask::Flags, Ask::Window];

impl Task {
    /// `question` with the run of its scenario.
    pub(crate) fn new(question: Question, timeline: Timeline) -> Task {
        Task { question, timeline: Rc::new(timeline) }
    }

    /// A prediction at the segment `index` of any timeline: a lesson's, the lab's or a capture's. `asks` are some of what
    /// [`askable`](crate::askable) allows.
    #[must_use]
    pub fn predict(timeline: impl Into<Rc<Timeline>>, index: usize, asks: Vec<Ask>, numbering: Numbering) -> Task {
        let timeline = timeline.into();
        let segment = u32::try_from(index).unwrap_or(u32::MAX);
        let skill = skill_of(&timeline, index);
        let (scenario, form) = (timeline.scenario.clone(), Form::Predict { segment, asks });
        Task { question: Question { id: None, skill, scenario, numbering, form }, timeline }
    }

    /// How its numbers are written.
    #[must_use]
    pub fn numbers(&self) -> Numbers {
        Numbers::new(self.question.numbering, &self.timeline.scenario)
    }

    /// Everything that is asked, in order.
    #[must_use]
    pub fn asked(&self) -> Vec<What> {
        let of = |transmission: u32| move |ask: &Ask| What::Of { transmission, ask: *ask };
        match &self.question.form {
            Form::Predict { segment, asks } => asks.iter().map(of(*segment)).collect(),
            Form::Ladder { blanks } => {
                blanks.iter().map(|(transmission, ask)| What::Of { transmission: *transmission, ask: *ask }).collect()
            }
            Form::Order { segments } => (0..).zip(segments).map(|(place, _)| What::Place(place)).collect(),
            Form::Changed { .. } => vec![What::Changed, What::Corrected],
            Form::Resent { when: true, .. } => vec![What::Resent, What::ResentAfter],
            Form::Resent { when: false, .. } => vec![What::Resent],
            Form::Figure { blanks, .. } => blanks.iter().map(|place| What::Came(*place)).collect(),
        }
    }

    /// What kind of answer `what` wants.
    #[must_use]
    pub fn input(&self, what: What) -> Input {
        let segments = |of: &[u32]| Input::Choice(of.iter().map(|index| self.segment(*index)).collect());
        match (what, &self.question.form) {
            (What::Of { ask: Ask::Flags, .. }, _) => Input::Flags,
            (What::Of { ask: Ask::State(_), .. }, _) => Input::Choice(State::ALL.map(Value::State).to_vec()),
            (What::Corrected, _) => Input::NumberOrFlags,
            (What::Changed, _) => Input::Choice(FIELDS.map(Value::Ask).to_vec()),
            (What::Resent, Form::Resent { segment, .. }) => segments(&waiting(&self.timeline, *segment)),
            (What::Place(_), Form::Order { segments: of }) => segments(of),
            (What::Came(_), _) => Input::Choice(State::ALL.map(Value::State).to_vec()),
            _ => Input::Number,
        }
    }

    /// What becomes of a sum that is typed in answer and is 2^32 or more.
    #[must_use]
    pub fn sums(&self) -> Sums {
        if self.question.skill == Skill::Wrap { Sums::Stay } else { Sums::Wrap }
    }

    /// How many entries of the run may be seen before the answer is locked. Of an order there is nothing to be seen but the
    /// segments themselves.
    #[must_use]
    pub fn shown(&self) -> usize {
        match &self.question.form {
            Form::Predict { segment, .. } => self.entry(*segment),
            Form::Resent { segment, .. } => self.before_again(*segment),
            Form::Changed { segment, .. } => self.entry(*segment) + 1,
            Form::Order { .. } => 0,
            Form::Ladder { .. } | Form::Figure { .. } => self.timeline.entries.len(),
        }
    }

    /// How many entries have happened once the first thing that is asked for has: where to watch the run.
    #[must_use]
    pub fn moment(&self) -> usize {
        match &self.question.form {
            Form::Predict { segment, .. } | Form::Changed { segment, .. } | Form::Resent { segment, .. } => {
                self.entry(*segment) + 1
            }
            Form::Ladder { blanks } => blanks.first().map_or(0, |(index, _)| self.entry(*index) + 1),
            Form::Order { segments } => segments.iter().min().map_or(0, |index| self.entry(*index) + 1),
            Form::Figure { side, blanks } => {
                let place = blanks.first().map_or(1, |blank| usize::from(*blank));
                let of_side = self.timeline.entries.iter().enumerate().filter(|(_, entry)| entry.side == *side);
                let mut steps = of_side.flat_map(|(step, entry)| entry.transitions().map(move |_| step + 1));
                steps.nth(place.saturating_sub(1)).unwrap_or(0)
            }
        }
    }

    /// Whether an entry may be told before the answer is locked: what goes again has to be found out from what its sender knows,
    /// and a call or a timer tells of the states that a figure asks for.
    #[must_use]
    pub fn tells(&self, entry: &Entry) -> bool {
        let is_sent = matches!(entry.happening, Happening::Sent { .. });
        match (&self.question.form, entry.happening) {
            (Form::Resent { .. }, Happening::Lost { .. }) => false,
            (Form::Resent { segment, .. }, Happening::Arrived { .. }) => {
                self.timeline.transmissions.get(*segment as usize).is_some_and(|sent| sent.id.from == entry.side)
            }
            (Form::Figure { .. }, Happening::Arrived { .. } | Happening::Lost { .. }) => true,
            (Form::Figure { .. }, _) => is_sent,
            _ => true,
        }
    }

    /// Parts of what may be seen that must be covered, and what stands in place of one that was changed.
    #[must_use]
    pub fn cover(&self, index: usize, ask: Ask) -> Option<Option<Value>> {
        match &self.question.form {
            Form::Ladder { blanks } => {
                blanks.iter().any(|(blank, of)| *blank as usize == index && *of == ask).then_some(None)
            }
            Form::Changed { segment, ask: changed, shown } => {
                (*segment as usize == index && *changed == ask).then_some(Some(*shown))
            }
            _ => None,
        }
    }

    /// How much the receive buffer of the sender holds, and how much of what came its application has taken, both in octets,
    /// where the window is asked for: no segment tells it.
    #[must_use]
    pub(crate) fn buffer(&self) -> Option<(Side, u32, u32)> {
        let segment = match &self.question.form {
            Form::Predict { segment, asks } if asks.contains(&Ask::Window) => *segment,
            // Whether it is the window that was changed is not to be told by that.
            Form::Changed { segment, .. } if self.question.skill == Skill::Window => *segment,
            _ => return None,
        };
        let sent = self.timeline.transmissions.get(segment as usize)?;
        let WindowRule::Free { buffer, unread, .. } = sent.why.as_ref()?.window else { return None };
        Some((sent.id.from, buffer, taken(&self.timeline, sent, unread)))
    }

    /// The states through which a side goes, where a figure of them is to be completed; nothing in place of what is asked.
    #[must_use]
    pub fn way(&self) -> Option<Vec<Option<State>>> {
        let Form::Figure { side, blanks } = &self.question.form else { return None };
        let is_blank = |place: u8| blanks.contains(&place);
        let states = (0..).zip(self.timeline.states(*side));
        Some(states.map(|(place, state)| (!is_blank(place)).then_some(state)).collect())
    }

    /// The right answer, which is read from the run.
    #[must_use]
    pub fn right(&self, what: What) -> Option<Value> {
        match (what, &self.question.form) {
            (What::Of { transmission, ask }, _) => {
                right_value(&self.timeline, transmission as usize, ask, &self.numbers())
            }
            (What::Changed, Form::Changed { ask, .. }) => Some(Value::Ask(*ask)),
            (What::Corrected, Form::Changed { segment, ask, .. }) => {
                right_value(&self.timeline, *segment as usize, *ask, &self.numbers())
            }
            (What::Resent, Form::Resent { segment, .. }) => {
                first_sent(&self.timeline, *segment).map(|first| self.segment(first))
            }
            (What::ResentAfter, Form::Resent { segment, .. }) => {
                let last = last_sent(&self.timeline, *segment)?;
                Some(Value::Number(ms_between(self.at(last), self.at(*segment))))
            }
            (What::Place(place), Form::Order { segments }) => {
                let mut sorted = segments.clone();
                sorted.sort_unstable();
                sorted.get(usize::from(place)).map(|index| self.segment(*index))
            }
            (What::Came(place), Form::Figure { side, .. }) => {
                self.timeline.states(*side).get(usize::from(place)).map(|state| Value::State(*state))
            }
            _ => None,
        }
    }

    /// The wrong rules that apply to `what`, each with its answer. None gives the right one.
    #[must_use]
    pub fn wrong(&self, what: What) -> Vec<(WrongRule, Value)> {
        let right = self.right(what);
        let mut wrong = match (what, &self.question.form) {
            (What::Of { .. } | What::Corrected, _) => self.scene(what).map(|scene| scene.wrong()).unwrap_or_default(),
            (What::Resent, Form::Resent { segment, .. }) => {
                let last = waiting(&self.timeline, *segment).last().map(|last| self.segment(*last));
                last.map(|last| (WrongRule::ResentLast, last)).into_iter().collect()
            }
            (What::ResentAfter, Form::Resent { segment, .. }) => self.wrong_waits(*segment),
            (What::Came(place), Form::Figure { side, .. }) => {
                let states = self.timeline.states(*side);
                let state = |place: usize| states.get(place).map(|state| Value::State(*state));
                let (before, after) = (state(usize::from(place).wrapping_sub(1)), state(usize::from(place) + 1));
                let stays = before.map(|before| (WrongRule::StateStays, before));
                let skips = after.filter(|after| before != Some(*after)).map(|after| (WrongRule::StateSkips, after));
                stays.into_iter().chain(skips).collect()
            }
            _ => Vec::new(),
        };
        wrong.retain(|(_, value)| Some(*value) != right);
        wrong
    }

    /// Judges an answer to `what`. Nothing if that is not asked.
    #[must_use]
    pub fn judge(&self, what: What, given: Value) -> Option<Judged> {
        let right = self.right(what)?;
        let slip = match self.scene(what) {
            Some(scene) => scene.explain(given),
            None => self.wrong(what).into_iter().find(|(_, value)| *value == given).map(|(rule, _)| Slip::one(rule)),
        };
        Some(Judged { what, given, right, slip })
    }

    /// The part of a segment that `what` asks for, if it is one.
    pub(crate) fn scene(&self, what: What) -> Option<Scene<'_>> {
        let (index, ask) = self.part(what)?;
        Scene::new(&self.timeline, index, ask, self.numbers())
    }

    /// The segment that `what` asks about, among the transmissions, and which part of it.
    #[must_use]
    pub fn part(&self, what: What) -> Option<(usize, Ask)> {
        match (what, &self.question.form) {
            (What::Of { transmission, ask }, _) => Some((transmission as usize, ask)),
            (What::Corrected, Form::Changed { segment, ask, .. }) => Some((*segment as usize, *ask)),
            _ => None,
        }
    }

    fn wrong_waits(&self, segment: u32) -> Vec<(WrongRule, Value)> {
        let path = &self.timeline.scenario.path;
        let trip = u64::from(path.to_server_ms) + u64::from(path.to_client_ms);
        let before =
            last_sent(&self.timeline, segment).and_then(|last| self.timeline.transmissions[last as usize].cause());
        let same = match before {
            Some(Cause::Retransmission { expired, .. }) => u64::try_from(expired.as_millis()).ok(),
            _ => None,
        };
        let same = same.map(|same| (WrongRule::RtoSame, Value::Number(same)));
        same.into_iter().chain([(WrongRule::RtoTrip, Value::Number(trip))]).collect()
    }

    /// Where it is not yet to be seen that something goes again: before its timer expires, if that is why.
    fn before_again(&self, segment: u32) -> usize {
        let entry = self.entry(segment);
        let timed_out = self.timeline.transmissions.get(segment as usize).and_then(sim::Transmission::cause);
        if !matches!(timed_out, Some(Cause::Retransmission { .. })) {
            return entry;
        }
        let mut before = self.timeline.entries[..entry].iter();
        before.rposition(|entry| matches!(entry.happening, Happening::Expired { .. })).unwrap_or(entry)
    }

    fn entry(&self, index: u32) -> usize {
        self.timeline.transmissions.get(index as usize).map_or(0, |sent| sent.entry as usize)
    }

    fn at(&self, index: u32) -> Instant {
        self.timeline.transmissions[index as usize].sent
    }

    fn segment(&self, index: u32) -> Value {
        Value::Segment(self.timeline.transmissions.get(index as usize).map_or(NOBODY, |sent| sent.id))
    }
}

/// In place of a segment that a run does not have.
const NOBODY: SegmentRef = SegmentRef::new(Side::Client, 0);

/// The texts that the sender of the segment `index` had sent and not had acknowledged when it sent that, oldest first, by
/// their first transmission.
pub(crate) fn waiting(timeline: &Timeline, index: u32) -> Vec<u32> {
    let sent = &timeline.transmissions[index as usize];
    let Some(snd) = timeline.snapshot(sent.entry as usize, sent.id.from).tcp.snd else { return Vec::new() };
    let is_waiting = |earlier: &sim::Transmission| {
        let segment = &earlier.segment;
        earlier.id.from == sent.id.from
            && !earlier.is_retransmission()
            && !segment.text.is_empty()
            && !segment.has(Flags::SYN)
            && snd.una.at_or_before(segment.seq)
    };
    (0..index).zip(&timeline.transmissions).filter(|(_, earlier)| is_waiting(earlier)).map(|(place, _)| place).collect()
}

/// The first transmission of the text that the segment `index` carries again.
pub(crate) fn first_sent(timeline: &Timeline, index: u32) -> Option<u32> {
    let sent = &timeline.transmissions[index as usize];
    waiting(timeline, index)
        .into_iter()
        .find(|place| timeline.transmissions[*place as usize].segment.seq == sent.segment.seq)
}

/// Octets that the sender's application has taken of what came in order, of which `unread` are left.
pub(crate) fn taken(timeline: &Timeline, sent: &sim::Transmission, unread: u32) -> u32 {
    let rcv = timeline.snapshot(sent.entry as usize, sent.id.from).tcp.rcv;
    let came = rcv.map_or(0, |rcv| (rcv.nxt - rcv.irs).saturating_sub(1 + u32::from(rcv.nxt_from.fin)));
    came.saturating_sub(unread)
}

/// The last transmission of that text before.
pub(crate) fn last_sent(timeline: &Timeline, index: u32) -> Option<u32> {
    let sent = &timeline.transmissions[index as usize];
    let same = |place: &u32| {
        let earlier = &timeline.transmissions[*place as usize];
        earlier.id.from == sent.id.from && earlier.segment.seq == sent.segment.seq && !earlier.segment.text.is_empty()
    };
    (0..index).rev().find(same)
}

fn ms_between(from: Instant, to: Instant) -> u64 {
    (to.0 - from.0) / 1_000_000
}
