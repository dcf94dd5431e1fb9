//! A term of the glossary: what it is called in each language, what it means, and where that is said.

use serde::{Deserialize, Serialize};

use crate::{Cited, Localized};

/// A term of the glossary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Its name in the links of prose.
    pub id: String,
    /// What it is called.
    pub name: Localized,
    /// What it means: a sentence or two.
    pub text: Localized,
    /// The section that says so.
    pub section: Cited,
}
