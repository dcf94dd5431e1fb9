//! The eleven states of a connection (RFC 9293 section 3.3.2).

use std::fmt;

use serde::{Deserialize, Serialize};

/// A connection's state. Each variant's text is what it stands for in RFC 9293 section 3.3.2.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING-KEBAB-CASE")]
pub enum State {
    /// No connection: there is no TCB.
    #[default]
    Closed,
    /// Waiting for a connection request from any remote endpoint.
    Listen,
    /// A SYN was sent; waiting for a matching one.
    SynSent,
    /// A SYN was sent and one received; waiting for the acknowledgment of ours.
    SynReceived,
    /// Open: data flows both ways.
    Established,
    /// Our FIN was sent; waiting for its acknowledgment, or for the peer's FIN.
    #[serde(rename = "FIN-WAIT-1")]
    FinWait1,
    /// Our FIN is acknowledged; waiting for the peer's FIN.
    #[serde(rename = "FIN-WAIT-2")]
    FinWait2,
    /// The peer's FIN was received; waiting for our user to close.
    CloseWait,
    /// Both FINs crossed; waiting for the acknowledgment of ours.
    Closing,
    /// The peer closed first and our FIN was sent; waiting for its acknowledgment.
    LastAck,
    /// Waiting long enough that the peer has surely got our last ACK and old segments have died out.
    TimeWait,
}

impl State {
    /// All states, in the order of the RFC.
    pub const ALL: [State; 11] = [
        State::Closed,
        State::Listen,
        State::SynSent,
        State::SynReceived,
        State::Established,
        State::FinWait1,
        State::FinWait2,
        State::CloseWait,
        State::Closing,
        State::LastAck,
        State::TimeWait,
    ];

    /// The RFC's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            State::Closed => "CLOSED",
            State::Listen => "LISTEN",
            State::SynSent => "SYN-SENT",
            State::SynReceived => "SYN-RECEIVED",
            State::Established => "ESTABLISHED",
            State::FinWait1 => "FIN-WAIT-1",
            State::FinWait2 => "FIN-WAIT-2",
            State::CloseWait => "CLOSE-WAIT",
            State::Closing => "CLOSING",
            State::LastAck => "LAST-ACK",
            State::TimeWait => "TIME-WAIT",
        }
    }

    /// The name that `netstat` prints.
    #[must_use]
    pub fn netstat_name(self) -> &'static str {
        match self {
            State::Closed => "CLOSED",
            State::Listen => "LISTEN",
            State::SynSent => "SYN_SENT",
            State::SynReceived => "SYN_RECV",
            State::Established => "ESTABLISHED",
            State::FinWait1 => "FIN_WAIT1",
            State::FinWait2 => "FIN_WAIT2",
            State::CloseWait => "CLOSE_WAIT",
            State::Closing => "CLOSING",
            State::LastAck => "LAST_ACK",
            State::TimeWait => "TIME_WAIT",
        }
    }

    /// Whether both sides' numbers are known and acknowledged: ESTABLISHED and every later state
    /// (RFC 9293 section 3.5.1).
    #[must_use]
    pub fn is_synchronized(self) -> bool {
        self >= State::Established
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
