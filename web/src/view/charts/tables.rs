//! The numbers of the charts as tables: what has happened up to the cursor, within the stretch that is shown.

use std::rc::Rc;

use lessons::variables::Variable;
use markup::html;
use wire::fields::FieldId;
use yew::prelude::*;

use super::Stretch;
use super::plots::{Chart, between};
use super::said::{count, fate, moment, span};
use super::series::{Series, millis};
use crate::labels::charts::{ChartsLabels, charts};
use crate::model::{Action, Jump, Model};
use crate::view::table::has_why;

/// Rows of a table at the most.
const MOST_ROWS: usize = 200;

/// What the tables are made from: they change with the step, not with each frame of the player.
pub(super) struct TablesProps {
    model: Rc<Model>,
    act: Callback<Action>,
    series: Rc<Series>,
    stretch: Stretch,
    hides: bool,
}

impl TablesProps {
    pub(super) fn new(
        model: &Rc<Model>,
        act: &Callback<Action>,
        series: &Rc<Series>,
        stretch: Stretch,
        hides: bool,
    ) -> TablesProps {
        TablesProps { model: model.clone(), act: act.clone(), series: series.clone(), stretch, hides }
    }
}

impl PartialEq for TablesProps {
    fn eq(&self, other: &TablesProps) -> bool {
        let key = |props: &TablesProps| {
            let model = &props.model;
            (model.cursor.step, model.selection, model.view, props.hides)
        };
        Rc::ptr_eq(&self.series, &other.series) && self.stretch == other.stretch && key(self) == key(other)
    }
}

/// A table for each chart.
pub(super) fn tables(props: &TablesProps) -> Html {
    let labels = charts(props.model.view.lang);
    if props.hides {
        return html! { <p class="charts-hidden">{ labels.hidden }</p> };
    }
    html! {
        <div class="charts-tables" role="region" aria-label={labels.table} tabindex="0" data-part="chart-tables">
            { table(
                props,
                labels,
                Chart::Sequence,
                (labels.sequence, &[labels.number, labels.time, labels.first, labels.length, labels.fate]),
                segment,
            ) }
            { table(
                props,
                labels,
                Chart::Window,
                (
                    labels.window,
                    &[labels.time, "SND.UNA", labels.right_edge, "cwnd", "ssthresh", labels.in_flight, labels.stage],
                ),
                sample,
            ) }
            { table(props, labels, Chart::Times, (labels.times, &[labels.time, labels.round_trip, "SRTT", "RTO"]), round_trip) }
        </div>
    }
}

fn table(
    props: &TablesProps,
    labels: &'static ChartsLabels,
    chart: Chart,
    (caption, heads): (&'static str, &[&'static str]),
    row: fn(&TablesProps, &'static ChartsLabels, usize) -> Html,
) -> Html {
    let at = millis(props.model.cursor.at);
    let (from, to) = props.stretch;
    let rows = between(&props.series, chart, from, to.min(at));
    let shown = rows.len().min(MOST_ROWS);
    html! {
        <table data-chart={chart.name()}>
            <caption>
                <strong>{ caption }</strong>
                if shown < rows.len() {
                    { " " }{ (labels.more)(&shown.to_string(), &rows.len().to_string()) }
                }
            </caption>
            <thead><tr>{ for heads.iter().map(|head| html! { <th scope="col">{ *head }</th> }) }</tr></thead>
            <tbody>{ for rows.take(MOST_ROWS).map(|index| row(props, labels, index)) }</tbody>
        </table>
    }
}

fn segment(props: &TablesProps, labels: &'static ChartsLabels, index: usize) -> Html {
    let model = &*props.model;
    let sent = &props.series.segments[index];
    let transmission = sent.transmission;
    let segment = &model.timeline.transmissions[transmission].segment;
    let number = (transmission + 1).to_string();
    let select = props.act.reform(move |_: MouseEvent| Action::SelectSegment(Some(transmission)));
    html! {
        <tr aria-current={(model.selection.segment == Some(transmission)).then_some("true")}>
            <th scope="row">
                <button type="button" aria-label={(labels.select)(&number)} onclick={select}>{ number }</button>
            </th>
            <td>{ moment(sent.at, model.view.lang) }</td>
            { has_why(
                "",
                html! { { model.numbers().show(segment.seq, model.view.sender) } },
                props.act.reform(move |_| Action::SelectNumber(transmission, FieldId::TcpSequenceNumber)),
            ) }
            <td>{ count(sent.len) }</td>
            <td>{ fate(model, labels, sent, millis(model.cursor.at)) }</td>
        </tr>
    }
}

fn sample(props: &TablesProps, labels: &'static ChartsLabels, index: usize) -> Html {
    let sample = &props.series.samples[index];
    let model = &*props.model;
    let (tcb, window) = (sample.tcb, sample.congestion);
    // The series counts from ISS on.
    let number = |value: f64| {
        let host = model.timeline.scenario.host(model.view.sender);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it was made from a u32")]
        let seq = host.iss + value as u32;
        model.numbers().show(seq, model.view.sender)
    };
    let cell = |variable, text| value(props, sample.entry, variable, text);
    html! {
        <tr>
            <th scope="row">{ moment(sample.at, model.view.lang) }</th>
            { cell(Variable::SndUna, tcb.map(|tcb| number(tcb.una))) }
            { cell(Variable::SndWnd, tcb.map(|tcb| number(tcb.edge))) }
            { cell(Variable::Cwnd, window.map(|window| count(window.cwnd))) }
            { cell(Variable::Ssthresh, window.and_then(|window| window.ssthresh).map(count)) }
            { cell(Variable::FlightSize, tcb.map(|tcb| count(tcb.flight))) }
            { cell(Variable::Stage, window.map(|window| labels.stage(window.stage.name()).0.to_owned())) }
        </tr>
    }
}

fn round_trip(props: &TablesProps, _: &'static ChartsLabels, index: usize) -> Html {
    let trip = &props.series.round_trips[index];
    let tcb = props.series.at(trip.at).and_then(|sample| sample.tcb);
    let cell = |variable, text| value(props, trip.entry, variable, text);
    html! {
        <tr>
            <th scope="row">{ moment(trip.at, props.model.view.lang) }</th>
            { cell(Variable::Srtt, Some(span(trip.sample))) }
            { cell(Variable::Srtt, tcb.and_then(|tcb| tcb.srtt).map(span)) }
            { cell(Variable::Rto, tcb.and_then(|tcb| tcb.rto).map(span)) }
        </tr>
    }
}

/// What the sender knew after an entry, or the sign that there was nothing. It leads there, and to why that is so.
fn value(props: &TablesProps, entry: usize, variable: Variable, text: Option<String>) -> Html {
    let Some(text) = text else { return html! { <td>{ "–" }</td> } };
    let (act, sender) = (props.act.clone(), props.model.view.sender);
    let why = move |_: MouseEvent| {
        act.emit(Action::Jump(Jump::To(entry + 1)));
        act.emit(Action::SelectVariable(Some((sender, variable))));
    };
    has_why("", html! { { text } }, Callback::from(why))
}
