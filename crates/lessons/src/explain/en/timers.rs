//! Timers and the round trip, in English.

use std::time::Duration;

use tcp::{Limit, Measured, Timer};

use super::super::Words;
use super::super::scene::Scene;
use super::super::span;
use super::{counted, name, times};
use crate::Lang::En;

/// A timer was started.
pub(super) fn started(scene: &Scene, timer: Timer, span: Duration) -> Words {
    let (me, peer) = (name(scene.side), name(scene.side.peer()));
    let span = duration(span);
    match timer {
        Timer::Retransmission => Words::new(
            "Retransmission timer",
            format!(
                "If no new acknowledgment comes within {span}, the oldest unacknowledged segment is retransmitted."
            ),
        ),
        Timer::Persist => Words::new(
            "Persist timer",
            format!(
                "The {peer}'s window is closed, and the segment that opens it may get lost. After {span} the {me} will \
                 probe it."
            ),
        ),
        Timer::TimeWait => Words::new(
            "TIME-WAIT",
            format!(
                "The {me} waits {span}, twice the maximum segment lifetime: long enough to acknowledge the {peer}'s \
                 FIN again if the ACK was lost, and for old segments to die out."
            ),
        ),
        Timer::DelayedAck => Words::new(
            "Delayed-ACK timer",
            format!("The acknowledgment waits {span} at most for something that it can go with."),
        ),
        Timer::SillyWindow => Words::new(
            "Override timer",
            format!("If the {peer}'s window has not opened further after {span}, what fits into it is sent."),
        ),
        Timer::KeepAlive => Words::new(
            "Keep-alive timer",
            format!("If nothing comes from the {peer} for {span}, the {me} will ask whether it is still there."),
        ),
        Timer::User => Words::new(
            "User timeout",
            format!("If the {peer} acknowledges nothing for {span}, the {me} gives the connection up."),
        ),
        Timer::FinWait2 => Words::new(
            "FIN-WAIT-2 timer",
            format!("The {me}'s application is gone, so the {me} waits only {span} for the {peer}'s FIN."),
        ),
    }
}

/// The round trip was measured.
pub(super) fn measured(by: Measured, first: bool, sample: Duration, computed: Duration, rto: Duration) -> Words {
    let (sample, formula) = (duration(sample), duration(computed));
    let how = match by {
        Measured::Segment => format!("From sending to acknowledgment {sample} passed."),
        Measured::Timestamp => format!("The echoed timestamp is {sample} old, so that is the round trip."),
    };
    let first = if first { " It is the first measurement, from which SRTT and RTTVAR start." } else { "" };
    let timeout = duration(rto);
    let bound = if rto > computed {
        format!("The formula gives {formula}, but RTO is never set below {timeout}.")
    } else if rto < computed {
        format!("The formula gives {formula}, but RTO is capped at {timeout}.")
    } else {
        format!("RTO follows from it: {timeout}.")
    };
    Words::new("Round trip measured", format!("{how}{first} {bound} G is the granularity of the clock."))
}

/// What was sent more than once is not measured.
pub(super) fn not_measured(seq: u32, transmissions: u32, rto: Duration) -> Words {
    Words::new(
        "No measurement",
        format!(
            "What begins at {seq} was sent {}, and the ACK does not say which transmission it answers. So the round \
             trip is not measured (Karn's algorithm), and RTO stays at {}, any backoff included, until there is a \
             measurement.",
            times(transmissions),
            duration(rto)
        ),
    )
}

/// The SYN was sent more than once.
pub(super) fn syn_not_measured(seq: u32, transmissions: u32) -> Words {
    Words::new(
        "No measurement",
        format!(
            "The SYN with number {seq} was sent {}, and the ACK does not say which transmission it answers. So the \
             round trip is not measured (Karn's algorithm).",
            times(transmissions)
        ),
    )
}

/// The handshake needed a retransmission.
pub(super) fn after_syn_timeout(rto: Duration) -> Words {
    Words::new(
        "Timeout after a lost SYN",
        format!(
            "The handshake needed a retransmission, and what was sent more than once gives no reliable measurement. \
             Data transfer begins with RTO = {}, whether that is more or less than before.",
            duration(rto)
        ),
    )
}

/// The retransmission timer expired.
pub(super) fn expired(scene: &Scene, seq: u32, expired: Duration, rto: Duration, transmissions: u32) -> Words {
    let peer = name(scene.side.peer());
    let next = if rto == expired * 2 { "RTO doubles to" } else { "RTO is now at its cap of" };
    Words::new(
        "Retransmission timeout",
        format!(
            "{} passed and the {peer} has not acknowledged {seq}, although it was sent {}. The oldest unacknowledged \
             segment, which begins there, is retransmitted, and {next} {}: a longer wait gives an overloaded path \
             time to recover.",
            duration(expired),
            times(transmissions),
            duration(rto)
        ),
    )
}

/// R2 is reached.
pub(super) fn given_up(scene: &Scene, transmissions: u32, limit: Limit) -> Words {
    let me = name(scene.side);
    let limit = match limit {
        Limit::After(span) => duration(span),
        Limit::Times(times) => counted(times, "retransmission"),
    };
    Words::new(
        "Given up",
        format!(
            "The oldest unacknowledged segment was sent {} in vain. R2, the limit of {limit}, is reached: the {me} \
             gives the connection up.",
            times(transmissions)
        ),
    )
}

/// The persist timer expired.
pub(super) fn window_probe(scene: &Scene, snd_nxt: u32, waited: Duration) -> Words {
    let peer = name(scene.side.peer());
    Words::new(
        "Window probe",
        format!(
            "After {} the window is still closed. A probe at SND.NXT = {snd_nxt} makes the {peer} tell its window.",
            duration(waited)
        ),
    )
}

/// 2 MSL have passed.
pub(super) fn time_wait_over(scene: &Scene, wait: Duration) -> Words {
    let me = name(scene.side);
    Words::new(
        "TIME-WAIT is over",
        format!(
            "The wait of {} is over. Old segments have died out, and the {me} forgets the connection.",
            duration(wait)
        ),
    )
}

fn duration(span: Duration) -> String {
    span::duration(span, En)
}
