//! What a lesson has to say of a run and to ask of it, with the moments at which it does: looked up once for a run.

use lessons::{Block, Lang, Lesson};
use quiz::{Posed, pose};
use sim::Timeline;

/// Where a lesson's questions and marks are in a run.
#[derive(Clone, Debug)]
pub(crate) struct Landmarks {
    lesson: &'static Lesson,
    /// The questions, in the order of their moments.
    pub(crate) posed: Vec<Posed<'static>>,
    moments: Vec<(usize, usize)>,
}

impl Landmarks {
    pub(crate) fn new(lesson: &'static Lesson, timeline: &Timeline) -> Landmarks {
        Landmarks { lesson, posed: pose(lesson, timeline), moments: lesson.moments(timeline) }
    }

    /// Those of a captured conversation, of which the lesson says nothing.
    pub(crate) fn captured(lesson: &'static Lesson, posed: Vec<Posed<'static>>) -> Landmarks {
        Landmarks { lesson, posed, moments: Vec::new() }
    }

    /// What the lesson says after the first `step` entries: of which mark, at which entry, and what.
    pub(crate) fn note_at(
        &self,
        timeline: &Timeline,
        step: usize,
        lang: Lang,
    ) -> Option<(&'static str, usize, &'static [Block])> {
        self.lesson.note_at(&self.moments, timeline, step, lang)
    }
}
