//! One chart as it is drawn: what does not move with the cursor is drawn once, and uncovered by it.

use std::rc::Rc;

use lessons::Lang;
use markup::html;
use yew::prelude::*;

use super::hands::Touch;
use super::plots::{BOTTOM, Chart, LEFT, Plots, Point};
use super::said::entry_of;
use super::said::{moment, said};
use super::scale::{octets, time};
use super::series::Series;
use crate::labels::charts::{ChartsLabels, charts};
use crate::model::{Mode, Model};
use crate::view::memo::memo;
use crate::view::pen::classes;
use crate::view::pixels::px;

/// From this length of time on, the axis counts in seconds.
const SECONDS: f64 = 2000.0;

/// Pixels past the cursor that it uncovers, so that what happens just there is whole.
const UNCOVERED: f64 = 2.0;

/// What a chart is drawn from.
pub(super) struct ChartProps {
    pub(super) chart: Chart,
    pub(super) model: Rc<Model>,
    pub(super) series: Rc<Series>,
    pub(super) plots: Rc<Plots>,
    /// The point with the mark, which has the focus when the chart has it.
    pub(super) marked: Option<Point>,
    pub(super) hands: Callback<Touch>,
    pub(super) hides: bool,
    /// Milliseconds at the cursor.
    pub(super) at: f64,
}

/// The heading with the key to the curves, and the drawing.
pub(super) fn draw_chart(props: &ChartProps) -> Html {
    let ChartProps { chart, model, plots, hands, .. } = props;
    let chart = *chart;
    let labels = charts(model.view.lang);
    let (title, curves): (_, &[(&str, &str)]) = match chart {
        Chart::Sequence => (labels.sequence, &labels.sequence_curves),
        Chart::Window => (labels.window, &labels.window_curves),
        Chart::Times => (labels.times, &labels.times_curves),
    };
    let still =
        StillProps { chart, plots: plots.clone(), lang: model.view.lang, hides: props.hides && chart != Chart::Times };
    let height = chart.height();
    let bottom = height - BOTTOM;
    let x = plots.x;
    let cursor = x.px(props.at).clamp(x.start, x.end);
    let (whole, past) = (["whole-", chart.name()].concat(), ["past-", chart.name()].concat());
    let (drawn, uses) = (["drawn-", chart.name()].concat(), ["#drawn-", chart.name()].concat());
    let touch = |kind: fn(Chart, PointerEvent) -> Touch| hands.reform(move |event| kind(chart, event));
    html! {
        <figure class="chart" data-chart={chart.name()}>
            <figcaption>
                <strong>{ title }</strong>
                if chart != Chart::Times {
                    <span>{ labels.octets }</span>
                }
                { for curves.iter().map(|(class, name)| html! {
                    <span><i class={classes!("chart-key", *class)} aria-hidden="true"></i>{ *name }</span>
                }) }
            </figcaption>
            <svg class="chart-drawing" role="group" aria-label={title} aria-describedby="charts-summary"
                width={px(x.end + 14.0)} height={px(height)}
                onpointerdown={hands.reform(Touch::Down)} onpointermove={touch(Touch::Move)} onpointerup={touch(Touch::Up)}
                onpointercancel={touch(Touch::Up)} onpointerleave={hands.reform(|_| Touch::Leave)}
                onwheel={hands.reform(Touch::Wheel)}>
                <clipPath id={whole.clone()}>
                    <rect x={px(x.start)} y="0" width={px(x.end - x.start)} height={px(bottom)} />
                </clipPath>
                <clipPath id={past.clone()}>
                    <rect x={px(x.start)} y="0" width={px(cursor - x.start + UNCOVERED)} height={px(bottom)} />
                </clipPath>
                { memo(still.clone(), draw_axes) }
                if model.mode != Mode::Predict {
                    <g class="chart-to-come" clip-path={url(&whole)} aria-hidden="true"><use href={uses} /></g>
                }
                <g clip-path={url(&past)} aria-hidden="true">
                    <g id={drawn}>{ memo(still, draw_curves) }</g>
                </g>
                { draw_cursor(props, labels, cursor) }
                { for props.marked.and_then(|point| draw_mark(props, point)) }
            </svg>
        </figure>
    }
}

fn url(id: &str) -> String {
    ["url(#", id, ")"].concat()
}

/// What does not move with the cursor.
#[derive(Clone)]
struct StillProps {
    chart: Chart,
    plots: Rc<Plots>,
    lang: Lang,
    /// Whether the numbers of the axis are hidden.
    hides: bool,
}

impl PartialEq for StillProps {
    fn eq(&self, other: &StillProps) -> bool {
        Rc::ptr_eq(&self.plots, &other.plots) && self.lang == other.lang && self.hides == other.hides
    }
}

fn draw_axes(props: &StillProps) -> Html {
    let StillProps { chart, plots, lang, hides } = props;
    let labels = charts(*lang);
    let (x, plot) = (plots.x, plots.plot(*chart));
    let bottom = chart.height() - BOTTOM;
    let in_seconds = x.to - x.from >= SECONDS;
    let columns = x.ticks(74.0, 0.0).into_iter().map(|tick| {
        let at = px(x.px(tick));
        html! {
            <>
                <line class="chart-grid" x1={at.clone()} y1="0" x2={at.clone()} y2={px(bottom)} />
                <text class="chart-tick" x={at} y={px(bottom + 15.0)} text-anchor="middle">{ time(tick, in_seconds) }</text>
            </>
        }
    });
    let is_time = *chart == Chart::Times;
    let high = plot.y.to >= SECONDS;
    // What is counted has no halves, and a number stands once.
    let least = if is_time { 0.0 } else { 1.0 };
    let rows = plot.y.ticks(34.0, least).into_iter().map(|tick| {
        let at = plot.y.px(tick);
        let text = match (*hides, is_time) {
            (true, _) => "?".to_owned(),
            (false, true) => time(tick, high),
            (false, false) => octets(tick),
        };
        html! {
            <>
                <line class="chart-grid" x1={px(x.start)} y1={px(at)} x2={px(x.end)} y2={px(at)} />
                <text class="chart-tick" x={px(LEFT - 6.0)} y={px(at + 4.0)} text-anchor="end">{ text }</text>
            </>
        }
    });
    let bands = plot.bands.iter().map(|(from, to, stage)| {
        let (full, short) = labels.stage(stage.name());
        let room = to - from - 8.0;
        let text = [full, short].into_iter().find(|text| width(text) <= room);
        html! {
            <g class={classes!("chart-band", stage.name())}>
                <rect x={px(*from)} y="0" width={px(to - from)} height={px(bottom)} />
                { for text.map(|text| html! { <text x={px(from + 4.0)} y="12">{ text }</text> }) }
            </g>
        }
    });
    html! {
        <g class="chart-axes" aria-hidden="true">
            <g clip-path={url(&["whole-", chart.name()].concat())}>{ for bands }</g>
            <g>{ for columns }</g>
            <g>{ for rows }</g>
            <line class="chart-axis" x1={px(x.start)} y1={px(bottom)} x2={px(x.end)} y2={px(bottom)} />
            <line class="chart-axis" x1={px(x.start)} y1="0" x2={px(x.start)} y2={px(bottom)} />
            { for plot.above.filter(|_| !*hides).map(|edge| html! {
                <text class="chart-above" x={px(x.end - 4.0)} y="12" text-anchor="end">{ (labels.above)(&octets(edge)) }</text>
            }) }
        </g>
    }
}

/// About how wide a text of a band is.
fn width(text: &str) -> f64 {
    text.chars().map(|letter| if letter.is_ascii() { 6.2 } else { 11.0 }).sum()
}

fn draw_curves(props: &StillProps) -> Html {
    let plot = props.plots.plot(props.chart);
    html! {
        <g>
            { for plot.curves.iter().filter(|(_, d)| !d.is_empty()).map(|(class, d)| html! {
                <path class={classes!("curve", *class)} d={d.clone()} />
            }) }
        </g>
    }
}

/// The moment. It can be dragged; the position bar does the same for keys.
fn draw_cursor(props: &ChartProps, labels: &ChartsLabels, cursor: f64) -> Html {
    let bottom = props.chart.height() - BOTTOM;
    let x = px(cursor);
    let text = moment(props.at, props.model.view.lang);
    // Where the cursor is beyond the stretch, it says so.
    let beyond = props.at > props.plots.x.to || props.at < props.plots.x.from;
    html! {
        <g class={classes!("chart-cursor", beyond.then_some("beyond"))} aria-hidden="true">
            <title>{ labels.cursor }</title>
            <line class="chart-grip" x1={x.clone()} y1="0" x2={x.clone()} y2={px(bottom)} />
            <line x1={x.clone()} y1="0" x2={x.clone()} y2={px(bottom)} />
            <circle cx={x} cy={px(bottom)} r="6" />
            if beyond {
                <text x={px(cursor - 8.0)} y={px(bottom - 8.0)} text-anchor="end">{ text }{ " →" }</text>
            }
        </g>
    }
}

fn draw_mark(props: &ChartProps, point: Point) -> Option<Html> {
    let (x, y) = props.plots.place(&props.series, point)?;
    let told = said(&props.model, &props.series, point, props.hides)?;
    let chart = props.chart;
    let (model, series) = (&*props.model, &props.series);
    let selected = match chart.variable() {
        None => model.selection.segment == Some(series.segments[point.index].transmission),
        Some(variable) => {
            let is_now = entry_of(model, series, point).is_some_and(|entry| model.cursor.step == entry + 1);
            is_now && model.selection.variable == Some((model.view.sender, variable))
        }
    };
    let bar = (chart == Chart::Sequence).then(|| {
        let sent = &props.series.segments[point.index];
        let y = props.plots.plot(chart).y;
        html! { <line class="chart-mark-bar" x1={px(x)} y1={px(y.px(sent.seq))} x2={px(x)} y2={px(y.px(sent.seq + sent.len))} /> }
    });
    Some(html! {
        <g class={classes!("chart-mark", selected.then_some("selected"))} role="button" tabindex="0" aria-label={told}
            aria-pressed={selected.to_string()} data-part="chart-point" data-index={point.index.to_string()}
            onfocus={props.hands.reform(move |_| Touch::Focus(chart))} onblur={props.hands.reform(|_| Touch::Blur)}
            onkeydown={props.hands.reform(move |event| Touch::Key(chart, event))}>
            <circle class="chart-mark-hit" cx={px(x)} cy={px(y)} r="13" />
            { for bar }
            <circle cx={px(x)} cy={px(y)} r="6.5" />
        </g>
    })
}
