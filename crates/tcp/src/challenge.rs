//! Not every forged reset or SYN is worth an answer: how many challenge ACKs may go out (RFC 5961 section 7).

use crate::{ChallengeLimit, Instant};

/// Lets no more than so many challenge ACKs out in any such period. One for each connection: a limit that connections
/// share would tell a stranger on one of them what happens on another.
#[derive(Clone, Debug, Default)]
pub(crate) struct Throttle {
    /// When each of those went out that still count, oldest first. No more than the limit.
    sent: Vec<Instant>,
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
    /// A challenge ACK is wanted. RFC 5961 section 7 has 10 in 5 s as its example and wants both to be tunable.
    pub(crate) fn ask(&mut self, now: Instant, most: ChallengeLimit) -> Challenge {
        let (limit, period) = (most.acks as usize, most.period);
        self.sent.retain(|sent| *sent + period > now);
        if self.sent.len() < limit {
            self.sent.push(now);
            return Challenge::Allowed { sent: self.sent.len(), limit };
        }
        // With a limit of none there is nothing to wait for.
        let until = self.sent.first().map_or(Instant(u64::MAX), |sent| *sent + period);
        Challenge::Suppressed { limit, until }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const TEN_IN_FIVE_SECONDS: ChallengeLimit = ChallengeLimit { acks: 10, period: Duration::from_secs(5) };

    #[test]
    fn ten_in_five_seconds_and_no_more_whenever_the_five_seconds_begin() {
        let mut throttle = Throttle::default();
        let mut ask = |now| throttle.ask(now, TEN_IN_FIVE_SECONDS);
        for sent in 1..=10 {
            let now = Instant::from_millis(400 * (sent - 1));
            assert_eq!(ask(now), Challenge::Allowed { sent: usize::try_from(sent).unwrap(), limit: 10 });
        }
        let until = Instant::from_millis(5_000);
        assert_eq!(ask(Instant::from_millis(4_999)), Challenge::Suppressed { limit: 10, until });
        assert_eq!(ask(until), Challenge::Allowed { sent: 10, limit: 10 });
        let until = Instant::from_millis(5_400);
        assert_eq!(ask(Instant::from_millis(5_000)), Challenge::Suppressed { limit: 10, until });
    }

    #[test]
    fn a_limit_of_none_lets_nothing_out() {
        let none = ChallengeLimit { acks: 0, ..TEN_IN_FIVE_SECONDS };
        assert!(matches!(Throttle::default().ask(Instant::ZERO, none), Challenge::Suppressed { limit: 0, .. }));
    }
}
