//! TCP options by meaning; their octets are in the byte codec.

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use crate::Seq;

/// One option of a TCP header (RFC 9293 section 3.2 and the RFC named at each).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum TcpOption {
    /// Kind 0: no option follows.
    End,
    /// Kind 1: padding between options.
    Nop,
    /// Kind 2: the largest text, in octets, that the sender of this SYN can receive in one segment.
    Mss(u16),
    /// Kind 3: windows after the SYN are shifted left by this (RFC 7323 section 2.2).
    WindowScale(u8),
    /// Kind 4: selective acknowledgments may be sent (RFC 2018 section 2).
    SackPermitted,
    /// Kind 5: blocks of text that arrived beyond a gap, newest first (RFC 2018 section 3).
    Sack(Vec<SackBlock>),
    /// Kind 8: the sender's clock and the echo of the peer's (RFC 7323 section 3.2).
    Timestamps {
        /// TSval.
        value: u32,
        /// TSecr.
        echo: u32,
    },
    /// Any other kind: kept as it came and ignored by the endpoint (RFC 9293 section 3.1, MUST-6).
    Unknown {
        /// The option's kind octet.
        kind: u8,
        /// The octets after kind and length.
        data: Bytes,
    },
}

/// One block of a SACK option: octets `left` up to but not including `right` have arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SackBlock {
    /// The first sequence number of the block.
    pub left: Seq,
    /// The sequence number just past the block.
    pub right: Seq,
}
