//! Each step of loss recovery, in English.

use tcp::{Evidence, RecoveryRule, Scheme};
use wire::Seq;

use super::super::Words;
use super::super::scene::Scene;
use super::congestion::change;
use super::segment::missing;
use super::{counted, name, numbers, octets, range};

/// What a rule says.
pub(super) fn rule(scene: &Scene, rule: &RecoveryRule) -> Words {
    let peer = name(scene.side.peer());
    let own = |seq: Seq| scene.own(seq);
    match *rule {
        RecoveryRule::DuplicateAck { evidence, count, una, .. } => {
            let why = match evidence {
                Evidence::Repeated => format!(
                    "The {peer} names {} again. Something behind it may have arrived while it has not, being lost or \
                     only late; or the path has brought an old ACK once more.",
                    own(una)
                ),
                Evidence::Sack => format!("The {peer} names {} and reports more data beyond it.", own(una)),
            };
            let sign = match count {
                1..=3 => format!("This is number {count} of the three that are taken as a sign of loss."),
                _ => "Three were taken as a sign of loss; each further one tells that one more segment has left the \
                      network."
                    .to_owned(),
            };
            Words::new(format!("Duplicate ACK number {count}"), format!("{why} {sign}"))
        }
        RecoveryRule::LimitedTransmit { count, len, flight, cwnd, .. } => Words::new(
            "Limited transmit",
            format!(
                "Duplicate ACK number {count} shows that a segment has left the network, so a new one of {} goes out, \
                 although that makes {flight} in flight and cwnd is {cwnd}. Its ACK may bring certainty.",
                octets(len)
            ),
        ),
        RecoveryRule::NothingNewLost { una, recover } => Words::new(
            "No new loss",
            format!(
                "Three duplicate ACKs name {}, which is not beyond {}, the last number sent when a loss was noticed \
                 before. They tell of that loss, so nothing is reduced again.",
                own(una),
                own(recover)
            ),
        ),
        RecoveryRule::FastRetransmit { seq, count, flight, ssthresh, cwnd_before, cwnd, recover, .. } => Words::new(
            "Fast retransmit",
            format!(
                "{} name {}: the segment that begins there is retransmitted without waiting for the timer. The slow \
                 start threshold becomes {ssthresh} ({flight} were in flight), and three segments that have left the \
                 network come on top: cwnd {}. Fast recovery lasts until {} is acknowledged.",
                counted(count, "duplicate ACK"),
                own(seq),
                change(cwnd_before, cwnd),
                own(recover)
            ),
        ),
        RecoveryRule::Inflated { cwnd_before, cwnd, .. } => Words::new(
            "cwnd is inflated",
            format!(
                "Another duplicate ACK in fast recovery: one more segment has left the network, so cwnd makes room for \
                 a new one: {}.",
                change(cwnd_before, cwnd)
            ),
        ),
        RecoveryRule::PartialAck { seq, recover, count, acked, cwnd_before, cwnd, .. } => {
            let timer = if count == 1 { "restarts" } else { "does not restart" };
            Words::new(
                format!("Partial ACK number {count}"),
                format!(
                    "The ACK covers {} but does not reach {}: the segment at {} was lost too and is retransmitted at \
                     once. cwnd is deflated: {}. This ACK {timer} the retransmission timer.",
                    octets(acked),
                    own(recover),
                    own(seq),
                    change(cwnd_before, cwnd)
                ),
            )
        }
        RecoveryRule::FullAck { una, recover, cwnd_before, cwnd, .. } => Words::new(
            "Fast recovery is over",
            format!("{} cwnd is deflated: {}.", covered(own(recover), own(una)), change(cwnd_before, cwnd)),
        ),
        RecoveryRule::SackedMore { left, right, len, .. } => Words::new(
            "SACK reports more",
            format!(
                "The {peer} reports {}, beyond a gap. {} of that had not been reported before and need not be \
                 retransmitted. {PIPE}",
                range(own(left), own(right.back(1))),
                octets(len)
            ),
        ),
        RecoveryRule::DuplicateSack { left, right, .. } => Words::new(
            "Duplicate SACK",
            format!(
                "The first block reports {} although that had arrived before: it came twice. It was retransmitted in \
                 vain, or the path has doubled it.",
                range(own(left), own(right.back(1)))
            ),
        ),
        RecoveryRule::SackIgnored { left, right, .. } => Words::new(
            "SACK block ignored",
            format!(
                "The block from {} to just before {} does not lie within what is outstanding, so it means nothing.",
                own(left),
                own(right)
            ),
        ),
        RecoveryRule::DeemedLost { seq, len, ranges, octets: arrived, .. } => Words::new(
            "Deemed lost",
            format!(
                "From {} on, {} must be deemed lost, since the {peer} has enough beyond them: {} in {}. {PIPE}",
                own(seq),
                octets(len),
                octets(arrived),
                counted(ranges, "range")
            ),
        ),
        RecoveryRule::LossRecovery { seq, count, flight, cwnd_before, cwnd, recovery_point, .. } => Words::new(
            "Loss recovery begins",
            format!(
                "After {} the segment at {} is taken for lost and retransmitted at once. {flight} were in flight; cwnd \
                 is reduced, {}, until {} is acknowledged. {PIPE}",
                counted(count, "duplicate ACK"),
                own(seq),
                change(cwnd_before, cwnd),
                own(recovery_point)
            ),
        ),
        RecoveryRule::RecoveryOver { una, recovery_point, cwnd } => Words::new(
            "Loss recovery is over",
            format!("{} cwnd stays at {cwnd}.", covered(own(recovery_point), own(una))),
        ),
        RecoveryRule::SendAgain { seq, resend, pipe, cwnd } => Words::new(
            "Room for a retransmission",
            format!(
                "cwnd ({cwnd}) has room for the segment at {}. With it the pipe, the octets thought to be in flight, is \
                 {pipe}. {}",
                own(seq),
                missing(scene, resend)
            ),
        ),
        RecoveryRule::AllDeemedLost { una, behind: 0, .. } => Words::new(
            "All in flight counts as lost",
            format!("Nothing but the segment at {} is in flight. It counts as lost and is retransmitted.", own(una)),
        ),
        RecoveryRule::AllDeemedLost { scheme, una, behind, recover } => {
            let sack = match scheme {
                Scheme::NewReno => "",
                Scheme::Sack => ", even what SACK has reported",
            };
            Words::new(
                "All in flight counts as lost",
                format!(
                    "After the timeout everything from {} on counts as lost{sack}. Only the oldest segment goes out \
                     now. The rest ({}) waits for the next ACK: what that leaves unacknowledged is retransmitted then, \
                     as far as cwnd allows. Until {} is acknowledged, duplicate ACKs are no sign of a new loss.",
                    own(una),
                    numbers(behind),
                    own(recover)
                ),
            )
        }
        RecoveryRule::TimeoutRepaired { una, recover } => Words::new(
            "Repaired after the timeout",
            format!("{} What was lost has been retransmitted.", covered(own(recover), own(una))),
        ),
    }
}

const PIPE: &str = "The pipe is the octets thought to be in flight.";

fn covered(recover: u32, una: u32) -> String {
    format!(
        "Everything up to {recover}, the last number sent when the loss was noticed, is acknowledged; {una} is next."
    )
}
