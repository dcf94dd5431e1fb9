//! What options agreed on and decided, in English.

use tcp::OptionRule;

use super::super::Words;
use super::super::scene::Scene;
use super::{name, octets};

/// What a rule says.
pub(super) fn rule(scene: &Scene, rule: &OptionRule) -> Words {
    let (me, peer) = (name(scene.side), name(scene.side.peer()));
    match *rule {
        OptionRule::SendMss { announced, peer_mss, path, options, send_mss } => {
            let taken = match announced {
                Some(mss) if mss < peer_mss => {
                    format!("The {peer} announces an MSS of {mss}; less than {peer_mss} is not believed")
                }
                Some(mss) => format!("The {peer} announces an MSS of {mss}"),
                None => format!("The {peer} announces no MSS, so the default of {peer_mss} counts"),
            };
            let less = if options == 0 {
                String::new()
            } else {
                format!(" Each segment also carries {} of options.", octets(options.into()))
            };
            Words::new(
                "Largest segment to send",
                format!(
                    "{taken}, and the path, as far as the {me} knows, has room for {path}.{less} So a segment of the \
                     {me}'s carries at most {} of data.",
                    octets(send_mss.into())
                ),
            )
        }
        OptionRule::WindowScaleAgreed { snd_shift, rcv_shift } => Words::new(
            "Window scale agreed",
            format!(
                "Both SYNs have the option. From now on the {peer}'s windows are shifted left by {snd_shift}, the \
                 {me}'s right by {rcv_shift}, so that 16 bits can tell more than 65535. The window of a SYN is never \
                 shifted."
            ),
        ),
        OptionRule::WindowScaleTooLarge { shift } => Words::new(
            "Window scale too large",
            format!("The {peer} asks for a shift of {shift}. More than 14 is not allowed, so 14 is used."),
        ),
        OptionRule::WindowScaleDeclined => declined(scene, "Window scale", "no window is shifted"),
        OptionRule::SackAgreed => Words::new(
            "SACK agreed",
            "Both SYNs permit selective acknowledgment: from now on an ACK also reports what arrived beyond a gap.",
        ),
        OptionRule::SackDeclined => declined(scene, "SACK", "an ACK tells only the next number that is expected"),
        OptionRule::TimestampsAgreed { ts_recent } => Words::new(
            "Timestamps agreed",
            format!(
                "Both SYNs have timestamps, so every segment but a reset carries them from now on. The {peer}'s, \
                 {ts_recent}, is kept to be echoed."
            ),
        ),
        OptionRule::TimestampsDeclined => declined(scene, "Timestamps", "neither side sends them"),
        OptionRule::TimestampMissing => {
            Words::new("Timestamp missing", "Timestamps were agreed on, but this segment has none: it is dropped.")
        }
        OptionRule::TimestampOld { ts_val, ts_recent } => Words::new(
            "Timestamp too old",
            format!(
                "The segment's timestamp {ts_val} is older than {ts_recent}, which has been seen already: it is an old \
                 duplicate. It is dropped, and an ACK goes back (PAWS)."
            ),
        ),
        OptionRule::TimestampStale { ts_val, ts_recent } => Words::new(
            "The kept timestamp is out of date",
            format!(
                "{ts_recent} was kept so long ago that it says nothing about {ts_val} any more. The segment is not \
                 judged by its timestamp."
            ),
        ),
        OptionRule::TimestampTaken { from, to, .. } => Words::new(
            "New timestamp to echo",
            format!(
                "The segment begins no later than the last acknowledgment, so its timestamp {to} takes the place of \
                 {from} and is echoed from now on."
            ),
        ),
        OptionRule::EcnAgreed => Words::new(
            "ECN agreed",
            "Both sides support explicit congestion notification: routers may mark packets with data instead of \
             dropping them.",
        ),
        OptionRule::EcnDeclined => declined(scene, "ECN", "routers can only drop packets"),
        OptionRule::EcnMarked => Words::new(
            "Congestion mark",
            format!(
                "A router has marked this packet (CE). The {me} sets ECE on every ACK until the {peer} answers with \
                 CWR."
            ),
        ),
        OptionRule::EcnAnswered => Words::new(
            "CWR arrives",
            format!("The {peer} has reduced its congestion window, so the {me} stops setting ECE."),
        ),
    }
}

/// What was offered and not taken.
fn declined(scene: &Scene, option: &str, so: &str) -> Words {
    let (me, peer) = (name(scene.side), name(scene.side.peer()));
    Words::new(
        format!("{option} declined"),
        format!("The {me} offered it, but the {peer}'s SYN,ACK did not take it up: {so}."),
    )
}
