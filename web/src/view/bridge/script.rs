//! Values of the browser's script as they come from outside: read with bounds, property by property, and never trusted to
//! have any.

use js_sys::{JSON, JsString, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// What an object has under a name; undefined if it is no object, or will not say.
pub(super) fn get(of: &JsValue, name: &str) -> JsValue {
    if !of.is_object() && !of.is_function() {
        return JsValue::UNDEFINED;
    }
    Reflect::get(of, &JsValue::from_str(name)).unwrap_or_default()
}

/// A text of at most so many characters. Nothing of a longer one is read.
pub(super) fn text(value: &JsValue, most: u32) -> Option<String> {
    let text = value.dyn_ref::<JsString>()?;
    (text.length() <= most).then(|| String::from(text))
}

/// The text that an object has under a name.
pub(super) fn text_of(of: &JsValue, name: &str, most: usize) -> Option<String> {
    text(&get(of, name), u32::try_from(most).unwrap_or(u32::MAX))
}

/// JSON as a value. None if it is none.
pub(super) fn parsed(json: &str) -> Option<JsValue> {
    JSON::parse(json).ok()
}

/// Calls what an object has under a name. None if it has nothing that can be called there, or if that throws.
pub(super) fn call(of: &JsValue, name: &str, arguments: &[&JsValue]) -> Option<JsValue> {
    let function = get(of, name).dyn_into::<js_sys::Function>().ok()?;
    function.apply(of, &arguments.iter().copied().collect::<js_sys::Array>()).ok()
}
