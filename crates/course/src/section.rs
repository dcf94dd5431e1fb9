//! A section of an RFC as a lesson and the glossary cite it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A section of an RFC, written as `9293 3.5`, or a whole RFC, as `768`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Cited {
    /// The number of the RFC.
    pub rfc: u16,
    /// The section, as `3.10.7.4` or `A.2`. Empty for the RFC as a whole.
    pub section: String,
}

impl Cited {
    /// What `text` cites, if it is written as a citation is.
    #[must_use]
    pub fn parse(text: &str) -> Option<Cited> {
        let (rfc, section) = text.split_once(' ').unwrap_or((text, ""));
        let is_part = |part: &str| !part.is_empty() && part.bytes().all(|octet| octet.is_ascii_alphanumeric());
        if text.contains(' ') && !section.split('.').all(is_part) {
            return None;
        }
        Some(Cited { rfc: rfc.parse().ok()?, section: section.into() })
    }
}

impl TryFrom<String> for Cited {
    type Error = String;

    fn try_from(text: String) -> Result<Cited, String> {
        Cited::parse(&text).ok_or_else(|| format!("`{text}` cites no section: it is written as `9293 3.5`"))
    }
}

impl From<Cited> for String {
    fn from(cited: Cited) -> String {
        cited.to_string()
    }
}

impl fmt::Display for Cited {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.rfc)?;
        if self.section.is_empty() { Ok(()) } else { write!(f, " {}", self.section) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_citation_is_read_as_it_is_written() {
        for text in ["9293 3.5", "768", "9293 A.2", "1122 4.2.2.20"] {
            assert_eq!(Cited::parse(text).map(String::from), Some(text.into()));
        }
        for text in ["", "9293 ", "RFC 9293", "9293 3..5", "9293 3.5 and 3.6", "99999 1"] {
            assert_eq!(Cited::parse(text), None, "{text}");
        }
    }
}
