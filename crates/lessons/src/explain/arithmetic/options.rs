//! The arithmetic under what options agreed on and decided.

use tcp::OptionRule;

use super::super::scene::Scene;
use super::{check, circular};

/// The lines under a rule.
pub(super) fn rule(scene: &Scene, rule: &OptionRule) -> Vec<String> {
    match *rule {
        OptionRule::SendMss { peer_mss, path, options, send_mss, .. } => {
            let less = if options == 0 { String::new() } else { format!(" − {options}") };
            vec![format!("Eff.snd.MSS = min({peer_mss}, {path}){less} = {send_mss}")]
        }
        OptionRule::WindowScaleAgreed { snd_shift, rcv_shift } => vec![
            format!("Snd.Wind.Shift = {snd_shift}, SND.WND = SEG.WND << {snd_shift}"),
            format!("Rcv.Wind.Shift = {rcv_shift}, SEG.WND = RCV.WND >> {rcv_shift}"),
        ],
        OptionRule::WindowScaleTooLarge { shift } => vec![format!("Snd.Wind.Shift ← min({shift}, 14) = 14")],
        OptionRule::TimestampsAgreed { ts_recent } => vec![format!("TS.Recent ← SEG.TSval = {ts_recent}")],
        OptionRule::TimestampOld { ts_val, ts_recent } => {
            let numbers = circular(format!("{ts_val} ≥ {ts_recent}"), ts_val > ts_recent);
            vec![check("SEG.TSval ≥ TS.Recent", &numbers, false)]
        }
        OptionRule::TimestampStale { ts_val, ts_recent } => {
            vec![format!("SEG.TSval = {ts_val}"), format!("TS.Recent = {ts_recent}")]
        }
        OptionRule::TimestampTaken { to, last_ack_sent, .. } => vec![
            format!("SEG.SEQ ≤ Last.ACK.sent = {} ✓", scene.peers(last_ack_sent)),
            format!("TS.Recent ← SEG.TSval = {to}"),
        ],
        OptionRule::WindowScaleDeclined
        | OptionRule::SackAgreed
        | OptionRule::SackDeclined
        | OptionRule::TimestampsDeclined
        | OptionRule::TimestampMissing
        | OptionRule::EcnAgreed
        | OptionRule::EcnDeclined
        | OptionRule::EcnMarked
        | OptionRule::EcnAnswered => Vec::new(),
    }
}
