//! A sheet as the parameters of a link, both ways. Whatever a link says that cannot be is told, and something else is used:
//! a link never fails.

use lessons::Lang;

use super::{
    Attempts, Feedback, LONGEST_TITLE, MOST_ATTEMPTS, MOST_LESSONS, MOST_MINUTES, MOST_QUESTIONS, Sheet, USUAL_COUNT,
};
use crate::{Level, Skill};

/// A pass mark at the most.
const MOST_PERCENT: u32 = 100;
/// The word for as many attempts as one likes.
const UNLIMITED: &str = "unlimited";
/// Letters of a value that a warning repeats.
const SHOWN: usize = 40;

/// Something in a link that cannot be, and what is done instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The parameter's name.
    pub parameter: &'static str,
    /// What it says, shortened: text from outside.
    pub value: String,
    /// What is wrong with that.
    pub problem: Problem,
}

/// What is wrong with a parameter, with what is used in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It is no whole number from the first to the second; the third is used.
    NotWithin(u32, u32, u32),
    /// It is no whole number below 2^64; 1 is used.
    NoSeed,
    /// It is no whole number from 1 to so many; nothing is used, as if it were not there.
    LeftOut(u32),
    /// It is neither a number from 1 to [`MOST_ATTEMPTS`] nor `unlimited`; 1 is used.
    NoAttempts,
    /// With feedback at the end each question is answered once.
    OnceOnly,
    /// It is neither `now` nor `end`; `now` is used.
    NoFeedback,
    /// These skills are none; they are left out.
    UnknownSkills,
    /// These lessons are not there; they are left out.
    UnknownLessons,
    /// There are more than so many lessons; the first are used.
    TooManyLessons,
    /// It is longer than so many letters; it is cut.
    TooLong,
}

impl Sheet {
    /// The sheet that a link describes, with what is wrong with it: `parameter` gives what the link says by a name, and
    /// `is_lesson` says whether there is a lesson with an id. None if the link has neither `count` nor `lessons`, for then it
    /// is of no sheet.
    ///
    /// Without `count` there are ten generated questions, or none if there are lessons. Without `seed` they are drawn from 1,
    /// so that everybody has the same.
    #[must_use]
    pub fn read(
        parameter: impl Fn(&str) -> Option<String>,
        is_lesson: impl Fn(&str) -> bool,
    ) -> Option<(Sheet, Vec<Warning>)> {
        if parameter("count").is_none() && parameter("lessons").is_none() {
            return None;
        }
        let mut reading = Reading { parameter, warnings: Vec::new() };
        let lessons = reading.lessons(is_lesson);
        let skills = reading.skills();
        let (least, usual) = if lessons.is_empty() { (1, USUAL_COUNT) } else { (0, 0) };
        let feedback = reading.feedback();
        let sheet = Sheet {
            title: reading.title(),
            count: reading.number("count", least, MOST_QUESTIONS, usual),
            seed: reading.seed(),
            level: reading.optional("level", 3).and_then(|level| Level::parse(u8::try_from(level).ok()?)),
            attempts: reading.attempts(feedback),
            feedback,
            minutes: reading.optional("minutes", MOST_MINUTES),
            pass: reading.optional("pass", MOST_PERCENT),
            skills,
            lessons,
        };
        Some((sheet, reading.warnings))
    }

    /// The parameters of a link to it: what [`Sheet::read`] reads as the same. What is usual is left out, but `count` and `seed`
    /// never are.
    #[must_use]
    pub fn parameters(&self) -> Vec<(&'static str, String)> {
        let mut out = vec![("count", self.count.to_string()), ("seed", self.seed.to_string())];
        let mut add = |name, value: Option<String>| out.extend(value.map(|value| (name, value)));
        let skills: Vec<&str> = self.skills.iter().map(|skill| skill.id()).collect();
        add("skills", (!skills.is_empty()).then(|| skills.join(",")));
        add("lessons", (!self.lessons.is_empty()).then(|| self.lessons.join(",")));
        add("level", self.level.map(|level| level.number().to_string()));
        add(
            "attempts",
            match self.attempts {
                Attempts::AtMost(1) => None,
                Attempts::AtMost(most) => Some(most.to_string()),
                Attempts::Unlimited => Some(UNLIMITED.into()),
            },
        );
        add("feedback", (self.feedback == Feedback::AtEnd).then(|| "end".into()));
        add("minutes", self.minutes.map(|minutes| minutes.to_string()));
        add("pass", self.pass.map(|percent| percent.to_string()));
        add("title", (!self.title.is_empty()).then(|| self.title.clone()));
        out
    }
}

/// A link that is being read.
struct Reading<P> {
    parameter: P,
    warnings: Vec<Warning>,
}

impl<P: Fn(&str) -> Option<String>> Reading<P> {
    fn warn(&mut self, parameter: &'static str, value: &str, problem: Problem) {
        let mut shown: String = value.chars().filter(|letter| !letter.is_control()).take(SHOWN).collect();
        if value.chars().nth(SHOWN).is_some() {
            shown.push('…');
        }
        self.warnings.push(Warning { parameter, value: shown, problem });
    }

    fn number(&mut self, name: &'static str, least: u32, most: u32, usual: u32) -> u32 {
        let Some(value) = (self.parameter)(name) else { return usual };
        let read = whole(&value).filter(|number| (least..=most).contains(number));
        if read.is_none() {
            self.warn(name, &value, Problem::NotWithin(least, most, usual));
        }
        read.unwrap_or(usual)
    }

    fn optional(&mut self, name: &'static str, most: u32) -> Option<u32> {
        let value = (self.parameter)(name)?;
        let read = up_to(most, &value);
        if read.is_none() {
            self.warn(name, &value, Problem::LeftOut(most));
        }
        read
    }

    fn seed(&mut self) -> u64 {
        let Some(value) = (self.parameter)("seed") else { return 1 };
        let read = whole(&value);
        if read.is_none() {
            self.warn("seed", &value, Problem::NoSeed);
        }
        read.unwrap_or(1)
    }

    fn feedback(&mut self) -> Feedback {
        match (self.parameter)("feedback").as_deref() {
            None | Some("now") => Feedback::Now,
            Some("end") => Feedback::AtEnd,
            Some(other) => {
                self.warn("feedback", other, Problem::NoFeedback);
                Feedback::Now
            }
        }
    }

    fn attempts(&mut self, feedback: Feedback) -> Attempts {
        let Some(value) = (self.parameter)("attempts") else { return Attempts::default() };
        let Some(read) = Attempts::read(&value) else {
            self.warn("attempts", &value, Problem::NoAttempts);
            return Attempts::default();
        };
        if feedback == Feedback::AtEnd && read != Attempts::default() {
            self.warn("attempts", &value, Problem::OnceOnly);
            return Attempts::default();
        }
        read
    }

    fn skills(&mut self) -> Vec<Skill> {
        let value = (self.parameter)("skills").unwrap_or_default();
        let (mut skills, mut unknown) = (Vec::new(), Vec::new());
        for id in listed(&value) {
            match Skill::parse(id) {
                Some(skill) if skills.contains(&skill) => {}
                Some(skill) => skills.push(skill),
                None => unknown.push(id),
            }
        }
        if !unknown.is_empty() {
            self.warn("skills", &unknown.join(","), Problem::UnknownSkills);
        }
        skills
    }

    fn lessons(&mut self, is_lesson: impl Fn(&str) -> bool) -> Vec<String> {
        let value = (self.parameter)("lessons").unwrap_or_default();
        let (mut lessons, mut unknown) = (Vec::<String>::new(), Vec::new());
        for id in listed(&value) {
            if !is_lesson(id) {
                unknown.push(id);
            } else if !lessons.iter().any(|known| known == id) {
                lessons.push(id.into());
            }
        }
        if !unknown.is_empty() {
            self.warn("lessons", &unknown.join(","), Problem::UnknownLessons);
        }
        if lessons.len() > MOST_LESSONS {
            self.warn("lessons", &value, Problem::TooManyLessons);
            lessons.truncate(MOST_LESSONS);
        }
        lessons
    }

    fn title(&mut self) -> String {
        let value = (self.parameter)("title").unwrap_or_default();
        if plain(&value).chars().nth(LONGEST_TITLE).is_some() {
            self.warn("title", &value, Problem::TooLong);
        }
        line(&value)
    }
}

/// The pass mark that a link has as `pass`, in percent. None if it is no whole number from 1 to 100.
#[must_use]
pub fn pass_mark(value: &str) -> Option<u32> {
    up_to(MOST_PERCENT, value)
}

/// A whole number from 1 to `most`.
fn up_to(most: u32, value: &str) -> Option<u32> {
    whole(value).filter(|number| (1..=most).contains(number))
}

impl Attempts {
    /// What a link says of it: a whole number up to [`MOST_ATTEMPTS`], or a word. None if it is neither.
    #[must_use]
    pub fn read(value: &str) -> Option<Attempts> {
        match whole(value) {
            Some(most) if (1..=MOST_ATTEMPTS).contains(&most) => Some(Attempts::AtMost(most)),
            _ => (value == UNLIMITED).then_some(Attempts::Unlimited),
        }
    }
}

/// What somebody typed as one line: no control characters, and [`LONGEST_TITLE`] letters at the most.
pub(super) fn line(typed: &str) -> String {
    plain(typed).chars().take(LONGEST_TITLE).collect()
}

fn plain(typed: &str) -> String {
    let plain: String = typed.chars().filter(|letter| !letter.is_control()).collect();
    plain.trim().into()
}

/// A whole number, written with digits alone.
fn whole<N: std::str::FromStr>(text: &str) -> Option<N> {
    let is_plain = !text.is_empty() && text.bytes().all(|octet| octet.is_ascii_digit());
    is_plain.then(|| text.parse().ok()).flatten()
}

/// What stands between commas.
fn listed(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|id| !id.is_empty())
}

impl Warning {
    /// What is wrong, and what is used instead. It has text from outside in it.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let Warning { parameter, value, problem } = self;
        match lang {
            Lang::En => format!("{parameter}={value}: {}", problem.in_english()),
            Lang::Zh => format!("{parameter}={value}：{}", problem.in_chinese()),
        }
    }

    /// The same beside a field of that name, of which nobody knows how a link calls it.
    #[must_use]
    pub fn beside(&self, field: &str, lang: Lang) -> String {
        let Warning { value, problem, .. } = self;
        match lang {
            Lang::En => format!("{field} “{value}”: {}", problem.in_english()),
            Lang::Zh => format!("{field}“{value}”：{}", problem.in_chinese()),
        }
    }
}

impl Problem {
    fn in_english(self) -> String {
        match self {
            Problem::NotWithin(least, most, usual) => {
                format!("this has to be a whole number from {least} to {most}. {usual} is used.")
            }
            Problem::NoSeed => "this has to be a whole number. 1 is used.".into(),
            Problem::LeftOut(most) => format!("this has to be a whole number from 1 to {most}. It is left out."),
            Problem::NoAttempts => {
                format!("this has to be a whole number from 1 to {MOST_ATTEMPTS}, or “{UNLIMITED}”. 1 is used.")
            }
            Problem::OnceOnly => "where feedback comes at the end, each question is answered once.".into(),
            Problem::NoFeedback => "this has to be “now” or “end”. “now” is used.".into(),
            Problem::UnknownSkills => "there are no such skills. They are left out.".into(),
            Problem::UnknownLessons => "there are no such lessons. They are left out.".into(),
            Problem::TooManyLessons => format!("a sheet has {MOST_LESSONS} lessons at the most. The first are used."),
            Problem::TooLong => format!("a title has {LONGEST_TITLE} letters at the most. It is cut."),
        }
    }

    fn in_chinese(self) -> String {
        match self {
            Problem::NotWithin(least, most, usual) => format!("应为 {least} 到 {most} 的整数，已改用 {usual}。"),
            Problem::NoSeed => "应为整数，已改用 1。".into(),
            Problem::LeftOut(most) => format!("应为 1 到 {most} 的整数，已忽略。"),
            Problem::NoAttempts => format!("应为 1 到 {MOST_ATTEMPTS} 的整数或“{UNLIMITED}”，已改用 1。"),
            Problem::OnceOnly => "交卷后才给反馈时，每题只能作答一次。".into(),
            Problem::NoFeedback => "应为“now”或“end”，已改用“now”。".into(),
            Problem::UnknownSkills => "没有这样的考点，已忽略。".into(),
            Problem::UnknownLessons => "没有这样的课，已忽略。".into(),
            Problem::TooManyLessons => format!("一份练习最多用 {MOST_LESSONS} 课，只取前面的。"),
            Problem::TooLong => format!("标题最多 {LONGEST_TITLE} 个字，已截断。"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(link: &[(&str, &str)]) -> Option<(Sheet, Vec<Warning>)> {
        let of = |name: &str| link.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        Sheet::read(of, |id| ["handshake", "close"].contains(&id))
    }

    #[test]
    fn a_link_without_count_or_lessons_is_of_no_sheet() {
        assert_eq!(read(&[("seed", "7"), ("skills", "syn")]), None);
        assert_eq!(read(&[("count", "3")]).map(|(sheet, _)| sheet.count), Some(3));
        let (sheet, warnings) = read(&[("lessons", "handshake")]).expect("a sheet");
        assert_eq!((sheet.count, sheet.lessons, warnings), (0, vec!["handshake".to_owned()], vec![]));
    }

    #[test]
    fn what_is_written_is_read_as_the_same() {
        let sheets = [
            Sheet::new(u64::MAX),
            Sheet {
                title: "Übung <b>1</b> & 2，三次握手".into(),
                skills: vec![Skill::KeepAlive, Skill::Syn],
                lessons: vec!["close".into(), "handshake".into()],
                count: 0,
                level: Some(Level::Three),
                attempts: Attempts::Unlimited,
                minutes: Some(240),
                pass: Some(100),
                ..Sheet::new(0)
            },
            Sheet { feedback: Feedback::AtEnd, count: 50, minutes: Some(1), pass: Some(1), ..Sheet::new(3) },
            Sheet { attempts: Attempts::AtMost(5), ..Sheet::new(3) },
        ];
        for sheet in sheets {
            let parameters = sheet.parameters();
            let of = |name: &str| parameters.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone());
            assert_eq!(Sheet::read(of, |_| true), Some((sheet, vec![])));
        }
    }

    #[test]
    fn whatever_cannot_be_is_told_by_its_parameter_and_something_else_is_used() {
        let long = "x".repeat(500);
        let (sheet, warnings) = read(&[
            ("count", "51"),
            ("seed", "-1"),
            ("skills", "syn,nothing,<img src=x>,syn"),
            ("lessons", "none"),
            ("level", "4"),
            ("feedback", "later"),
            ("attempts", "0"),
            ("minutes", "241"),
            ("pass", "101"),
            ("title", &long),
        ])
        .expect("a sheet");
        let told: Vec<&str> = warnings.iter().map(|warning| warning.parameter).collect();
        assert_eq!(
            told,
            ["lessons", "skills", "feedback", "title", "count", "seed", "level", "attempts", "minutes", "pass"]
        );
        assert_eq!(sheet, Sheet { skills: vec![Skill::Syn], title: "x".repeat(LONGEST_TITLE), ..Sheet::new(1) });
        for warning in &warnings {
            let (en, zh) = (warning.text(Lang::En), warning.text(Lang::Zh));
            assert!(en.starts_with(warning.parameter) && zh.starts_with(warning.parameter));
            assert!(en.chars().count() < 200, "{en}");
        }
        assert_eq!(warnings[4].text(Lang::En), "count=51: this has to be a whole number from 1 to 50. 10 is used.");
        assert_eq!(
            warnings[4].beside("How many", Lang::En),
            "How many “51”: this has to be a whole number from 1 to 50. 10 is used."
        );
    }

    #[test]
    fn numbers_are_digits_alone_and_at_the_end_there_is_one_attempt() {
        for count in ["", "+3", " 3", "3.0", "３", "99999999999", "0"] {
            let (sheet, warnings) = read(&[("count", count)]).expect("a sheet");
            assert_eq!((sheet.count, warnings.len()), (USUAL_COUNT, 1), "{count}");
        }
        let (sheet, warnings) = read(&[("count", "1"), ("attempts", "3"), ("feedback", "end")]).expect("a sheet");
        assert_eq!((sheet.attempts, warnings[0].problem), (Attempts::AtMost(1), Problem::OnceOnly));
        assert!(!sheet.allows_another(0));
    }

    #[test]
    fn a_title_has_no_control_characters() {
        let (sheet, _) = read(&[("count", "1"), ("title", " a\u{0}b\r\nc\u{1b}[31m ")]).expect("a sheet");
        assert_eq!(sheet.title, "abc[31m");
    }
}
