//! Runs to watch: exchanges of every kind over paths that lose, hold up, duplicate and corrupt, drawn from a seed.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use sim::{Call, Chance, Host, Path, ProfileName, Scenario, Settings};
use wire::{MacAddr, Seq};

/// Runs that are watched.
const RUNS: u64 = 400;

/// Draws from a seed, which is all that a test needs (Steele and others' SplitMix64).
struct Draws(u64);

impl Draws {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    fn below(&mut self, most: u32) -> u32 {
        u32::try_from(self.next() % u64::from(most.max(1))).expect("it is below a number of 32 bits")
    }

    fn pick<T: Clone>(&mut self, of: &[T]) -> T {
        let index = self.below(u32::try_from(of.len()).expect("a short list"));
        of[index as usize].clone()
    }
}

fn host(last: u8, iss: u32, settings: Settings, program: Vec<Call>) -> Host {
    Host {
        address: [192, 0, 2, last].into(),
        mac: MacAddr([2, 0, 0, 0, 0, last]),
        port: 1000 + u16::from(last),
        iss: Seq(iss),
        settings,
        program,
    }
}

fn send(octets: u32) -> Call {
    Call::Send { text: String::new(), octets }
}

/// What both programs do.
fn programs(draws: &mut Draws) -> [Vec<Call>; 2] {
    let (ask, reply) = (1 + draws.below(9000), 1 + draws.below(60_000));
    let connects = |rest: Vec<Call>| [vec![Call::Connect], rest].concat();
    let listens = |rest: Vec<Call>| [vec![Call::Listen, Call::Accept], rest].concat();
    match draws.below(8) {
        0..=2 => [
            connects(vec![send(ask), Call::Recv { octets: reply }, Call::Close, Call::RecvToEnd]),
            listens(vec![Call::Recv { octets: ask }, send(reply), Call::RecvToEnd, Call::Close]),
        ],
        3 => [
            connects(vec![send(ask), Call::Close, Call::RecvToEnd]),
            listens(vec![Call::RecvToEnd, send(reply), Call::Close]),
        ],
        4 => [
            connects(vec![send(ask), Call::Close, Call::RecvToEnd]),
            listens(vec![send(reply), Call::Close, Call::RecvToEnd]),
        ],
        5 => [
            connects(vec![send(ask), Call::Close, Call::RecvToEnd]),
            connects(vec![send(reply), Call::Close, Call::RecvToEnd]),
        ],
        6 => [
            connects(vec![send(ask), Call::Close, Call::RecvToEnd]),
            listens(vec![
                Call::Sleep { ms: 3000 },
                Call::Recv { octets: 100 },
                Call::Sleep { ms: 9000 },
                Call::RecvToEnd,
                Call::Close,
            ]),
        ],
        _ => [
            connects(vec![send(ask), Call::Sleep { ms: draws.below(2000) }, Call::Abort]),
            listens(vec![send(reply), Call::RecvToEnd, Call::Close]),
        ],
    }
}

/// The runs.
pub(crate) fn scenarios() -> impl Iterator<Item = Scenario> {
    (0..RUNS).map(|case| {
        let mut draws = Draws(case);
        let [client, server] = programs(&mut draws);
        let settings = |draws: &mut Draws| Settings {
            profile: draws.pick(&[ProfileName::Plain, ProfileName::Rfc, ProfileName::Linux]),
            mss: Some(draws.pick(&[536, 1000, 1460])),
            receive_buffer: draws.pick(&[None, Some(2000), Some(9000), Some(200_000)]),
            ..Settings::default()
        };
        let worst = draws.pick(&[0, 20, 60, 150]);
        let mut chance = |most: u32| u16::try_from(draws.below(most + 1)).expect("a small number");
        let (loss, duplicate, reorder, corrupt) =
            (chance(worst), chance(worst / 4), chance(worst / 2), chance(worst / 6));
        let chance = Chance { seed: case, loss, duplicate, reorder, corrupt, mark: 0 };
        let (client_settings, server_settings) = (settings(&mut draws), settings(&mut draws));
        Scenario {
            client: host(1, draws.below(u32::MAX), client_settings, client),
            server: host(2, u32::MAX - draws.below(30_000), server_settings, server),
            path: Path {
                to_server_ms: 1 + draws.below(100),
                to_client_ms: 1 + draws.below(100),
                rate_kbps: draws.pick(&[0, 0, 5000]),
                queue: 100,
                chance,
            },
            faults: Vec::new(),
            acts: Vec::new(),
            injections: Vec::new(),
            mishaps: Vec::new(),
            floods: Vec::new(),
        }
    })
}

/// Runs that end by a reset: nobody listens, or a program ends without reading what comes.
pub(crate) fn resets() -> impl Iterator<Item = Scenario> {
    (0..60).map(|case| {
        let mut scenario = quiet();
        let mut draws = Draws(1000 + case);
        scenario.path.to_server_ms = 1 + draws.below(50);
        match case % 3 {
            0 => scenario.server.program.clear(),
            1 => {
                scenario.client.program = vec![Call::Connect, send(1 + draws.below(4000)), Call::RecvToEnd];
                scenario.server.program = vec![
                    Call::Listen,
                    Call::Accept,
                    Call::Recv { octets: 1 },
                    Call::Sleep { ms: draws.below(90) },
                    Call::Release,
                ];
            }
            _ => {
                let first = send(1 + draws.below(500));
                scenario.client.program =
                    vec![Call::Connect, first, Call::Sleep { ms: 500 }, send(100), Call::Sleep { ms: 500 }, send(100)];
                scenario.server.program = vec![Call::Listen, Call::Accept, Call::Recv { octets: 500 }, Call::Release];
            }
        }
        scenario
    })
}

/// A request and an answer over a path on which nothing happens.
pub(crate) fn quiet() -> Scenario {
    let plain = Settings::default;
    Scenario {
        client: host(
            1,
            100,
            plain(),
            vec![Call::Connect, send(300), Call::Recv { octets: 900 }, Call::Close, Call::RecvToEnd],
        ),
        server: host(
            2,
            900,
            plain(),
            vec![Call::Listen, Call::Accept, Call::Recv { octets: 300 }, send(900), Call::RecvToEnd, Call::Close],
        ),
        path: Path::default(),
        faults: Vec::new(),
        acts: Vec::new(),
        injections: Vec::new(),
        mishaps: Vec::new(),
        floods: Vec::new(),
    }
}
