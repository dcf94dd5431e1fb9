//! How wide a drawing may be, and how what happens is kept in view.

use crate::browser::window;
use crate::view::pixels::whole;
use lessons::variables::Variable;
use sim::Side;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Element, ResizeObserver, ScrollIntoViewOptions, ScrollLogicalPosition};
use wire::fields::FieldId;
use yew::prelude::*;

/// The width of `node` in pixels, zero before it is known.
#[hook]
pub(crate) fn use_width(node: NodeRef) -> f64 {
    let width = use_state_eq(|| 0);
    {
        let width = width.setter();
        use_effect_with(node, move |node| {
            let element = node.cast::<Element>();
            let measured = element.clone();
            let measure = Closure::<dyn Fn()>::new(move || {
                if let Some(element) = &measured {
                    width.set(element.client_width());
                }
            });
            let observer = ResizeObserver::new(measure.as_ref().unchecked_ref()).ok();
            // Observing begins with a first measurement.
            if let (Some(observer), Some(element)) = (&observer, &element) {
                observer.observe(element);
            }
            move || {
                if let Some(observer) = observer {
                    observer.disconnect();
                }
                drop(measure);
            }
        });
    }
    f64::from(*width)
}

/// Scrolls `node` when the cursor, at `y`, moves out of the part of it where one sees well. Between moves the learner
/// scrolls as they like.
#[hook]
pub(crate) fn use_cursor_in_view(node: NodeRef, y: f64, height: f64) {
    use_effect_with((y, height), move |(y, _)| {
        if let Some(element) = node.cast::<Element>() {
            let (top, seen) = (f64::from(element.scroll_top()), f64::from(element.client_height()));
            if let Some(to) = scroll_to(*y, top, seen) {
                element.set_scroll_top(whole(to));
            }
        }
    });
}

/// Scrolls to why a number is what it is once that is asked, in whatever it lies in. What the link asks for at first is
/// in view, or the page would not begin at its beginning.
#[hook]
pub(crate) fn use_why_in_view(field: Option<FieldId>, variable: Option<(Side, Variable)>) {
    const WHY: &str = "[data-field-why], .why [data-part=variable]";
    let is_first = use_mut_ref(|| true);
    use_effect_with((field, variable), move |(field, variable)| {
        if !is_first.replace(false) && (field.is_some() || variable.is_some()) {
            let found = window().document().and_then(|document| document.query_selector(WHY).ok().flatten());
            if let Some(why) = found {
                let options = ScrollIntoViewOptions::new();
                options.set_block(ScrollLogicalPosition::Nearest);
                why.scroll_into_view_with_scroll_into_view_options(&options);
            }
        }
    });
}

/// Where to scroll for a cursor at `y`, if it is not well in view already.
pub(crate) fn scroll_to(y: f64, top: f64, seen: f64) -> Option<f64> {
    // More room below: that is where segments in flight will arrive. A good way at once, and then it stands still again.
    let (least, most) = (seen * 0.12, seen * 0.7);
    let at = y - top;
    if at > most {
        Some(y - seen * 0.35)
    } else if at < least && top > 0.0 {
        Some((y - seen * 0.3).max(0.0))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_in_the_middle_of_the_view_does_not_scroll() {
        assert_eq!(scroll_to(300.0, 100.0, 500.0), None);
        assert_eq!(scroll_to(10.0, 0.0, 500.0), None);
    }

    #[test]
    fn a_cursor_near_an_edge_scrolls_so_that_it_is_in_view() {
        for (y, top) in [(700.0, 100.0), (120.0, 400.0), (500.0, 100.0)] {
            let to = scroll_to(y, top, 500.0).unwrap();
            assert!((60.0..=341.0).contains(&(y - to)), "{y} {top}: {to}");
            assert_eq!(scroll_to(y, to, 500.0), None);
        }
    }
}
