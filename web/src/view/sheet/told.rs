//! What came of a sheet so far, as it is passed on to whoever wants to hear of it.

use lessons::Lang;
use quiz::sheet::{Progress, Row, rows, score};

use super::asked::Asked;
use crate::model::report::{AnswerReport, Report};

/// The report on `progress`, of which `kept` was there already when the page was opened or a host gave it back. What is not
/// answered yet is not made for it.
pub(super) fn report(asked: &Asked, progress: &Progress, kept: Option<&Progress>) -> Report {
    let is_kept = |place: usize| kept.is_some_and(|kept| kept.given.get(place) == progress.given.get(place));
    let is_answered = |place: &usize| progress.given.get(*place).is_some_and(Option::is_some);
    let (answered, were_kept): (Vec<Vec<Row>>, Vec<bool>) = (0..asked.count())
        .filter(is_answered)
        .filter_map(|place| {
            let (item, task) = asked.at(place)?;
            Some((rows(place, item, &task, progress, Lang::En), is_kept(place)))
        })
        .unzip();
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Report {
        score: score(&answered, asked.count()),
        right: count(answered.iter().filter(|rows| rows.iter().all(|row| row.is_right)).count()),
        asked: count(asked.count()),
        complete: progress.is_over,
        seconds: progress.seconds,
        is_kept: kept == Some(progress),
        answers: answered
            .into_iter()
            .zip(were_kept)
            .flat_map(|(rows, is_kept)| rows.into_iter().map(move |row| answer(row, is_kept)))
            .collect(),
        state: progress.write(&asked.sheet),
    }
}

fn answer(row: Row, is_kept: bool) -> AnswerReport {
    AnswerReport {
        id: row.id,
        kind: row.kind,
        given: row.answer,
        right: row.right_answer,
        is_right: row.is_right,
        seconds: row.seconds,
        rule: Some(row.rule).filter(|rule| !rule.is_empty()),
        is_kept,
    }
}
