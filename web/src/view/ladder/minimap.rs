//! The whole run beside a ladder that is longer than what is in view: where segments are many, where some are lost, where
//! the phases are, and which part is in view, as a handle that can be dragged and moved by keys.

use std::cell::RefCell;
use std::rc::Rc;

use markup::html;
use sim::Side;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::scene::Scene;
use super::viewport::{Scrolled, Viewport};
use crate::browser::around;
use crate::labels::ladder::LadderLabels;
use crate::view::memo::memo;
use crate::view::pixels::px;

/// What it is found by.
const MAP: &str = ".ladder-map";
/// How wide it is, in pixels.
const WIDTH: f64 = 27.0;
/// Pixels that the column of phases takes of that.
const PHASES: f64 = 6.0;
/// Pixels between that and the segments.
const GAP: f64 = 2.0;
/// How high a row is in which segments are counted together.
const ROW: f64 = 2.0;
/// The least height of the handle.
const LEAST_HANDLE: f64 = 14.0;
/// A ladder this many times as long as what is in view has a map.
const LONG: f64 = 1.5;

/// Where things are on the map of a ladder.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Map {
    /// How high the map is.
    height: f64,
    /// How long the ladder is.
    length: f64,
    /// How much of it is in view.
    seen: f64,
}

impl Map {
    /// The map of a ladder, if it is long enough for one.
    pub(super) fn of(scene: &Scene, seen: f64) -> Option<Map> {
        let map = Map { height: seen, length: scene.height, seen };
        (seen > 0.0 && map.length > LONG * seen).then_some(map)
    }

    fn row(self, y: f64) -> f64 {
        y / self.length * self.height
    }

    fn handle(self) -> f64 {
        self.row(self.seen).max(LEAST_HANDLE)
    }

    /// How far down the handle is when the ladder is scrolled to `top`.
    fn handle_top(self, top: f64) -> f64 {
        let most = (self.length - self.seen).max(1.0);
        (top / most).clamp(0.0, 1.0) * (self.height - self.handle())
    }

    /// Where the ladder is scrolled to when the middle of the handle is at `y`.
    fn scrolled_to(self, y: f64) -> f64 {
        let free = (self.height - self.handle()).max(1.0);
        ((y - self.handle() / 2.0) / free).clamp(0.0, 1.0) * (self.length - self.seen)
    }
}

/// What the map is drawn from; neither the cursor nor what is in view is among it.
struct DrawnProps {
    scene: Rc<Scene>,
    map: Map,
}

impl PartialEq for DrawnProps {
    fn eq(&self, other: &DrawnProps) -> bool {
        Rc::ptr_eq(&self.scene, &other.scene) && self.map == other.map
    }
}

/// The map with its handle. `y` is where the cursor is.
pub(super) fn minimap(
    scene: &Rc<Scene>,
    labels: &LadderLabels,
    map: Map,
    view: Viewport,
    y: f64,
    node: &NodeRef,
    scrolled: &Rc<RefCell<Scrolled>>,
) -> Html {
    let onkeydown = {
        let scrolled = scrolled.clone();
        move |event: KeyboardEvent| {
            let at = scrolled.borrow().top();
            let to = match event.key().as_str() {
                "ArrowDown" => at + map.seen * 0.1,
                "ArrowUp" => at - map.seen * 0.1,
                "PageDown" => at + map.seen * 0.9,
                "PageUp" => at - map.seen * 0.9,
                "Home" => 0.0,
                "End" => map.length,
                _ => return,
            };
            if event.shift_key() || event.ctrl_key() || event.alt_key() || event.meta_key() {
                return;
            }
            event.prevent_default();
            scrolled.borrow().go((to, false));
        }
    };
    let go_to = {
        let scrolled = scrolled.clone();
        move |event: &PointerEvent| {
            if let Some(element) = around(event, MAP) {
                let top = element.get_bounding_client_rect().top();
                scrolled.borrow().go((map.scrolled_to(f64::from(event.client_y()) - top), false));
            }
        }
    };
    let onpointerdown = {
        let go_to = go_to.clone();
        move |event: PointerEvent| {
            if let Some(element) = around(&event, MAP) {
                // Without it the pointer has to stay on the map.
                let _ = element.set_pointer_capture(event.pointer_id());
            }
            go_to(&event);
        }
    };
    let onpointermove = move |event: PointerEvent| {
        if event.buttons() & 1 == 1 {
            go_to(&event);
        }
    };
    let top = px(map.handle_top(view.top));
    let style = ["height:", &px(map.handle()), "px;transform:translateY(", &top, "px)"].concat();
    let cursor = ["transform:translateY(", &px(map.row(y)), "px)"].concat();
    html! {
        <div class="ladder-overview">
        <span class="ladder-map-name" aria-hidden="true">{ labels.map_name }</span>
        <div class="ladder-map" role="scrollbar" title={labels.map} tabindex="0" aria-label={labels.map}
            aria-controls="ladder-scroll" aria-orientation="vertical" aria-valuemin="0" aria-valuemax="100"
            aria-valuenow={percent(map, view.top)} ref={node.clone()} {onkeydown} {onpointerdown} {onpointermove}>
            { memo(DrawnProps { scene: scene.clone(), map }, draw) }
            <div class="ladder-map-cursor" style={cursor}></div>
            <div class="ladder-map-handle" {style}></div>
        </div>
        </div>
    }
}

/// Moves the handle to where the ladder is scrolled to, without anything being drawn anew.
pub(super) fn follow(node: &NodeRef, scene: &Scene, scrolled: &Scrolled) {
    let (Some(element), Some(map)) = (node.cast::<Element>(), Map::of(scene, scrolled.seen())) else { return };
    let handle = element.last_element_child().and_then(|handle| handle.dyn_into::<HtmlElement>().ok());
    if let Some(handle) = handle {
        let at = ["translateY(", &px(map.handle_top(scrolled.top())), "px)"].concat();
        let _ = handle.style().set_property("transform", &at);
        let _ = element.set_attribute("aria-valuenow", &percent(map, scrolled.top()));
    }
}

fn percent(map: Map, top: f64) -> String {
    px((top / (map.length - map.seen).max(1.0) * 100.0).clamp(0.0, 100.0).round())
}

/// A row of the map.
#[derive(Clone, Copy, Default)]
struct Row {
    /// Segments that each side sends.
    sent: [u32; 2],
    lost: bool,
    again: bool,
}

fn draw(props: &DrawnProps) -> Html {
    let DrawnProps { scene, map } = props;
    let rows = rows(scene, *map);
    let most = rows.iter().flat_map(|row| row.sent).max().unwrap_or(1).max(1);
    let reach = (WIDTH - PHASES - GAP) / 2.0;
    let bars = |side: Side| {
        let mut d = String::new();
        for (at, row) in rows.iter().enumerate() {
            let count = row.sent[side as usize];
            if count > 0 {
                let long = (f64::from(count) / f64::from(most) * reach).max(2.0);
                #[expect(clippy::cast_precision_loss, reason = "some hundreds")]
                let y = (at as f64 + 0.5) * ROW;
                let long = px(if side == Side::Client { -long } else { long });
                for text in ["M", &px(reach), " ", &px(y), " h", &long] {
                    d.push_str(text);
                }
            }
        }
        d
    };
    let ticks = |is: fn(&Row) -> bool| {
        let mut d = String::new();
        for (at, _) in rows.iter().enumerate().filter(|(_, row)| is(row)) {
            #[expect(clippy::cast_precision_loss, reason = "some hundreds")]
            let y = (at as f64 + 0.5) * ROW;
            for text in ["M0 ", &px(y), " h", &px(WIDTH - PHASES - GAP)] {
                d.push_str(text);
            }
        }
        d
    };
    html! {
        <svg aria-hidden="true" width={px(WIDTH)} height={px(map.height)}>
            { for phases(scene, *map).into_iter().map(|(name, d)| html! {
                <path class={["ladder-phase ", name].concat()} {d} />
            }) }
            <path class="map-client" d={bars(Side::Client)} />
            <path class="map-server" d={bars(Side::Server)} />
            <path class="map-again" d={ticks(|row| row.again)} />
            <path class="map-lost" d={ticks(|row| row.lost)} />
        </svg>
    }
}

/// One path for all phases of a kind, since there may be thousands.
fn phases(scene: &Scene, map: Map) -> Vec<(&'static str, String)> {
    let mut paths: Vec<(&'static str, String)> = Vec::new();
    let x = px(WIDTH - PHASES / 2.0);
    let mut drawn_to = f64::NEG_INFINITY;
    for phase in scene.projection.index.phases() {
        if phase.from >= scene.horizon {
            break;
        }
        let edge = |step: usize| map.row(scene.place_y(scene.projection.step(step.min(scene.horizon))));
        let (top, bottom) = (edge(phase.from), edge(phase.to));
        // What is less than half a pixel high is not to be seen.
        if bottom < drawn_to + 0.5 {
            continue;
        }
        drawn_to = bottom;
        let d = ["M", &x, " ", &px(top), " V", &px(bottom.max(top + 1.0))].concat();
        match paths.iter_mut().find(|(name, _)| *name == phase.kind.name()) {
            Some((_, path)) => path.push_str(&d),
            None => paths.push((phase.kind.name(), d)),
        }
    }
    paths
}

fn rows(scene: &Scene, map: Map) -> Vec<Row> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some hundreds, not negative")]
    let row_of = |y: f64| (map.row(y) / ROW).max(0.0) as usize;
    let mut rows = vec![Row::default(); row_of(map.length) + 1];
    for sent in &scene.timeline.transmissions[..scene.sent_in(scene.horizon)] {
        let Some(row) = rows.get_mut(row_of(scene.y(sent.entry as usize))) else { continue };
        row.sent[sent.id.from as usize] += 1;
        row.again |= sent.is_retransmission();
        row.lost |= !sent.is_delivered();
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAP: Map = Map { height: 500.0, length: 100_000.0, seen: 500.0 };

    #[test]
    fn the_handle_goes_from_the_top_of_the_map_to_its_end() {
        assert_eq!(MAP.handle_top(0.0), 0.0);
        assert_eq!(MAP.handle_top(99_500.0) + MAP.handle(), 500.0);
    }

    #[test]
    fn a_press_on_the_map_brings_the_handle_there() {
        for y in [7.0, 120.0, 250.0, 493.0] {
            let top = MAP.scrolled_to(y);
            assert!((MAP.handle_top(top) + MAP.handle() / 2.0 - y).abs() < 0.01, "{y}");
        }
        assert_eq!((MAP.scrolled_to(-90.0), MAP.scrolled_to(9000.0)), (0.0, 99_500.0));
    }
}
