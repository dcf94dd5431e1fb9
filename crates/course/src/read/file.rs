//! The TOML file of a lesson, with the place of what may be wrong in it.

use serde::Deserialize;
use sim::Scenario;
use toml::Spanned;

use super::finding::{Finding, Place, Problem, SourceFile};
use crate::{Localized, Mark, Question};

/// What a lesson is made from, besides its prose.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(title = "lesson"))]
pub(super) struct LessonFile {
    /// The lesson's name in links: small letters, digits and hyphens.
    #[cfg_attr(feature = "schema", schemars(with = "String", regex(pattern = r"^[a-z0-9-]{1,40}$")))]
    pub(super) id: Spanned<String>,
    /// The number of the chapter it belongs to.
    #[cfg_attr(feature = "schema", schemars(with = "u8"))]
    pub(super) chapter: Spanned<u8>,
    /// Its place within the chapter: the lower ones come first.
    #[serde(default)]
    pub(super) order: u16,
    /// The sections of the RFCs that it rests on, each as `9293 3.5`.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>", length(min = 1)))]
    pub(super) sections: Spanned<Vec<Spanned<String>>>,
    /// What is often said and wrong, if the lesson shows that.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Localized>"))]
    pub(super) claim: Option<Spanned<Localized>>,
    /// What is run.
    pub(super) scenario: Scenario,
    /// The moments that prose and questions point at.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<Mark>", length(max = 100)))]
    pub(super) marks: Vec<Spanned<Mark>>,
    /// What is asked, in order.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<Question>", length(max = 100)))]
    pub(super) questions: Vec<Spanned<Question>>,
}

/// What is read of a lesson's TOML where only its run matters.
#[derive(Deserialize)]
struct ScenarioFile {
    scenario: Scenario,
}

pub(super) fn read(source: &str) -> Result<LessonFile, Finding> {
    toml::from_str(source).map_err(|error| finding(source, &error))
}

/// Reads the scenario of a lesson's TOML file; whatever else the file has is left alone.
///
/// # Errors
/// TOML that has no scenario, or one that cannot be read.
pub fn read_scenario(source: &str) -> Result<Scenario, Finding> {
    let file: ScenarioFile = toml::from_str(source).map_err(|error| finding(source, &error))?;
    Ok(file.scenario)
}

fn finding(source: &str, error: &toml::de::Error) -> Finding {
    let place = error.span().map(|span| Place::of(source, span.start));
    Finding { file: SourceFile::Toml, place, problem: problem(error.message()) }
}

/// What the reader of TOML says, taken apart, so that it can be said in another language, too.
fn problem(message: &str) -> Problem {
    let quoted = |text: &str| -> Vec<String> { text.split('`').skip(1).step_by(2).map(str::to_owned).collect() };
    let first = |text: &str| quoted(text).into_iter().next().unwrap_or_default();
    let (said, expected) = message.split_once(", expected ").unwrap_or((message, ""));
    if said.starts_with("unknown field `") {
        Problem::UnknownField { field: first(said), expected: quoted(expected) }
    } else if said.starts_with("unknown variant `") {
        Problem::UnknownName { name: first(said), expected: quoted(expected) }
    } else if said.starts_with("missing field `") {
        Problem::NoField { field: first(said) }
    } else if let Some(found) = said.strip_prefix("invalid type: ").or_else(|| said.strip_prefix("invalid value: ")) {
        Problem::WrongValue { found: found.into(), expected: expected.into() }
    } else {
        Problem::Syntax { message: message.trim().replace('\n', ", ") }
    }
}
