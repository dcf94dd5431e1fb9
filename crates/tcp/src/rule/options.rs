//! Why options were agreed, used or refused: MSS, window scale, SACK permitted, timestamps and ECN.

use serde::{Deserialize, Serialize};

use wire::Seq;

use crate::Section;

/// What a SYN agreed on, and what an option decided later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OptionRule {
    /// The peer's SYN: no segment to it carries more text than this.
    SendMss {
        /// The MSS option's value, if there was one.
        announced: Option<u16>,
        /// The MSS that the peer is taken to have: what it announced, but a least value at least; without the option the
        /// default.
        peer_mss: u16,
        /// The largest segment text that the path takes, as far as it is known.
        path: u16,
        /// Octets of options that every segment of ours will carry besides.
        options: u16,
        /// The effective send MSS: octets of text.
        send_mss: u16,
    },
    /// Both SYNs had window scale: windows are shifted from now on.
    WindowScaleAgreed {
        /// How far the peer's windows are shifted left (Snd.Wind.Shift).
        snd_shift: u8,
        /// How far ours are shifted right before they are written (Rcv.Wind.Shift).
        rcv_shift: u8,
    },
    /// The peer asked for a shift of more than 14: 14 is used.
    WindowScaleTooLarge {
        /// What the option said.
        shift: u8,
    },
    /// We offered window scale and the peer's SYN did not: no window is ever shifted.
    WindowScaleDeclined,
    /// Both SYNs had SACK permitted: blocks beyond a gap are told from now on.
    SackAgreed,
    /// We offered SACK and the peer's SYN did not: only the cumulative number is told.
    SackDeclined,
    /// Both SYNs had timestamps: every segment but a reset carries them from now on.
    TimestampsAgreed {
        /// The peer's TSval, which becomes TS.Recent.
        ts_recent: u32,
    },
    /// We offered timestamps and the peer's SYN did not: nobody sends them.
    TimestampsDeclined,
    /// A segment came without the timestamps that were agreed on: it is dropped.
    TimestampMissing,
    /// PAWS: the segment's TSval is older than TS.Recent, so it is an old duplicate. It is dropped and answered by an
    /// ACK.
    TimestampOld {
        /// SEG.TSval.
        ts_val: u32,
        /// TS.Recent.
        ts_recent: u32,
    },
    /// TS.Recent has stood longer than a timestamp keeps its meaning, so any TSval is taken.
    TimestampStale {
        /// SEG.TSval.
        ts_val: u32,
        /// TS.Recent.
        ts_recent: u32,
    },
    /// A segment that begins no later than the last acknowledgment that we sent brings a newer timestamp to echo.
    TimestampTaken {
        /// TS.Recent before.
        from: u32,
        /// SEG.TSval, which becomes TS.Recent.
        to: u32,
        /// Last.ACK.sent.
        last_ack_sent: Seq,
    },
    /// Both SYNs spoke for ECN: our text is sent as ECN-capable.
    EcnAgreed,
    /// We offered ECN and the peer's SYN,ACK did not take it.
    EcnDeclined,
    /// A router marked the packet Congestion Experienced: ECE is set on every ACK until the peer answers with CWR.
    EcnMarked,
    /// The peer set CWR: it has reduced its window, so ECE is no longer set.
    EcnAnswered,
}

impl OptionRule {
    /// Where the rule stands.
    #[must_use]
    pub fn section(self) -> Section {
        let (rfc, section) = match self {
            OptionRule::SendMss { .. } => (9293, "3.7.1"),
            OptionRule::WindowScaleAgreed { .. } | OptionRule::WindowScaleDeclined => (7323, "2.2"),
            OptionRule::WindowScaleTooLarge { .. } => (7323, "2.3"),
            OptionRule::SackAgreed | OptionRule::SackDeclined => (2018, "2"),
            OptionRule::TimestampsAgreed { .. } | OptionRule::TimestampsDeclined | OptionRule::TimestampMissing => {
                (7323, "3.2")
            }
            OptionRule::TimestampOld { .. } => (7323, "5.3"),
            OptionRule::TimestampStale { .. } => (7323, "5.5"),
            OptionRule::TimestampTaken { .. } => (7323, "4.3"),
            OptionRule::EcnAgreed | OptionRule::EcnDeclined => (3168, "6.1.1"),
            OptionRule::EcnMarked | OptionRule::EcnAnswered => (3168, "6.1.3"),
        };
        Section { rfc, section }
    }
}
