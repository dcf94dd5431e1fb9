//! A whole frame by meaning, and its octets both ways: Ethernet II, IPv4, and TCP or UDP.

use etherparse::{EtherType, Ethernet2Header, Ipv4Header, Ipv4HeaderSlice};
use serde::{Deserialize, Serialize};

use crate::{DecodeError, EncodeError, Ipv4, MacAddr, Segment, Transport, encode_ipv4, ipv4};

/// The shortest Ethernet frame without its FCS: 14 octets of header and 46 of data (RFC 894).
const MIN_FRAME: usize = 60;
/// The length of the frame check sequence.
const FCS: usize = 4;
/// Where the IPv4 header begins.
const IPV4: usize = Ethernet2Header::LEN;

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
        let datagram = encode_ipv4(&self.ipv4, &self.transport)?;
        let ethernet = Ethernet2Header {
            destination: self.ethernet.dst.0,
            source: self.ethernet.src.0,
            ether_type: EtherType::IPV4,
        };
        let mut octets = ethernet.to_bytes().to_vec();
        octets.extend_from_slice(&datagram);
        Ok(octets)
    }

    /// The frame that `octets` hold, without FCS. Both checksums must fit. Octets beyond the IPv4 total length are
    /// padding and are ignored, as are IPv4 options, which are checked by the header checksum but not kept.
    pub fn decode(octets: &[u8]) -> Result<Frame, DecodeError> {
        let (ethernet, header) = headers(octets)?;
        let (ipv4, transport) = ipv4::decode_at(octets, &header, IPV4)?;
        let ethernet = Ethernet { dst: MacAddr(ethernet.destination), src: MacAddr(ethernet.source) };
        Ok(Frame { ethernet, ipv4, transport })
    }
}

/// How many octets a frame with `segment` takes on the line, from its destination address to the end of its FCS. A short
/// one is padded. The preamble and the gap between frames are not counted.
#[must_use]
pub fn frame_len(segment: &Segment) -> usize {
    let len = IPV4 + Ipv4Header::MIN_LEN + segment.header_len() + segment.text.len();
    len.max(MIN_FRAME) + FCS
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

/// The Ethernet and IPv4 headers at the front of `octets`. The IPv4 checksum is not checked.
pub(crate) fn headers(octets: &[u8]) -> Result<(Ethernet2Header, Ipv4HeaderSlice<'_>), DecodeError> {
    let (ethernet, _) = Ethernet2Header::from_slice(octets).map_err(|_| DecodeError::Truncated {
        offset: 0,
        needed: IPV4,
        found: octets.len(),
    })?;
    if ethernet.ether_type != EtherType::IPV4 {
        return Err(DecodeError::NotIpv4 { offset: IPV4 - 2, ether_type: ethernet.ether_type.0 });
    }
    Ok((ethernet, ipv4::header_at(octets, IPV4)?))
}
