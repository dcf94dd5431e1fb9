//! Whether the peer is still there: keep-alive (RFC 9293 section 3.8.4), R1 and R2 (section 3.8.3), the user timeout
//! (section 3.10.8), and FIN-WAIT-2 without a reader.

use std::time::Duration;

use wire::Seq;

use crate::{Cause, Ending, Endpoint, Instant, KeepAlive, Limit, LivenessRule, Opened, Profile, Rule, State, Timer};

/// What is known of the peer's silence.
#[derive(Clone, Debug)]
pub(crate) struct Liveness {
    /// In a place of its own, since few connections want it.
    keep_alive: Option<Box<KeepAlive>>,
    user_timeout: Option<Duration>,
    /// Keep-alive probes that went unanswered.
    probes: u32,
    /// A keep-alive probe is to be sent.
    probe_due: bool,
}

impl Liveness {
    pub(crate) fn new(profile: &Profile) -> Liveness {
        Liveness {
            keep_alive: profile.keep_alive.map(Box::new),
            user_timeout: profile.user_timeout,
            probes: 0,
            probe_due: false,
        }
    }

    /// What the user has asked for, and nothing of what has happened.
    pub(crate) fn without_history(&self) -> Liveness {
        Liveness { probes: 0, probe_due: false, ..self.clone() }
    }
}

impl Endpoint {
    /// Turns keep-alive on or off for this connection (MUST-24, MUST-25).
    pub fn set_keep_alive(&mut self, now: Instant, keep_alive: Option<KeepAlive>) {
        self.liveness = Liveness { keep_alive: keep_alive.map(Box::new), ..self.liveness.without_history() };
        self.timers.stop(Timer::KeepAlive);
        self.start_keep_alive(now);
    }

    /// Sets how long text may stay unacknowledged before the connection is aborted (sections 3.9.1.2 and 3.10.8;
    /// MUST-21: this is the user's R2).
    pub fn set_user_timeout(&mut self, now: Instant, limit: Option<Duration>) {
        self.liveness.user_timeout = limit;
        self.restart_user_timeout(now);
    }

    fn keep_alive(&self) -> Option<KeepAlive> {
        self.liveness.keep_alive.as_deref().copied()
    }

    /// Keep-alive begins, if it is on.
    pub(crate) fn start_keep_alive(&mut self, now: Instant) {
        if let Some(keep_alive) = self.keep_alive()
            && self.state.is_synchronized()
            && self.state != State::TimeWait
        {
            self.timers.start(Timer::KeepAlive, now + keep_alive.idle);
            self.note(LivenessRule::KeepAliveOn { idle: keep_alive.idle });
        }
    }

    /// Something came from the peer: it is there. The idle time begins anew (MUST-26: only silence counts).
    pub(crate) fn heard_from_peer(&mut self, now: Instant) {
        if let Some(keep_alive) = self.keep_alive()
            && self.timers.is_running(Timer::KeepAlive)
        {
            self.liveness.probes = 0;
            self.liveness.probe_due = false;
            self.timers.start(Timer::KeepAlive, now + keep_alive.idle);
        }
    }

    /// The keep-alive timer expired.
    pub(crate) fn keep_alive_timeout(&mut self, now: Instant) {
        let Some(keep_alive) = self.keep_alive() else { return };
        // What is unacknowledged, or waits for a closed window, asks the peer by itself.
        if !self.sending.all_acknowledged() || self.timers.is_running(Timer::Persist) {
            self.timers.start(Timer::KeepAlive, now + keep_alive.idle);
            return;
        }
        if self.liveness.probes >= keep_alive.probes {
            self.reply_abort(Cause::Abort);
            let rule = LivenessRule::KeepAliveGivenUp { probes: self.liveness.probes };
            self.delete_tcb(Ending::TimedOut, rule);
            return;
        }
        let idle = keep_alive.idle + keep_alive.interval * self.liveness.probes;
        self.liveness.probes += 1;
        self.liveness.probe_due = true;
        self.timers.start(Timer::KeepAlive, now + keep_alive.interval);
        let seq = self.snd.nxt.back(1);
        self.note(LivenessRule::KeepAliveProbe { seq, idle, nth: self.liveness.probes, limit: keep_alive.probes });
    }

    /// The number of the keep-alive probe that is to be sent, if one is.
    pub(crate) fn take_keep_alive_probe(&mut self) -> Option<Seq> {
        std::mem::take(&mut self.liveness.probe_due).then(|| self.snd.nxt.back(1))
    }

    /// What is sent waits to be acknowledged: the user timeout runs from the first of it.
    pub(crate) fn start_user_timeout(&mut self, now: Instant) {
        if let Some(limit) = self.liveness.user_timeout
            && !self.timers.is_running(Timer::User)
        {
            self.start_timer(Timer::User, now, limit);
        }
    }

    /// Something was acknowledged: the user timeout begins anew with what is left.
    pub(crate) fn restart_user_timeout(&mut self, now: Instant) {
        self.timers.stop(Timer::User);
        if !self.sending.all_acknowledged() || self.sending.unsent() > 0 {
            self.start_user_timeout(now);
        }
    }

    /// USER TIMEOUT (section 3.10.8).
    pub(crate) fn user_timeout(&mut self) {
        let Some(limit) = self.liveness.user_timeout else { return };
        self.delete_tcb(Ending::TimedOut, LivenessRule::UserTimeout { limit });
    }

    /// FIN-WAIT-2 without anybody who reads: the peer's FIN is waited for only so long, if the profile says so.
    pub(crate) fn limit_fin_wait_2(&mut self, now: Instant) {
        if self.released
            && self.state == State::FinWait2
            && let Some(limit) = self.profile().fin_wait_2
        {
            self.start_timer(Timer::FinWait2, now, limit);
        }
    }

    /// The timer of FIN-WAIT-2 expired.
    pub(crate) fn fin_wait_2_timeout(&mut self) {
        let held = self.profile().fin_wait_2.unwrap_or_default();
        self.delete_tcb(Ending::Closed, LivenessRule::FinWait2Over { held });
    }

    /// The retransmission timer expired once more: R1 and R2 for the oldest segment. Says whether the connection was
    /// given up.
    pub(crate) fn check_r1_and_r2(&mut self, now: Instant) -> bool {
        let Some(oldest) = self.sending.oldest().copied() else { return true };
        let limit = if oldest.syn { self.profile().r2_syn } else { self.profile().r2 };
        self.gives_up(now, limit, oldest.first_sent, oldest.transmissions)
    }

    /// A timer expired once more without an answer to what was first sent at `since`: R1 and R2 (section 3.8.3,
    /// MUST-20). Any answer counts, so that a peer which keeps its window closed is not given up (MUST-37).
    pub(crate) fn gives_up(&mut self, now: Instant, limit: Limit, since: Instant, transmissions: u32) -> bool {
        let r1 = self.profile().r1;
        let reached = match limit {
            // After a long backoff R2 alone would give up after two attempts, so R1 counts too.
            Limit::After(span) => now.since(self.unanswered_since.max(since)) >= span && self.timeouts >= r1,
            Limit::Times(times) => self.timeouts >= times,
        };
        if reached {
            let rule = Rule::GivenUp { transmissions, limit };
            // Whoever came to a passive open without a handshake leaves it as it was.
            if self.state == State::SynReceived && self.opened == Some(Opened::Passive) {
                self.back_to_listen(rule);
            } else {
                self.delete_tcb(Ending::TimedOut, rule);
            }
            return true;
        }
        if self.timeouts == r1 {
            self.note(LivenessRule::R1Reached { r1 });
        }
        self.timeouts += 1;
        false
    }
}
