//! The languages of the project, neither of which is a translation of the other.

use serde::{Deserialize, Serialize};

/// A language that everything is said in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Chinese, as written on the mainland.
    Zh,
}

impl Lang {
    /// Both languages.
    pub const ALL: [Lang; 2] = [Lang::En, Lang::Zh];

    /// The language tag, for `lang` attributes.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Zh => "zh-CN",
        }
    }

    /// The language that a tag such as `zh`, `zh-TW` or `en-GB` asks for, if it is one of ours.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Lang> {
        let language = tag.split(['-', '_']).next()?;
        match language {
            _ if language.eq_ignore_ascii_case("en") => Some(Lang::En),
            _ if language.eq_ignore_ascii_case("zh") => Some(Lang::Zh),
            _ => None,
        }
    }
}
