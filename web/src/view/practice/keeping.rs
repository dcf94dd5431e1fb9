//! What is kept of the quiz: in the browser what is thought of each skill, and until the page is closed the round. Where the
//! browser keeps nothing, and where a course's records do, both last as long as the page does.

use std::cell::RefCell;

use lessons::link;
use quiz::Mastery;
use web_sys::Storage;

use super::round::Round;
use crate::browser::{is_recorded, keep, kept, window};

/// Under which names they are kept.
const MASTERY: &str = "synackademy.mastery";
const ROUND: &str = "synackademy.round";

/// What the page itself holds of both.
#[derive(Default)]
struct Held {
    mastery: String,
    round: Option<Round>,
}

thread_local! {
    static HELD: RefCell<Held> = RefCell::default();
}

/// Today, in days since 1970.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(super) fn today() -> u32 {
    const DAY: f64 = 86_400_000.0;
    (js_sys::Date::now() / DAY).floor() as u32
}

/// What is thought of each skill.
pub(super) fn mastery() -> Mastery {
    Mastery::read(&mastery_text())
}

/// The same as text: what a learner saves.
pub(crate) fn mastery_text() -> String {
    // Another tab may have kept something meanwhile.
    kept(MASTERY).unwrap_or_else(|| HELD.with_borrow(|held| held.mastery.clone()))
}

pub(super) fn keep_mastery(mastery: &Mastery) {
    let text = mastery.text();
    keep(MASTERY, &text);
    HELD.with_borrow_mut(|held| held.mastery = text);
}

/// The round that was begun with `link`, if it is the last one.
pub(super) fn round(link: &str) -> Option<Round> {
    let held = HELD.with_borrow(|held| held.round.clone());
    let of_session = || {
        let text = session()?.get_item(ROUND).ok().flatten()?;
        link::value_of::<Round>(&text)
    };
    held.or_else(of_session).filter(|round| round.link == link && round.current.version == quiz::VERSION)
}

pub(super) fn keep_round(round: &Round) {
    if let Some(storage) = session() {
        // Where it cannot be kept, it is gone with the page.
        let _ = storage.set_item(ROUND, &link::text_of(round));
    }
    HELD.with_borrow_mut(|held| held.round = Some(round.clone()));
}

/// Forgets everything.
pub(crate) fn forget() {
    keep(MASTERY, "");
    if let Some(storage) = session() {
        let _ = storage.remove_item(ROUND);
    }
    HELD.take();
}

/// What the browser keeps until the tab is closed, if it keeps anything for whoever sits before it.
fn session() -> Option<Storage> {
    window().session_storage().ok().flatten().filter(|_| !is_recorded())
}
