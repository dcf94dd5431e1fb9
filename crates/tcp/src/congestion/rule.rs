//! Why the congestion window is what it is: each change of it, with the values that made it.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{CongestionControl, Handshake, InitialWindow};
use crate::Section;

/// A change of cwnd or ssthresh. All windows are in octets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CongestionRule {
    /// The handshake is over: cwnd begins as the initial window IW.
    InitialWindow {
        /// Which standard's formula.
        formula: InitialWindow,
        /// Whether a SYN was lost, after which IW is one segment.
        handshake: Handshake,
        /// SMSS.
        smss: u32,
        /// IW, which becomes cwnd.
        cwnd: u32,
    },
    /// Slow start: cwnd grows by what was acknowledged, at most by SMSS.
    SlowStart {
        /// N: octets that this ACK acknowledged.
        acked: u32,
        /// SMSS.
        smss: u32,
        /// ssthresh, which cwnd is below.
        ssthresh: u32,
        /// cwnd before.
        cwnd_before: u32,
        /// cwnd + min(N, SMSS).
        cwnd: u32,
    },
    /// Congestion avoidance: when as much as cwnd has been acknowledged, cwnd grows by SMSS.
    Avoidance {
        /// Octets that this ACK acknowledged.
        acked: u32,
        /// Octets that were acknowledged since cwnd last grew, these included.
        counted: u32,
        /// SMSS.
        smss: u32,
        /// ssthresh, which cwnd is not below.
        ssthresh: u32,
        /// cwnd before.
        cwnd_before: u32,
        /// cwnd after: the same, or one SMSS more.
        cwnd: u32,
    },
    /// Congestion avoidance by CUBIC: cwnd follows a cubic function of the time since the last reduction.
    CubicGrowth {
        /// Which part of the curve.
        region: CubicRegion,
        /// Octets that this ACK acknowledged.
        acked: u32,
        /// t: milliseconds since this stage of congestion avoidance began.
        t_ms: u32,
        /// K: milliseconds from then on until the curve is back at W_max.
        k_ms: u32,
        /// W_max: cwnd at the last reduction, or less to make room for others.
        w_max: u32,
        /// W_cubic(t).
        w_cubic: u32,
        /// W_est: what Reno would have by now.
        w_est: u32,
        /// Where cwnd is to be one round trip later: W_cubic(t + RTT) between cwnd and 1.5 cwnd.
        target: u32,
        /// cwnd before.
        cwnd_before: u32,
        /// cwnd after.
        cwnd: u32,
    },
    /// The retransmission timer expired: cwnd becomes the loss window, one segment.
    TimeoutWindow {
        /// Which algorithm set ssthresh.
        control: CongestionControl,
        /// Whether this segment had timed out before, so that ssthresh stays.
        timeout: Timeout,
        /// FlightSize.
        flight: u32,
        /// SMSS.
        smss: u32,
        /// ssthresh before.
        ssthresh_before: u32,
        /// ssthresh after.
        ssthresh: u32,
        /// cwnd before.
        cwnd_before: u32,
        /// One SMSS.
        cwnd: u32,
    },
    /// Nothing was sent for longer than RTO: cwnd falls back to the restart window RW.
    RestartAfterIdle {
        /// How long nothing was sent.
        idle: Duration,
        /// RTO, which that exceeds.
        rto: Duration,
        /// IW.
        initial: u32,
        /// cwnd before.
        cwnd_before: u32,
        /// min(IW, cwnd).
        cwnd: u32,
    },
    /// The peer echoed a congestion mark: the window is reduced as for a loss, though nothing was lost.
    EcnReduced {
        /// Which algorithm set ssthresh.
        control: CongestionControl,
        /// FlightSize.
        flight: u32,
        /// SMSS.
        smss: u32,
        /// cwnd before.
        cwnd_before: u32,
        /// ssthresh after.
        ssthresh: u32,
        /// cwnd after.
        cwnd: u32,
    },
    /// Segments have become smaller: cwnd is reduced by the same ratio, or many more of them would go out.
    Rescaled {
        /// SMSS before.
        smss_before: u32,
        /// SMSS after.
        smss: u32,
        /// cwnd before.
        cwnd_before: u32,
        /// cwnd after.
        cwnd: u32,
    },
}

/// Which part of CUBIC's curve cwnd is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CubicRegion {
    /// Reno would have more by now, so cwnd is what Reno would have.
    RenoFriendly,
    /// Below W_max: fast at first, then ever slower.
    Concave,
    /// From W_max on: slow at first, then ever faster.
    Convex,
}

/// Whether a timeout is the first of its segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Timeout {
    /// ssthresh is set anew.
    First,
    /// The segment that was sent again by the timer timed out too: ssthresh is held.
    Repeated,
}

impl CongestionRule {
    /// Where the rule stands.
    #[must_use]
    pub fn section(&self) -> Section {
        use CongestionRule::*;
        let (rfc, section) = match self {
            InitialWindow { formula: super::InitialWindow::Rfc6928, handshake: Handshake::Clean, .. } => (6928, "2"),
            InitialWindow { .. } | SlowStart { .. } | Avoidance { .. } | Rescaled { .. } => (5681, "3.1"),
            CubicGrowth { region: CubicRegion::RenoFriendly, .. } => (9438, "4.3"),
            CubicGrowth { region: CubicRegion::Concave, .. } => (9438, "4.4"),
            CubicGrowth { region: CubicRegion::Convex, .. } => (9438, "4.5"),
            TimeoutWindow { control: CongestionControl::NewReno, .. } => (5681, "3.1"),
            TimeoutWindow { control: CongestionControl::Cubic, .. } => (9438, "4.8"),
            RestartAfterIdle { .. } => (5681, "4.1"),
            EcnReduced { control: CongestionControl::NewReno, .. } => (3168, "6.1.2"),
            EcnReduced { control: CongestionControl::Cubic, .. } => (9438, "4.6"),
        };
        Section { rfc, section }
    }
}
