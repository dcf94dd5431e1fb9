//! Every variable is explained at every step in both languages, and the arithmetic under it ends in its value.

mod common;

use std::collections::BTreeSet;

use common::{NUMBERINGS, check, check_prose, runs};
use lessons::explain::Context;
use lessons::variables::{Value, Variable, changes};
use lessons::{Lang, Numbering, Numbers, catalogue, find};
use sim::{Call, Chance, Fault, FaultKind, ProfileName, SegmentRef, Settings, Side, Timeline};
use tcp::Timer;

fn context(timeline: &Timeline, numbering: Numbering, lang: Lang) -> Context<'_> {
    Context { timeline, numbers: Numbers::new(numbering, &timeline.scenario), lang }
}

/// Checks what is said of every variable after every step, and gives the variables that had a value.
fn check_run(timeline: &Timeline) -> BTreeSet<&'static str> {
    let mut with_value = BTreeSet::new();
    for side in Side::BOTH {
        for variable in Variable::ALL {
            let changes = changes(timeline, side, variable);
            for step in 0..=timeline.entries.len() {
                let status = &timeline.snapshot(step, side).tcp;
                let set = step.checked_sub(1).and_then(|last| u32::try_from(last).ok());
                let is_new = step == 0 || set.is_some_and(|last| changes.contains(&last));
                let value = variable.value(status);
                if step > 0 && !is_new {
                    let before = variable.value(&timeline.snapshot(step - 1, side).tcp);
                    assert_eq!(before, value, "{variable:?} changes at step {step} and is not told");
                    continue;
                }
                with_value.extend(value.map(|_| variable.slug()));
                for lang in Lang::ALL {
                    check_prose(variable.absence(status, lang), variable.slug());
                    for numbering in NUMBERINGS {
                        check_origin(&context(timeline, numbering, lang), side, variable, step, &changes);
                    }
                }
            }
        }
    }
    with_value
}

fn check_origin(context: &Context<'_>, side: Side, variable: Variable, step: usize, changes: &[u32]) {
    let where_from = format!("{variable:?} of the {side:?} at step {step}");
    let value = variable.value(&context.timeline.snapshot(step, side).tcp);
    let Some(origin) = context.origin(side, variable, step, changes) else {
        // From the beginning a connection is CLOSED; nothing else has a value then.
        assert!(value.is_none() || value == Some(Value::State(tcp::State::Closed)), "{where_from} came from nowhere");
        return;
    };
    assert!(origin.entry < step);
    check_prose(&origin.line, &where_from);
    origin.rule.iter().for_each(|rule| check(rule, &where_from));
    for line in &origin.arithmetic {
        check_prose(line, &where_from);
    }
    let Some(value) = value else { return };
    let text = context.value(side, value);
    check_prose(&text, &where_from);
    match value {
        Value::InUse(_) => {}
        Value::Stage(_) => assert!(origin.rule.is_some() || !origin.arithmetic.is_empty(), "{where_from}: {origin:?}"),
        Value::Own(_) | Value::Peers(_) | Value::Number(_) | Value::Span(_) | Value::At(_) | Value::State(_) => {
            let last = origin.arithmetic.last().unwrap_or_else(|| panic!("{where_from} has no arithmetic"));
            let end = last.rsplit(['=', '←', '→']).next().unwrap_or_default().trim();
            assert_eq!(end, text, "{where_from}: {last}");
        }
    }
}

#[test]
fn every_variable_has_a_name_a_meaning_and_a_use_in_both_languages() {
    let slugs: BTreeSet<&str> = Variable::ALL.iter().map(|variable| variable.slug()).collect();
    assert_eq!(slugs.len(), Variable::ALL.len());
    for timer in Timer::ALL {
        assert!(Variable::ALL.contains(&Variable::Timer(timer)));
    }
    for variable in Variable::ALL {
        assert_eq!(Variable::parse(variable.slug()), Some(variable));
        for (lang, ends) in [(Lang::En, '.'), (Lang::Zh, '。')] {
            check_prose(variable.name(lang), variable.slug());
            for text in [variable.meaning(lang), variable.used_for(lang)] {
                check_prose(text, variable.slug());
                assert!(text.ends_with(ends), "{text}");
            }
        }
        assert_ne!(variable.meaning(Lang::En), variable.meaning(Lang::Zh));
        assert!(variable.section().rfc > 0);
    }
    assert_eq!(Variable::parse("nose"), None);
}

#[test]
fn every_variable_is_explained_at_every_step_of_every_lesson_whatever_is_dropped() {
    for lesson in catalogue() {
        runs(lesson).iter().for_each(|timeline| drop(check_run(timeline)));
    }
}

/// Much data under every profile on a bad path, so that every variable that a connection can have is met.
#[test]
fn every_variable_is_explained_at_every_step_under_every_profile() {
    let mut met = BTreeSet::new();
    for profile in [ProfileName::Plain, ProfileName::Rfc, ProfileName::Linux] {
        for seed in 0..2 {
            let mut scenario = find("lost-segment").expect("a lesson").scenario.clone();
            for host in [&mut scenario.client, &mut scenario.server] {
                host.settings = Settings { profile, ..Settings::default() };
                for call in &mut host.program {
                    if let Call::Send { octets, .. } | Call::Recv { octets } = call {
                        *octets *= 60;
                    }
                }
            }
            scenario.client.program.insert(2, Call::SendUrgent { text: "now".into() });
            scenario.path.chance = Chance { seed, loss: 40, duplicate: 20, reorder: 30, corrupt: 5, mark: 20 };
            met.extend(check_run(&sim::run(&scenario)));
        }
    }
    // These connections are not closed, and nobody is slow to read.
    let seldom =
        ["override-timer", "keep-alive-timer", "user-timer", "fin-wait-2-timer", "persist-timer", "time-wait-timer"];
    let missing: Vec<&str> =
        Variable::ALL.iter().map(|variable| variable.slug()).filter(|slug| !met.contains(slug)).collect();
    assert!(missing.iter().all(|slug| seldom.contains(slug)), "{missing:?}");
}

/// What `variable` of `side` came from at the end of the entry in which the segment `nth` of the client arrives.
fn lines(timeline: &Timeline, side: Side, variable: Variable, arrives: SegmentRef) -> (Vec<String>, String) {
    let context = context(timeline, Numbering::Absolute, Lang::En);
    let arrived = timeline.entries.iter().position(|entry| match entry.happening {
        sim::Happening::Arrived { transmission, .. } => timeline.transmissions[transmission as usize].id == arrives,
        _ => false,
    });
    let step = arrived.expect("it arrives") + 1;
    let origin = context.origin(side, variable, step, &changes(timeline, side, variable)).expect("an origin");
    (origin.arithmetic, origin.line)
}

#[test]
fn a_value_is_told_with_the_numbers_of_the_step_that_set_it() {
    let lesson = find("lost-segment").expect("a lesson");
    let timeline = sim::run(&lesson.scenario);
    let (client, server) = (Side::Client, Side::Server);
    let segment = |from, nth| SegmentRef::new(from, nth);
    let (arithmetic, line) = lines(&timeline, server, Variable::RcvNxt, segment(client, 6));
    assert_eq!(arithmetic, ["RCV.NXT ← 4021337102 + 200 + 150 = 4021337452"]);
    assert!(line.contains("reaches the server"), "{line}");
    let (arithmetic, _) = lines(&timeline, server, Variable::RcvWnd, segment(client, 3));
    assert_eq!(arithmetic, ["RCV.WND ← 65535 − 100 = 65435"]);
    let (arithmetic, _) = lines(&timeline, client, Variable::FlightSize, segment(server, 4));
    assert_eq!(arithmetic, ["FlightSize = SND.NXT − SND.UNA = 4021337452 − 4021337452 = 0"]);
}

#[test]
fn a_sum_past_two_to_the_thirty_two_is_told_as_one() {
    let mut scenario = find("handshake").expect("a lesson").scenario.clone();
    scenario.client.iss = wire::Seq(u32::MAX - 20);
    let timeline = sim::run(&scenario);
    let third = SegmentRef::new(Side::Client, 3);
    let (arithmetic, _) = lines(&timeline, Side::Server, Variable::RcvNxt, third);
    assert_eq!(arithmetic, ["RCV.NXT ← (4294967276 + 41) mod 2^32 = 21"]);
}

#[test]
fn a_timer_is_told_by_when_it_was_started_and_for_how_long() {
    let mut scenario = find("handshake").expect("a lesson").scenario.clone();
    let syn = SegmentRef::new(Side::Client, 1);
    scenario.faults.push(Fault { segment: syn, kind: FaultKind::Drop });
    let timeline = sim::run(&scenario);
    let timer = Variable::Timer(Timer::Retransmission);
    let again = SegmentRef::new(Side::Client, 2);
    let (arithmetic, line) = lines(&timeline, Side::Client, timer, again);
    assert_eq!(arithmetic, ["1.01 s + 2 s = 3.01 s"]);
    assert!(line.contains("retransmi"), "{line}");
}
