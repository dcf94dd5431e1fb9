//! Text made small and made whole again, by the browser's own DEFLATE (RFC 1951). What is made whole is bounded while it
//! grows, so that a few letters cannot become gigabytes.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use js_sys::{Array, Function, Reflect, Uint8Array};
use lessons::link::Unreadable;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ReadableStreamDefaultReader, ReadableWritablePair};

use crate::browser::window;

/// Letters of a fragment that are read.
const LONGEST: usize = 64 * 1024;
/// Octets that may come of them.
const MOST: usize = 256 * 1024;

/// `text` as the letters of an address. None in a browser that has no DEFLATE.
pub(super) async fn pack(text: &str) -> Option<String> {
    let octets = through("CompressionStream", text.as_bytes(), usize::MAX).await.ok()?;
    Some(URL_SAFE_NO_PAD.encode(octets))
}

/// The text that [`pack`] made letters of.
pub(super) async fn unpack(letters: &str) -> Result<String, Unreadable> {
    if letters.len() > LONGEST {
        return Err(Unreadable::TooLong);
    }
    let octets = URL_SAFE_NO_PAD.decode(letters).map_err(|_| Unreadable::Damaged)?;
    let text = through("DecompressionStream", &octets, MOST).await?;
    String::from_utf8(text).map_err(|_| Unreadable::Damaged)
}

/// What a stream of the browser makes of octets, up to `most` of them.
async fn through(stream: &str, octets: &[u8], most: usize) -> Result<Vec<u8>, Unreadable> {
    let reader = reader(stream, octets).map_err(|_| Unreadable::Damaged)?;
    let mut out = Vec::new();
    loop {
        let turn = JsFuture::from(reader.read()).await.map_err(|_| Unreadable::Damaged)?;
        let of = |name: &str| Reflect::get(&turn, &JsValue::from_str(name)).unwrap_or_default();
        if of("done").is_truthy() {
            return Ok(out);
        }
        let piece = Uint8Array::new(&of("value"));
        if out.len() + piece.length() as usize > most {
            let _ = reader.cancel();
            return Err(Unreadable::TooLong);
        }
        out.extend(piece.to_vec());
    }
}

fn reader(stream: &str, octets: &[u8]) -> Result<ReadableStreamDefaultReader, JsValue> {
    let make: Function = Reflect::get(&window(), &JsValue::from_str(stream))?.dyn_into()?;
    let stream = Reflect::construct(&make, &Array::of1(&JsValue::from_str("deflate-raw")))?;
    let blob = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(octets)))?;
    let piped = blob.stream().pipe_through(stream.unchecked_ref::<ReadableWritablePair>());
    ReadableStreamDefaultReader::new(&piped)
}
