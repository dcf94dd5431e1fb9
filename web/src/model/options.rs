//! What a link says to views that come later: parameters that the page keeps as they were written, and reads nothing of.
//! Each view reads its own, and says what is wrong with them.

use yew::AttrValue;

/// The parameters, with the view that reads them.
const NAMES: [&str; 23] = [
    // The quiz, and a sheet of it (`view/practice`).
    "seed",
    "count",
    "skills",
    "level",
    "lessons",
    "feedback",
    "attempts",
    "minutes",
    "pass",
    "title",
    "sheet",
    // How the page stands in another (`view/bridge`).
    "ui",
    "motion",
    "links",
    "id",
    "origin",
    "msg",
    // Where a lesson comes from that is none of ours (`view/course`).
    "lesson-url",
    // How a host's record of answers is reached: cmi5 (`view/bridge`).
    "endpoint",
    "fetch",
    "actor",
    "registration",
    "activityId",
];

/// Those that have two values, of which the first is as if it were not there.
const CHOICES: [(&str, [&str; 2]); 3] = [("ui", ["full", "min"]), ("motion", ["on", "off"]), ("links", ["on", "off"])];

/// The name of the option of which `value` is none of its two.
pub(super) fn refused(name: &str, value: &str) -> Option<&'static str> {
    let (name, values) = CHOICES.into_iter().find(|(known, _)| *known == name)?;
    (!values.contains(&value)).then_some(name)
}

/// Letters of a value that are kept; in place of the rest it has [`CUT`].
const LONGEST: usize = 2000;

/// What a value ends with of which not all was kept.
pub(crate) const CUT: char = '…';

/// The parameters that a link has of these.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Options(Vec<(&'static str, AttrValue)>);

impl Options {
    /// What a link says for `name`, if it does.
    pub(crate) fn get(&self, name: &str) -> Option<&AttrValue> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// Whether the link says so.
    pub(crate) fn is(&self, name: &str, value: &str) -> bool {
        self.get(name).is_some_and(|said| said == value)
    }

    /// Sets one, or takes it away.
    pub(crate) fn set(&mut self, name: &'static str, value: Option<AttrValue>) {
        self.0.retain(|(known, _)| *known != name);
        self.0.extend(value.map(|value| (name, value)));
    }

    /// Reads a parameter of a link. Gives whether it is one of these; where a link has one twice, the first counts.
    pub(super) fn read(&mut self, name: &str, value: &str) -> bool {
        let Some(name) = NAMES.into_iter().find(|known| *known == name) else { return false };
        if self.get(name).is_none() {
            let kept = match value.char_indices().nth(LONGEST) {
                Some((end, _)) => format!("{}{CUT}", &value[..end]),
                None => value.to_owned(),
            };
            self.set(name, Some(kept.into()));
        }
        true
    }

    /// All of them, in the order in which they were set.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'static str, String)> {
        self.0.iter().map(|(name, value)| (*name, value.to_string()))
    }
}
