//! What is asked of a capture is certain: every question of it has the answer that the run itself has, and follows from what
//! was seen before.

use std::convert::Infallible;

use capture::{Capture, Point, pcapng};
use lessons::{Lang, Lesson, Localized, Numbering, Numbers, catalogue};
use observer::{End, Vantage};
use quiz::{Ask, HINTS, Knows, Task, Value, WrongRule, askable, captured_questions, every_segment, judge, right_value};
use replay::{Captured, replay};
use sim::{Fault, FaultKind, Side, Timeline};
use wire::Flags;

/// What was captured at a point, if anything was.
fn captured(timeline: &Timeline, point: Point, vantage: Vantage) -> Option<Captured> {
    let file = pcapng(timeline, point, |_| None).expect("a run can be written");
    let mut capture = Capture::new();
    capture.push(&file).expect("what is written can be read");
    if capture.listed() == 0 {
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
    assert_eq!(asks(0), [&[Ask::Flags][..], &states].concat());
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

#[test]
fn what_is_asked_of_a_capture_by_itself_is_certain_and_not_always_the_same() {
    for lesson in catalogue() {
        let truth = sim::run(&lesson.scenario);
        let Some(captured) = captured(&truth, Point::Client, Vantage::At(End::A)) else { continue };
        let view = |step: usize, side: Side| *captured.view(step, side);
        let questions = captured_questions(&captured.timeline, &view);
        assert!(questions.len() <= 12, "{}: {}", lesson.id, questions.len());
        assert!(questions.is_sorted_by_key(|(_, index)| *index), "{}", lesson.id);
        for (question, index) in &questions {
            let can = askable(&captured.timeline, *index, Knows::Seen(&view));
            assert!(!question.asks.is_empty() && question.asks.iter().all(|ask| can.contains(ask)), "{}", lesson.id);
            let look = |index: usize| {
                let sent = &captured.timeline.transmissions[index];
                (sent.id.from, sent.segment.flags, sent.segment.text.is_empty())
            };
            let alike = questions.iter().filter(|(_, other)| look(*other) == look(*index)).count();
            assert!(alike <= 2, "{}: {alike} segments that look alike", lesson.id);
        }
    }
}

#[test]
fn every_segment_is_asked_for_what_can_be_asked_of_it_and_was_chosen() {
    let lesson = lessons::find("lost-segment").expect("a lesson");
    let timeline = sim::run(&lesson.scenario);
    for parts in [&Ask::ALL[..], &[Ask::Ack], &[Ask::Len, Ask::State(Side::Server)], &[Ask::SackLeft], &[]] {
        let every = every_segment(&timeline, Knows::All, parts);
        let asked: Vec<(usize, Vec<Ask>)> =
            every.asked.iter().map(|(question, index)| (*index, every.questions[*question].asks.clone())).collect();
        let can = |index: usize| {
            let can = askable(&timeline, index, Knows::All);
            can.into_iter().filter(|ask| parts.contains(ask)).collect::<Vec<Ask>>()
        };
        let expected: Vec<(usize, Vec<Ask>)> = (0..timeline.transmissions.len())
            .map(|index| (index, can(index)))
            .filter(|(_, asks)| !asks.is_empty())
            .collect();
        assert_eq!(asked, expected, "{parts:?}");
        for (question, index) in every.asked {
            // The prompt names who sends; that is all that it tells.
            let is_of = |side: Side| every.questions[question].prompt == prompt_of(&timeline, side);
            assert!(is_of(timeline.transmissions[index].id.from));
        }
    }
}

/// The prompt of any question about a segment of `side`.
fn prompt_of(timeline: &Timeline, side: Side) -> Localized {
    let every = every_segment(timeline, Knows::All, &[Ask::Flags]);
    let of_side = |(_, index): &&(usize, usize)| timeline.transmissions[*index].id.from == side;
    let (question, _) = every.asked.iter().find(of_side).expect("each side sends");
    every.questions[*question].prompt.clone()
}

#[test]
fn a_wrong_answer_about_a_capture_is_explained_as_one_about_a_run_is() {
    let lesson = lessons::find("handshake").expect("a lesson");
    let truth = sim::run(&lesson.scenario);
    let captured = captured(&truth, Point::Client, Vantage::At(End::A)).expect("a conversation");
    let view = |step: usize, side: Side| *captured.view(step, side);
    let mut told = Vec::new();
    for numbering in [Numbering::Absolute, Numbering::Relative] {
        let numbers = Numbers::new(numbering, &captured.timeline.scenario);
        let every = every_segment(&captured.timeline, Knows::Seen(&view), &[Ask::Seq, Ask::Ack]);
        for (question, index) in every.asked {
            let asks = every.questions[question].asks.clone();
            let task = Task::predict(captured.timeline.clone(), index, asks, numbering);
            for what in task.asked() {
                let hints: Vec<String> = (0..HINTS).filter_map(|step| task.hint(what, step, Lang::En)).collect();
                assert_eq!(hints.len(), HINTS, "{what:?}");
                let right = task.right(what).expect("it has this part");
                let Value::Number(number) = right else { panic!("a number") };
                assert!(!hints[2].contains(&format!("= {number}")), "{hints:?}");
                // What no rule explains gets the sum.
                let unlikely = task.judge(what, Value::Number(3_000_000_001)).expect("it is asked");
                let said = task.explain(&unlikely, Lang::Zh);
                assert_eq!((unlikely.slip, said.arithmetic.len()), (None, 1), "{said:?}");
                assert!(said.arithmetic[0].ends_with(&number.to_string()), "{said:?}");
                for (rule, value) in task.wrong(what) {
                    told.push(rule);
                    let judged = task.judge(what, value).expect("it is asked");
                    let named = judged.slip.expect("a rule that yields it").first;
                    assert!(named == rule || numbering == Numbering::Relative, "{rule:?} reads as {named:?}");
                    let part = judge(&captured.timeline, index, task.part(what).expect("a part").1, value, &numbers);
                    assert_eq!(part.and_then(|part| part.diagnosis), judged.slip);
                }
            }
        }
    }
    for rule in [WrongRule::SynZero, WrongRule::AckConsumes, WrongRule::DataPlusOne, WrongRule::AckLast] {
        assert!(told.contains(&rule), "{rule:?}");
    }
}
