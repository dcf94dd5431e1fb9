//! The timers of a connection, in one table whose minimum is the next timeout.

use serde::{Deserialize, Serialize};

use crate::Instant;

/// A timer, by what it waits for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Timer {
    /// When to send the oldest unacknowledged segment again (RFC 6298 section 5).
    Retransmission,
    /// When to probe a window that the peer has closed (RFC 9293 section 3.8.6.1).
    Persist,
    /// When TIME-WAIT is over (RFC 9293 section 3.10.8).
    TimeWait,
    /// When an acknowledgment has waited long enough for company (RFC 9293 section 3.8.6.3).
    DelayedAck,
    /// When silly-window avoidance has waited long enough (RFC 9293 section 3.8.6.2.1).
    SillyWindow,
    /// When to ask a silent peer whether it is there (RFC 9293 section 3.8.4).
    KeepAlive,
    /// When the user would rather give up than wait (RFC 9293 section 3.10.8).
    User,
    /// When FIN-WAIT-2 has been held long enough with nobody to read.
    #[serde(rename = "fin-wait-2")]
    FinWait2,
}

impl Timer {
    /// Every timer, in the order in which simultaneous ones fire.
    pub const ALL: [Timer; 8] = [
        Timer::User,
        Timer::Retransmission,
        Timer::Persist,
        Timer::DelayedAck,
        Timer::SillyWindow,
        Timer::KeepAlive,
        Timer::FinWait2,
        Timer::TimeWait,
    ];
}

/// When each running timer fires.
#[derive(Clone, Debug, Default)]
pub(crate) struct Timers {
    deadlines: [Option<Instant>; Timer::ALL.len()],
}

impl Timers {
    pub(crate) fn start(&mut self, timer: Timer, deadline: Instant) {
        self.deadlines[timer as usize] = Some(deadline);
    }

    pub(crate) fn stop(&mut self, timer: Timer) {
        self.deadlines[timer as usize] = None;
    }

    pub(crate) fn stop_all(&mut self) {
        self.deadlines = [None; Timer::ALL.len()];
    }

    pub(crate) fn deadline(&self, timer: Timer) -> Option<Instant> {
        self.deadlines[timer as usize]
    }

    pub(crate) fn is_running(&self, timer: Timer) -> bool {
        self.deadline(timer).is_some()
    }

    pub(crate) fn next(&self) -> Option<Instant> {
        self.deadlines.iter().flatten().min().copied()
    }

    /// The first timer that is due at `now`.
    pub(crate) fn due(&self, now: Instant) -> Option<Timer> {
        Timer::ALL.into_iter().find(|timer| self.deadline(*timer).is_some_and(|at| at <= now))
    }

    pub(crate) fn running(&self) -> impl Iterator<Item = (Timer, Instant)> + '_ {
        Timer::ALL.into_iter().filter_map(|timer| Some((timer, self.deadline(timer)?)))
    }
}
