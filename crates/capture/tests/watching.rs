//! A run that was captured at one of its hosts and read again: what is said to be certain of that host was so.

#![allow(clippy::cast_possible_truncation, reason = "the files are small")]

mod support;

use capture::conversation_report::{OpenedReport, Words};
use capture::{Conversation, End, LinkType, Point, pcapng, seen};
use observer::{Finding, FindingKind, Vantage};
use sim::{Call, Chance, Host, Path, Scenario, Settings, Side, Timeline, run};
use support::*;
use wire::{Flags, MacAddr, Seq, TcpOption};

fn host(last: u8, iss: u32, program: Vec<Call>) -> Host {
    Host {
        address: [192, 0, 2, last].into(),
        mac: MacAddr([2, 0, 0, 0, 0, last]),
        port: 1000 + u16::from(last),
        iss: Seq(iss),
        settings: Settings { profile: sim::ProfileName::Linux, ..Settings::default() },
        program,
    }
}

/// A transfer each way, over a path that loses, duplicates and holds up what it will.
fn lossy(seed: u64) -> Timeline {
    let send = |octets| Call::Send { text: String::new(), octets };
    let chance = Chance { seed, loss: 80, duplicate: 30, reorder: 60, ..Chance::default() };
    run(&Scenario {
        client: host(1, 4_294_960_000, vec![Call::Connect, send(20_000), Call::Close, Call::RecvToEnd]),
        server: host(2, 907_113_500, vec![Call::Listen, Call::Accept, Call::RecvToEnd, send(3000), Call::Close]),
        path: Path { chance, ..Path::default() },
        faults: Vec::new(),
        acts: Vec::new(),
        injections: Vec::new(),
        mishaps: Vec::new(),
        floods: Vec::new(),
    })
}

#[test]
fn what_is_certain_of_the_host_of_capture_was_so() {
    let (mut certain, mut again) = (0, 0);
    for (seed, (point, own)) in
        (0..20).flat_map(|seed| [(seed, (Point::Client, Side::Client)), (seed, (Point::Server, Side::Server))])
    {
        let timeline = lossy(seed);
        let file = pcapng(&timeline, point, |_| None).expect("a run can be written");
        let (capture, end) = listed(&file);
        assert_eq!((end, capture.listed()), (Ok(()), 1));
        let opened = capture.open(0, fetch(&file)).expect("it is there");
        // Who opened is A: at either host, the client's SYN is seen before any answer.
        let here = if own == Side::Client { End::A } else { End::B };
        let frames = seen(&timeline, point);
        assert_eq!(opened.segments.len(), frames.len());
        for ((segment, verdict), frame) in opened.segments.iter().zip(opened.watch(Vantage::At(here))).zip(frames) {
            let sent = &timeline.transmissions[frame.transmission];
            assert_eq!((segment.header.at, segment.header.seq), (frame.at.0, sent.segment.seq));
            again += verdict
                .findings
                .iter()
                .filter(|found| matches!(found.kind, FindingKind::Retransmission { .. }))
                .count();
            for finding in &verdict.findings {
                assert!(opened.evidence(finding).iter().all(|number| *number < segment.header.place.number));
            }
            let truth = timeline.snapshot(sent.entry as usize + 1, own).tcp.state;
            if let Some(state) = verdict.after[here as usize].state.certain().filter(|_| sent.id.from == own) {
                assert_eq!(state, truth, "seed {seed}, {point:?}, packet {}", segment.header.place.number);
                certain += 1;
            }
        }
    }
    assert!(certain > 80 && again > 80, "{certain} certain, {again} sent again");
}

#[test]
fn options_are_read_up_to_the_first_that_makes_no_sense() {
    let mut segment = segment(Flags::SYN, 1, b"");
    segment.options = vec![TcpOption::Mss(1460), TcpOption::WindowScale(7), TcpOption::Nop];
    let mut octets = tcp(&segment, V4.0.into(), V4.1.into());
    // The length of the window scale option reaches past the header.
    octets[25] = 9;
    let header = decoded(LinkType::ETHERNET, &ethernet(&[], 0x0800, &ipv4(&[], 6, &octets))).expect("a segment");
    assert!(header.options.decode().is_err());
    assert_eq!(header.options.readable(), [TcpOption::Mss(1460)]);
}

/// Says nothing but names.
struct Named;

impl Words for Named {
    fn trouble(&self, conversation: &Conversation) -> Vec<String> {
        vec![conversation.trouble.total().to_string()]
    }

    fn finding(&self, finding: &Finding, from: End) -> (String, String) {
        (format!("{:?}", finding.certainty), format!("{from:?}"))
    }
}

#[test]
fn the_shape_of_a_segment_as_plain_data_is_what_other_programs_rely_on() {
    let file = pcapng(&lossy(1), Point::Client, |_| None).expect("a run can be written");
    let (capture, _) = listed(&file);
    let opened = capture.open(0, fetch(&file)).expect("it is there");
    let report = OpenedReport::of(&opened, 0, Vantage::At(End::A), &Named);
    let report = serde_json::to_value(&report).expect("it is plain data");
    let syn = &report["segments"][0];
    assert_eq!(syn["after"][0]["state"], serde_json::json!({ "certain": "SYN-SENT" }));
    assert_eq!(syn["after"][1]["iss"], "not-seen");
    assert_eq!((&syn["from"], &syn["flags"]), (&"a".into(), &serde_json::json!(["SYN"])));
    assert_eq!(report["conversation"]["told"][0], report["conversation"]["trouble"]["again"].to_string());
    let segments = report["segments"].as_array().expect("a list");
    let findings = segments.iter().flat_map(|segment| segment["findings"].as_array().expect("a list"));
    let again =
        findings.clone().find(|found| found["finding"]["retransmission"].is_object()).expect("there was a loss");
    assert!(again["finding"]["retransmission"]["seq"].is_u64(), "{again}");
    assert_eq!((&again["certainty"], &again["heading"]), (&"likely".into(), &"Likely".into()));
}
