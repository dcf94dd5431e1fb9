//! What is asked of a capture is certain: every question of it has the answer that the run itself has, and follows from what
//! was seen before.

use std::convert::Infallible;

use capture::{Capture, Point, pcapng};
use lessons::{Lesson, Numbering, Numbers, catalogue};
use observer::{End, Vantage};
use quiz::{Ask, Knows, askable, right_value};
use replay::{Captured, replay};
use sim::{Fault, FaultKind, Side, Timeline};
use wire::Flags;

/// What was captured at a point, if anything was.
fn captured(timeline: &Timeline, point: Point, vantage: Vantage) -> Option<Captured> {
    let file = pcapng(timeline, point, |_| None).expect("a run can be written");
    let mut capture = Capture::new();
    capture.push(&file).expect("what is written can be read");
    if capture.conversations().is_empty() {
        return None;
    }
    let captured = replay(&capture, 0, vantage, |offset, into| {
        let from = usize::try_from(offset).expect("a short file");
        into.copy_from_slice(&file[from..from + into.len()]);
        Ok::<(), Infallible>(())
    });
    Some(captured.expect("its octets are there"))
}

/// The lesson as it stands, and with each of its segments dropped.
fn runs(lesson: &Lesson) -> Vec<Timeline> {
    let plain = sim::run(&lesson.scenario);
    let ids: Vec<_> = plain.transmissions.iter().map(|sent| sent.id).collect();
    let dropped = ids.into_iter().map(|segment| {
        let mut scenario = lesson.scenario.clone();
        scenario.faults.push(Fault { segment, kind: FaultKind::Drop });
        sim::run(&scenario)
    });
    std::iter::once(plain.clone()).chain(dropped).collect()
}

#[test]
fn what_is_asked_of_a_capture_is_what_the_run_itself_would_say() {
    let mut asked = [0; 4];
    // Who opens with two segments does what no onlooker of TCP would think, a socket that listens apart is in another state
    // than its connections, and a forged segment looks like any other.
    let is_plain = |lesson: &&Lesson| {
        let scenario = &lesson.scenario;
        let settings = Side::BOTH.map(|side| &scenario.host(side).settings);
        let is_ordinary = settings.iter().all(|of| of.handshaking.is_none() && of.backlog.is_none());
        is_ordinary && scenario.floods.is_empty() && scenario.injections.is_empty()
    };
    for truth in catalogue().iter().filter(is_plain).flat_map(runs) {
        for (point, vantage) in [(Point::Client, Vantage::At(End::A)), (Point::Server, Vantage::At(End::B))] {
            let Some(captured) = captured(&truth, point, vantage) else { continue };
            let view = |step: usize, side: Side| *captured.view(step, side);
            let numbers = Numbers::new(Numbering::Absolute, &captured.timeline.scenario);
            for index in 0..captured.timeline.transmissions.len() {
                let sent = &captured.timeline.transmissions[index];
                let same =
                    truth.transmissions.iter().position(|of| of.id.from == sent.id.from && of.segment == sent.segment);
                for ask in askable(&captured.timeline, index, Knows::Seen(&view)) {
                    let right = right_value(&captured.timeline, index, ask, &numbers).expect("it has this part");
                    let place = match ask {
                        Ask::Seq => 0,
                        Ask::Ack => 1,
                        Ask::Flags => 2,
                        Ask::State(_) => 3,
                        other => panic!("{other:?} depends on what nobody saw"),
                    };
                    asked[place] += 1;
                    if let (Ask::State(_), Some(same)) = (ask, same) {
                        let truly = right_value(&truth, same, ask, &Numbers::new(Numbering::Absolute, &truth.scenario));
                        assert_eq!(Some(right), truly, "{:?} {ask:?}", sent.segment);
                    }
                }
            }
        }
    }
    assert!(asked.iter().all(|times| *times > 20), "{asked:?}");
}

#[test]
fn nothing_that_goes_again_and_nothing_that_an_application_decides_is_asked_of_a_capture() {
    let lesson = lessons::find("lost-segment").expect("a lesson");
    let truth = sim::run(&lesson.scenario);
    let captured = captured(&truth, Point::Client, Vantage::At(End::A)).expect("a conversation");
    let view = |step: usize, side: Side| *captured.view(step, side);
    for (index, sent) in captured.timeline.transmissions.iter().enumerate() {
        let asks = askable(&captured.timeline, index, Knows::Seen(&view));
        let again = captured.timeline.transmissions[..index].iter().any(|before| {
            before.id.from == sent.id.from && before.segment.seq == sent.segment.seq && !before.segment.text.is_empty()
        });
        assert!(!(again && asks.contains(&Ask::Seq)), "{:?}", sent.segment);
        assert!(!asks.contains(&Ask::Len) && !asks.contains(&Ask::Window));
        assert!(!asks.contains(&Ask::Flags) || sent.segment.has(Flags::SYN | Flags::ACK));
        assert!(!asks.contains(&Ask::State(sent.id.from.peer())));
    }
}

#[test]
fn of_a_run_all_is_asked_but_what_is_drawn_and_what_a_person_made() {
    let lesson = lessons::find("handshake").expect("a lesson");
    let timeline = sim::run(&lesson.scenario);
    let asks = |index: usize| askable(&timeline, index, Knows::All);
    let states = [Ask::State(Side::Client), Ask::State(Side::Server)];
    assert_eq!(asks(0), [&[Ask::Flags, Ask::Window][..], &states].concat());
    let text = timeline.transmissions.iter().position(|sent| !sent.segment.text.is_empty()).expect("text");
    let all = [&[Ask::Seq, Ask::Ack, Ask::Flags, Ask::Len, Ask::Window][..], &states].concat();
    assert_eq!(asks(text), all);
    assert_eq!(askable(&timeline, timeline.transmissions.len(), Knows::All), []);
    // What is asked has an answer.
    let numbers = Numbers::new(Numbering::Relative, &timeline.scenario);
    for (index, _) in timeline.transmissions.iter().enumerate() {
        assert!(asks(index).into_iter().all(|ask| right_value(&timeline, index, ask, &numbers).is_some()));
    }
}
