//! Not every forged reset or SYN is worth an answer: how many challenge ACKs may go out (RFC 5961 section 7).

use crate::{ChallengeLimit, Instant};

/// Lets no more than so many challenge ACKs out in any such period. One for each connection: a limit that connections
/// share would tell a stranger on one of them what happens on another.
#[derive(Clone, Debug, Default)]
pub(crate) struct Throttle {
    /// When each of those went out that still count, oldest first. No more than the limit.
    sent: Vec<Instant>,
}

impl Throttle {
    /// A challenge ACK is wanted: says whether it may go out. RFC 5961 section 7 has 10 in 5 s as its example and wants
    /// both to be tunable.
    pub(crate) fn ask(&mut self, now: Instant, most: ChallengeLimit) -> bool {
        self.sent.retain(|sent| *sent + most.period > now);
        let may = self.sent.len() < most.acks as usize;
        if may {
            self.sent.push(now);
        }
        may
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
        let mut ask = |millis| throttle.ask(Instant::from_millis(millis), TEN_IN_FIVE_SECONDS);
        for sent in 0..10 {
            assert!(ask(400 * sent));
        }
        // The first of them counts for five seconds, the second for 400 ms longer.
        assert!(!ask(4_999));
        assert!(ask(5_000));
        assert!(!ask(5_000));
        assert!(!ask(5_399));
        assert!(ask(5_400));
    }

    #[test]
    fn a_limit_of_none_lets_nothing_out() {
        let none = ChallengeLimit { acks: 0, ..TEN_IN_FIVE_SECONDS };
        assert!(!Throttle::default().ask(Instant::ZERO, none));
    }
}
