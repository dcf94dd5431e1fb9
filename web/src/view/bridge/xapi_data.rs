//! Statements of the Experience API (1.0.3), as a unit makes them that was launched by cmi5.

use quiz::sheet::reaches;
use serde_json::{Value, json};

use super::scorm_data::duration;
use crate::model::report::{AnswerKind, AnswerReport, Report};

/// The IRI of a verb.
pub(super) fn verb_id(verb: &str) -> String {
    [VERBS, verb].concat()
}

/// What a launch says of the statements: who, of what, in which context.
pub(super) struct Unit {
    pub(super) actor: Value,
    /// The id of the activity.
    pub(super) activity: String,
    pub(super) registration: String,
    /// What the platform wants in the context of each statement.
    pub(super) template: Value,
}

/// What is stated.
pub(super) enum Deed<'a> {
    Initialized,
    Answered(&'a AnswerReport),
    /// After so many seconds.
    Completed(u64),
    /// With a score that was to reach so much, of 1.
    Judged {
        report: &'a Report,
        mastery: f64,
        seconds: u64,
    },
    Terminated(u64),
}

const VERBS: &str = "http://adlnet.gov/expapi/verbs/";
const CMI5: &str = "https://w3id.org/xapi/cmi5/context/categories/cmi5";
const MOVE_ON: &str = "https://w3id.org/xapi/cmi5/context/categories/moveon";
const MASTERY: &str = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore";
const RULE: &str = "urn:synackademy:rule";

impl Unit {
    /// The statement. `id` is a UUID of its own, `time` the moment in ISO 8601, `title` what the activity is called.
    pub(super) fn statement(&self, deed: &Deed<'_>, id: &str, time: &str, title: (&str, &str)) -> Value {
        let verb = match deed {
            Deed::Initialized => "initialized",
            Deed::Answered(_) => "answered",
            Deed::Completed(_) => "completed",
            Deed::Judged { report, mastery, .. } if reaches(report.score, *mastery) => "passed",
            Deed::Judged { .. } => "failed",
            Deed::Terminated(_) => "terminated",
        };
        let mut statement = json!({
            "id": id,
            "timestamp": time,
            "actor": self.actor,
            "verb": { "id": verb_id(verb), "display": { "en": verb } },
            "object": self.object(deed, title),
            "context": self.context(deed),
        });
        if let Some(result) = result(deed) {
            statement["result"] = result;
        }
        statement
    }

    fn object(&self, deed: &Deed<'_>, (lang, title): (&str, &str)) -> Value {
        let Deed::Answered(answer) = deed else {
            return json!({ "objectType": "Activity", "id": self.activity, "definition": { "name": { (lang): title } } });
        };
        let mut definition = json!({
            "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
            "name": { "en": answer.id },
            "interactionType": interaction_type(answer),
            "correctResponsesPattern": [pattern(answer)],
        });
        if interaction_type(answer) == "choice" {
            let choice = |id: &str| json!({ "id": id, "description": { "en": id } });
            let mut choices = vec![choice(&answer.right)];
            if !answer.is_right {
                choices.push(choice(&answer.given));
            }
            definition["choices"] = choices.into();
        }
        let separator = if self.activity.contains('#') { "/" } else { "#" };
        let id = [&self.activity, separator, &answer.id].concat();
        json!({ "objectType": "Activity", "id": id, "definition": definition })
    }

    fn context(&self, deed: &Deed<'_>) -> Value {
        let mut context = if self.template.is_object() { self.template.clone() } else { json!({}) };
        context["registration"] = self.registration.clone().into();
        let mut categories: &[&str] = match deed {
            // What cmi5 leaves to the unit is in no category of its.
            Deed::Answered(_) => &[],
            Deed::Initialized | Deed::Terminated(_) => &[CMI5],
            Deed::Completed(_) | Deed::Judged { .. } => &[CMI5, MOVE_ON],
        };
        let activities = &mut context["contextActivities"];
        if !activities.is_object() {
            *activities = json!({});
        }
        let mut all = many(activities["category"].take());
        while let Some((category, rest)) = categories.split_first() {
            all.push(json!({ "objectType": "Activity", "id": category }));
            categories = rest;
        }
        if let Deed::Answered(_) = deed {
            let parent = json!({ "objectType": "Activity", "id": self.activity });
            let mut parents = many(activities["parent"].take());
            parents.push(parent);
            activities["parent"] = parents.into();
        }
        match activities.as_object_mut() {
            Some(activities) if all.is_empty() => drop(activities.remove("category")),
            _ => activities["category"] = all.into(),
        }
        if let Deed::Judged { mastery, .. } = deed {
            if !context["extensions"].is_object() {
                context["extensions"] = json!({});
            }
            context["extensions"][MASTERY] = json!(mastery);
        }
        context
    }
}

/// What stands where there may be one, several or none.
fn many(of: Value) -> Vec<Value> {
    match of {
        Value::Array(all) => all,
        Value::Null => Vec::new(),
        one => vec![one],
    }
}

fn result(deed: &Deed<'_>) -> Option<Value> {
    Some(match deed {
        Deed::Initialized => return None,
        Deed::Answered(answer) => {
            let mut result = json!({
                "response": answer.given,
                "success": answer.is_right,
                "duration": duration(answer.seconds.into()),
            });
            if let Some(rule) = &answer.rule {
                result["extensions"] = json!({ (RULE): rule });
            }
            result
        }
        Deed::Completed(seconds) => json!({ "completion": true, "duration": duration(*seconds) }),
        Deed::Judged { report, mastery, seconds } => json!({
            "success": reaches(report.score, *mastery),
            "score": { "scaled": (report.score.clamp(0.0, 1.0) * 10_000.0).round() / 10_000.0 },
            "duration": duration(*seconds),
        }),
        Deed::Terminated(seconds) => json!({ "duration": duration(*seconds) }),
    })
}

fn interaction_type(answer: &AnswerReport) -> &'static str {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match answer.kind {
        AnswerKind::Numeric if is_number(&answer.given) && is_number(&answer.right) => "numeric",
        AnswerKind::Choice if !answer.given.is_empty() => "choice",
        _ => "other",
    }
}

fn pattern(answer: &AnswerReport) -> String {
    if interaction_type(answer) == "numeric" {
        // The least and the greatest that is right.
        [&answer.right, "[:]", &answer.right].concat()
    } else {
        answer.right.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit() -> Unit {
        Unit {
            actor: json!({ "account": { "homePage": "https://lms.example", "name": "7" } }),
            activity: "https://course.example/tcp".into(),
            registration: "9c1a1a7e-0b1f-4a51-8d6f-2f3b1c9f0a11".into(),
            template: json!({ "extensions": { "https://w3id.org/xapi/cmi5/context/extensions/sessionid": "s" } }),
        }
    }

    fn state(deed: &Deed<'_>) -> Value {
        unit().statement(deed, "6a0f51d2-55d3-4f5c-8f2e-0d61a4a4a001", "2026-11-22T01:30:02.123Z", ("en", "TCP"))
    }

    fn answer() -> AnswerReport {
        AnswerReport {
            id: "handshake.1.seq".into(),
            kind: AnswerKind::Numeric,
            given: "1001".into(),
            right: "1002".into(),
            is_right: false,
            seconds: 5,
            rule: Some("syn-zero".into()),
        }
    }

    #[test]
    fn an_answer_is_an_interaction_of_the_activity_with_its_response_as_text() {
        let told = state(&Deed::Answered(&answer()));
        assert_eq!(told["object"]["id"], "https://course.example/tcp#handshake.1.seq");
        assert_eq!(told["object"]["definition"]["correctResponsesPattern"], json!(["1002[:]1002"]));
        assert_eq!(told["object"]["definition"]["interactionType"], "numeric");
        assert_eq!(told["result"]["response"], "1001");
        assert_eq!(told["result"]["extensions"][RULE], "syn-zero");
        assert!(told["context"]["contextActivities"].get("category").is_none());
    }

    #[test]
    fn what_cmi5_defines_carries_its_category_the_registration_and_what_the_platform_gave() {
        for deed in [Deed::Initialized, Deed::Completed(9), Deed::Terminated(10)] {
            let told = state(&deed);
            assert_eq!(told["context"]["registration"], unit().registration);
            assert_eq!(told["context"]["extensions"], unit().template["extensions"]);
            assert_eq!(told["context"]["contextActivities"]["category"][0]["id"], CMI5);
        }
    }

    #[test]
    fn what_the_platform_wants_an_activity_to_belong_to_stays() {
        let parent = json!({ "objectType": "Activity", "id": "https://lms.example/course" });
        let unit = Unit { template: json!({ "contextActivities": { "parent": [parent] } }), ..unit() };
        let told = unit.statement(&Deed::Answered(&answer()), "", "", ("en", "TCP"));
        let ids: Vec<_> =
            told["context"]["contextActivities"]["parent"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
        assert_eq!(ids, ["https://lms.example/course", "https://course.example/tcp"]);
    }

    #[test]
    fn a_score_passes_from_its_mark_on() {
        let report = Report { score: 0.8, ..Report::default() };
        for (mastery, verb) in [(0.8, "passed"), (0.81, "failed")] {
            let told = state(&Deed::Judged { report: &report, mastery, seconds: 4 });
            assert_eq!(told["verb"]["id"], [VERBS, verb].concat());
            assert_eq!(told["result"]["success"], verb == "passed");
            assert_eq!(told["context"]["extensions"][MASTERY], mastery);
            assert_eq!(told["context"]["contextActivities"]["category"][1]["id"], MOVE_ON);
        }
    }
}
