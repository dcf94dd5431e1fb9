//! The words of the layers' pane: devices, what is done there, the line and what stands beside it.

use lessons::Lang;
use sim::Device;
use wire::line::LineCode;

/// The words in one language. `{}` stands for a value.
pub(crate) struct LayersLabels {
    pub(crate) title: &'static str,
    pub(crate) devices: [&'static str; 4],
    /// Short names for the narrow columns.
    pub(crate) short_layers: [&'static str; 7],
    /// A device and one of its layers.
    pub(crate) place: &'static str,
    pub(crate) nothing: &'static str,
    pub(crate) predict: &'static str,
    pub(crate) follow: &'static str,

    // Where the segment is.
    pub(crate) waits: &'static str,
    pub(crate) on_wire: &'static str,
    pub(crate) within: &'static str,
    pub(crate) arrived: &'static str,
    pub(crate) lost: &'static str,
    pub(crate) lost_in: &'static str,
    pub(crate) dropped: &'static str,
    pub(crate) copies: &'static str,
    pub(crate) ahead: &'static str,
    pub(crate) never: &'static str,

    // What a layer does.
    pub(crate) adds: &'static str,
    pub(crate) rewrites: &'static str,
    pub(crate) checks: &'static str,
    pub(crate) strips: &'static str,
    pub(crate) reads: &'static str,
    pub(crate) breaks: &'static str,
    pub(crate) takes_no_part: &'static str,
    pub(crate) nothing_came: &'static str,
    pub(crate) header_of: &'static str,
    pub(crate) padding: &'static str,
    pub(crate) preamble: &'static str,
    /// The same for one octet of it.
    pub(crate) of_preamble: &'static str,
    pub(crate) bits_in: &'static str,
    pub(crate) bits_out: &'static str,
    pub(crate) agrees: &'static str,
    pub(crate) disagrees: &'static str,
    pub(crate) own_address: &'static str,
    pub(crate) to_port: &'static str,
    pub(crate) ports: &'static str,
    pub(crate) to_all_ports: &'static str,
    pub(crate) at_port: &'static str,
    pub(crate) ttl_left: &'static str,
    pub(crate) next_hop: &'static str,
    pub(crate) queue: &'static str,
    pub(crate) waits_for: &'static str,
    pub(crate) to_tcp: &'static str,
    pub(crate) to_socket: &'static str,
    pub(crate) to_buffer: &'static str,
    pub(crate) flipped: &'static str,
    pub(crate) decodes: &'static str,
    pub(crate) taken_by: &'static str,
    /// A call that a person made.
    pub(crate) by_you: &'static str,
    pub(crate) nobodys_text: &'static str,
    pub(crate) nobodys_segment: &'static str,
    pub(crate) no_text_you_called: &'static str,
    pub(crate) turn_only: &'static str,
    pub(crate) state: &'static str,
    pub(crate) open_since: &'static str,
    pub(crate) not_open: &'static str,

    // The packet as it is now.
    pub(crate) packet: &'static str,
    pub(crate) units: [&'static str; 5],

    // Layer 6.
    pub(crate) octets_of_text: &'static str,
    pub(crate) ascii_only: &'static str,
    pub(crate) compressed: &'static str,
    pub(crate) compressed_to: &'static str,
    pub(crate) again: &'static str,
    pub(crate) given_back: &'static str,
    pub(crate) more: &'static str,
    pub(crate) first_octets: &'static str,

    // Layer 1.
    pub(crate) line: &'static str,
    pub(crate) codes: [&'static str; 4],
    pub(crate) code: &'static str,
    pub(crate) window: &'static str,
    pub(crate) window_help: &'static str,
    pub(crate) bit_value: &'static str,
    pub(crate) bit_of_preamble: &'static str,
    pub(crate) jump: &'static str,

    // UDP beside TCP.
    pub(crate) udp: &'static str,
    pub(crate) udp_table: &'static str,
    pub(crate) field: &'static str,
    pub(crate) absent: &'static str,
    pub(crate) header: &'static str,
    pub(crate) udp_lacks: &'static str,
    pub(crate) udp_length: &'static str,
}

const EN: LayersLabels = LayersLabels {
    title: "The way through the layers",
    devices: ["Client", "Switch", "Router", "Server"],
    short_layers: ["Phys.", "Link", "Netw.", "Transp.", "Session", "Pres.", "App."],
    place: "{}, layer {}: {}",
    nothing: "This run sends no segment.",
    predict: "No segment has been sent yet. Play on: each one is shown here once it has left.",
    follow: "Follow the packet",

    waits: "It is about to be sent.",
    on_wire: "On the wire between {} and {}",
    within: "{}, layer {}",
    arrived: "It has arrived: {}, layer {}.",
    lost: "Lost between {} and {}: it is never seen again.",
    lost_in: "{}: the queue is full, and it is dropped.",
    dropped: "{}: the TCP checksum does not fit, and layer 4 drops it.",
    copies: "The path has made {} of it.",
    ahead: "It has not come here yet; this is what is ahead.",
    never: "It never came here: it was lost before. This is what would have been done.",

    adds: "adds",
    rewrites: "rewrites",
    checks: "checks",
    strips: "strips",
    reads: "reads",
    breaks: "damages",
    takes_no_part: "takes no part",
    nothing_came: "Nothing came up to this layer: TCP dropped the segment.",
    header_of: "{} header",
    padding: "padding",
    preamble: "preamble and start delimiter",
    of_preamble: "preamble",
    bits_in: "Bits that come",
    bits_out: "Bits that leave",
    agrees: "{} = {} (computed)",
    disagrees: "{} ≠ {} (computed)",
    own_address: "{}, its own",
    to_port: "{} → port {}",
    ports: "port {}→{}",
    to_all_ports: "{} is unknown → every other port",
    at_port: "{} is at port {}",
    ttl_left: "{} > 1",
    next_hop: "{} → {} on the other Ethernet",
    queue: "queue",
    waits_for: "it waits {} for the line",
    to_tcp: "{} → TCP",
    to_socket: "{} → the socket of this connection",
    to_buffer: "{} octets → receive buffer",
    flipped: "bit {} of the segment, in its octet {}",
    decodes: "{} octets → {} characters",
    taken_by: "Taken by",
    by_you: "{} (your call)",
    nobodys_text: "— (no call: made by hand)",
    nobodys_segment: "No text, and nobody's call: the segment was made by hand.",
    no_text_you_called: "No text: you called {}, and TCP sends this segment to do what it asks.",
    turn_only: "{}: the other side has closed its direction",
    state: "State of the connection",
    open_since: "Open since",
    not_open: "— (not open yet)",

    packet: "What there is of it here",
    units: ["bits", "frame", "packet", "segment", "data"],

    octets_of_text: "Characters and their octets in UTF-8",
    ascii_only: "Each of these characters is one octet. Others take more: é = {}, 中 = {}.",
    compressed: "Compressed with DEFLATE",
    compressed_to: "{} octets → {} octets",
    again: "{} octets again, from {} back",
    given_back: "Decompressed at the other side: the same {} octets.",
    more: "… {} more",
    first_octets: "The first {} octets of the message:",

    line: "Bits on the line",
    codes: ["Manchester", "NRZ", "NRZI", "4B5B + MLT-3"],
    code: "Line code",
    window: "Bit on the line",
    window_help: "Drag, or use the arrow keys: a bit at a time; Page Up and Page Down go by an octet.",
    bit_value: "bit {}: {} · octet {} = {} · {}",
    bit_of_preamble: "bit {}: {} · preamble",
    jump: "Parts of the frame",

    udp: "The same text in UDP",
    udp_table: "TCP beside UDP",
    field: "Field",
    absent: "—",
    header: "Header",
    udp_lacks: "What it lacks",
    udp_length: "{} octets",
};

const ZH: LayersLabels = LayersLabels {
    title: "逐层传递的过程",
    devices: ["客户端", "交换机", "路由器", "服务器"],
    short_layers: ["物理", "链路", "网络", "运输", "会话", "表示", "应用"],
    place: "{}，第 {} 层：{}",
    nothing: "这次运行没有发送报文段。",
    predict: "还没有发送报文段。继续播放，每个报文段发出之后都会显示在这里。",
    follow: "跟随分组",

    waits: "即将发送。",
    on_wire: "在{}与{}之间的线路上",
    within: "{}，第 {} 层",
    arrived: "已到达：{}，第 {} 层。",
    lost: "在{}与{}之间丢失，从此不见踪影。",
    lost_in: "{}：队列已满，将其丢弃。",
    dropped: "{}：TCP 校验和不符，第 4 层将其丢弃。",
    copies: "途中变成了 {} 份。",
    ahead: "还没有到这里，以下是将要做的事。",
    never: "它没有到过这里，途中就丢失了。以下是本来会做的事。",

    adds: "添加",
    rewrites: "改写",
    checks: "检查",
    strips: "剥去",
    reads: "查看",
    breaks: "出错",
    takes_no_part: "不参与",
    nothing_came: "没有东西到达这一层：TCP 已经丢弃了报文段。",
    header_of: "{} 首部",
    padding: "填充",
    preamble: "前导码和帧起始定界符",
    of_preamble: "前导码",
    bits_in: "收到的比特",
    bits_out: "发出的比特",
    agrees: "{} = {}（由各字节算出）",
    disagrees: "{} ≠ {}（由各字节算出）",
    own_address: "{}，是自己的地址",
    to_port: "{} → 端口 {}",
    ports: "端口 {}→{}",
    to_all_ports: "{} 未知 → 其余所有端口",
    at_port: "{} 在端口 {}",
    ttl_left: "{} > 1",
    next_hop: "{} → 另一侧以太网上的 {}",
    queue: "队列",
    waits_for: "等待线路空闲 {}",
    to_tcp: "{} → TCP",
    to_socket: "{} → 本连接的套接字",
    to_buffer: "{} 字节 → 接收缓冲区",
    flipped: "报文段中的第 {} 位，在第 {} 字节",
    decodes: "{} 字节 → {} 个字符",
    taken_by: "由谁取走",
    by_you: "{}（你的调用）",
    nobodys_text: "—（不来自调用，由手工构造）",
    nobodys_segment: "没有数据，也没有谁调用：这个报文段是手工构造的。",
    no_text_you_called: "没有数据：你调用了 {}，TCP 为此发送这个报文段。",
    turn_only: "{}：对方已经关闭了它的方向",
    state: "连接的状态",
    open_since: "建立于",
    not_open: "—（尚未建立）",

    packet: "它在这里的样子",
    units: ["比特", "帧", "分组", "报文段", "数据"],

    octets_of_text: "各字符及其 UTF-8 字节",
    ascii_only: "这里每个字符都是 1 字节。别的字符需要更多：é = {}，中 = {}。",
    compressed: "用 DEFLATE 压缩",
    compressed_to: "{} 字节 → {} 字节",
    again: "{} 字节，与往前 {} 字节处相同",
    given_back: "在对方解压，得到同样的 {} 字节。",
    more: "……还有 {} 个",
    first_octets: "消息的前 {} 字节：",

    line: "线路上的比特",
    codes: ["曼彻斯特", "NRZ", "NRZI", "4B5B + MLT-3"],
    code: "线路编码",
    window: "线路上的比特位",
    window_help: "可以拖动，也可以用方向键逐比特移动，用 Page Up 和 Page Down 逐字节移动。",
    bit_value: "第 {} 比特：{} · 第 {} 字节 = {} · {}",
    bit_of_preamble: "第 {} 比特：{} · 前导码",
    jump: "帧的各部分",

    udp: "同样的数据用 UDP 发送",
    udp_table: "TCP 与 UDP 对照",
    field: "字段",
    absent: "—",
    header: "首部",
    udp_lacks: "它缺少什么",
    udp_length: "{} 字节",
};

impl LayersLabels {
    /// The words in `lang`.
    pub(crate) fn of(lang: Lang) -> &'static LayersLabels {
        match lang {
            Lang::En => &EN,
            Lang::Zh => &ZH,
        }
    }

    /// The name of a device.
    pub(crate) fn device(&self, device: Device) -> &'static str {
        self.devices[device as usize]
    }

    /// The name of a line code.
    pub(crate) fn line_code(&self, code: LineCode) -> &'static str {
        self.codes[code as usize]
    }
}
