//! The numbers that a standard leaves to the implementation, each with its source.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// A set of choices; [`Profile::rfc`] takes what the standards recommend.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Profile {
    /// Maximum segment lifetime: TIME-WAIT lasts twice this (RFC 9293 section 3.4.2: 2 minutes).
    pub msl: Duration,
    /// RTO before the first measurement (RFC 6298 section 2.1: 1 s).
    pub rto_initial: Duration,
    /// RTO is never below this (RFC 6298 section 2.4: SHOULD be 1 s).
    pub rto_min: Duration,
    /// RTO is never above this (RFC 6298 section 2.5: at least 60 s).
    pub rto_max: Duration,
    /// RTO with which data begins after the SYN timed out (RFC 6298 section 5.7: 3 s).
    pub rto_after_syn_timeout: Duration,
    /// G, the granularity of the clock (RFC 6298 section 2).
    pub clock_granularity: Duration,
    /// R1: a segment is retransmitted at least this often before the connection is given up
    /// (RFC 9293 section 3.8.3: at least 3).
    pub r1: u32,
    /// R2: how long a segment is retransmitted before the connection is given up
    /// (RFC 9293 section 3.8.3: at least 100 s).
    pub r2: Duration,
    /// R2 for a SYN (RFC 9293 section 3.8.3, MUST-23: at least 3 minutes).
    pub r2_syn: Duration,
    /// The MSS that we announce: what an Ethernet's 1500 octets leave after 20 of IPv4 and 20 of TCP
    /// (RFC 9293 section 3.7.1).
    pub mss: u16,
    /// The send MSS when the peer announces none (RFC 9293 section 3.7.1, MUST-15: 536 for IPv4).
    pub default_send_mss: u16,
    /// Octets that the receive buffer holds: the largest window that we offer. Without window scaling a header can
    /// say no more than 65,535.
    pub receive_buffer: u16,
    /// What answers the peer's SYN when it comes again in SYN-RECEIVED.
    pub duplicate_syn: DuplicateSyn,
}

/// What an endpoint in SYN-RECEIVED does when the SYN that it has answered comes again, as it does when the SYN,ACK
/// was lost.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DuplicateSyn {
    /// The letter of RFC 9293 section 3.10.7.4, first step: the number is old, so an ACK goes back. A peer in
    /// SYN-SENT drops that ACK, so the SYN,ACK's own retransmission is what completes the handshake.
    Acknowledge,
    /// What common systems do: the SYN,ACK goes out again at once.
    ResendSynAck,
}

impl Profile {
    /// What the standards recommend, to the letter.
    #[must_use]
    pub fn rfc() -> Profile {
        Profile {
            msl: Duration::from_secs(120),
            rto_initial: Duration::from_secs(1),
            rto_min: Duration::from_secs(1),
            rto_max: Duration::from_secs(60),
            rto_after_syn_timeout: Duration::from_secs(3),
            clock_granularity: Duration::from_millis(1),
            r1: 3,
            r2: Duration::from_secs(100),
            r2_syn: Duration::from_secs(180),
            mss: 1460,
            default_send_mss: 536,
            receive_buffer: 65_535,
            duplicate_syn: DuplicateSyn::Acknowledge,
        }
    }
}

impl Default for Profile {
    fn default() -> Profile {
        Profile::rfc()
    }
}
