//! The ladder: the segments of the run between two lifelines, time running down. A segment is selected and changed here.
//! Of a long run only what is in view is drawn.

mod backdrop;
mod changes;
mod chunk;
mod drag;
pub(crate) mod facts;
mod geometry;
mod gesture;
mod menu;
mod minimap;
mod overlay;
pub(crate) mod picture;
mod pinch;
mod scene;
mod segment;
pub(crate) mod sheets;
mod spans;
mod strip;
mod tools;
mod viewport;

use std::rc::Rc;

use crate::view::pen::classes;
use markup::html;
use sim::Side;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use self::backdrop::{BackdropProps, Part, current, draw_backdrop};
use self::drag::{Ground, Preview, use_drags};
use self::geometry::Grid;
use self::gesture::{Focused, Gesture, use_gesture};
use self::menu::{MenuProps, Opened, segment_menu};
use self::minimap::{Map, follow, minimap};
use self::overlay::{draw_asked, draw_passing, draw_preview, whole_label};
use self::pinch::use_pinch;
use self::scene::{Scene, add, height, horizon, scale};
use self::segment::{GROUP, GroupProps, LabelsProps, draw_group, draw_labels, draw_moving};
use self::strip::strip;
use self::tools::tools;
use self::viewport::{Scrolled, use_viewport};
use super::ViewProps;
use crate::browser::target;
use crate::labels::ladder::{LadderLabels, ladder, time};
use crate::model::{Action, Mode, Model};
use crate::view::later::later_unsaid;
use crate::view::memo::{keyed_memo, memo};
use crate::view::pixels::{px, whole};

/// A run of so few segments is drawn whole.
const FEW: usize = 120;

#[component]
pub(crate) fn Ladder(props: &ViewProps) -> Html {
    let ViewProps { model, act } = props;
    let labels = ladder(model.view.lang);
    let (scroller, drawing, map) = (use_node_ref(), use_node_ref(), use_node_ref());
    let scrolled = use_mut_ref(Scrolled::default);
    let ground = use_mut_ref(|| None::<Ground>);
    let (scale, step) = (scale(model), model.cursor.step);
    let y = snapped(geometry::TOP + model.projection.place(model.cursor) * scale);
    let on_scroll = {
        let (map, ground, scrolled) = (map.clone(), ground.clone(), scrolled.clone());
        use_callback((), move |(), ()| {
            if let Some(ground) = &*ground.borrow() {
                follow(&map, &ground.scene, &scrolled.borrow());
            }
        })
    };
    let view = use_viewport(&scroller, &scrolled, (y, scale, height(model)), on_scroll);
    let scene = use_scene(model, view.width);
    ground.replace(Some(Ground { model: model.clone(), scene: scene.clone() }));
    let pointed = use_state_eq(|| None::<usize>);
    let menu = use_state_eq(|| None::<Opened>);
    let (drags, preview) = use_drags(&ground, &scrolled, act);
    use_pinch(&scroller, model, act, &scrolled);
    let focused = Focused {
        drawing: drawing.clone(),
        wanted: use_mut_ref(|| None::<usize>),
        ground: ground.clone(),
        scrolled: scrolled.clone(),
    };
    let on_menu = {
        let menu = menu.setter();
        use_callback((), move |opened: Opened, ()| menu.set(Some(opened)))
    };
    let gesture = use_gesture(act, &focused, pointed.setter(), &on_menu, &drags);
    let close_menu = {
        let (menu, focused) = (menu.setter(), focused.clone());
        use_callback((), move |opened: Opened, ()| {
            menu.set(None);
            focused.give_back(opened);
        })
    };
    {
        let focused = focused.clone();
        use_effect(move || focused.follow());
    }

    let shown = scene.sent_in(step.min(scene.horizon));
    let chosen = model.selection.segment.filter(|index| *index < shown);
    let (from, to) = if model.timeline.transmissions.len() <= FEW { (0.0, scene.height) } else { (view.from, view.to) };
    let part = Part::new(from.min(scene.height), to.min(scene.height).max(from.min(scene.height)));
    let on_stage = OnStage { model, scene: &scene, y, step, chosen, pointed: *pointed, gesture: &gesture, act };
    let (width, long) = (px(scene.grid.width), ["height:", &px(scene.height), "px"].concat());
    let onpointerdown = {
        let (drags, scrolled) = (drags.clone(), scrolled.clone());
        move |event: PointerEvent| {
            let is_background =
                target(&event).is_none_or(|at| !matches!(at.closest("[data-part=segment], [data-phase]"), Ok(Some(_))));
            if event.button() == 0 && event.pointer_type() != "touch" && is_background {
                drags.grab_ladder(event.client_y(), scrolled.borrow().top());
            }
        }
    };
    let opened = menu.filter(|_| model.can_change());
    html! {
        <div class="ladder">
            { tools(model, act) }
            { strip(model, chosen.map(|index| scene.shape(index)).as_deref(), opened, &on_menu, act) }
            <p id="ladder-keys" class="visually-hidden">
                { labels.keys_hint }
                if model.can_change() { { " " }{ labels.change_keys_hint } }
            </p>
            <div class="ladder-body">
                <div class="ladder-scroll" id="ladder-scroll" role="group" tabindex="0" aria-label={labels.ladder}
                    aria-describedby="ladder-keys" ref={scroller}>
                    { head(model, &scene.grid, labels) }
                    <div class={classes!("ladder-long", preview.is_some().then_some("dragging"))} style={long} {onpointerdown}>
                        <div class="ladder-cursor" style={["left:", &px(scene.grid.gutter - 4.0), "px;", &lowered(y)].concat()}></div>
                        <svg
                            class="ladder-drawing"
                            ref={drawing}
                            role="presentation"
                            {width}
                            height={px(part.to - part.from)}
                            style={["top:", &px(part.from), "px"].concat()}
                        >
                            { on_stage.draw(part, preview.as_ref()) }
                        </svg>
                        { cursor_time(model, &scene, y) }
                    </div>
                </div>
                if let Some(of) = Map::of(&scene, view.seen) {
                    { minimap(&scene, labels, of, view, y, &map, &scrolled) }
                }
            </div>
            if let Some(opened) = opened {
                { later_unsaid(segment_menu(), model.view.lang, MenuProps {
                    model: model.clone(),
                    act: act.clone(),
                    opened,
                    on_close: close_menu,
                }) }
            }
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
        model.view.zoom,
        whole(width),
    );
    let model = model.clone();
    use_memo(of, move |_| Scene::new(&model, width))
}

/// A moment of the ladder, of which parts are drawn.
struct OnStage<'a> {
    model: &'a Model,
    scene: &'a Rc<Scene>,
    y: f64,
    step: usize,
    chosen: Option<usize>,
    pointed: Option<usize>,
    gesture: &'a Callback<(usize, Gesture)>,
    act: &'a Callback<Action>,
}

impl OnStage<'_> {
    /// A part of the ladder, from behind to in front.
    fn draw(&self, part: Part, preview: Option<&Preview>) -> Html {
        let OnStage { model, scene, y, step, .. } = *self;
        let lang = model.view.lang;
        let entries = scene.entries(part.from, part.to);
        let segments = self.segments(entries.clone());
        let asked = scene.asked.as_ref().filter(|_| model.open_question().is_some());
        let (projection, index) = (&scene.projection, &scene.projection.index);
        let middle = |entry: &usize| f64::midpoint(scene.y(entry.saturating_sub(1)), scene.y(*entry));
        let backdrop = BackdropProps {
            scene: scene.clone(),
            part,
            step: step.clamp(entries.start, entries.end + 1),
            lang,
            ghosts: model.mode != Mode::Predict,
            covered: self.covered(),
            folds: projection.folds().partition_point(|entry| middle(entry) <= y.min(part.to)),
            left: scene.states.iter().filter_map(|span| span.left).filter(|left| *left < step).max(),
            phase: index.phase_at(step).filter(|at| index.phases().get(*at).is_some_and(|phase| step < phase.to)),
            act: self.act.clone(),
        };
        let chunks = scene.chunk_at(part.from)..=scene.chunk_at(part.to);
        let whole_of = self.pointed.filter(|index| segments.iter().flatten().any(|of| of == index));
        html! {
            <g transform={["translate(0 ", &px(part.origin - part.from), ")"].concat()}>
                { memo(backdrop, draw_backdrop) }
                { current(scene, &part, step, y, lang) }
                { draw_passing(scene, &part, entries, step, y) }
                <g>{ for segments.iter().map(|group| self.group(part, group.clone())) }</g>
                { self.moving(part, segments.iter().flatten()) }
                <g class="ladder-labels" aria-hidden="true">{ for chunks.map(|chunk| self.labels(part, chunk)) }</g>
                // Each of these groups is always there: one that came and went would move its neighbours, and
                // a segment would lose the focus.
                <g class="ladder-asked">{ for asked.map(|asked| draw_asked(&part, asked)) }</g>
                <g>{ for whole_of.and_then(|index| whole_label(scene, &part, &scene.shape(index))) }</g>
                <g>{ for preview.map(|preview| draw_preview(scene, &part, preview)) }</g>
            </g>
        }
    }

    /// The segments that are drawn, in groups of neighbours: those that begin or end there and were sent, the one that
    /// is selected, and the one that has the focus.
    fn segments(&self, entries: std::ops::Range<usize>) -> Vec<Vec<usize>> {
        let sent = self.scene.sent_in(self.step.min(self.scene.horizon));
        let mut segments = self.scene.touching(entries);
        for index in self.chosen.into_iter().chain(self.pointed) {
            add(&mut segments, index);
        }
        segments.retain(|index| *index < sent);
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for index in segments {
            match groups.last_mut() {
                Some(group) if group[0] / GROUP == index / GROUP => group.push(index),
                _ => groups.push(vec![index]),
            }
        }
        groups
    }

    fn group(&self, part: Part, segments: Vec<usize>) -> Html {
        let shapes = segments.iter().map(|index| self.scene.shape(*index));
        let settled = shapes.map(|shape| shape.settled()).try_fold(0, |last, settled| Some(last.max(settled?)));
        let is_past = settled.is_some_and(|settled| settled < self.step);
        let first = segments.first().map_or(0, |first| first / GROUP);
        let among = |index: &usize| segments.contains(index);
        // Tab leads to the selected segment, to the one that had the focus, or to the last one.
        let last = self.scene.sent_in(self.step.min(self.scene.horizon)).checked_sub(1);
        let tab_stop = self.chosen.or(self.pointed).or(last);
        let shown = GroupProps {
            scene: self.scene.clone(),
            drawn: part,
            step: settled.filter(|_| is_past).map_or(self.step, |settled| settled + 1),
            selected: self.chosen.filter(among),
            tab_stop: tab_stop.filter(among),
            lang: self.model.view.lang,
            gesture: self.gesture.clone(),
            segments,
        };
        keyed_memo(first, shown, draw_group)
    }

    /// The arrows that are on their way: all that is drawn anew with each frame.
    fn moving<'a>(&self, part: Part, segments: impl Iterator<Item = &'a usize>) -> Html {
        let shapes = segments.map(|index| self.scene.shape(*index));
        let under_way = shapes.filter(|shape| shape.settled().is_none_or(|settled| settled >= self.step));
        let drawn = under_way.flat_map(|shape| {
            let is_selected = self.chosen == Some(shape.index);
            let on_way = shape.arrows.iter().filter(|arrow| !arrow.has_ended(self.step));
            on_way.map(|arrow| draw_moving(&part, &shape, arrow, self.y, is_selected)).collect::<Vec<_>>()
        });
        html! { <g class="ladder-moving" aria-hidden="true">{ for drawn }</g> }
    }

    fn labels(&self, part: Part, chunk: usize) -> Html {
        let entries = self.scene.entries_of(chunk);
        let is_here = |index: &usize| entries.contains(&(self.scene.timeline.transmissions[*index].entry as usize));
        let shown = LabelsProps {
            scene: self.scene.clone(),
            drawn: part,
            chunk,
            step: self.step.clamp(entries.start, self.scene.chunk(chunk).settled),
            selected: self.chosen.filter(is_here),
        };
        keyed_memo(chunk, shown, draw_labels)
    }

    /// The entry whose time the cursor's own covers.
    fn covered(&self) -> Option<usize> {
        let chunk = self.scene.chunk_at(self.y);
        let is_covered =
            |mark: &&chunk::TimeMark| (mark.y - self.y).abs() < 16.0 + if mark.text.1.is_some() { 10.0 } else { 0.0 };
        let near = (chunk.saturating_sub(1)..=chunk + 1).map(|chunk| self.scene.chunk(chunk));
        near.into_iter().find_map(|chunk| chunk.times.iter().find(is_covered).map(|mark| mark.entry))
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

/// The time of the cursor, on the axis of times, where it covers nothing but the times themselves.
fn cursor_time(model: &Model, scene: &Scene, y: f64) -> Html {
    // At a moment that the axis tells it says what that says there.
    let chunk = scene.chunk(scene.chunk_at(y));
    let told = chunk.times.iter().find(|mark| scene.timeline.entries[mark.entry].at == model.cursor.at);
    let (first, second) = told.map_or_else(|| time(model.cursor.at.0, model.view.lang), |mark| mark.text.clone());
    let style = ["width:", &px(scene.grid.gutter - 4.0), "px;", &lowered(y)].concat();
    html! {
        <div class="ladder-cursor-time" aria-hidden="true" {style}>
            <span>{ first }</span>
            { for second.map(|second| html! { <span>{ second }</span> }) }
        </div>
    }
}

/// What moves with the cursor is moved as a whole, so that nothing has to be laid out anew.
fn lowered(y: f64) -> String {
    ["transform:translateY(", &px(y), "px)"].concat()
}

/// To a tenth of a pixel, so that what did not move compares equal.
fn snapped(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// The element that is drawn for a segment.
fn element_of(drawing: &NodeRef, scene: &Scene, index: usize) -> Option<web_sys::SvgElement> {
    let id = scene.timeline.transmissions.get(index)?.id;
    let selector =
        ["[data-part=segment][data-side=", id.from.name(), "][data-nth=\"", &id.nth.to_string(), "\"]"].concat();
    drawing.cast::<Element>()?.query_selector(&selector).ok()??.dyn_into().ok()
}

#[cfg(test)]
mod tests;
