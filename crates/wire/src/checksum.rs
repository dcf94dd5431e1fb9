//! The Internet checksum, step by step, so that a page can show the addition that the receiver does.
//!
//! The encoder's checksums are etherparse's; the decoder checks with these. Each round trip therefore compares two
//! independent ways of adding.

use std::net::{Ipv4Addr, Ipv6Addr};

/// One step of a ones' complement sum: the next word is added, and a carry out of bit 15 comes back in at bit 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Addition {
    /// The 16-bit word that is added.
    pub word: u16,
    /// The sum before the carry is brought round, at most 17 bits.
    pub with_carry: u32,
    /// The sum after the carry is brought round.
    pub sum: u16,
}

/// The checksum of `words`: the ones' complement of their ones' complement sum (RFC 1071 section 1). The field that
/// is to hold the checksum counts as zero.
#[must_use]
pub fn checksum(words: impl IntoIterator<Item = u16>) -> u16 {
    !ones_complement_sum(words)
}

/// The ones' complement sum of `words`. Over words that hold their own correct checksum it is 0xffff.
#[must_use]
pub fn ones_complement_sum(words: impl IntoIterator<Item = u16>) -> u16 {
    // Carries may be brought round at the end, all together (RFC 1071 section 2 (C)).
    let mut sum: u64 = words.into_iter().map(u64::from).sum();
    while sum > u64::from(u16::MAX) {
        sum = (sum & 0xffff) + (sum >> 16);
    }
    u16::try_from(sum).unwrap_or(u16::MAX)
}

/// Every step of the ones' complement sum of `words`, in order.
pub fn additions(words: impl IntoIterator<Item = u16>) -> impl Iterator<Item = Addition> {
    words.into_iter().scan(0, |sum, word| {
        let (low, carry) = u16::overflowing_add(*sum, word);
        // A sum that carried is at most 0xfffe in its low half, so bringing the carry round cannot carry again.
        *sum = low + u16::from(carry);
        Some(Addition { word, with_carry: u32::from(low) | u32::from(carry) << 16, sum: *sum })
    })
}

/// The 16-bit words of `octets`; a last odd octet is padded with zeros on its right (RFC 9293 section 3.1).
pub fn words(octets: &[u8]) -> impl Iterator<Item = u16> + '_ {
    octets.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair.get(1).copied().unwrap_or(0)]))
}

/// The same words with the one at octet `field` counted as zero, as it is while the checksum that goes there is
/// computed. `field` is even.
pub fn words_without(octets: &[u8], field: usize) -> impl Iterator<Item = u16> + '_ {
    words(octets).enumerate().map(move |(index, word)| if index * 2 == field { 0 } else { word })
}

/// The 12 octets that TCP and UDP checksums also cover, though they are never sent (RFC 9293 section 3.1, figure 2).
/// `len` is that of the transport header and its data.
#[must_use]
pub fn pseudo_header(src: Ipv4Addr, dst: Ipv4Addr, protocol: u8, len: u16) -> [u8; 12] {
    let mut octets = [0; 12];
    octets[..4].copy_from_slice(&src.octets());
    octets[4..8].copy_from_slice(&dst.octets());
    octets[9] = protocol;
    octets[10..].copy_from_slice(&len.to_be_bytes());
    octets
}

/// The 40 octets that they cover over IPv6 (RFC 8200 section 8.1). `protocol` is the next header of the last header
/// before the transport's.
#[must_use]
pub fn pseudo_header_v6(src: Ipv6Addr, dst: Ipv6Addr, protocol: u8, len: u32) -> [u8; 40] {
    let mut octets = [0; 40];
    octets[..16].copy_from_slice(&src.octets());
    octets[16..32].copy_from_slice(&dst.octets());
    octets[32..36].copy_from_slice(&len.to_be_bytes());
    octets[39] = protocol;
    octets
}

/// A checksum worked out: every word that is added, in order, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Working {
    /// The additions.
    pub steps: Vec<Step>,
    /// The ones' complement sum of all words.
    pub sum: u16,
    /// Its ones' complement: what the field has to say.
    pub checksum: u16,
    /// What the field says.
    pub found: u16,
}

/// One addition of a [`Working`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Where the word comes from.
    pub source: Source,
    /// What it is added to, and what that gives.
    pub addition: Addition,
}

/// Where a word of a checksum comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// From this octet of the pseudo-header.
    Pseudo(usize),
    /// From this octet of what the checksum covers.
    Octet(usize),
    /// The checksum field itself, at this octet, which counts as zero.
    Field(usize),
}

impl Working {
    /// The checksum over `octets`, and before them over `pseudo`, which is empty if there is no pseudo-header; its field
    /// lies at octet `field`, which is even.
    #[must_use]
    pub fn of(pseudo: &[u8], octets: &[u8], field: usize) -> Working {
        let before = words(pseudo).enumerate().map(|(at, word)| (Source::Pseudo(at * 2), word));
        let own = words(octets).enumerate().map(|(at, word)| match at * 2 {
            at if at == field => (Source::Field(at), 0),
            at => (Source::Octet(at), word),
        });
        let (sources, added): (Vec<Source>, Vec<u16>) = before.chain(own).unzip();
        let steps: Vec<Step> =
            sources.into_iter().zip(additions(added)).map(|(source, addition)| Step { source, addition }).collect();
        let sum = steps.last().map_or(0, |step| step.addition.sum);
        let found = octets.get(field..).and_then(|rest| words(rest).next()).unwrap_or_default();
        Working { steps, sum, checksum: !sum, found }
    }

    /// Whether a receiver takes it.
    #[must_use]
    pub fn fits(&self) -> bool {
        agrees(self.found, self.checksum)
    }
}

/// Whether a receiver takes the checksum `found` when it computes `computed`. Ones' complement has two zeros, 0x0000
/// and 0xffff, and a receiver that adds everything up cannot tell them apart.
#[must_use]
pub fn agrees(found: u16, computed: u16) -> bool {
    found == computed || (found == u16::MAX && computed == 0) || (found == 0 && computed == u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_rfc_1071_section_3_adds_up() {
        let octets = [0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7];
        let steps: Vec<Addition> = additions(words(&octets)).collect();
        assert_eq!(steps[2], Addition { word: 0xf4f5, with_carry: 0x1_e6f9, sum: 0xe6fa });
        assert_eq!(ones_complement_sum(words(&octets)), 0xddf2);
        assert_eq!(checksum(words(&octets)), 0x220d);
    }

    #[test]
    fn step_by_step_the_sum_is_the_same() {
        for words in [vec![], vec![0, 0], vec![0xffff], vec![0xffff, 0xffff], vec![0x8000; 5], vec![0xfff0, 0x001f, 7]]
        {
            let last = additions(words.iter().copied()).last().map_or(0, |addition| addition.sum);
            assert_eq!(ones_complement_sum(words), last);
        }
    }

    #[test]
    fn a_working_tells_where_each_word_comes_from() {
        let octets = [0x12, 0x34, 0xed, 0xcb, 0xff];
        let working = Working::of(&[0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], &octets, 2);
        let sources: Vec<Source> = working.steps.iter().map(|step| step.source).collect();
        assert_eq!(sources[..2], [Source::Pseudo(0), Source::Pseudo(2)]);
        assert_eq!(sources[6..], [Source::Octet(0), Source::Field(2), Source::Octet(4)]);
        assert_eq!(working.steps[8].addition, Addition { word: 0xff00, with_carry: 0x1_1135, sum: 0x1136 });
        assert_eq!((working.sum, working.checksum, working.found, working.fits()), (0x1136, 0xeec9, 0xedcb, false));
    }

    #[test]
    fn an_odd_last_octet_is_the_high_half_of_a_word() {
        assert_eq!(words(&[1, 2, 3]).collect::<Vec<_>>(), [0x0102, 0x0300]);
    }

    #[test]
    fn the_two_zeros_of_ones_complement_are_one_checksum() {
        assert!(agrees(0xffff, 0) && agrees(0, 0xffff) && agrees(7, 7) && !agrees(7, 8));
    }
}
