//! The segments as a table: what the ladder shows, for those who read or listen.

use std::ops::Range;
use std::rc::Rc;

use crate::view::pen::classes;
use lessons::{Lang, Numbers};
use markup::{html, later};
use sim::Timeline;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::Element;
use wire::Flags;
use wire::fields::FieldId;
use yew::prelude::*;

use super::ViewProps;
use super::ladder::facts::{Facts, Fate};
use crate::labels::ladder::{ladder, time_line};
use crate::labels::table::{TableLabels, table};
use crate::model::Action;
use crate::view::later::later;
use crate::view::memo::{keyed_memo, memo};
use crate::view::printing::use_printing;

/// Rows that one can turn over at once.
const PAGE: usize = 50;
/// Rows that are printed.
const MOST_PRINTED: usize = 2000;

/// All segments that were sent, for those who would rather read than look.
pub(crate) fn segment_table(props: &ViewProps) -> Html {
    let ViewProps { model, .. } = props;
    if model.cursor.step == 0 {
        return html! { <p class="segment-table panel none">{ table(model.view.lang).none_yet }</p> };
    }
    later(sent_segments(), model.view.lang, props.clone())
}

#[later(why)]
fn sent_segments(props: &ViewProps) -> Html {
    html! { <SegmentTable ..props.clone() /> }
}

/// The table, folded until somebody asks for it. It shows the page of what was sent last, or of what is selected, with
/// the page before it; the buttons lead to the others.
#[component]
fn SegmentTable(props: &ViewProps) -> Html {
    let ViewProps { model, act } = props;
    let labels = table(model.view.lang);
    let printing = use_printing();
    let details = use_node_ref();
    // What was turned to, as long as the moment and the selection are the same.
    let turned = use_state_eq(|| None::<(usize, Option<usize>, usize)>);
    let (step, selected) = (model.cursor.step, model.selection.segment);
    // Only what has been sent: what is asked for, and what comes after it, is not here to be found.
    let sent = model.timeline.transmissions.partition_point(|sent| (sent.entry as usize) < step);
    let last = selected.filter(|index| *index < sent).or(sent.checked_sub(1)).unwrap_or(0);
    let page = turned.filter(|(at, of, _)| (*at, *of) == (step, selected)).map_or(last / PAGE, |(_, _, page)| page);
    let is_open = use_open(&details);
    let rows = if printing {
        0..sent.min(MOST_PRINTED)
    } else if !is_open && model.timeline.transmissions.len() > 2 * PAGE {
        // What nobody sees is not made anew with each step of a long run.
        0..0
    } else {
        page.saturating_sub(1) * PAGE..((page + 1) * PAGE).min(sent)
    };
    {
        // On paper there is no button that opens it.
        use_effect_with((details.clone(), printing), |(details, printing)| {
            let closed = details.cast::<Element>().filter(|element| *printing && !element.has_attribute("open"));
            if let Some(element) = &closed {
                let _ = element.set_attribute("open", "");
            }
            move || {
                if let Some(element) = closed {
                    let _ = element.remove_attribute("open");
                }
            }
        });
    }
    let turn = |to: usize, name: &'static str, hook: &'static str, disabled: bool| {
        let turned = turned.setter();
        let onclick = move |_: MouseEvent| turned.set(Some((step, selected, to)));
        html! { <button type="button" data-control={hook} {disabled} {onclick}>{ name }</button> }
    };
    let shown = RowsProps {
        timeline: model.timeline.clone(),
        rows: rows.clone(),
        sent: if rows.is_empty() { 0 } else { sent },
        step: if rows.is_empty() { 0 } else { step },
        selected,
        numbers: model.numbers(),
        lang: model.view.lang,
        act: act.clone(),
    };
    html! {
        <details class="segment-table panel" ref={details}>
            <summary>{ labels.summary }</summary>
            if sent > 2 * PAGE && !rows.is_empty() {
                <div class="segment-table-pages" role="group" aria-label={labels.pages}>
                    { turn(0, labels.first_page, "rows-first", rows.start == 0) }
                    { turn(page.max(2) - 1, labels.earlier, "rows-earlier", rows.start == 0) }
                    <span class="mono" data-part="rows-shown">{ (labels.rows_of)(rows.start + 1, rows.end, sent) }</span>
                    { turn(page + 1, labels.later, "rows-later", rows.end == sent) }
                    { turn((sent - 1) / PAGE, labels.last_page, "rows-last", rows.end == sent) }
                </div>
            }
            { memo(shown, draw_rows) }
        </details>
    }
}

/// Whether somebody has opened `details`.
#[hook]
fn use_open(details: &NodeRef) -> bool {
    let is_open = use_state_eq(|| false);
    {
        let is_open = is_open.setter();
        use_effect_with(details.clone(), move |details| {
            let element = details.cast::<Element>();
            let of = element.clone();
            // It does not bubble, so that it has to be listened for right there.
            let listener = Closure::<dyn Fn()>::new(move || {
                is_open.set(of.as_ref().is_some_and(|element| element.has_attribute("open")));
            });
            if let Some(element) = &element {
                let _ = element.add_event_listener_with_callback("toggle", listener.as_ref().unchecked_ref());
            }
            move || {
                if let Some(element) = element {
                    let _ = element.remove_event_listener_with_callback("toggle", listener.as_ref().unchecked_ref());
                }
            }
        });
    }
    *is_open
}

/// What the rows are made from: they change with the step, not with each frame of the player.
struct RowsProps {
    timeline: Rc<Timeline>,
    rows: Range<usize>,
    /// How many there are in all.
    sent: usize,
    step: usize,
    selected: Option<usize>,
    numbers: Numbers,
    lang: Lang,
    act: Callback<Action>,
}

impl PartialEq for RowsProps {
    fn eq(&self, other: &RowsProps) -> bool {
        Rc::ptr_eq(&self.timeline, &other.timeline)
            && self.rows == other.rows
            && self.sent == other.sent
            && self.step == other.step
            && self.selected == other.selected
            && self.numbers == other.numbers
            && self.lang == other.lang
            && self.act == other.act
    }
}

fn draw_rows(props: &RowsProps) -> Html {
    let labels = table(props.lang);
    let heads = [
        labels.number,
        labels.time,
        labels.segment,
        labels.flags,
        labels.seq,
        labels.ack,
        labels.length,
        labels.window,
        labels.fate,
    ];
    html! {
        <div class="segment-table-scroll" role="region" aria-label={labels.caption} tabindex="0">
            // On a phone its rows are laid out as blocks: the roles say that it is a table all the same.
            <table class="flows" role="table" aria-rowcount={(props.sent + 1).to_string()}>
                <caption>{ labels.caption }</caption>
                <thead role="rowgroup">
                    <tr role="row" aria-rowindex="1">
                        { for heads.map(|head| html! { <th scope="col" role="columnheader">{ head }</th> }) }
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    if props.sent == 0 {
                        <tr role="row"><td role="cell" colspan="9">{ labels.none_yet }</td></tr>
                    }
                    { for props.rows.clone().map(|index| {
                        let fate = Fate::of(&props.timeline, index, props.step);
                        let shown = RowProps {
                            timeline: props.timeline.clone(),
                            index,
                            fate,
                            is_selected: props.selected == Some(index),
                            numbers: props.numbers,
                            lang: props.lang,
                            act: props.act.clone(),
                        };
                        keyed_memo(index, shown, draw_row)
                    }) }
                </tbody>
            </table>
        </div>
    }
}

/// What one row is made from.
struct RowProps {
    timeline: Rc<Timeline>,
    index: usize,
    fate: Fate,
    is_selected: bool,
    numbers: Numbers,
    lang: Lang,
    act: Callback<Action>,
}

impl PartialEq for RowProps {
    fn eq(&self, other: &RowProps) -> bool {
        Rc::ptr_eq(&self.timeline, &other.timeline)
            && self.index == other.index
            && self.fate == other.fate
            && self.is_selected == other.is_selected
            && self.numbers == other.numbers
            && self.lang == other.lang
            && self.act == other.act
    }
}

fn draw_row(props: &RowProps) -> Html {
    let RowProps { index, fate, .. } = *props;
    let labels = table(props.lang);
    let sent = &props.timeline.transmissions[index];
    let facts = Facts::of(sent);
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
    let number_of = |field: FieldId, name: &'static str, text: Html| {
        let why = props.act.reform(move |_| Action::SelectNumber(index, field));
        html! { <td role="cell" class="number has-why" data-name={name} onclick={why}>{ text }</td> }
    };
    html! {
        <tr
            role="row"
            class={classes!(from.name(), fate.name())}
            aria-rowindex={(index + 2).to_string()}
            aria-current={props.is_selected.then_some("true")}
            data-part="row"
            data-side={from.name()}
            data-nth={facts.nth.clone()}
            data-flags={facts.flags.clone()}
            data-seq={facts.seq.clone()}
            data-ack={facts.ack.clone()}
            data-len={facts.len.clone()}
            data-fate={fate.name()}
            data-retransmission={facts.retransmission()}
            data-forged={sent.id.forged.then_some("true")}
        >
            <th scope="row" role="rowheader">
                <button type="button" aria-label={(labels.select)(&number)} onclick={select}>{ number }</button>
            </th>
            <td role="cell" class="number">{ time_line(sent.sent.0, props.lang) }</td>
            <td role="cell" class="side">{ (ladder(props.lang).segment)(sent.id) }</td>
            <td role="cell" class="mono">{ flags }</td>
            { number_of(FieldId::TcpSequenceNumber, labels.seq, html! { { props.numbers.show(segment.seq, from) } }) }
            { number_of(FieldId::TcpAcknowledgmentNumber, labels.ack, ack) }
            { number_of(FieldId::Ipv4TotalLength, labels.length, html! { { facts.len.clone() } }) }
            { number_of(FieldId::TcpWindow, labels.window, html! { { segment.window.to_string() } }) }
            <td role="cell" class="fate">{ said(labels, fate, &facts) }</td>
        </tr>
    }
}

/// A cell that leads to why what it says is so. By keys the segment's header does.
pub(crate) fn has_why(class: &'static str, text: Html, why: Callback<MouseEvent>) -> Html {
    html! { <td class={classes!(class, "has-why")} onclick={why}>{ text }</td> }
}

/// What became of a segment, in words: loss is not left to a colour.
fn said(labels: &TableLabels, fate: Fate, facts: &Facts) -> String {
    let fate = match fate {
        Fate::InFlight => labels.in_flight,
        Fate::Delivered => labels.delivered,
        Fate::Lost => labels.lost,
        Fate::QueueFull => labels.queue_full,
        Fate::Corrupted => labels.corrupted,
        Fate::Duplicate => labels.duplicate,
    };
    match facts {
        facts if facts.id.forged && facts.stranger => [labels.flood, labels.comma, fate].concat(),
        facts if facts.id.forged => [labels.by_hand, labels.comma, fate].concat(),
        facts if facts.retransmission => [labels.retransmission, labels.comma, fate].concat(),
        _ => fate.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Jump, Model};

    #[test]
    fn what_is_made_by_hand_is_told_from_what_its_host_sends() {
        for lang in Lang::ALL {
            let mut model = Model::new(lang);
            model.apply(Action::Jump(Jump::To(16)));
            model.apply(Action::Inject);
            let step = model.timeline.entries.len();
            let told = |index: usize| {
                let sent = &model.timeline.transmissions[index];
                let fate = Fate::of(&model.timeline, index, step);
                ((ladder(lang).segment)(sent.id), said(table(lang), fate, &Facts::of(sent)))
            };
            let all: Vec<_> = (0..model.timeline.transmissions.len()).map(told).collect();
            let names: std::collections::BTreeSet<_> = all.iter().map(|(name, _)| name).collect();
            assert_eq!(names.len(), all.len(), "each has a name of its own");
            let by_hand = all.iter().filter(|(_, fate)| fate.contains(table(lang).by_hand));
            assert_eq!(by_hand.count(), 1);
        }
    }
}
