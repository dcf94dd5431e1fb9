//! The timers of a connection, in one table whose minimum is the next timeout.

use serde::{Deserialize, Serialize};

use crate::Instant;

/// A timer, by what it waits for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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

/// When a timer fires that does not run: the end of time, which no clock reaches in 500 years.
const NEVER: Instant = Instant(u64::MAX);

/// When each timer fires.
#[derive(Clone, Debug)]
pub(crate) struct Timers {
    /// As many numbers and no more, since every idle connection keeps them.
    deadlines: [Instant; Timer::ALL.len()],
}

impl Default for Timers {
    fn default() -> Timers {
        Timers { deadlines: [NEVER; Timer::ALL.len()] }
    }
}

impl Timers {
    pub(crate) fn start(&mut self, timer: Timer, deadline: Instant) {
        self.deadlines[timer as usize] = deadline;
    }

    pub(crate) fn stop(&mut self, timer: Timer) {
        self.deadlines[timer as usize] = NEVER;
    }

    pub(crate) fn stop_all(&mut self) {
        *self = Timers::default();
    }

    pub(crate) fn deadline(&self, timer: Timer) -> Option<Instant> {
        running(self.deadlines[timer as usize])
    }

    pub(crate) fn is_running(&self, timer: Timer) -> bool {
        self.deadline(timer).is_some()
    }

    pub(crate) fn next(&self) -> Option<Instant> {
        self.deadlines.iter().min().copied().and_then(running)
    }

    /// The first timer that is due at `now`.
    pub(crate) fn due(&self, now: Instant) -> Option<Timer> {
        Timer::ALL.into_iter().find(|timer| self.deadline(*timer).is_some_and(|at| at <= now))
    }

    pub(crate) fn running(&self) -> impl Iterator<Item = (Timer, Instant)> + '_ {
        Timer::ALL.into_iter().filter_map(|timer| Some((timer, self.deadline(timer)?)))
    }
}

fn running(deadline: Instant) -> Option<Instant> {
    (deadline != NEVER).then_some(deadline)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_timeout_is_the_first_of_the_timers_that_run() {
        let mut timers = Timers::default();
        assert_eq!((timers.next(), timers.due(Instant(u64::MAX - 1))), (None, None));
        timers.start(Timer::KeepAlive, Instant(9));
        timers.start(Timer::Retransmission, Instant(5));
        assert_eq!(timers.next(), Some(Instant(5)));
        timers.stop(Timer::Retransmission);
        assert_eq!((timers.next(), timers.is_running(Timer::Retransmission)), (Some(Instant(9)), false));
        assert_eq!((timers.due(Instant(8)), timers.due(Instant(9))), (None, Some(Timer::KeepAlive)));
        timers.stop_all();
        assert_eq!(timers.running().count(), 0);
    }
}
