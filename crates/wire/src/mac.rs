//! The 48-bit address of an Ethernet interface.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A MAC address, in the order of its octets on the line.
///
/// ```
/// assert_eq!(wire::MacAddr([2, 0, 0, 0, 0, 0x0a]).to_string(), "02:00:00:00:00:0a");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MacAddr(pub [u8; 6]);

impl fmt::Display for MacAddr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        for octet in self.0 {
            write!(f, "{separator}{octet:02x}")?;
            separator = ":";
        }
        Ok(())
    }
}
