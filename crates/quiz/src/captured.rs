//! Questions about a captured conversation, of which no lesson says what matters.

use course::{Ask, Localized, Question};
use observer::EndView;
use sim::{Side, Timeline};

use crate::{Knows, askable};

/// Questions that are asked of a conversation at the most.
const MOST: usize = 12;
/// How many of them are about segments that look alike: of the same sender, with the same control bits, with text or without.
const MOST_ALIKE: usize = 2;

/// What can be asked of a captured conversation, each with its segment's place among the transmissions, in their order. Only
/// what is certain is asked ([`askable`]). `view` is what an observer says of a side after so many entries.
#[must_use]
pub fn captured_questions(timeline: &Timeline, view: &dyn Fn(usize, Side) -> EndView) -> Vec<(Question, usize)> {
    let mut questions = Vec::new();
    let mut looks = Vec::new();
    for (index, sent) in timeline.transmissions.iter().enumerate() {
        if questions.len() == MOST {
            break;
        }
        let look = (sent.id.from, sent.segment.flags, sent.segment.text.is_empty());
        if looks.iter().filter(|other| **other == look).count() == MOST_ALIKE {
            continue;
        }
        let mut asks = askable(timeline, index, Knows::Seen(view));
        asks.retain(|ask| matches!(ask, Ask::Seq | Ask::Ack | Ask::Flags));
        if !asks.is_empty() {
            looks.push(look);
            questions.push((Question { mark: String::new(), asks, prompt: prompt(sent.id.from) }, index));
        }
    }
    questions
}

/// What is asked of a segment of `from` of which nothing else is known.
pub(crate) fn prompt(from: Side) -> Localized {
    let (en, zh) = match from {
        Side::Client => {
            ("The client sends next. What does its segment say?", "接下来由客户端发送。它的报文段写着什么？")
        }
        Side::Server => {
            ("The server sends next. What does its segment say?", "接下来由服务器发送。它的报文段写着什么？")
        }
    };
    Localized { en: en.into(), zh: zh.into() }
}
