//! Every bit of a frame has one field, and the field says what the frame means.

use bytes::Bytes;
use proptest::prelude::*;
use wire::fields::FieldId;
use wire::{DecodeError, FieldValue, Flags, Frame, Segment, TcpOption, Transport, lay_out};

use crate::{octets, strategies};

/// The value at `id`, which is laid out once.
fn value(frame: &Frame, id: FieldId) -> FieldValue {
    let octets = frame.encode().expect("the frame fits");
    let mut fields = lay_out(&octets).expect("the frame is whole").into_iter().filter(|field| field.id == id);
    let field = fields.next().expect("the field is there");
    assert!(fields.next().is_none(), "{id:?} is there twice");
    field.value
}

fn number(value: impl Into<u64>) -> FieldValue {
    FieldValue::Number(value.into())
}

#[test]
fn a_syn_is_written_as_people_write_it() {
    let fields = lay_out(&octets::syn().encode().unwrap()).unwrap();
    let shown: Vec<String> = fields.iter().map(|field| format!("{} {}", field.id.spec().slug, field.text)).collect();
    let expected = "\
ethernet-destination 02:00:00:00:00:02
ethernet-source 02:00:00:00:00:01
ether-type 0x0800
ipv4-version 4
ipv4-header-length 5
ipv4-dscp 0
ipv4-ecn 0
ipv4-total-length 48
ipv4-identification 7238
ipv4-flag-reserved 0
ipv4-dont-fragment 1
ipv4-more-fragments 0
ipv4-fragment-offset 0
ipv4-ttl 64
ipv4-protocol 6
ipv4-header-checksum 0x31fd
ipv4-source 192.0.2.1
ipv4-destination 198.51.100.80
tcp-source-port 49152
tcp-destination-port 80
tcp-sequence-number 2147483648
tcp-acknowledgment-number 0
tcp-data-offset 7
tcp-reserved 0
tcp-cwr 0
tcp-ece 0
tcp-urg 0
tcp-ack 0
tcp-psh 0
tcp-rst 0
tcp-syn 1
tcp-fin 0
tcp-window 65535
tcp-checksum 0x5149
tcp-urgent-pointer 0
tcp-option-mss 1460
tcp-option-window-scale 7
tcp-option-end ";
    assert_eq!(shown.join("\n"), expected);
}

#[test]
fn padding_of_the_header_and_of_the_frame_has_its_own_place() {
    let segment = Segment { options: vec![TcpOption::SackPermitted], ..Segment::default() };
    let mut octets = Frame { transport: Transport::Tcp(segment), ..octets::syn() }.encode().unwrap();
    octets.resize(60, 0);
    let fields = lay_out(&octets).unwrap();
    let last: Vec<_> = fields[fields.len() - 4..].iter().map(|field| (field.id, field.octets())).collect();
    assert_eq!(
        last,
        [
            (FieldId::TcpOptionSackPermitted, 54..56),
            (FieldId::TcpOptionEnd, 56..57),
            (FieldId::TcpOptionPadding, 57..58),
            (FieldId::EthernetPadding, 58..60),
        ]
    );
}

#[test]
fn text_that_cannot_be_printed_shows_as_dots() {
    let segment = Segment { text: Bytes::from_static(b"GET /\r\n"), ..Segment::default() };
    let octets = Frame { transport: Transport::Tcp(segment), ..octets::syn() }.encode().unwrap();
    assert_eq!(lay_out(&octets).unwrap().pop().unwrap().text, "GET /..");
}

#[test]
fn a_frame_with_a_wrong_checksum_can_be_looked_at() {
    let mut octets = octets::syn().encode().unwrap();
    octets[50] ^= 1;
    assert!(Frame::decode(&octets).is_err());
    assert!(lay_out(&octets).is_ok());
    octets[46] = 0x40;
    assert_eq!(lay_out(&octets), Err(DecodeError::TcpDataOffset { offset: 46, words: 4 }));
    octets[46] = 0x80;
    assert_eq!(lay_out(&octets), Err(DecodeError::Truncated { offset: 34, needed: 32, found: 28 }));
}

proptest! {
    #[test]
    fn the_fields_tile_every_frame(frame in strategies::frame(), padding in 0_usize..20) {
        let mut octets = frame.encode().unwrap();
        octets.resize(octets.len() + padding, 0);
        let mut at = 0;
        for field in lay_out(&octets).unwrap() {
            prop_assert_eq!(field.bits.start, at);
            prop_assert!(field.bits.end > at);
            at = field.bits.end;
        }
        prop_assert_eq!(at, octets.len() * 8);
    }

    #[test]
    fn the_outer_headers_say_what_the_frame_means(frame in strategies::frame()) {
        let octets = frame.encode().unwrap();
        let ipv4 = &frame.ipv4;
        let is = |id, expected| assert_eq!(value(&frame, id), expected, "{id:?}");
        is(FieldId::EthernetDestination, FieldValue::Mac(frame.ethernet.dst));
        is(FieldId::EthernetSource, FieldValue::Mac(frame.ethernet.src));
        is(FieldId::EtherType, number(0x0800_u16));
        is(FieldId::Ipv4Version, number(4_u8));
        is(FieldId::Ipv4HeaderLength, number(5_u8));
        is(FieldId::Ipv4Dscp, number(ipv4.tos >> 2));
        is(FieldId::Ipv4Ecn, number(ipv4.tos & 3));
        is(FieldId::Ipv4TotalLength, number((octets.len() - 14) as u64));
        is(FieldId::Ipv4Identification, number(ipv4.identification));
        is(FieldId::Ipv4FlagReserved, number(0_u8));
        is(FieldId::Ipv4DontFragment, number(u8::from(ipv4.dont_fragment)));
        is(FieldId::Ipv4MoreFragments, number(0_u8));
        is(FieldId::Ipv4FragmentOffset, number(0_u8));
        is(FieldId::Ipv4Ttl, number(ipv4.ttl));
        is(FieldId::Ipv4Protocol, number(if frame.segment().is_some() { 6_u8 } else { 17 }));
        is(FieldId::Ipv4Source, FieldValue::Address(ipv4.src.into()));
        is(FieldId::Ipv4Destination, FieldValue::Address(ipv4.dst.into()));
        if let Transport::Udp(datagram) = &frame.transport {
            is(FieldId::UdpSourcePort, number(datagram.src_port));
            is(FieldId::UdpDestinationPort, number(datagram.dst_port));
            is(FieldId::UdpLength, number((datagram.payload.len() + 8) as u64));
        }
    }

    #[test]
    fn the_tcp_header_says_what_the_segment_means(segment in strategies::segment()) {
        let frame = Frame { transport: Transport::Tcp(segment.clone()), ..octets::syn() };
        let octets = frame.encode().unwrap();
        let is = |id, expected| assert_eq!(value(&frame, id), expected, "{id:?}");
        is(FieldId::TcpSourcePort, number(segment.src_port));
        is(FieldId::TcpDestinationPort, number(segment.dst_port));
        is(FieldId::TcpSequenceNumber, number(segment.seq.0));
        is(FieldId::TcpAcknowledgmentNumber, number(segment.ack.0));
        is(FieldId::TcpDataOffset, number(((octets.len() - 34 - segment.text.len()) / 4) as u64));
        is(FieldId::TcpReserved, number(0_u8));
        is(FieldId::TcpWindow, number(segment.window));
        is(FieldId::TcpUrgentPointer, number(segment.urgent));
        let bits = [
            (FieldId::TcpCwr, Flags::CWR),
            (FieldId::TcpEce, Flags::ECE),
            (FieldId::TcpUrg, Flags::URG),
            (FieldId::TcpAck, Flags::ACK),
            (FieldId::TcpPsh, Flags::PSH),
            (FieldId::TcpRst, Flags::RST),
            (FieldId::TcpSyn, Flags::SYN),
            (FieldId::TcpFin, Flags::FIN),
        ];
        for (id, flag) in bits {
            is(id, number(u8::from(segment.has(flag))));
        }
        if !segment.text.is_empty() {
            is(FieldId::TcpData, FieldValue::Octets(segment.text.clone()));
        }
        let fields = lay_out(&octets).unwrap();
        let options = fields.iter().filter_map(|field| match &field.value {
            FieldValue::Option(option) => Some(option.clone()),
            _ => None,
        });
        // One End may follow the options, to fill the last word.
        let options: Vec<TcpOption> = options.take(segment.options.len()).collect();
        prop_assert_eq!(options, segment.options);
    }

    #[test]
    fn mutated_octets_are_laid_out_whole_or_not_at_all(
        frame in strategies::frame(),
        changes in proptest::collection::vec(any::<(prop::sample::Index, u8)>(), 1..6),
    ) {
        let mut octets = frame.encode().unwrap();
        for (at, value) in changes {
            let at = at.index(octets.len());
            octets[at] = value;
        }
        if let Ok(fields) = lay_out(&octets) {
            prop_assert_eq!(fields.last().map(|field| field.bits.end), Some(octets.len() * 8));
        }
    }
}
