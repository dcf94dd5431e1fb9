//! What is dragged on the ladder: the head of a segment, which holds the segment up or drops it, or the ladder itself.

use std::cell::RefCell;
use std::rc::Rc;

use sim::{FaultKind, Side};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{KeyboardEvent, PointerEvent};
use yew::prelude::*;

use super::scene::Scene;
use super::viewport::Scrolled;
use crate::browser::window;
use crate::model::{Action, Model};

/// Pixels that a press may move and still be a click.
const LEAST: i32 = 6;
/// The share of the way between the hosts by which a segment is pulled aside to be dropped.
const ASIDE: f64 = 0.35;

/// What is held, and where it was taken.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Held {
    Segment {
        index: usize,
        x: i32,
        y: i32,
    },
    /// The ladder, and where it was scrolled to.
    Ladder {
        y: i32,
        top: f64,
    },
}

/// What would happen if the segment were let go of.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Preview {
    pub(super) index: usize,
    /// What happens to it then. Nothing lets it through.
    pub(super) kind: Option<FaultKind>,
    /// How far down its head is dragged.
    pub(super) down: f64,
}

/// What a drag needs to know when it moves.
pub(super) struct Ground {
    pub(super) model: Rc<Model>,
    pub(super) scene: Rc<Scene>,
}

/// The drags of a ladder.
#[derive(Clone)]
pub(super) struct Drags {
    held: Rc<RefCell<Option<Held>>>,
    /// Whether the press that is going on has moved, so that it is no click.
    moved: Rc<RefCell<bool>>,
}

impl PartialEq for Drags {
    fn eq(&self, other: &Drags) -> bool {
        Rc::ptr_eq(&self.held, &other.held)
    }
}

impl Drags {
    pub(super) fn grab_segment(&self, index: usize, x: i32, y: i32) {
        self.moved.replace(false);
        self.held.replace(Some(Held::Segment { index, x, y }));
    }

    pub(super) fn grab_ladder(&self, y: i32, top: f64) {
        self.moved.replace(false);
        self.held.replace(Some(Held::Ladder { y, top }));
    }

    /// Whether what looks like a click is the end of a drag.
    pub(super) fn was_drag(&self) -> bool {
        self.moved.replace(false)
    }
}

/// Follows what is dragged. `ground` is what the ladder shows at each moment.
#[hook]
pub(super) fn use_drags(
    ground: &Rc<RefCell<Option<Ground>>>,
    scrolled: &Rc<RefCell<Scrolled>>,
    act: &Callback<Action>,
) -> (Drags, Option<Preview>) {
    let drags = use_memo((), |()| Drags { held: Rc::default(), moved: Rc::default() });
    let preview = use_state_eq(|| None::<Preview>);
    {
        let (drags, ground, scrolled, preview) = ((*drags).clone(), ground.clone(), scrolled.clone(), preview.setter());
        use_effect_with(act.clone(), move |act| {
            let act = act.clone();
            // What was seen last, since what is in the state may be of an earlier drawing.
            let seen: Rc<RefCell<Option<Preview>>> = Rc::default();
            let on_move = {
                let (drags, ground, seen, preview) = (drags.clone(), ground.clone(), seen.clone(), preview.clone());
                Closure::<dyn Fn(PointerEvent)>::new(move |event: PointerEvent| {
                    let Some(held) = *drags.held.borrow() else { return };
                    match held {
                        Held::Ladder { y, top } => {
                            drags.moved.replace(true);
                            scrolled.borrow().go((top - f64::from(event.client_y() - y), false));
                        }
                        Held::Segment { index, x, y } => {
                            let (dx, dy) = (event.client_x() - x, event.client_y() - y);
                            if !*drags.moved.borrow() && dx.abs().max(dy.abs()) < LEAST {
                                return;
                            }
                            drags.moved.replace(true);
                            let now = ground.borrow().as_ref().and_then(|ground| pulled(ground, index, dx, dy));
                            seen.replace(now.clone());
                            preview.set(now);
                        }
                    }
                })
            };
            let on_end = {
                let (drags, seen, preview) = (drags.clone(), seen.clone(), preview.clone());
                Closure::<dyn Fn(PointerEvent)>::new(move |event: PointerEvent| {
                    drags.held.replace(None);
                    preview.set(None);
                    let Some(Preview { index, kind, .. }) = seen.take() else { return };
                    if event.type_() == "pointerup"
                        && let Some(ground) = &*ground.borrow()
                        && let Some(sent) = ground.model.timeline.transmissions.get(index)
                    {
                        act.emit(Action::Fault(sent.id, kind));
                    }
                })
            };
            let on_key = Closure::<dyn Fn(KeyboardEvent)>::new(move |event: KeyboardEvent| {
                if event.key() == "Escape" {
                    drags.held.replace(None);
                    seen.take();
                    preview.set(None);
                }
            });
            let listeners: [(&str, &js_sys::Function); 4] = [
                ("pointermove", on_move.as_ref().unchecked_ref()),
                ("pointerup", on_end.as_ref().unchecked_ref()),
                ("pointercancel", on_end.as_ref().unchecked_ref()),
                ("keydown", on_key.as_ref().unchecked_ref()),
            ];
            for (name, listener) in listeners {
                let _ = window().add_event_listener_with_callback(name, listener);
            }
            move || {
                let listeners: [(&str, &js_sys::Function); 4] = [
                    ("pointermove", on_move.as_ref().unchecked_ref()),
                    ("pointerup", on_end.as_ref().unchecked_ref()),
                    ("pointercancel", on_end.as_ref().unchecked_ref()),
                    ("keydown", on_key.as_ref().unchecked_ref()),
                ];
                for (name, listener) in listeners {
                    let _ = window().remove_event_listener_with_callback(name, listener);
                }
            }
        });
    }
    ((*drags).clone(), (*preview).clone())
}

/// What a segment that is pulled so far would come to: aside it is dropped, down it is held up, up it comes earlier
/// again as far as it was held up.
fn pulled(ground: &Ground, index: usize, dx: i32, dy: i32) -> Option<Preview> {
    let Ground { model, scene } = ground;
    if !model.can_change() {
        return None;
    }
    let sent = model.timeline.transmissions.get(index)?;
    let between = scene.grid.lifeline(Side::Server) - scene.grid.lifeline(Side::Client);
    let down = f64::from(dy);
    if f64::from(dx.abs()) > ASIDE * between {
        return Some(Preview { index, kind: Some(FaultKind::Drop), down });
    }
    let before = match model.fault(sent.id) {
        Some(FaultKind::Delay { ms }) => f64::from(*ms),
        _ => 0.0,
    };
    let exact = before + model.projection.millis(down / scene.scale);
    // Whole steps of five, where that is still fine enough.
    let step = if exact > 25.0 { 5.0 } else { 1.0 };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few minutes, not negative")]
    let ms = ((exact / step).round() * step).max(0.0) as u32;
    Some(Preview { index, kind: (ms > 0).then_some(FaultKind::Delay { ms }), down })
}

#[cfg(test)]
mod tests {
    use super::*;
    use lessons::{Lang, find};

    fn ground() -> Ground {
        let mut model = Model::new(Lang::En);
        model.apply(Action::OpenLesson(find("handshake").unwrap()));
        let scene = Rc::new(Scene::new(&model, 700.0));
        Ground { model: Rc::new(model), scene }
    }

    fn kind(ground: &Ground, dx: i32, dy: i32) -> Option<FaultKind> {
        pulled(ground, 0, dx, dy).unwrap().kind
    }

    #[test]
    fn a_head_that_is_pulled_down_by_its_own_height_takes_twice_as_long() {
        let ground = ground();
        let line = ground.scene.shape(0).arrows[0].line;
        let path = &ground.model.timeline.scenario.path;
        #[expect(clippy::cast_possible_truncation, reason = "some pixels")]
        let height = (line.to.y - line.from.y).round() as i32;
        let Some(FaultKind::Delay { ms }) = kind(&ground, 0, height) else { panic!("not held up") };
        assert!(ms.abs_diff(path.to_server_ms) <= 3, "{ms}");
    }

    #[test]
    fn a_segment_that_is_pulled_aside_is_dropped_and_one_pulled_up_goes_as_it_goes() {
        let ground = ground();
        assert_eq!(kind(&ground, 300, 5), Some(FaultKind::Drop));
        assert_eq!(kind(&ground, -300, 5), Some(FaultKind::Drop));
        assert_eq!(kind(&ground, 10, -60), None);
    }

    #[test]
    fn what_was_held_up_can_be_brought_forward_again() {
        let Ground { mut model, .. } = ground();
        let id = model.timeline.transmissions[0].id;
        Rc::make_mut(&mut model).apply(Action::Fault(id, Some(FaultKind::Delay { ms: 100 })));
        let ground = Ground { scene: Rc::new(Scene::new(&model, 700.0)), model };
        let Some(FaultKind::Delay { ms }) = kind(&ground, 0, -20) else { panic!("no longer held up") };
        assert!(ms < 100 && ms > 80, "{ms}");
        assert_eq!(kind(&ground, 0, -900), None);
    }
}
