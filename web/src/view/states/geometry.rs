//! Where the states and the edges of the figure are, in pixels: as the RFC draws it, or narrower and longer.

use lessons::states::{Edge, Standing};
use tcp::State::{self, *};

/// From this width on CLOSING stands between its neighbours, as in the RFC's figure.
const WIDE: f64 = 520.0;
/// A wider figure would only be emptier.
const WIDEST: f64 = 760.0;
const NARROWEST: f64 = 348.0;
/// Half of a state's box.
const HALF_WIDTH: f64 = 62.0;
const HALF_HEIGHT: f64 = 15.0;
/// Pixels of a character of a label.
const CHARACTER: f64 = 6.1;
/// How far a label keeps from its edge.
const BESIDE: f64 = 11.0;

#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// On which side of its place a label lies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    pub(super) fn name(self) -> &'static str {
        match self {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        }
    }
}

/// A line of a label.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Line {
    pub(super) at: Point,
    pub(super) anchor: Anchor,
    pub(super) text: &'static str,
    /// Whether it says what is done, and not what happened.
    pub(super) is_action: bool,
}

impl Line {
    /// About how wide it is.
    fn width(&self) -> f64 {
        whole(self.text.len()) * CHARACTER
    }

    fn left(&self) -> f64 {
        match self.anchor {
            Anchor::Start => self.at.x,
            Anchor::Middle => self.at.x - self.width() / 2.0,
            Anchor::End => self.at.x - self.width(),
        }
    }
}

/// How an edge runs, and what stands beside it.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Route {
    pub(super) points: Vec<Point>,
    pub(super) lines: Vec<Line>,
}

/// A box of the figure. CLOSED has two: where everything begins, and where it ends.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct StateBox {
    pub(super) state: State,
    pub(super) centre: Point,
    /// Whether it is CLOSED as the end.
    pub(super) is_end: bool,
}

impl StateBox {
    pub(super) fn left(&self) -> f64 {
        self.centre.x - HALF_WIDTH
    }

    pub(super) fn top(&self) -> f64 {
        self.centre.y - HALF_HEIGHT
    }

    pub(super) fn width() -> f64 {
        2.0 * HALF_WIDTH
    }

    pub(super) fn height() -> f64 {
        2.0 * HALF_HEIGHT
    }
}

/// The figure at one width.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Figure {
    pub(super) width: f64,
    pub(super) height: f64,
    wide: bool,
    /// The middles of the three columns.
    columns: [f64; 3],
    /// The middles of the rows, from CLOSED down.
    rows: [f64; 9],
}

impl Figure {
    pub(super) fn new(room: f64) -> Figure {
        let wide = room >= WIDE;
        let width = room.clamp(NARROWEST, WIDEST);
        let margin = if wide { 8.0 } else { 4.0 };
        let columns = [margin + HALF_WIDTH, width / 2.0, width - margin - HALF_WIDTH];
        // Where it is wide, CLOSING shares a row with its neighbours, and so does the end.
        let steps = if wide {
            [0.0, 74.0, 68.0, 74.0, 74.0, 68.0, 0.0, 74.0, 0.0]
        } else {
            [0.0, 104.0, 78.0, 78.0, 78.0, 72.0, 66.0, 72.0, 66.0]
        };
        let mut rows = [0.0; 9];
        let mut y = 32.0;
        for (row, step) in rows.iter_mut().zip(steps) {
            y += step;
            *row = y;
        }
        Figure { width, height: y + HALF_HEIGHT + 10.0, wide, columns, rows }
    }

    /// Every box, the end last.
    pub(super) fn boxes(&self) -> Vec<StateBox> {
        let mut boxes: Vec<StateBox> =
            State::ALL.into_iter().map(|state| StateBox { state, centre: self.centre(state), is_end: false }).collect();
        boxes.push(StateBox { state: Closed, centre: self.end(), is_end: true });
        boxes
    }

    /// The middle of a state's box.
    pub(super) fn centre(&self, state: State) -> Point {
        let [left, middle, right] = self.columns;
        let (x, row) = match state {
            Closed => (middle, 0),
            Listen => (middle, 1),
            SynReceived => (left, 2),
            SynSent => (right, 2),
            Established => (middle, 3),
            FinWait1 => (left, 4),
            CloseWait => (right, 4),
            FinWait2 => (left, 5),
            LastAck => (right, 5),
            Closing if self.wide => (middle, 6),
            // Beside its column, so that the edge of the note has room to pass.
            Closing => (middle + 35.0, 6),
            TimeWait => (middle, 7),
        };
        Point { x, y: self.rows[row] }
    }

    /// The middle of CLOSED as the end.
    pub(super) fn end(&self) -> Point {
        Point { x: self.columns[2], y: self.rows[8] }
    }

    /// How `edge` runs. What cuts a connection off is a knob on the box's lower edge, and has no line of its own.
    pub(super) fn route(&self, edge: &Edge) -> Route {
        let (points, lines) = self.run(edge);
        Route { points: points.into_iter().map(|(x, y)| Point { x, y }).collect(), lines }
    }

    fn run(&self, edge: &Edge) -> (Vec<(f64, f64)>, Vec<Line>) {
        let (from, to) = (self.centre(edge.from), self.centre(edge.to));
        let [left, middle, right] = self.columns;
        // The inner edges of the outer columns, and both edges of the middle one.
        let (inner_left, inner_right) = (left + HALF_WIDTH, right - HALF_WIDTH);
        let (middle_left, middle_right) = (middle - HALF_WIDTH, middle + HALF_WIDTH);
        let (below, above) = (from.y + HALF_HEIGHT, to.y - HALF_HEIGHT);
        let turn_left = (inner_left - 56.0).min(middle_left - 22.0);
        let turn_right = (inner_right + 30.0).max(middle_right + 12.0);
        let label = Label { edge };
        if edge.standing == Standing::CutOff {
            let x = from.x + self.knob(edge.from);
            return (vec![(x, below)], Vec::new());
        }
        match (edge.from, edge.to) {
            (Closed, Listen) => {
                let x = middle - 14.0;
                (vec![(x, below), (x, above)], label.at(x - BESIDE, above - 26.0, Anchor::End))
            }
            (Listen, Closed) => {
                let x = middle + 14.0;
                let top = to.y + HALF_HEIGHT;
                (
                    vec![(x, from.y - HALF_HEIGHT), (x, top)],
                    label.at(
                        x + BESIDE,
                        top + (self.rows[1] - top) * 0.5 - 14.0 + if self.wide { 0.0 } else { 18.0 },
                        Anchor::Start,
                    ),
                )
            }
            (Closed, _) => {
                let x = right + HALF_WIDTH - 6.0;
                let y = from.y - 6.0;
                let mut lines = vec![label.line(x, y - 6.0, Anchor::End, edge.event, false)];
                lines.push(label.line(x - BESIDE, y + 22.0, Anchor::End, "create TCB", true));
                lines.push(label.line(x - BESIDE, y + 34.0, Anchor::End, "snd SYN", true));
                (vec![(middle_right, y), (x, y), (x, above)], lines)
            }
            (SynSent, Closed) => {
                let x = (right + HALF_WIDTH - 90.0).max(turn_right + 14.0);
                let y = to.y + 6.0;
                let lines = label.at(x - BESIDE, y + 20.0, Anchor::End);
                (vec![(x, from.y - HALF_HEIGHT), (x, y), (middle_right, y)], lines)
            }
            (Listen, SynReceived) => {
                let y = from.y + 7.0;
                let lines = label.at(turn_left + BESIDE, y + 22.0, Anchor::Start);
                (vec![(middle_left, y), (turn_left, y), (turn_left, above)], lines)
            }
            (Listen, _) => {
                let y = from.y + 7.0;
                let lines = label.at(turn_right - BESIDE, y + 22.0, Anchor::End);
                (vec![(middle_right, y), (turn_right, y), (turn_right, above)], lines)
            }
            (SynReceived, Listen) => {
                let (x, y) = (left - 26.0, to.y - 7.0);
                let line = label.line(x - 12.0, y - 6.0, Anchor::Start, edge.event, false);
                (vec![(x, from.y - HALF_HEIGHT), (x, y), (middle_left, y)], vec![line])
            }
            (SynSent, SynReceived) => {
                let mut lines = vec![label.line(middle, from.y - 10.0, Anchor::Middle, edge.event, false)];
                lines.extend(edge.action.map(|text| label.line(middle, from.y + 18.0, Anchor::Middle, text, true)));
                (vec![(inner_right, from.y), (inner_left, from.y)], lines)
            }
            (SynReceived, Established) => {
                let y = to.y - 7.0;
                let lines = label.at(turn_left + BESIDE, below + 22.0, Anchor::Start);
                (vec![(turn_left, below), (turn_left, y), (middle_left, y)], lines)
            }
            (SynSent, _) => {
                let y = to.y - 7.0;
                let lines = label.at(turn_right - BESIDE, below + 22.0, Anchor::End);
                (vec![(turn_right, below), (turn_right, y), (middle_right, y)], lines)
            }
            (SynReceived, _) => {
                let x = left - HALF_WIDTH + 12.0;
                (vec![(x, below), (x, above)], label.at(x + BESIDE, self.rows[3] - 2.0, Anchor::Start))
            }
            (Established, FinWait1) => {
                let y = from.y + 7.0;
                let lines = label.at(turn_left + BESIDE, y + 22.0, Anchor::Start);
                (vec![(middle_left, y), (turn_left, y), (turn_left, above)], lines)
            }
            (Established, _) => {
                let y = from.y + 7.0;
                let lines = label.at(turn_right - BESIDE, y + 22.0, Anchor::End);
                (vec![(middle_right, y), (turn_right, y), (turn_right, above)], lines)
            }
            (FinWait1, FinWait2) => {
                let x = left - 30.0;
                (vec![(x, below), (x, above)], label.at(x + BESIDE, below + 24.0, Anchor::Start))
            }
            (FinWait1, Closing) => {
                let y = from.y - 6.0;
                let lines = label.at(to.x + BESIDE, y + if self.wide { 16.0 } else { 40.0 }, Anchor::Start);
                (vec![(inner_left, y), (to.x, y), (to.x, above)], lines)
            }
            (FinWait1, _) => {
                let y = from.y + 7.0;
                let x = if self.wide {
                    f64::midpoint(inner_left, middle_left) + 14.0
                } else {
                    (inner_left + 8.0).max(middle_left + 8.0)
                };
                let label_y = if self.wide { self.rows[5] + 33.0 } else { self.rows[6] - 2.0 };
                let lines = ["rcv FIN,", "ACK of FIN"].into_iter().enumerate();
                let mut lines: Vec<Line> = lines
                    .map(|(at, text)| label.line(x - BESIDE, label_y + 12.0 * whole(at), Anchor::End, text, false))
                    .collect();
                lines.extend(edge.action.map(|text| label.line(x - BESIDE, label_y + 24.0, Anchor::End, text, true)));
                let mut points = vec![(inner_left, y), (x, y)];
                if self.wide {
                    points.extend([(x, to.y - 7.0), (middle_left, to.y - 7.0)]);
                } else {
                    points.push((x, above));
                }
                (points, lines)
            }
            (FinWait2, _) => {
                let (x, y) = (left - 40.0, to.y + 7.0);
                let lines = label.at(x + BESIDE, below + 24.0, Anchor::Start);
                (vec![(x, below), (x, y), (middle_left, y)], lines)
            }
            (CloseWait, _) => {
                let x = right + 44.0;
                (vec![(x, below), (x, above)], label.at(x - BESIDE, below + 22.0, Anchor::End))
            }
            (Closing, _) => {
                (vec![(from.x, below), (from.x, above)], label.at(from.x + BESIDE, below + 24.0, Anchor::Start))
            }
            (LastAck, _) => {
                let x = right + 40.0;
                let lines = label.at(x - BESIDE, below + 24.0, Anchor::End);
                (vec![(x, below), (x, self.end().y - HALF_HEIGHT)], lines)
            }
            _ if self.wide => {
                let x = f64::midpoint(middle_right, inner_right);
                let mut lines = vec![label.line(x, from.y - 10.0, Anchor::Middle, edge.event, false)];
                lines.extend(edge.action.map(|text| label.line(x, from.y + 18.0, Anchor::Middle, text, true)));
                (vec![(middle_right, from.y), (inner_right, from.y)], lines)
            }
            _ => {
                let x = right + 18.0;
                let lines = label.at(x - BESIDE, from.y + 24.0, Anchor::End);
                (vec![(middle_right, from.y), (x, from.y), (x, self.end().y - HALF_HEIGHT)], lines)
            }
        }
    }

    /// How far from the middle of a state's box the knob is that cuts the connection off.
    fn knob(&self, state: State) -> f64 {
        match state {
            SynReceived | Closing => 30.0,
            FinWait1 => 36.0,
            FinWait2 | SynSent => 22.0,
            CloseWait | LastAck => -34.0,
            _ => 0.0,
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a few lines")]
fn whole(at: usize) -> f64 {
    at as f64
}

/// The lines of an edge's label.
struct Label<'a> {
    edge: &'a Edge,
}

impl Label<'_> {
    /// The event, and the action below it.
    fn at(&self, x: f64, y: f64, anchor: Anchor) -> Vec<Line> {
        let mut lines = vec![self.line(x, y, anchor, self.edge.event, false)];
        lines.extend(self.edge.action.map(|action| self.line(x, y + 12.0, anchor, action, true)));
        lines
    }

    fn line(&self, x: f64, y: f64, anchor: Anchor, text: &'static str, is_action: bool) -> Line {
        Line { at: Point { x, y }, anchor, text, is_action }
    }
}

impl Route {
    /// The line, with its corners rounded.
    pub(super) fn path(&self) -> String {
        use crate::view::pixels::px;
        const RADIUS: f64 = 8.0;
        let mut d = String::new();
        let put = |d: &mut String, letter: &str, point: Point| {
            d.push_str(letter);
            d.push_str(&px(point.x));
            d.push(' ');
            d.push_str(&px(point.y));
        };
        for (index, point) in self.points.iter().enumerate() {
            let before = index.checked_sub(1).map(|before| self.points[before]);
            match (before, self.points.get(index + 1)) {
                (None, _) => put(&mut d, "M", *point),
                (Some(_), None) => put(&mut d, "L", *point),
                (Some(before), Some(after)) => {
                    put(&mut d, "L", towards(*point, before, RADIUS));
                    put(&mut d, "Q", *point);
                    put(&mut d, " ", towards(*point, *after, RADIUS));
                }
            }
        }
        d
    }

    fn length(&self) -> f64 {
        self.points.windows(2).map(|pair| distance(pair[0], pair[1])).sum()
    }

    /// The place after a share of the way.
    pub(super) fn at(&self, share: f64) -> Point {
        let mut rest = self.length() * share;
        for pair in self.points.windows(2) {
            let length = distance(pair[0], pair[1]);
            if rest <= length {
                return towards(pair[0], pair[1], rest);
            }
            rest -= length;
        }
        self.end()
    }

    /// The area of its label: its corner, width and height.
    pub(super) fn label_area(&self) -> Option<(Point, f64, f64)> {
        let (first, last) = (self.lines.first()?, self.lines.last()?);
        let x = self.lines.iter().map(Line::left).fold(f64::INFINITY, f64::min);
        let end = self.lines.iter().map(|line| line.left() + line.width()).fold(0.0, f64::max);
        let height = last.at.y - first.at.y + 16.0;
        Some((Point { x: x - 3.0, y: first.at.y - 11.0 }, end - x + 6.0, height))
    }

    /// Where it ends.
    pub(super) fn end(&self) -> Point {
        self.points.last().copied().unwrap_or(Point { x: 0.0, y: 0.0 })
    }

    /// The head of its arrow.
    pub(super) fn head(&self) -> [Point; 3] {
        let tip = self.end();
        let before = self.points.iter().rev().nth(1).copied().unwrap_or(tip);
        let length = distance(before, tip).max(1e-6);
        let (dx, dy) = ((tip.x - before.x) / length, (tip.y - before.y) / length);
        let back = |across: f64| Point { x: tip.x - dx * 9.0 - dy * across, y: tip.y - dy * 9.0 + dx * across };
        [tip, back(4.5), back(-4.5)]
    }

    /// Where marks on it stand, of which there are `count`: in a row along its longest part.
    pub(super) fn marks(&self, count: usize) -> Vec<Point> {
        const APART: f64 = 17.0;
        let longest = self
            .points
            .windows(2)
            .max_by(|one, other| distance(one[0], one[1]).total_cmp(&distance(other[0], other[1])));
        let Some([from, to]) = longest else {
            // A knob: beside it.
            let at = self.end();
            return (0..count).map(|index| Point { x: at.x + 17.0 * (whole(index) + 1.0), y: at.y }).collect();
        };
        let middle = distance(*from, *to) / 2.0 - 3.0;
        let first = middle - APART * (whole(count) - 1.0) / 2.0;
        (0..count).map(|index| towards(*from, *to, first + APART * whole(index))).collect()
    }
}

fn distance(from: Point, to: Point) -> f64 {
    (to.x - from.x).hypot(to.y - from.y)
}

/// So many pixels from one point to another.
fn towards(from: Point, to: Point, by: f64) -> Point {
    let length = distance(from, to).max(1e-6);
    Point { x: from.x + (to.x - from.x) * by / length, y: from.y + (to.y - from.y) * by / length }
}

#[cfg(test)]
mod tests {
    use lessons::states::EdgeId;

    use super::*;

    const WIDTHS: [f64; 5] = [300.0, 360.0, 519.0, 560.0, 1000.0];

    #[derive(Clone, Copy, Debug)]
    struct Area {
        left: f64,
        top: f64,
        right: f64,
        bottom: f64,
    }

    impl Area {
        fn of_line(line: &Line) -> Area {
            Area { left: line.left(), top: line.at.y - 8.0, right: line.left() + line.width(), bottom: line.at.y + 2.0 }
        }

        fn of_box(shape: &StateBox) -> Area {
            Area {
                left: shape.left(),
                top: shape.top(),
                right: shape.left() + StateBox::width(),
                bottom: shape.top() + StateBox::height(),
            }
        }

        fn meets(&self, other: &Area) -> bool {
            self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
        }

        fn meets_line(&self, from: Point, to: Point) -> bool {
            self.meets(&Area {
                left: from.x.min(to.x) - 0.5,
                right: from.x.max(to.x) + 0.5,
                top: from.y.min(to.y) - 0.5,
                bottom: from.y.max(to.y) + 0.5,
            })
        }
    }

    #[test]
    fn no_label_covers_a_state_an_edge_or_another_label() {
        let mut faults = Vec::new();
        for width in WIDTHS {
            let figure = Figure::new(width);
            let boxes: Vec<Area> = figure.boxes().iter().map(Area::of_box).collect();
            let routes: Vec<(String, Route)> = EdgeId::all().map(|id| (id.slug(), figure.route(id.edge()))).collect();
            let lines: Vec<(&String, &Line)> =
                routes.iter().flat_map(|(name, route)| route.lines.iter().map(move |line| (name, line))).collect();
            for (index, (name, line)) in lines.iter().enumerate() {
                let area = Area::of_line(line);
                let place = format!("{width}: {} of {name} at {area:?}", line.text);
                if area.left < 0.0 || area.right > figure.width || area.top < 0.0 {
                    faults.push(format!("{place} is cut off"));
                }
                if boxes.iter().any(|shape| shape.meets(&area)) {
                    faults.push(format!("{place} covers a state"));
                }
                for (other, line) in &lines[..index] {
                    if Area::of_line(line).meets(&area) {
                        faults.push(format!("{place} covers {} of {other}", line.text));
                    }
                }
                for (other, route) in &routes {
                    for pair in route.points.windows(2) {
                        if area.meets_line(pair[0], pair[1]) {
                            faults.push(format!("{place} covers the edge {other}"));
                        }
                    }
                }
            }
        }
        assert!(faults.is_empty(), "{faults:#?}");
    }

    #[test]
    fn an_edge_leads_from_its_state_to_its_state_past_all_others() {
        for width in WIDTHS {
            let figure = Figure::new(width);
            for id in EdgeId::all() {
                let (edge, route) = (id.edge(), figure.route(id.edge()));
                let touches = |state: State, point: Point| {
                    figure.boxes().iter().filter(|shape| shape.state == state).any(|shape| {
                        let area = Area::of_box(shape);
                        (area.left..=area.right).contains(&point.x) && (area.top..=area.bottom).contains(&point.y)
                    })
                };
                assert!(touches(edge.from, route.points[0]), "{width}: {} begins elsewhere", id.slug());
                if edge.standing != Standing::CutOff {
                    assert!(touches(edge.to, route.end()), "{width}: {} ends elsewhere", id.slug());
                }
                for shape in figure.boxes() {
                    let mut inner = Area::of_box(&shape);
                    (inner.left, inner.right) = (inner.left + 1.0, inner.right - 1.0);
                    (inner.top, inner.bottom) = (inner.top + 1.0, inner.bottom - 1.0);
                    for pair in route.points.windows(2) {
                        assert!(
                            !inner.meets_line(pair[0], pair[1]),
                            "{width}: {} runs through {}",
                            id.slug(),
                            shape.state
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn a_share_of_the_way_is_on_the_way() {
        let figure = Figure::new(560.0);
        for id in EdgeId::all().filter(|id| id.edge().standing == Standing::Drawn) {
            let route = figure.route(id.edge());
            assert_eq!(route.at(0.0), route.points[0]);
            let end = route.at(1.0);
            assert!(distance(end, route.end()) < 1e-6);
        }
    }
}
