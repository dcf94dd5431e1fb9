//! Two fingers, or the wheel with Ctrl, make the ladder longer and shorter, where they are.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{AddEventListenerOptions, Element, TouchEvent, WheelEvent};
use yew::prelude::*;

use super::viewport::{HEAD, Scrolled};
use crate::model::{Action, Model, Zoom};

/// How much a pixel of the wheel is.
const PER_PIXEL: f64 = 0.0022;

#[hook]
pub(super) fn use_pinch(node: &NodeRef, model: &Rc<Model>, act: &Callback<Action>, scrolled: &Rc<RefCell<Scrolled>>) {
    let zoom = use_mut_ref(Zoom::default);
    zoom.replace(model.view.zoom);
    let scrolled = scrolled.clone();
    use_effect_with((node.clone(), act.clone()), move |(node, act)| {
        let element = node.cast::<Element>();
        let stretch = {
            let (element, act) = (element.clone(), act.clone());
            Rc::new(move |factor: f64, y: f64| {
                let top = element.as_ref().map_or(0.0, |element| element.get_bounding_client_rect().top());
                scrolled.borrow_mut().anchor = Some(y - top - HEAD);
                let now = zoom.borrow().times(factor);
                // Several of these may come before the page is drawn again.
                zoom.replace(now);
                act.emit(Action::Zoom(now));
            })
        };
        let on_wheel = {
            let stretch = stretch.clone();
            Closure::<dyn Fn(WheelEvent)>::new(move |event: WheelEvent| {
                if event.ctrl_key() {
                    event.prevent_default();
                    // A wheel may tell of lines.
                    let pixels =
                        event.delta_y() * if event.delta_mode() == WheelEvent::DOM_DELTA_LINE { 16.0 } else { 1.0 };
                    stretch((-pixels.clamp(-200.0, 200.0) * PER_PIXEL).exp(), f64::from(event.client_y()));
                }
            })
        };
        let apart = Rc::new(Cell::new(None::<f64>));
        let on_touch = Closure::<dyn Fn(TouchEvent)>::new(move |event: TouchEvent| {
            let touches = event.touches();
            let (Some(one), Some(other), 2) = (touches.item(0), touches.item(1), touches.length()) else {
                return apart.set(None);
            };
            event.prevent_default();
            let (dx, dy) = (one.client_x() - other.client_x(), one.client_y() - other.client_y());
            let now = f64::from(dx * dx + dy * dy).sqrt().max(1.0);
            let before = apart.replace(Some(now));
            if let Some(before) = before {
                let middle = f64::midpoint(f64::from(one.client_y()), f64::from(other.client_y()));
                // Less than a percent is kept until it is one.
                if (now / before - 1.0).abs() < 0.01 {
                    apart.set(Some(before));
                } else {
                    stretch(now / before, middle);
                }
            }
        });
        let listeners = [
            ("wheel", on_wheel.into_js_value()),
            ("touchstart", on_touch.as_ref().clone()),
            ("touchmove", on_touch.into_js_value()),
        ];
        // The browser is to leave it to us, which it has to be told beforehand.
        let options = AddEventListenerOptions::new();
        options.set_passive(false);
        if let Some(element) = &element {
            for (name, listener) in &listeners {
                let _ = element.add_event_listener_with_callback_and_add_event_listener_options(
                    name,
                    listener.unchecked_ref(),
                    &options,
                );
            }
        }
        move || {
            if let Some(element) = element {
                for (name, listener) in &listeners {
                    let _ = element.remove_event_listener_with_callback(name, listener.unchecked_ref());
                }
            }
        }
    });
}
