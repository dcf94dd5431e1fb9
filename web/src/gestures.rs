//! Strokes of a finger across the views: to the left is one step on, to the right one step back. Whoever drags by
//! themselves say so with `data-drags`.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::TouchEvent;
use yew::prelude::*;

use crate::browser::{target, window};
use crate::model::{Action, Jump};

/// Pixels that a stroke has at least along the page.
const LEAST: i32 = 60;

/// Where a stroke counts.
const PLACES: &str = ".exchange, .transport, .status";
/// Where a finger does something else.
const ELSEWHERE: &str = "input, select, textarea, dialog, [data-drags]";

/// Steps with each stroke.
#[hook]
pub(crate) fn use_strokes(act: Callback<Action>) {
    use_effect_with(act, |act| {
        let began: Rc<Cell<Option<(i32, i32)>>> = Rc::default();
        let act = act.clone();
        let listener = Closure::<dyn Fn(TouchEvent)>::new(move |event: TouchEvent| {
            if event.type_() == "touchstart" {
                began.set(begin(&event));
                return;
            }
            let Some((from_x, from_y)) = began.take() else { return };
            let Some(touch) = event.changed_touches().item(0) else { return };
            let (along, across) = (touch.client_x() - from_x, touch.client_y() - from_y);
            if along.abs() >= LEAST && along.abs() > 2 * across.abs() {
                act.emit(Action::Jump(if along < 0 { Jump::Step } else { Jump::Back }));
            }
        });
        let callback: &js_sys::Function = listener.as_ref().unchecked_ref();
        for event in EVENTS {
            let _ = window().add_event_listener_with_callback(event, callback);
        }
        move || {
            for event in EVENTS {
                let _ = window().remove_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
            }
        }
    });
}

const EVENTS: [&str; 2] = ["touchstart", "touchend"];

/// Where a stroke of one finger begins, if it begins where strokes count.
fn begin(event: &TouchEvent) -> Option<(i32, i32)> {
    let element = target(event)?;
    let is_in = |places: &str| element.closest(places).ok().flatten().is_some();
    if event.touches().length() != 1 || !is_in(PLACES) || is_in(ELSEWHERE) {
        return None;
    }
    let touch = event.touches().item(0)?;
    Some((touch.client_x(), touch.client_y()))
}
