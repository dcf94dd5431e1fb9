//! The part of the ladder that is in view: how wide and high it is, where it is scrolled to, and what of the ladder is
//! therefore drawn.

use std::cell::RefCell;
use std::rc::Rc;

use crate::view::scroll::scroll_to;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, ResizeObserver, ScrollBehavior, ScrollToOptions};
use yew::prelude::*;

use super::geometry::TOP;
use crate::browser::prefers_reduced_motion;

/// Pixels that the names of the hosts cover at the top.
pub(super) const HEAD: f64 = 24.0;
/// What is drawn begins and ends at multiples of so many pixels, so that it stays the same while one scrolls a little.
const STEP: f64 = 256.0;
/// Pixels above and below what is in view that are drawn as well.
const MARGIN: f64 = 256.0;

/// Where the ladder is scrolled to.
#[derive(Default)]
pub(super) struct Scrolled {
    /// What is told as soon as any of it changes.
    node: NodeRef,
    top: f64,
    seen: f64,
    /// Where it glides to, while it does.
    heading: Option<f64>,
    /// Where it is to be scrolled once what is there is drawn. Kept here, since a drawing may be overtaken by the next
    /// before anything can be done after it.
    due: Option<Target>,
    /// The cursor and the scale for which it was last brought into view.
    shown: Option<(f64, f64)>,
    /// What is to stay where it is when the scale changes, in pixels from the top of what is in view.
    pub(super) anchor: Option<f64>,
}

/// The same as it stands at one drawing.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Viewport {
    pub(super) width: f64,
    pub(super) top: f64,
    pub(super) seen: f64,
    /// From where to where the ladder is drawn.
    pub(super) from: f64,
    pub(super) to: f64,
}

/// While it scrolls, and when it is there.
const SCROLLS: [&str; 2] = ["scroll", "scrollend"];

/// Where to scroll to, and whether to glide there.
type Target = (f64, bool);

impl Scrolled {
    /// Scrolls so that `y` of the ladder is well in view, unless it is.
    pub(super) fn reveal(&self, y: f64) {
        if let Some(to) = scroll_to(y, self.top, self.seen) {
            self.go((to, false));
        }
    }

    /// Scrolls to `top`.
    pub(super) fn go(&self, (top, glides): Target) {
        let Some(element) = self.node.cast::<Element>() else { return };
        let options = ScrollToOptions::new();
        options.set_top(top);
        options.set_behavior(if glides { ScrollBehavior::Smooth } else { ScrollBehavior::Instant });
        element.scroll_to_with_scroll_to_options(&options);
    }

    pub(super) fn top(&self) -> f64 {
        self.top
    }

    pub(super) fn seen(&self) -> f64 {
        self.seen
    }

    /// Takes note of where the ladder is scrolled to, and of whether it has come to rest there.
    fn came_to(&mut self, top: f64, rests: bool) {
        // What is due is not scrolled to yet, only because what is there is not drawn: until then the browser may have to
        // stop short of it, and what is reckoned from is where it will be.
        if self.due.is_some_and(|(_, glides)| !glides) {
            return;
        }
        self.top = top;
        // It is there, or the learner has taken over.
        if rests || self.heading.is_some_and(|to| (to - top).abs() < 2.0) {
            self.heading = None;
        }
    }

    /// Will scroll there as soon as what is there is drawn.
    fn aim(&mut self, (to, glides): Target) {
        self.heading = glides.then_some(to);
        if !glides {
            self.top = to;
        }
        self.due = Some((to, glides));
    }

    /// Where to scroll when the cursor is at `y` of a ladder that is `height` long at this scale. Between moves of the
    /// cursor the learner scrolls as they like.
    fn target(&mut self, y: f64, scale: f64, height: f64, glides: bool) -> Option<Target> {
        let before = self.shown.replace((y, scale));
        let most = (height - self.seen).max(0.0);
        let anchor = self.anchor.take();
        let target = match before {
            Some((before, of)) if of != scale => {
                let is_in_view = |top: f64| (0.0..=self.seen).contains(&(before - top));
                // While it glides to the cursor, that is as good as in view.
                let top = self.heading.filter(|to| anchor.is_none() && is_in_view(*to)).unwrap_or(self.top);
                let anchor = anchor.unwrap_or(if is_in_view(top) { before - top } else { self.seen / 2.0 });
                let place = (top + anchor - TOP) / of;
                Some((TOP + place * scale - anchor, false))
            }
            Some(before) if before == (y, scale) => None,
            before => {
                // Far away, and at first, it does not glide.
                let is_near = |to: f64| before.is_some() && (to - self.top).abs() < 1.5 * self.seen;
                let top = self.heading.unwrap_or(self.top);
                scroll_to(y, top, self.seen).map(|to| (to, glides && is_near(to)))
            }
        };
        target.map(|(to, glides)| (to.clamp(0.0, most), glides))
    }
}

/// Follows the `cursor`, which is so far down a ladder of a scale and a length, and tells what is in view. The first drawing is of
/// nothing, since nothing is known of the page yet.
#[hook]
pub(super) fn use_viewport(
    node: &NodeRef,
    scrolled: &Rc<RefCell<Scrolled>>,
    cursor: (f64, f64, f64),
    on_scroll: Callback<()>,
) -> Viewport {
    let (y, scale, height) = cursor;
    let size = use_state_eq(|| (0, 0));
    // What is drawn is made anew when this changes, which it does once in a while.
    let drawn = use_state_eq(|| (0.0, 0.0));
    {
        let (size, drawn, scrolled) = (size.setter(), drawn.setter(), scrolled.clone());
        scrolled.borrow_mut().node = node.clone();
        use_effect_with(node.clone(), move |node| {
            let element = node.cast::<Element>();
            let (measured, of) = (element.clone(), scrolled.clone());
            let measure = Closure::<dyn Fn()>::new(move || {
                if let Some(element) = &measured {
                    let seen = (element.client_width(), element.client_height());
                    of.borrow_mut().seen = (f64::from(seen.1) - HEAD).max(0.0);
                    size.set(seen);
                }
            });
            let observer = ResizeObserver::new(measure.as_ref().unchecked_ref()).ok();
            // Observing begins with a first measurement.
            if let (Some(observer), Some(element)) = (&observer, &element) {
                observer.observe(element);
            }
            let of = element.clone();
            let follow = Closure::<dyn Fn(Event)>::new(move |event: Event| {
                if let Some(element) = &of {
                    let mut scrolled = scrolled.borrow_mut();
                    scrolled.came_to(f64::from(element.scroll_top()), event.type_() == "scrollend");
                    drawn.set(part(scrolled.top, scrolled.top + scrolled.seen));
                }
                on_scroll.emit(());
            });
            for name in SCROLLS {
                if let Some(element) = &element {
                    // Without it nothing would be drawn anew; nothing else would fail.
                    let _ = element.add_event_listener_with_callback(name, follow.as_ref().unchecked_ref());
                }
            }
            move || {
                if let Some(observer) = observer {
                    observer.disconnect();
                }
                for name in SCROLLS {
                    if let Some(element) = &element {
                        let _ = element.remove_event_listener_with_callback(name, follow.as_ref().unchecked_ref());
                    }
                }
                drop(measure);
            }
        });
    }
    let mut now = scrolled.borrow_mut();
    let target = if size.1 == 0 { None } else { now.target(y, scale, height, !prefers_reduced_motion()) };
    if let Some(target) = target {
        now.aim(target);
    }
    // What glides is on its way through all that lies between.
    let heading = now.heading.unwrap_or(now.top);
    let (first, last) = (now.top.min(heading), now.top.max(heading));
    let (top, seen) = (now.top, now.seen);
    drop(now);
    {
        let scrolled = scrolled.clone();
        use_effect(move || {
            let due = scrolled.borrow_mut().due.take();
            if let Some(target) = due {
                scrolled.borrow().go(target);
            }
        });
    }
    let (from, to) = part(first, last + seen);
    Viewport { width: f64::from(size.0), top, seen, from, to }
}

/// What is drawn when all from `top` to `bottom` may be in view.
fn part(top: f64, bottom: f64) -> (f64, f64) {
    ((((top - MARGIN) / STEP).floor() * STEP).max(0.0), ((bottom + MARGIN) / STEP).ceil() * STEP)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scrolled(top: f64) -> Scrolled {
        Scrolled { top, seen: 500.0, ..Scrolled::default() }
    }

    #[test]
    fn what_is_pointed_at_stays_where_it_is_when_the_ladder_grows() {
        let mut of = scrolled(1000.0);
        of.target(1200.0, 1.0, 9000.0, false);
        of.anchor = Some(400.0);
        // 1388 units down at scale 1, and again 400 pixels below the top at scale 2.
        assert_eq!(of.target(2388.0, 2.0, 18000.0, false), Some((12.0 + 2.0 * 1388.0 - 400.0, false)));
    }

    #[test]
    fn the_cursor_stays_where_it_is_on_the_screen_when_the_ladder_shrinks_faster_than_it_is_drawn() {
        let y = |scale: f64| TOP + 4000.0 * scale;
        let mut of = scrolled(y(1.0) - 200.0);
        of.target(y(1.0), 1.0, 8000.0, false);
        for (scale, stops_at) in [(0.7, 3900.0), (0.5, 2300.0), (0.35, 1700.0), (0.25, 0.0)] {
            let target = of.target(y(scale), scale, 8000.0 * scale, false).unwrap();
            assert!((y(scale) - target.0 - 200.0).abs() < 0.01, "{scale}: {target:?}");
            of.aim(target);
            // The browser has the shorter ladder before it has where it is to be scrolled to.
            of.came_to(stops_at, true);
        }
    }

    #[test]
    fn the_cursor_stays_in_view_when_the_ladder_shrinks_while_it_glides_to_the_cursor() {
        let mut of = scrolled(3000.0);
        of.target(3100.0, 1.0, 8000.0, true);
        let target = of.target(3500.0, 1.0, 8000.0, true).unwrap();
        assert!(target.1, "it glides");
        of.aim(target);
        of.due = None;
        of.came_to(3001.0, false);
        let (top, _) = of.target(TOP + (3500.0 - TOP) / 2.0, 0.5, 4000.0, true).unwrap();
        assert!((TOP + (3500.0 - TOP) / 2.0 - top - (3500.0 - target.0)).abs() < 0.01, "{top}");
    }

    #[test]
    fn while_the_cursor_rests_the_learner_scrolls_as_they_like() {
        let mut of = scrolled(0.0);
        assert!(of.target(3000.0, 1.0, 9000.0, false).is_some());
        of.top = 6000.0;
        assert_eq!(of.target(3000.0, 1.0, 9000.0, false), None);
    }

    #[test]
    fn what_is_drawn_stays_the_same_while_one_scrolls_a_little() {
        assert_eq!(part(1100.0, 1600.0), part(1200.0, 1700.0));
        assert_eq!(part(0.0, 500.0), (0.0, 768.0));
    }
}
