//! What the charts show, read from a run once: the segments with data of one side, and what that side knew whenever it
//! changed. Times are in milliseconds, sequence numbers in octets from the ISS of their connection on.

use std::collections::VecDeque;

use sim::{Entry, Fate, Happening, Side, Snapshot, Timeline};
use tcp::{Instant, LARGEST_WINDOW, Phase, Rule};
use wire::Flags;

/// Milliseconds that are shown at least.
const LEAST_SPAN: f64 = 100.0;

/// All of it.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Series {
    /// The segments that take sequence numbers, in the order of sending, but for those that a person made: the side
    /// knows nothing of them.
    pub(super) segments: Vec<Sent>,
    /// What the sender knew, from each moment at which that changed.
    pub(super) samples: Vec<Sample>,
    /// The measurements of the round trip.
    pub(super) round_trips: Vec<RoundTrip>,
    /// When segments were found to be lost, in order.
    pub(super) losses: Vec<f64>,
    /// After each of the segments: the octets that were sent for the first time, and the segments sent again.
    pub(super) sums: Vec<(f64, u32)>,
    /// When the last segment ended its way.
    pub(super) last: f64,
    /// When the run is over.
    pub(super) whole: f64,
}

/// A segment that takes sequence numbers.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Sent {
    /// Its place among the transmissions.
    pub(super) transmission: usize,
    pub(super) at: f64,
    /// SEG.SEQ.
    pub(super) seq: f64,
    /// SEG.LEN.
    pub(super) len: f64,
    /// Octets of text: a SYN and a FIN take a number each, and are none.
    pub(super) text: u32,
    pub(super) again: bool,
    /// When it was lost, or damaged on arrival, if no copy came through.
    pub(super) lost: Option<f64>,
}

/// What a sender knows.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Sample {
    pub(super) at: f64,
    /// The entry in which it came to know that.
    pub(super) entry: usize,
    pub(super) tcb: Option<Tcb>,
    /// cwnd and what goes with it, while there is a connection.
    pub(super) congestion: Option<Window>,
}

/// The variables that there are while there is a TCB.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Tcb {
    /// SND.UNA.
    pub(super) una: f64,
    /// SND.UNA + SND.WND.
    pub(super) edge: f64,
    /// SND.NXT - SND.UNA.
    pub(super) flight: f64,
    pub(super) srtt: Option<f64>,
    /// Absent where nobody could see it, as in a capture.
    pub(super) rto: Option<f64>,
}

/// cwnd and what goes with it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Window {
    pub(super) cwnd: f64,
    /// Absent while it is as high as any window can be.
    pub(super) ssthresh: Option<f64>,
    pub(super) stage: Stage,
}

/// How cwnd moves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Stage {
    /// cwnd < ssthresh.
    SlowStart,
    /// cwnd >= ssthresh.
    Avoidance,
    /// Fast recovery, or loss recovery with SACK.
    Recovery,
    /// All that was outstanding when the timer expired goes again.
    Timeout,
}

impl Stage {
    /// The name in class and data attributes.
    pub(super) fn name(self) -> &'static str {
        match self {
            Stage::SlowStart => "slow-start",
            Stage::Avoidance => "avoidance",
            Stage::Recovery => "recovery",
            Stage::Timeout => "timeout",
        }
    }
}

/// A measurement of the round trip.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct RoundTrip {
    pub(super) at: f64,
    pub(super) entry: usize,
    pub(super) sample: f64,
}

impl Series {
    /// What `sender` did and knew within the first `horizon` entries.
    pub(super) fn new(timeline: &Timeline, sender: Side, horizon: usize) -> Series {
        let entries = &timeline.entries[..horizon.min(timeline.entries.len())];
        // A host may have one connection after the other, each with an ISS of its own.
        let mut iss = timeline.scenario.host(sender).iss;
        // When the last copy of each transmission ended without coming through.
        let mut lost: Vec<Option<Instant>> = vec![None; timeline.transmissions.len()];
        let mut series = Series {
            segments: Vec::new(),
            samples: Vec::new(),
            round_trips: Vec::new(),
            losses: Vec::new(),
            sums: Vec::new(),
            last: LEAST_SPAN,
            whole: entries.last().map_or(0.0, |entry| millis(entry.at)).max(LEAST_SPAN),
        };
        for (index, entry) in entries.iter().enumerate() {
            if let Happening::Lost { transmission, .. } | Happening::Arrived { transmission, .. } = entry.happening {
                let sent = &timeline.transmissions[transmission as usize];
                if !sent.is_delivered() {
                    lost[transmission as usize] = Some(entry.at);
                }
                series.last = millis(entry.at);
            }
            if entry.side != sender {
                continue;
            }
            series.measurements(index, entry);
            let snapshot = &timeline.snapshots[entry.snapshots[sender as usize] as usize];
            series.sample(Sample::of(snapshot, index, entry.at));
        }
        let sent = timeline.transmissions.iter().enumerate().take_while(|(_, sent)| (sent.entry as usize) < horizon);
        series.segments = sent
            .filter(|(_, sent)| {
                sent.id.from == sender && !sent.id.forged && sent.stranger.is_none() && !sent.segment.is_empty()
            })
            .map(|(transmission, sent)| {
                if sent.segment.has(Flags::SYN) {
                    iss = sent.segment.seq;
                }
                Sent {
                    transmission,
                    at: millis(sent.sent),
                    seq: f64::from(sent.segment.seq - iss),
                    len: f64::from(sent.segment.len()),
                    text: sent.segment.text_len(),
                    again: sent.is_retransmission(),
                    lost: lost[transmission].map(millis),
                }
            })
            .collect();
        series.last = series.last.max(LEAST_SPAN);
        if timeline.transmissions.iter().all(|sent| sent.why.is_none()) {
            series.round_trips = seen_round_trips(timeline, sender, entries);
        }
        series.sum();
        series
    }

    fn sum(&mut self) {
        self.losses = self.segments.iter().filter_map(|sent| sent.lost).collect();
        self.losses.sort_by(f64::total_cmp);
        let mut sum = (0.0, 0);
        for sent in &self.segments {
            sum = if sent.again { (sum.0, sum.1 + 1) } else { (sum.0 + f64::from(sent.text), sum.1) };
            self.sums.push(sum);
        }
    }

    /// Segments that were sent up to a moment, octets sent for the first time, segments sent again, and losses.
    pub(super) fn counts(&self, at: f64) -> (usize, f64, u32, usize) {
        let sent = self.segments.partition_point(|sent| sent.at <= at);
        let (octets, again) = sent.checked_sub(1).map_or((0.0, 0), |last| self.sums[last]);
        (sent, octets, again, self.losses.partition_point(|lost| *lost <= at))
    }

    /// Remembers what is new in it.
    fn sample(&mut self, sample: Sample) {
        let before = self.samples.last();
        if before.is_none_or(|before| before.tcb != sample.tcb || before.congestion != sample.congestion) {
            self.samples.push(sample);
        }
    }

    fn measurements(&mut self, index: usize, entry: &Entry) {
        for event in &entry.events {
            if let Rule::RttMeasured { sample, .. } = event.rule {
                let sample = sample.as_secs_f64() * 1000.0;
                self.round_trips.push(RoundTrip { at: millis(entry.at), entry: index, sample });
            }
        }
    }

    /// What the sender knew at a moment.
    pub(super) fn at(&self, at: f64) -> Option<&Sample> {
        self.samples[..self.samples.partition_point(|sample| sample.at <= at)].last()
    }
}

/// The round trips of a conversation that was only seen: from a segment that was sent once to the first acknowledgment that
/// covers it, as its sender would have measured them. What was sent again tells nothing (RFC 6298 section 3).
fn seen_round_trips(timeline: &Timeline, sender: Side, entries: &[Entry]) -> Vec<RoundTrip> {
    let iss = timeline.scenario.host(sender).iss;
    // What waits to be acknowledged: up to which number, since when, and whether that is certain.
    let mut waiting: VecDeque<(u32, Instant, bool)> = VecDeque::new();
    let mut round_trips = Vec::new();
    for (index, entry) in entries.iter().enumerate().filter(|(_, entry)| entry.side == sender) {
        let Some(sent) = entry.happening.transmission().map(|index| &timeline.transmissions[index as usize]) else {
            continue;
        };
        let segment = &sent.segment;
        match entry.happening {
            Happening::Sent { .. } if sent.seen_again => {
                waiting.iter_mut().for_each(|waits| waits.2 &= waits.0 <= segment.seq - iss);
            }
            Happening::Sent { .. } if !segment.is_empty() => {
                waiting.push_back((segment.seq - iss + segment.len(), entry.at, true));
            }
            Happening::Arrived { .. } if segment.has(Flags::ACK) => {
                let ack = segment.ack - iss;
                let mut covered = None;
                // On the circle: what is covered lies behind the number.
                while let Some(waits) = waiting.pop_front_if(|waits| ack.wrapping_sub(waits.0) < 1 << 31) {
                    covered = Some(waits);
                }
                if let Some((_, since, true)) = covered {
                    let sample = (entry.at - since).as_secs_f64() * 1000.0;
                    round_trips.push(RoundTrip { at: millis(entry.at), entry: index, sample });
                }
            }
            _ => {}
        }
    }
    round_trips
}

impl Sample {
    fn of(snapshot: &Snapshot, entry: usize, at: Instant) -> Sample {
        let status = &snapshot.tcp;
        let tcb = status.snd.map(|snd| {
            let una = f64::from(snd.una - snd.iss);
            Tcb {
                una,
                edge: una + f64::from(snd.wnd),
                flight: f64::from(snd.nxt - snd.una),
                srtt: status.srtt.map(|srtt| srtt.as_secs_f64() * 1000.0),
                rto: (!status.rto.is_zero()).then_some(status.rto.as_secs_f64() * 1000.0),
            }
        });
        let congestion = status.congestion.map(|congestion| Window {
            cwnd: f64::from(congestion.cwnd),
            ssthresh: (congestion.ssthresh < LARGEST_WINDOW).then(|| f64::from(congestion.ssthresh)),
            stage: match congestion.phase {
                Phase::Recovery => Stage::Recovery,
                Phase::Loss => Stage::Timeout,
                Phase::Open if congestion.cwnd < congestion.ssthresh => Stage::SlowStart,
                Phase::Open => Stage::Avoidance,
            },
        });
        Sample { at: millis(at), entry, tcb, congestion }
    }
}

/// A moment in milliseconds.
#[expect(clippy::cast_precision_loss, reason = "a run lasts days at the most")]
pub(super) fn millis(at: Instant) -> f64 {
    at.0 as f64 / 1e6
}

/// The moment of so many milliseconds, and the beginning for what lies before it.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "such values become the nearest there is")]
pub(super) fn instant(ms: f64) -> Instant {
    Instant((ms * 1e6) as u64)
}

/// Whether a transmission came through damaged, and not at all.
pub(super) fn is_damaged(timeline: &Timeline, transmission: usize) -> bool {
    let copies = &timeline.transmissions[transmission].copies;
    copies.iter().any(|copy| matches!(copy.fate, Fate::Corrupted { .. }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use sim::run;

    fn series(lesson: &str, sender: Side, horizon: usize) -> (Timeline, Series) {
        let timeline = run(&lessons::find(lesson).unwrap().scenario);
        let series = Series::new(&timeline, sender, horizon);
        (timeline, series)
    }

    #[test]
    fn a_lost_segment_and_its_retransmission_are_told_apart() {
        let (timeline, series) = series("lost-segment", Side::Client, usize::MAX);
        let lost: Vec<&Sent> = series.segments.iter().filter(|sent| sent.lost.is_some()).collect();
        assert_eq!(lost.len(), 1);
        let again: Vec<&Sent> = series.segments.iter().filter(|sent| sent.again).collect();
        assert!(again.iter().any(|sent| sent.seq == lost[0].seq && sent.lost.is_none()));
        assert!(lost[0].lost.unwrap() > lost[0].at);
        assert!(!is_damaged(&timeline, lost[0].transmission));
        assert_eq!(series.counts(series.whole), (series.segments.len(), 450.0, u32::try_from(again.len()).unwrap(), 1));
        // A SYN and a FIN take a number each, text its octets.
        let octets: f64 = series.segments.iter().filter(|sent| !sent.again).map(|sent| sent.len).sum();
        assert_eq!(octets, 452.0);
    }

    #[test]
    fn what_is_acknowledged_and_the_windows_edge_never_go_back_in_a_connection() {
        for lesson in lessons::catalogue() {
            for sender in Side::BOTH {
                let (timeline, series) = series(&lesson.id, sender, usize::MAX);
                // A window that is told in units of so many octets may round the edge down (RFC 7323 section 2.4).
                let peers = timeline.transmissions.iter().filter(|sent| sent.id.from != sender);
                let scaled = peers.flat_map(|sent| &sent.segment.options).filter_map(|option| match option {
                    wire::TcpOption::WindowScale(shift) => Some(*shift),
                    _ => None,
                });
                let shift = scaled.max().unwrap_or(0);
                let unit = f64::from(1_u32 << shift);
                // Between two connections there is no TCB.
                for connection in series.samples.split(|sample| sample.tcb.is_none()) {
                    let tcbs: Vec<Tcb> = connection.iter().filter_map(|sample| sample.tcb).collect();
                    for pair in tcbs.windows(2) {
                        let goes_on = pair[0].una <= pair[1].una && pair[0].edge < pair[1].edge + unit;
                        assert!(goes_on, "{} {sender:?}: {pair:?}", lesson.id);
                    }
                }
                let tcbs: Vec<Tcb> = series.samples.iter().filter_map(|sample| sample.tcb).collect();
                let has_measured = tcbs.iter().any(|tcb| tcb.srtt.is_some());
                assert!(!has_measured || !series.round_trips.is_empty(), "{} {sender:?}", lesson.id);
                let last = timeline.snapshot(usize::MAX, sender).tcp.state;
                let is_over = matches!(last, tcp::State::Closed | tcp::State::Listen);
                let is_gone = series.samples.last().is_some_and(|sample| sample.tcb.is_none());
                assert_eq!(is_gone, is_over, "{} {sender:?}: CLOSED has no TCB", lesson.id);
            }
        }
    }

    #[test]
    fn each_connection_is_counted_from_its_own_first_number() {
        for lesson in lessons::catalogue() {
            for sender in Side::BOTH {
                let (timeline, series) = series(&lesson.id, sender, usize::MAX);
                for sent in &series.segments {
                    let about = format!("{} {sender:?} {sent:?}", lesson.id);
                    let is_syn = timeline.transmissions[sent.transmission].segment.has(Flags::SYN);
                    assert_eq!(sent.seq == 0.0, is_syn, "{about}");
                    assert!(sent.seq < 1e7, "{about}");
                }
            }
        }
    }

    #[test]
    fn nothing_beyond_the_horizon_is_there() {
        let (timeline, whole) = series("lost-segment", Side::Client, usize::MAX);
        for horizon in 0..timeline.entries.len() {
            let series = Series::new(&timeline, Side::Client, horizon);
            let last = horizon.checked_sub(1).map_or(0.0, |last| millis(timeline.entries[last].at));
            assert!(series.segments.iter().all(|sent| sent.at <= last && sent.lost.is_none_or(|lost| lost <= last)));
            assert!(series.samples.iter().all(|sample| sample.entry < horizon));
            assert!(series.round_trips.iter().all(|trip| trip.entry < horizon));
            assert!(whole.samples.starts_with(&series.samples));
        }
    }
}
