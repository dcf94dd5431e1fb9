//! 256 MiB one way between two endpoints in memory, beside smoltcp with the same MSS, buffers and windows.
//!
//! smoltcp is as it is by default: no congestion control, and an ACK delayed by 10 ms or until two segments have come,
//! which comes to one for each batch. It forms and parses real headers, which ours does in `as octets` alone.

#![allow(missing_docs, reason = "a benchmark is nobody's library")]
#![allow(clippy::print_stdout, reason = "a benchmark tells what it measured")]

mod support {
    pub(crate) mod smoltcp_pair;
    #[path = "mod.rs"]
    pub(crate) mod times;
}

use std::time::Duration;

use criterion::{Criterion, Throughput};
use support::smoltcp_pair::{Checksums, SmoltcpPair};
use support::times::{median, timed};
use tcp::Profile;
use trials::adapter::{WIDEST_BUFFER, sized};
use trials::pair::{Crossing, Events, Pair, Polling};

const OCTETS: u64 = 256 << 20;
const MSS: u16 = 1460;
/// Receive and send buffer, and with the former the window: the widest without scaling, and one that needs it.
const BUFFERS: [u32; 2] = [65_535, 1 << 20];
/// How often the contenders take turns for the ratios: what else the machine does then disturbs all alike.
const ROUNDS: usize = 7;

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Contender {
    Ours(Events, Crossing, Polling),
    Smoltcp(Checksums),
}

use Contender::{Ours, Smoltcp};

/// smoltcp takes in all that has arrived before it sends, which is `EachBatch`.
const CONTENDERS: [Contender; 7] = [
    Smoltcp(Checksums::Ignored),
    Smoltcp(Checksums::Computed),
    Ours(Events::Discarded, Crossing::Values, Polling::EachBatch),
    Ours(Events::Recorded, Crossing::Values, Polling::EachBatch),
    Ours(Events::Discarded, Crossing::Values, Polling::EachSegment),
    Ours(Events::Recorded, Crossing::Values, Polling::EachSegment),
    Ours(Events::Discarded, Crossing::Octets, Polling::EachBatch),
];

impl Contender {
    fn name(self) -> String {
        match self {
            Smoltcp(Checksums::Ignored) => "smoltcp".into(),
            Smoltcp(Checksums::Computed) => "smoltcp with checksums".into(),
            Ours(events, crossing, polling) => {
                let events = match events {
                    Events::Discarded => "events discarded",
                    Events::Recorded => "every event recorded",
                };
                let crossing = match crossing {
                    Crossing::Values => "",
                    Crossing::Octets => ", as octets with checksums",
                };
                let polling = match polling {
                    Polling::EachBatch => "",
                    Polling::EachSegment => ", an ACK for each segment",
                };
                format!("{events}{crossing}{polling}")
            }
        }
    }

    /// Against what it is held, if it is ours: smoltcp that does the same about checksums.
    fn rival(self) -> Option<Contender> {
        match self {
            Ours(_, Crossing::Octets, _) => Some(Smoltcp(Checksums::Computed)),
            Ours(_, Crossing::Values, _) => Some(Smoltcp(Checksums::Ignored)),
            Smoltcp(_) => None,
        }
    }

    fn can(self, buffer: u32) -> bool {
        matches!(self, Smoltcp(_)) || buffer <= WIDEST_BUFFER
    }

    fn run(self, buffer: u32) -> Duration {
        match self {
            Smoltcp(checksums) => {
                let mut pair = SmoltcpPair::connected(buffer as usize, checksums);
                timed(|| pair.transfer(OCTETS))
            }
            Ours(events, crossing, polling) => {
                // What smoltcp does too by default: window scale, no timestamps.
                let profile = sized(Profile { window_scale: true, sack: true, ..Profile::plain() }, MSS, buffer);
                let mut pair = Pair::connected(&profile, buffer, crossing, events);
                timed(|| pair.transfer(OCTETS, polling))
            }
        }
    }
}

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(1))
        .measurement_time(Duration::from_secs(1))
        .configure_from_args();
    for buffer in BUFFERS {
        let mut group = criterion.benchmark_group(format!("256 MiB, MSS {MSS}, buffers and windows {buffer}"));
        group.throughput(Throughput::Bytes(OCTETS));
        let mut measured = Vec::new();
        for contender in CONTENDERS.into_iter().filter(|contender| contender.can(buffer)) {
            group.bench_function(contender.name(), |bencher| {
                measured.push(contender);
                bencher.iter_custom(|times| (0..times).map(|_| contender.run(buffer)).sum());
            });
        }
        group.finish();
        // Those alone that a name on the command line has left in.
        measured.dedup();
        ratios(buffer, &measured);
    }
    criterion.final_summary();
}

/// These contenders in turns, and the ratio of each of ours to smoltcp.
fn ratios(buffer: u32, contenders: &[Contender]) {
    println!("Buffers and windows of {buffer} octets, medians of {ROUNDS} runs in turns:");
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); contenders.len()];
    for _ in 0..ROUNDS {
        for (contender, times) in contenders.iter().zip(&mut times) {
            times.push(contender.run(buffer));
        }
    }
    let medians: Vec<Duration> = times.into_iter().map(median).collect();
    for (contender, time) in contenders.iter().zip(&medians) {
        let mebioctets = (OCTETS >> 20) as f64 / time.as_secs_f64();
        println!("  {:<60} {:>7.1} ms  {mebioctets:>6.0} MiB/s", contender.name(), time.as_secs_f64() * 1e3);
    }
    for (contender, time) in contenders.iter().zip(&medians) {
        let Some(rival) = contender.rival() else { continue };
        let Some(at) = contenders.iter().position(|other| *other == rival) else { continue };
        let ratio = medians[at].as_secs_f64() / time.as_secs_f64();
        println!("{}: {ratio:.2} x {}", contender.name(), rival.name());
    }
    if buffer > WIDEST_BUFFER {
        println!("ours cannot offer a window of {buffer} octets");
    }
}
