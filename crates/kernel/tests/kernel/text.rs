//! What the two sides tell each other: text in which no part looks like another.

use crate::path::Luck;

/// `len` octets that this seed decides.
pub(crate) fn text(seed: u64, len: usize) -> Vec<u8> {
    let mut luck = Luck(seed);
    let mut octets = Vec::with_capacity(len + 8);
    while octets.len() < len {
        octets.extend_from_slice(&luck.next().to_be_bytes());
    }
    octets.truncate(len);
    octets
}

/// Compares octet by octet, and names the first that differs rather than print them all.
#[track_caller]
pub(crate) fn assert_same(whose: &str, arrived: &[u8], sent: &[u8]) {
    let first = arrived.iter().zip(sent).position(|(arrived, sent)| arrived != sent);
    assert!(first.is_none(), "{whose} text differs from octet {} on", first.unwrap_or_default());
    assert_eq!(arrived.len(), sent.len(), "{whose} text did not arrive in its full length");
}
