//! The octets of a TCP segment, with the checksum over its IPv4 pseudo-header.

use std::net::Ipv4Addr;

use bytes::Bytes;
use etherparse::err::tcp::{HeaderError, HeaderSliceError};
use etherparse::{TcpHeader, TcpHeaderSlice};

use crate::ipv4::{MAX_IPV4_PAYLOAD, PROTOCOL_TCP};
use crate::{DecodeError, EncodeError, Flags, Segment, Seq, checksum, options_octets};

/// Where the checksum lies in a TCP header, in octets.
const CHECKSUM: usize = 16;

/// The octets of `segment` as it travels from `src` to `dst`: header, options padded to a whole word with End and
/// zeros (RFC 9293 section 3.1, MUST-69), text, and the checksum over them and the pseudo-header (MUST-2).
///
/// Decoding gives the same segment back, except that a last [`End`](crate::TcpOption::End) which does nothing but fill
/// a word is not told apart from padding.
pub fn encode_segment(segment: &Segment, src: Ipv4Addr, dst: Ipv4Addr) -> Result<Vec<u8>, EncodeError> {
    let options = options_octets::encode(&segment.options)?;
    let mut header = TcpHeader {
        acknowledgment_number: segment.ack.0,
        cwr: segment.has(Flags::CWR),
        ece: segment.has(Flags::ECE),
        urg: segment.has(Flags::URG),
        ack: segment.has(Flags::ACK),
        psh: segment.has(Flags::PSH),
        rst: segment.has(Flags::RST),
        syn: segment.has(Flags::SYN),
        fin: segment.has(Flags::FIN),
        urgent_pointer: segment.urgent,
        ..TcpHeader::new(segment.src_port, segment.dst_port, segment.seq.0, segment.window)
    };
    // etherparse fills the last word with zeros, of which the first reads as End.
    header.set_options_raw(&options).map_err(|_| EncodeError::OptionsTooLong { len: options.len() })?;
    let len = header.header_len() + segment.text.len();
    let too_long = EncodeError::TooLong { len, max: MAX_IPV4_PAYLOAD };
    if len > MAX_IPV4_PAYLOAD {
        return Err(too_long);
    }
    header.checksum = header.calc_checksum_ipv4_raw(src.octets(), dst.octets(), &segment.text).map_err(|_| too_long)?;
    let mut octets = header.to_bytes().to_vec();
    octets.extend_from_slice(&segment.text);
    Ok(octets)
}

/// The segment that `octets` hold, if their checksum fits them and the addresses (RFC 9293 section 3.1, MUST-3).
/// Reserved bits are ignored, as that section demands of a receiver.
pub fn decode_segment(octets: &[u8], src: Ipv4Addr, dst: Ipv4Addr) -> Result<Segment, DecodeError> {
    decode_at(octets, src, dst, 0)
}

/// The same for octets that lie in a frame from `offset` on, which errors then count from.
pub(crate) fn decode_at(octets: &[u8], src: Ipv4Addr, dst: Ipv4Addr, offset: usize) -> Result<Segment, DecodeError> {
    // The checksum comes first: until it fits, no other field can be believed, the data offset included.
    check_checksum(octets, src, dst, offset)?;
    let header = header_at(octets, offset)?;
    Ok(Segment {
        src_port: header.source_port(),
        dst_port: header.destination_port(),
        seq: Seq(header.sequence_number()),
        ack: Seq(header.acknowledgment_number()),
        flags: Flags(header.slice()[13]),
        window: header.window_size(),
        urgent: header.urgent_pointer(),
        options: options_octets::decode(header.options(), offset + TcpHeader::MIN_LEN)?,
        text: Bytes::copy_from_slice(&octets[header.slice().len()..]),
    })
}

/// The header at the front of `octets`, which lie in a frame from `offset` on.
pub(crate) fn header_at(octets: &[u8], offset: usize) -> Result<TcpHeaderSlice<'_>, DecodeError> {
    TcpHeaderSlice::from_slice(octets).map_err(|error| match error {
        HeaderSliceError::Len(len) => DecodeError::Truncated { offset, needed: len.required_len, found: octets.len() },
        HeaderSliceError::Content(HeaderError::DataOffsetTooSmall { data_offset }) => {
            DecodeError::TcpDataOffset { offset: offset + 12, words: data_offset }
        }
    })
}

/// Holds the checksum in the header against the one that the other octets and the pseudo-header give.
fn check_checksum(octets: &[u8], src: Ipv4Addr, dst: Ipv4Addr, offset: usize) -> Result<(), DecodeError> {
    let (Some(found), Ok(len)) = (octets.get(CHECKSUM..TcpHeader::MIN_LEN), u16::try_from(octets.len())) else {
        let needed = octets.len().clamp(TcpHeader::MIN_LEN, MAX_IPV4_PAYLOAD);
        return Err(DecodeError::Truncated { offset, needed, found: octets.len() });
    };
    let found = u16::from_be_bytes([found[0], found[1]]);
    let pseudo_header = checksum::pseudo_header(src, dst, PROTOCOL_TCP, len);
    let words = checksum::words(&pseudo_header).chain(checksum::words_without(octets, CHECKSUM));
    let computed = checksum::checksum(words);
    if checksum::agrees(found, computed) {
        Ok(())
    } else {
        Err(DecodeError::TcpChecksum { offset: offset + CHECKSUM, found, computed })
    }
}
