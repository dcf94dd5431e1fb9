//! What the link asks of the quiz: seed, skills, level, attempts and feedback. What is wrong with it is told, and done
//! without. With a count it asks for a sheet (`view/sheet`).

use lessons::Lang;
use quiz::sheet::Attempts;
use quiz::{Level, Plan, Skill};

use super::task::Feedback;
use crate::labels::practice::practice;
use crate::model::{Options, shown};

/// The names of the options, which a link to anything else keeps, so that one finds back.
pub(super) const OPTIONS: [&str; 5] = ["seed", "skills", "level", "attempts", "feedback"];

/// Which questions are put.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Wanted {
    /// With a seed the questions are a fixed series.
    pub(super) seed: Option<u64>,
    /// None is all of them.
    pub(super) skills: Vec<Skill>,
    pub(super) level: Option<Level>,
    /// How often an answer may be locked that is not right.
    pub(super) attempts: Attempts,
    /// When it is told what is right.
    pub(super) feedback: Feedback,
}

/// What is wrong with an option, with what it says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Problem {
    Seed(String),
    Skill(String),
    Level(String),
    Attempts(String),
    Feedback(String),
}

impl Problem {
    /// The sentence that tells it.
    pub(super) fn text(&self, lang: Lang) -> String {
        let labels = practice(lang);
        match self {
            Problem::Seed(value) => (labels.bad_seed)(value),
            Problem::Skill(value) => (labels.bad_skill)(value),
            Problem::Level(value) => (labels.bad_level)(value),
            Problem::Attempts(value) => (labels.bad_attempts)(value),
            Problem::Feedback(value) => (labels.bad_feedback)(value),
        }
    }
}

impl Wanted {
    /// What the options say, and what is wrong with them.
    pub(super) fn read(options: &Options) -> (Wanted, Vec<Problem>) {
        let (mut wanted, mut problems) = (Wanted::default(), Vec::new());
        let value = |name: &str| options.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());
        if let Some(text) = value("seed") {
            wanted.seed = digits(text).and_then(|text| text.parse().ok());
            problems.extend(wanted.seed.is_none().then(|| Problem::Seed(shown(text))));
        }
        for id in value("skills").into_iter().flat_map(|list| list.split(',')).map(str::trim) {
            match Skill::parse(id) {
                Some(skill) if wanted.skills.contains(&skill) => {}
                Some(skill) => wanted.skills.push(skill),
                None => {
                    let problem = Problem::Skill(shown(id));
                    if !problems.contains(&problem) && problems.len() < MOST_PROBLEMS {
                        problems.push(problem);
                    }
                }
            }
        }
        if let Some(text) = value("level") {
            wanted.level = digits(text).and_then(|text| text.parse().ok()).and_then(Level::parse);
            problems.extend(wanted.level.is_none().then(|| Problem::Level(shown(text))));
        }
        if let Some(text) = value("attempts") {
            match Attempts::read(text) {
                Some(attempts) => wanted.attempts = attempts,
                None => problems.push(Problem::Attempts(shown(text))),
            }
        }
        match value("feedback") {
            None | Some("now") => {}
            Some("end") => wanted.feedback = Feedback::AtTheEnd,
            Some(text) => problems.push(Problem::Feedback(shown(text))),
        }
        (wanted, problems)
    }

    /// The fixed series, if it is one.
    pub(super) fn plan(&self) -> Option<Plan> {
        Some(Plan { seed: self.seed?, skills: self.skills.clone(), level: self.level })
    }

    /// How many questions there are: a series ends, even if its link does not say where.
    pub(super) fn questions(&self) -> Option<u32> {
        const SERIES: u32 = 10;
        self.seed.map(|_| SERIES)
    }

    /// The skills as a link has them.
    pub(super) fn skills_text(&self) -> String {
        self.skills.iter().map(|skill| skill.id()).collect::<Vec<_>>().join(",")
    }
}

/// Wrong names that are told: whoever has more of them has the wrong link.
const MOST_PROBLEMS: usize = 5;

/// A text of digits alone: a sign is none.
fn digits(text: &str) -> Option<&str> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(parameters: &[(&'static str, &'static str)]) -> (Wanted, Vec<Problem>) {
        let mut options = Options::default();
        for (name, value) in parameters {
            options.set(name, Some((*value).into()));
        }
        Wanted::read(&options)
    }

    #[test]
    fn a_link_says_which_questions_are_put() {
        let (wanted, problems) = read(&[("seed", "7"), ("skills", "ack, fin,ack"), ("level", "2")]);
        assert_eq!(problems, []);
        assert_eq!(
            wanted.plan(),
            Some(Plan { seed: 7, skills: vec![Skill::Ack, Skill::Fin], level: Some(Level::Two) })
        );
        assert_eq!((wanted.questions(), wanted.skills_text().as_str()), (Some(10), "ack,fin"));
        assert_eq!(read(&[]), (Wanted::default(), Vec::new()));
        assert_eq!(read(&[("seed", "1")]).0.questions(), Some(10));
    }

    #[test]
    fn what_is_wrong_is_told_and_done_without() {
        let (wanted, _) = read(&[("attempts", "3"), ("feedback", "end")]);
        assert_eq!((wanted.attempts, wanted.feedback), (Attempts::AtMost(3), Feedback::AtTheEnd));
        assert_eq!(read(&[("attempts", "unlimited")]).0.attempts, Attempts::Unlimited);
        assert_eq!(read(&[("attempts", "0"), ("feedback", "never")]).1.len(), 2);
        assert_eq!(read(&[("attempts", "6")]).0.attempts, Attempts::AtMost(1));
        let (wanted, problems) = read(&[("seed", "-1"), ("skills", "ack,nothing,nothing"), ("level", "9")]);
        assert_eq!(wanted, Wanted { skills: vec![Skill::Ack], ..Wanted::default() });
        let [seed, skill, level] = &problems[..] else { panic!("{problems:?}") };
        assert_eq!(*seed, Problem::Seed("-1".into()));
        assert_eq!(*skill, Problem::Skill("nothing".into()));
        assert_eq!(*level, Problem::Level("9".into()));
        assert_eq!(read(&[("seed", "99999999999999999999")]).1.len(), 1);
        let many = "a,b,c,d,e,f,g,h,i,j";
        assert_eq!(read(&[("skills", many)]).1.len(), MOST_PROBLEMS);
    }
}
