//! A drawing as pixels, two for each of the screen's in both directions.

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement, Url};

use super::files::{blob, text};
use crate::browser::window;

/// Pixels of the canvas for each of the drawing's.
const SCALE: u32 = 2;
/// Pixels of a drawing that are drawn at most: a canvas is 16,384 high in the browsers that allow the least.
pub(super) const MOST: f64 = 8_192.0;

/// Makes the drawing `svg` into a picture; gives nothing where the browser cannot.
pub(super) fn of(svg: &str, give: impl Fn(Option<Array>) + Clone + 'static) {
    if load(svg, give.clone()).is_none() {
        give(None);
    }
}

fn load(svg: &str, give: impl Fn(Option<Array>) + Clone + 'static) -> Option<()> {
    let address = Url::create_object_url_with_blob(&blob(&text(svg), "image/svg+xml")?).ok()?;
    let image = HtmlImageElement::new().ok()?;
    let on_load = {
        let (image, address, give) = (image.clone(), address.clone(), give.clone());
        Closure::once_into_js(move || {
            if paint(&image, give.clone()).is_none() {
                give(None);
            }
            let _ = Url::revoke_object_url(&address);
        })
    };
    image.set_onload(Some(on_load.unchecked_ref()));
    image.set_onerror(Some(Closure::once_into_js(move || give(None)).unchecked_ref()));
    image.set_src(&address);
    Some(())
}

fn paint(image: &HtmlImageElement, give: impl Fn(Option<Array>) + 'static) -> Option<()> {
    let canvas: HtmlCanvasElement = window().document()?.create_element("canvas").ok()?.dyn_into().ok()?;
    let (width, height) = (image.natural_width() * SCALE, image.natural_height() * SCALE);
    canvas.set_width(width);
    canvas.set_height(height);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context
        .draw_image_with_html_image_element_and_dw_and_dh(image, 0.0, 0.0, f64::from(width), f64::from(height))
        .ok()?;
    let on_blob = Closure::once_into_js(move |made: Option<Blob>| give(made.map(|made| Array::of1(&made))));
    canvas.to_blob(on_blob.unchecked_ref()).ok()
}
