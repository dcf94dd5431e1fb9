//! Findings beside those of tshark on the same captures: they agree on nearly every segment, and each difference has a
//! reason that [`observer::Difference`] lists. Without tshark the test says so and passes.

#[path = "../support/runs.rs"]
mod runs;
#[path = "../support/watching.rs"]
mod watching;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use observer::{Difference, Past, Told};
use sim::{Scenario, Side, Timeline};
use watching::{Watched, watch};
use wire::{Flags, TcpOption};

/// A pcap file that counts nanoseconds, and its link type: Ethernet.
const MAGIC: u32 = 0xa1b2_3c4d;
const ETHERNET: u32 = 1;
/// In seconds.
const DAY: u32 = 24 * 60 * 60;

/// The fields of tshark that a finding may say as well.
const FIELDS: [&str; 15] = [
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

/// The runs, each between ports of its own, so that one file holds them all. What tshark does not verify is left whole.
fn conversations() -> Vec<Scenario> {
    let with_ports = |(nth, mut scenario): (u16, Scenario)| {
        scenario.client.port = 10_000 + nth;
        scenario.path.chance.corrupt = 0;
        scenario
    };
    (0..).zip(runs::scenarios()).map(with_ports).collect()
}

fn capture(runs: &[(Timeline, Vec<Watched>)]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut words = |words: &[u32], octets: &[u8]| {
        for word in words {
            out.extend(word.to_le_bytes());
        }
        out.extend(octets);
    };
    words(&[MAGIC, 4 << 16 | 2, 0, 0, 65_535, ETHERNET], &[]);
    for (timeline, seen) in runs {
        for watched in seen {
            let sent = &timeline.transmissions[watched.transmission];
            let octets = timeline.scenario.octets(sent, sim::Vantage::Sender).expect("an endpoint's segment fits");
            let len = u32::try_from(octets.len()).expect("a short frame");
            let part = |nanos: u64| u32::try_from(nanos).expect("a run takes a day at the most");
            // At no time at all tshark does not take a handshake for one.
            words(&[DAY + part(watched.at.0 / 1_000_000_000), part(watched.at.0 % 1_000_000_000), len, len], &octets);
        }
    }
    out
}

/// What tshark finds in each packet of a file. Nothing if there is no tshark.
fn tshark(file: &Path) -> Option<Vec<BTreeSet<&'static str>>> {
    let mut command = Command::new("tshark");
    command.arg("-r").arg(file).args(["-T", "fields", "-E", "separator=,", "-E", "occurrence=f", "-e", "frame.number"]);
    for field in FIELDS {
        command.args(["-e", &format!("tcp.analysis.{field}")]);
    }
    let output = command.output().ok()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("tshark writes text");
    let found = |line: &str| {
        let mut names: BTreeSet<&'static str> =
            line.split(',').skip(1).zip(FIELDS).filter(|(value, _)| !value.is_empty()).map(|(_, name)| name).collect();
        // A special retransmission is named as one of those in general, too.
        if names.contains("fast_retransmission") || names.contains("spurious_retransmission") {
            names.remove("retransmission");
        }
        names
    };
    Some(text.lines().map(found).collect())
}

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("observer-{name}.pcap"))
}

#[test]
fn findings_agree_with_those_of_tshark_or_differ_for_a_reason() {
    let scenarios = conversations();
    // Segments on which both agree, all, and those of which either says something.
    let (mut equal, mut all, mut told) = (0_u32, 0_u32, 0_u32);
    let mut reasons: BTreeMap<Difference, u32> = BTreeMap::new();
    let mut without = Vec::new();
    for (name, at) in [("client", Some(Side::Client)), ("server", Some(Side::Server)), ("middle", None)] {
        let runs: Vec<(Timeline, Vec<Watched>)> = scenarios
            .iter()
            .map(|scenario| {
                let timeline = sim::run(scenario);
                let seen = watch(&timeline, at);
                (timeline, seen)
            })
            .collect();
        let file = file(name);
        std::fs::write(&file, capture(&runs)).expect("the target folder can be written");
        let Some(theirs) = tshark(&file) else {
            println!("skipped: there is no tshark to hold the findings against");
            return;
        };
        let ours = runs.iter().enumerate().flat_map(|(run, (_, seen))| seen.iter().map(move |watched| (run, watched)));
        let ours: Vec<(usize, &Watched)> = ours.collect();
        assert_eq!(ours.len(), theirs.len());
        let mut pasts = vec![Past::default(); runs.len()];
        for (frame, ((run, watched), theirs)) in (1..).zip(ours.iter().zip(&theirs)) {
            let findings = &watched.verdict.findings;
            let names: BTreeSet<&str> = findings.iter().filter_map(|finding| finding.kind.wireshark()).collect();
            let past = pasts[*run];
            let sent = &runs[*run].0.transmissions[watched.transmission].segment;
            let segment = Told {
                from: watched.from,
                seq: sent.seq,
                end: sent.end(),
                ack: sent.has(Flags::ACK).then_some(sent.ack),
                has_timestamps: sent.options.iter().any(|option| matches!(option, TcpOption::Timestamps { .. })),
                findings,
            };
            pasts[*run].note(&segment);
            all += 1;
            if !names.is_empty() || !theirs.is_empty() {
                told += 1;
            }
            if names == *theirs {
                equal += 1;
                continue;
            }
            let theirs: Vec<&str> = theirs.iter().copied().collect();
            match Difference::between(&segment, &theirs, &past) {
                Some(reason) => *reasons.entry(reason).or_default() += 1,
                None => without
                    .push(format!("{name} frame {frame} run {run}: {names:?} but tshark {theirs:?}: {findings:?}")),
            }
        }
    }
    println!("{equal} of {all} segments agree; something is told of {told}; they differ by {reasons:?}");
    assert!(without.is_empty(), "{:#?}", &without[..without.len().min(20)]);
    assert!(equal * 100 >= all * 99, "{equal} of {all}");
    // What neither has anything to say of proves little.
    assert!((all - equal) * 100 <= told * 10, "{} of {told}", all - equal);
}
