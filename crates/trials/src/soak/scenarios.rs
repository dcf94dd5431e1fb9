//! Two hosts, a bad path between them, and something for them to do.

use sim::{Chance, Fault, FaultKind, Host, Path, ProfileName, Scenario, SegmentRef, Settings, Side};
use wire::{MacAddr, Seq};

use super::programs::Play;
use crate::draws::Draws;

pub(super) fn any(draws: &mut Draws) -> (Scenario, Play) {
    let play = Play::any(draws);
    let [client, server] = play.programs(draws);
    let mut scenario = Scenario {
        client: Host { program: client, ..host(draws, 1) },
        server: Host { program: server, ..host(draws, 2) },
        path: path(draws),
        faults: faults(draws),
        acts: Vec::new(),
        injections: Vec::new(),
        mishaps: Vec::new(),
        floods: Vec::new(),
    };
    let [to_server, to_client] = Side::BOTH.map(|side| octets_sent(scenario.host(side)));
    widen(&mut scenario.server.settings, to_server);
    widen(&mut scenario.client.settings, to_client);
    (scenario, play)
}

fn octets_sent(host: &Host) -> usize {
    host.program.iter().map(|call| call.octets().len()).sum()
}

/// A buffer of one octet is worth a try, but not seventy thousand times in one run.
fn widen(settings: &mut Settings, octets: usize) {
    let least = u32::try_from(octets / 200).unwrap_or(u32::MAX);
    settings.receive_buffer = settings.receive_buffer.map(|buffer| buffer.max(least));
}

fn host(draws: &mut Draws, last: u8) -> Host {
    let mss = draws.one_in(2).then(|| draws.pick(&[64, 100, 536, 1460]));
    let receive_buffer = draws.one_in(2).then(|| {
        let most = draws.pick(&[2, 100, 2000, 65_535, 200_000]);
        draws.between(1, most)
    });
    let profile = draws.pick(&[ProfileName::Plain, ProfileName::Rfc, ProfileName::Linux]);
    let msl_ms = draws.one_in(2).then(|| draws.between(1, 1000));
    Host {
        address: [192, 0, 2, last].into(),
        mac: MacAddr([2, 0, 0, 0, 0, last]),
        port: 1000 + u16::from(last),
        iss: Seq(draws.iss()),
        settings: Settings { profile, mss, receive_buffer, msl_ms, ..Settings::default() },
        program: Vec::new(),
    }
}

fn path(draws: &mut Draws) -> Path {
    let chance = if draws.one_in(4) {
        Chance::default()
    } else {
        let mut in_a_thousand = |most: u32| u16::try_from(draws.below(most)).unwrap_or(0);
        let (loss, duplicate) = (in_a_thousand(250), in_a_thousand(250));
        let (reorder, corrupt) = (in_a_thousand(300), in_a_thousand(120));
        let mark = in_a_thousand(300);
        Chance { seed: draws.any(), loss, duplicate, reorder, mark, corrupt }
    };
    let rate_kbps = if draws.one_in(3) { draws.pick(&[30, 500, 10_000, 1_000_000]) } else { 0 };
    let queue = draws.between(0, 60);
    Path { to_server_ms: latency(draws), to_client_ms: latency(draws), rate_kbps, queue, chance }
}

fn latency(draws: &mut Draws) -> u32 {
    let most = draws.pick(&[0, 2, 50, 300, 2000]);
    draws.between(0, most)
}

fn faults(draws: &mut Draws) -> Vec<Fault> {
    let count = if draws.one_in(3) { draws.between(1, 4) } else { 0 };
    let fault = |draws: &mut Draws| Fault {
        segment: SegmentRef::new(draws.pick(&Side::BOTH), draws.between(1, 12)),
        kind: match draws.below(4) {
            0 => FaultKind::Drop,
            1 => FaultKind::Delay { ms: draws.below(5000) },
            2 => FaultKind::Duplicate { ms: draws.below(5000) },
            _ => FaultKind::Corrupt { bit: draws.any_u32() },
        },
    };
    (0..count).map(|_| fault(draws)).collect()
}
