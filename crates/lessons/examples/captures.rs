//! Writes each lesson's run as a capture, one file a lesson, for another program to decode: every segment as its sender
//! put it on the wire, lost or not, in the order of the page's table.

use std::error::Error;
use std::path::PathBuf;

use sim::{Timeline, Vantage, run};

/// A pcap file that counts nanoseconds.
const MAGIC: u32 = 0xa1b2_3c4d;
/// Its link type: Ethernet.
const ETHERNET: u32 = 1;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("usage: captures FOLDER")?);
    std::fs::create_dir_all(&folder)?;
    for lesson in lessons::catalogue() {
        let capture = capture(&run(&lesson.scenario))?;
        std::fs::write(folder.join(format!("{}.pcap", lesson.id)), capture)?;
    }
    Ok(())
}

fn capture(timeline: &Timeline) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut out = Vec::new();
    let mut words = |words: &[u32], octets: &[u8]| {
        for word in words {
            out.extend(word.to_le_bytes());
        }
        out.extend(octets);
    };
    // Version 2.4, UTC, no accuracy given, packets of any length.
    words(&[MAGIC, 4 << 16 | 2, 0, 0, 65_535, ETHERNET], &[]);
    for sent in &timeline.transmissions {
        let octets = timeline.scenario.octets(sent, Vantage::Sender)?;
        let len = u32::try_from(octets.len())?;
        let (seconds, nanos) = (sent.sent.0 / 1_000_000_000, sent.sent.0 % 1_000_000_000);
        words(&[u32::try_from(seconds)?, u32::try_from(nanos)?, len, len], &octets);
    }
    Ok(out)
}
