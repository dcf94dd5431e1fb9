//! How high the page would like to be in the frame that it stands in.
//!
//! The page fills whatever height it is given. So its wish may not follow from that, or a frame that does as it is asked
//! would grow for ever: it is what everything but the exchange takes, and a usual height for the exchange.

use std::cell::{Cell, RefCell};

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, ResizeObserver};

use super::script::{call, get};
use crate::browser;

/// CSS pixels of the exchange that show enough of it, in a small frame and in the whole page.
const EXCHANGE: [i32; 2] = [340, 440];
/// CSS pixels of the whole page where it has the exchange, the hosts and all else side by side.
const SIDE_BY_SIDE: i32 = 780;
/// The width from which they are.
const WIDE: i32 = 1240;
/// Heights that are told in a row without anything having been done: what does not settle by then is left as it is.
const MOST_IN_A_ROW: u32 = 4;
/// CSS pixels that a height has to change by to be told.
const STEP: i32 = 2;

/// Who looks at the parts of the page, and what it calls.
type Watch = (ResizeObserver, Closure<dyn Fn()>);

/// What was told of the height, and how often since something was done.
#[derive(Default)]
pub(super) struct Frame {
    told: Cell<i32>,
    width: Cell<i32>,
    in_a_row: Cell<u32>,
    watched: RefCell<Option<Watch>>,
}

impl Frame {
    /// Something was done, so that the page may have become another.
    pub(super) fn renew(&self) {
        self.in_a_row.set(0);
    }

    /// The height that has not been told yet, if there is one.
    pub(super) fn news(&self) -> Option<u32> {
        let (width, wish) = wish()?;
        if self.width.replace(width) != width {
            self.renew();
        }
        if (wish - self.told.get()).abs() < STEP || self.in_a_row.get() >= MOST_IN_A_ROW {
            return None;
        }
        self.told.set(wish);
        self.in_a_row.set(self.in_a_row.get() + 1);
        have_measured(wish);
        u32::try_from(wish).ok()
    }

    /// The height that was told last.
    pub(super) fn told(&self) -> u32 {
        u32::try_from(self.told.get()).unwrap_or_default()
    }

    /// Has `look` called whenever a part of the page has got another size.
    pub(super) fn watch(&self, look: impl Fn() + 'static) {
        let look = Closure::<dyn Fn()>::new(look);
        let Ok(observer) = ResizeObserver::new(look.as_ref().unchecked_ref()) else { return };
        for part in [".app", ".messages", ".stage", ".side", ".practice-place"].iter().filter_map(|name| find(name)) {
            observer.observe(&part);
        }
        if let Some((before, _)) = self.watched.replace(Some((observer, look))) {
            before.disconnect();
        }
    }
}

impl Drop for Frame {
    fn drop(&mut self) {
        if let Some((observer, _)) = self.watched.take() {
            observer.disconnect();
        }
    }
}

/// Has a browser that sizes frames by what is in them look again, at a page that is as high as it would like to be: without
/// that it finds it as low as it can be. Other browsers do not know of it.
fn have_measured(wish: i32) {
    let window = browser::window();
    let root = window.document().and_then(|document| document.document_element());
    let root = root.filter(|_| get(window.as_ref(), "requestResize").is_function());
    let Some(root) = root.and_then(|root| root.dyn_into::<HtmlElement>().ok()) else { return };
    let style = root.style();
    // A style that cannot be set leaves the page as low as it is.
    let _ = style.set_property("min-height", &[&wish.to_string(), "px"].concat());
    let _ = call(window.as_ref(), "requestResize", &[]);
    let _ = style.remove_property("min-height");
}

fn find(name: &str) -> Option<Element> {
    browser::window().document()?.query_selector(name).ok().flatten()
}

/// The page's width, and the height that it would like to have.
fn wish() -> Option<(i32, i32)> {
    let app = find(".app")?;
    let (width, is_small) = (app.client_width(), app.get_attribute("data-ui").as_deref() == Some("min"));
    let height = match find(".exchange") {
        _ if width == 0 => return None,
        // The quiz is as high as it is.
        None => {
            let beyond = |place: Element| height_within(&place) + 2 * inset(&place) - place.client_height();
            app.scroll_height() + find(".practice-place").map_or(0, beyond)
        }
        Some(_) if width >= WIDE && !is_small => SIDE_BY_SIDE,
        Some(exchange) => {
            let usual = EXCHANGE[usize::from(!is_small)];
            // A question or the lab that stands beside the exchange and scrolls by itself would rather not. What the lesson
            // says becomes another text with each step: it scrolls, or the frame would change as often.
            let beside = find(".side:has(> .panel:not(.inspector))");
            let beside = beside.filter(|side| is_small && is_level(side, &exchange));
            let wanted = beside.map_or(usual, |side| side.scroll_height().max(usual));
            app.scroll_height() - exchange.client_height() + wanted
        }
    };
    Some((width, height))
}

/// Whether two elements begin at the same height.
fn is_level(one: &Element, other: &Element) -> bool {
    (one.get_bounding_client_rect().top() - other.get_bounding_client_rect().top()).abs() < 2.0
}

/// CSS pixels between an element's edge and what is in it.
fn inset(of: &Element) -> i32 {
    let top = |element: &Element| element.get_bounding_client_rect().top();
    #[expect(clippy::cast_possible_truncation, reason = "a few pixels")]
    of.first_element_child().map_or(0, |first| (top(&first) - top(of)).round() as i32)
}

/// The height of what is in an element, which may be higher than that.
fn height_within(of: &Element) -> i32 {
    let children = of.children();
    (0..children.length()).filter_map(|index| children.item(index)).map(|child| child.scroll_height()).sum()
}
