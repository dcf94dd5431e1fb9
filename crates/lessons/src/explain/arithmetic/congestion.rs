//! The arithmetic under each change of the congestion window.

use std::time::Duration;

use tcp::{CongestionControl, CongestionRule, CubicRegion, Handshake, InitialWindow, LARGEST_WINDOW, Timeout};

use super::super::span::symbols;
use super::check;

/// The lines under a rule.
pub(super) fn rule(rule: &CongestionRule) -> Vec<String> {
    match *rule {
        CongestionRule::InitialWindow { handshake: Handshake::Lossy, cwnd, .. } => vec![one_segment(cwnd)],
        CongestionRule::InitialWindow { formula: InitialWindow::Rfc5681, smss, cwnd, .. } => {
            vec![format!("cwnd ← IW = {} × SMSS = {} × {smss} = {cwnd}", cwnd / smss.max(1), cwnd / smss.max(1))]
        }
        CongestionRule::InitialWindow { formula: InitialWindow::Rfc6928, smss, cwnd, .. } => vec![
            "IW = min(10 × SMSS, max(2 × SMSS, 14600))".to_owned(),
            format!("cwnd ← min({}, max({}, 14600)) = {cwnd}", 10 * smss, 2 * smss),
        ],
        CongestionRule::SlowStart { acked, smss, ssthresh, cwnd_before, cwnd } => vec![
            check("cwnd < ssthresh", &format!("{cwnd_before} < {}", limit(ssthresh)), true),
            format!("cwnd ← cwnd + min(N, SMSS) = {cwnd_before} + min({acked}, {smss}) = {cwnd}"),
        ],
        CongestionRule::Avoidance { counted, smss, ssthresh, cwnd_before, cwnd, .. } => {
            let grows = cwnd > cwnd_before;
            let mut lines = vec![
                check("cwnd ≥ ssthresh", &format!("{cwnd_before} ≥ {ssthresh}"), true),
                check("Σ N ≥ cwnd", &format!("{counted} ≥ {cwnd_before}"), grows),
            ];
            if grows {
                lines.push(format!("cwnd ← cwnd + SMSS = {cwnd_before} + {smss} = {cwnd}"));
            }
            lines
        }
        CongestionRule::CubicGrowth {
            region, t_ms, k_ms, w_max, w_cubic, w_est, target, cwnd_before, cwnd, ..
        } => {
            let mut lines = vec![
                format!("t = {}, K = {}, W_max = {w_max}", millis(t_ms), millis(k_ms)),
                format!("W_cubic(t) = C × (t − K)³ + W_max = {w_cubic}"),
                format!("W_est = {w_est}"),
            ];
            match region {
                CubicRegion::RenoFriendly => lines.push(format!("cwnd ← max({cwnd_before}, W_est) = {cwnd}")),
                CubicRegion::Concave | CubicRegion::Convex => lines.extend([
                    format!("target = {target}"),
                    format!("cwnd ← {cwnd_before} + {} = {cwnd}", cwnd - cwnd_before),
                ]),
            }
            lines
        }
        CongestionRule::TimeoutWindow { control, timeout, flight, smss, ssthresh, cwnd, .. } => vec![
            match timeout {
                Timeout::First => threshold(control, flight, smss, ssthresh),
                Timeout::Repeated => format!("ssthresh = {ssthresh}"),
            },
            one_segment(cwnd),
        ],
        CongestionRule::RestartAfterIdle { idle, rto, initial, cwnd_before, cwnd } => vec![
            format!("{} > RTO = {}", symbols(idle), symbols(rto)),
            format!("cwnd ← RW = min(IW, cwnd) = min({initial}, {cwnd_before}) = {cwnd}"),
        ],
        CongestionRule::EcnReduced { control, flight, smss, ssthresh, cwnd, .. } => {
            vec![threshold(control, flight, smss, ssthresh), format!("cwnd ← ssthresh = {cwnd}")]
        }
        CongestionRule::Rescaled { smss_before, smss, cwnd_before, cwnd } => {
            vec![format!("cwnd ← max({cwnd_before} × {smss} / {smss_before}, {smss}) = {cwnd}")]
        }
    }
}

/// What congestion leaves of what was in flight.
pub(super) fn threshold(control: CongestionControl, flight: u32, smss: u32, ssthresh: u32) -> String {
    let (name, part) = match control {
        CongestionControl::NewReno => ("FlightSize / 2", u64::from(flight) / 2),
        CongestionControl::Cubic => ("0.7 × FlightSize", u64::from(flight) * 7 / 10),
    };
    format!("ssthresh ← max({name}, 2 × SMSS) = max({part}, 2 × {smss}) = {ssthresh}")
}

/// ssthresh, which limits nothing before it is reduced for the first time.
fn limit(ssthresh: u32) -> String {
    if ssthresh == LARGEST_WINDOW { "∞".to_owned() } else { ssthresh.to_string() }
}

fn one_segment(cwnd: u32) -> String {
    format!("cwnd ← SMSS = {cwnd}")
}

fn millis(ms: u32) -> String {
    symbols(Duration::from_millis(ms.into()))
}
