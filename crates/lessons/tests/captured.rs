//! Whatever a capture file is, and whatever went wrong in its conversations, is said in both languages.

mod common;

use std::collections::BTreeSet;
use std::convert::Infallible;

use capture::{Capture, Closing, Conversation, End, NotTcp, Opening, Point, Reason, Stop, Trouble};
use common::check_prose;
use lessons::captured::{closing, opening, other, search, stopped, trouble, untimed};
use lessons::{Lang, catalogue, find};
use observer::Vantage;
use sim::{Fault, FaultKind, Scenario, SegmentRef, Side};

const REASONS: [Reason; 13] = [
    Reason::Empty,
    Reason::Cut { needed: 9911, found: 5511 },
    Reason::Foreign { magic: [0x1f, 0x8b, 8, 0] },
    Reason::Foreign { magic: *b"GIF8" },
    Reason::Version { major: 71, minor: 13 },
    Reason::TooLong { len: 9901, most: 5501 },
    Reason::BlockLength { len: 33 },
    Reason::BlockEnd { first: 4401, last: 8801 },
    Reason::PacketLength { len: 9902, room: 8802 },
    Reason::NoInterface { interface: 35 },
    Reason::ByteOrder { magic: [1, 2, 3, 4] },
    Reason::TooManyInterfaces,
    Reason::TooLarge,
];

#[test]
fn every_reason_to_stop_is_a_sentence_with_its_place_and_its_numbers() {
    for (lang, end) in [(Lang::En, '.'), (Lang::Zh, '。')] {
        let said: BTreeSet<String> = REASONS.into_iter().map(|why| stopped(&Stop { at: 4711, why }, lang)).collect();
        assert_eq!(said.len(), REASONS.len(), "no two read alike");
        for why in REASONS {
            let sentence = stopped(&Stop { at: 4711, why }, lang);
            check_prose(&sentence, "a reason");
            assert!(sentence.ends_with(end), "{sentence}");
            assert!(why == Reason::Empty || sentence.contains("4711"), "{sentence}");
            // What a reason's own numbers are, its debug form tells.
            let debug = format!("{why:?}");
            let has_magic = debug.contains('[');
            for number in debug.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty() && !has_magic) {
                assert!(sentence.contains(number), "{number}: {sentence}");
            }
        }
    }
}

#[test]
fn every_kind_of_packet_that_is_no_segment_has_words_of_its_own() {
    for lang in Lang::ALL {
        let said: BTreeSet<String> = NotTcp::ALL.into_iter().map(|kind| other(kind, 4711, lang)).collect();
        assert_eq!(said.len(), NotTcp::ALL.len());
        for sentence in said.into_iter().chain([untimed(4711, lang)]) {
            check_prose(&sentence, "packets");
            assert!(sentence.contains("4711"), "{sentence}");
        }
    }
}

#[test]
fn every_opening_and_closing_has_words_of_its_own() {
    let openings =
        [Opening::Handshake, Opening::SynOnly, Opening::SynAckOnly, Opening::Simultaneous, Opening::Midstream];
    let by = |end| [Closing::Half { by: end }, Closing::Both { first: end }, Closing::Reset { by: end }];
    let closings: Vec<Closing> = [Closing::Open].into_iter().chain(End::BOTH.into_iter().flat_map(by)).collect();
    for lang in Lang::ALL {
        let said: BTreeSet<&str> = openings.into_iter().map(|how| opening(how, lang)).collect();
        assert_eq!(said.len(), openings.len());
        let said: BTreeSet<&str> = closings.iter().map(|how| closing(*how, lang)).collect();
        assert_eq!(said.len(), closings.len());
    }
}

/// The only conversation of the lesson on the handshake after `change`, as the client's host captures it.
fn conversation(change: impl Fn(&mut Scenario)) -> Conversation {
    let mut scenario = find("handshake").expect("the lesson is there").scenario.clone();
    change(&mut scenario);
    let file = capture::pcapng(&sim::run(&scenario), Point::Client, |_| None).expect("a run can be written");
    let mut capture = Capture::new();
    capture.push(&file).expect("what is written can be read");
    let opened = capture.open(0, |offset, into| {
        let from = usize::try_from(offset).expect("a short file");
        into.copy_from_slice(&file[from..from + into.len()]);
        Ok::<(), Infallible>(())
    });
    opened.expect("there is a conversation").conversation
}

/// The client's first segments are lost, so many of them.
fn losing(count: u32) -> impl Fn(&mut Scenario) {
    move |scenario| {
        let lost = |nth| Fault { segment: SegmentRef::new(Side::Client, nth), kind: FaultKind::Drop };
        scenario.faults.extend((1..=count).map(lost));
    }
}

#[test]
fn what_went_wrong_is_told_in_words_and_nothing_is_told_where_nothing_did() {
    for lang in Lang::ALL {
        assert_eq!(trouble(&conversation(|_| ()), lang), Vec::<String>::new());
    }
    assert_eq!(trouble(&conversation(losing(1)), Lang::En), ["1 segment repeated or out of order"]);
    assert_eq!(trouble(&conversation(losing(1)), Lang::Zh), ["1 个报文段重复或乱序"]);
    let closed = |closing| {
        let mut closed = conversation(|_| ());
        closed.closing = closing;
        closed
    };
    let endings = [
        (conversation(|scenario| scenario.server.program.clear()), "B refused A's SYN", "B 拒绝了 A 的 SYN"),
        (conversation(losing(30)), "nothing answered A's SYN", "A 的 SYN 没有应答"),
        (closed(Closing::Reset { by: End::A }), "A reset the connection", "A 复位了连接"),
        (closed(Closing::Reset { by: End::B }), "B reset the connection", "B 复位了连接"),
    ];
    for (mut conversation, en, zh) in endings {
        conversation.trouble =
            Trouble { again: 101, resets: 103, zero_windows: 107, bad_checksums: 109, cut: 113, fragments: 127 };
        for (lang, ending) in [(Lang::En, en), (Lang::Zh, zh)] {
            let said = trouble(&conversation, lang);
            assert_eq!(said[0], ending);
            for (said, count) in said[1..].iter().zip(["101", "103", "107", "109", "113", "127"]) {
                check_prose(said, "trouble");
                assert!(said.contains(count), "{said}");
            }
            assert_eq!(said.len(), 7);
        }
    }
}

#[test]
fn a_syn_whose_answer_was_not_captured_is_neither_refused_nor_unanswered() {
    let mut one_sided = conversation(|_| ());
    one_sided.opening = Opening::SynOnly;
    let mut refused = one_sided.clone();
    refused.closing = Closing::Reset { by: End::B };
    assert_eq!(trouble(&refused, Lang::En), ["B reset the connection"]);
    one_sided.sent[End::B as usize].segments = 0;
    assert_eq!(trouble(&one_sided, Lang::En), ["no segment of B was captured"]);
    assert_eq!(trouble(&one_sided, Lang::Zh), ["没有抓到 B 的报文段"]);
    // Of a reset that ended nothing there is a word as well.
    one_sided.trouble.resets = 2;
    assert_eq!(trouble(&one_sided, Lang::En)[1], "2 resets that did not end it");
}

/// The conversations of these lessons, as `point` captures them, the first of them with its first segments lost.
fn listed(lessons: &[&str], point: Point, lost: u32) -> Capture {
    let mut capture = Capture::new();
    for (nth, id) in lessons.iter().enumerate() {
        let mut scenario = find(id).expect("the lesson is there").scenario.clone();
        if nth == 0 {
            losing(lost)(&mut scenario);
        }
        let file = capture::pcapng(&sim::run(&scenario), point, |_| None).expect("a run can be written");
        capture.push(&file).expect("what is written can be read");
    }
    capture
}

#[test]
fn a_list_is_searched_for_what_its_rows_show_in_their_language() {
    let capture = listed(&["handshake", "zero-window", "closed-port"], Point::Client, 1);
    let queries = [
        (Lang::Zh, "重复", vec![0]),
        (Lang::Zh, "乱序 握手", vec![0]),
        (Lang::Zh, "重传", vec![0]),
        (Lang::Zh, "零窗口", vec![1]),
        (Lang::Zh, "握手", vec![0, 1]),
        (Lang::Zh, "拒绝", vec![2]),
        (Lang::Zh, "复位", vec![2]),
        (Lang::En, "Repeated", vec![0]),
        (Lang::En, "out of order", vec![0]),
        (Lang::En, "zero window", vec![1]),
        (Lang::En, "FINs", vec![0, 1]),
        (Lang::En, "refused reset", vec![2]),
        // What is known in any language, and what belongs to the other one.
        (Lang::Zh, "zero-window", vec![1]),
        (Lang::Zh, "handshake again", vec![0]),
        (Lang::En, "握手", vec![]),
        (Lang::Zh, "Repeated", vec![]),
    ];
    for (lang, query, found) in queries {
        assert_eq!(search(&capture, query, lang), found, "{query}");
    }
    let count = trouble(&capture.conversation(0).expect("the first"), Lang::En)[0].clone();
    assert!(count.starts_with("1 segment") && !search(&capture, ":1", Lang::En).contains(&0), "{count} is no port");
}

#[test]
fn a_capture_of_ours_says_at_which_end_it_was_made() {
    for lesson in catalogue() {
        for (point, side) in [(Point::Client, Side::Client), (Point::Server, Side::Server)] {
            let capture = listed(&[&lesson.id], point, 0);
            let Some(first) = capture.conversation(0) else { continue };
            let host = first.ends.iter().position(|socket| socket.ip() == lesson.scenario.host(side).address);
            // What is sent under another's address is seen where it is sent all the same.
            let Some(host) = host else { continue };
            assert_eq!(capture.vantage(), Some(Vantage::At(End::BOTH[host])), "{}: {point:?}", lesson.id);
        }
        let between = listed(&[&lesson.id], Point::Path, 0);
        assert!(between.listed() == 0 || between.vantage() == Some(Vantage::Between), "{}", lesson.id);
    }
}
