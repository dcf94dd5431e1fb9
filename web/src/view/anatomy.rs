//! One segment's frame as it goes over the line, taken apart: octets, fields, parts and checksums.

use std::ops::Range;

use sim::{Scenario, Transmission, Vantage};
use wire::checksum::{Working, pseudo_header};
use wire::fields::{FieldId, Header};
use wire::{EncodeError, FieldValue, Frame, PROTOCOL_TCP, PROTOCOL_UDP, PlacedField, lay_out, seal};

/// Octets of the FCS.
pub(crate) const FCS: usize = 4;

/// A frame and where everything lies in it.
pub(crate) struct Anatomy {
    /// By meaning.
    pub(crate) frame: Frame,
    /// Every octet from the destination address to the FCS, padding included.
    pub(crate) octets: Vec<u8>,
    /// Every field in order, FCS included.
    pub(crate) fields: Vec<PlacedField>,
    /// How many octets a capture on the host shows: neither padding nor FCS.
    pub(crate) captured: usize,
}

/// A part of a frame: a header, what the segment carries, or what Ethernet puts behind it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Part {
    Ethernet,
    Ipv4,
    Tcp,
    Text,
    Padding,
    Fcs,
}

impl Part {
    pub(crate) const ALL: [Part; 6] = [Part::Ethernet, Part::Ipv4, Part::Tcp, Part::Text, Part::Padding, Part::Fcs];

    /// The part that a field belongs to.
    pub(crate) fn of(id: FieldId) -> Part {
        match (id, id.spec().header) {
            (FieldId::EthernetFcs, _) => Part::Fcs,
            (FieldId::EthernetPadding, _) => Part::Padding,
            (FieldId::TcpData | FieldId::UdpData, _) => Part::Text,
            (_, Header::Ethernet) => Part::Ethernet,
            (_, Header::Ipv4) => Part::Ipv4,
            (_, Header::Tcp | Header::Udp) => Part::Tcp,
        }
    }

    /// The layer that adds it.
    pub(crate) fn layer(self) -> u8 {
        match self {
            Part::Ethernet | Part::Padding | Part::Fcs => 2,
            Part::Ipv4 => 3,
            Part::Tcp => 4,
            Part::Text => 7,
        }
    }

    /// A name for attributes and classes.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Part::Ethernet => "ethernet",
            Part::Ipv4 => "ipv4",
            Part::Tcp => "tcp",
            Part::Text => "text",
            Part::Padding => "padding",
            Part::Fcs => "fcs",
        }
    }
}

impl Anatomy {
    /// The frame of `sent` as `vantage` sees it, unless it is damaged so much that nothing in it has a place.
    pub(crate) fn of(scenario: &Scenario, sent: &Transmission, vantage: Vantage) -> Option<Anatomy> {
        let captured = scenario.octets(sent, vantage).ok()?.len();
        Anatomy::of_line(scenario.frame(sent, vantage), scenario.line(sent, vantage), captured)
    }

    /// The frame of `sent` as the router was to make it, whatever bit flips there.
    pub(crate) fn undamaged(scenario: &Scenario, sent: &Transmission) -> Option<Anatomy> {
        let frame = scenario.frame(sent, Vantage::Receiver);
        let octets = frame.encode().ok()?;
        Anatomy::of_line(frame, Ok(seal(&octets)), octets.len())
    }

    /// The same of what `sent` would be if UDP carried its text.
    pub(crate) fn of_datagram(scenario: &Scenario, sent: &Transmission) -> Option<Anatomy> {
        let frame = scenario.as_datagram(sent);
        let octets = frame.encode().ok()?;
        Anatomy::of_line(frame, Ok(seal(&octets)), octets.len())
    }

    fn of_line(frame: Frame, line: Result<Vec<u8>, EncodeError>, captured: usize) -> Option<Anatomy> {
        let octets = line.ok()?;
        let start = octets.len() - FCS;
        let mut fields = lay_out(&octets[..start]).ok()?;
        let fcs = octets[start..].iter().fold(0, |fcs, octet| fcs << 8 | u64::from(*octet));
        fields.push(PlacedField {
            id: FieldId::EthernetFcs,
            bits: start * 8..octets.len() * 8,
            value: FieldValue::Number(fcs),
            text: format!("0x{fcs:08x}"),
        });
        Some(Anatomy { frame, octets, fields, captured })
    }

    /// The field with this id, if the frame has it.
    pub(crate) fn field(&self, id: FieldId) -> Option<&PlacedField> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// What a field says, as it is customarily written.
    pub(crate) fn text(&self, id: FieldId) -> &str {
        self.field(id).map_or("", |field| &field.text)
    }

    /// The fields of one part.
    pub(crate) fn fields_of(&self, part: Part) -> &[PlacedField] {
        let start = self.fields.iter().position(|field| Part::of(field.id) == part).unwrap_or(self.fields.len());
        let rest = &self.fields[start..];
        let len = rest.iter().position(|field| Part::of(field.id) != part).unwrap_or(rest.len());
        &rest[..len]
    }

    /// The octets of one part.
    pub(crate) fn range(&self, part: Part) -> Range<usize> {
        let fields = self.fields_of(part);
        match (fields.first(), fields.last()) {
            (Some(first), Some(last)) => first.octets().start..last.octets().end,
            _ => 0..0,
        }
    }

    /// How many octets a part has.
    pub(crate) fn len(&self, part: Part) -> usize {
        self.range(part).len()
    }

    /// The fields that have bits in octet `at`.
    pub(crate) fn fields_at(&self, at: usize) -> impl Iterator<Item = &PlacedField> {
        self.fields.iter().filter(move |field| field.octets().contains(&at))
    }

    /// What a receiver does to check this field, if it is a checksum of 16 bits.
    pub(crate) fn working(&self, id: FieldId) -> Option<Working> {
        let (protocol, field) = match id {
            FieldId::Ipv4HeaderChecksum => {
                return Some(Working::of(None, &self.octets[self.range(Part::Ipv4)], 10));
            }
            FieldId::TcpChecksum => (PROTOCOL_TCP, 16),
            FieldId::UdpChecksum => (PROTOCOL_UDP, 6),
            _ => return None,
        };
        self.field(id)?;
        let segment = &self.octets[self.range(Part::Ipv4).end..self.captured];
        let len = u16::try_from(segment.len()).ok()?;
        let pseudo = pseudo_header(self.frame.ipv4.src, self.frame.ipv4.dst, protocol, len);
        Some(Working::of(Some(pseudo), segment, field))
    }

    /// Octets of padding between the datagram and the FCS.
    pub(crate) fn padding(&self) -> usize {
        self.octets.len() - FCS - self.captured
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lessons::catalogue;

    #[test]
    fn every_octet_of_every_lesson_has_a_field_and_every_checksum_fits() {
        for lesson in catalogue() {
            let timeline = sim::run(&lesson.scenario);
            for sent in &timeline.transmissions {
                for vantage in [Vantage::Sender, Vantage::Receiver] {
                    let anatomy = Anatomy::of(&timeline.scenario, sent, vantage).expect("a whole frame");
                    assert!((0..anatomy.octets.len()).all(|at| anatomy.fields_at(at).next().is_some()));
                    let parts: usize = Part::ALL.iter().map(|part| anatomy.len(*part)).sum();
                    assert_eq!(parts, anatomy.octets.len());
                    for id in [FieldId::Ipv4HeaderChecksum, FieldId::TcpChecksum] {
                        assert!(anatomy.working(id).is_some_and(|working| working.fits()), "{id:?}");
                    }
                }
            }
        }
    }
}
