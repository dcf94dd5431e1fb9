//! The STATUS call (RFC 9293 section 3.10.6): an endpoint as plain data.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use wire::Seq;

use crate::recovery::Phase;
use crate::timestamps::Timestamps;
use crate::{
    Ending, Endpoint, Instant, ReceiveVariables, RetransmissionQueue, SendVariables, State, Timer, WindowScale,
};

/// What an endpoint knows at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Status {
    /// The connection's state.
    pub state: State,
    /// How the connection ended, once it did.
    pub ending: Option<Ending>,
    /// The send sequence variables, while there is a TCB that has them.
    pub snd: Option<SendVariables>,
    /// The receive sequence variables, once the peer's SYN has set them.
    pub rcv: Option<ReceiveVariables>,
    /// The largest text that we put into one segment.
    pub send_mss: u16,
    /// RTO, backoff included.
    pub rto: Duration,
    /// SRTT, once measured.
    pub srtt: Option<Duration>,
    /// RTTVAR.
    pub rttvar: Duration,
    /// The running timers and when each fires.
    pub timers: Vec<(Timer, Instant)>,
    /// The retransmission queue, oldest first.
    pub outstanding: RetransmissionQueue,
    /// Octets that the user gave and that are not sent yet.
    pub unsent: u32,
    /// Octets of ours that the peer has acknowledged.
    pub acknowledged: u64,
    /// Octets that arrived in order.
    pub received: u64,
    /// Of those, octets that the user has not taken.
    pub unread: u32,
    /// Octets that the receive buffer holds in all.
    pub receive_buffer: u32,
    /// Text that is held beyond a gap.
    pub held: Vec<Held>,
    /// The congestion window and what goes with it, once the connection is synchronized: until then there is nothing to
    /// send by it.
    pub congestion: Option<CongestionStatus>,
    /// What the two SYNs agreed on.
    pub options: Options,
    /// SND.UP: the number after our last urgent octet, until that is acknowledged.
    pub snd_up: Option<Seq>,
    /// RCV.UP: the number after the peer's last urgent octet, until the user has taken that.
    pub rcv_up: Option<Seq>,
}

/// The congestion window and what goes with it (RFC 5681 section 2, RFC 6675 section 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CongestionStatus {
    /// cwnd, in octets.
    pub cwnd: u32,
    /// ssthresh, in octets.
    pub ssthresh: u32,
    /// An estimate of the octets under way: what is neither acknowledged, nor reported by SACK, nor deemed lost.
    pub pipe: u32,
    /// What is being done about losses.
    pub phase: Phase,
    /// Duplicate ACKs since something new was acknowledged.
    pub duplicates: u32,
    /// Where loss recovery ends, while it goes on.
    pub recovery_point: Option<Seq>,
}

/// What the two SYNs agreed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Options {
    /// How far windows are shifted (RFC 7323 section 2).
    pub window_scale: Option<WindowScale>,
    /// Whether what lies beyond a gap is told by SACK (RFC 2018).
    pub sack: bool,
    /// TS.Recent, if timestamps are in use (RFC 7323 section 3).
    pub ts_recent: Option<u32>,
    /// Whether ECN is in use (RFC 3168).
    pub ecn: bool,
}

/// A run of octets that arrived beyond a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The number of its first octet.
    pub seq: Seq,
    /// Its length in octets.
    pub len: u32,
}

impl Endpoint {
    /// From now on [`Endpoint::status`] does not copy the retransmission queue, but shares with earlier ones what has not
    /// changed: for whoever keeps the state after each step.
    pub fn share_status(&mut self) {
        self.sending.share_outstanding();
    }

    /// The STATUS call.
    #[must_use]
    pub fn status(&self) -> Status {
        let has_snd = !matches!(self.state, State::Closed | State::Listen);
        let has_rcv = has_snd && self.state != State::SynSent;
        Status {
            state: self.state,
            ending: self.ending,
            snd: has_snd.then_some(self.snd),
            rcv: has_rcv.then_some(self.rcv),
            send_mss: self.send_mss,
            rto: self.rtt.rto,
            srtt: self.rtt.srtt,
            rttvar: self.rtt.rttvar,
            timers: self.timers.running().collect(),
            outstanding: self.sending.outstanding(),
            unsent: self.sending.unsent(),
            acknowledged: self.sending.acknowledged(),
            received: self.receiving.received(),
            unread: self.receiving.unread(),
            receive_buffer: self.profile().receive_buffer,
            held: self
                .receiving
                .held()
                .into_iter()
                .map(|(ahead, len)| Held { seq: self.rcv.nxt + ahead, len })
                .collect(),
            congestion: self.state.is_synchronized().then(|| CongestionStatus {
                cwnd: self.congestion.cwnd(),
                ssthresh: self.congestion.ssthresh(),
                pipe: self.sending.pipe(),
                phase: self.recovery.phase(),
                duplicates: self.recovery.duplicates(),
                recovery_point: self.recovery_point(),
            }),
            options: Options {
                window_scale: self.agreed.window_scale,
                sack: self.agreed.sack,
                ts_recent: self.agreed.timestamps.as_ref().and_then(Timestamps::recent),
                ecn: self.ecn.agreed,
            },
            snd_up: self.urgent.snd_up,
            rcv_up: self.urgent.rcv_up,
        }
    }
}
