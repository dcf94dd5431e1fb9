//! Searching and sorting a list of conversations, the same for a page and for a terminal.

use std::fmt::Write;

use crate::{Capture, Closing, Conversation, End, Opening};

/// What a list is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortBy {
    /// When the first segment was captured.
    Start,
    /// The ends, by address and port.
    Ends,
    /// How long it took.
    Duration,
    /// How many segments there are.
    Segments,
    /// How many octets of text there are.
    Octets,
    /// How much went wrong.
    Trouble,
}

impl SortBy {
    /// All of them.
    pub const ALL: [SortBy; 6] =
        [SortBy::Start, SortBy::Ends, SortBy::Duration, SortBy::Segments, SortBy::Octets, SortBy::Trouble];

    /// The name for a command line and for data attributes.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            SortBy::Start => "start",
            SortBy::Ends => "ends",
            SortBy::Duration => "duration",
            SortBy::Segments => "segments",
            SortBy::Octets => "octets",
            SortBy::Trouble => "trouble",
        }
    }
}

/// The numbers of the conversations that have every word of `query`, from 0. A word is
///
/// - a part of an end as it is written, `192.0.2.1:80` or `[2001:db8::1]:80`;
/// - the name of how it opened or closed: `handshake`, `syn-only`, `syn-ack-only`, `simultaneous`, `midstream`, `open`,
///   `half`, `both`, `reset`;
/// - of what went wrong: `again`, `zero-window`, `bad-checksum`, `cut`, `fragment`, or `trouble` for any of them;
/// - whatever `shows` says a list has of the conversation in its reader's language. It is asked in lower case.
pub fn search(capture: &Capture, query: &str, mut shows: impl FnMut(&Conversation, &str) -> bool) -> Vec<usize> {
    let query = query.to_lowercase();
    let words: Vec<&str> = query.split_whitespace().collect();
    let mut room = String::new();
    let mut has_all = |conversation: &Conversation| {
        words.iter().all(|word| {
            is_name(conversation, word) || is_of_an_end(conversation, word, &mut room) || shows(conversation, word)
        })
    };
    let all = capture.conversations().enumerate();
    all.filter(|(_, conversation)| has_all(conversation)).map(|(number, _)| number).collect()
}

/// Sorts the `numbers` of conversations. Those that are alike stay in the order of the file, and those that there are not come
/// first.
pub fn sort(capture: &Capture, numbers: &mut [usize], by: SortBy, descending: bool) {
    let place = |number: &usize| {
        let conversation = capture.conversation(*number)?;
        let figure = match by {
            SortBy::Start => conversation.first,
            SortBy::Ends => 0,
            SortBy::Duration => conversation.duration(),
            SortBy::Segments => conversation.segments(),
            SortBy::Octets => conversation.octets(),
            SortBy::Trouble => conversation.trouble.total(),
        };
        Some((figure, (by == SortBy::Ends).then_some(conversation.ends)))
    };
    numbers.sort_unstable();
    if descending {
        numbers.sort_by_cached_key(|number| std::cmp::Reverse(place(number)));
    } else {
        numbers.sort_by_cached_key(place);
    }
}

fn is_name(conversation: &Conversation, word: &str) -> bool {
    let trouble = conversation.trouble;
    let went_wrong = match word {
        "again" => trouble.again > 0,
        "zero-window" => trouble.zero_windows > 0,
        "bad-checksum" => trouble.bad_checksums > 0,
        "cut" => trouble.cut > 0,
        "fragment" => trouble.fragments > 0,
        "trouble" => trouble.total() > 0,
        _ => false,
    };
    went_wrong || conversation.opening.name() == word || conversation.closing.name() == word
}

/// Whether an end, which is written into `room`, has `word`. It is not written where no end could have the word: there may be
/// hundreds of thousands of them.
fn is_of_an_end(conversation: &Conversation, word: &str, room: &mut String) -> bool {
    let can_be = word.bytes().all(|octet| octet.is_ascii_hexdigit() || b".:[]".contains(&octet));
    can_be
        && conversation.ends.iter().any(|end| {
            room.clear();
            write!(room, "{end}").is_ok() && room.contains(word)
        })
}

impl Opening {
    /// The name in searches and data attributes.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Opening::Handshake => "handshake",
            Opening::SynOnly => "syn-only",
            Opening::SynAckOnly => "syn-ack-only",
            Opening::Simultaneous => "simultaneous",
            Opening::Midstream => "midstream",
        }
    }
}

impl Closing {
    /// The name in searches and data attributes.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Closing::Open => "open",
            Closing::Half { .. } => "half",
            Closing::Both { .. } => "both",
            Closing::Reset { .. } => "reset",
        }
    }

    /// The end that began it, if it was begun.
    #[must_use]
    pub fn by(self) -> Option<End> {
        match self {
            Closing::Open => None,
            Closing::Half { by } | Closing::Both { first: by } | Closing::Reset { by } => Some(by),
        }
    }
}
