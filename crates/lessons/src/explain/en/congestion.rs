//! Each change of the congestion window, in English.

use tcp::{CongestionControl, CongestionRule, CubicRegion, Handshake, LARGEST_WINDOW, Timeout};

use super::super::Words;
use super::super::scene::Scene;
use super::super::span::duration;
use super::{name, numbers, octets};
use crate::Lang::En;

/// What a rule says.
pub(super) fn rule(scene: &Scene, rule: &CongestionRule) -> Words {
    let peer = name(scene.side.peer());
    match *rule {
        CongestionRule::InitialWindow { handshake: Handshake::Clean, cwnd, .. } => Words::new(
            "Initial window",
            format!(
                "Nothing is known of the path yet, so the congestion window (cwnd) begins small: {} may be in flight \
                 until the first of them are acknowledged.",
                octets(cwnd)
            ),
        ),
        CongestionRule::InitialWindow { handshake: Handshake::Lossy, cwnd, .. } => Words::new(
            "Initial window",
            format!(
                "The handshake needed a retransmission, which may be a sign of congestion: cwnd begins with one \
                 segment, {}.",
                octets(cwnd)
            ),
        ),
        CongestionRule::SlowStart { acked, cwnd_before, cwnd, .. } => Words::new(
            "Slow start",
            format!(
                "cwnd is below the slow start threshold, so it grows by what this ACK acknowledges ({}), but by no \
                 more than one segment: {}. At best it doubles in each round trip.",
                numbers(acked),
                change(cwnd_before, cwnd)
            ),
        ),
        CongestionRule::Avoidance { acked, counted, cwnd_before, cwnd, .. } => {
            let so = if cwnd > cwnd_before {
                format!("which is a whole window, so cwnd grows by one segment: {}.", change(cwnd_before, cwnd))
            } else {
                format!("and cwnd stays at {cwnd} until that is a whole window.")
            };
            Words::new(
                "Congestion avoidance",
                format!(
                    "This ACK acknowledges {}. Since cwnd last grew that makes {}, {so}",
                    numbers(acked),
                    numbers(counted)
                ),
            )
        }
        CongestionRule::CubicGrowth { region, acked, w_max, w_est, cwnd_before, cwnd, .. } => {
            let (heading, why) = match region {
                CubicRegion::RenoFriendly => (
                    "CUBIC, Reno-friendly",
                    format!(
                        "By now Reno would have {w_est}, more than the cubic curve gives, and CUBIC keeps up with it"
                    ),
                ),
                CubicRegion::Concave => (
                    "CUBIC, concave",
                    format!(
                        "Below {w_max}, about where the window was reduced, cwnd grows fast at first, then ever more slowly"
                    ),
                ),
                CubicRegion::Convex => (
                    "CUBIC, convex",
                    format!("From {w_max} on cwnd probes for more, slowly at first, then ever faster"),
                ),
            };
            Words::new(
                heading,
                format!("This ACK acknowledges {}. {why}: {}.", numbers(acked), change(cwnd_before, cwnd)),
            )
        }
        CongestionRule::TimeoutWindow { control, timeout, flight, ssthresh_before, ssthresh, cwnd_before, .. } => {
            let threshold = match timeout {
                Timeout::First => {
                    let before = if ssthresh_before == LARGEST_WINDOW {
                        "it had set no limit so far".to_owned()
                    } else {
                        format!("before: {ssthresh_before}")
                    };
                    format!(
                        "The slow start threshold becomes {ssthresh} ({before}): {}, but two segments at least.",
                        part(control, flight)
                    )
                }
                Timeout::Repeated => format!(
                    "This segment has timed out before, so the slow start threshold stays at {ssthresh} and does not \
                     fall again."
                ),
            };
            Words::new(
                "One segment after the timeout",
                format!(
                    "A timeout is a sign of heavy congestion: cwnd becomes one segment (before: {cwnd_before}). {threshold}"
                ),
            )
        }
        CongestionRule::RestartAfterIdle { idle, rto, cwnd_before, cwnd, .. } => Words::new(
            "Restart after idling",
            format!(
                "Nothing was sent for {}, longer than RTO ({}), so cwnd says little about the path any more. It falls \
                 back to the initial window: {}.",
                duration(idle, En),
                duration(rto, En),
                change(cwnd_before, cwnd)
            ),
        ),
        CongestionRule::EcnReduced { control, flight, cwnd_before, cwnd, .. } => Words::new(
            "Reduced for a congestion mark",
            format!(
                "The {peer} echoes a router's congestion mark. A mark is no loss, but the window is reduced as for one, to \
                 {}, but to two segments at least: {}.",
                part(control, flight),
                change(cwnd_before, cwnd)
            ),
        ),
        CongestionRule::Rescaled { smss_before, smss, cwnd_before, cwnd } => Words::new(
            "Smaller segments",
            format!(
                "A full segment shrinks from {smss_before} to {smss}. cwnd shrinks in proportion, so that there are no \
                 more of them in flight: {}.",
                change(cwnd_before, cwnd)
            ),
        ),
    }
}

/// "4380 → 5840".
pub(super) fn change(before: u32, after: u32) -> String {
    format!("{before} → {after}")
}

/// What is left of what was in flight.
fn part(control: CongestionControl, flight: u32) -> String {
    let (part, whole) = match control {
        CongestionControl::NewReno => ("half", flight.is_multiple_of(2)),
        CongestionControl::Cubic => ("7/10", flight.is_multiple_of(10)),
    };
    let rounded = if whole { "" } else { ", rounded down" };
    format!("{part} of the {} in flight{rounded}", numbers(flight))
}
