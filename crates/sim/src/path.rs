//! What becomes of a segment on its way: at the router by the queue, behind it by a rule that names the segment, else by
//! chance.

use std::collections::VecDeque;
use std::time::Duration;

use rand_core::RngCore;
use rand_pcg::Pcg32;
use tcp::Instant;
use wire::{Segment, frame_len};

use crate::mishap::Silences;
use crate::{Chance, Copy, Fate, Fault, FaultKind, Path, Scenario, SegmentRef, Side, Stop, Transmission};

/// How much of the way a lost segment makes: past the router, so that the drawing shows it well under way.
const LOST_AFTER: f64 = 0.6;
/// How much of the way lies before the router.
pub(crate) const ROUTER_AT: f64 = 0.5;
/// How much of the way what does not get off its host is drawn with, and what does not get into the other.
const NEAR_SENDER: f64 = 0.1;
const NEAR_RECEIVER: f64 = 0.9;

impl Fate {
    /// Whether the other host hears of it, be it spoiled.
    #[must_use]
    pub fn arrives(self) -> bool {
        matches!(self, Fate::Delivered | Fate::Corrupted { .. })
    }

    /// How much of the way a copy makes, from 0 to 1: one that is lost stops short.
    #[must_use]
    pub fn share(self) -> f64 {
        match self {
            Fate::Lost => LOST_AFTER,
            Fate::QueueFull => ROUTER_AT,
            Fate::Delivered | Fate::Corrupted { .. } => 1.0,
            Fate::Stopped(Stop::SenderUnplugged) => NEAR_SENDER,
            Fate::Stopped(Stop::Elsewhere) => LOST_AFTER,
            Fate::Stopped(Stop::ReceiverUnplugged | Stop::ReceiverOff | Stop::Filtered) => NEAR_RECEIVER,
        }
    }
}

impl Path {
    /// How long the router takes to put a frame of `octets` on the line behind it: no time if its rate is unlimited.
    #[must_use]
    pub fn line_time(&self, octets: usize) -> Duration {
        let bits = u64::try_from(octets).unwrap_or(u64::MAX).saturating_mul(8);
        // Bits by kilobits a second are milliseconds.
        Duration::from_nanos(bits.saturating_mul(1_000_000).checked_div(self.rate_kbps.into()).unwrap_or(0))
    }

    /// When `sent` reaches the router, which is half-way: nothing has happened to it there yet.
    #[must_use]
    pub fn at_router(&self, sent: &Transmission) -> Instant {
        sent.sent + self.latency(sent.id.from).mul_f64(ROUTER_AT)
    }

    /// The latency of the way that begins at `from`.
    fn latency(&self, from: Side) -> Duration {
        let ms = match from {
            Side::Client => self.to_server_ms,
            Side::Server => self.to_client_ms,
        };
        Duration::from_millis(ms.into())
    }
}

/// Both ways through the router, and what is known of the segments that come.
#[derive(Debug)]
pub(crate) struct Router {
    path: Path,
    /// In the order of their segments.
    faults: Vec<Fault>,
    silences: Silences,
    /// The line to the server, and that to the client.
    lines: [Line; 2],
}

/// A line behind the router, which takes one frame after the other. As every frame has the same way to the router, it is
/// enough to know when they left their hosts; times here are counted from there.
#[derive(Debug, Default)]
struct Line {
    /// When it is free again.
    free: Instant,
    /// When each frame that waits will have its turn, in order.
    turns: VecDeque<Instant>,
}

impl Router {
    pub(crate) fn new(scenario: &Scenario) -> Router {
        let mut faults = scenario.faults.clone();
        // Of several that name the same segment the first holds, which the sort leaves in its place.
        faults.sort_by_key(|fault| fault.segment);
        faults.dedup_by_key(|fault| fault.segment);
        let (path, silences) = (scenario.path.clone(), Silences::new(scenario));
        Router { path, faults, silences, lines: [Line::default(), Line::default()] }
    }

    /// The fates of the segment `id`, which is sent at `now` by a host, or in its name.
    pub(crate) fn copies(&mut self, id: SegmentRef, segment: &Segment, now: Instant) -> Vec<Copy> {
        // What is made by hand is put on the path behind the cable.
        if let Some(stop) = self.silences.leaving(id.from, now).filter(|_| !id.forged) {
            return vec![self.stopped(id.from, now, stop)];
        }
        let mut copies = self.on_path(id, segment, now);
        for copy in &mut copies {
            let stop = self.silences.reaching(id.from.peer(), copy.ended);
            if let Some(stop) = stop.filter(|_| copy.fate.arrives()) {
                copy.fate = Fate::Stopped(stop);
                let rest = self.path.latency(id.from).mul_f64(1.0 - copy.fate.share());
                copy.ended = Instant::ZERO + (copy.ended - Instant::ZERO).saturating_sub(rest);
            }
        }
        copies
    }

    /// The fate of what `from` sends at `now` to a stranger.
    pub(crate) fn elsewhere(&self, from: Side, now: Instant) -> Copy {
        self.stopped(from, now, self.silences.leaving(from, now).unwrap_or(Stop::Elsewhere))
    }

    fn stopped(&self, from: Side, now: Instant, stop: Stop) -> Copy {
        let fate = Fate::Stopped(stop);
        let ended = now + self.path.latency(from).mul_f64(fate.share());
        Copy { left: now, ended, fate, marked: false, waited: Duration::ZERO, entry: None }
    }

    /// The same, without a look at what hosts hear.
    fn on_path(&mut self, id: SegmentRef, segment: &Segment, now: Instant) -> Vec<Copy> {
        let latency = self.path.latency(id.from);
        let whole = Copy {
            left: now,
            ended: now + latency,
            fate: Fate::Delivered,
            marked: false,
            waited: Duration::ZERO,
            entry: None,
        };
        let Some((waited, on_line)) = self.take(id.from, segment, now) else {
            return vec![Copy { ended: now + latency.mul_f64(ROUTER_AT), fate: Fate::QueueFull, ..whole }];
        };
        let held = waited + on_line;
        let arrival = now + held + latency;
        let delivered = Copy { ended: arrival, waited, ..whole };
        let by_chance = || if id.forged { None } else { by_chance(&self.path.chance, id, latency) };
        let fault = self.faults.binary_search_by_key(&id, |fault| fault.segment).ok().map(|place| &self.faults[place]);
        match fault.map(|fault| fault.kind.clone()).or_else(by_chance) {
            None => vec![delivered],
            Some(FaultKind::Drop) => {
                vec![Copy { ended: now + held + latency.mul_f64(LOST_AFTER), fate: Fate::Lost, ..delivered }]
            }
            Some(FaultKind::Delay { ms }) => {
                vec![Copy { ended: arrival + Duration::from_millis(ms.into()), ..delivered }]
            }
            Some(FaultKind::Duplicate { ms }) => {
                let later = Duration::from_millis(ms.into());
                vec![delivered, Copy { left: now + later, ended: arrival + later, ..delivered }]
            }
            Some(FaultKind::Mark) => vec![Copy { marked: true, ..delivered }],
            Some(FaultKind::Corrupt { bit }) => vec![Copy { fate: Fate::Corrupted { bit }, ..delivered }],
        }
    }

    /// How long a segment waits for the line and how long it then takes it. Nothing if there is no room to wait.
    fn take(&mut self, from: Side, segment: &Segment, now: Instant) -> Option<(Duration, Duration)> {
        let on_line = self.path.line_time(frame_len(segment));
        let line = &mut self.lines[from as usize];
        while line.turns.front().is_some_and(|turn| *turn <= now) {
            line.turns.pop_front();
        }
        let waited = line.free - now;
        if !waited.is_zero() {
            if line.turns.len() >= self.path.queue as usize {
                return None;
            }
            line.turns.push_back(line.free);
        }
        line.free = now + waited + on_line;
        Some((waited, on_line))
    }
}

/// A draw of its own for each segment, so that a change to one leaves the luck of the others alone.
fn by_chance(chance: &Chance, id: SegmentRef, latency: Duration) -> Option<FaultKind> {
    if [chance.loss, chance.duplicate, chance.reorder, chance.corrupt, chance.mark] == [0; 5] {
        return None;
    }
    let stream = (id.from as u64) << 32 | u64::from(id.nth);
    let mut draws = Pcg32::new(chance.seed, stream);
    // The first draws of neighbouring streams resemble each other.
    draws.next_u64();
    let mut happens = |in_a_thousand: u16| draws.next_u32() % 1000 < u32::from(in_a_thousand);
    let (lost, twice, late, flipped) =
        (happens(chance.loss), happens(chance.duplicate), happens(chance.reorder), happens(chance.corrupt));
    // Held up by one to three times the way: enough to be overtaken by what is sent right behind.
    let way = u32::try_from(latency.as_millis()).unwrap_or(u32::MAX).max(1);
    let held_up = way.saturating_add(draws.next_u32() % way.saturating_mul(2).max(1));
    let marked = draws.next_u32() % 1000 < u32::from(chance.mark);
    match () {
        () if lost => Some(FaultKind::Drop),
        () if flipped => Some(FaultKind::Corrupt { bit: draws.next_u32() }),
        () if twice => Some(FaultKind::Duplicate { ms: held_up }),
        () if late => Some(FaultKind::Delay { ms: held_up }),
        () if marked => Some(FaultKind::Mark),
        () => None,
    }
}
