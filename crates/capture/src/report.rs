//! A run as plain data for other programs. The shape is a promise: while [`VERSION`] stays, fields are added and nothing is
//! changed or taken away.

use std::net::SocketAddr;

use serde::Serialize;
use sim::{Checksum, Fate, Happening, Scenario, Side, Timeline, Transmission};
use wire::{Flags, MacAddr, Seq, TcpOption};

/// The version of the shape.
pub const VERSION: u32 = 1;

/// A whole run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Always `synackademy-run`.
    pub format: &'static str,
    /// The version of the shape.
    pub version: u32,
    /// The two hosts, client first.
    pub hosts: [HostReport; 2],
    /// Every segment that was put on the path, in order.
    pub segments: Vec<SegmentReport>,
    /// Everything that happened, in order.
    pub events: Vec<EventReport>,
    /// Why the run ended: `quiet`, `time-limit` or `entry-limit`.
    pub end: &'static str,
}

/// A host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HostReport {
    /// `client` or `server`.
    pub side: Side,
    /// Its address and port.
    pub socket: SocketAddr,
    /// The address of its network interface.
    pub mac: MacAddr,
    /// Its initial sequence number.
    pub iss: Seq,
}

/// A segment that was put on the path. Times are nanoseconds since the run began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SegmentReport {
    /// Who sent it, or in whose name it was made.
    pub from: Side,
    /// Which of that side's it is, from 1. Those that a person made are counted by themselves.
    pub nth: u32,
    /// Whether a person made it.
    pub by_hand: bool,
    /// When it was sent.
    pub sent_ns: u64,
    /// Its source port and its destination port.
    pub ports: [u16; 2],
    /// SEG.SEQ.
    pub seq: Seq,
    /// SEG.ACK, if ACK is set.
    pub ack: Option<Seq>,
    /// The control bits that are set, such as `SYN`, from the highest.
    pub flags: Vec<&'static str>,
    /// SEG.WND, before any scaling.
    pub window: u16,
    /// The urgent pointer, if URG is set.
    pub urgent: Option<u16>,
    /// The options, in order.
    pub options: Vec<OptionReport>,
    /// Octets of text.
    pub len: u32,
    /// Whether its checksum fits it when it is sent.
    pub checksum_fits: bool,
    /// Whether its octets, or its SYN or FIN, had been sent before.
    pub is_retransmission: bool,
    /// Where the rule stands by which it was sent. None if a person made it.
    pub rule: Option<RuleReport>,
    /// What became of it: one copy, unless the path made two.
    pub copies: Vec<CopyReport>,
}

/// An option of a TCP header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum OptionReport {
    /// Kind 0.
    End,
    /// Kind 1.
    Nop,
    /// Kind 2.
    Mss {
        /// Octets.
        mss: u16,
    },
    /// Kind 3.
    WindowScale {
        /// By how many bits windows are shifted.
        shift: u8,
    },
    /// Kind 4.
    SackPermitted,
    /// Kind 5.
    Sack {
        /// The blocks: the first number of each, and the one just past it.
        blocks: Vec<[Seq; 2]>,
    },
    /// Kind 8.
    Timestamps {
        /// TSval.
        value: u32,
        /// TSecr.
        echo: u32,
    },
    /// Any other kind.
    Unknown {
        /// Its kind.
        number: u8,
        /// How many octets follow kind and length.
        len: usize,
    },
}

/// A place in an RFC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct RuleReport {
    /// The RFC's number.
    pub rfc: u16,
    /// The section.
    pub section: &'static str,
}

/// A copy of a segment on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct CopyReport {
    /// When it left.
    pub left_ns: u64,
    /// When it arrived or was lost.
    pub ended_ns: u64,
    /// `delivered`, `lost`, `queue-full` or `corrupted`.
    pub fate: &'static str,
    /// Whether a router marked it Congestion Experienced.
    pub is_marked: bool,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EventReport {
    /// When.
    pub at_ns: u64,
    /// At which host; a loss is told by the side that sent the segment.
    pub side: Side,
    /// `called`, `returned`, `sent`, `arrived`, `lost`, `expired` or `acted`.
    pub kind: &'static str,
    /// Which segment it is about, by its place among the segments, from 0.
    pub segment: Option<u32>,
    /// Which of its copies, from 0.
    pub copy: Option<u32>,
    /// The changes of state, each from and to.
    pub states: Vec<[&'static str; 2]>,
    /// Where the rules stand that were applied, in order.
    pub rules: Vec<RuleReport>,
}

impl Report {
    /// What `timeline` comes to.
    #[must_use]
    pub fn of(timeline: &Timeline) -> Report {
        let end = match timeline.end {
            sim::End::Quiet => "quiet",
            sim::End::TimeLimit => "time-limit",
            sim::End::EntryLimit => "entry-limit",
        };
        Report {
            format: "synackademy-run",
            version: VERSION,
            hosts: Side::BOTH.map(|side| host(&timeline.scenario, side)),
            segments: timeline.transmissions.iter().map(segment).collect(),
            events: timeline.entries.iter().map(event).collect(),
            end,
        }
    }
}

fn host(scenario: &Scenario, side: Side) -> HostReport {
    let host = scenario.host(side);
    HostReport { side, socket: scenario.socket(side), mac: host.mac, iss: host.iss }
}

fn segment(sent: &Transmission) -> SegmentReport {
    let segment = &sent.segment;
    SegmentReport {
        from: sent.id.from,
        nth: sent.id.nth,
        by_hand: sent.id.forged,
        sent_ns: sent.sent.0,
        ports: [segment.src_port, segment.dst_port],
        seq: segment.seq,
        ack: segment.has(Flags::ACK).then_some(segment.ack),
        flags: flags(segment.flags),
        window: segment.window,
        urgent: segment.has(Flags::URG).then_some(segment.urgent),
        options: segment.options.iter().map(option).collect(),
        len: segment.text_len(),
        checksum_fits: sent.checksum == Checksum::Right,
        is_retransmission: sent.is_retransmission(),
        rule: sent.cause().map(|cause| rule(cause.section())),
        copies: sent.copies.iter().map(copy).collect(),
    }
}

/// The names of the control bits that are set, from the highest.
pub(crate) fn flags(flags: Flags) -> Vec<&'static str> {
    Flags::NAMED.iter().filter(|(flag, _)| flags.has(*flag)).map(|(_, name)| *name).collect()
}

pub(crate) fn option(option: &TcpOption) -> OptionReport {
    match option {
        TcpOption::End => OptionReport::End,
        TcpOption::Nop => OptionReport::Nop,
        TcpOption::Mss(mss) => OptionReport::Mss { mss: *mss },
        TcpOption::WindowScale(shift) => OptionReport::WindowScale { shift: *shift },
        TcpOption::SackPermitted => OptionReport::SackPermitted,
        TcpOption::Sack(blocks) => {
            OptionReport::Sack { blocks: blocks.iter().map(|block| [block.left, block.right]).collect() }
        }
        TcpOption::Timestamps { value, echo } => OptionReport::Timestamps { value: *value, echo: *echo },
        TcpOption::Unknown { kind, data } => OptionReport::Unknown { number: *kind, len: data.len() },
    }
}

fn copy(copy: &sim::Copy) -> CopyReport {
    let fate = match copy.fate {
        Fate::Delivered => "delivered",
        Fate::Lost => "lost",
        Fate::QueueFull => "queue-full",
        Fate::Corrupted { .. } => "corrupted",
        Fate::Stopped(_) => "stopped",
    };
    CopyReport { left_ns: copy.left.0, ended_ns: copy.ended.0, fate, is_marked: copy.marked }
}

fn event(entry: &sim::Entry) -> EventReport {
    let (kind, copy) = match entry.happening {
        Happening::Called { .. } => ("called", None),
        Happening::Returned { .. } => ("returned", None),
        Happening::Sent { .. } => ("sent", None),
        Happening::Arrived { copy, .. } => ("arrived", Some(copy)),
        Happening::Lost { copy, .. } => ("lost", Some(copy)),
        Happening::Expired { .. } => ("expired", None),
        Happening::Acted { .. } => ("acted", None),
        Happening::Befell { .. } => ("befell", None),
    };
    EventReport {
        at_ns: entry.at.0,
        side: entry.side,
        kind,
        segment: entry.happening.transmission(),
        copy,
        states: entry.transitions().map(|transition| [transition.from.name(), transition.to.name()]).collect(),
        rules: entry.events.iter().map(|event| rule(event.rule.section())).collect(),
    }
}

pub(crate) fn rule(section: tcp::Section) -> RuleReport {
    RuleReport { rfc: section.rfc, section: section.section }
}
