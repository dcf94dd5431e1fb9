//! How well something is known that nobody but an end itself can know for sure.

use serde::{Deserialize, Serialize};

/// How sure an inference is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// It follows from what was seen, whatever else happened, unless a segment was forged.
    Certain,
    /// It is the usual reason for what was seen, but another is possible.
    Likely,
}

/// A value of an end's state as an onlooker knows it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Known<T> {
    /// It was seen, or follows from what was seen.
    Certain(T),
    /// It is inferred, and another value is possible.
    Likely(T),
    /// Nothing that was seen tells it.
    #[default]
    NotSeen,
}

impl<T: Copy> Known<T> {
    /// The value, however well it is known.
    #[must_use]
    pub fn value(self) -> Option<T> {
        match self {
            Known::Certain(value) | Known::Likely(value) => Some(value),
            Known::NotSeen => None,
        }
    }

    /// The value, where it is sure.
    #[must_use]
    pub fn certain(self) -> Option<T> {
        match self {
            Known::Certain(value) => Some(value),
            Known::Likely(_) | Known::NotSeen => None,
        }
    }

    /// What `of` makes of the value, known as well as that.
    #[must_use]
    pub fn map<U>(self, of: impl FnOnce(T) -> U) -> Known<U> {
        match self {
            Known::Certain(value) => Known::Certain(of(value)),
            Known::Likely(value) => Known::Likely(of(value)),
            Known::NotSeen => Known::NotSeen,
        }
    }

    /// The same value, no longer sure: time has passed, and an end moves on unseen.
    #[must_use]
    pub fn aged(self) -> Known<T> {
        match self {
            Known::Certain(value) => Known::Likely(value),
            other => other,
        }
    }

    /// A value that is known as well as `certainty` tells, if there is one.
    pub(crate) fn new(value: Option<T>, certain: bool) -> Known<T> {
        match value {
            Some(value) if certain => Known::Certain(value),
            Some(value) => Known::Likely(value),
            None => Known::NotSeen,
        }
    }
}
