//! What a captured segment costs an observer: after many others, among many in flight, and where much is missing.

#![allow(missing_docs, reason = "a benchmark is nobody's library")]
#![allow(clippy::print_stdout, reason = "a benchmark tells what it measured")]

#[path = "support/mod.rs"]
mod support;

use std::time::Duration;

use observer::{End, Observed, Observer, Vantage};
use support::scaling::{Cost, criterion, measure};
use support::timed;
use wire::{Flags, SackBlock, Seq, TcpOption};

/// Segments already observed.
const OBSERVED: [u32; 5] = [1_000, 10_000, 100_000, 1_000_000, 10_000_000];
/// Segments in flight, and holes among them.
const AT_ONCE: [u32; 5] = [1, 10, 100, 1_000, 10_000];
/// Segments that are timed.
const MEASURED: u32 = 20_000;
/// Octets in a segment.
const TEXT: u32 = 1_000;

fn main() {
    let mut criterion = criterion();
    measure(&mut criterion, "segments already observed", &OBSERVED, after_others);
    measure(&mut criterion, "segments observed in flight", &AT_ONCE, in_flight);
    measure(&mut criterion, "segments of which every second is missing", &AT_ONCE, holes);
    criterion.final_summary();
}

/// A capture of one side that sends and one that acknowledges.
struct Capture {
    observer: Observer,
    next: Seq,
    at: u64,
    findings: usize,
}

impl Capture {
    fn new() -> Capture {
        Capture { observer: Observer::new(Vantage::Between), next: Seq(1), at: 0, findings: 0 }
    }

    fn push(&mut self, from: End, seq: Seq, ack: Seq, text_len: u32, options: &[TcpOption]) {
        self.at += 1_000;
        let (flags, window) = (Flags::ACK, 1_000);
        let at = self.at;
        let seen = Observed {
            at,
            from,
            seq,
            ack,
            flags,
            accurate_ecn: false,
            window,
            urgent: 0,
            text_len,
            options,
            options_cut: false,
            checksum_bad: false,
        };
        self.findings += self.observer.push(&seen).findings.len();
    }

    /// The next segment.
    fn send(&mut self) {
        self.push(End::A, self.next, Seq(1), TEXT, &[TcpOption::Timestamps { value: 1, echo: 1 }]);
        self.next += TEXT;
    }

    /// The acknowledgment of all but the last `behind` segments.
    fn acknowledge(&mut self, behind: u32) {
        let ack = self.next.back(behind * TEXT);
        self.push(End::B, Seq(1), ack, 0, &[TcpOption::Timestamps { value: 1, echo: 1 }]);
    }
}

fn after_others(observed: u32) -> Cost {
    let mut capture = Capture::new();
    for _ in 0..observed / 2 {
        capture.send();
        capture.acknowledge(4);
    }
    let time = timed(|| {
        for _ in 0..MEASURED / 2 {
            capture.send();
            capture.acknowledge(4);
        }
    });
    (time, MEASURED)
}

fn in_flight(segments: u32) -> Cost {
    let mut capture = Capture::new();
    for _ in 0..segments {
        capture.send();
    }
    let time = timed(|| {
        for _ in 0..MEASURED / 2 {
            capture.send();
            capture.acknowledge(segments);
        }
    });
    (time, MEASURED)
}

/// Every second segment is reported by SACK, the oldest again and again, and then all that is missing is sent again.
fn holes(segments: u32) -> Cost {
    let mut total = Duration::ZERO;
    let mut count = 0;
    while count < MEASURED {
        let mut capture = Capture::new();
        for _ in 0..2 * segments {
            capture.send();
        }
        let first = Seq(1);
        total += timed(|| {
            for nth in 0..segments {
                let block =
                    |nth: u32| SackBlock { left: first + (2 * nth + 1) * TEXT, right: first + (2 * nth + 2) * TEXT };
                let blocks = vec![block(nth), block(nth / 2), block(0)];
                capture.push(End::B, Seq(1), first, 0, &[TcpOption::Sack(blocks)]);
            }
            for nth in 0..segments {
                capture.push(End::A, first + 2 * nth * TEXT, Seq(1), TEXT, &[]);
            }
        });
        count += 2 * segments;
    }
    (total, count)
}
