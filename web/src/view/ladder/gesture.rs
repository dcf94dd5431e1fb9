//! What is done to a segment on the ladder, by pointer or keys, and where the focus goes.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use wire::fields::FieldId;
use yew::prelude::*;

use super::changes::Change;
use super::drag::{Drags, Ground};
use super::element_of;
use super::menu::Opened;
use super::viewport::Scrolled;
use crate::model::{Action, Model};
use crate::view::pixels::whole;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Gesture {
    Select,
    /// Selects a number that it carries.
    Number(FieldId),
    /// Lets something happen to it on its way, or takes that back.
    Change(Change),
    /// Opens its menu, at a point of the screen or beside it.
    Menu(Option<(i32, i32)>),
    /// The pointer is put down on it.
    Grab(i32, i32),
    /// The pointer comes to it.
    Point,
    /// The focus comes to it.
    Focus,
    /// The pointer or the focus leaves it.
    Leave,
    Next,
    Previous,
    First,
    Last,
}

impl Gesture {
    /// What a key does to the segment that has the focus.
    pub(super) fn of_key(key: &str, shift: bool) -> Option<Gesture> {
        let change = |letter: &str| {
            Change::ALL.into_iter().find(|change| change.key().is_some_and(|key| key.eq_ignore_ascii_case(letter)))
        };
        Some(match (key, shift) {
            ("Enter" | " ", _) => Gesture::Select,
            ("ContextMenu", _) | ("F10", true) | ("m" | "M", _) => Gesture::Menu(None),
            ("ArrowDown" | "ArrowRight", false) => Gesture::Next,
            ("ArrowUp" | "ArrowLeft", false) => Gesture::Previous,
            ("Home", _) => Gesture::First,
            ("End", _) => Gesture::Last,
            ("Delete" | "Backspace", _) => Gesture::Change(Change::Drop),
            (letter, _) => Gesture::Change(change(letter)?),
        })
    }
}

/// The segment that is to have the focus, which may not be drawn yet.
#[derive(Clone)]
pub(super) struct Focused {
    pub(super) drawing: NodeRef,
    pub(super) wanted: Rc<RefCell<Option<usize>>>,
    pub(super) ground: Rc<RefCell<Option<Ground>>>,
    pub(super) scrolled: Rc<RefCell<Scrolled>>,
}

impl Focused {
    /// Moves the focus to where it is to be, if that is drawn by now.
    pub(super) fn follow(&self) {
        let Some(index) = *self.wanted.borrow() else { return };
        let element = self.ground.borrow().as_ref().and_then(|ground| element_of(&self.drawing, &ground.scene, index));
        if let Some(element) = element {
            self.wanted.replace(None);
            let _ = element.focus();
        }
    }

    /// Gives the focus back to where it was before a menu was opened.
    pub(super) fn give_back(&self, menu: Opened) {
        if menu.by_button {
            let document = self.drawing.cast::<Element>().and_then(|drawing| drawing.owner_document());
            let button = document.and_then(|document| document.query_selector("[data-control=change]").ok().flatten());
            if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
                let _ = button.focus();
            }
        } else {
            self.wanted.replace(Some(menu.segment));
        }
    }

    fn go_to(&self, index: usize) {
        self.wanted.replace(Some(index));
        self.follow();
        // What is not drawn is scrolled to, and then drawn.
        if self.wanted.borrow().is_some()
            && let Some(ground) = &*self.ground.borrow()
            && let Some(sent) = ground.model.timeline.transmissions.get(index)
        {
            self.scrolled.borrow().reveal(ground.scene.y(sent.entry as usize));
        }
    }
}

fn is_selected(model: &Model, index: usize) -> bool {
    model.selection.segment == Some(index)
}

/// Turns what is done to a segment into an action, and moves the focus.
#[hook]
pub(super) fn use_gesture(
    act: &Callback<Action>,
    focused: &Focused,
    pointed: UseStateSetter<Option<usize>>,
    on_menu: &Callback<Opened>,
    drags: &Drags,
) -> Callback<(usize, Gesture)> {
    let (focused, on_menu, drags) = (focused.clone(), on_menu.clone(), drags.clone());
    use_callback(act.clone(), move |(index, gesture): (usize, Gesture), act| {
        let (model, scene) = match &*focused.ground.borrow() {
            Some(ground) => (ground.model.clone(), ground.scene.clone()),
            None => return,
        };
        let last = scene.sent_in(model.cursor.step.min(scene.horizon)).saturating_sub(1);
        match gesture {
            Gesture::Select | Gesture::Number(_) if drags.was_drag() => {}
            Gesture::Number(field) if is_selected(&model, index) && model.selection.field == Some(field) => {
                act.emit(Action::SelectSegment(None));
            }
            Gesture::Number(field) => act.emit(Action::SelectNumber(index, field)),
            Gesture::Select if is_selected(&model, index) => act.emit(Action::SelectSegment(None)),
            Gesture::Select => act.emit(Action::SelectSegment(Some(index))),
            Gesture::Change(change) => {
                if let Some(action) = change.action(&model, index) {
                    act.emit(action);
                }
            }
            Gesture::Menu(_) if !model.can_change() => {}
            Gesture::Menu(at) => {
                let beside = || {
                    let place = element_of(&focused.drawing, &scene, index)?.get_bounding_client_rect();
                    Some((whole(place.left() + place.width() / 3.0), whole(place.bottom())))
                };
                let at = at.or_else(beside).unwrap_or_default();
                on_menu.emit(Opened { segment: index, at, by_button: false });
            }
            Gesture::Grab(x, y) => drags.grab_segment(index, x, y),
            Gesture::Point => pointed.set(Some(index)),
            Gesture::Focus => {
                pointed.set(Some(index));
                // Not every browser scrolls to an element of a drawing. What was pressed is in view, and stays where it is.
                let element = element_of(&focused.drawing, &scene, index);
                let by_key = element.is_some_and(|element| element.matches(":focus-visible").unwrap_or(false));
                if let Some(sent) = model.timeline.transmissions.get(index).filter(|_| by_key) {
                    focused.scrolled.borrow().reveal(scene.y(sent.entry as usize));
                }
            }
            Gesture::Leave => pointed.set(None),
            Gesture::Next => focused.go_to((index + 1).min(last)),
            Gesture::Previous => focused.go_to(index.saturating_sub(1)),
            Gesture::First => focused.go_to(0),
            Gesture::Last => focused.go_to(last),
        }
    })
}
