//! Whatever an observer finds is said in both languages, with its numbers, and with “likely” where it is inferred.

mod common;

use std::collections::BTreeSet;
use std::time::Duration;

use common::{NUMBERINGS, all_are_sampled, check, flat, json, ordinary, runs};
use lessons::explain::duration;
use lessons::observed::finding;
use lessons::{Lang, Numbering, Numbers};
use observer::{
    Certainty, End, Evidence, Finding, FindingKind, FindingKind::*, Observed, Observer, Order, Reported, Resent,
    ResetCause, Vantage, Verdict,
};
use serde_json::Value;
use sim::{Happening, Side, Timeline};
use wire::Seq;

fn numbers() -> Numbers {
    Numbers::between(Numbering::Absolute, [Seq(0); 2])
}

fn resent() -> Vec<Resent> {
    vec![
        Resent::SynTimeout { waited: 1_003_000_000 },
        Resent::SynAckAgain,
        Resent::SynAckTimeout { waited: 1_009_000_000 },
        Resent::OldSyn,
        Resent::Twice { after: 2_003 },
        Resent::Timeout { waited: 1_207_000_000 },
        Resent::AfterTimeout { point: Seq(7411) },
        Resent::Fast { duplicates: 33 },
        Resent::BySack { sacked: 4321 },
        Resent::PartialAck { point: Seq(7417) },
        Resent::TailLossProbe { waited: 87_000_000 },
    ]
}

fn resets() -> Vec<ResetCause> {
    vec![
        ResetCause::Refused,
        ResetCause::Unseen,
        ResetCause::Abort,
        ResetCause::TextForNobody,
        ResetCause::AfterEnd,
        ResetCause::HalfOpen { ack: Seq(5501) },
        ResetCause::GaveUp { times: 15 },
        ResetCause::OutsideWindow { expected: Seq(5503) },
        ResetCause::NotExact { expected: Seq(5507) },
    ]
}

fn kinds() -> Vec<FindingKind> {
    let order = Order::Timestamps { value: 8801, highest: 8803 };
    let seq = Seq(5303);
    let mut kinds = vec![
        BadChecksum,
        StartsLate,
        Spurious { seq, len: 211, reported: Reported::Acked { ack: Seq(6007) } },
        Spurious { seq, len: 211, reported: Reported::Sacked },
        FinAgain { seq },
        OutOfOrder { seq, len: 223, nxt: Seq(6011), order },
        OutOfOrder { seq, len: 223, nxt: Seq(6011), order: Order::Time { after: 1_500_000, least: 61_000_000 } },
        PreviousNotSeen { seq, len: 227 },
        AckOfUnseen { ack: Seq(6029), seen: Seq(6037) },
        DuplicateAck { ack: Seq(6043), count: 17 },
        Sack { left: Seq(6047), right: Seq(6054), blocks: 3, news: 229 },
        DuplicateSack { left: Seq(6053), right: Seq(6068) },
        PartialAck { ack: Seq(6073), point: Seq(6079) },
        ZeroWindow,
        WindowFull { edge: Seq(6089) },
        WindowUpdate { from: 6091, to: 6101, is_scaled: true },
        WindowUpdate { from: 6091, to: 6101, is_scaled: false },
        PeerNotSeen { ack: Seq(6103) },
        AccurateEcnOffered,
        AccurateEcnAgreed,
        WindowShrunk { from: Seq(6113), to: Seq(6121) },
        WindowProbe { seq, len: 19 },
        WindowProbe { seq, len: 0 },
        WindowProbeAck { ack: Seq(6131) },
        KeepAlive { seq },
        KeepAliveAck { ack: Seq(6133) },
        SimultaneousOpen,
        HalfClosed { fin: Seq(6143) },
        SimultaneousClose,
        TimeWait { end: End::A },
        TimeWait { end: End::B },
        PortReuse { iss: Seq(6151), old: Seq(6163) },
        EcnOffered,
        EcnAgreed,
        EcnEcho,
        WindowReduced,
        Urgent { up: Seq(6174) },
    ];
    let again = |seen| move |how| Retransmission { seq: Seq(5309), len: 233, seen, how };
    kinds.extend(resent().into_iter().map(again(23)));
    kinds.extend(resent().into_iter().map(again(0)));
    kinds.extend(resets().into_iter().map(|cause| Reset { cause }));
    kinds
}

/// Each number of a finding, by its name.
fn each_number(value: &Value, name: &str, found: &mut impl FnMut(&str, u64)) {
    match value {
        Value::Object(map) => map.iter().for_each(|(name, value)| each_number(value, name, found)),
        Value::Number(number) => found(name, number.as_u64().expect("a whole number")),
        _ => {}
    }
}

fn said(kind: FindingKind, certainty: Certainty, lang: Lang) -> String {
    let found = Finding { kind, certainty, evidence: Evidence::NONE };
    let explanation = finding(&found, End::A, numbers(), lang);
    check(&explanation, &format!("{kind:?}"));
    assert_eq!(explanation.section, kind.section());
    format!("{}|{}", explanation.heading, flat(&explanation.text))
}

#[test]
fn every_finding_has_a_sample() {
    all_are_sampled::<FindingKind>(&kinds());
    all_are_sampled::<Resent>(&resent());
    all_are_sampled::<ResetCause>(&resets());
}

#[test]
fn every_finding_is_said_with_its_numbers() {
    for kind in kinds() {
        for lang in Lang::ALL {
            let text = said(kind, Certainty::Certain, lang);
            each_number(&json(&kind), "", &mut |name, number| {
                let ways = match name {
                    "waited" | "after" | "least" => vec![duration(Duration::from_nanos(number), lang)],
                    // A right edge is told by the number before it.
                    "right" | "up" => vec![(number - 1).to_string()],
                    // That there was none is told in words.
                    "seen" | "len" if number == 0 => return,
                    _ => vec![number.to_string()],
                };
                assert!(ways.iter().any(|way| text.contains(way)), "{name} {number} of {kind:?}: {text}");
            });
        }
    }
}

#[test]
fn no_two_findings_read_alike() {
    for lang in Lang::ALL {
        let texts: BTreeSet<String> = kinds().into_iter().map(|kind| said(kind, Certainty::Certain, lang)).collect();
        assert_eq!(texts.len(), kinds().len());
    }
}

#[test]
fn what_is_inferred_says_so() {
    for kind in kinds() {
        for (lang, likely) in [(Lang::En, "|Likely: "), (Lang::Zh, "|很可能：")] {
            assert!(said(kind, Certainty::Likely, lang).contains(likely));
            assert!(!said(kind, Certainty::Certain, lang).contains(likely));
        }
    }
}

#[test]
fn numbers_are_counted_from_the_end_that_they_number() {
    let numbers = Numbers::between(Numbering::Relative, [Seq(1000), Seq(5000)]);
    let text = |kind, from| {
        let found = Finding { kind, certainty: Certainty::Certain, evidence: Evidence::NONE };
        flat(&finding(&found, from, numbers, Lang::En).text)
    };
    assert!(text(KeepAlive { seq: Seq(1007) }, End::A).contains("number 7 "));
    assert!(text(KeepAlive { seq: Seq(5009) }, End::B).contains("number 9 "));
    assert!(text(KeepAliveAck { ack: Seq(5011) }, End::A).contains("11 is"));
}

/// A run as the client's host captures it, with who sent each segment and after how many entries it was seen.
fn watched(timeline: &Timeline) -> Vec<(Verdict, End, usize)> {
    let mut observer = Observer::new(Vantage::At(End::A));
    let mut seen = Vec::new();
    for (step, entry) in timeline.entries.iter().enumerate() {
        let (Happening::Sent { transmission } | Happening::Arrived { transmission, .. }) = entry.happening else {
            continue;
        };
        if entry.side != Side::Client {
            continue;
        }
        let sent = &timeline.transmissions[transmission as usize];
        let from = if sent.id.from == Side::Client { End::A } else { End::B };
        let segment = &sent.segment;
        let verdict = observer.push(&Observed {
            at: entry.at.0,
            from,
            seq: segment.seq,
            ack: segment.ack,
            flags: segment.flags,
            accurate_ecn: false,
            window: segment.window,
            urgent: segment.urgent,
            text_len: segment.text_len(),
            options: &segment.options,
            options_cut: false,
            checksum_bad: false,
        });
        seen.push((verdict, from, step + 1));
    }
    seen
}

#[test]
fn in_ordinary_lessons_with_any_segment_lost_the_clients_state_is_known_and_all_is_said() {
    for lesson in ordinary() {
        for timeline in runs(lesson) {
            for (verdict, from, step) in watched(&timeline) {
                let state = timeline.snapshot(step, Side::Client).tcp.state;
                assert_eq!(verdict.after[0].state.value(), Some(state), "{} {step}\n{}", lesson.id, timeline.trace());
                for (found, lang) in verdict.findings.iter().flat_map(|found| Lang::ALL.map(|lang| (found, lang))) {
                    for numbering in NUMBERINGS {
                        let numbers = Numbers::new(numbering, &timeline.scenario);
                        check(&finding(found, from, numbers, lang), &format!("{found:?}"));
                    }
                }
            }
        }
    }
}
