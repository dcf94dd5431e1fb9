//! The pane of the states: the RFC's figure, where both endpoints stand in it, and which way they came. An edge is
//! selected here.

mod coverage;
mod detail;
mod draw;
mod geometry;
mod progress;

use std::rc::Rc;

use lessons::states::{EdgeId, takings};
use markup::{html, later};
use tcp::State;
use wasm_bindgen::JsCast;
use web_sys::{Element, SvgElement};
use yew::prelude::*;

use self::coverage::{Edges, all, use_seen};
use self::detail::detail;
use self::draw::{FigureProps, draw_figure, draw_tokens};
use self::geometry::Figure;
use self::progress::Progress;
use crate::labels::states::{StatesLabels, letter, states};
use crate::model::{Action, Mode};
use crate::view::ViewProps;
use crate::view::memo::memo;
use crate::view::pen::classes;
use crate::view::pixels::{px, whole};
use crate::view::scroll::{use_cursor_in_view, use_width};

/// Something of the figure that can be looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Item {
    State(State),
    Edge(EdgeId),
}

/// What is done to it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Gesture {
    Select,
    /// The pointer or the focus comes to it.
    Point,
    /// The pointer or the focus leaves it.
    Leave,
    Next,
    Previous,
    NextState,
    PreviousState,
    First,
    Last,
}

/// The whole of it.
#[later(plots)]
pub(crate) fn states_pane(props: &ViewProps) -> Html {
    html! { <States ..props.clone() /> }
}

#[component]
fn States(props: &ViewProps) -> Html {
    let ViewProps { model, act } = props;
    let lang = model.view.lang;
    let labels = states(lang);
    let scroller = use_node_ref();
    let drawing = use_node_ref();
    let width = use_width(scroller.clone());
    let figure = use_memo(whole(width), |width| Figure::new(f64::from(*width)));
    let run = use_memo(Rc::as_ptr(&model.timeline) as usize, {
        let timeline = model.timeline.clone();
        move |_| takings(&timeline)
    });
    let progress = Progress::new(&model.timeline, &run, model.cursor.step);
    let (seen, forget) = use_seen(progress.edges());
    let pointed = use_state_eq(|| None::<Item>);
    let gesture = use_gesture(props, pointed.setter(), drawing.clone());
    // What an edge is brought about by would answer most questions of the handshake.
    let hides = model.next_question().is_some();
    let y = progress.latest.map_or(0.0, |latest| figure.centre(latest.edge.edge().to).y);
    use_cursor_in_view(scroller.clone(), y, figure.height);

    let selected = model.selection.edge;
    let looked_at = (*pointed).or(selected.map(Item::Edge)).or(progress.latest.map(|taking| Item::Edge(taking.edge)));
    let shown = FigureProps {
        figure: figure.clone(),
        progress: progress.clone(),
        seen: if hides { Edges::default() } else { seen },
        selected,
        tab_stop: looked_at.unwrap_or(Item::State(State::Closed)),
        hides,
        lang,
        gesture,
    };
    let (width, height) = (px(figure.width), px(figure.height));
    html! {
        <div class="states-pane" data-part="states">
            { coverage_line(labels, seen, hides, forget) }
            <p id="states-keys" class="visually-hidden">{ labels.keys_hint }</p>
            <div class="states-scroll" ref={scroller}>
                <svg class="states-figure" ref={drawing} role="group" aria-label={labels.figure}
                    aria-describedby="states-keys" {width} {height}>
                    { memo(shown, draw_figure) }
                    { draw_tokens(model, &figure, &progress) }
                </svg>
            </div>
            { detail(model, &run, looked_at, hides, act) }
        </div>
    }
}

/// How much of the figure was seen, and what its signs mean.
fn coverage_line(labels: &StatesLabels, seen: Edges, hides: bool, forget: Callback<MouseEvent>) -> Html {
    let counts = [seen.count(true), all(true), seen.count(false), all(false)];
    html! {
        <div class="states-coverage">
            <p class="states-legend" aria-hidden="true">
                { for sim::Side::BOTH.map(|side| html! {
                    <span><i class={classes!("states-key", side.name())}>{ letter(side) }</i>{ labels.side(side) }</span>
                }) }
                <span>{ labels.beyond }</span>
                if !hides {
                    <span>{ labels.seen_before }</span>
                }
            </p>
            <p class="states-seen">
                <span data-part="coverage" data-seen={counts[0].to_string()} data-beyond={counts[2].to_string()}>
                    { (labels.seen)(counts) }
                </span>
                <button type="button" data-control="forget-edges" disabled={counts[0] + counts[2] == 0}
                    onclick={forget}>{ labels.forget }</button>
            </p>
        </div>
    }
}

/// All that can be looked at, each state with the edges that leave it.
fn items() -> Vec<Item> {
    let of_state = |state: State| {
        let leaves = EdgeId::all().filter(move |edge| edge.edge().from == state);
        [Item::State(state)].into_iter().chain(leaves.map(Item::Edge))
    };
    State::ALL.into_iter().flat_map(of_state).collect()
}

/// Where a gesture leads from `item`.
fn neighbour(item: Item, gesture: Gesture) -> Option<Item> {
    let items = items();
    let at = items.iter().position(|other| *other == item)?;
    let is_state = |item: &&Item| matches!(item, Item::State(_));
    match gesture {
        Gesture::Next => items.get(at + 1).copied(),
        Gesture::Previous => items.get(at.checked_sub(1)?).copied(),
        Gesture::NextState => items[at + 1..].iter().find(is_state).copied(),
        Gesture::PreviousState => items[..at].iter().rev().find(is_state).copied(),
        Gesture::First => items.first().copied(),
        Gesture::Last => items.last().copied(),
        Gesture::Select | Gesture::Point | Gesture::Leave => None,
    }
}

/// Turns what is done to the figure into an action, and moves the focus.
#[hook]
fn use_gesture(
    props: &ViewProps,
    pointed: UseStateSetter<Option<Item>>,
    drawing: NodeRef,
) -> Callback<(Item, Gesture)> {
    let latest = use_mut_ref(|| props.model.clone());
    latest.replace(props.model.clone());
    use_callback(props.act.clone(), move |(item, gesture): (Item, Gesture), act| match (gesture, item) {
        (Gesture::Select, Item::Edge(edge)) => {
            let is_selected = latest.borrow().selection.edge == Some(edge);
            act.emit(Action::SelectEdge((!is_selected).then_some(edge)));
        }
        (Gesture::Select, Item::State(_)) => {
            act.emit(Action::SelectEdge(None));
            pointed.set(Some(item));
        }
        (Gesture::Point, _) => pointed.set(Some(item)),
        (Gesture::Leave, _) => pointed.set(None),
        _ => {
            if let Some(item) = neighbour(item, gesture) {
                focus(&drawing, item);
            }
        }
    })
}

fn focus(drawing: &NodeRef, item: Item) {
    let selector = match item {
        Item::State(state) => ["[data-state=", state.name(), "]"].concat(),
        Item::Edge(edge) => ["[data-edge=\"", &edge.slug(), "\"]"].concat(),
    };
    let found = drawing.cast::<Element>().and_then(|drawing| drawing.query_selector(&selector).ok().flatten());
    if let Some(element) = found.and_then(|element| element.dyn_into::<SvgElement>().ok()) {
        let _ = element.focus();
    }
}

/// Whether what is to come may be told.
fn tells_all(mode: Mode) -> bool {
    mode != Mode::Predict
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrow_keys_reach_every_state_and_every_edge() {
        let mut item = Item::State(State::Closed);
        let mut reached = 1;
        while let Some(next) = neighbour(item, Gesture::Next) {
            assert_eq!(neighbour(next, Gesture::Previous), Some(item));
            item = next;
            reached += 1;
        }
        assert_eq!(reached, State::ALL.len() + EdgeId::COUNT);
        assert_eq!(Some(item), neighbour(item, Gesture::Last));
        assert_eq!(neighbour(item, Gesture::PreviousState), Some(Item::State(State::TimeWait)));
    }
}
