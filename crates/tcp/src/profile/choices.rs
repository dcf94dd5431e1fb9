//! The choices that a profile makes.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// When something that is repeated in vain is given up.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Limit {
    /// Once it has gone on for so long, but not before it was repeated R1 times.
    After(Duration),
    /// Once it was repeated so often.
    Times(u32),
}

/// What an endpoint in SYN-RECEIVED does when the SYN that it has answered comes again, as it does when the SYN,ACK
/// was lost.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DuplicateSyn {
    /// The letter of RFC 9293 section 3.10.7.4, first step: the number is old, so an ACK goes back. A peer in
    /// SYN-SENT drops that ACK, so the SYN,ACK's own retransmission is what completes the handshake.
    Acknowledge,
    /// What common systems do: the SYN,ACK goes out again at once.
    ResendSynAck,
}

/// What a reset at RCV.NXT does in TIME-WAIT.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum TimeWaitReset {
    /// It ends the wait (RFC 9293 section 3.10.7.4, second step).
    Closes,
    /// It is ignored, since it may be an old one and the wait protects from just those (RFC 1337 section 3, fix F1).
    Ignored,
}

/// When the peer's FIN is acknowledged while we have not closed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum FinAck {
    /// At once.
    AtOnce,
    /// As late as text may be, so that our own FIN may take the acknowledgment along (RFC 9293 section 3.8.6.3).
    Delayed,
}

/// What a SYN from the peer does in TIME-WAIT, where a listener stands behind it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum TimeWaitSyn {
    /// It is challenged, as in any synchronized state (RFC 5961 section 4).
    Challenged,
    /// It ends the wait and opens a new connection, if its number or its timestamp shows that it is no old duplicate
    /// (RFC 9293 section 3.6.1, MAY-2, and RFC 6191 section 2).
    Reopens,
}

/// With how many segments a connection opens.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Handshaking {
    /// Three, as RFC 9293 section 3.5 has it.
    ThreeWay,
    /// **Not TCP.** Two: who answers a SYN believes in the connection at once, and who is answered does not acknowledge
    /// that. It is here to be seen failing, beside the real one, and no profile with a name has it.
    TwoWayClaim,
}

/// Keep-alive (RFC 9293 section 3.8.4).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KeepAlive {
    /// How long nothing must have come before the first probe (MUST-28: at least two hours by default).
    pub idle: Duration,
    /// How long a probe waits for an answer before the next.
    pub interval: Duration,
    /// How many probes may go unanswered before the peer is taken for dead (MUST-26: never after a single one).
    pub probes: u32,
}

impl Default for KeepAlive {
    /// The least idle time that may be a default (MUST-28), and what common systems go on with.
    fn default() -> KeepAlive {
        KeepAlive { idle: Duration::from_secs(2 * 3600), interval: Duration::from_secs(75), probes: 9 }
    }
}

/// Explicit congestion notification (RFC 3168 section 6.1.1).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Ecn {
    /// Neither offered nor taken.
    Off,
    /// Taken when the peer offers it.
    Answer,
    /// Offered on our own SYN too.
    Offer,
}

/// How many challenge ACKs may be sent in what time (RFC 5961 section 7).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ChallengeLimit {
    /// How many.
    pub acks: u32,
    /// In what time.
    pub period: Duration,
}
