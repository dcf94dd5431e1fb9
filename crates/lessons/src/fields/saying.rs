//! What a field's value says, before it is put into the words of a language. The arithmetic is here, once.

use wire::fields::{FieldId, Header};
use wire::{FieldValue, Flags, PlacedField, Segment, Seq, TcpOption};

use super::Within;

/// One thing that a value can say.
#[derive(Clone, Copy)]
pub(super) enum Saying {
    /// A length in 32-bit words, of which 5 are fixed.
    HeaderWords { words: u64 },
    /// The ECN field.
    Ecn(Ecn),
    /// The datagram may not be fragmented.
    DontFragment,
    /// The datagram may be fragmented.
    MayFragment,
    /// The datagram is whole, as every datagram that can be laid out is.
    NotFragmented,
    /// A time to live with which the datagram can pass `routers` more.
    TimeToLive { routers: u64 },
    /// The number of what comes next.
    Follows { number: &'static str, what: Inside },
    /// A VLAN identifier that names none.
    NoVlan,
    /// A priority, or a codepoint, of nothing special.
    BestEffort,
    /// What a cooked header says of a packet's way.
    ForWhom(Way),
    /// A kind of device that has a name: in English and in Chinese.
    Device { names: [&'static str; 2] },
    /// A length that the sender's interface was to fill in.
    LengthLeftOpen,
    /// A flow label of no flow.
    NoFlow,
    /// The number of a carried protocol.
    Protocol { number: u64, name: &'static str },
    /// A port that IANA has given to a service.
    WellKnownPort { port: u64, service: &'static str },
    /// A port from the range that is never given to a service (RFC 6335 section 6).
    DynamicPort,
    /// The sequence number of a SYN; data begin at `data`.
    InitialSequence { data: Seq },
    /// The sequence number of `len` octets of text.
    TextNumbers { first: Seq, last: Seq, len: u32 },
    /// The sequence number of a FIN without text.
    FinNumber,
    /// The sequence number of a segment that takes none.
    NoNumberTaken,
    /// An acknowledgment number that counts.
    Expects { ack: Seq },
    /// A field that counts only with a bit that is not set.
    BitIsOff { bit: &'static str },
    /// A control bit that is not set.
    NotSet { bit: &'static str },
    /// A control bit that is set, and of which there is no more to say.
    Set { bit: &'static str },
    /// A SYN that takes `number`.
    Syn { number: Seq },
    /// A FIN that takes `number`.
    Fin { number: Seq },
    /// A window of nothing.
    ZeroWindow,
    /// A window as it stands, in a SYN.
    UnscaledWindow { octets: u64 },
    /// A window as it stands, in any other segment.
    Window { octets: u64 },
    /// An urgent pointer that counts: urgent data end before `end`.
    Urgent { end: Seq },
    /// A maximum segment size, over a network layer of this name and with a header of so many octets.
    Mss { octets: u16, network: (&'static str, u32) },
    /// A window scale.
    WindowScale { shift: u8 },
    /// A UDP length.
    UdpLength { len: u64 },
    /// A UDP checksum that was not computed.
    NoChecksum,
}

/// The codepoints of the ECN field (RFC 3168 section 5).
#[derive(Clone, Copy)]
pub(super) enum Ecn {
    /// 00.
    NotCapable,
    /// 10, ECT(0), or 01, ECT(1).
    Capable,
    /// 11, CE.
    CongestionExperienced,
}

/// What an EtherType, or a next header, announces.
#[derive(Clone, Copy)]
pub(super) enum Inside {
    Ipv4,
    Ipv6,
    Tag,
    Extension,
}

/// Where a packet came from and whom it was for, as Linux tells it.
#[derive(Clone, Copy)]
pub(super) enum Way {
    ToUs,
    Broadcast,
    Multicast,
    ToAnother,
    FromUs,
}

/// What `placed` says within `within`, if it says more than its number.
pub(super) fn of(placed: &PlacedField, within: Within<'_>) -> Option<Saying> {
    match (&placed.value, within.segment) {
        (FieldValue::Number(number), segment) => segment
            .and_then(|segment| of_tcp(placed.id, *number, segment))
            .or_else(|| of_other(placed.id, *number))
            .or_else(|| of_captured(placed.id, *number)),
        (FieldValue::Option(TcpOption::Mss(octets)), _) => {
            let network = if within.network == Header::Ipv6 { ("IPv6", 40) } else { ("IPv4", 20) };
            Some(Saying::Mss { octets: *octets, network })
        }
        (FieldValue::Option(TcpOption::WindowScale(shift)), _) => Some(Saying::WindowScale { shift: *shift }),
        _ => None,
    }
}

/// The fixed fields whose meaning hangs on the rest of their segment.
fn of_tcp(id: FieldId, number: u64, segment: &Segment) -> Option<Saying> {
    let set = number == 1;
    let bit = id.spec().name;
    match id {
        // A reset has the number that its receiver will believe, and a window that nobody reads.
        FieldId::TcpSequenceNumber | FieldId::TcpWindow if segment.has(Flags::RST) => None,
        FieldId::TcpSequenceNumber => Some(sequence(segment)),
        FieldId::TcpAcknowledgmentNumber if segment.has(Flags::ACK) => Some(Saying::Expects { ack: segment.ack }),
        FieldId::TcpAcknowledgmentNumber => Some(Saying::BitIsOff { bit: "ACK" }),
        FieldId::TcpUrgentPointer if segment.has(Flags::URG) => {
            Some(Saying::Urgent { end: segment.seq + u32::from(segment.urgent) })
        }
        FieldId::TcpUrgentPointer => Some(Saying::BitIsOff { bit: "URG" }),
        FieldId::TcpSyn if set => Some(Saying::Syn { number: segment.seq }),
        // The FIN is the last thing in a segment (RFC 9293 section 3.4).
        FieldId::TcpFin if set => Some(Saying::Fin { number: segment.end().back(1) }),
        FieldId::TcpCwr
        | FieldId::TcpEce
        | FieldId::TcpUrg
        | FieldId::TcpAck
        | FieldId::TcpPsh
        | FieldId::TcpRst
        | FieldId::TcpSyn
        | FieldId::TcpFin => Some(if set { Saying::Set { bit } } else { Saying::NotSet { bit } }),
        FieldId::TcpWindow if number == 0 => Some(Saying::ZeroWindow),
        // A window in a SYN is never scaled (RFC 7323 section 2.2).
        FieldId::TcpWindow if segment.has(Flags::SYN) => Some(Saying::UnscaledWindow { octets: number }),
        FieldId::TcpWindow => Some(Saying::Window { octets: number }),
        _ => None,
    }
}

/// What the number of a segment's first octet is the number of.
fn sequence(segment: &Segment) -> Saying {
    if segment.has(Flags::SYN) {
        Saying::InitialSequence { data: segment.text_seq() }
    } else if !segment.text.is_empty() {
        let len = segment.text_len();
        Saying::TextNumbers { first: segment.seq, last: segment.seq + (len - 1), len }
    } else if segment.has(Flags::FIN) {
        Saying::FinNumber
    } else {
        Saying::NoNumberTaken
    }
}

/// The fixed fields that speak for themselves.
fn of_other(id: FieldId, number: u64) -> Option<Saying> {
    match id {
        FieldId::Ipv4HeaderLength | FieldId::TcpDataOffset => Some(Saying::HeaderWords { words: number }),
        FieldId::Ipv4Ecn | FieldId::Ipv6Ecn => Some(Saying::Ecn(match number {
            0 => Ecn::NotCapable,
            3 => Ecn::CongestionExperienced,
            _ => Ecn::Capable,
        })),
        FieldId::Ipv4DontFragment => Some(if number == 1 { Saying::DontFragment } else { Saying::MayFragment }),
        FieldId::Ipv4MoreFragments if number == 0 => Some(Saying::NotFragmented),
        FieldId::Ipv4Ttl | FieldId::Ipv6HopLimit => Some(Saying::TimeToLive { routers: number.saturating_sub(1) }),
        FieldId::EtherType | FieldId::VlanEtherType | FieldId::CookedProtocol | FieldId::Cooked2Protocol => {
            follows(number)
        }
        FieldId::Ipv4Protocol | FieldId::Ipv6NextHeader | FieldId::ExtensionNextHeader => protocol(number),
        FieldId::TcpSourcePort | FieldId::TcpDestinationPort | FieldId::UdpSourcePort | FieldId::UdpDestinationPort => {
            port(number)
        }
        FieldId::UdpLength => Some(Saying::UdpLength { len: number }),
        FieldId::UdpChecksum if number == 0 => Some(Saying::NoChecksum),
        _ => None,
    }
}

/// The fixed fields that only a captured packet has, or has with such a value.
fn of_captured(id: FieldId, number: u64) -> Option<Saying> {
    match id {
        FieldId::Ipv4TotalLength | FieldId::Ipv6PayloadLength if number == 0 => Some(Saying::LengthLeftOpen),
        FieldId::VlanIdentifier if number == 0 => Some(Saying::NoVlan),
        FieldId::VlanPriority | FieldId::Ipv6Dscp if number == 0 => Some(Saying::BestEffort),
        FieldId::Ipv6FlowLabel if number == 0 => Some(Saying::NoFlow),
        FieldId::CookedPacketType | FieldId::Cooked2PacketType => Some(Saying::ForWhom(match number {
            0 => Way::ToUs,
            1 => Way::Broadcast,
            2 => Way::Multicast,
            3 => Way::ToAnother,
            4 => Way::FromUs,
            _ => return None,
        })),
        FieldId::CookedDeviceType | FieldId::Cooked2DeviceType => {
            let names = match number {
                1 => ["Ethernet", "以太网"],
                512 => ["PPP", "PPP"],
                772 => ["loopback", "环回"],
                801..=803 => ["IEEE 802.11", "IEEE 802.11"],
                65_534 => ["none, as of a TUN device", "没有链路层，例如 TUN"],
                _ => return None,
            };
            Some(Saying::Device { names })
        }
        FieldId::LoopbackFamily => match number {
            2 => Some(Saying::Follows { number: "2", what: Inside::Ipv4 }),
            10 => Some(Saying::Follows { number: "10", what: Inside::Ipv6 }),
            24 => Some(Saying::Follows { number: "24", what: Inside::Ipv6 }),
            28 => Some(Saying::Follows { number: "28", what: Inside::Ipv6 }),
            30 => Some(Saying::Follows { number: "30", what: Inside::Ipv6 }),
            _ => None,
        },
        _ => None,
    }
}

/// What an EtherType announces.
fn follows(ether_type: u64) -> Option<Saying> {
    let (number, what) = match ether_type {
        0x0800 => ("0x0800", Inside::Ipv4),
        0x86dd => ("0x86dd", Inside::Ipv6),
        0x8100 => ("0x8100", Inside::Tag),
        0x88a8 => ("0x88a8", Inside::Tag),
        _ => return None,
    };
    Some(Saying::Follows { number, what })
}

/// What the number of a protocol, or of a next header, announces.
fn protocol(number: u64) -> Option<Saying> {
    let extension = |number| Some(Saying::Follows { number, what: Inside::Extension });
    match number {
        6 => Some(Saying::Protocol { number, name: "TCP" }),
        17 => Some(Saying::Protocol { number, name: "UDP" }),
        0 => extension("0"),
        43 => extension("43"),
        44 => extension("44"),
        51 => extension("51"),
        60 => extension("60"),
        _ => None,
    }
}

/// What IANA's registry says about a port, for the services that lessons meet.
fn port(port: u64) -> Option<Saying> {
    let service = match port {
        7 => "Echo",
        9 => "Discard",
        21 => "FTP",
        22 => "SSH",
        23 => "Telnet",
        25 => "SMTP",
        53 => "DNS",
        80 => "HTTP",
        110 => "POP3",
        123 => "NTP",
        143 => "IMAP",
        443 => "HTTPS",
        49_152.. => return Some(Saying::DynamicPort),
        _ => return None,
    };
    Some(Saying::WellKnownPort { port, service })
}
