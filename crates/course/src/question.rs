//! A question as a lesson poses it.

use serde::{Deserialize, Serialize};
use sim::Side;

use crate::Localized;

/// A question of a lesson: predict the segment that a mark points at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The mark of the segment that is asked for.
    pub mark: String,
    /// What is asked of it.
    #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
    pub asks: Vec<Ask>,
    /// The question, in both languages. It gives nothing away.
    pub prompt: Localized,
}

/// A part of a segment that can be asked for, or what it brings about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Ask {
    /// SEG.SEQ.
    Seq,
    /// SEG.ACK.
    Ack,
    /// The control bits.
    Flags,
    /// Octets of text.
    Len,
    /// SEG.WND as it stands in the header.
    Window,
    /// The left edge of the first SACK block (RFC 2018 section 3).
    SackLeft,
    /// The right edge of the first SACK block: the number after its last octet.
    SackRight,
    /// The state of a side once the segment has been sent, or has arrived there.
    State(Side),
}

impl Ask {
    /// Every part, in the order in which they are asked for.
    pub const ALL: [Ask; 9] = [
        Ask::Seq,
        Ask::Ack,
        Ask::Flags,
        Ask::Len,
        Ask::Window,
        Ask::SackLeft,
        Ask::SackRight,
        Ask::State(Side::Client),
        Ask::State(Side::Server),
    ];
}
