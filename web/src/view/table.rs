//! The segments as a table: what the ladder shows, for those who read or listen.

use std::rc::Rc;

use crate::view::pen::classes;
use lessons::{Lang, Numbers};
use markup::html;
use sim::Timeline;
use wire::Flags;
use yew::prelude::*;

use super::ViewProps;
use super::ladder::facts::{Facts, Fate};
use crate::labels::ladder::time_line;
use crate::labels::table::{TableLabels, table};
use crate::model::Action;
use crate::view::memo::memo;

/// The table, folded until somebody asks for it.
pub(crate) fn segment_table(props: &ViewProps) -> Html {
    let ViewProps { model, act } = props;
    let labels = table(model.view.lang);
    let shown = RowsProps {
        timeline: model.timeline.clone(),
        step: model.cursor.step,
        selected: model.selection.segment,
        numbers: model.numbers(),
        lang: model.view.lang,
        act: act.clone(),
    };
    html! {
        <details class="segment-table panel">
            <summary>{ labels.summary }</summary>
            { memo(shown, rows) }
        </details>
    }
}

/// What the rows are made from: they change with the step, not with each frame of the player.
struct RowsProps {
    timeline: Rc<Timeline>,
    step: usize,
    selected: Option<usize>,
    numbers: Numbers,
    lang: Lang,
    act: Callback<Action>,
}

impl PartialEq for RowsProps {
    fn eq(&self, other: &RowsProps) -> bool {
        Rc::ptr_eq(&self.timeline, &other.timeline)
            && self.step == other.step
            && self.selected == other.selected
            && self.numbers == other.numbers
            && self.lang == other.lang
            && self.act == other.act
    }
}

fn rows(props: &RowsProps) -> Html {
    let labels = table(props.lang);
    // Only what has been sent: what is asked for, and what comes after it, is not here to be found.
    let sent = props.timeline.transmissions.partition_point(|sent| (sent.entry as usize) < props.step);
    let heads = [
        labels.number,
        labels.time,
        labels.from,
        labels.flags,
        labels.seq,
        labels.ack,
        labels.length,
        labels.window,
        labels.fate,
    ];
    html! {
        <div class="segment-table-scroll" role="region" aria-label={labels.caption} tabindex="0">
            <table>
                <caption>{ labels.caption }</caption>
                <thead>
                    <tr>{ for heads.map(|head| html! { <th scope="col">{ head }</th> }) }</tr>
                </thead>
                <tbody>
                    if sent == 0 {
                        <tr><td colspan="9">{ labels.none_yet }</td></tr>
                    }
                    { for (0..sent).map(|index| row(props, labels, index)) }
                </tbody>
            </table>
        </div>
    }
}

fn row(props: &RowsProps, labels: &'static TableLabels, index: usize) -> Html {
    let sent = &props.timeline.transmissions[index];
    let facts = Facts::of(sent);
    let fate = Fate::of(&props.timeline, index, props.step);
    let from = sent.id.from;
    let segment = &sent.segment;
    let number = AttrValue::from((index + 1).to_string());
    let ack = if segment.has(Flags::ACK) {
        html! { { props.numbers.show(segment.ack, from.peer()) } }
    } else {
        html! { <><span aria-hidden="true">{ "–" }</span><span class="visually-hidden">{ labels.no_ack }</span></> }
    };
    let flags = if facts.flags.is_empty() { AttrValue::from(labels.no_flags) } else { facts.flags.clone() };
    let select = props.act.reform(move |_| Action::SelectSegment(Some(index)));
    html! {
        <tr
            key={index}
            class={classes!(from.name(), fate.name())}
            aria-current={(props.selected == Some(index)).then_some("true")}
            data-part="row"
            data-side={from.name()}
            data-nth={facts.nth.clone()}
            data-flags={facts.flags.clone()}
            data-seq={facts.seq.clone()}
            data-ack={facts.ack.clone()}
            data-len={facts.len.clone()}
            data-fate={fate.name()}
            data-retransmission={facts.retransmission()}
        >
            <th scope="row">
                <button type="button" aria-label={(labels.select)(&number)} onclick={select}>{ number }</button>
            </th>
            <td class="number">{ time_line(sent.sent.0) }</td>
            <td class="side">{ (labels.sender)(from, &facts.nth) }</td>
            <td class="mono">{ flags }</td>
            <td class="number">{ props.numbers.show(segment.seq, from) }</td>
            <td class="number">{ ack }</td>
            <td class="number">{ facts.len.clone() }</td>
            <td class="number">{ segment.window.to_string() }</td>
            <td class="fate">{ said(labels, fate, facts.retransmission) }</td>
        </tr>
    }
}

/// What became of a segment, in words: loss is not left to a colour.
fn said(labels: &TableLabels, fate: Fate, retransmission: bool) -> String {
    let fate = match fate {
        Fate::InFlight => labels.in_flight,
        Fate::Delivered => labels.delivered,
        Fate::Lost => labels.lost,
        Fate::QueueFull => labels.queue_full,
        Fate::Corrupted => labels.corrupted,
        Fate::Duplicate => labels.duplicate,
    };
    if retransmission { [labels.retransmission, labels.comma, fate].concat() } else { fate.into() }
}
