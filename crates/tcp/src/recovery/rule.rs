//! Why something is deemed lost and sent again: each step of loss recovery, with the values that it used.

use serde::{Deserialize, Serialize};
use wire::Seq;

use super::Scheme;
use crate::Section;

/// A step of loss detection or loss recovery. All windows are in octets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RecoveryRule {
    /// A duplicate ACK was counted.
    DuplicateAck {
        /// What made it one.
        evidence: Evidence,
        /// How many there were since the last ACK of new octets, this one included.
        count: u32,
        /// SND.UNA.
        una: Seq,
        /// FlightSize.
        flight: u32,
    },
    /// One of the first two duplicate ACKs let a new segment go, beyond what cwnd allows.
    LimitedTransmit {
        /// How many duplicate ACKs there were.
        count: u32,
        /// SEG.LEN.
        len: u32,
        /// FlightSize after it.
        flight: u32,
        /// cwnd, which stays.
        cwnd: u32,
        /// SMSS: FlightSize may be two of them beyond cwnd.
        smss: u32,
    },
    /// The third duplicate ACK means no new loss, since it acknowledges nothing beyond `recover`.
    NothingNewLost {
        /// SND.UNA.
        una: Seq,
        /// The highest number sent when the last loss was found.
        recover: Seq,
    },
    /// The third duplicate ACK: the oldest segment is sent again at once, and fast recovery begins.
    FastRetransmit {
        /// The first number of that segment.
        seq: Seq,
        /// How many duplicate ACKs there were.
        count: u32,
        /// FlightSize, without what limited transmit sent.
        flight: u32,
        /// What limited transmit sent.
        limited: u32,
        /// SMSS.
        smss: u32,
        /// ssthresh after.
        ssthresh: u32,
        /// cwnd before.
        cwnd_before: u32,
        /// ssthresh + 3 SMSS.
        cwnd: u32,
        /// The highest number sent, whose acknowledgment ends fast recovery.
        recover: Seq,
    },
    /// Another duplicate ACK in fast recovery: a segment has left the network, so cwnd is inflated by one.
    Inflated {
        /// SMSS.
        smss: u32,
        /// cwnd before.
        cwnd_before: u32,
        /// cwnd + SMSS.
        cwnd: u32,
    },
    /// An ACK in fast recovery that does not reach `recover`: the next segment was lost too and is sent again.
    PartialAck {
        /// The first number of that segment, which is SND.UNA.
        seq: Seq,
        /// `recover`.
        recover: Seq,
        /// How many such ACKs there were. Only the first restarts the retransmission timer.
        count: u32,
        /// Octets that it acknowledged.
        acked: u32,
        /// SMSS.
        smss: u32,
        /// cwnd before.
        cwnd_before: u32,
        /// cwnd without what was acknowledged, and one SMSS more if that was at least as much.
        cwnd: u32,
    },
    /// An ACK that reaches `recover` ends fast recovery, and cwnd is deflated.
    FullAck {
        /// SND.UNA.
        una: Seq,
        /// `recover`.
        recover: Seq,
        /// FlightSize.
        flight: u32,
        /// SMSS.
        smss: u32,
        /// ssthresh.
        ssthresh: u32,
        /// cwnd before.
        cwnd_before: u32,
        /// min(ssthresh, max(FlightSize, SMSS) + SMSS).
        cwnd: u32,
    },
    /// SACK reports octets that it had not reported before.
    SackedMore {
        /// The block's left edge.
        left: Seq,
        /// The number just past the block.
        right: Seq,
        /// How many of its octets are news.
        len: u32,
        /// The pipe after it.
        pipe: u32,
    },
    /// The first SACK block reports octets that arrived twice.
    DuplicateSack {
        /// The block's left edge.
        left: Seq,
        /// The number just past the block.
        right: Seq,
        /// SEG.ACK.
        seg_ack: Seq,
    },
    /// A SACK block reports what is not outstanding and is ignored.
    SackIgnored {
        /// The block's left edge.
        left: Seq,
        /// The number just past the block.
        right: Seq,
        /// SND.UNA: the block must lie beyond.
        una: Seq,
        /// SND.NXT: and not reach past it.
        nxt: Seq,
    },
    /// So much was reported above them that segments are deemed lost.
    DeemedLost {
        /// The first number of the first of them.
        seq: Seq,
        /// Their octets.
        len: u32,
        /// Ranges that arrived above them: DupThresh of them suffice.
        ranges: u32,
        /// Octets in those ranges: more than (DupThresh - 1) SMSS suffice.
        octets: u32,
        /// SMSS.
        smss: u32,
        /// The pipe after it.
        pipe: u32,
    },
    /// Loss recovery with SACK begins: the oldest segment that has not arrived is sent again at once.
    LossRecovery {
        /// The first number of that segment.
        seq: Seq,
        /// How many duplicate ACKs there were: DupThresh of them suffice, and so does a loss of the oldest segment.
        count: u32,
        /// FlightSize, without what limited transmit sent.
        flight: u32,
        /// What limited transmit sent.
        limited: u32,
        /// SMSS.
        smss: u32,
        /// ssthresh after.
        ssthresh: u32,
        /// cwnd before.
        cwnd_before: u32,
        /// ssthresh.
        cwnd: u32,
        /// RecoveryPoint: the highest number sent, whose acknowledgment ends loss recovery.
        recovery_point: Seq,
        /// The pipe, before that segment is sent again.
        pipe: u32,
    },
    /// RecoveryPoint is acknowledged: loss recovery with SACK is over.
    RecoveryOver {
        /// SND.UNA.
        una: Seq,
        /// RecoveryPoint.
        recovery_point: Seq,
        /// cwnd, which stays.
        cwnd: u32,
    },
    /// There is room in the window, and this is what to send again.
    SendAgain {
        /// The first number of the segment.
        seq: Seq,
        /// Why this one.
        resend: Resend,
        /// The pipe after it.
        pipe: u32,
        /// cwnd.
        cwnd: u32,
    },
    /// The retransmission timer expired: everything outstanding counts as lost, and what SACK reported is forgotten.
    AllDeemedLost {
        /// Whether there was anything that SACK could have reported.
        scheme: Scheme,
        /// SND.UNA: the oldest segment is sent again at once.
        una: Seq,
        /// Numbers that are outstanding behind that segment. They go again after the next ACK, if that does not cover
        /// them, and as cwnd allows.
        behind: u32,
        /// The highest number sent. Until it is acknowledged, duplicate ACKs mean no new loss.
        recover: Seq,
    },
    /// What was outstanding at the timeout is acknowledged.
    TimeoutRepaired {
        /// SND.UNA.
        una: Seq,
        /// The highest number sent at the timeout.
        recover: Seq,
    },
}

/// What makes an ACK a duplicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Evidence {
    /// The five conditions of RFC 5681 section 2.
    Repeated,
    /// It reports octets that had not been reported before (RFC 6675 section 2).
    Sack,
}

/// Why a segment is sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Resend {
    /// Enough duplicate ACKs.
    FastRetransmit,
    /// A partial ACK shows it missing (RFC 6582 section 3.2, step 3).
    PartialAck,
    /// It is deemed lost (RFC 6675 section 4, NextSeg rule 1).
    DeemedLost,
    /// It has not arrived while later ones have, and there is nothing else to send (NextSeg rule 3).
    LastResort,
    /// The last segment, once in each loss recovery, so that ACKs keep coming (NextSeg rule 4).
    Rescue,
    /// The retransmission timer expired, for it or for an earlier one: everything outstanding then counts as lost.
    Timeout,
    /// It was too big for its path.
    PacketTooBig,
}

impl Resend {
    /// Where it stands that such a segment is sent again.
    #[must_use]
    pub fn section(self) -> Section {
        let (rfc, section) = match self {
            Resend::FastRetransmit => (5681, "3.2"),
            Resend::PartialAck => (6582, "3.2"),
            Resend::DeemedLost | Resend::LastResort | Resend::Rescue => (6675, "4"),
            Resend::Timeout => (5681, "3.1"),
            Resend::PacketTooBig => (9293, "3.7.2"),
        };
        Section { rfc, section }
    }
}

impl RecoveryRule {
    /// Where the rule stands.
    #[must_use]
    pub fn section(&self) -> Section {
        use RecoveryRule::*;
        let (rfc, section) = match self {
            DuplicateAck { evidence: Evidence::Repeated, .. } => (5681, "2"),
            DuplicateAck { evidence: Evidence::Sack, .. } => (6675, "2"),
            LimitedTransmit { .. } => (3042, "2"),
            NothingNewLost { .. } | PartialAck { .. } | FullAck { .. } => (6582, "3.2"),
            FastRetransmit { .. } | Inflated { .. } => (5681, "3.2"),
            SackedMore { .. } | SackIgnored { .. } | DeemedLost { .. } => (6675, "4"),
            DuplicateSack { .. } => (2883, "4"),
            LossRecovery { .. } | RecoveryOver { .. } => (6675, "5"),
            AllDeemedLost { scheme: Scheme::NewReno, .. } => (6582, "3.2"),
            AllDeemedLost { scheme: Scheme::Sack, .. } => (6675, "5.1"),
            TimeoutRepaired { .. } => (6582, "3.2"),
            SendAgain { resend, .. } => return resend.section(),
        };
        Section { rfc, section }
    }
}
