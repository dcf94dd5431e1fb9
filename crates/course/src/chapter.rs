//! A chapter: some lessons that belong together.

use serde::{Deserialize, Serialize};

use crate::Localized;

/// A chapter of the course.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chapter {
    /// Its number, by which lessons name it: they are taught in this order.
    pub number: u8,
    /// Its title.
    pub title: Localized,
}
