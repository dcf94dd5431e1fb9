//! A sentence says what is true of its case: what is beyond a gap, what comes again, what a timeout leaves in flight.

mod common;

use common::flat;
use lessons::explain::{Context, Explanation, told};
use lessons::{Lang, Numbering, Numbers, find};
use sim::{Entry, Fault, FaultKind, SegmentRef, Side, Timeline};
use tcp::{Rule, Timer};

fn run(lesson: &str, lost: &[(Side, u32)]) -> Timeline {
    let mut scenario = find(lesson).expect("a lesson").scenario.clone();
    scenario
        .faults
        .extend(lost.iter().map(|&(from, nth)| Fault { segment: SegmentRef::new(from, nth), kind: FaultKind::Drop }));
    sim::run(&scenario)
}

fn context(timeline: &Timeline, lang: Lang) -> Context<'_> {
    Context { timeline, numbers: Numbers::new(Numbering::Relative, &timeline.scenario), lang }
}

/// Everything that the run's explanations say.
fn said(timeline: &Timeline, lang: Lang) -> Vec<String> {
    let context = context(timeline, lang);
    let line = |why: &Explanation| format!("{}: {} {}", why.heading, flat(&why.text), why.arithmetic.join("; "));
    let of_events = |entry: &Entry| -> Vec<String> {
        told(entry).into_iter().map(|event| line(&context.event(entry.side, event))).collect()
    };
    let of_segments = timeline.transmissions.iter().flat_map(|sent| {
        let why = context.segment(sent);
        [line(&why.cause), line(&why.window)]
    });
    timeline.entries.iter().flat_map(of_events).chain(of_segments).collect()
}

fn says(timeline: &Timeline, en: &str, zh: &str) -> bool {
    let has = |lang, part: &str| said(timeline, lang).iter().any(|line| line.contains(part));
    assert_eq!(has(Lang::En, en), has(Lang::Zh, zh), "one language says “{en}” and the other does not");
    has(Lang::En, en)
}

#[test]
fn a_duplicate_ack_is_told_once_with_its_count() {
    let timeline = run("lost-segment", &[]);
    let repeats = |entry: &&Entry| entry.events.iter().any(|event| matches!(event.rule, Rule::AckRepeats { .. }));
    let entry = timeline.entries.iter().find(repeats).expect("a duplicate ACK");
    assert!(told(entry).iter().all(|event| !matches!(event.rule, Rule::AckRepeats { .. })));
    assert!(says(&timeline, "This is number 1 of the three", "这是第 1 次"));
}

#[test]
fn the_timer_of_time_wait_is_told_where_nothing_else_tells_it() {
    let tell_it = |timeline: &Timeline| {
        let starts = |rule: &Rule| matches!(rule, Rule::TimerStarted { timer: Timer::TimeWait, .. });
        timeline.entries.iter().flat_map(told).filter(|event| starts(&event.rule)).count()
    };
    assert_eq!(tell_it(&run("four-way-close", &[])), 1);
    let fin_again = run("four-way-close", &[(Side::Client, 6)]);
    assert!(says(&fin_again, "The FIN again", "FIN 再次到达"));
    assert!(says(&fin_again, "FIN has arrived again", "FIN 又到了一次"));
    assert_eq!(tell_it(&fin_again), 1);
}

#[test]
fn what_a_timeout_leaves_in_flight_waits_for_the_next_ack() {
    let more = run("lost-segment", &[]);
    assert!(says(&more, "The rest (150 numbers) waits for the next ACK", "它后面还有 150 个序号未确认"));
    assert!(!says(&more, "Nothing but the segment at", "在途的只有从"));
    let alone = run("four-way-close", &[(Side::Client, 4)]);
    assert!(says(&alone, "Nothing but the segment at", "在途的只有从"));
    for timeline in [more, alone] {
        assert!(!says(&timeline, "SACK", "选择确认"), "SACK is not in use");
    }
}

#[test]
fn a_threshold_that_was_never_reduced_is_no_limit() {
    let timeline = run("lost-segment", &[]);
    assert!(says(&timeline, "it had set no limit so far", "此前不设上限"));
    let lossy = run("handshake", &[(Side::Client, 1)]);
    assert!(says(&lossy, "cwnd < ssthresh: 1460 < ∞ ✓", "cwnd < ssthresh: 1460 < ∞ ✓"));
    assert!(!says(&lossy, "1073725440", "1073725440"));
}

#[test]
fn what_is_held_beyond_a_gap_does_not_narrow_the_window() {
    let held = ["What is held beyond a gap does not narrow the window", "缺口后面暂存的数据不会使窗口变小"];
    assert!(says(&run("lost-segment", &[]), held[0], held[1]));
    assert!(!says(&run("handshake", &[]), held[0], held[1]));
}

#[test]
fn a_segment_all_of_which_was_received_before_brings_nothing_new() {
    let timeline = run("handshake", &[(Side::Server, 2), (Side::Server, 3)]);
    assert!(says(&timeline, "A segment came that brought nothing new", "收到的报文段没有带来新的内容"));
    assert!(says(&timeline, "Nothing new: ", "没有新的内容: "));
}
