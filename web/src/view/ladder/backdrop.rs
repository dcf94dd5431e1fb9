//! What stands behind the arrows: lifelines with the states of their hosts, phases, times, folds, timers and what is to
//! come.

use std::rc::Rc;

use crate::view::pen::classes;
use lessons::Lang;
use markup::html;
use sim::{Phase, Side};
use yew::prelude::*;

use super::chunk::{Fold, TimeMark};
use super::geometry::{Grid, Line, TOP};
use super::scene::{SMALL, Scene, StateSpan, TimerSpan};
use super::spans::lane;
use crate::labels::ladder::{LadderLabels, ladder};
use crate::model::{Action, Jump};
use crate::view::pixels::px;

/// The least height of the state that a host is in, so that its name can be read at once.
const LEAST_STATE: f64 = 19.0;
/// Pixels between two names of one state, or of one phase.
const EVERY: f64 = 230.0;

/// The part of the ladder that is drawn.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Part {
    pub(super) from: f64,
    pub(super) to: f64,
    /// From where the drawing counts, so that no number in it is large: browsers draw with few digits.
    pub(super) origin: f64,
}

impl Part {
    pub(super) fn new(from: f64, to: f64) -> Part {
        const FAR: f64 = 65_536.0;
        Part { from, to, origin: (from / FAR).floor() * FAR }
    }

    /// A height as the drawing has it.
    pub(super) fn y(self, y: f64) -> String {
        px(y - self.origin)
    }
}

/// What the backdrop is drawn from: it changes when an entry happens, not while the cursor moves between entries.
pub(super) struct BackdropProps {
    pub(super) scene: Rc<Scene>,
    pub(super) part: Part,
    /// How many entries have happened, as far as they are in this part.
    pub(super) step: usize,
    pub(super) lang: Lang,
    /// Whether what is to come may show faintly.
    pub(super) ghosts: bool,
    /// The entry whose time the cursor's own covers.
    pub(super) covered: Option<usize>,
    /// How many folds the cursor has passed.
    pub(super) folds: usize,
    /// The last entry in which a host left a state, wherever that is: what it left may reach into this part.
    pub(super) left: Option<usize>,
    /// The phase that the cursor is in, wherever that is.
    pub(super) phase: Option<usize>,
    pub(super) act: Callback<Action>,
}

impl PartialEq for BackdropProps {
    fn eq(&self, other: &BackdropProps) -> bool {
        Rc::ptr_eq(&self.scene, &other.scene)
            && self.part == other.part
            && self.step == other.step
            && self.lang == other.lang
            && self.ghosts == other.ghosts
            && self.covered == other.covered
            && self.folds == other.folds
            && (self.left, self.phase) == (other.left, other.phase)
            && self.act == other.act
    }
}

/// All that lies behind the segments.
pub(super) fn draw_backdrop(props: &BackdropProps) -> Html {
    let BackdropProps { scene, part, step, lang, ghosts, covered, folds, left, phase, act } = props;
    let labels = ladder(*lang);
    let entries = scene.entries(part.from, part.to);
    let chunks: Vec<_> =
        (scene.chunk_at(part.from)..=scene.chunk_at(part.to)).map(|chunk| scene.chunk(chunk)).collect();
    let times = chunks.iter().flat_map(|chunk| &chunk.times);
    let times = times.filter(|mark| mark.entry < *step && Some(mark.entry) != *covered);
    let passed = scene.projection.folds().get(folds.wrapping_sub(1)).copied();
    let shown_folds = chunks.iter().flat_map(|chunk| &chunk.folds);
    let shown_folds = shown_folds.filter(|fold| passed.is_some_and(|passed| fold.entry <= passed));
    let past = scene.states.iter().filter(|span| span.left.is_some() && span.left <= *left && is_seen(span, part));
    html! {
        <g>
            if *ghosts {
                <path class="ladder-ghost" aria-hidden="true" d={draw_ghosts(scene, part, entries.clone(), *step)} />
            }
            <g>{ for phases(scene, *step, *ghosts).enumerate()
                .filter_map(|(at, of)| draw_phase(scene, part, labels, of, *phase == Some(at), act)) }</g>
            <g>{ for times.map(|mark| draw_time(&scene.grid, part, mark)) }</g>
            <g>{ for past.clone().map(|span| draw_state(&scene.grid, part, labels, span, span.bottom, false)) }</g>
            <g>{ for past.map(|span| name_state(&scene.grid, part, span, span.bottom)) }</g>
            <g>{ for Side::BOTH.map(|side| lifeline(scene, part, side)) }</g>
            <g>{ for shown_folds.map(|fold| draw_fold(&scene.grid, part, fold)) }</g>
            <g>{ for scene.expired(entries, *step).iter()
                .map(|span| draw_timer(&scene.grid, part, labels, span, span.bottom)) }</g>
        </g>
    }
}

/// What is going on at the cursor: the states that the hosts are in and the timers that are running.
pub(super) fn current(scene: &Scene, part: &Part, step: usize, y: f64, lang: Lang) -> Html {
    let labels = ladder(lang);
    let entered = |entry: Option<usize>| entry.is_none_or(|entry| entry < step);
    let states = scene.states.iter().filter(|span| entered(span.entered) && span.left.is_none_or(|left| left >= step));
    let bottom = |span: &StateSpan| y.max(span.top + LEAST_STATE);
    let states: Vec<&StateSpan> = states.filter(|span| span.top <= part.to && bottom(span) >= part.from).collect();
    let running = scene.running(step);
    let running = running.iter().filter(|span| span.top <= part.to && y >= part.from);
    html! {
        <>
            <g>{ for states.iter().map(|span| draw_state(&scene.grid, part, labels, span, bottom(span), true)) }</g>
            <g>{ for states.iter().map(|span| name_state(&scene.grid, part, span, bottom(span))) }</g>
            <g>{ for running.map(|span| draw_timer(&scene.grid, part, labels, span, y)) }</g>
        </>
    }
}

pub(super) fn line(class: &'static str, part: &Part, line: Line) -> Html {
    html! {
        <line {class} x1={px(line.from.x)} y1={part.y(line.from.y)} x2={px(line.to.x)} y2={part.y(line.to.y)} />
    }
}

/// Lines as one path.
pub(super) fn path_of(part: &Part, lines: impl Iterator<Item = Line>) -> String {
    let mut d = String::new();
    for Line { from, to } in lines {
        for text in ["M", &px(from.x), " ", &part.y(from.y), " L", &px(to.x), " ", &part.y(to.y)] {
            d.push_str(text);
        }
    }
    d
}

fn is_seen(span: &StateSpan, part: &Part) -> bool {
    span.top <= part.to && span.bottom >= part.from
}

fn draw_ghosts(scene: &Scene, part: &Part, entries: std::ops::Range<usize>, step: usize) -> String {
    let shapes = scene.touching(entries).into_iter().map(|index| scene.shape(index));
    let to_come = shapes.flat_map(|shape| {
        let arrows = shape.arrows.iter().filter(|arrow| !arrow.has_ended(step));
        arrows.map(|arrow| shape.to_come(arrow)).collect::<Vec<Line>>()
    });
    path_of(part, to_come)
}

/// The phases as far as they may be told.
fn phases(scene: &Scene, step: usize, all: bool) -> impl Iterator<Item = &Phase> {
    let phases = scene.projection.index.phases();
    let shown = if all { phases.len() } else { phases.partition_point(|phase| phase.from < step) };
    phases[..shown].iter()
}

/// A phase beside the ladder. A click on it goes to where it begins.
fn draw_phase(
    scene: &Scene,
    part: &Part,
    labels: &LadderLabels,
    phase: &Phase,
    is_current: bool,
    act: &Callback<Action>,
) -> Option<Html> {
    let edge = |step: usize| if step == 0 { 0.0 } else { scene.y(step - 1) };
    let (top, bottom) = (edge(phase.from), edge(phase.to.min(scene.horizon)));
    if top > part.to || bottom < part.from {
        return None;
    }
    let Grid { rail, .. } = scene.grid;
    let x = scene.grid.rail_start();
    let name = labels.phase(phase.kind);
    let long = Grid::text_width(name, SMALL) + 10.0;
    let mut names = Vec::new();
    let mut y = top + 6.0;
    // A long phase says its name again and again.
    if part.from > y {
        y += ((part.from - y) / EVERY).floor() * EVERY;
    }
    while y + long <= bottom && y <= part.to {
        names.push(html! { <text x={px(x + rail / 2.0)} y={part.y(y)}>{ name }</text> });
        y += EVERY;
    }
    let from = phase.from;
    let onclick = act.reform(move |_: MouseEvent| Action::Jump(Jump::To(from)));
    let at_cursor = is_current.then_some("current");
    Some(html! {
        <g class={classes!("ladder-phase", phase.kind.name(), at_cursor)} data-phase={phase.kind.name()} {onclick}>
            <title>{ name }</title>
            <rect x={px(x)} y={part.y(top + 1.0)} width={px(rail)} height={px((bottom - top - 2.0).max(1.0))} rx="3" />
            { for names }
        </g>
    })
}

fn lifeline(scene: &Scene, part: &Part, side: Side) -> Html {
    let x = px(scene.grid.lifeline(side));
    html! {
        <line class={classes!("lifeline", side.name())} x1={x.clone()} y1={part.y(part.from)} x2={x} y2={part.y(part.to)} />
    }
}

/// The bar of a state. Names are drawn apart, above all bars.
fn draw_state(
    grid: &Grid,
    part: &Part,
    labels: &LadderLabels,
    span: &StateSpan,
    bottom: f64,
    is_current: bool,
) -> Html {
    // As much as is seen, and a little air between two states.
    let (top, bottom) = (span.top.max(part.from - TOP), bottom.min(part.to + TOP));
    let height = (bottom - top - 2.0).max(2.0);
    html! {
        <g class={classes!("ladder-state", span.side.name(), is_current.then_some("current"))}>
            <title>{ (labels.state)(span.state.name(), span.state.netstat_name()) }</title>
            <rect
                x={px(grid.column_start(span.side))}
                y={part.y(top)}
                width={px(grid.column)}
                height={px(height)}
                rx="4"
            />
        </g>
    }
}

/// The name of a state, again and again in a long one, so that it is in sight wherever the ladder is scrolled to.
fn name_state(grid: &Grid, part: &Part, span: &StateSpan, bottom: f64) -> Html {
    let name = span.state.name();
    let middle = grid.column_start(span.side) + grid.column / 2.0;
    let long = Grid::text_width(name, 11.0) + 12.0;
    // Turned names need their length.
    let (first, least) = match (grid.roomy, span.name_in(bottom)) {
        (true, Some(name)) => (name, 30.0),
        (true, None) => return Html::default(),
        (false, _) => (span.top + 6.0, long),
    };
    let mut names = Vec::new();
    let mut y = first;
    if part.from - EVERY > y {
        y += ((part.from - y) / EVERY).floor() * EVERY;
    }
    while y <= part.to + EVERY && (y == first || y + least < bottom) {
        if grid.roomy {
            names.push(html! { <text x={px(middle)} y={part.y(y)} text-anchor="middle">{ name }</text> });
        } else if y + long <= bottom {
            let transform = ["translate(", &px(middle + 4.0), " ", &part.y(y), ") rotate(-90)"].concat();
            names.push(html! { <text {transform} text-anchor="end">{ name }</text> });
        }
        y += EVERY;
    }
    html! { <g class={classes!("ladder-state", span.side.name())}>{ for names }</g> }
}

fn draw_time(grid: &Grid, part: &Part, mark: &TimeMark) -> Html {
    let (first, second) = &mark.text;
    let (x, y) = (px(grid.gutter - 8.0), part.y(mark.y));
    let second = second.clone().map(|second| {
        html! { <text class="ladder-time" x={x.clone()} y={part.y(mark.y + 16.0)} text-anchor="end">{ second }</text> }
    });
    html! {
        <>
            <line class="ladder-tick" x1={px(grid.gutter - 6.0)} y1={y.clone()} x2={px(grid.gutter - 2.0)} y2={y} />
            <text class="ladder-time" x={x} y={part.y(mark.y + 4.0)} text-anchor="end">{ first.clone() }</text>
            { for second }
        </>
    }
}

/// A zigzag from lifeline to lifeline, with the length of the wait in its middle.
fn draw_fold(grid: &Grid, part: &Part, fold: &Fold) -> Html {
    const WAVE: f64 = 8.0;
    let (from, to) = (grid.lifeline(Side::Client), grid.lifeline(Side::Server));
    let mut d = ["M", &px(from - 8.0), " ", &part.y(fold.y)].concat();
    let mut x = from - 8.0;
    let mut up = true;
    while x + WAVE <= to + 8.0 {
        d.push_str(if up { " l8,-4" } else { " l8,4" });
        up = !up;
        x += WAVE;
    }
    let middle = f64::midpoint(from, to);
    let width = Grid::text_width(&fold.text, SMALL) + 14.0;
    html! {
        <g class="ladder-fold">
            <path class="gap" d={d.clone()} />
            <path d={d} />
            <rect x={px(middle - width / 2.0)} y={part.y(fold.y - 11.0)} width={px(width)} height="18" rx="9" />
            <text x={px(middle)} y={part.y(fold.y + 2.0)} text-anchor="middle">{ fold.text.clone() }</text>
        </g>
    }
}

/// A bracket from where a timer was started to where it is, or to where it expired.
fn draw_timer(grid: &Grid, part: &Part, labels: &LadderLabels, span: &TimerSpan, bottom: f64) -> Html {
    let has_expired = bottom == span.bottom && span.expires;
    let (inward, anchor) = match span.side {
        Side::Client => (1.0, "start"),
        Side::Server => (-1.0, "end"),
    };
    let x = grid.lifeline(span.side) + lane(span.timer) * inward;
    let foot = if inward > 0.0 { "5" } else { "-5" };
    let back = if inward > 0.0 { "-5" } else { "5" };
    let mut d = [
        "M",
        &px(x - 3.0 * inward),
        " ",
        &part.y(span.top.max(part.from - TOP)),
        " h",
        if inward > 0.0 { "3" } else { "-3" },
        " V",
        &part.y(bottom.min(part.to + TOP)),
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
                <text x={px(x + 5.0 * inward)} y={part.y(bottom - 6.0)} text-anchor={anchor}>{ span.text.clone() }</text>
            }
        </g>
    }
}
