//! Segments on the ladder: their arrows as something that can be selected and changed, and their labels above all arrows.

use std::rc::Rc;

use crate::view::pen::classes;
use lessons::Lang;
use markup::html;
use wire::fields::FieldId;
use yew::prelude::*;

use super::Gesture;
use super::backdrop::Part as Drawn;
use super::chunk::{Label, Part};
use super::facts::Fate;
use super::geometry::{Grid, Line, Placed, Point};
use super::scene::{Arrow, Outcome, Scene, Shape};
use crate::browser::target;
use crate::labels::ladder::ladder;
use crate::model::Will;
use crate::view::memo::keyed_memo;
use crate::view::pixels::px;

/// Neighbours that are drawn together: as long as nothing changes with any of them, nothing is looked at.
pub(super) const GROUP: usize = 16;

/// What some neighbours are drawn from.
pub(super) struct GroupProps {
    pub(super) scene: Rc<Scene>,
    pub(super) drawn: Drawn,
    pub(super) segments: Vec<usize>,
    /// How many entries have happened, as far as any bears on these.
    pub(super) step: usize,
    pub(super) selected: Option<usize>,
    /// The one that Tab leads to.
    pub(super) tab_stop: Option<usize>,
    pub(super) lang: Lang,
    pub(super) gesture: Callback<(usize, Gesture)>,
}

impl PartialEq for GroupProps {
    fn eq(&self, other: &GroupProps) -> bool {
        Rc::ptr_eq(&self.scene, &other.scene)
            && self.drawn.origin == other.drawn.origin
            && self.segments == other.segments
            && self.step == other.step
            && self.selected == other.selected
            && self.tab_stop == other.tab_stop
            && self.lang == other.lang
            && self.gesture == other.gesture
    }
}

/// The arrows of neighbours.
pub(super) fn draw_group(props: &GroupProps) -> Html {
    let GroupProps { scene, drawn, segments, step, selected, tab_stop, lang, gesture } = props;
    let shapes = segments.iter().map(|index| scene.shape(*index)).filter(|shape| shape.entry < *step);
    let one = |shape: Rc<Shape>| {
        let shown = SegmentProps {
            scene: scene.clone(),
            drawn: *drawn,
            fate: Fate::of(&scene.timeline, shape.index, *step),
            step: *step,
            ended: shape.arrows.iter().filter(|arrow| arrow.has_ended(*step)).count(),
            selected: *selected == Some(shape.index),
            tab_stop: *tab_stop == Some(shape.index),
            lang: *lang,
            gesture: gesture.clone(),
            shape: shape.clone(),
        };
        keyed_memo(shape.index, shown, draw_segment)
    };
    html! { <g>{ for shapes.map(one) }</g> }
}

/// What a segment is drawn from. As long as none of it changes nothing is drawn anew.
struct SegmentProps {
    scene: Rc<Scene>,
    drawn: Drawn,
    shape: Rc<Shape>,
    fate: Fate,
    /// How many entries have happened. It matters only in how many of its copies have ended.
    step: usize,
    ended: usize,
    selected: bool,
    tab_stop: bool,
    lang: Lang,
    gesture: Callback<(usize, Gesture)>,
}

impl PartialEq for SegmentProps {
    fn eq(&self, other: &SegmentProps) -> bool {
        Rc::ptr_eq(&self.shape, &other.shape)
            && self.drawn.origin == other.drawn.origin
            && self.fate == other.fate
            && self.ended == other.ended
            && self.selected == other.selected
            && self.tab_stop == other.tab_stop
            && self.lang == other.lang
            && self.gesture == other.gesture
    }
}

/// A segment's arrows.
fn draw_segment(props: &SegmentProps) -> Html {
    let SegmentProps { scene, drawn, shape, fate, step, selected, tab_stop, lang, gesture, .. } = props;
    let labels = ladder(*lang);
    let facts = &shape.facts;
    let index = shape.index;
    let on = |kind: Gesture| {
        let gesture = gesture.clone();
        move || gesture.emit((index, kind))
    };
    let (enter, leave) = (on(Gesture::Point), on(Gesture::Leave));
    let label = scene.label_of(shape);
    let of_label = label.as_ref().map(|label| points(drawn, &label.placed.quad));
    let onclick = {
        let (gesture, font) = (gesture.clone(), scene.grid.font);
        move |event: MouseEvent| {
            let number = label.as_ref().and_then(|label| number_at(&event, label, font));
            gesture.emit((index, number.map_or(Gesture::Select, Gesture::Number)));
        }
    };
    let (focus, blur) = (on(Gesture::Focus), leave.clone());
    let onkeydown = {
        let gesture = gesture.clone();
        move |event: KeyboardEvent| {
            if event.ctrl_key() || event.alt_key() || event.meta_key() {
                return;
            }
            if let Some(kind) = Gesture::of_key(&event.key(), event.shift_key()) {
                event.prevent_default();
                gesture.emit((index, kind));
            }
        }
    };
    let onpointerdown = {
        let gesture = gesture.clone();
        move |event: PointerEvent| {
            // A finger that is put down scrolls.
            if event.button() == 0 && event.pointer_type() != "touch" {
                gesture.emit((index, Gesture::Grab(event.client_x(), event.client_y())));
            }
        }
    };
    let oncontextmenu = {
        let gesture = gesture.clone();
        move |event: MouseEvent| {
            event.prevent_default();
            gesture.emit((index, Gesture::Menu(Some((event.client_x(), event.client_y())))));
        }
    };
    let overtaken = is_overtaken(shape, *fate);
    let name = (labels.segment)(facts.id);
    let mut said = [name.as_str(), ": ", shape.full()].concat();
    for (applies, word) in [(facts.retransmission, labels.retransmission), (overtaken, labels.overtaken)] {
        if applies {
            said.push_str(", ");
            said.push_str(word);
        }
    }
    let will = shape.will_after(*step).map(|will| labels.will(will));
    for text in [Some(labels.fate(*fate)), will].into_iter().flatten() {
        said.push_str(", ");
        said.push_str(text);
    }
    let class = classes!(
        "segment",
        facts.id.from.name(),
        fate.name(),
        facts.retransmission.then_some("again"),
        facts.id.forged.then_some("forged"),
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
            data-overtaken={overtaken.then_some("true")}
            data-will={will}
            {onclick}
            onmouseenter={move |_| enter()}
            onmouseleave={move |_| leave()}
            onfocus={move |_| focus()}
            onblur={move |_| blur()}
            {onkeydown}
            {onpointerdown}
            {oncontextmenu}
        >
            <title>{ said }</title>
            if let Some(points) = of_label {
                <polygon class="segment-hit" {points} />
            }
            { for shape.arrows.iter().map(|arrow| draw_arrow(drawn, shape, arrow, *step)) }
        </g>
    }
}

/// The number of a label that a click is on. Labels let clicks through to the arrows below them, so that it is reckoned
/// from where the label's outline is.
fn number_at(event: &MouseEvent, label: &Label, font: f64) -> Option<FieldId> {
    let outline = target(event)?.closest(".segment").ok()??.query_selector("polygon.segment-hit").ok()??;
    let (frame, placed) = (outline.get_bounding_client_rect(), &label.placed);
    let least = |of: fn(&Point) -> f64| placed.quad.iter().map(of).fold(f64::INFINITY, f64::min);
    let x = f64::from(event.client_x()) - frame.left() + least(|point| point.x) - placed.at.x;
    let y = f64::from(event.client_y()) - frame.top() + least(|point| point.y) - placed.at.y;
    let [start, end, ..] = placed.quad;
    let (sin, cos) = Line { from: start, to: end }.turn();
    let (along, up) = (x * cos + y * sin, x * sin - y * cos);
    if !(-0.4 * font..=font).contains(&up) {
        return None;
    }
    field_at(&label.text, along / Grid::text_width("0", font))
}

/// The header field whose value a text says so many letters from its start.
fn field_at(text: &str, letters: f64) -> Option<FieldId> {
    let mut end = 0.0;
    let word = text.split_inclusive(' ').find(|word| {
        end += Grid::text_width(word, 1.0) / Grid::text_width("0", 1.0);
        (0.0..end).contains(&letters)
    })?;
    field_of(word)
}

/// The header field whose value a word such as `seq=1` says.
pub(super) fn field_of(word: &str) -> Option<FieldId> {
    Some(match word.split_once('=')?.0 {
        "seq" => FieldId::TcpSequenceNumber,
        "ack" => FieldId::TcpAcknowledgmentNumber,
        _ => FieldId::Ipv4TotalLength,
    })
}

/// Whether it is known by now that a segment was overtaken.
pub(super) fn is_overtaken(shape: &Shape, fate: Fate) -> bool {
    let known = matches!(fate, Fate::Delivered | Fate::Duplicate);
    known && shape.arrows.iter().any(|arrow| arrow.outcome == Outcome::Overtaken)
}

/// An arrow that has come to its end. One that has not can be taken hold of where it will go; [`draw_moving`] shows how
/// far it is.
fn draw_arrow(drawn: &Drawn, shape: &Shape, arrow: &Arrow, step: usize) -> Html {
    let has_ended = arrow.has_ended(step);
    let Line { from, to } = if has_ended { arrow.line } else { shape.to_come(arrow) };
    let (x1, y1, x2, y2) = (px(from.x), drawn.y(from.y), px(to.x), drawn.y(to.y));
    let again = (arrow.outcome == Outcome::Again).then_some("copy");
    let near_head = arrow.near_head();
    html! {
        <>
            <line class="segment-hit" x1={x1.clone()} y1={y1.clone()} x2={x2.clone()} y2={y2.clone()} />
            <line class="segment-glow" x1={x1.clone()} y1={y1.clone()} x2={x2.clone()} y2={y2.clone()} />
            if !has_ended && shape.will == Some(Will::BeLost) {
                <path class="segment-cross will" d={mark(drawn, to, CROSS)} />
            }
            if has_ended {
                <line class={classes!("segment-line", again)} {x1} {y1} {x2} {y2} />
                if arrow.outcome.is_loss() {
                    <path class="segment-cross" d={mark(drawn, to, CROSS)} />
                } else {
                    <polygon class="segment-head" points={points(drawn, &head(arrow.line))} />
                    { match arrow.outcome {
                        // A bolt: a bit was flipped on the way.
                        Outcome::Corrupted => html! {
                            <path class="segment-broken" d={mark(drawn, near_head, " m4,-14 l-10,15 h8 l-5,13 l12,-17 h-8 z")} />
                        },
                        // Two that go past each other: what left later was here before.
                        Outcome::Overtaken => html! {
                            <path class="segment-overtaken" d={mark(drawn, near_head, OVERTAKEN)} />
                        },
                        Outcome::Marked => html! {
                            <path class="segment-marked" d={mark(drawn, near_head, " m0,-7 l7,7 l-7,7 l-7,-7 z")} />
                        },
                        _ => Html::default(),
                    } }
                }
            }
        </>
    }
}

const CROSS: &str = " m-6,-6 l12,12 m0,-12 l-12,12";
/// Two arrows, up and down, side by side.
const OVERTAKEN: &str = " m-5,7 v-14 l-4,4 m4,-4 l4,4 m6,-4 v14 l-4,-4 m4,4 l4,-4";

/// As much of an arrow as its copy has made by now, with a dot where it is.
pub(super) fn draw_moving(drawn: &Drawn, shape: &Shape, arrow: &Arrow, y: f64, selected: bool) -> Html {
    if y < arrow.line.from.y - 0.01 {
        return Html::default();
    }
    let tip = arrow.line.at(arrow.line.share_above(y));
    let Line { from, .. } = arrow.line;
    let (x2, y2) = (px(tip.x), drawn.y(tip.y));
    let class = classes!(
        "segment",
        shape.facts.id.from.name(),
        shape.facts.retransmission.then_some("again"),
        shape.facts.id.forged.then_some("forged"),
        selected.then_some("selected"),
    );
    html! {
        <g {class}>
            <line class="segment-line" x1={px(from.x)} y1={drawn.y(from.y)} x2={x2.clone()} y2={y2.clone()} />
            <circle class="segment-dot" cx={x2} cy={y2} r="6" />
        </g>
    }
}

/// What labels of a stretch are drawn from.
pub(super) struct LabelsProps {
    pub(super) scene: Rc<Scene>,
    pub(super) drawn: Drawn,
    pub(super) chunk: usize,
    /// How many entries have happened, as far as any bears on these.
    pub(super) step: usize,
    pub(super) selected: Option<usize>,
}

impl PartialEq for LabelsProps {
    fn eq(&self, other: &LabelsProps) -> bool {
        Rc::ptr_eq(&self.scene, &other.scene)
            && self.drawn.origin == other.drawn.origin
            && self.chunk == other.chunk
            && self.step == other.step
            && self.selected == other.selected
    }
}

/// The texts of a stretch. They lie above every arrow, and are said by the arrows themselves.
pub(super) fn draw_labels(props: &LabelsProps) -> Html {
    let LabelsProps { scene, drawn, chunk, step, selected } = props;
    let chunk = scene.chunk(*chunk);
    let shown = chunk.labels.iter().filter_map(|label| {
        let shape = scene.shape(label.owner);
        // Until a copy is where it ends, nothing is said of its end.
        let known = match label.part {
            Part::Says | Part::Origin => shape.entry < *step,
            Part::Will => shape.entry < *step && shape.will_after(*step).is_some(),
            Part::End(copy) => shape.arrows.get(copy)?.ended? < *step,
        };
        known.then(|| draw_label(drawn, label, &shape, *selected == Some(label.owner)))
    });
    html! { <g>{ for shown }</g> }
}

fn draw_label(drawn: &Drawn, label: &Label, shape: &Shape, selected: bool) -> Html {
    let is_trouble = |copy: usize| {
        shape.arrows.get(copy).is_some_and(|arrow| !matches!(arrow.outcome, Outcome::Overtaken | Outcome::Marked))
    };
    let class = match label.part {
        Part::Says => classes!("segment-label", selected.then_some("selected")),
        Part::End(copy) if is_trouble(copy) => "segment-word loss".into(),
        Part::Will if matches!(shape.will, Some(Will::BeLost | Will::BeCorrupted)) => "segment-word loss will".into(),
        Part::Will => "segment-word will".into(),
        Part::Origin | Part::End(_) => "segment-word".into(),
    };
    let part = match label.part {
        Part::Says => 0,
        Part::Origin => 1,
        Part::Will => 7,
        Part::End(copy) => 2 + copy,
    };
    html! {
        <text key={label.owner * 8 + part} {class} transform={turned(drawn, &label.placed)}>{ label.text.clone() }</text>
    }
}

/// Where a text stands and how it is turned.
pub(super) fn turned(drawn: &Drawn, placed: &Placed) -> String {
    ["translate(", &px(placed.at.x), " ", &drawn.y(placed.at.y), ") rotate(", &px(placed.degrees), ")"].concat()
}

fn points(drawn: &Drawn, quad: &[Point]) -> String {
    let mut points = String::new();
    for point in quad {
        points.push_str(&px(point.x));
        points.push(',');
        points.push_str(&drawn.y(point.y));
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

fn mark(drawn: &Drawn, at: Point, path: &str) -> String {
    ["M", &px(at.x), " ", &drawn.y(at.y), path].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_a_label_is_on_the_number_that_stands_there() {
        let text = "PSH,ACK seq=4021337002 ack=907113501 len=41";
        let at = |word: &str| field_at(text, text.find(word).map_or(-1.0, |at| at as f64 + 0.5));
        assert_eq!(at("PSH"), None);
        assert_eq!(at("seq"), Some(FieldId::TcpSequenceNumber));
        assert_eq!(at("7002"), Some(FieldId::TcpSequenceNumber));
        assert_eq!(at("907113501"), Some(FieldId::TcpAcknowledgmentNumber));
        assert_eq!(at("len"), Some(FieldId::Ipv4TotalLength));
        assert_eq!(field_at(text, 500.0), None);
    }
}
