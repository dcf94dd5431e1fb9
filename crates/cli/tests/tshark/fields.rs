//! Where every field of a captured packet lies and what it says, as tshark has it: on each kind of link, over both versions
//! of IP, and cut at every length.

use std::path::Path;
use std::process::Command;

use wire::checksum::{Working, pseudo_header_v6};
use wire::fields::FieldId;
use wire::{
    Ethernet, FieldValue, Flags, Frame, Ipv4, Link, PROTOCOL_TCP, PlacedField, Segment, Seq, TcpOption, Transport,
    lay_out_packet,
};

/// tshark's name of each field that it has, too, and gives in the same unit.
const NAMES: [(FieldId, &str); 59] = [
    (FieldId::EthernetDestination, "eth.dst"),
    (FieldId::EthernetSource, "eth.src"),
    (FieldId::EtherType, "eth.type"),
    (FieldId::VlanPriority, "vlan.priority"),
    (FieldId::VlanDropEligible, "vlan.dei"),
    (FieldId::VlanIdentifier, "vlan.id"),
    (FieldId::VlanEtherType, "vlan.etype"),
    (FieldId::CookedPacketType, "sll.pkttype"),
    (FieldId::CookedDeviceType, "sll.hatype"),
    (FieldId::CookedAddressLength, "sll.halen"),
    (FieldId::CookedProtocol, "sll.etype"),
    (FieldId::Cooked2Protocol, "sll.etype"),
    (FieldId::Cooked2Interface, "sll.ifindex"),
    (FieldId::Cooked2DeviceType, "sll.hatype"),
    (FieldId::Cooked2PacketType, "sll.pkttype"),
    (FieldId::Cooked2AddressLength, "sll.halen"),
    (FieldId::LoopbackFamily, "null.family"),
    (FieldId::Ipv4Version, "ip.version"),
    (FieldId::Ipv4Dscp, "ip.dsfield.dscp"),
    (FieldId::Ipv4Ecn, "ip.dsfield.ecn"),
    (FieldId::Ipv4TotalLength, "ip.len"),
    (FieldId::Ipv4Identification, "ip.id"),
    (FieldId::Ipv4FlagReserved, "ip.flags.rb"),
    (FieldId::Ipv4DontFragment, "ip.flags.df"),
    (FieldId::Ipv4MoreFragments, "ip.flags.mf"),
    (FieldId::Ipv4FragmentOffset, "ip.frag_offset"),
    (FieldId::Ipv4Ttl, "ip.ttl"),
    (FieldId::Ipv4Protocol, "ip.proto"),
    (FieldId::Ipv4HeaderChecksum, "ip.checksum"),
    (FieldId::Ipv4Source, "ip.src"),
    (FieldId::Ipv4Destination, "ip.dst"),
    (FieldId::Ipv6Version, "ipv6.version"),
    (FieldId::Ipv6Dscp, "ipv6.tclass.dscp"),
    (FieldId::Ipv6Ecn, "ipv6.tclass.ecn"),
    (FieldId::Ipv6FlowLabel, "ipv6.flow"),
    (FieldId::Ipv6PayloadLength, "ipv6.plen"),
    (FieldId::Ipv6NextHeader, "ipv6.nxt"),
    (FieldId::Ipv6HopLimit, "ipv6.hlim"),
    (FieldId::Ipv6Source, "ipv6.src"),
    (FieldId::Ipv6Destination, "ipv6.dst"),
    (FieldId::ExtensionNextHeader, "ipv6.dstopts.nxt"),
    (FieldId::ExtensionLength, "ipv6.dstopts.len"),
    (FieldId::ExtensionData, "ipv6.opt"),
    (FieldId::TcpSourcePort, "tcp.srcport"),
    (FieldId::TcpDestinationPort, "tcp.dstport"),
    (FieldId::TcpSequenceNumber, "tcp.seq_raw"),
    (FieldId::TcpAcknowledgmentNumber, "tcp.ack_raw"),
    (FieldId::TcpCwr, "tcp.flags.cwr"),
    (FieldId::TcpUrg, "tcp.flags.urg"),
    (FieldId::TcpAck, "tcp.flags.ack"),
    (FieldId::TcpPsh, "tcp.flags.push"),
    (FieldId::TcpRst, "tcp.flags.reset"),
    (FieldId::TcpSyn, "tcp.flags.syn"),
    (FieldId::TcpFin, "tcp.flags.fin"),
    (FieldId::TcpWindow, "tcp.window_size_value"),
    (FieldId::TcpChecksum, "tcp.checksum"),
    (FieldId::TcpUrgentPointer, "tcp.urgent_pointer"),
    (FieldId::TcpOptionNop, "tcp.options.nop"),
    (FieldId::TcpData, "tcp.payload"),
];

/// The links that are tried: ours, the number of its type in a file, and what goes before an IPv4 and an IPv6 packet.
fn links() -> Vec<(Link, u32, [Vec<u8>; 2])> {
    let address = [2, 0, 0, 0, 0, 1];
    let behind = |before: &[u8]| [[8, 0], [0x86, 0xdd]].map(|ether_type: [u8; 2]| [before, &ether_type].concat());
    let ethernet = [&[2, 0, 0, 0, 0, 2][..], &address].concat();
    let tagged = [&ethernet[..], &[0x81, 0, 0xb0, 10, 0x81, 0, 0, 7]].concat();
    let cooked = [&[0, 4, 0, 1, 0, 6][..], &address, &[0, 0]].concat();
    let cooked2 = |ether_type: [u8; 2]| [&ether_type[..], &[0, 0, 0, 0, 0, 2, 0, 1, 4, 6], &address, &[0, 0]].concat();
    let tagged_cooked2 = behind(&[&cooked2([0x81, 0])[..], &[0xb0, 10]].concat());
    vec![
        (Link::Ethernet, 1, behind(&ethernet)),
        (Link::Ethernet, 1, behind(&tagged)),
        (Link::Cooked, 113, behind(&cooked)),
        (Link::Cooked2, 276, [cooked2([8, 0]), cooked2([0x86, 0xdd])]),
        (Link::Cooked2, 276, tagged_cooked2),
        (Link::Loopback, 0, [vec![2, 0, 0, 0], vec![30, 0, 0, 0]]),
        (Link::Loopback, 108, [vec![0, 0, 0, 2], vec![0, 0, 0, 24]]),
        (Link::Raw, 101, [Vec::new(), Vec::new()]),
    ]
}

/// A segment over IPv4, and over IPv6 with an extension header.
fn packets() -> [Vec<u8>; 2] {
    let segment = Segment {
        src_port: 50_000,
        dst_port: 8080,
        seq: Seq(4_000_000_000),
        ack: Seq(77),
        flags: Flags::ACK | Flags::PSH,
        window: 502,
        options: vec![TcpOption::Nop, TcpOption::Nop, TcpOption::Timestamps { value: 1, echo: 2 }],
        text: "some text".into(),
        ..Segment::default()
    };
    let (source, destination) = ([192, 0, 2, 1].into(), [198, 51, 100, 2].into());
    let mut tcp = wire::encode_segment(&segment, source, destination).unwrap();
    let ipv4 = Ipv4 { tos: 0xb9, identification: 7, dont_fragment: true, ttl: 63, src: source, dst: destination };
    let frame = Frame { ethernet: Ethernet::default(), ipv4, transport: Transport::Tcp(segment) };
    let hosts: [std::net::Ipv6Addr; 2] = ["2001:db8::1".parse().unwrap(), "2001:db8::2".parse().unwrap()];
    let pseudo = pseudo_header_v6(hosts[0], hosts[1], PROTOCOL_TCP, u32::try_from(tcp.len()).unwrap());
    let checksum = Working::of(&pseudo, &tcp, 16).checksum;
    tcp[16..18].copy_from_slice(&checksum.to_be_bytes());
    let [high, low] = u16::try_from(tcp.len() + 8).unwrap().to_be_bytes();
    let fixed = [0x6b, 0x91, 0x23, 0x45, high, low, 60, 64];
    let options = [PROTOCOL_TCP, 0, 1, 4, 0, 0, 0, 0];
    let ipv6 = [&fixed[..], &hosts[0].octets(), &hosts[1].octets(), &options, &tcp].concat();
    [frame.encode().unwrap()[14..].to_vec(), ipv6]
}

/// A field as tshark has it: its name, its octets, and what it shows.
struct Theirs<'a> {
    name: &'a str,
    octets: std::ops::Range<usize>,
    show: &'a str,
}

/// What tshark says of each packet of a file with these, each of them with its length on the line.
fn dissect(name: &str, link: u32, packets: &[(&[u8], usize)]) -> String {
    let word = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
    let mut octets = [0xa1b2_c3d4_u32, 0x0004_0002, 0, 0, 262_144, link].map(u32::to_le_bytes).concat();
    for (captured, original) in packets {
        octets.extend([word(0), word(0), word(captured.len()), word(*original)].concat());
        octets.extend(*captured);
    }
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.pcap"));
    std::fs::write(&file, octets).unwrap();
    let mut command = Command::new("tshark");
    command.arg("-r").arg(&file).args(["-n", "-T", "pdml", "-d", "tcp.port==1-65535,data"]);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The fields in the PDML of one packet.
fn fields(pdml: &str) -> Vec<Theirs<'_>> {
    let attribute = |field: &str, name: &str| -> Option<std::ops::Range<usize>> {
        let start = field.find(&format!(" {name}=\""))? + name.len() + 3;
        Some(start..start + field[start..].find('"')?)
    };
    let field = |line: &'_ str| -> Option<(std::ops::Range<usize>, std::ops::Range<usize>, usize, usize)> {
        let number = |name| line[attribute(line, name)?].parse::<usize>().ok();
        let (size, pos) = (number("size")?, number("pos")?);
        Some((attribute(line, "name")?, attribute(line, "show")?, pos, size))
    };
    let of = |line: &'_ str| field(line).map(|(name, show, pos, size)| (name, show, pos..pos + size));
    let lines = pdml.lines().filter(|line| line.contains("<field "));
    lines
        .filter_map(|line| of(line).map(|(name, show, octets)| Theirs { name: &line[name], octets, show: &line[show] }))
        .collect()
}

/// Whether tshark's field, which lies where ours does, says the same.
fn says_the_same(ours: &PlacedField, theirs: &Theirs<'_>) -> bool {
    let number = match theirs.show.strip_prefix("0x") {
        Some(digits) => u64::from_str_radix(digits, 16).ok(),
        None if theirs.show == "True" => Some(1),
        None if theirs.show == "False" => Some(0),
        None => theirs.show.parse().ok(),
    };
    match &ours.value {
        FieldValue::Number(value) => number == Some(*value),
        FieldValue::Mac(_) | FieldValue::Address(_) => theirs.show == ours.text,
        // Their octets are those in the file, as ours are.
        FieldValue::Octets(_) | FieldValue::Option(_) => theirs.octets == ours.octets(),
        FieldValue::Cut => false,
    }
}

#[test]
#[ignore = "it asks tshark"]
fn every_field_of_a_captured_packet_lies_where_tshark_has_it_and_says_the_same() {
    let mut compared = 0;
    for (number, (link, link_type, before)) in links().into_iter().enumerate() {
        for (before, ip) in before.iter().zip(packets()) {
            let octets = [&before[..], &ip].concat();
            let cuts: Vec<(&[u8], usize)> = (1..=octets.len()).map(|len| (&octets[..len], octets.len())).collect();
            let pdml = dissect(&format!("fields-{number}-{}", ip[0] >> 4), link_type, &cuts);
            let packets: Vec<&str> = pdml.split("<packet>").skip(1).collect();
            assert_eq!(packets.len(), cuts.len());
            for ((captured, original), pdml) in cuts.iter().zip(packets) {
                let theirs = fields(pdml);
                let ours = lay_out_packet(link, captured, *original).fields;
                for ours in ours.iter().filter(|field| field.value != FieldValue::Cut) {
                    let Some((_, name)) = NAMES.iter().find(|(id, _)| *id == ours.id) else { continue };
                    let here = |field: &&Theirs<'_>| {
                        let (octets, ours) = (&field.octets, ours.octets());
                        field.name == *name && octets.start <= ours.start && ours.end <= octets.end
                    };
                    let mut named = theirs.iter().filter(here).peekable();
                    // Of a cut packet tshark does not say all that there is.
                    if named.peek().is_none() && captured.len() < *original {
                        continue;
                    }
                    let agrees = named.any(|theirs| says_the_same(ours, theirs));
                    assert!(agrees, "{link:?}, {} of {original} octets: {name}, ours {ours:?}", captured.len());
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 10_000, "only {compared} fields were compared");
}
