//! What a run is at, from its opening to its end: stretches that can be named, drawn and gone through as a whole.

use tcp::{Instant, Phase as Repair, State, Status};
use wire::Flags;

use crate::{Happening, Side, Timeline};

/// A quiet stretch is a wait of its own from this many nanoseconds on: a second is the least that RFC 6298 waits before
/// it sends again.
const LEAST_WAIT: u64 = 1_000_000_000;

/// A stretch of a run in which one thing goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phase {
    /// What goes on.
    pub kind: PhaseKind,
    /// How many entries have happened when it begins.
    pub from: usize,
    /// How many have happened when it ends, which is where the next one begins.
    pub to: usize,
}

/// What goes on in a stretch of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhaseKind {
    /// Until both sides are synchronized.
    Opening,
    /// The connection stands.
    Transfer,
    /// A side repairs what it takes for lost: fast recovery, or what follows a timeout.
    Recovery,
    /// A FIN or a reset was sent.
    Closing,
    /// Nothing is on the path, nothing is to be acknowledged, and nothing happens for a second or more. TIME-WAIT is such
    /// a wait.
    Waiting,
}

impl PhaseKind {
    /// The name in data attributes.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            PhaseKind::Opening => "opening",
            PhaseKind::Transfer => "transfer",
            PhaseKind::Recovery => "recovery",
            PhaseKind::Closing => "closing",
            PhaseKind::Waiting => "waiting",
        }
    }
}

impl Timeline {
    /// The phases of the run, in order and without a gap: the first begins at its beginning and the last ends at its end.
    #[must_use]
    pub fn phases(&self) -> Vec<Phase> {
        let mut phases: Vec<Phase> = Vec::new();
        let (mut has_opened, mut closes) = (false, false);
        // When the last of what was put on the path is off it.
        let mut moving_until = Instant::ZERO;
        let mut seen: Option<([u32; 2], bool, bool)> = None;
        for (step, next) in self.entries.iter().enumerate() {
            let now = match step.checked_sub(1).map(|last| &self.entries[last]) {
                None => Instant::ZERO,
                Some(last) => {
                    if let Happening::Sent { transmission } = last.happening {
                        let sent = &self.transmissions[transmission as usize];
                        closes |= sent.segment.has(Flags::FIN) || sent.segment.has(Flags::RST);
                        moving_until = sent.copies.iter().map(|copy| copy.ended).fold(moving_until, Instant::max);
                    }
                    last.at
                }
            };
            let snapshots = step.checked_sub(1).map_or([0, 1], |last| self.entries[last].snapshots);
            let (repairs, is_quiet) = match seen {
                Some((of, repairs, is_quiet)) if of == snapshots => (repairs, is_quiet),
                _ => {
                    let statuses = Side::BOTH.map(|side| &self.snapshot(step, side).tcp);
                    has_opened |= statuses.iter().all(|status| !is_before(status.state));
                    let repairs = |status: &Status| status.congestion.is_some_and(|now| now.phase != Repair::Open);
                    let is_quiet = statuses.iter().all(|status| status.outstanding.is_empty());
                    (statuses.into_iter().any(repairs), is_quiet)
                }
            };
            seen = Some((snapshots, repairs, is_quiet));
            let rests = is_quiet && next.at.0.saturating_sub(now.max(moving_until).0) >= LEAST_WAIT;
            let kind = match () {
                () if rests => PhaseKind::Waiting,
                () if !has_opened => PhaseKind::Opening,
                () if repairs => PhaseKind::Recovery,
                () if closes => PhaseKind::Closing,
                () => PhaseKind::Transfer,
            };
            match phases.last_mut() {
                Some(phase) if phase.kind == kind => phase.to = step + 1,
                _ => phases.push(Phase { kind, from: step, to: step + 1 }),
            }
        }
        phases
    }
}

fn is_before(state: State) -> bool {
    matches!(state, State::Closed | State::Listen | State::SynSent | State::SynReceived)
}
