//! Not every forged reset or SYN is worth an answer: how many challenge ACKs may go out (RFC 5961 section 7).

use std::time::Duration;

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

    /// The same for the answer to what looks like a keep-alive probe. However many answers went out, one may go a second
    /// after the last: a peer that is there must not seem to be gone (RFC 9293 section 3.8.4).
    pub(crate) fn ask_for_probe(&mut self, now: Instant, most: ChallengeLimit) -> bool {
        let is_apart = self.sent.last().is_none_or(|last| *last + APART <= now);
        if !is_apart || self.sent.len() < most.acks as usize {
            return self.ask(now, most);
        }
        self.sent.remove(0);
        self.sent.push(now);
        true
    }
}

/// So long after an answer the next keep-alive probe is answered in any case. Nobody is asked to probe more often.
const APART: Duration = Duration::from_secs(1);

#[cfg(test)]
mod tests {
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
    fn a_probe_that_comes_a_second_after_the_last_answer_is_answered_whatever_went_before() {
        let mut throttle = Throttle::default();
        let mut ask = |millis| throttle.ask_for_probe(Instant::from_millis(millis), TEN_IN_FIVE_SECONDS);
        for sent in 0..10 {
            assert!(ask(160 * sent));
        }
        assert!(!ask(1_600));
        assert!(!ask(2_439));
        assert!(ask(2_440));
        assert!(!ask(2_600));
        assert!(ask(3_440));
    }

    #[test]
    fn a_limit_of_none_lets_nothing_out() {
        let none = ChallengeLimit { acks: 0, ..TEN_IN_FIVE_SECONDS };
        assert!(!Throttle::default().ask(Instant::ZERO, none));
    }
}
