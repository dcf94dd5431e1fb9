//! Whatever rule applies and for whatever reason a segment is sent, it is explained in both languages, with its own
//! numbers. What the lessons' runs do not reach stands in `samples`.

mod common;
mod samples;

use std::collections::BTreeSet;
use std::time::Duration;

use common::{NUMBERINGS, all_are_sampled, check, check_prose, flat, json, variants};
use lessons::explain::{Context, Explanation, SegmentExplanation, duration, listener_event};
use lessons::{Lang, Numbering, Numbers};
use serde::de::DeserializeOwned;
use serde_json::Value;
use sim::{Happening, Side, Timeline, Transmission};
use tcp::{CallError, Ending, Event, SeqRule, Timer, Why, WindowRule};
use wire::Seq;

/// What a rule knows and no sentence needs, since another number or the words tell it.
const UNTOLD: &[&str] = &[
    "NoConnection.flags",
    "Unacceptable.seg_seq",
    "Unacceptable.rcv_wnd",
    "AckRepeats.snd_nxt",
    "WindowUpdated.from",
    "FinAgainInTimeWait.seg_seq",
    // Where it is the timestamp that is newer.
    "TimeWaitReopened.seg_seq",
    "TimeWaitReopened.rcv_nxt",
    "Congestion.Avoidance.smss",
    "Congestion.CubicGrowth.target",
    "Congestion.TimeoutWindow.flight",
];

#[test]
fn every_variant_has_a_sample() {
    // What is nested is sampled by its own list.
    all_are_sampled::<tcp::Rule>(&samples::rules());
    all_are_sampled::<tcp::OptionRule>(&samples::options());
    all_are_sampled::<tcp::PacingRule>(&samples::pacing());
    all_are_sampled::<tcp::LivenessRule>(&samples::liveness());
    all_are_sampled::<tcp::ListenerRule>(&samples::listener());
    all_are_sampled::<tcp::CongestionRule>(&samples::congestion());
    all_are_sampled::<tcp::RecoveryRule>(&samples::recovery());
    all_are_sampled::<tcp::Cause>(&samples::causes());
    all_are_sampled::<tcp::Resend>(&samples::resends());
    all_are_sampled::<SeqRule>(&samples::seq_rules());
    all_are_sampled::<tcp::AckRule>(&samples::ack_rules());
    all_are_sampled::<WindowRule>(&samples::windows());
}

fn timeline() -> Timeline {
    sim::run(&lessons::opening().scenario)
}

fn context(timeline: &Timeline, numbering: Numbering, lang: Lang) -> Context<'_> {
    Context { timeline, numbers: Numbers::new(numbering, &timeline.scenario), lang }
}

fn whole(explanation: &Explanation) -> String {
    format!("{} {} {}", explanation.heading, flat(&explanation.text), explanation.arithmetic.join(" "))
}

#[test]
fn every_rule_is_explained_with_its_numbers() {
    let timeline = timeline();
    let mut missing = BTreeSet::new();
    for rule in samples::rules() {
        let where_from = format!("{rule:?}");
        let event = Event { rule, transition: None };
        for lang in Lang::ALL {
            for numbering in NUMBERINGS {
                let explanation = context(&timeline, numbering, lang).event(Side::Client, &event);
                check(&explanation, &where_from);
                assert!(!flat(&explanation.text).contains(" 1 octets"), "{where_from}");
                if numbering == Numbering::Absolute {
                    missing.extend(untold(&json(&event.rule), &explanation, &where_from));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_decision_of_a_listener_is_explained_with_its_numbers() {
    let mut missing = BTreeSet::new();
    for rule in samples::listener() {
        let where_from = format!("{rule:?}");
        for lang in Lang::ALL {
            let explanation = listener_event(&rule, lang);
            check(&explanation, &where_from);
            assert_eq!(explanation.section, rule.section());
            missing.extend(untold(&json(&rule), &explanation, &where_from));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn no_two_decisions_of_a_listener_read_alike() {
    let rules = samples::listener();
    for lang in Lang::ALL {
        let texts: BTreeSet<String> = rules.iter().map(|rule| whole(&listener_event(rule, lang))).collect();
        assert_eq!(texts.len(), rules.len(), "two of them read alike");
    }
}

#[test]
fn a_cookie_tells_what_it_costs() {
    let rule = tcp::ListenerRule::CookieSent { irs: Seq(516), cookie: Seq(104), announced: 1455, mss: 1452 };
    for (lang, costs) in [
        (Lang::En, ["window scale", "SACK", "timestamps", "one of eight values"]),
        (Lang::Zh, ["窗口扩大", "SACK", "时间戳", "八个值之一"]),
    ] {
        let text = flat(&listener_event(&rule, lang).text);
        for cost in costs {
            assert!(text.contains(cost), "{cost} in {text}");
        }
    }
}

/// The numbers of `rule` that its explanation leaves out, though a reader wants them.
fn untold(rule: &Value, explanation: &Explanation, where_from: &str) -> Vec<String> {
    let told = whole(explanation);
    let mut missing = Vec::new();
    each_number(rule, &mut Vec::new(), &mut |path, ways| {
        if !UNTOLD.contains(&path) && !ways.iter().any(|way| told.contains(way)) {
            missing.push(format!("{path} ({where_from}): {told}"));
        }
    });
    missing
}

/// Each number within `value`, with the ways in which it may be told.
fn each_number(value: &Value, path: &mut Vec<String>, found: &mut impl FnMut(&str, &[String])) {
    let spans = |span: Duration| Lang::ALL.map(|lang| duration(span, lang)).to_vec();
    match value {
        Value::Object(map) if map.contains_key("nanos") => {
            let part = |key: &str| map[key].as_u64().expect("a span has whole parts");
            let span = Duration::from_secs(part("secs")) + Duration::from_nanos(part("nanos"));
            found(&path.join("."), &spans(span));
        }
        Value::Object(map) => {
            for (key, value) in map {
                path.push(key.clone());
                each_number(value, path, found);
                path.pop();
            }
        }
        Value::Number(number) if path.last().is_some_and(|key| key.ends_with("_ms")) => {
            let span = Duration::from_millis(number.as_u64().expect("a whole number"));
            found(&path.join("."), &spans(span));
        }
        Value::Number(number) => {
            let number = number.as_u64().expect("a whole number");
            let words = match number {
                0 => &["closed", "关闭", "FIN"][..],
                1 => &["once"],
                2 => &["twice"],
                _ => &[],
            };
            let mut ways: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            // What an urgent pointer names is told by the number before it.
            ways.extend([number.to_string(), number.wrapping_sub(1).to_string(), format!("{number:04x}")]);
            found(&path.join("."), &ways);
        }
        _ => {}
    }
}

/// A segment with each reason that it could have.
fn sent_for_every_reason(timeline: &Timeline) -> Vec<Transmission> {
    let mut sent = Vec::new();
    for plain in &timeline.transmissions {
        let with = |change: &dyn Fn(&mut Why)| {
            let mut changed = plain.clone();
            change(changed.why.as_mut().expect("an endpoint's"));
            changed
        };
        sent.extend(samples::causes().into_iter().map(|cause| with(&|why| why.cause = cause)));
        sent.extend(samples::seq_rules().into_iter().map(|seq| with(&|why| why.seq = seq)));
        sent.extend(samples::ack_rules().into_iter().map(|ack| with(&|why| why.ack = ack)));
        sent.extend(samples::windows().into_iter().map(|window| with(&|why| why.window = window)));
    }
    sent
}

fn parts(why: SegmentExplanation) -> [Explanation; 5] {
    [why.cause, why.seq, why.ack, why.window, why.flags]
}

#[test]
fn every_reason_for_a_segment_is_explained() {
    let timeline = timeline();
    for sent in sent_for_every_reason(&timeline) {
        let where_from = format!("{:?}", sent.why);
        for lang in Lang::ALL {
            for numbering in NUMBERINGS {
                for explanation in parts(context(&timeline, numbering, lang).segment(&sent)) {
                    check(&explanation, &where_from);
                }
            }
        }
    }
}

#[test]
fn a_resets_zero_is_counted_from_nowhere() {
    let timeline = timeline();
    let mut sent = timeline.transmissions[0].clone();
    sent.segment.seq = Seq(0);
    sent.why.as_mut().expect("an endpoint's").seq = SeqRule::Zero;
    for lang in Lang::ALL {
        let why = context(&timeline, Numbering::Relative, lang).segment(&sent).seq;
        assert!(why.heading.contains("seq = 0"), "{}", why.heading);
        assert_eq!(why.arithmetic, ["SEG.SEQ = 0"]);
    }
}

#[test]
fn a_scaled_window_shows_its_shift() {
    let timeline = timeline();
    let mut sent = timeline.transmissions[2].clone();
    sent.why.as_mut().expect("an endpoint's").window =
        WindowRule::Free { shift: 2, buffer: 90_000, unread: 70, wnd: 89_930 };
    sent.segment.window = 22_482;
    let why = context(&timeline, Numbering::Absolute, Lang::En).segment(&sent).window;
    assert_eq!(
        why.arithmetic,
        ["RCV.BUFF − RCV.USER = 90000 − 70 = 89930", "SEG.WND = RCV.WND >> 2 = 89930 >> 2 = 22482"]
    );
}

#[test]
fn every_timer_that_expires_and_every_end_of_a_call_has_its_line() {
    let timeline = timeline();
    let entry = timeline.entries[0].clone();
    let endings: Vec<Ending> = variants::<Ending>().iter().map(|name| read(name)).collect();
    let errors: Vec<CallError> = variants::<CallError>().iter().map(|name| read(name)).collect();
    assert!(!endings.is_empty() && !errors.is_empty());
    let mut happenings = Timer::ALL.map(|timer| Happening::Expired { timer }).to_vec();
    happenings.extend(
        endings.into_iter().map(|ending| Happening::Returned { line: 0, outcome: sim::Outcome::Failed(ending) }),
    );
    happenings.extend(errors.into_iter().map(|error| Happening::Called { line: 0, blocks: false, error: Some(error) }));
    for lang in Lang::ALL {
        let lines: BTreeSet<String> = happenings
            .iter()
            .map(|happening| {
                let mut entry = entry.clone();
                entry.happening = *happening;
                let line = context(&timeline, Numbering::Absolute, lang).entry(&entry);
                check_prose(&line, &format!("{happening:?}"));
                line
            })
            .collect();
        assert_eq!(lines.len(), happenings.len(), "two of them have one line");
    }
}

fn read<T: DeserializeOwned>(name: &str) -> T {
    serde_json::from_value(Value::String(name.to_owned())).expect("a variant without values")
}
