//! The figure as it is drawn: states, edges with what brings them about, how often each was taken, and the tokens.

use std::rc::Rc;

use lessons::Lang;
use lessons::states::{EdgeId, Standing, about_state};
use markup::html;
use sim::Side;
use yew::prelude::*;

use super::coverage::Edges;
use super::geometry::{Figure, Point, Route, StateBox};
use super::progress::Progress;
use super::{Gesture, Item};
use crate::labels::states::{StatesLabels, letter, states};
use crate::model::Model;
use crate::view::pen::classes;
use crate::view::pixels::px;

/// Units of the player's way in which a token goes along an edge.
const WAY: f64 = 16.0;

/// What the figure is drawn from. None of it changes with each frame of the player.
#[derive(PartialEq)]
pub(super) struct FigureProps {
    pub(super) figure: Rc<Figure>,
    pub(super) progress: Progress,
    /// The edges that this learner has seen taken.
    pub(super) seen: Edges,
    pub(super) selected: Option<EdgeId>,
    /// The one that Tab leads to.
    pub(super) tab_stop: Item,
    /// Whether what brings an edge about is hidden.
    pub(super) hides: bool,
    pub(super) lang: Lang,
    pub(super) gesture: Callback<(Item, Gesture)>,
}

/// States and edges.
pub(super) fn draw_figure(props: &FigureProps) -> Html {
    let routes: Vec<(EdgeId, Route)> = EdgeId::all().map(|id| (id, props.figure.route(id.edge()))).collect();
    // Those that were taken lie above the others.
    let (taken, others): (Vec<_>, Vec<_>) = routes
        .iter()
        .partition(|(id, _)| props.progress.counts(*id) != [0, 0] && id.edge().standing != Standing::CutOff);
    let lines = others.iter().chain(&taken).filter(|(id, _)| id.edge().standing != Standing::CutOff);
    let knobs = routes.iter().filter(|(id, _)| id.edge().standing == Standing::CutOff);
    html! {
        <g>
            <g class="states-lines" aria-hidden="true">{ for lines.map(|(id, route)| draw_line(props, *id, route)) }</g>
            { for props.figure.boxes().iter().map(|shape| draw_state(props, shape)) }
            { for routes.iter().filter(|(id, _)| id.edge().standing != Standing::CutOff)
                .map(|(id, route)| draw_edge(props, *id, route)) }
            { for knobs.map(|(id, route)| draw_edge(props, *id, route)) }
            <g class="states-marks" aria-hidden="true">
                { for routes.iter().map(|(id, route)| draw_marks(props, *id, route)) }
            </g>
        </g>
    }
}

/// The names of an edge's classes.
fn edge_classes(props: &FigureProps, id: EdgeId) -> String {
    let [client, server] = props.progress.counts(id);
    let standing = match id.edge().standing {
        Standing::Drawn => "drawn",
        Standing::Noted => "noted",
        Standing::CutOff => "cut-off",
    };
    classes!(
        "edge",
        standing,
        (client > 0).then_some("client"),
        (server > 0).then_some("server"),
        (props.selected == Some(id)).then_some("selected"),
        props.progress.latest.is_some_and(|latest| latest.edge == id).then_some("latest"),
    )
}

fn draw_line(props: &FigureProps, id: EdgeId, route: &Route) -> Html {
    let lines = route.lines.iter().filter(|_| !props.hides).map(|line| {
        html! {
            <text class={if line.is_action { "edge-action" } else { "edge-event" }} x={px(line.at.x)} y={px(line.at.y)}
                text-anchor={line.anchor.name()}>{ line.text }</text>
        }
    });
    let d = route.path();
    let both = props.progress.counts(id).iter().all(|count| *count > 0);
    html! {
        <g class={edge_classes(props, id)}>
            <path class="edge-glow" d={d.clone()} />
            <path class="edge-line" d={d.clone()} />
            if both {
                <path class="edge-line second" {d} />
            }
            <polygon class="edge-head" points={points(&route.head())} />
            { for lines }
        </g>
    }
}

/// What of an edge can be reached: its way, its words, or its knob.
fn draw_edge(props: &FigureProps, id: EdgeId, route: &Route) -> Html {
    let labels = states(props.lang);
    let edge = id.edge();
    let counts = props.progress.counts(id);
    let said = said_of_edge(labels, id, counts, props.hides);
    let selected = props.selected == Some(id);
    let is_tab_stop = props.tab_stop == Item::Edge(id);
    let gesture = &props.gesture;
    let item = Item::Edge(id);
    let end = route.end();
    html! {
        <g class={edge_classes(props, id)} role="button" tabindex={if is_tab_stop { "0" } else { "-1" }}
            aria-label={said.clone()} aria-pressed={if selected { "true" } else { "false" }}
            data-part="edge" data-edge={id.slug()} data-client={counts[0].to_string()} data-server={counts[1].to_string()}
            onclick={on_mouse(gesture, item, Gesture::Select)} onmouseenter={on_mouse(gesture, item, Gesture::Point)}
            onmouseleave={on_mouse(gesture, item, Gesture::Leave)} onfocus={on_focus(gesture, item, Gesture::Point)}
            onblur={on_focus(gesture, item, Gesture::Leave)} onkeydown={on_key(gesture, item)}>
            <title>{ said }</title>
            if edge.standing == Standing::CutOff {
                <circle class="edge-hit" cx={px(end.x)} cy={px(end.y)} r="13" />
                <circle class="edge-knob" cx={px(end.x)} cy={px(end.y)} r="7" />
                <path class="edge-cross" d={["M", &px(end.x - 3.0), " ", &px(end.y - 3.0), "l6,6m0,-6l-6,6"].concat()} />
            } else {
                <path class="edge-hit" d={route.path()} />
                { for route.label_area().filter(|_| !props.hides).map(|(at, width, height)| html! {
                    <rect class="edge-words" x={px(at.x)} y={px(at.y)} width={px(width)} height={px(height)} rx="4" />
                }) }
            }
        </g>
    }
}

/// An edge in words.
fn said_of_edge(labels: &StatesLabels, id: EdgeId, counts: [u32; 2], hides: bool) -> String {
    let edge = id.edge();
    let mut said = (labels.edge)(edge.from.name(), edge.to.name());
    let mut add = |text: &str| {
        said.push_str(labels.comma);
        said.push_str(text);
    };
    if !hides {
        add(edge.event);
        edge.action.into_iter().for_each(&mut add);
    }
    match edge.standing {
        Standing::Drawn => {}
        Standing::Noted => add(labels.noted),
        Standing::CutOff => add(labels.cut_off),
    }
    for side in Side::BOTH {
        let count = counts[side as usize];
        if count > 0 {
            add(&(labels.times)(labels.side(side), count));
        }
    }
    said
}

/// How often each side took an edge, on the edge; or that it was seen before.
fn draw_marks(props: &FigureProps, id: EdgeId, route: &Route) -> Html {
    let counts = props.progress.counts(id);
    let sides: Vec<Side> = Side::BOTH.into_iter().filter(|side| counts[*side as usize] > 0).collect();
    if sides.is_empty() {
        if !props.seen.contains(id) {
            return Html::default();
        }
        let at = route.marks(1)[0];
        return html! {
            <g class="states-mark before">
                <circle cx={px(at.x)} cy={px(at.y)} r="6.5" />
                <text x={px(at.x)} y={px(at.y + 3.5)} text-anchor="middle">{ "✓" }</text>
            </g>
        };
    }
    let mark = |(side, at): (&Side, Point)| {
        html! {
            <g class={classes!("states-mark", side.name())}>
                { token_shape(*side, at, 7.5) }
                <text x={px(at.x)} y={px(at.y + 3.8)} text-anchor="middle">{ counts[*side as usize].to_string() }</text>
            </g>
        }
    };
    html! { <g>{ for sides.iter().zip(route.marks(sides.len())).map(mark) }</g> }
}

/// The client's shape is round, the server's square.
fn token_shape(side: Side, at: Point, half: f64) -> Html {
    match side {
        Side::Client => html! { <circle cx={px(at.x)} cy={px(at.y)} r={px(half)} /> },
        Side::Server => {
            let size = px(2.0 * half - 1.0);
            html! {
                <rect x={px(at.x - half + 0.5)} y={px(at.y - half + 0.5)} width={size.clone()} height={size} rx="2" />
            }
        }
    }
}

fn draw_state(props: &FigureProps, shape: &StateBox) -> Html {
    let labels = states(props.lang);
    let name = shape.state.name();
    let is_here = |side: &Side| {
        props.progress.state(*side) == shape.state
            && (shape.state != tcp::State::Closed || props.progress.is_at_end(*side) == shape.is_end)
    };
    let here: Vec<Side> = Side::BOTH.into_iter().filter(is_here).collect();
    let class = classes!(
        "state",
        here.contains(&Side::Client).then_some("client"),
        here.contains(&Side::Server).then_some("server")
    );
    let drawn = html! {
        <>
            <rect x={px(shape.left())} y={px(shape.top())} width={px(StateBox::width())} height={px(StateBox::height())} rx="7" />
            <text x={px(shape.centre.x)} y={px(shape.centre.y + 4.0)} text-anchor="middle">{ name }</text>
        </>
    };
    if shape.is_end {
        // The same state again: it is reached at its first box.
        return html! { <g class={classes!(class, "end")} aria-hidden="true">{ drawn }</g> };
    }
    let mut said = [name, labels.comma, labels.netstat, " ", shape.state.netstat_name()].concat();
    for side in Side::BOTH.into_iter().filter(|side| props.progress.state(*side) == shape.state) {
        said.push_str(labels.comma);
        said.push_str(labels.here(side));
    }
    if !props.hides {
        said.push_str(labels.comma);
        said.push_str(about_state(shape.state, props.lang));
    }
    let item = Item::State(shape.state);
    let gesture = &props.gesture;
    html! {
        <g {class} role="img" tabindex={if props.tab_stop == item { "0" } else { "-1" }} aria-label={said}
            data-part="state" data-state={name}
            onclick={on_mouse(gesture, item, Gesture::Select)} onmouseenter={on_mouse(gesture, item, Gesture::Point)}
            onmouseleave={on_mouse(gesture, item, Gesture::Leave)} onfocus={on_focus(gesture, item, Gesture::Point)}
            onblur={on_focus(gesture, item, Gesture::Leave)} onkeydown={on_key(gesture, item)}>
            { drawn }
        </g>
    }
}

type OnGesture = Callback<(Item, Gesture)>;

fn on_mouse(gesture: &OnGesture, item: Item, kind: Gesture) -> Callback<MouseEvent> {
    gesture.reform(move |_| (item, kind))
}

fn on_focus(gesture: &OnGesture, item: Item, kind: Gesture) -> Callback<FocusEvent> {
    gesture.reform(move |_| (item, kind))
}

fn on_key(gesture: &OnGesture, item: Item) -> Callback<KeyboardEvent> {
    let gesture = gesture.clone();
    Callback::from(move |event: KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() || event.shift_key() {
            return;
        }
        let kind = match event.key().as_str() {
            "Enter" | " " => Gesture::Select,
            "ArrowRight" => Gesture::Next,
            "ArrowLeft" => Gesture::Previous,
            "ArrowDown" => Gesture::NextState,
            "ArrowUp" => Gesture::PreviousState,
            "Home" => Gesture::First,
            "End" => Gesture::Last,
            _ => return,
        };
        event.prevent_default();
        gesture.emit((item, kind));
    })
}

/// Both endpoints, each in its state or on the way there.
pub(super) fn draw_tokens(model: &Model, figure: &Figure, progress: &Progress) -> Html {
    let place = model.projection.place(model.cursor);
    let token = |side: Side| {
        let state = progress.state(side);
        let stands = stands(figure, progress, side);
        let share = progress.last(side).map_or(1.0, |taking| {
            let since = place - model.projection.entry(taking.entry);
            // At rest, and where whole steps are taken, it is there.
            if model.playing && since > 0.0 { (since / WAY).min(1.0) } else { 1.0 }
        });
        let at = match progress.last(side) {
            Some(taking) if share < 1.0 && taking.edge.edge().standing != Standing::CutOff => {
                figure.route(taking.edge.edge()).at(share)
            }
            _ => stands,
        };
        html! {
            <g class={classes!("states-token", side.name())} data-part="token" data-side={side.name()} data-state-of={state.name()}>
                { token_shape(side, at, 9.0) }
                <text x={px(at.x)} y={px(at.y + 4.0)} text-anchor="middle">{ letter(side) }</text>
            </g>
        }
    };
    html! { <g aria-hidden="true">{ for Side::BOTH.map(token) }</g> }
}

/// Where a token stands: the client's at the left of its state, the server's at the right.
fn stands(figure: &Figure, progress: &Progress, side: Side) -> Point {
    let centre = if progress.is_at_end(side) { figure.end() } else { figure.centre(progress.state(side)) };
    let outward = StateBox::width() / 2.0 - 10.5;
    match side {
        Side::Client => Point { x: centre.x - outward, ..centre },
        Side::Server => Point { x: centre.x + outward, ..centre },
    }
}

fn points(points: &[Point]) -> String {
    let mut text = String::new();
    for point in points {
        text.push_str(&px(point.x));
        text.push(',');
        text.push_str(&px(point.y));
        text.push(' ');
    }
    text
}
