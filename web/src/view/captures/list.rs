//! The conversations of a capture as a table that can be sorted.

use std::rc::Rc;

use capture::{Capture, Closing, Conversation, SortBy};
use lessons::{Lang, captured};
use markup::html;
use yew::prelude::*;

use crate::labels::captures::{CapturesLabels, captures};
use crate::view::pen::classes;

pub(super) struct ListProps {
    pub(super) lang: Lang,
    pub(super) capture: Rc<Capture>,
    /// Which conversations, in which order.
    pub(super) numbers: Vec<usize>,
    pub(super) sorted: (SortBy, bool),
    /// Whether none can be opened at the moment.
    pub(super) is_busy: bool,
    pub(super) on_sort: Callback<SortBy>,
    /// Called with a conversation, from 1.
    pub(super) on_open: Callback<usize>,
}

pub(super) fn conversations(props: &ListProps) -> Html {
    let labels = captures(props.lang);
    let begin = props.capture.begin();
    let shown = props.numbers.iter().filter_map(|number| Some((number + 1, props.capture.conversation(*number)?)));
    let rows: Vec<(usize, Conversation)> = shown.collect();
    let has_repeats = rows.iter().any(|(_, conversation)| conversation.trouble.again > 0);
    html! {
        <>
        <div class="captures-scroll" role="region" aria-label={labels.list} tabindex="0">
            <table class="captures-list">
                <thead>
                    <tr>
                        <th scope="col">{ labels.number }</th>
                        { head(props, labels.ends, SortBy::Ends, "") }
                        { head(props, labels.start, SortBy::Start, "number") }
                        { head(props, labels.duration, SortBy::Duration, "number") }
                        { head(props, labels.segments, SortBy::Segments, "number") }
                        { head(props, labels.octets, SortBy::Octets, "number") }
                        <th scope="col">{ labels.opened }</th>
                        <th scope="col">{ labels.closed }</th>
                        { head(props, labels.trouble, SortBy::Trouble, "") }
                    </tr>
                </thead>
                <tbody>
                    { for rows.iter().map(|(number, conversation)| row(props, labels, *number, conversation, begin)) }
                </tbody>
            </table>
        </div>
        if has_repeats {
            <p class="hint">{ labels.repeats }</p>
        }
        </>
    }
}

/// The head of a column that the list can be sorted by, which stands as its cells do.
fn head(props: &ListProps, name: &'static str, by: SortBy, class: &'static str) -> Html {
    let (order, mark) = match props.sorted {
        (of, false) if of == by => ("ascending", "▲"),
        (of, true) if of == by => ("descending", "▼"),
        _ => ("none", "↕"),
    };
    let onclick = props.on_sort.reform(move |_: MouseEvent| by);
    html! {
        <th scope="col" {class} aria-sort={order}>
            <button type="button" data-sort={by.name()} {onclick}>
                { name }{ " " }
                <span class="captures-order" aria-hidden="true">{ mark }</span>
            </button>
        </th>
    }
}

fn row(
    props: &ListProps,
    labels: &'static CapturesLabels,
    number: usize,
    conversation: &Conversation,
    begin: u64,
) -> Html {
    let onclick = props.on_open.reform(move |_: MouseEvent| number);
    let [a, b] = conversation.sent;
    let both = |a: u64, b: u64| format!("{a} + {b}");
    let trouble = captured::trouble(conversation, props.lang);
    let is_reset = matches!(conversation.closing, Closing::Reset { .. });
    html! {
        <tr data-part="conversation" data-number={number.to_string()} data-opened={conversation.opening.name()}
            data-closed={conversation.closing.name()}>
            <th scope="row">
                <button type="button" data-control="capture-open" disabled={props.is_busy}
                    aria-label={(labels.open_one)(number)} {onclick}>
                    { labels.open }
                </button>
                { " " }{ number }
            </th>
            <td class="mono captures-ends">{ conversation.ends[0].to_string() }<br />{ conversation.ends[1].to_string() }</td>
            <td class="number">{ (labels.seconds)(&seconds(conversation.first - begin)) }</td>
            <td class="number">{ (labels.seconds)(&seconds(conversation.duration())) }</td>
            <td class="number">{ both(a.segments.into(), b.segments.into()) }</td>
            <td class="number">{ both(a.octets, b.octets) }</td>
            <td class="captures-how">{ captured::opening(conversation.opening, props.lang) }</td>
            <td class="captures-how">{ captured::closing(conversation.closing, props.lang) }</td>
            <td class={classes!("captures-trouble", is_reset.then_some("is-reset"))}>{ trouble.join(" · ") }</td>
        </tr>
    }
}

/// Nanoseconds as seconds with six digits after the point.
fn seconds(nanoseconds: u64) -> String {
    let micros = nanoseconds / 1000;
    format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000)
}
