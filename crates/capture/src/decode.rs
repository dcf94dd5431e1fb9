//! From a packet's octets to the TCP segment in them: the link layer, IP, and TCP's header.

use std::net::{IpAddr, SocketAddr};

use etherparse::checksum::Sum16BitWords;
use etherparse::{IpNumber, Ipv6ExtensionSlice, LaxIpSlice, LaxIpv4Slice, LaxIpv6Slice, TcpHeader};
use wire::{Flags, Seq};

use crate::link::{Network, network};
use crate::route::{self, Destination};
use crate::{Checksum, Header, LinkType, NotTcp, Options, Place};

/// The protocol numbers of ICMP for IPv4 and for IPv6.
const ICMP: [IpNumber; 2] = [IpNumber::ICMP, IpNumber::IPV6_ICMP];
/// Octets of an IPv6 header, which its payload length does not count.
const IPV6_HEADER: usize = 40;
/// Where the checksum lies in a TCP header.
const CHECKSUM: usize = 16;

/// The segment in the packet `octets`, which were captured on a link of the type `link` at `at` and lie at `place`.
///
/// # Errors
/// What the packet is instead.
pub fn decode(link: LinkType, octets: &[u8], at: u64, place: Place) -> Result<Header, NotTcp> {
    let Network { octets: packet, offset } = network(link, octets)?;
    // What the interface saw of it, whether it was captured or not.
    let on_line = (place.original as usize).max(octets.len()) - offset;
    // Some tools cut packets and write their new length as the one that they had on the line.
    let on_line = if place.original as usize > octets.len() { Line::Had(on_line) } else { Line::AtLeast(on_line) };
    let carried = carried(packet, on_line)?;
    let tcp = &packet[carried.start..];
    let tcp = &tcp[..tcp.len().min(carried.len)];
    if carried.len < TcpHeader::MIN_LEN {
        return Err(NotTcp::Malformed);
    }
    let fixed: &[u8; TcpHeader::MIN_LEN] = tcp.first_chunk().ok_or(NotTcp::Cut)?;
    let header_len = usize::from(fixed[12] >> 4) * 4;
    if !(TcpHeader::MIN_LEN..=carried.len).contains(&header_len) {
        return Err(NotTcp::Malformed);
    }
    let options = &tcp[TcpHeader::MIN_LEN..header_len.min(tcp.len())];
    let half = |at: usize| u16::from_be_bytes([fixed[at], fixed[at + 1]]);
    let word = |at: usize| u32::from_be_bytes([fixed[at], fixed[at + 1], fixed[at + 2], fixed[at + 3]]);
    // A file whose packets are longer than 4 GiB has been refused long before.
    let number = |len: usize| u32::try_from(len).unwrap_or(u32::MAX);
    Ok(Header {
        at,
        source: SocketAddr::new(carried.source, half(0)),
        destination: SocketAddr::new(carried.destination, half(2)),
        seq: Seq(word(4)),
        ack: Seq(word(8)),
        reserved: fixed[12] & 0xf,
        flags: Flags(fixed[13]),
        window: half(14),
        urgent: half(18),
        len: number(carried.len - header_len),
        options: Options::new(options, header_len - TcpHeader::MIN_LEN),
        checksum: checksum(&carried, tcp),
        ttl: carried.ttl,
        ecn: carried.ecn,
        text_at: number(offset + carried.start + header_len),
        text_captured: number(tcp.len().saturating_sub(header_len)),
        place,
    })
}

/// The source and the destination of the segment in a packet that is `kind` instead of giving it, if these were captured:
/// of the first fragment of a packet, or of one that was cut within TCP's header.
pub(crate) fn ends(kind: NotTcp, link: LinkType, octets: &[u8]) -> Option<[SocketAddr; 2]> {
    if !matches!(kind, NotTcp::Fragment | NotTcp::Cut) {
        return None;
    }
    let (ip, stopped) = LaxIpSlice::from_slice(network(link, octets).ok()?.octets).ok()?;
    // Extension headers that were not captured whole cannot be gone through.
    if stopped.is_some() {
        return None;
    }
    let payload = ip.payload();
    let ((_, source, destination, ..), is_first) = match &ip {
        LaxIpSlice::Ipv4(ip) => (of_ipv4(ip, 0), ip.header().fragments_offset().value() == 0),
        LaxIpSlice::Ipv6(ip) => (of_ipv6(ip, 0), ip.extensions().clone().into_iter().all(is_at_beginning)),
    };
    let ports: &[u8; 4] = payload.payload.first_chunk().filter(|_| is_first && payload.ip_number == IpNumber::TCP)?;
    let (Destination::Final(destination) | Destination::Behind(destination)) = destination;
    let port = |at: usize| u16::from_be_bytes([ports[at], ports[at + 1]]);
    Some([SocketAddr::new(source, port(0)), SocketAddr::new(destination, port(2))])
}

/// Whether what stands behind an extension header of IPv6 is the beginning of what the packet carries.
fn is_at_beginning(extension: Ipv6ExtensionSlice<'_>) -> bool {
    !matches!(extension, Ipv6ExtensionSlice::Fragment(of) if of.fragment_offset().value() > 0)
}

/// How many octets of a packet were on the line.
#[derive(Clone, Copy)]
enum Line {
    /// So many: the file says that there were more than were captured.
    Had(usize),
    /// All that were captured, or more than that.
    AtLeast(usize),
}

impl Line {
    fn len(self) -> usize {
        let (Line::Had(len) | Line::AtLeast(len)) = self;
        len
    }
}

/// What an IP packet says of the segment that it carries.
struct Carried {
    source: IpAddr,
    /// Where it is to go in the end, wherever it is to pass by.
    destination: IpAddr,
    /// Whether nothing tells that, so that the checksum cannot be verified.
    is_elsewhere: bool,
    ttl: u8,
    ecn: u8,
    /// Where the segment begins in the packet.
    start: usize,
    /// Its octets by IP's length, whether they were captured or not.
    len: usize,
}

/// The segment that `packet` carries.
fn carried(packet: &[u8], on_line: Line) -> Result<Carried, NotTcp> {
    if packet.is_empty() {
        return Err(NotTcp::Cut);
    }
    let (ip, stopped) = LaxIpSlice::from_slice(packet).map_err(|error| match error {
        etherparse::err::ip::LaxHeaderSliceError::Len(_) => NotTcp::Cut,
        etherparse::err::ip::LaxHeaderSliceError::Content(_) => NotTcp::Malformed,
    })?;
    let payload = ip.payload();
    if payload.fragmented {
        return Err(NotTcp::Fragment);
    }
    if let Some((error, _)) = stopped {
        let is_cut = matches!(error, etherparse::err::ipv6_exts::HeaderSliceError::Len(_));
        return Err(if is_cut && packet.len() < on_line.len() { NotTcp::Cut } else { NotTcp::Malformed });
    }
    match payload.ip_number {
        IpNumber::TCP => {}
        IpNumber::UDP => return Err(NotTcp::Udp),
        number if ICMP.contains(&number) => return Err(NotTcp::Icmp),
        _ => return Err(NotTcp::OtherTransport),
    }
    let start = payload.payload.as_ptr() as usize - packet.as_ptr() as usize;
    let (end, source, destination, ttl, ecn) = match &ip {
        LaxIpSlice::Ipv4(ip) => of_ipv4(ip, on_line.len()),
        LaxIpSlice::Ipv6(ip) => of_ipv6(ip, on_line.len()),
    };
    // A packet cannot be longer than the frame that held it.
    let is_possible = matches!(on_line, Line::AtLeast(_)) || end <= on_line.len();
    let len = end.checked_sub(start).filter(|_| is_possible).ok_or(NotTcp::Malformed)?;
    let (destination, is_elsewhere) = match destination {
        Destination::Final(address) => (address, false),
        Destination::Behind(address) => (address, true),
    };
    Ok(Carried { source, destination, is_elsewhere, ttl, ecn, start, len })
}

/// Where the packet ends, whence and whither it goes, how many hops it may take, and its ECN field. A length of zero is
/// that of a packet which the sender's interface is to cut into several: then the line has the length.
fn of_ipv4(ip: &LaxIpv4Slice<'_>, on_line: usize) -> (usize, IpAddr, Destination, u8, u8) {
    let header = ip.header();
    let end = if header.total_len() == 0 { on_line } else { header.total_len().into() };
    (end, header.source_addr().into(), route::of_ipv4(&header), header.ttl(), header.ecn().value())
}

/// The same for IPv6.
fn of_ipv6(ip: &LaxIpv6Slice<'_>, on_line: usize) -> (usize, IpAddr, Destination, u8, u8) {
    let header = ip.header();
    let payload = usize::from(header.payload_length());
    let end = if payload == 0 { on_line } else { IPV6_HEADER + payload };
    let ecn = header.traffic_class() & 0b11;
    (end, header.source_addr().into(), route::of_ipv6(ip), header.hop_limit(), ecn)
}

/// Whether the checksum of the segment `tcp` fits it and the pseudo-header (RFC 9293 section 3.1).
fn checksum(carried: &Carried, tcp: &[u8]) -> Checksum {
    if tcp.len() < carried.len || carried.is_elsewhere {
        return Checksum::NotCovered;
    }
    if pseudo_header(carried).add_slice(tcp).ones_complement() == 0 {
        return Checksum::Good;
    }
    let found = [tcp[CHECKSUM], tcp[CHECKSUM + 1]];
    // etherparse adds in the machine's own order, which the octets of the sum then have, too.
    let partial = (!pseudo_header(carried).ones_complement()).to_ne_bytes();
    match found {
        [0, 0] => Checksum::Zero,
        found if found == partial => Checksum::Partial,
        _ => Checksum::Bad,
    }
}

/// The sum of the pseudo-header of IPv4 (RFC 9293 section 3.1) or IPv6 (RFC 8200 section 8.1).
fn pseudo_header(carried: &Carried) -> Sum16BitWords {
    let addresses = Sum16BitWords::new();
    let mut addresses = match (carried.source, carried.destination) {
        (IpAddr::V4(source), IpAddr::V4(destination)) => {
            addresses.add_slice(&source.octets()).add_slice(&destination.octets())
        }
        (IpAddr::V6(source), IpAddr::V6(destination)) => {
            addresses.add_slice(&source.octets()).add_slice(&destination.octets())
        }
        _ => addresses,
    };
    let len = u32::try_from(carried.len).unwrap_or(u32::MAX);
    addresses.add_4bytes(len.to_be_bytes()).add_2bytes([0, IpNumber::TCP.0])
}
