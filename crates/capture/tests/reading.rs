//! Files in every form are read alike, in pieces of any size, and what is wrong with one is told with its place.

#![allow(clippy::cast_possible_truncation, reason = "the files are small")]

mod support;

use capture::{LinkType, NotTcp, Reason, Stop};
use proptest::prelude::*;
use support::*;
use wire::Flags;

fn frame(text: &[u8]) -> Vec<u8> {
    let segment = tcp(&segment(Flags::ACK, 1, text), V4.0.into(), V4.1.into());
    ethernet(&[], 0x0800, &ipv4(&[], 6, &segment))
}

fn three() -> Vec<(u64, Vec<u8>)> {
    vec![
        (1_700_000_000_123_456_000, frame(b"one")),
        (1_700_000_001_000_001_000, frame(b"second")),
        (1_700_000_002_999_999_000, frame(b"")),
    ]
}

#[test]
fn pcap_in_both_orders_and_both_units_is_read_alike_in_pieces_of_any_size() {
    for order in ORDERS {
        for nano in [false, true] {
            let file = pcap(order, nano, LinkType::ETHERNET, &three());
            for piece in [1, 2, 3, 7, 16, 100, file.len()] {
                assert_eq!(packets(&file, piece), (three(), Ok(())), "{order:?} {nano} {piece}");
            }
        }
    }
}

#[test]
fn pcapng_in_both_orders_is_read_alike_with_blocks_that_are_passed_over() {
    for order in ORDERS {
        let mut file = section(order);
        file.extend(block(order, 0x0bad, &[9; 1001]));
        file.extend(interface(order, LinkType::ETHERNET, 0, &[(2, b"eth0".to_vec()), (9, vec![9])]));
        for (at, octets) in three() {
            file.extend(enhanced(order, 0, at, &octets));
            file.extend(block(order, 4, &[0; 4]));
        }
        for piece in [1, 5, 64, file.len()] {
            assert_eq!(packets(&file, piece), (three(), Ok(())), "{order:?} {piece}");
        }
        assert_eq!(listed(&file).0.reader().interfaces()[0].name.as_deref(), Some("eth0"));
    }
}

#[test]
fn each_section_has_an_order_and_interfaces_of_its_own() {
    let mut file = section(Order::Little);
    file.extend(interface(Order::Little, LinkType::ETHERNET, 0, &[]));
    file.extend(enhanced(Order::Little, 0, 5, &frame(b"a")));
    file.extend(section(Order::Big));
    file.extend(interface(Order::Big, LinkType::IPV4, 0, &[]));
    file.extend(enhanced(Order::Big, 0, 6, &frame(b"b")[14..]));
    let (capture, end) = listed(&file);
    assert_eq!(end, Ok(()));
    let links: Vec<LinkType> = capture.reader().interfaces().iter().map(|interface| interface.link).collect();
    assert_eq!(links, [LinkType::ETHERNET, LinkType::IPV4]);
    assert_eq!(capture.segments(), 2);
    file.extend(enhanced(Order::Big, 1, 6, &frame(b"b")));
    let at = file.len() - enhanced(Order::Big, 1, 6, &frame(b"b")).len();
    assert_eq!(listed(&file).1, Err(Stop { at: at as u64, why: Reason::NoInterface { interface: 1 } }));
}

#[test]
fn times_have_the_resolution_and_the_offset_of_their_interface() {
    let second = 1_000_000_000;
    for order in ORDERS {
        let offset = |seconds: i64| {
            (14, if order == Order::Little { seconds.to_le_bytes() } else { seconds.to_be_bytes() }.to_vec())
        };
        let table = [
            (vec![], 1_500_000, 1_500_000_000),
            (vec![(9, vec![3])], 1_500, 1_500_000_000),
            (vec![(9, vec![0])], 7, 7 * second),
            (vec![(9, vec![12])], 1_500_000_000_000, 1_500_000_000),
            (vec![(9, vec![0x80 | 10])], 1536, 1_500_000_000),
            (vec![(9, vec![0xff])], u64::MAX, 0),
            (vec![(9, vec![0x7f])], u64::MAX, 0),
            (vec![(9, vec![9]), offset(100)], 5, 100 * second + 5),
            (vec![(9, vec![9]), offset(-100)], 101 * second, second),
            (vec![(9, vec![9]), offset(-100)], 5, 0),
            (vec![offset(i64::MAX)], u64::MAX, 0),
        ];
        for (options, units, at) in table {
            let file = [
                section(order),
                interface(order, LinkType::ETHERNET, 0, &options),
                enhanced(order, 0, units, &frame(b"")),
            ];
            assert_eq!(packets(&file.concat(), 9).0[0].0, at, "{order:?} {options:?}");
        }
    }
}

#[test]
fn a_time_before_1970_is_counted_as_none() {
    let options = [(9, vec![9]), (14, (-100_i64).to_le_bytes().to_vec())];
    let file = [
        section(Order::Little),
        interface(Order::Little, LinkType::ETHERNET, 0, &options),
        enhanced(Order::Little, 0, 100_000_000_007, &frame(b"")),
        enhanced(Order::Little, 0, 99_000_000_000, &frame(b"")),
    ];
    assert_eq!(packets(&file.concat(), 9).0.iter().map(|packet| packet.0).collect::<Vec<_>>(), [7, 7]);
    assert_eq!(listed(&file.concat()).0.untimed(), 1);
}

#[test]
fn simple_and_old_packet_blocks_are_read_and_a_missing_time_is_counted() {
    for order in ORDERS {
        let octets = frame(b"text");
        let len = octets.len() as u32;
        let simple = [&order.word(len)[..], &octets].concat();
        let old =
            [&order.half(0)[..], &order.half(9), &order.word(0), &order.word(8), &order.word(len), &order.word(len)];
        let file = [
            section(order),
            interface(order, LinkType::ETHERNET, 0, &[]),
            block(order, 2, &[&old.concat()[..], &octets].concat()),
            block(order, 3, &simple),
        ];
        let (capture, end) = listed(&file.concat());
        assert_eq!((end, capture.segments(), capture.untimed()), (Ok(()), 2, 1));
        assert_eq!(packets(&file.concat(), 3).0, [(8000, octets.clone()), (8000, octets)]);
        let cut = [section(order), interface(order, LinkType::ETHERNET, 50, &[]), block(order, 3, &simple[..56])];
        assert_eq!(packets(&cut.concat(), 3).0[0].1.len(), 50, "the interface's limit is how much was captured");
    }
}

#[test]
fn what_cannot_be_read_is_told_with_its_place_and_what_came_before_stays() {
    let good = pcap(Order::Little, true, LinkType::ETHERNET, &three());
    let last = good.len() - 16 - three()[2].1.len();
    let stop = |at: usize, why| Err(Stop { at: at as u64, why });
    assert_eq!(packets(&[], 1), (vec![], stop(0, Reason::Empty)));
    assert_eq!(packets(&[0xd4, 0xc3], 1), (vec![], stop(0, Reason::Cut { needed: 4, found: 2 })));
    assert_eq!(packets(b"\x1f\x8b\x08\x00", 4), (vec![], stop(0, Reason::Foreign { magic: [0x1f, 0x8b, 8, 0] })));
    let cut = Reason::Cut { needed: 16, found: 5 };
    assert_eq!(packets(&good[..last + 5], 7), (three()[..2].to_vec(), stop(last, cut)));
    let cut = Reason::Cut { needed: 16 + three()[2].1.len() as u64, found: 20 };
    assert_eq!(packets(&good[..last + 20], 7), (three()[..2].to_vec(), stop(last, cut)));
    let mut long = good.clone();
    long[last + 8..last + 12].copy_from_slice(&u32::MAX.to_le_bytes());
    let too_long = Reason::TooLong { len: u32::MAX, most: 16 << 20 };
    assert_eq!(packets(&long, 7), (three()[..2].to_vec(), stop(last, too_long)));
    let mut old = good;
    old[4] = 1;
    assert_eq!(packets(&old, 7), (vec![], stop(0, Reason::Version { major: 1, minor: 4 })));
}

#[test]
fn a_block_that_contradicts_itself_is_told_with_its_place() {
    let order = Order::Little;
    let start = [section(order), interface(order, LinkType::ETHERNET, 0, &[])].concat();
    let end_of = |bad: Vec<u8>| packets(&[&start[..], &bad].concat(), 11).1;
    let stop = |why| Err(Stop { at: start.len() as u64, why });
    let mut block_end = enhanced(order, 0, 1, &frame(b"xy"));
    let len = block_end.len();
    block_end[len - 4] ^= 4;
    let (first, last) = (len as u32, len as u32 ^ 4);
    assert_eq!(end_of(block_end), stop(Reason::BlockEnd { first, last }));
    let mut packet = enhanced(order, 0, 1, &[0; 8]);
    packet[20] = 9;
    assert_eq!(end_of(packet), stop(Reason::PacketLength { len: 9, room: 8 }));
    for len in [0_u32, 11, 14, 28] {
        let mut short = enhanced(order, 0, 1, &[]);
        short[4..8].copy_from_slice(&len.to_le_bytes());
        assert_eq!(end_of(short), stop(Reason::BlockLength { len }));
    }
    let mut order_less = section(order);
    order_less[8..12].copy_from_slice(b"what");
    assert_eq!(end_of(order_less), stop(Reason::ByteOrder { magic: *b"what" }));
    let unknown = block(order, 0x77, &[0; 100]);
    assert_eq!(end_of(unknown[..50].to_vec()), stop(Reason::Cut { needed: 112, found: 50 }));
}

#[test]
fn every_link_layer_leads_to_the_same_segment() {
    let four = ipv4(&[], 6, &tcp(&segment(Flags::SYN, 9, b"abc"), V4.0.into(), V4.1.into()));
    let six = ipv6(6, &tcp(&segment(Flags::SYN, 9, b"abc"), V6.0.into(), V6.1.into()));
    let sll = |ether_type: u16, packet: &[u8]| [&[0; 14][..], &ether_type.to_be_bytes(), packet].concat();
    let sll2 = |ether_type: u16, packet: &[u8]| [&ether_type.to_be_bytes()[..], &[0; 18], packet].concat();
    let family = |octets: [u8; 4], packet: &[u8]| [&octets[..], packet].concat();
    let table = [
        (LinkType::ETHERNET, ethernet(&[], 0x0800, &four), ethernet(&[], 0x86dd, &six)),
        (LinkType::ETHERNET, ethernet(&[0x8100], 0x0800, &four), ethernet(&[0x88a8, 0x8100], 0x86dd, &six)),
        (LinkType::RAW[0], four.clone(), six.clone()),
        (LinkType::RAW[1], four.clone(), six.clone()),
        (LinkType::RAW[2], four.clone(), six.clone()),
        (LinkType::NULL, family([2, 0, 0, 0], &four), family([0, 0, 0, 30], &six)),
        (LinkType::LOOP, family([0, 0, 0, 2], &four), family([0, 0, 0, 24], &six)),
        (LinkType::LINUX_SLL, sll(0x0800, &four), sll(0x86dd, &six)),
        (LinkType::LINUX_SLL2, sll2(0x0800, &four), sll2(0x86dd, &six)),
        (LinkType::IPV4, four.clone(), four.clone()),
        (LinkType::IPV6, six.clone(), six.clone()),
    ];
    for (link, four, six) in table {
        for octets in [four, six] {
            let header = decoded(link, &octets).unwrap_or_else(|kind| panic!("{link:?}: {kind:?}"));
            assert_eq!((header.seq.0, header.ack.0, header.len, header.window), (9, 77, 3, 1000), "{link:?}");
            assert_eq!((header.flags, header.checksum), (Flags::SYN, capture::Checksum::Good), "{link:?}");
            let text = header.text_at as usize;
            assert_eq!(&octets[text..text + header.text_captured as usize], b"abc", "{link:?}");
            let expected = if header.source.is_ipv4() { (61, 3) } else { (59, 2) };
            assert_eq!((header.ttl, header.ecn), expected, "{link:?}");
        }
        let reader = packets(&pcap(Order::Big, true, link, &[(1, vec![1, 2])]), 3);
        assert_eq!(reader.0.len(), 1);
    }
    assert_eq!(decoded(LinkType(147), &four), Err(NotTcp::UnknownLink));
}

#[test]
fn ip_options_and_extension_headers_are_stepped_over() {
    let octets = tcp(&segment(Flags::ACK, 9, b"abc"), V4.0.into(), V4.1.into());
    let header = decoded(LinkType::IPV4, &ipv4(&[1, 1, 1, 0, 7, 4, 4, 0], 6, &octets)).expect("TCP");
    assert_eq!((header.len, header.checksum), (3, capture::Checksum::Good));
    let octets = tcp(&segment(Flags::ACK, 9, b"abc"), V6.0.into(), V6.1.into());
    // Hop-by-hop options, then destination options, each of eight octets.
    let extended = [&[60, 0, 1, 4, 0, 0, 0, 0][..], &[6, 0, 1, 4, 0, 0, 0, 0], &octets].concat();
    let header = decoded(LinkType::IPV6, &ipv6(0, &extended)).expect("TCP");
    assert_eq!((header.len, header.checksum), (3, capture::Checksum::Good));
}

#[test]
fn what_gives_no_segment_is_told_by_its_kind() {
    let octets = tcp(&segment(Flags::ACK, 9, b"abc"), V4.0.into(), V4.1.into());
    let whole = ipv4(&[], 6, &octets);
    let mut first = whole.clone();
    first[6] = 0x20;
    let mut later = whole.clone();
    later[7] = 9;
    let six = [&[6, 0, 0, 1, 0, 0, 0, 9][..], &octets].concat();
    let mut short = whole.clone();
    short[3] = 30;
    let mut offset = whole.clone();
    offset[32] = 0x40;
    let table = [
        (LinkType::ETHERNET, ethernet(&[], 0x0806, &[0; 28]), NotTcp::NotIp),
        (LinkType::IPV4, ipv4(&[], 17, &[0; 8]), NotTcp::Udp),
        (LinkType::IPV4, ipv4(&[], 1, &[0; 8]), NotTcp::Icmp),
        (LinkType::IPV6, ipv6(58, &[0; 8]), NotTcp::Icmp),
        (LinkType::IPV4, ipv4(&[], 132, &[0; 8]), NotTcp::OtherTransport),
        (LinkType::IPV4, first, NotTcp::Fragment),
        (LinkType::IPV4, later, NotTcp::Fragment),
        (LinkType::IPV6, ipv6(44, &six), NotTcp::Fragment),
        (LinkType::IPV4, short, NotTcp::Malformed),
        (LinkType::IPV4, offset, NotTcp::Malformed),
        (LinkType::IPV4, whole[..39].to_vec(), NotTcp::Cut),
        (LinkType::ETHERNET, ethernet(&[], 0x8864, &whole), NotTcp::Wrapped),
        (LinkType::ETHERNET, ethernet(&[], 60, &whole), NotTcp::Wrapped),
        (LinkType::ETHERNET, ethernet(&[0x8100], 0x8847, &whole), NotTcp::Wrapped),
        (LinkType::IPV4, vec![], NotTcp::Cut),
        (LinkType::ETHERNET, vec![0; 13], NotTcp::Cut),
        (LinkType::RAW[0], vec![0x90; 40], NotTcp::Malformed),
    ];
    for (index, (link, octets, kind)) in table.into_iter().enumerate() {
        assert_eq!(decoded(link, &octets), Err(kind), "row {index}");
    }
}

#[test]
fn a_packet_that_was_cut_with_the_length_that_it_had_says_so() {
    let octets = tcp(&segment(Flags::ACK, 9, b"some text"), V4.0.into(), V4.1.into());
    let whole = ipv4(&[], 6, &octets);
    let header = decoded(LinkType::IPV4, &whole[..45]).expect("TCP");
    assert_eq!((header.len, header.text_captured, header.checksum), (9, 5, capture::Checksum::NotCovered));
    // Where the file tells the line's length, a packet is not longer.
    let place = capture::Place { number: 1, offset: 0, captured: 45, original: 46, interface: 0 };
    assert_eq!(capture::decode(LinkType::IPV4, &whole[..45], 0, place), Err(NotTcp::Malformed));
}

#[test]
fn a_tag_is_read_on_every_link_that_can_have_one() {
    let packet = ipv4(&[], 6, &tcp(&segment(Flags::ACK, 9, b"abc"), V4.0.into(), V4.1.into()));
    let mut cooked = vec![0x81, 0x00];
    cooked.extend([0; 18]);
    cooked.extend([0, 5, 8, 0]);
    cooked.extend(&packet);
    let header = decoded(LinkType::LINUX_SLL2, &cooked).expect("TCP");
    assert_eq!((header.len, header.text_at, header.checksum), (3, 64, capture::Checksum::Good));
}

/// What is routed by way of other addresses has its last in the pseudo-header (RFC 8200 section 8.1, RFC 791 section 3.1).
#[test]
fn a_routed_packet_is_for_the_last_address_of_its_route() {
    let (v6, six) = (V6, std::net::Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0x77));
    let octets = tcp(&segment(Flags::ACK, 9, b"abc"), V6.0.into(), V6.1.into());
    // Its type, its segments left, and its addresses.
    let routed = |kind: u8, left: u8, addresses: &[std::net::Ipv6Addr]| {
        let mut routing = vec![6, addresses.len() as u8 * 2, kind, left, 0, 0, 0, 0];
        addresses.iter().for_each(|address| routing.extend(address.octets()));
        let mut packet = ipv6(43, &[&routing[..], &octets].concat());
        if left > 0 {
            packet[24..40].copy_from_slice(&six.octets());
        }
        let header = decoded(LinkType::IPV6, &packet).expect("TCP");
        (header.destination.ip().to_string(), header.checksum)
    };
    let good = |address: std::net::Ipv6Addr| (address.to_string(), capture::Checksum::Good);
    assert_eq!(routed(0, 1, &[v6.1]), good(v6.1));
    assert_eq!(routed(0, 2, &[six, v6.1]), good(v6.1));
    assert_eq!(routed(2, 1, &[v6.1]), good(v6.1));
    assert_eq!(routed(4, 1, &[v6.1, six]), good(v6.1), "it lists the last first");
    assert_eq!(routed(0, 0, &[six]), good(v6.1), "it has come to its end");
    assert_eq!(routed(3, 1, &[v6.1]), (six.to_string(), capture::Checksum::NotCovered), "nobody here reads that");
    let octets = tcp(&segment(Flags::ACK, 9, b"abc"), V4.0.into(), V4.1.into());
    let routed = |kind: u8, pointer: u8| {
        let [a, b, c, d] = V4.1.octets();
        let mut packet = ipv4(&[1, kind, 11, pointer, 10, 0, 0, 1, a, b, c, d], 6, &octets);
        if pointer <= 11 {
            packet[16..20].copy_from_slice(&[10, 9, 9, 9]);
        }
        let header = decoded(LinkType::IPV4, &packet).expect("TCP");
        (header.destination.ip().to_string(), header.checksum)
    };
    for kind in [131, 137] {
        for pointer in [4, 8, 12] {
            assert_eq!(routed(kind, pointer), (V4.1.to_string(), capture::Checksum::Good), "{kind} {pointer}");
        }
    }
}

#[test]
fn a_packet_that_was_not_captured_whole_says_so() {
    let mut with_options = segment(Flags::SYN, 9, b"some text");
    with_options.options = vec![wire::TcpOption::Mss(1460), wire::TcpOption::WindowScale(7)];
    let whole = ipv4(&[], 6, &tcp(&with_options, V4.0.into(), V4.1.into()));
    let cut = |captured: usize| {
        let place = capture::Place {
            number: 1,
            offset: 0,
            captured: captured as u32,
            original: whole.len() as u32,
            interface: 0,
        };
        capture::decode(LinkType::IPV4, &whole[..captured], 0, place)
    };
    let all = cut(whole.len()).expect("TCP");
    assert_eq!((all.text_captured, all.checksum), (9, capture::Checksum::Good));
    assert_eq!((all.options.is_cut(), all.options.window_scale()), (false, Some(7)));
    let text = cut(whole.len() - 4).expect("TCP");
    assert_eq!((text.len, text.text_captured, text.checksum), (9, 5, capture::Checksum::NotCovered));
    let options = cut(44).expect("TCP");
    assert_eq!((options.len, options.text_captured, options.options.is_cut()), (9, 0, true));
    assert_eq!(cut(39), Err(NotTcp::Cut));
    assert_eq!(cut(10), Err(NotTcp::Cut));
}

#[test]
fn a_checksum_that_an_interface_was_to_fill_in_is_no_wrong_one() {
    let right = tcp(&segment(Flags::ACK, 9, b"abc"), V4.0.into(), V4.1.into());
    let status = |checksum: u16| {
        let mut octets = right.clone();
        octets[16..18].copy_from_slice(&checksum.to_be_bytes());
        decoded(LinkType::IPV4, &ipv4(&[], 6, &octets)).expect("TCP").checksum
    };
    let pseudo = wire::checksum::pseudo_header(V4.0, V4.1, 6, right.len() as u16);
    assert_eq!(status(0), capture::Checksum::Zero);
    assert_eq!(status(wire::checksum::ones_complement_sum(wire::checksum::words(&pseudo))), capture::Checksum::Partial);
    assert_eq!(status(u16::from_be_bytes([right[16], right[17]])), capture::Checksum::Good);
    assert_eq!(status(0x1234), capture::Checksum::Bad);
}

#[test]
fn a_length_of_zero_is_that_of_a_packet_which_is_yet_to_be_cut_up() {
    let text = vec![7; 3000];
    let mut four = ipv4(&[], 6, &tcp(&segment(Flags::ACK, 9, &text), V4.0.into(), V4.1.into()));
    four[2..4].fill(0);
    let mut six = ipv6(6, &tcp(&segment(Flags::ACK, 9, &text), V6.0.into(), V6.1.into()));
    six[4..6].fill(0);
    for packet in [four, six] {
        let header = decoded(LinkType::RAW[0], &packet).expect("TCP");
        assert_eq!((header.len, header.checksum), (3000, capture::Checksum::Good));
    }
}

proptest! {
    #[test]
    fn any_octets_are_survived_and_give_the_same_in_any_pieces(
        file in proptest::collection::vec(any::<u8>(), 0..400),
        piece in 1_usize..50,
        start in 0_usize..5,
    ) {
        let starts = [
            vec![],
            pcap(Order::Big, false, LinkType::ETHERNET, &[]),
            section(Order::Little),
            [section(Order::Big), interface(Order::Big, LinkType::RAW[0], 0, &[])].concat(),
            [section(Order::Little), vec![6, 0, 0, 0, 64, 0, 0, 0]].concat(),
        ];
        let file = [&starts[start][..], &file].concat();
        prop_assert_eq!(packets(&file, piece), packets(&file, file.len().max(1)));
        let _ = listed(&file);
    }

    #[test]
    fn any_packet_is_survived_on_every_link(octets in proptest::collection::vec(any::<u8>(), 0..120), version in 0_u8..2) {
        for link in [0, 1, 12, 101, 108, 113, 228, 229, 276, 999] {
            let mut octets = octets.clone();
            if let Some(first) = octets.first_mut() {
                *first = [0x45, 0x60][usize::from(version)];
            }
            let _ = decoded(LinkType(link), &octets);
        }
    }
}

#[test]
fn a_flood_of_conversations_takes_no_more_memory_than_so_many_of_them() {
    let most = 1 << 16;
    let mut flood: Vec<(u64, Vec<u8>)> = Vec::new();
    for number in 0..most + 5 {
        let ports = (number as u16, 80 + (number >> 16) as u16);
        let syn = wire::Segment { src_port: ports.0, dst_port: ports.1, ..segment(Flags::SYN, number, b"") };
        let syn = tcp(&syn, V4.0.into(), V4.1.into());
        flood.push((u64::from(number), ethernet(&[], 0x0800, &ipv4(&[], 6, &syn))));
    }
    let (capture, end) = listed(&pcap(Order::Little, true, LinkType::ETHERNET, &flood));
    assert_eq!((end, capture.listed(), capture.segments()), (Ok(()), most as usize, most as usize));
    assert_eq!(capture.unlisted(), 5);
}
