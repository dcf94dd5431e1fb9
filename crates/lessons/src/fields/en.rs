//! The fields in English.

use wire::fields::FieldId;

use super::FieldProse;
use super::saying::{Ecn, Saying};

/// The standard's name of a field, and what it means.
pub(super) fn meaning(id: FieldId) -> FieldProse {
    let meaning = match id {
        FieldId::EthernetDestination => {
            "The interface on this link that the frame is for: the next router, or the destination host itself. \
             Every hop writes a new one."
        }
        FieldId::EthernetSource => "The interface that put the frame on this link. Every hop writes its own.",
        FieldId::EtherType => "What the data field carries, written by the sender. 0x0800 is an IPv4 datagram.",
        FieldId::EthernetPadding => {
            "Zeros that the sender adds when there are fewer than the 46 octets of data that Ethernet requires. They \
             belong to no datagram: the IPv4 total length says where it ends."
        }
        FieldId::EthernetFcs => {
            "A CRC-32 over the whole frame, written by the sending interface and checked by the receiving one, which \
             drops a damaged frame without a word."
        }
        FieldId::Ipv4Version => {
            "The version of the Internet Protocol, 4. It tells the receiver how to read all that follows."
        }
        FieldId::Ipv4HeaderLength => {
            "The length of the IPv4 header in 32-bit words, set by the sender: 5 without options, 15 at most."
        }
        FieldId::Ipv4Dscp => {
            "The treatment that the datagram asks of routers: 0 is best effort. The sender marks it, and routers may \
             mark it anew."
        }
        FieldId::Ipv4Ecn => {
            "The sender says with it whether the endpoints understand ECN. A router whose queue grows may change it \
             to 3 (CE) instead of dropping the datagram."
        }
        FieldId::Ipv4TotalLength => {
            "The length of the whole datagram in octets, header included, 65,535 at most. The sender sets it; after \
             fragmentation each fragment has its own."
        }
        FieldId::Ipv4Identification => {
            "A number from the sender that all fragments of one datagram share, so that the destination can put them \
             together again."
        }
        FieldId::Ipv4FlagReserved => "Must be zero.",
        FieldId::Ipv4DontFragment => {
            "Set by the sender to forbid fragmentation: a router drops the datagram if it is too large for the next \
             link."
        }
        FieldId::Ipv4MoreFragments => {
            "Set on every fragment but the last. Zero here and in the fragment offset means that the datagram is \
             whole."
        }
        FieldId::Ipv4FragmentOffset => {
            "Where this fragment belongs in its datagram, in units of 8 octets. It is 0 in the first fragment and in \
             a whole datagram."
        }
        FieldId::Ipv4Ttl => {
            "How many more hops the datagram may take. The sending host starts it; every router takes 1 off and \
             drops the datagram at 0, so that nothing circles for ever."
        }
        FieldId::Ipv4Protocol => {
            "The protocol that the data belong to: 6 is TCP, 17 is UDP. The sender sets it so that the receiving \
             host knows whom to hand them to."
        }
        FieldId::Ipv4HeaderChecksum => {
            "The Internet checksum of the IPv4 header alone. Every router checks it and, as the TTL changes, writes \
             a new one."
        }
        FieldId::Ipv4Source => {
            "The host that sends the datagram. It stays the same all the way, unless a NAT rewrites it, and the TCP \
             checksum covers it."
        }
        FieldId::Ipv4Destination => {
            "The host that the datagram is for. Routers forward by it, and the TCP checksum covers it."
        }
        FieldId::Ipv4Options => "Rarely used extras such as record route, padded to a whole 32-bit word.",
        FieldId::TcpSourcePort => {
            "The sender's port. Together with both addresses and the other port it identifies the connection."
        }
        FieldId::TcpDestinationPort => {
            "The receiver's port. A server waits on a known one; its answers go to the port that the client chose."
        }
        FieldId::TcpSequenceNumber => {
            "The number of the first octet of data in this segment, counted in the sender's own direction. In a SYN \
             it is the initial sequence number (ISN), and data start at ISN + 1."
        }
        FieldId::TcpAcknowledgmentNumber => {
            "The next sequence number that the sender of this segment expects: all before it has arrived. It counts \
             only while the ACK bit is set."
        }
        FieldId::TcpDataOffset => {
            "The length of the TCP header in 32-bit words, and so where the data begin: 5 without options, 15 at \
             most."
        }
        FieldId::TcpReserved => "Four bits kept for the future: zero when sent, ignored when received.",
        FieldId::TcpCwr => {
            "Congestion window reduced: the sender of the data has slowed down after an ECE, so the receiver may \
             stop sending ECE."
        }
        FieldId::TcpEce => {
            "ECN-Echo: the receiver of the data saw a congestion mark in an IP header, and says so until CWR \
             answers. In the handshake it serves to agree on ECN."
        }
        FieldId::TcpUrg => "The urgent pointer counts. While this bit is 0, that field means nothing.",
        FieldId::TcpAck => {
            "The acknowledgment number counts. Every segment has this bit set but the first SYN and some RSTs."
        }
        FieldId::TcpPsh => "Push: the receiver should hand the data to its application without waiting for more.",
        FieldId::TcpRst => "Reset: the connection is refused or aborted at once, with no further exchange.",
        FieldId::TcpSyn => {
            "Synchronize: the segment tells the sender's initial sequence number, to open a connection. It takes one \
             sequence number."
        }
        FieldId::TcpFin => {
            "The sender has no more data to send, though it can still receive. It takes one sequence number."
        }
        FieldId::TcpWindow => {
            "How many octets, from the acknowledgment number on, the sender of this segment is willing to take: flow \
             control. After the handshake it is shifted left if window scaling is in use."
        }
        FieldId::TcpChecksum => {
            "The Internet checksum of header, data and a pseudo-header with both addresses. The sender must compute \
             it and the receiver must check it; a segment that fails is dropped."
        }
        FieldId::TcpUrgentPointer => {
            "How far from the sequence number the urgent data end: it points to the octet after them. It counts only \
             while the URG bit is set."
        }
        FieldId::TcpOptions => {
            "What the fixed header has no room for: up to 40 octets, padded to whole 32-bit words. MSS, window scale \
             and SACK-permitted travel in SYNs only."
        }
        FieldId::TcpOptionEnd => {
            "Kind 0: the list of options ends here. It is needed only where the options do not fill the header's \
             last word."
        }
        FieldId::TcpOptionNop => {
            "Kind 1: one octet that does nothing. Senders put it between options to align the next."
        }
        FieldId::TcpOptionMss => {
            "Kind 2, in SYNs only: the most data that the sender of this SYN can receive in one segment. Each \
             direction announces its own; nothing is negotiated."
        }
        FieldId::TcpOptionWindowScale => {
            "Kind 3, in SYNs only: by how many bits this side's later windows are shifted left. It works only if \
             both sides send it."
        }
        FieldId::TcpOptionSackPermitted => "Kind 4, in SYNs only: its sender can process selective acknowledgments.",
        FieldId::TcpOptionSack => {
            "Kind 5: blocks of data that arrived beyond a gap. The other side need not send them again while it \
             fills the gap."
        }
        FieldId::TcpOptionTimestamps => {
            "Kind 8: the sender's clock (TSval) and an echo of the other side's (TSecr). They measure round trips \
             and give old duplicates away (PAWS)."
        }
        FieldId::TcpOptionUnknown => {
            "An option of another kind. An endpoint that does not know it steps over it by its length."
        }
        FieldId::TcpOptionPadding => "Zeros between the end of the option list and the end of the header.",
        FieldId::TcpData => {
            "A stretch of the application's stream of octets, each of which has a sequence number. A segment may \
             carry none."
        }
        FieldId::UdpSourcePort => "The sender's port, to which an answer may go. It may be 0 if there is to be none.",
        FieldId::UdpDestinationPort => "The port of the program on the receiving host that the datagram is for.",
        FieldId::UdpLength => "The length of header and data in octets, at least 8.",
        FieldId::UdpChecksum => {
            "The Internet checksum of header, data and a pseudo-header with both addresses. Over IPv4, 0 means that \
             the sender computed none."
        }
        FieldId::UdpData => {
            "One message of the application, whole: UDP neither splits it, nor keeps order, nor sends it again."
        }
    };
    FieldProse { name: id.spec().name, meaning }
}

/// The sentence for a saying.
pub(super) fn say(saying: Saying) -> String {
    match saying {
        Saying::HeaderWords { words: 5 } => "5 x 4 = 20 octets of header, without options.".to_owned(),
        Saying::HeaderWords { words } => {
            let (len, options) = (words * 4, (words * 4).saturating_sub(20));
            format!("{words} x 4 = {len} octets of header: 20 fixed and {options} of options.")
        }
        Saying::Ecn(Ecn::NotCapable) => "Not ECT: the sender does not use ECN for this datagram.".to_owned(),
        Saying::Ecn(Ecn::Capable) => "ECT: the endpoints understand ECN, so a router may mark the datagram.".to_owned(),
        Saying::Ecn(Ecn::CongestionExperienced) => {
            "CE: a router on the way marked the datagram because of congestion.".to_owned()
        }
        Saying::DontFragment => "1: no router may fragment the datagram.".to_owned(),
        Saying::MayFragment => "0: a router may fragment the datagram if it must.".to_owned(),
        Saying::NotFragmented => "0, and so is the fragment offset: the datagram is whole.".to_owned(),
        Saying::TimeToLive { routers: 0 } => "The next router would drop the datagram.".to_owned(),
        Saying::TimeToLive { routers: 1 } => "One router may still pass the datagram on.".to_owned(),
        Saying::TimeToLive { routers } => format!("Up to {routers} routers may still pass the datagram on."),
        Saying::Ipv4Inside => "0x0800: an IPv4 datagram follows.".to_owned(),
        Saying::Protocol { number, name } => format!("{number} is {name}."),
        Saying::WellKnownPort { port, service } => format!("{port} is the well-known port of {service}."),
        Saying::DynamicPort => "A dynamic port (49152 to 65535): picked for the time being, as clients do.".to_owned(),
        Saying::InitialSequence { data } => format!(
            "The initial sequence number (ISN). The SYN takes it, so the first octet of data will be number {data}."
        ),
        Saying::TextNumbers { first, len: 1, .. } => format!("The one octet of data has the number {first}."),
        Saying::TextNumbers { first, last, len } => {
            format!("The {len} octets of data have the numbers {first} to {last}.")
        }
        Saying::FinNumber => "There are no data: this is the number that the FIN takes.".to_owned(),
        Saying::NoNumberTaken => {
            "There are no data, SYN or FIN, so the segment takes no sequence number. The sender's next data usually \
             start at this one."
                .to_owned()
        }
        Saying::Expects { ack } => format!("All before {ack} has arrived; {ack} is expected next."),
        Saying::BitIsOff { bit } => format!("The {bit} bit is 0, so this field means nothing."),
        Saying::NotSet { bit } => format!("0: {bit} is not set."),
        Saying::Set { bit } => format!("1: {bit} is set."),
        Saying::Syn { number } => {
            format!("The SYN takes sequence number {number}; acknowledgment number {} acknowledges it.", number + 1)
        }
        Saying::Fin { number } => {
            format!("The FIN takes sequence number {number}; acknowledgment number {} acknowledges it.", number + 1)
        }
        Saying::ZeroWindow => "Zero: the other side must hold new data back and may only probe.".to_owned(),
        Saying::UnscaledWindow { octets } => format!("{octets} octets: the window of a SYN is never scaled."),
        Saying::Window { octets } => format!(
            "{octets} octets from the acknowledgment number on; more if window scaling is in use, which shifts the \
             number left."
        ),
        Saying::Urgent { end } => format!("The urgent data end just before sequence number {end}."),
        Saying::Mss { octets } => {
            let datagram = u32::from(octets) + 40;
            format!("Up to {octets} octets of data: with 20 of TCP header and 20 of IPv4 header, {datagram} in all.")
        }
        Saying::WindowScale { shift: shift @ ..=14 } => {
            format!("Later windows count 2^{shift} = {} times what they say.", 1_u32 << shift)
        }
        Saying::WindowScale { shift } => {
            format!("{shift} is more than the 14 allowed, so the receiver takes it as 14.")
        }
        Saying::UdpLength { len } => format!("8 octets of header and {} of data.", len.saturating_sub(8)),
        Saying::NoChecksum => "0: the sender computed no checksum.".to_owned(),
    }
}
