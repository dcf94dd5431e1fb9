//! Time passes: each timer acts (RFC 9293 section 3.10.8).

use crate::{Ending, Endpoint, Instant, Rule, Timer};

impl Endpoint {
    /// Lets the timers act that are due at `now`. Call it at [`Endpoint::poll_timeout`].
    pub fn on_timeout(&mut self, now: Instant) {
        while self.expire_next(now).is_some() {}
    }

    /// Lets one timer act that is due at `now` and says which: for a driver that wants to tell them apart.
    pub fn expire_next(&mut self, now: Instant) -> Option<Timer> {
        let timer = self.timers.due(now)?;
        self.timers.stop(timer);
        match timer {
            Timer::Retransmission => self.retransmission_timeout(now),
            Timer::Persist => self.persist_timeout(now),
            Timer::TimeWait => {
                let wait = self.time_wait();
                self.delete_tcb(Ending::Closed, Rule::TimeWaitOver { wait });
            }
            Timer::DelayedAck => self.ack_delay_over(),
            Timer::SillyWindow => self.silly_window_overridden(),
            Timer::KeepAlive => self.keep_alive_timeout(now),
            Timer::User => self.user_timeout(),
            Timer::FinWait2 => self.fin_wait_2_timeout(),
        }
        Some(timer)
    }

    fn retransmission_timeout(&mut self, now: Instant) {
        if self.check_r1_and_r2(now) {
            return;
        }
        let Some(oldest) = self.sending.oldest().copied() else { return };
        let expired = self.rtt.rto;
        self.rtt.back_off(&self.config.profile);
        self.syn_timed_out |= oldest.syn;
        self.timed_out = Some(expired);
        self.note(Rule::RetransmissionTimeout {
            seq: oldest.seq,
            len: oldest.len(),
            expired,
            rto: self.rtt.rto,
            transmissions: oldest.transmissions,
        });
        if !oldest.syn {
            self.congestion_timeout();
        }
    }
}
