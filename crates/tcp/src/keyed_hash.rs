//! A number for each connection that nobody can tell who does not know the secret: SipHash-2-4 over the two sockets.

use std::fmt;
use std::net::{IpAddr, SocketAddr};

use serde::{Deserialize, Serialize};
use siphasher::sip::SipHasher24;

/// A key of 128 bits, which is the length that RFC 6528 section 3 finds adequate. Whoever makes an endpoint or a listener
/// draws it: nothing here is random.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(pub [u8; 16]);

/// What the number is for. Each has numbers of its own, so that one that is sent tells nothing about another.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Purpose {
    /// F of RFC 6528 section 3.
    InitialSequenceNumber,
    /// The check in a SYN cookie (RFC 4987 appendix A).
    Cookie,
    /// Where the clock of a connection's timestamps begins (RFC 7323 section 7.1).
    TimestampOffset,
}

impl Secret {
    /// 32 bits from the two sockets and `more`.
    pub(crate) fn hash_32(&self, purpose: Purpose, local: SocketAddr, remote: SocketAddr, more: &[u8]) -> u32 {
        let mut octets = vec![purpose as u8];
        for socket in [local, remote] {
            // The kind of address comes first: without it two lists of different lengths could read the same.
            match socket.ip() {
                IpAddr::V4(ip) => {
                    octets.push(4);
                    octets.extend(ip.octets());
                }
                IpAddr::V6(ip) => {
                    octets.push(6);
                    octets.extend(ip.octets());
                }
            }
            octets.extend(socket.port().to_be_bytes());
        }
        octets.extend(more);
        // The octets are hashed as they stand, so that the number is the same on every machine.
        let hash = SipHasher24::new_with_key(&self.0).hash(&octets);
        u32::try_from(hash >> 32).expect("32 bits were left")
    }
}

/// A secret is not for logs.
impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_is_the_same_on_every_machine_and_another_for_each_purpose_and_key() {
        let address = |text: &str| text.parse::<SocketAddr>().expect("an address");
        let (local, remote) = (address("192.0.2.1:80"), address("[2001:db8::1]:49152"));
        let hash = |secret, purpose, more: &[u8]| Secret([secret; 16]).hash_32(purpose, local, remote, more);
        let number = hash(1, Purpose::InitialSequenceNumber, &[]);
        // Computed apart from this crate, by the description of SipHash.
        assert_eq!(number, 3_684_903_556);
        assert_ne!(number, hash(2, Purpose::InitialSequenceNumber, &[]));
        assert_ne!(number, hash(1, Purpose::TimestampOffset, &[]));
        assert_ne!(hash(1, Purpose::Cookie, &[1]), hash(1, Purpose::Cookie, &[2]));
        assert_ne!(number, Secret([1; 16]).hash_32(Purpose::InitialSequenceNumber, remote, local, &[]));
    }
}
