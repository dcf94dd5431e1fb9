//! The link layers that a capture can have: where in a packet's octets IP begins.

use crate::NotTcp;

/// A link type as the capture formats number them (`LINKTYPE_` of the registry of libpcap).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LinkType(pub u16);

impl LinkType {
    /// BSD loopback: the address family in the byte order of the machine that captured.
    pub const NULL: LinkType = LinkType(0);
    /// Ethernet.
    pub const ETHERNET: LinkType = LinkType(1);
    /// IP with nothing before it, under the numbers of several systems.
    pub const RAW: [LinkType; 3] = [LinkType(101), LinkType(12), LinkType(14)];
    /// OpenBSD loopback: the address family in network byte order.
    pub const LOOP: LinkType = LinkType(108);
    /// Linux "cooked": what the device "any" gave.
    pub const LINUX_SLL: LinkType = LinkType(113);
    /// IPv4 with nothing before it.
    pub const IPV4: LinkType = LinkType(228);
    /// IPv6 with nothing before it.
    pub const IPV6: LinkType = LinkType(229);
    /// Linux "cooked", second version: what the device "any" gives.
    pub const LINUX_SLL2: LinkType = LinkType(276);
}

/// Where a packet of the network layer lies in what was captured.
pub(crate) struct Network<'a> {
    /// Its octets, with whatever padding follows.
    pub(crate) octets: &'a [u8],
    /// Where they begin.
    pub(crate) offset: usize,
}

/// The EtherTypes of tags: 802.1Q, 802.1ad, and what was used before that.
const TAGS: [u16; 3] = [0x8100, 0x88a8, 0x9100];
/// How many tags are looked through at the most.
const MOST_TAGS: usize = 8;
/// The most that is a length, so that LLC follows (IEEE 802.3), or one of the numbers that Linux has for such frames.
const LONGEST: u16 = 1500;
/// The EtherTypes of protocols that can carry IP: MPLS, PPPoE, MACsec and a tag of a provider's backbone.
const WRAPPERS: [u16; 5] = [0x8847, 0x8848, 0x8864, 0x88e5, 0x88e7];
/// The EtherTypes of IPv4 and IPv6.
const IP: [u16; 2] = [0x0800, 0x86dd];
/// AF_INET, the same everywhere, and AF_INET6 of Linux, NetBSD, FreeBSD and Darwin.
const FAMILIES: [u32; 5] = [2, 10, 24, 28, 30];

/// The IP packet in `octets`, if there is one.
pub(crate) fn network(link: LinkType, octets: &[u8]) -> Result<Network<'_>, NotTcp> {
    let at = |offset: usize| match octets.get(offset..) {
        Some(octets) => Ok(Network { octets, offset }),
        None => Err(NotTcp::Cut),
    };
    match link {
        LinkType::ETHERNET => behind_tags(octets, half(octets, 12)?, 14),
        LinkType::LINUX_SLL => behind_tags(octets, half(octets, 14)?, 16),
        // The protocol comes first, and 20 octets in all before the packet.
        LinkType::LINUX_SLL2 => behind_tags(octets, half(octets, 0)?, 20),
        LinkType::NULL | LinkType::LOOP => is_family(octets).and_then(|()| at(4)),
        LinkType::IPV4 | LinkType::IPV6 => at(0),
        link if LinkType::RAW.contains(&link) => at(0),
        _ => Err(NotTcp::UnknownLink),
    }
}

/// The IP packet at `place`, of which `ether_type` tells what is there, and behind the tags that may come first.
fn behind_tags(octets: &[u8], ether_type: u16, place: usize) -> Result<Network<'_>, NotTcp> {
    let (mut ether_type, mut offset) = (ether_type, place);
    for _ in 0..MOST_TAGS {
        if !TAGS.contains(&ether_type) {
            break;
        }
        ether_type = half(octets, offset + 2)?;
        offset += 4;
    }
    match ether_type {
        ether_type if IP.contains(&ether_type) => {}
        ether_type if ether_type <= LONGEST || WRAPPERS.contains(&ether_type) => return Err(NotTcp::Wrapped),
        _ => return Err(NotTcp::NotIp),
    }
    let octets = octets.get(offset..).ok_or(NotTcp::Cut)?;
    Ok(Network { octets, offset })
}

/// Whether an address family in either byte order is one of IP's: nothing says which order it is in.
fn is_family(octets: &[u8]) -> Result<(), NotTcp> {
    let family = *octets.first_chunk().ok_or(NotTcp::Cut)?;
    let families = [u32::from_le_bytes(family), u32::from_be_bytes(family)];
    if families.iter().any(|family| FAMILIES.contains(family)) { Ok(()) } else { Err(NotTcp::NotIp) }
}

/// The 16 bits at `place` in network order.
fn half(octets: &[u8], place: usize) -> Result<u16, NotTcp> {
    let octets = octets.get(place..).and_then(|rest| rest.first_chunk()).ok_or(NotTcp::Cut)?;
    Ok(u16::from_be_bytes(*octets))
}
