//! The model as a learner moves it: links that lead back, questions that cannot be passed, edits that change the rest.

use lessons::quiz::{Answer, Value, right_value};
use lessons::{Ask, Lang, catalogue};
use sim::{SegmentRef, Side};
use wire::fields::FieldId;

use super::*;

fn parameters(model: &Model) -> Vec<(String, String)> {
    to_query(model).into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

fn open(query: &[(&str, &str)]) -> Model {
    let pairs: Vec<(String, String)> = query.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect();
    from_query(&pairs, Lang::En)
}

/// What of a model a link has to bring back.
fn state(model: &Model) -> impl PartialEq + std::fmt::Debug {
    let Model { lesson, edits, cursor, selection, mode, answers, view, notices, .. } = model;
    (lesson.id.clone(), edits.scenario().clone(), *cursor, *selection, *mode, answers.clone(), *view, notices.clone())
}

fn right_answer(model: &Model, posed: &Posed<'_>) -> Answer {
    let sent = &model.timeline.transmissions[posed.transmission];
    let number = |ask| match right_value(sent, ask, &model.numbers()) {
        Value::Number(number) => Some(number),
        Value::Flags(_) => None,
    };
    let asks = &posed.question.asks;
    let seq = number(Ask::Seq).filter(|_| asks.contains(&Ask::Seq));
    let ack = number(Ask::Ack).filter(|_| asks.contains(&Ask::Ack));
    let flags = asks.contains(&Ask::Flags).then_some(sent.segment.flags);
    Answer { seq, ack, flags, ..Answer::default() }
}

#[test]
fn a_link_leads_back_to_every_moment() {
    for lesson in catalogue() {
        let mut model = Model::new(Lang::Zh);
        model.apply(Action::OpenLesson(lesson));
        model.apply(Action::Numbering(Numbering::Relative));
        model.apply(Action::Theme(Theme::Dark));
        model.apply(Action::Tab(Tab::Header));
        model.apply(Action::SelectField(Some(FieldId::TcpSequenceNumber)));
        model.apply(Action::SelectLayer(Some(4)));
        model.apply(Action::Speed(Speed(1)));
        model.apply(Action::Zoom(Zoom::default().longer().expect("a longer ladder")));
        let mut place = 0.0;
        while place < model.projection.length() {
            model.apply(Action::Seek(place));
            let opened = from_query(&parameters(&model), Lang::En);
            assert_eq!(state(&opened), state(&model), "{} at {place}", lesson.id);
            place += 3.7;
        }
    }
}

#[test]
fn a_link_brings_back_drops_answers_and_the_selected_segment() {
    let mut model = open(&[("lesson", "handshake"), ("mode", "predict")]);
    let question = model.next_question().expect("a question");
    model.apply(Action::Jump(Jump::End));
    model.apply(Action::Lock(
        question.index,
        Answer { ack: Some(7), flags: Some(wire::Flags::SYN), ..Answer::default() },
    ));
    assert_eq!(model.selection.segment, Some(question.transmission));
    assert_eq!(state(&from_query(&parameters(&model), Lang::En)), state(&model));

    let mut model = open(&[("lesson", "lost-segment"), ("drop", "none"), ("step", "12")]);
    assert!(model.is_edited());
    model.apply(Action::ToggleDrop(SegmentRef::new(Side::Client, 3)));
    assert_eq!(state(&from_query(&parameters(&model), Lang::En)), state(&model));
}

#[test]
fn nothing_leads_past_an_unanswered_question() {
    for lesson in catalogue() {
        let mut model = open(&[("lesson", &lesson.id), ("mode", "predict")]);
        let mut asked = 0;
        while let Some(question) = model.next_question() {
            for action in [
                Action::Jump(Jump::End),
                Action::Jump(Jump::Step),
                Action::Jump(Jump::NextSegment),
                Action::Seek(1e9),
                Action::Play,
                Action::Tick(1e9),
                Action::Jump(Jump::To(usize::MAX)),
            ] {
                model.apply(action);
                assert_eq!(model.cursor.step, question.stop, "{}", lesson.id);
            }
            model.apply(Action::Lock(question.index, right_answer(&model, &question)));
            assert_eq!(model.cursor.step, question.stop + 1);
            // The segment moves, and the player rests before the next question opens.
            while model.playing {
                model.apply(Action::Tick(1.0 / 60.0));
            }
            assert_eq!(model.open_question().map(|open| open.index), None, "{}", lesson.id);
            asked += 1;
        }
        assert_eq!(asked, lesson.questions.len(), "{}", lesson.id);
        model.apply(Action::Jump(Jump::End));
        assert_eq!(model.cursor.step, model.timeline.entries.len());
    }
}

#[test]
fn an_answer_counts_only_where_its_question_is_open() {
    let mut model = open(&[("lesson", "handshake"), ("mode", "predict")]);
    model.apply(Action::Lock(0, Answer::default()));
    assert!(model.answers.iter().all(Option::is_none), "the question is not reached yet");
    model.apply(Action::Jump(Jump::End));
    model.apply(Action::Lock(2, Answer::default()));
    assert!(model.answers.iter().all(Option::is_none), "another question is open");
}

#[test]
fn playing_reaches_the_end_and_a_second_play_begins_again() {
    let mut model = open(&[("lesson", "four-way-close")]);
    model.apply(Action::Play);
    let mut ticks = 0;
    while model.playing {
        model.apply(Action::Tick(1.0 / 60.0));
        ticks += 1;
        assert!(ticks < 2_000, "it takes {ticks} ticks");
    }
    assert_eq!(model.cursor.step, model.timeline.entries.len());
    model.apply(Action::Play);
    assert!(model.playing && model.cursor.step == 0);
}

#[test]
fn back_from_the_middle_of_a_flight_is_to_the_entry_that_began_it() {
    let mut model = open(&[("lesson", "handshake")]);
    let sent = model.timeline.transmissions[0].entry as usize;
    model.apply(Action::Seek(model.projection.entry(sent) + 20.0));
    assert_eq!(model.cursor.step, sent + 1);
    model.apply(Action::Jump(Jump::Back));
    assert_eq!(model.cursor, model.cursor_at_step(sent + 1));
    model.apply(Action::Jump(Jump::Back));
    assert_eq!(model.cursor, model.cursor_at_step(sent));
}

#[test]
fn dropping_changes_what_follows_and_nothing_before() {
    let mut model = open(&[("lesson", "handshake"), ("step", "30")]);
    let before = model.timeline.clone();
    let third = SegmentRef::new(Side::Client, 2);
    let entry = before.find(third).expect("a third segment").entry as usize;
    model.apply(Action::ToggleDrop(third));
    assert_eq!(model.timeline.entries[..entry], before.entries[..entry]);
    assert_ne!(model.timeline.entries, before.entries);
    assert_eq!(model.cursor.step, entry + 1);
    model.apply(Action::ToggleDrop(third));
    assert_eq!(model.timeline, before);
    assert!(!model.is_edited());
}

#[test]
fn what_a_link_gets_wrong_is_said_and_the_rest_of_it_counts() {
    let notices = |query: &[(&str, &str)]| open(query).notices;
    let lesson = notices(&[("lesson", "<img src=x onerror=alert(1)>")]);
    assert!(matches!(&lesson[..], [Notice::UnknownLesson(id)] if id.starts_with("<img")));
    let unknown = [
        ("field", "nose"),
        ("zoom", "24"),
        ("layer", "0"),
        ("lang", "xx"),
        ("numbers", "roman"),
        ("answer", "9.9.9.9"),
    ];
    for (parameter, value) in unknown {
        let told = notices(&[(parameter, value)]);
        assert!(matches!(&told[..], [Notice::UnknownValue { parameter: at, .. }] if *at == parameter), "{parameter}");
    }
    assert!(matches!(&notices(&[("step", "many")])[..], [Notice::NotANumber { parameter: "step", .. }]));
    assert!(matches!(&notices(&[("t", "-5")])[..], [Notice::NotANumber { parameter: "t", .. }]));
    assert!(matches!(&notices(&[("segment", "c99")])[..], [Notice::NoSuchSegment(id)] if id == "c99"));
    assert!(matches!(&notices(&[("colour", "red")])[..], [Notice::UnknownParameter(name)] if name == "colour"));

    let model = open(&[("drop", "c3,x9,s0,s400"), ("theme", "dark"), ("lesson", "nowhere")]);
    assert_eq!(model.lesson.id, catalogue()[0].id);
    assert_eq!(model.view.theme, Theme::Dark);
    assert_eq!(model.edits.scenario().faults.len(), 1, "the one segment that exists is dropped");
    assert_eq!(model.notices.len(), 4, "{:?}", model.notices);
}

#[test]
fn numbers_past_every_bound_are_cut_to_it() {
    for huge in ["4294967296", "18446744073709551616", "99999999999999999999999999999999"] {
        let model = open(&[("step", huge), ("t", huge)]);
        assert_eq!(model.cursor.step, model.timeline.entries.len());
        assert!(matches!(model.notices.first(), Some(Notice::TooLarge { parameter: "step", .. })));
    }
}

#[test]
fn a_link_of_any_length_is_read_in_bounds() {
    let list = vec!["c1"; 100_000].join(",");
    let long = "x".repeat(1_000_000);
    let model = open(&[("drop", &list), ("lesson", &long)]);
    assert!(model.notices.contains(&Notice::TooLong { parameter: "drop" }));
    let many: Vec<(String, String)> = (0..10_000).map(|at| (format!("p{at}"), String::new())).collect();
    assert!(from_query(&many, Lang::En).notices.len() <= 65);
}

#[test]
fn an_answer_stays_what_it_was_when_numbers_are_shown_otherwise() {
    let mut model = open(&[("lesson", "handshake"), ("mode", "predict")]);
    let question = model.next_question().expect("a question");
    model.apply(Action::Jump(Jump::End));
    model.apply(Action::Lock(question.index, right_answer(&model, &question)));
    for numbering in [Numbering::Relative, Numbering::Absolute] {
        model.apply(Action::Numbering(numbering));
        let answer = model.answer_to(&question).expect("locked");
        let parts = lessons::quiz::grade(&model.timeline, &question, answer);
        assert!(parts.iter().all(lessons::quiz::Part::is_right), "{parts:?}");
        assert_eq!(state(&from_query(&parameters(&model), Lang::En)), state(&model));
    }
}

#[test]
fn a_link_answers_all_of_a_question_or_nothing() {
    for answer in ["0.-.-.-", "0.-.5.-", "0.5.5.2", "0.-.5.2.x"] {
        let model = open(&[("lesson", "handshake"), ("mode", "predict"), ("answer", answer), ("step", "42")]);
        assert!(model.answers.iter().all(Option::is_none), "{answer}");
        assert!(model.open_question().is_some(), "{answer}");
        assert!(matches!(&model.notices[..], [Notice::UnknownValue { parameter: "answer", .. }]));
    }
}

#[test]
fn a_step_back_from_an_open_question_shows_no_more_than_the_question_does() {
    for lesson in catalogue() {
        let mut model = open(&[("lesson", &lesson.id), ("mode", "predict")]);
        while let Some(question) = model.next_question() {
            model.apply(Action::Jump(Jump::To(question.stop)));
            assert!(model.hides_numbers());
            model.apply(Action::Jump(Jump::Back));
            let before = model.posed().iter().rfind(|posed| posed.stop < question.stop);
            let is_read = before.is_some_and(|before| model.cursor.step <= before.stop + 1);
            assert!(model.hides_numbers() || is_read, "{}", lesson.id);
            model.apply(Action::Jump(Jump::To(question.stop)));
            model.apply(Action::Lock(question.index, right_answer(&model, &question)));
        }
    }
}

#[test]
fn a_phase_is_gone_through_whole() {
    for lesson in catalogue() {
        let mut model = open(&[("lesson", &lesson.id)]);
        let phases = model.projection.index.phases().to_vec();
        for phase in &phases[1..] {
            model.apply(Action::Jump(Jump::NextPhase));
            assert_eq!(model.cursor, model.cursor_at_step(phase.from), "{}", lesson.id);
        }
        model.apply(Action::Jump(Jump::NextPhase));
        assert_eq!(model.cursor.step, model.timeline.entries.len());
        for phase in phases.iter().rev() {
            model.apply(Action::Jump(Jump::PreviousPhase));
            assert_eq!(model.cursor.step, phase.from, "{}", lesson.id);
        }
    }
}

#[test]
fn the_next_segment_and_the_one_before_are_those_that_are_sent() {
    let mut model = open(&[("lesson", "lost-segment")]);
    let sent: Vec<usize> = model.timeline.transmissions.iter().map(|sent| sent.entry as usize + 1).collect();
    for step in 0..=model.timeline.entries.len() {
        model.apply(Action::Jump(Jump::To(step)));
        model.apply(Action::Jump(Jump::NextSegment));
        let next = sent.iter().copied().find(|at| *at > step).unwrap_or(model.timeline.entries.len());
        assert_eq!(model.cursor.step, next);
        model.apply(Action::Jump(Jump::To(step)));
        model.apply(Action::Jump(Jump::PreviousSegment));
        assert_eq!(model.cursor.step, sent.iter().copied().rfind(|at| *at < step).unwrap_or(0));
    }
}
