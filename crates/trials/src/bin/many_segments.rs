//! A transfer of 70 MiB over a clean path, run once: about 100,000 segments. `cargo xtask bench` times it natively and in
//! WebAssembly; nothing here reads a clock, so that the same program runs in both.

use sim::{Call, End, Host, Path, Running, Scenario, Settings, Side};
use wire::{MacAddr, Seq};

/// Octets that one call sends at the most.
const CALL: u32 = 1 << 20;
/// How many calls are made.
const CALLS: u32 = 70;

fn main() {
    let timeline = Running::new(scenario()).finish();
    assert_eq!(timeline.received[Side::Server as usize].len(), (CALLS * CALL) as usize);
    assert!(timeline.transmissions.len() >= 100_000);
    assert_eq!(timeline.end, End::Quiet);
}

fn scenario() -> Scenario {
    let mut client = vec![Call::Connect];
    client.extend((0..CALLS).map(|_| Call::Send { text: String::new(), octets: CALL }));
    client.extend([Call::Close, Call::RecvToEnd]);
    Scenario {
        client: host(1, client),
        server: host(2, vec![Call::Listen, Call::Accept, Call::RecvToEnd, Call::Close]),
        path: Path::default(),
        faults: Vec::new(),
        acts: Vec::new(),
        injections: Vec::new(),
        mishaps: Vec::new(),
        floods: Vec::new(),
    }
}

fn host(last: u8, program: Vec<Call>) -> Host {
    // A window of 4 MiB holds thousands of segments.
    let settings = Settings {
        window_scale: Some(true),
        receive_buffer: Some(4 << 20),
        send_buffer: Some(CALLS * CALL),
        ..Settings::default()
    };
    Host {
        address: [192, 0, 2, last].into(),
        mac: MacAddr([2, 0, 0, 0, 0, last]),
        port: 1000 + u16::from(last),
        iss: Seq(1),
        settings,
        program,
    }
}
