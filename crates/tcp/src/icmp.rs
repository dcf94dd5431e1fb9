//! What the network reports by ICMP about segments of this connection (RFC 9293 section 3.9.2.2, RFC 792).

use serde::{Deserialize, Serialize};
use wire::Seq;

use crate::{Ending, Endpoint, LivenessRule, Opened, State};

/// Octets of a TCP header and of the IP header before it, without options: so much less room has an MTU for text.
const HEADERS_IPV4: u16 = 40;
const HEADERS_IPV6: u16 = 60;

/// The least MTU that a report may name: below it a forged one could make every octet a packet (RFC 791 section 3.2
/// has 68 octets as the least that every network carries).
const LEAST_MTU: u16 = 68;

/// What an ICMP error message says, as far as TCP acts on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum NetworkError {
    /// Destination unreachable, code 0.
    NetUnreachable,
    /// Destination unreachable, code 1.
    HostUnreachable,
    /// Destination unreachable, code 2.
    ProtocolUnreachable,
    /// Destination unreachable, code 3.
    PortUnreachable,
    /// Destination unreachable, code 4: too big for the next hop, which takes packets of so many octets.
    FragmentationNeeded(u16),
    /// Destination unreachable, code 5.
    SourceRouteFailed,
    /// Time exceeded, codes 0 and 1.
    TimeExceeded,
    /// Parameter problem.
    ParameterProblem,
    /// Source quench.
    SourceQuench,
}

impl NetworkError {
    /// Whether it is a hard error: destination unreachable with codes 2 and 3. Code 4 is one too by RFC 1122, but path
    /// MTU discovery lives on it.
    #[must_use]
    pub fn is_hard(self) -> bool {
        matches!(self, NetworkError::ProtocolUnreachable | NetworkError::PortUnreachable)
    }
}

impl Endpoint {
    /// An ICMP error message arrived (MUST-54) that quotes a segment of ours which begins at `seq`.
    pub fn on_icmp(&mut self, error: NetworkError, seq: Seq) {
        if matches!(self.state, State::Closed | State::Listen) {
            return;
        }
        if error == NetworkError::SourceQuench {
            // MUST-55, and RFC 6633 section 3.
            self.note(LivenessRule::SourceQuench);
            return;
        }
        let (snd_una, snd_nxt) = (self.snd.una, self.snd.nxt);
        // Whoever forges a report does not know what is under way.
        if !seq.within(snd_una, (snd_nxt - snd_una).max(1)) {
            self.note(LivenessRule::IcmpElsewhere { seq, snd_una, snd_nxt });
            return;
        }
        match error {
            NetworkError::FragmentationNeeded(mtu) => self.packet_too_big(mtu.max(LEAST_MTU)),
            // SHLD-26 says to abort; as common systems do, a connection that stands is not left to a message that
            // anybody can send. One that is being opened is given up at once.
            _ if error.is_hard() && self.state.is_synchronized() => {
                self.note(LivenessRule::IcmpHardTolerated { error });
            }
            _ if error.is_hard() && self.state == State::SynReceived && self.opened == Some(Opened::Passive) => {
                self.back_to_listen(LivenessRule::IcmpHard { error }.into());
            }
            _ if error.is_hard() => self.delete_tcb(Ending::Unreachable, LivenessRule::IcmpHard { error }),
            // MUST-56, SHLD-25.
            _ => self.note(LivenessRule::IcmpSoft { error }),
        }
    }

    /// Path MTU discovery (RFC 9293 section 3.7.2): smaller segments from now on. The oldest one that is
    /// under way goes out again at once, the others as their loss is noticed; a SYN has no text to be cut.
    fn packet_too_big(&mut self, mtu: u16) {
        let before = self.send_mss;
        let headers = if self.config.local.is_ipv4() { HEADERS_IPV4 } else { HEADERS_IPV6 };
        self.path_mss = self.path_mss.min(mtu.saturating_sub(headers));
        self.set_send_mss();
        if self.send_mss < before {
            self.note(LivenessRule::PacketTooBig { mtu, before, send_mss: self.send_mss });
            if let Some(rule) = self.congestion.rescale(u32::from(self.send_mss)) {
                self.note(rule);
            }
            // Only what is under way can have been too big, and a SYN is not.
            if let Some(oldest) = self.sending.oldest().filter(|oldest| !oldest.syn) {
                self.recovery.on_packet_too_big(oldest.seq);
            }
        }
    }
}
