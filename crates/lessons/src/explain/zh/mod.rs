//! Every reason in Chinese.

pub(crate) mod by_hand;
mod congestion;
pub(crate) mod entry;
pub(crate) mod flags;
pub(crate) mod listener;
mod liveness;
mod options;
mod pacing;
mod recovery;
pub(crate) mod rules;
pub(crate) mod seen;
pub(crate) mod segment;
mod timers;
pub(crate) mod world;

use sim::Side;

/// The side within a sentence.
pub(crate) fn name(side: Side) -> &'static str {
    match side {
        Side::Client => "客户端",
        Side::Server => "服务器",
    }
}

/// “14”, “14 到 16”.
pub(crate) fn range(first: u32, last: u32) -> String {
    if first == last { first.to_string() } else { format!("{first} 到 {last}") }
}
