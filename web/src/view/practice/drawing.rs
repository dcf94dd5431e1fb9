//! The exchange of a question as a small ladder: two lanes, an arrow for each segment. It repeats what the table says, for
//! those who see, and takes as little room as it can: what lies between two things is their order, not their time.

use lessons::Lang;
use markup::html;
use sim::Side;
use yew::prelude::*;

use super::shown::{Cell, End, Line, Row};
use crate::labels::practice::practice;

/// Where the lanes are, and how wide the drawing is, in its own units.
const WIDTH: f64 = 340.0;
const LANES: [f64; 2] = [14.0, 326.0];
const TOP: f64 = 24.0;
/// From one segment to the next, so that their labels have room.
const APART: f64 = 32.0;
/// From one thing to another that follows on it.
const STEP: f64 = 11.0;
/// How far an arrow goes down at the least.
const SLANT: f64 = 26.0;
/// How much of its way an arrow goes that is lost, and one whose end is not seen.
const LOST_AT: f64 = 0.55;
const UNSEEN_AT: f64 = 0.6;

/// An arrow with its ends.
struct Arrow<'a> {
    row: &'a Row,
    from: f64,
    to: f64,
    /// How much of the way it goes.
    share: f64,
    /// Whether that is all of it.
    arrives: bool,
}

/// The drawing as a whole. Nobody has to see it: the table has all of it.
pub(super) fn drawing(lines: &[Line], lang: Lang) -> Html {
    let labels = practice(lang);
    let (arrows, ticks, bottom) = lay_out(lines);
    let height = bottom + 14.0;
    let lane = |side: Side, name: &'static str| {
        let x = LANES[side as usize];
        let anchor = if side == Side::Client { "start" } else { "end" };
        let at = if side == Side::Client { 2.0 } else { WIDTH - 2.0 };
        html! {
            <g class={side_class(side)}>
                <text class="task-lane-name" x={at.to_string()} y="12" text-anchor={anchor}>{ name }</text>
                <line class="task-lane" x1={x.to_string()} x2={x.to_string()} y1="18" y2={height.to_string()} />
            </g>
        }
    };
    html! {
        <svg class="task-ladder" viewBox={format!("0 0 {WIDTH} {height:.0}")} aria-hidden="true" data-part="task-drawing">
            { lane(Side::Client, labels.client) }
            { lane(Side::Server, labels.server) }
            { for ticks.into_iter().map(|(side, y)| html! {
                <circle class={["task-timer ", side_class(side)].concat()} cx={LANES[side as usize].to_string()} cy={y.to_string()} r="4" />
            }) }
            { for arrows.iter().map(|arrow| draw(arrow)) }
        </svg>
    }
}

/// Where everything lies, from the top: arrows, expiries of timers, and where the last of them ends.
fn lay_out(lines: &[Line]) -> (Vec<Arrow<'_>>, Vec<(Side, f64)>, f64) {
    let (mut arrows, mut ticks): (Vec<Arrow<'_>>, Vec<(Side, f64)>) = (Vec::new(), Vec::new());
    let mut y = TOP;
    let mut began = f64::NEG_INFINITY;
    for line in lines {
        match line {
            Line::Segment(row) => {
                y = (y + STEP).max(began + APART);
                began = y;
                arrows.push(Arrow { row, from: y, to: y, share: UNSEEN_AT, arrives: false });
            }
            Line::Ends(index) => {
                let Some(place) = arrows.iter().position(|arrow| arrow.row.index == *index) else { continue };
                let is_lost = arrows[place].row.end == End::Lost;
                let (from, least) = (arrows[place].from, below_the_one_before(&arrows, place));
                if is_lost {
                    y = (y + STEP / 3.0).max(from + SLANT * LOST_AT);
                    arrows[place].share = LOST_AT;
                } else {
                    y = (y + STEP / 3.0).max(from + SLANT).max(least);
                    let arrow = &mut arrows[place];
                    (arrow.to, arrow.share, arrow.arrives) = (y, 1.0, true);
                }
            }
            Line::Note { side, is_timer: true, .. } => {
                y += STEP;
                ticks.push((*side, y));
            }
            Line::Note { .. } => {}
        }
    }
    // What does not get all the way leans as if it did.
    for place in 0..arrows.len() {
        let (from, share) = (arrows[place].from, arrows[place].share);
        arrows[place].to = from + share * (full_end(&arrows, place) - from);
    }
    let ends = arrows.iter().map(|arrow| arrow.to.max(arrow.from + STEP));
    let bottom = ends.fold(y, f64::max);
    (arrows, ticks, bottom)
}

/// Where an arrow ends, or would if it got all the way: below the one before it of its direction, with room for labels.
fn full_end(arrows: &[Arrow<'_>], place: usize) -> f64 {
    let arrow = &arrows[place];
    if arrow.arrives {
        return arrow.to;
    }
    below_the_one_before(arrows, place).max(arrow.from + SLANT)
}

/// The least that keeps an arrow away from the one before it of its direction, if that is still under way when it begins.
fn below_the_one_before(arrows: &[Arrow<'_>], place: usize) -> f64 {
    let arrow = &arrows[place];
    let before = arrows[..place].iter().rposition(|other| other.row.from == arrow.row.from);
    let end = before.map(|before| full_end(arrows, before)).filter(|end| *end > arrow.from);
    end.map_or(f64::NEG_INFINITY, |end| end + APART)
}

fn side_class(side: Side) -> &'static str {
    match side {
        Side::Client => "client",
        Side::Server => "server",
    }
}

fn draw(arrow: &Arrow<'_>) -> Html {
    let Arrow { row, from, to, share, arrives } = arrow;
    let (start, end) = (LANES[row.from as usize], LANES[row.from.peer() as usize]);
    let tip = start + (end - start) * share;
    let is_right = end > start;
    // Labels run along the line, and read from left to right whichever way it goes.
    let (left, right) = if is_right { ((start, *from), (tip, *to)) } else { ((tip, *to), (start, *from)) };
    let slope = (right.1 - left.1) / (right.0 - left.0);
    let middle = if *arrives { WIDTH / 2.0 } else { (left.0 + right.0) / 2.0 };
    let at = left.1 + (middle - left.0) * slope;
    let turned = format!("rotate({:.2} {middle:.1} {at:.1})", slope.atan().to_degrees());
    let (fate, head) = match row.end {
        End::Arrives(_) => ("arrives", Some(head(tip, *to, slope, is_right))),
        End::Lost => ("lost", Some(cross(tip, *to))),
        End::Unseen => ("unseen", None),
    };
    let covered = |cell: &Cell| matches!(cell, Cell::Covered);
    let mark = |cell: &Cell| match cell {
        Cell::Plain(_) => "",
        Cell::Covered => "covered",
        Cell::Told(_) => "told",
    };
    let value = |name: &'static str, cell: &Cell| {
        if cell.text().is_empty() {
            return Html::default();
        }
        html! { <tspan>{ name }<tspan class={mark(cell)}>{ cell.text().to_owned() }</tspan></tspan> }
    };
    let has_len = row.len.text() != "0" || covered(&row.len);
    let is_own = row.mark.is_empty();
    let class = [
        "task-arrow ",
        side_class(row.from),
        if row.is_asked { " asked" } else { "" },
        if is_own { "" } else { " forged" },
    ];
    let class = class.concat();
    html! {
        <g {class} data-fate={fate}>
            <line class="task-line" x1={start.to_string()} y1={from.to_string()} x2={format!("{tip:.1}")}
                y2={format!("{to:.1}")} pathLength="1" />
            { for head }
            <text class="task-label" x={middle.to_string()} y={format!("{:.1}", at - 3.5)} transform={turned.clone()}
                text-anchor="middle">
                if !is_own {
                    <tspan class="task-mark">{ row.mark }{ " " }</tspan>
                }
                <tspan class={["task-flags ", mark(&row.flags)].concat()}>{ row.flags.text().to_owned() }</tspan>
                if has_len {
                    { value(" len ", &row.len) }
                }
            </text>
            <text class="task-label" x={middle.to_string()} y={format!("{:.1}", at + 10.0)} transform={turned}
                text-anchor="middle">
                { value("seq ", &row.seq) }
                { value(" ack ", &row.ack) }
            </text>
        </g>
    }
}

/// The head of an arrow that points along its line.
fn head(x: f64, y: f64, slope: f64, is_right: bool) -> Html {
    let turn = slope.atan().to_degrees() + if is_right { 0.0 } else { 180.0 };
    html! {
        <path class="task-head" d="M0 0L-8 -4.2V4.2Z" transform={format!("translate({x:.1} {y:.1}) rotate({turn:.2})")} />
    }
}

/// What marks a loss.
fn cross(x: f64, y: f64) -> Html {
    html! {
        <path class="task-cross" d="M-5 -5L5 5M5 -5L-5 5" transform={format!("translate({x:.1} {y:.1})")} />
    }
}
