//! Which lessons are there at all: where the page is one file, not every lesson finds room in it.

use crate::browser::window;
use crate::library;

/// Whether the file that the page is does without this lesson, so that nothing can bring it.
pub(super) fn is_left_out(id: &str) -> bool {
    let root = window().document().and_then(|document| document.document_element());
    let within = root.and_then(|root| root.get_attribute("data-within"));
    library::find(id).is_none() && within.is_some_and(|ids| ids.split(' ').all(|of| of != id))
}
