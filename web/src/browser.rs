//! What the page asks of the browser besides drawing: its link, its language, its settings. Whatever the browser
//! refuses, as it may in an embedded page, is done without.

use std::cell::Cell;

use lessons::Lang;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, Storage, UrlSearchParams, Window};

use crate::labels::shell::shell;
use crate::library::{LINKED, source_of};
use crate::model::{Model, Theme, from_query, to_query};

/// The window. There is no page without one.
pub(crate) fn window() -> Window {
    web_sys::window().expect("the page runs in a window")
}

/// Whether somebody may want to hear of what happens here: a page that this one stands in, or that opened it, or a course's records.
pub(crate) fn has_host() -> bool {
    let window = window();
    let is_framed = window.parent().ok().flatten().is_some_and(|parent| parent != window);
    let is_opened = window.opener().is_ok_and(|opener| !opener.is_null());
    is_framed || is_opened || is_recorded()
}

/// Whether a course's records keep what is done here: the page is a package, or was launched by cmi5 or xAPI. Then nothing is
/// kept besides, for somebody else may sit before the same browser next.
pub(crate) fn is_recorded() -> bool {
    package().is_some() || window().location().search().is_ok_and(|search| search.contains("endpoint="))
}

/// Of which version of SCORM the page is a package, if it is one: as whoever packed it wrote into it.
pub(crate) fn package() -> Option<String> {
    window().document()?.document_element()?.get_attribute("data-package")
}

/// The state that the page's address asks for.
pub(crate) fn open_address() -> Model {
    let search = window().location().search().unwrap_or_default();
    let mut parameters = parameters(&search);
    let is_still = |(name, value): &(String, String)| name == "motion" && value == "off";
    if prefers_reduced_motion() || parameters.iter().any(is_still) {
        // Nothing begins to move by itself.
        parameters.retain(|(name, _)| name != "paused");
    }
    let hash = hash();
    let folded = hash.starts_with(FOLDED);
    // A lesson in the address itself comes first, since only so many parameters are read.
    parameters.splice(0..0, Some(hash).filter(|hash| hash.starts_with(LINKED)).map(|hash| ("#".into(), hash)));
    Model { folded, ..from_query(&parameters, preferred_language()) }
}

/// What a long link's fragment begins with (`view/share/fold`).
pub(crate) const FOLDED: &str = "#z=";

/// The fragment of the page's address, with its sign.
pub(crate) fn hash() -> String {
    window().location().hash().unwrap_or_default()
}

/// Goes to an address by its query, as a link does, but without loading the page again.
pub(crate) fn go_to(query: &str) {
    write_address(query, true);
    hear_address();
}

/// The same in the place of the address that is shown now: a frame adds nothing to the history of the page around it.
pub(crate) fn show_address(query: &str) {
    write_address(query, false);
    hear_address();
}

fn hear_address() {
    if let Ok(event) = web_sys::Event::new("popstate") {
        // Whoever hears of the browser's back and forward hears of this, too.
        let _ = window().dispatch_event(&event);
    }
}

/// Under this name the browser keeps the address at which one stopped.
const STOPPED: &str = "synackademy.stopped";

/// Keeps where one is, unless it is a beginning.
pub(crate) fn remember_place(model: &Model, query: &str) {
    if model.cursor.step > 0 {
        keep(STOPPED, query);
    }
}

/// Where one stopped, for somebody who comes by no link to anything in particular.
pub(crate) fn stopped_at() -> Option<String> {
    kept(STOPPED).filter(|_| is_plain())
}

/// Whether the address asks for nothing in particular.
fn is_plain() -> bool {
    window().location().search().is_ok_and(|search| search.is_empty())
}

/// What the browser keeps for this page, if it keeps anything.
fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten().filter(|_| !is_recorded())
}

/// Under this name the browser keeps that the introduction was seen.
const SEEN: &str = "synackademy.introduction";

/// Whether somebody comes for the first time, and by no link to anything in particular.
pub(crate) fn is_first_visit() -> bool {
    is_plain() && storage().is_some_and(|storage| matches!(storage.get_item(SEEN), Ok(None)))
}

/// Keeps that the introduction was seen. Where nothing can be kept, it is not shown.
pub(crate) fn remember_visit() {
    keep(SEEN, "1");
}

/// Moves the focus to where a link within the page leads. The address stays: behind its `#` there may be a lesson.
pub(crate) fn follow_within(event: &web_sys::MouseEvent) {
    event.prevent_default();
    let place = target(event).and_then(|link| link.get_attribute("href"));
    let place = place.and_then(|place| window().document()?.query_selector(&place).ok().flatten());
    if let Some(place) = place.and_then(|place| place.dyn_into::<HtmlElement>().ok()) {
        let _ = place.focus();
    }
}

/// The state as the query of an address, and behind it the lesson if the address has that itself.
pub(crate) fn query(model: &Model) -> String {
    let Ok(parameters) = UrlSearchParams::new() else { return String::new() };
    for (key, value) in to_query(model) {
        parameters.append(key, &value);
    }
    let query = String::from(parameters.to_string());
    let linked = source_of(model.lesson).filter(|source| source.starts_with('#') && model.captured.is_none());
    [&query, linked.as_deref().unwrap_or_default()].concat()
}

/// Puts the state into the address bar: as a new page of the history if another lesson was opened.
pub(crate) fn write_address(query: &str, is_new_page: bool) {
    let Ok(history) = window().history() else { return };
    let address = format!("?{query}");
    // A browser that refuses leaves the address as it is, and nothing else fails.
    let _ = if is_new_page {
        history.push_state_with_url(&JsValue::NULL, "", Some(&address))
    } else {
        history.replace_state_with_url(&JsValue::NULL, "", Some(&address))
    };
}

/// Tells the document its language, its colours and its title.
pub(crate) fn describe_document(lang: Lang, theme: Theme, title: &str) {
    let Some(document) = window().document() else { return };
    document.set_title(title);
    let Some(root) = document.document_element() else { return };
    let _ = root.set_attribute("lang", lang.code());
    let _ = match theme {
        Theme::System => root.remove_attribute("data-theme"),
        Theme::Light => root.set_attribute("data-theme", "light"),
        Theme::Dark => root.set_attribute("data-theme", "dark"),
    };
}

/// Tells the style sheet how many pixels the transport bar is high.
pub(crate) fn describe_bar(height: i32) {
    let root = window().document().and_then(|document| document.document_element());
    if let Some(root) = root.and_then(|root| root.dyn_into::<HtmlElement>().ok()) {
        let _ = root.style().set_property("--bar", &[&height.to_string(), "px"].concat());
    }
}

thread_local! {
    static STILL: Cell<bool> = const { Cell::new(false) };
}

/// Reduces motion whatever the browser prefers, or leaves it to that.
pub(crate) fn keep_still(still: bool) {
    STILL.set(still);
}

/// Whether motion is to be reduced.
pub(crate) fn prefers_reduced_motion() -> bool {
    let query = window().match_media("(prefers-reduced-motion: reduce)");
    STILL.get() || query.ok().flatten().is_some_and(|query| query.matches())
}

/// Lets the focus go from what can no longer be pressed: in Firefox, keys that are pressed there are heard by nobody.
pub(crate) fn leave_disabled() {
    let active = window().document().and_then(|document| document.active_element());
    let disabled = active.filter(|element| element.matches(":disabled").unwrap_or(false));
    if let Some(element) = disabled.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.blur();
    }
}

/// The element that an event came from.
pub(crate) fn target(event: &web_sys::Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// Has the live region say that something could not be loaded, or no longer say so.
pub(crate) fn say_missing(text: &str) {
    say("[data-said=missing]", text);
}

/// What stands in the place of a part that could not be had, and whether it is worth another try: the single file says of
/// itself, in each language, that it does not have everything.
pub(crate) fn missing(lang: Lang) -> (String, bool) {
    let root = window().document().and_then(|document| document.document_element());
    let left_out = root.and_then(|root| root.get_attribute(["data-left-out-", lang.code()].concat().as_str()));
    let is_worth_a_try = left_out.is_none();
    (left_out.unwrap_or_else(|| shell(lang).not_loaded.to_owned()), is_worth_a_try)
}

/// Has the live region say that a file was saved.
pub(crate) fn say_saved(text: &str) {
    say("[data-said=saved]", text);
}

/// Has the live region say a hint, or no longer say one.
pub(crate) fn say_hint(text: &str) {
    say("[data-said=hint]", text);
}

/// Has the live region say the verdict on an answer, or no longer say one.
pub(crate) fn say_verdict(text: &str) {
    say("[data-said=verdict]", text);
}

fn say(place: &str, text: &str) {
    let place = window().document().and_then(|document| document.query_selector(place).ok().flatten());
    // What is set anew is read anew, even if it is the same.
    if let Some(place) = place.filter(|place| place.text_content().as_deref() != Some(text)) {
        place.set_text_content(Some(text));
    }
}

/// The element around where an event came from that a selector names. Yew hears of every event at the root of the page, so
/// that the event's own current target is no part of a view.
pub(crate) fn around(event: &web_sys::Event, selector: &str) -> Option<Element> {
    target(event)?.closest(selector).ok().flatten()
}

/// Moves the focus from a control that is about to go to what it lies in.
pub(crate) fn focus_around(event: &web_sys::Event) {
    let around = target(event).and_then(|control| control.closest("[tabindex]").ok().flatten());
    if let Some(around) = around.and_then(|around| around.dyn_into::<HtmlElement>().ok()) {
        // What cannot take the focus leaves it where it is.
        let _ = around.focus();
    }
}

/// What was kept under `name` in this browser.
pub(crate) fn kept(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

/// Keeps `text` under `name` in this browser. Where nothing can be kept, it is gone with the page.
pub(crate) fn keep(name: &str, text: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(name, text);
    }
}

/// Under this name the browser keeps that keys of one character do nothing.
const NO_CHARACTER_KEYS: &str = "synackademy.no-character-keys";

thread_local! {
    // A browser that keeps nothing still does as it was told, until the page is closed.
    static CHARACTER_KEYS: Cell<bool> = Cell::new(kept(NO_CHARACTER_KEYS).as_deref() != Some("1"));
}

/// Whether a letter, a digit or a sign by itself does something.
pub(crate) fn character_keys() -> bool {
    CHARACTER_KEYS.get()
}

/// Lets them do something, or nothing.
pub(crate) fn set_character_keys(on: bool) {
    CHARACTER_KEYS.set(on);
    keep(NO_CHARACTER_KEYS, if on { "0" } else { "1" });
}

pub(crate) fn preferred_language() -> Lang {
    let languages = window().navigator().languages();
    let known = languages.iter().filter_map(|tag| tag.as_string()).find_map(|tag| Lang::parse(&tag));
    known.unwrap_or_default()
}

/// The parameters of a query, in order.
pub(crate) fn parameters(search: &str) -> Vec<(String, String)> {
    let Ok(parameters) = UrlSearchParams::new_with_str(search) else { return Vec::new() };
    let mut out = Vec::new();
    for pair in js_sys::try_iter(&parameters).ok().flatten().into_iter().flatten().flatten() {
        let pair = js_sys::Array::from(&pair);
        if let (Some(mut key), Some(value)) = (pair.get(0).as_string(), pair.get(1).as_string()) {
            // So it begins where an address was copied out of HTML, which writes `&amp;` for `&`.
            if key.starts_with("amp;") {
                key.drain(..4);
            }
            // By this name goes what is in the fragment.
            if key != "#" {
                out.push((key, value));
            }
        }
    }
    out
}
