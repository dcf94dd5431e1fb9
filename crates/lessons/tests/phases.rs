//! The phases of the lessons' runs, and what is true of the phases of any run.

use lessons::{catalogue, find};
use sim::{Fault, FaultKind, PhaseKind, SegmentRef, Side, run};

fn kinds(lesson: &str) -> Vec<&'static str> {
    let phases = run(&find(lesson).expect("the lesson").scenario).phases();
    phases.iter().map(|phase| phase.kind.name()).collect()
}

#[test]
fn a_lesson_opens_transfers_and_closes_and_its_end_is_a_wait() {
    assert_eq!(kinds("handshake"), ["opening", "transfer", "closing", "waiting"]);
    assert_eq!(kinds("lost-segment"), ["opening", "transfer", "recovery", "transfer", "closing", "waiting"]);
    assert_eq!(kinds("four-way-close"), ["opening", "transfer", "closing", "waiting"]);
}

#[test]
fn phases_cover_a_run_without_a_gap_and_each_differs_from_the_next() {
    for lesson in catalogue() {
        for nth in 0..8 {
            let mut scenario = lesson.scenario.clone();
            let segment = SegmentRef::new(Side::Client, nth);
            scenario.faults.push(Fault { segment, kind: FaultKind::Drop });
            let timeline = run(&scenario);
            let phases = timeline.phases();
            assert_eq!(phases.first().map(|phase| phase.from), Some(0));
            assert_eq!(phases.last().map(|phase| phase.to), Some(timeline.entries.len()));
            for pair in phases.windows(2) {
                assert_eq!(pair[0].to, pair[1].from);
                assert_ne!(pair[0].kind, pair[1].kind);
            }
        }
    }
}

#[test]
fn a_syn_that_is_lost_is_waited_for_while_opening() {
    let mut scenario = find("handshake").expect("the lesson").scenario.clone();
    let segment = SegmentRef::new(Side::Client, 1);
    scenario.faults.push(Fault { segment, kind: FaultKind::Drop });
    assert_eq!(run(&scenario).phases()[0].kind, PhaseKind::Opening);
}
