//! What a listener decides, with the values that it decided by.

use std::net::{IpAddr, SocketAddr};

use serde::{Deserialize, Serialize};
use wire::Seq;

use crate::{Ending, Event, Section, State};

/// Something that happened at a listener, and whose segment or connection it was about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListenerEvent {
    /// The peer.
    pub remote: SocketAddr,
    /// What happened.
    pub what: Happened,
}

/// Who decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Happened {
    /// The listener, by a rule of its own.
    Listener(ListenerRule),
    /// A connection that nobody has accepted yet, or, for a segment that belongs to none, LISTEN itself.
    Connection(Event),
}

/// A decision of a listener. The text of each variant says what happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ListenerRule {
    /// A segment from an address that no single host has is discarded without a word (MUST-63; what is sent *to* such an
    /// address, MUST-57, never gets to a listener).
    InvalidSource {
        /// The address.
        source: IpAddr,
    },
    /// A SYN takes a place in the SYN queue.
    SynQueued {
        /// Half-open connections, this one included.
        waiting: usize,
        /// How many there may be.
        limit: usize,
    },
    /// The SYN queue is full: the SYN is dropped without an answer, and the peer will send it again.
    SynDropped {
        /// Half-open connections.
        waiting: usize,
        /// How many there may be.
        limit: usize,
    },
    /// A SYN is answered by a cookie, and nothing is kept.
    CookieSent {
        /// IRS, which the cookie holds.
        irs: Seq,
        /// The ISS that is the cookie.
        cookie: Seq,
        /// The MSS that the peer announced, or the default.
        announced: u16,
        /// The MSS that the cookie holds.
        mss: u16,
    },
    /// The peer's MSS is less than any cookie can say: the SYN is dropped.
    CookieCannotSay {
        /// The MSS that the peer announced.
        announced: u16,
    },
    /// An ACK brings back a cookie: the connection is ESTABLISHED, as if its SYN had been remembered.
    CookieAccepted {
        /// ISS = SEG.ACK - 1, the cookie.
        cookie: Seq,
        /// IRS = SEG.SEQ - 1.
        irs: Seq,
        /// The MSS that the cookie held.
        mss: u16,
        /// How old the cookie is, in steps of 64 s.
        steps: u64,
    },
    /// An ACK that belongs to no connection brings back no cookie of ours.
    CookieRefused {
        /// SEG.ACK.
        seg_ack: Seq,
    },
    /// A half-open connection is complete and waits to be accepted.
    HandshakeComplete {
        /// Connections that wait to be accepted, this one included.
        waiting: usize,
        /// How many may.
        limit: usize,
    },
    /// The accept queue is full: the ACK that would complete a handshake is treated as if it had been lost, as common
    /// systems do. The SYN,ACK goes out again by its timer, and the peer will answer that.
    AcceptQueueFull {
        /// Connections that wait to be accepted.
        waiting: usize,
        /// How many may.
        limit: usize,
    },
    /// A half-open connection came to nothing: its place is free.
    HalfOpenEnded {
        /// LISTEN after a reset or a new SYN, CLOSED when the SYN,ACK was sent until R2.
        state: State,
        /// Half-open connections that remain.
        waiting: usize,
    },
    /// A connection ended before it was accepted: nobody will see it, and its place is free.
    EndedBeforeAccept {
        /// How it ended.
        ending: Option<Ending>,
        /// Connections that still wait.
        waiting: usize,
    },
    /// The user accepted a connection.
    Accepted {
        /// Connections that still wait.
        waiting: usize,
    },
    /// More answers wait to be sent than may: this one is not made.
    AnswerDropped {
        /// How many may wait.
        limit: usize,
    },
}

impl ListenerRule {
    /// Where the rule stands.
    #[must_use]
    pub fn section(&self) -> Section {
        use ListenerRule::*;
        let (rfc, section) = match self {
            InvalidSource { .. } => (9293, "3.9.2.3"),
            SynQueued { .. } => (9293, "3.10.7.2"),
            SynDropped { .. } | AnswerDropped { .. } => (4987, "2.2"),
            CookieSent { .. } | CookieCannotSay { .. } | CookieAccepted { .. } | CookieRefused { .. } => (4987, "3.6"),
            HandshakeComplete { .. } | HalfOpenEnded { state: State::Listen, .. } | EndedBeforeAccept { .. } => {
                (9293, "3.10.7.4")
            }
            HalfOpenEnded { .. } => (9293, "3.8.3"),
            // The ACK is left to the retransmission of the SYN,ACK.
            AcceptQueueFull { .. } => (9293, "3.10.8"),
            Accepted { .. } => (9293, "3.10.1"),
        };
        Section { rfc, section }
    }
}
