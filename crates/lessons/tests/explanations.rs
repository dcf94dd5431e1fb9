//! Every event and every segment is explained, in both languages and numberings, in words that a reader can be shown.

mod common;

use common::{NUMBERINGS, check, check_prose, flat, runs};
use lessons::explain::{Context, Explanation};
use lessons::{Lang, Numbering, Numbers, catalogue, find};
use sim::{Call, Fault, FaultKind, Happening, Path, ProfileName, Scenario, SegmentRef, Settings, Side, Timeline};
use tcp::{CongestionControl, Event, Rule, State, Transition};
use wire::Seq;

fn check_run(timeline: &Timeline) {
    for lang in Lang::ALL {
        for numbering in NUMBERINGS {
            let context = Context { timeline, numbers: Numbers::new(numbering, &timeline.scenario), lang };
            for entry in &timeline.entries {
                let line = context.entry(entry);
                check_prose(&line, "an entry");
                for event in &entry.events {
                    check(&context.event(entry.side, event), &line);
                }
            }
            for sent in &timeline.transmissions {
                let why = context.segment(sent);
                for explanation in [why.cause, why.seq, why.ack, why.window, why.flags] {
                    check(&explanation, "a segment");
                }
            }
        }
    }
}

#[test]
fn every_event_and_segment_is_explained_whatever_is_dropped() {
    for lesson in catalogue() {
        runs(lesson).iter().for_each(check_run);
    }
}

#[test]
fn every_event_and_segment_is_explained_on_a_bad_path() {
    for lesson in catalogue() {
        for seed in 0..40 {
            let mut scenario = lesson.scenario.clone();
            scenario.path.chance =
                sim::Chance { seed, loss: 150, duplicate: 150, reorder: 150, corrupt: 150, mark: 150 };
            check_run(&sim::run(&scenario));
        }
    }
}

/// Much data under every profile, so that what the lessons do without is told as well: options, delayed ACKs,
/// congestion control, loss recovery.
#[test]
fn every_event_and_segment_is_explained_under_every_profile() {
    for profile in [ProfileName::Plain, ProfileName::Rfc, ProfileName::Linux] {
        for control in [CongestionControl::NewReno, CongestionControl::Cubic] {
            for seed in 0..6 {
                let mut scenario = find("lost-segment").expect("a lesson").scenario.clone();
                for host in [&mut scenario.client, &mut scenario.server] {
                    host.settings = Settings { profile, congestion: Some(control), ..Settings::default() };
                    for call in &mut host.program {
                        if let Call::Send { octets, .. } | Call::Recv { octets } = call {
                            *octets *= 100;
                        }
                    }
                }
                scenario.path.chance = sim::Chance { seed, loss: 30, duplicate: 20, reorder: 30, corrupt: 0, mark: 20 };
                check_run(&sim::run(&scenario));
            }
        }
    }
}

/// One line of one explanation: the lesson, who sends, as which one, and of what.
struct Said {
    lesson: &'static str,
    segment: (Side, u32),
    part: fn(lessons::explain::SegmentExplanation) -> Explanation,
    lang: Lang,
    heading: &'static str,
    text: &'static str,
    arithmetic: &'static [&'static str],
}

#[test]
fn the_numbers_of_a_segment_are_explained_by_their_reason() {
    let table = [
        Said {
            lesson: "handshake",
            segment: (Side::Server, 1),
            part: |why| why.ack,
            lang: Lang::En,
            heading: "Why ack = 4021337002?",
            text: "The client's SYN has number 4021337001 and takes it. An acknowledgment names the next number that is \
                   expected: 4021337002.",
            arithmetic: &["RCV.NXT ← 4021337001 + 1 = 4021337002", "SEG.ACK = RCV.NXT = 4021337002"],
        },
        Said {
            lesson: "handshake",
            segment: (Side::Client, 2),
            part: |why| why.seq,
            lang: Lang::En,
            heading: "Why seq = 4021337002?",
            text: "The client's SYN took 4021337001, so the next free number is 4021337002. A bare ACK takes no number, \
                   so the next octet will have the same one.",
            arithmetic: &["SND.NXT ← 4021337001 + 1 = 4021337002", "SEG.SEQ = SND.NXT = 4021337002"],
        },
        Said {
            lesson: "lost-segment",
            segment: (Side::Server, 3),
            part: |why| why.ack,
            lang: Lang::Zh,
            heading: "为什么 ack = 4021337102？",
            text: "4021337102 还没有到。刚到的数据在它后面，先暂存起来；不管缺口后面到了多少，服务器期望的序号都不会前移。",
            arithmetic: &["SEG.ACK = RCV.NXT = 4021337102"],
        },
        Said {
            lesson: "lost-segment",
            segment: (Side::Client, 6),
            part: |why| why.seq,
            lang: Lang::En,
            heading: "Why seq = 4021337102?",
            text: "These are the same octets as before, so they keep their numbers: the server puts data in place by its \
                   number, and under 4021337452 it would be new data. Only ack and window are current.",
            arithmetic: &["SEG.SEQ = SND.UNA = 4021337102", "SND.NXT = 4021337452"],
        },
        Said {
            lesson: "lost-segment",
            segment: (Side::Server, 4),
            part: |why| why.ack,
            lang: Lang::En,
            heading: "Why ack = 4021337452?",
            text: "The gap is filled, and what was held beyond it (150 octets) counts at once: the server has every \
                   octet up to and including 4021337451. One acknowledgment covers them all.",
            arithmetic: &["RCV.NXT ← 4021337102 + 200 + 150 = 4021337452", "SEG.ACK = RCV.NXT = 4021337452"],
        },
        Said {
            lesson: "four-way-close",
            segment: (Side::Server, 3),
            part: |why| why.ack,
            lang: Lang::Zh,
            heading: "为什么 ack = 2750318302？",
            text: "客户端的 FIN 序号为 2750318301，它像一个字节那样占用这个序号。服务器已经收到直到它为止的全部内容，\
                   确认号是下一个序号。",
            arithmetic: &["RCV.NXT ← 2750318301 + 1 = 2750318302", "SEG.ACK = RCV.NXT = 2750318302"],
        },
        Said {
            lesson: "handshake",
            segment: (Side::Client, 1),
            part: |why| why.ack,
            lang: Lang::En,
            heading: "Why no ack?",
            text: "Nothing has come from the server that could be acknowledged: ACK is not set. The field is still \
                   there, holds 0 and means nothing.",
            arithmetic: &[],
        },
    ];
    for said in table {
        let lesson = find(said.lesson).expect("a lesson");
        let timeline = sim::run(&lesson.scenario);
        let numbers = Numbers::new(Numbering::Absolute, &lesson.scenario);
        let (from, nth) = said.segment;
        let sent = timeline.find(SegmentRef::new(from, nth)).expect("a segment");
        let why = (said.part)(Context { timeline: &timeline, numbers, lang: said.lang }.segment(sent));
        assert_eq!(why.heading, said.heading);
        assert_eq!(flat(&why.text), said.text);
        assert_eq!(why.arithmetic, said.arithmetic);
    }
}

#[test]
fn a_sum_past_two_to_the_thirty_two_shows_the_modulus() {
    let mut scenario = find("handshake").expect("a lesson").scenario.clone();
    scenario.client.iss = Seq(u32::MAX);
    let timeline = sim::run(&scenario);
    let numbers = Numbers::new(Numbering::Absolute, &scenario);
    let syn_ack = timeline.find(SegmentRef::new(Side::Server, 1)).expect("the SYN,ACK");
    let why = Context { timeline: &timeline, numbers, lang: Lang::En }.segment(syn_ack);
    assert_eq!(why.ack.heading, "Why ack = 0?");
    assert_eq!(why.ack.arithmetic[0], "RCV.NXT ← (4294967295 + 1) mod 2^32 = 0");
}

#[test]
fn a_line_tells_what_happened_where() {
    let lines = |id: &str, lang: Lang| -> Vec<String> {
        let lesson = find(id).expect("a lesson");
        let timeline = sim::run(&lesson.scenario);
        let numbers = Numbers::new(Numbering::Absolute, &lesson.scenario);
        let context = Context { timeline: &timeline, numbers, lang };
        timeline.entries.iter().map(|entry| context.entry(entry)).collect()
    };
    let has = |lines: &[String], line: &str| assert!(lines.iter().any(|said| said == line), "{line}\n{lines:#?}");
    let en = lines("lost-segment", Lang::En);
    has(&en, "Client calls connect, which blocks (CLOSED → SYN-SENT)");
    has(&en, "Server sends SYN,ACK, seq 907113500, ack 4021337002");
    has(&en, "ACK, seq 4021337002, ack 907113501 reaches the server (SYN-RECEIVED → ESTABLISHED)");
    has(&en, "PSH,ACK, seq 4021337102, ack 907113501, 200 octets from the client is lost on the path");
    has(&en, "Client's retransmission timer expires after 1 s");
    has(&en, "Client retransmits PSH,ACK, seq 4021337102, ack 907113501, 200 octets");
    has(&en, "Server: recv (450 octets) takes 100 octets and waits for more");
    let zh = lines("four-way-close", Lang::Zh);
    has(&zh, "客户端：connect 返回，连接已建立");
    has(&zh, "服务器：收到 FIN,ACK，seq 2750318301，ack 1203557901（ESTABLISHED → CLOSE-WAIT）");
    has(&zh, "服务器：recv（直到结束）返回，数据流已结束：对方已经关闭");
    has(&zh, "客户端：已过 4 分钟，TIME-WAIT 计时器到期（TIME-WAIT → CLOSED）");
}

#[test]
fn a_damaged_segment_and_a_second_copy_are_told_as_such() {
    let lesson = find("handshake").expect("a lesson");
    let with = |kind: FaultKind| {
        let mut scenario = lesson.scenario.clone();
        scenario.faults.push(Fault { segment: SegmentRef::new(Side::Client, 3), kind });
        let timeline = sim::run(&scenario);
        let numbers = Numbers::new(Numbering::Absolute, &scenario);
        let context = Context { timeline: &timeline, numbers, lang: Lang::En };
        let arrivals = timeline.entries.iter().filter(|entry| matches!(entry.happening, Happening::Arrived { .. }));
        arrivals.map(|entry| context.entry(entry)).collect::<Vec<_>>()
    };
    let text = "PSH,ACK, seq 4021337002, ack 907113501, 41 octets reaches the server";
    assert!(with(FaultKind::Corrupt { bit: 200 }).contains(&format!("{text}, damaged on the way")));
    assert!(with(FaultKind::Duplicate { ms: 5 }).contains(&format!("{text}, a second time")));
}

/// A state's change is told with the line, whatever the rule.
#[test]
fn the_change_of_state_stands_at_the_end_of_the_line() {
    let lesson = find("handshake").expect("a lesson");
    let timeline = sim::run(&lesson.scenario);
    let numbers = Numbers::new(Numbering::Relative, &lesson.scenario);
    let mut entry = timeline.entries[0].clone();
    let transition = Transition { from: State::TimeWait, to: State::Closed };
    entry.events = vec![Event { rule: Rule::PassiveOpen, transition: Some(transition) }];
    let context = Context { timeline: &timeline, numbers, lang: Lang::Zh };
    assert_eq!(context.entry(&entry), "服务器：调用 listen（TIME-WAIT → CLOSED）");
}

#[test]
fn a_router_tells_whom_it_keeps_waiting_and_whom_it_drops() {
    let mut scenario = find("handshake").expect("a lesson").scenario.clone();
    // The ACK of the handshake takes 5.12 ms, and the client's text follows at once.
    scenario.path = Path { rate_kbps: 100, queue: 1, ..scenario.path };
    let line = |scenario: &Scenario, lang: Lang, is: fn(&Happening) -> bool| {
        let timeline = sim::run(scenario);
        let text = timeline.find(SegmentRef::new(Side::Client, 3)).expect("the text").entry;
        let numbers = Numbers::new(Numbering::Relative, scenario);
        let mut later = timeline.entries[text as usize..].iter().skip(1);
        let entry = later.find(|entry| entry.happening.transmission() == Some(3) && is(&entry.happening));
        Context { timeline: &timeline, numbers, lang }.entry(entry.expect("its end"))
    };
    let arrives = |happening: &Happening| matches!(happening, Happening::Arrived { .. });
    let text = "PSH,ACK, seq 1, ack 1, 41 octets";
    assert_eq!(
        line(&scenario, Lang::En, arrives),
        format!("{text} reaches the server, after 5.12 ms in the router's queue")
    );
    assert!(line(&scenario, Lang::Zh, arrives).ends_with("，在路由器中排队 5.12 毫秒"));
    scenario.path.queue = 0;
    let is_lost = |happening: &Happening| matches!(happening, Happening::Lost { .. });
    assert_eq!(
        line(&scenario, Lang::En, is_lost),
        format!("{text} from the client is dropped by the router: its queue is full")
    );
    assert!(line(&scenario, Lang::Zh, is_lost).ends_with("因路由器队列已满而被丢弃"));
}

#[test]
fn every_field_of_every_header_says_why_it_says_that() {
    for lesson in catalogue() {
        let mut scenario = lesson.scenario.clone();
        for host in [&mut scenario.client, &mut scenario.server] {
            host.settings.profile = ProfileName::Linux;
        }
        for timeline in [sim::run(&lesson.scenario), sim::run(&scenario)] {
            for lang in Lang::ALL {
                let numbers = Numbers::new(Numbering::Absolute, &timeline.scenario);
                let context = Context { timeline: &timeline, numbers, lang };
                for sent in &timeline.transmissions {
                    let frame = timeline.scenario.frame(sent, sim::Vantage::Sender);
                    for placed in wire::lay_out(&frame.encode().expect("it fits")).expect("it is whole") {
                        check(&context.field(sent, &placed, (&frame).into()), &format!("{:?}", placed.id));
                    }
                }
            }
        }
    }
}

#[test]
fn a_field_is_told_by_the_rule_that_set_it_or_by_where_it_comes_from() {
    let lesson = find("handshake").expect("a lesson");
    let timeline = sim::run(&lesson.scenario);
    let numbers = Numbers::new(Numbering::Absolute, &timeline.scenario);
    let context = Context { timeline: &timeline, numbers, lang: Lang::En };
    let why = |from, nth, slug: &str| {
        let sent = timeline.find(SegmentRef::new(from, nth)).expect("a segment");
        let frame = timeline.scenario.frame(sent, sim::Vantage::Sender);
        let fields = wire::lay_out(&frame.encode().expect("it fits")).expect("it is whole");
        let placed = fields.iter().find(|placed| placed.id.spec().slug == slug).expect("the field is there");
        context.field(sent, placed, (&frame).into())
    };
    let ack = why(Side::Server, 1, "tcp-acknowledgment-number");
    assert_eq!(ack.arithmetic, ["RCV.NXT ← 4021337001 + 1 = 4021337002", "SEG.ACK = RCV.NXT = 4021337002"]);
    assert!(flat(&why(Side::Client, 1, "tcp-source-port").text).contains("picked a free one"));
    assert!(flat(&why(Side::Client, 1, "tcp-destination-port").text).contains("connect"));
    assert!(flat(&why(Side::Server, 1, "tcp-source-port").text).contains("bind"));
    assert!(flat(&why(Side::Client, 1, "tcp-syn").text).contains("from which number"));
    assert_eq!(why(Side::Client, 2, "tcp-data-offset").arithmetic, ["(20 + 0) / 4 = 5"]);
}
