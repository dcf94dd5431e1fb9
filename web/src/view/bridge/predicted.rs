//! What a learner predicted in the stage, as a report.

use lessons::link::segment_text;
use lessons::{Ask, Lang};
use quiz::{Value, grade, value_text};
use sim::Side;

use crate::model::Model;
use crate::model::report::{AnswerKind, AnswerReport, Report};

/// What came of the questions of the run that is shown. None where it has none, or nobody is to predict.
pub(super) fn predicted(model: &Model, seconds: u32) -> Option<Report> {
    let posed = model.posed();
    if posed.is_empty() {
        return None;
    }
    let (mut answers, mut worth, mut right) = (Vec::new(), 0.0, 0);
    // There may be far more questions than answers.
    for (segment, answer) in &model.answers {
        let place = posed.partition_point(|posed| posed.transmission < *segment);
        let Some(posed) = posed.get(place).filter(|posed| posed.transmission == *segment) else { continue };
        let parts = grade(&model.timeline, posed, answer);
        let good = parts.iter().filter(|part| part.is_right()).count();
        // What was left out is wrong.
        let asked = posed.question.asks.len().max(1);
        #[expect(clippy::cast_precision_loss, reason = "a handful")]
        {
            worth += good as f64 / asked as f64;
        }
        right += u32::from(good == asked);
        let question = match posed.index {
            Some(index) => (index + 1).to_string(),
            None => segment_text(model.timeline.transmissions[*segment].id),
        };
        answers.extend(parts.into_iter().map(|part| AnswerReport {
            id: format!("{}.{question}.{}", model.lesson.id, slug(part.ask)),
            kind: match part.right {
                Value::Number(_) => AnswerKind::Numeric,
                Value::State(_) => AnswerKind::Choice,
                _ => AnswerKind::Other,
            },
            given: value_text(part.given, Lang::En),
            right: value_text(part.right, Lang::En),
            is_right: part.is_right(),
            seconds,
            rule: part.diagnosis.map(|slip| slip.id().to_string()),
        }));
    }
    let asked = u32::try_from(posed.len()).unwrap_or(u32::MAX);
    let score = worth / f64::from(asked);
    let complete = model.next_question().is_none();
    Some(Report { score, right, asked, complete, seconds, answers, ..Report::default() })
}

fn slug(ask: Ask) -> &'static str {
    match ask {
        Ask::Seq => "seq",
        Ask::Ack => "ack",
        Ask::Flags => "flags",
        Ask::Len => "len",
        Ask::Window => "window",
        Ask::SackLeft => "sack-left",
        Ask::SackRight => "sack-right",
        Ask::State(Side::Client) => "client-state",
        Ask::State(Side::Server) => "server-state",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::from_query;

    #[test]
    fn a_blank_that_was_left_out_is_not_right() {
        let pairs =
            [("lesson", "handshake"), ("mode", "predict")].map(|(name, value)| (name.to_owned(), value.to_owned()));
        let mut model = from_query(&pairs, Lang::En);
        let posed = model.posed()[0];
        let right = model.timeline.transmissions[posed.transmission].segment.ack;
        assert_eq!(posed.question.asks, [Ask::Ack, Ask::Flags]);
        model.answers =
            vec![(posed.transmission, quiz::Answer { ack: Some(u64::from(right.0)), ..quiz::Answer::default() })];
        let report = predicted(&model, 0).expect("something is asked");
        assert_eq!((report.answers.len(), report.answers[0].is_right, report.right), (1, true, 0));
        assert!((report.score - 1.0 / 6.0).abs() < 1e-9, "{}", report.score);
    }
}
