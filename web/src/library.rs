//! Which lessons are in the page: the one that it opens with, and in a published page those that were fetched since. A
//! page in one piece has all of them. Beside ours there are those that somebody else wrote.

use std::cell::RefCell;

use lessons::{Lesson, unpacked};
use yew::AttrValue;

/// How the id of a lesson begins that is none of ours: no id of ours has a dot.
pub(crate) const OWN: &str = "own.";
/// How the part of an address behind the `#` begins that is a lesson.
pub(crate) const LINKED: &str = "#lesson=";

thread_local! {
    // Lessons that are none of ours, each with where it comes from: `#lesson=…`, or `@` and an address.
    static OWN_ONES: RefCell<Vec<(AttrValue, &'static Lesson)>> = const { RefCell::new(Vec::new()) };
    // A lesson stays for as long as the page does: there are not many, and the model refers to the one that is shown.
    static FETCHED: RefCell<Vec<&'static Lesson>> = const { RefCell::new(Vec::new()) };
}

/// The lesson with this id, if it is in the page.
pub(crate) fn find(id: &str) -> Option<&'static Lesson> {
    let fetched = FETCHED.with_borrow(|fetched| fetched.iter().copied().find(|lesson| lesson.id == id));
    fetched.or_else(|| with_the_page(id))
}

/// Whether there is a lesson with this id, in the page or to be fetched.
pub(crate) fn exists(id: &str) -> bool {
    lessons::is_built_in(id)
}

/// Takes a lesson in that was fetched. None if the octets are none of it.
pub(crate) fn admit(octets: &[u8]) -> Option<&'static Lesson> {
    let lesson: Lesson = unpacked(octets)?;
    if let Some(known) = find(&lesson.id) {
        return Some(known);
    }
    let lesson: &'static Lesson = Box::leak(Box::new(lesson));
    FETCHED.with_borrow_mut(|fetched| fetched.push(lesson));
    Some(lesson)
}

/// The lesson that comes from `source`, once it has been read.
pub(crate) fn from_source(source: &str) -> Option<&'static Lesson> {
    OWN_ONES.with_borrow(|own| own.iter().find(|(of, _)| of == source).map(|(_, lesson)| *lesson))
}

/// Where a lesson comes from that is none of ours.
pub(crate) fn source_of(lesson: &'static Lesson) -> Option<AttrValue> {
    OWN_ONES.with_borrow(|own| own.iter().find(|(_, of)| std::ptr::eq(*of, lesson)).map(|(source, _)| source.clone()))
}

/// Takes a lesson in that was read from `source`. Whatever its author calls it, it does not pass for one of ours.
pub(crate) fn admit_own(source: AttrValue, mut lesson: Lesson) -> &'static Lesson {
    lesson.id.insert_str(0, OWN);
    let lesson: &'static Lesson = Box::leak(Box::new(lesson));
    OWN_ONES.with_borrow_mut(|own| own.push((source, lesson)));
    lesson
}

/// Whether this is the id of a lesson that is none of ours.
pub(crate) fn is_own(id: &str) -> bool {
    id.starts_with(OWN)
}

#[cfg(feature = "split")]
fn with_the_page(id: &str) -> Option<&'static Lesson> {
    Some(lessons::opening()).filter(|lesson| lesson.id == id)
}

#[cfg(not(feature = "split"))]
fn with_the_page(id: &str) -> Option<&'static Lesson> {
    lessons::find(id)
}
