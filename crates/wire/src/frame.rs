//! A whole frame by meaning, and its octets both ways: Ethernet II, IPv4, and TCP or UDP.

use std::net::Ipv4Addr;
use std::ops::Range;

use bytes::Bytes;
use etherparse::err::ipv4::{HeaderError, HeaderSliceError};
use etherparse::{EtherType, Ethernet2Header, IpDscp, IpEcn, IpNumber, Ipv4Header, Ipv4HeaderSlice, UdpHeader};
use serde::{Deserialize, Serialize};

use crate::{DecodeError, EncodeError, MacAddr, Segment, checksum, encode_segment, segment_octets};

/// The protocol number of TCP in an IPv4 header.
pub const PROTOCOL_TCP: u8 = 6;
/// The protocol number of UDP in an IPv4 header.
pub const PROTOCOL_UDP: u8 = 17;
/// The most that an IPv4 datagram without options can carry: its total length has 16 bits (RFC 791 section 3.1).
pub(crate) const MAX_IPV4_PAYLOAD: usize = 65_535 - Ipv4Header::MIN_LEN;
/// The shortest Ethernet frame without its FCS: 14 octets of header and 46 of data (RFC 894).
const MIN_FRAME: usize = 60;
/// Where the IPv4 header begins.
const IPV4: usize = Ethernet2Header::LEN;
/// Where the checksum lies in an IPv4 header.
const IPV4_CHECKSUM: usize = 10;

/// What one Ethernet frame says. Lengths, header lengths, protocol numbers and checksums are not here: they follow
/// from the rest when it is encoded.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Frame {
    /// The data link layer's part.
    pub ethernet: Ethernet,
    /// The network layer's part.
    pub ipv4: Ipv4,
    /// The transport layer's part and what it carries.
    pub transport: Transport,
}

/// What an Ethernet II header says. Its EtherType is always IPv4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Ethernet {
    /// The next interface on the way.
    pub dst: MacAddr,
    /// The interface that put the frame on this line.
    pub src: MacAddr,
}

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

/// What one UDP datagram says (RFC 768).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Datagram {
    /// Source port.
    pub src_port: u16,
    /// Destination port.
    pub dst_port: u16,
    /// The octets carried for the application.
    pub payload: Bytes,
}

impl Frame {
    /// The TCP segment, if that is what the frame carries.
    #[must_use]
    pub fn segment(&self) -> Option<&Segment> {
        if let Transport::Tcp(segment) = &self.transport { Some(segment) } else { None }
    }

    /// The octets of the frame, from the destination address to the last octet of data, with every checksum. Neither
    /// padding to 60 octets nor the FCS is there, as neither is in what a capture on the sending host records.
    /// Ethernet's limit of 1500 octets of data is not enforced; IPv4's of 65,535 is.
    pub fn encode(&self) -> Result<Vec<u8>, EncodeError> {
        let (src, dst) = (self.ipv4.src, self.ipv4.dst);
        let (protocol, payload) = match &self.transport {
            Transport::Tcp(segment) => (IpNumber::TCP, encode_segment(segment, src, dst)?),
            Transport::Udp(datagram) => (IpNumber::UDP, encode_datagram(datagram, src, dst)?),
        };
        let ethernet = Ethernet2Header {
            destination: self.ethernet.dst.0,
            source: self.ethernet.src.0,
            ether_type: EtherType::IPV4,
        };
        let mut octets = ethernet.to_bytes().to_vec();
        octets.extend_from_slice(&self.ipv4_header(protocol, payload.len())?.to_bytes());
        octets.extend_from_slice(&payload);
        Ok(octets)
    }

    /// The frame that `octets` hold, without FCS. Both checksums must fit. Octets beyond the IPv4 total length are
    /// padding and are ignored, as are IPv4 options, which are checked by the header checksum but not kept.
    pub fn decode(octets: &[u8]) -> Result<Frame, DecodeError> {
        let (ethernet, header) = headers(octets)?;
        check_ipv4_checksum(header.slice())?;
        let (protocol, range) = payload(octets, &header)?;
        let ipv4 = Ipv4 {
            tos: header.slice()[1],
            identification: header.identification(),
            dont_fragment: header.dont_fragment(),
            ttl: header.ttl(),
            src: header.source_addr(),
            dst: header.destination_addr(),
        };
        let (offset, payload) = (range.start, &octets[range]);
        let transport = match protocol {
            Protocol::Tcp => Transport::Tcp(segment_octets::decode_at(payload, ipv4.src, ipv4.dst, offset)?),
            Protocol::Udp => Transport::Udp(decode_datagram(payload, ipv4.src, ipv4.dst, offset)?),
        };
        let ethernet = Ethernet { dst: MacAddr(ethernet.destination), src: MacAddr(ethernet.source) };
        Ok(Frame { ethernet, ipv4, transport })
    }

    /// The IPv4 header for `len` octets of payload.
    fn ipv4_header(&self, protocol: IpNumber, len: usize) -> Result<Ipv4Header, EncodeError> {
        let mut header = Ipv4Header {
            dscp: IpDscp::try_new(self.ipv4.tos >> 2).unwrap_or_default(),
            ecn: IpEcn::try_new(self.ipv4.tos & 0b11).unwrap_or_default(),
            identification: self.ipv4.identification,
            dont_fragment: self.ipv4.dont_fragment,
            time_to_live: self.ipv4.ttl,
            protocol,
            source: self.ipv4.src.octets(),
            destination: self.ipv4.dst.octets(),
            ..Ipv4Header::default()
        };
        header.set_payload_len(len).map_err(|_| EncodeError::TooLong { len, max: MAX_IPV4_PAYLOAD })?;
        header.header_checksum = header.calc_header_checksum();
        Ok(header)
    }
}

/// The frame check sequence of `frame`, as a number whose octets, highest first, are those on the line: what a packet
/// analyser shows. A frame shorter than 60 octets is padded with zeros first, as its sender does.
#[must_use]
pub fn fcs(frame: &[u8]) -> u32 {
    /// The generator polynomial 0x04c11db7 of IEEE 802.3, lowest bit first, as bits go out.
    const GENERATOR: u32 = 0xedb8_8320;
    let padding = MIN_FRAME.saturating_sub(frame.len());
    let octets = frame.iter().copied().chain(std::iter::repeat_n(0, padding));
    // Bit by bit: a table would be faster by far, and 1 to 16 KiB more for every page to load.
    let remainder = octets.fold(u32::MAX, |crc, octet| {
        (0..8).fold(crc ^ u32::from(octet), |crc, _| if crc & 1 == 1 { crc >> 1 ^ GENERATOR } else { crc >> 1 })
    });
    (!remainder).swap_bytes()
}

/// The transport protocols that a frame can carry.
#[derive(Clone, Copy)]
pub(crate) enum Protocol {
    Tcp,
    Udp,
}

/// The Ethernet and IPv4 headers at the front of `octets`. The IPv4 checksum is not checked.
pub(crate) fn headers(octets: &[u8]) -> Result<(Ethernet2Header, Ipv4HeaderSlice<'_>), DecodeError> {
    let (ethernet, rest) = Ethernet2Header::from_slice(octets).map_err(|_| DecodeError::Truncated {
        offset: 0,
        needed: IPV4,
        found: octets.len(),
    })?;
    if ethernet.ether_type != EtherType::IPV4 {
        return Err(DecodeError::NotIpv4 { offset: IPV4 - 2, ether_type: ethernet.ether_type.0 });
    }
    let header = Ipv4HeaderSlice::from_slice(rest).map_err(|error| match error {
        HeaderSliceError::Len(len) => {
            DecodeError::Truncated { offset: IPV4, needed: len.required_len, found: rest.len() }
        }
        HeaderSliceError::Content(HeaderError::UnexpectedVersion { version_number }) => {
            DecodeError::IpVersion { offset: IPV4, version: version_number }
        }
        HeaderSliceError::Content(HeaderError::HeaderLengthSmallerThanHeader { ihl }) => {
            DecodeError::Ipv4HeaderLength { offset: IPV4, words: ihl }
        }
    })?;
    Ok((ethernet, header))
}

/// What the datagram of `header` carries, and where in the frame.
pub(crate) fn payload(octets: &[u8], header: &Ipv4HeaderSlice<'_>) -> Result<(Protocol, Range<usize>), DecodeError> {
    let header_len = header.slice().len();
    let end = IPV4 + usize::from(header.total_len());
    if end < IPV4 + header_len {
        let total_length = header.total_len();
        return Err(DecodeError::Ipv4TotalLength { offset: IPV4 + 2, total_length, header: header_len });
    }
    if end > octets.len() {
        return Err(DecodeError::Truncated { offset: IPV4, needed: end - IPV4, found: octets.len() - IPV4 });
    }
    if header.is_fragmenting_payload() {
        return Err(DecodeError::Fragment {
            offset: IPV4 + 6,
            more_fragments: header.more_fragments(),
            fragment_offset: header.fragments_offset().value(),
        });
    }
    let protocol = match header.protocol().0 {
        PROTOCOL_TCP => Protocol::Tcp,
        PROTOCOL_UDP => Protocol::Udp,
        protocol => return Err(DecodeError::Protocol { offset: IPV4 + 9, protocol }),
    };
    Ok((protocol, IPV4 + header_len..end))
}

/// Where a UDP datagram's data lie in `octets`, which lie in a frame from `offset` on.
pub(crate) fn datagram_data(octets: &[u8], offset: usize) -> Result<Range<usize>, DecodeError> {
    let truncated = |needed| DecodeError::Truncated { offset, needed, found: octets.len() };
    let (header, _) = UdpHeader::from_slice(octets).map_err(|_| truncated(UdpHeader::LEN))?;
    let len = usize::from(header.length);
    if len < UdpHeader::LEN {
        return Err(DecodeError::UdpLength { offset: offset + 4, len: header.length });
    }
    if len > octets.len() { Err(truncated(len)) } else { Ok(UdpHeader::LEN..len) }
}

/// Holds the checksum in the IPv4 header against the one that its other octets give (RFC 791 section 3.1).
fn check_ipv4_checksum(header: &[u8]) -> Result<(), DecodeError> {
    let found = u16::from_be_bytes([header[IPV4_CHECKSUM], header[IPV4_CHECKSUM + 1]]);
    let computed = checksum::checksum(checksum::words_without(header, IPV4_CHECKSUM));
    if checksum::agrees(found, computed) {
        Ok(())
    } else {
        Err(DecodeError::Ipv4Checksum { offset: IPV4 + IPV4_CHECKSUM, found, computed })
    }
}

/// The octets of a UDP datagram. A computed checksum of zero is sent as all ones (RFC 768).
fn encode_datagram(datagram: &Datagram, src: Ipv4Addr, dst: Ipv4Addr) -> Result<Vec<u8>, EncodeError> {
    let len = UdpHeader::LEN + datagram.payload.len();
    let too_long = EncodeError::TooLong { len, max: MAX_IPV4_PAYLOAD };
    if len > MAX_IPV4_PAYLOAD {
        return Err(too_long);
    }
    let mut header = UdpHeader::without_ipv4_checksum(datagram.src_port, datagram.dst_port, datagram.payload.len())
        .map_err(|_| too_long)?;
    header.checksum =
        header.calc_checksum_ipv4_raw(src.octets(), dst.octets(), &datagram.payload).map_err(|_| too_long)?;
    let mut octets = header.to_bytes().to_vec();
    octets.extend_from_slice(&datagram.payload);
    Ok(octets)
}

/// The UDP datagram in `octets`. Octets beyond its length are ignored; a checksum of zero was never computed and is
/// not checked (RFC 768).
fn decode_datagram(octets: &[u8], src: Ipv4Addr, dst: Ipv4Addr, offset: usize) -> Result<Datagram, DecodeError> {
    let data = datagram_data(octets, offset)?;
    let word = |at: usize| u16::from_be_bytes([octets[at], octets[at + 1]]);
    let (len, found) = (word(4), word(6));
    let pseudo_header = checksum::pseudo_header(src, dst, PROTOCOL_UDP, len);
    let words = checksum::words(&pseudo_header).chain(checksum::words_without(&octets[..data.end], 6));
    let computed = checksum::checksum(words);
    if found != 0 && !checksum::agrees(found, computed) {
        return Err(DecodeError::UdpChecksum { offset: offset + 6, found, computed });
    }
    Ok(Datagram { src_port: word(0), dst_port: word(2), payload: Bytes::copy_from_slice(&octets[data]) })
}
