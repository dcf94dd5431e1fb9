//! The endpoint itself: what it holds, and how its state changes.

use std::collections::VecDeque;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use wire::{Segment, Seq};

use crate::output::Reply;
use crate::receive_queue::ReceiveQueue;
use crate::rtt::Rtt;
use crate::send_queue::SendQueue;
use crate::timers::Timers;
use crate::{
    Advance, Cause, Event, Instant, Profile, ReceiveVariables, Rule, SendVariables, State, Timer, Transition, arrival,
};

/// What an endpoint is told at its making. Nothing else is read from outside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Config {
    /// Our port.
    pub local_port: u16,
    /// The peer's port. A passive OPEN may leave it open: the first SYN fills it in.
    pub remote_port: Option<u16>,
    /// The initial sequence number of the first connection. One that this endpoint opens later begins as much further
    /// on as a clock of 4 microseconds has moved (RFC 9293 section 3.4.1).
    pub iss: Seq,
    /// The numbers that the standard leaves to us.
    pub profile: Profile,
}

/// Which OPEN made the connection (RFC 9293 section 3.3.2, MUST-11).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Opened {
    /// Came from LISTEN.
    Passive,
    /// Came from SYN-SENT.
    Active,
}

/// How a connection ended: the user is told whether it was closed or cut off (RFC 9293 section 3.6, MUST-12).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// Both sides closed.
    Closed,
    /// "connection refused": a reset answered our SYN.
    Refused,
    /// "connection reset": a reset arrived.
    Reset,
    /// Retransmissions went unanswered until R2.
    TimedOut,
    /// Our user aborted.
    Aborted,
}

/// One TCP endpoint. See the crate's documentation for how it is driven.
#[derive(Clone, Debug)]
pub struct Endpoint {
    pub(crate) config: Config,
    pub(crate) state: State,
    pub(crate) opened: Option<Opened>,
    pub(crate) ending: Option<Ending>,
    pub(crate) snd: SendVariables,
    pub(crate) rcv: ReceiveVariables,
    pub(crate) send_mss: u16,
    pub(crate) remote_port: Option<u16>,
    pub(crate) sending: SendQueue,
    pub(crate) receiving: ReceiveQueue,
    pub(crate) rtt: Rtt,
    pub(crate) timers: Timers,
    pub(crate) events: VecDeque<Event>,
    /// When the first ISS was selected.
    pub(crate) iss_epoch: Option<Instant>,
    /// The user has called CLOSE: a FIN follows the last octet.
    pub(crate) close_requested: bool,
    /// The number of our FIN, once it is sent.
    pub(crate) fin_sent: Option<Seq>,
    /// The number of the peer's FIN, once it is known: it may lie beyond a gap.
    pub(crate) peer_fin: Option<Seq>,
    /// Resets that answer what arrived.
    pub(crate) replies: VecDeque<Reply>,
    /// A SYN that is to be sent, and why.
    pub(crate) syn_due: Option<Cause>,
    /// An acknowledgment that is to be sent, and why.
    pub(crate) ack_due: Option<Cause>,
    /// The retransmission timer expired after this: the oldest segment is to be sent again.
    pub(crate) retransmission_due: Option<Duration>,
    /// The persist timer expired: one octet is to be sent into the closed window.
    pub(crate) probe_due: bool,
    /// The probe that is under way into a closed window: its number, and the step of SND.NXT before it.
    pub(crate) probe: Option<Advance>,
    /// When the peer last acknowledged anything new: from then on the oldest segment is the one that is waited for.
    pub(crate) unanswered_since: Instant,
    /// The SYN timed out, so RTO is set anew when data begins.
    pub(crate) syn_timed_out: bool,
}

impl Endpoint {
    /// An endpoint in CLOSED: it has a port and nothing else.
    #[must_use]
    pub fn new(config: Config) -> Endpoint {
        let rtt = Rtt::new(&config.profile);
        Endpoint {
            state: State::Closed,
            opened: None,
            ending: None,
            snd: SendVariables::default(),
            rcv: ReceiveVariables::default(),
            send_mss: config.profile.default_send_mss,
            remote_port: config.remote_port,
            sending: SendQueue::default(),
            receiving: ReceiveQueue::default(),
            rtt,
            timers: Timers::default(),
            events: VecDeque::new(),
            iss_epoch: None,
            close_requested: false,
            fin_sent: None,
            peer_fin: None,
            replies: VecDeque::new(),
            syn_due: None,
            ack_due: None,
            retransmission_due: None,
            probe_due: false,
            probe: None,
            unanswered_since: Instant::ZERO,
            syn_timed_out: false,
            config,
        }
    }

    /// The connection's state.
    #[must_use]
    pub fn state(&self) -> State {
        self.state
    }

    /// How the connection ended, once it did.
    #[must_use]
    pub fn ending(&self) -> Option<Ending> {
        self.ending
    }

    /// SEGMENT ARRIVES (RFC 9293 section 3.10.7). The checksum has been found right.
    pub fn on_segment(&mut self, now: Instant, segment: &Segment) {
        arrival::arrives(self, now, segment);
    }

    /// The next thing that happened, in order.
    pub fn poll_event(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    /// When [`Endpoint::on_timeout`] is wanted next, if ever.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Instant> {
        self.timers.next()
    }

    pub(crate) fn note(&mut self, rule: Rule) {
        self.events.push_back(Event { rule, transition: None });
    }

    pub(crate) fn enter(&mut self, to: State, rule: Rule) {
        let transition = Transition { from: self.state, to };
        self.state = to;
        self.events.push_back(Event { rule, transition: Some(transition) });
    }

    pub(crate) fn start_timer(&mut self, timer: Timer, now: Instant, span: Duration) {
        self.timers.start(timer, now + span);
        self.note(Rule::TimerStarted { timer, span });
    }

    /// Selects an ISS for a new connection (RFC 9293 section 3.4.1) and prepares the send variables for its SYN.
    pub(crate) fn select_iss(&mut self, now: Instant) -> Seq {
        let epoch = *self.iss_epoch.get_or_insert(now);
        let ticks = now.since(epoch).as_micros() / 4;
        let iss = self.config.iss + u32::try_from(ticks % (1 << 32)).unwrap_or(0);
        self.snd = SendVariables {
            una: iss,
            nxt: iss,
            iss,
            nxt_from: Advance { from: iss, ..Default::default() },
            ..self.snd
        };
        iss
    }

    /// The peer's SYN is here: its numbering is known (RFC 9293 sections 3.10.7.2 and 3.10.7.3). Returns RCV.NXT.
    pub(crate) fn learn_irs(&mut self, segment: &Segment) -> Seq {
        let irs = segment.seq;
        let nxt_from = Advance { from: irs, syn: true, ..Default::default() };
        let wnd = u32::from(self.config.profile.receive_buffer);
        self.rcv = ReceiveVariables { nxt: nxt_from.to(), wnd, irs, nxt_from };
        self.snd.wl1 = irs;
        self.remote_port = Some(segment.src_port);
        // MUST-15: without an MSS option the default. MUST-16: never more than our own path takes.
        let announced = segment.mss().unwrap_or(self.config.profile.default_send_mss);
        self.send_mss = announced.min(self.config.profile.mss).max(1);
        self.rcv.nxt
    }

    /// SND.WND <- SEG.WND with SND.WL1 and SND.WL2 (RFC 9293 section 3.10.7.4, fifth step).
    pub(crate) fn set_send_window(&mut self, segment: &Segment) {
        let before = self.snd.wnd;
        self.snd.wnd = u32::from(segment.window);
        self.snd.wl1 = segment.seq;
        self.snd.wl2 = segment.ack;
        self.snd.max_wnd = self.snd.max_wnd.max(self.snd.wnd);
        if self.snd.wnd > 0 {
            self.timers.stop(Timer::Persist);
            self.take_back_probe();
        }
        if before != self.snd.wnd {
            self.note(Rule::WindowUpdated { from: before, to: self.snd.wnd });
        }
    }

    /// The window has opened, but not for the probe that asked: its octet goes out again with those behind it, rather
    /// than being missed until its timer expires.
    fn take_back_probe(&mut self) {
        let Some(before) = self.probe.take() else { return };
        let is_alone = self.snd.una == before.to() && self.snd.nxt == before.to() + 1 && self.fin_sent.is_none();
        if is_alone {
            self.sending.take_back_probe();
            self.snd.nxt = before.to();
            self.snd.nxt_from = before;
            self.timers.stop(Timer::Retransmission);
            self.retransmission_due = None;
            self.rtt.retransmitted();
        }
    }

    /// Deletes the TCB: flushes all queues, stops all timers, enters CLOSED.
    pub(crate) fn delete_tcb(&mut self, ending: Ending, rule: Rule) {
        let unread = std::mem::take(&mut self.receiving);
        self.forget_connection();
        // What arrived before both sides closed is still the user's.
        if ending == Ending::Closed {
            self.receiving = unread;
        }
        self.opened = None;
        self.ending = Some(ending);
        self.enter(State::Closed, rule);
    }

    /// A passively opened connection that came to nothing returns to LISTEN.
    pub(crate) fn back_to_listen(&mut self, rule: Rule) {
        self.forget_connection();
        self.remote_port = self.config.remote_port;
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
        self.config.profile.msl * 2
    }

    /// Whether our FIN has been sent and acknowledged.
    pub(crate) fn fin_acknowledged(&self) -> bool {
        self.fin_sent.is_some_and(|fin| fin.before(self.snd.una))
    }

    fn forget_connection(&mut self) {
        self.timers.stop_all();
        self.sending = SendQueue::default();
        self.receiving = ReceiveQueue::default();
        self.rtt = Rtt::new(&self.config.profile);
        self.snd = SendVariables::default();
        self.rcv = ReceiveVariables::default();
        self.send_mss = self.config.profile.default_send_mss;
        self.close_requested = false;
        self.fin_sent = None;
        self.peer_fin = None;
        self.syn_due = None;
        self.ack_due = None;
        self.retransmission_due = None;
        self.probe_due = false;
        self.probe = None;
        self.syn_timed_out = false;
    }
}
