//! Writes scenarios of a transfer that is short and of one that is long, as the octets that a link to them has: for the
//! page's benchmark, which holds the one against the other.

use std::error::Error;
use std::path::PathBuf;

use sim::{Call, Chance, Scenario, run};

/// Octets in a segment: few enough for a run to send all that it may.
const MSS: u16 = 500;
/// Octets that one `send` hands over.
const SEND: u32 = 1 << 20;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("usage: transfers FOLDER")?);
    std::fs::create_dir_all(&folder)?;
    // A segment is sent and arrives, and so does its acknowledgment.
    for (name, entries) in [("short", 100), ("long", 100_000)] {
        let scenario = transfer(entries)?;
        std::fs::write(folder.join(name), postcard::to_allocvec(&scenario)?)?;
    }
    Ok(())
}

/// A transfer of about so many entries over a path that loses some segments.
fn transfer(entries: u32) -> Result<Scenario, Box<dyn Error>> {
    let lesson = lessons::find("handshake").ok_or("there is no first lesson")?;
    let mut scenario = lesson.scenario.clone();
    scenario.faults.clear();
    scenario.server.program = vec![Call::Listen, Call::Accept, Call::RecvToEnd, Call::Close];
    scenario.server.settings.mss = Some(MSS);
    scenario.server.settings.receive_buffer = Some(16 * u32::from(MSS));
    scenario.path.chance = Chance { seed: 1, loss: 2, ..Chance::default() };
    let mut octets: u32 = entries / 4 * u32::from(MSS);
    // Losses, and calls besides, make it a little more or less.
    for _ in 0..3 {
        scenario.client.program = vec![Call::Connect];
        let sends = (0..octets.div_ceil(SEND)).map(|nth| (octets - nth * SEND).min(SEND));
        scenario.client.program.extend(sends.map(|octets| Call::Send { text: String::new(), octets }));
        scenario.client.program.extend([Call::Close, Call::RecvToEnd]);
        let came = run(&scenario).entries.len() as u64;
        octets = u32::try_from(u64::from(octets) * u64::from(entries) / came.max(1))?;
    }
    Ok(scenario)
}
