//! The byte order of a capture file, which is that of the machine that wrote it.

/// The order of the octets of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) enum Order {
    /// The lowest first.
    #[default]
    Little,
    /// The highest first.
    Big,
}

impl Order {
    /// The number of 16 bits in two octets.
    pub(crate) fn half(self, octets: [u8; 2]) -> u16 {
        match self {
            Order::Little => u16::from_le_bytes(octets),
            Order::Big => u16::from_be_bytes(octets),
        }
    }

    /// The number of 32 bits in four octets.
    pub(crate) fn word(self, octets: [u8; 4]) -> u32 {
        match self {
            Order::Little => u32::from_le_bytes(octets),
            Order::Big => u32::from_be_bytes(octets),
        }
    }

    /// The signed number of 64 bits in eight octets.
    pub(crate) fn signed(self, octets: [u8; 8]) -> i64 {
        match self {
            Order::Little => i64::from_le_bytes(octets),
            Order::Big => i64::from_be_bytes(octets),
        }
    }

    /// The numbers of 32 bits with which `octets` begin, if they are that many.
    pub(crate) fn words<const COUNT: usize>(self, octets: &[u8]) -> Option<[u32; COUNT]> {
        let mut words = [0; COUNT];
        for (word, octets) in words.iter_mut().zip(octets.get(..COUNT * 4)?.chunks_exact(4)) {
            *word = self.word([octets[0], octets[1], octets[2], octets[3]]);
        }
        Some(words)
    }
}
