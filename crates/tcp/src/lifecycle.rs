//! How a connection begins and ends: its numbers are chosen, learned and forgotten.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use wire::{Flags, Segment, Seq};

use crate::congestion::Handshake;
use crate::isn::{self, initial_sequence_number};
use crate::receive_queue::ReceiveQueue;
use crate::recovery::{Recovery, Scheme};
use crate::{
    Advance, Cause, Config, Ending, Endpoint, Instant, Isn, Opened, ReceiveVariables, Rule, SendVariables, State, Timer,
};

impl Endpoint {
    /// OPEN: nothing of an earlier connection belongs to this one, not even what it left unread.
    pub(crate) fn begin(&mut self, opened: Opened) {
        self.opened = Some(opened);
        self.ending = None;
        self.receiving = ReceiveQueue::default();
    }

    /// Whether our SYN is still to be sent for the first time. (That SND.NXT is ISS would not say it: after 4 GiB it is
    /// again.)
    pub(crate) fn syn_is_unsent(&self) -> bool {
        self.syn_due.is_some() && self.snd.nxt == self.snd.iss
    }

    /// Whether our SYN was sent and is not acknowledged.
    pub(crate) fn syn_is_outstanding(&self) -> bool {
        self.sending.oldest().is_some_and(|oldest| oldest.syn)
    }

    /// Selects an ISS for a new connection (RFC 9293 section 3.4.1) and prepares the send variables for its SYN.
    pub(crate) fn select_iss(&mut self, now: Instant) -> Seq {
        let iss = match self.config.isn {
            Isn::Fixed(first) => {
                let epoch = *self.iss_epoch.get_or_insert(now);
                first + isn::ticks(now.since(epoch))
            }
            Isn::Keyed(secret) => {
                let remote = self.config.remote.unwrap_or(self.config.local);
                initial_sequence_number(now, self.config.local, remote, &secret)
            }
        };
        self.snd = SendVariables {
            una: iss,
            nxt: iss,
            iss,
            nxt_from: Advance { from: iss, ..Default::default() },
            ..self.snd
        };
        iss
    }

    /// The peer's SYN is here: its numbering and its options are known (RFC 9293 sections 3.10.7.2 and 3.10.7.3).
    /// Returns RCV.NXT.
    pub(crate) fn learn_irs(&mut self, now: Instant, segment: &Segment) -> Seq {
        let irs = segment.seq;
        let nxt_from = Advance { from: irs, syn: true, ..Default::default() };
        self.rcv = ReceiveVariables { nxt: nxt_from.to(), wnd: self.unscaled_window(), irs, nxt_from };
        self.snd.wl1 = irs;
        self.agree(now, segment);
        self.rcv.nxt
    }

    /// A SYN tells who the peer is, if we were not told before.
    pub(crate) fn learn_remote(&mut self, from: IpAddr, segment: &Segment) {
        self.remote_from_syn |= self.config.remote.is_none();
        self.config.remote = Some(SocketAddr::new(from, segment.src_port));
    }

    /// SND.WND <- SEG.WND with SND.WL1 and SND.WL2 (RFC 9293 section 3.10.7.4, fifth step).
    pub(crate) fn set_send_window(&mut self, now: Instant, segment: &Segment) {
        let before = self.snd.wnd;
        self.snd.wnd = self.agreed.window_of(segment);
        self.snd.wl1 = segment.seq;
        self.snd.wl2 = segment.ack;
        self.snd.max_wnd = self.snd.max_wnd.max(self.snd.wnd);
        if self.snd.wnd > 0 {
            self.window_is_open();
        }
        if before == 0 && self.snd.wnd > 0 && !self.sending.all_acknowledged() {
            // What was resent into the closed window need not wait as long as it had come to.
            self.rtt.forget_backoff(&self.config.profile);
            self.restart_retransmission_timer(now);
        }
        if before != self.snd.wnd {
            self.note(Rule::WindowUpdated { syn: segment.has(Flags::SYN), from: before, to: self.snd.wnd });
        }
    }

    /// SYN-RECEIVED or SYN-SENT becomes ESTABLISHED: data may flow.
    pub(crate) fn established(&mut self, now: Instant) {
        let handshake = if std::mem::take(&mut self.syn_timed_out) { Handshake::Lossy } else { Handshake::Clean };
        if handshake == Handshake::Lossy
            && let Some(rule) = self.rtt.after_syn_timeout(&self.config.profile)
        {
            self.note(rule);
        }
        if self.agreed.sack {
            self.recovery = Recovery::new(Scheme::Sack);
        }
        let initial_window = self.congestion.begin(u32::from(self.send_mss), handshake);
        self.note(initial_window);
        // A SYN could offer no more than its header says; from now on windows are scaled.
        self.rcv.wnd = self.rcv.wnd.max(self.offerable_window().saturating_sub(self.receiving.unread()));
        self.pacing.idle_since(now);
        self.start_keep_alive(now);
    }

    /// Deletes the TCB: flushes all queues, stops all timers, enters CLOSED.
    pub(crate) fn delete_tcb(&mut self, ending: Ending, rule: impl Into<Rule>) {
        let unread = std::mem::take(&mut self.receiving);
        self.forget_connection();
        // What arrived before both sides closed is still the user's.
        if ending == Ending::Closed {
            self.receiving = unread;
        }
        self.opened = None;
        self.ending = Some(ending);
        self.enter(State::Closed, rule.into());
    }

    /// A passively opened connection that came to nothing returns to LISTEN.
    pub(crate) fn back_to_listen(&mut self, rule: Rule) {
        // What the user has asked for holds for whoever comes next.
        let (liveness, nagle) = (self.liveness.without_history(), self.pacing.nagle);
        self.forget_connection();
        self.liveness = liveness;
        self.pacing.nagle = nagle;
        self.enter(State::Listen, rule);
    }

    /// TIME-WAIT: the other timers are turned off and 2 MSL begin.
    pub(crate) fn enter_time_wait(&mut self, now: Instant, rule: Rule) {
        self.timers.stop_all();
        self.enter(State::TimeWait, rule);
        let wait = self.time_wait();
        self.start_timer(Timer::TimeWait, now, wait);
    }

    pub(crate) fn time_wait(&self) -> Duration {
        self.profile().msl * 2
    }

    /// A reset tells the peer that what it sent is lost, and the connection is over (RFC 9293 section 3.6.1, SHLD-3).
    pub(crate) fn reset_for_lost_text(&mut self, rule: Rule) {
        self.reply_abort(Cause::ResetForLostText);
        self.delete_tcb(Ending::Aborted, rule);
    }

    /// Everything that belongs to the connection is forgotten; what has still to be told and sent is not.
    fn forget_connection(&mut self) {
        let remote = self.config.remote.filter(|_| !self.remote_from_syn);
        let fresh = Endpoint::new(Config { remote, ..self.config.clone() });
        *self = Endpoint {
            state: self.state,
            opened: self.opened,
            iss_epoch: self.iss_epoch,
            events: std::mem::take(&mut self.events),
            replies: std::mem::take(&mut self.replies),
            ..fresh
        };
    }
}
