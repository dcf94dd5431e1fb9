//! Not every forged reset or SYN is worth an answer: how many challenge ACKs may go out (RFC 5961 section 7).

use std::collections::VecDeque;
use std::time::Duration;

use crate::Instant;

/// Lets no more than so many challenge ACKs out in any such period. One for each connection: a limit that connections
/// share would tell a stranger on one of them what happens on another.
#[derive(Clone, Debug)]
pub(crate) struct Throttle {
    limit: usize,
    period: Duration,
    /// When each of those went out that still count, oldest first. No more than `limit`.
    sent: VecDeque<Instant>,
}

/// Whether a challenge ACK may go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Challenge {
    /// It may.
    Allowed {
        /// How many went out in the last period, this one included.
        sent: usize,
        /// How many may.
        limit: usize,
    },
    /// It may not: the segment is dropped without an answer.
    Suppressed {
        /// How many may go out in a period, and did.
        limit: usize,
        /// When the next may.
        until: Instant,
    },
}

impl Throttle {
    /// RFC 5961 section 7 has 10 in 5 s as its example and wants both to be tunable.
    pub(crate) fn new(limit: usize, period: Duration) -> Throttle {
        Throttle { limit, period, sent: VecDeque::new() }
    }

    /// A challenge ACK is wanted.
    pub(crate) fn ask(&mut self, now: Instant) -> Challenge {
        while self.sent.front().is_some_and(|sent| *sent + self.period <= now) {
            self.sent.pop_front();
        }
        let limit = self.limit;
        if self.sent.len() < limit {
            self.sent.push_back(now);
            return Challenge::Allowed { sent: self.sent.len(), limit };
        }
        // With a limit of none there is nothing to wait for.
        let until = self.sent.front().map_or(Instant(u64::MAX), |sent| *sent + self.period);
        Challenge::Suppressed { limit, until }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_in_five_seconds_and_no_more_whenever_the_five_seconds_begin() {
        let mut throttle = Throttle::new(10, Duration::from_secs(5));
        for sent in 1..=10 {
            let now = Instant::from_millis(400 * (sent - 1));
            assert_eq!(throttle.ask(now), Challenge::Allowed { sent: usize::try_from(sent).unwrap(), limit: 10 });
        }
        let until = Instant::from_millis(5_000);
        assert_eq!(throttle.ask(Instant::from_millis(4_999)), Challenge::Suppressed { limit: 10, until });
        assert_eq!(throttle.ask(until), Challenge::Allowed { sent: 10, limit: 10 });
        let until = Instant::from_millis(5_400);
        assert_eq!(throttle.ask(Instant::from_millis(5_000)), Challenge::Suppressed { limit: 10, until });
    }

    #[test]
    fn a_limit_of_none_lets_nothing_out() {
        let mut throttle = Throttle::new(0, Duration::from_secs(5));
        assert!(matches!(throttle.ask(Instant::ZERO), Challenge::Suppressed { limit: 0, .. }));
    }
}
