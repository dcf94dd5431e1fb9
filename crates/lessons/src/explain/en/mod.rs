//! Every reason in English.

pub(crate) mod entry;
pub(crate) mod flags;
pub(crate) mod rules;
pub(crate) mod segment;

use sim::Side;
use wire::Flags;

/// The side within a sentence.
pub(crate) fn name(side: Side) -> &'static str {
    match side {
        Side::Client => "client",
        Side::Server => "server",
    }
}

/// "1 octet", "200 octets".
pub(crate) fn octets(count: u32) -> String {
    if count == 1 { "1 octet".to_owned() } else { format!("{count} octets") }
}

/// "once", "twice", "3 times".
pub(crate) fn times(count: u32) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        _ => format!("{count} times"),
    }
}

/// Control bits within a sentence.
pub(crate) fn bits(flags: Flags) -> String {
    if flags == Flags::NONE { "no control bit".to_owned() } else { flags.to_string() }
}
