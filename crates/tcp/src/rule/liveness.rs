//! Why a silent peer is asked, waited for, or given up: keep-alive, R1, the user timeout, FIN-WAIT-2, and what the
//! network reports by ICMP.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use wire::Seq;

use crate::{NetworkError, Section};

/// What silence, or a report from the network, led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LivenessRule {
    /// Keep-alive was turned on for this connection.
    KeepAliveOn {
        /// How long the connection must be idle before the first probe.
        idle: Duration,
    },
    /// Nothing came for so long that a probe asks whether the peer is still there. It begins at SND.NXT - 1, which the
    /// peer has already: so it must answer.
    KeepAliveProbe {
        /// SND.NXT - 1.
        seq: Seq,
        /// How long nothing came.
        idle: Duration,
        /// Which probe it is, from 1.
        nth: u32,
        /// How many may go unanswered.
        limit: u32,
    },
    /// So many probes went unanswered that the peer is taken for dead.
    KeepAliveGivenUp {
        /// How many.
        probes: u32,
    },
    /// A segment was retransmitted R1 times: the network is told to look for another route.
    R1Reached {
        /// R1.
        r1: u32,
    },
    /// What was sent stayed unacknowledged for longer than the user allows.
    UserTimeout {
        /// How long the user allows.
        limit: Duration,
    },
    /// The peer did not close within the time that we hold FIN-WAIT-2 without a reader.
    FinWait2Over {
        /// How long it was held.
        held: Duration,
    },
    /// An ICMP message that quotes a number which is not under way is not about this connection as it is now.
    IcmpElsewhere {
        /// The quoted SEG.SEQ.
        seq: Seq,
        /// SND.UNA.
        snd_una: Seq,
        /// SND.NXT.
        snd_nxt: Seq,
    },
    /// A soft error: the user may be told, the connection goes on.
    IcmpSoft {
        /// What was reported.
        error: NetworkError,
    },
    /// A hard error ends an attempt to connect.
    IcmpHard {
        /// What was reported.
        error: NetworkError,
    },
    /// A hard error for a connection in a synchronized state is taken for a soft one, since it is easily forged.
    IcmpHardTolerated {
        /// What was reported.
        error: NetworkError,
    },
    /// A packet was too large for its path: the send MSS shrinks to what fits.
    PacketTooBig {
        /// The MTU of the next hop.
        mtu: u16,
        /// The effective send MSS before.
        before: u16,
        /// The effective send MSS after.
        send_mss: u16,
    },
    /// Source quench is ignored.
    SourceQuench,
}

impl LivenessRule {
    /// Where the rule stands.
    #[must_use]
    pub fn section(self) -> Section {
        let (rfc, section) = match self {
            LivenessRule::KeepAliveOn { .. }
            | LivenessRule::KeepAliveProbe { .. }
            | LivenessRule::KeepAliveGivenUp { .. } => (9293, "3.8.4"),
            LivenessRule::R1Reached { .. } => (9293, "3.8.3"),
            LivenessRule::UserTimeout { .. } => (9293, "3.10.8"),
            LivenessRule::FinWait2Over { .. } => (9293, "3.6.1"),
            LivenessRule::IcmpElsewhere { .. }
            | LivenessRule::IcmpSoft { .. }
            | LivenessRule::IcmpHard { .. }
            | LivenessRule::IcmpHardTolerated { .. }
            | LivenessRule::SourceQuench => (9293, "3.9.2.2"),
            LivenessRule::PacketTooBig { .. } => (9293, "3.7.2"),
        };
        Section { rfc, section }
    }
}
