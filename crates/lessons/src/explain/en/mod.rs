//! Every reason in English.

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
    counted(count, "octet")
}

/// "1 number", "200 numbers": a SYN and a FIN take one as an octet does.
pub(crate) fn numbers(count: u32) -> String {
    counted(count, "number")
}

/// "1 probe", "2 probes".
pub(crate) fn counted(count: u32, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// "once", "twice", "3 times".
pub(crate) fn times(count: u32) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        _ => format!("{count} times"),
    }
}

/// "14", "14 to 16".
pub(crate) fn range(first: u32, last: u32) -> String {
    if first == last { first.to_string() } else { format!("{first} to {last}") }
}

/// Control bits within a sentence.
pub(crate) fn bits(flags: Flags) -> String {
    if flags == Flags::NONE { "no control bit".to_owned() } else { flags.to_string() }
}
