//! One segment's frame as it goes over the line, taken apart: octets, fields, parts and checksums.

use std::ops::Range;

use sim::{Scenario, Transmission, Vantage};
use wire::fields::{FieldId, Header};
use wire::{FieldValue, Frame, PROTOCOL_TCP, PlacedField, checksum, fcs, lay_out};

/// The shortest frame that goes over the line, without its FCS (RFC 894).
const SHORTEST: usize = 60;
/// Octets of the FCS.
const FCS: usize = 4;

/// A frame and where everything lies in it.
pub(super) struct Anatomy {
    /// By meaning.
    pub(super) frame: Frame,
    /// Every octet from the destination address to the FCS, padding included.
    pub(super) octets: Vec<u8>,
    /// Every field in order, FCS included.
    pub(super) fields: Vec<PlacedField>,
    /// How many octets a capture on the host shows: neither padding nor FCS.
    pub(super) captured: usize,
}

/// A part of a frame: a header, what the segment carries, or what Ethernet puts behind it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    Ethernet,
    Ipv4,
    Tcp,
    Text,
    Padding,
    Fcs,
}

impl Part {
    pub(super) const ALL: [Part; 6] = [Part::Ethernet, Part::Ipv4, Part::Tcp, Part::Text, Part::Padding, Part::Fcs];

    /// The part that a field belongs to.
    pub(super) fn of(id: FieldId) -> Part {
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
    pub(super) fn layer(self) -> u8 {
        match self {
            Part::Ethernet | Part::Padding | Part::Fcs => 2,
            Part::Ipv4 => 3,
            Part::Tcp => 4,
            Part::Text => 7,
        }
    }

    /// A name for attributes and classes.
    pub(super) fn name(self) -> &'static str {
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

/// A checksum as it stands in its header, and as the octets give it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Check {
    pub(super) found: u16,
    pub(super) computed: u16,
}

impl Check {
    pub(super) fn fits(self) -> bool {
        checksum::agrees(self.found, self.computed)
    }
}

impl Anatomy {
    /// The frame of `sent` as `vantage` sees it, unless it is damaged so much that nothing in it has a place.
    pub(super) fn of(scenario: &Scenario, sent: &Transmission, vantage: Vantage) -> Option<Anatomy> {
        let frame = scenario.frame(sent, vantage);
        let mut octets = scenario.octets(sent, vantage).ok()?.to_vec();
        let captured = octets.len();
        octets.resize(captured.max(SHORTEST), 0);
        let mut fields = lay_out(&octets).ok()?;
        let fcs = fcs(&octets);
        let start = octets.len();
        octets.extend_from_slice(&fcs.to_be_bytes());
        fields.push(PlacedField {
            id: FieldId::EthernetFcs,
            bits: start * 8..octets.len() * 8,
            value: FieldValue::Number(fcs.into()),
            text: format!("0x{fcs:08x}"),
        });
        Some(Anatomy { frame, octets, fields, captured })
    }

    /// The field with this id, if the frame has it.
    pub(super) fn field(&self, id: FieldId) -> Option<&PlacedField> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// What a field says, as it is customarily written.
    pub(super) fn text(&self, id: FieldId) -> &str {
        self.field(id).map_or("", |field| &field.text)
    }

    /// The fields of one part.
    pub(super) fn fields_of(&self, part: Part) -> &[PlacedField] {
        let start = self.fields.iter().position(|field| Part::of(field.id) == part).unwrap_or(self.fields.len());
        let rest = &self.fields[start..];
        let len = rest.iter().position(|field| Part::of(field.id) != part).unwrap_or(rest.len());
        &rest[..len]
    }

    /// The octets of one part.
    pub(super) fn range(&self, part: Part) -> Range<usize> {
        let fields = self.fields_of(part);
        match (fields.first(), fields.last()) {
            (Some(first), Some(last)) => first.octets().start..last.octets().end,
            _ => 0..0,
        }
    }

    /// How many octets a part has.
    pub(super) fn len(&self, part: Part) -> usize {
        self.range(part).len()
    }

    /// The fields that have bits in octet `at`.
    pub(super) fn fields_at(&self, at: usize) -> impl Iterator<Item = &PlacedField> {
        self.fields.iter().filter(move |field| field.octets().contains(&at))
    }

    /// The check that a receiver makes with this field, if it is a checksum.
    pub(super) fn check(&self, id: FieldId) -> Option<Check> {
        let found = match self.field(id)?.value {
            FieldValue::Number(number) => u16::try_from(number).ok()?,
            _ => return None,
        };
        let computed = match id {
            FieldId::Ipv4HeaderChecksum => {
                checksum::checksum(checksum::words_without(&self.octets[self.range(Part::Ipv4)], 10))
            }
            FieldId::TcpChecksum => {
                let segment = self.range(Part::Tcp).start..self.range(Part::Tcp).end + self.len(Part::Text);
                let (src, dst) = (self.frame.ipv4.src, self.frame.ipv4.dst);
                let len = u16::try_from(segment.len()).ok()?;
                let pseudo_header = checksum::pseudo_header(src, dst, PROTOCOL_TCP, len);
                let words = checksum::words(&pseudo_header);
                checksum::checksum(words.chain(checksum::words_without(&self.octets[segment], 16)))
            }
            _ => return None,
        };
        Some(Check { found, computed })
    }

    /// Octets of padding between the datagram and the FCS.
    pub(super) fn padding(&self) -> usize {
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
                        assert!(anatomy.check(id).is_some_and(Check::fits), "{id:?}");
                    }
                }
            }
        }
    }
}
