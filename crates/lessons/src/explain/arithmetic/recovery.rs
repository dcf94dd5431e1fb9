//! The arithmetic under each step of loss recovery. `recover` is RFC 6582's name, pipe, DupThresh and RecoveryPoint are
//! RFC 6675's.

use tcp::{CongestionControl, RecoveryRule, Scheme};
use wire::Seq;

use super::super::scene::Scene;
use super::congestion::threshold;
use super::{check, circular, mark};

/// The lines under a rule.
pub(super) fn rule(scene: &Scene, rule: &RecoveryRule) -> Vec<String> {
    let own = |seq: Seq| scene.own(seq);
    match *rule {
        RecoveryRule::DuplicateAck { una, flight, .. } => {
            vec![format!("SND.UNA = {}", own(una)), format!("FlightSize = {flight}")]
        }
        RecoveryRule::LimitedTransmit { flight, cwnd, smss, .. } if flight <= cwnd + 2 * smss => {
            vec![check("FlightSize ≤ cwnd + 2 × SMSS", &format!("{flight} ≤ {cwnd} + 2 × {smss}"), true)]
        }
        RecoveryRule::LimitedTransmit { flight, cwnd, .. } => {
            vec![format!("FlightSize = {flight}"), format!("cwnd = {cwnd}")]
        }
        RecoveryRule::NothingNewLost { una, recover } => {
            let (last, recover) = (own(una.back(1)), own(recover));
            vec![check("SEG.ACK − 1 > recover", &circular(format!("{last} > {recover}"), last > recover), false)]
        }
        RecoveryRule::FastRetransmit { flight, limited, smss, ssthresh, cwnd, recover, .. } => {
            let mut lines = reduced(flight, limited, smss, ssthresh);
            lines.push(format!("cwnd ← ssthresh + 3 × SMSS = {ssthresh} + 3 × {smss} = {cwnd}"));
            lines.push(format!("recover ← {}", own(recover)));
            lines
        }
        RecoveryRule::Inflated { smss, cwnd_before, cwnd } => {
            vec![format!("cwnd ← cwnd + SMSS = {cwnd_before} + {smss} = {cwnd}")]
        }
        RecoveryRule::PartialAck { acked, smss, cwnd_before, cwnd, .. } => {
            let back = if acked >= smss { format!(" + {smss}") } else { String::new() };
            vec![format!("cwnd ← max({cwnd_before} − {acked}{back}, {smss}) = {cwnd}")]
        }
        RecoveryRule::FullAck { flight, smss, ssthresh, cwnd, .. } => vec![
            "cwnd ← min(ssthresh, max(FlightSize, SMSS) + SMSS)".to_owned(),
            format!("cwnd ← min({ssthresh}, max({flight}, {smss}) + {smss}) = {cwnd}"),
        ],
        RecoveryRule::SackedMore { pipe, .. } => vec![pipe_is(pipe)],
        RecoveryRule::DuplicateSack { seg_ack, .. } => vec![format!("SEG.ACK = {}", own(seg_ack))],
        RecoveryRule::SackIgnored { left, right, una, nxt } => {
            let numbers = format!("{} < {} < {} ≤ {}", own(una), own(left), own(right), own(nxt));
            let numbers = circular(numbers, own(una) > own(nxt));
            vec![check("SND.UNA < left < right ≤ SND.NXT", &numbers, false)]
        }
        RecoveryRule::DeemedLost { ranges, octets, smss, pipe, .. } => vec![
            format!("{ranges} ≥ DupThresh = 3 {}", mark(ranges >= 3)),
            format!("{octets} > (DupThresh − 1) × SMSS = 2 × {smss} {}", mark(octets > 2 * smss)),
            pipe_is(pipe),
        ],
        RecoveryRule::LossRecovery { flight, limited, smss, ssthresh, cwnd, recovery_point, pipe, .. } => {
            let mut lines = reduced(flight, limited, smss, ssthresh);
            lines.push(format!("cwnd ← ssthresh = {cwnd}"));
            lines.push(format!("RecoveryPoint ← {}", own(recovery_point)));
            lines.push(pipe_is(pipe));
            lines
        }
        RecoveryRule::RecoveryOver { cwnd, .. } => vec![format!("cwnd = {cwnd}")],
        RecoveryRule::SendAgain { pipe, cwnd, .. } => vec![pipe_is(pipe), format!("cwnd = {cwnd}")],
        RecoveryRule::AllDeemedLost { scheme: Scheme::NewReno, recover, .. } => {
            vec![format!("recover ← {}", own(recover))]
        }
        RecoveryRule::AllDeemedLost { scheme: Scheme::Sack, recover, .. } => {
            vec![format!("RecoveryPoint ← {}", own(recover))]
        }
        RecoveryRule::TimeoutRepaired { una, .. } => vec![format!("SND.UNA = {}", own(una))],
    }
}

fn pipe_is(pipe: u32) -> String {
    format!("pipe = {pipe}")
}

/// FlightSize without what limited transmit sent, and what is left of it. Which algorithm reduced it shows in the
/// numbers: unless the floor of two segments decided, their parts differ.
fn reduced(flight: u32, limited: u32, smss: u32, ssthresh: u32) -> Vec<String> {
    let mut lines = Vec::new();
    if limited > 0 {
        lines.push(format!("FlightSize = {} − {limited} = {flight}", flight + limited));
    }
    lines.push(match ssthresh {
        _ if ssthresh == 2 * smss => format!("ssthresh ← 2 × SMSS = 2 × {smss} = {ssthresh}"),
        _ if ssthresh == flight / 2 => threshold(CongestionControl::NewReno, flight, smss, ssthresh),
        _ => threshold(CongestionControl::Cubic, flight, smss, ssthresh),
    });
    lines
}
