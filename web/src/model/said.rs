//! What is told of the learner's changes: what will happen to a segment, that the player went back to where it is sent, and
//! why something cannot be done.

use sim::{FaultKind, SegmentRef};

use super::edits::fault;
use super::{Mode, Model};

/// What will happen to a segment on its way because the learner wants it to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Will {
    BeLost,
    ComeLate,
    ComeTwice,
    BeCorrupted,
    BeMarked,
    /// It gets through, although the lesson would not let it.
    GetThrough,
}

/// What the player tells of itself, until something else is done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Said {
    /// It went back to where a segment is sent, since something else happens to that now.
    WentBack(SegmentRef),
    /// What was asked for cannot be done to a segment.
    Cannot(SegmentRef, Obstacle),
    /// It has nowhere to stop.
    NoStopSet,
    /// It stops nowhere from here on.
    NoStopAhead,
    /// What was captured cannot be changed.
    IsCaptured,
}

impl Said {
    /// The segment that it is about.
    pub(crate) fn about(self) -> Option<SegmentRef> {
        match self {
            Said::WentBack(segment) | Said::Cannot(segment, _) => Some(segment),
            Said::NoStopSet | Said::NoStopAhead | Said::IsCaptured => None,
        }
    }
}

/// Why something cannot be done to a segment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Obstacle {
    /// Its sender sends nothing after it.
    NoneLater,
    /// What its sender sends next waits for it to arrive.
    NextWaits,
    /// What its sender sends next does not arrive itself, or ends the connection.
    NextFails,
    /// The two sides did not agree on ECN.
    NoEcn,
    /// ECN is agreed on, but not every segment may be marked.
    NotMarkable,
}

impl Model {
    /// What will happen to a segment because the learner wants it to. While predicting, nothing is told.
    pub(crate) fn will(&self, segment: SegmentRef) -> Option<Will> {
        if self.mode == Mode::Predict {
            return None;
        }
        let own = self.own_scenario();
        let (kind, by_lesson) = (fault(&self.timeline.scenario, segment), fault(&own, segment));
        (kind != by_lesson).then_some(match kind {
            Some(FaultKind::Drop) => Will::BeLost,
            Some(FaultKind::Delay { .. }) => Will::ComeLate,
            Some(FaultKind::Duplicate { .. }) => Will::ComeTwice,
            Some(FaultKind::Corrupt { .. }) => Will::BeCorrupted,
            Some(FaultKind::Mark) => Will::BeMarked,
            None => Will::GetThrough,
        })
    }

    /// Every segment that the learner lets something else happen to than the lesson does.
    pub(crate) fn wills(&self) -> Vec<(SegmentRef, Will)> {
        let own = self.own_scenario();
        let mut changed: Vec<SegmentRef> = Vec::new();
        for fault in self.timeline.scenario.faults.iter().chain(&own.faults) {
            if !changed.contains(&fault.segment) {
                changed.push(fault.segment);
            }
        }
        changed.into_iter().filter_map(|segment| Some((segment, self.will(segment)?))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Action, Jump};
    use lessons::{Lang, find};
    use sim::Side;

    #[test]
    fn the_player_says_that_it_went_back_until_something_else_is_done() {
        let mut model = Model::new(Lang::En);
        model.apply(Action::OpenLesson(find("lost-segment").unwrap()));
        model.apply(Action::Jump(Jump::To(24)));
        let segment = SegmentRef::new(Side::Client, 3);
        model.apply(Action::ToggleDrop(segment));
        let sent = model.timeline.find(segment).unwrap().entry as usize;
        assert_eq!((model.cursor.step, model.said), (sent + 1, Some(Said::WentBack(segment))));
        assert_eq!(model.will(segment), Some(Will::BeLost));
        // From there nothing is gone back to.
        model.apply(Action::Fault(segment, Some(FaultKind::Delay { ms: 50 })));
        assert_eq!((model.cursor.step, model.said), (sent + 1, None));
        model.apply(Action::Jump(Jump::End));
        model.apply(Action::Fault(segment, None));
        assert!(model.said.is_some());
        model.apply(Action::Jump(Jump::Step));
        assert_eq!((model.said, model.will(segment)), (None, None));
    }
}
