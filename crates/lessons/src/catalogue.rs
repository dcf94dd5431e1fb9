//! The built-in lessons, in the order in which they are taught.

use std::sync::LazyLock;

use crate::Lesson;

macro_rules! lesson {
    ($folder:literal) => {
        (
            include_str!(concat!("../data/", $folder, "/lesson.toml")),
            include_str!(concat!("../data/", $folder, "/en.md")),
            include_str!(concat!("../data/", $folder, "/zh.md")),
        )
    };
}

/// The files of every lesson: adding one is adding a line and a folder.
const FILES: [(&str, &str, &str); 3] = [lesson!("handshake"), lesson!("lost-segment"), lesson!("four-way-close")];

static LESSONS: LazyLock<Vec<Lesson>> = LazyLock::new(|| {
    let read = |(file, en, zh): &(&str, &str, &str)| Lesson::read(file, en, zh);
    let lessons: Result<Vec<Lesson>, _> = FILES.iter().map(read).collect();
    lessons.expect("a test reads every built-in lesson")
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
