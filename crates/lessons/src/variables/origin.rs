//! What a variable's value came from: the last step that set it, with its rule and the arithmetic that ends in the value.

use sim::{Entry, Happening, Side, Timeline};
use tcp::{CongestionRule, Event, LivenessRule, OptionRule, PacingRule, RecoveryRule, Rule, Status, Timer};

use super::{Variable, arithmetic};
use crate::explain::{Context, Explanation};

/// What set a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Which entry.
    pub entry: usize,
    /// What happened then, in a line.
    pub line: String,
    /// The rule that set it, or why the segment was sent that moved it. Without one the line says it all.
    pub rule: Option<Explanation>,
    /// The arithmetic with this exchange's numbers, which ends in the value.
    pub arithmetic: Vec<String>,
}

/// The entries that set `variable` of the endpoint on `side`, in order: it changed, or was measured anew. It goes through
/// the whole run, so that a reader keeps what it gives.
#[must_use]
pub fn changes(timeline: &Timeline, side: Side, variable: Variable) -> Vec<u32> {
    let status = |index: u32| &timeline.snapshots[index as usize].tcp;
    let mut before = side as u32;
    let mut value = variable.value(status(before));
    let mut changes = Vec::new();
    for (index, entry) in timeline.entries.iter().enumerate() {
        let after = entry.snapshots[side as usize];
        let is_measured = entry.side == side && variable.is_estimate() && entry.events.iter().any(is_measurement);
        if after == before && !is_measured {
            continue;
        }
        before = after;
        let now = variable.value(status(after));
        if now != value || is_measured {
            value = now;
            changes.push(u32::try_from(index).unwrap_or(u32::MAX));
        }
    }
    changes
}

fn is_measurement(event: &Event) -> bool {
    matches!(event.rule, Rule::RttMeasured { .. })
}

impl Context<'_> {
    /// What set `variable` of the endpoint on `side` to the value that it has after the first `step` entries. `changes` are
    /// the entries that set it, as [`changes`] gives them. Nothing has if it never had another value.
    #[must_use]
    pub fn origin(&self, side: Side, variable: Variable, step: usize, changes: &[u32]) -> Option<Origin> {
        let so_far = changes.partition_point(|entry| (*entry as usize) < step);
        let index = changes[..so_far].last().copied()? as usize;
        let entry = self.timeline.entries.get(index)?;
        let set = Set {
            entry,
            before: &self.timeline.snapshot(index, side).tcp,
            after: &self.timeline.snapshot(index + 1, side).tcp,
        };
        let rule = entry.events.iter().rev().find(|event| variable.is_set_by(event));
        let rule = match (rule, entry.happening) {
            (Some(event), _) => Some(self.event(side, event)),
            (None, Happening::Sent { transmission }) => {
                self.timeline.transmissions.get(transmission as usize).map(|sent| self.segment(sent).cause)
            }
            (None, _) => None,
        };
        let arithmetic = arithmetic::set(self, side, variable, &set);
        Some(Origin { entry: index, line: self.entry(entry), rule, arithmetic })
    }
}

/// A step that set a variable.
pub(super) struct Set<'a> {
    pub(super) entry: &'a Entry,
    pub(super) before: &'a Status,
    pub(super) after: &'a Status,
}

impl Variable {
    /// Whether it is estimated from measured round trips.
    fn is_estimate(self) -> bool {
        matches!(self, Variable::Rto | Variable::Srtt | Variable::Rttvar)
    }

    /// Whether `event` tells of a rule that sets it.
    fn is_set_by(self, event: &Event) -> bool {
        use RecoveryRule::{
            AllDeemedLost, DeemedLost, DuplicateAck, FastRetransmit, FullAck, Inflated, LossRecovery, PartialAck,
            RecoveryOver, SackedMore, SendAgain, TimeoutRepaired,
        };
        let rule = &event.rule;
        let opens = matches!(rule, Rule::ActiveOpen { .. } | Rule::SendOpensActively { .. } | Rule::SynInListen { .. });
        let acknowledges =
            matches!(rule, Rule::AckAdvances { .. } | Rule::HandshakeAcknowledged { .. } | Rule::SynAckArrived { .. });
        let meets =
            matches!(rule, Rule::SynInListen { .. } | Rule::SynAckArrived { .. } | Rule::SimultaneousOpen { .. });
        match self {
            Variable::State => event.transition.is_some(),
            Variable::SndUna | Variable::FlightSize => opens || acknowledges,
            Variable::SndNxt | Variable::Iss => opens,
            Variable::SndWnd | Variable::SndWl1 | Variable::SndWl2 => matches!(rule, Rule::WindowUpdated { .. }),
            Variable::SndUp => matches!(rule, Rule::UrgentQueued { .. }),
            Variable::RcvNxt => meets || matches!(rule, Rule::TextAccepted { .. } | Rule::FinArrived { .. }),
            Variable::RcvWnd => {
                meets || matches!(rule, Rule::TextAccepted { .. } | Rule::TextHandedOver { .. } | Rule::Options(_))
            }
            Variable::RcvUp => matches!(rule, Rule::UrgentArrived { .. }),
            Variable::Irs => meets,
            Variable::Cwnd | Variable::Ssthresh | Variable::Stage | Variable::Recover => match rule {
                Rule::Congestion(CongestionRule::Avoidance { cwnd, cwnd_before, .. }) => cwnd != cwnd_before,
                Rule::Congestion(_) => self != Variable::Recover,
                Rule::Recovery(Inflated { .. } | PartialAck { .. }) => self == Variable::Cwnd,
                Rule::Recovery(AllDeemedLost { .. } | RecoveryOver { .. } | TimeoutRepaired { .. }) => {
                    matches!(self, Variable::Stage | Variable::Recover)
                }
                Rule::Recovery(FastRetransmit { .. } | FullAck { .. } | LossRecovery { .. }) => true,
                _ => false,
            },
            Variable::Pipe => {
                acknowledges
                    || matches!(
                        rule,
                        Rule::Recovery(
                            SackedMore { .. }
                                | DeemedLost { .. }
                                | LossRecovery { .. }
                                | SendAgain { .. }
                                | AllDeemedLost { .. }
                        )
                    )
            }
            Variable::DuplicateAcks => {
                matches!(rule, Rule::AckAdvances { .. } | Rule::Recovery(DuplicateAck { .. }))
            }
            Variable::Rto | Variable::Srtt | Variable::Rttvar => {
                is_measurement(event)
                    || (self == Variable::Rto
                        && matches!(rule, Rule::RtoAfterSynTimeout { .. } | Rule::RetransmissionTimeout { .. }))
            }
            Variable::SendMss => {
                matches!(
                    rule,
                    Rule::Options(OptionRule::SendMss { .. }) | Rule::Liveness(LivenessRule::PacketTooBig { .. })
                )
            }
            Variable::SndShift | Variable::RcvShift => {
                matches!(rule, Rule::Options(OptionRule::WindowScaleAgreed { .. }))
            }
            Variable::Sack => matches!(rule, Rule::Options(OptionRule::SackAgreed | OptionRule::SackDeclined)),
            Variable::TsRecent => {
                matches!(rule, Rule::Options(OptionRule::TimestampsAgreed { .. } | OptionRule::TimestampTaken { .. }))
            }
            Variable::Ecn => matches!(rule, Rule::Options(OptionRule::EcnAgreed | OptionRule::EcnDeclined)),
            Variable::Timer(timer) => starts(rule, timer),
        }
    }
}

/// Whether `rule` starts `timer`.
fn starts(rule: &Rule, timer: Timer) -> bool {
    match rule {
        Rule::TimerStarted { timer: started, .. } => *started == timer,
        Rule::RetransmissionTimeout { .. } => timer == Timer::Retransmission,
        Rule::WindowProbe { .. } => timer == Timer::Persist,
        Rule::FinAgainInTimeWait { .. } => timer == Timer::TimeWait,
        Rule::Pacing(PacingRule::AckDelayed { .. }) => timer == Timer::DelayedAck,
        Rule::Pacing(PacingRule::SillyWindowAvoided { .. }) => timer == Timer::SillyWindow,
        Rule::Liveness(LivenessRule::KeepAliveOn { .. } | LivenessRule::KeepAliveProbe { .. }) => {
            timer == Timer::KeepAlive
        }
        _ => false,
    }
}
