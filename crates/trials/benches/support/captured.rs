//! A capture of many short conversations, which costs more memory than one of a few long ones, for what measures reading it.

use bytes::Bytes;
use wire::{Ethernet, Flags, Frame, Ipv4, MacAddr, Segment, Seq, Transport};

/// Packets of one round of every conversation, after which all of it comes again.
pub(crate) const ROUND: u64 = 10_000;
/// Conversations: each has ten packets of a round.
pub(crate) const CONVERSATIONS: u16 = 1_000;
/// Octets of text of every other packet, where nothing else is said.
pub(crate) const TEXT: usize = 1_000;

/// The beginning of a pcap file.
pub(crate) fn header() -> Vec<u8> {
    [0xa1b2_c3d4_u32, 4 << 16 | 2, 0, 0, 65_535, 1].into_iter().flat_map(u32::to_le_bytes).collect()
}

/// The packets of one round: in every conversation `text` octets go one way and are acknowledged the other way.
pub(crate) fn round(text: usize) -> Vec<u8> {
    let mut out = Vec::new();
    for nth in 0..ROUND {
        let conversation = u16::try_from(nth % u64::from(CONVERSATIONS)).unwrap_or(0);
        let turn = u32::try_from(nth / u64::from(CONVERSATIONS)).unwrap_or(0);
        let octets = frame(conversation, turn, text).encode().expect("it fits");
        let len = u32::try_from(octets.len()).expect("a frame is short");
        out.extend([0, turn, len, len].into_iter().flat_map(u32::to_le_bytes));
        out.extend(octets);
    }
    out
}

fn frame(conversation: u16, turn: u32, text: usize) -> Frame {
    let forth = turn.is_multiple_of(2);
    let (sent, len) = (Seq(1), u32::try_from(text).unwrap_or(0));
    let [client, server] = [[192, 0, 2, 1], [198, 51, 100, 1]].map(std::net::Ipv4Addr::from);
    let port = 10_000 + conversation;
    let (src, dst, src_port, dst_port) = if forth { (client, server, port, 80) } else { (server, client, 80, port) };
    let segment = Segment {
        src_port,
        dst_port,
        seq: if forth { sent + turn / 2 * len } else { Seq(1) },
        ack: if forth { Seq(1) } else { sent + (turn / 2 + 1) * len },
        flags: Flags::ACK,
        window: 1_000,
        text: if forth { Bytes::from(vec![7; text]) } else { Bytes::new() },
        ..Segment::default()
    };
    let ethernet = Ethernet { dst: MacAddr([2; 6]), src: MacAddr([4; 6]) };
    let ipv4 = Ipv4 { tos: 0, identification: 1, dont_fragment: true, ttl: 64, src, dst };
    Frame { ethernet, ipv4, transport: Transport::Tcp(segment) }
}
