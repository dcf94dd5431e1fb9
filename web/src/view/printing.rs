//! Whether the page is being printed: then what is otherwise drawn in parts has to be there whole.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use yew::prelude::*;

use crate::browser::window;

/// Says so from just before the browser prints until it has.
#[hook]
pub(crate) fn use_printing() -> bool {
    let printing = use_state_eq(|| false);
    {
        let printing = printing.setter();
        use_effect_with((), move |()| {
            let tell = |name: &'static str, is: bool| {
                let printing = printing.clone();
                let listener = Closure::<dyn Fn()>::new(move || printing.set(is));
                let _ = window().add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
                (name, listener)
            };
            let listeners = [tell("beforeprint", true), tell("afterprint", false)];
            move || {
                for (name, listener) in listeners {
                    let _ = window().remove_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
                }
            }
        });
    }
    *printing
}
