//! What a learner changes in a run: every change is a new scenario, so that it can be taken back, made again and shared.

use std::rc::Rc;

use lessons::Lesson;
use sim::{FaultKind, Scenario, SegmentRef};

/// Changes that can be taken back; older ones are forgotten.
const MOST_CHANGES: usize = 200;

/// The scenario that is run, with those before and after it.
#[derive(Clone, Debug)]
pub(crate) struct Edits {
    scenario: Rc<Scenario>,
    done: Vec<Rc<Scenario>>,
    undone: Vec<Rc<Scenario>>,
    /// What was changed last, where changing it on is not another change: a slider that is drawn makes one.
    slider: Option<Slider>,
}

/// What is drawn along a scale, so that many changes come after each other.
pub(crate) type Slider = &'static str;

impl Edits {
    /// A lesson's own scenario, which nobody has changed.
    pub(crate) fn none(lesson: &Lesson) -> Edits {
        Edits::beginning_with(lesson.scenario.clone())
    }

    /// A scenario with nothing before it.
    pub(crate) fn beginning_with(scenario: Scenario) -> Edits {
        Edits { scenario: Rc::new(in_order(scenario)), done: Vec::new(), undone: Vec::new(), slider: None }
    }

    /// What is run now.
    pub(crate) fn scenario(&self) -> &Rc<Scenario> {
        &self.scenario
    }

    /// The scenario before the last change.
    pub(crate) fn before(&self) -> Option<&Rc<Scenario>> {
        self.done.last()
    }

    pub(crate) fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    pub(crate) fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Puts `scenario` in place of the one that is run. Says whether it is another.
    pub(crate) fn change(&mut self, scenario: Scenario, slider: Option<Slider>) -> bool {
        let scenario = Rc::new(in_order(scenario));
        if scenario == self.scenario {
            return false;
        }
        if slider.is_some() && self.slider == slider {
            self.scenario = scenario;
            // What is drawn back to where it was is not changed.
            if self.done.last() == Some(&self.scenario) {
                self.done.pop();
                self.slider = None;
            }
            return true;
        }
        self.slider = slider;
        if self.done.len() == MOST_CHANGES {
            self.done.remove(0);
        }
        self.done.push(std::mem::replace(&mut self.scenario, scenario));
        self.undone.clear();
        true
    }

    /// Takes the last change back. Says whether there was one.
    pub(crate) fn undo(&mut self) -> bool {
        self.slider = None;
        let Some(before) = self.done.pop() else { return false };
        self.undone.push(std::mem::replace(&mut self.scenario, before));
        true
    }

    /// Makes the change again that was taken back last. Says whether there was one.
    pub(crate) fn redo(&mut self) -> bool {
        self.slider = None;
        let Some(after) = self.undone.pop() else { return false };
        self.done.push(std::mem::replace(&mut self.scenario, after));
        true
    }
}

/// The scenario that a lesson brings.
pub(crate) fn own_scenario(lesson: &Lesson) -> Scenario {
    in_order(lesson.scenario.clone())
}

/// The same scenario in the form in which two of them are compared: its faults in the order of their segments.
fn in_order(mut scenario: Scenario) -> Scenario {
    scenario.faults.sort_by_key(|fault| fault.segment);
    scenario.faults.dedup_by_key(|fault| fault.segment);
    scenario
}

/// What happens to a segment on its way, if the scenario says so.
pub(crate) fn fault(scenario: &Scenario, segment: SegmentRef) -> Option<&FaultKind> {
    scenario.faults.iter().find(|fault| fault.segment == segment).map(|fault| &fault.kind)
}
