//! Captures and their conversations in Chinese.

use capture::{Closing, Conversation, End, NotTcp, Opening, Reason, Stop, Trouble};

use super::{BrokenOff, Resets, fitting, happened, hex, packer};

pub(super) fn opening(opening: Opening) -> &'static str {
    match opening {
        Opening::Handshake => "三次握手",
        Opening::SynOnly => "只有 SYN",
        Opening::SynAckOnly => "只有 SYN,ACK",
        Opening::Simultaneous => "同时打开",
        Opening::Midstream => "没有抓到",
    }
}

pub(super) fn closing(closing: Closing) -> &'static str {
    match closing {
        Closing::Open => "仍然打开",
        Closing::Half { by: End::A } => "只有 A 的 FIN",
        Closing::Half { by: End::B } => "只有 B 的 FIN",
        Closing::Both { first: End::A } => "双方 FIN，A 在先",
        Closing::Both { first: End::B } => "双方 FIN，B 在先",
        Closing::Reset { by: End::A } => "被 A 复位",
        Closing::Reset { by: End::B } => "被 B 复位",
    }
}

pub(super) fn ended(how: Option<BrokenOff>) -> Option<&'static str> {
    how.map(|how| match how {
        BrokenOff::Unanswered => "A 的 SYN 没有应答",
        BrokenOff::Refused => "B 拒绝了 A 的 SYN",
        BrokenOff::OneSided(End::A) => "没有抓到 A 的报文段",
        BrokenOff::OneSided(End::B) => "没有抓到 B 的报文段",
        BrokenOff::ResetByA => "A 复位了连接",
        BrokenOff::ResetByB => "B 复位了连接",
    })
}

pub(super) fn counted(trouble: &Trouble, resets: Resets) -> Vec<String> {
    let (closed, idle) = match resets {
        Resets::Closed(count) => (count, 0),
        Resets::Idle(count) => (0, count),
    };
    happened([
        (trouble.again, |count| format!("{count} 个报文段重复或乱序")),
        // A single one is told by how the conversation closed.
        (closed.saturating_sub(1), |more| format!("共有 {} 个 RST", more.saturating_add(1))),
        (idle, |count| format!("{count} 个 RST 没有结束连接")),
        (trouble.zero_windows, |count| format!("{count} 个报文段关闭了窗口")),
        (trouble.bad_checksums, |count| format!("{count} 个校验和不符")),
        (trouble.cut, |count| format!("{count} 个报文段未完整抓取")),
        (trouble.fragments, |count| format!("{count} 个报文段被 IP 分片，未重组")),
    ])
}

/// Other words for what a row shows.
pub(super) fn synonyms(conversation: &Conversation) -> Vec<&'static str> {
    let trouble = conversation.trouble;
    fitting([
        (conversation.opening == Opening::Midstream, "中途"),
        (matches!(conversation.closing, Closing::Half { .. }), "半关闭"),
        (trouble.again > 0, "重传"),
        (trouble.resets > 0, "复位 重置"),
        (trouble.zero_windows > 0, "零窗口"),
        (trouble.cut > 0, "截断"),
        (trouble.total() > 0, "问题"),
    ])
}

pub(super) fn other(kind: NotTcp, count: u32) -> String {
    let what = match kind {
        NotTcp::NotIp => "IP 以外的协议的数据包",
        NotTcp::Wrapped => "封装在 LLC、PPPoE、MPLS 等协议中的数据包（不解封装）",
        NotTcp::Udp => "UDP 数据报",
        NotTcp::Icmp => "ICMP 消息",
        NotTcp::OtherTransport => "IP 之上其他协议的数据包",
        NotTcp::Fragment => "IP 分片（不重组）",
        NotTcp::Cut => "TCP 首部未抓完的数据包",
        NotTcp::Malformed => "长度或版本自相矛盾的数据包",
        NotTcp::UnknownLink => "这里无法读取的链路类型的数据包",
    };
    format!("{what}：{count}")
}

pub(super) fn stopped(stop: &Stop) -> String {
    let what = match stop.why {
        Reason::Empty => return "文件是空的。".into(),
        Reason::Cut { needed, found } => format!("从那里开始的部分有 {needed} 个字节，文件中只有 {found} 个"),
        Reason::Foreign { magic } => {
            let begins = format!("第 {} 个字节处是 {}，pcap 和 pcapng 都不这样开头", stop.at, hex(magic));
            return match packer(magic) {
                Some(packer) => format!("文件是用 {packer} 压缩的，请先解压：{begins}。"),
                None => format!("这不是抓包文件：{begins}。"),
            };
        }
        Reason::Version { major, minor } => format!("不认识这个格式的版本 {major}.{minor}"),
        Reason::TooLong { len, most } => format!("它自称有 {len} 个字节，而最多应为 {most} 个"),
        Reason::BlockLength { len } => format!("这种块不可能有 {len} 个字节"),
        Reason::BlockEnd { first, last } => format!("块在开头自称有 {first} 个字节，在结尾却是 {last} 个"),
        Reason::PacketLength { len, room } => format!("数据包自称有 {len} 个字节，而块中只有 {room} 个的位置"),
        Reason::NoInterface { interface } => format!("数据包属于接口 {interface}，而文件没有描述它"),
        Reason::ByteOrder { magic } => format!("{} 不表示任何字节序", hex(magic)),
        Reason::TooManyInterfaces => "接口的数量超出了能保存的".into(),
        Reason::TooLarge => "数量超出了能计数的范围".into(),
    };
    format!("抓包文件在第 {} 个字节之后无法读取：{what}。", stop.at)
}
