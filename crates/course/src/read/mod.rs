//! Reading a lesson's files, ours and a teacher's alike, and finding everything that is wrong with them.
//!
//! What is read may come from anywhere: it is bounded, nothing in it can run, and no file can make this fail.

mod bounds;
mod file;
mod finding;
mod known;
pub mod link;
mod packed;
mod prose;
#[cfg(feature = "schema")]
mod schema;
mod words;

use std::collections::BTreeSet;

use sim::{End, Fate, Happening, Running, Scenario, Timeline, Transmission};

pub use bounds::{MOST_ENTRIES, MOST_OCTETS};
pub use file::read_scenario;
pub use finding::{Bounded, Finding, Markup, Place, Problem, SourceFile};
pub use known::read_known;
pub use packed::{MOST_PACKED, Packed, pack, unpack};
#[cfg(feature = "schema")]
pub use schema::schema;
pub use words::{place_told, told};

use crate::{Ask, Cited, Known, Lang, Lesson, LessonText, Localized};
use file::LessonFile;
use prose::Parts;

/// The section of the prose that says what to try next.
pub const TRY: &str = "try";
/// Hours that are simulated.
const HOURS: u64 = 24;
/// Marks, and questions, that a lesson may have: each is looked for in the whole run.
const MOST_MARKS: u64 = 100;

/// The contents of a lesson's files. What is not there is `None`.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// `lesson.toml`, and the prose in the order of [`Lang::ALL`]: the order of [`SourceFile::ALL`].
    pub files: [Option<Vec<u8>>; 3],
}

/// What a lesson's files come to.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The lesson, if it can be shown: what is not said in one language is said in the other.
    pub lesson: Option<Lesson>,
    /// Everything that is wrong with the files, in the order of the files and of the places in them.
    pub findings: Vec<Finding>,
}

/// Reads a lesson from its files.
///
/// # Errors
/// Everything that is wrong with them, in the order of the files and of the places in them.
pub fn read(sources: &Sources, known: &Known) -> Result<Lesson, Vec<Finding>> {
    let Reading { lesson, findings } = read_leniently(sources, known);
    lesson.filter(|_| findings.is_empty()).ok_or(findings)
}

/// Reads a lesson from its files, and shows what can be shown: only what is [grave](Problem::is_grave) keeps it from being
/// a lesson at all.
#[must_use]
pub fn read_leniently(sources: &Sources, known: &Known) -> Reading {
    let mut checker = Checker { known, findings: Vec::new() };
    let texts: [Option<&str>; 3] = std::array::from_fn(|index| checker.text(sources, SourceFile::ALL[index]));
    let [toml, prose @ ..] = texts;
    let file = toml.and_then(|source| match file::read(source) {
        Ok(file) => Some((source, file)),
        Err(finding) => {
            checker.findings.push(finding);
            None
        }
    });
    if let Some((source, file)) = &file {
        checker.file(source, file);
    }
    let marks: Option<Vec<&str>> =
        file.as_ref().map(|(_, file)| file.marks.iter().map(|mark| mark.get_ref().id.as_str()).collect());
    let texts: [Option<LessonText>; 2] = std::array::from_fn(|index| {
        let (lang, source) = (Lang::ALL[index], prose[index]?);
        let parts = prose::read(source, known);
        checker.prose(source, lang, &parts, marks.as_deref());
        Some(lesson_text(parts))
    });
    checker.findings.sort_by_key(|finding| (finding.file, finding.place));
    let findings = checker.findings;
    let texts = match texts {
        [Some(en), Some(zh)] => Some([en, zh]),
        [Some(only), None] | [None, Some(only)] => Some([only.clone(), only]),
        [None, None] => None,
    };
    let is_lesson = !findings.iter().any(|finding| finding.problem.is_grave());
    let lesson = file.zip(texts).filter(|_| is_lesson).map(|((_, file), texts)| lesson(file, texts));
    Reading { lesson, findings }
}

/// The lesson that files are which can be shown.
fn lesson(file: LessonFile, texts: [LessonText; 2]) -> Lesson {
    let LessonFile { id, chapter, order, sections, claim, scenario, marks, questions } = file;
    Lesson {
        id: id.into_inner(),
        chapter: chapter.into_inner(),
        order,
        sections: sections.into_inner().iter().filter_map(|text| Cited::parse(text.get_ref())).collect(),
        claim: claim.map(toml::Spanned::into_inner),
        scenario,
        marks: marks.into_iter().map(toml::Spanned::into_inner).collect(),
        questions: questions.into_iter().map(toml::Spanned::into_inner).collect(),
        texts,
    }
}

fn lesson_text(parts: Parts) -> LessonText {
    let Parts { title, introduction, question, sections, .. } = parts;
    let (next, notes): (Vec<_>, Vec<_>) = sections.into_iter().partition(|section| section.name == TRY);
    LessonText {
        title: title.unwrap_or_default(),
        introduction,
        question: question.unwrap_or_default(),
        notes: notes.into_iter().map(|section| (section.name, section.prose)).collect(),
        next: next.into_iter().flat_map(|section| section.prose).collect(),
    }
}

struct Checker<'a> {
    known: &'a Known,
    findings: Vec<Finding>,
}

impl Checker<'_> {
    fn find(&mut self, file: SourceFile, at: Option<(&str, usize)>, problem: Problem) {
        let place = at.map(|(source, offset)| Place::of(source, offset));
        self.findings.push(Finding { file, place, problem });
    }

    /// The text of a file, if it is there, not too long, and text.
    fn text<'a>(&mut self, sources: &'a Sources, file: SourceFile) -> Option<&'a str> {
        let index = SourceFile::ALL.iter().position(|of| *of == file)?;
        let problem = match &sources.files[index] {
            None => Problem::NoFile,
            Some(octets) if octets.len() > MOST_OCTETS => Problem::TooLarge { octets: octets.len(), most: MOST_OCTETS },
            Some(octets) => match std::str::from_utf8(octets) {
                Ok(text) => return Some(text),
                Err(_) => Problem::NotText,
            },
        };
        self.find(file, None, problem);
        None
    }

    fn file(&mut self, source: &str, file: &LessonFile) {
        let toml = SourceFile::Toml;
        if !is_name(file.id.get_ref()) {
            self.find(toml, Some((source, file.id.span().start)), Problem::BadId { id: file.id.get_ref().clone() });
        }
        let chapter = *file.chapter.get_ref();
        if self.known.chapter(chapter).is_none() {
            self.find(toml, Some((source, file.chapter.span().start)), Problem::UnknownChapter { chapter });
        }
        self.sections(source, file);
        if let Some(claim) = &file.claim {
            self.words(source, claim.span().start, "claim", claim.get_ref());
        }
        let mut seen = BTreeSet::new();
        for mark in &file.marks {
            let (id, at) = (&mark.get_ref().id, Some((source, mark.span().start)));
            if id == TRY {
                self.find(toml, at, Problem::ReservedMark);
            } else if !is_name(id) {
                self.find(toml, at, Problem::BadId { id: id.clone() });
            }
            if !seen.insert(id) {
                self.find(toml, at, Problem::MarkTwice { mark: id.clone() });
            }
        }
        for (what, list, most) in
            [(Bounded::Marks, file.marks.len(), MOST_MARKS), (Bounded::Questions, file.questions.len(), MOST_MARKS)]
        {
            let given = list as u64;
            if given > most {
                self.find(toml, None, Problem::OutOfBounds { what, given, least: 0, most });
            }
        }
        for question in &file.questions {
            if question.get_ref().asks.is_empty() {
                let problem = Problem::NoAsks { mark: question.get_ref().mark.clone() };
                self.find(toml, Some((source, question.span().start)), problem);
            }
            self.words(source, question.span().start, "prompt", &question.get_ref().prompt);
            if !seen.contains(&question.get_ref().mark) {
                let expected = seen.iter().map(|id| (*id).clone()).collect();
                let problem = Problem::UnknownMark { mark: question.get_ref().mark.clone(), expected };
                self.find(toml, Some((source, question.span().start)), problem);
            }
        }
        self.run(source, file);
    }

    fn sections(&mut self, source: &str, file: &LessonFile) {
        let sections = file.sections.get_ref();
        if sections.is_empty() {
            self.find(SourceFile::Toml, Some((source, file.sections.span().start)), Problem::NoSection);
        }
        for section in sections {
            let text = section.get_ref();
            let problem = match Cited::parse(text) {
                None => Problem::BadCitation { text: text.clone() },
                Some(cited) if !self.known.has_section(&cited) => Problem::UnknownSection { section: text.clone() },
                Some(_) => continue,
            };
            self.find(SourceFile::Toml, Some((source, section.span().start)), problem);
        }
    }

    /// That something is said in both languages.
    fn words(&mut self, source: &str, at: usize, field: &str, words: &Localized) {
        for lang in Lang::ALL.into_iter().filter(|lang| words.get(*lang).trim().is_empty()) {
            let problem = Problem::NoWords { field: field.into(), lang };
            self.find(SourceFile::Toml, Some((source, at)), problem);
        }
    }

    /// What only the run can tell.
    fn run(&mut self, source: &str, file: &LessonFile) {
        let toml = SourceFile::Toml;
        // No place is kept of what is within the scenario: its own will do.
        let scenario_at = source.find("[scenario").map(|at| (source, at));
        let out_of_bounds = bounds::problems(&file.scenario);
        if !out_of_bounds.is_empty() {
            for problem in out_of_bounds {
                self.find(toml, scenario_at, problem);
            }
            return;
        }
        let timeline = match run(&file.scenario) {
            Ok(timeline) => timeline,
            Err(problem) => return self.find(toml, scenario_at, problem),
        };
        for mark in &file.marks {
            if mark.get_ref().at.find(&timeline).is_none() {
                let problem = Problem::NeverHappens { mark: mark.get_ref().id.clone() };
                self.find(toml, Some((source, mark.span().start)), problem);
            }
        }
        for question in &file.questions {
            let id = &question.get_ref().mark;
            let of_question = file.marks.iter().find(|mark| mark.get_ref().id == *id);
            let entry = of_question.and_then(|mark| mark.get_ref().at.find(&timeline));
            let sends = |entry: usize| matches!(timeline.entries[entry].happening, Happening::Sent { .. });
            if entry.is_some_and(|entry| !sends(entry)) {
                let problem = Problem::NoSegment { mark: id.clone() };
                self.find(toml, Some((source, question.span().start)), problem);
            }
            let sent = entry
                .and_then(|entry| timeline.entries[entry].happening.transmission())
                .and_then(|transmission| timeline.transmissions.get(transmission as usize));
            let absent = question.get_ref().asks.iter().filter(|ask| sent.is_some_and(|sent| !has(sent, **ask)));
            for ask in absent {
                let problem = Problem::NotThere { mark: id.clone(), ask: *ask };
                self.find(toml, Some((source, question.span().start)), problem);
            }
        }
    }

    fn prose(&mut self, source: &str, lang: Lang, parts: &Parts, marks: Option<&[&str]>) {
        let file = SourceFile::Prose(lang);
        if parts.title.as_deref().is_none_or(|title| title.trim().is_empty()) {
            self.find(file, Some((source, 0)), Problem::NoTitle);
        }
        if parts.question.is_none() {
            let end = parts.sections.first().map_or(source.trim_end().len(), |section| section.at);
            self.find(file, Some((source, source[..end].trim_end().len())), Problem::NoQuestion);
        }
        for (at, problem) in &parts.problems {
            self.find(file, Some((source, *at)), problem.clone());
        }
        let mut seen = BTreeSet::new();
        for section in &parts.sections {
            let (name, at) = (&section.name, Some((source, section.at)));
            if !seen.insert(name.as_str()) {
                self.find(file, at, Problem::NoteTwice { section: name.clone() });
            }
            if section.prose.is_empty() {
                self.find(file, at, Problem::EmptyNote { section: name.clone() });
            }
            if let Some(marks) = marks.filter(|marks| name != TRY && !marks.contains(&name.as_str())) {
                let expected = marks.iter().map(|mark| (*mark).to_owned()).collect();
                self.find(file, at, Problem::UnknownMark { mark: name.clone(), expected });
            }
        }
        for wanted in marks.unwrap_or_default().iter().chain(&[TRY]).filter(|wanted| !seen.contains(*wanted)) {
            self.find(file, None, Problem::NoNote { section: (*wanted).to_owned() });
        }
    }
}

/// Whether there is anything to ask for: a block has edges only where there is one, and only what arrives moves who gets it.
fn has(sent: &Transmission, ask: Ask) -> bool {
    match ask {
        Ask::Seq | Ask::Ack | Ask::Flags | Ask::Len | Ask::Window => true,
        Ask::SackLeft | Ask::SackRight => !sent.segment.sack_blocks().is_empty(),
        Ask::State(side) => {
            side == sent.id.from || sent.copies.iter().any(|copy| copy.fate == Fate::Delivered && copy.entry.is_some())
        }
    }
}

/// The run of a lesson's scenario, if it ends within what a lesson may take.
fn run(scenario: &Scenario) -> Result<Timeline, Problem> {
    let mut running = Running::new(scenario.clone());
    match running.advance(MOST_ENTRIES).end {
        Some(End::Quiet) => Ok(running.finish()),
        Some(End::TimeLimit) => Err(Problem::TooLong { hours: HOURS }),
        Some(End::EntryLimit) | None => Err(Problem::TooManyEntries { most: MOST_ENTRIES }),
    }
}

/// Whether an id can stand in a link and be the name of a file.
fn is_name(id: &str) -> bool {
    let is_part = |octet: u8| octet.is_ascii_lowercase() || octet.is_ascii_digit() || octet == b'-';
    (1..=40).contains(&id.len()) && id.bytes().all(is_part)
}
