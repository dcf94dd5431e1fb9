//! The built-in lessons in the order in which they are taught, and what they may name. The build script has read their
//! files.

use std::sync::LazyLock;

use course::{Index, Known};
use serde::de::DeserializeOwned;

use crate::Lesson;

/// The id of the lesson with which the page opens: the one that most people come for.
const OPENING: &str = "handshake";

/// The ids of the lessons, and for each what [`unpacked`] reads: apart, since one may be had without the other.
const IDS: &[&str] = include!(concat!(env!("OUT_DIR"), "/ids.rs"));
const PACKED: &[&[u8]] = include!(concat!(env!("OUT_DIR"), "/lessons.rs"));
const INDEX: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/index.bin"));
const SEARCH: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/search.bin"));
const GLOSSARY: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/glossary.bin"));
const KNOWN: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/known.bin"));

static LESSONS: LazyLock<Vec<Lesson>> = LazyLock::new(|| PACKED.iter().map(|octets| own(octets)).collect());
static KNOWN_ONES: LazyLock<Known> = LazyLock::new(|| own(KNOWN));

/// Every built-in lesson.
#[must_use]
pub fn catalogue() -> &'static [Lesson] {
    &LESSONS
}

/// The built-in lesson with this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Lesson> {
    catalogue().iter().find(|lesson| lesson.id == id)
}

/// Whether there is a built-in lesson with this id.
#[must_use]
pub fn is_built_in(id: &str) -> bool {
    IDS.contains(&id)
}

/// The lesson with which the page opens. It can be had without all the others.
#[must_use]
pub fn opening() -> &'static Lesson {
    // Worked out when this is compiled, so that the octets of the others are not named.
    const OCTETS: &[u8] = PACKED[place(OPENING)];
    static OPENED: LazyLock<Lesson> = LazyLock::new(|| own(OCTETS));
    &OPENED
}

/// The chapters, the glossary and the sections that lessons may name.
#[must_use]
pub fn known() -> &'static Known {
    &KNOWN_ONES
}

/// What each built-in lesson is called and what it asks, by chapters.
#[must_use]
pub fn index() -> Index {
    own(INDEX)
}

/// The name of the file with the [`Index`], which no lesson can have.
pub const INDEX_FILE: &str = "_index";
/// The name of the file with the words by which each lesson of the [`Index`] is found: a list of texts, in the order of the
/// lessons, each for [`course::search::fits`].
pub const SEARCH_FILE: &str = "_search";
/// The name of the file with the terms of the glossary.
pub const GLOSSARY_FILE: &str = "_glossary";

/// The name of the file with all that a lesson may name: [`Known`].
pub const KNOWN_FILE: &str = "_known";

/// The files that a page fetches when it needs them, by name: each lesson by its id, the index, the words to search, the
/// glossary, and what a lesson may name.
/// [`unpacked`] reads them.
#[must_use]
pub fn files() -> Vec<(String, &'static [u8])> {
    let lessons = IDS.iter().map(|id| (*id).to_owned()).zip(PACKED.iter().copied());
    let others = [(INDEX_FILE, INDEX), (SEARCH_FILE, SEARCH), (GLOSSARY_FILE, GLOSSARY), (KNOWN_FILE, KNOWN)];
    lessons.chain(others.map(|(name, octets)| (name.to_owned(), octets))).collect()
}

/// What the octets of one of [`files`] stand for. None if they are something else.
#[must_use]
pub fn unpacked<T: DeserializeOwned>(octets: &[u8]) -> Option<T> {
    postcard::from_bytes(octets).ok()
}

fn own<T: DeserializeOwned>(octets: &[u8]) -> T {
    unpacked(octets).expect("the build script wrote them with the same types")
}

/// Where among the lessons the one with this id is.
const fn place(id: &str) -> usize {
    let mut place = 0;
    while !is_same(IDS[place].as_bytes(), id.as_bytes()) {
        place += 1;
    }
    place
}

const fn is_same(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}
