//! Every header field with its name, its place and the standard that defines it: one table, which the inspector draws
//! and a test holds against the octets.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use Header::{Cooked, Cooked2, Ethernet, Extension, Ipv4, Ipv6, Loopback, Other, Tcp, Udp, Vlan};

/// The headers of a frame, from the outermost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Header {
    /// Ethernet II: data link layer.
    Ethernet,
    /// A tag of IEEE 802.1Q or 802.1ad, without the two octets before it that announce it: data link layer.
    Vlan,
    /// What Linux puts in the place of a header of the data link layer.
    Cooked,
    /// The second version of that.
    Cooked2,
    /// What BSD puts before a packet that never leaves the host.
    Loopback,
    /// IPv4: network layer.
    Ipv4,
    /// IPv6: network layer.
    Ipv6,
    /// An extension header of IPv6, or the authentication header, which IPv4 knows too: network layer.
    Extension,
    /// TCP: transport layer.
    Tcp,
    /// UDP: transport layer.
    Udp,
    /// What nothing here reads.
    Other,
}

/// Where a field is defined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standard {
    /// A section of an RFC: its number, or its title in an RFC whose sections have no numbers.
    Rfc {
        /// The RFC's number.
        number: u16,
        /// The section.
        section: &'static str,
    },
    /// A clause of a standard of the IEEE.
    Ieee {
        /// The standard's number, such as 802.3.
        number: &'static str,
        /// The clause.
        clause: &'static str,
    },
    /// An entry of libpcap's registry of link-layer header types, for what no line ever saw: the capturing system made it.
    LinkType {
        /// The entry's name, such as `LINKTYPE_NULL`.
        name: &'static str,
    },
    /// Nothing that is followed here.
    NotFollowed,
}

/// What is the same for a field in every frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldSpec {
    /// Which field.
    pub id: FieldId,
    /// The header that it belongs to. Data and padding belong to the header that they follow.
    pub header: Header,
    /// The standard's name for it.
    pub name: &'static str,
    /// A name for narrow cells.
    pub short: &'static str,
    /// A stable name for attributes and links: [`FieldId::slug`].
    pub slug: &'static str,
    /// Its bits, counted from the start of its header. Empty for what comes after the fixed part and varies from frame
    /// to frame.
    pub bits: Range<u16>,
    /// Where it is defined.
    pub standard: Standard,
}

impl FieldSpec {
    /// Whether every header has this field, at the same bits.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        !self.bits.is_empty()
    }
}

/// Every field, in the order of the headers and within each in the order of its bits; after the fixed fields of a
/// header comes what varies.
#[must_use]
pub const fn all() -> &'static [FieldSpec] {
    &TABLE
}

/// How many octets the fixed fields of a header take.
#[must_use]
pub fn fixed_len(header: Header) -> usize {
    fields_of(header).last().map_or(0, |spec| usize::from(spec.bits.end) / 8)
}

/// The fixed fields of one header, which tile it from its first bit to its last.
pub fn fields_of(header: Header) -> impl Iterator<Item = &'static FieldSpec> {
    TABLE.iter().filter(move |spec| spec.header == header && spec.is_fixed())
}

impl FieldId {
    /// The field's entry in the table.
    #[must_use]
    pub const fn spec(self) -> &'static FieldSpec {
        // The table has one entry for each variant, in the same order; a test holds it to that.
        &TABLE[self as usize]
    }
}

/// Every field that a learner can point at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldId {
    /// The address of the next interface.
    EthernetDestination,
    /// The address of the sending interface.
    EthernetSource,
    /// What the frame carries.
    EtherType,
    /// Octets beyond the last that any length counts.
    EthernetPadding,
    /// The CRC after the last octet, which no layout shows: [`fcs`](crate::fcs) computes it.
    EthernetFcs,
    /// How urgent the frame is.
    VlanPriority,
    /// Whether the frame may be dropped before others.
    VlanDropEligible,
    /// Which virtual LAN the frame belongs to.
    VlanIdentifier,
    /// What follows the tag.
    VlanEtherType,
    /// Whether the packet came or went, and for whom it was.
    CookedPacketType,
    /// The kind of the device.
    CookedDeviceType,
    /// How many octets of the sender's address count.
    CookedAddressLength,
    /// The sender's address on the link, in 8 octets.
    CookedAddress,
    /// What the packet is: an EtherType.
    CookedProtocol,
    /// What the packet is: an EtherType. From here on, the second version.
    Cooked2Protocol,
    /// Octets for future use.
    Cooked2Reserved,
    /// The number of the interface.
    Cooked2Interface,
    /// The kind of the device.
    Cooked2DeviceType,
    /// Whether the packet came or went, and for whom it was.
    Cooked2PacketType,
    /// How many octets of the sender's address count.
    Cooked2AddressLength,
    /// The sender's address on the link, in 8 octets.
    Cooked2Address,
    /// Which version of IP the packet is of.
    LoopbackFamily,
    /// The version, 4.
    Ipv4Version,
    /// The header's length in words.
    Ipv4HeaderLength,
    /// How routers should treat the datagram.
    Ipv4Dscp,
    /// Whether a queue on the way was filling up.
    Ipv4Ecn,
    /// The datagram's length in octets.
    Ipv4TotalLength,
    /// What fragments of one datagram have in common.
    Ipv4Identification,
    /// The flag that must be zero.
    Ipv4FlagReserved,
    /// The flag that forbids fragmentation.
    Ipv4DontFragment,
    /// The flag of every fragment but the last.
    Ipv4MoreFragments,
    /// Where the fragment belongs, in units of 8 octets.
    Ipv4FragmentOffset,
    /// How many hops are left.
    Ipv4Ttl,
    /// What the datagram carries.
    Ipv4Protocol,
    /// The checksum of the header alone.
    Ipv4HeaderChecksum,
    /// The address of the sending host.
    Ipv4Source,
    /// The address of the receiving host.
    Ipv4Destination,
    /// The options and their padding, as octets.
    Ipv4Options,
    /// The version, 6.
    Ipv6Version,
    /// How routers should treat the packet: the high six bits of the traffic class.
    Ipv6Dscp,
    /// Whether a queue on the way was filling up: the low two bits of the traffic class.
    Ipv6Ecn,
    /// What the packets of one flow have in common.
    Ipv6FlowLabel,
    /// The length in octets of all that follows the header.
    Ipv6PayloadLength,
    /// What follows: an extension header, or what the packet carries.
    Ipv6NextHeader,
    /// How many hops are left.
    Ipv6HopLimit,
    /// The address of the sending host.
    Ipv6Source,
    /// The address of the receiving host.
    Ipv6Destination,
    /// What follows this extension header.
    ExtensionNextHeader,
    /// How long it is. A fragment header has none.
    ExtensionLength,
    /// All else that it says, as octets.
    ExtensionData,
    /// The sending port.
    TcpSourcePort,
    /// The receiving port.
    TcpDestinationPort,
    /// SEG.SEQ.
    TcpSequenceNumber,
    /// SEG.ACK.
    TcpAcknowledgmentNumber,
    /// The header's length in words.
    TcpDataOffset,
    /// Bits for future use.
    TcpReserved,
    /// Congestion window reduced.
    TcpCwr,
    /// ECN-Echo.
    TcpEce,
    /// The urgent pointer is significant.
    TcpUrg,
    /// The acknowledgment number is significant.
    TcpAck,
    /// Push.
    TcpPsh,
    /// Reset the connection.
    TcpRst,
    /// Synchronize sequence numbers.
    TcpSyn,
    /// No more data from the sender.
    TcpFin,
    /// SEG.WND, not scaled.
    TcpWindow,
    /// The checksum of segment and pseudo-header.
    TcpChecksum,
    /// SEG.UP.
    TcpUrgentPointer,
    /// All options together. A layout shows them one by one, under the names that follow.
    TcpOptions,
    /// Kind 0.
    TcpOptionEnd,
    /// Kind 1.
    TcpOptionNop,
    /// Kind 2.
    TcpOptionMss,
    /// Kind 3.
    TcpOptionWindowScale,
    /// Kind 4.
    TcpOptionSackPermitted,
    /// Kind 5.
    TcpOptionSack,
    /// Kind 8.
    TcpOptionTimestamps,
    /// Any other kind.
    TcpOptionUnknown,
    /// The octets between End and the end of the header.
    TcpOptionPadding,
    /// The text.
    TcpData,
    /// The sending port.
    UdpSourcePort,
    /// The receiving port.
    UdpDestinationPort,
    /// The length of header and data in octets.
    UdpLength,
    /// The checksum of datagram and pseudo-header.
    UdpChecksum,
    /// The payload.
    UdpData,
    /// Octets that nothing here reads.
    OtherOctets,
}

/// A row: the field, its header, its name, its short name, its bits, its standard.
#[rustfmt::skip]
static TABLE: [FieldSpec; 84] = [
    field(FieldId::EthernetDestination, Ethernet, ["Destination Address", "Dst MAC"], 0..48, rfc(894, "Address Mappings")),
    field(FieldId::EthernetSource, Ethernet, ["Source Address", "Src MAC"], 48..96, rfc(894, "Address Mappings")),
    field(FieldId::EtherType, Ethernet, ["EtherType", "Type"], 96..112, rfc(894, "Frame Format")),
    field(FieldId::EthernetPadding, Ethernet, ["Padding", "Pad"], 0..0, rfc(894, "Frame Format")),
    field(FieldId::EthernetFcs, Ethernet, ["Frame Check Sequence", "FCS"], 0..0, ieee("802.3", "3.2.9")),
    field(FieldId::VlanPriority, Vlan, ["Priority Code Point", "PCP"], 0..3, ieee("802.1Q", "9.6")),
    field(FieldId::VlanDropEligible, Vlan, ["Drop Eligible Indicator", "DEI"], 3..4, ieee("802.1Q", "9.6")),
    field(FieldId::VlanIdentifier, Vlan, ["VLAN Identifier", "VID"], 4..16, ieee("802.1Q", "9.6")),
    field(FieldId::VlanEtherType, Vlan, ["EtherType", "Type"], 16..32, ieee("802.3", "3.2.6")),
    field(FieldId::CookedPacketType, Cooked, ["Packet type", "Pkt type"], 0..16, link_type("LINKTYPE_LINUX_SLL")),
    field(FieldId::CookedDeviceType, Cooked, ["ARPHRD_ type", "ARPHRD"], 16..32, link_type("LINKTYPE_LINUX_SLL")),
    field(FieldId::CookedAddressLength, Cooked, ["Link-layer address length", "Addr len"], 32..48, link_type("LINKTYPE_LINUX_SLL")),
    field(FieldId::CookedAddress, Cooked, ["Link-layer address", "Address"], 48..112, link_type("LINKTYPE_LINUX_SLL")),
    field(FieldId::CookedProtocol, Cooked, ["Protocol type", "Protocol"], 112..128, link_type("LINKTYPE_LINUX_SLL")),
    field(FieldId::Cooked2Protocol, Cooked2, ["Protocol type", "Protocol"], 0..16, link_type("LINKTYPE_LINUX_SLL2")),
    field(FieldId::Cooked2Reserved, Cooked2, ["Reserved (MBZ)", "MBZ"], 16..32, link_type("LINKTYPE_LINUX_SLL2")),
    field(FieldId::Cooked2Interface, Cooked2, ["Interface index", "Interface"], 32..64, link_type("LINKTYPE_LINUX_SLL2")),
    field(FieldId::Cooked2DeviceType, Cooked2, ["ARPHRD_ type", "ARPHRD"], 64..80, link_type("LINKTYPE_LINUX_SLL2")),
    field(FieldId::Cooked2PacketType, Cooked2, ["Packet type", "Pkt type"], 80..88, link_type("LINKTYPE_LINUX_SLL2")),
    field(FieldId::Cooked2AddressLength, Cooked2, ["Link-layer address length", "Addr len"], 88..96, link_type("LINKTYPE_LINUX_SLL2")),
    field(FieldId::Cooked2Address, Cooked2, ["Link-layer address", "Address"], 96..160, link_type("LINKTYPE_LINUX_SLL2")),
    field(FieldId::LoopbackFamily, Loopback, ["Address family", "Family"], 0..32, link_type("LINKTYPE_NULL")),
    field(FieldId::Ipv4Version, Ipv4, ["Version", "Ver"], 0..4, rfc(791, "3.1")),
    field(FieldId::Ipv4HeaderLength, Ipv4, ["Internet Header Length", "IHL"], 4..8, rfc(791, "3.1")),
    field(FieldId::Ipv4Dscp, Ipv4, ["Differentiated Services Codepoint", "DSCP"], 8..14, rfc(3168, "5")),
    field(FieldId::Ipv4Ecn, Ipv4, ["Explicit Congestion Notification", "ECN"], 14..16, rfc(3168, "5")),
    field(FieldId::Ipv4TotalLength, Ipv4, ["Total Length", "Len"], 16..32, rfc(791, "3.1")),
    field(FieldId::Ipv4Identification, Ipv4, ["Identification", "ID"], 32..48, rfc(791, "3.1")),
    field(FieldId::Ipv4FlagReserved, Ipv4, ["Reserved Flag", "0"], 48..49, rfc(791, "3.1")),
    field(FieldId::Ipv4DontFragment, Ipv4, ["Don't Fragment", "DF"], 49..50, rfc(791, "3.1")),
    field(FieldId::Ipv4MoreFragments, Ipv4, ["More Fragments", "MF"], 50..51, rfc(791, "3.1")),
    field(FieldId::Ipv4FragmentOffset, Ipv4, ["Fragment Offset", "Frag Off"], 51..64, rfc(791, "3.1")),
    field(FieldId::Ipv4Ttl, Ipv4, ["Time to Live", "TTL"], 64..72, rfc(791, "3.1")),
    field(FieldId::Ipv4Protocol, Ipv4, ["Protocol", "Proto"], 72..80, rfc(791, "3.1")),
    field(FieldId::Ipv4HeaderChecksum, Ipv4, ["Header Checksum", "Checksum"], 80..96, rfc(791, "3.1")),
    field(FieldId::Ipv4Source, Ipv4, ["Source Address", "Src IP"], 96..128, rfc(791, "3.1")),
    field(FieldId::Ipv4Destination, Ipv4, ["Destination Address", "Dst IP"], 128..160, rfc(791, "3.1")),
    field(FieldId::Ipv4Options, Ipv4, ["Options", "Opts"], 0..0, rfc(791, "3.1")),
    field(FieldId::Ipv6Version, Ipv6, ["Version", "Ver"], 0..4, rfc(8200, "3")),
    field(FieldId::Ipv6Dscp, Ipv6, ["Differentiated Services Codepoint", "DSCP"], 4..10, rfc(3168, "5")),
    field(FieldId::Ipv6Ecn, Ipv6, ["Explicit Congestion Notification", "ECN"], 10..12, rfc(3168, "5")),
    field(FieldId::Ipv6FlowLabel, Ipv6, ["Flow Label", "Flow"], 12..32, rfc(8200, "3")),
    field(FieldId::Ipv6PayloadLength, Ipv6, ["Payload Length", "Len"], 32..48, rfc(8200, "3")),
    field(FieldId::Ipv6NextHeader, Ipv6, ["Next Header", "Next"], 48..56, rfc(8200, "3")),
    field(FieldId::Ipv6HopLimit, Ipv6, ["Hop Limit", "Hops"], 56..64, rfc(8200, "3")),
    field(FieldId::Ipv6Source, Ipv6, ["Source Address", "Src IP"], 64..192, rfc(8200, "3")),
    field(FieldId::Ipv6Destination, Ipv6, ["Destination Address", "Dst IP"], 192..320, rfc(8200, "3")),
    field(FieldId::ExtensionNextHeader, Extension, ["Next Header", "Next"], 0..8, rfc(8200, "4")),
    field(FieldId::ExtensionLength, Extension, ["Header Extension Length", "Len"], 8..16, rfc(8200, "4")),
    field(FieldId::ExtensionData, Extension, ["Header-Specific Data", "Data"], 0..0, rfc(8200, "4")),
    field(FieldId::TcpSourcePort, Tcp, ["Source Port", "Src Port"], 0..16, rfc(9293, "3.1")),
    field(FieldId::TcpDestinationPort, Tcp, ["Destination Port", "Dst Port"], 16..32, rfc(9293, "3.1")),
    field(FieldId::TcpSequenceNumber, Tcp, ["Sequence Number", "Seq"], 32..64, rfc(9293, "3.1")),
    field(FieldId::TcpAcknowledgmentNumber, Tcp, ["Acknowledgment Number", "Ack No."], 64..96, rfc(9293, "3.1")),
    field(FieldId::TcpDataOffset, Tcp, ["Data Offset", "Off"], 96..100, rfc(9293, "3.1")),
    field(FieldId::TcpReserved, Tcp, ["Reserved", "Rsrvd"], 100..104, rfc(9293, "3.1")),
    field(FieldId::TcpCwr, Tcp, ["CWR", "CWR"], 104..105, rfc(3168, "6.1")),
    field(FieldId::TcpEce, Tcp, ["ECE", "ECE"], 105..106, rfc(3168, "6.1")),
    field(FieldId::TcpUrg, Tcp, ["URG", "URG"], 106..107, rfc(9293, "3.1")),
    field(FieldId::TcpAck, Tcp, ["ACK", "ACK"], 107..108, rfc(9293, "3.1")),
    field(FieldId::TcpPsh, Tcp, ["PSH", "PSH"], 108..109, rfc(9293, "3.1")),
    field(FieldId::TcpRst, Tcp, ["RST", "RST"], 109..110, rfc(9293, "3.1")),
    field(FieldId::TcpSyn, Tcp, ["SYN", "SYN"], 110..111, rfc(9293, "3.1")),
    field(FieldId::TcpFin, Tcp, ["FIN", "FIN"], 111..112, rfc(9293, "3.1")),
    field(FieldId::TcpWindow, Tcp, ["Window", "Window"], 112..128, rfc(9293, "3.1")),
    field(FieldId::TcpChecksum, Tcp, ["Checksum", "Checksum"], 128..144, rfc(9293, "3.1")),
    field(FieldId::TcpUrgentPointer, Tcp, ["Urgent Pointer", "Urg Ptr"], 144..160, rfc(9293, "3.1")),
    field(FieldId::TcpOptions, Tcp, ["Options", "Opts"], 0..0, rfc(9293, "3.1")),
    field(FieldId::TcpOptionEnd, Tcp, ["End of Option List", "End"], 0..0, rfc(9293, "3.2")),
    field(FieldId::TcpOptionNop, Tcp, ["No-Operation", "NOP"], 0..0, rfc(9293, "3.2")),
    field(FieldId::TcpOptionMss, Tcp, ["Maximum Segment Size", "MSS"], 0..0, rfc(9293, "3.2")),
    field(FieldId::TcpOptionWindowScale, Tcp, ["Window Scale", "WS"], 0..0, rfc(7323, "2.2")),
    field(FieldId::TcpOptionSackPermitted, Tcp, ["SACK-Permitted", "SACK OK"], 0..0, rfc(2018, "2")),
    field(FieldId::TcpOptionSack, Tcp, ["SACK", "SACK"], 0..0, rfc(2018, "3")),
    field(FieldId::TcpOptionTimestamps, Tcp, ["Timestamps", "TS"], 0..0, rfc(7323, "3.2")),
    field(FieldId::TcpOptionUnknown, Tcp, ["Unknown Option", "Opt ?"], 0..0, rfc(9293, "3.1")),
    field(FieldId::TcpOptionPadding, Tcp, ["Header Padding", "Pad"], 0..0, rfc(9293, "3.1")),
    field(FieldId::TcpData, Tcp, ["Data", "Data"], 0..0, rfc(9293, "3.1")),
    field(FieldId::UdpSourcePort, Udp, ["Source Port", "Src Port"], 0..16, rfc(768, "Fields")),
    field(FieldId::UdpDestinationPort, Udp, ["Destination Port", "Dst Port"], 16..32, rfc(768, "Fields")),
    field(FieldId::UdpLength, Udp, ["Length", "Len"], 32..48, rfc(768, "Fields")),
    field(FieldId::UdpChecksum, Udp, ["Checksum", "Checksum"], 48..64, rfc(768, "Fields")),
    field(FieldId::UdpData, Udp, ["Data", "Data"], 0..0, rfc(768, "Fields")),
    field(FieldId::OtherOctets, Other, ["Other Octets", "Other"], 0..0, Standard::NotFollowed),
];

/// One row of the table.
const fn field(
    id: FieldId,
    header: Header,
    names: [&'static str; 2],
    bits: Range<u16>,
    standard: Standard,
) -> FieldSpec {
    let [name, short] = names;
    FieldSpec { id, header, name, short, slug: id.slug(), bits, standard }
}

/// A clause of an IEEE standard.
const fn ieee(number: &'static str, clause: &'static str) -> Standard {
    Standard::Ieee { number, clause }
}

/// An entry of the registry of link-layer header types.
const fn link_type(name: &'static str) -> Standard {
    Standard::LinkType { name }
}

/// A section of an RFC.
const fn rfc(number: u16, section: &'static str) -> Standard {
    Standard::Rfc { number, section }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fixed_fields_tile_each_header() {
        let headers = [
            (Ethernet, 14),
            (Vlan, 4),
            (Cooked, 16),
            (Cooked2, 20),
            (Loopback, 4),
            (Ipv4, 20),
            (Ipv6, 40),
            (Extension, 2),
            (Tcp, 20),
            (Udp, 8),
            (Other, 0),
        ];
        for (header, len) in headers {
            let end = fields_of(header).fold(0, |at, spec| {
                assert_eq!(spec.bits.start, at, "{:?}", spec.id);
                spec.bits.end
            });
            assert_eq!(end, len * 8);
            assert_eq!(fixed_len(header), usize::from(len));
        }
    }

    #[test]
    fn every_field_finds_its_own_entry() {
        for (index, spec) in all().iter().enumerate() {
            assert_eq!(spec.id as usize, index, "{:?}", spec.id);
            assert_eq!(spec.id.spec(), spec);
        }
    }
}
