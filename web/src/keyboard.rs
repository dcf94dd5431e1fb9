//! Keys that work wherever the focus is, unless it is where the same key means something else.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use crate::browser::{character_keys, target, window};
use crate::model::{Jump, Mode, Pane};

/// What a key does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Key {
    Jump(Jump),
    Toggle,
    Faster,
    Slower,
    Numbering,
    /// To this mode, or back to watching.
    Mode(Mode),
    Pane(Pane),
    Longer,
    Shorter,
    UsualLength,
    Undo,
    Redo,
    LoopFrom,
    LoopTo,
    LoopPhase,
    LoopOff,
    Lang,
    Theme,
    Keys,
    /// Out of what is open or selected.
    Out,
}

/// Calls `on_key` for each key that is one of ours.
#[hook]
pub(crate) fn use_keyboard(on_key: Callback<Key>) {
    use_effect_with(on_key, |on_key| {
        let on_key = on_key.clone();
        let listener = Closure::<dyn Fn(KeyboardEvent)>::new(move |event: KeyboardEvent| {
            let Some(key) = read(&event) else { return };
            event.prevent_default();
            on_key.emit(key);
        });
        let callback: &js_sys::Function = listener.as_ref().unchecked_ref();
        let _ = window().add_event_listener_with_callback("keydown", callback);
        move || {
            let _ = window().remove_event_listener_with_callback("keydown", listener.as_ref().unchecked_ref());
        }
    });
}

fn read(event: &KeyboardEvent) -> Option<Key> {
    if event.alt_key() || event.default_prevented() {
        return None;
    }
    let place = target(event).map_or(Place::Page, |element| place(&element));
    if event.ctrl_key() || event.meta_key() {
        // The browser takes back what is written in a field.
        return match (event.key().as_str(), event.shift_key(), place) {
            (_, _, Place::Text) => None,
            ("z" | "Z", false, _) => Some(Key::Undo),
            ("z" | "Z", true, _) | ("y" | "Y", false, _) => Some(Key::Redo),
            _ => None,
        };
    }
    // Those who speak to their computer press letters without meaning to (WCAG 2.1.4).
    if !character_keys() && event.key() != " " && event.key().chars().nth(1).is_none() {
        return None;
    }
    let key = match (event.key().as_str(), event.shift_key()) {
        ("ArrowRight", false) => Key::Jump(Jump::Step),
        ("ArrowLeft", false) => Key::Jump(Jump::Back),
        ("ArrowRight", true) => Key::Jump(Jump::NextSegment),
        ("ArrowLeft", true) => Key::Jump(Jump::PreviousSegment),
        ("PageDown", true) => Key::Jump(Jump::NextPhase),
        ("PageUp", true) => Key::Jump(Jump::PreviousPhase),
        ("ArrowDown", true) => Key::Longer,
        ("ArrowUp", true) => Key::Shorter,
        ("0", _) => Key::UsualLength,
        ("Home", _) => Key::Jump(Jump::Start),
        ("End", _) => Key::Jump(Jump::End),
        (" ", _) => Key::Toggle,
        ("+" | "=", _) => Key::Faster,
        ("-" | "_", _) => Key::Slower,
        ("n" | "N", _) => Key::Numbering,
        ("p" | "P", _) => Key::Mode(Mode::Predict),
        ("q" | "Q", _) => Key::Mode(Mode::Quiz),
        ("b" | "B", _) => Key::Mode(Mode::Lab),
        (digit @ ("1" | "2" | "3" | "4"), _) => Key::Pane(Pane::ALL[usize::from(digit.as_bytes()[0] - b'1')]),
        ("r" | "R", _) => Key::Jump(Jump::RoundTrip),
        ("s" | "S", _) => Key::Jump(Jump::NextStop),
        ("[", _) => Key::LoopFrom,
        ("]", _) => Key::LoopTo,
        ("a" | "A", _) => Key::LoopPhase,
        ("\\", _) => Key::LoopOff,
        ("z" | "Z", false) => Key::Undo,
        ("z" | "Z", true) => Key::Redo,
        ("l" | "L", _) => Key::Lang,
        ("c" | "C", _) => Key::Theme,
        ("?", _) => Key::Keys,
        ("Escape", _) => Key::Out,
        _ => return None,
    };
    let passes = match place {
        Place::Page => true,
        Place::Position => matches!(key, Key::Jump(_) | Key::Toggle | Key::Longer | Key::Shorter),
        Place::Button => key != Key::Toggle,
        Place::Arrows => !matches!(key, Key::Jump(_) | Key::Toggle),
        Place::Text => false,
    };
    passes.then_some(key)
}

/// Where the focus is, by which keys it needs itself.
enum Place {
    Page,
    /// The player's own slider, on which an arrow is a step.
    Position,
    Button,
    /// Where arrows and the space bar have a meaning of their own.
    Arrows,
    Text,
}

fn place(element: &Element) -> Place {
    let is_in = |selector| element.closest(selector).ok().flatten().is_some();
    // What was closed keeps the focus until the browser draws next.
    if is_in("dialog:not([open])") {
        return Place::Page;
    }
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        return match input.type_().as_str() {
            "range" if is_in("[data-part=transport]") => Place::Position,
            "range" => Place::Arrows,
            _ => Place::Text,
        };
    }
    match () {
        () if is_in("select, textarea, dialog, [contenteditable]") => Place::Text,
        () if is_in("[role=tablist], [role=grid], [data-part=segment], [role=menu]") => Place::Arrows,
        () if is_in("button, summary, a") => Place::Button,
        () => Place::Page,
    }
}
