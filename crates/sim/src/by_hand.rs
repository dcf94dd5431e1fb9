//! What a person does to a run besides the programs: socket calls of their own, and segments that no endpoint formed.

use serde::{Deserialize, Serialize};
use tcp::Instant;
use wire::{Segment, encode_segment};

use crate::mishap::Flooding;
use crate::{Call, Scenario, Side};

/// Calls that a run carries out, and segments that it puts on the path, at the most: those that stand first. It bounds
/// what a scenario from outside can ask for.
pub(crate) const MOST_BY_HAND: usize = 1000;

/// Octets that an Ethernet frame carries at the most (RFC 894), of which an IPv4 header takes 20.
const LARGEST_SEGMENT: usize = 1500 - 20;

/// A socket call that a person makes at a moment, after everything else that happens at that moment.
///
/// It never blocks: `connect` and `listen` open and return, `recv` takes what is there, `accept` a connection that waits in a
/// backlog, and `sleep` does nothing. On a host without power all of them fail. That one fails stops nothing, and the program goes on beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Act {
    /// When.
    pub at: Instant,
    /// At which host.
    pub side: Side,
    /// Which call.
    pub call: Call,
}

/// A segment that a person makes. At its moment, after the calls that are made then, it is put on the path in the name
/// of a host, which knows nothing of it. Chance spares it; a fault may name it.
///
/// One that no Ethernet frame can hold is left out of the run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Injection {
    /// When.
    pub at: Instant,
    /// In whose name.
    pub from: Side,
    /// What it says.
    pub segment: Segment,
    /// Whether its checksum fits it.
    #[serde(default)]
    pub checksum: Checksum,
    /// What else of its header does not follow from what it says.
    #[serde(default)]
    pub header: HeaderBits,
}

/// What a person writes into a TCP header that otherwise follows from what the segment says (RFC 9293 section 3.1). The
/// checksum is that of the header as it is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct HeaderBits {
    /// The data offset in words of 32 bits, 0 to 15, where it is not to be the right one.
    pub data_offset: Option<u8>,
    /// The four reserved bits, which are to be zero, and which a receiver ignores.
    pub reserved: u8,
}

/// Whether a segment's checksum fits what it says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Checksum {
    /// It does.
    #[default]
    Right,
    /// Its last bit is the other way round.
    Wrong,
}

impl Scenario {
    /// Whether a frame can hold the segment of `injection`, so that the run puts it on the path.
    #[must_use]
    pub fn can_inject(&self, injection: &Injection) -> bool {
        let (src, dst) = self.addresses(injection.from);
        encode_segment(&injection.segment, src, dst).is_ok_and(|octets| octets.len() <= LARGEST_SEGMENT)
    }
}

/// What befalls hosts and what a person or a stranger does, by its place in the scenario's lists, or among the SYNs of
/// all floods. Mishaps come first, and calls before segments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Doing {
    Mishap(u32),
    Act(u32),
    Injection(u32),
    Flooding(u32),
}

/// All of that, in order.
pub(crate) fn doings(scenario: &Scenario, floodings: &[Flooding]) -> Vec<(Instant, Doing)> {
    let mishaps = (0..).zip(&scenario.mishaps).take(MOST_BY_HAND);
    let mishaps = mishaps.map(|(index, mishap)| (mishap.at, Doing::Mishap(index)));
    let floodings = (0..).zip(floodings).map(|(index, flooding)| (flooding.at, Doing::Flooding(index)));
    let acts = (0..).zip(&scenario.acts).take(MOST_BY_HAND).map(|(index, act)| (act.at, Doing::Act(index)));
    let injections = (0..).zip(&scenario.injections).take(MOST_BY_HAND);
    let injections = injections.filter(|(_, injection)| scenario.can_inject(injection));
    let injections = injections.map(|(index, injection)| (injection.at, Doing::Injection(index)));
    let mut doings: Vec<_> = mishaps.chain(acts).chain(injections).chain(floodings).collect();
    doings.sort_unstable();
    doings
}
