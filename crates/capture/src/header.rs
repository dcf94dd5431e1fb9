//! What one packet of a capture says, as far as TCP goes, and where its octets are.

use std::net::SocketAddr;

use serde::Serialize;
use wire::{DecodeError, Flags, Seq, TcpOption, decode_options};

/// One TCP segment as it was captured: its header, what IP says of it, and where its octets lie in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// When it was captured: nanoseconds since 1970-01-01 00:00 UTC.
    pub at: u64,
    /// Its source: IP address and port.
    pub source: SocketAddr,
    /// Its destination.
    pub destination: SocketAddr,
    /// SEG.SEQ as it stands in the header.
    pub seq: Seq,
    /// SEG.ACK as it stands in the header. Means nothing unless ACK is set.
    pub ack: Seq,
    /// The eight control bits.
    pub flags: Flags,
    /// The four bits between the data offset and the control bits, of which the lowest is AE (RFC 9768), once NS.
    pub reserved: u8,
    /// SEG.WND as it stands in the header, before any scaling.
    pub window: u16,
    /// The urgent pointer as it stands in the header.
    pub urgent: u16,
    /// Octets of text by IP's length, whether they were captured or not. SYN and FIN are not counted.
    pub len: u32,
    /// The octets of the options.
    pub options: Options,
    /// Whether the checksum fits.
    pub checksum: Checksum,
    /// IPv4's time to live or IPv6's hop limit.
    pub ttl: u8,
    /// The ECN field of the IP header (RFC 3168 section 5): 0 to 3, of which 3 is Congestion Experienced.
    pub ecn: u8,
    /// Where in the packet's octets the text begins.
    pub text_at: u32,
    /// How many octets of text were captured.
    pub text_captured: u32,
    /// Where the packet's octets lie.
    pub place: Place,
}

impl Header {
    /// Whether every bit of `wanted` is set.
    #[must_use]
    pub fn has(&self, wanted: Flags) -> bool {
        self.flags.has(wanted)
    }

    /// SEG.LEN: the text, and one for SYN and FIN each (RFC 9293 section 3.3.1).
    #[must_use]
    pub fn seg_len(&self) -> u32 {
        self.len + u32::from(self.has(Flags::SYN)) + u32::from(self.has(Flags::FIN))
    }

    /// The sequence number just past the segment.
    #[must_use]
    pub fn end(&self) -> Seq {
        self.seq + self.seg_len()
    }
}

/// Where the octets of a packet lie in the file, so that they can be read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The packet's number in the file, counted from 1 over all packets.
    pub number: u32,
    /// The offset of its first octet from the beginning of the file.
    pub offset: u64,
    /// How many octets were captured.
    pub captured: u32,
    /// How many octets it had on the line.
    pub original: u32,
    /// Which of the file's interfaces captured it, counted from 0.
    pub interface: u16,
}

/// The options of a TCP header, as octets until somebody asks for them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Options {
    octets: [u8; Options::MOST],
    len: u8,
    is_cut: bool,
}

impl Options {
    /// The most that a data offset leaves for options, in octets (RFC 9293 section 3.1).
    const MOST: usize = 40;

    /// Those in `octets`, of which the header says that there are `len`; fewer may have been captured.
    pub(crate) fn new(octets: &[u8], len: usize) -> Options {
        let kept = &octets[..octets.len().min(Options::MOST)];
        let mut options = Options { octets: [0; Options::MOST], len: 0, is_cut: kept.len() < len };
        options.octets[..kept.len()].copy_from_slice(kept);
        options.len = u8::try_from(kept.len()).unwrap_or(0);
        options
    }

    /// Their octets, padding included.
    #[must_use]
    pub fn octets(&self) -> &[u8] {
        &self.octets[..usize::from(self.len)]
    }

    /// Whether the capture ends within them.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// The options by meaning, in order.
    ///
    /// # Errors
    /// An option whose length cannot be; its offset counts from the first option.
    pub fn decode(&self) -> Result<Vec<TcpOption>, DecodeError> {
        decode_options(self.octets())
    }

    /// The options by meaning, in order, up to the first whose length cannot be or that was not captured whole.
    #[must_use]
    pub fn readable(&self) -> Vec<TcpOption> {
        let before = |error| match error {
            DecodeError::TcpOptionLength { offset, .. } => decode_options(&self.octets()[..offset]).unwrap_or_default(),
            _ => Vec::new(),
        };
        self.decode().unwrap_or_else(before)
    }

    /// The shift of the window scale option (RFC 7323 section 2.2), if there is one that can be read. A shift above 14
    /// counts as 14 (section 2.3).
    #[must_use]
    pub fn window_scale(&self) -> Option<u8> {
        let shift = |option: &TcpOption| if let TcpOption::WindowScale(shift) = option { Some(*shift) } else { None };
        self.readable().iter().find_map(shift).map(|shift| shift.min(14))
    }
}

impl std::fmt::Debug for Options {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02x?}", self.octets())
    }
}

/// Whether a captured segment's checksum fits it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Checksum {
    /// It does.
    Good,
    /// It does not.
    Bad,
    /// Some of what it covers was not captured, or nothing tells all of it.
    NotCovered,
    /// The field is zero: the sender's interface was to fill it in after the capture.
    Zero,
    /// The field has the sum of the pseudo-header alone: the sender's interface was to add the rest.
    Partial,
}

/// What a packet is that gives no TCP segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotTcp {
    /// Another protocol than IP, such as ARP.
    NotIp,
    /// A protocol of the link that may carry IP and is not looked into: LLC, PPPoE, MPLS, MACsec.
    Wrapped,
    /// UDP.
    Udp,
    /// ICMP, of version 4 or 6.
    Icmp,
    /// Another protocol on IP.
    OtherTransport,
    /// A fragment of an IP packet: its segment is not whole, and is not put together here.
    Fragment,
    /// The capture ends before the 20 octets of a TCP header do.
    Cut,
    /// Its lengths or versions contradict each other.
    Malformed,
    /// Its interface's link type is not one that can be read here.
    UnknownLink,
}

impl NotTcp {
    /// All of them.
    pub const ALL: [NotTcp; 9] = [
        NotTcp::NotIp,
        NotTcp::Wrapped,
        NotTcp::Udp,
        NotTcp::Icmp,
        NotTcp::OtherTransport,
        NotTcp::Fragment,
        NotTcp::Cut,
        NotTcp::Malformed,
        NotTcp::UnknownLink,
    ];
}
