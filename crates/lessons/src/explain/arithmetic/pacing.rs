//! The arithmetic under what data or an acknowledgment waits for. D is what waits, U the usable window, as RFC 9293
//! section 3.8.6.2.1 calls them.

use tcp::PacingRule;

use super::check;

/// The lines under a rule.
pub(super) fn rule(rule: &PacingRule) -> Vec<String> {
    match *rule {
        PacingRule::NagleWaits { unsent, in_flight, send_mss } => vec![
            format!("SND.NXT − SND.UNA = {in_flight} > 0"),
            check("D ≥ Eff.snd.MSS", &format!("{unsent} ≥ {send_mss}"), false),
        ],
        PacingRule::SillyWindowAvoided { unsent, usable, send_mss, max_wnd, .. } => {
            let least = unsent.min(usable);
            vec![
                check("min(D, U) ≥ Eff.snd.MSS", &format!("{least} ≥ {send_mss}"), false),
                check("D ≤ U", &format!("{unsent} ≤ {usable}"), false),
                check("min(D, U) ≥ 1/2 × Max(SND.WND)", &format!("{least} ≥ {}", max_wnd / 2), false),
            ]
        }
        PacingRule::SillyWindowOverridden { usable, .. } => vec![format!("U = {usable}")],
        PacingRule::WindowFull { snd_wnd, in_flight, .. } => vec![room("U = SND.WND", snd_wnd, in_flight)],
        PacingRule::CongestionWindowFull { cwnd, in_flight, .. } => vec![room("cwnd", cwnd, in_flight)],
        PacingRule::FinAckDelayed { .. } | PacingRule::AckDelayed { .. } | PacingRule::AckDelayOver { .. } => {
            Vec::new()
        }
        PacingRule::SecondSegment { octets, full } => vec![format!("{octets} ≥ 2 × {full} ✓")],
    }
}

/// What a window has left beside what is in flight; less than nothing when it has shrunk.
fn room(name: &str, window: u32, in_flight: u32) -> String {
    let left = i64::from(window) - i64::from(in_flight);
    let sign = if left < 0 { "−" } else { "" };
    format!("{name} − (SND.NXT − SND.UNA) = {window} − {in_flight} = {sign}{}", left.unsigned_abs())
}
