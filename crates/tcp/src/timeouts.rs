//! Time passes: RETRANSMISSION TIMEOUT, TIME-WAIT TIMEOUT (RFC 9293 section 3.10.8) and the persist timer.

use crate::{Ending, Endpoint, Instant, Rule, Timer};

impl Endpoint {
    /// Lets the timers act that are due at `now`. Call it at [`Endpoint::poll_timeout`].
    pub fn on_timeout(&mut self, now: Instant) {
        while let Some(timer) = self.timers.take_due(now) {
            match timer {
                Timer::Retransmission => self.retransmission_timeout(now),
                Timer::Persist => {
                    self.probe_due = true;
                    self.note(Rule::WindowProbe { snd_nxt: self.snd.nxt, waited: self.rtt.rto });
                }
                Timer::TimeWait => {
                    let wait = self.time_wait();
                    self.delete_tcb(Ending::Closed, Rule::TimeWaitOver { wait });
                }
            }
        }
    }

    fn retransmission_timeout(&mut self, now: Instant) {
        let Some(oldest) = self.sending.oldest().copied() else { return };
        let profile = &self.config.profile;
        let limit = if oldest.syn { profile.r2_syn } else { profile.r2 };
        // After a long backoff R2 alone would give up after two attempts, so R1 counts too.
        if now.since(self.unanswered_since.max(oldest.first_sent)) >= limit && oldest.transmissions > profile.r1 {
            let rule = Rule::GivenUp { transmissions: oldest.transmissions, limit };
            self.delete_tcb(Ending::TimedOut, rule);
            return;
        }
        let expired = self.rtt.rto;
        self.rtt.back_off(&self.config.profile);
        self.syn_timed_out |= oldest.syn;
        self.retransmission_due = Some(expired);
        self.note(Rule::RetransmissionTimeout {
            seq: oldest.seq,
            len: oldest.len(),
            expired,
            rto: self.rtt.rto,
            transmissions: oldest.transmissions,
        });
    }
}
