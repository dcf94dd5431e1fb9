//! Capture files written octet by octet, in every form that the formats allow, so that reading can be held against them.

#![allow(dead_code, reason = "each test file uses what it needs of this")]

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use capture::{Capture, Header, LinkType, NotTcp, Packet, Reader, Stop, decode};
use wire::{Flags, Segment, Seq};

/// The byte order of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    Little,
    Big,
}

pub(crate) const ORDERS: [Order; 2] = [Order::Little, Order::Big];

impl Order {
    pub(crate) fn half(self, number: u16) -> [u8; 2] {
        if self == Order::Little { number.to_le_bytes() } else { number.to_be_bytes() }
    }

    pub(crate) fn word(self, number: u32) -> [u8; 4] {
        if self == Order::Little { number.to_le_bytes() } else { number.to_be_bytes() }
    }
}

/// A pcap file of packets, each with its time in nanoseconds.
pub(crate) fn pcap(order: Order, nano: bool, link: LinkType, packets: &[Timed]) -> Vec<u8> {
    let mut file = Vec::new();
    file.extend(order.word(if nano { 0xa1b2_3c4d } else { 0xa1b2_c3d4 }));
    file.extend(order.half(2));
    file.extend(order.half(4));
    for word in [0, 0, 262_144, u32::from(link.0)] {
        file.extend(order.word(word));
    }
    for (at, octets) in packets {
        let unit = if nano { 1 } else { 1000 };
        let len = octets.len() as u32;
        for word in [(at / 1_000_000_000) as u32, (at % 1_000_000_000 / unit) as u32, len, len] {
            file.extend(order.word(word));
        }
        file.extend(octets);
    }
    file
}

/// A block of a pcapng file around `body`.
pub(crate) fn block(order: Order, kind: u32, body: &[u8]) -> Vec<u8> {
    let padded = body.len().next_multiple_of(4);
    let len = order.word(padded as u32 + 12);
    let mut block = [&order.word(kind)[..], &len, body].concat();
    block.resize(8 + padded, 0);
    block.extend(len);
    block
}

pub(crate) fn section(order: Order) -> Vec<u8> {
    let body = [&order.word(0x1a2b_3c4d)[..], &order.half(1), &order.half(0), &[0xff; 8]].concat();
    block(order, 0x0a0d_0d0a, &body)
}

/// An interface with these options, each a code and a value.
pub(crate) fn interface(order: Order, link: LinkType, snaplen: u32, options: &[(u16, Vec<u8>)]) -> Vec<u8> {
    let mut body = [&order.half(link.0)[..], &[0, 0], &order.word(snaplen)].concat();
    for (code, value) in options {
        body.extend(order.half(*code));
        body.extend(order.half(value.len() as u16));
        body.extend(value);
        body.resize(body.len().next_multiple_of(4), 0);
    }
    if !options.is_empty() {
        body.extend([0; 4]);
    }
    block(order, 1, &body)
}

/// An enhanced packet block.
pub(crate) fn enhanced(order: Order, interface: u32, units: u64, octets: &[u8]) -> Vec<u8> {
    let len = octets.len() as u32;
    let words = [interface, (units >> 32) as u32, units as u32, len, len];
    let mut body: Vec<u8> = words.into_iter().flat_map(|word| order.word(word)).collect();
    body.extend(octets);
    block(order, 6, &body)
}

/// A segment of `text` from the first address to the second.
pub(crate) fn segment(flags: Flags, seq: u32, text: &[u8]) -> Segment {
    Segment {
        src_port: 50_000,
        dst_port: 80,
        seq: Seq(seq),
        ack: Seq(77),
        flags,
        window: 1000,
        text: text.to_vec().into(),
        ..Segment::default()
    }
}

pub(crate) const V4: (Ipv4Addr, Ipv4Addr) = (Ipv4Addr::new(192, 0, 2, 1), Ipv4Addr::new(198, 51, 100, 2));
pub(crate) const V6: (Ipv6Addr, Ipv6Addr) =
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1), Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 2));

/// The octets of a segment with a checksum for these addresses.
pub(crate) fn tcp(segment: &Segment, source: IpAddr, destination: IpAddr) -> Vec<u8> {
    let mut octets = wire::encode_segment(segment, V4.0, V4.1).expect("it fits");
    octets[16..18].fill(0);
    let pseudo = match (source, destination) {
        (IpAddr::V4(source), IpAddr::V4(destination)) => {
            wire::checksum::pseudo_header(source, destination, 6, octets.len() as u16).to_vec()
        }
        (IpAddr::V6(source), IpAddr::V6(destination)) => {
            let len = (octets.len() as u32).to_be_bytes();
            [&source.octets()[..], &destination.octets(), &len, &[0, 0, 0, 6]].concat()
        }
        _ => panic!("one version of IP"),
    };
    let words = wire::checksum::words(&pseudo).chain(wire::checksum::words(&octets));
    let checksum = wire::checksum::checksum(words);
    octets[16..18].copy_from_slice(&checksum.to_be_bytes());
    octets
}

/// An IPv4 packet with these options, a multiple of four octets.
pub(crate) fn ipv4(options: &[u8], protocol: u8, payload: &[u8]) -> Vec<u8> {
    let words = 5 + options.len() / 4;
    let total = (words * 4 + payload.len()) as u16;
    let mut header = vec![0x40 | words as u8, 3];
    header.extend(total.to_be_bytes());
    header.extend([0, 7, 0x40, 0, 61, protocol, 0, 0]);
    header.extend(V4.0.octets());
    header.extend(V4.1.octets());
    header.extend(options);
    let checksum = wire::checksum::checksum(wire::checksum::words(&header));
    header[10..12].copy_from_slice(&checksum.to_be_bytes());
    header.extend(payload);
    header
}

/// An IPv6 packet whose next header is `next`.
pub(crate) fn ipv6(next: u8, payload: &[u8]) -> Vec<u8> {
    let mut header = vec![0x60, 0x20, 0, 0];
    header.extend((payload.len() as u16).to_be_bytes());
    header.extend([next, 59]);
    header.extend(V6.0.octets());
    header.extend(V6.1.octets());
    header.extend(payload);
    header
}

/// Behind 14 octets of Ethernet, tags included.
pub(crate) fn ethernet(tags: &[u16], ether_type: u16, payload: &[u8]) -> Vec<u8> {
    let mut frame = vec![2; 12];
    for tag in tags {
        frame.extend(tag.to_be_bytes());
        frame.extend([0, 5]);
    }
    frame.extend(ether_type.to_be_bytes());
    frame.extend(payload);
    frame
}

/// What `octets` are on a link of this type.
pub(crate) fn decoded(link: LinkType, octets: &[u8]) -> Result<Header, NotTcp> {
    let len = octets.len() as u32;
    let place = capture::Place { number: 1, offset: 0, captured: len, original: len, interface: 0 };
    decode(link, octets, 0, place)
}

/// The time and the octets of a packet.
pub(crate) type Timed = (u64, Vec<u8>);

/// The time and the octets of each packet of a file that is given in pieces of `piece` octets, and how it ended.
pub(crate) fn packets(file: &[u8], piece: usize) -> (Vec<Timed>, Result<(), Stop>) {
    let mut reader = Reader::new();
    let mut packets = Vec::new();
    for piece in file.chunks(piece) {
        let pushed = reader.push(piece, |packet: Packet<'_>| {
            let from = packet.place.offset as usize;
            assert_eq!(&file[from..from + packet.octets.len()], packet.octets, "they lie where they are said to lie");
            packets.push((packet.at, packet.octets.to_vec()));
        });
        if pushed.is_err() {
            return (packets, reader.finish());
        }
    }
    (packets, reader.finish())
}

/// A whole file as conversations, and how it ended.
pub(crate) fn listed(file: &[u8]) -> (Capture, Result<(), Stop>) {
    let mut capture = Capture::new();
    // The first error is what `finish` says again.
    let _ = capture.push(file);
    let end = capture.finish();
    (capture, end)
}

/// Fetches octets of a file that is in memory.
pub(crate) fn fetch(file: &[u8]) -> impl FnMut(u64, &mut [u8]) -> Result<(), ()> + '_ {
    |offset, into| {
        let from = offset as usize;
        into.copy_from_slice(file.get(from..from + into.len()).ok_or(())?);
        Ok(())
    }
}
