//! What is written is read back the same, here and by another implementation, and shows what a point of the path would.

#![allow(clippy::cast_possible_truncation, reason = "the files are small")]

mod support;

use capture::{LinkType, Point, Writer, pcapng, seen};
use pcap_parser::{Block, PcapBlockOwned, PcapNGReader, traits::PcapReaderIterator};
use proptest::prelude::*;
use sim::{Call, Chance, Fate, Fault, FaultKind, Scenario, SegmentRef, Side, Timeline, Transmission, Vantage, run};
use support::*;

/// A transfer of some segments each way, over a path on which these things happen.
fn scenario(kinds: &[(SegmentRef, FaultKind)], chance: Chance) -> Scenario {
    let host = |side: Side, program: &str| {
        let (address, mac, port) = match side {
            Side::Client => ("192.0.2.10", "02:00:00:00:01:0a", 49152),
            Side::Server => ("198.51.100.20", "02:00:00:00:02:14", 80),
        };
        format!(r#"{{"address":"{address}","mac":"{mac}","port":{port},"iss":4294967290,"program":{program}}}"#)
    };
    let client = host(Side::Client, r#"["connect",{"send":{"octets":6000}},"close","recv-to-end"]"#);
    let server = host(Side::Server, r#"["listen","accept",{"send":{"octets":3000}},"recv-to-end","close"]"#);
    let text = format!(r#"{{"client":{client},"server":{server}}}"#);
    let mut scenario: Scenario = serde_json::from_str(&text).expect("a scenario");
    scenario.path.to_server_ms = 10;
    scenario.path.to_client_ms = 30;
    scenario.path.chance = chance;
    let fault = |(segment, kind): &(SegmentRef, FaultKind)| Fault { segment: *segment, kind: kind.clone() };
    scenario.faults = kinds.iter().map(fault).collect();
    scenario
}

fn comment(sent: &Transmission) -> Option<String> {
    Some(format!("{:?} {} 因为", sent.id.from, sent.id.nth))
}

fn written(timeline: &Timeline, point: Point) -> Vec<u8> {
    pcapng(timeline, point, comment).expect("every segment fits")
}

/// The segments that a point saw, each as side, number and time in milliseconds.
fn shown(timeline: &Timeline, point: Point) -> Vec<(Side, u32, u64)> {
    let seen = seen(timeline, point).into_iter();
    let line = |seen: capture::Seen| {
        let id = timeline.transmissions[seen.transmission].id;
        (id.from, id.nth, seen.at.0 / 1_000_000)
    };
    seen.map(line).collect()
}

#[test]
fn each_point_sees_what_is_sent_there_and_what_arrives_there() {
    use Side::{Client, Server};
    let third = SegmentRef::new(Client, 3);
    let timeline = run(&scenario(&[(third, FaultKind::Drop)], Chance::default()));
    let [client, path, server] = Point::ALL.map(|point| shown(&timeline, point));
    assert_eq!(client[..3], [(Client, 1, 0), (Server, 1, 40), (Client, 2, 40)]);
    assert_eq!(path[..3], [(Client, 1, 5), (Server, 1, 25), (Client, 2, 45)]);
    assert_eq!(server[..3], [(Client, 1, 10), (Server, 1, 10), (Client, 2, 50)]);
    let has_third =
        [&client, &path, &server].map(|seen| seen.iter().any(|(from, nth, _)| (*from, *nth) == (Client, 3)));
    assert_eq!(has_third, [true, true, false], "lost behind the router");
    assert_eq!(path.len(), timeline.transmissions.len(), "half-way everything is seen once");
}

#[test]
fn a_duplicate_arrives_twice_and_left_once() {
    let second = SegmentRef::new(Side::Server, 2);
    let timeline = run(&scenario(&[(second, FaultKind::Duplicate { ms: 7 })], Chance::default()));
    let times = |point| {
        let seen = shown(&timeline, point);
        seen.into_iter().filter(|(from, nth, _)| (*from, *nth) == (Side::Server, 2)).count()
    };
    assert_eq!(Point::ALL.map(times), [2, 1, 1]);
}

#[test]
fn what_an_overflowing_queue_drops_was_still_seen_where_it_came_in() {
    let mut scenario = scenario(&[], Chance::default());
    scenario.path.rate_kbps = 64;
    scenario.path.queue = 1;
    let timeline = run(&scenario);
    let is_dropped = |sent: &Transmission| sent.copies[0].fate == Fate::QueueFull;
    let dropped = timeline.transmissions.iter().filter(|sent| is_dropped(sent)).map(|sent| sent.id);
    let dropped: Vec<SegmentRef> = dropped.collect();
    assert!(!dropped.is_empty());
    for id in dropped {
        let receiver = if id.from == Side::Client { Point::Server } else { Point::Client };
        let is_at = |point| shown(&timeline, point).iter().any(|(from, nth, _)| (*from, *nth) == (id.from, id.nth));
        assert!(is_at(Point::Path) && !is_at(receiver), "{id:?}");
    }
}

#[test]
fn a_flipped_bit_and_a_mark_are_seen_behind_the_router_alone() {
    let spoiled = (SegmentRef::new(Side::Client, 3), FaultKind::Corrupt { bit: 200 });
    let timeline = run(&scenario(&[spoiled], Chance::default()));
    let bad = |point| {
        let (capture, _) = listed(&written(&timeline, point));
        let bad = capture.conversations().map(|conversation| conversation.trouble.bad_checksums);
        bad.sum::<u32>()
    };
    assert_eq!(Point::ALL.map(bad), [0, 0, 1]);
}

#[test]
fn frames_have_the_addresses_and_the_hops_of_their_ethernet() {
    let timeline = run(&scenario(&[], Chance::default()));
    let first = |point| {
        let seen = seen(&timeline, point)[0];
        let frame = timeline.scenario.frame(&timeline.transmissions[seen.transmission], seen.vantage);
        (frame.ethernet.src.0[4..].to_vec(), frame.ipv4.ttl)
    };
    assert_eq!(Point::ALL.map(first), [(vec![1, 10], 64), (vec![1, 10], 64), (vec![2, 1], 63)]);
}

/// Interface, time, octets and comment of a packet.
type Said = (u32, u64, Vec<u8>, String);

/// Every packet of a file as `pcap-parser` reads it: interface, time, octets and comment; and the names it has.
fn by_another(file: &[u8]) -> (Vec<Said>, Vec<String>) {
    let mut reader = PcapNGReader::new(1 << 20, file).expect("a pcapng file");
    let (mut packets, mut names) = (Vec::new(), Vec::new());
    loop {
        let used = match reader.next() {
            Ok((used, PcapBlockOwned::NG(Block::EnhancedPacket(packet)))) => {
                let at = u64::from(packet.ts_high) << 32 | u64::from(packet.ts_low);
                let comment = packet.options.iter().find(|option| option.code.0 == 1).expect("a comment");
                let comment = String::from_utf8(comment.value[..usize::from(comment.len)].to_vec()).expect("UTF-8");
                packets.push((packet.if_id, at, packet.data[..packet.caplen as usize].to_vec(), comment));
                used
            }
            Ok((used, PcapBlockOwned::NG(Block::InterfaceDescription(interface)))) => {
                assert_eq!((interface.linktype.0, interface.if_tsresol), (1, 9));
                names.push(interface.if_name().expect("a name").expect("UTF-8").to_owned());
                used
            }
            Ok((used, PcapBlockOwned::NG(Block::NameResolution(block)))) => {
                let is_name = |record: &&pcap_parser::NameRecord<'_>| record.record_type.0 == 1;
                let text = |octets: &[u8]| String::from_utf8_lossy(octets).trim_end_matches('\0').to_owned();
                names.extend(block.nr.iter().filter(is_name).map(|record| text(&record.record_value[4..])));
                used
            }
            Ok((used, _)) => used,
            Err(pcap_parser::PcapError::Eof) => return (packets, names),
            Err(pcap_parser::PcapError::Incomplete(_)) => {
                reader.refill().expect("a slice can be read");
                continue;
            }
            Err(error) => panic!("{error:?}"),
        };
        reader.consume(used);
    }
}

#[test]
fn another_implementation_reads_names_interfaces_times_octets_and_comments() {
    let timeline = run(&scenario(&[], Chance::default()));
    for point in Point::ALL {
        let (packets, names) = by_another(&written(&timeline, point));
        let interfaces = if point == Point::Path { vec!["router-client", "router-server"] } else { vec![point.name()] };
        assert_eq!(names, [&interfaces[..], &["client", "server"]].concat());
        let seen = seen(&timeline, point);
        assert_eq!(packets.len(), seen.len());
        for ((interface, at, octets, said), seen) in packets.into_iter().zip(seen) {
            let sent = &timeline.transmissions[seen.transmission];
            assert_eq!((at, Some(said)), (seen.at.0, comment(sent)));
            assert_eq!(Ok(octets), timeline.scenario.octets(sent, seen.vantage).map(|octets| octets.to_vec()));
            assert_eq!(interface, u32::from(point == Point::Path && sent.id.from == Side::Server));
        }
    }
}

/// What was exported is imported as the same segments at the same times.
fn comes_back(timeline: &Timeline, point: Point) {
    let file = written(timeline, point);
    let (packets, end) = packets(&file, 100);
    assert_eq!(end, Ok(()));
    let expected = seen(timeline, point).into_iter().map(|seen| {
        let octets = timeline.scenario.octets(&timeline.transmissions[seen.transmission], seen.vantage);
        (seen.at.0, octets.expect("it fits").to_vec())
    });
    assert_eq!(packets, expected.collect::<Vec<_>>());
    let (capture, _) = listed(&file);
    let mut headers = Vec::new();
    for number in 0..capture.listed() {
        headers.extend(capture.open(number, fetch(&file)).expect("it is there").segments);
    }
    headers.sort_by_key(|seen| seen.header.place.number);
    let whole = |seen: &capture::Seen| {
        let sent = &timeline.transmissions[seen.transmission];
        let is_spoiled = matches!(sent.copies[0].fate, Fate::Corrupted { .. });
        (seen.vantage == Vantage::Sender || !is_spoiled).then_some(&sent.segment)
    };
    let segments = seen(timeline, point);
    for observed in headers {
        let header = observed.header;
        let Some(sent) = whole(&segments[header.place.number as usize - 1]) else { continue };
        assert_eq!(
            (header.seq, header.ack, header.flags, header.window),
            (sent.seq, sent.ack, sent.flags, sent.window)
        );
        assert_eq!((header.len, header.source.port()), (sent.text_len(), sent.src_port));
        assert_eq!(header.options.decode().as_ref(), Ok(&sent.options));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn export_and_import_give_the_same_segments_and_times(
        (seed, loss, duplicate) in (any::<u64>(), 0_u16..200, 0_u16..200),
        (reorder, corrupt) in (0_u16..200, 0_u16..200),
    ) {
        let timeline = run(&scenario(&[], Chance { seed, loss, duplicate, reorder, corrupt, mark: 0 }));
        for point in Point::ALL {
            comes_back(&timeline, point);
        }
    }

    #[test]
    fn packets_of_any_length_and_comments_of_any_kind_come_back(
        given in proptest::collection::vec((any::<u64>(), proptest::collection::vec(any::<u8>(), 0..40), ".{0,12}"), 0..9),
    ) {
        let mut writer = Writer::new("test");
        let interface = writer.interface(LinkType::ETHERNET, "one");
        for (at, octets, comment) in &given {
            writer.packet(interface, *at, octets, Some(comment));
        }
        let file = writer.finish();
        let plain: Vec<_> = given.iter().map(|(at, octets, _)| (*at, octets.clone())).collect();
        prop_assert_eq!(packets(&file, 13), (plain, Ok(())));
        let same: Vec<_> = given.into_iter().map(|(at, octets, comment)| (0, at, octets, comment)).collect();
        prop_assert_eq!(by_another(&file).0, same);
    }
}

#[test]
fn a_comment_that_is_too_long_is_cut_between_two_characters() {
    let mut writer = Writer::new("test");
    let interface = writer.interface(LinkType::ETHERNET, "one");
    writer.packet(interface, 1, b"x", Some(&"因".repeat(30_000)));
    let (packets, _) = by_another(&writer.finish());
    assert_eq!(packets[0].3.chars().count(), 65_532 / 3);
}

#[test]
fn a_call_that_sends_nothing_is_in_no_capture() {
    let mut silent = scenario(&[], Chance::default());
    silent.client.program = vec![Call::Sleep { ms: 5 }];
    let file = written(&run(&silent), Point::Client);
    assert_eq!(packets(&file, 50), (vec![], Ok(())));
}

#[test]
fn a_run_as_plain_data_keeps_its_shape() {
    let lost = SegmentRef::new(Side::Client, 3);
    let report = capture::report::Report::of(&run(&scenario(&[(lost, FaultKind::Drop)], Chance::default())));
    let json = serde_json::to_value(&report).expect("plain data");
    let names = |value: &serde_json::Value| value.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&json), ["end", "events", "format", "hosts", "segments", "version"]);
    assert_eq!(json["hosts"][0]["socket"], "192.0.2.10:49152");
    let segment = &json["segments"][0];
    let of_a_segment = "ack by_hand checksum_fits copies flags from is_retransmission len nth options ports rule sent_ns \
                        seq urgent window";
    assert_eq!(names(segment), of_a_segment.split_whitespace().collect::<Vec<_>>());
    assert_eq!((&segment["flags"][0], &segment["ack"]), (&"SYN".into(), &serde_json::Value::Null));
    assert_eq!(segment["options"][0]["kind"], "mss");
    let fates = json["segments"].as_array().expect("a list").iter().map(|segment| segment["copies"][0]["fate"].clone());
    assert_eq!(fates.filter(|fate| fate == "lost").count(), 1);
    assert_eq!(names(&json["events"][0]), ["at_ns", "copy", "kind", "rules", "segment", "side", "states"]);
}
