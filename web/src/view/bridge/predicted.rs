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
        #[expect(clippy::cast_precision_loss, reason = "a handful")]
        if !parts.is_empty() {
            worth += good as f64 / parts.len() as f64;
        }
        right += u32::from(good == parts.len());
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
    Some(Report { score, right, asked, complete, seconds, answers, state: String::new() })
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
