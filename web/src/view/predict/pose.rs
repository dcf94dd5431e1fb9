//! What is asked of every segment of what is shown.

use std::cell::RefCell;

use lessons::Question;
use quiz::{Knows, Posed, every_segment};
use sim::Side;

use crate::model::Model;

thread_local! {
    /// The questions that were put so far. They differ only in what they ask and of whom, so there are few of them; they are
    /// kept as long as the page, as a lesson's are.
    static PUT: RefCell<Vec<&'static Question>> = const { RefCell::new(Vec::new()) };
}

/// The questions about every segment; where the lesson itself asks for one, its own question.
pub(crate) fn pose_every(model: &Model) -> Vec<Posed<'static>> {
    let (timeline, parts) = (&*model.timeline, &model.asking.parts);
    let every = match &model.captured {
        Some(shown) => {
            let view = |step: usize, side: Side| *shown.captured.view(step, side);
            every_segment(timeline, Knows::Seen(&view), parts)
        }
        None => every_segment(timeline, Knows::All, parts),
    };
    let questions: Vec<&'static Question> = every.questions.into_iter().map(put).collect();
    let of_every = every.asked.into_iter().map(|(question, transmission)| Posed {
        index: None,
        question: questions[question],
        transmission,
        stop: timeline.transmissions[transmission].entry as usize,
    });
    // A lesson knows best what to ask; of a capture nobody does.
    let own: &[Posed<'static>] = if model.captured.is_some() { &[] } else { &model.landmarks.posed };
    let is_own = |posed: &Posed<'_>| own.iter().any(|own| own.transmission == posed.transmission);
    let mut posed: Vec<Posed<'static>> = of_every.filter(|posed| !is_own(posed)).chain(own.iter().copied()).collect();
    posed.sort_by_key(|posed| posed.stop);
    posed
}

fn put(question: Question) -> &'static Question {
    PUT.with_borrow_mut(|put| {
        if let Some(known) = put.iter().find(|known| ***known == question) {
            return *known;
        }
        let kept: &'static Question = Box::leak(Box::new(question));
        put.push(kept);
        kept
    })
}
