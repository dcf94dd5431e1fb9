//! What is known of one conversation without its packets: who, how long, how it opened and closed, what went wrong.

use std::net::SocketAddr;

use observer::{Earlier, End};
use serde::Serialize;
use wire::{Flags, Seq};

use crate::Header;
use crate::record::Rebased;

/// How a conversation opened, as far as it was captured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Opening {
    /// A's SYN and B's SYN,ACK.
    Handshake,
    /// A SYN that nothing was seen to answer with a SYN.
    SynOnly,
    /// A SYN,ACK without the SYN that it answers.
    SynAckOnly,
    /// A SYN of each end, neither an answer to the other (RFC 9293 section 3.5).
    Simultaneous,
    /// No SYN: the capture begins later.
    Midstream,
}

/// How a conversation closed, as far as it was captured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Closing {
    /// It did not.
    Open,
    /// One end sent a FIN, the other did not.
    Half {
        /// Which.
        by: End,
    },
    /// Both ends sent a FIN.
    Both {
        /// Whose FIN came first.
        first: End,
    },
    /// An end sent a reset.
    Reset {
        /// Which, the first time.
        by: End,
    },
}

/// What one end sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Sent {
    /// Segments.
    pub segments: u32,
    /// Octets of text by IP's length, those that were sent again included.
    pub octets: u64,
}

/// What went wrong, counted by segments.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Trouble {
    /// They begin before the highest number that their sender was seen to use: sent again, doubled, or overtaken. Neither what asks
    /// whether the other end is there nor what has a checksum that does not fit is counted.
    pub again: u32,
    /// With RST.
    pub resets: u32,
    /// With a window of zero, without SYN, FIN and RST.
    pub zero_windows: u32,
    /// With a checksum that does not fit.
    pub bad_checksums: u32,
    /// Not captured whole. Those that end before TCP's header does are not among the segments.
    pub cut: u32,
    /// In fragments of IP, of which the first is counted. They are not put together, and not among the segments.
    pub fragments: u32,
}

impl Trouble {
    /// How many there are in all.
    #[must_use]
    pub fn total(&self) -> u64 {
        let Trouble { again, resets, zero_windows, bad_checksums, cut, fragments } = *self;
        [again, resets, zero_windows, bad_checksums, cut, fragments].into_iter().map(u64::from).sum()
    }
}

/// What an end's windows are to be multiplied by (RFC 7323 section 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scale {
    /// Its SYN was not captured.
    NotSeen,
    /// By nothing: one of the SYNs had no such option.
    Unused,
    /// By two to the power of this, in segments without SYN.
    Shift(u8),
}

/// One conversation without its packets, put together from what is kept of it ([`Capture::conversation`](crate::Capture)).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversation {
    /// Addresses and ports of A and B.
    pub ends: [SocketAddr; 2],
    /// When its first segment was captured: nanoseconds since 1970-01-01 00:00 UTC.
    pub first: u64,
    /// When its last segment was captured.
    pub last: u64,
    /// What A sent and what B sent.
    pub sent: [Sent; 2],
    /// How it opened.
    pub opening: Opening,
    /// How it closed.
    pub closing: Closing,
    /// What went wrong.
    pub trouble: Trouble,
    /// What A's and B's numbers are counted from: the ISN, or where the SYN is missing, the number before the first that
    /// was seen, so that this one is 1.
    pub base: [Option<Seq>; 2],
    /// The window scale options of A's and B's SYN: none if the SYN was not seen, or not as far as that.
    pub(crate) offered: [Option<Option<u8>>; 2],
    /// Whether A and B have acknowledged anything, otherwise than in a reset.
    pub(crate) acknowledges: [bool; 2],
    /// What was known at last of the one before it between the same ends.
    pub(crate) earlier: Option<Earlier>,
    /// Where an end's numbers are counted anew.
    pub(crate) rebased: Vec<Rebased>,
}

impl Conversation {
    /// Which end sent `header`.
    #[must_use]
    pub fn sender(&self, header: &Header) -> End {
        if header.source == self.ends[0] { End::A } else { End::B }
    }

    /// How long it took, in nanoseconds.
    #[must_use]
    pub fn duration(&self) -> u64 {
        self.last.saturating_sub(self.first)
    }

    /// All segments of both ends.
    #[must_use]
    pub fn segments(&self) -> u64 {
        self.sent.iter().map(|sent| u64::from(sent.segments)).sum()
    }

    /// All octets of text of both ends.
    #[must_use]
    pub fn octets(&self) -> u64 {
        self.sent.iter().map(|sent| sent.octets).sum()
    }

    /// What the windows of `end` are to be multiplied by.
    #[must_use]
    pub fn scale(&self, end: End) -> Scale {
        match (self.offered[end as usize], self.offered[end.peer() as usize]) {
            (Some(None), _) | (_, Some(None)) => Scale::Unused,
            (Some(Some(shift)), _) => Scale::Shift(shift),
            (None, _) => Scale::NotSeen,
        }
    }

    /// Whether `end` has acknowledged anything, which shows that something of its peer had reached it.
    #[must_use]
    pub fn acknowledges(&self, end: End) -> bool {
        self.acknowledges[end as usize]
    }

    /// SEG.SEQ counted from its sender's base.
    #[must_use]
    pub fn relative_seq(&self, header: &Header) -> u32 {
        self.base_at(self.sender(header), header.place.number).map_or(header.seq.0, |base| header.seq - base)
    }

    /// SEG.ACK counted from the base of the end that it is for, if ACK is set.
    #[must_use]
    pub fn relative_ack(&self, header: &Header) -> Option<u32> {
        let base = self.base_at(self.sender(header).peer(), header.place.number);
        header.has(Flags::ACK).then(|| base.map_or(header.ack.0, |base| header.ack - base))
    }

    /// What the numbers of `end` are counted from at packet `number` of the file. Where an end answers one SYN with two of its
    /// own, as hosts do that have forgotten the first, they are counted anew from the second.
    #[must_use]
    pub fn base_at(&self, end: End, number: u32) -> Option<Seq> {
        Rebased::at(&self.rebased, end, number).or(self.base[end as usize])
    }

    /// The window in octets: a SYN's is never scaled (RFC 7323 section 2.2), nor is one whose scale was not seen.
    #[must_use]
    pub fn window(&self, header: &Header) -> u32 {
        match self.scale(self.sender(header)) {
            Scale::Shift(shift) if !header.has(Flags::SYN) => u32::from(header.window) << shift,
            _ => header.window.into(),
        }
    }
}
