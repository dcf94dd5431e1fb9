//! Why octets are not a frame, and why a frame cannot be octets.
//!
//! Errors hold values, not sentences: what a learner reads is written in `lessons`, in the learner's language.

use serde::{Deserialize, Serialize};

/// Why octets could not be decoded. Every `offset` counts octets from the start of what was decoded (the frame, or
/// the segment) to the field that is at fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DecodeError {
    /// What starts at `offset` says or needs more octets than there are.
    Truncated {
        /// Where it starts.
        offset: usize,
        /// How many octets it needs from there.
        needed: usize,
        /// How many there are from there.
        found: usize,
    },
    /// The EtherType is not 0x0800 (RFC 894).
    NotIpv4 {
        /// Where the EtherType lies.
        offset: usize,
        /// What it says.
        ether_type: u16,
    },
    /// The IP version is not 4.
    IpVersion {
        /// Where the version lies.
        offset: usize,
        /// What it says.
        version: u8,
    },
    /// The IPv4 header length is less than 5 words.
    Ipv4HeaderLength {
        /// Where it lies.
        offset: usize,
        /// The words that it counts.
        words: u8,
    },
    /// The IPv4 header's checksum does not fit the header.
    Ipv4Checksum {
        /// Where it lies.
        offset: usize,
        /// The value in the header.
        found: u16,
        /// The value that the header's other octets give.
        computed: u16,
    },
    /// The IPv4 total length is less than the header alone.
    Ipv4TotalLength {
        /// Where it lies.
        offset: usize,
        /// What it says, in octets.
        total_length: u16,
        /// The length of the header, in octets.
        header: usize,
    },
    /// The datagram is a fragment, so that its transport header or data are not whole.
    Fragment {
        /// Where the flags and the fragment offset lie.
        offset: usize,
        /// The MF bit.
        more_fragments: bool,
        /// The fragment offset, in units of 8 octets.
        fragment_offset: u16,
    },
    /// The protocol is neither TCP (6) nor UDP (17).
    Protocol {
        /// Where it lies.
        offset: usize,
        /// What it says.
        protocol: u8,
    },
    /// The TCP checksum does not fit the segment and its addresses (RFC 9293 section 3.1, MUST-3).
    TcpChecksum {
        /// Where it lies.
        offset: usize,
        /// The value in the header.
        found: u16,
        /// The value that the segment's other octets give.
        computed: u16,
    },
    /// The TCP data offset is less than 5 words.
    TcpDataOffset {
        /// Where it lies.
        offset: usize,
        /// The words that it counts.
        words: u8,
    },
    /// A TCP option's length is below 2 or passes the header's end (RFC 9293 section 3.1, MUST-7).
    TcpOptionLength {
        /// Where the option's kind lies.
        offset: usize,
        /// The option's kind.
        kind: u8,
        /// Its length octet, unless the header ends before it.
        len: Option<u8>,
        /// How many octets of header are left from the kind on.
        room: usize,
    },
    /// The UDP length is less than the 8 octets of header.
    UdpLength {
        /// Where it lies.
        offset: usize,
        /// What it says, in octets.
        len: u16,
    },
    /// The UDP checksum does not fit the datagram and its addresses.
    UdpChecksum {
        /// Where it lies.
        offset: usize,
        /// The value in the header.
        found: u16,
        /// The value that the datagram's other octets give.
        computed: u16,
    },
}

/// Why a frame or segment made by hand has no octets. No endpoint of this project builds one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum EncodeError {
    /// The options take more than the 40 octets that the data offset can count.
    OptionsTooLong {
        /// How many octets they take, before padding.
        len: usize,
    },
    /// One option's data is too long for its length octet.
    OptionTooLong {
        /// The option's kind.
        kind: u8,
        /// How many octets it would take.
        len: usize,
    },
    /// An unknown option claims kind 0 or 1, which have neither length nor data.
    OptionWithoutLength {
        /// The kind.
        kind: u8,
    },
    /// An option stands after End, where only zeros may be (RFC 9293 section 3.1, MUST-69).
    OptionAfterEnd,
    /// The segment or datagram does not fit an IPv4 datagram.
    TooLong {
        /// How many octets it takes with its own header.
        len: usize,
        /// How many an IPv4 datagram can carry.
        max: usize,
    },
}

impl std::fmt::Display for DecodeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "cannot decode: {self:?}")
    }
}

impl std::fmt::Display for EncodeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "cannot encode: {self:?}")
    }
}

impl std::error::Error for DecodeError {}
impl std::error::Error for EncodeError {}
