//! The application's socket calls as code, with the line that runs, and what each call returned and when.

use std::rc::Rc;

use lessons::variables::Value;
use markup::html;
use sim::{Call, Happening, Outcome, Side, Timeline};
use yew::prelude::*;

use super::HostProps;
use crate::labels::hosts::HostLabels;
use crate::labels::inspector::fill;
use crate::labels::sockets::{act_code, call_error, code, ending, opening};
use crate::model::{Action, Jump};
use crate::view::pen::classes;

/// Lines that are listed before and after the one that runs; a program from a link may have thousands.
const NEIGHBOURS: usize = 12;

/// Something that became of a line.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Moment {
    entry: usize,
    became: Became,
    /// Octets that the calls on this line have brought so far.
    octets: u32,
}

/// What became of it.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Became {
    Called,
    Blocked,
    Refused(tcp::CallError),
    Returned(Outcome),
}

/// What became of each line of a program, in order, and what a person called besides: which act, and when.
#[derive(PartialEq)]
struct Moments {
    lines: Vec<Vec<Moment>>,
    acts: Vec<(usize, Moment)>,
}

/// The run by its place in memory, and the side.
struct Key(Rc<Timeline>, Side);

impl PartialEq for Key {
    fn eq(&self, other: &Key) -> bool {
        Rc::ptr_eq(&self.0, &other.0) && self.1 == other.1
    }
}

#[component]
pub(super) fn Program(props: &HostProps) -> Html {
    // It goes through the whole run, so it is kept as long as the run is the same.
    let moments = use_memo(Key(props.timeline.clone(), props.side), |Key(timeline, side)| moments(timeline, *side));
    let labels = props.labels();
    let scenario = &props.timeline.scenario;
    let program = &scenario.host(props.side).program;
    let app = props.now().app;
    let current = app.line as usize;
    let (from, to) = (current.saturating_sub(NEIGHBOURS), (current + NEIGHBOURS + 1).min(program.len()));
    let lines = (from..to).map(|at| line(props, at, moments.lines.get(at).map_or(&[][..], Vec::as_slice)));
    let acted = moments.acts.partition_point(|(_, moment)| moment.entry < props.step);
    let acts =
        moments.acts[acted.saturating_sub(NEIGHBOURS)..acted].iter().map(|(which, moment)| act(props, *which, moment));
    let prelude = |code: String| html! { <li class="is-done">{ written(&code) }</li> };
    html! {
        <section class="program" data-part="program">
            <h3 class="kicker">{ labels.program }</h3>
            <ol>
                if from == 0 {
                    { for opening(scenario, props.side).into_iter().map(prelude) }
                } else {
                    <li class="none">{ fill(labels.lines_before, &[&from.to_string()]) }</li>
                }
                { for lines }
            </ol>
            if to < program.len() {
                <p class="none">{ fill(labels.and_more, &[&(program.len() - to).to_string()]) }</p>
            }
            if current >= program.len() && !program.is_empty() {
                <p class="none">{ labels.done }</p>
            }
            if acted > 0 {
                <h3 class="kicker">{ labels.by_hand }</h3>
                <ol>{ for acts }</ol>
            }
            if app.received > 0 && !props.is_hidden {
                <p class="none">{ fill(labels.received, &[&app.received.to_string()]) }</p>
            }
        </section>
    }
}

/// A line of the program: what it is called, what it waits for or returned, and when.
fn line(props: &HostProps, at: usize, moments: &[Moment]) -> Html {
    let labels = props.labels();
    let scenario = &props.timeline.scenario;
    let app = props.now().app;
    let current = app.line as usize;
    let is_current = at == current;
    let happened = moments.partition_point(|moment| moment.entry < props.step);
    let last = moments[..happened].last();
    let class = classes!(
        (at < current).then_some("is-done"),
        is_current.then_some("is-current"),
        (is_current && app.failed).then_some("is-failed"),
    );
    html! {
        <li {class} aria-current={is_current.then_some("step")} data-line={at.to_string()}>
            { written(&code(scenario, props.side, &scenario.host(props.side).program[at])) }
            if let Some(moment) = last {
                { became(props, &scenario.host(props.side).program[at], moment) }
            } else if is_current {
                <span class="said">{ labels.next }</span>
            }
        </li>
    }
}

/// A call that a person made.
fn act(props: &HostProps, which: usize, moment: &Moment) -> Html {
    let scenario = &props.timeline.scenario;
    let Some(act) = scenario.acts.get(which) else { return Html::default() };
    let code = act_code(scenario, props.side, &act.call);
    html! { <li class="is-done">{ written(&code) }{ became(props, &act.call, moment) }</li> }
}

/// What a call returned or waits for, and when: a way to that moment.
fn became(props: &HostProps, call: &Call, moment: &Moment) -> Html {
    let entry = moment.entry;
    let time = props.timeline.entries.get(entry).map(|entry| entry.at).unwrap_or_default();
    html! {
        <button class="said" onclick={props.act.reform(move |_| Action::Jump(Jump::To(entry + 1)))}>
            <span>{ result(props, call, moment) }</span>{ " " }
            <span class="mono when">{ props.context().value(props.side, Value::At(time)) }</span>
        </button>
    }
}

/// A line of code, which is broken before an address rather than within it.
fn written(code: &str) -> Html {
    let parts = code.split_inclusive("((").map(|part| html! { <>{ part }<wbr /></> });
    html! { <code>{ for parts }</code> }
}

/// What a call returned, or what it waits for.
fn result(props: &HostProps, call: &Call, moment: &Moment) -> String {
    let labels = props.labels();
    let octets = || if props.is_hidden { "?".to_owned() } else { moment.octets.to_string() };
    let returned = |what: &str| ["→ ", what].concat();
    match moment.became {
        Became::Blocked => labels.blocks.to_owned(),
        Became::Called => match call {
            Call::Send { .. } | Call::SendUrgent { .. } => {
                returned(&fill(labels.octets, &[&call.octet_count().to_string()]))
            }
            _ => returned("ok"),
        },
        Became::Refused(error) => returned(call_error(error)),
        Became::Returned(outcome) => match outcome {
            Outcome::Connected | Outcome::Awake => returned("ok"),
            Outcome::Text { more: true, .. } => fill(labels.so_far, &[&octets()]),
            Outcome::Text { .. } => returned(&fill(labels.octets, &[&octets()])),
            Outcome::Handed { more: true, .. } => labels.blocks.to_owned(),
            Outcome::Handed { .. } => returned(&fill(labels.octets, &[&call.octet_count().to_string()])),
            Outcome::Refused(error) => returned(call_error(error)),
            Outcome::EndOfStream => returned(&end_of_stream(labels, moment, props.is_hidden)),
            Outcome::Failed(how) => returned(ending(how)),
        },
    }
}

/// `b''`, which is how a program learns that the peer has closed, with what had come before on this line.
fn end_of_stream(labels: &HostLabels, moment: &Moment, is_hidden: bool) -> String {
    match moment.octets {
        0 => labels.end_of_stream.to_owned(),
        _ if is_hidden => labels.end_of_stream.to_owned(),
        octets => [&fill(labels.octets, &[&octets.to_string()]), ", ", labels.end_of_stream].concat(),
    }
}

fn moments(timeline: &Timeline, side: Side) -> Moments {
    let mut lines = vec![Vec::new(); timeline.scenario.host(side).program.len()];
    let mut acts = Vec::new();
    for (entry, happened) in timeline.entries.iter().enumerate().filter(|(_, entry)| entry.side == side) {
        let (line, became) = match happened.happening {
            Happening::Called { line, error: Some(error), .. } => (line, Became::Refused(error)),
            Happening::Called { line, blocks: true, .. } => (line, Became::Blocked),
            Happening::Called { line, .. } => (line, Became::Called),
            Happening::Returned { line, outcome } => (line, Became::Returned(outcome)),
            Happening::Acted { act, error, octets } => {
                let became = error.map_or(Became::Called, Became::Refused);
                acts.push((act as usize, Moment { entry, became, octets }));
                continue;
            }
            _ => continue,
        };
        let Some(moments) = lines.get_mut(line as usize) else { continue };
        let before = moments.last().map_or(0, |moment: &Moment| moment.octets);
        let octets = match became {
            Became::Returned(Outcome::Text { octets, .. }) => before.saturating_add(octets),
            _ => before,
        };
        moments.push(Moment { entry, became, octets });
    }
    Moments { lines, acts }
}
