//! What lessons may name: the chapters, the terms of the glossary and the sections of the RFCs.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{Chapter, Cited, Term};

/// What there is besides the lessons themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// The chapters, in their order.
    pub chapters: Vec<Chapter>,
    /// The glossary, by id.
    pub terms: Vec<Term>,
    /// The sections that may be cited.
    pub sections: BTreeSet<Cited>,
}

impl Known {
    /// The chapter with this number.
    #[must_use]
    pub fn chapter(&self, number: u8) -> Option<&Chapter> {
        self.chapters.iter().find(|chapter| chapter.number == number)
    }

    /// The term with this id.
    #[must_use]
    pub fn term(&self, id: &str) -> Option<&Term> {
        self.terms.iter().find(|term| term.id == id)
    }

    /// Whether the table has what is cited.
    #[must_use]
    pub fn has_section(&self, cited: &Cited) -> bool {
        self.sections.contains(cited)
    }
}
