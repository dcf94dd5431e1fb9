//! The arithmetic under a listener's decisions. Many peers talk to one listener, so all numbers are absolute.

use std::time::Duration;

use tcp::ListenerRule;
use wire::Seq;

use super::super::span::symbols;
use super::{added, mark};

/// How long the counter in a cookie stands at one number (RFC 4987 appendix A).
const STEP: Duration = Duration::from_secs(64);

/// What a cookie's age is less than when its counter is `steps` behind: where within a step it was made is not known.
pub(crate) fn cookie_is_younger_than(steps: u64) -> Duration {
    Duration::from_secs(STEP.as_secs().saturating_mul(steps.saturating_add(1)))
}

/// The lines under a rule.
pub(crate) fn rule(rule: &ListenerRule) -> Vec<String> {
    match *rule {
        ListenerRule::CookieSent { irs, cookie, announced, mss } => vec![
            format!("IRS ← SEG.SEQ = {}", irs.0),
            format!("ISS ← {}", cookie.0),
            format!("ISS + 1 = {}", added(cookie.0, &[1])),
            format!("SendMSS ← {mss} ≤ {announced}"),
        ],
        ListenerRule::CookieAccepted { cookie, irs, mss, steps } => vec![
            format!("ISS ← SEG.ACK − 1 = {}", one_before(cookie + 1)),
            format!("IRS ← SEG.SEQ − 1 = {}", one_before(irs + 1)),
            format!("SendMSS ← {mss}"),
            format!("({steps} + 1) × {} = {}", symbols(STEP), symbols(cookie_is_younger_than(steps))),
        ],
        ListenerRule::CookieRefused { seg_ack } => {
            vec![format!("SEG.ACK − 1 = {} {}", one_before(seg_ack), mark(false))]
        }
        ListenerRule::InvalidSource { .. }
        | ListenerRule::SynQueued { .. }
        | ListenerRule::SynDropped { .. }
        | ListenerRule::CookieCannotSay { .. }
        | ListenerRule::HandshakeComplete { .. }
        | ListenerRule::AcceptQueueFull { .. }
        | ListenerRule::HalfOpenEnded { .. }
        | ListenerRule::EndedBeforeAccept { .. }
        | ListenerRule::Accepted { .. }
        | ListenerRule::AnswerDropped { .. } => Vec::new(),
    }
}

/// `seq − 1 = before`, and that it was reduced where it is.
fn one_before(seq: Seq) -> String {
    let before = seq.back(1).0;
    if seq.0 == 0 { format!("(0 − 1) mod 2^32 = {before}") } else { format!("{} − 1 = {before}", seq.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_one_before_what_is_acknowledged_even_at_two_to_the_thirty_two() {
        let lines = |cookie| rule(&ListenerRule::CookieAccepted { cookie, irs: Seq(516), mss: 1452, steps: 2 });
        assert_eq!(
            lines(Seq(104)),
            [
                "ISS ← SEG.ACK − 1 = 105 − 1 = 104",
                "IRS ← SEG.SEQ − 1 = 517 − 1 = 516",
                "SendMSS ← 1452",
                "(2 + 1) × 64 s = 192 s"
            ]
        );
        assert_eq!(lines(Seq(u32::MAX))[0], "ISS ← SEG.ACK − 1 = (0 − 1) mod 2^32 = 4294967295");
    }

    #[test]
    fn the_acknowledgment_that_a_cookie_waits_for_is_one_past_it() {
        let sent = |cookie| rule(&ListenerRule::CookieSent { irs: Seq(516), cookie, announced: 1455, mss: 1452 });
        assert_eq!(
            sent(Seq(104)),
            ["IRS ← SEG.SEQ = 516", "ISS ← 104", "ISS + 1 = 104 + 1 = 105", "SendMSS ← 1452 ≤ 1455"]
        );
        assert_eq!(sent(Seq(u32::MAX))[2], "ISS + 1 = (4294967295 + 1) mod 2^32 = 0");
    }
}
