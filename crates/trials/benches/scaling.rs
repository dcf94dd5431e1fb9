//! What one segment costs: after many others, among many in flight, and beyond many holes.

#![allow(missing_docs, reason = "a benchmark is nobody's library")]
#![allow(clippy::print_stdout, reason = "a benchmark tells what it measured")]

#[path = "support/mod.rs"]
mod support;

use std::time::Duration;

use support::scaling::{Cost, criterion, measure};
use support::timed;
use tcp::{Profile, Transmit};
use trials::adapter::{Place, deliver, sized};
use trials::pair::{Crossing, Events, Pair, Polling};

/// Segments already exchanged.
const EXCHANGED: [u32; 4] = [1_000, 10_000, 100_000, 1_000_000];
/// Segments exchanged after those, which are what is timed.
const MEASURED: u32 = 10_000;
/// Segments in flight, and holes, of which each takes two octets of window.
const AT_ONCE: [u32; 5] = [1, 10, 100, 1_000, 10_000];
/// Rounds with few segments are timed together, since a clock cannot tell one of them.
const SEGMENTS_TIMED: u32 = 10_000;

/// Send and receive buffer: more than any number of segments here needs.
const BUFFER: u32 = 8 << 20;

fn main() {
    let mut criterion = criterion();
    measure(&mut criterion, "segments already exchanged", &EXCHANGED, after_others);
    measure(&mut criterion, "segments in flight", &AT_ONCE, in_flight);
    measure(&mut criterion, "holes made", &AT_ONCE, |holes| reassembly(holes, Part::Making));
    measure(&mut criterion, "holes filled from the left", &AT_ONCE, |holes| reassembly(holes, Part::Filling));
    measure(&mut criterion, "holes filled from the right", &AT_ONCE, |holes| reassembly(holes, Part::FillingBackwards));
    criterion.final_summary();
}

/// A pair whose segments carry `mss` octets each.
fn pair(mss: u16) -> Pair {
    // Without timestamps, which would not leave room for text beside an MSS of one octet.
    let profile = sized(Profile { window_scale: true, sack: true, ..Profile::plain() }, mss, BUFFER);
    Pair::connected(&profile, BUFFER, Crossing::Values, Events::Discarded)
}

/// Opens the congestion window until it lets so many segments of one octet go at once.
fn widen(pair: &mut Pair, segments: u32) {
    let cwnd = |pair: &Pair| pair.sender.status().congestion.map_or(0, |congestion| congestion.cwnd);
    while cwnd(pair) < segments {
        let sent = send(pair, cwnd(pair));
        for transmit in &sent {
            arrive(pair, transmit);
            pair.take();
            pair.back();
        }
    }
}

fn after_others(exchanged: u32) -> Cost {
    const MSS: u16 = 64;
    let mut pair = pair(MSS);
    let octets = |segments: u32| u64::from(segments) * u64::from(MSS);
    pair.transfer(octets(exchanged), Polling::EachSegment);
    (timed(|| pair.transfer(octets(MEASURED), Polling::EachSegment)), MEASURED)
}

/// Each round sends so many segments of one octet before the first of them arrives; each is acknowledged by itself.
fn in_flight(segments: u32) -> Cost {
    let mut pair = pair(1);
    widen(&mut pair, segments);
    let rounds = (SEGMENTS_TIMED / segments).max(1);
    let time = timed(|| {
        for _ in 0..rounds {
            let sent = send(&mut pair, segments);
            for transmit in &sent {
                arrive(&mut pair, transmit);
                pair.take();
                pair.back();
            }
        }
    });
    (time, rounds * segments)
}

/// Which part of reassembly is timed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Making,
    Filling,
    FillingBackwards,
}

fn reassembly(holes: u32, part: Part) -> Cost {
    let rounds = (SEGMENTS_TIMED / holes).max(1);
    let mut pair = pair(1);
    widen(&mut pair, holes * 2);
    let mut time = Duration::ZERO;
    for _ in 0..rounds {
        let sent = send(&mut pair, holes * 2);
        let (mut missing, beyond): (Vec<_>, Vec<_>) = sent.chunks_exact(2).map(|two| (&two[0], &two[1])).unzip();
        if part == Part::FillingBackwards {
            missing.reverse();
        }
        let making = timed(|| arrive_all(&mut pair, &beyond));
        let filling = timed(|| arrive_all(&mut pair, &missing));
        pair.take();
        pair.back();
        time += if part == Part::Making { making } else { filling };
    }
    (time, rounds * holes)
}

fn send(pair: &mut Pair, segments: u32) -> Vec<Transmit> {
    pair.sender.send(pair.now, &vec![b'x'; segments as usize]).expect("the connection is open");
    let sent: Vec<Transmit> = std::iter::from_fn(|| pair.sender.poll_transmit(pair.now)).collect();
    assert_eq!(sent.len(), segments as usize, "the window holds all of them");
    sent
}

/// A segment arrives, and what is answered arrives too.
fn arrive_all(pair: &mut Pair, segments: &[&Transmit]) {
    for transmit in segments {
        arrive(pair, transmit);
        pair.back();
    }
}

fn arrive(pair: &mut Pair, transmit: &Transmit) {
    deliver(&mut pair.receiver, Place::There, pair.now, transmit.segment.clone());
}
