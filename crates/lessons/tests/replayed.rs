//! Ordinary lessons, with any of their segments lost as well, captured at each point of the path and replayed: what explains a run
//! explains a capture, and says nothing of reasons that nobody saw.

mod common;

use std::convert::Infallible;

use capture::{Capture, Point, pcapng};
use common::{NUMBERINGS, check, check_prose, flat, ordinary, runs};
use lessons::explain::Context;
use lessons::{Lang, Numbers};
use observer::{End, Vantage};
use replay::{Captured, replay};
use sim::{Happening, Side, Timeline};

const POINTS: [(Point, Vantage); 3] =
    [(Point::Client, Vantage::At(End::A)), (Point::Path, Vantage::Between), (Point::Server, Vantage::At(End::B))];

fn captured(timeline: &Timeline, point: Point, vantage: Vantage) -> Captured {
    let file = pcapng(timeline, point, |_| None).expect("a run can be written");
    let mut capture = Capture::new();
    capture.push(&file).expect("what is written can be read");
    let captured = replay(&capture, 0, vantage, |offset, into| {
        let from = usize::try_from(offset).expect("a short file");
        into.copy_from_slice(&file[from..from + into.len()]);
        Ok::<(), Infallible>(())
    });
    captured.expect("there is a conversation")
}

#[test]
fn the_segments_of_a_lesson_come_back_as_they_were_and_are_explained() {
    for lesson in ordinary() {
        for truth in runs(lesson) {
            for (point, vantage) in POINTS {
                let timeline = captured(&truth, point, vantage).timeline;
                let seen = capture::seen(&truth, point);
                assert_eq!(timeline.transmissions.len(), seen.len());
                for (ours, (lang, numbering)) in timeline.transmissions.iter().flat_map(|sent| {
                    Lang::ALL.into_iter().flat_map(|lang| NUMBERINGS.map(|by| (lang, by))).map(move |how| (sent, how))
                }) {
                    let numbers = Numbers::new(numbering, &timeline.scenario);
                    let said = Context { timeline: &timeline, numbers, lang }.segment(ours);
                    for explanation in [&said.cause, &said.seq, &said.ack, &said.window, &said.flags] {
                        check(explanation, &lesson.id);
                    }
                    let cause = flat(&said.cause.text);
                    assert!(cause.contains(if lang == Lang::En { "seen in a capture" } else { "抓包文件" }), "{cause}");
                }
                for (entry, lang) in timeline.entries.iter().flat_map(|entry| Lang::ALL.map(|lang| (entry, lang))) {
                    let numbers = Numbers::new(NUMBERINGS[0], &timeline.scenario);
                    check_prose(&Context { timeline: &timeline, numbers, lang }.entry(entry), &lesson.id);
                }
            }
        }
    }
}

#[test]
fn a_loss_that_was_not_seen_is_likely_only() {
    for lesson in ordinary() {
        for truth in runs(lesson) {
            let timeline = captured(&truth, Point::Path, Vantage::Between).timeline;
            for (entry, (lang, likely)) in timeline
                .entries
                .iter()
                .filter(|entry| matches!(entry.happening, Happening::Lost { .. }))
                .flat_map(|entry| [(entry, (Lang::En, "is likely lost")), (entry, (Lang::Zh, "很可能在途中丢失"))])
            {
                let numbers = Numbers::new(NUMBERINGS[0], &timeline.scenario);
                let said = Context { timeline: &timeline, numbers, lang }.entry(entry);
                assert!(said.contains(likely), "{said}");
            }
        }
    }
}

#[test]
fn at_the_host_where_it_was_captured_a_lessons_states_are_those_of_the_run() {
    for lesson in ordinary() {
        for truth in runs(lesson) {
            for (side, (point, vantage)) in [(Side::Client, POINTS[0]), (Side::Server, POINTS[2])] {
                let captured = captured(&truth, point, vantage);
                for (seen, packet) in captured.timeline.transmissions.iter().zip(&captured.packets) {
                    let frame = capture::seen(&truth, point)[*packet];
                    let theirs = &truth.transmissions[frame.transmission];
                    assert_eq!(seen.segment, theirs.segment);
                    if seen.id.from == side {
                        let ours = captured.timeline.snapshot(seen.entry as usize + 1, side).tcp.state;
                        let state = truth.snapshot(theirs.entry as usize + 1, side).tcp.state;
                        assert_eq!(ours, state, "{} {:?}\n{}", lesson.id, theirs.id, truth.trace());
                    }
                }
            }
        }
    }
}
