//! What silence, or a report from the network, led to, in English.

use tcp::{LivenessRule, NetworkError};

use super::super::Words;
use super::super::scene::Scene;
use super::super::span::duration;
use super::{counted, name, octets, times};
use crate::Lang::En;

/// What a rule says.
pub(super) fn rule(scene: &Scene, rule: &LivenessRule) -> Words {
    let (me, peer) = (name(scene.side), name(scene.side.peer()));
    match *rule {
        LivenessRule::KeepAliveOn { idle } => Words::new(
            "Keep-alive",
            format!(
                "If nothing comes from the {peer} for {}, the {me} will ask whether it is still there.",
                duration(idle, En)
            ),
        ),
        LivenessRule::KeepAliveProbe { seq, idle, nth, limit } => Words::new(
            format!("Keep-alive probe {nth} of {limit}"),
            format!(
                "Nothing has come for {}. The probe has number {}, which the {peer} has received already: if it is \
                 still there, it must answer with an ACK.",
                duration(idle, En),
                scene.own(seq)
            ),
        ),
        LivenessRule::KeepAliveGivenUp { probes } => Words::new(
            "No answer to keep-alive",
            format!(
                "The {peer} has not answered {}. It is taken for dead, and the connection is given up.",
                counted(probes, "probe")
            ),
        ),
        LivenessRule::R1Reached { r1 } => Words::new(
            "R1 reached",
            format!(
                "The same segment has been retransmitted {}. IP is told, so that it can look for another route; the \
                 {me} goes on trying.",
                times(r1)
            ),
        ),
        LivenessRule::UserTimeout { limit } => Words::new(
            "User timeout",
            format!(
                "Nothing was acknowledged for {}, and the application wants to wait no longer. The connection is given \
                 up.",
                duration(limit, En)
            ),
        ),
        LivenessRule::FinWait2Over { held } => Words::new(
            "FIN-WAIT-2 is over",
            format!(
                "The {peer} has not closed its direction within {}, and the {me}'s application is gone. The {me} \
                 forgets the connection. RFC 9293 names no such limit; systems set their own.",
                duration(held, En)
            ),
        ),
        LivenessRule::IcmpElsewhere { seq, .. } => Words::new(
            "A report about something else",
            format!(
                "The ICMP message quotes number {}, but nothing with that number is in flight. It may be late or \
                 forged, and is ignored.",
                scene.own(seq)
            ),
        ),
        LivenessRule::IcmpSoft { error } => report("Soft error", error, "That may pass, so the connection goes on."),
        LivenessRule::IcmpHard { error } => report("Hard error", error, "The attempt to connect ends."),
        LivenessRule::IcmpHardTolerated { error } => report(
            "Hard error tolerated",
            error,
            "Such a message is easily forged, so an established connection does not end for it.",
        ),
        LivenessRule::PacketTooBig { mtu, before, send_mss } => Words::new(
            "Packet too big",
            format!(
                "The next hop of a router takes packets of {mtu} octets at most. From now on a segment carries at most \
                 {} of data, not {before}, and what was too big is retransmitted.",
                octets(send_mss.into())
            ),
        ),
        LivenessRule::SourceQuench => Words::new(
            "Source quench ignored",
            "This ICMP message once asked a host to slow down. It is obsolete; congestion control does without.",
        ),
    }
}

fn report(heading: &str, error: NetworkError, so: &str) -> Words {
    Words::new(heading, format!("The network reports: {}. {so}", reported(error)))
}

/// What an ICMP message says.
pub(super) fn reported(error: NetworkError) -> String {
    let error = match error {
        NetworkError::NetUnreachable => "network unreachable",
        NetworkError::HostUnreachable => "host unreachable",
        NetworkError::ProtocolUnreachable => "protocol unreachable",
        NetworkError::PortUnreachable => "port unreachable",
        NetworkError::FragmentationNeeded(mtu) => return format!("fragmentation needed, next-hop MTU {mtu}"),
        NetworkError::SourceRouteFailed => "source route failed",
        NetworkError::TimeExceeded => "time exceeded",
        NetworkError::ParameterProblem => "parameter problem",
        NetworkError::SourceQuench => "source quench",
    };
    error.to_owned()
}
