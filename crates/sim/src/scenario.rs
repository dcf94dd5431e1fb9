//! What a run is made from: two hosts and their programs, the path, and what happens to which segment on it.

use std::net::{Ipv4Addr, SocketAddr};

use serde::{Deserialize, Serialize};
use tcp::{Isn, Secret};
use wire::{MacAddr, Seq};

use crate::{Act, Flood, Injection, Mishap, Settings};

/// Everything that a run depends on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// The host that is drawn on the left.
    pub client: Host,
    /// The host that is drawn on the right.
    pub server: Host,
    /// What lies between them.
    #[serde(default)]
    pub path: Path,
    /// What happens to single segments on their way.
    #[serde(default)]
    pub faults: Vec<Fault>,
    /// Socket calls that a person makes besides the programs.
    #[serde(default)]
    pub acts: Vec<Act>,
    /// Segments that a person puts on the path.
    #[serde(default)]
    pub injections: Vec<Injection>,
    /// What befalls the hosts.
    #[serde(default)]
    pub mishaps: Vec<Mishap>,
    /// SYNs of strangers.
    #[serde(default)]
    pub floods: Vec<Flood>,
}

/// One of the two hosts. The names say how they usually begin; either may do anything.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The left host.
    Client,
    /// The right host.
    Server,
}

impl Side {
    /// Both sides.
    pub const BOTH: [Side; 2] = [Side::Client, Side::Server];

    /// The other side.
    #[must_use]
    pub fn peer(self) -> Side {
        match self {
            Side::Client => Side::Server,
            Side::Server => Side::Client,
        }
    }

    /// The name in data attributes and scenarios.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Side::Client => "client",
            Side::Server => "server",
        }
    }
}

/// One host: where it is, how its TCP is set up and what its application does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Host {
    /// Its IPv4 address.
    pub address: Ipv4Addr,
    /// The address of its network interface.
    pub mac: MacAddr,
    /// Its port.
    pub port: u16,
    /// Its initial sequence number. A real host draws it so that nobody can guess it (RFC 9293 section 3.4.1); a
    /// lesson fixes it so that its numbers can be talked about.
    pub iss: Seq,
    /// Where its TCP departs from the recommended numbers.
    #[serde(default)]
    pub settings: Settings,
    /// What its application does, one socket call after the other.
    #[serde(default)]
    pub program: Vec<Call>,
}

impl Host {
    /// Where its initial sequence numbers come from.
    pub(crate) fn isn(&self) -> Isn {
        match self.settings.isn_secret {
            Some(_) => Isn::Keyed(self.secret()),
            None => Isn::Fixed(self.iss),
        }
    }

    /// What it hashes with. A real host draws it, and tells nobody.
    pub(crate) fn secret(&self) -> Secret {
        let drawn = self.settings.isn_secret.unwrap_or(self.iss.0.into());
        Secret((u128::from(drawn) << 64 | u128::from(drawn)).to_be_bytes())
    }
}

/// A socket call of an application. Those that block go on when what they wait for has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Call {
    /// `listen`: a passive OPEN.
    Listen,
    /// `accept`: blocks until a connection is ESTABLISHED.
    Accept,
    /// `connect`: an active OPEN; blocks until the connection is ESTABLISHED.
    Connect,
    /// `send`: gives text to TCP.
    Send {
        /// The text.
        #[serde(default)]
        text: String,
        /// Octets in all: a text that is shorter is filled up to this.
        #[serde(default)]
        octets: u32,
    },
    /// `recv`: called again and again until this many octets have come, or the peer has closed.
    Recv {
        /// Octets to take.
        octets: u32,
    },
    /// `recv` until the peer has closed.
    RecvToEnd,
    /// `shutdown(SHUT_WR)`: a FIN follows the last octet, and the socket is still read.
    Close,
    /// `send` with MSG_OOB: the text is urgent up to its end.
    SendUrgent {
        /// The text.
        text: String,
    },
    /// `close` of a socket that nobody reads any more: what is unread, or comes later, is answered by a reset.
    Release,
    /// A reset, as `close` with a linger time of zero sends it.
    Abort,
    /// The application is busy with something else.
    Sleep {
        /// For how many milliseconds.
        ms: u32,
    },
}

impl Call {
    /// The octets that a `send` hands to TCP.
    #[must_use]
    pub fn octets(&self) -> Vec<u8> {
        let (text, octets) = match self {
            Call::Send { text, octets } => (text, octets),
            Call::SendUrgent { text } => (text, &0),
            _ => return Vec::new(),
        };
        let mut out = text.clone().into_bytes();
        let wanted = (*octets as usize).min(LARGEST_SEND);
        // Digits that count on, so that an octet out of place is seen.
        while out.len() < wanted {
            let digits = &b"0123456789"[out.len() % 10..];
            out.extend_from_slice(&digits[..digits.len().min(wanted - out.len())]);
        }
        out.truncate(LARGEST_SEND);
        out
    }

    /// How many octets these are, without making them.
    #[must_use]
    pub fn octet_count(&self) -> usize {
        let (text, octets) = match self {
            Call::Send { text, octets } => (text, *octets as usize),
            Call::SendUrgent { text } => (text, 0),
            _ => return 0,
        };
        text.len().max(octets).min(LARGEST_SEND)
    }
}

/// Octets that one `send` hands over at the most: it bounds what a scenario from outside can ask for.
const LARGEST_SEND: usize = 1 << 20;

/// What lies between the hosts: one way each, with the same router in the middle of both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Path {
    /// Milliseconds from the client to the server.
    pub to_server_ms: u32,
    /// Milliseconds from the server to the client.
    pub to_client_ms: u32,
    /// Kilobits a second at which the router puts frames on the line behind it, each way for itself: 0 is no limit. What
    /// counts is the frame from its destination address to its FCS, without preamble and gap.
    pub rate_kbps: u32,
    /// How many segments wait at the router for each line at the most, besides the one that is on it. What comes then is
    /// dropped.
    pub queue: u32,
    /// What happens to segments by chance.
    pub chance: Chance,
}

/// Segments that wait at a router unless the scenario says otherwise: a common size in simulations, too.
const DEFAULT_QUEUE: u32 = 100;

impl Default for Path {
    fn default() -> Path {
        Path { to_server_ms: 20, to_client_ms: 20, rate_kbps: 0, queue: DEFAULT_QUEUE, chance: Chance::default() }
    }
}

/// What happens to segments by chance, each in a thousand. The same seed gives the same fates.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Chance {
    /// What the draws begin from.
    pub seed: u64,
    /// How many in a thousand are lost.
    pub loss: u16,
    /// How many in a thousand arrive twice.
    pub duplicate: u16,
    /// How many in a thousand are held up and so overtaken.
    pub reorder: u16,
    /// How many in a thousand a router marks Congestion Experienced, if they are ECN-capable.
    pub mark: u16,
    /// How many in a thousand arrive with one bit flipped.
    pub corrupt: u16,
}

/// A segment by who sends it and as which one: the client's third is that whatever else changes. Those that a person
/// made are counted by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SegmentRef {
    /// Who sends it, or in whose name it was made.
    pub from: Side,
    /// Counted from 1: among what the endpoint sends, retransmissions included, or among the scenario's injections.
    pub nth: u32,
    /// Whether a person made it.
    #[serde(default)]
    pub forged: bool,
}

impl SegmentRef {
    /// The `nth` segment that the endpoint on the side `from` sends, counted from 1.
    #[must_use]
    pub const fn new(from: Side, nth: u32) -> SegmentRef {
        SegmentRef { from, nth, forged: false }
    }

    /// The `nth` of the scenario's injections, counted from 1, which is made in the name of `from`.
    #[must_use]
    pub const fn forged(from: Side, nth: u32) -> SegmentRef {
        SegmentRef { from, nth, forged: true }
    }
}

/// What happens to one segment on its way. It takes the place of what chance would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// Which segment.
    pub segment: SegmentRef,
    /// What happens.
    pub kind: FaultKind,
}

/// What can happen to a segment on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum FaultKind {
    /// It does not arrive.
    Drop,
    /// It arrives later.
    Delay {
        /// By how many milliseconds.
        ms: u32,
    },
    /// It arrives twice.
    Duplicate {
        /// How many milliseconds after the first.
        ms: u32,
    },
    /// A router marks its packet Congestion Experienced, if that says that the transport is ECN-capable.
    Mark,
    /// It arrives with one bit flipped.
    Corrupt {
        /// Which bit of the segment, counted from the first of its header and round its length.
        bit: u32,
    },
}

impl Scenario {
    /// The host on `side`.
    #[must_use]
    pub fn host(&self, side: Side) -> &Host {
        match side {
            Side::Client => &self.client,
            Side::Server => &self.server,
        }
    }

    /// Whether somebody on `side` calls `listen`: its program or a person.
    #[must_use]
    pub fn listens(&self, side: Side) -> bool {
        let is_there = |act: &Act| act.side == side && act.call == Call::Listen;
        self.host(side).program.contains(&Call::Listen) || self.acts.iter().any(is_there)
    }

    /// Whether the socket on `side` is given a port of its own: it must be to be found there, by a peer that connects.
    /// Otherwise the system picks one.
    #[must_use]
    pub fn binds(&self, side: Side) -> bool {
        self.listens(side) || !self.listens(side.peer())
    }

    /// The address and port of the host on `side`.
    #[must_use]
    pub fn socket(&self, side: Side) -> SocketAddr {
        let host = self.host(side);
        SocketAddr::from((host.address, host.port))
    }
}
