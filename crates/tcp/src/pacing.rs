//! What may be sent now, and what waits: the windows, silly-window avoidance on the sender's side
//! (RFC 9293 section 3.8.6.2.1) and Nagle's algorithm (section 3.7.4).

use std::mem::{Discriminant, discriminant};

use crate::{Endpoint, Instant, PacingRule, Profile, Timer};

/// Fs of RFC 9293 section 3.8.6.2.1: this part of the largest window is worth a segment.
const WORTHWHILE_PART: u32 = 2;

/// Why text waited the last time that it could have gone.
#[derive(Clone, Debug)]
pub(crate) struct Pacing {
    /// Whether Nagle's algorithm is on.
    pub(crate) nagle: bool,
    /// Silly-window avoidance has waited long enough.
    pub(crate) override_due: bool,
    /// What text waits for, so that each reason is told once.
    waiting: Option<Discriminant<PacingRule>>,
    /// When text was sent last.
    last_sent: Instant,
}

impl Pacing {
    pub(crate) fn new(profile: &Profile) -> Pacing {
        Pacing { nagle: profile.nagle, override_due: false, waiting: None, last_sent: Instant::ZERO }
    }

    pub(crate) fn idle_since(&mut self, now: Instant) {
        self.last_sent = now;
    }

    /// Text goes out.
    pub(crate) fn sent(&mut self, now: Instant) {
        self.last_sent = now;
        self.waiting = None;
        self.override_due = false;
    }
}

impl Endpoint {
    /// How much of the unsent text goes into the next segment now; 0 if it has to wait. `allowed` is what congestion
    /// control lets out.
    pub(crate) fn next_text_len(&mut self, now: Instant, allowed: u32) -> u32 {
        let unsent = self.sending.unsent();
        if unsent == 0 {
            return 0;
        }
        let in_flight = self.snd.nxt - self.snd.una;
        let mss = u32::from(self.send_mss);
        let (snd_wnd, max_wnd) = (self.snd.wnd, self.snd.max_wnd);
        // U = SND.UNA + SND.WND - SND.NXT. A window that shrank leaves none (MUST-34).
        let usable = snd_wnd.saturating_sub(in_flight);
        let len = unsent.min(usable).min(mss);
        if usable == 0 {
            self.wait_for_window(now);
            self.wait(PacingRule::WindowFull { unsent, snd_wnd, in_flight });
            return 0;
        }
        let is_idle = in_flight == 0;
        let all = len == unsent;
        // A FIN follows the last text, so nothing can come that would make the segment longer.
        let holds_back = self.pacing.nagle && !is_idle && !(all && self.close_requested);
        if len < mss {
            // Both conditions are bracketed by Nagle's: SND.NXT = SND.UNA.
            let worthwhile = all || len >= max_wnd / WORTHWHILE_PART;
            if worthwhile && holds_back {
                self.wait(PacingRule::NagleWaits { unsent, in_flight, send_mss: self.send_mss });
                return 0;
            }
            if !worthwhile && !self.pacing.override_due {
                self.avoid_silly_window(now, unsent, usable);
                return 0;
            }
        }
        if allowed < len {
            self.wait(PacingRule::CongestionWindowFull { unsent, cwnd: self.congestion.cwnd(), in_flight });
            return 0;
        }
        len
    }

    /// Whether the window takes a FIN after `len` octets of text: it counts as one.
    pub(crate) fn window_takes_fin(&mut self, now: Instant, len: u32) -> bool {
        let in_flight = self.snd.nxt - self.snd.una;
        let takes = self.snd.wnd.saturating_sub(in_flight) > len || self.syn_is_outstanding();
        if !takes && len == 0 {
            self.wait_for_window(now);
            self.wait(PacingRule::WindowFull { unsent: 0, snd_wnd: self.snd.wnd, in_flight });
        }
        takes
    }

    fn avoid_silly_window(&mut self, now: Instant, unsent: u32, usable: u32) {
        let wait = self.profile().silly_window_wait;
        let (send_mss, max_wnd) = (self.send_mss, self.snd.max_wnd);
        if !self.timers.is_running(Timer::SillyWindow) {
            self.timers.start(Timer::SillyWindow, now + wait);
        }
        self.wait(PacingRule::SillyWindowAvoided { unsent, usable, send_mss, max_wnd, wait });
    }

    /// The timer of silly-window avoidance expired.
    pub(crate) fn silly_window_overridden(&mut self) {
        let usable = self.snd.wnd.saturating_sub(self.snd.nxt - self.snd.una);
        if self.sending.unsent() > 0 && usable > 0 {
            self.pacing.override_due = true;
            let waited = self.profile().silly_window_wait;
            self.note(PacingRule::SillyWindowOverridden { usable, waited });
        }
    }

    /// After a long silence the congestion window tells nothing about the path any more (RFC 5681 section 4.1). Says
    /// whether it was one.
    pub(crate) fn restart_after_idle(&mut self, now: Instant) -> bool {
        if self.snd.nxt != self.snd.una {
            return false;
        }
        let idle = now - self.pacing.last_sent;
        let Some(rule) = self.congestion.resume(idle, self.rtt.rto) else { return false };
        self.note(rule);
        true
    }

    fn wait(&mut self, rule: PacingRule) {
        let reason = discriminant(&rule);
        if self.pacing.waiting != Some(reason) {
            self.pacing.waiting = Some(reason);
            self.note(rule);
        }
    }
}
