//! Asking a closed window whether it has opened (RFC 9293 section 3.8.6.1), since the segment that says so may be lost.
//!
//! A probe carries the next octet, but SND.NXT stays: an octet that the peer has no room for is not sent. So everything
//! else that goes out meanwhile begins where the peer expects it, and only an acknowledgment of the octet makes it count.

use bytes::Bytes;
use wire::{Flags, Seq};

use crate::output::Content;
use crate::{Advance, Cause, Endpoint, Instant, Outstanding, Rule, SeqRule, Timer, Transmit};

/// What is known of a window that the peer keeps closed.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Persist {
    /// A probe is to be sent.
    due: bool,
    /// Probes that were sent since the window closed.
    probes: u32,
    /// When the first of them was.
    since: Instant,
    /// The octet at SND.NXT was sent in a probe.
    octet_is_out: bool,
}

impl Endpoint {
    /// Something waits, and the window does not take it. As long as nothing is unacknowledged, nothing else would ask.
    pub(crate) fn wait_for_window(&mut self, now: Instant) {
        if self.sending.all_acknowledged() && !self.timers.is_running(Timer::Persist) && !self.persist.due {
            self.start_timer(Timer::Persist, now, self.rtt.rto);
            // What the user gave is to be delivered in time, whatever holds it up (section 3.9.1.2).
            self.start_user_timeout(now);
        }
    }

    /// The persist timer expired. The peer may keep its window closed for ever (MUST-37), but not be silent.
    pub(crate) fn persist_timeout(&mut self, now: Instant) {
        if self.persist.probes == 0 {
            self.persist.since = now;
        }
        let (since, probes) = (self.persist.since, self.persist.probes);
        if self.gives_up(now, self.profile().r2, since, probes) {
            return;
        }
        // SHLD-29, SHLD-30: the first waits for RTO, each further one twice as long as the one before it.
        let waited = self.persist_span();
        self.persist.due = true;
        self.persist.probes += 1;
        self.note(Rule::WindowProbe { snd_nxt: self.snd.nxt, waited });
    }

    /// The probe that is due, if the window is closed still.
    pub(crate) fn transmit_probe(&mut self, now: Instant) -> Option<Transmit> {
        if !std::mem::take(&mut self.persist.due) || self.snd.wnd > 0 {
            return None;
        }
        let span = self.persist_span();
        self.start_timer(Timer::Persist, now, span);
        let text = self.sending.next_octet();
        let snd_nxt = self.snd.nxt;
        if text.is_empty() {
            // Only the FIN waits. What the peer has already makes it answer as well.
            let seq_rule = SeqRule::BeforeNext { snd_nxt };
            let (cause, seq, flags) = (Cause::WindowProbe, snd_nxt.back(1), Flags::NONE);
            return self.form(now, Content { cause, seq, seq_rule, flags, text: Bytes::new() });
        }
        self.persist.octet_is_out = true;
        let flags = if self.sending.unsent() == 1 { Flags::PSH } else { Flags::NONE };
        let seq_rule = SeqRule::Next { from: self.snd.nxt_from };
        self.form(now, Content { cause: Cause::WindowProbe, seq: snd_nxt, seq_rule, flags, text })
    }

    /// The peer acknowledges the octet of a probe: it is sent after all.
    pub(crate) fn count_probe_if_taken(&mut self, now: Instant, seg_ack: Seq) {
        let seq = self.snd.nxt;
        if !self.persist.octet_is_out || seg_ack != seq + 1 {
            return;
        }
        self.sending.take(1);
        let times = Outstanding {
            transmissions: self.persist.probes,
            first_sent: self.persist.since,
            last_sent: now,
            ..Default::default()
        };
        self.sending.sent(Outstanding { seq, text: 1, ..times });
        self.snd.nxt_from = Advance { from: seq, text: 1, ..Default::default() };
        self.snd.nxt = self.snd.nxt_from.to();
        // The peer takes octets, if only one by one: the next is not made to wait as long as for one that takes none.
        self.timers.stop(Timer::Persist);
        self.persist = Persist::default();
    }

    /// Text goes out from SND.NXT on: the octet of the probe is in it.
    pub(crate) fn forget_probe(&mut self) {
        self.persist.octet_is_out = false;
    }

    /// The window is open: there is nothing to ask any more.
    pub(crate) fn window_is_open(&mut self) {
        self.timers.stop(Timer::Persist);
        self.persist = Persist { octet_is_out: self.persist.octet_is_out, ..Persist::default() };
    }

    /// How long the next probe waits.
    fn persist_span(&self) -> std::time::Duration {
        let doubled = self.rtt.rto.saturating_mul(1 << self.persist.probes.min(16));
        doubled.min(self.profile().rto_max)
    }
}
