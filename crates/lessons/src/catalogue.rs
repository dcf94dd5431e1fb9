//! The built-in lessons, in the order in which they are taught. The build script has read their files.

use std::sync::LazyLock;

use crate::Lesson;

static LESSONS: LazyLock<Vec<Lesson>> = LazyLock::new(|| {
    let read = include_bytes!(concat!(env!("OUT_DIR"), "/lessons.bin"));
    postcard::from_bytes(read).expect("the build script wrote them with the same types")
});

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
