//! What can be said of a segment beyond its fields: each finding with its values, its evidence and how sure it is.

use serde::{Deserialize, Serialize};
use wire::Seq;

use crate::{Certainty, End};

/// Something that a segment tells, or that can be told of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What.
    pub kind: FindingKind,
    /// How sure it is.
    pub certainty: Certainty,
    /// Which earlier segments show it. The segment that it is said of is not among them.
    pub evidence: Evidence,
}

/// Segments by their index in the conversation, the first being 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Evidence([Option<u64>; 2]);

impl Evidence {
    /// No other segment is needed.
    pub const NONE: Evidence = Evidence([None, None]);

    /// These segments.
    pub(crate) fn of(segments: [Option<u64>; 2]) -> Evidence {
        Evidence(segments)
    }

    /// The segments.
    pub fn iter(&self) -> impl Iterator<Item = u64> + '_ {
        self.0.iter().flatten().copied()
    }
}

/// What a finding says. All windows are in octets, all spans of time in nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingKind {
    /// The checksum does not fit, so the receiver ignores the segment.
    BadChecksum,
    /// The first segment that was seen belongs to a connection that was there before.
    StartsLate,
    /// These numbers were sent before.
    Retransmission {
        /// The first number.
        seq: Seq,
        /// How many numbers that had been passed, SYN and FIN included.
        len: u32,
        /// How many times they were seen before. Zero if the first transmission was not seen.
        seen: u32,
        /// Why they were probably sent again.
        how: Resent,
    },
    /// These octets were sent again although the receiver had already reported them.
    Spurious {
        /// The first number.
        seq: Seq,
        /// How many octets.
        len: u32,
        /// How it had reported them.
        reported: Reported,
    },
    /// A FIN was sent again.
    FinAgain {
        /// Its number.
        seq: Seq,
    },
    /// The segment was overtaken on its way.
    OutOfOrder {
        /// Its first number.
        seq: Seq,
        /// How many numbers it takes.
        len: u32,
        /// The highest number that had already been seen, and one.
        nxt: Seq,
        /// What shows that it was sent before those.
        order: Order,
    },
    /// What was sent before this segment was not seen here: lost before it came here, late, or not captured.
    PreviousNotSeen {
        /// The first number that is missing.
        seq: Seq,
        /// How many.
        len: u32,
    },
    /// What is acknowledged was not seen here.
    AckOfUnseen {
        /// SEG.ACK.
        ack: Seq,
        /// How far the other end's octets had been seen without a gap.
        seen: Seq,
    },
    /// Something is acknowledged, and no segment of the other end was seen.
    PeerNotSeen {
        /// SEG.ACK.
        ack: Seq,
    },
    /// The same acknowledgment once more.
    DuplicateAck {
        /// SEG.ACK.
        ack: Seq,
        /// How many there were since the first, which does not count.
        count: u32,
    },
    /// Something beyond a gap is reported.
    Sack {
        /// The first number of the first block.
        left: Seq,
        /// The number just past it.
        right: Seq,
        /// How many blocks there are.
        blocks: u32,
        /// Octets that were not reported before.
        news: u32,
    },
    /// Something that arrived twice is reported.
    DuplicateSack {
        /// The first number.
        left: Seq,
        /// The number just past it.
        right: Seq,
    },
    /// Loss recovery goes on: something new is acknowledged, but not all that was out when it began.
    PartialAck {
        /// SEG.ACK.
        ack: Seq,
        /// The number whose acknowledgment ends the recovery.
        point: Seq,
    },
    /// The receiver's buffer is full.
    ZeroWindow,
    /// The segment goes up to the right edge of the window: nothing more may be sent.
    WindowFull {
        /// The right edge.
        edge: Seq,
    },
    /// The same acknowledgment, with another window.
    WindowUpdate {
        /// The window before.
        from: u32,
        /// The window now.
        to: u32,
        /// Whether these are octets. Otherwise they are as in the header, since their scale was not seen.
        is_scaled: bool,
    },
    /// The right edge of the window went back.
    WindowShrunk {
        /// Where it was.
        from: Seq,
        /// Where it is.
        to: Seq,
    },
    /// A closed window is probed.
    WindowProbe {
        /// SEG.SEQ.
        seq: Seq,
        /// Octets of text: one, or none with a number that the receiver has.
        len: u32,
    },
    /// The window is still closed.
    WindowProbeAck {
        /// SEG.ACK.
        ack: Seq,
    },
    /// The other end is asked whether it is there.
    KeepAlive {
        /// SEG.SEQ, one before the next.
        seq: Seq,
    },
    /// It is there.
    KeepAliveAck {
        /// SEG.ACK.
        ack: Seq,
    },
    /// The connection is reset.
    Reset {
        /// Why, probably.
        cause: ResetCause,
    },
    /// Both ends opened actively: neither's SYN answers the other's.
    SimultaneousOpen,
    /// Text on a connection of which the other direction is closed.
    HalfClosed {
        /// The number of the other end's FIN.
        fin: Seq,
    },
    /// Both ends closed before either had the other's FIN.
    SimultaneousClose,
    /// With this segment an end has sent and received everything, and waits for old segments to die out.
    TimeWait {
        /// Which end: the segment's sender or its receiver.
        end: End,
    },
    /// Another connection between the same ports.
    PortReuse {
        /// The new initial sequence number.
        iss: Seq,
        /// The next number that the old connection would have sent.
        old: Seq,
    },
    /// ECN is offered.
    EcnOffered,
    /// ECN is agreed on.
    EcnAgreed,
    /// Accurate ECN is offered.
    AccurateEcnOffered,
    /// Accurate ECN is agreed on.
    AccurateEcnAgreed,
    /// A packet had been marked Congestion Experienced.
    EcnEcho,
    /// The sender answered a mark, or a loss, by sending less.
    WindowReduced,
    /// There is urgent data.
    Urgent {
        /// The number after its last octet.
        up: Seq,
    },
}

/// Why something was sent again, as far as an onlooker can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Resent {
    /// A SYN was not answered in time.
    SynTimeout {
        /// For how long.
        waited: u64,
    },
    /// The other end's SYN came again, or crossed this end's, so this end's goes again with an acknowledgment.
    SynAckAgain,
    /// A SYN,ACK was not acknowledged in time.
    SynAckTimeout {
        /// For how long.
        waited: u64,
    },
    /// A SYN whose sender had already acknowledged the other end's.
    OldSyn,
    /// Too soon after the first for anybody to send it again: the path or the capture made two of one.
    Twice {
        /// After the first.
        after: u64,
    },
    /// The retransmission timer expired.
    Timeout {
        /// Since the numbers were last sent.
        waited: u64,
    },
    /// After a timeout, what counts as lost with the first segment follows as the window allows.
    AfterTimeout {
        /// The number whose acknowledgment ends that.
        point: Seq,
    },
    /// Enough duplicate ACKs.
    Fast {
        /// How many were seen.
        duplicates: u32,
    },
    /// SACK shows it missing.
    BySack {
        /// Octets that had been reported beyond it.
        sacked: u32,
    },
    /// A partial ACK shows it missing.
    PartialAck {
        /// The number whose acknowledgment ends the recovery.
        point: Seq,
    },
    /// The last segment again, so that the receiver says what it has.
    TailLossProbe {
        /// Since the numbers were last sent.
        waited: u64,
    },
}

/// How a receiver had reported what it is sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reported {
    /// By its acknowledgment number.
    Acked {
        /// SEG.ACK.
        ack: Seq,
    },
    /// By SACK.
    Sacked,
}

/// What shows that a segment was sent before those that came before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// It came too soon to be a retransmission.
    Time {
        /// After the highest number.
        after: u64,
        /// What a retransmission would take at least.
        least: u64,
    },
    /// Its timestamp is older.
    Timestamps {
        /// Its TSval.
        value: u32,
        /// The TSval of the segment with the highest number.
        highest: u32,
    },
}

/// Why a connection is reset, as far as an onlooker can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ResetCause {
    /// A SYN came for a port at which nobody listens, or which a firewall guards.
    Refused,
    /// Whatever it answers was not seen.
    Unseen,
    /// The application aborted, or ended with something unread.
    Abort,
    /// Text came for an application that reads no more.
    TextForNobody,
    /// A segment came for a connection that had ended.
    AfterEnd,
    /// A segment came that belongs to no connection that this end knows: it had forgotten, or never had, one.
    HalfOpen {
        /// SEG.ACK of that segment.
        ack: Seq,
    },
    /// It stopped waiting: what it sent again was never answered.
    GaveUp {
        /// How many times it had been sent.
        times: u32,
    },
    /// Its number lies outside the receiver's window: old or forged, and ignored.
    OutsideWindow {
        /// What the receiver expects.
        expected: Seq,
    },
    /// Its number lies in the receiver's window, but is not the next: the receiver asks back with a challenge ACK.
    NotExact {
        /// What the receiver expects.
        expected: Seq,
    },
}
