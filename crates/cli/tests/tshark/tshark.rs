//! What tshark says of each TCP segment of a capture.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// The fields that it is asked for, in order.
const FIELDS: [&str; 16] = [
    "frame.number",
    "frame.time_epoch",
    "tcp.stream",
    "tcp.srcport",
    "tcp.dstport",
    "tcp.seq",
    "tcp.seq_raw",
    "tcp.ack",
    "tcp.ack_raw",
    "tcp.len",
    "tcp.flags",
    "tcp.window_size_value",
    "tcp.window_size",
    "tcp.checksum.status",
    "ip.src",
    "ipv6.src",
];

/// What it may find in a segment, of which we may find the same.
const FINDINGS: [&str; 15] = [
    "retransmission",
    "fast_retransmission",
    "spurious_retransmission",
    "out_of_order",
    "lost_segment",
    "ack_lost_segment",
    "duplicate_ack",
    "zero_window",
    "window_full",
    "window_update",
    "zero_window_probe",
    "zero_window_probe_ack",
    "keep_alive",
    "keep_alive_ack",
    "reused_ports",
];

/// A segment as tshark has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Dissected {
    pub(crate) number: u32,
    /// Nanoseconds since 1970.
    pub(crate) at: u64,
    /// Its conversation, counted from 0.
    pub(crate) stream: u32,
    pub(crate) source: String,
    pub(crate) ports: [u16; 2],
    pub(crate) seq: [u32; 2],
    pub(crate) ack: [u32; 2],
    pub(crate) len: u32,
    pub(crate) flags: u32,
    pub(crate) window: [u32; 2],
    /// `good`, `bad`, `unverified` or another word of its own.
    pub(crate) checksum: String,
    /// Its findings, by the names of `tcp.analysis`.
    pub(crate) findings: BTreeSet<&'static str>,
}

/// Every TCP segment of `file`. Relative numbers come before those that stand in the header, scaled windows behind them.
pub(crate) fn dissect(file: &Path) -> Vec<Dissected> {
    let mut command = Command::new("tshark");
    command.arg("-r").arg(file).args(["-n", "-Y", "tcp", "-T", "fields", "-E", "separator=,", "-E", "occurrence=f"]);
    // By default tshark takes a checksum on trust. No text on any port is to be taken for more than text.
    command.args(["-o", "tcp.check_checksum:TRUE", "-d", "tcp.port==1-65535,data"]);
    for field in FIELDS {
        command.args(["-e", field]);
    }
    for finding in FINDINGS {
        command.args(["-e", &format!("tcp.analysis.{finding}")]);
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).unwrap();
    lines.lines().map(|line| read(line).unwrap_or_else(|| panic!("tshark says: {line}"))).collect()
}

fn read(line: &str) -> Option<Dissected> {
    let texts: Vec<&str> = line.split(',').collect();
    let text = |name: &str| FIELDS.iter().position(|field| *field == name).and_then(|place| texts.get(place)).copied();
    let number = |name: &str| text(name)?.parse::<u32>().ok();
    let (seconds, fraction) = text("frame.time_epoch")?.split_once('.')?;
    let checksum = match text("tcp.checksum.status")?.to_lowercase().as_str() {
        // Versions of tshark differ in whether they give a number or a word.
        "0" => "bad".to_owned(),
        "1" => "good".to_owned(),
        "2" => "unverified".to_owned(),
        word => word.to_owned(),
    };
    Some(Dissected {
        number: number("frame.number")?,
        at: seconds.parse::<u64>().ok()? * 1_000_000_000 + fraction.parse::<u64>().ok()?,
        stream: number("tcp.stream")?,
        source: [text("ip.src")?, text("ipv6.src")?].concat(),
        ports: [number("tcp.srcport")?.try_into().ok()?, number("tcp.dstport")?.try_into().ok()?],
        seq: [number("tcp.seq")?, number("tcp.seq_raw")?],
        ack: [number("tcp.ack")?, number("tcp.ack_raw")?],
        len: number("tcp.len")?,
        flags: u32::from_str_radix(text("tcp.flags")?.trim_start_matches("0x"), 16).ok()?,
        window: [number("tcp.window_size_value")?, number("tcp.window_size")?],
        checksum,
        findings: findings(&texts[FIELDS.len().min(texts.len())..]),
    })
}

fn findings(texts: &[&str]) -> BTreeSet<&'static str> {
    let told = texts.iter().zip(FINDINGS).filter(|(text, _)| !text.is_empty()).map(|(_, finding)| finding);
    let mut findings: BTreeSet<&'static str> = told.collect();
    // A special retransmission is named as one of those in general, too.
    if findings.contains("fast_retransmission") || findings.contains("spurious_retransmission") {
        findings.remove("retransmission");
    }
    findings
}
