//! The decoders: octets that are nothing, octets that are right, and octets that are almost right.

use bytes::Bytes;
use tcp::Status;
use wire::{EncodeError, Flags, Frame, Link, PlacedField, Segment, Seq, TcpOption, checksum, lay_out, lay_out_packet};

use super::invariants::holds;
use super::text::{LONGEST, Text};
use super::{Log, near};
use crate::adapter::{self, Place};
use crate::campaign::Tally;
use crate::draws::Draws;

/// Where the checksum lies in a TCP header.
const TCP_CHECKSUM: usize = 16;
/// Where the TCP header begins in a frame without IPv4 options.
const TCP: usize = 34;
/// Where the IPv4 header begins in a frame, and its checksum in it.
const IPV4: usize = 14;
const IPV4_CHECKSUM: usize = IPV4 + 10;

pub(super) fn run(draws: &mut Draws, text: &Text, tally: &mut Tally, log: &mut Log) -> Result<(), String> {
    if draws.one_in(4) {
        let len = draws.between(0, 130);
        let mut octets: Vec<u8> = (0..len).map(|_| draws.any_u8()).collect();
        if draws.one_in(2) {
            repair(&mut octets);
        }
        log.say(|| format!("nothing but chance: {octets:02x?}"));
        return decode(&octets, tally);
    }
    let segment = segment(draws, text);
    log.say(|| format!("{segment:?}"));
    let frame = adapter::frame(segment, Place::Here);
    let mut octets = match frame.encode() {
        Ok(octets) => octets,
        Err(EncodeError::OptionsTooLong { .. } | EncodeError::OptionTooLong { .. } | EncodeError::OptionAfterEnd) => {
            tally.add("segments that cannot be", 1);
            return Ok(());
        }
        Err(error) => return Err(format!("a segment that fits is refused: {error:?}")),
    };
    there_and_back(&frame, &octets)?;
    for _ in 0..draws.between(1, 3) {
        damage(draws, &mut octets);
    }
    if !draws.one_in(4) {
        repair(&mut octets);
    }
    log.say(|| format!("damaged: {octets:02x?}"));
    decode(&octets, tally)
}

/// A segment of any content that could be sent.
fn segment(draws: &mut Draws, text: &Text) -> Segment {
    let len = if draws.one_in(64) { draws.below(LONGEST - 40) } else { draws.below(120) };
    let mut options = near::options(draws, &Status::default());
    if draws.one_in(16) {
        options.push(TcpOption::End);
    }
    Segment {
        src_port: draws.any_u16(),
        dst_port: draws.any_u16(),
        seq: Seq(draws.any_u32()),
        ack: Seq(draws.any_u32()),
        flags: Flags(draws.any_u8()),
        window: draws.any_u16(),
        urgent: draws.any_u16(),
        options,
        text: if len == 0 { Bytes::new() } else { text.at(Seq(draws.any_u32()), len) },
    }
}

/// What was encoded decodes to the same, and every bit of it has its place.
fn there_and_back(frame: &Frame, octets: &[u8]) -> Result<(), String> {
    let back = Frame::decode(octets).map_err(|error| format!("what was encoded is not decoded: {error:?}"))?;
    holds(same(frame, &back), || format!("{frame:?} came back as {back:?}"))?;
    laid_out(octets)
}

/// Octets from outside give a frame or an error, and a frame that can be written again and read again.
fn decode(octets: &[u8], tally: &mut Tally) -> Result<(), String> {
    // A segment alone is what comes from a raw socket.
    if let Some(Ok(segment)) = octets.get(TCP..).map(|octets| adapter::decode(octets, Place::Here)) {
        tally.add("octets that are a segment", 1);
        stable(&adapter::frame(segment, Place::Here))?;
    }
    for link in [Link::Ethernet, Link::Cooked, Link::Cooked2, Link::Loopback, Link::Raw, Link::Other] {
        covered(&lay_out_packet(link, octets, octets.len()).fields, octets)?;
    }
    let laid = lay_out(octets);
    let Ok(frame) = Frame::decode(octets) else { return Ok(()) };
    tally.add("octets that are a frame", 1);
    holds(laid.is_ok(), || format!("a frame without a layout: {laid:?}"))?;
    laid_out(octets)?;
    stable(&frame)
}

/// What was decoded is its own meaning: writing and reading it again changes nothing.
fn stable(frame: &Frame) -> Result<(), String> {
    let octets = frame.encode().map_err(|error| format!("what was decoded is not encoded: {error:?} {frame:?}"))?;
    let again = Frame::decode(&octets).map_err(|error| format!("what was written is not read: {error:?} {frame:?}"))?;
    holds(again == *frame, || format!("{frame:?} became {again:?}"))
}

/// A frame has fields, and they cover it.
fn laid_out(octets: &[u8]) -> Result<(), String> {
    let fields = lay_out(octets).map_err(|error| format!("a frame without a layout: {error:?}"))?;
    covered(&fields, octets)
}

/// The fields cover the octets from the first bit to the last, without a gap.
fn covered(fields: &[PlacedField], octets: &[u8]) -> Result<(), String> {
    let mut at = 0;
    for field in fields {
        holds(field.bits.start == at, || format!("{:?} begins at bit {} and not {at}", field.id, field.bits.start))?;
        at = field.bits.end;
    }
    holds(at == octets.len() * 8, || format!("the fields end at bit {at} of {}", octets.len() * 8))
}

/// An End that only fills a word is not told apart from padding.
fn same(one: &Frame, other: &Frame) -> bool {
    let without_end = |frame: &Frame| {
        let mut segment = frame.segment().cloned().unwrap_or_default();
        segment.options.pop_if(|last| *last == TcpOption::End);
        segment
    };
    one.ethernet == other.ethernet && one.ipv4 == other.ipv4 && without_end(one) == without_end(other)
}

fn damage(draws: &mut Draws, octets: &mut Vec<u8>) {
    let len = u32::try_from(octets.len()).unwrap_or(u32::MAX);
    // Most of what is checked stands in the headers.
    let reach = if draws.one_in(4) { len } else { len.min(94) };
    let at = draws.below(reach) as usize;
    match draws.below(8) {
        0 => octets.truncate(at),
        1 => octets.extend((0..draws.below(8)).map(|_| 0)),
        2 => {
            let octet = draws.any_u8();
            octets.insert(at, octet);
        }
        // Lengths: of IPv4's header and datagram, and of TCP's.
        3 if octets.len() > TCP + 12 => {
            let field = draws.pick(&[IPV4, IPV4 + 2, IPV4 + 3, TCP + 12]);
            octets[field] = draws.any_u8();
        }
        // An option's kind or length.
        4 if octets.len() > TCP + 28 => {
            let field = TCP + 20 + draws.below(8) as usize;
            octets[field] = draws.pick(&[0, 1, 2, 3, 4, 5, 8, 9, 10, 40, 255]);
        }
        _ if at < octets.len() => octets[at] ^= 1 << draws.below(8),
        _ => {}
    }
}

/// Makes the checksums fit again, so that what lies behind them is reached.
fn repair(octets: &mut [u8]) {
    if octets.len() < TCP + TCP_CHECKSUM + 2 {
        return;
    }
    let header = IPV4..(IPV4 + usize::from(octets[IPV4] & 0xf) * 4).clamp(IPV4 + 20, octets.len());
    let sum = checksum::checksum(checksum::words_without(&octets[header.clone()], IPV4_CHECKSUM - IPV4));
    octets[IPV4_CHECKSUM..IPV4_CHECKSUM + 2].copy_from_slice(&sum.to_be_bytes());
    let total = usize::from(u16::from_be_bytes([octets[IPV4 + 2], octets[IPV4 + 3]]));
    let segment = header.end..(IPV4 + total).clamp(header.end, octets.len());
    let Ok(len) = u16::try_from(segment.len()) else { return };
    let address = |at: usize| [octets[at], octets[at + 1], octets[at + 2], octets[at + 3]].into();
    let pseudo_header = checksum::pseudo_header(address(IPV4 + 12), address(IPV4 + 16), wire::PROTOCOL_TCP, len);
    let words = checksum::words_without(&octets[segment.clone()], TCP_CHECKSUM);
    let sum = checksum::checksum(checksum::words(&pseudo_header).chain(words));
    let field = segment.start + TCP_CHECKSUM;
    if field + 2 <= segment.end {
        octets[field..field + 2].copy_from_slice(&sum.to_be_bytes());
    }
}
