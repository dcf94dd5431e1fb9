//! The fields in Chinese, in the terms of Chinese textbooks.

use wire::fields::FieldId;

use super::FieldProse;
use super::saying::{Ecn, Inside, Saying, Way};

/// The customary name of a field, and what it means.
pub(super) fn meaning(id: FieldId) -> FieldProse {
    let (name, meaning) = match id {
        FieldId::EthernetDestination => {
            ("目的 MAC 地址", "本段链路上接收该帧的接口，可能是下一跳路由器，也可能就是目的主机。每经过一跳都会改写。")
        }
        FieldId::EthernetSource => {
            ("源 MAC 地址", "在本段链路上发出该帧的接口。每经过一跳，路由器都把它改写成自己出口的地址。")
        }
        FieldId::EtherType => (
            "类型",
            "指明帧的数据字段装的是什么，由发送方填写。0x0800 表示 IPv4 数据报，0x86dd 表示 IPv6 分组，0x8100 表示 VLAN \
             标签。",
        ),
        FieldId::EthernetPadding => (
            "填充",
            "以太网要求数据字段至少 46 字节，不足时由发送方补 0。填充不属于 IP 数据报，接收方按 IP 首部中的长度把它去掉。",
        ),
        FieldId::EthernetFcs => (
            "帧校验序列",
            "对整个帧计算的 CRC-32，由发送接口写在帧尾，由接收接口检验。出错的帧直接丢弃，不通知任何一方。",
        ),
        FieldId::VlanPriority => {
            ("优先级 PCP", "帧的优先级，从 0 到 7，途中的交换机让优先级高的帧先走。由添加标签的设备填写。")
        }
        FieldId::VlanDropEligible => (
            "可丢弃指示 DEI",
            "为 1 表示交换机拥塞时可以优先丢弃这个帧。由添加标签的设备填写，途中的交换机也可以置 1。",
        ),
        FieldId::VlanIdentifier => (
            "VLAN 标识符",
            "指明帧属于哪个虚拟局域网，交换机只把它转发到同一 VLAN 的端口。交换机之间的一条线路上可以跑多个局域网，靠它来\
             区分。",
        ),
        FieldId::VlanEtherType => {
            ("类型", "标签后面是什么，也就是加标签之前帧原来的类型字段。后面也可能还有一个标签。")
        }
        FieldId::CookedPacketType | FieldId::Cooked2PacketType => (
            "分组类型",
            "0 表示发给本机，1 表示广播，2 表示多播，3 表示发给别的主机，4 表示由本机发出。这是抓包的 Linux 写上的，线路上\
             并没有。",
        ),
        FieldId::CookedDeviceType | FieldId::Cooked2DeviceType => (
            "设备类型 ARPHRD",
            "接口属于哪一类设备，编号由 Linux 规定：1 是以太网，772 是环回，65534 表示没有链路层首部，例如 TUN 设备。",
        ),
        FieldId::CookedAddressLength | FieldId::Cooked2AddressLength => {
            ("链路层地址长度", "发送方的链路层地址有多少字节有效。超过 8 字节的地址只保留前 8 字节。")
        }
        FieldId::CookedAddress | FieldId::Cooked2Address => (
            "链路层地址",
            "在最后一段链路上发出该分组的接口的地址，固定占 8 字节，用不到的部分没有意义。接收方的地址没有保留。",
        ),
        FieldId::CookedProtocol | FieldId::Cooked2Protocol => {
            ("协议类型", "后面是什么，取值与以太网的类型字段相同：0x0800 是 IPv4 数据报，0x86dd 是 IPv6 分组。")
        }
        FieldId::Cooked2Reserved => ("保留", "两个暂无用途的字节，必须为 0。"),
        FieldId::Cooked2Interface => {
            ("接口编号", "抓包主机上该接口的编号，由 Linux 分配。这种首部的第一版里没有这一项。")
        }
        FieldId::LoopbackFamily => (
            "地址族",
            "后面的分组属于哪个地址族，由抓包的系统写在链路层首部的位置上：2 是 IPv4；IPv6 随系统不同，是 10、24、28 或 30。",
        ),
        FieldId::Ipv4Version => ("版本", "IP 协议的版本号，IPv4 为 4。接收方据此决定怎样解读后面的内容。"),
        FieldId::Ipv4HeaderLength => {
            ("首部长度", "IP 首部的长度，以 4 字节为单位，由发送方填写。没有选项时为 5，最大为 15。")
        }
        FieldId::Ipv4Dscp => {
            ("区分服务码点", "希望路由器怎样对待这个数据报，0 表示尽力而为。由发送方标记，途中的路由器可以改写。")
        }
        FieldId::Ipv4Ecn => (
            "显式拥塞通知",
            "发送方用它表明两端是否支持 ECN。途中的路由器发现队列变长时，可以把它改为 3（CE），以标记代替丢弃。",
        ),
        FieldId::Ipv4TotalLength => {
            ("总长度", "首部与数据的总字节数，最大为 65535，由发送方填写。分片后，各片有自己的总长度。")
        }
        FieldId::Ipv4Identification => {
            ("标识", "发送方给数据报的编号。分片后各片的标识相同，目的主机据此重装出原来的数据报。")
        }
        FieldId::Ipv4FlagReserved => ("保留位", "必须为 0。"),
        FieldId::Ipv4DontFragment => {
            ("禁止分片 DF", "由发送方置 1，表示不许分片。如果数据报超过下一段链路的 MTU，路由器只能丢弃它。")
        }
        FieldId::Ipv4MoreFragments => {
            ("还有分片 MF", "除最后一片外，各片的 MF 都为 1。MF 和片偏移都为 0，说明数据报没有分片。")
        }
        FieldId::Ipv4FragmentOffset => {
            ("片偏移", "本片在原数据报中的位置，以 8 字节为单位。第一片和未分片的数据报都为 0。")
        }
        FieldId::Ipv4Ttl => (
            "生存时间",
            "数据报最多还能走多少跳。源主机设定初值，每个路由器减 1，减到 0 就丢弃，以免数据报在网络中无休止地兜圈\
             子。",
        ),
        FieldId::Ipv4Protocol => {
            ("协议", "数据部分属于哪个协议：6 是 TCP，17 是 UDP。由发送方填写，目的主机据此决定把数据交给谁。")
        }
        FieldId::Ipv4HeaderChecksum => {
            ("首部校验和", "只检验 IP 首部，不包括数据。每个路由器都要检验；由于生存时间变了，转发前必须重新计算。")
        }
        FieldId::Ipv4Source => {
            ("源地址", "发送数据报的主机的 IP 地址，途中不变（经过 NAT 除外）。TCP 校验和也覆盖它。")
        }
        FieldId::Ipv4Destination => ("目的地址", "接收数据报的主机的 IP 地址，路由器据此转发。TCP 校验和也覆盖它。"),
        FieldId::Ipv4Options => ("选项", "记录路由之类不常用的功能，末尾补 0，凑成 4 字节的整数倍。"),
        FieldId::Ipv6Version => {
            ("版本", "IP 协议的版本号，IPv6 为 6，位置与 IPv4 的版本字段相同。接收方据此决定怎样解读后面的内容。")
        }
        FieldId::Ipv6Dscp => (
            "区分服务码点",
            "希望路由器怎样对待这个分组，0 表示尽力而为。它是流量类别字段的高 6 位，由发送方标记，途中的路由器可以改写。",
        ),
        FieldId::Ipv6Ecn => (
            "显式拥塞通知",
            "发送方用它表明两端是否支持 ECN。途中的路由器发现队列变长时，可以把它改为 3（CE），以标记代替丢弃。它是流量类别\
             字段的低 2 位。",
        ),
        FieldId::Ipv6FlowLabel => (
            "流标号",
            "发送方给同一个流（例如一条连接）的所有分组编的号，路由器不看端口号就能让它们走同一条路径。0 表示没有编号。",
        ),
        FieldId::Ipv6PayloadLength => (
            "有效载荷长度",
            "首部后面全部内容的字节数，包括扩展首部，最大为 65535。与 IPv4 的总长度不同，40 字节的首部本身不计在内。",
        ),
        FieldId::Ipv6NextHeader => (
            "下一个首部",
            "首部后面是什么，编号与 IPv4 的协议字段相同：6 是 TCP，17 是 UDP，另有一些编号表示扩展首部。",
        ),
        FieldId::Ipv6HopLimit => (
            "跳数限制",
            "分组最多还能走多少跳。源主机设定初值，每个路由器减 1，减到 0 就丢弃。相当于 IPv4 的生存时间。",
        ),
        FieldId::Ipv6Source => (
            "源地址",
            "发送分组的主机的地址，128 位，路由器不改写它。IPv6 没有首部校验和，在链路层之上，只有 TCP 等的校验和保护它。",
        ),
        FieldId::Ipv6Destination => ("目的地址", "接收分组的主机的地址，128 位，路由器据此转发。TCP 校验和也覆盖它。"),
        FieldId::ExtensionNextHeader => (
            "下一个首部",
            "本扩展首部后面是什么：另一个扩展首部，或者分组携带的内容。各个首部就这样从基本首部一直串到 TCP。",
        ),
        FieldId::ExtensionLength => (
            "扩展首部长度",
            "本扩展首部的长度，以 8 字节为单位，最前面的 8 字节不计。只有鉴别首部例外，以 4 字节为单位，最前面的两个单位\
             不计。",
        ),
        FieldId::ExtensionData => (
            "扩展首部内容",
            "扩展首部的具体内容。它是哪一种，由前一个首部中的编号指明：0 是逐跳选项，43 是路由选择，44 是分片，51 是鉴别，\
             60 是目的站选项。",
        ),
        FieldId::TcpSourcePort => ("源端口", "发送方的端口号。两端的 IP 地址和端口号合在一起，唯一地标识一条连接。"),
        FieldId::TcpDestinationPort => {
            ("目的端口", "接收方的端口号。服务器在众所周知的端口上等待，它的应答则发往客户自己选用的端口。")
        }
        FieldId::TcpSequenceNumber => (
            "序号",
            "本报文段中第一个数据字节的编号，由发送方在自己这个方向上按字节编排。SYN 报文段的序号是初始序号 ISN，\
             数据从 ISN + 1 开始。",
        ),
        FieldId::TcpAcknowledgmentNumber => {
            ("确认号", "本报文段的发送方期望收到的下一个序号，此前的数据都已收到。只有 ACK 位为 1 时才有意义。")
        }
        FieldId::TcpDataOffset => {
            ("数据偏移", "TCP 首部的长度，以 4 字节为单位，也就指明了数据从哪里开始。没有选项时为 5，最大为 15。")
        }
        FieldId::TcpReserved => ("保留", "留给将来使用的 4 位，发送时置 0，接收时忽略。"),
        FieldId::TcpCwr => {
            ("拥塞窗口减小 CWR", "数据的发送方告知：收到 ECE 后已经减小了拥塞窗口，接收方不必再发 ECE。")
        }
        FieldId::TcpEce => (
            "ECN 回显 ECE",
            "数据的接收方告知：收到的 IP 首部带有拥塞标记。此后一直置 1，直到收到 CWR。握手时用来协商是否使用 ECN。",
        ),
        FieldId::TcpUrg => ("紧急 URG", "为 1 时紧急指针有效，为 0 时紧急指针没有意义。"),
        FieldId::TcpAck => ("确认 ACK", "为 1 时确认号有效。除了最初的 SYN 和某些 RST，所有报文段都把它置 1。"),
        FieldId::TcpPsh => ("推送 PSH", "要求接收方尽快把数据交给应用，不必再等后面的数据。"),
        FieldId::TcpRst => ("复位 RST", "拒绝连接，或者立即中止连接，此后不再有任何交互。"),
        FieldId::TcpSyn => ("同步 SYN", "建立连接时用来告知发送方的初始序号。SYN 要占用一个序号。"),
        FieldId::TcpFin => ("终止 FIN", "发送方的数据已经发完，但仍然可以接收。FIN 要占用一个序号。"),
        FieldId::TcpWindow => (
            "窗口",
            "从确认号算起，本报文段的发送方还愿意接收多少字节，用于流量控制。如果启用了窗口扩大，握手之后的值要左移\
             相应的位数。",
        ),
        FieldId::TcpChecksum => (
            "校验和",
            "对首部、数据和伪首部（含两端的 IP 地址）计算得出。发送方必须计算，接收方必须检验，出错的报文段要丢弃。",
        ),
        FieldId::TcpUrgentPointer => {
            ("紧急指针", "从序号算起的偏移量，指向紧急数据之后的那个字节。只有 URG 位为 1 时才有意义。")
        }
        FieldId::TcpOptions => (
            "选项",
            "固定首部放不下的内容，最多 40 字节，并补足为 4 字节的整数倍。MSS、窗口扩大和允许 SACK 只在 SYN 报文段\
             中出现。",
        ),
        FieldId::TcpOptionEnd => ("选项表结束", "种类 0：选项到此为止。只有选项没有填满首部最后 4 字节时才需要它。"),
        FieldId::TcpOptionNop => ("无操作 NOP", "种类 1：只占 1 字节，什么也不做。发送方用它来对齐后面的选项。"),
        FieldId::TcpOptionMss => (
            "最大报文段长度 MSS",
            "种类 2，只在 SYN 报文段中出现：通告自己在一个报文段中最多能接收多少字节的数据。两个方向各自通告，并不\
             是协商。",
        ),
        FieldId::TcpOptionWindowScale => {
            ("窗口扩大", "种类 3，只在 SYN 报文段中出现：自己以后通告的窗口要左移多少位。双方都发送这个选项才会生效。")
        }
        FieldId::TcpOptionSackPermitted => ("允许 SACK", "种类 4，只在 SYN 报文段中出现：表明自己能够处理选择确认。"),
        FieldId::TcpOptionSack => {
            ("选择确认 SACK", "种类 5：缺口之后已经收到的数据块。对方补发缺口时，不必重传这些块。")
        }
        FieldId::TcpOptionTimestamps => (
            "时间戳",
            "种类 8：自己的时钟值 TSval，以及对方时钟值的回显 TSecr。用来测量往返时间，并识别过时的重复报文段（PAWS）。",
        ),
        FieldId::TcpOptionUnknown => ("未知选项", "其他种类的选项。不认识它的一方按其长度跳过。"),
        FieldId::TcpOptionPadding => ("首部填充", "从选项表结束到首部末尾之间补的 0。"),
        FieldId::TcpData => ("数据", "应用字节流中的一段，每个字节都有序号。报文段也可以不带数据。"),
        FieldId::UdpSourcePort => ("源端口", "发送方的端口号，对方据此回送应答。不需要应答时可以填 0。"),
        FieldId::UdpDestinationPort => ("目的端口", "目的主机上接收该数据报的程序所用的端口号。"),
        FieldId::UdpLength => ("长度", "首部与数据的总字节数，最小为 8。"),
        FieldId::UdpChecksum => {
            ("校验和", "对首部、数据和伪首部（含两端的 IP 地址）计算得出。在 IPv4 上，填 0 表示发送方没有计算校验和。")
        }
        FieldId::UdpData => ("数据", "应用交下来的一个完整报文。UDP 不拆分它，不保证顺序，也不重传。"),
        FieldId::OtherOctets => ("其他字节", "属于这里不解析的协议，或者与前面的内容相矛盾的字节。"),
    };
    FieldProse { name, meaning }
}

/// The sentence for a saying.
pub(super) fn say(saying: Saying) -> String {
    match saying {
        Saying::HeaderWords { words: 5 } => "5 × 4 = 20，首部共 20 字节，没有选项。".to_owned(),
        Saying::HeaderWords { words } => {
            let (len, options) = (words * 4, (words * 4).saturating_sub(20));
            format!("{words} × 4 = {len}，首部共 {len} 字节：固定部分 20 字节，选项 {options} 字节。")
        }
        Saying::Ecn(Ecn::NotCapable) => "非 ECT：发送方对这个数据报没有使用 ECN。".to_owned(),
        Saying::Ecn(Ecn::Capable) => "ECT：两端支持 ECN，路由器可以给数据报打上拥塞标记。".to_owned(),
        Saying::Ecn(Ecn::CongestionExperienced) => "CE：途中有路由器因拥塞给数据报打上了标记。".to_owned(),
        Saying::DontFragment => "为 1：途中不得分片。".to_owned(),
        Saying::MayFragment => "为 0：必要时路由器可以把它分片。".to_owned(),
        Saying::NotFragmented => "为 0，片偏移也为 0：数据报没有分片。".to_owned(),
        Saying::TimeToLive { routers: 0 } => "再遇到路由器就会被丢弃。".to_owned(),
        Saying::TimeToLive { routers } => format!("最多还能经过 {routers} 个路由器。"),
        Saying::Follows { number, what } => {
            let what = match what {
                Inside::Ipv4 => " IPv4 数据报",
                Inside::Ipv6 => " IPv6 分组",
                Inside::Tag => " VLAN 标签",
                Inside::Extension => "扩展首部",
            };
            format!("{number}：后面是{what}。")
        }
        Saying::NoVlan => "为 0：标签不指明 VLAN，只用来携带优先级。".to_owned(),
        Saying::BestEffort => "为 0：尽力而为，最为常见。".to_owned(),
        Saying::ForWhom(way) => match way {
            Way::ToUs => "为 0：发给本机，由本机收到。",
            Way::Broadcast => "为 1：收到的广播，发给链路上的所有主机。",
            Way::Multicast => "为 2：收到的多播，发给一组主机。",
            Way::ToAnother => "为 3：是别的主机之间的分组，只是路过时被看到。",
            Way::FromUs => "为 4：由本机发出。",
        }
        .to_owned(),
        Saying::Device { names: [_, name] } => format!("链路的种类：{name}。"),
        Saying::LengthLeftOpen => "为 0：系统把分割分组和填写本字段的工作留给了网卡。".to_owned(),
        Saying::NoFlow => "为 0：分组不属于任何有编号的流。".to_owned(),
        Saying::Protocol { number, name } => format!("{number} 是 {name} 的协议号。"),
        Saying::WellKnownPort { port, service } => format!("{port} 是 {service} 的熟知端口。"),
        Saying::DynamicPort => "动态端口（49152 到 65535），一般由客户端的系统临时选用。".to_owned(),
        Saying::InitialSequence { data } => {
            format!("这是初始序号（ISN）。SYN 占用这个序号，因此第一个数据字节的序号是 {data}。")
        }
        Saying::TextNumbers { first, len: 1, .. } => format!("只有 1 字节数据，序号为 {first}。"),
        Saying::TextNumbers { first, last, len } => format!("共 {len} 字节数据，序号从 {first} 到 {last}。"),
        Saying::FinNumber => "没有数据，这是 FIN 占用的序号。".to_owned(),
        Saying::NoNumberTaken => {
            "没有数据，也没有 SYN 和 FIN，所以不占用序号。发送方接下来的数据通常就从这个序号开始。".to_owned()
        }
        Saying::Expects { ack } => format!("{ack} 之前的都已收到，接下来期望收到 {ack}。"),
        Saying::BitIsOff { bit } => format!("{bit} 位为 0，本字段没有意义。"),
        Saying::NotSet { bit } => format!("{bit} 位为 0，未置位。"),
        Saying::Set { bit } => format!("{bit} 位为 1，已置位。"),
        Saying::Syn { number } => format!("SYN 占用序号 {number}，对它的确认号是 {}。", number + 1),
        Saying::Fin { number } => format!("FIN 占用序号 {number}，对它的确认号是 {}。", number + 1),
        Saying::ZeroWindow => "窗口为 0：对方不得再发新数据，只能发送窗口探测。".to_owned(),
        Saying::UnscaledWindow { octets } => format!("{octets} 字节。SYN 报文段的窗口从不扩大。"),
        Saying::Window { octets } => format!("从确认号算起 {octets} 字节；如果启用了窗口扩大，还要左移相应的位数。"),
        Saying::Urgent { end } => format!("紧急数据到序号 {end} 之前为止。"),
        Saying::Mss { octets, network: (_, 20) } => {
            let datagram = u32::from(octets) + 40;
            format!("数据最多 {octets} 字节，加上 TCP 首部和 IP 首部各 20 字节，共 {datagram} 字节。")
        }
        Saying::Mss { octets, network: (version, header) } => {
            let datagram = u32::from(octets) + 20 + header;
            format!(
                "数据最多 {octets} 字节，加上 TCP 首部 20 字节和 {version} 首部 {header} 字节，共 {datagram} 字节。"
            )
        }
        Saying::WindowScale { shift: shift @ ..=14 } => {
            format!("以后通告的窗口值要乘以 2 的 {shift} 次方，即 {}。", 1_u32 << shift)
        }
        Saying::WindowScale { shift } => format!("{shift} 超过上限 14，接收方按 14 处理。"),
        Saying::UdpLength { len } => format!("首部 8 字节，数据 {} 字节。", len.saturating_sub(8)),
        Saying::NoChecksum => "为 0：发送方没有计算校验和。".to_owned(),
    }
}
