//! What somebody saw at one place: a segment by the fields that an inference needs, and where the place lies.

use serde::{Deserialize, Serialize};
use wire::{Flags, Seq, TcpOption};

/// One of the two ends of a conversation. Which is called A is the caller's choice.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum End {
    /// The one, usually the one that is seen first.
    A,
    /// The other.
    B,
}

impl End {
    /// Both ends.
    pub const BOTH: [End; 2] = [End::A, End::B];

    /// The other end.
    #[must_use]
    pub fn peer(self) -> End {
        match self {
            End::A => End::B,
            End::B => End::A,
        }
    }
}

/// Where the segments were seen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Vantage {
    /// Somewhere on the path, or nobody knows where: that a segment was seen does not tell that it arrived.
    #[default]
    Between,
    /// At this end itself: what is seen there from the other end has arrived.
    At(End),
}

/// A segment as it was seen. Its text is not needed, only how much of it there was.
#[derive(Clone, Copy, Debug)]
pub struct Observed<'a> {
    /// When, in nanoseconds from any beginning. Clocks that step back do no harm.
    pub at: u64,
    /// Who sent it.
    pub from: End,
    /// SEG.SEQ.
    pub seq: Seq,
    /// SEG.ACK. Means nothing unless ACK is set.
    pub ack: Seq,
    /// The control bits.
    pub flags: Flags,
    /// AE, the bit before those (RFC 9768), which once was NS.
    pub accurate_ecn: bool,
    /// SEG.WND as it stands in the header, before any scaling.
    pub window: u16,
    /// SEG.UP. Means nothing unless URG is set.
    pub urgent: u16,
    /// Octets of text by the IP header's length, even where the capture cut them off.
    pub text_len: u32,
    /// Its options, as far as they were captured.
    pub options: &'a [TcpOption],
    /// Whether they were captured in part only.
    pub options_cut: bool,
    /// Whether its checksum was verified and does not fit. What cannot be verified counts as right.
    pub checksum_bad: bool,
}

impl Observed<'_> {
    /// Whether every bit of `wanted` is set.
    pub(crate) fn has(&self, wanted: Flags) -> bool {
        self.flags.has(wanted)
    }

    /// Whether any of SYN, FIN and RST is set.
    pub(crate) fn controls(&self) -> bool {
        self.flags.0 & (Flags::SYN | Flags::FIN | Flags::RST).0 != 0
    }

    /// SEG.LEN: its text, and one for SYN and FIN each.
    pub(crate) fn len(&self) -> u32 {
        let numbers = u32::from(self.has(Flags::SYN)) + u32::from(self.has(Flags::FIN));
        self.text_len.saturating_add(numbers)
    }

    /// The timestamps option's TSval and TSecr.
    pub(crate) fn timestamps(&self) -> Option<(u32, u32)> {
        self.options.iter().find_map(|option| match option {
            TcpOption::Timestamps { value, echo } => Some((*value, *echo)),
            _ => None,
        })
    }
}
