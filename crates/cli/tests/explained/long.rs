//! A long conversation is written as it is looked at: what the program holds does not grow with what it writes.

use std::io::Read;
use std::net::Ipv4Addr;
use std::path::Path;
use std::process::{Command, Stdio};

use wire::{Flags, Ipv4, Segment, Seq, Transport, encode_ipv4};

/// Acknowledgments in the conversation. Each but the first is a duplicate of it, of which there is much to say.
const SEGMENTS: u32 = 20_000;
/// Octets of memory that the conversation may take, and the program with it. What is written comes to 45 million as JSON.
const MOST: u64 = 20 << 20;

/// A pcap file, raw IPv4, in which A sends nothing but the same acknowledgment.
fn file() -> String {
    let header = [0xa1b2_c3d4_u32, 4 << 16 | 2, 0, 0, 65_535, 228];
    let mut out: Vec<u8> = header.into_iter().flat_map(u32::to_le_bytes).collect();
    let [src, dst] = [[192, 0, 2, 1], [198, 51, 100, 1]].map(Ipv4Addr::from);
    let ipv4 = Ipv4 { tos: 0, identification: 1, dont_fragment: true, ttl: 64, src, dst };
    let ack =
        Segment { src_port: 50_000, dst_port: 80, seq: Seq(1), ack: Seq(1), flags: Flags::ACK, ..Segment::default() };
    let octets = encode_ipv4(&ipv4, &Transport::Tcp(Segment { window: 1_000, ..ack })).unwrap();
    let len = u32::try_from(octets.len()).unwrap();
    for nth in 0..SEGMENTS {
        out.extend([nth / 1_000, nth % 1_000 * 1_000, len, len].into_iter().flat_map(u32::to_le_bytes));
        out.extend(&octets);
    }
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("explained-long.pcap");
    std::fs::write(&path, out).unwrap();
    path.to_string_lossy().into_owned()
}

/// The most memory that process `id` had until now, in octets.
fn peak(id: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() << 10
}

#[test]
fn what_is_said_of_a_long_conversation_is_not_held() {
    let file = file();
    for (format, segment) in [(&["--json"][..], 1_000), (&[], 200)] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_synackademy"));
        let mut child = command.args(["explain", &file, "1"]).args(format).stdout(Stdio::piped()).spawn().unwrap();
        let mut out = child.stdout.take().unwrap();
        // Most of it has been said then, and the rest waits for somebody who reads.
        let mut piece = vec![0; SEGMENTS as usize * segment];
        out.read_exact(&mut piece).unwrap();
        let most = peak(child.id());
        assert!(most < MOST, "{format:?}: {most} octets");
        out.read_to_end(&mut piece).unwrap();
        assert!(child.wait().unwrap().success());
        let text = String::from_utf8(piece).unwrap();
        let last = if format.is_empty() { text.lines().rev().nth(1) } else { text.lines().last() };
        assert!(last.is_some_and(|last| last == "}" || last.trim_start().starts_with("20000 ")), "{last:?}");
    }
}
