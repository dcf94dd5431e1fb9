//! Segments become conversations: who opened, who closed, what went wrong, and what is counted from where.

#![allow(clippy::cast_possible_truncation, reason = "the files are small")]

mod support;

use capture::{Capture, Closing, End, LinkType, NotTcp, OpenError, Opening, Scale, SortBy, sort};
use support::*;
use wire::{Flags, Segment, Seq, TcpOption};

/// The conversations that have every word of `query`, of a list that shows "lost" of those with four segments.
fn search(capture: &Capture, query: &str) -> Vec<usize> {
    capture::search(capture, query, |conversation, word| conversation.segments() == 4 && "lost".contains(word))
}

/// One segment: the client's port, whether the client sends it, its flags, seq, ack, window scale option and text.
struct Line(u16, bool, Flags, u32, u32, Option<u8>, &'static [u8]);

const SYN: Flags = Flags::SYN;
const ACK: Flags = Flags::ACK;
const FIN: Flags = Flags::FIN;
const RST: Flags = Flags::RST;

/// A capture of these segments, a millisecond apart, with what they were captured from.
fn captured(lines: &[Line]) -> (Capture, Vec<u8>) {
    captured_with(lines, |_, _| ())
}

/// The same of segments that `change` has changed, each by its place.
fn captured_with(lines: &[Line], change: impl Fn(usize, &mut Segment)) -> (Capture, Vec<u8>) {
    read(&packets_of(lines, change))
}

/// The same where the checksum of the segment at `place` does not fit.
fn spoiled(lines: &[Line], place: usize) -> (Capture, Vec<u8>) {
    let mut packets = packets_of(lines, |_, _| ());
    packets[place].1[20 + 16] ^= 0x55;
    read(&packets)
}

fn read(packets: &[Timed]) -> (Capture, Vec<u8>) {
    let file = pcap(Order::Little, true, LinkType::IPV4, packets);
    let (capture, end) = listed(&file);
    assert_eq!(end, Ok(()));
    (capture, file)
}

fn packets_of(lines: &[Line], change: impl Fn(usize, &mut Segment)) -> Vec<Timed> {
    let packet = |(index, Line(port, from_client, flags, seq, ack, scale, text)): (usize, &Line)| {
        let ((source, src_port), (destination, dst_port)) =
            if *from_client { ((V4.0, *port), (V4.1, 80)) } else { ((V4.1, 80), (V4.0, *port)) };
        let options = scale.map(TcpOption::WindowScale).into_iter().collect();
        let (seq, ack) = (Seq(*seq), Seq(*ack));
        let base = segment(*flags, 0, text);
        let mut segment = Segment { src_port, dst_port, seq, ack, options, ..base };
        change(index, &mut segment);
        let mut packet = ipv4(&[], 6, &tcp(&segment, source.into(), destination.into()));
        packet[12..16].copy_from_slice(&source.octets());
        packet[16..20].copy_from_slice(&destination.octets());
        (index as u64 * 1_000_000, packet)
    };
    lines.iter().enumerate().map(packet).collect()
}

/// A handshake between port `port` and 80, with these window scale options.
fn handshake(port: u16, scales: [Option<u8>; 2]) -> Vec<Line> {
    vec![
        Line(port, true, SYN, 99, 0, scales[0], b""),
        Line(port, false, SYN | ACK, 499, 100, scales[1], b""),
        Line(port, true, ACK, 100, 500, None, b""),
    ]
}

#[test]
fn a_whole_exchange_is_one_conversation_with_both_ends_counted() {
    let mut lines = handshake(5000, [Some(3), Some(20)]);
    lines.extend([
        Line(5000, true, ACK, 100, 500, None, b"question"),
        Line(5000, false, ACK, 500, 108, None, b"answer, long"),
        Line(5000, true, FIN | ACK, 108, 512, None, b""),
        Line(5000, false, FIN | ACK, 512, 109, None, b""),
        Line(5000, true, ACK, 109, 513, None, b""),
    ]);
    let (capture, file) = captured(&lines);
    let conversation = capture.conversation(0).expect("one");
    assert_eq!(conversation.ends.map(|end| end.to_string()), ["192.0.2.1:5000", "198.51.100.2:80"]);
    assert_eq!(conversation.sent.map(|sent| (sent.segments, sent.octets)), [(5, 8), (3, 12)]);
    assert_eq!((conversation.opening, conversation.closing), (Opening::Handshake, Closing::Both { first: End::A }));
    assert_eq!((conversation.duration(), conversation.trouble.total()), (7_000_000, 0));
    // A shift above 14 counts as 14.
    assert_eq!(End::BOTH.map(|end| conversation.scale(end)), [Scale::Shift(3), Scale::Shift(14)]);
    let opened = capture.open(0, fetch(&file)).expect("it is there");
    let said: Vec<_> = opened
        .segments
        .iter()
        .map(|seen| {
            let header = &seen.header;
            (
                seen.from,
                conversation.relative_seq(header),
                conversation.relative_ack(header),
                conversation.window(header),
            )
        })
        .collect();
    assert_eq!(said[0], (End::A, 0, None, 1000), "the window of a SYN is never scaled");
    assert_eq!(said[1], (End::B, 0, Some(1), 1000));
    assert_eq!(said[3], (End::A, 1, Some(1), 8000));
    assert_eq!(said[4], (End::B, 1, Some(9), 1000 << 14));
    assert_eq!(said[7], (End::A, 10, Some(14), 8000));
    let numbers: Vec<u32> = opened.segments.iter().map(|seen| seen.header.place.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6, 7, 8]);
}

#[test]
fn how_it_opened_is_told_from_the_syns_that_were_captured() {
    let first = |lines: &[Line]| {
        let (capture, _) = captured(lines);
        assert_eq!(capture.listed(), 1);
        (capture.conversation(0).expect("one").opening, capture.conversation(0).expect("one").ends[0].port())
    };
    let syn = || Line(9, true, SYN, 1, 0, None, b"");
    let syn_ack = || Line(9, false, SYN | ACK, 7, 2, None, b"");
    assert_eq!(first(&[syn()]), (Opening::SynOnly, 9));
    assert_eq!(first(&[syn(), syn()]), (Opening::SynOnly, 9), "again, with the same number");
    assert_eq!(first(&[syn_ack()]), (Opening::SynAckOnly, 9), "A is the end that is answered");
    assert_eq!(first(&[syn_ack(), syn()]), (Opening::Handshake, 9), "captured the wrong way round");
    assert_eq!(first(&[syn(), Line(9, false, SYN, 7, 0, None, b""), syn_ack()]), (Opening::Simultaneous, 9));
    assert_eq!(first(&[Line(9, false, ACK, 7, 2, None, b"x")]), (Opening::Midstream, 80));
}

#[test]
fn how_it_closed_is_told_from_fin_and_rst() {
    let closing = |lines: Vec<Line>| captured(&lines).0.conversation(0).expect("one").closing;
    let with = |flags: &[(bool, Flags)]| {
        let mut lines = handshake(9, [None; 2]);
        lines.extend(flags.iter().map(|(client, flags)| Line(9, *client, *flags | ACK, 100, 500, None, b"")));
        lines
    };
    assert_eq!(closing(with(&[])), Closing::Open);
    assert_eq!(closing(with(&[(false, FIN), (false, FIN)])), Closing::Half { by: End::B });
    assert_eq!(closing(with(&[(false, FIN), (true, FIN)])), Closing::Both { first: End::B });
    assert_eq!(closing(with(&[(true, FIN), (false, RST), (true, RST)])), Closing::Reset { by: End::B });
}

#[test]
fn a_syn_with_another_number_begins_another_conversation_and_one_with_the_same_does_not() {
    let syn = |seq| Line(9, true, SYN, seq, 0, None, b"");
    let (capture, file) = captured(&[
        syn(1),
        Line(9, false, RST | ACK, 0, 2, None, b""),
        syn(1),
        syn(1),
        syn(5),
        Line(9, false, SYN | ACK, 70, 6, None, b""),
    ]);
    let segments: Vec<u64> = capture.conversations().map(|conversation| conversation.segments()).collect();
    assert_eq!(segments, [4, 2]);
    assert_eq!(capture.open(1, fetch(&file)).map(|opened| opened.segments.len()), Ok(2));
    assert_eq!(capture.open(2, fetch(&file)).map(|opened| opened.segments.len()), Err(OpenError::NoSuch));
    assert_eq!(capture.open(0, fetch(&file[..50])).map(|opened| opened.segments.len()), Err(OpenError::Fetch(())));
    let mut changed = file.clone();
    changed[24 + 16 + 9] = 17;
    let offset = 24 + 16;
    assert_eq!(
        capture.open(0, fetch(&changed)).map(|opened| opened.segments.len()),
        Err(OpenError::Changed { offset })
    );
}

#[test]
fn what_went_wrong_is_counted() {
    let mut lines = handshake(9, [None; 2]);
    lines.extend([
        Line(9, true, ACK, 100, 500, None, b"text"),
        Line(9, true, ACK, 100, 500, None, b"text"),
        Line(9, true, ACK, 103, 500, None, b"t"),
        Line(9, true, ACK, 102, 500, None, b"xt, more"),
        Line(9, true, ACK, 109, 500, None, b""),
        Line(9, false, RST, 500, 0, None, b""),
    ]);
    let (capture, _) = captured(&lines);
    let trouble = capture.conversation(0).expect("one").trouble;
    // Old octets count, with new ones behind them or not; a keep-alive does not.
    assert_eq!((trouble.again, trouble.resets, trouble.zero_windows), (2, 1, 0));
}

/// How many segments begin before the highest number, in a conversation of these behind a handshake.
fn again(lines: impl IntoIterator<Item = Line>) -> u32 {
    let mut all = handshake(9, [None; 2]);
    all.extend(lines);
    captured(&all).0.conversation(0).expect("one").trouble.again
}

#[test]
fn what_goes_on_is_not_counted_as_sent_again() {
    let a = |seq, text| Line(9, true, ACK, seq, 500, None, text);
    let overlap = [a(100, b"text"), a(102, b"xt, more")];
    assert_eq!(again(overlap), 1, "some of it was sent before");
    let keep_alives = [a(100, b"text"), a(103, b"t"), a(103, b"")];
    assert_eq!(again(keep_alives), 0);
    let after_reset = [Line(9, true, RST, 90_000, 0, None, b""), a(100, b"text"), a(104, b"more")];
    assert_eq!(again(after_reset), 0, "the number of a reset is no step");
    let closed = Line(9, false, ACK, 500, 104, None, b"");
    let mut lines = handshake(9, [None; 2]);
    lines.extend([a(100, b"text"), closed, a(104, b"m"), a(104, b"m"), a(104, b"more")]);
    let probed = |window| {
        let (capture, _) = captured_with(&lines, |place, segment| {
            if place == 4 {
                segment.window = window;
            }
        });
        capture.conversation(0).expect("one").trouble.again
    };
    assert_eq!((probed(0), probed(1000)), (0, 1), "only where the window is closed is the octet a probe");
}

#[test]
fn what_is_sent_again_is_counted_also_after_half_of_all_numbers() {
    let quarters = [1_u32, 2, 3, 4, 5].map(|quarter| quarter.wrapping_mul(0x3000_0000));
    let twice = quarters.iter().flat_map(|seq| [*seq; 2]).map(|seq| Line(9, true, ACK, seq, 500, None, b"text"));
    assert_eq!(again(twice), 5, "each but the first time");
}

#[test]
fn a_wrong_checksum_leaves_the_numbers_as_they_are() {
    let mut lines = handshake(9, [None; 2]);
    let a = |seq, text| Line(9, true, ACK, seq, 500, None, text);
    lines.extend([a(100, b"text"), a(1_000_000, b"wild"), a(104, b"more"), a(108, b"still")]);
    let (capture, _) = spoiled(&lines, 4);
    let trouble = capture.conversation(0).expect("one").trouble;
    assert_eq!((trouble.again, trouble.bad_checksums), (0, 1));
}

#[test]
fn a_reset_after_which_its_sender_goes_on_closes_nothing() {
    let rst = |seq| Line(9, false, RST, seq, 0, None, b"");
    let mut lines = handshake(9, [None; 2]);
    lines.extend([rst(90_000), Line(9, false, ACK, 500, 100, None, b"more")]);
    let (capture, _) = captured(&lines);
    assert_eq!(
        (capture.conversation(0).expect("one").closing, capture.conversation(0).expect("one").trouble.resets),
        (Closing::Open, 1)
    );
    let mut lines = handshake(9, [None; 2]);
    lines.extend([
        Line(9, true, FIN | ACK, 100, 500, None, b""),
        Line(9, false, FIN | ACK, 500, 101, None, b""),
        Line(9, true, ACK, 101, 501, None, b""),
        rst(501),
    ]);
    let closing = |lines: &[Line]| captured(lines).0.conversation(0).expect("one").closing;
    assert_eq!(closing(&lines), Closing::Both { first: End::A }, "both FINs are acknowledged");
    lines.remove(5);
    assert_eq!(closing(&lines), Closing::Reset { by: End::B }, "the second is not");
}

#[test]
fn options_before_a_broken_one_count_and_those_behind_a_cut_may_be_there() {
    let syn = || handshake(9, [Some(7), Some(7)]);
    let mut broken = packets_of(&syn(), |_, segment| segment.options.push(TcpOption::SackPermitted));
    for (_, packet) in &mut broken[..2] {
        // SACK-permitted with the length 99, behind the window scale.
        assert_eq!(packet[43..45], [4, 2]);
        packet[44] = 99;
    }
    assert_eq!(End::BOTH.map(|end| read(&broken).0.conversation(0).expect("one").scale(end)), [Scale::Shift(7); 2]);
    let packets: Vec<Timed> = packets_of(&syn(), |_, _| ())
        .into_iter()
        .map(|(at, packet)| (at, packet[..packet.len().min(40)].to_vec()))
        .collect();
    let mut file = pcap(Order::Little, true, LinkType::IPV4, &packets);
    // The line had the four octets of the options as well.
    for place in [24 + 12, 24 + 16 + 40 + 12] {
        file[place..place + 4].copy_from_slice(&44_u32.to_le_bytes());
    }
    let (capture, end) = listed(&file);
    assert_eq!(end, Ok(()));
    assert_eq!(End::BOTH.map(|end| capture.conversation(0).expect("one").scale(end)), [Scale::NotSeen; 2]);
}

#[test]
fn a_socket_that_is_connected_with_itself_opens_from_both_ends() {
    let itself = |flags, seq, ack| {
        let base = segment(flags, seq, b"");
        let itself = Segment { src_port: 9, dst_port: 9, ack: Seq(ack), ..base };
        let mut packet = ipv4(&[], 6, &tcp(&itself, V4.0.into(), V4.0.into()));
        packet[16..20].copy_from_slice(&V4.0.octets());
        packet
    };
    let packets = [itself(SYN, 1, 0), itself(SYN | ACK, 1, 2), itself(ACK, 2, 2)];
    let packets: Vec<Timed> = (0..).zip(packets).collect();
    let (capture, _) = listed(&pcap(Order::Little, true, LinkType::IPV4, &packets));
    assert_eq!(capture.conversation(0).expect("one").opening, Opening::Simultaneous);
}

#[test]
fn once_no_more_conversations_are_listed_none_takes_in_what_belongs_to_another() {
    let syn = |port, seq| Line(port, true, SYN, seq, 0, None, b"");
    // One for each port, and one more: as many as are listed.
    let mut lines: Vec<Line> = (1..=65_535).map(|port| syn(port, 1)).collect();
    lines.push(syn(1, 5));
    let (capture, file) = captured(&lines);
    assert_eq!((capture.listed(), capture.unlisted()), (65_536, 0));
    let more = packets_of(
        &[syn(2, 5), Line(2, false, SYN | ACK, 9, 6, None, b""), Line(2, false, ACK, 10, 6, None, b"more")],
        |_, _| (),
    );
    let more = pcap(Order::Little, true, LinkType::IPV4, &more);
    let both = [&file[..], &more[24..]].concat();
    let (capture, _) = listed(&both);
    assert_eq!((capture.conversation(1).expect("two").octets(), capture.unlisted()), (0, 3));
}

#[test]
fn a_scale_is_used_only_if_both_ends_offer_one() {
    let scales = |offered| {
        let (capture, _) = captured(&handshake(9, offered));
        End::BOTH.map(|end| capture.conversation(0).expect("one").scale(end))
    };
    assert_eq!(scales([Some(2), Some(0)]), [Scale::Shift(2), Scale::Shift(0)]);
    assert_eq!(scales([Some(2), None]), [Scale::Unused; 2]);
    assert_eq!(scales([None, Some(2)]), [Scale::Unused; 2]);
    let (capture, _) = captured(&[Line(9, true, ACK, 1, 1, None, b"")]);
    assert_eq!(capture.conversation(0).expect("one").scale(End::A), Scale::NotSeen);
}

#[test]
fn a_list_is_searched_by_words_and_sorted_by_figures() {
    let mut lines = handshake(5000, [None; 2]);
    lines.push(Line(5000, false, RST, 500, 0, None, b""));
    lines.extend(handshake(4000, [None; 2]));
    lines.push(Line(4000, true, ACK, 100, 500, None, b"text"));
    lines.push(Line(4000, true, ACK, 100, 500, None, b"text"));
    lines.push(Line(4500, true, SYN, 1, 0, None, b""));
    let (capture, _) = captured(&lines);
    let list = &capture;
    assert_eq!(search(list, ""), [0, 1, 2]);
    assert_eq!(search(list, ":4"), [1, 2]);
    assert_eq!(search(list, "192.0.2.1:5000 RESET"), [0]);
    assert_eq!(search(list, "handshake again"), [1]);
    assert_eq!(search(list, "trouble"), [0, 1]);
    assert_eq!(search(list, "syn-only open"), [2]);
    assert_eq!(search(list, "Lost :5000"), [0], "what is shown is asked for in lower case");
    assert_eq!(search(list, "udp"), Vec::<usize>::new());
    let sorted = |by, descending| {
        let mut numbers = search(list, "");
        sort(list, &mut numbers, by, descending);
        numbers
    };
    assert_eq!(sorted(SortBy::Start, true), [2, 1, 0]);
    assert_eq!(sorted(SortBy::Ends, false), [1, 2, 0]);
    assert_eq!(sorted(SortBy::Octets, true), [1, 0, 2]);
    assert_eq!(sorted(SortBy::Segments, false), [2, 0, 1]);
    assert_eq!(sorted(SortBy::Duration, true), [1, 0, 2]);
    assert_eq!(sorted(SortBy::Trouble, false), [2, 0, 1]);
}

#[test]
fn numbers_are_counted_anew_where_a_syn_is_answered_with_another_number() {
    let syn_ack = |seq| Line(9, false, SYN | ACK, seq, 2, None, b"");
    let (capture, file) = captured(&[
        Line(9, true, SYN, 1, 0, None, b""),
        syn_ack(70),
        Line(9, true, ACK, 2, 71, None, b""),
        syn_ack(700),
        Line(9, true, ACK, 2, 701, None, b""),
        Line(9, false, ACK, 701, 2, None, b"x"),
    ]);
    let opened = capture.open(0, fetch(&file)).expect("one conversation");
    let said = |place: usize| {
        let header = &opened.segments[place].header;
        (opened.conversation.relative_seq(header), opened.conversation.relative_ack(header))
    };
    assert_eq!([1, 2, 3, 4, 5].map(said), [(0, Some(1)), (1, Some(1)), (0, Some(1)), (1, Some(1)), (1, Some(1))]);
}

#[test]
fn what_comes_in_fragments_or_ends_within_its_header_is_counted_where_its_ports_are_known() {
    let mut lines = handshake(5000, [None; 2]);
    lines.extend([1, 2, 3].map(|_| Line(5000, true, ACK, 100, 500, None, b"a question of some length")));
    let mut packets = packets_of(&lines, |_, _| ());
    packets[3].1[6] = 0x20;
    packets[4].1[7] = 9;
    packets[5].1.truncate(20 + 8);
    let (capture, _) = read(&packets);
    let four = capture.conversation(0).expect("one");
    assert_eq!(
        (four.segments(), four.octets(), capture.other(NotTcp::Fragment), capture.other(NotTcp::Cut)),
        (3, 0, 2, 1)
    );
    assert_eq!((four.trouble.fragments, four.trouble.cut, four.trouble.total()), (1, 1, 2));
    assert_eq!([search(&capture, "fragment"), search(&capture, "again")], [vec![0], vec![]]);

    let octets = tcp(&segment(ACK, 9, b"text"), V6.0.into(), V6.1.into());
    let fragment = |offset_and_more: u8| ipv6(44, &[&[6, 0, 0, offset_and_more, 0, 0, 0, 9][..], &octets].concat());
    let packets = [ipv6(6, &octets), fragment(1), fragment(8), fragment(9)].map(|packet| (0, packet));
    let (capture, end) = listed(&pcap(Order::Little, true, LinkType::IPV6, &packets));
    let six = capture.conversation(0).expect("one");
    assert_eq!((end, six.segments(), six.trouble.fragments, capture.other(NotTcp::Fragment)), (Ok(()), 1, 1, 3));
}
