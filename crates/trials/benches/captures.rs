//! What reading a capture costs: for each packet, from ten thousand to ten million of them, in time and in memory; and
//! beside tshark. Of the same file this project's part is the list of conversations, as the page and the command line make it:
//! every packet is read and its checksums verified. That of tshark is a line for each packet, as it is asked for in a script.

#![allow(missing_docs, reason = "a benchmark is nobody's library")]
#![allow(clippy::print_stdout, reason = "a benchmark tells what it measured")]

#[path = "support/captured.rs"]
mod captured;
#[path = "support/mod.rs"]
mod support;

use std::alloc::System;
use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use capture::{Capture, SortBy, search, sort};
use captured::{CONVERSATIONS, ROUND, TEXT, header, round};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use support::{median, timed};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// How many packets are read.
const PACKETS: [u64; 4] = [10_000, 100_000, 1_000_000, 10_000_000];
/// Packets of the file that tshark reads, too.
const BESIDE: u64 = 300_000;
/// Octets that may be kept for each packet.
const MOST: u64 = 40;
/// How many times as long as listing it tshark has to take, at least.
const TIMES_AS_LONG: f64 = 5.0;
/// How often either reads it.
const TIMES: usize = 3;
/// Octets that are read at once.
const PIECE: usize = 1 << 20;

/// What is printed of each segment.
const FIELDS: [&str; 12] = [
    "frame.time_epoch",
    "ip.src",
    "ip.dst",
    "tcp.srcport",
    "tcp.dstport",
    "tcp.stream",
    "tcp.seq",
    "tcp.ack",
    "tcp.len",
    "tcp.flags",
    "tcp.window_size",
    "tcp.checksum.status",
];

fn main() {
    let round = round(TEXT);
    for packets in PACKETS {
        grow(&round, packets);
    }
    beside_tshark(&round);
}

/// The time and the memory of so many packets. The file is never there as a whole: its pieces are pushed.
fn grow(round: &[u8], packets: u64) {
    let region = Region::new(ALLOCATOR);
    let mut capture = Capture::new();
    let took = timed(|| {
        capture.push(&header()).expect("a header");
        for _ in 0..packets / ROUND {
            for piece in round.chunks(PIECE) {
                capture.push(piece).expect("packets");
            }
        }
        capture.finish().expect("the end");
    });
    let change = region.change();
    let kept = change.bytes_allocated - change.bytes_deallocated;
    assert_eq!(capture.segments() as u64, packets);
    let conversations = capture.listed();
    println!(
        "{packets} packets, {conversations} conversations: {:.0} ns and {:.1} octets kept for each packet",
        took.as_nanos() as f64 / packets as f64,
        kept as f64 / packets as f64,
    );
    assert!(kept as u64 <= MOST * packets, "a packet costs at most {MOST} octets");
}

/// Lists a file, and lets tshark print it.
fn beside_tshark(round: &[u8]) {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("beside.pcap");
    let mut file = File::create(&path).expect("it can be made");
    file.write_all(&header()).expect("it can be written");
    for _ in 0..BESIDE / ROUND {
        file.write_all(round).expect("it can be written");
    }
    let ours = median((0..TIMES).map(|_| timed(|| list(&path))).collect());
    println!("{BESIDE} packets listed as conversations: {:.3} s", ours.as_secs_f64());
    match (0..TIMES).map(|_| tshark(&path)).collect::<Option<Vec<_>>>().map(median) {
        Some(theirs) => {
            let times = theirs.as_secs_f64() / ours.as_secs_f64();
            println!(
                "the same packets printed by tshark, with these fields and its checksums on trust: {:.3} s, {times:.1} times as \
                 long",
                theirs.as_secs_f64()
            );
            assert!(times >= TIMES_AS_LONG, "tshark takes {TIMES_AS_LONG} times as long at least");
        }
        None => println!("tshark is not here"),
    }
}

fn list(path: &Path) {
    let mut file = File::open(path).expect("it is there");
    let mut capture = Capture::new();
    let mut piece = vec![0; PIECE];
    loop {
        let len = file.read(&mut piece).expect("it can be read");
        if len == 0 {
            break;
        }
        capture.push(&piece[..len]).expect("packets");
    }
    capture.finish().expect("the end");
    let mut numbers = search(&capture, "", |_, _| false);
    sort(&capture, &mut numbers, SortBy::Octets, true);
    assert_eq!(numbers.len(), usize::from(CONVERSATIONS));
}

/// How long tshark takes, if it is here.
fn tshark(path: &Path) -> Option<Duration> {
    let mut succeeded = false;
    let took = timed(|| {
        let mut command = Command::new("tshark");
        command.arg("-r").arg(path).args(["-n", "-T", "fields"]).stdout(Stdio::null()).stderr(Stdio::null());
        command.args(FIELDS.iter().flat_map(|field| ["-e", field]));
        succeeded = command.status().is_ok_and(|status| status.success());
    });
    succeeded.then_some(took)
}
