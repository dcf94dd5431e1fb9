//! The eight control bits of a TCP header.

use std::fmt;
use std::ops::{BitOr, BitOrAssign};

use serde::{Deserialize, Serialize};

/// A set of control bits (RFC 9293 section 3.1; ECE and CWR from RFC 3168), as they lie in the header's octet 13.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Flags(pub u8);

impl Flags {
    /// No bit set.
    pub const NONE: Flags = Flags(0);
    /// No more data from the sender.
    pub const FIN: Flags = Flags(1);
    /// Synchronize sequence numbers.
    pub const SYN: Flags = Flags(2);
    /// Reset the connection.
    pub const RST: Flags = Flags(4);
    /// Push: hand the data up without waiting for more.
    pub const PSH: Flags = Flags(8);
    /// The acknowledgment field is significant.
    pub const ACK: Flags = Flags(16);
    /// The urgent pointer is significant.
    pub const URG: Flags = Flags(32);
    /// ECN-Echo.
    pub const ECE: Flags = Flags(64);
    /// Congestion window reduced.
    pub const CWR: Flags = Flags(128);

    /// Every bit with its name, in the order in which a header holds them.
    pub const NAMED: [(Flags, &'static str); 8] = [
        (Flags::CWR, "CWR"),
        (Flags::ECE, "ECE"),
        (Flags::URG, "URG"),
        (Flags::ACK, "ACK"),
        (Flags::PSH, "PSH"),
        (Flags::RST, "RST"),
        (Flags::SYN, "SYN"),
        (Flags::FIN, "FIN"),
    ];

    /// Whether every bit of `wanted` is set.
    #[must_use]
    pub fn has(self, wanted: Flags) -> bool {
        self.0 & wanted.0 == wanted.0
    }

    /// This set without the bits of `other`.
    #[must_use]
    pub fn without(self, other: Flags) -> Flags {
        Flags(self.0 & !other.0)
    }
}

impl BitOr for Flags {
    type Output = Flags;

    fn bitor(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }
}

impl BitOrAssign for Flags {
    fn bitor_assign(&mut self, other: Flags) {
        self.0 |= other.0;
    }
}

/// The customary order: SYN, FIN, RST and PSH before the ACK that nearly every segment has ("SYN,ACK", "FIN,ACK").
impl fmt::Display for Flags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SPOKEN: [(Flags, &str); 8] = [
            (Flags::SYN, "SYN"),
            (Flags::FIN, "FIN"),
            (Flags::RST, "RST"),
            (Flags::PSH, "PSH"),
            (Flags::ACK, "ACK"),
            (Flags::URG, "URG"),
            (Flags::ECE, "ECE"),
            (Flags::CWR, "CWR"),
        ];
        let mut separator = "";
        for (flag, name) in SPOKEN {
            if self.has(flag) {
                write!(f, "{separator}{name}")?;
                separator = ",";
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Flags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_read_as_people_say_them() {
        assert_eq!((Flags::SYN | Flags::ACK).to_string(), "SYN,ACK");
        assert_eq!((Flags::ACK | Flags::PSH).to_string(), "PSH,ACK");
        assert_eq!(Flags::NONE.to_string(), "");
    }

    #[test]
    fn having_two_flags_means_having_both() {
        assert!((Flags::SYN | Flags::ACK).has(Flags::SYN | Flags::ACK));
        assert!(!Flags::SYN.has(Flags::SYN | Flags::ACK));
        assert_eq!((Flags::SYN | Flags::ACK).without(Flags::ACK), Flags::SYN);
    }
}
