//! The menu of a segment: everything that can happen to it on its way, of which one thing does.

use std::rc::Rc;

use markup::{html, later};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};
use yew::prelude::*;

use super::changes::Change;
use crate::browser::around;
use crate::labels::ladder::ladder;
use crate::model::{Action, Model, Obstacle};
use crate::view::pixels::px;

/// For which segment the menu is open, and where on the screen.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Opened {
    pub(super) segment: usize,
    pub(super) at: (i32, i32),
    /// Whether the button of the strip opened it, to which the focus goes back.
    pub(super) by_button: bool,
}

#[derive(Clone, Properties)]
pub(super) struct MenuProps {
    pub(super) model: Rc<Model>,
    pub(super) act: Callback<Action>,
    pub(super) opened: Opened,
    pub(super) on_close: Callback<Opened>,
}

impl PartialEq for MenuProps {
    fn eq(&self, other: &MenuProps) -> bool {
        Rc::ptr_eq(&self.model.timeline, &other.model.timeline)
            && self.model.view == other.model.view
            && self.act == other.act
            && self.opened == other.opened
            && self.on_close == other.on_close
    }
}

/// The menu where it is open.
#[later(lab)]
pub(super) fn segment_menu(props: &MenuProps) -> Html {
    html! { <SegmentMenu ..props.clone() /> }
}

#[component]
fn SegmentMenu(props: &MenuProps) -> Html {
    let MenuProps { model, act, opened, on_close } = props;
    let labels = ladder(model.view.lang);
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(*opened, move |opened| show(&node, opened.at));
    }
    let Some(sent) = model.timeline.transmissions.get(opened.segment) else { return Html::default() };
    let fault = model.fault(sent.id);
    let opened = *opened;
    let close = on_close.reform(move |()| opened);
    let onkeydown = {
        let close = close.clone();
        move |event: KeyboardEvent| {
            let step = match event.key().as_str() {
                "Escape" | "Tab" => {
                    event.prevent_default();
                    return close.emit(());
                }
                "ArrowDown" => Step::Next,
                "ArrowUp" => Step::Previous,
                "Home" => Step::First,
                "End" => Step::Last,
                _ => return,
            };
            event.prevent_default();
            if let Some(menu) = around(&event, "[role=menu]") {
                rove(&menu, step);
            }
        }
    };
    // A click elsewhere takes the focus away.
    let onfocusout = {
        let (close, menu) = (close.clone(), node.clone());
        move |event: FocusEvent| {
            let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
            if !menu.cast::<Node>().is_some_and(|menu| menu.contains(to.as_ref())) {
                close.emit(());
            }
        }
    };
    let item = |name: String, key: Option<&'static str>, hook: String, chosen: bool, does: Result<Action, Obstacle>| {
        let (act, close) = (act.clone(), close.clone());
        let obstacle = does.as_ref().err().map(|obstacle| (labels.obstacle)(*obstacle));
        let onclick = move |_: MouseEvent| {
            if let Ok(action) = &does {
                close.emit(());
                act.emit(action.clone());
            }
        };
        html! {
            <button type="button" role="menuitemradio" tabindex="-1" aria-checked={chosen.to_string()}
                aria-disabled={obstacle.map(|_| "true")} data-change={hook} {onclick}>
                <span>
                    { name }
                    if let Some(obstacle) = obstacle { <small>{ obstacle }</small> }
                </span>
                if let Some(key) = key { <kbd aria-hidden="true">{ key }</kbd> }
            </button>
        }
    };
    let id = sent.id;
    let one = |change: Change| {
        let kind = change.kind(model, opened.segment);
        let hook = match change {
            Change::Drop => "drop".into(),
            Change::Delay(halves) => ["delay-", &halves.to_string()].concat(),
            Change::Duplicate => "duplicate".into(),
            Change::Corrupt => "corrupt".into(),
            Change::Reorder => "reorder".into(),
            Change::Mark => "mark".into(),
        };
        let chosen = kind.is_ok() && fault == kind.as_ref().ok();
        let name = change.name(labels, kind.as_ref().ok());
        item(name, change.key(), hook, chosen, kind.map(|kind| Action::Fault(id, Some(kind))))
    };
    html! {
        <div class="ladder-menu" role="menu" popover="manual" ref={node} data-part="segment-menu"
            aria-label={[labels.change, ": ", &(labels.segment)(id)].concat()} {onkeydown} {onfocusout}>
            { for Change::ALL.into_iter().map(one) }
            { item(labels.let_through.into(), None, "through".into(), fault.is_none(), Ok(Action::Fault(id, None))) }
        </div>
    }
}

/// Which item the focus goes to.
#[derive(Clone, Copy)]
enum Step {
    Next,
    Previous,
    First,
    Last,
}

/// Opens the menu near a point, wholly in sight, with the focus on what happens now.
fn show(node: &NodeRef, at: (i32, i32)) {
    let Some(menu) = node.cast::<HtmlElement>() else { return };
    // It fails only where a menu lies over nothing else, and is seen all the same.
    let _ = menu.show_popover();
    let (width, height) = (menu.offset_width(), menu.offset_height());
    let root = menu.owner_document().and_then(|document| document.document_element());
    let (most_x, most_y) =
        root.map_or((0, 0), |root| (root.client_width() - width - 4, root.client_height() - height - 4));
    let style = menu.style();
    for (name, value) in [("left", at.0.min(most_x).max(4)), ("top", at.1.min(most_y).max(4))] {
        let _ = style.set_property(name, &(px(f64::from(value)) + "px"));
    }
    let chosen = menu.query_selector("[aria-checked=true]").ok().flatten();
    let first = || menu.query_selector("[role=menuitemradio]").ok().flatten();
    focus(chosen.or_else(first));
}

/// Moves the focus among the items, round from the last to the first.
fn rove(menu: &Element, step: Step) {
    let Ok(items) = menu.query_selector_all("[role=menuitemradio]") else { return };
    let count = items.length();
    let focused = menu.owner_document().and_then(|document| document.active_element());
    let at = (0..count).find(|at| items.item(*at).as_ref() == focused.as_deref()).unwrap_or(0);
    let to = match step {
        Step::Next => (at + 1) % count.max(1),
        Step::Previous => (at + count.saturating_sub(1)) % count.max(1),
        Step::First => 0,
        Step::Last => count.saturating_sub(1),
    };
    focus(items.item(to).and_then(|item| item.dyn_into().ok()));
}

fn focus(element: Option<Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // An element that cannot take the focus leaves it where it is.
        let _ = element.focus();
    }
}
