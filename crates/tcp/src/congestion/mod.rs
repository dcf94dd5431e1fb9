//! Congestion control: how much may be in flight (RFC 5681), by one of two algorithms.

mod cubic;
mod new_reno;
mod rule;

use std::time::Duration;

use serde::{Deserialize, Serialize};
use wire::Seq;

pub use rule::{CongestionRule, CubicRegion, Timeout};

use crate::Instant;
use cubic::Cubic;
use new_reno::NewReno;

/// Which algorithm decides how cwnd grows past ssthresh, and how far it falls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum CongestionControl {
    /// RFC 5681.
    #[default]
    NewReno,
    /// RFC 9438.
    Cubic,
}

/// Which formula gives IW, the initial value of cwnd.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum InitialWindow {
    /// RFC 5681 section 3.1: two, three or four segments by their size.
    #[default]
    Rfc5681,
    /// RFC 6928 section 2: ten segments, of 14,600 octets in all or two of them if they are large.
    Rfc6928,
}

/// How the handshake went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Handshake {
    /// Nothing of it had to be sent again.
    Clean,
    /// The SYN or the SYN,ACK was lost.
    Lossy,
}

/// The congestion window and what moves it.
#[derive(Clone, Debug)]
pub(crate) struct Congestion {
    window: Window,
    formula: InitialWindow,
    algorithm: Algorithm,
    /// Up to here octets were sent that filled cwnd. Only their acknowledgment is evidence that the path bears it.
    full_to: Option<Seq>,
}

/// An ACK of new octets.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Acked {
    /// When it arrived.
    pub(crate) now: Instant,
    /// SND.UNA before it.
    pub(crate) una_before: Seq,
    /// SND.UNA after it.
    pub(crate) una: Seq,
    /// SND.NXT.
    pub(crate) nxt: Seq,
    /// SRTT, once measured.
    pub(crate) srtt: Option<Duration>,
}

/// The windows, in octets.
#[derive(Clone, Copy, Debug)]
struct Window {
    cwnd: u32,
    ssthresh: u32,
    smss: u32,
}

/// What an algorithm decides.
trait Control {
    /// Grows cwnd in congestion avoidance.
    fn avoid(&mut self, acked: &Acked, window: &mut Window) -> CongestionRule;

    /// Congestion was detected. Returns the new ssthresh.
    fn reduce(&mut self, flight: u32, window: &Window) -> u32;

    /// The retransmission timer expired, after `reduce` if that was due.
    fn time_out(&mut self);

    /// cwnd is below ssthresh, so a stage of congestion avoidance is over.
    fn slow_start(&mut self);

    /// From now on cwnd has no cause to grow, until the next `avoid`.
    fn pause(&mut self, _now: Instant) {}
}

#[derive(Clone, Debug)]
enum Algorithm {
    NewReno(NewReno),
    Cubic(Cubic),
}

/// ssthresh begins as high as any window can be (RFC 5681 section 3.1): 65,535 octets, scaled by 14 (RFC 7323).
pub const LARGEST_WINDOW: u32 = 65_535 << 14;

impl Congestion {
    /// Congestion control before the handshake: cwnd is one segment.
    pub(crate) fn new(control: CongestionControl, formula: InitialWindow, smss: u32) -> Congestion {
        let algorithm = match control {
            CongestionControl::NewReno => Algorithm::NewReno(NewReno::default()),
            CongestionControl::Cubic => Algorithm::Cubic(Cubic::default()),
        };
        let window = Window { cwnd: smss, ssthresh: LARGEST_WINDOW, smss };
        Congestion { window, formula, algorithm, full_to: None }
    }

    /// cwnd: how many octets may be in flight.
    pub(crate) fn cwnd(&self) -> u32 {
        self.window.cwnd
    }

    /// ssthresh: where slow start ends.
    pub(crate) fn ssthresh(&self) -> u32 {
        self.window.ssthresh
    }

    /// SMSS: the largest segment that we send.
    pub(crate) fn smss(&self) -> u32 {
        self.window.smss
    }

    /// The handshake is over and SMSS is known: cwnd becomes IW.
    pub(crate) fn begin(&mut self, smss: u32, handshake: Handshake) -> CongestionRule {
        self.window.smss = smss;
        self.window.cwnd = match handshake {
            Handshake::Clean => self.initial(),
            // RFC 5681 section 3.1.
            Handshake::Lossy => smss,
        };
        CongestionRule::InitialWindow { formula: self.formula, handshake, smss, cwnd: self.window.cwnd }
    }

    /// New octets were sent: `flight` octets are in flight up to `nxt`.
    pub(crate) fn sent(&mut self, flight: u32, nxt: Seq) {
        // What does not fill a segment may wait for more (RFC 9293 section 3.7.4), so it counts as used.
        if flight.saturating_add(self.window.smss) > self.window.cwnd {
            self.full_to = Some(nxt);
        }
    }

    /// New octets were acknowledged outside of fast recovery: cwnd grows, if it was used.
    pub(crate) fn grow(&mut self, acked: &Acked) -> Option<CongestionRule> {
        let was_full = self.full_to.is_some_and(|to| acked.una_before.before(to));
        self.full_to = self.full_to.filter(|&to| acked.una.before(to));
        let window = &mut self.window;
        let control = self.algorithm.control();
        let rule = if !was_full {
            control.pause(acked.now);
            None
        } else if window.cwnd < window.ssthresh {
            control.slow_start();
            let cwnd_before = window.cwnd;
            // RFC 5681 section 3.1, equation (2).
            window.cwnd = cwnd_before.saturating_add(acked.acked().min(window.smss));
            let Window { cwnd, ssthresh, smss } = *window;
            Some(CongestionRule::SlowStart { acked: acked.acked(), smss, ssthresh, cwnd_before, cwnd })
        } else {
            Some(control.avoid(acked, window))
        };
        if acked.una == acked.nxt {
            control.pause(acked.now);
        }
        rule
    }

    /// Congestion was detected by a loss: ssthresh, and cwnd with it, fall by what the algorithm says of `flight`.
    pub(crate) fn reduce(&mut self, flight: u32) {
        self.window.ssthresh = self.algorithm.control().reduce(flight, &self.window);
        self.window.cwnd = self.window.ssthresh;
    }

    /// Fast recovery without SACK inflates cwnd by what has left the network.
    pub(crate) fn inflate(&mut self, octets: u32) {
        self.window.cwnd = self.window.cwnd.saturating_add(octets);
    }

    /// And deflates it again.
    pub(crate) fn deflate_to(&mut self, cwnd: u32) {
        self.window.cwnd = cwnd;
    }

    /// The retransmission timer expired with `flight` octets in flight up to `nxt` (RFC 5681 section 3.1).
    pub(crate) fn time_out(&mut self, timeout: Timeout, flight: u32, nxt: Seq) -> CongestionRule {
        let Window { cwnd: cwnd_before, ssthresh: ssthresh_before, smss } = self.window;
        if timeout == Timeout::First {
            self.reduce(flight);
        }
        self.algorithm.control().time_out();
        self.window.cwnd = smss;
        // All of that waits to be sent again, so cwnd will be used.
        self.full_to = Some(nxt);
        CongestionRule::TimeoutWindow {
            control: self.algorithm.kind(),
            timeout,
            flight,
            smss,
            ssthresh_before,
            ssthresh: self.window.ssthresh,
            cwnd_before,
            cwnd: smss,
        }
    }

    /// Text is about to be sent after `idle` without any (RFC 5681 section 4.1).
    pub(crate) fn resume(&mut self, idle: Duration, rto: Duration) -> Option<CongestionRule> {
        let (cwnd_before, initial) = (self.window.cwnd, self.initial());
        if idle <= rto || cwnd_before <= initial {
            return None;
        }
        self.window.cwnd = initial;
        self.algorithm.control().slow_start();
        Some(CongestionRule::RestartAfterIdle { idle, rto, initial, cwnd_before, cwnd: initial })
    }

    /// The peer echoed a congestion mark. Call it once for each window of data (RFC 3168 section 6.1.2), and not within
    /// loss recovery, which has reduced the window already.
    pub(crate) fn reduce_for_ecn(&mut self, flight: u32) -> CongestionRule {
        let cwnd_before = self.window.cwnd;
        self.reduce(flight);
        let Window { cwnd, ssthresh, smss } = self.window;
        CongestionRule::EcnReduced { control: self.algorithm.kind(), flight, smss, cwnd_before, ssthresh, cwnd }
    }

    /// The path or the peer takes segments of `smss` octets from now on (RFC 5681 section 3.1).
    pub(crate) fn rescale(&mut self, smss: u32) -> Option<CongestionRule> {
        let (smss_before, cwnd_before) = (self.window.smss, self.window.cwnd);
        self.window.smss = smss;
        if smss >= smss_before {
            return None;
        }
        let cwnd = u64::from(cwnd_before) * u64::from(smss) / u64::from(smss_before);
        self.window.cwnd = u32::try_from(cwnd).unwrap_or(u32::MAX).max(smss);
        Some(CongestionRule::Rescaled { smss_before, smss, cwnd_before, cwnd: self.window.cwnd })
    }

    fn initial(&self) -> u32 {
        let smss = self.window.smss;
        match self.formula {
            InitialWindow::Rfc5681 if smss > 2190 => 2 * smss,
            InitialWindow::Rfc5681 if smss > 1095 => 3 * smss,
            InitialWindow::Rfc5681 => 4 * smss,
            InitialWindow::Rfc6928 => (10 * smss).min((2 * smss).max(14_600)),
        }
    }
}

impl Acked {
    /// N: how many octets.
    fn acked(&self) -> u32 {
        self.una - self.una_before
    }
}

impl Algorithm {
    fn control(&mut self) -> &mut dyn Control {
        match self {
            Algorithm::NewReno(new_reno) => new_reno,
            Algorithm::Cubic(cubic) => cubic,
        }
    }

    fn kind(&self) -> CongestionControl {
        match self {
            Algorithm::NewReno(_) => CongestionControl::NewReno,
            Algorithm::Cubic(_) => CongestionControl::Cubic,
        }
    }
}

#[cfg(test)]
mod tests;
