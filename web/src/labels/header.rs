//! The words of the header tab that belong to no other: options in their parts, checksums worked out, UDP, and what only
//! captured packets have.

use lessons::Lang;

/// The words in one language. `{}` stands for a value.
pub(crate) struct HeaderLabels {
    pub(crate) kind: &'static str,
    pub(crate) length: &'static str,
    pub(crate) left_edge: &'static str,
    pub(crate) right_edge: &'static str,

    // Where a field leads.
    pub(crate) set_by: &'static str,
    pub(crate) to_layer: &'static str,
    pub(crate) to_rule: &'static str,

    // A checksum.
    pub(crate) worked_out: &'static str,
    pub(crate) covers: &'static str,
    pub(crate) word: &'static str,
    pub(crate) sum: &'static str,
    pub(crate) pseudo_header: &'static str,
    pub(crate) zero_and_protocol: &'static str,
    pub(crate) segment_length: &'static str,
    pub(crate) counts_as_zero: &'static str,
    pub(crate) folded: &'static str,
    pub(crate) carried: &'static str,
    pub(crate) complement: &'static str,

    // UDP.
    pub(crate) udp: &'static str,
    pub(crate) udp_hint: &'static str,

    // A captured packet.
    pub(crate) part_vlan: &'static str,
    pub(crate) part_cooked: &'static str,
    pub(crate) part_loopback: &'static str,
    pub(crate) part_ipv6: &'static str,
    pub(crate) part_extension: &'static str,
    pub(crate) part_other: &'static str,
    pub(crate) link_type: &'static str,
    pub(crate) zero_and_next_header: &'static str,
    pub(crate) checksum_not_covered: &'static str,
    pub(crate) checksum_zero: &'static str,
    pub(crate) checksum_partial: &'static str,
    pub(crate) cut: &'static str,
    pub(crate) cut_field: &'static str,
    pub(crate) dump_captured: &'static str,
}

const EN: HeaderLabels = HeaderLabels {
    kind: "Kind",
    length: "Length",
    left_edge: "Left edge",
    right_edge: "Right edge",

    set_by: "Set by: {}.",
    to_layer: "Layer {}",
    to_rule: "Why this value",

    worked_out: "Worked out, word by word",
    covers: "{} words of 16 bits are added. What runs over on the left comes back in on the right (+1).",
    word: "Word",
    sum: "Sum so far",
    pseudo_header: "pseudo-header: ",
    zero_and_protocol: "zero, protocol",
    segment_length: "length",
    counts_as_zero: "{}: counts as 0",
    folded: "… {} words more …",
    carried: "+1",
    complement: "Every bit of {} turned over gives {}; the field says {}.",

    udp: "The same text in UDP",
    udp_hint: "8 octets of header where TCP has {}. This datagram is not sent: it stands here to be compared.",

    part_vlan: "VLAN tag",
    part_cooked: "Linux cooked",
    part_loopback: "loopback",
    part_ipv6: "IPv6",
    part_extension: "extension",
    part_other: "other",
    link_type: "{} of libpcap's link types",
    zero_and_next_header: "zero, next header",
    checksum_not_covered: "In the header {}. Some of what it covers was not captured, so it cannot be checked.",
    checksum_zero: "In the header {}: the sending system left the sum to its network interface, which fills it in after the \
                    capture. From the octets it is {}.",
    checksum_partial: "In the header {}, the sum of the pseudo-header alone: the sending system left the rest to its network \
                       interface, which adds it after the capture. From the octets it is {}.",
    cut: "Cut here: {} octets more were on the line, but were not captured.",
    cut_field: "Only the beginning of this field was captured, so what it says is not known.",
    dump_captured: "The octets as they were captured. The FCS is not among them; a short frame that came in may still have \
                    its padding.",
};

const ZH: HeaderLabels = HeaderLabels {
    kind: "类型",
    length: "长度",
    left_edge: "左边界",
    right_edge: "右边界",

    set_by: "由谁填写：{}。",
    to_layer: "第 {} 层",
    to_rule: "为什么是这个值",

    worked_out: "逐字计算",
    covers: "把 {} 个 16 位字相加，最高位的进位加回最低位（+1）。",
    word: "字",
    sum: "累计和",
    pseudo_header: "伪首部：",
    zero_and_protocol: "零、协议",
    segment_length: "长度",
    counts_as_zero: "{}：按 0 计算",
    folded: "……另有 {} 个字……",
    carried: "+1",
    complement: "{} 按位取反，得 {}；字段中为 {}。",

    udp: "同样的数据用 UDP 发送",
    udp_hint: "首部 8 字节，而 TCP 首部有 {} 字节。这个数据报并没有发送，列在这里供对照。",

    part_vlan: "VLAN 标签",
    part_cooked: "Linux cooked",
    part_loopback: "环回",
    part_ipv6: "IPv6",
    part_extension: "扩展首部",
    part_other: "其他",
    link_type: "libpcap 链路类型 {}",
    zero_and_next_header: "零、下一个首部",
    checksum_not_covered: "首部中为 {}。它所覆盖的内容没有全部抓到，因此无法检验。",
    checksum_zero: "首部中为 {}：发送方的系统把校验和留给网卡，抓包之后才填写。由各字节算得 {}。",
    checksum_partial: "首部中为 {}，只是伪首部之和：发送方的系统把其余部分留给网卡，抓包之后才加上。由各字节算得 {}。",
    cut: "在此截断：线路上还有 {} 字节，没有抓到。",
    cut_field: "只抓到了本字段的开头，因此不知道它的值。",
    dump_captured: "这些是抓到的字节，其中没有 FCS；收到的短帧可能还带着填充。",
};

impl HeaderLabels {
    /// The words in `lang`.
    pub(crate) fn of(lang: Lang) -> &'static HeaderLabels {
        match lang {
            Lang::En => &EN,
            Lang::Zh => &ZH,
        }
    }
}
