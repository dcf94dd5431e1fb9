//! Every header field with its name, its place and the standard that defines it: one table, which the inspector draws
//! and a test holds against the octets.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use Header::{Ethernet, Ipv4, Tcp, Udp};

/// The headers of a frame, from the outermost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Header {
    /// Ethernet II: data link layer.
    Ethernet,
    /// IPv4: network layer.
    Ipv4,
    /// TCP: transport layer.
    Tcp,
    /// UDP: transport layer.
    Udp,
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
    /// A clause of IEEE 802.3.
    Ieee8023 {
        /// The clause.
        clause: &'static str,
    },
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
    /// A stable name for attributes and links, which is also the serialized form of `id`.
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
}

/// A row: the field, its header, its name, its short name, its slug, its bits, its standard.
#[rustfmt::skip]
static TABLE: [FieldSpec; 54] = [
    field(FieldId::EthernetDestination, Ethernet, ["Destination Address", "Dst MAC", "ethernet-destination"], 0..48, rfc(894, "Address Mappings")),
    field(FieldId::EthernetSource, Ethernet, ["Source Address", "Src MAC", "ethernet-source"], 48..96, rfc(894, "Address Mappings")),
    field(FieldId::EtherType, Ethernet, ["EtherType", "Type", "ether-type"], 96..112, rfc(894, "Frame Format")),
    field(FieldId::EthernetPadding, Ethernet, ["Padding", "Pad", "ethernet-padding"], 0..0, rfc(894, "Frame Format")),
    field(FieldId::EthernetFcs, Ethernet, ["Frame Check Sequence", "FCS", "ethernet-fcs"], 0..0, Standard::Ieee8023 { clause: "3.2.9" }),
    field(FieldId::Ipv4Version, Ipv4, ["Version", "Ver", "ipv4-version"], 0..4, rfc(791, "3.1")),
    field(FieldId::Ipv4HeaderLength, Ipv4, ["Internet Header Length", "IHL", "ipv4-header-length"], 4..8, rfc(791, "3.1")),
    field(FieldId::Ipv4Dscp, Ipv4, ["Differentiated Services Codepoint", "DSCP", "ipv4-dscp"], 8..14, rfc(3168, "5")),
    field(FieldId::Ipv4Ecn, Ipv4, ["Explicit Congestion Notification", "ECN", "ipv4-ecn"], 14..16, rfc(3168, "5")),
    field(FieldId::Ipv4TotalLength, Ipv4, ["Total Length", "Len", "ipv4-total-length"], 16..32, rfc(791, "3.1")),
    field(FieldId::Ipv4Identification, Ipv4, ["Identification", "ID", "ipv4-identification"], 32..48, rfc(791, "3.1")),
    field(FieldId::Ipv4FlagReserved, Ipv4, ["Reserved Flag", "0", "ipv4-flag-reserved"], 48..49, rfc(791, "3.1")),
    field(FieldId::Ipv4DontFragment, Ipv4, ["Don't Fragment", "DF", "ipv4-dont-fragment"], 49..50, rfc(791, "3.1")),
    field(FieldId::Ipv4MoreFragments, Ipv4, ["More Fragments", "MF", "ipv4-more-fragments"], 50..51, rfc(791, "3.1")),
    field(FieldId::Ipv4FragmentOffset, Ipv4, ["Fragment Offset", "Frag Off", "ipv4-fragment-offset"], 51..64, rfc(791, "3.1")),
    field(FieldId::Ipv4Ttl, Ipv4, ["Time to Live", "TTL", "ipv4-ttl"], 64..72, rfc(791, "3.1")),
    field(FieldId::Ipv4Protocol, Ipv4, ["Protocol", "Proto", "ipv4-protocol"], 72..80, rfc(791, "3.1")),
    field(FieldId::Ipv4HeaderChecksum, Ipv4, ["Header Checksum", "Checksum", "ipv4-header-checksum"], 80..96, rfc(791, "3.1")),
    field(FieldId::Ipv4Source, Ipv4, ["Source Address", "Src IP", "ipv4-source"], 96..128, rfc(791, "3.1")),
    field(FieldId::Ipv4Destination, Ipv4, ["Destination Address", "Dst IP", "ipv4-destination"], 128..160, rfc(791, "3.1")),
    field(FieldId::Ipv4Options, Ipv4, ["Options", "Opts", "ipv4-options"], 0..0, rfc(791, "3.1")),
    field(FieldId::TcpSourcePort, Tcp, ["Source Port", "Src Port", "tcp-source-port"], 0..16, rfc(9293, "3.1")),
    field(FieldId::TcpDestinationPort, Tcp, ["Destination Port", "Dst Port", "tcp-destination-port"], 16..32, rfc(9293, "3.1")),
    field(FieldId::TcpSequenceNumber, Tcp, ["Sequence Number", "Seq", "tcp-sequence-number"], 32..64, rfc(9293, "3.1")),
    field(FieldId::TcpAcknowledgmentNumber, Tcp, ["Acknowledgment Number", "Ack No.", "tcp-acknowledgment-number"], 64..96, rfc(9293, "3.1")),
    field(FieldId::TcpDataOffset, Tcp, ["Data Offset", "Off", "tcp-data-offset"], 96..100, rfc(9293, "3.1")),
    field(FieldId::TcpReserved, Tcp, ["Reserved", "Rsrvd", "tcp-reserved"], 100..104, rfc(9293, "3.1")),
    field(FieldId::TcpCwr, Tcp, ["CWR", "CWR", "tcp-cwr"], 104..105, rfc(3168, "6.1")),
    field(FieldId::TcpEce, Tcp, ["ECE", "ECE", "tcp-ece"], 105..106, rfc(3168, "6.1")),
    field(FieldId::TcpUrg, Tcp, ["URG", "URG", "tcp-urg"], 106..107, rfc(9293, "3.1")),
    field(FieldId::TcpAck, Tcp, ["ACK", "ACK", "tcp-ack"], 107..108, rfc(9293, "3.1")),
    field(FieldId::TcpPsh, Tcp, ["PSH", "PSH", "tcp-psh"], 108..109, rfc(9293, "3.1")),
    field(FieldId::TcpRst, Tcp, ["RST", "RST", "tcp-rst"], 109..110, rfc(9293, "3.1")),
    field(FieldId::TcpSyn, Tcp, ["SYN", "SYN", "tcp-syn"], 110..111, rfc(9293, "3.1")),
    field(FieldId::TcpFin, Tcp, ["FIN", "FIN", "tcp-fin"], 111..112, rfc(9293, "3.1")),
    field(FieldId::TcpWindow, Tcp, ["Window", "Window", "tcp-window"], 112..128, rfc(9293, "3.1")),
    field(FieldId::TcpChecksum, Tcp, ["Checksum", "Checksum", "tcp-checksum"], 128..144, rfc(9293, "3.1")),
    field(FieldId::TcpUrgentPointer, Tcp, ["Urgent Pointer", "Urg Ptr", "tcp-urgent-pointer"], 144..160, rfc(9293, "3.1")),
    field(FieldId::TcpOptions, Tcp, ["Options", "Opts", "tcp-options"], 0..0, rfc(9293, "3.1")),
    field(FieldId::TcpOptionEnd, Tcp, ["End of Option List", "End", "tcp-option-end"], 0..0, rfc(9293, "3.2")),
    field(FieldId::TcpOptionNop, Tcp, ["No-Operation", "NOP", "tcp-option-nop"], 0..0, rfc(9293, "3.2")),
    field(FieldId::TcpOptionMss, Tcp, ["Maximum Segment Size", "MSS", "tcp-option-mss"], 0..0, rfc(9293, "3.2")),
    field(FieldId::TcpOptionWindowScale, Tcp, ["Window Scale", "WS", "tcp-option-window-scale"], 0..0, rfc(7323, "2.2")),
    field(FieldId::TcpOptionSackPermitted, Tcp, ["SACK-Permitted", "SACK OK", "tcp-option-sack-permitted"], 0..0, rfc(2018, "2")),
    field(FieldId::TcpOptionSack, Tcp, ["SACK", "SACK", "tcp-option-sack"], 0..0, rfc(2018, "3")),
    field(FieldId::TcpOptionTimestamps, Tcp, ["Timestamps", "TS", "tcp-option-timestamps"], 0..0, rfc(7323, "3.2")),
    field(FieldId::TcpOptionUnknown, Tcp, ["Unknown Option", "Opt ?", "tcp-option-unknown"], 0..0, rfc(9293, "3.1")),
    field(FieldId::TcpOptionPadding, Tcp, ["Header Padding", "Pad", "tcp-option-padding"], 0..0, rfc(9293, "3.1")),
    field(FieldId::TcpData, Tcp, ["Data", "Data", "tcp-data"], 0..0, rfc(9293, "3.1")),
    field(FieldId::UdpSourcePort, Udp, ["Source Port", "Src Port", "udp-source-port"], 0..16, rfc(768, "Fields")),
    field(FieldId::UdpDestinationPort, Udp, ["Destination Port", "Dst Port", "udp-destination-port"], 16..32, rfc(768, "Fields")),
    field(FieldId::UdpLength, Udp, ["Length", "Len", "udp-length"], 32..48, rfc(768, "Fields")),
    field(FieldId::UdpChecksum, Udp, ["Checksum", "Checksum", "udp-checksum"], 48..64, rfc(768, "Fields")),
    field(FieldId::UdpData, Udp, ["Data", "Data", "udp-data"], 0..0, rfc(768, "Fields")),
];

/// One row of the table.
const fn field(
    id: FieldId,
    header: Header,
    names: [&'static str; 3],
    bits: Range<u16>,
    standard: Standard,
) -> FieldSpec {
    let [name, short, slug] = names;
    FieldSpec { id, header, name, short, slug, bits, standard }
}

/// A section of an RFC.
const fn rfc(number: u16, section: &'static str) -> Standard {
    Standard::Rfc { number, section }
}

#[cfg(test)]
mod tests {
    use serde::de::IntoDeserializer;
    use serde::de::value::{Error, StrDeserializer};

    use super::*;

    #[test]
    fn the_fixed_fields_tile_each_header() {
        for (header, len) in [(Ethernet, 14), (Ipv4, 20), (Tcp, 20), (Udp, 8)] {
            let end = fields_of(header).fold(0, |at, spec| {
                assert_eq!(spec.bits.start, at, "{:?}", spec.id);
                spec.bits.end
            });
            assert_eq!(end, len * 8);
        }
    }

    #[test]
    fn every_field_finds_its_own_entry() {
        for (index, spec) in all().iter().enumerate() {
            assert_eq!(spec.id as usize, index, "{:?}", spec.id);
            assert_eq!(spec.id.spec(), spec);
        }
    }

    #[test]
    fn a_slug_is_what_its_field_serializes_to() {
        for spec in all() {
            let slug: StrDeserializer<'_, Error> = spec.slug.into_deserializer();
            assert_eq!(FieldId::deserialize(slug), Ok(spec.id));
        }
    }
}
