//! What came of a sheet so far, as it is passed on to whoever wants to hear of it.

use lessons::Lang;
use quiz::sheet::{Feedback, Progress, Row, rows, score};

use super::asked::Asked;
use crate::model::report::{AnswerReport, Report};

/// The report on `progress`. Of an answer only that is told of which the learner was told what is right: in the end of all, and
/// with feedback after each question of those that are done with: one goes back to what is open alone, and so never to an answer
/// that one went on from. What is not answered yet is not made for it.
pub(super) fn report(asked: &Asked, progress: &Progress) -> Report {
    let is_told = |place: &usize| {
        let given = progress.given.get(*place).and_then(Option::as_ref);
        let is_left = *place != progress.at as usize;
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

#[cfg(test)]
mod tests {
    use quiz::sheet::{Attempts, Sheet};

    use super::*;

    #[test]
    fn a_wrong_answer_is_told_once_one_went_on_from_it_and_stays_told() {
        let sheet = Sheet { count: 2, attempts: Attempts::AtMost(3), ..Sheet::new(7) };
        let asked = Asked::new(sheet).expect("it asks nothing of lessons");
        let mut progress = Progress { at: 1, ..Progress::new(2) };
        let (_, task) = asked.at(1).expect("the second question");
        progress.answer(1, &task, task.asked().iter().map(|_| None).collect(), 0, 5);
        let told = |at| report(&asked, &Progress { at, ..progress.clone() }).answers.len();
        assert_eq!(told(1), 0, "it may still be mended");
        // Where the open questions are listed, and back at the first of them.
        assert_eq!((told(2), told(0)), (task.asked().len(), task.asked().len()));
    }
}
