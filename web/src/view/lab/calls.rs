//! Socket calls that the learner makes on either side, and the list of those that were made.

use markup::html;
use sim::{Call, Happening, Side};
use yew::prelude::*;

use super::edited;
use super::field::{Number, number, text};
use crate::labels::lab::{LabLabels, lab};
use crate::labels::ladder::time_line;
use crate::labels::sockets;
use crate::model::{Action, CallDraft, Jump, Lab, WAIT};
use crate::view::ViewProps;

/// An hour: more than any timer but keep-alive's makes one wait.
const LONGEST_WAIT: u32 = 3_600_000;
/// Octets that one call hands over at the most, as the simulator has it.
const LARGEST_SEND: u32 = 1 << 20;

pub(super) fn calls(props: &ViewProps) -> Html {
    let ViewProps { model, .. } = props;
    let labels = lab(model.view.lang);
    html! {
        <div class="lab-body">
            <p class="hint">{ labels.calls_hint }</p>
            { when(props) }
            <div class="lab-sides">{ for Side::BOTH.map(|side| of_side(props, labels, side)) }</div>
            { programs(props, labels) }
            { done(props, labels) }
        </div>
    }
}

/// When what is filled in would be done.
pub(super) fn when(props: &ViewProps) -> Html {
    let model = &props.model;
    let labels = lab(model.view.lang);
    let lab = model.lab.clone();
    let field = Number {
        id: WAIT.into(),
        label: labels.when.into(),
        unit: labels.milliseconds,
        value: Some(lab.wait_ms.to_string()),
        placeholder: None,
        least: 0,
        largest: LONGEST_WAIT,
    };
    html! {
        <>
            { number(props, field, move |wait_ms| {
                Action::Lab(Box::new(Lab { wait_ms: wait_ms.unwrap_or(0), problem: None, ..lab.clone() }))
            }) }
            <p class="hint mono">{ labels.after_now }{ " " }{ time_line(model.cursor.at.0, model.view.lang) }</p>
        </>
    }
}

fn of_side(props: &ViewProps, labels: &'static LabLabels, side: Side) -> Html {
    let ViewProps { model, act } = props;
    let draft = model.lab.calls[side as usize].clone();
    let id = |name: &str| ["lab-", side.name(), "-", name].concat();
    let with = {
        let lab = model.lab.clone();
        move |change: &dyn Fn(&mut CallDraft)| {
            let mut lab = Lab { problem: None, ..lab.clone() };
            change(&mut lab.calls[side as usize]);
            Action::Lab(Box::new(lab))
        }
    };
    let call = |call: Call| {
        let name = sockets::name(&call);
        html! {
            <button type="button" class="mono" data-call={name}
                onclick={act.reform(move |_| Action::Call(side, call.clone()))}>{ name }</button>
        }
    };
    let count = |name: &str, label: &'static str, value: u32, least: u32| Number {
        id: id(name),
        label: label.into(),
        unit: "",
        value: Some(value.to_string()),
        placeholder: None,
        least,
        largest: LARGEST_SEND,
    };
    let octets = Number {
        value: draft.octets.map(|octets| octets.to_string()),
        placeholder: Some(CallDraft { octets: None, ..draft.clone() }.octets().to_string()),
        ..count("octets", labels.octets, 0, 0)
    };
    let send = Call::Send { text: draft.text.clone(), octets: draft.octets() };
    let name = if side == Side::Client { labels.client } else { labels.server };
    let (with_text, with_octets, with_receive) = (with.clone(), with.clone(), with);
    html! {
        <fieldset class={["lab-side ", side.name()].concat()} data-side={side.name()}>
            <legend>{ name }</legend>
            <div class="lab-row">
                { call(Call::Connect) }
                { call(Call::Listen) }
            </div>
            <div class="lab-call">
                { call(send) }
                <div>
                    { text(props, id("text"), labels.text, draft.text.clone(), move |text| {
                        with_text(&|draft| draft.text.clone_from(&text))
                    }) }
                    { number(props, octets, move |octets| with_octets(&|draft| draft.octets = octets)) }
                </div>
            </div>
            <div class="lab-call">
                { call(Call::Recv { octets: draft.receive }) }
                { number(props, count("receive", labels.octets_most, draft.receive, 1), move |octets| {
                    with_receive(&|draft| draft.receive = octets.unwrap_or(1))
                }) }
            </div>
            <div class="lab-row">
                { call(Call::Close) }
                { call(Call::Release) }
                { call(Call::Abort) }
            </div>
        </fieldset>
    }
}

/// Whether the programs run beside the learner's calls.
fn programs(props: &ViewProps, labels: &'static LabLabels) -> Html {
    let ViewProps { model, act } = props;
    let scenario = model.edits.scenario();
    let any = Side::BOTH.iter().any(|side| !scenario.host(*side).program.is_empty());
    let without = |both: bool| {
        let scenario = scenario.clone();
        act.reform(move |_: MouseEvent| {
            edited(&scenario, |scenario| {
                scenario.client.program.clear();
                if both {
                    scenario.server.program.clear();
                }
            })
        })
    };
    html! {
        <section>
            <h3 class="kicker">{ labels.programs }</h3>
            <p>{ if any { labels.programs_run } else { labels.programs_gone } }</p>
            if any {
                <div class="lab-row">
                    <button type="button" data-control="take-over" onclick={without(true)}>{ labels.take_over }</button>
                    <button type="button" data-control="server-only" onclick={without(false)}>{ labels.server_answers }</button>
                </div>
            }
        </section>
    }
}

/// What was done by hand, each to be gone to or removed.
fn done(props: &ViewProps, labels: &'static LabLabels) -> Html {
    let ViewProps { model, act } = props;
    let scenario = model.edits.scenario();
    let line = |text: String, side: Side, at: tcp::Instant, entry: Option<usize>, removed: Action| {
        let to = entry.map_or(Action::Jump(Jump::End), |entry| Action::Jump(Jump::To(entry + 1)));
        let name = [labels.remove, " ", &text].concat();
        html! {
            <li>
                <button type="button" class="link" onclick={act.reform(move |_| to.clone())}>
                    <span class="mono">{ time_line(at.0, model.view.lang) }</span>{ " " }
                    <span class={side.name()}>{ if side == Side::Client { labels.client } else { labels.server } }</span>
                    { " " }<code>{ text }</code>
                </button>
                <button type="button" class="lab-remove" aria-label={name} title={labels.remove}
                    onclick={act.reform(move |_| removed.clone())}>{ "×" }</button>
            </li>
        }
    };
    let acts = scenario.acts.iter().enumerate().map(|(index, done)| {
        let is_it = |happening: Happening| matches!(happening, Happening::Acted { act, .. } if act as usize == index);
        let entry = model.timeline.entries.iter().position(|entry| is_it(entry.happening));
        let removed = edited(scenario, |scenario| drop(scenario.acts.remove(index)));
        line(sockets::act_code(scenario, done.side, &done.call), done.side, done.at, entry, removed)
    });
    let injections = scenario.injections.iter().enumerate().map(|(index, made)| {
        let sent = model.timeline.transmissions.iter().find(|sent| sent.id.forged && sent.id.nth as usize == index + 1);
        let removed = Action::RemoveInjection(index);
        let text = [labels.injected, ": ", &made.segment.flags.to_string()].concat();
        line(text, made.from, made.at, sent.map(|sent| sent.entry as usize), removed)
    });
    let lines: Vec<Html> = acts.chain(injections).collect();
    html! {
        <section>
            <h3 class="kicker">{ labels.done }</h3>
            if lines.is_empty() {
                <p class="none">{ labels.nothing_done }</p>
            } else {
                <ul class="lab-done" data-part="lab-done">{ for lines }</ul>
            }
        </section>
    }
}
