//! Fetches what is taught, one file at a time, from where the page came from.

use std::rc::Rc;

use yew::prelude::*;

/// A file that was asked for.
#[derive(Clone, PartialEq)]
pub(crate) enum Fetched {
    Awaited,
    There(Rc<Vec<u8>>),
    Failed,
}

/// The file of this name, and how it is asked for once more.
#[hook]
pub(crate) fn use_file(name: &str) -> (Fetched, Callback<()>) {
    let attempt = use_state(|| 0_u32);
    let state = use_state(|| (String::new(), Fetched::Awaited));
    let setter = state.setter();
    use_effect_with((name.to_owned(), *attempt), move |(name, _)| {
        let of = name.clone();
        setter.set((of.clone(), Fetched::Awaited));
        fetch(name, move |octets| {
            setter.set((of, octets.map_or(Fetched::Failed, |octets| Fetched::There(Rc::new(octets)))));
        });
    });
    let again = {
        let attempt = attempt.clone();
        use_callback(*attempt, move |(), so_far| attempt.set(so_far + 1))
    };
    // What is there of another file is not there of this one.
    let fetched = if state.0 == name { state.1.clone() } else { Fetched::Awaited };
    (fetched, again)
}

/// Gives the octets of a file to `done`, or nothing if it could not be had.
#[cfg(feature = "split")]
pub(crate) fn fetch(name: &str, done: impl FnOnce(Option<Vec<u8>>) + 'static) {
    use crate::browser::window;

    let root = window().document().and_then(|document| document.document_element());
    let version = root.and_then(|root| root.get_attribute("data-lessons")).unwrap_or_default();
    let address = format!("lessons/{name}-{version}.bin");
    yew::platform::spawn_local(async move { done(octets(&address).await.ok()) });
}

#[cfg(feature = "split")]
async fn octets(address: &str) -> Result<Vec<u8>, wasm_bindgen::JsValue> {
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;

    let answer: web_sys::Response =
        JsFuture::from(crate::browser::window().fetch_with_str(address)).await?.dyn_into()?;
    if !answer.ok() {
        return Err(JsValue::from(answer.status()));
    }
    let buffer = JsFuture::from(answer.array_buffer()?).await?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}

/// A page in one piece has all files within it.
#[cfg(not(feature = "split"))]
pub(crate) fn fetch(name: &str, done: impl FnOnce(Option<Vec<u8>>) + 'static) {
    let file = lessons::files().into_iter().find(|(of, _)| of == name);
    done(file.map(|(_, octets)| octets.to_vec()));
}
