//! Captures and their conversations in English.

use capture::{Closing, Conversation, End, NotTcp, Opening, Reason, Stop, Trouble};

use super::{BrokenOff, Resets, fitting, happened, hex, packer};

pub(super) fn opening(opening: Opening) -> &'static str {
    match opening {
        Opening::Handshake => "handshake",
        Opening::SynOnly => "SYN only",
        Opening::SynAckOnly => "SYN,ACK only",
        Opening::Simultaneous => "simultaneous",
        Opening::Midstream => "not captured",
    }
}

pub(super) fn closing(closing: Closing) -> &'static str {
    match closing {
        Closing::Open => "still open",
        Closing::Half { by: End::A } => "A's FIN only",
        Closing::Half { by: End::B } => "B's FIN only",
        Closing::Both { first: End::A } => "FINs, A first",
        Closing::Both { first: End::B } => "FINs, B first",
        Closing::Reset { by: End::A } => "reset by A",
        Closing::Reset { by: End::B } => "reset by B",
    }
}

pub(super) fn ended(how: Option<BrokenOff>) -> Option<&'static str> {
    how.map(|how| match how {
        BrokenOff::Unanswered => "nothing answered A's SYN",
        BrokenOff::Refused => "B refused A's SYN",
        BrokenOff::OneSided(End::A) => "no segment of A was captured",
        BrokenOff::OneSided(End::B) => "no segment of B was captured",
        BrokenOff::ResetByA => "A reset the connection",
        BrokenOff::ResetByB => "B reset the connection",
    })
}

pub(super) fn counted(trouble: &Trouble, resets: Resets) -> Vec<String> {
    let (closed, idle) = match resets {
        Resets::Closed(count) => (count, 0),
        Resets::Idle(count) => (0, count),
    };
    happened([
        (trouble.again, |count| of(count, "segment repeated or out of order", "segments repeated or out of order")),
        // A single one is told by how the conversation closed.
        (closed.saturating_sub(1), |more| format!("{} resets in all", more.saturating_add(1))),
        (idle, |count| of(count, "reset that did not end it", "resets that did not end it")),
        (trouble.zero_windows, |count| of(count, "segment closed the window", "segments closed the window")),
        (trouble.bad_checksums, |count| of(count, "checksum does not fit", "checksums do not fit")),
        (trouble.cut, |count| of(count, "segment was not captured whole", "segments were not captured whole")),
        (trouble.fragments, |count| {
            of(
                count,
                "segment came in fragments, which are not put together",
                "segments came in fragments, which are not put together",
            )
        }),
    ])
}

/// Other words for what a row shows.
pub(super) fn synonyms(conversation: &Conversation) -> Vec<&'static str> {
    let trouble = conversation.trouble;
    fitting([
        (conversation.opening == Opening::Midstream, "in the middle"),
        (matches!(conversation.closing, Closing::Half { .. }), "half-closed"),
        (trouble.again > 0, "retransmitted retransmission duplicate"),
        (trouble.resets > 0, "RST"),
        (trouble.zero_windows > 0, "zero window"),
        (trouble.cut > 0, "truncated"),
        (trouble.total() > 0, "problem"),
    ])
}

pub(super) fn other(kind: NotTcp, count: u32) -> String {
    let what = match kind {
        NotTcp::NotIp => "Packets of other protocols than IP",
        NotTcp::Wrapped => "Packets in LLC, PPPoE, MPLS or the like, which are not unwrapped",
        NotTcp::Udp => "UDP datagrams",
        NotTcp::Icmp => "ICMP messages",
        NotTcp::OtherTransport => "Packets of other protocols on IP",
        NotTcp::Fragment => "IP fragments, which are not put together",
        NotTcp::Cut => "Packets that end before a TCP header does",
        NotTcp::Malformed => "Packets whose lengths or versions contradict each other",
        NotTcp::UnknownLink => "Packets of a link type that cannot be read here",
    };
    format!("{what}: {count}")
}

pub(super) fn stopped(stop: &Stop) -> String {
    let what = match stop.why {
        Reason::Empty => return "The file is empty.".into(),
        Reason::Cut { needed, found } => {
            format!("what begins there has {}, of which the file has {found}", octets(needed))
        }
        Reason::Foreign { magic } => {
            let begins =
                format!("at octet {} it has {}, with which neither pcap nor pcapng begins", stop.at, hex(magic));
            return match packer(magic) {
                Some(packer) => format!("The file is packed with {packer} and has to be unpacked first: {begins}."),
                None => format!("The file is no capture: {begins}."),
            };
        }
        Reason::Version { major, minor } => format!("version {major}.{minor} of the format is not known"),
        Reason::TooLong { len, most } => {
            format!("it says {}, and nothing should have more than {most}", octets(len.into()))
        }
        Reason::BlockLength { len } => format!("no block of its kind can have {}", octets(len.into())),
        Reason::BlockEnd { first, last } => {
            format!("the block says {} at its beginning and {last} at its end", octets(first.into()))
        }
        Reason::PacketLength { len, room } => {
            format!("the packet says {}, and its block has room for {room}", octets(len.into()))
        }
        Reason::NoInterface { interface } => format!("the packet names interface {interface}, which is not described"),
        Reason::ByteOrder { magic } => format!("{} tells no order of octets", hex(magic)),
        Reason::TooManyInterfaces => "there are more interfaces than are kept".into(),
        Reason::TooLarge => "there is more than can be counted".into(),
    };
    format!("The capture cannot be read beyond octet {}: {what}.", stop.at)
}

fn octets(count: u64) -> String {
    format!("{count} {}", if count == 1 { "octet" } else { "octets" })
}

fn of(count: u32, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
