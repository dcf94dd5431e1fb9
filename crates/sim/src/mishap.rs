//! What befalls a host besides what its peer sends: its cable, its power, a firewall before it, a report of the network;
//! and strangers who flood it with SYNs.

use std::net::{Ipv4Addr, SocketAddrV4};

use rand_core::RngCore;
use rand_pcg::Pcg32;
use serde::{Deserialize, Serialize};
use tcp::{Instant, NetworkError};
use wire::{Flags, Segment, Seq, TcpOption};

use crate::by_hand::MOST_BY_HAND;
use crate::{Scenario, Side, Stop};

/// Something that befalls a host at a moment, after everything else that happens at that moment, but before what a person
/// does then. Of the scenario's, the first thousand count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Mishap {
    /// When.
    pub at: Instant,
    /// To which host.
    pub side: Side,
    /// What.
    pub what: MishapKind,
}

/// What can befall a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum MishapKind {
    /// Its cable is pulled out: nothing comes or goes, and its TCP knows nothing of it.
    CableOut,
    /// Its cable is put in again.
    CableIn,
    /// It loses power, and with that all that its memory held: its connections and its program. Nobody is told.
    PowerOff,
    /// It has power again. It answers, but knows nothing, and no program runs.
    PowerOn,
    /// Its program is started again, from its first line. The connection stays as it is; a socket of its own that listened is
    /// closed, and who waited there is forgotten.
    ProgramStart,
    /// A firewall before it begins to drop what comes, without a word.
    FirewallOn,
    /// The firewall lets everything through again.
    FirewallOff,
    /// The network reports by ICMP about the last segment that the host sent (RFC 792).
    Icmp(NetworkError),
}

/// SYNs from many addresses that were made up: whoever answers them is not heard of again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Flood {
    /// When the first comes.
    pub at: Instant,
    /// At whom. They are put on the path on the other host's side.
    pub to: Side,
    /// How many. Of all floods together, the first thousand count.
    pub count: u32,
    /// How many microseconds lie between one and the next.
    pub every_us: u32,
    /// What addresses, ports and numbers are drawn from.
    #[serde(default)]
    pub seed: u64,
}

/// A SYN of a flood.
#[derive(Clone, Debug)]
pub(crate) struct Flooding {
    pub(crate) at: Instant,
    /// On whose side it is put on the path.
    pub(crate) from: Side,
    /// The socket that it claims to come from.
    pub(crate) source: SocketAddrV4,
    pub(crate) segment: Segment,
}

/// The block of addresses that strangers claim to have: TEST-NET-3, in which there is no host (RFC 5737).
const STRANGERS: [u8; 3] = [203, 0, 113];

/// Below it are the ports of well-known services, from which nobody calls.
const LEAST_PORT: u16 = 1024;

/// Every SYN of the scenario's floods, flood by flood.
pub(crate) fn floodings(scenario: &Scenario) -> Vec<Flooding> {
    let of_flood = |flood: &Flood| {
        let mut draws = Pcg32::new(flood.seed, u64::from(flood.every_us));
        let dst_port = scenario.host(flood.to).port;
        let (at, from, every) = (flood.at.0, flood.to.peer(), u64::from(flood.every_us) * 1000);
        (0..u64::from(flood.count)).take(MOST_BY_HAND).map(move |nth| {
            let [a, b, c] = STRANGERS;
            let [_, _, last, _] = draws.next_u32().to_be_bytes();
            let host = Ipv4Addr::new(a, b, c, last.clamp(1, 254));
            let [high, low, _, _] = draws.next_u32().to_be_bytes();
            let src_port = u16::from_be_bytes([high, low]).max(LEAST_PORT);
            let segment = Segment {
                src_port,
                dst_port,
                seq: Seq(draws.next_u32()),
                flags: Flags::SYN,
                window: u16::MAX,
                options: vec![TcpOption::Mss(1460)],
                ..Segment::default()
            };
            let at = Instant(at.saturating_add(nth.saturating_mul(every)));
            Flooding { at, from, source: SocketAddrV4::new(host, src_port), segment }
        })
    };
    scenario.floods.iter().take(MOST_BY_HAND).flat_map(of_flood).take(MOST_BY_HAND).collect()
}

/// When what comes to a host, or goes from it, is not heard.
#[derive(Clone, Debug, Default)]
pub(crate) struct Silences {
    /// From when on what holds, in order; both sides, the client's first.
    changes: [Vec<(Instant, Silence)>; 2],
}

/// Why a host hears nothing.
#[derive(Clone, Copy, Debug, Default)]
struct Silence {
    is_unplugged: bool,
    is_off: bool,
    is_filtered: bool,
}

impl Silences {
    pub(crate) fn new(scenario: &Scenario) -> Silences {
        let mut silences = Silences::default();
        let mut mishaps: Vec<&Mishap> = scenario.mishaps.iter().take(MOST_BY_HAND).collect();
        // Of what befalls at one moment, the order of the list holds.
        mishaps.sort_by_key(|mishap| mishap.at);
        for mishap in mishaps {
            let changes = &mut silences.changes[mishap.side as usize];
            let mut now = changes.last().map_or_else(Silence::default, |(_, silence)| *silence);
            match mishap.what {
                MishapKind::CableOut => now.is_unplugged = true,
                MishapKind::CableIn => now.is_unplugged = false,
                MishapKind::PowerOff => now.is_off = true,
                MishapKind::PowerOn => now.is_off = false,
                MishapKind::FirewallOn => now.is_filtered = true,
                MishapKind::FirewallOff => now.is_filtered = false,
                MishapKind::ProgramStart | MishapKind::Icmp(_) => continue,
            }
            changes.push((mishap.at, now));
        }
        silences
    }

    /// Why what `side` sends at the moment `at` does not leave it.
    pub(crate) fn leaving(&self, side: Side, at: Instant) -> Option<Stop> {
        self.at(side, at).is_unplugged.then_some(Stop::SenderUnplugged)
    }

    /// Why what reaches `side` at the moment `at` is not heard there.
    pub(crate) fn reaching(&self, side: Side, at: Instant) -> Option<Stop> {
        match self.at(side, at) {
            Silence { is_unplugged: true, .. } => Some(Stop::ReceiverUnplugged),
            Silence { is_filtered: true, .. } => Some(Stop::Filtered),
            Silence { is_off: true, .. } => Some(Stop::ReceiverOff),
            Silence { .. } => None,
        }
    }

    /// What holds at the moment `at`. What befalls then comes after it.
    fn at(&self, side: Side, at: Instant) -> Silence {
        let changes = &self.changes[side as usize];
        let passed = changes.partition_point(|(since, _)| *since < at);
        passed.checked_sub(1).map_or_else(Silence::default, |last| changes[last].1)
    }
}
