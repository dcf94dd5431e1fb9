//! Files that are made in the page: written in turns, and given to the browser to save.

use std::rc::Rc;

use export::{Format, Writing};
use gloo_timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use lessons::explain::Context;
use lessons::{Lang, Numbers};
use sim::Timeline;
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use crate::browser::window;
use crate::model::Model;

/// Milliseconds that writing may keep the page from anything else.
const TURN_MS: f64 = 12.0;
/// Packets, segments or steps that are written between two looks at the clock.
const PIECE: usize = 100;
/// Milliseconds until the browser has surely taken what it was given.
const TAKEN: u32 = 60_000;

/// A file that is being written.
pub(super) struct Writer {
    writing: Writing,
    timeline: Rc<Timeline>,
    numbers: Numbers,
    lang: Lang,
    /// What is written, as the browser wants it.
    parts: Array,
}

/// What a turn came to.
pub(super) enum Told {
    /// So many percent are written.
    Percent(usize),
    Done(Array),
    Failed,
}

impl Writer {
    /// The whole run of `model` as `format`, with its words and numbers as they are in the page.
    pub(super) fn new(format: Format, model: &Model) -> Writer {
        Writer {
            writing: Writing::new(format, &model.context()),
            timeline: model.timeline.clone(),
            numbers: model.numbers(),
            lang: model.view.lang,
            parts: Array::new(),
        }
    }

    /// Writes for a turn.
    pub(super) fn write(&mut self) -> Told {
        let context = Context { timeline: &self.timeline, numbers: self.numbers, lang: self.lang };
        let now = || window().performance().map_or(0.0, |clock| clock.now());
        let begun = now();
        loop {
            match self.writing.piece(&context, PIECE) {
                Ok(Some(octets)) => {
                    self.parts.push(&Uint8Array::from(octets.as_slice()));
                }
                Ok(None) => return Told::Done(self.parts.clone()),
                Err(_) => return Told::Failed,
            }
            if now() - begun > TURN_MS {
                return Told::Percent(self.writing.percent(&context));
            }
        }
    }
}

/// A text as the only part of a file.
pub(crate) fn text(text: &str) -> Array {
    octets(text.as_bytes())
}

/// Octets as the only part of a file.
pub(crate) fn octets(octets: &[u8]) -> Array {
    Array::of1(&Uint8Array::from(octets))
}

/// `parts` as one thing that the browser keeps, of this type.
pub(super) fn blob(parts: &Array, kind: &str) -> Option<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    Blob::new_with_u8_array_sequence_and_options(parts, &options).ok()
}

/// Has the browser save `parts` as a file of this name. None if it refuses.
pub(crate) fn download(parts: &Array, kind: &str, name: &str) -> Option<()> {
    let address = Url::create_object_url_with_blob(&blob(parts, kind)?).ok()?;
    let link: HtmlAnchorElement = window().document()?.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    Timeout::new(TAKEN, move || {
        let _ = Url::revoke_object_url(&address);
    })
    .forget();
    Some(())
}
