//! What is kept of a sheet until the tab is closed, so that nothing is lost when the page is loaded again. Where the browser
//! keeps nothing, it lasts as long as the page does.

use std::cell::RefCell;

use quiz::sheet::{Progress, Sheet};

use crate::browser::window;

/// Under which name it is kept.
const NAME: &str = "synackademy.sheet";

thread_local! {
    static HELD: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// What was done with a sheet, and when it began, in milliseconds by the clock: time goes on while the page is away.
pub(super) struct Kept {
    pub(super) progress: Progress,
    pub(super) began: f64,
}

/// What is kept of this sheet.
pub(super) fn kept(sheet: &Sheet, questions: usize) -> Option<Kept> {
    let storage = window().session_storage().ok().flatten();
    let of_session = storage.and_then(|storage| storage.get_item(NAME).ok().flatten());
    let text = HELD.with_borrow(Clone::clone).or(of_session)?;
    let (began, state) = text.split_once(' ')?;
    let began = began.parse().ok().filter(|began: &f64| began.is_finite())?;
    Some(Kept { progress: Progress::read(state, sheet, questions)?, began })
}

/// Keeps it.
pub(super) fn keep(sheet: &Sheet, progress: &Progress, began: f64) {
    hold(Some(format!("{began:.0} {}", progress.write(sheet))));
}

/// Forgets it.
pub(super) fn forget() {
    hold(None);
}

fn hold(text: Option<String>) {
    if let Some(storage) = window().session_storage().ok().flatten() {
        // Where nothing can be kept, it is gone with the page.
        let _ = match &text {
            Some(text) => storage.set_item(NAME, text),
            None => storage.remove_item(NAME),
        };
    }
    HELD.set(text);
}
