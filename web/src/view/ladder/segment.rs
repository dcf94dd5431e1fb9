//! One segment on the ladder: its arrows as something that can be selected and dropped, and its label above all arrows.

use std::rc::Rc;

use crate::view::pen::classes;
use lessons::Lang;
use markup::html;
use yew::prelude::*;

use super::Gesture;
use super::facts::Fate;
use super::geometry::{Line, Point};
use super::scene::{Arrow, Label, Outcome, Shape};
use crate::labels::ladder::ladder;
use crate::view::pixels::px;

/// What a segment is drawn from. As long as none of it changes nothing is drawn anew.
pub(super) struct SegmentProps {
    pub(super) shape: Rc<Shape>,
    pub(super) fate: Fate,
    /// How far down its copies are drawn, while any of them is on its way.
    pub(super) until: Option<f64>,
    pub(super) selected: bool,
    /// Whether it is the one that Tab leads to.
    pub(super) tab_stop: bool,
    pub(super) lang: Lang,
    pub(super) gesture: Callback<(usize, Gesture)>,
}

impl PartialEq for SegmentProps {
    fn eq(&self, other: &SegmentProps) -> bool {
        Rc::ptr_eq(&self.shape, &other.shape)
            && self.fate == other.fate
            && self.until == other.until
            && self.selected == other.selected
            && self.tab_stop == other.tab_stop
            && self.lang == other.lang
            && self.gesture == other.gesture
    }
}

/// A segment's arrows.
pub(super) fn draw_segment(props: &SegmentProps) -> Html {
    let SegmentProps { shape, fate, until, selected, tab_stop, lang, gesture } = props;
    let labels = ladder(*lang);
    let facts = &shape.facts;
    let index = shape.index;
    let on = |kind: Gesture| {
        let gesture = gesture.clone();
        move || gesture.emit((index, kind))
    };
    let (select, enter, leave) = (on(Gesture::Select), on(Gesture::Point), on(Gesture::Leave));
    let (focus, blur) = (enter.clone(), leave.clone());
    let onkeydown = {
        let gesture = gesture.clone();
        move |event: KeyboardEvent| {
            if event.ctrl_key() || event.alt_key() || event.meta_key() {
                return;
            }
            let kind = match event.key().as_str() {
                "Enter" | " " => Gesture::Select,
                "Delete" | "Backspace" | "d" | "D" => Gesture::Drop,
                "ArrowDown" | "ArrowRight" => Gesture::Next,
                "ArrowUp" | "ArrowLeft" => Gesture::Previous,
                "Home" => Gesture::First,
                "End" => Gesture::Last,
                _ => return,
            };
            event.prevent_default();
            gesture.emit((index, kind));
        }
    };
    let name = (labels.segment)(facts.id);
    let again = if facts.retransmission { labels.retransmission } else { "" };
    let said =
        [name.as_str(), ": ", &shape.full, ", ", again, if again.is_empty() { "" } else { ", " }, labels.fate(*fate)]
            .concat();
    let class = classes!(
        "segment",
        facts.id.from.name(),
        fate.name(),
        facts.retransmission.then_some("again"),
        selected.then_some("selected"),
    );
    html! {
        <g
            {class}
            role="button"
            tabindex={if *tab_stop { "0" } else { "-1" }}
            aria-label={said.clone()}
            aria-pressed={if *selected { "true" } else { "false" }}
            data-part="segment"
            data-side={facts.id.from.name()}
            data-nth={facts.nth.clone()}
            data-flags={facts.flags.clone()}
            data-seq={facts.seq.clone()}
            data-ack={facts.ack.clone()}
            data-len={facts.len.clone()}
            data-fate={fate.name()}
            data-retransmission={facts.retransmission()}
            onclick={move |_| select()}
            onmouseenter={move |_| enter()}
            onmouseleave={move |_| leave()}
            onfocus={move |_| focus()}
            onblur={move |_| blur()}
            {onkeydown}
        >
            <title>{ said }</title>
            if let Some(label) = &shape.label {
                <polygon class="segment-hit" points={points(&label.placed.quad)} />
            }
            { for shape.arrows.iter().map(|arrow| draw_arrow(arrow, *until)) }
        </g>
    }
}

fn draw_arrow(arrow: &Arrow, until: Option<f64>) -> Html {
    let share = until.map_or(1.0, |until| arrow.line.share_above(until));
    if until.is_some_and(|until| until < arrow.line.from.y - 0.01) {
        return Html::default();
    }
    let tip = arrow.line.at(share);
    let there = share >= 1.0;
    let Line { from, .. } = arrow.line;
    let (x1, y1, x2, y2) = (px(from.x), px(from.y), px(tip.x), px(tip.y));
    let again = (arrow.outcome == Outcome::Again).then_some("copy");
    html! {
        <>
            <line class="segment-hit" x1={x1.clone()} y1={y1.clone()} x2={px(arrow.line.to.x)} y2={px(arrow.line.to.y)} />
            <line class="segment-glow" x1={x1.clone()} y1={y1.clone()} x2={x2.clone()} y2={y2.clone()} />
            <line class={classes!("segment-line", again)} {x1} {y1} x2={x2.clone()} y2={y2.clone()} />
            if !there {
                <circle class="segment-dot" cx={x2} cy={y2} r="6" />
            } else if arrow.outcome == Outcome::Lost {
                <path class="segment-cross" d={cross(tip)} />
            } else {
                <polygon class="segment-head" points={points(&head(arrow.line))} />
                if arrow.outcome == Outcome::Corrupted {
                    <path class="segment-broken" d={bolt(arrow.line.at(1.0 - 34.0 / arrow.line.length().max(40.0)))} />
                }
            }
        </>
    }
}

/// What a label is drawn from.
pub(super) struct LabelsProps {
    pub(super) shape: Rc<Shape>,
    pub(super) fate: Fate,
    pub(super) selected: bool,
}

impl PartialEq for LabelsProps {
    fn eq(&self, other: &LabelsProps) -> bool {
        Rc::ptr_eq(&self.shape, &other.shape) && self.fate == other.fate && self.selected == other.selected
    }
}

/// The texts of a segment. They lie above every arrow, and are said by the arrows themselves.
pub(super) fn draw_labels(props: &LabelsProps) -> Html {
    let LabelsProps { shape, fate, selected } = props;
    let class = classes!("segment-labels", shape.facts.id.from.name(), selected.then_some("selected"));
    // Until a copy is where it ends, nothing is said of its end.
    let ended = *fate != Fate::InFlight;
    html! {
        <g {class} aria-hidden="true">
            if let Some(label) = &shape.label { { text("segment-label", label) } }
            if let Some(word) = &shape.word { { text("segment-word", word) } }
            if ended {
                { for shape.arrows.iter().filter(|arrow| arrow.outcome != Outcome::Again || *fate == Fate::Duplicate)
                    .filter_map(|arrow| arrow.word.as_ref()).map(|word| text("segment-word loss", word)) }
            }
        </g>
    }
}

fn text(class: &'static str, label: &Label) -> Html {
    let (x, y) = (px(label.placed.at.x), px(label.placed.at.y));
    let transform = ["translate(", &x, " ", &y, ") rotate(", &px(label.placed.degrees), ")"].concat();
    html! { <text {class} {transform}>{ label.text.clone() }</text> }
}

pub(super) fn points(quad: &[Point]) -> String {
    let mut points = String::new();
    for point in quad {
        points.push_str(&px(point.x));
        points.push(',');
        points.push_str(&px(point.y));
        points.push(' ');
    }
    points
}

/// The head of an arrow, with its tip at the lifeline.
fn head(line: Line) -> [Point; 3] {
    let length = line.length().max(1e-6);
    let (dx, dy) = ((line.to.x - line.from.x) / length, (line.to.y - line.from.y) / length);
    let back = |along: f64, across: f64| Point {
        x: line.to.x - dx * along - dy * across,
        y: line.to.y - dy * along + dx * across,
    };
    [line.to, back(11.0, 5.0), back(11.0, -5.0)]
}

fn cross(at: Point) -> String {
    relative(at, " m-6,-6 l12,12 m0,-12 l-12,12")
}

/// A bolt through the arrow: a bit was flipped on the way.
fn bolt(at: Point) -> String {
    relative(at, " m4,-14 l-10,15 h8 l-5,13 l12,-17 h-8 z")
}

fn relative(at: Point, path: &str) -> String {
    ["M", &px(at.x), " ", &px(at.y), path].concat()
}
