//! The ladder: the segments of the run between two lifelines, time running down. A segment is selected and dropped
//! here.

mod backdrop;
pub(crate) mod facts;
mod geometry;
mod scene;
pub(crate) mod scroll;
mod segment;
mod spans;
mod strip;

use std::rc::Rc;

use crate::view::pen::classes;
use markup::html;
use sim::Side;
use wasm_bindgen::JsCast;
use web_sys::{Element, SvgElement};
use yew::prelude::*;

use self::backdrop::{BackdropProps, current, draw_backdrop, line};
use self::facts::Fate;
use self::geometry::Grid;
use self::scene::{ASKED, Asked, Scene, Shape, horizon};
use self::scroll::{use_cursor_in_view, use_width};
use self::segment::{LabelsProps, SegmentProps, draw_labels, draw_segment};
use self::strip::strip;
use super::ViewProps;
use crate::labels::ladder::{LadderLabels, ladder, time};
use crate::model::{Action, Mode, Model};
use crate::view::memo::{keyed_memo, memo};
use crate::view::pixels::{px, whole};

/// What is done to a segment on the ladder.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Gesture {
    Select,
    /// Drops it or lets it through.
    Drop,
    /// The pointer or the focus comes to it.
    Point,
    /// The pointer or the focus leaves it.
    Leave,
    Next,
    Previous,
    First,
    Last,
}

#[component]
pub(crate) fn Ladder(props: &ViewProps) -> Html {
    let ViewProps { model, act } = props;
    let labels = ladder(model.view.lang);
    let scroller = use_node_ref();
    let drawing = use_node_ref();
    let width = use_width(scroller.clone());
    let scene = use_scene(model, width);
    let pointed = use_state_eq(|| None::<usize>);
    let step = model.cursor.step;
    let y = snapped(Scene::y(model.projection.place(model.cursor)));
    use_cursor_in_view(scroller.clone(), y, scene.height);
    let gesture = use_gesture(model, act, pointed.setter(), drawing.clone());

    let shown = scene.segments.partition_point(|shape| shape.entry < step);
    let segments = &scene.segments[..shown];
    let chosen = model.selection.segment.filter(|index| *index < shown);
    let tab_stop = chosen.or(*pointed).filter(|index| *index < shown).or(shown.checked_sub(1));
    let fates: Vec<Fate> = (0..shown).map(|index| Fate::of(&scene.timeline, index, step)).collect();
    let predicting = model.mode == Mode::Predict;
    let asked = scene.asked.as_ref().filter(|_| model.open_question().is_some());
    let folds = scene.folds.iter().filter(|fold| fold.y <= y).count();
    let covered =
        scene.times.iter().position(|mark| (mark.y - y).abs() < 16.0 + if mark.text.1.is_some() { 10.0 } else { 0.0 });
    let backdrop =
        BackdropProps { scene: scene.clone(), step, lang: model.view.lang, ghosts: !predicting, covered, folds };
    let draw = |shape: &Rc<Shape>, fate: Fate| {
        let under_way = shape.arrows.iter().any(|arrow| arrow.ended.is_none_or(|ended| ended >= step));
        let shown = SegmentProps {
            shape: shape.clone(),
            fate,
            until: under_way.then_some(y),
            selected: chosen == Some(shape.index),
            tab_stop: tab_stop == Some(shape.index),
            lang: model.view.lang,
            gesture: gesture.clone(),
        };
        keyed_memo(shape.index, shown, draw_segment)
    };
    let write = |shape: &Rc<Shape>, fate: Fate| {
        let shown = LabelsProps { shape: shape.clone(), fate, selected: chosen == Some(shape.index) };
        keyed_memo(shape.index, shown, draw_labels)
    };
    let (width, height) = (px(scene.grid.width), px(scene.height));
    html! {
        <div class="ladder">
            { strip(model, chosen.map(|index| &*scene.segments[index]), act) }
            <p id="ladder-keys" class="visually-hidden">{ labels.keys_hint }</p>
            <div class={classes!("ladder-scroll", (!model.playing).then_some("glides"))} ref={scroller}>
                { head(model, &scene.grid, labels) }
                <svg
                    class="ladder-drawing"
                    ref={drawing}
                    role="group"
                    aria-label={labels.ladder}
                    aria-describedby="ladder-keys"
                    width={width.clone()}
                    height={height.clone()}
                >
                    { cursor_line(&scene.grid, y) }
                    { memo(backdrop, draw_backdrop) }
                    { current(&scene, step, y, model.view.lang) }
                    <g>{ for segments.iter().zip(&fates).map(|(shape, fate)| draw(shape, *fate)) }</g>
                    <g class="ladder-labels">{ for segments.iter().zip(&fates).map(|(shape, fate)| write(shape, *fate)) }</g>
                    // Each of these groups is always there: one that came and went would move its neighbours, and
                    // a segment would lose the focus.
                    <g class="ladder-asked">{ for asked.map(draw_asked) }</g>
                    <g>{ for pointed.and_then(|index| whole_label(&scene, segments.get(index)?)) }</g>
                    { cursor_time(model, &scene.grid, y) }
                </svg>
            </div>
        </div>
    }
}

/// The scene of the run at this width. It is made anew only when something that it is made from changes.
#[hook]
fn use_scene(model: &Rc<Model>, width: f64) -> Rc<Scene> {
    let of = (
        Rc::as_ptr(&model.timeline) as usize,
        horizon(model),
        model.mode,
        model.view.numbering,
        model.view.lang,
        whole(width),
    );
    let model = model.clone();
    use_memo(of, move |_| Scene::new(&model, width))
}

/// Turns what is done to a segment into an action, and moves the focus.
#[hook]
fn use_gesture(
    model: &Rc<Model>,
    act: &Callback<Action>,
    pointed: UseStateSetter<Option<usize>>,
    drawing: NodeRef,
) -> Callback<(usize, Gesture)> {
    let latest = use_mut_ref(|| model.clone());
    latest.replace(model.clone());
    use_callback(act.clone(), move |(index, gesture): (usize, Gesture), act| {
        let model = latest.borrow().clone();
        match gesture {
            Gesture::Select if model.selection.segment == Some(index) => act.emit(Action::SelectSegment(None)),
            Gesture::Select => act.emit(Action::SelectSegment(Some(index))),
            Gesture::Drop if model.mode == Mode::Predict => {}
            Gesture::Drop => {
                if let Some(sent) = model.timeline.transmissions.get(index) {
                    act.emit(Action::ToggleDrop(sent.id));
                }
            }
            Gesture::Point => pointed.set(Some(index)),
            Gesture::Leave => pointed.set(None),
            Gesture::Next => focus(&drawing, index.saturating_add(1)),
            Gesture::Previous => focus(&drawing, index.saturating_sub(1)),
            Gesture::First => focus(&drawing, 0),
            Gesture::Last => focus(&drawing, usize::MAX),
        }
    })
}

/// Focuses the segment `index` of those that are shown, or the last one.
fn focus(drawing: &NodeRef, index: usize) {
    let Some(drawing) = drawing.cast::<Element>() else { return };
    let Ok(segments) = drawing.query_selector_all("[data-part=segment]") else { return };
    let last = segments.length().saturating_sub(1);
    let index = u32::try_from(index).unwrap_or(u32::MAX).min(last);
    if let Some(segment) = segments.item(index).and_then(|node| node.dyn_into::<SvgElement>().ok()) {
        let _ = segment.focus();
    }
}

/// The width from which two states fit beside the names of their hosts.
const TWO_STATES: f64 = 350.0;

/// Who stands on which side, in sight however far down the ladder is. Where the states' names have no room beside the
/// lifelines, the ones of this moment are here.
fn head(model: &Model, grid: &Grid, labels: &LadderLabels) -> Html {
    let name = |side: Side| {
        let state = model.timeline.snapshot(model.cursor.step, side).tcp.state.name();
        let (x, anchor) = match (grid.roomy, side) {
            (true, _) => (grid.lifeline(side), "middle"),
            (false, Side::Client) => (grid.column_start(side), "start"),
            (false, Side::Server) => (grid.column_start(side) + grid.column, "end"),
        };
        html! {
            <text class={side.name()} x={px(x)} y="17" text-anchor={anchor}>
                { labels.side(side) }
                if !grid.roomy && grid.width >= TWO_STATES {
                    <tspan class="state" dx="6">{ state }</tspan>
                }
            </text>
        }
    };
    html! {
        <svg class="ladder-head" aria-hidden="true" width={px(grid.width)} height="24">{ for Side::BOTH.map(name) }</svg>
    }
}

fn cursor_line(grid: &Grid, y: f64) -> Html {
    let y = px(y);
    html! { <line class="ladder-cursor" x1={px(grid.gutter - 4.0)} y1={y.clone()} x2={px(grid.width)} y2={y} /> }
}

/// The time of the cursor, on the axis of times, where it covers nothing but the times themselves.
fn cursor_time(model: &Model, grid: &Grid, y: f64) -> Html {
    let (first, second) = time(model.cursor.at.0);
    let half = if second.is_some() { 16.0 } else { 9.0 };
    let middle = px((grid.gutter - 4.0) / 2.0);
    let first_y = if second.is_some() { y - 2.5 } else { y + 4.0 };
    html! {
        <g class="ladder-cursor-time">
            <rect x="0" y={px(y - half)} width={px(grid.gutter - 4.0)} height={px(half * 2.0)} rx="9" />
            <text x={middle.clone()} y={px(first_y)} text-anchor="middle">{ first }</text>
            { for second.map(|second| html! { <text x={middle} y={px(y + 11.5)} text-anchor="middle">{ second }</text> }) }
        </g>
    }
}

/// Everything that the label of a segment would say if there were room, while the pointer or the focus is on it.
fn whole_label(scene: &Scene, shape: &Shape) -> Option<Html> {
    if shape.label.as_ref().is_some_and(|label| label.whole) {
        return None;
    }
    let grid = &scene.grid;
    let line = shape.arrows.first()?.line;
    let width = Grid::text_width(&shape.full, grid.font) + 16.0;
    let at = line.at(0.3);
    let x = (at.x - width / 2.0).clamp(2.0, (grid.width - width - 2.0).max(2.0));
    let y = (at.y - 38.0).max(2.0);
    Some(html! {
        <g class="ladder-whole-label" aria-hidden="true">
            <rect x={px(x)} y={px(y)} width={px(width)} height="22" rx="5" />
            <text class="segment-label" x={px(x + 8.0)} y={px(y + 15.0)}>{ shape.full.clone() }</text>
        </g>
    })
}

/// Where the segment that is asked for will leave, and nothing else of it.
fn draw_asked(asked: &Asked) -> Html {
    html! {
        <>
            { line("ladder-asked-line", asked.line) }
            { for asked.label.as_ref().map(|label| turned_text("segment-label", label, ASKED)) }
        </>
    }
}

fn turned_text(class: &'static str, placed: &geometry::Placed, text: &'static str) -> Html {
    let transform =
        ["translate(", &px(placed.at.x), " ", &px(placed.at.y), ") rotate(", &px(placed.degrees), ")"].concat();
    html! { <text {class} {transform}>{ text }</text> }
}

/// To a tenth of a pixel, so that what did not move compares equal.
fn snapped(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests;
