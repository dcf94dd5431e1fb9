//! The charts in pixels: their scales, and their curves as paths with no more corners than there are pixels to see them.

use std::ops::Range;

use lessons::variables::Variable;

use super::scale::Scale;
use super::series::{RoundTrip, Sample, Sent, Series, Stage};
use crate::view::pixels::{px, whole};

/// Pixels at the left for the numbers of an axis.
pub(super) const LEFT: f64 = 56.0;
const RIGHT: f64 = 14.0;
const TOP: f64 = 10.0;
/// Pixels below for the numbers of the time axis.
pub(super) const BOTTOM: f64 = 20.0;
/// A window that is so many times as large as what was sent would leave nothing of it to see.
const MOST_OF_WINDOW: f64 = 2.5;

/// Which of the charts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Chart {
    /// Sequence numbers, as Stevens drew them.
    Sequence,
    /// cwnd, ssthresh and what is in flight.
    Window,
    /// Round trips, SRTT and RTO.
    Times,
}

impl Chart {
    pub(super) const ALL: [Chart; 3] = [Chart::Sequence, Chart::Window, Chart::Times];

    /// The name in data attributes.
    pub(super) fn name(self) -> &'static str {
        match self {
            Chart::Sequence => "sequence",
            Chart::Window => "window",
            Chart::Times => "times",
        }
    }

    /// What of the sender its points stand for, if not for segments.
    pub(super) fn variable(self) -> Option<Variable> {
        match self {
            Chart::Sequence => None,
            Chart::Window => Some(Variable::Cwnd),
            Chart::Times => Some(Variable::Srtt),
        }
    }

    pub(super) fn height(self) -> f64 {
        match self {
            Chart::Sequence => 206.0,
            Chart::Window => 150.0,
            Chart::Times => 124.0,
        }
    }
}

/// A point of a chart that can be looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Point {
    pub(super) chart: Chart,
    /// Its place among the segments, the samples or the round trips.
    pub(super) index: usize,
}

/// All charts over one stretch of time.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Plots {
    pub(super) x: Scale,
    plots: [Plot; 3],
}

/// One of them.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Plot {
    pub(super) y: Scale,
    /// Curves and marks, each with its class, in the order in which they are drawn.
    pub(super) curves: Vec<(&'static str, String)>,
    /// How cwnd moves, from pixel to pixel.
    pub(super) bands: Vec<(f64, f64, Stage)>,
    /// A value that lies above all that is drawn.
    pub(super) above: Option<f64>,
}

impl Plots {
    /// The stretch `from..to`, in milliseconds, on a drawing of `width` pixels.
    pub(super) fn new(series: &Series, (from, to): (f64, f64), width: f64) -> Plots {
        let x = Scale { from, to, start: LEFT, end: (width - RIGHT).max(LEFT + 40.0) };
        let first = series.samples.partition_point(|sample| sample.at <= from).saturating_sub(1);
        let after = series.samples.partition_point(|sample| sample.at <= to);
        let samples = &series.samples[first.min(after)..after];
        let stretch = Stretch { series, x, samples, until: series.whole };
        Plots { x, plots: [stretch.sequence(), stretch.window(), stretch.times()] }
    }

    pub(super) fn plot(&self, chart: Chart) -> &Plot {
        &self.plots[chart as usize]
    }

    /// Where a point is, if it is in the stretch.
    pub(super) fn place(&self, series: &Series, point: Point) -> Option<(f64, f64)> {
        let (at, value) = value_of(series, point)?;
        let (x, y) = (self.x.px(at), self.plot(point.chart).y.px(value));
        (self.x.from <= at && at <= self.x.to).then_some((x, y))
    }

    /// The points of a chart that lie in the stretch, as places among all of them.
    pub(super) fn points(&self, series: &Series, chart: Chart) -> Range<usize> {
        between(series, chart, self.x.from, self.x.to)
    }

    /// The point of a chart nearest to a pixel, if one is near.
    pub(super) fn nearest(&self, series: &Series, chart: Chart, at: (f64, f64)) -> Option<Point> {
        const NEAR: f64 = 22.0;
        let reach = self.x.value(at.0 + NEAR) - self.x.value(at.0);
        let middle = self.x.value(at.0);
        let all = self.points(series, chart);
        let near = between(series, chart, middle - reach, middle + reach);
        let points = near.filter(|index| all.contains(index)).map(|index| Point { chart, index });
        let far = |point: &Point| {
            let Some((x, y)) = self.place(series, *point) else { return f64::INFINITY };
            // A sample holds until the next: what matters is the time.
            let across = if chart == Chart::Sequence { y - at.1 } else { 0.0 };
            (x - at.0).hypot(across)
        };
        let nearest = points.min_by(|one, other| far(one).total_cmp(&far(other)))?;
        (chart != Chart::Sequence || far(&nearest) <= 2.0 * NEAR).then_some(nearest)
    }
}

/// The points of a chart between two moments, as places among all of them.
pub(super) fn between(series: &Series, chart: Chart, from: f64, to: f64) -> Range<usize> {
    match chart {
        Chart::Sequence => within(&series.segments, |sent| sent.at, from, to),
        Chart::Window => within(&series.samples, |sample| sample.at, from, to),
        Chart::Times => within(&series.round_trips, |trip| trip.at, from, to),
    }
}

/// Those of `all` that are between two moments.
fn within<T>(all: &[T], at: impl Fn(&T) -> f64, from: f64, to: f64) -> Range<usize> {
    all.partition_point(|one| at(one) < from)..all.partition_point(|one| at(one) <= to)
}

/// The moment and the value of a point.
fn value_of(series: &Series, point: Point) -> Option<(f64, f64)> {
    match point.chart {
        Chart::Sequence => series.segments.get(point.index).map(|sent| (sent.at, sent.seq + sent.len)),
        Chart::Window => {
            let sample = series.samples.get(point.index)?;
            Some((sample.at, sample.congestion.map_or(0.0, |window| window.cwnd)))
        }
        Chart::Times => series.round_trips.get(point.index).map(|trip| (trip.at, trip.sample)),
    }
}

/// What there is to draw.
struct Stretch<'a> {
    series: &'a Series,
    x: Scale,
    /// The samples that hold in it.
    samples: &'a [Sample],
    /// How far what was known last holds.
    until: f64,
}

impl Stretch<'_> {
    fn y(&self, chart: Chart, from: f64, to: f64) -> Scale {
        // A little air above, and no axis without a length.
        let span = (to - from).max(1.0);
        let from = if from > 0.0 { (from - span * 0.06).max(0.0) } else { from };
        Scale { from, to: to + span * 0.08, start: chart.height() - BOTTOM, end: TOP }
    }

    fn segments(&self) -> &[Sent] {
        let all = &self.series.segments;
        &all[within(all, |sent: &Sent| sent.at, self.x.from, self.x.to)]
    }

    fn sequence(&self) -> Plot {
        let segments = self.segments();
        let unas = self.samples.iter().filter_map(|sample| sample.tcb).map(|tcb| tcb.una);
        let starts = segments.iter().map(|sent| sent.seq).chain(unas.clone());
        let ends = segments.iter().map(|sent| sent.seq + sent.len).chain(unas);
        let lowest = starts.fold(f64::INFINITY, f64::min);
        let lowest = if lowest.is_finite() { lowest } else { 0.0 };
        let highest = ends.fold(lowest, f64::max);
        let edge = self.samples.iter().filter_map(|sample| sample.tcb).map(|tcb| tcb.edge).fold(0.0, f64::max);
        let has_room = edge - lowest <= (highest - lowest) * MOST_OF_WINDOW;
        let y = self.y(Chart::Sequence, lowest, if has_room { highest.max(edge) } else { highest });
        let mut curves = vec![
            ("edge", self.stairs(&y, |sample| sample.tcb.map(|tcb| tcb.edge))),
            ("acks", self.stairs(&y, |sample| sample.tcb.map(|tcb| tcb.una))),
        ];
        let kind = |sent: &Sent| match (sent.lost.is_some(), sent.again) {
            (true, _) => "lost",
            (false, true) => "again",
            (false, false) => "sent",
        };
        for class in ["sent", "again", "lost"] {
            curves.push((class, self.bars(&y, segments.iter().filter(|sent| kind(sent) == class))));
        }
        let again = segments.iter().filter(|sent| sent.again);
        curves.push(("again-mark", self.marks(again.map(|sent| (sent.at, y.px(sent.seq + sent.len / 2.0))), DIAMOND)));
        let lost = || segments.iter().filter_map(|sent| Some((sent, sent.lost?)));
        curves.push(("lost-way", self.ways(&y, lost())));
        let crosses = lost().map(|(sent, at)| (at, y.px(sent.seq + sent.len / 2.0)));
        curves.push(("lost-mark", self.marks(crosses, CROSS)));
        let above = (!has_room && edge > 0.0).then_some(edge);
        Plot { y, curves, bands: Vec::new(), above }
    }

    fn window(&self) -> Plot {
        let windows = self.samples.iter().filter_map(|sample| sample.congestion);
        let highest = windows.clone().fold(0.0_f64, |most, window| {
            most.max(window.cwnd).max(window.ssthresh.filter(|most| *most <= window.cwnd * 4.0).unwrap_or(0.0))
        });
        let flights = self.samples.iter().filter_map(|sample| sample.tcb).map(|tcb| tcb.flight);
        let y = self.y(Chart::Window, 0.0, flights.fold(highest, f64::max));
        let curves = vec![
            ("flight", self.stairs(&y, |sample| sample.congestion.and(sample.tcb).map(|tcb| tcb.flight))),
            ("ssthresh", self.stairs(&y, |sample| sample.congestion.and_then(|window| window.ssthresh))),
            ("cwnd", self.stairs(&y, |sample| sample.congestion.map(|window| window.cwnd))),
        ];
        Plot { y, curves, bands: self.bands(), above: None }
    }

    fn times(&self) -> Plot {
        let all = &self.series.round_trips;
        let trips = &all[within(all, |trip: &RoundTrip| trip.at, self.x.from, self.x.to)];
        let tcbs = self.samples.iter().filter_map(|sample| sample.tcb);
        let highest = tcbs.fold(0.0_f64, |most, tcb| most.max(tcb.rto.unwrap_or(0.0)).max(tcb.srtt.unwrap_or(0.0)));
        let y = self.y(Chart::Times, 0.0, trips.iter().fold(highest, |most, trip| most.max(trip.sample)));
        let curves = vec![
            ("rto", self.stairs(&y, |sample| sample.tcb.and_then(|tcb| tcb.rto))),
            ("srtt", self.stairs(&y, |sample| sample.tcb.and_then(|tcb| tcb.srtt))),
            ("rtt", self.marks(trips.iter().map(|trip| (trip.at, y.px(trip.sample))), RING)),
        ];
        Plot { y, curves, bands: Vec::new(), above: None }
    }

    /// A line that keeps each value until the next. Within a column of pixels only its ends are drawn.
    fn stairs(&self, y: &Scale, value: impl Fn(&Sample) -> Option<f64>) -> String {
        let mut stairs = Stairs::default();
        for sample in self.samples {
            let x = self.x.px(sample.at).max(self.x.start);
            stairs.to(x, value(sample).map(|value| y.px(value)));
        }
        stairs.end(self.x.px(self.until.min(self.x.to)).max(self.x.start))
    }

    /// A bar from SEG.SEQ to SEG.SEQ+SEG.LEN for each segment. Those that touch in a column of pixels are one.
    fn bars<'a>(&self, y: &Scale, segments: impl Iterator<Item = &'a Sent>) -> String {
        const LEAST: f64 = 3.0;
        let mut d = String::new();
        let mut open: Option<(i32, f64, f64)> = None;
        for sent in segments {
            let column = whole(self.x.px(sent.at));
            let (bottom, top) = (y.px(sent.seq), y.px(sent.seq + sent.len));
            let top = top.min(bottom - LEAST);
            open = match open {
                Some((before, low, high)) if before == column && bottom >= high - 1.0 && top <= low + 1.0 => {
                    Some((column, low.max(bottom), high.min(top)))
                }
                before => {
                    put_bar(&mut d, before);
                    Some((column, bottom, top))
                }
            };
        }
        put_bar(&mut d, open);
        d
    }

    /// From where lost segments left to where they were lost.
    fn ways<'a>(&self, y: &Scale, lost: impl Iterator<Item = (&'a Sent, f64)>) -> String {
        let mut d = String::new();
        let mut before = (i32::MIN, i32::MIN);
        for (sent, at) in lost {
            let (x, y) = (self.x.px(sent.at), y.px(sent.seq + sent.len / 2.0));
            let cell = (whole(x / 3.0), whole(y / 3.0));
            if cell != before {
                put(&mut d, "M", x, y);
                d.push('H');
                d.push_str(&px(self.x.px(at).min(self.x.end)));
            }
            before = cell;
        }
        d
    }

    /// The same small shape at each place, but not twice at one.
    fn marks(&self, places: impl Iterator<Item = (f64, f64)>, shape: &str) -> String {
        let mut d = String::new();
        let mut before = (i32::MIN, i32::MIN);
        for (at, y) in places {
            let x = self.x.px(at);
            let cell = (whole(x / 3.0), whole(y / 3.0));
            if cell != before && x <= self.x.end {
                put(&mut d, "M", x, y);
                d.push_str(shape);
            }
            before = cell;
        }
        d
    }

    fn bands(&self) -> Vec<(f64, f64, Stage)> {
        let mut bands: Vec<(f64, f64, Stage)> = Vec::new();
        let mut open: Option<(f64, Stage)> = None;
        let until = self.x.px(self.until.min(self.x.to));
        let ends = self.samples.iter().map(|sample| {
            let x = self.x.px(sample.at).max(self.x.start);
            (x, sample.congestion.map(|window| window.stage))
        });
        for (x, stage) in ends.chain([(until, None)]) {
            if open.map(|(_, stage)| stage) == stage {
                continue;
            }
            if let Some((from, before)) = open {
                match bands.last_mut() {
                    // What cannot be seen is not drawn by itself.
                    Some(last) if x - from < 1.0 && last.1 == from => last.1 = x,
                    Some(last) if last.2 == before && last.1 == from => last.1 = x,
                    _ => bands.push((from, x, before)),
                }
            }
            open = stage.map(|stage| (x, stage));
        }
        bands
    }
}

const DIAMOND: &str = "m-4.5,0l4.5,-4.5l4.5,4.5l-4.5,4.5z";
const CROSS: &str = "m-4.5,-4.5l9,9m0,-9l-9,9";
const RING: &str = "m-3.5,0a3.5,3.5 0 1 0 7,0a3.5,3.5 0 1 0 -7,0";

fn put(d: &mut String, letter: &str, x: f64, y: f64) {
    d.push_str(letter);
    d.push_str(&px(x));
    d.push(' ');
    d.push_str(&px(y));
}

fn put_bar(d: &mut String, bar: Option<(i32, f64, f64)>) {
    if let Some((column, bottom, top)) = bar {
        put(d, "M", f64::from(column), bottom);
        d.push('V');
        d.push_str(&px(top));
    }
}

/// A staircase in the making.
#[derive(Default)]
struct Stairs {
    d: String,
    /// The column that it is in, with the values there: the least, the greatest and the last.
    open: Option<(i32, f64, f64, f64)>,
}

impl Stairs {
    fn to(&mut self, x: f64, y: Option<f64>) {
        let column = whole(x);
        match (self.open, y) {
            (None, None) => {}
            (None, Some(y)) => {
                put(&mut self.d, "M", x, y);
                self.open = Some((column, y, y, y));
            }
            (Some((before, least, greatest, _)), Some(y)) if before == column => {
                self.open = Some((column, least.min(y), greatest.max(y), y));
            }
            (Some((_, _, _, last)), y) => {
                self.close(x);
                self.open = y.map(|y| {
                    if y != last {
                        self.vertical(y);
                    }
                    (column, y, y, y)
                });
            }
        }
    }

    /// What was in the column, and on to `x`.
    fn close(&mut self, x: f64) {
        if let Some((_, least, greatest, last)) = self.open.take() {
            if least != greatest {
                self.vertical(least);
                self.vertical(greatest);
                self.vertical(last);
            }
            self.d.push('H');
            self.d.push_str(&px(x));
        }
    }

    fn vertical(&mut self, y: f64) {
        self.d.push('V');
        self.d.push_str(&px(y));
    }

    fn end(mut self, x: f64) -> String {
        self.close(x);
        self.d
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sim::{Side, run};

    fn lesson(id: &str) -> Series {
        Series::new(&run(&lessons::find(id).unwrap().scenario), Side::Client, usize::MAX)
    }

    fn curve<'a>(plots: &'a Plots, chart: Chart, class: &str) -> &'a str {
        let curves = &plots.plot(chart).curves;
        curves.iter().find(|(name, _)| *name == class).map(|(_, d)| d.as_str()).unwrap()
    }

    #[test]
    fn each_kind_of_segment_has_its_own_marks() {
        let series = lesson("lost-segment");
        let plots = Plots::new(&series, (0.0, series.last), 560.0);
        let count = |class| curve(&plots, Chart::Sequence, class).matches('M').count();
        assert_eq!((count("lost"), count("lost-mark")), (1, 1));
        assert_eq!(count("again-mark"), series.segments.iter().filter(|sent| sent.again).count());
        assert!(count("sent") >= 3);
        // The window is far larger than what is sent, and does not flatten it.
        assert_eq!(
            plots.plot(Chart::Sequence).above,
            series.samples.iter().filter_map(|s| s.tcb).map(|t| t.edge).reduce(f64::max)
        );
    }

    #[test]
    fn a_point_is_found_where_it_is_drawn() {
        let series = lesson("lost-segment");
        let plots = Plots::new(&series, (0.0, series.last), 560.0);
        for chart in [Chart::Sequence, Chart::Times] {
            for index in plots.points(&series, chart) {
                let point = Point { chart, index };
                let place = plots.place(&series, point).unwrap();
                let found = plots.nearest(&series, chart, place).unwrap();
                assert_eq!(plots.place(&series, found), Some(place));
            }
        }
        assert_eq!(plots.nearest(&series, Chart::Sequence, (LEFT + 2.0, TOP)), None);
    }

    #[test]
    fn a_hundred_thousand_samples_leave_no_more_than_the_pixels_show() {
        let sample = |index: u32| Sample {
            at: f64::from(index),
            entry: index as usize,
            tcb: None,
            congestion: Some(super::super::series::Window {
                cwnd: f64::from(1000 + index % 977),
                ssthresh: Some(700.0),
                stage: if index.is_multiple_of(2) { Stage::SlowStart } else { Stage::Recovery },
            }),
        };
        let sent = |index: u32| Sent {
            transmission: index as usize,
            at: f64::from(index),
            seq: f64::from(index) * 1460.0,
            len: 1460.0,
            text: 1460,
            again: index.is_multiple_of(10),
            lost: (index % 10 == 5).then_some(f64::from(index) + 3.0),
        };
        let series = Series {
            segments: (0..100_000).map(sent).collect(),
            samples: (0..100_000).map(sample).collect(),
            round_trips: Vec::new(),
            losses: Vec::new(),
            sums: Vec::new(),
            last: 100_000.0,
            whole: 100_000.0,
        };
        let plots = Plots::new(&series, (0.0, 100_000.0), 560.0);
        for chart in Chart::ALL {
            for (class, d) in &plots.plot(chart).curves {
                assert!(d.len() < 60_000, "{class}: {}", d.len());
            }
        }
        assert!(plots.plot(Chart::Window).bands.len() < 600);
        let near = Plots::new(&series, (50_000.0, 50_020.0), 560.0);
        assert_eq!(curve(&near, Chart::Sequence, "sent").matches('M').count(), 16);
    }

    #[test]
    fn a_staircase_ends_where_what_it_shows_is_gone() {
        let mut stairs = Stairs::default();
        for (x, y) in [(10.0, Some(5.0)), (20.0, Some(7.0)), (30.0, None), (40.0, Some(1.0))] {
            stairs.to(x, y);
        }
        assert_eq!(stairs.end(50.0), "M10 5H20V7H30M40 1H50");
    }
}
