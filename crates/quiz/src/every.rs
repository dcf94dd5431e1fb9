//! Questions about every segment of a timeline, where no lesson says what matters.

use course::{Ask, Question};
use sim::Timeline;

use crate::captured::prompt;
use crate::{Knows, askable};

/// What is asked of each segment of a timeline.
#[derive(Clone, Debug, Default)]
pub struct Every {
    /// The questions, each once: they differ in what they ask and of whom, not in the segment.
    pub questions: Vec<Question>,
    /// Which of them is asked of which segment, both by their places, in the order of the segments.
    pub asked: Vec<(usize, usize)>,
}

/// What [`askable`] allows to ask of each segment of `timeline`, as far as it is among `parts`. A segment of which nothing
/// of it can be asked is left out.
#[must_use]
pub fn every_segment(timeline: &Timeline, knows: Knows<'_>, parts: &[Ask]) -> Every {
    let mut every = Every::default();
    let mut sides = Vec::new();
    for (index, sent) in timeline.transmissions.iter().enumerate() {
        let mut asks = askable(timeline, index, knows);
        asks.retain(|ask| parts.contains(ask));
        if asks.is_empty() {
            continue;
        }
        let side = sent.id.from;
        let known = sides.iter().zip(&every.questions).position(|(of, question)| *of == side && question.asks == asks);
        let question = known.unwrap_or(every.questions.len());
        if known.is_none() {
            sides.push(side);
            every.questions.push(Question { mark: String::new(), asks, prompt: prompt(side) });
        }
        every.asked.push((question, index));
    }
    every
}
