//! Where every field lies in a packet as it was captured: on any kind of link, over either version of IP, and perhaps
//! cut.
//!
//! Unlike a frame that is looked at on its line, a captured packet has no frame check sequence, may end anywhere, and may
//! hold what nothing here reads; so there is no error, but a field for whatever there is.

use etherparse::{Ipv4Header, Ipv6Header, TcpHeader, UdpHeader};

use crate::fields::{FieldId, Header};
use crate::layout::{Layout, PlacedField};
use crate::options_octets::readable;
use crate::{PROTOCOL_TCP, PROTOCOL_UDP};

/// What lies before IP in a captured packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// An Ethernet header, with or without tags.
    Ethernet,
    /// What Linux puts there for packets of the device "any".
    Cooked,
    /// The second version of that.
    Cooked2,
    /// An address family.
    Loopback,
    /// Nothing.
    Raw,
    /// Something that is not read here.
    Other,
}

/// A captured packet laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PacketLayout {
    /// Every field in order, together covering what was captured from the first bit to the last. The last one is cut
    /// ([`FieldValue::Cut`](crate::FieldValue::Cut)) if the capture ends within it.
    pub fields: Vec<PlacedField>,
    /// How many octets of the packet were on the line and not captured. They would follow the last field.
    pub missing: usize,
}

/// The EtherTypes of tags: 802.1Q, 802.1ad, and what was used before that.
const TAGS: [u64; 3] = [0x8100, 0x88a8, 0x9100];
/// How many tags are looked through at the most.
const MOST_TAGS: usize = 8;
/// The EtherTypes of IPv4 and IPv6.
const IP: [u64; 2] = [0x0800, 0x86dd];
/// AF_INET, the same everywhere, and AF_INET6 of Linux, NetBSD, FreeBSD and Darwin.
const FAMILIES: [u64; 5] = [2, 10, 24, 28, 30];

/// Extension headers whose second octet is their length: hop-by-hop options, routing, destination options (RFC 8200
/// section 4), mobility (RFC 6275), host identity (RFC 7401) and shim6 (RFC 5533).
const EXTENSIONS: [u8; 6] = [0, 43, 60, 135, 139, 140];
/// The extension header of a fragment, which has 8 octets and no length (RFC 8200 section 4.5).
const FRAGMENT: u8 = 44;
/// The authentication header, whose length counts words of 4 octets (RFC 4302 section 2.2).
const AUTHENTICATION: u8 = 51;

/// Every field of a packet that was captured on a `link`: `octets` are those that were captured, of the `original` ones
/// on the line.
#[must_use]
pub fn lay_out_packet(link: Link, octets: &[u8], original: usize) -> PacketLayout {
    let line = original.max(octets.len());
    let mut layout = Layout { frame: octets, fields: Vec::new(), at: 0 };
    let carried = layout.link(link).and_then(|()| layout.ip(line));
    let rest = carried
        .and_then(|carried| layout.transport(carried))
        .map_or(FieldId::OtherOctets, |()| FieldId::EthernetPadding);
    layout.octets_until(rest, octets.len());
    PacketLayout { fields: layout.fields, missing: line - octets.len() }
}

/// What IP carries from here on.
#[derive(Clone, Copy)]
struct Carried {
    protocol: u8,
    /// Where it ends by IP's length, whether it was captured or not.
    end: usize,
}

/// Each step gives nothing where the next cannot be made, since the capture ends or what follows is not understood.
impl Layout<'_> {
    /// What lies before IP.
    fn link(&mut self, link: Link) -> Option<()> {
        let is_ip = match link {
            Link::Raw => true,
            Link::Other => false,
            Link::Ethernet => {
                self.header(Header::Ethernet)?;
                IP.contains(&self.behind_tags()?)
            }
            Link::Cooked => {
                self.header(Header::Cooked)?;
                IP.contains(&self.behind_tags()?)
            }
            Link::Cooked2 => {
                let protocol = self.half(self.at)?;
                self.header(Header::Cooked2)?;
                // It has its protocol at its beginning, so the first tag cannot be found just before what follows.
                let is_tag = TAGS.contains(&protocol);
                if is_tag {
                    self.header(Header::Vlan)?;
                }
                IP.contains(&if is_tag { self.behind_tags()? } else { protocol })
            }
            Link::Loopback => {
                let family = self.frame.first_chunk().copied();
                self.header(Header::Loopback)?;
                let orders = [family.map(u32::from_be_bytes), family.map(u32::from_le_bytes)];
                orders.iter().flatten().any(|family| FAMILIES.contains(&u64::from(*family)))
            }
        };
        is_ip.then_some(())
    }

    /// The tags that the EtherType just before announces, and the EtherType behind the last.
    fn behind_tags(&mut self) -> Option<u64> {
        for _ in 0..MOST_TAGS {
            if !TAGS.contains(&self.half(self.at - 2)?) {
                break;
            }
            self.header(Header::Vlan)?;
        }
        self.half(self.at - 2)
    }

    /// The network layer, of whichever version it says that it is; on the line the packet ended at `line`.
    fn ip(&mut self, line: usize) -> Option<Carried> {
        match self.frame.get(self.at)? >> 4 {
            4 => self.ipv4(line),
            6 => self.ipv6(line),
            _ => None,
        }
    }

    fn ipv4(&mut self, line: usize) -> Option<Carried> {
        let start = self.at;
        self.header(Header::Ipv4)?;
        let header = &self.frame[start..self.at];
        let (header_len, protocol) = (usize::from(header[0] & 0xf) * 4, header[9]);
        let total = usize::from(u16::from_be_bytes([header[2], header[3]]));
        // All but "do not fragment": more fragments, and where this one belongs.
        let is_fragment = u16::from_be_bytes([header[6], header[7]]) & 0x3fff != 0;
        let end = end(start, total, line);
        if header_len < Ipv4Header::MIN_LEN || start + header_len > end {
            return None;
        }
        self.whole_until(FieldId::Ipv4Options, start + header_len)?;
        if is_fragment { None } else { self.extensions(Carried { protocol, end }, &[AUTHENTICATION]) }
    }

    fn ipv6(&mut self, line: usize) -> Option<Carried> {
        let start = self.at;
        self.header(Header::Ipv6)?;
        let header = &self.frame[start..self.at];
        let (payload, protocol) = (usize::from(u16::from_be_bytes([header[4], header[5]])), header[6]);
        let total = if payload == 0 { 0 } else { Ipv6Header::LEN + payload };
        let carried = Carried { protocol, end: end(start, total, line) };
        let all = [EXTENSIONS.as_slice(), &[FRAGMENT, AUTHENTICATION]].concat();
        self.extensions(carried, &all)
    }

    /// Passes over the extension headers of these `kinds`.
    fn extensions(&mut self, carried: Carried, kinds: &[u8]) -> Option<Carried> {
        let Carried { mut protocol, end } = carried;
        while kinds.contains(&protocol) {
            let start = self.at;
            let next = self.frame.get(start).copied()?;
            let length = self.frame.get(start + 1).copied().map(usize::from);
            let len = match protocol {
                FRAGMENT => {
                    self.field(FieldId::ExtensionNextHeader, start * 8..start * 8 + 8)?;
                    self.at += 1;
                    8
                }
                kind => {
                    self.header(Header::Extension)?;
                    if kind == AUTHENTICATION { (length? + 2) * 4 } else { (length? + 1) * 8 }
                }
            };
            if start + len > end {
                return None;
            }
            self.whole_until(FieldId::ExtensionData, start + len)?;
            // Three bits after the offset, of which the last says that more follow.
            if protocol == FRAGMENT && self.half(start + 2)? & 0xfff9 != 0 {
                return None;
            }
            protocol = next;
        }
        Some(Carried { protocol, end })
    }

    /// The transport layer and what it carries.
    fn transport(&mut self, carried: Carried) -> Option<()> {
        match carried.protocol {
            PROTOCOL_TCP => self.tcp(carried.end),
            PROTOCOL_UDP => self.udp(carried.end),
            _ => None,
        }
    }

    fn tcp(&mut self, end: usize) -> Option<()> {
        let start = self.at;
        if start + TcpHeader::MIN_LEN > end {
            return None;
        }
        self.header(Header::Tcp)?;
        let text = start + usize::from(self.frame[start + 12] >> 4) * 4;
        if text < self.at || text > end {
            return None;
        }
        let captured = &self.frame[self.at..text.min(self.frame.len())];
        let options = readable(captured, self.at);
        let ended = options.last().is_some_and(|(_, last)| *last == crate::TcpOption::End);
        for (at, option) in options {
            self.option(at, option);
        }
        // What cannot be read has only the name that all options share.
        self.whole_until(if ended { FieldId::TcpOptionPadding } else { FieldId::TcpOptions }, text)?;
        self.octets_until(FieldId::TcpData, end);
        Some(())
    }

    fn udp(&mut self, end: usize) -> Option<()> {
        let start = self.at;
        if start + UdpHeader::LEN > end {
            return None;
        }
        self.header(Header::Udp)?;
        let len = usize::try_from(self.half(start + 4)?).ok()?;
        if start + len < self.at || start + len > end {
            return None;
        }
        self.octets_until(FieldId::UdpData, start + len);
        Some(())
    }

    /// The 16 bits at octet `at` in network order.
    fn half(&self, at: usize) -> Option<u64> {
        let octets = self.frame.get(at..)?.first_chunk()?;
        Some(u16::from_be_bytes(*octets).into())
    }
}

/// Where a packet ends that begins at `start` and says that it has `total` octets. It cannot be longer than what held it;
/// a length of zero is that of a packet which the sender's interface was to cut into several, so that the line has it.
fn end(start: usize, total: usize, line: usize) -> usize {
    if total == 0 { line } else { (start + total).min(line) }
}
