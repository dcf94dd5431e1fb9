//! A run as somebody captures it at one place.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use observer::{End, Observed, Observer, Vantage, Verdict};
use sim::{Checksum, Fate, Happening, Side, Timeline};
use tcp::Instant;
use wire::Flags;

/// A segment as it was seen, and what was said of it.
pub(crate) struct Watched {
    pub(crate) verdict: Verdict,
    pub(crate) from: End,
    /// When it was seen.
    pub(crate) at: Instant,
    /// Which transmission it is.
    pub(crate) transmission: usize,
    /// The run's entries up to and with the one in which it was seen, and those up to that in which it was sent.
    pub(crate) step: usize,
    pub(crate) sent_step: usize,
    /// Whether its sender had sent something later that was seen before.
    pub(crate) is_late: bool,
    /// Whether its checksum is wrong.
    pub(crate) spoiled: bool,
    /// Whether each side had sent its FIN by then.
    pub(crate) fin_sent: [bool; 2],
}

pub(crate) fn side(end: End) -> Side {
    match end {
        End::A => Side::Client,
        End::B => Side::Server,
    }
}

fn end(side: Side) -> End {
    match side {
        Side::Client => End::A,
        Side::Server => End::B,
    }
}

/// What is seen at the host of a side, or half-way between both.
pub(crate) fn watch(timeline: &Timeline, at: Option<Side>) -> Vec<Watched> {
    watch_some(timeline, at, |_| true)
}

/// The same by a capture that has only those segments of which `is_captured` says so, by their place among what came by.
pub(crate) fn watch_some(timeline: &Timeline, at: Option<Side>, is_captured: impl Fn(usize) -> bool) -> Vec<Watched> {
    let mut seen: Vec<(Instant, usize, usize, usize)> = Vec::new();
    for (step, entry) in timeline.entries.iter().enumerate() {
        match (entry.happening, at) {
            (Happening::Sent { transmission }, Some(own)) if entry.side == own => {
                seen.push((entry.at, step, transmission as usize, 0));
            }
            (Happening::Arrived { transmission, copy }, Some(own)) if entry.side == own => {
                seen.push((entry.at, step, transmission as usize, copy as usize));
            }
            (Happening::Sent { transmission }, None) => {
                let sent = &timeline.transmissions[transmission as usize];
                for (copy, way) in sent.copies.iter().enumerate() {
                    let middle = Instant(way.left.0.midpoint(way.ended.0));
                    seen.push((middle, step, transmission as usize, copy));
                }
            }
            _ => {}
        }
    }
    if at.is_none() {
        seen.sort();
    }
    let vantage = at.map_or(Vantage::Between, |own| Vantage::At(end(own)));
    let mut observer = Observer::new(vantage);
    let mut latest = [0; 2];
    let captured = seen.into_iter().enumerate().filter(|(place, _)| is_captured(*place));
    let watched = captured.map(|(_, (moment, step, transmission, copy))| {
        let sent = &timeline.transmissions[transmission];
        let segment = &sent.segment;
        let way = sent.copies.get(copy);
        let arrives = at != Some(sent.id.from);
        let corrupted = way.is_some_and(|way| matches!(way.fate, Fate::Corrupted { .. })) && arrives;
        let spoiled = corrupted || sent.checksum == Checksum::Wrong;
        let from = end(sent.id.from);
        let verdict = observer.push(&Observed {
            at: moment.0,
            from,
            seq: segment.seq,
            ack: segment.ack,
            flags: segment.flags,
            accurate_ecn: false,
            window: segment.window,
            urgent: segment.urgent,
            text_len: segment.text_len(),
            options: &segment.options,
            options_cut: false,
            checksum_bad: spoiled,
        });
        let is_late = transmission < latest[from as usize];
        latest[from as usize] = latest[from as usize].max(transmission);
        let until = if at == Some(sent.id.from) || at.is_some() { step } else { sent.entry as usize };
        let fin_sent = Side::BOTH.map(|side| {
            timeline.transmissions.iter().any(|other| {
                let before = if side == sent.id.from && arrives { sent.entry as usize } else { until };
                other.id.from == side && other.entry as usize <= before && other.segment.has(Flags::FIN)
            })
        });
        let sent_step = sent.entry as usize + 1;
        Watched { verdict, from, at: moment, transmission, step: step + 1, sent_step, is_late, spoiled, fin_sent }
    });
    watched.collect()
}
