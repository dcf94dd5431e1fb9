//! Every reason in Chinese.

pub(crate) mod entry;
pub(crate) mod flags;
pub(crate) mod rules;
pub(crate) mod segment;

use sim::Side;

/// The side within a sentence.
pub(crate) fn name(side: Side) -> &'static str {
    match side {
        Side::Client => "客户端",
        Side::Server => "服务器",
    }
}
