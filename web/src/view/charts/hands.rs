//! What is done to the charts: pointing, selecting, dragging the cursor, moving along, zooming by wheel, keys or two
//! fingers.

use std::rc::Rc;

use web_sys::Element;
use wire::fields::FieldId;
use yew::prelude::*;

use super::plots::{Chart, Plots, Point};
use super::said::entry_of;
use super::series::{Series, instant, millis};
use super::{Stretch, marked, span, within};
use crate::browser::{target, window};
use crate::model::{Action, Jump, Model};

/// Pixels from the cursor within which it is taken hold of.
pub(super) const GRIP: f64 = 12.0;
/// Pixels that a finger may tremble.
const TREMBLE: f64 = 4.0;
/// The part of the stretch that a key moves along.
const PACE: f64 = 0.2;

/// Something that is done.
#[derive(Clone, Debug)]
pub(super) enum Touch {
    Down(PointerEvent),
    Move(Chart, PointerEvent),
    Up(Chart, PointerEvent),
    Leave,
    Wheel(WheelEvent),
    Key(Chart, KeyboardEvent),
    /// The focus comes to a chart's mark.
    Focus(Chart),
    Blur,
    /// The stretch becomes so many times as long.
    Zoom(f64),
    Fit,
}

/// What it is done to.
#[derive(Clone)]
pub(super) struct Now {
    pub(super) model: Rc<Model>,
    pub(super) series: Rc<Series>,
    pub(super) plots: Rc<Plots>,
    /// The point that the pointer or the focus is on, or that is selected.
    pub(super) looked_at: Option<Point>,
}

/// What the pointers that are down are doing, and where each was last.
#[derive(Default)]
struct Hands {
    down: Vec<(i32, f64)>,
    grasp: Grasp,
}

#[derive(Clone, Copy, Default)]
enum Grasp {
    #[default]
    Nothing,
    /// A pointer is down at this pixel, and may yet select or move.
    Pressed(f64),
    Cursor,
    Stretch,
    Pinch,
}

/// Turns what is done into actions and another stretch.
#[hook]
pub(super) fn use_hands(now: Now, act: Callback<Action>, pointed: UseStateSetter<Option<Point>>) -> Callback<Touch> {
    let latest = use_mut_ref(|| now.clone());
    latest.replace(now);
    let hands = use_mut_ref(Hands::default);
    use_callback(act, move |touch: Touch, act| {
        let now = latest.borrow().clone();
        let set = |stretch: Stretch| act.emit(Action::Span(Some(span(within(stretch, now.series.whole)))));
        match touch {
            Touch::Down(event) => {
                let Some((svg, x, _)) = place(&event) else { return };
                let _ = svg.set_pointer_capture(event.pointer_id());
                let mut hands = hands.borrow_mut();
                hands.down.push((event.pointer_id(), x));
                let cursor = now.plots.x.px(millis(now.model.cursor.at));
                hands.grasp = match hands.down.len() {
                    1 if (x - cursor).abs() <= GRIP => Grasp::Cursor,
                    1 => Grasp::Pressed(x),
                    _ => Grasp::Pinch,
                };
            }
            Touch::Move(chart, event) => {
                let Some((_, x, y)) = place(&event) else { return };
                let mut hands = hands.borrow_mut();
                let Some(index) = hands.down.iter().position(|(id, _)| *id == event.pointer_id()) else {
                    pointed.set(now.plots.nearest(&now.series, chart, (x, y)));
                    return;
                };
                if let Grasp::Pressed(from) = hands.grasp
                    && (x - from).abs() > TREMBLE
                {
                    hands.grasp = Grasp::Stretch;
                }
                let before = hands.down[index].1;
                match hands.grasp {
                    Grasp::Nothing => {}
                    Grasp::Pressed(_) => return,
                    Grasp::Cursor => act.emit(seek(&now, x)),
                    Grasp::Stretch => set(moved(&now.plots, before - x)),
                    Grasp::Pinch => {
                        if let Some((_, other)) = hands.down.iter().find(|(id, _)| *id != event.pointer_id()) {
                            set(pinched(&now.plots, *other, before, x));
                        }
                    }
                }
                hands.down[index].1 = x;
            }
            Touch::Up(chart, event) => {
                let mut hands = hands.borrow_mut();
                hands.down.retain(|(id, _)| *id != event.pointer_id());
                let grasp = std::mem::take(&mut hands.grasp);
                if let (Grasp::Pressed(_), Some((_, x, y)), "pointerup") = (grasp, place(&event), &*event.type_()) {
                    let point = now.plots.nearest(&now.series, chart, (x, y));
                    pointed.set(point);
                    select(&now, point, act);
                }
            }
            Touch::Leave => pointed.set(None),
            Touch::Wheel(event) => {
                let Some((svg, x, _)) = place(&event) else { return };
                // Where the wheel moves the page, it does so, unless Ctrl says otherwise; fingers on a pad say Ctrl.
                if event.ctrl_key() || !scrolls(&svg) {
                    event.prevent_default();
                    let factor = (event.delta_y() * 0.002).clamp(-0.5, 0.5).exp();
                    set(zoomed(&now.plots, now.plots.x.value(x), factor));
                }
            }
            Touch::Zoom(factor) => set(zoomed(&now.plots, middle(&now), factor)),
            Touch::Fit => act.emit(Action::Span(None)),
            Touch::Focus(chart) => pointed.set(mark(&now, chart)),
            Touch::Blur => pointed.set(None),
            Touch::Key(chart, event) => {
                if event.ctrl_key() || event.alt_key() || event.meta_key() {
                    return;
                }
                let point = mark(&now, chart);
                let all = now.plots.points(&now.series, chart);
                let step = |to: Option<usize>| {
                    if let Some(index) = to.filter(|index| all.contains(index)) {
                        pointed.set(Some(Point { chart, index }));
                    }
                };
                let width = now.plots.x.end - now.plots.x.start;
                match (event.key().as_str(), event.shift_key(), point) {
                    ("ArrowRight", true, _) => set(moved(&now.plots, width * PACE)),
                    ("ArrowLeft", true, _) => set(moved(&now.plots, -width * PACE)),
                    ("ArrowRight", false, Some(point)) => step(Some(point.index + 1)),
                    ("ArrowLeft", false, Some(point)) => step(point.index.checked_sub(1)),
                    ("Home", _, _) => step(Some(all.start)),
                    ("End", _, _) => step(all.end.checked_sub(1)),
                    ("Enter" | " ", _, Some(_)) => select(&now, point, act),
                    ("+" | "=", _, _) => set(zoomed(&now.plots, middle(&now), 0.5)),
                    ("-" | "_", _, _) => set(zoomed(&now.plots, middle(&now), 2.0)),
                    ("0", _, _) => act.emit(Action::Span(None)),
                    _ => return,
                }
                event.prevent_default();
            }
        }
    })
}

/// The drawing that an event is in, and where in it.
fn place(event: &MouseEvent) -> Option<(Element, f64, f64)> {
    let svg = target(event)?.closest(".chart-drawing").ok().flatten()?;
    let frame = svg.get_bounding_client_rect();
    let (x, y) = (f64::from(event.client_x()) - frame.left(), f64::from(event.client_y()) - frame.top());
    Some((svg, x, y))
}

/// Whether the wheel has something to scroll here.
fn scrolls(svg: &Element) -> bool {
    let longer = |element: Element| element.scroll_height() > element.client_height() + 1;
    let root = window().document().and_then(|document| document.document_element());
    let frame = svg.closest(".charts-frame").ok().flatten();
    root.is_some_and(longer) || frame.is_some_and(longer)
}

/// The point that has the mark of a chart.
fn mark(now: &Now, chart: Chart) -> Option<Point> {
    marked(&now.model, &now.series, &now.plots, chart, now.looked_at)
}

fn seek(now: &Now, x: f64) -> Action {
    let at = instant(now.plots.x.value(x.clamp(now.plots.x.start, now.plots.x.end)));
    Action::Seek(now.model.projection.place(now.model.projection.cursor_at(at)))
}

/// Selects the number that a point stands for, and shows why it is what it is: the SEG.SEQ of a segment, or what the
/// sender came to know at a moment, to which the player goes.
fn select(now: &Now, point: Option<Point>, act: &Callback<Action>) {
    let Some((point, entry)) = point.and_then(|point| Some((point, entry_of(&now.model, &now.series, point)?))) else {
        if now.model.selection.segment.is_some() {
            act.emit(Action::SelectSegment(None));
        }
        return;
    };
    let (sender, step) = (now.model.view.sender, entry + 1);
    if let Some(variable) = point.chart.variable() {
        act.emit(Action::Jump(Jump::To(step)));
        act.emit(Action::SelectVariable(Some((sender, variable))));
    } else {
        // What is still to come is gone to.
        if step > now.model.cursor.step {
            act.emit(Action::Jump(Jump::To(step)));
        }
        let segment = now.series.segments[point.index].transmission;
        act.emit(Action::SelectNumber(segment, FieldId::TcpSequenceNumber));
    }
}

/// The moment about which buttons and keys zoom: the cursor if it is in sight.
fn middle(now: &Now) -> f64 {
    let (x, at) = (now.plots.x, millis(now.model.cursor.at));
    if (x.from..=x.to).contains(&at) { at } else { f64::midpoint(x.from, x.to) }
}

/// The stretch so many times as long, with `at` where it is.
fn zoomed(plots: &Plots, at: f64, factor: f64) -> Stretch {
    (at - (at - plots.x.from) * factor, at + (plots.x.to - at) * factor)
}

/// The stretch so many pixels on.
fn moved(plots: &Plots, by: f64) -> Stretch {
    let by = plots.x.value(plots.x.start + by) - plots.x.from;
    // At the beginning it stays as long as it is.
    let by = by.max(-plots.x.from);
    (plots.x.from + by, plots.x.to + by)
}

/// The stretch after one of two fingers went from `before` to `after`, and the other stayed.
fn pinched(plots: &Plots, other: f64, before: f64, after: f64) -> Stretch {
    const CLOSE: f64 = 8.0;
    let factor = (before - other).abs().max(CLOSE) / (after - other).abs().max(CLOSE);
    zoomed(plots, plots.x.value(other), factor)
}

#[cfg(test)]
mod tests {
    use super::super::fitting;
    use super::*;
    use sim::{Side, run};

    fn plots() -> (Series, Plots) {
        let series = Series::new(&run(&lessons::find("lost-segment").unwrap().scenario), Side::Client, usize::MAX);
        let plots = Plots::new(&series, fitting(&series), 560.0);
        (series, plots)
    }

    #[test]
    fn zooming_leaves_the_moment_where_it_is() {
        let (series, plots) = plots();
        let at = series.last / 3.0;
        let near = Plots::new(&series, zoomed(&plots, at, 0.25), 560.0);
        assert!((near.x.px(at) - plots.x.px(at)).abs() < 1e-6);
        let fingers = Plots::new(&series, pinched(&plots, 100.0, 200.0, 300.0), 560.0);
        assert!((fingers.x.px(plots.x.value(200.0)) - 300.0).abs() < 1e-6);
        assert!((fingers.x.px(plots.x.value(100.0)) - 100.0).abs() < 1e-6);
    }

    #[test]
    fn a_stretch_stays_within_the_run() {
        let (series, plots) = plots();
        assert_eq!(within(moved(&plots, -1000.0), series.whole).0, 0.0);
        let (from, to) = within(zoomed(&plots, 10.0, 1e9), series.whole);
        assert!(from == 0.0 && to <= series.whole * 1.05);
        let (from, to) = within(zoomed(&plots, 10.0, 1e-9), series.whole);
        assert!(to - from >= 0.49);
    }
}
