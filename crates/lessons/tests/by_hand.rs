//! What a person does to a run besides the programs has its words in both languages.

mod common;

use common::{NUMBERINGS, check, check_prose, flat};
use lessons::explain::Context;
use lessons::{Lang, Numbering, Numbers, find};
use sim::{Act, Call, Checksum, HeaderBits, Injection, SegmentRef, Side, Timeline};
use tcp::Instant;
use wire::{Flags, Segment, Seq};

const CALLS: [Call; 4] =
    [Call::Recv { octets: 3 }, Call::Send { text: String::new(), octets: 7 }, Call::Connect, Call::RecvToEnd];

/// A handshake into which a person breaks: calls at both ends, and a reset with a wrong checksum in the client's name.
fn timeline() -> Timeline {
    let mut scenario = find("handshake").expect("a lesson").scenario.clone();
    let at = Instant::from_millis(65);
    scenario.acts = CALLS.map(|call| Act { at, side: Side::Server, call }).to_vec();
    let segment = Segment {
        src_port: scenario.client.port,
        dst_port: scenario.server.port,
        seq: scenario.client.iss + 7,
        ack: Seq(99),
        flags: Flags::RST,
        window: 5,
        ..Segment::default()
    };
    scenario.injections =
        vec![Injection { at, from: Side::Client, segment, checksum: Checksum::Wrong, header: HeaderBits::default() }];
    sim::run(&scenario)
}

fn lines(timeline: &Timeline, lang: Lang) -> Vec<String> {
    let context = Context { timeline, numbers: Numbers::new(Numbering::Relative, &timeline.scenario), lang };
    timeline.entries.iter().map(|entry| context.entry(entry)).collect()
}

#[test]
fn a_call_and_a_segment_made_by_hand_are_told_as_such() {
    let timeline = timeline();
    let has = |lang, line: &str| {
        let lines = lines(&timeline, lang);
        assert!(lines.iter().any(|said| said == line), "{line}\n{lines:#?}");
    };
    has(Lang::En, "By hand: server calls connect, which fails: there is a connection already");
    has(Lang::En, "By hand: server calls recv (3 octets), which gives nothing, since nothing is there");
    has(Lang::En, "By hand: server calls send (7 octets)");
    has(Lang::En, "Made by hand in the client's name: RST, seq 7");
    has(Lang::Zh, "手动操作，服务器：调用 connect，失败：连接已经存在");
    has(Lang::Zh, "手动操作，服务器：调用 recv（3 个字节），没有数据可取");
    has(Lang::Zh, "以客户端的名义手工构造：RST，seq 7");
    for line in [lines(&timeline, Lang::En), lines(&timeline, Lang::Zh)].concat() {
        check_prose(&line, &line);
    }
}

#[test]
fn a_segment_made_by_hand_is_explained_without_a_rule_of_tcp() {
    let timeline = timeline();
    let sent = timeline.find(SegmentRef::forged(Side::Client, 1)).expect("the reset");
    for lang in Lang::ALL {
        for numbering in NUMBERINGS {
            let numbers = Numbers::new(numbering, &timeline.scenario);
            let why = Context { timeline: &timeline, numbers, lang }.segment(sent);
            for explanation in [why.cause, why.seq, why.ack, why.window, why.flags] {
                check(&explanation, "a segment made by hand");
            }
        }
    }
    let numbers = Numbers::new(Numbering::Relative, &timeline.scenario);
    let why = Context { timeline: &timeline, numbers, lang: Lang::En }.segment(sent);
    assert!(flat(&why.cause.text).ends_with("Its checksum is wrong on purpose."));
    assert_eq!((why.seq.heading.as_str(), why.ack.heading.as_str()), ("Why seq = 7?", "Why no ack?"));
}
