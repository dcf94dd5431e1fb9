//! The arithmetic under keep-alive probes and reports from the network.

use tcp::LivenessRule;

use super::super::scene::Scene;
use super::{check, circular};

/// Octets of an IPv4 header and a TCP header without options.
const HEADERS: u16 = 40;

/// The lines under a rule.
pub(super) fn rule(scene: &Scene, rule: &LivenessRule) -> Vec<String> {
    match *rule {
        LivenessRule::KeepAliveProbe { seq, .. } => vec![format!("SEG.SEQ = SND.NXT − 1 = {}", scene.own(seq))],
        LivenessRule::R1Reached { r1 } => vec![format!("R1 = {r1}")],
        LivenessRule::IcmpElsewhere { seq, snd_una, snd_nxt } => {
            let (una, nxt) = (scene.own(snd_una), scene.own(snd_nxt));
            let numbers = circular(format!("{una} ≤ {} < {nxt}", scene.own(seq)), una > nxt);
            vec![check("SND.UNA ≤ SEG.SEQ < SND.NXT", &numbers, false)]
        }
        LivenessRule::PacketTooBig { mtu, send_mss, .. } => {
            let options = mtu.saturating_sub(HEADERS).saturating_sub(send_mss);
            let less = if options == 0 { String::new() } else { format!(" − {options}") };
            vec![format!("Eff.snd.MSS ← {mtu} − {HEADERS}{less} = {send_mss}")]
        }
        LivenessRule::KeepAliveOn { .. }
        | LivenessRule::KeepAliveGivenUp { .. }
        | LivenessRule::UserTimeout { .. }
        | LivenessRule::FinWait2Over { .. }
        | LivenessRule::IcmpSoft { .. }
        | LivenessRule::IcmpHard { .. }
        | LivenessRule::IcmpHardTolerated { .. }
        | LivenessRule::SourceQuench => Vec::new(),
    }
}
