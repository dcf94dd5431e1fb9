//! What came of a lesson from outside: it is read and checked by what reads ours, and packed for the address bar.

use std::cell::RefCell;
use std::rc::Rc;

use course::read::{Finding, link, pack, place_told, read_leniently};
use lessons::{KNOWN_FILE, Known, Lesson, unpacked};
use yew::AttrValue;
use yew::platform::pinned::oneshot;

use super::octets::{Given, Refusal};
use crate::library::{self, LINKED};
use crate::view::course::fetch;

/// What a lesson came to.
#[derive(Clone, PartialEq)]
pub(super) enum Outcome {
    /// There was nothing to read.
    Refused(Refusal),
    /// What a lesson may name could not be fetched.
    NoKnown,
    /// It was read.
    Read(Rc<Checked>),
}

/// A lesson that was read, as far as it could be.
#[derive(PartialEq)]
pub(super) struct Checked {
    /// What is wrong with it, each with the file in which a person finds it and its line there.
    pub(super) remarks: Vec<Remark>,
    /// What can be shown of it.
    pub(super) lesson: Option<Lesson>,
    /// The address's own part of it: `#lesson=…`.
    pub(super) linked: Option<AttrValue>,
}

/// Something that is wrong, and where.
#[derive(Clone, PartialEq)]
pub(super) struct Remark {
    pub(super) file: String,
    pub(super) line: Option<usize>,
    pub(super) finding: Finding,
}

thread_local! {
    // What was remarked of each lesson that is shown: the page itself has no use for it.
    static REMARKS: RefCell<Vec<(&'static str, Rc<Checked>)>> = const { RefCell::new(Vec::new()) };
}

/// What was remarked of a lesson that is shown.
pub(super) fn remarked(lesson: &'static str) -> Option<Rc<Checked>> {
    REMARKS.with_borrow(|all| all.iter().find(|(id, _)| std::ptr::eq(*id, lesson)).map(|(_, of)| of.clone()))
}

/// Reads a lesson.
pub(super) async fn read(given: Result<Given, Refusal>) -> Outcome {
    let given = match given {
        Ok(given) => given,
        Err(refusal) => return Outcome::Refused(refusal),
    };
    let Some(known) = known().await else { return Outcome::NoKnown };
    let reading = read_leniently(given.sources(), &known);
    let Some(packed) = pack(given.sources()).filter(|_| reading.lesson.is_some()) else {
        // A file that is no text is told of as such.
        if reading.findings.is_empty() {
            return Outcome::Refused(Refusal::Ambiguous);
        }
        let remarks = remarks(&given, reading.findings);
        return Outcome::Read(Rc::new(Checked { remarks, lesson: None, linked: None }));
    };
    let remarks = remarks(&given, reading.findings);
    let linked = [LINKED, &link::pack(&packed)].concat();
    Outcome::Read(Rc::new(Checked { remarks, lesson: reading.lesson, linked: Some(linked.into()) }))
}

/// Takes a lesson in as the one that `source` has.
pub(super) fn admit(checked: &Rc<Checked>, source: AttrValue) -> Option<&'static Lesson> {
    if let Some(lesson) = library::from_source(&source) {
        return Some(lesson);
    }
    let lesson = library::admit_own(source, checked.lesson.clone()?);
    REMARKS.with_borrow_mut(|all| all.push((&lesson.id, checked.clone())));
    Some(lesson)
}

fn remarks(given: &Given, findings: Vec<Finding>) -> Vec<Remark> {
    let remark = |finding: Finding| match (given, finding.place) {
        (Given::Together(name, packed), Some(place)) => {
            let line = packed.place(finding.file, place).line;
            Remark { file: [name, " (", &place_told(&finding), ")"].concat(), line: Some(line), finding }
        }
        _ => Remark { file: finding.file.name().into(), line: finding.place.map(|place| place.line), finding },
    };
    findings.into_iter().map(remark).collect()
}

/// The chapters, the terms and the sections.
async fn known() -> Option<Known> {
    let (sender, receiver) = oneshot::channel();
    fetch(KNOWN_FILE, move |octets| {
        // Whoever asked may have gone.
        let _ = sender.send(octets);
    });
    unpacked(&receiver.await.ok()??)
}
