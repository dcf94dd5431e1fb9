//! What is done in the lab, and what of it can be taken back: calls, segments made by hand, runs that are called off.

use lessons::Lang;
use sim::{Call, ProfileName, SegmentRef, Settings, Side};

use super::tests::{open, parameters, state};
use super::*;

/// A lesson with both TCPs after one profile, at the moment when both are ESTABLISHED and nothing is under way.
fn established(profile: ProfileName) -> Model {
    let mut model = open(&[("lesson", "handshake")]);
    let mut scenario = (**model.edits.scenario()).clone();
    let settings = Settings { profile, ..Settings::default() };
    (scenario.client.settings, scenario.server.settings) = (settings.clone(), settings);
    model.apply(Action::Edit(Box::new(scenario), None));
    let sent = model.timeline.transmissions.iter().find(|sent| sent.segment.text_len() > 0).expect("text is sent");
    model.apply(Action::Jump(Jump::To(sent.entry as usize + 1)));
    model
}

#[test]
fn the_next_segment_that_fits_is_taken_whatever_the_profile_even_behind_text_that_is_under_way() {
    for profile in [ProfileName::Plain, ProfileName::Rfc, ProfileName::Linux] {
        let mut model = established(profile);
        let draft = model.sample(Side::Client, Sample::Fitting);
        assert_eq!(draft.segment.seq, model.frame().host(Side::Client).tcp.snd.expect("a TCB").nxt);
        model.apply(Action::Lab(Box::new(Lab { segment: Some(draft), ..Lab::default() })));
        model.apply(Action::Inject);
        let made = model.timeline.place(SegmentRef::forged(Side::Client, 1)).expect("it was put on the path");
        let arrived = model.timeline.transmissions[made].copies[0].entry.expect("it arrived") as usize;
        let events = &model.timeline.entries[arrived].events;
        let dropped = events.iter().find(|event| format!("{:?}", event.rule).contains("Dropped"));
        assert!(dropped.is_none() && !events.is_empty(), "{profile:?}: {events:?}");
        let window = model.timeline.transmissions[made].segment.window;
        let own = model.timeline.transmissions.iter().find(|sent| sent.segment.text_len() > 0).expect("text");
        assert_eq!(window, own.segment.window, "{profile:?}");
    }
}

/// A client without a program, connected to a server that receives whatever comes.
fn receiving_server() -> Model {
    let mut model = open(&[("lesson", "handshake"), ("mode", "lab")]);
    let mut scenario = (**model.edits.scenario()).clone();
    scenario.client.program = vec![Call::Connect];
    scenario.server.program = vec![Call::Listen, Call::Accept, Call::RecvToEnd, Call::Close];
    model.apply(Action::Edit(Box::new(scenario), None));
    model.apply(Action::Jump(Jump::End));
    model
}

/// A change that takes longer to run than is run at once.
fn long_change(model: &Model) -> Action {
    let mut scenario = (**model.edits.scenario()).clone();
    scenario.client.program.extend(vec![Call::Send { text: String::new(), octets: 1 << 20 }; 4]);
    Action::Edit(Box::new(scenario), None)
}

#[test]
fn what_is_called_off_leaves_everything_that_could_be_undone_and_redone() {
    let mut model = receiving_server();
    let before = model.edits.scenario().clone();
    model.apply(Action::Call(Side::Client, Call::Send { text: String::new(), octets: 10 }));
    let first = model.edits.scenario().clone();
    model.apply(long_change(&model));
    assert!(model.pending.is_some());
    model.apply(Action::Call(Side::Client, Call::Close));
    model.apply(Action::CallOff);
    assert_eq!(*model.edits.scenario(), first);
    assert_eq!(model.timeline.scenario, *first);
    model.apply(Action::Undo);
    assert_eq!(*model.edits.scenario(), before);
    model.apply(Action::Redo);
    assert_eq!(*model.edits.scenario(), first);
}

#[test]
fn a_run_that_is_computed_is_not_given_up_for_a_comparison() {
    let mut model = receiving_server();
    model.apply(long_change(&model));
    model.apply(Action::Compare(Some(Versus::Own)));
    assert!(model.pending.is_some() && model.beside.is_none());
    while model.pending.is_some() {
        model.apply(Action::RunOn(100_000));
    }
    assert_eq!(model.timeline.scenario, **model.edits.scenario());
}

#[test]
fn time_never_stands_past_what_happens_next() {
    // The SYN is still under way at 30 ms, and with a shorter path it has long arrived.
    let mut model = open(&[("lesson", "handshake"), ("step", "6"), ("t", "30000000")]);
    let mut scenario = (**model.edits.scenario()).clone();
    scenario.path.to_server_ms = 1;
    model.apply(Action::Edit(Box::new(scenario), None));
    let next = model.timeline.entries.get(model.cursor.step).map(|entry| entry.at);
    assert!(next.is_none_or(|next| model.cursor.at <= next), "{:?} and {next:?}", model.cursor);
    assert_eq!(state(&from_query(&parameters(&model), Lang::En)), state(&model));
}

#[test]
fn a_segment_that_is_taken_back_leaves_the_faults_of_the_others_with_them() {
    let mut model = open(&[("lesson", "handshake"), ("step", "20"), ("mode", "lab")]);
    model.apply(Action::Inject);
    model.apply(Action::Inject);
    model.apply(Action::ToggleDrop(SegmentRef::forged(Side::Client, 2)));
    model.apply(Action::RemoveInjection(0));
    let left = model.timeline.find(SegmentRef::forged(Side::Client, 1)).expect("the second is the first now");
    assert!(!left.is_delivered());
    model.apply(Action::RemoveInjection(0));
    assert!(!model.is_edited());
}

#[test]
fn a_slider_drawn_back_changes_nothing() {
    let mut model = open(&[("lesson", "handshake")]);
    for ms in [40, 60, 30] {
        let mut scenario = (**model.edits.scenario()).clone();
        scenario.path.to_server_ms = ms;
        model.apply(Action::Edit(Box::new(scenario), Some("delay")));
    }
    assert!(!model.is_edited() && !model.edits.can_undo());
}

#[test]
fn the_lab_begins_at_the_moment_that_is_shown() {
    let mut model = open(&[("lesson", "handshake"), ("step", "20")]);
    model.apply(Action::Mode(Mode::Lab));
    assert_eq!(model.cursor.step, 20);
    model.apply(Action::Mode(Mode::Predict));
    assert_eq!(model.cursor.step, 0);
}

#[test]
fn with_a_wrong_number_in_a_field_nothing_is_done_with_another() {
    let mut model = open(&[("lesson", "handshake"), ("step", "20"), ("mode", "lab")]);
    let problem = Problem { field: "lab-client-octets".into(), value: "abc".into(), least: 0, largest: 9 };
    model.apply(Action::Lab(Box::new(Lab { problem: Some(problem), ..Lab::default() })));
    model.apply(Action::Call(Side::Client, Call::Send { text: String::new(), octets: 100 }));
    assert!(!model.is_edited() && model.lab.problem.is_some());
}
