//! The pane of the charts: what one side sent and knew, over time. A segment is selected here, and a moment sought.

mod draw;
mod hands;
mod plots;
mod said;
mod scale;
mod series;
mod tables;

use std::rc::Rc;

use markup::{html, later};
use sim::Side;
use yew::prelude::*;

use self::draw::{ChartProps, draw_chart};
use self::hands::{Now, use_hands};
use self::plots::{Chart, Plots, Point};
use self::said::{said, summary};
use self::series::{Series, instant, millis};
use self::tables::{TablesProps, tables};
use crate::labels::charts::{ChartsLabels, charts};
use crate::model::{Action, Mode, Model, Span};
use crate::view::ViewProps;
use crate::view::memo::memo;
use crate::view::pixels::whole;
use crate::view::scroll::use_width;

/// The whole of it.
#[later(plots)]
pub(crate) fn charts_pane(props: &ViewProps) -> Html {
    html! { <Charts ..props.clone() /> }
}

/// A stretch of time, in milliseconds.
type Stretch = (f64, f64);

#[component]
fn Charts(props: &ViewProps) -> Html {
    let ViewProps { model, act } = props;
    let labels = charts(model.view.lang);
    let frame = use_node_ref();
    let width = use_width(frame.clone());
    let series = use_series(model);
    let zoom = model.view.span.map(|span| (millis(span.from), millis(span.to)));
    let stretch = zoom.map_or_else(|| fitting(&series), |stretch| within(stretch, series.whole));
    let plots = use_memo((Same(series.clone()), stretch, whole(width)), |(series, stretch, width)| {
        Rc::new(Plots::new(&series.0, *stretch, f64::from(*width)))
    });
    let plots = &*plots;
    let pointed = use_state_eq(|| None::<Point>);
    let at = millis(model.cursor.at);
    let looked_at = (*pointed).or_else(|| selected(model, &series));
    let now = Now { model: model.clone(), series: series.clone(), plots: plots.clone(), looked_at };
    let hands = use_hands(now, act.clone(), pointed.setter());
    use_following(model, at, zoom, act);

    let hides = model.hides_numbers();
    let all = summary(model, &series, at, hides);
    let told = looked_at.and_then(|point| said(model, &series, point, hides)).unwrap_or_else(|| all.clone());
    let chart = |chart: Chart| {
        let shown = ChartProps {
            chart,
            model: model.clone(),
            series: series.clone(),
            plots: plots.clone(),
            marked: marked(model, &series, plots, chart, looked_at),
            hands: hands.clone(),
            hides,
            at,
        };
        draw_chart(&shown)
    };
    html! {
        <div class="charts-pane" data-part="charts" data-sender={model.view.sender.name()}>
            { toolbar(model, labels, act, &hands) }
            <p class="charts-readout" data-part="readout">{ told }</p>
            <p id="charts-summary" class="visually-hidden">{ all }{ " " }{ labels.keys_hint }</p>
            <div class="charts-frame" ref={frame}>
                if model.view.tables {
                    { memo(TablesProps::new(model, act, &series, stretch, hides), tables) }
                } else {
                    { for Chart::ALL.map(chart) }
                }
            </div>
        </div>
    }
}

/// The same thing, and not one that is like it.
struct Same<T>(Rc<T>);

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Same<T>) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// What is charted, read from the run once. While predicting, only what has happened.
#[hook]
fn use_series(model: &Rc<Model>) -> Rc<Series> {
    let horizon = match model.mode {
        Mode::Watch | Mode::Quiz | Mode::Lab => model.timeline.entries.len(),
        Mode::Predict => model.cursor.step,
    };
    use_memo((Same(model.timeline.clone()), model.view.sender, horizon), |(timeline, sender, horizon)| {
        Series::new(&timeline.0, *sender, *horizon)
    })
}

/// The stretch in which something moves. The minutes of TIME-WAIT would leave nothing of it to see.
fn fitting(series: &Series) -> Stretch {
    (0.0, series.last * 1.04)
}

/// The stretch as far as the run goes.
fn within((from, to): Stretch, whole: f64) -> Stretch {
    const LEAST: f64 = 0.5;
    let most = whole * 1.04;
    let span = (to - from).clamp(LEAST, most);
    let from = from.clamp(0.0, most - span);
    (from, from + span)
}

/// The same stretch as the model has it.
fn span((from, to): Stretch) -> Span {
    Span { from: instant(from), to: instant(to) }
}

/// Moves the stretch along when the player leaves it.
#[hook]
fn use_following(model: &Model, at: f64, zoom: Option<Stretch>, act: &Callback<Action>) {
    let left = zoom.filter(|(from, to)| model.playing && !(*from..=*to).contains(&at));
    let act = act.clone();
    use_effect_with(left, move |left| {
        if let Some((from, to)) = left {
            let long = to - from;
            act.emit(Action::Span(Some(span((at - long * 0.15, at + long * 0.85)))));
        }
    });
}

/// The point of the selected segment.
fn selected(model: &Model, series: &Series) -> Option<Point> {
    let transmission = model.selection.segment?;
    let index = series.segments.binary_search_by_key(&transmission, |sent| sent.transmission).ok()?;
    Some(Point { chart: Chart::Sequence, index })
}

/// The point of a chart that has its mark: the one that is looked at, else the last one that the cursor has passed.
fn marked(model: &Model, series: &Series, plots: &Plots, chart: Chart, looked_at: Option<Point>) -> Option<Point> {
    let at = millis(model.cursor.at);
    let visible = plots.points(series, chart);
    let past = plots::between(series, chart, plots.x.from, at.min(plots.x.to));
    let last = past.end.checked_sub(1).filter(|index| visible.contains(index)).map(|index| Point { chart, index });
    looked_at.filter(|point| point.chart == chart && visible.contains(&point.index)).or(last)
}

fn toolbar(
    model: &Model,
    labels: &'static ChartsLabels,
    act: &Callback<Action>,
    hands: &Callback<hands::Touch>,
) -> Html {
    let as_tables = model.view.tables;
    let show_tables = act.reform(move |_: MouseEvent| Action::Tables(!as_tables));
    let way = |side: Side| {
        html! {
            <button type="button" data-sender={side.name()} aria-pressed={(side == model.view.sender).to_string()}
                onclick={act.reform(move |_| Action::Sender(side))}>{ labels.way(side) }</button>
        }
    };
    let press = |touch: fn() -> hands::Touch| hands.reform(move |_: MouseEvent| touch());
    html! {
        <div class="charts-toolbar">
            <div class="choice" role="group" aria-label={labels.direction}>{ for Side::BOTH.map(way) }</div>
            <div class="charts-zoom" role="group" aria-label={labels.zoom}>
                <button type="button" data-control="zoom-out" aria-label={labels.zoom_out} title={labels.zoom_out}
                    onclick={press(|| hands::Touch::Zoom(2.0))}>{ "−" }</button>
                <button type="button" data-control="zoom-in" aria-label={labels.zoom_in} title={labels.zoom_in}
                    onclick={press(|| hands::Touch::Zoom(0.5))}>{ "+" }</button>
                <button type="button" data-control="zoom-fit" onclick={press(|| hands::Touch::Fit)}>{ labels.fit }</button>
            </div>
            <button type="button" data-control="chart-tables" aria-pressed={as_tables.to_string()} onclick={show_tables}>
                { labels.table }
            </button>
        </div>
    }
}
