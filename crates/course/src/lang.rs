//! The languages that a lesson is told in.

use serde::{Deserialize, Serialize};

/// A language of the page and of its lessons. Neither is the original of the other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Chinese in simplified characters.
    Zh,
}

impl Lang {
    /// Both languages.
    pub const ALL: [Lang; 2] = [Lang::En, Lang::Zh];

    /// The BCP 47 tag, as for an `html` element's `lang`: fonts and screen readers go by it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Zh => "zh-CN",
        }
    }

    /// The language of a tag as browsers and links write it (`zh`, `zh-CN`, `en_US`), by its first subtag alone.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Lang> {
        let language = tag.split(['-', '_']).next().unwrap_or(tag);
        if language.eq_ignore_ascii_case("en") {
            Some(Lang::En)
        } else if language.eq_ignore_ascii_case("zh") {
            Some(Lang::Zh)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_read_by_its_language() {
        for (tag, lang) in [("en", Lang::En), ("EN-gb", Lang::En), ("zh", Lang::Zh), ("zh_Hans_CN", Lang::Zh)] {
            assert_eq!(Lang::parse(tag), Some(lang));
            assert_eq!(Lang::parse(lang.code()), Some(lang));
        }
        for tag in ["", "fr", "english", "-zh"] {
            assert_eq!(Lang::parse(tag), None);
        }
    }
}
