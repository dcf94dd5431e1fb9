//! An IPv4 datagram by meaning, and its octets both ways: alone, or where it lies in a frame.

use std::net::Ipv4Addr;
use std::ops::Range;

use etherparse::err::ipv4::{HeaderError, HeaderSliceError};
use etherparse::{IpDscp, IpEcn, IpNumber, Ipv4Header, Ipv4HeaderSlice};
use serde::{Deserialize, Serialize};

use crate::{Datagram, DecodeError, EncodeError, Segment, checksum, encode_segment, segment_octets, udp};

/// The protocol number of TCP in an IPv4 header.
pub const PROTOCOL_TCP: u8 = 6;
/// The protocol number of UDP in an IPv4 header.
pub const PROTOCOL_UDP: u8 = 17;
/// The most that an IPv4 datagram without options can carry: its total length has 16 bits (RFC 791 section 3.1).
pub(crate) const MAX_IPV4_PAYLOAD: usize = 65_535 - Ipv4Header::MIN_LEN;
/// Where the checksum lies in an IPv4 header.
const CHECKSUM: usize = 10;

/// What the header of a whole (not fragmented) IPv4 datagram without options says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Ipv4 {
    /// The octet once called type of service: DSCP in its high six bits, ECN in its low two (RFC 3168 section 5).
    pub tos: u8,
    /// What fragments of one datagram have in common.
    pub identification: u16,
    /// Routers must not fragment it.
    pub dont_fragment: bool,
    /// How many more hops it may take.
    pub ttl: u8,
    /// The host that sends it.
    pub src: Ipv4Addr,
    /// The host that it is for.
    pub dst: Ipv4Addr,
}

/// What an IPv4 datagram carries.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Transport {
    /// Protocol 6.
    Tcp(Segment),
    /// Protocol 17.
    Udp(Datagram),
}

/// The octets of a datagram with no frame around it, as a TUN device takes them, with both checksums.
pub fn encode_ipv4(ipv4: &Ipv4, transport: &Transport) -> Result<Vec<u8>, EncodeError> {
    let (protocol, payload) = match transport {
        Transport::Tcp(segment) => (IpNumber::TCP, encode_segment(segment, ipv4.src, ipv4.dst)?),
        Transport::Udp(datagram) => (IpNumber::UDP, udp::encode_datagram(datagram, ipv4.src, ipv4.dst)?),
    };
    let mut octets = header(ipv4, protocol, payload.len())?.to_bytes().to_vec();
    octets.extend_from_slice(&payload);
    Ok(octets)
}

/// The datagram that `octets` hold with no frame around it. What is checked and what is ignored is as in
/// [`Frame::decode`](crate::Frame::decode).
pub fn decode_ipv4(octets: &[u8]) -> Result<(Ipv4, Transport), DecodeError> {
    decode_at(octets, &header_at(octets, 0)?, 0)
}

/// The same for a datagram whose `header` lies in `octets` from `offset` on.
pub(crate) fn decode_at(
    octets: &[u8],
    header: &Ipv4HeaderSlice<'_>,
    offset: usize,
) -> Result<(Ipv4, Transport), DecodeError> {
    check_checksum(header.slice(), offset)?;
    let (protocol, range) = payload_at(octets, header, offset)?;
    let ipv4 = Ipv4 {
        tos: header.slice()[1],
        identification: header.identification(),
        dont_fragment: header.dont_fragment(),
        ttl: header.ttl(),
        src: header.source_addr(),
        dst: header.destination_addr(),
    };
    let (start, payload) = (range.start, &octets[range]);
    let transport = match protocol {
        Protocol::Tcp => Transport::Tcp(segment_octets::decode_at(payload, ipv4.src, ipv4.dst, start)?),
        Protocol::Udp => Transport::Udp(udp::decode_datagram(payload, ipv4.src, ipv4.dst, start)?),
    };
    Ok((ipv4, transport))
}

/// The transport protocols that a datagram can carry.
#[derive(Clone, Copy)]
pub(crate) enum Protocol {
    Tcp,
    Udp,
}

/// The IPv4 header that lies in `octets` from `offset` on. Its checksum is not checked.
pub(crate) fn header_at(octets: &[u8], offset: usize) -> Result<Ipv4HeaderSlice<'_>, DecodeError> {
    let datagram = &octets[offset..];
    Ipv4HeaderSlice::from_slice(datagram).map_err(|error| match error {
        HeaderSliceError::Len(len) => {
            DecodeError::Truncated { offset, needed: len.required_len, found: datagram.len() }
        }
        HeaderSliceError::Content(HeaderError::UnexpectedVersion { version_number }) => {
            DecodeError::IpVersion { offset, version: version_number }
        }
        HeaderSliceError::Content(HeaderError::HeaderLengthSmallerThanHeader { ihl }) => {
            DecodeError::Ipv4HeaderLength { offset, words: ihl }
        }
    })
}

/// What the datagram carries whose `header` lies in `octets` from `offset` on, and where in `octets`.
pub(crate) fn payload_at(
    octets: &[u8],
    header: &Ipv4HeaderSlice<'_>,
    offset: usize,
) -> Result<(Protocol, Range<usize>), DecodeError> {
    let header_len = header.slice().len();
    let end = offset + usize::from(header.total_len());
    if end < offset + header_len {
        let total_length = header.total_len();
        return Err(DecodeError::Ipv4TotalLength { offset: offset + 2, total_length, header: header_len });
    }
    if end > octets.len() {
        return Err(DecodeError::Truncated { offset, needed: end - offset, found: octets.len() - offset });
    }
    if header.is_fragmenting_payload() {
        return Err(DecodeError::Fragment {
            offset: offset + 6,
            more_fragments: header.more_fragments(),
            fragment_offset: header.fragments_offset().value(),
        });
    }
    let protocol = match header.protocol().0 {
        PROTOCOL_TCP => Protocol::Tcp,
        PROTOCOL_UDP => Protocol::Udp,
        protocol => return Err(DecodeError::Protocol { offset: offset + 9, protocol }),
    };
    Ok((protocol, offset + header_len..end))
}

/// The IPv4 header for `len` octets of payload.
fn header(ipv4: &Ipv4, protocol: IpNumber, len: usize) -> Result<Ipv4Header, EncodeError> {
    let mut header = Ipv4Header {
        dscp: IpDscp::try_new(ipv4.tos >> 2).unwrap_or_default(),
        ecn: IpEcn::try_new(ipv4.tos & 0b11).unwrap_or_default(),
        identification: ipv4.identification,
        dont_fragment: ipv4.dont_fragment,
        time_to_live: ipv4.ttl,
        protocol,
        source: ipv4.src.octets(),
        destination: ipv4.dst.octets(),
        ..Ipv4Header::default()
    };
    header.set_payload_len(len).map_err(|_| EncodeError::TooLong { len, max: MAX_IPV4_PAYLOAD })?;
    header.header_checksum = header.calc_header_checksum();
    Ok(header)
}

/// Holds the checksum in the IPv4 header against the one that its other octets give (RFC 791 section 3.1).
fn check_checksum(header: &[u8], offset: usize) -> Result<(), DecodeError> {
    let found = u16::from_be_bytes([header[CHECKSUM], header[CHECKSUM + 1]]);
    let computed = checksum::checksum(checksum::words_without(header, CHECKSUM));
    if checksum::agrees(found, computed) {
        Ok(())
    } else {
        Err(DecodeError::Ipv4Checksum { offset: offset + CHECKSUM, found, computed })
    }
}
