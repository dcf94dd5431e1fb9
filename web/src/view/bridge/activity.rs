//! What was launched: a sheet, or a lesson in one of the modes. Whatever else is looked at meanwhile, only what comes of that
//! counts for whoever keeps records of it.

use std::rc::Rc;

use sim::Scenario;

use crate::model::{Asking, Mode, Model};
use crate::view::sheet::asked_for;

/// What was launched.
pub(super) enum Activity {
    /// A sheet, by its number (`Sheet::print`).
    Sheet(u64),
    /// A lesson, by its id.
    Lesson { id: String, mode: Mode, asked: Option<Posing> },
}

/// What is to be predicted: questions to another run, or other questions, are easier or harder ones.
#[derive(PartialEq)]
pub(super) struct Posing {
    scenario: Rc<Scenario>,
    asking: Asking,
}

impl Activity {
    /// What is launched by the page as it is now. Options of a sheet make it one in every mode: whoever loads the page
    /// again while looking at the run of a question is still answering the sheet.
    pub(super) fn of(model: &Model) -> Activity {
        match asked_for(model) {
            Some(sheet) => Activity::Sheet(sheet),
            None => {
                let posing = || Posing { scenario: model.edits.scenario().clone(), asking: model.asking.clone() };
                let asked = (model.mode == Mode::Predict).then(posing);
                Activity::Lesson { id: model.lesson_id().to_owned(), mode: model.mode, asked }
            }
        }
    }

    /// Whether it is a sheet.
    pub(super) fn is_a_sheet(&self) -> bool {
        matches!(self, Activity::Sheet(_))
    }

    /// Whether it is what the page shows.
    pub(super) fn is_shown(&self, model: &Model) -> bool {
        match self {
            Activity::Sheet(sheet) => model.mode == Mode::Quiz && asked_for(model) == Some(*sheet),
            Activity::Lesson { id, mode, asked } => {
                let run = model.edits_of_run.scenario();
                let is_asked = |posing: &Posing| {
                    posing.asking == model.asking
                        && (Rc::ptr_eq(&posing.scenario, run) || posing.scenario.as_ref() == run.as_ref())
                };
                let is_own = model.lesson_id() == id && model.captured.is_none();
                model.mode == *mode && is_own && asked.as_ref().is_none_or(is_asked)
            }
        }
    }

    /// Whether a report of this sheet, or of none, is one of it.
    pub(super) fn is_reported(&self, of: Option<u64>) -> bool {
        matches!((self, of), (Activity::Sheet(sheet), Some(of)) if *sheet == of)
    }

    /// Whether the page shows it, and shows the end of it, where it asks nothing.
    pub(super) fn is_seen_to_its_end(&self, model: &Model) -> bool {
        let is_at_end = model.cursor.step == model.timeline.entries.len() && model.absent.is_none();
        let has_end = matches!(self, Activity::Lesson { mode, .. } if *mode != Mode::Quiz);
        has_end && is_at_end && model.posed().is_empty() && self.is_shown(model)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Action, Jump, from_query};
    use lessons::Lang;

    fn at(query: &str) -> Model {
        let pair = |pair: &str| pair.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()));
        from_query(&query.split('&').filter_map(pair).collect::<Vec<_>>(), Lang::En)
    }

    fn then(model: &Model, actions: Vec<Action>) -> Model {
        let mut model = model.clone();
        for action in actions {
            model.apply(action);
        }
        model
    }

    const END: Action = Action::Jump(Jump::End);

    #[test]
    fn a_look_at_the_stage_is_no_end_of_a_sheet() {
        let sheet = at("mode=quiz&count=2&seed=7");
        let activity = Activity::of(&sheet);
        assert!(activity.is_shown(&sheet));
        let look = then(&sheet, vec![Action::Mode(Mode::Watch), END]);
        assert_eq!(look.cursor.step, look.timeline.entries.len());
        assert!(!activity.is_shown(&look) && !activity.is_seen_to_its_end(&look));
        let other = at("mode=quiz&count=2&seed=8");
        assert!(!activity.is_shown(&other));
        assert!(activity.is_reported(asked_for(&sheet)));
        assert!(![None, asked_for(&other)].into_iter().any(|of| activity.is_reported(of)));
        assert!(Activity::of(&look).is_shown(&sheet), "a look that is loaded again is still a look");
    }

    #[test]
    fn a_lesson_that_is_watched_ends_where_it_does_and_no_other_ends_it() {
        let lesson = at("lesson=handshake");
        let activity = Activity::of(&lesson);
        assert!(activity.is_shown(&lesson) && !activity.is_seen_to_its_end(&lesson));
        assert!(activity.is_seen_to_its_end(&then(&lesson, vec![END])));
        let other = then(&at("lesson=lost-segment"), vec![END]);
        assert!(!activity.is_seen_to_its_end(&other));
    }

    #[test]
    fn what_is_predicted_of_another_run_or_with_other_questions_is_no_part_of_it() {
        let lesson = at("lesson=handshake&mode=predict");
        let activity = Activity::of(&lesson);
        assert!(activity.is_shown(&lesson) && activity.is_shown(&at("lesson=handshake&mode=predict&step=2")));
        for other in
            ["lesson=handshake", "lesson=handshake&mode=predict&drop=c1", "lesson=handshake&mode=predict&ask=every"]
        {
            let other = at(other);
            assert!(!activity.is_shown(&other), "{:?}", other.mode);
            assert!(Activity::of(&other).is_shown(&other));
        }
        let watched = then(&lesson, vec![Action::Mode(Mode::Watch), END]);
        assert!(!activity.is_seen_to_its_end(&watched));
    }
}
