//! The way of a segment through the layers of the four devices, and where on it the segment is at a moment.

use sim::{Checksum, Device, Fate, Side, Timeline, Transmission};

use super::arrival::{Arrival, Text};
use crate::model::Model;

/// From one layer to the next, and from the top of a layer to its middle. The style sheet says how much that is.
const PITCH: f64 = 44.0;
const MIDDLE: f64 = 20.0;
/// Where the cable runs, below the lowest layer.
const CABLE: f64 = 7.0 * PITCH + 12.0;
/// The height of the whole.
pub(super) const HEIGHT: f64 = 7.6 * PITCH;
/// Where the way goes up and down beside the layers of each device, in hundredths of the width: on the client's side,
/// and on the server's. A host has one.
const LANES: [[f64; 2]; 4] = [[1.2, 1.2], [25.2, 47.3], [52.7, 74.8], [98.8, 98.8]];
/// Which share of the way has passed at the end of each stretch: down the sender, the first cable, the first device, and
/// so on. Time on the cables is true; what the devices take, which is next to nothing, is taken from it.
const FROM_CLIENT: [f64; 7] = [0.20, 0.27, 0.35, 0.41, 0.56, 0.68, 1.0];
const FROM_SERVER: [f64; 7] = [0.20, 0.30, 0.53, 0.555, 0.585, 0.68, 1.0];

/// Where a segment is, as it is said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Stop {
    /// At a layer of a device.
    In(Device, u8),
    /// On the cable from one device to the next.
    Between(Device, Device),
}

impl Stop {
    /// The layer whose work is looked at.
    pub(super) fn place(self) -> (Device, u8) {
        match self {
            Stop::In(device, layer) => (device, layer),
            Stop::Between(from, _) => (from, 1),
        }
    }
}

/// What has become of a segment by a moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Phase {
    Waits,
    Moves,
    Arrived,
    /// A checksum at its receiver did not fit.
    Dropped,
    Lost,
}

/// A place in the drawing: hundredths of the width, and what [`HEIGHT`] is counted in.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// One copy of a segment.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Token {
    pub(super) point: Point,
    pub(super) phase: Phase,
    pub(super) stop: Stop,
}

/// The way of one segment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Way {
    from: Side,
    /// The layers at which it begins and ends.
    top: u8,
    end: u8,
}

impl Way {
    /// A segment without text begins and ends at the TCPs; a damaged one, and one whose text is not taken, ends there too,
    /// if that is told. Text ends there as long as it waits in the receive buffer, after `step` entries of the run.
    pub(super) fn of(timeline: &Timeline, sent: &Transmission, step: usize, hides_fate: bool) -> Way {
        let top = if sent.segment.text.is_empty() { 4 } else { 7 };
        let is_damaged = sent.checksum == Checksum::Wrong
            || sent.copies.iter().all(|copy| matches!(copy.fate, Fate::Corrupted { .. }));
        let stays = |arrival: Arrival<'_>| arrival.text() == Text::Refused || arrival.waits(step);
        let ends = || is_damaged || Arrival::of(timeline, sent).is_some_and(stays);
        Way { from: sent.id.from, top, end: if !hides_fate && ends() { 4 } else { top } }
    }

    /// The devices in the order in which it meets them.
    pub(super) fn devices(self) -> [Device; 4] {
        let mut devices = Device::ALL;
        if self.from == Side::Server {
            devices.reverse();
        }
        devices
    }

    /// The corners of one stretch: even ones lead through a device, odd ones along a cable.
    fn stretch(self, number: usize) -> Vec<Point> {
        let row = |layer: u8| f64::from(7 - layer) * PITCH + MIDDLE;
        let device = self.devices()[number / 2];
        let [mut near, mut far] = LANES[device as usize];
        if self.from == Side::Server {
            (near, far) = (far, near);
        }
        let points = match number {
            0 => vec![(far, row(self.top)), (far, CABLE)],
            6 => vec![(near, CABLE), (near, row(self.end))],
            _ if number.is_multiple_of(2) => {
                // Above the highest layer, so that it covers no words.
                let top = row(device.layers()) - MIDDLE - 6.0;
                vec![(near, CABLE), (near, top), (far, top), (far, CABLE)]
            }
            _ => {
                let lanes = LANES[self.devices()[number / 2 + 1] as usize];
                vec![(far, CABLE), (lanes[usize::from(self.from == Side::Server)], CABLE)]
            }
        };
        points.into_iter().map(|(x, y)| Point { x, y }).collect()
    }

    /// All corners of the way, in order.
    pub(super) fn corners(self) -> Vec<Point> {
        (0..7).flat_map(|number| self.stretch(number)).collect()
    }

    /// Where a segment is that has made so much of its way, from 0 to 1.
    pub(super) fn at(self, progress: f64) -> (Point, Stop) {
        let ends = if self.from == Side::Client { FROM_CLIENT } else { FROM_SERVER };
        let number = ends.iter().position(|end| progress < *end).unwrap_or(6);
        let start = number.checked_sub(1).map_or(0.0, |before| ends[before]);
        let share = ((progress - start) / (ends[number] - start)).clamp(0.0, 1.0);
        let point = along(&self.stretch(number), share);
        let devices = self.devices();
        let stop = if number.is_multiple_of(2) {
            let device = devices[number / 2];
            let highest = if number == 6 { self.end } else { device.layers() };
            let row = (1..=highest).rev().find(|layer| point.y < f64::from(8 - layer) * PITCH);
            Stop::In(device, row.unwrap_or(1))
        } else {
            Stop::Between(devices[number / 2], devices[number / 2 + 1])
        };
        (point, stop)
    }

    /// Every copy of segment `index` that is to be seen at the model's moment, the one to be told of first.
    pub(super) fn tokens(self, model: &Model, index: usize) -> Vec<Token> {
        let Some(sent) = model.timeline.transmissions.get(index) else { return Vec::new() };
        let token = |progress, phase| {
            let (point, stop) = self.at(progress);
            Token { point, phase, stop }
        };
        if sent.entry as usize >= model.cursor.step {
            return vec![token(0.0, Phase::Waits)];
        }
        let at = model.cursor.at;
        let mut tokens: Vec<Token> = Vec::new();
        for copy in sent.copies.iter().filter(|copy| copy.left <= at) {
            tokens.push(match copy.fate {
                _ if at < copy.ended => token(copy.progress(at), Phase::Moves),
                // As far as it came.
                Fate::Lost | Fate::QueueFull | Fate::Stopped(_) => token(copy.fate.share(), Phase::Lost),
                Fate::Corrupted { .. } => token(1.0, Phase::Dropped),
                Fate::Delivered if sent.checksum == Checksum::Wrong => token(1.0, Phase::Dropped),
                Fate::Delivered => token(1.0, Phase::Arrived),
            });
        }
        tokens.sort_by_key(|token| token.phase != Phase::Moves);
        tokens.dedup();
        tokens
    }
}

/// The place at `share` of the way along `corners`.
fn along(corners: &[Point], share: f64) -> Point {
    // Drawn, a hundredth of the width is about eight times as long.
    let length = |pair: &[Point]| (pair[1].x - pair[0].x).abs() * 8.0 + (pair[1].y - pair[0].y).abs();
    let mut left = share * corners.windows(2).map(length).sum::<f64>();
    for pair in corners.windows(2) {
        let whole = length(pair);
        if left <= whole && whole > 0.0 {
            let part = left / whole;
            let between = |from: f64, to: f64| from + (to - from) * part;
            return Point { x: between(pair[0].x, pair[1].x), y: between(pair[0].y, pair[1].y) };
        }
        left -= whole;
    }
    corners.last().copied().unwrap_or(Point { x: 0.0, y: 0.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stops(way: Way) -> Vec<Stop> {
        let mut stops: Vec<Stop> = (0..=1000).map(|at| way.at(f64::from(at) / 1000.0).1).collect();
        stops.dedup();
        stops
    }

    #[test]
    fn text_goes_down_seven_layers_across_two_devices_and_up_seven() {
        use Device::{Client, Router, Server, Switch};
        let up_and_down = |device, top: u8| (1..=top).chain((1..top).rev()).map(move |layer| Stop::In(device, layer));
        let mut expected: Vec<Stop> = (1..=7).rev().map(|layer| Stop::In(Client, layer)).collect();
        expected.push(Stop::Between(Client, Switch));
        expected.extend(up_and_down(Switch, 2));
        expected.push(Stop::Between(Switch, Router));
        expected.extend(up_and_down(Router, 3));
        expected.push(Stop::Between(Router, Server));
        expected.extend((1..=7).map(|layer| Stop::In(Server, layer)));
        assert_eq!(stops(Way { from: Side::Client, top: 7, end: 7 }), expected);
        let back = stops(Way { from: Side::Server, top: 7, end: 7 });
        assert_eq!((back.len(), back[0]), (expected.len(), Stop::In(Server, 7)));
        assert_eq!(back.last(), Some(&Stop::In(Client, 7)));
    }

    #[test]
    fn the_way_has_no_gap() {
        for from in Side::BOTH {
            let way = Way { from, top: 4, end: 4 };
            let near = |a: Point, b: Point| (a.x - b.x).abs() < 3.0 && (a.y - b.y).abs() < 20.0;
            assert!((0..1000).all(|at| near(way.at(f64::from(at) / 1e3).0, way.at(f64::from(at + 1) / 1e3).0)));
        }
    }

    #[test]
    fn what_the_simulator_loses_vanishes_behind_the_router() {
        let lesson = lessons::find("lost-segment").expect("a lesson");
        let mut model = Model::new(lessons::Lang::En);
        model.apply(crate::model::Action::OpenLesson(lesson));
        model.apply(crate::model::Action::Jump(crate::model::Jump::End));
        let is_lost = |sent: &Transmission| sent.copies.iter().any(|copy| copy.fate == Fate::Lost);
        let index = model.timeline.transmissions.iter().position(is_lost).expect("a loss");
        let tokens = Way::of(&model.timeline, &model.timeline.transmissions[index], model.cursor.step, false)
            .tokens(&model, index);
        assert_eq!(tokens.len(), 1);
        assert_eq!(tokens[0].phase, Phase::Lost);
        assert_eq!(tokens[0].stop, Stop::Between(Device::Router, Device::Server));
    }

    #[test]
    fn text_beyond_a_gap_waits_in_the_transport_layer_until_the_gap_is_filled() {
        let timeline = sim::run(&lessons::find("lost-segment").unwrap().scenario);
        let is_held = |sent: &&Transmission| {
            let text = Arrival::of(&timeline, sent).map(|arrival| arrival.text());
            matches!(text, Some(Text::Buffered { beyond_gap: true, .. }))
        };
        let held = timeline.transmissions.iter().find(is_held).expect("text beyond the gap");
        let arrived = held.copies[0].entry.expect("it arrived") as usize + 1;
        let end_at = |step: usize| Way::of(&timeline, held, step, false).end;
        assert_eq!((end_at(arrived), end_at(timeline.entries.len())), (4, 7));
    }
}
