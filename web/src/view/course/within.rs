//! Which lessons are there at all: where the page is one file, not every lesson finds room in it.

use crate::browser::{package, window};
use crate::library;

/// Whether the file that the page is does without this lesson, so that nothing can bring it.
pub(super) fn is_left_out(id: &str) -> bool {
    library::find(id).is_none() && within().is_some_and(|ids| ids.split(' ').all(|of| of != id))
}

/// Whether the words of all lessons can be fetched: neither the single file nor a package has them.
pub(super) fn has_words() -> bool {
    within().is_none() && package().is_none()
}

/// The lessons that are within the page, where it is one file.
fn within() -> Option<String> {
    window().document()?.document_element()?.get_attribute("data-within")
}
