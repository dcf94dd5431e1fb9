//! Measuring the round trip and choosing the retransmission timeout (RFC 6298).

use std::time::Duration;

use wire::Seq;

use crate::{Instant, Measured, Profile, Rule};

/// The estimator of RFC 6298 section 2, with the one segment that is being timed.
#[derive(Clone, Debug)]
pub(crate) struct Rtt {
    /// SRTT, once there is a measurement.
    pub(crate) srtt: Option<Duration>,
    /// RTTVAR.
    pub(crate) rttvar: Duration,
    /// RTO, backoff included.
    pub(crate) rto: Duration,
    /// The number just past the segment that is being timed.
    timed: Option<Seq>,
    /// When that was sent.
    timed_from: Instant,
}

impl Rtt {
    pub(crate) fn new(profile: &Profile) -> Rtt {
        Rtt { srtt: None, rttvar: Duration::ZERO, rto: profile.rto_initial, timed: None, timed_from: Instant::ZERO }
    }

    /// A segment that ends before `end` was sent for the first time. One segment is timed at a time, which gives the
    /// one measurement in a round trip that section 3 asks for.
    pub(crate) fn sent(&mut self, end: Seq, now: Instant) {
        if self.timed.is_none() {
            self.timed = Some(end);
            self.timed_from = now;
        }
    }

    /// Karn's algorithm (section 3): nothing that was sent again may be measured, for its acknowledgment does not
    /// say which transmission it answers. What was sent behind it waits for the same acknowledgment, so that
    /// measurement is given up too.
    pub(crate) fn retransmitted(&mut self) {
        self.timed = None;
    }

    /// Everything before `ack` is acknowledged: takes the measurement if the timed segment is among it. With an echoed
    /// timestamp the transmission is known, so what was sent again can be measured too (RFC 7323 section 4.1); one
    /// measurement in a round trip is enough there as well, as its appendix G explains.
    pub(crate) fn acknowledged(
        &mut self,
        ack: Seq,
        now: Instant,
        echoed: Option<Duration>,
        profile: &Profile,
    ) -> Option<Rule> {
        let (sample, by) = match (self.timed, echoed) {
            (Some(end), _) if !end.at_or_before(ack) => return None,
            (_, Some(sample)) => (sample, Measured::Timestamp),
            (Some(_), None) => (now - self.timed_from, Measured::Segment),
            (None, None) => return None,
        };
        self.timed = None;
        let before = self.srtt.map(|srtt| (srtt, self.rttvar));
        match self.srtt {
            // (2.2) the first measurement R: SRTT <- R, RTTVAR <- R/2.
            None => {
                self.srtt = Some(sample);
                self.rttvar = sample / 2;
            }
            // (2.3) RTTVAR first, since it uses the SRTT from before; alpha = 1/8, beta = 1/4.
            Some(srtt) => {
                self.rttvar = (self.rttvar * 3 + srtt.abs_diff(sample)) / 4;
                self.srtt = Some((srtt * 7 + sample) / 8);
            }
        }
        let srtt = self.srtt.unwrap_or(sample);
        let computed = srtt + profile.clock_granularity.max(self.rttvar * 4);
        self.rto = computed.clamp(profile.rto_min, profile.rto_max);
        Some(Rule::RttMeasured { by, before, sample, srtt, rttvar: self.rttvar, computed, rto: self.rto })
    }

    /// (5.5) the timer expired: RTO doubles, up to the cap.
    pub(crate) fn back_off(&mut self, profile: &Profile) {
        self.rto = (self.rto * 2).min(profile.rto_max);
    }

    /// The peer has answered since the timer expired: RTO is what the measurements say.
    pub(crate) fn forget_backoff(&mut self, profile: &Profile) {
        self.rto = match self.srtt {
            Some(srtt) => {
                let computed = srtt + profile.clock_granularity.max(self.rttvar * 4);
                computed.clamp(profile.rto_min, profile.rto_max)
            }
            None => profile.rto_initial,
        };
    }

    /// (5.7) the SYN had to be sent again: data starts with 3 s at least, even if an echoed timestamp told the round trip.
    pub(crate) fn after_syn_timeout(&mut self, profile: &Profile) -> Option<Rule> {
        let rto = profile.rto_after_syn_timeout;
        if self.rto == rto || (self.rto > rto && self.srtt.is_some()) {
            return None;
        }
        self.rto = rto;
        Some(Rule::RtoAfterSynTimeout { rto })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn ms(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    fn measure(rtt: &mut Rtt, sample: u64) {
        rtt.sent(Seq(1), Instant::ZERO);
        rtt.acknowledged(Seq(1), Instant::from_millis(sample), None, &Profile::rfc()).expect("a measurement");
    }

    #[test]
    fn the_first_measurement_sets_srtt_and_half_of_it_as_variation() {
        let mut rtt = Rtt::new(&Profile::rfc());
        measure(&mut rtt, 800);
        assert_eq!((rtt.srtt, rtt.rttvar, rtt.rto), (Some(ms(800)), ms(400), ms(2400)));
    }

    #[test]
    fn later_measurements_move_variation_first_then_srtt() {
        let mut rtt = Rtt::new(&Profile::rfc());
        measure(&mut rtt, 800);
        measure(&mut rtt, 1600);
        // RTTVAR = 3/4 * 400 + 1/4 * |800 - 1600| = 500; SRTT = 7/8 * 800 + 1/8 * 1600 = 900.
        assert_eq!((rtt.srtt, rtt.rttvar, rtt.rto), (Some(ms(900)), ms(500), ms(2900)));
    }

    #[test]
    fn rto_is_never_below_one_second_nor_above_the_cap() {
        let mut rtt = Rtt::new(&Profile::rfc());
        measure(&mut rtt, 20);
        assert_eq!(rtt.rto, ms(1000));
        for _ in 0..10 {
            rtt.back_off(&Profile::rfc());
        }
        assert_eq!(rtt.rto, ms(60_000));
    }

    #[test]
    fn what_was_sent_again_is_not_measured() {
        let mut rtt = Rtt::new(&Profile::rfc());
        rtt.sent(Seq(1), Instant::ZERO);
        rtt.retransmitted();
        assert_eq!(rtt.acknowledged(Seq(1), Instant::from_millis(9), None, &Profile::rfc()), None);
        assert_eq!(rtt.srtt, None);
    }
}
