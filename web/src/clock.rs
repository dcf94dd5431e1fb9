//! The one place that asks for animation frames: while the player plays, each frame tells the model how much time has
//! passed. Those who prefer reduced motion get whole steps instead. A long run goes on in its turns here, too.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::{Interval, Timeout};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use yew::prelude::*;

use crate::browser::{prefers_reduced_motion, window};
use crate::model::{Action, Speed};

/// A frame that took longer than this, as when the page was hidden, counts as this many seconds.
const LONGEST_FRAME: f64 = 0.1;
/// Milliseconds that a whole step stays, at normal pace.
const STEP_MS: f64 = 1200.0;

/// Drives the model while `playing`.
#[hook]
pub(crate) fn use_clock(playing: bool, speed: Speed, act: Callback<Action>) {
    use_effect_with((playing, speed), move |(playing, speed)| {
        let clock: Option<Box<dyn Clock>> = match (*playing, prefers_reduced_motion()) {
            (false, _) => None,
            (true, true) => Some(Box::new(steps(*speed, act))),
            (true, false) => Some(Box::new(Frames::start(act))),
        };
        move || drop(clock)
    });
}

/// Milliseconds that a long run may keep the page from anything else.
const SLICE_MS: f64 = 16.0;
/// Entries of the first slice, before it is known how long they take.
const FIRST_SLICE: usize = 1_000;

/// Goes on with the run that is under way, in slices that are short whatever the machine.
#[hook]
pub(crate) fn use_run(progress: Option<usize>, act: Callback<Action>) {
    // How many entries a slice has, and when the last one began.
    let slice = use_mut_ref(|| (FIRST_SLICE, None::<f64>));
    use_effect_with(progress, move |progress| {
        let turn = progress.map(|_| {
            let entries = {
                let (entries, began) = &mut *slice.borrow_mut();
                let now = window().performance().map_or(0.0, |clock| clock.now());
                // The turn before took until now, drawing and all; half or twice as much is soon right.
                if let Some(took) = began.map(|began| now - began) {
                    *entries = if took > SLICE_MS { (*entries / 2).max(100) } else { (*entries * 2).min(100_000) };
                }
                *entries
            };
            let (slice, act) = (slice.clone(), act.clone());
            Timeout::new(0, move || {
                slice.borrow_mut().1 = window().performance().map(|clock| clock.now());
                act.emit(Action::RunOn(entries));
            })
        });
        if turn.is_none() {
            slice.borrow_mut().1 = None;
        }
        move || drop(turn)
    });
}

/// Runs until it is dropped.
trait Clock {}

impl Clock for Interval {}

fn steps(speed: Speed, act: Callback<Action>) -> Interval {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 300 and 4800")]
    let period = (STEP_MS / speed.factor()) as u32;
    Interval::new(period, move || act.emit(Action::Advance))
}

type OnFrame = Closure<dyn FnMut(f64)>;

/// Animation frames, one asked for after the other.
struct Frames {
    handle: Rc<Cell<i32>>,
    /// The closure is kept here, since it has to outlive the call that asks for its frame.
    _on_frame: Rc<RefCell<Option<OnFrame>>>,
}

impl Clock for Frames {}

impl Frames {
    fn start(act: Callback<Action>) -> Frames {
        let handle = Rc::new(Cell::new(0));
        let on_frame: Rc<RefCell<Option<OnFrame>>> = Rc::default();
        let (next_handle, next_frame) = (handle.clone(), Rc::downgrade(&on_frame));
        let mut before: Option<f64> = None;
        *on_frame.borrow_mut() = Some(Closure::new(move |now: f64| {
            let passed = before.map_or(0.0, |before| (now - before) / 1000.0);
            before = Some(now);
            if let Some(on_frame) = next_frame.upgrade() {
                next_handle.set(ask(&on_frame));
            }
            act.emit(Action::Tick(passed.clamp(0.0, LONGEST_FRAME)));
        }));
        handle.set(ask(&on_frame));
        Frames { handle, _on_frame: on_frame }
    }
}

impl Drop for Frames {
    fn drop(&mut self) {
        // A frame that is not asked for any more cannot be cancelled; there is nothing to do about that.
        let _ = window().cancel_animation_frame(self.handle.get());
    }
}

fn ask(on_frame: &RefCell<Option<OnFrame>>) -> i32 {
    let on_frame = on_frame.borrow();
    let callback = on_frame.as_ref().map(|closure| closure.as_ref().unchecked_ref());
    callback.and_then(|callback| window().request_animation_frame(callback).ok()).unwrap_or_default()
}
