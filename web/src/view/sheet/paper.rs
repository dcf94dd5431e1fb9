//! A sheet on paper: its questions with blanks to fill in, and an answer key on pages of its own. On the screen it is a preview.

use std::rc::Rc;

use lessons::Lang;
use markup::html;
use quiz::sheet::{Item, Key, Sheet, answer_key};
use quiz::{Form, Input, Task, What};
use web_sys::Element;
use wire::Flags;
use yew::prelude::*;

use super::asked::Asked;
use crate::browser::window;
use crate::labels::practice::practice;
use crate::labels::sheet::sheet;
use crate::library;
use crate::view::answer::take_focus;
use crate::view::course::Coming;
use crate::view::practice::shown::{Cell, End, Line, Phase, Row, called, cards, lines};
use crate::view::prose::{arithmetic, spans};

/// The bits of congestion notification: one is asked for them only where an exchange has any.
const OF_ECN: [Flags; 2] = [Flags::CWR, Flags::ECE];

#[derive(Clone, PartialEq, Properties)]
pub(super) struct PaperProps {
    pub(super) lang: Lang,
    pub(super) sheet: Sheet,
}

/// The sheet, with a button that prints it.
#[component]
pub(super) fn Paper(props: &PaperProps) -> Html {
    let PaperProps { lang, sheet: of } = props;
    let labels = sheet(*lang);
    let node = use_node_ref();
    let with_key = use_state_eq(|| true);
    // How many lessons came: with each it is looked again whether all are there.
    let came = use_state(|| 0_u32);
    let asked = use_memo((of.clone(), *came), |(of, _)| Asked::new(of.clone()));
    {
        let node = node.clone();
        use_effect_with(asked.is_some(), move |_| {
            if let Some(node) = node.cast::<Element>() {
                take_focus(&node, "h2");
            }
        });
    }
    let Some(asked) = asked.as_ref() else {
        let absent = of.lessons.iter().find(|id| library::find(id).is_none()).cloned().unwrap_or_default();
        let on_lesson = Callback::from(move |_| came.set(*came + 1));
        return html! { <Coming key={absent.clone()} id={absent.clone()} lang={*lang} {on_lesson} /> };
    };
    let on_key = {
        let with_key = with_key.clone();
        move |_: Event| with_key.set(!*with_key)
    };
    let on_print = |_: MouseEvent| {
        // A browser that cannot print has no paper to offer.
        let _ = window().print();
    };
    let all = asked.all();
    let title = if of.title.is_empty() { labels.sheet } else { &of.title };
    html! {
        <section class="paper panel" data-part="paper" aria-labelledby="paper-heading" ref={node}>
            <div class="paper-tools">
                <h2 id="paper-heading" tabindex="-1">{ labels.paper }{ " · " }{ (labels.questions)(asked.count()) }</h2>
                <label class="sheet-tick">
                    <input type="checkbox" data-control="paper-key" checked={*with_key} onchange={on_key} />
                    <span>{ labels.with_key }</span>
                </label>
                <button type="button" class="strong" data-control="paper-print" onclick={on_print}>{ labels.print }</button>
            </div>
            <div class="paper-sheet" data-part="paper-sheet">
                <div class="paper-head">
                    <h3>{ title.to_owned() }</h3>
                    <p class="paper-who"><span>{ labels.learner }</span><span class="paper-line"></span>
                        <span>{ labels.date }</span><span class="paper-line short"></span></p>
                    <p class="hint">{ (labels.seed_is)(of.seed) }</p>
                </div>
                { for all.iter().enumerate().map(|(place, (item, task))| question(place, item, task, *lang)) }
            </div>
            if *with_key {
                <div class="paper-sheet paper-key" data-part="paper-answers">
                    <h3>{ labels.key }{ " · " }{ title.to_owned() }</h3>
                    <p class="hint">{ (labels.seed_is)(of.seed) }</p>
                    { for answer_key(all.iter().map(|(item, task)| (*item, &**task)), *lang).iter().map(|key| answers(key, *lang)) }
                </div>
            }
        </section>
    }
}

fn question(place: usize, item: &Item, task: &Rc<Task>, lang: Lang) -> Html {
    let seen = lines(task, Phase::Before, lang);
    let cards = cards(task, lang);
    html! {
        <section class="paper-question" data-part="paper-question">
            <h4>{ (sheet(lang).question)(place + 1) }</h4>
            <p class="paper-prompt">{ item.prompt(task, lang).replace('`', "") }</p>
            if !cards.is_empty() {
                { table(cards.iter().map(Shown::Row), lang) }
            }
            if !seen.is_empty() {
                { table(seen.iter().filter_map(Shown::of), lang) }
            }
            { way(task) }
            <ul class="paper-blanks">{ for task.asked().into_iter().map(|what| blank(task, what, lang)) }</ul>
        </section>
    }
}

/// A line of the exchange as it is printed.
enum Shown<'a> {
    Row(&'a Row),
    Note(String),
}

impl Shown<'_> {
    fn of(line: &Line) -> Option<Shown<'_>> {
        match line {
            Line::Segment(row) => Some(Shown::Row(row)),
            Line::Note { at, text, .. } => Some(Shown::Note(format!("{at} · {text}"))),
            Line::Ends(_) => None,
        }
    }
}

fn table<'a>(shown: impl Iterator<Item = Shown<'a>>, lang: Lang) -> Html {
    let labels = practice(lang);
    let cell = |cell: &Cell| match cell {
        Cell::Covered => html! { <td class="paper-covered">{ "?" }</td> },
        cell => html! { <td>{ cell.text().to_owned() }</td> },
    };
    let row = |shown: Shown<'_>| match shown {
        Shown::Note(text) => html! { <tr class="paper-note"><td colspan="9">{ text }</td></tr> },
        Shown::Row(row) => {
            let end = match &row.end {
                End::Unseen => "",
                End::Arrives(at) => at,
                End::Lost => labels.lost,
            };
            html! {
                <>
                if !row.whose.is_empty() {
                    <tr class="paper-note"><td colspan="9">{ row.name.clone() }{ " · " }{ row.whose.clone() }</td></tr>
                }
                <tr>
                    <th scope="row">{ row.name.clone() }</th>
                    <td>{ row.sent.clone() }</td>
                    <td>{ end.to_owned() }</td>
                    { cell(&row.flags) }
                    { cell(&row.seq) }
                    { cell(&row.ack) }
                    { cell(&row.len) }
                    { cell(&row.window) }
                    <td>{ row.options.clone() }</td>
                </tr>
                </>
            }
        }
    };
    let heads = [labels.segment, labels.sent, labels.arrives, labels.flags, "seq", "ack", "len", "win", labels.options];
    html! {
        // It may be wider than a phone, and what scrolls must be reached by keys.
        <div class="paper-scroll" tabindex="0" role="group" aria-label={labels.exchange}>
            <table class="paper-table">
                <thead><tr>{ for heads.map(|head| html! { <th scope="col">{ head }</th> }) }</tr></thead>
                <tbody>{ for shown.map(row) }</tbody>
            </table>
        </div>
    }
}

/// The states that a side goes through, with lines for those that are asked for.
fn way(task: &Task) -> Html {
    let Some(way) = task.way() else { return Html::default() };
    let names = way.iter().map(|state| state.map_or("____", |state| state.name()));
    html! { <p class="paper-way mono">{ names.collect::<Vec<_>>().join(" → ") }</p> }
}

/// What is to be filled in, and what there is to choose from.
fn blank(task: &Task, what: What, lang: Lang) -> Html {
    let labels = sheet(lang);
    let has_ecn = || task.timeline.transmissions.iter().any(|sent| OF_ECN.iter().any(|bit| sent.segment.has(*bit)));
    let bits = || {
        let all = Flags::NAMED.iter().filter(|(bit, _)| !OF_ECN.contains(bit) || has_ecn());
        all.map(|(_, name)| ["☐ ", name].concat()).collect::<Vec<_>>().join("  ")
    };
    let choice = match task.input(what) {
        Input::Number => String::new(),
        Input::Flags => format!("{}: {}", labels.bits, bits()),
        Input::NumberOrFlags => String::new(),
        // The letters of an order stand beside its segments.
        Input::Choice(_) if matches!(task.question.form, Form::Order { .. }) => String::new(),
        Input::Choice(choices) => {
            let names: Vec<String> = choices.into_iter().map(|choice| called(task, choice, lang)).collect();
            format!("{}: {}", labels.one_of, names.join(", "))
        }
    };
    let is_marked = task.input(what) == Input::Flags;
    html! {
        <li>
            <span class="paper-label">{ task.label(what, lang) }</span>
            if !is_marked {
                <span class="paper-line"></span>
            }
            if !choice.is_empty() {
                <span class="paper-choice">{ choice }</span>
            }
        </li>
    }
}

fn answers(key: &Key, lang: Lang) -> Html {
    html! {
        <section class="paper-answer" data-part="paper-answer">
            <h4>{ (sheet(lang).question)(key.number) }</h4>
            { for key.parts.iter().map(|part| html! {
                <div>
                    <p><span class="paper-label">{ part.label.clone() }</span>{ " " }<strong class="mono">{ part.right.clone() }</strong></p>
                    <p class="paper-why">{ part.why.title.clone() }{ " · " }{ spans(&part.why.text) }</p>
                    { arithmetic(&part.why.arithmetic) }
                </div>
            }) }
        </section>
    }
}
