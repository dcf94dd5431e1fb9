//! Frames and segments as octets: exact, there and back, and never taken when they are damaged.

use std::net::Ipv4Addr;

use bytes::Bytes;
use proptest::prelude::*;
use wire::checksum::{Working, pseudo_header};
use wire::{
    Datagram, DecodeError, EncodeError, Ethernet, Flags, Frame, Ipv4, MacAddr, PROTOCOL_TCP, PROTOCOL_UDP, Segment,
    Seq, TcpOption, Transport, decode_ipv4, decode_segment, encode_ipv4, encode_segment, fcs, frame_len,
};

use crate::strategies;

const CLIENT: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 1);
const SERVER: Ipv4Addr = Ipv4Addr::new(198, 51, 100, 80);

/// A SYN as a client sends it, from RFC 5737's addresses for documentation.
pub(crate) fn syn() -> Frame {
    Frame {
        ethernet: Ethernet { dst: MacAddr([2, 0, 0, 0, 0, 2]), src: MacAddr([2, 0, 0, 0, 0, 1]) },
        ipv4: Ipv4 { tos: 0, identification: 0x1c46, dont_fragment: true, ttl: 64, src: CLIENT, dst: SERVER },
        transport: Transport::Tcp(Segment {
            src_port: 49_152,
            dst_port: 80,
            seq: Seq(0x8000_0000),
            flags: Flags::SYN,
            window: 0xffff,
            options: vec![TcpOption::Mss(1460), TcpOption::WindowScale(7)],
            ..Segment::default()
        }),
    }
}

/// The ones' complement of a ones' complement sum, the schoolbook way: add in full, then take the carries off the top
/// and add them below until none is left.
fn by_plain_addition(words: &[u64]) -> u16 {
    let mut sum: u64 = words.iter().sum();
    while sum > 0xffff {
        sum = (sum >> 16) + (sum & 0xffff);
    }
    !u16::try_from(sum).expect("the carries are gone")
}

#[test]
fn a_syn_is_these_very_octets() {
    let ipv4_checksum = by_plain_addition(&[0x4500, 0x0030, 0x1c46, 0x4000, 0x4006, 0xc000, 0x0201, 0xc633, 0x6450]);
    #[rustfmt::skip]
    let tcp_checksum = by_plain_addition(&[
        // The pseudo-header: both addresses, zero and protocol, 28 octets of segment.
        0xc000, 0x0201, 0xc633, 0x6450, 0x0006, 0x001c,
        0xc000, 0x0050, 0x8000, 0x0000, 0x0000, 0x0000, 0x7002, 0xffff, 0x0000,
        0x0204, 0x05b4, 0x0303, 0x0700,
    ]);
    // What the same additions give on paper.
    assert_eq!((ipv4_checksum, tcp_checksum), (0x31fd, 0x5149));
    #[rustfmt::skip]
    let expected = [
        0x02, 0, 0, 0, 0, 0x02,  0x02, 0, 0, 0, 0, 0x01,  0x08, 0x00,
        0x45, 0x00, 0x00, 0x30,  0x1c, 0x46, 0x40, 0x00,  0x40, 0x06, 0x31, 0xfd,
        192, 0, 2, 1,  198, 51, 100, 80,
        0xc0, 0x00, 0x00, 0x50,  0x80, 0, 0, 0,  0, 0, 0, 0,  0x70, 0x02, 0xff, 0xff,  0x51, 0x49, 0x00, 0x00,
        // MSS, window scale, and End to fill the word.
        0x02, 0x04, 0x05, 0xb4,  0x03, 0x03, 0x07,  0x00,
    ];
    assert_eq!(syn().encode().unwrap(), expected);
    assert_eq!(Frame::decode(&expected), Ok(syn()));
}

#[test]
fn the_last_word_of_the_options_is_filled_with_zeros() {
    let segment = Segment { flags: Flags::SYN, options: vec![TcpOption::SackPermitted], ..Segment::default() };
    let octets = encode_segment(&segment, CLIENT, SERVER).unwrap();
    assert_eq!(octets[20..], [4, 2, 0, 0]);
    let segment = Segment { options: vec![TcpOption::WindowScale(7), TcpOption::SackPermitted], ..segment };
    let octets = encode_segment(&segment, CLIENT, SERVER).unwrap();
    assert_eq!(octets[20..], [3, 3, 7, 4, 2, 0, 0, 0]);
}

#[test]
fn an_option_may_begin_anywhere_in_a_word_of_any_segment() {
    let options = vec![TcpOption::Nop, TcpOption::Mss(1460), TcpOption::Timestamps { value: 1, echo: 2 }];
    for flags in [Flags::SYN, Flags::ACK, Flags::ACK | Flags::FIN, Flags::RST] {
        let segment = Segment { flags, options: options.clone(), ..Segment::default() };
        let octets = encode_segment(&segment, CLIENT, SERVER).unwrap();
        assert_eq!(decode_segment(&octets, CLIENT, SERVER), Ok(segment));
    }
}

#[test]
fn padding_to_the_least_frame_is_not_text() {
    let mut octets = syn().encode().unwrap();
    octets.resize(64, 0);
    assert_eq!(Frame::decode(&octets), Ok(syn()));
}

#[test]
fn ipv4_options_are_stepped_over() {
    let mut octets = syn().encode().unwrap();
    octets.splice(34..34, [1, 1, 1, 0]);
    octets[14] = 0x46;
    octets[17] = 0x34;
    // Every word that changed or came, taken off the checksum: 0x0100, 0x0004, 0x0101, 0x0100.
    let checksum = 0x31fd_u16 - 0x0100 - 0x0004 - 0x0101 - 0x0100;
    octets[24..26].copy_from_slice(&checksum.to_be_bytes());
    assert_eq!(Frame::decode(&octets), Ok(syn()));
}

#[test]
fn a_damaged_ipv4_header_says_what_was_found_and_what_was_computed() {
    let mut octets = syn().encode().unwrap();
    octets[22] -= 1;
    let error = DecodeError::Ipv4Checksum { offset: 24, found: 0x31fd, computed: 0x32fd };
    assert_eq!(Frame::decode(&octets), Err(error));
}

#[test]
fn damaged_text_says_what_was_found_and_what_was_computed() {
    let mut octets = syn().encode().unwrap();
    octets[37] ^= 1;
    let error = DecodeError::TcpChecksum { offset: 50, found: 0x5149, computed: 0x5148 };
    assert_eq!(Frame::decode(&octets), Err(error));
}

#[test]
fn frames_of_other_protocols_are_named() {
    let change = |at: usize, value: u8| {
        let mut octets = syn().encode().unwrap();
        octets[at] = value;
        // The header's checksum is made right again, so that only the changed field is at fault.
        octets[24..26].copy_from_slice(&[0, 0]);
        let checksum = wire::checksum::checksum(wire::checksum::words(&octets[14..34]));
        octets[24..26].copy_from_slice(&checksum.to_be_bytes());
        Frame::decode(&octets).unwrap_err()
    };
    assert_eq!(change(13, 6), DecodeError::NotIpv4 { offset: 12, ether_type: 0x0806 });
    assert_eq!(change(14, 0x65), DecodeError::IpVersion { offset: 14, version: 6 });
    assert_eq!(change(14, 0x44), DecodeError::Ipv4HeaderLength { offset: 14, words: 4 });
    assert_eq!(change(17, 19), DecodeError::Ipv4TotalLength { offset: 16, total_length: 19, header: 20 });
    assert_eq!(change(17, 49), DecodeError::Truncated { offset: 14, needed: 49, found: 48 });
    assert_eq!(change(17, 39), DecodeError::Truncated { offset: 34, needed: 20, found: 19 });
    let fragment = DecodeError::Fragment { offset: 20, more_fragments: true, fragment_offset: 0 };
    assert_eq!(change(20, 0x20), fragment);
    assert_eq!(change(23, 1), DecodeError::Protocol { offset: 23, protocol: 1 });
    assert_eq!(Frame::decode(&[0; 13]), Err(DecodeError::Truncated { offset: 0, needed: 14, found: 13 }));
}

#[test]
fn errors_of_a_datagram_alone_count_from_its_own_start() {
    let syn = syn();
    let mut octets = encode_ipv4(&syn.ipv4, &syn.transport).unwrap();
    octets[23] ^= 1;
    let error = DecodeError::TcpChecksum { offset: 36, found: 0x5149, computed: 0x5148 };
    assert_eq!(decode_ipv4(&octets), Err(error));
    assert_eq!(decode_ipv4(&octets[..19]), Err(DecodeError::Truncated { offset: 0, needed: 20, found: 19 }));
    octets[0] = 0x65;
    assert_eq!(decode_ipv4(&octets), Err(DecodeError::IpVersion { offset: 0, version: 6 }));
}

#[test]
fn a_udp_checksum_of_zero_was_never_computed() {
    let datagram = Datagram { src_port: 53, dst_port: 1024, payload: Bytes::from_static(b"odd") };
    let frame = Frame { transport: Transport::Udp(datagram), ..syn() };
    let mut octets = frame.encode().unwrap();
    octets[41] ^= 1;
    assert!(matches!(Frame::decode(&octets), Err(DecodeError::UdpChecksum { offset: 40, .. })));
    octets[40..42].copy_from_slice(&[0, 0]);
    assert_eq!(Frame::decode(&octets), Ok(frame));
    octets[39] = 7;
    assert_eq!(Frame::decode(&octets), Err(DecodeError::UdpLength { offset: 38, len: 7 }));
}

#[test]
fn a_udp_checksum_that_comes_to_zero_is_sent_as_all_ones() {
    let unbalanced = Datagram { src_port: 0, dst_port: 0, payload: Bytes::from_static(&[0, 0]) };
    let udp = |datagram| Frame { transport: Transport::Udp(datagram), ..syn() };
    let checksum = udp(unbalanced).encode().unwrap()[40..42].to_vec();
    // With its own checksum as data, the datagram adds up to all ones, whose complement is zero.
    let balanced = udp(Datagram { src_port: 0, dst_port: 0, payload: checksum.into() });
    let octets = balanced.encode().unwrap();
    assert_eq!(octets[40..42], [0xff, 0xff]);
    assert_eq!(Frame::decode(&octets), Ok(balanced));
}

#[test]
fn the_longest_text_fits_and_one_octet_more_does_not() {
    let frame = |len: usize| {
        let segment = Segment { text: vec![7; len].into(), ..Segment::default() };
        Frame { transport: Transport::Tcp(segment), ..syn() }
    };
    let longest = frame(65_495);
    assert_eq!(Frame::decode(&longest.encode().unwrap()), Ok(longest));
    assert_eq!(frame(65_496).encode(), Err(EncodeError::TooLong { len: 65_516, max: 65_515 }));
    let datagram = Datagram { payload: vec![7; 65_508].into(), ..Datagram::default() };
    let udp = Frame { transport: Transport::Udp(datagram), ..syn() };
    assert_eq!(udp.encode(), Err(EncodeError::TooLong { len: 65_516, max: 65_515 }));
}

proptest! {
    #[test]
    fn every_frame_comes_back_as_it_went(frame in strategies::frame()) {
        prop_assert_eq!(Frame::decode(&frame.encode().unwrap()), Ok(frame));
    }

    #[test]
    fn a_datagram_alone_is_the_frame_without_its_ethernet_header(frame in strategies::frame()) {
        let octets = encode_ipv4(&frame.ipv4, &frame.transport).unwrap();
        prop_assert_eq!(&octets[..], &frame.encode().unwrap()[14..]);
        prop_assert_eq!(decode_ipv4(&octets), Ok((frame.ipv4, frame.transport)));
    }

    #[test]
    fn every_segment_comes_back_as_it_went(segment in strategies::segment()) {
        let octets = encode_segment(&segment, CLIENT, SERVER).unwrap();
        prop_assert_eq!(octets.len() % 4, segment.text.len() % 4);
        prop_assert_eq!(decode_segment(&octets, CLIENT, SERVER), Ok(segment));
    }

    #[test]
    fn the_tcp_checksum_catches_every_single_flipped_bit(segment in strategies::segment()) {
        let octets = encode_segment(&segment, CLIENT, SERVER).unwrap();
        for bit in 0..octets.len() * 8 {
            let mut damaged = octets.clone();
            damaged[bit / 8] ^= 0x80 >> (bit % 8);
            let decoded = decode_segment(&damaged, CLIENT, SERVER);
            prop_assert!(matches!(decoded, Err(DecodeError::TcpChecksum { offset: 16, .. })), "bit {}", bit);
        }
    }

    #[test]
    fn a_segment_for_another_host_is_not_taken(segment in strategies::segment()) {
        let octets = encode_segment(&segment, CLIENT, SERVER).unwrap();
        let other = Ipv4Addr::new(198, 51, 100, 81);
        let caught = matches!(decode_segment(&octets, CLIENT, other), Err(DecodeError::TcpChecksum { .. }));
        prop_assert!(caught);
    }

    #[test]
    fn every_flipped_bit_of_the_ipv4_header_is_caught(frame in strategies::frame(), bit in 0_usize..160) {
        let mut octets = frame.encode().unwrap();
        octets[14 + bit / 8] ^= 0x80 >> (bit % 8);
        prop_assert!(Frame::decode(&octets).is_err());
    }

    #[test]
    fn random_octets_never_panic(octets in strategies::octets(120)) {
        prop_assert!(Frame::decode(&octets).is_err());
        let _ = decode_segment(&octets, CLIENT, SERVER);
    }

    #[test]
    fn mutated_octets_never_panic(
        frame in strategies::frame(),
        changes in proptest::collection::vec(any::<(prop::sample::Index, u8)>(), 1..6),
        len in any::<prop::sample::Index>(),
    ) {
        let mut octets = frame.encode().unwrap();
        for (at, value) in changes {
            let at = at.index(octets.len());
            octets[at] = value;
        }
        let _ = Frame::decode(&octets);
        octets.truncate(len.index(octets.len()));
        prop_assert!(Frame::decode(&octets).is_err());
    }

    #[test]
    fn options_of_illegal_length_never_panic_behind_a_right_checksum(options in strategies::octets(41)) {
        let mut octets = encode_segment(&Segment::default(), CLIENT, SERVER).unwrap();
        octets.extend_from_slice(&options);
        octets.resize(20 + options.len().next_multiple_of(4), 0);
        octets[12] = u8::try_from(octets.len() / 4).unwrap() << 4;
        octets[16..18].copy_from_slice(&[0, 0]);
        let Err(DecodeError::TcpChecksum { computed, .. }) = decode_segment(&octets, CLIENT, SERVER) else {
            return Err(TestCaseError::reject("zero happens to be right"));
        };
        octets[16..18].copy_from_slice(&computed.to_be_bytes());
        match decode_segment(&octets, CLIENT, SERVER) {
            Ok(segment) => prop_assert!(encode_segment(&segment, CLIENT, SERVER).is_ok()),
            Err(DecodeError::TcpOptionLength { offset, .. }) => prop_assert!(offset >= 20),
            Err(error) => prop_assert!(false, "{error:?}"),
        }
    }

    #[test]
    fn the_fcs_is_the_crc_that_others_compute(frame in strategies::octets(200)) {
        let mut padded = frame.to_vec();
        padded.resize(frame.len().max(60), 0);
        prop_assert_eq!(fcs(&frame).to_be_bytes(), crc32fast::hash(&padded).to_le_bytes());
    }

    #[test]
    fn checksums_worked_out_by_hand_are_etherparses(octets in strategies::octets(200)) {
        let ipv4 = Ipv4 { tos: 0, identification: 7, dont_fragment: true, ttl: 64, src: CLIENT, dst: SERVER };
        let segment = Segment { text: octets.clone(), ..Segment::default() };
        let datagram = Datagram { src_port: 49_152, dst_port: 53, payload: octets };
        let carried = [(Transport::Tcp(segment), PROTOCOL_TCP, 16), (Transport::Udp(datagram), PROTOCOL_UDP, 6)];
        for (transport, protocol, field) in carried {
            let packet = encode_ipv4(&ipv4, &transport).unwrap();
            prop_assert!(Working::of(&[], &packet[..20], 10).fits());
            let len = u16::try_from(packet.len() - 20).unwrap();
            let working = Working::of(&pseudo_header(CLIENT, SERVER, protocol, len), &packet[20..], field);
            prop_assert!(working.fits(), "{:04x} {:04x}", working.found, working.checksum);
        }
    }
}

proptest! {
    #[test]
    fn a_frames_length_is_that_of_its_octets_with_padding_and_fcs(segment in strategies::segment()) {
        let len = frame_len(&segment);
        let header_len = segment.header_len();
        let frame = Frame { transport: Transport::Tcp(segment.clone()), ..syn() };
        prop_assert_eq!(len, frame.encode().expect("a frame").len().max(60) + 4);
        let octets = encode_segment(&segment, CLIENT, SERVER).expect("a segment");
        prop_assert_eq!(header_len, octets.len() - segment.text.len());
    }
}
