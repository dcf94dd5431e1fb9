//! Each question can be answered from what it shows: the window from the buffer that is told, the time of a retransmission from
//! the times before, a length from the options; and what is said of control bits agrees with what is right.

#[path = "../../lessons/tests/common/mod.rs"]
mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::flat;
use lessons::Lang;
use quiz::{Ask, Form, Knows, Level, QuestionId, Skill, Task, VERSION, Value, What, WrongRule, askable, generate};
use sim::Transmission;
use tcp::{Cause, SeqRule};
use wire::Flags;

fn task(seed: u64, skill: Skill, level: Level) -> Task {
    generate(QuestionId { seed, version: VERSION, index: 0, skill, level })
}

fn number(value: Option<Value>) -> u64 {
    let Some(Value::Number(number)) = value else { panic!("a number: {value:?}") };
    number
}

/// The segment that a prediction or a changed field is about.
fn segment(task: &Task) -> usize {
    let (Form::Predict { segment, .. } | Form::Changed { segment, .. } | Form::Resent { segment, .. }) =
        &task.question.form
    else {
        panic!("a question about a segment")
    };
    *segment as usize
}

/// The number that follows `before` in a text.
fn told(text: &str, before: &str) -> Option<u64> {
    let rest = &text[text.find(before)? + before.len()..];
    rest.split(|letter: char| !letter.is_ascii_digit()).next()?.parse().ok()
}

fn is_syn(sent: &Transmission) -> bool {
    sent.segment.has(Flags::SYN)
}

#[test]
fn a_window_follows_from_the_buffer_that_is_told_and_from_the_window_before() {
    let mut shifted = 0;
    for (level, seed) in Level::ALL.into_iter().flat_map(|level| (0..120).map(move |seed| (level, seed))) {
        let task = task(seed, Skill::Window, level);
        let index = segment(&task);
        let sent = &task.timeline.transmissions[index];
        let prompt = task.prompt(Lang::En);
        let buffer = told(&prompt, "receive buffer holds ").expect("the buffer is told");
        assert!(task.prompt(Lang::Zh).contains(&format!("接收缓冲区共 {buffer} 个字节")));
        assert!(prompt.contains("has taken none"), "{prompt}");
        let before = || task.timeline.transmissions[..index].iter().enumerate();
        let syns: Vec<usize> = before().filter(|(_, sent)| is_syn(sent)).map(|(place, _)| place).collect();
        let scale_of = |place: &usize| told(&task.options(*place), "WS ");
        let own = syns.iter().find(|place| task.timeline.transmissions[**place].id.from == sent.id.from);
        // Both have to have it.
        let agreed = syns.iter().all(|place| scale_of(place).is_some());
        let shift = own.and_then(scale_of).filter(|_| agreed).unwrap_or(0);
        shifted += u32::from(shift > 0);
        let irs = before().find(|(_, of)| is_syn(of) && of.id.from != sent.id.from).expect("a SYN").1.segment.seq;
        let came = u64::from(sent.segment.ack - irs) - 1;
        assert_eq!(u64::from(sent.segment.window), (buffer - came) >> shift, "seed {seed}, {level:?}");
        // Who reckons from the last window that was shown comes to the same.
        let (_, last) = before().filter(|(_, of)| of.id.from == sent.id.from).last().expect("an earlier segment");
        if !is_syn(last) {
            let since = u64::from(sent.segment.ack - last.segment.ack);
            let reckoned = (u64::from(last.segment.window) << shift) - since;
            assert_eq!(u64::from(sent.segment.window), reckoned >> shift, "seed {seed}, {level:?}");
        }
    }
    assert!(shifted > 80, "{shifted} of 120 windows of the last level are scaled");
}

#[test]
fn of_any_run_a_window_is_asked_for_only_where_it_follows_from_what_was_shown() {
    let windows = |buffer: u32, scale: bool| -> Vec<usize> {
        let mut scenario = lessons::find("lost-segment").expect("a lesson").scenario.clone();
        for host in [&mut scenario.client, &mut scenario.server] {
            host.settings.receive_buffer = Some(buffer);
            host.settings.window_scale = Some(scale);
        }
        let timeline = sim::run(&scenario);
        let can = |index: &usize| askable(&timeline, *index, Knows::All).contains(&Ask::Window);
        (0..timeline.transmissions.len()).filter(can).collect()
    };
    let plain = windows(60_000, false);
    assert!(!plain.contains(&0) && !plain.contains(&1), "nobody has told a buffer yet: {plain:?}");
    assert!(plain.contains(&2) && plain.len() > 4, "{plain:?}");
    assert!(windows(500_001, true).is_empty(), "no window tells such a buffer whole");
    assert!(!windows(1 << 19, true).contains(&2) && windows(1 << 19, true).len() > 2);
}

#[test]
fn a_sheet_tells_the_buffer_with_a_lessons_own_question_about_the_window() {
    use quiz::sheet::Sheet;
    let sheet = Sheet { lessons: vec!["zero-window".into()], count: 0, ..Sheet::new(1) };
    let items = sheet.items(lessons::find);
    let of = items.iter().find(|item| item.id.starts_with("zero-window")).expect("its question");
    let task = of.task();
    assert!(task.asked().iter().any(|what| matches!(what, What::Of { ask: Ask::Window, .. })));
    assert!(told(&of.prompt(&task, Lang::En), "receive buffer holds ").is_some());
}

#[test]
fn when_something_goes_again_differs_from_question_to_question_and_is_twice_the_wait_before() {
    let mut times: BTreeMap<u64, u32> = BTreeMap::new();
    for seed in 0..300 {
        let task = task(seed, Skill::Retransmission, Level::Three);
        let Form::Resent { segment, when: true } = task.question.form else { continue };
        let right = number(task.right(What::ResentAfter));
        *times.entry(right).or_default() += 1;
        let sent = &task.timeline.transmissions;
        let again = &sent[segment as usize];
        let same = |of: &&Transmission| of.id.from == again.id.from && of.segment.seq == again.segment.seq;
        let at: Vec<u64> = sent[..segment as usize]
            .iter()
            .filter(|of| !of.segment.text.is_empty())
            .filter(same)
            .map(|of| of.sent.0 / 1_000_000)
            .collect();
        let [.., before, last] = at[..] else { panic!("it went twice before") };
        assert_eq!(right, 2 * (last - before), "seed {seed}");
    }
    let asked: u32 = times.values().sum();
    assert!(asked > 60, "{asked}");
    assert!(times.len() > 40 && times.values().all(|often| often * 10 < asked), "{times:?}");
}

#[test]
fn options_that_take_room_are_shown_and_whoever_forgets_them_is_told() {
    let (mut full, mut shown) = (0, 0);
    for seed in 0..400 {
        let task = task(seed, Skill::Ack, Level::Three);
        for what in task.asked() {
            let Some((index, Ask::Len)) = task.part(what) else { continue };
            let sent = &task.timeline.transmissions[index];
            let peers = task.timeline.transmissions.iter().position(|of| is_syn(of) && of.id.from != sent.id.from);
            let peers = task.options(peers.expect("a SYN"));
            let mss = told(&peers, "MSS ").expect("an MSS");
            if !peers.contains("TS ") {
                assert!(task.wrong(what).iter().all(|(rule, _)| *rule != WrongRule::LenOptions));
                continue;
            }
            shown += 1;
            let judged = task.judge(what, Value::Number(mss)).expect("it is asked");
            assert_eq!(judged.slip.map(|slip| slip.first), Some(WrongRule::LenOptions), "seed {seed}");
            full += u32::from(number(task.right(what)) + 12 == mss);
        }
    }
    assert!(shown > 5 && full > 1, "{shown} {full}");
}

#[test]
fn both_syns_show_that_blocks_may_be_reported() {
    for seed in 0..20 {
        let task = task(seed, Skill::Sack, Level::Two);
        let syns = task.timeline.transmissions.iter().enumerate().filter(|(_, sent)| is_syn(sent));
        assert!(syns.map(|(index, _)| task.options(index)).all(|options| options.contains("SACK-Permitted")));
    }
}

#[test]
fn an_order_does_not_tell_by_its_timestamps_what_came_first() {
    let orders = (0..400).map(|seed| task(seed, Skill::Data, Level::Three));
    let mut stamped = 0;
    for task in orders {
        let Form::Order { segments } = &task.question.form else { continue };
        for index in segments.iter().map(|index| *index as usize) {
            stamped += u32::from(task.timeline.transmissions[index].segment.timestamps().is_some());
            assert_eq!(told(&task.options(index), "TS "), None);
        }
    }
    assert!(stamped > 10, "{stamped}");
}

#[test]
fn what_is_said_of_the_bits_of_a_reset_agrees_with_the_reset() {
    let mut kinds: BTreeSet<String> = BTreeSet::new();
    for (level, seed) in [Level::Two, Level::Three].into_iter().flat_map(|level| (0..80).map(move |seed| (level, seed)))
    {
        let task = task(seed, Skill::Rst, level);
        for what in task.asked() {
            let (Some((index, Ask::Flags)), Some(Value::Flags(right))) = (task.part(what), task.right(what)) else {
                continue;
            };
            let sent = &task.timeline.transmissions[index];
            if !right.has(Flags::RST) {
                continue;
            }
            let why = sent.why.as_ref().expect("an endpoint sent it");
            let said = |given: Flags, lang: Lang| {
                let judged = task.judge(what, Value::Flags(given)).expect("it is asked");
                flat(&task.explain(&judged, lang).text)
            };
            // One bit is missing, or is there that should not be.
            let (no_rst, other_ack) = (Flags(right.0 ^ Flags::RST.0), Flags(right.0 ^ Flags::ACK.0));
            let none = |lang| said(no_rst, lang);
            let is_abort = why.cause == Cause::Abort;
            assert_eq!(none(Lang::En).contains("no such connection"), !is_abort, "{}", none(Lang::En));
            assert_eq!(none(Lang::Zh).contains("没有这个连接"), !is_abort, "{}", none(Lang::Zh));
            let (en, zh) = (said(other_ack, Lang::En), said(other_ack, Lang::Zh));
            match (why.cause, why.seq) {
                (Cause::Abort, _) => assert!(en.contains("Linux") && zh.contains("Linux"), "{en} {zh}"),
                (_, SeqRule::Zero) => {
                    assert!(right.has(Flags::ACK) && en.contains("its seq is 0") && zh.contains("seq 为 0"))
                }
                (_, SeqRule::FromAck { .. }) => {
                    assert!(!right.has(Flags::ACK) && en.contains("takes its seq from there") && zh.contains("取自"));
                }
                other => panic!("{other:?}"),
            }
            assert!(!en.contains("except in a reset") && !en.contains("nothing is."), "{en}");
            kinds.insert(format!("{:?} {}", why.cause, right));
        }
    }
    assert_eq!(kinds.len(), 3, "{kinds:?}");
}

#[test]
fn of_a_reset_of_which_nobody_knows_why_it_was_sent_no_reason_is_made_up() {
    let said = quiz::flags_text(Flags::ACK, Flags::RST, None, Lang::En);
    assert!(flat(&said.text).contains("or says that there is none"), "{said:?}");
}

#[test]
fn no_lesson_asks_for_a_first_number_that_its_side_has_not_told() {
    for lesson in lessons::catalogue() {
        let timeline = sim::run(&lesson.scenario);
        for posed in quiz::pose(lesson, &timeline) {
            let sent = &timeline.transmissions[posed.transmission];
            let is_drawn = sent.why.as_ref().is_some_and(|why| why.seq == SeqRule::Iss);
            // From an earlier SYN it can be worked out: it is the same again, or the clock has moved since.
            let mut before = timeline.transmissions[..posed.transmission].iter();
            let was_told =
                before.any(|earlier| is_syn(earlier) && earlier.why.is_some() && earlier.id.from == sent.id.from);
            let is_asked = posed.question.asks.contains(&Ask::Seq);
            assert!(!is_asked || !is_drawn || was_told, "{} at {}", lesson.id, posed.question.mark);
        }
    }
}
