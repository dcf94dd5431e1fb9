//! An order that is to be found: a list of cards that one moves by buttons, by the arrow keys on them, or by dragging.
//!
//! The rows of the list stay where they are and only change what they show, so that neither the focus nor a pointer that is
//! held down ever loses what it is on.

use std::rc::Rc;

use lessons::Lang;
use markup::html;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, PointerEvent, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::prelude::*;

use super::take_focus;
use crate::browser::say_hint;
use crate::labels::answer::answer_labels;

/// Something that has its place in the order.
#[derive(Clone, PartialEq)]
pub(crate) struct Card {
    /// What it is called in a word, as in what is told of its moves.
    pub(crate) name: AttrValue,
    /// Whose it is, as a class.
    pub(crate) class: &'static str,
    /// What stands on it.
    pub(crate) body: Html,
}

#[derive(PartialEq, Properties)]
pub(super) struct OrderProps {
    pub(super) cards: Rc<[Card]>,
    /// Which card stands at each place.
    pub(super) order: Vec<usize>,
    /// What each place is called in the page.
    pub(super) places: Vec<AttrValue>,
    pub(super) lang: Lang,
    /// Told of another order.
    pub(super) on_order: Callback<Vec<usize>>,
}

/// Which way a button moves its card.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Up,
    Down,
}

impl Way {
    fn name(self) -> &'static str {
        match self {
            Way::Up => "up",
            Way::Down => "down",
        }
    }

    fn of_key(key: &str) -> Option<Way> {
        match key {
            "ArrowUp" => Some(Way::Up),
            "ArrowDown" => Some(Way::Down),
            _ => None,
        }
    }

    /// The place next to `at` that way, if there is one.
    fn from(self, at: usize, count: usize) -> Option<usize> {
        match self {
            Way::Up => at.checked_sub(1),
            Way::Down => Some(at + 1).filter(|next| *next < count),
        }
    }
}

/// A card that is held by a pointer.
#[derive(Clone)]
struct Held {
    pointer: i32,
    card: usize,
    /// How far below its row's top it is held.
    grip: i32,
    /// Where the pointer is in the window.
    y: i32,
    /// The order before, should the browser call the drag off.
    before: Vec<usize>,
}

/// The id of what says how cards are moved.
const HOW: &str = "order-how";

#[component]
pub(super) fn Order(props: &OrderProps) -> Html {
    let labels = answer_labels(props.lang);
    let list = use_node_ref();
    let held = use_mut_ref(|| None::<Held>);
    let shown_held = use_state_eq(|| None::<usize>);
    // Where the focus goes once the card is there.
    let wanted = use_mut_ref(|| None::<(usize, Way)>);
    {
        let (list, held, wanted) = (list.clone(), held.clone(), wanted.clone());
        use_effect_with((props.order.clone(), *shown_held), move |(order, _)| {
            let Some(list) = list.cast::<HtmlElement>() else { return };
            if let Some((card, way)) = wanted.take() {
                take_focus(
                    &list,
                    &["[data-at='", &place_of(order, card).to_string(), "'] [data-move=", way.name(), "]"].concat(),
                );
            }
            lift(&list, order, held.borrow().as_ref());
        });
    }
    let go = {
        let (cards, order, wanted) = (props.cards.clone(), props.order.clone(), wanted.clone());
        let (on_order, lang) = (props.on_order.clone(), props.lang);
        Rc::new(move |at: usize, way: Way| {
            let next = way.from(at, order.len());
            say_hint(&(answer_labels(lang).moved)(&cards[order[at]].name, next.unwrap_or(at) + 1, order.len()));
            if let Some(next) = next {
                wanted.replace(Some((order[at], way)));
                on_order.emit(moved(&order, at, next));
            }
        })
    };
    let onpointerdown = {
        let (list, held, shown_held, order) = (list.clone(), held.clone(), shown_held.setter(), props.order.clone());
        move |event: PointerEvent| {
            let Some((list, at)) = list.cast::<HtmlElement>().zip(grabbed(&event)) else { return };
            let Some(row) = rows(&list).into_iter().nth(at) else { return };
            // Whatever is moved below the pointer, the list hears of it.
            if list.set_pointer_capture(event.pointer_id()).is_err() {
                return;
            }
            let grip = within(&list, event.client_y()) - row.offset_top();
            let (pointer, y, before) = (event.pointer_id(), event.client_y(), order.clone());
            held.replace(Some(Held { pointer, card: order[at], grip, y, before }));
            shown_held.set(Some(order[at]));
        }
    };
    let onpointermove = {
        let (list, held, order, on_order) = (list.clone(), held.clone(), props.order.clone(), props.on_order.clone());
        move |event: PointerEvent| {
            let mut held = held.borrow_mut();
            let Some((held, list)) = held.as_mut().zip(list.cast::<HtmlElement>()) else { return };
            if held.pointer != event.pointer_id() {
                return;
            }
            held.y = event.client_y();
            let (at, next) = (place_of(&order, held.card), over(&list, &order, held));
            lift(&list, &order, Some(held));
            if next != at {
                on_order.emit(moved(&order, at, next));
            }
        }
    };
    let let_go = {
        let (held, shown_held, order, cards) =
            (held.clone(), shown_held.setter(), props.order.clone(), props.cards.clone());
        let (on_order, lang) = (props.on_order.clone(), props.lang);
        Rc::new(move |is_called_off: bool| {
            let Some(was) = held.borrow_mut().take() else { return };
            shown_held.set(None);
            if is_called_off {
                on_order.emit(was.before);
            } else {
                let place = place_of(&order, was.card) + 1;
                say_hint(&(answer_labels(lang).moved)(&cards[was.card].name, place, order.len()));
            }
        })
    };
    let (up, cancelled, lost) = (let_go.clone(), let_go.clone(), let_go);
    let row = |(at, card): (usize, &usize)| {
        let Card { name, class, body } = &props.cards[*card];
        let button = |way: Way| {
            let (press, key) = (go.clone(), go.clone());
            let (sign, label) = match way {
                Way::Up => ("↑", (labels.move_up)(name)),
                Way::Down => ("↓", (labels.move_down)(name)),
            };
            let is_end = way.from(at, props.order.len()).is_none();
            let onkeydown = move |event: KeyboardEvent| {
                if let Some(way) = Way::of_key(&event.key()) {
                    event.prevent_default();
                    key(at, way);
                }
            };
            html! {
                // At an end it stays, or the focus would have nowhere to be.
                <button type="button" data-move={way.name()} data-answer={(way == Way::Down).then(|| props.places[at].clone())}
                    aria-label={label} aria-disabled={is_end.to_string()} onclick={move |_: MouseEvent| press(at, way)}
                    {onkeydown}>{ sign }</button>
            }
        };
        html! {
            <li class={["order-card ", class].concat()} data-at={at.to_string()} data-blank={props.places[at].clone()}
                data-card={name.clone()} data-held={(*shown_held == Some(*card)).to_string()}>
                <span class="order-handle" aria-hidden="true">{ "⠿" }</span>
                <span class="order-place mono">{ (at + 1).to_string() }</span>
                <div class="order-body">{ body.clone() }</div>
                <span class="order-moves">{ button(Way::Up) }{ button(Way::Down) }</span>
            </li>
        }
    };
    html! {
        <>
            <p class="hint" id={HOW}>{ labels.order_how }</p>
            <ol class="order-list" ref={list} data-part="order" aria-label={labels.order} aria-describedby={HOW} {onpointerdown}
                {onpointermove} onpointerup={move |_: PointerEvent| up(false)}
                onpointercancel={move |_: PointerEvent| cancelled(true)}
                onlostpointercapture={move |_: PointerEvent| lost(false)}>
                { for props.order.iter().enumerate().map(row) }
            </ol>
        </>
    }
}

/// At which place a card stands.
fn place_of(order: &[usize], card: usize) -> usize {
    order.iter().position(|of| *of == card).unwrap_or(0)
}

/// The order in which the card at `from` stands at `to`, and those between move up.
fn moved(order: &[usize], from: usize, to: usize) -> Vec<usize> {
    let mut order = order.to_vec();
    let card = order.remove(from);
    order.insert(to, card);
    order
}

/// Whose place a press is on, if it takes hold of a card: with a mouse anywhere on it, with a finger by its handle alone, since
/// elsewhere a finger scrolls.
fn grabbed(event: &PointerEvent) -> Option<usize> {
    let on = event.target_dyn_into::<web_sys::Element>()?;
    let is_handle = on.closest(".order-handle").ok()?.is_some();
    let is_button = on.closest("button").ok()?.is_some();
    let takes = is_handle || (event.pointer_type() == "mouse" && !is_button);
    let row = on.closest("[data-at]").ok()?.filter(|_| takes && event.button() == 0)?;
    row.get_attribute("data-at")?.parse().ok()
}

fn rows(list: &HtmlElement) -> Vec<HtmlElement> {
    let rows = list.children();
    (0..rows.length()).filter_map(|at| rows.item(at)?.dyn_into().ok()).collect()
}

/// Pixels below the list's top of a place in the window.
fn within(list: &HtmlElement, y: i32) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "pixels of a page")]
    let top = list.get_bounding_client_rect().top().round() as i32;
    y - top
}

/// The place at which the held card would come to lie: it changes with another once its edge is past the other's middle.
fn over(list: &HtmlElement, order: &[usize], held: &Held) -> usize {
    let rows = rows(list);
    let middle = |at: usize| rows.get(at).map_or(0, |row| row.offset_top() + row.offset_height() / 2);
    let mut at = place_of(order, held.card);
    let height = rows.get(at).map_or(0, HtmlElement::offset_height);
    let top = within(list, held.y) - held.grip;
    while at > 0 && top < middle(at - 1) {
        at -= 1;
    }
    while at + 1 < rows.len() && top + height > middle(at + 1) {
        at += 1;
    }
    at
}

/// Draws the held card where the pointer has it, and every other in its row.
fn lift(list: &HtmlElement, order: &[usize], held: Option<&Held>) {
    for (at, row) in rows(list).into_iter().enumerate() {
        let by = held.filter(|held| order.get(at) == Some(&held.card));
        let down = by.map(|held| within(list, held.y) - held.grip - row.offset_top());
        // A style that is refused leaves the card in its row, where it belongs anyway.
        let _ = match down {
            Some(down) => row.style().set_property("transform", &format!("translateY({down}px)")),
            None => row.style().remove_property("transform").map(drop),
        };
        if by.is_some() {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            row.scroll_into_view_with_scroll_into_view_options(&options);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_that_moves_takes_its_place_and_the_others_keep_their_order() {
        assert_eq!(moved(&[0, 1, 2, 3], 0, 2), [1, 2, 0, 3]);
        assert_eq!(moved(&[0, 1, 2, 3], 3, 0), [3, 0, 1, 2]);
        assert_eq!(place_of(&[2, 0, 1], 1), 2);
    }

    #[test]
    fn nothing_moves_beyond_an_end() {
        assert_eq!((Way::Up.from(0, 4), Way::Up.from(3, 4)), (None, Some(2)));
        assert_eq!((Way::Down.from(3, 4), Way::Down.from(0, 4)), (None, Some(1)));
    }
}
