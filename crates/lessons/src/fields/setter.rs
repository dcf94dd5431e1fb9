//! Who writes a field, and who may write it anew on the way.

use course::Lang;
use wire::fields::{FieldId, Header};

/// Who sets the field, in a few words.
#[must_use]
pub fn set_by(id: FieldId, lang: Lang) -> &'static str {
    let (en, zh) = match (id, id.spec().header) {
        (FieldId::EthernetPadding | FieldId::EthernetFcs, _) => {
            ("the interface that sends the frame, anew on every link", "发出这个帧的接口，每段链路都重新填写")
        }
        (_, Header::Ethernet) => (
            "the host or router that sends the frame, anew on every link",
            "发出这个帧的主机或路由器，每段链路都重新填写",
        ),
        (_, Header::Vlan) => (
            "the switch that puts the tag in, or a host that knows its VLAN; the last switch takes it out",
            "添加标签的交换机，或者知道自己所属 VLAN 的主机；最后一个交换机把它去掉",
        ),
        (_, Header::Cooked | Header::Cooked2 | Header::Loopback) => {
            ("the system that captured the packet; no line ever saw it", "抓包的系统；线路上并没有这一项")
        }
        (_, Header::Other) => ("whoever made that protocol's part", "相应协议的实现"),
        (FieldId::Ipv4Ttl | FieldId::Ipv4HeaderChecksum | FieldId::Ipv6HopLimit, _) => {
            ("the sending host, and every router on the way anew", "发送主机；途中每个路由器都会改写")
        }
        (FieldId::Ipv4Ecn | FieldId::Ipv4Dscp | FieldId::Ipv6Ecn | FieldId::Ipv6Dscp, _) => {
            ("the sending host; a router may change it", "发送主机；路由器可以改写")
        }
        (FieldId::Ipv4Source | FieldId::Ipv4Destination | FieldId::Ipv6Source | FieldId::Ipv6Destination, _) => {
            ("the sending host; without NAT nobody changes it", "发送主机；没有 NAT 时途中无人改动")
        }
        (FieldId::Ipv4Protocol, _) => {
            ("the sending host's IP, after who gave it the data", "发送主机的 IP，取决于数据由谁交来")
        }
        (_, Header::Ipv6 | Header::Extension) => {
            ("the sending host's IP; no router changes it", "发送主机的 IP，路由器不改动")
        }
        (_, Header::Ipv4) => {
            ("the sending host's IP; a router would only when it fragments", "发送主机的 IP；路由器只在分片时改写")
        }
        (FieldId::TcpSourcePort | FieldId::UdpSourcePort, _) => (
            "the sending host: bind() or, for a client, a free port of its choice",
            "发送主机：由 bind() 指定，或者由系统为客户端选一个空闲端口",
        ),
        (FieldId::TcpDestinationPort | FieldId::UdpDestinationPort, _) => {
            ("the program that connects; answers turn the two ports round", "发起连接的程序；回答时两个端口互换")
        }
        (FieldId::TcpData | FieldId::UdpData, _) => ("the sending program", "发送方的程序"),
        (FieldId::TcpPsh, _) => {
            ("the sending TCP, when it has sent all that it was given", "发送方的 TCP，在交来的数据都发完时")
        }
        (FieldId::TcpEce | FieldId::TcpCwr, _) => {
            ("the sending TCP, where both sides use ECN", "发送方的 TCP，在双方都使用 ECN 时")
        }
        (_, Header::Tcp) => ("the sending TCP; nobody changes it on the way", "发送方的 TCP，途中无人改动"),
        (_, Header::Udp) => ("the sending UDP; nobody changes it on the way", "发送方的 UDP，途中无人改动"),
    };
    if lang == Lang::En { en } else { zh }
}
