//! What stands behind the arrows: lifelines with the states of their hosts, times, folds, timers and what is to come.

use std::rc::Rc;

use crate::view::pen::classes;
use lessons::Lang;
use markup::html;
use sim::Side;
use yew::prelude::*;

use super::geometry::{Grid, Line};
use super::scene::{Fold, Scene, StateSpan, TimeMark, TimerSpan};
use crate::labels::ladder::{LadderLabels, ladder};
use crate::view::pixels::px;

/// The least height of the state that a host is in, so that its name can be read at once.
const LEAST_STATE: f64 = 19.0;

/// What the backdrop is drawn from: it changes when an entry happens, not while the cursor moves between entries.
pub(super) struct BackdropProps {
    pub(super) scene: Rc<Scene>,
    pub(super) step: usize,
    pub(super) lang: Lang,
    /// Whether what is to come may show faintly.
    pub(super) ghosts: bool,
    /// The time that the cursor's own covers.
    pub(super) covered: Option<usize>,
    /// How many folds the cursor has passed.
    pub(super) folds: usize,
}

impl PartialEq for BackdropProps {
    fn eq(&self, other: &BackdropProps) -> bool {
        Rc::ptr_eq(&self.scene, &other.scene)
            && self.step == other.step
            && self.lang == other.lang
            && self.ghosts == other.ghosts
            && self.covered == other.covered
            && self.folds == other.folds
    }
}

/// All that lies behind the segments.
pub(super) fn draw_backdrop(props: &BackdropProps) -> Html {
    let BackdropProps { scene, step, lang, ghosts, covered, folds } = props;
    let labels = ladder(*lang);
    let grid = &scene.grid;
    let times = scene.times.iter().enumerate().filter(|(index, mark)| mark.entry < *step && Some(*index) != *covered);
    let past = scene.states.iter().filter(|span| span.left.is_some_and(|left| left < *step));
    let expired = scene.timers.iter().filter(|span| span.expires && span.ended.is_some_and(|ended| ended < *step));
    html! {
        <g>
            if *ghosts {
                <g class="ladder-ghosts" aria-hidden="true">
                    { for scene.segments.iter().flat_map(|shape| shape.arrows.iter())
                        .filter(|arrow| arrow.ended.is_none_or(|ended| ended >= *step))
                        .map(|arrow| line("ladder-ghost", arrow.whole)) }
                </g>
            }
            <g>{ for times.map(|(_, mark)| draw_time(grid, mark)) }</g>
            <g>{ for past.clone().map(|span| draw_state(grid, labels, span, span.bottom, false)) }</g>
            <g>{ for past.map(|span| name_state(grid, span, span.bottom)) }</g>
            <g>{ for Side::BOTH.map(|side| lifeline(scene, side)) }</g>
            <g>{ for scene.folds.iter().take(*folds).map(|fold| draw_fold(grid, fold)) }</g>
            <g>{ for expired.map(|span| draw_timer(grid, labels, span, span.bottom)) }</g>
        </g>
    }
}

/// What is going on at the cursor: the states that the hosts are in and the timers that are running.
pub(super) fn current(scene: &Scene, step: usize, y: f64, lang: Lang) -> Html {
    let labels = ladder(lang);
    let entered = |entry: Option<usize>| entry.is_none_or(|entry| entry < step);
    let states = scene.states.iter().filter(|span| entered(span.entered) && span.left.is_none_or(|left| left >= step));
    let bottom = |span: &StateSpan| y.max(span.top + LEAST_STATE).max(span.name + 7.0);
    let running =
        scene.timers.iter().filter(|span| span.started < step && span.ended.is_none_or(|ended| ended >= step));
    html! {
        <>
            <g>{ for states.clone().map(|span| draw_state(&scene.grid, labels, span, bottom(span), true)) }</g>
            <g>{ for states.map(|span| name_state(&scene.grid, span, bottom(span))) }</g>
            <g>{ for running.map(|span| draw_timer(&scene.grid, labels, span, y)) }</g>
        </>
    }
}

pub(super) fn line(class: &'static str, line: Line) -> Html {
    html! { <line {class} x1={px(line.from.x)} y1={px(line.from.y)} x2={px(line.to.x)} y2={px(line.to.y)} /> }
}

fn lifeline(scene: &Scene, side: Side) -> Html {
    let x = px(scene.grid.lifeline(side));
    html! {
        <line class={classes!("lifeline", side.name())} x1={x.clone()} y1="0" x2={x} y2="100%" />
    }
}

/// The bar of a state. Names are drawn apart, because that of a short state reaches over its neighbours' bars.
fn draw_state(grid: &Grid, labels: &LadderLabels, span: &StateSpan, bottom: f64, is_current: bool) -> Html {
    // A little air between two states.
    let height = (bottom - span.top - 2.0).max(2.0);
    html! {
        <g class={classes!("ladder-state", span.side.name(), is_current.then_some("current"))}>
            <title>{ (labels.state)(span.state.name(), span.state.netstat_name()) }</title>
            <rect
                x={px(grid.column_start(span.side))}
                y={px(span.top)}
                width={px(grid.column)}
                height={px(height)}
                rx="4"
            />
        </g>
    }
}

/// The name of a state, again and again in a long one, so that it is in sight wherever the ladder is scrolled to.
fn name_state(grid: &Grid, span: &StateSpan, bottom: f64) -> Html {
    const EVERY: f64 = 230.0;
    let name = span.state.name();
    let middle = grid.column_start(span.side) + grid.column / 2.0;
    let long = Grid::text_width(name, 11.0) + 12.0;
    // Turned names need their length.
    let (first, least) = if grid.roomy { (span.name, 30.0) } else { (span.top + 6.0, long) };
    let mut names = Vec::new();
    let mut y = first;
    while y == first || y + least < bottom {
        if grid.roomy {
            names.push(html! { <text x={px(middle)} y={px(y)} text-anchor="middle">{ name }</text> });
        } else if y + long <= bottom {
            let transform = ["translate(", &px(middle + 4.0), " ", &px(y), ") rotate(-90)"].concat();
            names.push(html! { <text {transform} text-anchor="end">{ name }</text> });
        }
        y += EVERY;
    }
    html! { <g class={classes!("ladder-state", span.side.name())}>{ for names }</g> }
}

fn draw_time(grid: &Grid, mark: &TimeMark) -> Html {
    let (first, second) = &mark.text;
    let x = px(grid.gutter - 8.0);
    let second = second.clone().map(|second| {
        html! { <text class="ladder-time" x={x.clone()} y={px(mark.y + 16.0)} text-anchor="end">{ second }</text> }
    });
    html! {
        <>
            <line class="ladder-tick" x1={px(grid.gutter - 6.0)} y1={px(mark.y)} x2={px(grid.gutter - 2.0)} y2={px(mark.y)} />
            <text class="ladder-time" x={x} y={px(mark.y + 4.0)} text-anchor="end">{ first.clone() }</text>
            { for second }
        </>
    }
}

/// A zigzag from lifeline to lifeline, with the length of the wait in its middle.
fn draw_fold(grid: &Grid, fold: &Fold) -> Html {
    const WAVE: f64 = 8.0;
    let (from, to) = (grid.lifeline(Side::Client), grid.lifeline(Side::Server));
    let mut d = ["M", &px(from - 8.0), " ", &px(fold.y)].concat();
    let mut x = from - 8.0;
    let mut up = true;
    while x + WAVE <= to + 8.0 {
        d.push_str(if up { " l8,-4" } else { " l8,4" });
        up = !up;
        x += WAVE;
    }
    let middle = f64::midpoint(from, to);
    let width = Grid::text_width(&fold.text, 11.0) + 14.0;
    html! {
        <g class="ladder-fold">
            <path class="gap" d={d.clone()} />
            <path d={d} />
            <rect x={px(middle - width / 2.0)} y={px(fold.y - 11.0)} width={px(width)} height="18" rx="9" />
            <text x={px(middle)} y={px(fold.y + 2.0)} text-anchor="middle">{ fold.text.clone() }</text>
        </g>
    }
}

/// A bracket from where a timer was started to where it is, or to where it expired.
fn draw_timer(grid: &Grid, labels: &LadderLabels, span: &TimerSpan, bottom: f64) -> Html {
    let has_expired = bottom == span.bottom && span.expires;
    let (inward, anchor) = match span.side {
        Side::Client => (1.0, "start"),
        Side::Server => (-1.0, "end"),
    };
    let x = grid.lifeline(span.side) + 7.0 * inward;
    let foot = if inward > 0.0 { "5" } else { "-5" };
    let back = if inward > 0.0 { "-5" } else { "5" };
    let mut d = [
        "M",
        &px(x - 3.0 * inward),
        " ",
        &px(span.top),
        " h",
        if inward > 0.0 { "3" } else { "-3" },
        " V",
        &px(bottom),
    ]
    .concat();
    if has_expired {
        d.push_str([" h", back, " h", foot, " h", foot].concat().as_str());
    }
    let told = [span.text.as_str(), ", ", if has_expired { labels.expired } else { labels.running }].concat();
    html! {
        <g class={classes!("ladder-timer", span.side.name(), has_expired.then_some("expired"))}>
            <title>{ told }</title>
            <path {d} />
            if has_expired {
                <text x={px(x + 5.0 * inward)} y={px(bottom - 6.0)} text-anchor={anchor}>{ span.text.clone() }</text>
            }
        </g>
    }
}
