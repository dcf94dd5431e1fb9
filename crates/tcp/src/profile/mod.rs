//! The numbers and choices that the standards leave to the implementation, each with its source.

mod choices;
mod presets;

use std::time::Duration;

use serde::{Deserialize, Serialize};

pub use choices::{
    ChallengeLimit, DuplicateSyn, Ecn, FinAck, Handshaking, KeepAlive, Limit, TimeWaitReset, TimeWaitSyn,
};

use crate::{CongestionControl, InitialWindow};

/// A set of choices. [`Profile::rfc`] takes what the standards recommend, [`Profile::linux`] what a common system does,
/// [`Profile::plain`] leaves out everything that two endpoints can talk without.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Profile {
    /// The MSS that we announce, and the largest text of a segment that our own path takes: of an Ethernet's 1500
    /// octets, 20 are IPv4's and 20 TCP's (RFC 9293 section 3.7.1).
    pub mss: u16,
    /// Octets that the receive buffer holds: the largest window that we offer. Without window scaling a header can
    /// say no more than 65,535 of them.
    pub receive_buffer: u32,
    /// Octets that the send buffer holds.
    pub send_buffer: u32,

    /// Maximum segment lifetime: TIME-WAIT lasts twice this (RFC 9293 section 3.4.2: 2 minutes).
    pub msl: Duration,
    /// How long FIN-WAIT-2 is held when nobody reads any more. RFC 9293 names no limit.
    pub fin_wait_2: Option<Duration>,
    /// What a reset does in TIME-WAIT.
    pub time_wait_reset: TimeWaitReset,
    /// What a SYN does in TIME-WAIT.
    pub time_wait_syn: TimeWaitSyn,

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
    /// R1: after so many retransmissions of a segment the network is told (RFC 9293 section 3.8.3: at least 3).
    pub r1: u32,
    /// R2: when a segment has been retransmitted for so long or so often, the connection is given up
    /// (RFC 9293 section 3.8.3: at least 100 s).
    pub r2: Limit,
    /// R2 for a SYN (RFC 9293 section 3.8.3, MUST-23: at least 3 minutes).
    pub r2_syn: Limit,

    /// How long an acknowledgment may wait for company; `None` sends each at once
    /// (RFC 9293 section 3.8.6.3, MUST-40: less than 0.5 s).
    pub delayed_ack: Option<Duration>,
    /// When the peer's FIN is acknowledged, if acknowledgments may wait at all.
    pub fin_ack: FinAck,
    /// Whether less than a full segment waits while anything is unacknowledged (RFC 9293 section 3.7.4, SHLD-7). The
    /// user can turn it off for a connection (MUST-17).
    pub nagle: bool,
    /// How long the sender's silly-window avoidance waits (RFC 9293 section 3.8.6.2.1: 0.1 to 1 s).
    pub silly_window_wait: Duration,
    /// Keep-alive for every connection; `None` leaves it off until the user asks (RFC 9293 section 3.8.4, MUST-25).
    pub keep_alive: Option<KeepAlive>,
    /// How long text may stay unacknowledged before the connection is aborted; `None` leaves that to R2
    /// (RFC 9293 section 3.10.1, RFC 5482).
    pub user_timeout: Option<Duration>,

    /// Whether window scale is offered and taken (RFC 7323 section 2).
    pub window_scale: bool,
    /// The shift that is offered at least: more than the buffer needs, where it may grow later.
    pub least_window_shift: u8,
    /// How long a tick of the timestamp clock lasts; `None` neither offers nor takes timestamps
    /// (RFC 7323 section 5.4: 1 ms to 1 s).
    pub timestamps: Option<Duration>,
    /// Whether selective acknowledgment is offered and taken (RFC 2018), with D-SACK (RFC 2883).
    pub sack: bool,
    /// Explicit congestion notification (RFC 3168).
    pub ecn: Ecn,

    /// How the congestion window grows and shrinks.
    pub congestion: CongestionControl,
    /// The congestion window at the beginning.
    pub initial_window: InitialWindow,

    /// How many challenge ACKs may be sent in what time (RFC 5961 section 7).
    pub challenge_acks: ChallengeLimit,
    /// What answers the peer's SYN when it comes again in SYN-RECEIVED.
    pub duplicate_syn: DuplicateSyn,
    /// With how many segments a connection opens.
    pub handshaking: Handshaking,
}
