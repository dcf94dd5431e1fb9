//! Where the rule behind each finding stands.

use tcp::Section;

use crate::{FindingKind, Reported, Resent, ResetCause};

impl FindingKind {
    /// Where its rule stands.
    #[must_use]
    pub fn section(self) -> Section {
        use FindingKind::*;
        let (rfc, section) = match self {
            BadChecksum => (9293, "3.1"),
            StartsLate | PreviousNotSeen { .. } => (9293, "3.4"),
            AckOfUnseen { .. } | PeerNotSeen { .. } | HalfClosed { .. } => (9293, "3.10.7.4"),
            Retransmission { how, .. } => return how.section(),
            Spurious { reported: Reported::Acked { .. }, .. } => (5681, "3.2"),
            Spurious { reported: Reported::Sacked, .. } => (2018, "5"),
            FinAgain { .. } => (9293, "3.8.1"),
            OutOfOrder { .. } => (5681, "4.2"),
            DuplicateAck { .. } => (5681, "2"),
            Sack { .. } => (2018, "4"),
            DuplicateSack { .. } => (2883, "4"),
            PartialAck { .. } => (6582, "3.2"),
            ZeroWindow | WindowFull { .. } => (9293, "3.8.6"),
            WindowUpdate { .. } => (9293, "3.8.6.2.2"),
            WindowShrunk { .. } => (9293, "3.8.6"),
            WindowProbe { .. } | WindowProbeAck { .. } => (9293, "3.8.6.1"),
            KeepAlive { .. } | KeepAliveAck { .. } => (9293, "3.8.4"),
            Reset { cause } => return cause.section(),
            SimultaneousOpen => (9293, "3.5"),
            SimultaneousClose | TimeWait { .. } => (9293, "3.6"),
            PortReuse { .. } => (9293, "3.4.1"),
            EcnOffered | EcnAgreed => (3168, "6.1.1"),
            AccurateEcnOffered | AccurateEcnAgreed => (9768, "3.1.1"),
            EcnEcho => (3168, "6.1.3"),
            WindowReduced => (3168, "6.1.2"),
            Urgent { .. } => (9293, "3.8.5"),
        };
        Section { rfc, section }
    }
}

impl Resent {
    /// Where it stands that such a segment is sent again.
    #[must_use]
    pub fn section(self) -> Section {
        let (rfc, section) = match self {
            Resent::SynTimeout { .. } | Resent::SynAckTimeout { .. } => (9293, "3.8.3"),
            Resent::OldSyn => (5961, "4.2"),
            Resent::Twice { .. } => (9293, "3.4"),
            Resent::SynAckAgain => (9293, "3.10.7.4"),
            Resent::Timeout { .. } => (6298, "5"),
            Resent::AfterTimeout { .. } => (5681, "3.1"),
            Resent::Fast { .. } => (5681, "3.2"),
            Resent::BySack { .. } => (6675, "5"),
            Resent::PartialAck { .. } => (6582, "3.2"),
            Resent::TailLossProbe { .. } => (8985, "7"),
        };
        Section { rfc, section }
    }
}

impl ResetCause {
    /// Where it stands that such a reset is sent, or what becomes of it.
    #[must_use]
    pub fn section(self) -> Section {
        let (rfc, section) = match self {
            ResetCause::Refused | ResetCause::Unseen | ResetCause::AfterEnd => (9293, "3.5.2"),
            ResetCause::Abort => (9293, "3.10.5"),
            ResetCause::TextForNobody => (9293, "3.6.1"),
            ResetCause::HalfOpen { .. } => (9293, "3.5.1"),
            ResetCause::GaveUp { .. } => (9293, "3.8.3"),
            ResetCause::OutsideWindow { .. } | ResetCause::NotExact { .. } => (5961, "3.2"),
        };
        Section { rfc, section }
    }
}
