//! Everything that the program says, in both languages: neither is the original of the other.

mod en;
pub(crate) mod quiz;
mod zh;

use anstyle::{AnsiColor, Style};
use lessons::Lang;

/// What is said in one language.
pub(crate) struct Words {
    pub(crate) lang: Lang,

    // The command line.
    pub(crate) about: &'static str,
    pub(crate) usage: &'static str,
    pub(crate) commands: &'static str,
    pub(crate) arguments: &'static str,
    pub(crate) options: &'static str,
    pub(crate) run_about: &'static str,
    pub(crate) scenario_help: &'static str,
    pub(crate) format_help: &'static str,
    pub(crate) vantage_help: &'static str,
    pub(crate) relative_help: &'static str,
    pub(crate) output_help: &'static str,
    pub(crate) explain_about: &'static str,
    pub(crate) capture_help: &'static str,
    pub(crate) conversation_help: &'static str,
    pub(crate) search_help: &'static str,
    pub(crate) sort_help: &'static str,
    pub(crate) reverse_help: &'static str,
    pub(crate) seen_at_help: &'static str,
    pub(crate) json_help: &'static str,
    pub(crate) lesson_about: &'static str,
    pub(crate) list_about: &'static str,
    pub(crate) check_about: &'static str,
    pub(crate) path_help: &'static str,
    pub(crate) pack_about: &'static str,
    pub(crate) folder_help: &'static str,
    pub(crate) link_help: &'static str,
    pub(crate) completions_about: &'static str,
    pub(crate) shell_help: &'static str,
    pub(crate) man_about: &'static str,
    pub(crate) lang_help: &'static str,
    pub(crate) help_help: &'static str,
    pub(crate) version_help: &'static str,
    /// How `run`, `explain` and `lesson check` end.
    pub(crate) exit_codes: &'static str,

    pub(crate) quiz: &'static quiz::Words,

    // What is wrong.
    /// What stands between two sentences.
    pub(crate) gap: &'static str,
    pub(crate) wrong: &'static str,
    /// The command that was typed, or nothing.
    pub(crate) see_help: fn(&str) -> String,
    /// What was typed, and what may have been meant, or nothing.
    pub(crate) unknown_command: fn(&str, &str) -> String,
    pub(crate) unknown_argument: fn(&str, &str) -> String,
    /// What was typed, for what, and what it may be, if that is a choice.
    pub(crate) bad_value: fn(&str, &str, &str) -> String,
    /// What was typed, for what, the least that it may be, and the most, if that is known.
    pub(crate) out_of_bounds: fn(&str, &str, u64, Option<u64>) -> String,
    pub(crate) no_value: fn(&str, &str) -> String,
    /// An option, and what it belongs to.
    pub(crate) needs: fn(&str, &str) -> String,
    /// Two options of which one alone can be given.
    pub(crate) not_both: fn(&str, &str) -> String,
    pub(crate) missing: fn(&str) -> String,
    pub(crate) twice: fn(&str) -> String,
    pub(crate) not_understood: fn() -> String,
    /// What was typed, and what may have been meant.
    pub(crate) unknown_lesson: fn(&str, Option<&str>) -> String,
    pub(crate) unknown_scenario: fn(&str, Option<&str>) -> String,
    pub(crate) damaged_edit: fn() -> String,
    pub(crate) bad_fault: fn(&str) -> String,
    /// A file, and why.
    pub(crate) cannot_read: fn(&str, &str) -> String,
    pub(crate) cannot_write: fn(&str, &str) -> String,
    pub(crate) no_scenario: fn(&str, &str) -> String,
    pub(crate) changed: fn(&str) -> String,
    pub(crate) not_to_terminal: fn() -> String,
    /// Which was asked for, and how many there are.
    pub(crate) no_conversation: fn(usize, usize) -> String,

    // Lessons.
    /// A lesson with a line that only a packed one may have.
    pub(crate) not_packable: fn(&str) -> String,
    /// A title, and how many marks and questions there are.
    pub(crate) faultless: fn(&str, usize, usize) -> String,
    /// How many things are wrong in how many lessons.
    pub(crate) problems: fn(usize, usize) -> String,

    // Tables.
    pub(crate) lesson: &'static str,
    pub(crate) chapter: &'static str,
    pub(crate) title: &'static str,
    pub(crate) time: &'static str,
    pub(crate) from: &'static str,
    pub(crate) flags: &'static str,
    pub(crate) fate: &'static str,
    pub(crate) why: &'static str,
    pub(crate) client_sends: &'static str,
    pub(crate) server_sends: &'static str,
    pub(crate) arrived: &'static str,
    pub(crate) lost: &'static str,
    pub(crate) queue_full: &'static str,
    pub(crate) stopped: &'static str,
    pub(crate) corrupted: &'static str,
    pub(crate) start: &'static str,
    pub(crate) duration: &'static str,
    pub(crate) segments_a: &'static str,
    pub(crate) segments_b: &'static str,
    pub(crate) octets_a: &'static str,
    pub(crate) octets_b: &'static str,
    pub(crate) opened: &'static str,
    pub(crate) closed: &'static str,
    pub(crate) trouble: &'static str,
    pub(crate) notes: &'static str,
    pub(crate) bad_checksum: &'static str,
    pub(crate) offloaded: &'static str,
    pub(crate) cut: &'static str,
    pub(crate) reserved: &'static str,
    /// What the marks in the table mean.
    pub(crate) legend: &'static str,
    /// Shown, in all, and the segments of all.
    pub(crate) count: fn(usize, usize, usize) -> String,
    /// What is counted as octets.
    pub(crate) repeats: &'static str,
}

impl Words {
    /// How what is wrong is announced.
    pub(crate) const WRONG: Style = AnsiColor::Red.on_default().bold();
}

/// What is said in `lang`.
pub(crate) fn of(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &en::WORDS,
        Lang::Zh => &zh::WORDS,
    }
}
