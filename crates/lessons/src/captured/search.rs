//! Searching a list of conversations for the words that its rows show.

use std::collections::BTreeMap;

use capture::{Capture, Closing, Conversation, Opening, Trouble};

use super::{BrokenOff, broken_off, closing, en, opening, trouble, zh};
use crate::Lang;

/// The numbers of the conversations that have every word of `query`, from 0. A word is a part of what a row shows of how the
/// conversation opened and closed and of what went wrong, or of another word for that, in `lang`; or what
/// [`capture::search`] knows in any language. Numbers are looked for in addresses and ports alone.
#[must_use]
pub fn search(capture: &Capture, query: &str, lang: Lang) -> Vec<usize> {
    let mut texts: BTreeMap<Kind, String> = BTreeMap::new();
    capture::search(capture, query, |conversation, word| {
        texts.entry(kind(conversation)).or_insert_with(|| text(conversation, lang)).contains(word)
    })
}

/// All that the words of a row depend on: a list has many conversations, and few kinds of them.
type Kind = (Opening, Closing, Option<BrokenOff>, [u32; 6]);

fn kind(conversation: &Conversation) -> Kind {
    let Trouble { again, resets, zero_windows, bad_checksums, cut, fragments } = conversation.trouble;
    // Of one something else is said than of several, and of resets one is told by how the conversation closed.
    let counts = [again, resets, zero_windows, bad_checksums, cut, fragments].map(|count| count.min(3));
    (conversation.opening, conversation.closing, broken_off(conversation), counts)
}

/// The words of a row in lower case, without their numbers, and other words for the same.
fn text(conversation: &Conversation, lang: Lang) -> String {
    let mut parts = vec![opening(conversation.opening, lang), closing(conversation.closing, lang)];
    let troubles = trouble(conversation, lang);
    parts.extend(troubles.iter().map(String::as_str));
    parts.extend(match lang {
        Lang::En => en::synonyms(conversation),
        Lang::Zh => zh::synonyms(conversation),
    });
    parts.join("\n").to_lowercase().replace(|letter: char| letter.is_ascii_digit(), "")
}
