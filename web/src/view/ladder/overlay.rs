//! What lies over the ladder for a moment: the whole label of what is pointed at, what a drag would come to, the segment
//! that is asked for; and the arrows that only pass through what is drawn.

use std::ops::Range;

use markup::html;
use sim::{FaultKind, Side};
use yew::prelude::*;

use super::backdrop::{Part, line, path_of};
use super::drag::Preview;
use super::geometry::{Grid, Line, Point};
use super::scene::{ASKED, Asked, Scene, Shape};
use super::segment::turned;
use crate::view::pixels::px;

/// Arrows that are drawn of those that only pass through: more of them would not be told apart.
const MOST_PASSING: usize = 150;

/// The arrows that begin above what is drawn and end below it, as far as the cursor has come.
pub(super) fn draw_passing(scene: &Scene, part: &Part, entries: Range<usize>, step: usize, y: f64) -> Html {
    if y < part.from {
        return Html::default();
    }
    let before = scene.sent_in(entries.start.min(step));
    let passing: Vec<usize> = scene.projection.index.reaching(&scene.timeline, before, entries.end).collect();
    let every = passing.len().div_ceil(MOST_PASSING).max(1);
    let shapes: Vec<_> = passing.iter().step_by(every).map(|index| scene.shape(*index)).collect();
    let of_side = |side: Side| {
        let shapes = shapes.iter().filter(move |shape| shape.facts.id.from == side);
        let lines = shapes.flat_map(|shape| &shape.arrows).map(|arrow| arrow.seen().first(y - arrow.line.from.y));
        path_of(part, lines.filter(|line| line.from.y < part.from && line.to.y > part.from))
    };
    html! {
        <g class="ladder-passing" aria-hidden="true">
            { for Side::BOTH.map(|side| html! { <path class={side.name()} d={of_side(side)} /> }) }
        </g>
    }
}

/// Everything that the label of a segment would say if there were room, while the pointer or the focus is on it.
pub(super) fn whole_label(scene: &Scene, part: &Part, shape: &Shape) -> Option<Html> {
    if scene.label_of(shape).is_some_and(|label| label.whole) {
        return None;
    }
    let line = shape.arrows.first()?.line;
    // Where its arrow is in sight.
    let share = line.share_above(part.from + 60.0).max(0.3).min(line.share_above(part.to - 20.0));
    let at = line.at(share);
    Some(tag(scene, part, at, shape.full().clone()))
}

/// A text in a box over a point.
fn tag(scene: &Scene, part: &Part, at: Point, text: AttrValue) -> Html {
    let grid = &scene.grid;
    let width = Grid::text_width(&text, grid.font) + 16.0;
    let x = (at.x - width / 2.0).clamp(2.0, (grid.width - width - 2.0).max(2.0));
    let y = (at.y - 38.0).max(2.0);
    html! {
        <g class="ladder-whole-label" aria-hidden="true">
            <rect x={px(x)} y={part.y(y)} width={px(width)} height="22" rx="5" />
            <text class="segment-label" x={px(x + 8.0)} y={part.y(y + 15.0)}>{ text }</text>
        </g>
    }
}

/// Where the arrow would go that is dragged, and what that comes to.
pub(super) fn draw_preview(scene: &Scene, part: &Part, preview: &Preview) -> Option<Html> {
    let shape = scene.shape(preview.index);
    let whole = shape.arrows.first()?.whole;
    let (drawn, text) = match preview.kind {
        Some(FaultKind::Drop) => (Line { to: whole.at(0.6), ..whole }, AttrValue::from(scene.labels.drop)),
        Some(FaultKind::Delay { ms }) => {
            let to = Point { y: (whole.to.y + preview.down).max(whole.from.y), ..whole.to };
            (Line { to, ..whole }, (scene.labels.delay_by)(ms).into())
        }
        _ => (whole, scene.labels.let_through.into()),
    };
    Some(html! {
        <g class="ladder-preview">
            { line("ladder-asked-line", part, drawn) }
            { tag(scene, part, Point { y: drawn.to.y + 4.0, ..drawn.at(0.7) }, text) }
        </g>
    })
}

/// Where the segment that is asked for will leave, and nothing else of it.
pub(super) fn draw_asked(part: &Part, asked: &Asked) -> Html {
    html! {
        <>
            { line("ladder-asked-line", part, asked.line) }
            { for asked.label.as_ref().map(|label| html! {
                <text class="segment-label" transform={turned(part, label)}>{ ASKED[label.text] }</text>
            }) }
        </>
    }
}
