//! Why text or an acknowledgment waits although it could go, and why it waits no longer: Nagle, silly-window avoidance
//! on the sender's side, the windows, and delayed ACKs.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::Section;

/// What text or an acknowledgment waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PacingRule {
    /// Nagle: less than a full segment waits as long as anything is unacknowledged.
    NagleWaits {
        /// Octets that wait.
        unsent: u32,
        /// Octets that are unacknowledged: SND.NXT - SND.UNA.
        in_flight: u32,
        /// The effective send MSS.
        send_mss: u16,
    },
    /// The sender's side of silly-window avoidance: the usable window takes neither a full segment, nor all that
    /// waits, nor half of the largest window that the peer ever offered.
    SillyWindowAvoided {
        /// Octets that wait.
        unsent: u32,
        /// U = SND.UNA + SND.WND - SND.NXT.
        usable: u32,
        /// The effective send MSS.
        send_mss: u16,
        /// The largest window that the peer ever offered.
        max_wnd: u32,
        /// After how long it is sent all the same.
        wait: Duration,
    },
    /// Silly-window avoidance has waited long enough: what the window takes is sent.
    SillyWindowOverridden {
        /// U = SND.UNA + SND.WND - SND.NXT.
        usable: u32,
        /// How long it waited.
        waited: Duration,
    },
    /// The peer's window is full or closed.
    WindowFull {
        /// Octets that wait.
        unsent: u32,
        /// SND.WND.
        snd_wnd: u32,
        /// SND.NXT - SND.UNA.
        in_flight: u32,
    },
    /// The congestion window is full.
    CongestionWindowFull {
        /// Octets that wait.
        unsent: u32,
        /// cwnd.
        cwnd: u32,
        /// SND.NXT - SND.UNA.
        in_flight: u32,
    },
    /// The peer's FIN was taken, and its acknowledgment waits for a FIN of our own.
    FinAckDelayed {
        /// For how long.
        delay: Duration,
    },
    /// The acknowledgment waits a moment: text of ours or more of the peer's may make one segment do for two.
    AckDelayed {
        /// For how long at the most.
        delay: Duration,
        /// Octets that arrived since the last acknowledgment.
        octets: u32,
    },
    /// The delay is over and nothing came that the acknowledgment could travel with.
    AckDelayOver {
        /// How long it waited.
        waited: Duration,
    },
    /// The second full segment since the last acknowledgment: this is as long as one may wait.
    SecondSegment {
        /// Octets that arrived since the last acknowledgment.
        octets: u32,
        /// What a full segment of the peer carries.
        full: u32,
    },
}

impl PacingRule {
    /// Where the rule stands.
    #[must_use]
    pub fn section(self) -> Section {
        let (rfc, section) = match self {
            PacingRule::NagleWaits { .. } => (9293, "3.7.4"),
            PacingRule::SillyWindowAvoided { .. } | PacingRule::SillyWindowOverridden { .. } => (9293, "3.8.6.2.1"),
            PacingRule::WindowFull { .. } => (9293, "3.8.6"),
            PacingRule::CongestionWindowFull { .. } => (5681, "3.1"),
            PacingRule::AckDelayed { .. }
            | PacingRule::FinAckDelayed { .. }
            | PacingRule::AckDelayOver { .. }
            | PacingRule::SecondSegment { .. } => (9293, "3.8.6.3"),
        };
        Section { rfc, section }
    }
}
