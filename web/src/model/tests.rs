//! The model as a learner moves it: links that lead back, questions that cannot be passed, edits that change the rest.

use lessons::variables::Variable;
use lessons::{Lang, catalogue};
use quiz::{Answer, right_value};
use sim::{Call, Device, SegmentRef, Side};
use wire::fields::FieldId;
use wire::line::LineCode;

use super::*;

pub(super) fn parameters(model: &Model) -> Vec<(String, String)> {
    to_query(model).into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

pub(super) fn open(query: &[(&str, &str)]) -> Model {
    let pairs: Vec<(String, String)> = query.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect();
    from_query(&pairs, Lang::En)
}

/// What of a model a link has to bring back.
pub(super) fn state(model: &Model) -> impl PartialEq + std::fmt::Debug + use<> {
    let Model { lesson, edits, cursor, selection, mode, answers, view, notices, .. } = model;
    (lesson.id.clone(), edits.scenario().clone(), *cursor, *selection, *mode, answers.clone(), *view, notices.clone())
}

pub(super) fn right_answer(model: &Model, posed: &Posed<'_>) -> Answer {
    let right =
        |ask| right_value(&model.timeline, posed.transmission, ask, &model.numbers()).expect("it has this part");
    posed.question.asks.iter().fold(Answer::default(), |answer, ask| answer.with(*ask, right(*ask)))
}

#[test]
fn a_link_leads_back_to_every_moment() {
    for lesson in catalogue() {
        let mut model = Model::new(Lang::Zh);
        model.apply(Action::OpenLesson(lesson));
        model.apply(Action::Numbering(Numbering::Relative));
        model.apply(Action::Theme(Theme::Dark));
        model.apply(Action::Tab(Tab::Header));
        model.apply(Action::SelectBit(400, Some(FieldId::TcpSequenceNumber)));
        model.apply(Action::SelectPlace(Some((Device::Router, 3))));
        model.apply(Action::Code(LineCode::Nrzi));
        model.apply(Action::SelectEdge(EdgeId::find("syn-sent.established")));
        model.apply(Action::Sender(Side::Server));
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
        question.transmission,
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
fn a_link_brings_back_the_selected_variable_and_moving_on_keeps_it() {
    let selected = Some((Side::Server, Variable::RcvNxt));
    let mut model = open(&[("lesson", "handshake"), ("tab", "header")]);
    model.apply(Action::SelectSegment(Some(0)));
    model.apply(Action::SelectVariable(selected));
    assert_eq!((model.selection.segment, model.view.tab), (None, Tab::Why), "one thing is selected, and its why shown");
    model.apply(Action::Jump(Jump::End));
    assert_eq!(model.selection.variable, selected);
    assert_eq!(state(&from_query(&parameters(&model), Lang::En)), state(&model));
    model.apply(Action::SelectSegment(Some(0)));
    assert_eq!(model.selection.variable, None);
    for wrong in ["server", "server.nose", "router.rcv-nxt", ""] {
        let notices = open(&[("variable", wrong)]).notices;
        assert!(matches!(&notices[..], [Notice::UnknownValue { parameter: "variable", .. }]), "{wrong}");
    }
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
            model.apply(Action::Lock(question.transmission, right_answer(&model, &question)));
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
    assert!(model.answers.is_empty(), "the question is not reached yet");
    model.apply(Action::Jump(Jump::End));
    model.apply(Action::Lock(2, Answer::default()));
    assert!(model.answers.is_empty(), "another question is open");
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
fn selecting_a_field_lets_go_of_the_bit_that_was_selected() {
    let mut model = open(&[("bit", "70"), ("layer", "1"), ("device", "switch")]);
    assert_eq!((model.selection.bit, model.selection.device), (Some(70), Some(Device::Switch)));
    model.apply(Action::SelectField(Some(FieldId::Ipv4Ttl)));
    assert_eq!(model.selection.bit, None);
    model.apply(Action::SelectPlace(None));
    assert_eq!((model.selection.device, model.selection.layer), (None, None));
}

#[test]
fn a_number_is_selected_with_its_segment_and_shows_why_it_is_so() {
    let mut model = open(&[("step", "20"), ("tab", "header"), ("variable", "client.cwnd"), ("bit", "70")]);
    model.apply(Action::SelectNumber(1, FieldId::TcpWindow));
    let Selection { segment, field, variable, bit, .. } = model.selection;
    assert_eq!((segment, field, variable, bit), (Some(1), Some(FieldId::TcpWindow), None, None));
    assert_eq!(model.view.tab, Tab::Why);
}

#[test]
fn how_charts_and_headers_are_looked_at_is_in_the_link() {
    let mut model = open(&[("span", "1500-90000"), ("charts", "tables"), ("seen", "receiver")]);
    assert_eq!(model.notices, []);
    assert_eq!(model.view.span, Some(Span { from: Instant(1_500_000), to: Instant(90_000_000) }));
    assert!(model.view.tables && model.view.vantage == Vantage::Receiver);
    assert_eq!(state(&from_query(&parameters(&model), Lang::En)), state(&model));
    // What was zoomed into in one lesson means nothing in the next.
    model.apply(Action::OpenLesson(&catalogue()[1]));
    assert_eq!(model.view.span, None);
}

#[test]
fn the_phase_of_the_cursor_is_played_again_and_again() {
    let mut model = open(&[("step", "14")]);
    let range = model.loop_of_phase().expect("a phase");
    assert!((range.from..range.to).contains(&14) && range.to < model.timeline.entries.len(), "{range:?}");
    model.apply(Action::Loop(Some(range)));
    model.apply(Action::Play);
    for _ in 0..600 {
        model.apply(Action::Tick(1.0 / 60.0));
        assert!((range.from..=range.to).contains(&model.cursor.step));
    }
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
        ("edge", "closed.established"),
        ("sender", "nobody"),
        ("layer", "0"),
        ("lang", "xx"),
        ("numbers", "roman"),
        ("answer", "9.9.9.9"),
        ("device", "hub"),
        ("span", "90-10"),
        ("span", "18446744073709551615-18446744073709551616"),
        ("charts", "pies"),
        ("seen", "nobody"),
        ("code", "morse"),
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
    assert_eq!(model.lesson.id, opening().id);
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
    model.apply(Action::Lock(question.transmission, right_answer(&model, &question)));
    for numbering in [Numbering::Relative, Numbering::Absolute] {
        model.apply(Action::Numbering(numbering));
        let answer = model.answer_to(&question).expect("locked");
        let parts = quiz::grade(&model.timeline, &question, answer);
        assert!(parts.iter().all(quiz::Part::is_right), "{parts:?}");
        assert_eq!(state(&from_query(&parameters(&model), Lang::En)), state(&model));
    }
}

#[test]
fn a_link_answers_all_of_a_question_or_nothing() {
    for answer in ["0.-.-.-", "0.-.5.-", "0.5.5.2", "0.-.5.2.x"] {
        let model = open(&[("lesson", "handshake"), ("mode", "predict"), ("answer", answer), ("step", "42")]);
        assert!(model.answers.is_empty(), "{answer}");
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
            model.apply(Action::Lock(question.transmission, right_answer(&model, &question)));
        }
    }
}

#[test]
fn playing_stops_where_it_is_told_to_and_says_nothing_of_what_comes() {
    let mut model = open(&[("lesson", "lost-segment"), ("stop", "loss")]);
    let lost = model.timeline.entries.iter().position(|entry| matches!(entry.happening, sim::Happening::Lost { .. }));
    play_until_it_rests(&mut model);
    assert_eq!(model.cursor, model.cursor_at_step(lost.expect("a loss") + 1));
    play_until_it_rests(&mut model);
    assert_eq!(model.cursor.step, model.timeline.entries.len(), "one segment is lost, and no other");

    let mut model = open(&[("lesson", "handshake"), ("stop", "state"), ("find", "time-wait")]);
    let mut states = Vec::new();
    loop {
        play_until_it_rests(&mut model);
        let Some(entry) = model.frame().entry else { panic!("nothing happened") };
        if model.cursor.step == model.timeline.entries.len() {
            break;
        }
        states.push(entry.transitions().last().expect("it stops where a state changes").to);
    }
    assert!(states.contains(&tcp::State::Established) && states.contains(&tcp::State::TimeWait));
}

#[test]
fn the_next_stop_is_found_by_the_words_in_which_it_is_told() {
    let mut model = open(&[("lesson", "lost-segment"), ("find", "retransmits 200")]);
    model.apply(Action::Jump(Jump::NextStop));
    let sent = model.frame().entry.and_then(|entry| entry.happening.transmission()).expect("a segment");
    assert!(model.timeline.transmissions[sent as usize].is_retransmission());
    let step = model.cursor.step;
    model.apply(Action::Jump(Jump::NextStop));
    assert_eq!(model.cursor.step, step, "there is no other");
}

#[test]
fn a_loop_begins_again_where_it_ends() {
    let mut model = open(&[("lesson", "handshake"), ("loop", "3-9")]);
    model.apply(Action::Play);
    let (mut ends, mut before) = (0, model.cursor.step);
    for _ in 0..3_000 {
        model.apply(Action::Tick(1.0 / 60.0));
        let step = model.cursor.step;
        assert!(model.playing && (3..9).contains(&step), "{step}");
        ends += usize::from(step < before);
        before = step;
    }
    assert!(ends >= 2, "it came round {ends} times");
    model.apply(Action::Loop(None));
    play_until_it_rests(&mut model);
    assert_eq!(model.cursor.step, model.timeline.entries.len());
}

#[test]
fn a_round_trip_takes_the_syn_there_and_its_answer_back() {
    let mut model = open(&[("lesson", "handshake")]);
    let sent = model.timeline.transmissions[0].entry as usize;
    model.apply(Action::Jump(Jump::To(sent + 1)));
    model.apply(Action::Jump(Jump::RoundTrip));
    assert_eq!(model.frame().host(Side::Client).tcp.state, tcp::State::Established);
    assert_eq!(model.cursor.at, model.timeline.transmissions[1].copies[0].ended);
}

#[test]
fn what_was_changed_is_taken_back_and_made_again() {
    let mut model = open(&[("lesson", "handshake"), ("step", "30")]);
    let (own, third) = (model.timeline.clone(), SegmentRef::new(Side::Client, 2));
    model.apply(Action::Fault(third, Some(FaultKind::Delay { ms: 400 })));
    let delayed = model.timeline.clone();
    assert_ne!(delayed, own);
    model.apply(Action::Undo);
    assert_eq!((&model.timeline, model.is_edited()), (&own, false));
    model.apply(Action::Undo);
    assert_eq!(model.timeline, own, "there is nothing more to take back");
    model.apply(Action::Redo);
    assert_eq!(model.timeline, delayed);
    assert_eq!(state(&from_query(&parameters(&model), Lang::En)), state(&model));
}

#[test]
fn every_change_of_the_scenario_comes_back_from_its_link() {
    let mut model = open(&[("lesson", "lost-segment"), ("step", "8")]);
    let mut scenario = (**model.edits.scenario()).clone();
    scenario.path.chance.loss = 120;
    scenario.client.settings.profile = sim::ProfileName::Linux;
    scenario.server.settings.receive_buffer = Some(4_000);
    scenario.client.program.push(Call::Send { text: "é 中文 <b>".into(), octets: 0 });
    model.apply(Action::Edit(Box::new(scenario), None));
    let link = parameters(&model);
    assert_eq!(state(&from_query(&link, Lang::En)), state(&model));
    let edit = link.iter().find(|(key, _)| key == "edit").map(|(_, value)| value.clone()).expect("an edit");
    for (damaged, told) in [
        (edit[..edit.len() - 9].to_owned(), Unreadable::Damaged),
        (format!("{edit}AAAA"), Unreadable::Damaged),
        (format!("{}<script>", &edit[..20]), Unreadable::Damaged),
        (edit.replacen("2.", "7.", 1), Unreadable::OtherVersion),
        ("x".repeat(1 << 20), Unreadable::TooLong),
    ] {
        let model = open(&[("lesson", "lost-segment"), ("edit", &damaged)]);
        assert_eq!(model.notices, [Notice::UnreadableEdit { parameter: "edit", error: told }]);
        assert!(!model.is_edited());
    }
}

fn play_until_it_rests(model: &mut Model) {
    model.apply(Action::Play);
    for _ in 0..20_000 {
        if !model.playing {
            return;
        }
        model.apply(Action::Tick(1.0 / 60.0));
    }
    panic!("it plays on and on");
}

/// The lesson with a client that sends so much that the run is not there at once.
fn long_scenario(model: &Model) -> sim::Scenario {
    let mut scenario = (**model.edits.scenario()).clone();
    scenario.client.program = vec![
        Call::Connect,
        Call::Send { text: String::new(), octets: 1 << 20 },
        Call::Send { text: String::new(), octets: 1 << 20 },
        Call::Close,
    ];
    scenario.server.program = vec![Call::Listen, Call::Accept, Call::RecvToEnd, Call::Close];
    scenario.client.settings.mss = Some(536);
    scenario.server.settings.mss = Some(536);
    scenario
}

#[test]
fn a_long_run_goes_on_in_slices_while_the_one_before_is_shown() {
    let mut model = open(&[("lesson", "handshake"), ("step", "9")]);
    let before = model.timeline.clone();
    let scenario = long_scenario(&model);
    model.apply(Action::Edit(Box::new(scenario.clone()), None));
    let mut slices = 0;
    while let Some(pending) = &model.pending {
        assert_eq!(model.timeline, before);
        let so_far = pending.turns();
        model.apply(Action::RunOn(1_000));
        assert!(model.pending.as_ref().is_none_or(|pending| pending.turns() > so_far));
        slices += 1;
    }
    assert!(slices > 3, "{slices}");
    assert_eq!(*model.timeline, run(&scenario));
    // That it is there is told until something else is done.
    model.apply(Action::RunOn(1_000));
    assert_eq!(model.ran, Some(model.timeline.entries.len()));
    model.apply(Action::Jump(Jump::Step));
    assert_eq!(model.ran, None);

    let link = parameters(&model);
    let mut opened = from_query(&link, Lang::En);
    while opened.pending.is_some() {
        opened.apply(Action::RunOn(100_000));
    }
    assert_eq!(opened.ran, Some(opened.timeline.entries.len()));
    assert_eq!(state(&opened), state(&model));
}

#[test]
fn a_long_run_that_is_called_off_leaves_everything_as_it_was() {
    let mut model = open(&[("lesson", "lost-segment"), ("step", "9")]);
    let before = state(&model);
    let scenario = long_scenario(&model);
    model.apply(Action::Edit(Box::new(scenario), None));
    assert!(model.pending.is_some());
    model.apply(Action::CallOff);
    assert!(model.pending.is_none() && !model.is_edited() && !model.edits.can_undo());
    let after = state(&model);
    assert_eq!(after, before);
}

#[test]
fn a_run_is_compared_with_the_one_without_the_change_at_the_same_moment() {
    let mut model = open(&[("lesson", "lost-segment"), ("step", "30")]);
    assert_eq!(model.versus(Versus::Own), None, "it would be compared with itself");
    model.apply(Action::ToggleDrop(SegmentRef::new(Side::Client, 3)));
    model.apply(Action::Compare(Some(Versus::Own)));
    let beside = model.beside().expect("a run beside this one");
    assert_eq!(beside.cursor.at, model.cursor.at);
    assert_eq!(beside.timeline.scenario, *model.versus(Versus::Before).expect("a change"));
    let opened = from_query(&parameters(&model), Lang::En);
    assert_eq!(opened.beside().map(|beside| beside.timeline), Some(beside.timeline));
    model.apply(Action::Compare(None));
    assert!(model.beside().is_none());
}

#[test]
fn a_call_made_in_the_past_changes_what_follows_and_nothing_before() {
    let mut model = open(&[("lesson", "handshake"), ("mode", "lab")]);
    model.apply(Action::Jump(Jump::End));
    let end = model.timeline.clone();
    let established = end.entries.iter().position(|entry| {
        entry.side == Side::Client && entry.transitions().any(|transition| transition.to == tcp::State::Established)
    });
    model.apply(Action::Jump(Jump::To(established.expect("it opens") + 1)));
    let step = model.cursor.step;
    model.apply(Action::Call(Side::Client, Call::Abort));
    assert_eq!(model.timeline.entries[..step], end.entries[..step]);
    let made = model.frame().entry.map(|entry| entry.happening);
    assert!(matches!(made, Some(sim::Happening::Acted { act: 0, error: None, .. })), "{made:?}");
    let reset = model.timeline.transmissions.iter().find(|sent| sent.segment.has(wire::Flags::RST));
    assert!(reset.is_some_and(|sent| sent.sent == model.cursor.at));
    assert_eq!(state(&from_query(&parameters(&model), Lang::En)), state(&model));
}

#[test]
fn a_segment_made_by_hand_is_answered_by_the_engine() {
    let mut model = open(&[("lesson", "handshake"), ("mode", "lab")]);
    model.apply(Action::Jump(Jump::To(16)));
    // A reset that is within the window but not the expected number is challenged (RFC 5961 section 3.2).
    let draft = model.sample(Side::Client, Sample::ResetInWindow);
    model.apply(Action::Lab(Box::new(Lab { segment: Some(draft), ..Lab::default() })));
    model.apply(Action::Inject);
    let made = model.selection.segment.expect("it is shown");
    let sent = &model.timeline.transmissions[made];
    assert!(sent.id.forged && sent.segment.has(wire::Flags::RST) && sent.why.is_none());
    let challenge = model.timeline.transmissions.iter().any(|sent| sent.cause() == Some(tcp::Cause::ChallengeAck));
    assert!(challenge);
    assert_eq!(state(&from_query(&parameters(&model), Lang::En)), state(&model));
}

#[test]
fn drawing_a_slider_is_one_change() {
    let mut model = open(&[("lesson", "handshake")]);
    for ms in 30..60 {
        let mut scenario = (**model.edits.scenario()).clone();
        scenario.path.to_server_ms = ms;
        model.apply(Action::Edit(Box::new(scenario), Some("path-to-server")));
    }
    assert_eq!(model.timeline.scenario.path.to_server_ms, 59);
    model.apply(Action::Undo);
    assert!(!model.is_edited());
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
