//! What is asked while predicting: the lesson's own questions, or every segment; and what was answered.

use std::rc::Rc;

use quiz::{Answer, Ask, Posed};

use super::{Mode, Model};

/// Finds what is asked of a run where every segment is. Its code comes with the panel that asks.
pub(crate) type Poser = fn(&Model) -> Vec<Posed<'static>>;

/// What is to be asked, as the learner wants it.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Asking {
    /// Whether of every segment. By itself, where nothing else is asked of a run.
    pub(crate) every: Option<bool>,
    /// Which parts of a segment of which the lesson asks nothing.
    pub(crate) parts: Vec<Ask>,
}

impl Default for Asking {
    fn default() -> Asking {
        Asking { every: None, parts: vec![Ask::Seq, Ask::Ack, Ask::Flags] }
    }
}

/// Locked answers with the segments that they are about, by their places among the transmissions, in order.
pub(crate) type Answers = Vec<(usize, Answer)>;

impl Model {
    /// Whether every segment is asked for.
    pub(crate) fn asks_every(&self) -> bool {
        self.asking.every.unwrap_or(self.landmarks.posed.is_empty())
    }

    /// Whether it is not known yet what is asked: then nothing of the run is shown.
    pub(crate) fn awaits_questions(&self) -> bool {
        self.mode == Mode::Predict && self.asks_every() && self.every.is_none()
    }

    /// The questions of this run, in the order of their moments. None while watching.
    pub(crate) fn posed(&self) -> &[Posed<'static>] {
        match self.mode {
            Mode::Watch | Mode::Quiz | Mode::Lab => &[],
            Mode::Predict => self.posable(),
        }
    }

    /// The same, whether or not they are asked now.
    pub(super) fn posable(&self) -> &[Posed<'static>] {
        match &self.every {
            Some(every) => every,
            None if self.asks_every() => &[],
            None => &self.landmarks.posed,
        }
    }

    /// Finds anew what is asked of the run, as far as that can be found by now. Answers to something else are dropped.
    pub(super) fn pose(&mut self) {
        let asks_every = self.mode == Mode::Predict && self.asks_every();
        self.every = self.poser.filter(|_| asks_every).map(|pose| Rc::new(pose(self)));
        if !self.awaits_questions() {
            let mut answers = std::mem::take(&mut self.answers);
            answers.retain(|(segment, answer)| self.is_whole(*segment, answer));
            self.answers = answers;
        }
    }

    /// Whether an answer answers just what is asked of a segment: with less, a link would get past it for nothing.
    pub(super) fn is_whole(&self, segment: usize, answer: &Answer) -> bool {
        let posed = self.posable();
        let place = posed.partition_point(|posed| posed.transmission < segment);
        let question = posed.get(place).filter(|posed| posed.transmission == segment).map(|posed| posed.question);
        let is_asked = |ask: &Ask| question.is_some_and(|question| question.asks.contains(ask));
        question.is_some() && Ask::ALL.iter().all(|ask| is_asked(ask) == answer.given(*ask).is_some())
    }

    /// Keeps an answer to what is asked of a segment.
    pub(super) fn keep_answer(&mut self, segment: usize, answer: Answer) {
        let place = self.answers.partition_point(|(of, _)| *of < segment);
        if self.answers.get(place).is_none_or(|(of, _)| *of != segment) {
            self.answers.insert(place, (segment, answer));
        }
    }

    /// The locked answer to a question.
    pub(crate) fn answer_to(&self, posed: &Posed<'_>) -> Option<&Answer> {
        let place = self.answers.binary_search_by_key(&posed.transmission, |(segment, _)| *segment).ok()?;
        Some(&self.answers[place].1)
    }

    /// The first question that is not answered: the player does not go past it.
    pub(crate) fn next_question(&self) -> Option<Posed<'static>> {
        self.posed().iter().find(|posed| self.answer_to(posed).is_none()).copied()
    }

    /// The question that is open at this moment: whatever would give it away is hidden. One whose segment follows at once
    /// on the one that was asked for before it opens when what was answered has been read.
    pub(crate) fn open_question(&self) -> Option<Posed<'static>> {
        let rests = self.rests_before.is_some_and(|entry| entry < self.cursor.step);
        self.next_question().filter(|posed| self.cursor.step >= posed.stop && !rests)
    }

    /// The last of the questions that come before so many entries.
    fn asked_before(&self, stop: usize) -> Option<Posed<'static>> {
        let posed = self.posed();
        posed[..posed.partition_point(|posed| posed.stop < stop)].last().copied()
    }

    /// Whether the numbers that would answer the next question are hidden: from the moment after the answered one on, so
    /// that a step back does not show them either.
    pub(crate) fn hides_numbers(&self) -> bool {
        let Some(next) = self.next_question() else { return self.awaits_questions() };
        let before = self.asked_before(next.stop);
        self.open_question().is_some() || self.cursor.step > before.map_or(0, |answered| answered.stop + 1)
    }

    /// The question to show: the open one, or the one that was answered last and whose segment is now under way.
    pub(crate) fn question_in_view(&self) -> Option<Posed<'static>> {
        self.open_question().or_else(|| {
            let posed = self.posed();
            let before = &posed[..posed.partition_point(|posed| posed.stop <= self.cursor.step)];
            before.iter().rfind(|posed| self.answer_to(posed).is_some()).copied()
        })
    }

    /// The last step that may be shown.
    pub(crate) fn last_step(&self) -> usize {
        let end = if self.awaits_questions() { 0 } else { self.timeline.entries.len() };
        self.next_question().map_or(end, |posed| posed.stop)
    }
}
