//! What is kept of a sheet until the tab is closed, so that nothing is lost when the page is loaded again. Where the browser
//! keeps nothing, it lasts as long as the page does.
//!
//! Somebody else may sit before the same tab in a course. So what a course platform keeps is not kept here as well, and
//! what is stated of somebody who was launched by cmi5 is kept under the name of that registration, which is nobody else's.

use std::cell::RefCell;

use quiz::sheet::{Progress, Sheet};

use crate::browser;
use crate::model::Options;

/// Under which name it is kept.
const NAME: &str = "synackademy.sheet";

thread_local! {
    static HELD: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// What was done with a sheet.
pub(super) struct Kept {
    pub(super) progress: Progress,
    /// Whether it was done before the page was loaded this time, and so told before.
    pub(super) is_of_before: bool,
}

/// What is kept of this sheet.
pub(super) fn kept(sheet: &Sheet, questions: usize, options: &Options) -> Option<Kept> {
    let read = |text: &str| Progress::read(text, sheet, questions);
    if let Some(progress) = HELD.with_borrow(|held| held.as_deref().and_then(read)) {
        return Some(Kept { progress, is_of_before: false });
    }
    let text = browser::window().session_storage().ok()??.get_item(&name(options)?).ok()??;
    Some(Kept { progress: read(&text)?, is_of_before: true })
}

/// Keeps it.
pub(super) fn keep(sheet: &Sheet, progress: &Progress, options: &Options) {
    hold(Some(progress.write(sheet)), options);
}

/// Forgets it.
pub(super) fn forget(options: &Options) {
    hold(None, options);
}

fn hold(text: Option<String>, options: &Options) {
    if let (Some(name), Ok(Some(storage))) = (name(options), browser::window().session_storage()) {
        // Where nothing can be kept, it is gone with the page.
        let _ = match &text {
            Some(text) => storage.set_item(&name, text),
            None => storage.remove_item(&name),
        };
    }
    HELD.set(text);
}

/// Under which name it is kept for whoever sits before the page. None where somebody else keeps it.
fn name(options: &Options) -> Option<String> {
    let of = options.get("registration").map(|registration| [".", registration.as_str()].concat());
    browser::package().is_none().then(|| [NAME, &of.unwrap_or_default()].concat())
}
