//! What a field's value says, before it is put into the words of a language. The arithmetic is here, once.

use wire::fields::FieldId;
use wire::{FieldValue, Flags, Frame, PlacedField, Segment, Seq, TcpOption};

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
    /// The EtherType of IPv4.
    Ipv4Inside,
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
    /// A maximum segment size.
    Mss { octets: u16 },
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

/// What `placed` says in `frame`, if it says more than its number.
pub(super) fn of(placed: &PlacedField, frame: &Frame) -> Option<Saying> {
    match (&placed.value, frame.segment()) {
        (FieldValue::Number(number), segment) => {
            segment.and_then(|segment| of_tcp(placed.id, *number, segment)).or_else(|| of_other(placed.id, *number))
        }
        (FieldValue::Option(TcpOption::Mss(octets)), _) => Some(Saying::Mss { octets: *octets }),
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
        FieldId::Ipv4Ecn => Some(Saying::Ecn(match number {
            0 => Ecn::NotCapable,
            3 => Ecn::CongestionExperienced,
            _ => Ecn::Capable,
        })),
        FieldId::Ipv4DontFragment => Some(if number == 1 { Saying::DontFragment } else { Saying::MayFragment }),
        FieldId::Ipv4MoreFragments => Some(Saying::NotFragmented),
        FieldId::Ipv4Ttl => Some(Saying::TimeToLive { routers: number.saturating_sub(1) }),
        FieldId::EtherType if number == 0x0800 => Some(Saying::Ipv4Inside),
        FieldId::Ipv4Protocol if number == 6 => Some(Saying::Protocol { number, name: "TCP" }),
        FieldId::Ipv4Protocol if number == 17 => Some(Saying::Protocol { number, name: "UDP" }),
        FieldId::TcpSourcePort | FieldId::TcpDestinationPort | FieldId::UdpSourcePort | FieldId::UdpDestinationPort => {
            port(number)
        }
        FieldId::UdpLength => Some(Saying::UdpLength { len: number }),
        FieldId::UdpChecksum if number == 0 => Some(Saying::NoChecksum),
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
