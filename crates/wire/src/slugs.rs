//! The fields' names for attributes and links: a table of its own, so that whoever reads a link needs no more than it.

use crate::fields::FieldId;

impl FieldId {
    /// A stable name for attributes and links, which is also the serialized form.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        SLUGS[self as usize].1
    }

    /// The field with this name.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<FieldId> {
        SLUGS.iter().find(|(_, of)| *of == slug).map(|(id, _)| *id)
    }
}

/// A row for each field, in their order.
static SLUGS: [(FieldId, &str); 84] = [
    (FieldId::EthernetDestination, "ethernet-destination"),
    (FieldId::EthernetSource, "ethernet-source"),
    (FieldId::EtherType, "ether-type"),
    (FieldId::EthernetPadding, "ethernet-padding"),
    (FieldId::EthernetFcs, "ethernet-fcs"),
    (FieldId::VlanPriority, "vlan-priority"),
    (FieldId::VlanDropEligible, "vlan-drop-eligible"),
    (FieldId::VlanIdentifier, "vlan-identifier"),
    (FieldId::VlanEtherType, "vlan-ether-type"),
    (FieldId::CookedPacketType, "cooked-packet-type"),
    (FieldId::CookedDeviceType, "cooked-device-type"),
    (FieldId::CookedAddressLength, "cooked-address-length"),
    (FieldId::CookedAddress, "cooked-address"),
    (FieldId::CookedProtocol, "cooked-protocol"),
    (FieldId::Cooked2Protocol, "cooked2-protocol"),
    (FieldId::Cooked2Reserved, "cooked2-reserved"),
    (FieldId::Cooked2Interface, "cooked2-interface"),
    (FieldId::Cooked2DeviceType, "cooked2-device-type"),
    (FieldId::Cooked2PacketType, "cooked2-packet-type"),
    (FieldId::Cooked2AddressLength, "cooked2-address-length"),
    (FieldId::Cooked2Address, "cooked2-address"),
    (FieldId::LoopbackFamily, "loopback-family"),
    (FieldId::Ipv4Version, "ipv4-version"),
    (FieldId::Ipv4HeaderLength, "ipv4-header-length"),
    (FieldId::Ipv4Dscp, "ipv4-dscp"),
    (FieldId::Ipv4Ecn, "ipv4-ecn"),
    (FieldId::Ipv4TotalLength, "ipv4-total-length"),
    (FieldId::Ipv4Identification, "ipv4-identification"),
    (FieldId::Ipv4FlagReserved, "ipv4-flag-reserved"),
    (FieldId::Ipv4DontFragment, "ipv4-dont-fragment"),
    (FieldId::Ipv4MoreFragments, "ipv4-more-fragments"),
    (FieldId::Ipv4FragmentOffset, "ipv4-fragment-offset"),
    (FieldId::Ipv4Ttl, "ipv4-ttl"),
    (FieldId::Ipv4Protocol, "ipv4-protocol"),
    (FieldId::Ipv4HeaderChecksum, "ipv4-header-checksum"),
    (FieldId::Ipv4Source, "ipv4-source"),
    (FieldId::Ipv4Destination, "ipv4-destination"),
    (FieldId::Ipv4Options, "ipv4-options"),
    (FieldId::Ipv6Version, "ipv6-version"),
    (FieldId::Ipv6Dscp, "ipv6-dscp"),
    (FieldId::Ipv6Ecn, "ipv6-ecn"),
    (FieldId::Ipv6FlowLabel, "ipv6-flow-label"),
    (FieldId::Ipv6PayloadLength, "ipv6-payload-length"),
    (FieldId::Ipv6NextHeader, "ipv6-next-header"),
    (FieldId::Ipv6HopLimit, "ipv6-hop-limit"),
    (FieldId::Ipv6Source, "ipv6-source"),
    (FieldId::Ipv6Destination, "ipv6-destination"),
    (FieldId::ExtensionNextHeader, "extension-next-header"),
    (FieldId::ExtensionLength, "extension-length"),
    (FieldId::ExtensionData, "extension-data"),
    (FieldId::TcpSourcePort, "tcp-source-port"),
    (FieldId::TcpDestinationPort, "tcp-destination-port"),
    (FieldId::TcpSequenceNumber, "tcp-sequence-number"),
    (FieldId::TcpAcknowledgmentNumber, "tcp-acknowledgment-number"),
    (FieldId::TcpDataOffset, "tcp-data-offset"),
    (FieldId::TcpReserved, "tcp-reserved"),
    (FieldId::TcpCwr, "tcp-cwr"),
    (FieldId::TcpEce, "tcp-ece"),
    (FieldId::TcpUrg, "tcp-urg"),
    (FieldId::TcpAck, "tcp-ack"),
    (FieldId::TcpPsh, "tcp-psh"),
    (FieldId::TcpRst, "tcp-rst"),
    (FieldId::TcpSyn, "tcp-syn"),
    (FieldId::TcpFin, "tcp-fin"),
    (FieldId::TcpWindow, "tcp-window"),
    (FieldId::TcpChecksum, "tcp-checksum"),
    (FieldId::TcpUrgentPointer, "tcp-urgent-pointer"),
    (FieldId::TcpOptions, "tcp-options"),
    (FieldId::TcpOptionEnd, "tcp-option-end"),
    (FieldId::TcpOptionNop, "tcp-option-nop"),
    (FieldId::TcpOptionMss, "tcp-option-mss"),
    (FieldId::TcpOptionWindowScale, "tcp-option-window-scale"),
    (FieldId::TcpOptionSackPermitted, "tcp-option-sack-permitted"),
    (FieldId::TcpOptionSack, "tcp-option-sack"),
    (FieldId::TcpOptionTimestamps, "tcp-option-timestamps"),
    (FieldId::TcpOptionUnknown, "tcp-option-unknown"),
    (FieldId::TcpOptionPadding, "tcp-option-padding"),
    (FieldId::TcpData, "tcp-data"),
    (FieldId::UdpSourcePort, "udp-source-port"),
    (FieldId::UdpDestinationPort, "udp-destination-port"),
    (FieldId::UdpLength, "udp-length"),
    (FieldId::UdpChecksum, "udp-checksum"),
    (FieldId::UdpData, "udp-data"),
    (FieldId::OtherOctets, "other-octets"),
];

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde::de::IntoDeserializer;
    use serde::de::value::{Error, StrDeserializer};

    use super::*;

    #[test]
    fn a_slug_is_what_its_field_serializes_to() {
        for spec in crate::fields::all() {
            let slug: StrDeserializer<'_, Error> = spec.slug.into_deserializer();
            assert_eq!(FieldId::deserialize(slug), Ok(spec.id));
            assert_eq!(FieldId::from_slug(spec.id.slug()), Some(spec.id));
        }
        assert_eq!(FieldId::from_slug("tcp"), None);
    }
}
