//! What an endpoint sends, and why each number in it is what it is.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use wire::{Segment, Seq};

use crate::{Advance, Resend, Section};

/// A segment to put on the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transmit {
    /// The segment.
    pub segment: Segment,
    /// Whether its packet says that the transport is ECN-capable, ECT(0) (RFC 3168 section 5).
    pub ecn_capable: bool,
    /// Why it is sent and why it says what it says.
    pub why: Why,
}

/// Why a segment is sent, and why each of its numbers is what it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Why {
    /// Why it is sent.
    pub cause: Cause,
    /// Why SEG.SEQ is what it is.
    pub seq: SeqRule,
    /// Why SEG.ACK is what it is.
    pub ack: AckRule,
    /// Why SEG.WND is what it is.
    pub window: WindowRule,
}

/// Why a segment is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cause {
    /// An active OPEN sends a SYN.
    Syn,
    /// A SYN is answered by a SYN of our own, with its acknowledgment.
    SynAck,
    /// A SYN that crossed ours is answered by our SYN again, with its acknowledgment.
    SynAckCrossing,
    /// The peer's SYN came again, so the SYN,ACK goes out again.
    SynAckAgain,
    /// The SYN,ACK is acknowledged: the handshake's last segment.
    HandshakeAck,
    /// Text that was given to SEND.
    Text {
        /// Octets that this segment carries.
        len: u32,
        /// Octets that remain unsent after it.
        unsent: u32,
        /// Whether the send MSS is what ended it.
        full: bool,
    },
    /// CLOSE: everything is sent, so the FIN follows.
    Fin {
        /// Octets of text that travel with it.
        len: u32,
    },
    /// Text arrived in order.
    AckText,
    /// Text arrived in order, and its acknowledgment has waited for company as long as it may.
    AckDelayed,
    /// The peer asks whether we are there.
    AckKeepAlive,
    /// Text arrived beyond a gap: the number that is missing is asked for at once.
    AckOutOfOrder,
    /// The peer's FIN arrived.
    AckFin,
    /// Something arrived that lies outside the window, so that the peer must not know where we are.
    AckUnacceptable,
    /// A reset or a SYN that may be forged: whoever really is in this connection will prove it.
    ChallengeAck,
    /// The window has opened enough to be worth telling.
    WindowUpdate,
    /// One octet into a closed window.
    WindowProbe,
    /// The oldest segment again, after its timer expired.
    Retransmission {
        /// How many times it was sent before.
        transmissions: u32,
        /// RTO that expired.
        expired: Duration,
    },
    /// The peer is asked whether it is there.
    KeepAliveProbe,
    /// A segment again, before its timer expired, or after another's.
    Recovery {
        /// How many times it was sent before.
        transmissions: u32,
        /// What says that it is missing.
        by: Resend,
    },
    /// A segment came for which there is no connection, or that acknowledges what was never sent.
    Reset,
    /// ABORT.
    Abort,
    /// What the peer sent is lost, since our user takes no more of it.
    ResetForLostText,
}

/// Why SEG.SEQ is what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SeqRule {
    /// A SYN has the initial send sequence number.
    Iss,
    /// SEG.SEQ = SND.NXT, which came to be that by its last step.
    Next {
        /// The last step of SND.NXT.
        from: Advance,
    },
    /// The peer has drawn its window back from what it had let us send: a segment that carries nothing begins at its
    /// right edge, SND.UNA + SND.WND, or the peer would not look at it.
    WindowEdge {
        /// SND.UNA.
        snd_una: Seq,
        /// SND.WND.
        snd_wnd: u32,
        /// SND.NXT, which lies beyond.
        snd_nxt: Seq,
    },
    /// A keep-alive probe, or a window probe for a FIN, has a number that the peer has already: SND.NXT - 1.
    BeforeNext {
        /// SND.NXT.
        snd_nxt: Seq,
    },
    /// A retransmission has the number that the octets had the first time.
    Original {
        /// SND.NXT, which it is not.
        snd_nxt: Seq,
    },
    /// A reset takes the number that the segment it answers asks for: SEG.SEQ = its SEG.ACK.
    FromAck {
        /// SEG.ACK of the segment that is answered.
        seg_ack: Seq,
    },
    /// A reset in answer to a segment without ACK has zero.
    Zero,
}

/// Why SEG.ACK is what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AckRule {
    /// ACK is not set: the field is zero and means nothing.
    Absent,
    /// SEG.ACK = RCV.NXT, which came to be that by its last step.
    Next {
        /// The last step of RCV.NXT.
        from: Advance,
    },
    /// A reset acknowledges all of the segment that it answers: SEG.SEQ + SEG.LEN.
    Covers {
        /// SEG.SEQ of the segment that is answered.
        seg_seq: Seq,
        /// SEG.LEN of the segment that is answered.
        seg_len: u32,
    },
}

/// Why SEG.WND is what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WindowRule {
    /// RCV.WND: what the receive buffer has left, shifted right by the window scale.
    Free {
        /// Rcv.Wind.Shift: 0 without window scale, and on a SYN.
        shift: u8,
        /// Octets that the buffer holds.
        buffer: u32,
        /// Octets in it that the user has not yet taken.
        unread: u32,
        /// RCV.WND: less than the difference as long as the room that was freed is too little to be worth telling.
        wnd: u32,
    },
    /// A reset offers nothing.
    Nothing,
}

impl Cause {
    /// Where it stands that such a segment is sent.
    #[must_use]
    pub fn section(self) -> Section {
        let (rfc, section) = match self {
            Cause::Syn => (9293, "3.10.1"),
            Cause::SynAck | Cause::SynAckAgain => (9293, "3.10.7.2"),
            Cause::SynAckCrossing | Cause::HandshakeAck => (9293, "3.10.7.3"),
            Cause::Text { .. } => (9293, "3.10.2"),
            Cause::Fin { .. } => (9293, "3.10.4"),
            Cause::AckDelayed => (9293, "3.8.6.3"),
            Cause::AckKeepAlive | Cause::KeepAliveProbe => (9293, "3.8.4"),
            Cause::Recovery { by, .. } => return by.section(),
            Cause::ResetForLostText => (9293, "3.6.1"),
            Cause::AckText | Cause::AckFin | Cause::AckUnacceptable => (9293, "3.10.7.4"),
            Cause::AckOutOfOrder => (5681, "4.2"),
            Cause::ChallengeAck => (5961, "3.2"),
            Cause::WindowUpdate => (9293, "3.8.6.2.2"),
            Cause::WindowProbe => (9293, "3.8.6.1"),
            Cause::Retransmission { .. } => (9293, "3.10.8"),
            Cause::Reset => (9293, "3.5.2"),
            Cause::Abort => (9293, "3.10.5"),
        };
        Section { rfc, section }
    }
}

impl SeqRule {
    /// Where the number's rule stands.
    #[must_use]
    pub fn section(self) -> Section {
        let (rfc, section) = match self {
            SeqRule::Iss => (9293, "3.4.1"),
            SeqRule::Next { .. } => (9293, "3.4"),
            SeqRule::WindowEdge { .. } => (9293, "3.10.7.4"),
            SeqRule::BeforeNext { .. } => (9293, "3.8.4"),
            SeqRule::Original { .. } => (9293, "3.10.8"),
            SeqRule::FromAck { .. } | SeqRule::Zero => (9293, "3.5.2"),
        };
        Section { rfc, section }
    }
}

impl AckRule {
    /// Where the number's rule stands.
    #[must_use]
    pub fn section(self) -> Section {
        let (rfc, section) = match self {
            AckRule::Absent => (9293, "3.1"),
            AckRule::Next { .. } => (9293, "3.4"),
            AckRule::Covers { .. } => (9293, "3.5.2"),
        };
        Section { rfc, section }
    }
}

impl WindowRule {
    /// Where the number's rule stands.
    #[must_use]
    pub fn section(self) -> Section {
        let (rfc, section) = match self {
            WindowRule::Free { .. } => (9293, "3.8.6.2.2"),
            WindowRule::Nothing => (9293, "3.5.2"),
        };
        Section { rfc, section }
    }
}
