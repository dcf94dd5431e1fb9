//! What data or an acknowledgment waits for, in English.

use tcp::PacingRule;

use super::super::Words;
use super::super::scene::Scene;
use super::super::span::duration;
use super::{name, octets};
use crate::Lang::En;

/// What a rule says.
pub(super) fn rule(scene: &Scene, rule: &PacingRule) -> Words {
    let (me, peer) = (name(scene.side), name(scene.side.peer()));
    match *rule {
        PacingRule::NagleWaits { unsent, in_flight, send_mss } => Words::new(
            "Nagle's algorithm",
            format!(
                "Less than a full segment ({} of {send_mss}) waits as long as anything is unacknowledged (now {}). So \
                 small pieces travel together.",
                octets(unsent),
                octets(in_flight)
            ),
        ),
        PacingRule::SillyWindowAvoided { unsent, usable, send_mss, max_wnd, wait } => Words::new(
            "Silly window avoided",
            format!(
                "The {peer}'s window has room for {}: less than a full segment ({send_mss}), than all that waits \
                 ({unsent}), and than half of its largest window ({max_wnd}). Rather than send a small segment the \
                 {me} waits for more room, but no longer than {}.",
                octets(usable),
                duration(wait, En)
            ),
        ),
        PacingRule::SillyWindowOverridden { usable, waited } => Words::new(
            "Waited long enough",
            format!(
                "After {} the window has not opened further, so what it has room for is sent: {}.",
                duration(waited, En),
                octets(usable)
            ),
        ),
        PacingRule::WindowFull { unsent: 0, .. } => Words::new(
            "No room for the FIN",
            format!("A FIN takes a number like an octet, and the {peer}'s window has none to spare: the FIN waits."),
        ),
        PacingRule::WindowFull { unsent, snd_wnd: 0, .. } => {
            Words::new("Window closed", format!("{} The {peer}'s window is closed.", waiting(unsent)))
        }
        PacingRule::WindowFull { unsent, snd_wnd, in_flight } => Words::new(
            "Window full",
            format!(
                "{} The {peer}'s window is {snd_wnd}, and what is in flight ({in_flight}) fills it.",
                waiting(unsent)
            ),
        ),
        PacingRule::CongestionWindowFull { unsent, cwnd, in_flight } => Words::new(
            "Congestion window full",
            format!(
                "{} The congestion window is {cwnd}, and with {in_flight} in flight it has no room for the next \
                 segment.",
                waiting(unsent)
            ),
        ),
        PacingRule::FinAckDelayed { delay } => Words::new(
            "Delayed ACK of a FIN",
            format!(
                "The {me} acknowledges the {peer}'s FIN, but not at once: for {} that waits for the {me}'s application, \
                 whose own FIN could take it along. Then three segments close the connection, not four.",
                duration(delay, En)
            ),
        ),
        PacingRule::AckDelayed { delay, octets: arrived } => Words::new(
            "Delayed ACK",
            format!(
                "The acknowledgment of {} waits {} at most: it may go with data, or acknowledge the next segment too.",
                octets(arrived),
                duration(delay, En)
            ),
        ),
        PacingRule::AckDelayOver { waited } => Words::new(
            "The ACK goes alone",
            format!("In {} nothing came that the acknowledgment could go with.", duration(waited, En)),
        ),
        PacingRule::SecondSegment { octets: arrived, full } => Words::new(
            "Every second segment",
            format!(
                "{} have come since the last acknowledgment, as much as two full segments of {full}. It may wait no \
                 longer.",
                octets(arrived)
            ),
        ),
    }
}

fn waiting(unsent: u32) -> String {
    format!("Waiting to be sent: {}.", octets(unsent))
}
