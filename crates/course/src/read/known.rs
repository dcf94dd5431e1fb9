//! Reading the table of chapters, the glossary and the table of sections.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::{Chapter, Cited, Known, Term};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChapterFile {
    chapters: Vec<Chapter>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GlossaryFile {
    terms: Vec<Term>,
}

/// Reads the table of chapters, the files of the glossary and the table of sections.
///
/// # Errors
/// What the reader of TOML says; a term that is there twice; chapters out of order; a term whose section does not exist.
pub fn read_known(chapters: &str, glossary: &[String], sections: &str) -> Result<Known, String> {
    let mut known = Known { sections: sections_of(sections)?, ..Known::default() };
    known.chapters = toml::from_str::<ChapterFile>(chapters).map_err(|error| error.to_string())?.chapters;
    for file in glossary {
        known.terms.extend(toml::from_str::<GlossaryFile>(file).map_err(|error| error.to_string())?.terms);
    }
    known.terms.sort_by(|one, other| one.id.cmp(&other.id));
    if let Some(pair) = known.terms.windows(2).find(|pair| pair[0].id == pair[1].id) {
        return Err(format!("the glossary has the term `{}` twice", pair[0].id));
    }
    if !known.chapters.is_sorted_by(|one, next| one.number < next.number) {
        return Err("the chapters are not in the order of their numbers".into());
    }
    match known.terms.iter().find(|term| !known.has_section(&term.section)) {
        Some(term) => Err(format!("the term `{}` cites `{}`, which is no section", term.id, term.section)),
        None => Ok(known),
    }
}

/// Reads lines of `RFC number`, each followed by the sections of that RFC.
fn sections_of(table: &str) -> Result<BTreeSet<Cited>, String> {
    let mut sections = BTreeSet::new();
    let mut rfc = None;
    for line in table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
        let text = if first == "RFC" {
            rfc = Some(rest);
            rest.to_owned()
        } else {
            [rfc.unwrap_or_default(), first].join(" ")
        };
        sections.insert(Cited::parse(&text).ok_or_else(|| format!("`{line}` names no section"))?);
    }
    Ok(sections)
}
