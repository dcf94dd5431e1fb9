//! A UDP datagram by meaning, and its octets both ways.

use std::net::Ipv4Addr;
use std::ops::Range;

use bytes::Bytes;
use etherparse::UdpHeader;
use serde::{Deserialize, Serialize};

use crate::ipv4::{MAX_IPV4_PAYLOAD, PROTOCOL_UDP};
use crate::{DecodeError, EncodeError, checksum};

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

/// The octets of a UDP datagram. A computed checksum of zero is sent as all ones (RFC 768).
pub(crate) fn encode_datagram(datagram: &Datagram, src: Ipv4Addr, dst: Ipv4Addr) -> Result<Vec<u8>, EncodeError> {
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
pub(crate) fn decode_datagram(
    octets: &[u8],
    src: Ipv4Addr,
    dst: Ipv4Addr,
    offset: usize,
) -> Result<Datagram, DecodeError> {
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
