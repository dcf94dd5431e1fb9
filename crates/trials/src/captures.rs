//! Fuzzing the import of captures: files that are right, files that are almost right, and octets that are nothing. Whatever
//! a file says, reading it ends, keeps to its octets, and gives the same in pieces of any size.

use bytes::Bytes;
use capture::{Capture, End, NotTcp, Packet, Reader, Stop};
use observer::Vantage;
use wire::{Flags, Ipv4, Segment, Seq, TcpOption, Transport, encode_ipv4};

use crate::campaign::Tally;
use crate::draws::Draws;

/// Link types that are read, and one that is not.
const LINKS: [u16; 12] = [0, 1, 12, 14, 101, 108, 113, 228, 229, 276, 147, 1];
/// Lengths where a comparison may change its mind.
const LENGTHS: [u32; 12] = [0, 1, 3, 4, 11, 12, 16, 31, 32, 0x0100_0000, 0x0100_0001, u32::MAX];

/// Runs one case.
///
/// # Errors
/// What did not hold.
pub fn run(seed: u64, case: u64, tally: &mut Tally) -> Result<(), String> {
    let mut draws = Draws::of_case(seed, case);
    let mut file = if draws.one_in(8) { nothing(&mut draws) } else { right(&mut draws) };
    let is_damaged = !draws.one_in(8);
    if is_damaged {
        for _ in 0..draws.between(1, 4) {
            damage(&mut draws, &mut file);
        }
    }
    let (whole, end) = packets(&file, file.len().max(1))?;
    let piece = draws.between(1, 100) as usize;
    let (in_pieces, end_in_pieces) = packets(&file, piece)?;
    holds(whole == in_pieces && end == end_in_pieces, || {
        format!("pieces of {piece} give {end_in_pieces:?}, not {end:?}")
    })?;
    tally.add(if end.is_ok() { "files read to their end" } else { "files with an error" }, 1);
    tally.add("packets", whole.len() as u64);
    if let Err(stop) = end {
        holds(stop.at <= file.len() as u64, || format!("{stop} lies outside of {} octets", file.len()))?;
    }
    listed(&file, whole.len(), tally)
}

/// A packet by its time, its offset and its length on the line.
type Placed = (u64, u64, u32);

/// Every packet of the file in pieces of that size, and how the reading ended.
fn packets(file: &[u8], piece: usize) -> Result<(Vec<Placed>, Result<(), Stop>), String> {
    let (mut reader, mut packets, mut outside) = (Reader::new(), Vec::new(), None);
    for piece in file.chunks(piece) {
        let pushed = reader.push(piece, |packet: Packet<'_>| {
            let from = usize::try_from(packet.place.offset).unwrap_or(usize::MAX);
            let there = from.checked_add(packet.octets.len()).and_then(|to| file.get(from..to));
            if there != Some(packet.octets) {
                outside = Some(packet.place);
            }
            packets.push((packet.at, packet.place.offset, packet.place.original));
        });
        if pushed.is_err() {
            break;
        }
    }
    holds(outside.is_none(), || format!("a packet does not lie where it is said to: {outside:?}"))?;
    Ok((packets, reader.finish()))
}

/// The file as conversations, each opened, looked at and replayed.
fn listed(file: &[u8], packets: usize, tally: &mut Tally) -> Result<(), String> {
    let mut capture = Capture::new();
    // `finish` says again what stopped it.
    let _ = capture.push(file);
    let _ = capture.finish();
    let others: usize = NotTcp::ALL.iter().map(|kind| capture.other(*kind) as usize).sum();
    holds(capture.segments() + others == packets, || {
        format!("{} segments and {others} others are not {packets}", capture.segments())
    })?;
    tally.add("segments", capture.segments() as u64);
    let mut segments = 0;
    for number in 0..capture.listed() {
        let fetch = |offset: u64, into: &mut [u8]| -> Result<(), ()> {
            let from = usize::try_from(offset).map_err(|_| ())?;
            into.copy_from_slice(file.get(from..from + into.len()).ok_or(())?);
            Ok(())
        };
        let opened = capture.open(number, fetch).map_err(|error| format!("conversation {number}: {error:?}"))?;
        let conversation = &opened.conversation;
        holds(opened.segments.len() as u64 == conversation.segments(), || format!("{conversation:?} has others"))?;
        holds(!opened.segments.is_empty(), || format!("{conversation:?} has none"))?;
        for seen in &opened.segments {
            let header = &seen.header;
            holds(header.text_captured <= header.len, || format!("more text than there is: {header:?}"))?;
            let text = (header.text_at as usize).checked_add(header.text_captured as usize);
            let captured = header.place.captured as usize;
            let is_inside = header.text_captured == 0 || text.is_some_and(|end| end <= captured);
            holds(is_inside, || format!("text outside of its packet: {header:?}"))?;
            let is_sent_by = seen.from == End::A || header.source == conversation.ends[1];
            holds(is_sent_by, || format!("sent by another: {header:?}"))?;
            // What they give has no bound to be held against: that they give something is enough.
            let _ = (conversation.relative_seq(header), conversation.relative_ack(header), conversation.window(header));
            let _ = header.options.decode();
        }
        segments += opened.segments.len();
        replayed(&capture, number, fetch)?;
    }
    holds(segments == capture.segments(), || {
        format!("{segments} of {} segments are in conversations", capture.segments())
    })
}

/// A conversation as a timeline, wherever it may have been captured.
fn replayed(capture: &Capture, number: usize, fetch: impl Fn(u64, &mut [u8]) -> Result<(), ()>) -> Result<(), String> {
    for vantage in [Vantage::Between, Vantage::At(End::A), Vantage::At(End::B)] {
        let captured = replay::replay(capture, number, vantage, &fetch).map_err(|error| format!("{error:?}"))?;
        let timeline = &captured.timeline;
        let count = captured.opened.segments.len();
        holds(timeline.transmissions.len() == count && timeline.entries.len() == 2 * count, || {
            format!("{} transmissions and {} entries", timeline.transmissions.len(), timeline.entries.len())
        })?;
        let is_in_order = timeline.entries.is_sorted_by_key(|entry| entry.at);
        holds(is_in_order, || format!("conversation {number} is out of order at {vantage:?}"))?;
        let is_sent_first = |sent: &sim::Transmission| sent.copies[0].entry.is_some_and(|ended| sent.entry < ended);
        holds(timeline.transmissions.iter().all(is_sent_first), || format!("{number} arrives before it is sent"))?;
    }
    Ok(())
}

/// Octets that are nothing, some behind the beginning of a file.
fn nothing(draws: &mut Draws) -> Vec<u8> {
    let mut file = match draws.below(4) {
        0 => vec![0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0],
        1 => vec![0x0a, 0x0d, 0x0d, 0x0a, 28, 0, 0, 0, 0x4d, 0x3c, 0x2b, 0x1a, 1, 0, 0, 0],
        _ => Vec::new(),
    };
    file.extend((0..draws.below(200)).map(|_| draws.any_u8()));
    file
}

/// The order of a file's octets.
#[derive(Clone, Copy)]
struct Order {
    is_big: bool,
}

impl Order {
    fn half(self, number: u16) -> [u8; 2] {
        if self.is_big { number.to_be_bytes() } else { number.to_le_bytes() }
    }

    fn word(self, number: u32) -> [u8; 4] {
        if self.is_big { number.to_be_bytes() } else { number.to_le_bytes() }
    }

    fn words(self, numbers: &[u32]) -> Vec<u8> {
        numbers.iter().flat_map(|number| self.word(*number)).collect()
    }

    fn block(self, kind: u32, mut body: Vec<u8>) -> Vec<u8> {
        body.resize(body.len().next_multiple_of(4), 0);
        let len = len(&body) + 12;
        [self.words(&[kind, len]), body, self.words(&[len])].concat()
    }
}

/// A file that is right, of a few packets between a few ends.
fn right(draws: &mut Draws) -> Vec<u8> {
    let order = Order { is_big: draws.one_in(2) };
    let link = draws.pick(&LINKS);
    if draws.one_in(2) {
        let magic = if draws.one_in(2) { 0xa1b2_c3d4 } else { 0xa1b2_3c4d };
        let version = [order.half(2), order.half(4)].concat();
        let mut file = [order.words(&[magic]), version, order.words(&[0, 0, 65_535, link.into()])].concat();
        for _ in 0..draws.below(12) {
            let packet = packet(draws, link);
            file.extend(order.words(&[draws.any_u32(), draws.below(1_000_000), len(&packet), len(&packet)]));
            file.extend(packet);
        }
        return file;
    }
    let section = [order.words(&[0x1a2b_3c4d]), order.half(1).to_vec(), order.half(0).to_vec(), vec![0xff; 8]].concat();
    let mut file = order.block(0x0a0d_0d0a, section);
    let mut interface = [order.half(link).to_vec(), vec![0; 2], order.words(&[draws.pick(&[0, 60, 262_144])])].concat();
    if draws.one_in(2) {
        interface.extend([order.half(9), order.half(1)].concat());
        interface.extend([draws.any_u8(), 0, 0, 0]);
    }
    file.extend(order.block(1, interface));
    for _ in 0..draws.below(12) {
        let packet = packet(draws, link);
        let len = len(&packet);
        let time = [draws.below(9), draws.any_u32()];
        file.extend(match draws.below(8) {
            0 => order.block(3, [order.words(&[len]), packet].concat()),
            1 => order.block(2, [order.words(&[0, time[0], time[1], len, len]), packet].concat()),
            2 => order.block(draws.pick(&[4, 5, 10, 0xbad]), packet),
            _ => order.block(6, [order.words(&[0, time[0], time[1], len, len]), packet].concat()),
        });
    }
    file
}

/// A packet with what its link type puts before it, most of them with a segment between a few ends.
fn packet(draws: &mut Draws, link: u16) -> Vec<u8> {
    let ip = if link == 229 || draws.one_in(4) { ipv6(draws) } else { ipv4(draws) };
    let ether_type: [u8; 2] = if ip[0] >> 4 == 6 { [0x86, 0xdd] } else { [8, 0] };
    let before = match link {
        0 => vec![2, 0, 0, 0],
        108 => vec![0, 0, 0, 2],
        1 if draws.one_in(4) => [&[2; 12][..], &[0x81, 0, 0, 5], &ether_type].concat(),
        1 => [&[2; 12][..], &ether_type].concat(),
        113 => [&[0; 14][..], &ether_type].concat(),
        276 => [&ether_type[..], &[0; 18]].concat(),
        _ => Vec::new(),
    };
    [before, ip].concat()
}

fn segment(draws: &mut Draws) -> (Segment, bool) {
    let flags = [Flags::SYN, Flags::SYN | Flags::ACK, Flags::ACK, Flags::FIN | Flags::ACK, Flags::RST, Flags::NONE];
    let forth = draws.one_in(2);
    let (src_port, dst_port) = if forth { (1, 80) } else { (80, 1) };
    let options = match draws.below(3) {
        0 => vec![TcpOption::WindowScale(draws.any_u8())],
        1 => vec![TcpOption::Timestamps { value: 1, echo: 2 }],
        _ => Vec::new(),
    };
    let segment = Segment {
        src_port,
        dst_port,
        seq: Seq(draws.pick(&[0, 1, 5, u32::MAX])),
        ack: Seq(draws.pick(&[0, 1, 5, u32::MAX])),
        flags: draws.pick(&flags),
        window: draws.any_u16(),
        urgent: 0,
        options,
        text: Bytes::from(vec![7; draws.below(20) as usize]),
    };
    (segment, forth)
}

fn ipv4(draws: &mut Draws) -> Vec<u8> {
    let (segment, forth) = segment(draws);
    let ends = [[192, 0, 2, 1], [198, 51, 100, 1]].map(std::net::Ipv4Addr::from);
    let [src, dst] = if forth { ends } else { [ends[1], ends[0]] };
    let ipv4 = Ipv4 { tos: 0, identification: 1, dont_fragment: true, ttl: 64, src, dst };
    encode_ipv4(&ipv4, &Transport::Tcp(segment)).unwrap_or_default()
}

/// An IPv6 packet around the segment of an IPv4 one, at times behind an extension header.
fn ipv6(draws: &mut Draws) -> Vec<u8> {
    let segment = ipv4(draws).split_off(20);
    let extension: &[u8] = draws.pick(&[&[], &[6, 0, 1, 4, 0, 0, 0, 0], &[6, 0, 0, 1, 0, 0, 0, 9]]);
    let next = draws.pick(&[6, 0, 44, 60]);
    let next = if extension.is_empty() { 6 } else { next };
    let payload = [extension, &segment].concat();
    let len = u16::try_from(payload.len()).unwrap_or(0).to_be_bytes();
    [&[0x60, 0, 0, 0, len[0], len[1], next, 64][..], &[0x20; 32], &payload].concat()
}

fn len(octets: &[u8]) -> u32 {
    u32::try_from(octets.len()).unwrap_or(u32::MAX)
}

fn damage(draws: &mut Draws, file: &mut Vec<u8>) {
    let at = draws.below(len(file)) as usize;
    match draws.below(6) {
        0 => file.truncate(at),
        1 => file.extend((0..draws.below(20)).map(|_| draws.any_u8())),
        2 if at + 4 <= file.len() => {
            let at = at / 4 * 4;
            let length = draws.pick(&LENGTHS);
            file[at..at + 4].copy_from_slice(&if draws.one_in(2) {
                length.to_le_bytes()
            } else {
                length.to_be_bytes()
            });
        }
        3 if at < file.len() => {
            file.remove(at);
        }
        _ if at < file.len() => file[at] ^= 1 << draws.below(8),
        _ => {}
    }
}

fn holds(is_so: bool, otherwise: impl FnOnce() -> String) -> Result<(), String> {
    if is_so { Ok(()) } else { Err(otherwise()) }
}
