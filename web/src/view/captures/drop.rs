//! Files that are dropped anywhere on the page.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{DragEvent, FileList};
use yew::prelude::*;

use crate::browser::window;

/// Calls `on_files` for the files that are dropped.
#[hook]
pub(crate) fn use_drop(on_files: Callback<FileList>) {
    use_effect_with(on_files, |on_files| {
        let on_files = on_files.clone();
        let listener = Closure::<dyn Fn(DragEvent)>::new(move |event: DragEvent| {
            let Some(transfer) = event.data_transfer() else { return };
            let is_file = transfer.types().includes(&JsValue::from_str("Files"), 0);
            if !is_file {
                return;
            }
            // Otherwise the browser would leave the page to show the file.
            event.prevent_default();
            if let Some(files) = transfer.files().filter(|_| event.type_() == "drop") {
                on_files.emit(files);
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
