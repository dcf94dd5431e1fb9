//! What each header field means, and what its value says in one frame.

mod en;
mod saying;
mod setter;
mod zh;

use wire::fields::{FieldId, Header};
use wire::{Frame, PlacedField, Segment};

pub use setter::set_by;

use crate::Lang;

/// A field in the words of one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldProse {
    /// The standard's name, or the name that is customary in that language.
    pub name: &'static str,
    /// What it means and who sets it, in a sentence or two.
    pub meaning: &'static str,
}

/// The field in the words of `lang`.
#[must_use]
pub fn meaning(id: FieldId, lang: Lang) -> FieldProse {
    match lang {
        Lang::En => en::meaning(id),
        Lang::Zh => zh::meaning(id),
    }
}

/// What a field is read against: it decides, for one, whether an acknowledgment number counts.
#[derive(Clone, Copy, Debug)]
pub struct Within<'a> {
    /// The segment that the field lies in, or before; None if there is none.
    pub segment: Option<&'a Segment>,
    /// The header of the network layer: [`Header::Ipv4`] or [`Header::Ipv6`].
    pub network: Header,
}

impl<'a> From<&'a Frame> for Within<'a> {
    fn from(frame: &'a Frame) -> Within<'a> {
        Within { segment: frame.segment(), network: Header::Ipv4 }
    }
}

/// What the value of `placed` says, in a sentence or two, if it says more than its number does. Sequence numbers are
/// written as they stand in the header.
#[must_use]
pub fn what_value_says(placed: &PlacedField, within: Within<'_>, lang: Lang) -> Option<String> {
    let saying = saying::of(placed, within)?;
    Some(match lang {
        Lang::En => en::say(saying),
        Lang::Zh => zh::say(saying),
    })
}

#[cfg(test)]
mod tests {
    use wire::{Ethernet, FieldValue, Flags, Ipv4, Seq, TcpOption, Transport, lay_out};

    use super::*;

    fn frame(segment: Segment) -> Frame {
        let ipv4 = Ipv4 {
            tos: 3,
            identification: 1,
            dont_fragment: true,
            ttl: 64,
            src: [192, 0, 2, 1].into(),
            dst: [198, 51, 100, 80].into(),
        };
        Frame { ethernet: Ethernet::default(), ipv4, transport: Transport::Tcp(segment) }
    }

    fn says(segment: Segment, id: FieldId, lang: Lang) -> Option<String> {
        let frame = frame(segment);
        let fields = lay_out(&frame.encode().expect("it fits")).expect("it is whole");
        let placed = fields.iter().find(|field| field.id == id).expect("the field is there");
        what_value_says(placed, (&frame).into(), lang)
    }

    fn check(segment: &Segment, id: FieldId, en: &str, zh: &str) {
        assert_eq!(says(segment.clone(), id, Lang::En).as_deref(), Some(en));
        assert_eq!(says(segment.clone(), id, Lang::Zh).as_deref(), Some(zh));
    }

    #[test]
    fn every_field_has_a_name_and_a_meaning_in_both_languages() {
        for spec in wire::fields::all() {
            assert_ne!(set_by(spec.id, Lang::En), set_by(spec.id, Lang::Zh));
            let (en, zh) = (meaning(spec.id, Lang::En), meaning(spec.id, Lang::Zh));
            assert_eq!(en.name, spec.name);
            assert!(en.meaning.is_ascii() && en.meaning.ends_with('.'), "{:?}", spec.id);
            assert!(!zh.name.is_empty() && zh.meaning.ends_with('。'), "{:?}", spec.id);
            assert_ne!(en.meaning, zh.meaning);
        }
    }

    #[test]
    fn a_syn_says_what_its_numbers_are() {
        let syn = Segment {
            src_port: 50_000,
            dst_port: 80,
            seq: Seq(u32::MAX),
            flags: Flags::SYN,
            window: 64_240,
            options: vec![TcpOption::Mss(1460), TcpOption::WindowScale(7)],
            ..Segment::default()
        };
        check(
            &syn,
            FieldId::TcpDataOffset,
            "7 x 4 = 28 octets of header: 20 fixed and 8 of options.",
            "7 × 4 = 28，首部共 28 字节：固定部分 20 字节，选项 8 字节。",
        );
        check(
            &syn,
            FieldId::TcpAcknowledgmentNumber,
            "The ACK bit is 0, so this field means nothing.",
            "ACK 位为 0，本字段没有意义。",
        );
        check(
            &syn,
            FieldId::TcpSequenceNumber,
            "The initial sequence number (ISN). The SYN takes it, so the first octet of data will be number 0.",
            "这是初始序号（ISN）。SYN 占用这个序号，因此第一个数据字节的序号是 0。",
        );
        check(&syn, FieldId::TcpDestinationPort, "80 is the well-known port of HTTP.", "80 是 HTTP 的熟知端口。");
    }

    #[test]
    fn data_say_which_numbers_they_take() {
        let data = Segment {
            seq: Seq(u32::MAX),
            ack: Seq(301),
            flags: Flags::ACK | Flags::FIN,
            text: "hello".into(),
            ..Segment::default()
        };
        check(
            &data,
            FieldId::TcpSequenceNumber,
            "The 5 octets of data have the numbers 4294967295 to 3.",
            "共 5 字节数据，序号从 4294967295 到 3。",
        );
        check(
            &data,
            FieldId::TcpFin,
            "The FIN takes sequence number 4; acknowledgment number 5 acknowledges it.",
            "FIN 占用序号 4，对它的确认号是 5。",
        );
        check(
            &data,
            FieldId::TcpWindow,
            "Zero: the other side must hold new data back and may only probe.",
            "窗口为 0：对方不得再发新数据，只能发送窗口探测。",
        );
        check(
            &data,
            FieldId::TcpUrgentPointer,
            "The URG bit is 0, so this field means nothing.",
            "URG 位为 0，本字段没有意义。",
        );
    }

    #[test]
    fn what_only_a_captured_packet_has_says_what_it_is() {
        let says = |id, number, lang| {
            let within = Within { segment: None, network: Header::Ipv6 };
            let placed = PlacedField { id, bits: 0..8, value: FieldValue::Number(number), text: String::new() };
            what_value_says(&placed, within, lang)
        };
        let check = |id, number, en: &str, zh: &str| {
            assert_eq!(says(id, number, Lang::En).as_deref(), Some(en));
            assert_eq!(says(id, number, Lang::Zh).as_deref(), Some(zh));
        };
        check(FieldId::EtherType, 0x8100, "0x8100: a VLAN tag follows.", "0x8100：后面是 VLAN 标签。");
        check(FieldId::VlanEtherType, 0x86dd, "0x86dd: an IPv6 packet follows.", "0x86dd：后面是 IPv6 分组。");
        check(FieldId::Ipv6NextHeader, 6, "6 is TCP.", "6 是 TCP 的协议号。");
        check(FieldId::Ipv6NextHeader, 44, "44: an extension header follows.", "44：后面是扩展首部。");
        check(FieldId::LoopbackFamily, 30, "30: an IPv6 packet follows.", "30：后面是 IPv6 分组。");
        check(FieldId::CookedPacketType, 4, "4: this host sent it.", "为 4：由本机发出。");
        check(
            FieldId::Ipv4TotalLength,
            0,
            "0: the system left it to its network interface to cut the packet up and to fill this in.",
            "为 0：系统把分割分组和填写本字段的工作留给了网卡。",
        );
        assert_eq!(says(FieldId::VlanIdentifier, 7, Lang::En), None);
        assert_eq!(says(FieldId::Ipv6PayloadLength, 20, Lang::Zh), None);
    }

    #[test]
    fn an_mss_counts_the_header_of_its_own_version_of_ip() {
        let says = |network, lang| {
            let value = FieldValue::Option(TcpOption::Mss(1440));
            let placed = PlacedField { id: FieldId::TcpOptionMss, bits: 0..32, value, text: String::new() };
            what_value_says(&placed, Within { segment: None, network }, lang).unwrap_or_default()
        };
        assert!(says(Header::Ipv6, Lang::En).ends_with("20 of TCP header and 40 of IPv6 header, 1500 in all."));
        assert!(says(Header::Ipv6, Lang::Zh).ends_with("TCP 首部 20 字节和 IPv6 首部 40 字节，共 1500 字节。"));
        assert!(says(Header::Ipv4, Lang::En).ends_with("20 of TCP header and 20 of IPv4 header, 1480 in all."));
    }

    #[test]
    fn what_speaks_for_itself_is_left_alone() {
        assert_eq!(says(Segment::default(), FieldId::TcpChecksum, Lang::En), None);
        assert_eq!(says(Segment::default(), FieldId::Ipv4Identification, Lang::Zh), None);
    }
}
