//! What reading a capture costs: for each packet, from ten thousand to ten million of them, in time and in memory; and
//! beside tshark, which prints the same fields of the same file.

#![allow(missing_docs, reason = "a benchmark is nobody's library")]
#![allow(clippy::print_stdout, reason = "a benchmark tells what it measured")]

#[path = "support/mod.rs"]
mod support;

use std::alloc::System;
use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use bytes::Bytes;
use capture::{Capture, SortBy, search, sort};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use support::{median, timed};
use wire::{Ethernet, Flags, Frame, Ipv4, MacAddr, Segment, Seq, Transport};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// How many packets are read.
const PACKETS: [u64; 4] = [10_000, 100_000, 1_000_000, 10_000_000];
/// Packets of the file that tshark reads, too.
const BESIDE: u64 = 300_000;
/// Packets of one round of every conversation, after which all of it comes again.
const ROUND: u64 = 10_000;
/// Conversations: each has ten packets of a round.
const CONVERSATIONS: u16 = 1_000;
/// Octets of text of every other packet.
const TEXT: usize = 1_000;
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
    let round = round();
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
    let conversations = capture.conversations().len();
    println!(
        "{packets} packets, {conversations} conversations: {:.0} ns and {:.1} octets kept for each packet",
        took.as_nanos() as f64 / packets as f64,
        kept as f64 / packets as f64,
    );
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
        Some(theirs) => println!(
            "the same packets printed by tshark, its checksums on trust: {:.3} s, {:.1} times as long",
            theirs.as_secs_f64(),
            theirs.as_secs_f64() / ours.as_secs_f64()
        ),
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
    let mut numbers = search(capture.conversations(), "");
    sort(capture.conversations(), &mut numbers, SortBy::Octets, true);
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

/// The beginning of a pcap file.
fn header() -> Vec<u8> {
    [0xa1b2_c3d4_u32, 4 << 16 | 2, 0, 0, 65_535, 1].into_iter().flat_map(u32::to_le_bytes).collect()
}

/// The packets of one round: in every conversation text goes one way and is acknowledged the other way.
fn round() -> Vec<u8> {
    let mut out = Vec::new();
    for nth in 0..ROUND {
        let conversation = u16::try_from(nth % u64::from(CONVERSATIONS)).unwrap_or(0);
        let turn = u32::try_from(nth / u64::from(CONVERSATIONS)).unwrap_or(0);
        let octets = frame(conversation, turn).encode().expect("it fits");
        let len = u32::try_from(octets.len()).expect("a frame is short");
        out.extend([0, turn, len, len].into_iter().flat_map(u32::to_le_bytes));
        out.extend(octets);
    }
    out
}

fn frame(conversation: u16, turn: u32) -> Frame {
    let forth = turn.is_multiple_of(2);
    let (sent, text) = (Seq(1), Bytes::from(vec![7; TEXT]));
    let len = u32::try_from(TEXT).unwrap_or(0);
    let [client, server] = [[192, 0, 2, 1], [198, 51, 100, 1]].map(std::net::Ipv4Addr::from);
    let port = 10_000 + conversation;
    let (src, dst, src_port, dst_port) = if forth { (client, server, port, 80) } else { (server, client, 80, port) };
    let segment = Segment {
        src_port,
        dst_port,
        seq: if forth { sent + turn / 2 * len } else { Seq(1) },
        ack: if forth { Seq(1) } else { sent + (turn / 2 + 1) * len },
        flags: Flags::ACK,
        window: 1_000,
        text: if forth { text } else { Bytes::new() },
        ..Segment::default()
    };
    let ethernet = Ethernet { dst: MacAddr([2; 6]), src: MacAddr([4; 6]) };
    let ipv4 = Ipv4 { tos: 0, identification: 1, dont_fragment: true, ttl: 64, src, dst };
    Frame { ethernet, ipv4, transport: Transport::Tcp(segment) }
}
