//! What a link says to views that come later: parameters that the page keeps as they were written, and reads nothing of.
//! Each view reads its own, and says what is wrong with them.

use yew::AttrValue;

/// The parameters, with the view that reads them.
const NAMES: [&str; 21] = [
    // The quiz, and a sheet of it (`view/practice`).
    "seed",
    "count",
    "skills",
    "level",
    "lessons",
    "feedback",
    "attempts",
    "minutes",
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
];

/// Letters of a value that are kept; the rest is left out.
const LONGEST: usize = 2000;

/// The parameters that a link has of these.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Options(Vec<(&'static str, AttrValue)>);

impl Options {
    /// What a link says for `name`, if it does.
    pub(crate) fn get(&self, name: &str) -> Option<&AttrValue> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
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
            let end = value.char_indices().nth(LONGEST).map_or(value.len(), |(end, _)| end);
            self.set(name, Some(value[..end].to_owned().into()));
        }
        true
    }

    /// All of them, in the order in which they were set.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'static str, String)> {
        self.0.iter().map(|(name, value)| (*name, value.to_string()))
    }
}
