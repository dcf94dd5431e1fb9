//! Why the reading of a capture file ended before the file's end, and where.

/// Where and why a file cannot be read any further. What came before is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The offset of the block, record or file header that is at fault, from the beginning of the file.
    pub at: u64,
    /// Why.
    pub why: Reason,
}

/// Why a file cannot be read any further.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// There is nothing in it.
    Empty,
    /// It ends within a block or record.
    Cut {
        /// How many octets that has at least.
        needed: u64,
        /// How many are there.
        found: u64,
    },
    /// It begins like no capture file that is known.
    Foreign {
        /// Its first octets.
        magic: [u8; 4],
    },
    /// Its format's version is not known.
    Version {
        /// The major version.
        major: u16,
        /// The minor version.
        minor: u16,
    },
    /// A packet or block is longer than any should be, so that the length is hardly one.
    TooLong {
        /// What it says, in octets.
        len: u32,
        /// The most that is read.
        most: u32,
    },
    /// A block's length is too short for its fields, or not a multiple of four.
    BlockLength {
        /// What it says.
        len: u32,
    },
    /// The length at a block's end is not the one at its beginning.
    BlockEnd {
        /// The length at the beginning.
        first: u32,
        /// The length at the end.
        last: u32,
    },
    /// A packet is said to be longer than the block that holds it.
    PacketLength {
        /// What the packet's length says.
        len: u32,
        /// How many octets the block has for it.
        room: u32,
    },
    /// A packet names an interface that the file has not described.
    NoInterface {
        /// Its number within its section.
        interface: u32,
    },
    /// A section's byte-order magic is in neither order.
    ByteOrder {
        /// What stands there.
        magic: [u8; 4],
    },
    /// It describes more interfaces than are kept.
    TooManyInterfaces,
    /// It has more packets, or lies further on, than can be counted here.
    TooLarge,
}

impl std::fmt::Display for Stop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "stopped at octet {}: {:?}", self.at, self.why)
    }
}

impl std::error::Error for Stop {}
