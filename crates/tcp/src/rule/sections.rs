//! Where each rule stands.

use super::{Measured, Rule, Section};
use crate::{State, Timer};

impl Rule {
    /// Where the rule stands.
    #[must_use]
    pub fn section(&self) -> Section {
        use Rule::*;
        let (rfc, section) = match self {
            ActiveOpen { .. } | PassiveOpen => (9293, "3.10.1"),
            TextQueued { .. } => (9293, "3.10.2"),
            TextHandedOver { .. } => (9293, "3.10.3"),
            SendOpensActively { .. } => (9293, "3.10.2"),
            UnreadAtClose { .. } | TextForNobody { .. } => (9293, "3.6.1"),
            UrgentQueued { .. } => (9293, "3.8.5"),
            Close { .. } | FinDue | CloseWaits | CloseUnopened => (9293, "3.10.4"),
            Abort { .. } => (9293, "3.10.5"),
            NoConnection { .. } => (9293, "3.10.7.1"),
            InvalidSource { .. } => (9293, "3.9.2.3"),
            ResetIgnored { state: State::Closed } => (9293, "3.10.7.1"),
            ResetIgnored { .. } | AckInListen { .. } | SynInListen { .. } | NothingForListen => (9293, "3.10.7.2"),
            BadAckInSynSent { .. }
            | RefusedInSynSent { .. }
            | ResetWithoutAck
            | SynAckArrived { .. }
            | SimultaneousOpen { .. }
            | NeitherSynNorReset
            | WindowUpdated { syn: true, .. } => (9293, "3.10.7.3"),
            SynAckInSynReceived { .. } => (9293, "3.5"),
            ResetIgnoredInTimeWait { .. } => (1337, "3"),
            ChallengeSuppressed { .. } => (5961, "7"),
            TimeWaitReopened { timestamps: None, .. } => (9293, "3.6.1"),
            TimeWaitReopened { timestamps: Some(_), .. } => (6191, "2"),
            // Where it stands why two segments do not do.
            TwoWayBelieved { .. } | TwoWayUnacknowledged { .. } => (9293, "3.5"),
            MemoryLost { .. } => (9293, "3.5.1"),
            TooManyGaps { .. } => (9293, "3.10.7.4"),
            Unacceptable { .. }
            | WindowClosedForText { .. }
            | CutAtRightEdge { .. }
            | UrgentArrived { .. }
            | DuplicateSyn { .. }
            | ResetInSynReceived { .. }
            | SynInSynReceived
            | WithoutAck
            | BadAckInSynReceived { .. }
            | HandshakeAcknowledged { .. }
            | AckAdvances { .. }
            | WindowUpdated { syn: false, .. }
            | FinAcknowledged { .. }
            | TextAccepted { .. }
            | TextHeldAlready { .. }
            | OutOfOrder { .. }
            | TextAfterFin { .. }
            | FinArrived { .. }
            | FinBeyondGap { .. }
            | FinAgainInTimeWait { .. } => (9293, "3.10.7.4"),
            Reset { .. } | ResetChallenged { .. } => (5961, "3.2"),
            SynChallenged { .. } => (5961, "4.2"),
            AckUnacceptable { .. } => (5961, "5.2"),
            AckRepeats { .. } => (5681, "2"),
            ChecksumMismatch { .. } | Malformed => (9293, "3.1"),
            TimerStarted { timer: Timer::Retransmission, .. } => (6298, "5"),
            TimerStarted { timer: Timer::Persist, .. } | WindowProbe { .. } => (9293, "3.8.6.1"),
            TimerStarted { timer: Timer::TimeWait, .. } => (9293, "3.10.7.4"),
            TimerStarted { timer: Timer::DelayedAck, .. } => (9293, "3.8.6.3"),
            TimerStarted { timer: Timer::SillyWindow, .. } => (9293, "3.8.6.2.1"),
            TimerStarted { timer: Timer::KeepAlive, .. } => (9293, "3.8.4"),
            TimerStarted { timer: Timer::User, .. } => (9293, "3.10.8"),
            TimerStarted { timer: Timer::FinWait2, .. } => (9293, "3.6.1"),
            RttMeasured { by: Measured::Segment, .. } => (6298, "2"),
            RttMeasured { by: Measured::Timestamp, .. } => (7323, "4.1"),
            NotMeasured { .. } => (6298, "3"),
            RtoAfterSynTimeout { .. } => (6298, "5.7"),
            RetransmissionTimeout { .. } => (6298, "5.5"),
            TimeWaitOver { .. } => (9293, "3.10.8"),
            GivenUp { .. } => (9293, "3.8.3"),
            Options(rule) => return rule.section(),
            Pacing(rule) => return rule.section(),
            Liveness(rule) => return rule.section(),
            Congestion(rule) => return rule.section(),
            Recovery(rule) => return rule.section(),
            Listener(rule) => return rule.section(),
        };
        Section { rfc, section }
    }
}
