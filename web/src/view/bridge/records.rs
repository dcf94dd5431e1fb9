//! What is known of how far a learner has come, for whoever keeps records of it.

use std::rc::Rc;

use crate::model::report::{AnswerReport, Report};

/// How far a learner has come.
#[derive(Clone, Debug, Default)]
pub(super) struct Progress {
    /// What came of the questions, if any are asked.
    pub(super) report: Option<Rc<Report>>,
    /// Whether it is over: the last question is answered, or where none are asked, the end was seen.
    pub(super) is_complete: bool,
}

/// Whole seconds since a moment, which is in milliseconds since 1970.
pub(super) fn seconds_since(moment: f64) -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "what is negative becomes zero")]
    let seconds = ((js_sys::Date::now() - moment) / 1000.0) as u64;
    seconds
}

/// Which answers were told already, so that each is told once.
#[derive(Default)]
pub(super) struct Told(Vec<(String, String)>);

impl Told {
    /// The answers of `report` that were not told yet. What is no longer answered is told again once it is.
    pub(super) fn news(&mut self, report: &Report) -> Vec<AnswerReport> {
        let key = |answer: &AnswerReport| (answer.id.clone(), answer.given.clone());
        let news = report.answers.iter().filter(|answer| !self.0.contains(&key(answer))).cloned().collect();
        self.0 = report.answers.iter().map(key).collect();
        news
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::report::AnswerKind;

    fn answered(given: &[&str]) -> Report {
        let answer = |(index, given): (usize, &&str)| AnswerReport {
            id: format!("q.{index}"),
            kind: AnswerKind::Numeric,
            given: (*given).into(),
            right: "1".into(),
            is_right: *given == "1",
            seconds: 0,
            rule: None,
        };
        Report { answers: given.iter().enumerate().map(answer).collect(), ..Report::default() }
    }

    #[test]
    fn each_answer_is_told_once_and_again_after_it_was_taken_back() {
        let mut told = Told::default();
        let mut news = |given: &[&str]| told.news(&answered(given)).len();
        assert_eq!([news(&["1"]), news(&["1"]), news(&["1", "2"]), news(&["1", "3"])], [1, 0, 1, 1]);
        assert_eq!([news(&[]), news(&["1"])], [0, 1]);
    }
}
