//! Where things are on the drawing, in pixels, and how labels find a place of their own. Nothing here knows the page.

use sim::Side;

/// Pixels per unit of the ladder.
pub(super) const UNIT: f64 = 1.35;
/// Pixels above the first unit.
pub(super) const TOP: f64 = 12.0;

/// How near a label may come to the ends of its arrow, so that it keeps clear of timer and arrowhead.
const ENDS: f64 = 18.0;
/// How near to the lifelines, however steep its arrow is.
const FROM_LIFELINE: f64 = 7.0;
/// How far labels keep from each other along their arrows.
const APART: f64 = 5.0;

#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// A straight way.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Line {
    pub(super) from: Point,
    pub(super) to: Point,
}

impl Line {
    pub(super) fn at(self, share: f64) -> Point {
        Point { x: self.from.x + (self.to.x - self.from.x) * share, y: self.from.y + (self.to.y - self.from.y) * share }
    }

    pub(super) fn length(self) -> f64 {
        let (dx, dy) = (self.to.x - self.from.x, self.to.y - self.from.y);
        (dx * dx + dy * dy).sqrt()
    }

    /// The sine and the cosine of how a text along it is turned, which always runs to the right.
    pub(super) fn turn(self) -> (f64, f64) {
        let rightward = if self.to.x >= self.from.x { 1.0 } else { -1.0 };
        let length = self.length().max(1e-6) * rightward;
        ((self.to.y - self.from.y) / length, (self.to.x - self.from.x) / length)
    }

    /// As much of it as lies in the first `height` pixels down.
    pub(super) fn first(self, height: f64) -> Line {
        Line { to: self.at(self.share_above(self.from.y + height)), ..self }
    }

    /// As much of it as lies in the last `height` pixels down.
    pub(super) fn last(self, height: f64) -> Line {
        Line { from: self.at(self.share_above(self.to.y - height)), ..self }
    }

    /// How much of the way lies above `y`.
    pub(super) fn share_above(self, y: f64) -> f64 {
        let whole = self.to.y - self.from.y;
        if whole <= 0.0 { f64::from(u8::from(y >= self.to.y)) } else { ((y - self.from.y) / whole).clamp(0.0, 1.0) }
    }
}

/// Four corners in a round, of a rectangle that may be turned.
pub(super) type Quad = [Point; 4];

/// A rectangle that is not turned.
pub(super) fn upright(x: f64, y: f64, width: f64, height: f64) -> Quad {
    let corner = |dx, dy| Point { x: x + dx, y: y + dy };
    [corner(0.0, 0.0), corner(width, 0.0), corner(width, height), corner(0.0, height)]
}

/// The same rectangle, longer by so much at either end of the text that it is of.
pub(super) fn lengthened(quad: &Quad, by: f64) -> Quad {
    let [a, b, ..] = *quad;
    let long = Line { from: a, to: b }.length().max(1e-6);
    let (dx, dy) = ((b.x - a.x) / long * by, (b.y - a.y) / long * by);
    let moved = |at: usize, sign: f64| Point { x: quad[at].x + dx * sign, y: quad[at].y + dy * sign };
    [moved(0, -1.0), moved(1, 1.0), moved(2, 1.0), moved(3, -1.0)]
}

/// The stroke of an arrow, as something that labels keep clear of.
pub(super) fn stroke(line: Line) -> Quad {
    band(line, 0.0, line.length(), -2.0, 2.0)
}

/// The part of a band along `line` from `a` to `b`, and from `low` to `high` above it, above being towards the top of
/// the page whichever way the line runs.
fn band(line: Line, a: f64, b: f64, low: f64, high: f64) -> Quad {
    let length = line.length().max(1e-6);
    let along = Point { x: (line.to.x - line.from.x) / length, y: (line.to.y - line.from.y) / length };
    let turn = if along.x < 0.0 { -1.0 } else { 1.0 };
    let up = Point { x: along.y * turn, y: -along.x * turn };
    let point = |t: f64, lift: f64| Point {
        x: line.from.x + along.x * t + up.x * lift,
        y: line.from.y + along.y * t + up.y * lift,
    };
    [point(a, low), point(b, low), point(b, high), point(a, high)]
}

/// Whether two rectangles overlap: there is no side of either that has one of them wholly beyond it.
pub(super) fn overlap(one: &Quad, other: &Quad) -> bool {
    let separates = |quad: &Quad| {
        (0..4).any(|side| {
            let (from, to) = (quad[side], quad[(side + 1) % 4]);
            let across = Point { x: to.y - from.y, y: from.x - to.x };
            let reach = |quad: &Quad| {
                let mut ends = (f64::INFINITY, f64::NEG_INFINITY);
                for point in quad {
                    let at = point.x * across.x + point.y * across.y;
                    ends = (ends.0.min(at), ends.1.max(at));
                }
                ends
            };
            let ((low, high), (other_low, other_high)) = (reach(one), reach(other));
            high <= other_low || other_high <= low
        })
    };
    !separates(one) && !separates(other)
}

/// What has a place across the ladder, for a width in pixels.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Grid {
    pub(super) width: f64,
    /// Whether states have their names across; else the names are turned.
    pub(super) roomy: bool,
    /// Where the times end.
    pub(super) gutter: f64,
    /// How many letters of a time have room before that.
    pub(super) digits: usize,
    /// How wide the column of states is on either side.
    pub(super) column: f64,
    /// How wide the column of phases is, at the right edge.
    pub(super) rail: f64,
    /// The size of labels.
    pub(super) font: f64,
}

/// Pixels between a column of states and its lifeline.
const BESIDE: f64 = 4.0;
/// Pixels on either side of the phases.
const MARGIN: f64 = 3.0;

impl Grid {
    pub(super) fn new(width: f64) -> Grid {
        let width = width.max(240.0);
        let (roomy, gutter, column, rail, font) = match width {
            720.0.. => (true, 60.0, 96.0, 18.0, 12.0),
            520.0.. => (true, 58.0, 86.0, 18.0, 12.0),
            _ => (false, 56.0, 18.0, 14.0, 11.5),
        };
        let digits = if gutter < 60.0 { 7 } else { 8 };
        Grid { width, roomy, gutter, digits, column, rail, font }
    }

    /// Where a side's lifeline is.
    pub(super) fn lifeline(&self, side: Side) -> f64 {
        match side {
            Side::Client => self.gutter + self.column + BESIDE,
            Side::Server => self.column_start(Side::Server) - BESIDE,
        }
    }

    /// Where a side's column of states begins.
    pub(super) fn column_start(&self, side: Side) -> f64 {
        match side {
            Side::Client => self.gutter,
            Side::Server => self.rail_start() - MARGIN - self.column,
        }
    }

    /// Where the column of phases begins.
    pub(super) fn rail_start(&self) -> f64 {
        self.width - MARGIN - self.rail
    }

    /// How wide `text` is in monospace of a size. Fonts differ, so it is taken a little wider than most are.
    pub(super) fn text_width(text: &str, size: f64) -> f64 {
        text.chars().map(|c| if c.is_ascii() { 0.612 * size } else { 1.02 * size }).sum()
    }
}

/// On which side of its arrow a text stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Lift {
    /// Above it.
    Above,
    /// Above it, and above the cross at its end.
    HighAbove,
    /// Below it.
    Below,
    /// In its continuation, behind the cross.
    Behind,
}

impl Lift {
    /// The lower edge over the arrow, the baseline and the upper edge, in pixels.
    fn levels(self) -> (f64, f64, f64) {
        match self {
            Lift::Above => (3.0, 5.5, 15.0),
            Lift::HighAbove => (9.0, 11.0, 20.5),
            Lift::Below => (-15.0, -12.5, -3.0),
            Lift::Behind => (-7.0, -4.0, 7.0),
        }
    }
}

/// Where a text may stand along its arrow.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    pub(super) line: Line,
    pub(super) lift: Lift,
    pub(super) seeks: Seeks,
    /// How far the arrows of others keep from it, on the side that is not its own arrow's: what stands as near to another
    /// might be read as said of that.
    pub(super) alone: f64,
}

/// Which end of its arrow a text would rather be near.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Seeks {
    /// What the segment says: arrows of the two sides cross in the middle.
    Sender,
    /// What became of it.
    Receiver,
}

/// A text with its place.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Placed {
    /// Which of the texts that were offered.
    pub(super) text: usize,
    /// Where its baseline begins.
    pub(super) at: Point,
    /// How it is turned.
    pub(super) degrees: f64,
    /// What it covers.
    pub(super) quad: Quad,
}

/// The upright rectangle around something, which tells most of what is apart at once.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Bounds {
    fn of(points: &[Point]) -> Bounds {
        let mut bounds = Bounds { left: f64::MAX, right: f64::MIN, top: f64::MAX, bottom: f64::MIN };
        for point in points {
            bounds.left = bounds.left.min(point.x);
            bounds.right = bounds.right.max(point.x);
            bounds.top = bounds.top.min(point.y);
            bounds.bottom = bounds.bottom.max(point.y);
        }
        bounds
    }

    fn meets(self, other: Bounds) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }
}

/// The stroke of an arrow among others.
struct Stroke {
    line: Line,
    quad: Quad,
}

impl Stroke {
    /// Whether it may run through `bounds`: as much of it as is level with them does.
    fn is_near(&self, bounds: Bounds) -> bool {
        const HALF: f64 = 2.5;
        let (from, to) = (self.line.from, self.line.to);
        if from.y - HALF > bounds.bottom || to.y + HALF < bounds.top {
            return false;
        }
        let at = |y: f64| self.line.at(self.line.share_above(y)).x;
        // A level line is wholly at its height.
        let (one, other) =
            if to.y - from.y < 1.0 { (from.x, to.x) } else { (at(bounds.top - HALF), at(bounds.bottom + HALF)) };
        one.min(other) - HALF < bounds.right && one.max(other) + HALF > bounds.left
    }
}

/// What texts keep clear of.
#[derive(Default)]
pub(super) struct Crowd {
    /// Texts and marks.
    taken: Vec<(Bounds, Quad)>,
    /// Arrows: a text covers none of them, be it of its own segment.
    strokes: Vec<Stroke>,
}

impl Crowd {
    /// Adds something that may not be covered.
    pub(super) fn take(&mut self, quad: Quad) {
        self.taken.push((Bounds::of(&quad), quad));
    }

    /// Adds an arrow.
    pub(super) fn draw(&mut self, line: Line) {
        self.strokes.push(Stroke { line, quad: stroke(line) });
    }

    /// Finds a place for the first text that has one. Texts are offered longest first; `widths` has the width of each. One
    /// that has none is left out, and opens when its arrow is pointed at.
    pub(super) fn place(&mut self, stretches: &[Stretch], widths: &[f64]) -> Option<Placed> {
        for (text, width) in widths.iter().enumerate() {
            for stretch in stretches {
                for start in starts(stretch, *width) {
                    let wide = grown(stretch, start, *width);
                    let bounds = Bounds::of(&wide);
                    if self.taken.iter().any(|(around, taken)| around.meets(bounds) && overlap(taken, &wide)) {
                        continue;
                    }
                    let clear = cleared(stretch, start, *width);
                    let bounds = Bounds::of(&clear);
                    if self.strokes.iter().any(|of| of.is_near(bounds) && overlap(&of.quad, &clear)) {
                        continue;
                    }
                    let placed = stand(stretch, start, *width, text);
                    self.take(placed.quad);
                    return Some(placed);
                }
            }
        }
        None
    }
}

/// Where along its arrow a text of this width may begin, the best first.
fn starts(stretch: &Stretch, width: f64) -> impl Iterator<Item = f64> {
    const STEPS: u8 = 8;
    let length = stretch.line.length();
    let behind = stretch.lift == Lift::Behind;
    let (low, _, high) = stretch.lift.levels();
    // A text on a steep arrow leans towards a lifeline.
    let lean = high.max(-low) * (stretch.line.to.y - stretch.line.from.y) / length.max(1e-6);
    let across = (stretch.line.to.x - stretch.line.from.x).abs() / length.max(1e-6);
    let clear = (ENDS + lean).max((FROM_LIFELINE + lean) / across.max(1e-6));
    let (first, room) = if behind { (length + 16.0, 0.0) } else { (clear, length - 2.0 * clear - width) };
    let best = match stretch.seeks {
        Seeks::Sender => (0.36 * length - width / 2.0 - first).clamp(0.0, room.max(0.0)),
        Seeks::Receiver => room,
    };
    let steps = if behind || room < 0.0 { 0 } else { STEPS };
    let others = (1..=steps).map(move |step| {
        let share = f64::from(step - 1) / f64::from(STEPS - 1);
        room * if stretch.seeks == Seeks::Sender { share } else { 1.0 - share }
    });
    let fits = room >= 0.0;
    std::iter::once(best).chain(others).filter(move |_| fits).map(move |start| first + start)
}

fn stand(stretch: &Stretch, start: f64, width: f64, text: usize) -> Placed {
    let (low, baseline, high) = stretch.lift.levels();
    let line = stretch.line;
    let quad = band(line, start, start + width, low, high);
    // Text always runs to the right.
    let rightward = line.to.x >= line.from.x;
    let feet = band(line, start, start + width, baseline, baseline);
    let (at, right) = if rightward { (feet[0], feet[1]) } else { (feet[1], feet[0]) };
    Placed { text, at, degrees: (right.y - at.y).atan2(right.x - at.x).to_degrees(), quad }
}

/// What a text covers, with the distance that it keeps from others.
fn grown(stretch: &Stretch, start: f64, width: f64) -> Quad {
    let (low, _, high) = stretch.lift.levels();
    band(stretch.line, start - APART, start + width + APART, low, high)
}

/// What a text covers, with the distance that other arrows keep from it.
fn cleared(stretch: &Stretch, start: f64, width: f64) -> Quad {
    let ((low, _, high), alone) = (stretch.lift.levels(), stretch.alone);
    let (low, high) = match stretch.lift {
        Lift::Above | Lift::HighAbove => (low, high + alone),
        Lift::Below => (low - alone, high),
        Lift::Behind => (low - alone / 2.0, high + alone / 2.0),
    };
    band(stretch.line, start, start + width, low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(x1: f64, y1: f64, x2: f64, y2: f64) -> Line {
        Line { from: Point { x: x1, y: y1 }, to: Point { x: x2, y: y2 } }
    }

    #[test]
    fn turned_rectangles_overlap_only_where_they_meet() {
        let square = upright(0.0, 0.0, 10.0, 10.0);
        assert!(overlap(&square, &upright(9.0, 9.0, 5.0, 5.0)));
        assert!(!overlap(&square, &upright(10.0, 0.0, 5.0, 5.0)));
        assert!(overlap(&square, &stroke(line(-5.0, 5.0, 15.0, 6.0))));
        // Near the corner, where the upright boxes around them do meet.
        assert!(!overlap(&square, &stroke(line(8.0, -8.0, 20.0, 6.0))));
    }

    #[test]
    fn a_text_above_an_arrow_is_above_it_whichever_way_the_arrow_runs() {
        for arrow in [line(0.0, 0.0, 300.0, 60.0), line(300.0, 0.0, 0.0, 60.0)] {
            let stretch = Stretch { line: arrow, lift: Lift::Above, seeks: Seeks::Sender, alone: 0.0 };
            let placed = Crowd::default().place(&[stretch], &[100.0]).unwrap();
            let middle = |quad: &Quad| {
                let sum = quad.iter().fold((0.0, 0.0), |sum, point| (sum.0 + point.x, sum.1 + point.y));
                Point { x: sum.0 / 4.0, y: sum.1 / 4.0 }
            };
            let middle = middle(&placed.quad);
            let share = (middle.x - arrow.from.x) / (arrow.to.x - arrow.from.x);
            assert!(middle.y < arrow.at(share).y - 5.0, "{placed:?}");
            assert!(!overlap(&placed.quad, &stroke(arrow)));
            assert!(placed.degrees.abs() < 90.0);
        }
    }

    #[test]
    fn the_second_of_two_texts_goes_where_the_first_is_not() {
        let stretch = Stretch { line: line(0.0, 0.0, 300.0, 0.0), lift: Lift::Above, seeks: Seeks::Sender, alone: 0.0 };
        let mut crowd = Crowd::default();
        let first = crowd.place(&[stretch], &[120.0]).unwrap();
        let second = crowd.place(&[stretch], &[200.0, 100.0]).unwrap();
        assert_eq!(second.text, 1);
        assert!(!overlap(&first.quad, &second.quad));
    }

    #[test]
    fn a_text_that_would_lie_across_an_arrow_makes_way_for_a_shorter_one_and_is_left_out_without() {
        let stretch =
            Stretch { line: line(0.0, 100.0, 400.0, 100.0), lift: Lift::Above, seeks: Seeks::Sender, alone: 0.0 };
        let mut crowd = Crowd::default();
        let across = line(200.0, 0.0, 200.0, 200.0);
        crowd.draw(across);
        let placed = crowd.place(&[stretch], &[300.0, 120.0]).unwrap();
        assert_eq!(placed.text, 1);
        assert!(!overlap(&placed.quad, &stroke(across)));
        assert!(crowd.place(&[stretch], &[300.0]).is_none());
    }

    #[test]
    fn the_columns_leave_the_arrows_more_than_half_the_width_on_a_phone() {
        for (width, least) in [(320.0, 0.6), (480.0, 0.7), (580.0, 0.5), (700.0, 0.6), (1000.0, 0.7)] {
            let grid = Grid::new(width);
            let inner = grid.lifeline(Side::Server) - grid.lifeline(Side::Client);
            assert!(inner / width > least, "{width}: {inner}");
        }
    }
}
