//! The fields in English.

use wire::fields::FieldId;

use super::FieldProse;
use super::saying::{Ecn, Inside, Saying, Way};

/// The standard's name of a field, and what it means.
pub(super) fn meaning(id: FieldId) -> FieldProse {
    let meaning = match id {
        FieldId::EthernetDestination => {
            "The interface on this link that the frame is for: the next router, or the destination host itself. \
             Every hop writes a new one."
        }
        FieldId::EthernetSource => "The interface that put the frame on this link. Every hop writes its own.",
        FieldId::EtherType => {
            "What the data field carries, written by the sender. 0x0800 is an IPv4 datagram, 0x86dd an IPv6 packet, \
             0x8100 a VLAN tag."
        }
        FieldId::EthernetPadding => {
            "Zeros that the sender adds when there are fewer than the 46 octets of data that Ethernet requires. They \
             belong to no datagram: the length in its IP header says where it ends."
        }
        FieldId::EthernetFcs => {
            "A CRC-32 over the whole frame, written by the sending interface and checked by the receiving one, which \
             drops a damaged frame without a word."
        }
        FieldId::VlanPriority => {
            "How urgent the frame is, from 0 to 7: switches on the way let those of a higher priority go first. Whoever \
             puts the tag in sets it."
        }
        FieldId::VlanDropEligible => {
            "1 means that a congested switch should drop this frame before others. Whoever puts the tag in sets it, and \
             switches may set it later."
        }
        FieldId::VlanIdentifier => {
            "Which virtual LAN the frame belongs to: switches pass it on only to ports of the same one. Between two \
             switches it tells many LANs on one cable apart."
        }
        FieldId::VlanEtherType => {
            "What follows the tag, as an EtherType: the one that the frame had before the tag was put in. It may announce \
             another tag."
        }
        FieldId::CookedPacketType | FieldId::Cooked2PacketType => {
            "Whether the packet came to this host (0), was broadcast (1) or multicast (2), was meant for another host (3), \
             or was sent by this one (4). The capturing Linux wrote it; no line ever saw it."
        }
        FieldId::CookedDeviceType | FieldId::Cooked2DeviceType => {
            "The kind of the device, as Linux numbers them: 1 is Ethernet, 772 is loopback, 65534 has no header of its own, \
             as a TUN device."
        }
        FieldId::CookedAddressLength | FieldId::Cooked2AddressLength => {
            "How many octets of the sender's link-layer address count. An address longer than 8 octets is cut to 8."
        }
        FieldId::CookedAddress | FieldId::Cooked2Address => {
            "The address of the interface that sent the packet on its last link, in 8 octets of which the rest is unused. The \
             receiver's address is not kept."
        }
        FieldId::CookedProtocol | FieldId::Cooked2Protocol => {
            "What follows, as an EtherType: 0x0800 is an IPv4 datagram, 0x86dd an IPv6 packet."
        }
        FieldId::Cooked2Reserved => "Two octets without a meaning so far. They must be zero.",
        FieldId::Cooked2Interface => {
            "The number of the interface on the capturing host, as Linux counts them. The first version of this header could \
             not tell it."
        }
        FieldId::LoopbackFamily => {
            "The address family of what follows, which the capturing system writes in place of a link-layer header: 2 is \
             IPv4; IPv6 is 10, 24, 28 or 30, depending on the system."
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
        FieldId::Ipv6Version => {
            "The version of the Internet Protocol, 6. It stands where IPv4 has its version, and tells the receiver how to \
             read all that follows."
        }
        FieldId::Ipv6Dscp => {
            "The treatment that the packet asks of routers: 0 is best effort. These are the upper six bits of the traffic \
             class; the sender marks them, and routers may mark them anew."
        }
        FieldId::Ipv6Ecn => {
            "The sender says with it whether the endpoints understand ECN. A router whose queue grows may change it to 3 (CE) \
             instead of dropping the packet. These are the lower two bits of the traffic class."
        }
        FieldId::Ipv6FlowLabel => {
            "A number that the sender gives to all packets of one flow, such as those of a connection, so that routers can \
             keep them on one path without a look at the ports. 0 means that there is none."
        }
        FieldId::Ipv6PayloadLength => {
            "The length in octets of all that follows this header, extension headers included, 65,535 at most. The 40 octets \
             of the header itself do not count, as they do in IPv4."
        }
        FieldId::Ipv6NextHeader => {
            "What follows this header, with the numbers of IPv4's protocol field: 6 is TCP, 17 is UDP, and some stand for \
             extension headers."
        }
        FieldId::Ipv6HopLimit => {
            "How many more hops the packet may take. The sending host starts it; every router takes 1 off and drops the packet \
             at 0. It is what IPv4 calls Time to Live."
        }
        FieldId::Ipv6Source => {
            "The host that sends the packet, in 128 bits. No router changes it, and the TCP checksum covers it. There is no \
             header checksum in IPv6, so that is its only protection above the link."
        }
        FieldId::Ipv6Destination => {
            "The host that the packet is for, in 128 bits. Routers forward by it, and the TCP checksum covers it."
        }
        FieldId::ExtensionNextHeader => {
            "What follows this extension header: another one, or what the packet carries. So the headers form a chain, from \
             the fixed header to TCP."
        }
        FieldId::ExtensionLength => {
            "The length of this extension header without its first 8 octets, in units of 8 octets. The authentication header \
             counts words of 4 octets instead, without the first two."
        }
        FieldId::ExtensionData => {
            "What the extension header says. The number in the header before it tells its kind: 0 is hop-by-hop options, 43 \
             routing, 44 a fragment, 51 authentication, 60 destination options."
        }
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
        FieldId::OtherOctets => {
            "Octets of a protocol that is not taken apart here, or that contradict what comes before."
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
        Saying::Follows { number, what } => {
            let what = match what {
                Inside::Ipv4 => "an IPv4 datagram",
                Inside::Ipv6 => "an IPv6 packet",
                Inside::Tag => "a VLAN tag",
                Inside::Extension => "an extension header",
            };
            format!("{number}: {what} follows.")
        }
        Saying::NoVlan => "0: the tag names no VLAN and only carries the priority.".to_owned(),
        Saying::BestEffort => "0: best effort, the usual.".to_owned(),
        Saying::ForWhom(way) => match way {
            Way::ToUs => "0: it came in, for this host.",
            Way::Broadcast => "1: it came in, for every host on the link.",
            Way::Multicast => "2: it came in, for a group of hosts.",
            Way::ToAnother => "3: it was seen on its way from one other host to another.",
            Way::FromUs => "4: this host sent it.",
        }
        .to_owned(),
        Saying::Device { names: [name, _] } => format!("The kind of link: {name}."),
        Saying::LengthLeftOpen => {
            "0: the system left it to its network interface to cut the packet up and to fill this in.".to_owned()
        }
        Saying::NoFlow => "0: the packet is of no named flow.".to_owned(),
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
        Saying::Mss { octets, network: (version, header) } => {
            let datagram = u32::from(octets) + 20 + header;
            format!(
                "Up to {octets} octets of data: with 20 of TCP header and {header} of {version} header, {datagram} in all."
            )
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
