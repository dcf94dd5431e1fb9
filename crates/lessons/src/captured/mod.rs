//! What a capture file and its conversations are, in words: how each opened and closed and what went wrong, which packets
//! are no segments, and where and why a file cannot be read any further.

mod en;
mod search;
mod zh;

use capture::{Closing, Conversation, NotTcp, Opening, Stop};
use observer::{Certainty, EndView, Known};

use crate::Lang;
use crate::variables::Variable;

pub use search::search;

/// How a conversation opened, in a word or two.
#[must_use]
pub fn opening(opening: Opening, lang: Lang) -> &'static str {
    match lang {
        Lang::En => en::opening(opening),
        Lang::Zh => zh::opening(opening),
    }
}

/// How a conversation closed, in a word or two. Its ends are A and B.
#[must_use]
pub fn closing(closing: Closing, lang: Lang) -> &'static str {
    match lang {
        Lang::En => en::closing(closing),
        Lang::Zh => zh::closing(closing),
    }
}

/// What went wrong in a conversation, each in some words of its own: nothing where all went well.
#[must_use]
pub fn trouble(conversation: &Conversation, lang: Lang) -> Vec<String> {
    let (ended, counted) = match lang {
        Lang::En => (en::ended(broken_off(conversation)), en::counted(&conversation.trouble, resets(conversation))),
        Lang::Zh => (zh::ended(broken_off(conversation)), zh::counted(&conversation.trouble, resets(conversation))),
    };
    ended.map(str::to_owned).into_iter().chain(counted).collect()
}

/// So many packets of a capture are no segments, but of this kind.
#[must_use]
pub fn other(kind: NotTcp, count: u32, lang: Lang) -> String {
    match lang {
        Lang::En => en::other(kind, count),
        Lang::Zh => zh::other(kind, count),
    }
}

/// So many packets of a capture have no time of their own.
#[must_use]
pub fn untimed(count: u32, lang: Lang) -> String {
    match lang {
        Lang::En => {
            format!(
                "Packets without a time that can be counted (from 1970 to 2554), shown at that of the packet before: {count}"
            )
        }
        Lang::Zh => format!("没有可用时间（1970 至 2554 年）、沿用前一个数据包时间的数据包：{count}"),
    }
}

/// So many segments of a capture are in no conversation, since no more are listed.
#[must_use]
pub fn unlisted(count: u64, lang: Lang) -> String {
    match lang {
        Lang::En => format!("Segments of further conversations, which are too many to be listed: {count}"),
        Lang::Zh => format!("会话过多，未列出的会话所含的报文段：{count}"),
    }
}

/// Where and why a capture file cannot be read any further.
#[must_use]
pub fn stopped(stop: &Stop, lang: Lang) -> String {
    match lang {
        Lang::En => en::stopped(stop),
        Lang::Zh => zh::stopped(stop),
    }
}

/// How well a variable of an end is known, of which and of whose peer this is known. Nothing where it was not seen, as what
/// goes on within a host never is.
#[must_use]
pub fn certainty(variable: Variable, own: &EndView, peer: &EndView) -> Option<Certainty> {
    match variable {
        Variable::State => of(own.state),
        Variable::Iss => of(own.iss),
        Variable::Irs => of(own.irs),
        Variable::SndUna => of(own.snd_una),
        Variable::SndNxt => of(own.snd_nxt),
        Variable::SndWnd => of(own.snd_wnd),
        Variable::RcvNxt => of(own.rcv_nxt),
        Variable::RcvWnd => of(own.rcv_wnd),
        Variable::FlightSize => of(own.in_flight),
        Variable::SendMss => of(peer.mss),
        // Both are used or neither is (RFC 7323 section 2.2).
        Variable::SndShift | Variable::RcvShift => of(own.window_shift).max(of(peer.window_shift)),
        Variable::Sack => of(own.sack),
        Variable::TsRecent => of(own.ts_recent),
        Variable::Ecn => of(own.ecn),
        _ => None,
    }
}

fn of<T: Copy>(known: Known<T>) -> Option<Certainty> {
    match known {
        Known::Certain(_) => Some(Certainty::Certain),
        Known::Likely(_) => Some(Certainty::Likely),
        Known::NotSeen => None,
    }
}

/// How a conversation ended before it was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum BrokenOff {
    /// Nothing was seen to answer A's SYN.
    Unanswered,
    /// A's SYN was answered by a reset (RFC 9293 section 3.5.2).
    Refused,
    /// Of A, or of B, no segment was captured, although the other acknowledges some.
    OneSided(capture::End),
    /// A reset the connection.
    ResetByA,
    /// B reset it.
    ResetByB,
}

fn broken_off(conversation: &Conversation) -> Option<BrokenOff> {
    use capture::End::{A, B};
    let is_silent = |end: capture::End| conversation.sent[end as usize].segments == 0;
    // Who acknowledges something has had an answer, whether that was captured or not.
    let has_answer = conversation.acknowledges(A);
    match (conversation.opening, conversation.closing) {
        (Opening::SynOnly, Closing::Reset { by: B }) if !has_answer => Some(BrokenOff::Refused),
        (Opening::SynOnly, _) if is_silent(B) && !has_answer => Some(BrokenOff::Unanswered),
        (_, Closing::Reset { by: A }) => Some(BrokenOff::ResetByA),
        (_, Closing::Reset { by: B }) => Some(BrokenOff::ResetByB),
        // A socket that is connected with itself is A and B in one.
        _ if conversation.ends[0] == conversation.ends[1] => None,
        _ if is_silent(B) && has_answer => Some(BrokenOff::OneSided(B)),
        _ if is_silent(A) && conversation.acknowledges(B) => Some(BrokenOff::OneSided(A)),
        _ => None,
    }
}

/// What is to be said of resets beside how the conversation closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Resets {
    /// So many in all, of which one closed it.
    Closed(u32),
    /// So many, which closed nothing.
    Idle(u32),
}

fn resets(conversation: &Conversation) -> Resets {
    let count = conversation.trouble.resets;
    if matches!(conversation.closing, Closing::Reset { .. }) { Resets::Closed(count) } else { Resets::Idle(count) }
}

/// Octets as they are written in hexadecimal: `1f 8b 08 00`.
fn hex(octets: [u8; 4]) -> String {
    octets.map(|octet| format!("{octet:02x}")).join(" ")
}

/// What has packed a file that begins so: captures are often passed on like that.
fn packer(magic: [u8; 4]) -> Option<&'static str> {
    match magic {
        [0x1f, 0x8b, ..] => Some("gzip"),
        [0x28, 0xb5, 0x2f, 0xfd] => Some("zstd"),
        [0xfd, b'7', b'z', b'X'] => Some("xz"),
        [b'P', b'K', 3, 4] => Some("ZIP"),
        _ => None,
    }
}

/// Other words by which conversations are looked for, each with whether it fits one.
type Synonyms<const COUNT: usize> = [(bool, &'static str); COUNT];

fn fitting<const COUNT: usize>(synonyms: Synonyms<COUNT>) -> Vec<&'static str> {
    synonyms.into_iter().filter(|(fits, _)| *fits).map(|(_, word)| word).collect()
}

/// A count with what is said of it.
type Counted = (u32, fn(u32) -> String);

/// What is said of those counts that are not zero.
fn happened<const COUNT: usize>(counts: [Counted; COUNT]) -> Vec<String> {
    counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, said)| said(count)).collect()
}
