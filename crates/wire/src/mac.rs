//! The 48-bit address of an Ethernet interface.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A MAC address, in the order of its octets on the line. It is written as six hexadecimal octets.
///
/// ```
/// let address = wire::MacAddr([2, 0, 0, 0, 0, 0x0a]);
/// assert_eq!(address.to_string(), "02:00:00:00:00:0a");
/// assert_eq!("02:00:00:00:00:0a".parse(), Ok(address));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
pub struct MacAddr(pub [u8; 6]);

/// A text that is no MAC address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAMacAddr;

impl fmt::Display for NotAMacAddr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a MAC address is six hexadecimal octets, as in 02:00:00:00:01:0a")
    }
}

impl std::error::Error for NotAMacAddr {}

impl FromStr for MacAddr {
    type Err = NotAMacAddr;

    fn from_str(text: &str) -> Result<MacAddr, NotAMacAddr> {
        let mut octets = [0; 6];
        let mut parts = text.split(':');
        for octet in &mut octets {
            let part = parts.next().filter(|part| part.len() == 2).ok_or(NotAMacAddr)?;
            *octet = u8::from_str_radix(part, 16).map_err(|_| NotAMacAddr)?;
        }
        if parts.next().is_some() { Err(NotAMacAddr) } else { Ok(MacAddr(octets)) }
    }
}

impl TryFrom<String> for MacAddr {
    type Error = NotAMacAddr;

    fn try_from(text: String) -> Result<MacAddr, NotAMacAddr> {
        text.parse()
    }
}

impl From<MacAddr> for String {
    fn from(address: MacAddr) -> String {
        address.to_string()
    }
}

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
