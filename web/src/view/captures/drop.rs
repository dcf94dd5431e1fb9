//! A file that is dropped anywhere on the page.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{DragEvent, File};
use yew::prelude::*;

use crate::browser::window;

/// Calls `on_file` for the first of the files that are dropped.
#[hook]
pub(crate) fn use_drop(on_file: Callback<File>) {
    use_effect_with(on_file, |on_file| {
        let on_file = on_file.clone();
        let listener = Closure::<dyn Fn(DragEvent)>::new(move |event: DragEvent| {
            let Some(transfer) = event.data_transfer() else { return };
            let is_file = transfer.types().includes(&JsValue::from_str("Files"), 0);
            if !is_file {
                return;
            }
            // Otherwise the browser would leave the page to show the file.
            event.prevent_default();
            if let Some(file) = transfer.files().and_then(|files| files.get(0)).filter(|_| event.type_() == "drop") {
                on_file.emit(file);
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

const EVENTS: [&str; 2] = ["dragover", "drop"];
