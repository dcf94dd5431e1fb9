//! What is written into the records of a course platform that speaks SCORM: which element, which value, in which order.

use quiz::sheet::reaches;

use crate::model::report::{AnswerKind, AnswerReport, Report};

/// The two versions that are spoken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Version {
    /// 1.2.
    V12,
    /// 2004, 4th edition.
    V2004,
}

/// An element and its value.
pub(super) type Write = (String, String);

/// What records say of a learner. Whatever is done again takes nothing away of it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Standing {
    /// The best score, from 0 to 1, if there is one.
    score: Option<f64>,
    /// Whether it was over once.
    pub(super) is_complete: bool,
    /// Whether it was passed, where there is a mark to reach.
    has_passed: Option<bool>,
}

impl Standing {
    /// Takes note of what came of the questions, and whether it is over. `mark` is what the score has to reach, of 1. With one,
    /// there is no score before the end: a platform judges whatever it has when the learner leaves, and many close an attempt
    /// that failed.
    pub(super) fn advance(&mut self, report: Option<&Report>, is_complete: bool, mark: Option<f64>) {
        let score = report.filter(|report| report.has_score()).map(|report| report.score.clamp(0.0, 1.0));
        if score > self.score && (is_complete || mark.is_none()) {
            self.score = score;
        }
        self.is_complete |= is_complete;
        if let (true, Some(score), Some(mark)) = (is_complete, score, mark) {
            self.has_passed = Some(self.has_passed == Some(true) || reaches(score, mark));
        }
    }
}

/// Characters of a response in SCORM 1.2 (CMIString255).
const LONGEST_RESPONSE: usize = 255;
/// Characters of a response in SCORM 2004 that every platform keeps.
const LONGEST_RESPONSE_2004: usize = 250;
/// Digits of a number that platforms take for one: each sequence number has at most so many.
const MOST_DIGITS: usize = 10;

impl Version {
    /// Characters of `cmi.suspend_data`.
    pub(super) fn longest_state(self) -> usize {
        match self {
            Version::V12 => 4096,
            Version::V2004 => 64_000,
        }
    }

    /// An answer, as the entry number `index` of the journal. `time` is the moment in ISO 8601, in UTC.
    pub(super) fn interaction(self, index: usize, answer: &AnswerReport, time: &str) -> Vec<Write> {
        let longest = if self == Version::V12 { LONGEST_RESPONSE } else { LONGEST_RESPONSE_2004 };
        let (given, right) = (response(&answer.given, longest), response(&answer.right, longest));
        let is_number = answer.kind == AnswerKind::Numeric && is_number(&given) && is_number(&right);
        let element = |name: &str| format!("cmi.interactions.{index}.{name}");
        // `HH:MM:SS` of the moment, which is written as `2026-11-22T01:30:02.123Z`.
        let of_day = time.get(11..19).unwrap_or("00:00:00");
        let mut out = vec![(element("id"), identifier(&answer.id))];
        match self {
            Version::V12 => out.extend([
                (element("time"), of_day.into()),
                (element("type"), if is_number { "numeric" } else { "fill-in" }.into()),
                (element("correct_responses.0.pattern"), right),
                (element("student_response"), given),
                (element("result"), if answer.is_right { "correct" } else { "wrong" }.into()),
                (element("latency"), timespan(answer.seconds.into())),
            ]),
            Version::V2004 => {
                let (kind, given, right) = if is_number {
                    let range = [&right, "[:]", &right].concat();
                    ("numeric", given, range)
                } else if answer.kind != AnswerKind::Numeric
                    && let (Some(given), Some(right)) = (choices(&given), choices(&right))
                {
                    ("choice", given, right)
                } else {
                    // A comma would be taken to part several responses.
                    ("other", given.replace(',', " "), right.replace(',', " "))
                };
                let date = time.get(..10).unwrap_or("1970-01-01");
                out.extend([
                    (element("type"), kind.into()),
                    // With a fraction: a time in UTC is only taken with one.
                    (element("timestamp"), format!("{date}T{of_day}.00Z")),
                    (element("correct_responses.0.pattern"), right),
                    (element("learner_response"), given),
                    (element("result"), if answer.is_right { "correct" } else { "incorrect" }.into()),
                    (element("latency"), duration(answer.seconds.into())),
                ]);
            }
        }
        out
    }

    /// What records say that are opened: the status, whether it was passed (in SCORM 1.2 the same), and the score.
    /// `mark` is what the score has to reach, of 1, if the author said so.
    pub(super) fn standing(self, status: &str, success: &str, raw: &str, mark: Option<f64>) -> Standing {
        let has_passed = match success {
            "passed" => Some(true),
            // A platform that has a mark of its own judges anew.
            "failed" => mark.map(|_| false),
            _ => None,
        };
        let is_complete = status == "completed" || self == Version::V12 && matches!(status, "passed" | "failed");
        let raw = raw.parse().ok().filter(|raw| (0.0..=100.0).contains(raw));
        Standing { score: raw.map(|raw: f64| raw / 100.0), is_complete, has_passed }
    }

    /// The score, once there is one.
    pub(super) fn score(self, standing: &Standing) -> Vec<Write> {
        let Some(score) = standing.score else { return Vec::new() };
        let prefix = if self == Version::V12 { "cmi.core.score" } else { "cmi.score" };
        let mut out = vec![
            (format!("{prefix}.raw"), decimal(score * 100.0, 2)),
            (format!("{prefix}.min"), "0".into()),
            (format!("{prefix}.max"), "100".into()),
        ];
        if self == Version::V2004 {
            out.push((format!("{prefix}.scaled"), decimal(score, 4)));
        }
        out
    }

    /// How far one has come.
    pub(super) fn status(self, standing: &Standing) -> Vec<Write> {
        let completion = if standing.is_complete { "completed" } else { "incomplete" };
        let success = standing.has_passed.map(|passed| if passed { "passed" } else { "failed" });
        match self {
            Version::V12 => vec![("cmi.core.lesson_status".into(), success.unwrap_or(completion).into())],
            Version::V2004 => {
                let success = success.map(|success| ("cmi.success_status".into(), success.into()));
                std::iter::once(("cmi.completion_status".into(), completion.into())).chain(success).collect()
            }
        }
    }

    /// How one leaves: always to come back, since at any other exit a platform begins a new attempt, without what was done.
    pub(super) fn exit(self) -> Write {
        let element = if self == Version::V12 { "cmi.core.exit" } else { "cmi.exit" };
        (element.into(), "suspend".into())
    }

    /// How long this visit has taken.
    pub(super) fn session_time(self, seconds: u64) -> Write {
        match self {
            Version::V12 => ("cmi.core.session_time".into(), timespan(seconds)),
            Version::V2004 => ("cmi.session_time".into(), duration(seconds)),
        }
    }

    /// Where the state is kept.
    pub(super) fn state(self, interactions: usize, state: &str) -> Write {
        ("cmi.suspend_data".into(), format!("{interactions}.{state}"))
    }

    /// Characters that [`Version::state`] leaves to the state.
    pub(super) fn room_for_state(self) -> usize {
        self.longest_state() - 8
    }
}

/// How many interactions were written, and the state, of what [`Version::state`] wrote.
pub(super) fn read_state(kept: &str) -> Option<(usize, &str)> {
    let (interactions, state) = kept.split_once('.')?;
    Some((interactions.parse().ok().filter(|count| *count < 100_000)?, state))
}

/// Printable ASCII without spaces.
fn identifier(id: &str) -> String {
    id.chars().map(|c| if c.is_ascii_graphic() { c } else { '-' }).take(LONGEST_RESPONSE_2004).collect()
}

/// Printable ASCII: what stands in a record is read by old platforms, too.
fn response(text: &str, longest: usize) -> String {
    text.chars().map(|c| if c == ' ' || c.is_ascii_graphic() { c } else { '?' }).take(longest).collect()
}

fn is_number(text: &str) -> bool {
    (1..=MOST_DIGITS).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// One or several names, such as those of control bits, as choices are written: by short identifiers.
fn choices(text: &str) -> Option<String> {
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    text.split(',').all(is_name).then(|| text.replace(',', "[,]"))
}

/// `HH:MM:SS.ss`, as a CMITimespan, which has up to four digits of hours.
fn timespan(seconds: u64) -> String {
    format!("{:02}:{:02}:{:02}.00", (seconds / 3600).min(9999), seconds / 60 % 60, seconds % 60)
}

/// An ISO 8601 duration.
pub(super) fn duration(seconds: u64) -> String {
    format!("PT{}H{}M{}S", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// A number with at most so many digits behind the point, and no zeros at its end.
fn decimal(value: f64, digits: usize) -> String {
    let text = format!("{value:.digits$}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TIME: &str = "2026-11-22T01:30:02.123Z";

    fn answer(kind: AnswerKind, given: &str, right: &str) -> AnswerReport {
        let (id, given, right) = ("handshake.1.seq".into(), given.into(), right.into());
        AnswerReport { id, kind, is_right: given == right, given, right, seconds: 75, rule: None }
    }

    fn value(writes: &[Write], name: &str) -> String {
        let found = writes.iter().find(|(element, _)| element.ends_with(name));
        found.unwrap_or_else(|| panic!("{name} in {writes:?}")).1.clone()
    }

    #[test]
    fn scorm_12_hears_wrong_and_timespans() {
        let writes = Version::V12.interaction(3, &answer(AnswerKind::Numeric, "1001", "1002"), TIME);
        assert_eq!(writes[0], ("cmi.interactions.3.id".into(), "handshake.1.seq".into()));
        for (name, wanted) in
            [(".result", "wrong"), (".latency", "00:01:15.00"), (".time", "01:30:02"), (".pattern", "1002")]
        {
            assert_eq!(value(&writes, name), wanted);
        }
    }

    #[test]
    fn scorm_2004_hears_a_range_the_type_after_the_id_and_a_time_with_a_fraction() {
        let writes = Version::V2004.interaction(0, &answer(AnswerKind::Numeric, "1001", "1001"), TIME);
        assert!(writes[0].0.ends_with(".id") && writes[1].0.ends_with(".type"));
        for (name, wanted) in [
            (".pattern", "1001[:]1001"),
            (".learner_response", "1001"),
            (".timestamp", "2026-11-22T01:30:02.00Z"),
            (".result", "correct"),
            (".latency", "PT0H1M15S"),
        ] {
            assert_eq!(value(&writes, name), wanted);
        }
    }

    #[test]
    fn what_no_platform_takes_for_a_number_is_text() {
        for given in ["18446744073709551615", "", "-1"] {
            let answer = answer(AnswerKind::Numeric, given, "7");
            assert_eq!(value(&Version::V12.interaction(0, &answer, TIME), ".type"), "fill-in");
            assert_eq!(value(&Version::V2004.interaction(0, &answer, TIME), ".type"), "other");
        }
    }

    #[test]
    fn names_are_choices_in_scorm_2004() {
        for (given, right, pattern) in [("SYN-SENT", "ESTABLISHED", "ESTABLISHED"), ("RST", "SYN,ACK", "SYN[,]ACK")] {
            let writes = Version::V2004.interaction(0, &answer(AnswerKind::Other, given, right), TIME);
            assert_eq!(value(&writes, ".type"), "choice");
            assert_eq!(value(&writes, ".pattern"), pattern);
        }
        let writes = Version::V2004.interaction(0, &answer(AnswerKind::Other, "a, b", "c d"), TIME);
        assert_eq!([value(&writes, ".type"), value(&writes, ".learner_response")], ["other", "a  b"]);
    }

    #[test]
    fn a_response_is_short_printable_ascii() {
        let long = answer(AnswerKind::Other, &"序".repeat(300), "SYN, ACK");
        for version in [Version::V12, Version::V2004] {
            for (element, value) in version.interaction(0, &long, "") {
                assert!(
                    value.len() <= LONGEST_RESPONSE && value.bytes().all(|byte| (32..127).contains(&byte)),
                    "{element}"
                );
            }
        }
    }

    fn came_to(score: f64) -> Report {
        Report { score, asked: 3, answers: vec![answer(AnswerKind::Other, "ACK", "ACK")], ..Report::default() }
    }

    #[test]
    fn there_is_no_score_before_an_answer_and_no_passing_without_a_mark_to_reach() {
        let none = Report { asked: 3, ..Report::default() };
        let after = |report: &Report, is_complete, mark| {
            let mut standing = Standing::default();
            standing.advance(Some(report), is_complete, mark);
            standing
        };
        assert!(Version::V12.score(&after(&none, false, None)).is_empty());
        let some = came_to(2.0 / 3.0);
        assert_eq!(value(&Version::V12.score(&after(&some, false, None)), "score.raw"), "66.67");
        assert_eq!(value(&Version::V2004.score(&after(&some, false, None)), "score.scaled"), "0.6667");
        let status = |complete, mark| value(&Version::V12.status(&after(&some, complete, mark)), "lesson_status");
        assert_eq!([status(false, Some(0.5)), status(true, None)], ["incomplete", "completed"]);
        assert!(Version::V12.score(&after(&some, false, Some(0.5))).is_empty(), "a platform would judge it");
        assert_eq!([status(true, Some(0.66)), status(true, Some(0.67))], ["passed", "failed"]);
        assert_eq!(Version::V2004.status(&after(&came_to(1.0), true, None)).len(), 1);
    }

    #[test]
    fn whoever_hands_in_without_an_answer_has_none_right() {
        let mut standing = Standing::default();
        standing.advance(Some(&Report { asked: 3, complete: true, ..Report::default() }), true, Some(0.5));
        assert_eq!(value(&Version::V12.score(&standing), "score.raw"), "0");
        assert_eq!(value(&Version::V12.status(&standing), "lesson_status"), "failed");
    }

    #[test]
    fn what_is_done_again_takes_nothing_away() {
        for version in [Version::V12, Version::V2004] {
            let [status, success] = if version == Version::V12 { ["passed"; 2] } else { ["completed", "passed"] };
            let read = version.standing(status, success, "80", Some(0.6));
            for (report, is_complete) in [(Some(came_to(0.1)), false), (Some(came_to(0.2)), true), (None, true)] {
                let mut standing = read;
                standing.advance(report.as_ref(), is_complete, Some(0.6));
                assert_eq!(standing, read);
                assert_eq!(value(&version.score(&standing), "score.raw"), "80");
                assert_eq!(version.status(&standing), version.status(&read));
            }
            let mut standing = read;
            standing.advance(Some(&came_to(0.9)), true, Some(0.6));
            assert_eq!(value(&version.score(&standing), "score.raw"), "90");
        }
    }

    #[test]
    fn what_was_failed_can_be_passed_and_what_a_platform_passed_stays_passed() {
        let mut standing = Version::V2004.standing("completed", "failed", "10", Some(0.6));
        standing.advance(Some(&came_to(0.7)), true, Some(0.6));
        assert_eq!(value(&Version::V2004.status(&standing), "success_status"), "passed");
        let mut standing = Version::V12.standing("passed", "passed", "", None);
        standing.advance(None, true, None);
        assert_eq!(value(&Version::V12.status(&standing), "lesson_status"), "passed");
    }

    #[test]
    fn one_leaves_to_come_back() {
        assert_eq!(Version::V12.exit(), ("cmi.core.exit".into(), "suspend".into()));
        assert_eq!(Version::V2004.exit(), ("cmi.exit".into(), "suspend".into()));
    }

    #[test]
    fn a_state_comes_back_with_the_number_of_interactions() {
        let (_, kept) = Version::V12.state(12, "lesson=handshake&step=3.5");
        assert_eq!(read_state(&kept), Some((12, "lesson=handshake&step=3.5")));
        assert_eq!([read_state(""), read_state("x.y"), read_state("-1.y")], [None; 3]);
    }

    #[test]
    fn long_visits_are_told_as_such() {
        assert_eq!(Version::V12.session_time(3_723), ("cmi.core.session_time".into(), "01:02:03.00".into()));
        assert_eq!(Version::V2004.session_time(90_061).1, "PT25H1M1S");
    }
}
