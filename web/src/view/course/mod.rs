//! What goes beyond the lesson that is shown: all lessons, how much of them was seen, and the glossary. Nothing of it is in
//! a first visit's load.

mod card;
mod coming;
mod file;
mod journal;
mod menu;
mod progress;
mod within;

pub(crate) use card::{TermProps, term_card};
pub(crate) use coming::{AbsentProps, Coming, absent_lesson, waiting};
pub(crate) use file::{Fetched, fetch, use_file};
pub(crate) use journal::{JournalProps, ResumeProps, journal, resume};
pub(crate) use menu::{MenuProps, lesson_menu};
