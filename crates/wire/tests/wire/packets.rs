//! Every octet of a captured packet has one field, whatever lies below TCP and wherever the packet was cut.

use proptest::prelude::*;
use wire::checksum::{Working, pseudo_header_v6};
use wire::fields::FieldId;
use wire::{
    FieldValue, Frame, Link, PacketLayout, PlacedField, Segment, TcpOption, Transport, lay_out, lay_out_packet,
};

use crate::{octets, strategies};

const LINKS: [Link; 6] = [Link::Ethernet, Link::Cooked, Link::Cooked2, Link::Loopback, Link::Raw, Link::Other];

/// 2001:db8::1 and 2001:db8::2.
const HOSTS: [[u8; 16]; 2] = [
    [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
    [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2],
];

/// What goes before IP on this kind of link; `ether_type` is IP's.
fn link_header(link: Link, tags: &[u16], ether_type: u16) -> Vec<u8> {
    let address = [2, 0, 0, 0, 0, 1];
    let ether_type = ether_type.to_be_bytes();
    let behind = |header: &[u8]| {
        let mut octets = header.to_vec();
        for tag in tags {
            octets.extend([0x81, 0]);
            octets.extend(tag.to_be_bytes());
        }
        octets.extend(ether_type);
        octets
    };
    match link {
        Link::Ethernet => behind(&[&[2, 0, 0, 0, 0, 2][..], &address].concat()),
        Link::Cooked => behind(&[&[0, 4, 0, 1, 0, 6][..], &address, &[0, 0]].concat()),
        Link::Cooked2 => [&ether_type[..], &[0, 0, 0, 0, 0, 3, 0, 1, 4, 6], &address, &[0, 0]].concat(),
        Link::Loopback => vec![if ether_type == [8, 0] { 2 } else { 30 }, 0, 0, 0],
        Link::Raw | Link::Other => Vec::new(),
    }
}

/// An IPv6 packet: each extension header by its number with its octets from the second one on.
fn ipv6(extensions: &[(u8, &[u8])], transport: u8, payload: &[u8]) -> Vec<u8> {
    let numbers: Vec<u8> = extensions.iter().map(|(number, _)| *number).chain([transport]).collect();
    let mut behind = Vec::new();
    for ((_, rest), next) in extensions.iter().zip(&numbers[1..]) {
        behind.push(*next);
        behind.extend(*rest);
    }
    behind.extend(payload);
    let [high, low] = u16::try_from(behind.len()).expect("it fits").to_be_bytes();
    // Traffic class 0xb9: DSCP 46, ECN 1. Flow label 0x12345.
    let fixed = [0x6b, 0x91, 0x23, 0x45, high, low, numbers[0], 64];
    [&fixed[..], &HOSTS[0], &HOSTS[1], &behind].concat()
}

/// The octets of a segment from the first host to the second, with a checksum that fits.
fn tcp(segment: &Segment) -> Vec<u8> {
    let mut octets = wire::encode_segment(segment, [0, 0, 0, 0].into(), [0, 0, 0, 0].into()).expect("it fits");
    octets[16..18].fill(0);
    let checksum = Working::of(&pseudo(octets.len()), &octets, 16).checksum;
    octets[16..18].copy_from_slice(&checksum.to_be_bytes());
    octets
}

fn pseudo(len: usize) -> [u8; 40] {
    let [source, destination] = HOSTS.map(Into::into);
    pseudo_header_v6(source, destination, wire::PROTOCOL_TCP, u32::try_from(len).expect("it fits"))
}

fn shown(fields: &[PlacedField]) -> String {
    fields.iter().map(|field| format!("{} {}\n", field.id.slug(), field.text)).collect()
}

/// Whether the fields lie side by side from the first bit to the last, and those missing are told.
fn tiles(layout: &PacketLayout, captured: usize, original: usize) {
    let mut at = 0;
    for field in &layout.fields {
        assert_eq!(field.bits.start, at, "{field:?}");
        assert!(field.bits.end > at, "{field:?}");
        at = field.bits.end;
    }
    assert_eq!(at, captured * 8);
    assert_eq!(layout.missing, original.saturating_sub(captured));
    let cut = layout.fields.iter().position(|field| field.value == FieldValue::Cut);
    assert!(cut.is_none_or(|cut| cut + 1 == layout.fields.len()), "something follows a cut field");
}

#[test]
fn a_tagged_packet_of_ipv6_with_options_is_written_as_people_write_it() {
    let segment = Segment { text: b"GET /\r\n"[..].into(), ..syn() };
    let packet = ipv6(&[(0, &[0, 1, 4, 0, 0, 0, 0]), (44, &[0, 0, 0, 0, 0, 0, 9])], 6, &tcp(&segment));
    let octets = [link_header(Link::Ethernet, &[0xb00a, 0x0007], 0x86dd), packet].concat();
    let layout = lay_out_packet(Link::Ethernet, &octets, octets.len());
    tiles(&layout, octets.len(), octets.len());
    let expected = "\
ethernet-destination 02:00:00:00:00:02
ethernet-source 02:00:00:00:00:01
ether-type 0x8100
vlan-priority 5
vlan-drop-eligible 1
vlan-identifier 10
vlan-ether-type 0x8100
vlan-priority 0
vlan-drop-eligible 0
vlan-identifier 7
vlan-ether-type 0x86dd
ipv6-version 6
ipv6-dscp 46
ipv6-ecn 1
ipv6-flow-label 0x12345
ipv6-payload-length 55
ipv6-next-header 0
ipv6-hop-limit 64
ipv6-source 2001:db8::1
ipv6-destination 2001:db8::2
extension-next-header 44
extension-length 0
extension-data 01 04 00 00 00 00
extension-next-header 6
extension-data 00 00 00 00 00 00 09
tcp-source-port 49152
tcp-destination-port 80
tcp-sequence-number 2147483648
tcp-acknowledgment-number 0
tcp-data-offset 8
";
    assert_eq!(shown(&layout.fields)[..expected.len()], *expected);
    assert!(shown(&layout.fields).ends_with("tcp-option-end \ntcp-data GET /..\n"), "{}", shown(&layout.fields));
}

/// A SYN with three options, of which the last does not fill its word.
fn syn() -> Segment {
    let options = vec![TcpOption::Mss(1440), TcpOption::SackPermitted, TcpOption::Nop, TcpOption::WindowScale(7)];
    let segment = octets::syn().segment().cloned().expect("it is one");
    Segment { options: [options, vec![TcpOption::Nop, TcpOption::End]].concat(), ..segment }
}

#[test]
fn what_linux_and_bsd_put_before_a_packet_is_read() {
    let packet = ipv6(&[], 6, &tcp(&syn()));
    let before = |link| {
        let octets = [link_header(link, &[], 0x86dd), packet.clone()].concat();
        let fields = lay_out_packet(link, &octets, octets.len()).fields;
        let ipv6 = fields.iter().position(|field| field.id == FieldId::Ipv6Version).expect("it is IPv6");
        shown(&fields[..ipv6])
    };
    let cooked = "\
cooked-packet-type 4
cooked-device-type 1
cooked-address-length 6
cooked-address 02:00:00:00:00:01
cooked-protocol 0x86dd
";
    let cooked2 = "\
cooked2-protocol 0x86dd
cooked2-reserved 0
cooked2-interface 3
cooked2-device-type 1
cooked2-packet-type 4
cooked2-address-length 6
cooked2-address 02:00:00:00:00:01
";
    assert_eq!(before(Link::Cooked), cooked);
    assert_eq!(before(Link::Cooked2), cooked2);
    assert_eq!(before(Link::Loopback), "loopback-family 30\n");
    assert_eq!(before(Link::Raw), "");
}

#[test]
fn a_field_that_is_cut_shows_the_octets_that_there_are() {
    let octets = ipv6(&[], 6, &tcp(&syn()));
    let last = |captured: usize| {
        let layout = lay_out_packet(Link::Raw, &octets[..captured], octets.len());
        tiles(&layout, captured, octets.len());
        let last = layout.fields.last().cloned().expect("there are fields");
        (last.id, last.bits.len(), last.value == FieldValue::Cut, last.text)
    };
    let cut = |id, bits, text: &str| (id, bits, true, text.to_owned());
    assert_eq!(last(1), cut(FieldId::Ipv6Dscp, 4, "…"));
    assert_eq!(last(26), cut(FieldId::Ipv6Destination, 16, "20 01 …"));
    assert_eq!(last(46), cut(FieldId::TcpSequenceNumber, 16, "80 00 …"));
    assert_eq!(last(62), cut(FieldId::TcpOptions, 16, "02 04 …"));
    // The capture ends just where an option does, so that nothing is cut but the packet.
    assert_eq!(last(64), (FieldId::TcpOptionMss, 32, false, "1440".to_owned()));
}

#[test]
fn options_that_cannot_be_read_share_one_field() {
    let mut octets = ipv6(&[], 6, &tcp(&syn()));
    octets[65] = 99;
    let fields = lay_out_packet(Link::Raw, &octets, octets.len()).fields;
    let last = fields.last().map(|field| (field.id, field.octets(), field.value != FieldValue::Cut));
    assert_eq!(last, Some((FieldId::TcpOptions, 64..72, true)));
}

#[test]
fn what_is_not_understood_has_a_field_too() {
    let of = |link, octets: &[u8]| {
        let fields = lay_out_packet(link, octets, octets.len()).fields;
        fields.last().map(|field| (field.id, field.octets()))
    };
    // ARP; a protocol that is not read; a fragment; a link that is not read; a data offset that cannot be.
    let arp = [link_header(Link::Ethernet, &[], 0x0806), vec![0; 28]].concat();
    assert_eq!(of(Link::Ethernet, &arp), Some((FieldId::OtherOctets, 14..42)));
    assert_eq!(of(Link::Raw, &ipv6(&[], 58, &[1; 8])), Some((FieldId::OtherOctets, 40..48)));
    let fragment = ipv6(&[(44, &[0, 0, 1, 0, 0, 0, 9])], 6, &tcp(&syn()));
    assert_eq!(of(Link::Raw, &fragment), Some((FieldId::OtherOctets, 48..80)));
    assert_eq!(of(Link::Other, &fragment), Some((FieldId::OtherOctets, 0..80)));
    let mut malformed = ipv6(&[], 6, &tcp(&syn()));
    malformed[52] = 0x40;
    assert_eq!(of(Link::Raw, &malformed), Some((FieldId::OtherOctets, 60..72)));
}

proptest! {
    #[test]
    fn any_octets_have_one_field_each(octets in strategies::octets(200), link in 0..6_usize, more in 0..100_usize) {
        let original = octets.len() + more;
        tiles(&lay_out_packet(LINKS[link], &octets, original), octets.len(), original);
    }

    #[test]
    fn a_whole_frame_is_laid_out_as_on_the_line(frame in strategies::frame(), padding in 0..20_usize) {
        let mut octets = frame.encode().unwrap();
        octets.resize(octets.len() + padding, 0);
        let layout = lay_out_packet(Link::Ethernet, &octets, octets.len());
        prop_assert_eq!(Ok(layout.fields), lay_out(&octets));
    }

    #[test]
    fn a_cut_takes_nothing_from_the_fields_before_it(
        segment in strategies::segment(),
        is_ipv6 in any::<bool>(),
        link in 0..6_usize,
        tags in proptest::collection::vec(any::<u16>(), 0..3),
        changes in proptest::collection::vec(any::<(prop::sample::Index, u8)>(), 0..4),
        cut in any::<prop::sample::Index>(),
    ) {
        let (link, ether_type) = (LINKS[link], if is_ipv6 { 0x86dd } else { 0x0800 });
        let packet = if is_ipv6 {
            ipv6(&[(60, &[0, 1, 4, 0, 0, 0, 0])], 6, &tcp(&segment))
        } else {
            Frame { transport: Transport::Tcp(segment), ..octets::syn() }.encode().unwrap()[14..].to_vec()
        };
        let mut octets = [link_header(link, &tags, ether_type), packet].concat();
        for (at, value) in changes {
            let at = at.index(octets.len());
            octets[at] = value;
        }
        let whole = lay_out_packet(link, &octets, octets.len());
        tiles(&whole, octets.len(), octets.len());
        let captured = cut.index(octets.len() + 1);
        let part = lay_out_packet(link, &octets[..captured], octets.len());
        tiles(&part, captured, octets.len());
        let before = part.fields.len().saturating_sub(1);
        prop_assert_eq!(&part.fields[..before], &whole.fields[..before]);
    }

    #[test]
    fn the_checksum_over_ipv6_fits(segment in strategies::segment()) {
        let octets = tcp(&segment);
        prop_assert!(Working::of(&pseudo(octets.len()), &octets, 16).fits());
    }
}
