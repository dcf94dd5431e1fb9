//! Which lessons are in the page: the one that it opens with, and in a published page those that were fetched since. A
//! page in one piece has all of them.

use std::cell::RefCell;

use lessons::{Lesson, unpacked};

thread_local! {
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

#[cfg(feature = "split")]
fn with_the_page(id: &str) -> Option<&'static Lesson> {
    Some(lessons::opening()).filter(|lesson| lesson.id == id)
}

#[cfg(not(feature = "split"))]
fn with_the_page(id: &str) -> Option<&'static Lesson> {
    lessons::find(id)
}
