//! What came of a sheet so far, as it is passed on to whoever wants to hear of it.

use lessons::Lang;
use quiz::sheet::{Feedback, Progress, Row, rows, score};

use super::asked::Asked;
use crate::model::report::{AnswerReport, Report};

/// The report on `progress`. Of an answer only that is told of which the learner was told what is right: in the end of all, and
/// with feedback after each question of those that are done with: nobody comes back to what they went on from. What is not
/// answered yet is not made for it.
pub(super) fn report(asked: &Asked, progress: &Progress) -> Report {
    let is_told = |place: &usize| {
        let given = progress.given.get(*place).and_then(Option::as_ref);
        let is_left = *place < progress.at as usize;
        let is_done_with =
            |given| asked.sheet.feedback == Feedback::Now && (is_left || !asked.may_be_answered_again(*place, given));
        given.is_some_and(|given| progress.is_over || is_done_with(given))
    };
    let answered: Vec<Vec<Row>> = (0..asked.count())
        .filter(is_told)
        .filter_map(|place| {
            let (item, task) = asked.at(place)?;
            Some(rows(place, item, &task, progress, Lang::En))
        })
        .collect();
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Report {
        sheet: Some(asked.sheet.print()),
        is_restored: false,
        score: score(&answered, asked.count()),
        right: count(answered.iter().filter(|rows| rows.iter().all(|row| row.is_right)).count()),
        asked: count(asked.count()),
        complete: progress.is_over,
        seconds: progress.seconds,
        answers: answered.into_iter().flatten().map(answer).collect(),
        state: progress.write(&asked.sheet),
    }
}

fn answer(row: Row) -> AnswerReport {
    AnswerReport {
        id: row.id,
        kind: row.kind,
        given: row.answer,
        right: row.right_answer,
        is_right: row.is_right,
        seconds: row.seconds,
        rule: Some(row.rule).filter(|rule| !rule.is_empty()),
    }
}
