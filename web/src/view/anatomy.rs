//! One segment's frame as it goes over the line, or as it was captured, taken apart: octets, fields, parts and checksums.

use std::net::IpAddr;
use std::ops::Range;

use capture::{Checksum, LinkType};
use lessons::fields::Within;
use sim::{Scenario, Transmission, Vantage};
use wire::checksum::{Working, pseudo_header, pseudo_header_v6};
use wire::fields::{FieldId, Header};
use wire::{
    EncodeError, FieldValue, Frame, Link, PROTOCOL_TCP, PROTOCOL_UDP, PlacedField, Segment, lay_out, lay_out_packet,
    seal,
};

use crate::model::Shown;

/// Octets of the FCS.
pub(crate) const FCS: usize = 4;

/// A frame and where everything lies in it.
pub(crate) struct Anatomy {
    /// By meaning, if it carries a segment.
    pub(crate) segment: Option<Segment>,
    /// Every octet: of a run from the destination address to the FCS, padding included; of a capture those that it has.
    pub(crate) octets: Vec<u8>,
    /// Every field in order, FCS included.
    pub(crate) fields: Vec<PlacedField>,
    /// How many octets a capture on the host shows: neither padding nor FCS.
    pub(crate) captured: usize,
    /// Where the octets are from.
    pub(crate) origin: Origin,
}

/// Where the octets of a frame are from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Origin {
    /// A run, of which everything is known.
    Run,
    /// A capture.
    Capture {
        /// How many octets were on the line and not captured.
        missing: usize,
        /// What is known of the segment's checksum.
        checksum: Checksum,
    },
}

/// What is to be said of a checksum.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Verdict {
    Fits,
    Differs,
    /// Nothing: some of what it covers was not captured.
    NotCovered,
    /// It is zero, since the interface was to fill it in after the capture.
    Zero,
    /// It is the sum of the pseudo-header, to which the interface was to add the rest.
    Partial,
}

/// A part of a frame: a header, what the segment carries, or what Ethernet puts behind it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Part {
    Ethernet,
    Vlan,
    Cooked,
    Loopback,
    Ipv4,
    Ipv6,
    Extension,
    Tcp,
    Text,
    Padding,
    Fcs,
    Other,
}

impl Part {
    pub(crate) const ALL: [Part; 12] = [
        Part::Ethernet,
        Part::Vlan,
        Part::Cooked,
        Part::Loopback,
        Part::Ipv4,
        Part::Ipv6,
        Part::Extension,
        Part::Tcp,
        Part::Text,
        Part::Padding,
        Part::Fcs,
        Part::Other,
    ];

    /// The part that a field belongs to.
    pub(crate) fn of(id: FieldId) -> Part {
        match (id, id.spec().header) {
            (FieldId::EthernetFcs, _) => Part::Fcs,
            (FieldId::EthernetPadding, _) => Part::Padding,
            (FieldId::TcpData | FieldId::UdpData, _) => Part::Text,
            (_, Header::Ethernet) => Part::Ethernet,
            (_, Header::Vlan) => Part::Vlan,
            (_, Header::Cooked | Header::Cooked2) => Part::Cooked,
            (_, Header::Loopback) => Part::Loopback,
            (_, Header::Ipv4) => Part::Ipv4,
            (_, Header::Ipv6) => Part::Ipv6,
            (_, Header::Extension) => Part::Extension,
            (_, Header::Tcp | Header::Udp) => Part::Tcp,
            (_, Header::Other) => Part::Other,
        }
    }

    /// Whether it is drawn in rows of 32 bits, with their numbers above.
    pub(crate) fn is_header(self) -> bool {
        !matches!(self, Part::Text | Part::Padding | Part::Fcs | Part::Other)
    }

    /// The layer that adds it.
    pub(crate) fn layer(self) -> u8 {
        match self {
            Part::Ethernet | Part::Vlan | Part::Cooked | Part::Loopback | Part::Padding | Part::Fcs | Part::Other => 2,
            Part::Ipv4 | Part::Ipv6 | Part::Extension => 3,
            Part::Tcp => 4,
            Part::Text => 7,
        }
    }

    /// A name for attributes and classes.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Part::Ethernet => "ethernet",
            Part::Vlan => "vlan",
            Part::Cooked => "cooked",
            Part::Loopback => "loopback",
            Part::Ipv4 => "ipv4",
            Part::Ipv6 => "ipv6",
            Part::Extension => "extension",
            Part::Tcp => "tcp",
            Part::Text => "text",
            Part::Padding => "padding",
            Part::Fcs => "fcs",
            Part::Other => "other",
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

    /// The packet that a transmission of a captured conversation is.
    pub(crate) fn captured(shown: &Shown, transmission: usize) -> Option<Anatomy> {
        let packet = shown.captured.packet(transmission)?;
        let segment = &shown.captured.timeline.transmissions.get(transmission)?.segment;
        Some(Anatomy::of_packet(packet.link, packet.octets, packet.header, segment))
    }

    /// The packet of `segment` as it was captured on a link of the type `link`: `octets` are those that the capture has,
    /// `header` is what was read from them.
    pub(crate) fn of_packet(link: LinkType, octets: &[u8], header: &capture::Header, segment: &Segment) -> Anatomy {
        let link = match link {
            LinkType::ETHERNET => Link::Ethernet,
            LinkType::LINUX_SLL => Link::Cooked,
            LinkType::LINUX_SLL2 => Link::Cooked2,
            LinkType::NULL | LinkType::LOOP => Link::Loopback,
            LinkType::IPV4 | LinkType::IPV6 => Link::Raw,
            link if LinkType::RAW.contains(&link) => Link::Raw,
            _ => Link::Other,
        };
        let layout = lay_out_packet(link, octets, header.place.original as usize);
        let end = header.text_at as usize + header.len as usize;
        Anatomy {
            segment: Some(segment.clone()),
            octets: octets.to_vec(),
            fields: layout.fields,
            captured: end.min(octets.len()),
            origin: Origin::Capture { missing: layout.missing, checksum: header.checksum },
        }
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
        let segment = frame.segment().cloned();
        Some(Anatomy { segment, octets, fields, captured, origin: Origin::Run })
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

    /// The header of the network layer.
    pub(crate) fn network(&self) -> Header {
        if self.field(FieldId::Ipv6Version).is_some() { Header::Ipv6 } else { Header::Ipv4 }
    }

    /// What its fields are read against.
    pub(crate) fn within(&self) -> Within<'_> {
        Within { segment: self.segment.as_ref(), network: self.network() }
    }

    /// How many octets were on the line and are not here.
    pub(crate) fn missing(&self) -> usize {
        if let Origin::Capture { missing, .. } = self.origin { missing } else { 0 }
    }

    /// What a receiver does to check this field, if it is a checksum of 16 bits and all that it covers is here.
    pub(crate) fn working(&self, id: FieldId) -> Option<Working> {
        let (protocol, field) = match id {
            FieldId::Ipv4HeaderChecksum => {
                let header = &self.octets[self.range(Part::Ipv4)];
                let is_whole = header.len() == self.number(FieldId::Ipv4HeaderLength)? * 4;
                return is_whole.then(|| Working::of(&[], header, 10));
            }
            FieldId::TcpChecksum => (PROTOCOL_TCP, 16),
            FieldId::UdpChecksum => (PROTOCOL_UDP, 6),
            _ => return None,
        };
        self.number(id)?;
        if matches!(self.origin, Origin::Capture { checksum: Checksum::NotCovered, .. }) {
            return None;
        }
        let segment = &self.octets[self.range(Part::Tcp).start..self.captured];
        Some(Working::of(&self.pseudo_header(protocol, segment.len())?, segment, field))
    }

    /// The pseudo-header of a transport `protocol` with `len` octets in this packet.
    pub(crate) fn pseudo_header(&self, protocol: u8, len: usize) -> Option<Vec<u8>> {
        let (source, destination) = match self.network() {
            Header::Ipv6 => (FieldId::Ipv6Source, FieldId::Ipv6Destination),
            _ => (FieldId::Ipv4Source, FieldId::Ipv4Destination),
        };
        match (self.address(source)?, self.address(destination)?) {
            (IpAddr::V4(source), IpAddr::V4(destination)) => {
                Some(pseudo_header(source, destination, protocol, u16::try_from(len).ok()?).to_vec())
            }
            (IpAddr::V6(source), IpAddr::V6(destination)) => {
                Some(pseudo_header_v6(source, destination, protocol, u32::try_from(len).ok()?).to_vec())
            }
            _ => None,
        }
    }

    /// What is to be said of this field, if it is a checksum of 16 bits. In a run it fits or not; a capture on the sending
    /// host sees what its interface has not filled in yet.
    pub(crate) fn verdict(&self, id: FieldId) -> Option<Verdict> {
        let is_checksum = matches!(id, FieldId::Ipv4HeaderChecksum | FieldId::TcpChecksum | FieldId::UdpChecksum);
        let found = self.number(id).filter(|_| is_checksum)?;
        match (id, self.origin, self.working(id)) {
            (FieldId::TcpChecksum, Origin::Capture { checksum, .. }, _) => Some(match checksum {
                Checksum::Good => Verdict::Fits,
                Checksum::Bad => Verdict::Differs,
                Checksum::NotCovered => Verdict::NotCovered,
                Checksum::Zero => Verdict::Zero,
                Checksum::Partial => Verdict::Partial,
            }),
            (_, _, None) => Some(Verdict::NotCovered),
            (_, _, Some(working)) if working.fits() => Some(Verdict::Fits),
            (_, Origin::Capture { .. }, _) if found == 0 => Some(Verdict::Zero),
            _ => Some(Verdict::Differs),
        }
    }

    /// The number that this field says, if it is there whole.
    fn number(&self, id: FieldId) -> Option<usize> {
        match self.field(id)?.value {
            FieldValue::Number(number) => usize::try_from(number).ok(),
            _ => None,
        }
    }

    /// The address that this field says, if it is there whole.
    fn address(&self, id: FieldId) -> Option<IpAddr> {
        match self.field(id)?.value {
            FieldValue::Address(address) => Some(address),
            _ => None,
        }
    }

    /// Octets of padding between the datagram and the FCS.
    pub(crate) fn padding(&self) -> usize {
        self.octets.len() - FCS - self.captured
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use capture::Place;
    use lessons::catalogue;
    use wire::{Flags, Seq, TcpOption};

    /// The links that a capture can have, each with whether its packets name their version of IP by an EtherType.
    const LINKS: [LinkType; 9] = [
        LinkType::ETHERNET,
        LinkType::LINUX_SLL,
        LinkType::LINUX_SLL2,
        LinkType::NULL,
        LinkType::LOOP,
        LinkType::IPV4,
        LinkType::IPV6,
        LinkType::RAW[0],
        LinkType::RAW[1],
    ];

    /// What a segment's checksum field has.
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub(crate) enum Filled {
        Right,
        Wrong,
        Zero,
        Partial,
    }

    /// A segment with options and text, which begin and end within words.
    pub(crate) fn segment() -> Segment {
        Segment {
            src_port: 50_000,
            dst_port: 80,
            seq: Seq(1000),
            ack: Seq(77),
            flags: Flags::ACK | Flags::PSH,
            window: 502,
            options: vec![TcpOption::Nop, TcpOption::Nop, TcpOption::Timestamps { value: 1, echo: 2 }],
            text: "GET / HTTP/1.1\r\n\r\n!".into(),
            ..Segment::default()
        }
    }

    /// The octets of a packet with that segment on a link of this type, with `tags` before IP if it is Ethernet.
    pub(crate) fn packet(link: LinkType, network: Header, tags: &[[u8; 2]], filled: Filled) -> Vec<u8> {
        let is_ipv6 = network == Header::Ipv6;
        let mut tcp = wire::encode_segment(&segment(), [192, 0, 2, 1].into(), [192, 0, 2, 2].into()).expect("it fits");
        let len = u16::try_from(tcp.len()).expect("it fits");
        let six = |last| std::net::Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, last);
        let pseudo = match is_ipv6 {
            true => pseudo_header_v6(six(1), six(2), PROTOCOL_TCP, len.into()).to_vec(),
            false => pseudo_header([192, 0, 2, 1].into(), [192, 0, 2, 2].into(), PROTOCOL_TCP, len).to_vec(),
        };
        let right = Working::of(&pseudo, &tcp, 16).checksum;
        let sum = wire::checksum::ones_complement_sum(wire::checksum::words(&pseudo));
        let found = match filled {
            Filled::Right => right,
            Filled::Wrong => right ^ 0x0101,
            Filled::Zero => 0,
            Filled::Partial => sum,
        };
        tcp[16..18].copy_from_slice(&found.to_be_bytes());
        let ip = if is_ipv6 {
            let [high, low] = (len + 8).to_be_bytes();
            let fixed = [0x60, 0, 0, 0, high, low, 60, 64];
            // Destination options that are nothing but padding.
            let options = [PROTOCOL_TCP, 0, 1, 4, 0, 0, 0, 0];
            [&fixed[..], &six(1).octets(), &six(2).octets(), &options].concat()
        } else {
            let [high, low] = (len + 24).to_be_bytes();
            let mut header =
                vec![0x46, 0, high, low, 0, 0, 0x40, 0, 64, 6, 0, 0, 192, 0, 2, 1, 192, 0, 2, 2, 1, 1, 1, 0];
            let checksum = Working::of(&[], &header, 10).checksum;
            header[10..12].copy_from_slice(&checksum.to_be_bytes());
            header
        };
        let ether_type: [u8; 2] = if is_ipv6 { [0x86, 0xdd] } else { [8, 0] };
        let address = [2, 0, 0, 0, 0, 1];
        let before = match link {
            LinkType::ETHERNET => {
                let tags = tags.iter().flat_map(|[high, low]| [0x81, 0, *high, *low]);
                let addresses = [2, 0, 0, 0, 0, 2].into_iter().chain(address);
                addresses.chain(tags).chain(ether_type).collect()
            }
            LinkType::LINUX_SLL => [&[0, 0, 0, 1, 0, 6][..], &address, &[0, 0], &ether_type].concat(),
            LinkType::LINUX_SLL2 => [&ether_type[..], &[0, 0, 0, 0, 0, 2, 0, 1, 0, 6], &address, &[0, 0]].concat(),
            LinkType::NULL => vec![if is_ipv6 { 30 } else { 2 }, 0, 0, 0],
            LinkType::LOOP => vec![0, 0, 0, if is_ipv6 { 24 } else { 2 }],
            _ => Vec::new(),
        };
        [before, ip, tcp].concat()
    }

    /// What the page shows of the first `captured` octets of a packet.
    pub(crate) fn seen(link: LinkType, octets: &[u8], captured: usize) -> (capture::Header, Anatomy) {
        let of = |len: usize| u32::try_from(len).expect("it fits");
        let place = Place { number: 1, offset: 0, captured: of(captured), original: of(octets.len()), interface: 0 };
        let header = capture::decode(link, &octets[..captured], 0, place).expect("a segment");
        (header, Anatomy::of_packet(link, &octets[..captured], &header, &segment()))
    }

    #[test]
    fn every_octet_of_a_captured_packet_has_a_field_and_its_text_is_where_the_capture_says() {
        for (link, network) in LINKS.into_iter().flat_map(|link| [(link, Header::Ipv4), (link, Header::Ipv6)]) {
            for tags in [&[][..], &[[0x20, 7]], &[[0, 7], [0xf0, 9]]] {
                let mut octets = packet(link, network, tags, Filled::Right);
                let end = octets.len();
                octets.extend([0; 4]);
                let (header, anatomy) = seen(link, &octets, octets.len());
                let parts: usize = Part::ALL.iter().map(|part| anatomy.len(*part)).sum();
                assert_eq!((parts, anatomy.captured, anatomy.missing()), (octets.len(), end, 0), "{link:?}");
                assert_eq!(anatomy.range(Part::Text), header.text_at as usize..end, "{link:?}");
                assert_eq!((anatomy.len(Part::Padding), anatomy.len(Part::Other)), (4, 0));
                assert_eq!(anatomy.network(), network);
                assert!(anatomy.working(FieldId::TcpChecksum).is_some_and(|working| working.fits()), "{link:?}");
            }
        }
    }

    #[test]
    fn a_checksum_that_was_left_to_the_interface_is_not_called_wrong() {
        let cases = [
            (Filled::Right, Checksum::Good, Verdict::Fits),
            (Filled::Wrong, Checksum::Bad, Verdict::Differs),
            (Filled::Zero, Checksum::Zero, Verdict::Zero),
            (Filled::Partial, Checksum::Partial, Verdict::Partial),
        ];
        for network in [Header::Ipv4, Header::Ipv6] {
            for (filled, checksum, verdict) in cases {
                let octets = packet(LinkType::ETHERNET, network, &[], filled);
                let (header, anatomy) = seen(LinkType::ETHERNET, &octets, octets.len());
                assert_eq!(header.checksum, checksum);
                assert_eq!(anatomy.verdict(FieldId::TcpChecksum), Some(verdict));
                let right = anatomy.working(FieldId::TcpChecksum).map(|working| working.checksum);
                let octets = packet(LinkType::ETHERNET, network, &[], Filled::Right);
                let (_, whole) = seen(LinkType::ETHERNET, &octets, octets.len());
                assert_eq!(right, whole.working(FieldId::TcpChecksum).map(|working| working.found));
            }
        }
        let mut octets = packet(LinkType::ETHERNET, Header::Ipv4, &[], Filled::Right);
        octets[24..26].fill(0);
        let (_, anatomy) = seen(LinkType::ETHERNET, &octets, octets.len());
        assert_eq!(anatomy.verdict(FieldId::Ipv4HeaderChecksum), Some(Verdict::Zero));
    }

    #[test]
    fn a_cut_packet_says_how_much_is_missing_and_its_checksum_cannot_be_checked() {
        for network in [Header::Ipv4, Header::Ipv6] {
            let octets = packet(LinkType::ETHERNET, network, &[], Filled::Right);
            let text = segment().text.len();
            for missing in 1..=text + 12 {
                let (_, anatomy) = seen(LinkType::ETHERNET, &octets, octets.len() - missing);
                assert_eq!(anatomy.missing(), missing);
                assert_eq!(anatomy.len(Part::Text), text.saturating_sub(missing));
                assert_eq!(anatomy.verdict(FieldId::TcpChecksum), Some(Verdict::NotCovered));
                assert_eq!(anatomy.working(FieldId::TcpChecksum), None);
                let parts: usize = Part::ALL.iter().map(|part| anatomy.len(*part)).sum();
                assert_eq!(parts, anatomy.octets.len());
            }
            // Within the timestamps: the two options before them can be read.
            let (_, anatomy) = seen(LinkType::ETHERNET, &octets, octets.len() - text - 3);
            let last = anatomy.fields.last().map(|field| (field.id, field.value == FieldValue::Cut));
            assert_eq!(last, Some((FieldId::TcpOptions, true)));
        }
    }

    #[test]
    fn every_octet_of_every_lesson_has_a_field_and_every_checksum_fits_but_of_what_is_made_wrong_or_damaged() {
        for lesson in catalogue() {
            let timeline = sim::run(&lesson.scenario);
            for sent in &timeline.transmissions {
                for vantage in [Vantage::Sender, Vantage::Receiver] {
                    let anatomy = Anatomy::of(&timeline.scenario, sent, vantage).expect("a whole frame");
                    assert!((0..anatomy.octets.len()).all(|at| anatomy.fields_at(at).next().is_some()));
                    let parts: usize = Part::ALL.iter().map(|part| anatomy.len(*part)).sum();
                    assert_eq!(parts, anatomy.octets.len());
                    let damaged = sent.copies.iter().any(|copy| matches!(copy.fate, sim::Fate::Corrupted { .. }));
                    let is_whole = vantage == Vantage::Sender || !damaged;
                    let is_right = sent.checksum == sim::Checksum::Right && is_whole;
                    for (id, fits) in [(FieldId::Ipv4HeaderChecksum, true), (FieldId::TcpChecksum, is_right)] {
                        let working = anatomy.working(id).expect("whole octets");
                        assert_eq!(working.fits(), fits, "{} {}: {id:?}", lesson.id, sent.entry);
                    }
                }
            }
        }
    }
}
