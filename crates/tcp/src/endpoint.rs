//! The endpoint itself: what it holds, and what drives it.

use std::collections::VecDeque;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use wire::{Segment, Seq};

use crate::acknowledging::Acknowledging;
use crate::agreed::Agreed;
use crate::challenge::Throttle;
use crate::congestion::Congestion;
use crate::ecn::EcnState;
use crate::keyed_hash::Secret;
use crate::liveness::Liveness;
use crate::output::{Reply, SynDue};
use crate::pacing::Pacing;
use crate::persist::Persist;
use crate::receive_queue::ReceiveQueue;
use crate::recovery::{Recovery, Scheme};
use crate::rtt::Rtt;
use crate::send_queue::SendQueue;
use crate::timers::Timers;
use crate::urgent::Urgent;
use crate::{Event, Instant, Profile, ReceiveVariables, Rule, SendVariables, State, Timer, Transition, arrival};

/// Events for which there is room at first.
const EVENTS_FIRST_ROOM: usize = 16;

/// What an endpoint is told at its making. Nothing else is read from outside.
#[derive(Clone, Debug)]
pub struct Config {
    /// Our address and port.
    pub local: SocketAddr,
    /// The peer's address and port. A passive OPEN may leave them open: the first SYN fills them in.
    pub remote: Option<SocketAddr>,
    /// Where initial sequence numbers come from.
    pub isn: Isn,
    /// The numbers and choices that the standards leave to us. Many endpoints may share one profile.
    pub profile: Arc<Profile>,
}

/// Where initial sequence numbers come from (RFC 9293 section 3.4.1).
#[derive(Clone, Copy, Debug)]
pub enum Isn {
    /// The first connection begins here, so that its numbers can be talked about. One that this endpoint opens later
    /// begins as much further on as a clock of 4 microseconds has moved.
    Fixed(Seq),
    /// The clock of 4 microseconds plus a keyed hash of both ends (RFC 6528 section 3), so that nobody outside can
    /// compute it (MUST-9).
    Keyed(Secret),
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
    /// Retransmissions or keep-alive probes went unanswered, or the user timeout passed.
    TimedOut,
    /// Our user aborted.
    Aborted,
    /// The network reported that the peer cannot be reached.
    Unreachable,
}

/// One TCP endpoint. See the crate's documentation for how it is driven.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// What we were told, and the peer's address and port since they are known.
    pub(crate) config: Config,
    /// The peer's address and port are those of the first SYN, and go with its connection.
    pub(crate) remote_from_syn: bool,
    pub(crate) state: State,
    pub(crate) opened: Option<Opened>,
    pub(crate) ending: Option<Ending>,
    pub(crate) snd: SendVariables,
    pub(crate) rcv: ReceiveVariables,
    /// The effective send MSS (RFC 9293 section 3.7.1): octets of text that one segment of ours carries at the most.
    pub(crate) send_mss: u16,
    /// The largest segment text that the peer announced, or the default.
    pub(crate) peer_mss: u16,
    /// The largest segment text that the path takes: what our own end of it takes, or less once the network said so.
    pub(crate) path_mss: u16,
    pub(crate) agreed: Agreed,
    pub(crate) sending: SendQueue,
    pub(crate) receiving: ReceiveQueue,
    pub(crate) rtt: Rtt,
    pub(crate) congestion: Congestion,
    pub(crate) recovery: Recovery,
    pub(crate) ecn: EcnState,
    pub(crate) acknowledging: Acknowledging,
    pub(crate) pacing: Pacing,
    pub(crate) liveness: Liveness,
    pub(crate) urgent: Urgent,
    pub(crate) challenges: Throttle,
    pub(crate) timers: Timers,
    pub(crate) events: VecDeque<Event>,
    /// When the first ISS was selected.
    pub(crate) iss_epoch: Option<Instant>,
    /// The user has called CLOSE: a FIN follows the last octet.
    pub(crate) close_requested: bool,
    /// The user takes no more of what arrives.
    pub(crate) released: bool,
    /// The number of our FIN, once it is sent.
    pub(crate) fin_sent: Option<Seq>,
    /// The number of the peer's FIN, once it is known: it may lie beyond a gap.
    pub(crate) peer_fin: Option<Seq>,
    /// Resets that answer what arrived.
    pub(crate) replies: VecDeque<Reply>,
    /// Our SYN is to be sent, and why.
    pub(crate) syn_due: Option<SynDue>,
    /// The retransmission timer expired after this: the oldest segment is to be sent again.
    pub(crate) timed_out: Option<Duration>,
    pub(crate) persist: Persist,
    /// When the peer last acknowledged anything new: from then on the oldest segment is the one that is waited for.
    pub(crate) unanswered_since: Instant,
    /// Timers that expired, for retransmissions or probes, since the peer last answered.
    pub(crate) timeouts: u32,
    /// The SYN timed out, so RTO is set anew when data begins.
    pub(crate) syn_timed_out: bool,
}

impl Endpoint {
    /// An endpoint in CLOSED: it has a port and nothing else.
    #[must_use]
    pub fn new(config: Config) -> Endpoint {
        let profile = &config.profile;
        let default_mss = default_send_mss(config.remote.unwrap_or(config.local));
        Endpoint {
            remote_from_syn: false,
            state: State::Closed,
            opened: None,
            ending: None,
            snd: SendVariables::default(),
            rcv: ReceiveVariables::default(),
            send_mss: default_mss,
            peer_mss: default_mss,
            path_mss: profile.mss,
            agreed: Agreed::default(),
            sending: SendQueue::default(),
            receiving: ReceiveQueue::default(),
            rtt: Rtt::new(profile),
            congestion: Congestion::new(profile.congestion, profile.initial_window, u32::from(default_mss)),
            recovery: Recovery::new(Scheme::NewReno),
            ecn: EcnState::default(),
            acknowledging: Acknowledging::default(),
            pacing: Pacing::new(profile),
            liveness: Liveness::new(profile),
            urgent: Urgent::default(),
            challenges: Throttle::default(),
            timers: Timers::default(),
            events: VecDeque::new(),
            iss_epoch: None,
            close_requested: false,
            released: false,
            fin_sent: None,
            peer_fin: None,
            replies: VecDeque::new(),
            syn_due: None,
            timed_out: None,
            persist: Persist::default(),
            timeouts: 0,
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

    /// Our address and port.
    #[must_use]
    pub fn local(&self) -> SocketAddr {
        self.config.local
    }

    /// The peer's address and port, once they are known.
    #[must_use]
    pub fn remote(&self) -> Option<SocketAddr> {
        self.config.remote
    }

    /// SEGMENT ARRIVES (RFC 9293 section 3.10.7) from the host at `from`. The checksum has been found right.
    pub fn on_segment(&mut self, now: Instant, from: IpAddr, mut segment: Segment) {
        arrival::arrives(self, now, from, &mut segment);
    }

    /// The same, for a segment whose packet a router has marked Congestion Experienced (RFC 3168 section 6.1.3).
    pub fn on_marked_segment(&mut self, now: Instant, from: IpAddr, segment: Segment) {
        // Whoever forges a mark does not know the window (section 6.1.5).
        let counts = arrival::is_acceptable(self, &segment) && !segment.text.is_empty();
        self.on_segment(now, from, segment);
        // A segment may have both CWR and a mark: the mark is the later news.
        if counts {
            self.congestion_experienced();
        }
    }

    /// The next thing that happened, in order.
    pub fn poll_event(&mut self) -> Option<Event> {
        let event = self.events.pop_front();
        if event.is_none() && self.sending.all_acknowledged() && self.events.capacity() > 0 {
            // Many connections are idle most of the time: they hold no room for events.
            self.events = VecDeque::new();
        }
        event
    }

    /// When [`Endpoint::on_timeout`] is wanted next, if ever.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Instant> {
        self.timers.next()
    }

    pub(crate) fn profile(&self) -> &Profile {
        &self.config.profile
    }

    pub(crate) fn note(&mut self, rule: impl Into<Rule>) {
        if self.events.capacity() == 0 {
            self.events.reserve(EVENTS_FIRST_ROOM);
        }
        self.events.push_back(Event { rule: rule.into(), transition: None });
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

    /// Whether our FIN has been sent and acknowledged.
    pub(crate) fn fin_acknowledged(&self) -> bool {
        self.fin_sent.is_some_and(|fin| fin.before(self.snd.una))
    }
}

/// The send MSS towards a peer that announces none (RFC 9293 section 3.7.1, MUST-15): what the smallest packet that
/// every host must take leaves after both headers.
pub(crate) fn default_send_mss(peer: SocketAddr) -> u16 {
    if peer.is_ipv4() { 536 } else { 1220 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_idle_connection_fits_a_kilobyte() {
        // A server has far more connections than are busy, and each of them is at least this. What only some need has a
        // place of its own: what lies beyond a gap, what SACK reported, a keep-alive, CUBIC's curve.
        let size = size_of::<Endpoint>();
        assert!(size < 1000, "{size}");
    }
}
