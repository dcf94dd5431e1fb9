//! A segment that waits to be acknowledged: an element of the retransmission queue.

use serde::{Deserialize, Serialize};
use wire::Seq;

use crate::Instant;

/// A segment that was sent and is not acknowledged yet: an element of the retransmission queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Outstanding {
    /// Its first number.
    pub seq: Seq,
    /// Whether it has a SYN.
    pub syn: bool,
    /// Its octets of text.
    pub text: u32,
    /// Whether its text was pushed.
    pub psh: bool,
    /// Whether it has a FIN.
    pub fin: bool,
    /// How many times it was sent.
    pub transmissions: u32,
    /// When it was sent for the first time.
    pub first_sent: Instant,
    /// When it was sent last.
    pub last_sent: Instant,
    /// Whether the peer has reported all of it by SACK. It stays in the queue until it is acknowledged, since a
    /// receiver may still discard it (RFC 2018 section 8).
    pub sacked: bool,
    /// Whether it is deemed lost.
    pub lost: bool,
    /// Whether it was sent again since loss recovery began, which is what RFC 6675 says by "S1 <= HighRxt".
    pub resent: bool,
}

impl Outstanding {
    /// SEG.LEN.
    #[must_use]
    pub fn len(&self) -> u32 {
        u32::from(self.syn) + self.text + u32::from(self.fin)
    }

    /// Whether nothing is left of it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number just past it.
    #[must_use]
    pub fn end(&self) -> Seq {
        self.seq + self.len()
    }

    /// What it adds to the pipe, an estimate of the octets under way (RFC 6675 section 4, SetPipe): itself unless it
    /// has arrived or is lost, and once more if it was sent again.
    #[must_use]
    pub fn in_pipe(&self) -> u32 {
        match self {
            Outstanding { sacked: true, .. } => 0,
            Outstanding { lost, resent, .. } => self.len() * (u32::from(!lost) + u32::from(*resent)),
        }
    }
}
