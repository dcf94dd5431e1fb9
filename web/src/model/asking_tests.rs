//! Tests of what is asked of a run, and of answers in links.

use lessons::{Ask, Lang, Lesson, Question, catalogue};
use quiz::Answer;
use sim::{FaultKind, SegmentRef, Side};

use super::tests::{open, parameters, right_answer, state};
use super::*;
use crate::view::predict::pose_every;

/// A lesson while predicting every segment, with these parts.
fn every(lesson: &'static Lesson, parts: &[Ask]) -> Model {
    let mut model = Model::new(Lang::En);
    model.apply(Action::Poser(pose_every));
    model.apply(Action::OpenLesson(lesson));
    model.apply(Action::Mode(Mode::Predict));
    model.apply(Action::Ask(Asking { every: Some(true), parts: parts.to_vec() }));
    model
}

fn find(id: &str) -> &'static Lesson {
    catalogue().iter().find(|lesson| lesson.id == id).expect("a lesson")
}

/// Answers what is asked rightly, up to so many segments. Gives how many it were.
fn answer_rightly(model: &mut Model, most: usize) -> usize {
    let mut answered = 0;
    while let Some(question) = model.next_question().filter(|_| answered < most) {
        model.apply(Action::Jump(Jump::End));
        assert_eq!(model.cursor.step, question.stop, "nothing leads past what is asked");
        if model.open_question().is_none() {
            // It follows at once on the one before, which is read first.
            model.apply(Action::Jump(Jump::To(question.stop)));
        }
        model.apply(Action::Lock(question.transmission, right_answer(model, &question)));
        answered += 1;
    }
    answered
}

#[test]
fn every_segment_of_every_lesson_can_be_asked_for_and_answered_to_the_end() {
    for lesson in catalogue() {
        let mut model = every(lesson, &Ask::ALL);
        let asked = model.posed().len();
        assert!(model.posed().is_sorted_by_key(|posed| posed.transmission), "{}", lesson.id);
        assert_eq!(answer_rightly(&mut model, 40), asked.min(40), "{}", lesson.id);
        let answers = model.answers.clone();
        for posed in model.posed().iter().take(40) {
            let answer = model.answer_to(posed).expect("an answer");
            let parts = quiz::grade(&model.timeline, posed, answer);
            assert_eq!(parts.len(), posed.question.asks.len(), "{}", lesson.id);
            assert!(parts.iter().all(quiz::Part::is_right), "{}", lesson.id);
        }
        // The link brings them back, once it is known what is asked.
        let mut opened = from_query(&parameters(&model), Lang::En);
        assert_eq!((opened.cursor.step, opened.answers.len()), (0, 0), "{}: not before", lesson.id);
        assert!(opened.awaits_questions() && opened.hides_numbers() && opened.last_step() == 0);
        opened.apply(Action::Poser(pose_every));
        assert_eq!(opened.answers, answers, "{}", lesson.id);
        assert_eq!(state(&opened), state(&model), "{}", lesson.id);
    }
}

#[test]
fn a_run_without_questions_of_its_own_asks_at_every_segment() {
    let scenario = lessons::link::pack(&{
        let mut scenario = find("handshake").scenario.clone();
        scenario.client.program.clear();
        scenario.faults.clear();
        scenario
    });
    let mut model = open(&[("lesson", "handshake"), ("edit", &scenario), ("mode", "predict")]);
    assert!(model.landmarks.posed.is_empty());
    assert!(model.asks_every() && model.awaits_questions());
    model.apply(Action::Poser(pose_every));
    assert!(!model.awaits_questions(), "a run without a segment has no question, and is not waited for");

    let mut model = open(&[("lesson", "handshake"), ("mode", "predict")]);
    model.apply(Action::Poser(pose_every));
    assert!(!model.asks_every(), "the lesson's own come first");
    assert_eq!(model.posed().len(), find("handshake").questions.len());
}

#[test]
fn a_lessons_own_question_is_asked_where_it_stands_among_all_segments() {
    let lesson = find("handshake");
    let mut model = every(lesson, &[Ask::Window]);
    let own: Vec<&Question> =
        model.posed().iter().filter(|posed| posed.index.is_some()).map(|posed| posed.question).collect();
    assert_eq!(own.len(), lesson.questions.len());
    assert!(model.posed().len() > own.len());
    // What was answered to it stays when only the lesson's own are asked again.
    let first = model.posed().iter().position(|posed| posed.index == Some(0)).expect("the first") + 1;
    assert_eq!(answer_rightly(&mut model, first), first);
    model.apply(Action::Ask(Asking { every: Some(false), ..model.asking.clone() }));
    assert_eq!(model.answers.len(), 1);
    assert_eq!(model.next_question().and_then(|posed| posed.index), Some(1));
}

#[test]
fn answers_to_other_parts_are_no_answers_to_what_is_asked_now() {
    let mut model = every(find("lost-segment"), &[Ask::Seq]);
    answer_rightly(&mut model, 3);
    let own = model.answers.iter().filter(|(segment, _)| is_own(&model, *segment)).count();
    model.apply(Action::Ask(Asking { every: Some(true), parts: vec![Ask::Ack] }));
    assert_eq!(model.answers.len(), own);
    assert!(model.cursor.step <= model.last_step());
}

fn is_own(model: &Model, segment: usize) -> bool {
    model.landmarks.posed.iter().any(|posed| posed.transmission == segment)
}

#[test]
fn an_answer_to_another_run_is_dropped_and_the_others_stay() {
    let mut model = every(find("lost-segment"), &Ask::ALL);
    answer_rightly(&mut model, 6);
    // Without the ACK that ends the opening, the server's next state is another.
    let segment = model.timeline.transmissions[2].id;
    model.apply(Action::Fault(segment, Some(FaultKind::Drop)));
    let kept: Vec<usize> = model.answers.iter().map(|(segment, _)| *segment).collect();
    assert_eq!(kept, [0, 1], "what was answered before it, and no more");
    let is_right = |(of, answer): &(usize, Answer)| {
        let posed = model.posed().iter().find(|posed| posed.transmission == *of).expect("it is asked");
        quiz::grade(&model.timeline, posed, answer).iter().all(quiz::Part::is_right)
    };
    assert!(model.answers.iter().all(is_right), "what stays is as right as it was");
}

#[test]
fn a_link_says_what_is_asked_and_what_is_wrong_with_that() {
    let model = open(&[("lesson", "handshake"), ("mode", "predict"), ("ask", "every"), ("parts", "seq,left,server")]);
    assert_eq!(model.asking.every, Some(true));
    assert_eq!(model.asking.parts, [Ask::Seq, Ask::SackLeft, Ask::State(Side::Server)]);
    assert_eq!(parameters(&from_query(&parameters(&model), Lang::En)), parameters(&model));
    for (key, value) in [("ask", "some"), ("parts", "seq,seqq"), ("parts", "none")] {
        let model = open(&[("lesson", "handshake"), ("mode", "predict"), (key, value)]);
        assert_eq!(model.asking, Asking::default(), "{key}={value}");
        assert!(matches!(&model.notices[..], [Notice::UnknownValue { .. }]), "{:?}", model.notices);
    }
}

#[test]
fn an_answer_in_a_link_to_what_is_not_asked_is_told_and_left_out() {
    let texts = ["c1.1.-.-", "c99.-.-.2", "c1.-.-.2.q1", "c1.-.-.2.cOPEN", "c1.-.-.2.h999", "c1.-.-.2.l5", "17.-.1.-"];
    for text in texts {
        let mut model = open(&[("lesson", "handshake"), ("mode", "predict"), ("ask", "every"), ("answer", text)]);
        model.apply(Action::Poser(pose_every));
        assert!(model.answers.is_empty(), "{text}");
        assert!(matches!(&model.notices[..], [Notice::UnknownValue { parameter: "answer", .. }]), "{text}");
    }
    let mut model =
        open(&[("lesson", "handshake"), ("mode", "predict"), ("ask", "every"), ("answer", "c1.-.-.2.r.h3")]);
    model.apply(Action::Poser(pose_every));
    assert_eq!(model.answers.len(), 1);
    assert_eq!((model.answers[0].1.hints, model.answers[0].1.numbering), (3, Numbering::Relative));
    assert_eq!(model.timeline.place(SegmentRef::new(Side::Client, 1)), Some(model.answers[0].0));
}
