//! What is to be said of the layers beside the values that they add, check and strip: in both languages side by side.

use course::Lang;
use sim::Transmission;
use wire::Flags;
use wire::line::LineCode;

/// Something to be said of a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// TCP sends octets as it is given them; what compression would give is worked out aside.
    Presentation,
    /// Compression makes the message longer.
    NoGain,
    /// A switch forwards frames as they are.
    Switch,
    /// How a switch knows where to.
    SwitchTable,
    /// A switch sees bits, but has no part in anything above.
    Repeats,
    /// A router takes the frame off and puts another one round the packet.
    RouterFrame,
    /// What a router rewrites in the packet, and what not.
    RouterPacket,
    /// A bit flips in the router, after one FCS and before the next.
    BitFlips,
    /// The FCS fits although a bit is wrong.
    DamagedFrame,
    /// The header checksum fits although a bit is wrong.
    DamagedPacket,
    /// The TCP checksum finds the bit that is wrong.
    DamagedSegment,
    /// The segment was made with a checksum that does not fit.
    WrongChecksum,
    /// What is dropped takes sequence numbers, so its sender keeps it and sends it again.
    SentAgain,
    /// What is dropped takes none, so it is not sent again.
    NotSentAgain,
    /// What is dropped is a reset, which is not sent again either.
    ResetNotSentAgain,
    /// What is dropped was made by hand, so no host sends it again.
    NobodysToSendAgain,
    /// Text waits in the receive buffer until the program takes it.
    Buffered,
    /// TCP sends the segment by itself.
    OwnSegment,
    /// A person made the segment, and no TCP.
    MadeByHand,
    /// How long the way within a device is drawn.
    Pace,
    /// What UDP is beside TCP.
    Udp,
}

impl Note {
    /// What follows when a receiver drops `sent`: only what takes sequence numbers is kept and sent again.
    #[must_use]
    pub fn after_drop(sent: &Transmission) -> Note {
        match &sent.segment {
            _ if sent.id.forged => Note::NobodysToSendAgain,
            segment if segment.has(Flags::RST) => Note::ResetNotSentAgain,
            segment if segment.is_empty() => Note::NotSentAgain,
            _ => Note::SentAgain,
        }
    }
}

/// `note` in the words of `lang`.
#[must_use]
pub fn note(note: Note, lang: Lang) -> &'static str {
    let (en, zh) = match note {
        Note::Presentation => (
            "TCP carries the octets that the program hands over, and this program hands over plain text in UTF-8: nothing \
             on the way compresses it. What compression would make of this very text is worked out here, as a program \
             can do itself before it sends (HTTP's Content-Encoding, RFC 9110 §8.4).",
            "TCP 只传送程序交来的字节，而这个程序交来的就是 UTF-8 编码的原文，途中没有谁会压缩它。这里算出的是：\
             假如程序在发送前先压缩这段文字（如 HTTP 的 Content-Encoding，RFC 9110 §8.4），会得到什么。",
        ),
        Note::NoGain => (
            "Nothing in so short a text repeats often enough: compressed it is not shorter.",
            "文字太短，重复的内容不够多，压缩之后并不更短。",
        ),
        Note::Switch => (
            "A switch looks at the frame's addresses and its FCS, and forwards the frame octet for octet as it came. It \
             has no part in IP or TCP.",
            "交换机只看帧的地址和 FCS，然后把帧原样转发，一个字节也不改。IP 和 TCP 与它无关。",
        ),
        Note::SwitchTable => (
            "It knows which interface is at which port from the source addresses of earlier frames. Before the client could \
             address the router it asked for its MAC address by ARP, so both have been heard.",
            "它从以前各帧的源地址学到哪个接口在哪个端口。客户端要先用 ARP 问到路由器的 MAC 地址才能发送，\
             所以这两个接口交换机都已经见过。",
        ),
        Note::Repeats => (
            "It turns signals into bits and bits into signals again, each port in its own time.",
            "它把信号还原成比特，再从另一个端口把比特变成信号，每个端口各有自己的时钟。",
        ),
        Note::RouterFrame => (
            "The frame ends here. Its packet goes on in a new one, for the Ethernet on the other side.",
            "这个帧到此为止。其中的分组会装进一个新的帧，发往另一侧的以太网。",
        ),
        Note::RouterPacket => (
            "The IP addresses and the whole segment stay as they are: for them there is only one way, from host to host.",
            "IP 地址和整个报文段都保持不变：它们只管从主机到主机，不管中间怎么走。",
        ),
        Note::BitFlips => (
            "The frame came whole: its FCS fitted. Then a bit of the segment flips in the router's memory, before the new FCS \
             is computed over what is now there. That is why no check on the way will notice.",
            "帧到达时是完好的，FCS 相符。随后报文段的一个比特在路由器的内存里翻转，新的 FCS 是在这之后才按\
             已经出错的内容计算的，所以途中的任何检查都发现不了它。",
        ),
        Note::DamagedFrame => (
            "The FCS fits although a bit of the segment is wrong: the router computed it after the bit had flipped. An FCS \
             guards one link, not what happens in between.",
            "报文段里有一个比特是错的，FCS 却相符：路由器是在比特翻转之后才计算它的。FCS 只保护一段链路，\
             管不到设备内部发生的事。",
        ),
        Note::DamagedPacket => (
            "The header checksum covers the 20 octets of the IP header alone, and they are whole.",
            "首部校验和只覆盖 IP 首部的 20 字节，而这些字节是完好的。",
        ),
        Note::DamagedSegment => (
            "The sender computed this checksum, and nobody on the way touched it: so it tells of damage that no link could \
             see. TCP drops the segment without a word (RFC 9293 §3.1, MUST-3).",
            "这个校验和由发送方算出，途中没有谁动过它，所以能发现各段链路都看不到的差错。TCP 不声不响地丢弃\
             这个报文段（RFC 9293 §3.1，MUST-3）。",
        ),
        Note::WrongChecksum => (
            "Whoever made this segment gave it a checksum that does not fit. No link looks at it; TCP drops the segment \
             without a word (RFC 9293 §3.1, MUST-3).",
            "这个报文段在制作时就填了不符的校验和。各段链路都不看它；TCP 不声不响地丢弃这个报文段\
             （RFC 9293 §3.1，MUST-3）。",
        ),
        Note::SentAgain => (
            "It takes up sequence numbers, so its sender keeps it until it is acknowledged, and sends it again if it is not \
             (RFC 9293 §3.8.1).",
            "它占用序号，所以发送方会一直留着它，直到得到确认；得不到确认就重传（RFC 9293 §3.8.1）。",
        ),
        Note::NotSentAgain => (
            "It takes up no sequence number, so nobody sends it again. Nothing is lost with it: a later ACK acknowledges \
             as much or more.",
            "它不占用序号，所以没有谁会重传它。这也没有什么损失：以后的 ACK 所确认的只多不少。",
        ),
        Note::ResetNotSentAgain => (
            "A reset takes up no sequence number, so nobody sends it again. If the other side goes on, its next segment is \
             answered by another one.",
            "RST 不占用序号，所以没有谁会重传它。如果对方继续发送，下一个报文段会再引来一个 RST。",
        ),
        Note::NobodysToSendAgain => (
            "The host in whose name it was made knows nothing of it: nobody sends it again.",
            "被冒充的主机对它一无所知，所以没有谁会重传它。",
        ),
        Note::Buffered => (
            "TCP hands octets over in order only: they wait in the receive buffer until the program takes them.",
            "TCP 只按顺序交付字节：它们先在接收缓冲区里等待，直到程序来取。",
        ),
        Note::OwnSegment => (
            "This segment has no text: it begins and ends at the two TCPs, and no layer above takes part.",
            "这个报文段没有数据：它始于一端的 TCP，止于另一端的 TCP，上面各层都不参与。",
        ),
        Note::MadeByHand => (
            "No TCP formed this segment: it was made by hand and put on the path as if it had come down from here.",
            "这个报文段不是 TCP 产生的：它由手工构造，就像从这里发出的一样放到路径上。",
        ),
        Note::Pace => (
            "The way within a device takes microseconds; it is drawn as if it took long, so that it can be watched.",
            "在设备内部其实只需几微秒，这里放慢了画，便于观看。",
        ),
        Note::Udp => (
            "UDP sends one message at once, without asking whether anyone listens, and never hears what became of it. What it \
             has and TCP has not: the message stays one message.",
            "UDP 一次就把一条报文发出去，不问对方在不在听，也不知道结果如何。它有一点是 TCP 没有的：报文的边界保持不变。",
        ),
    };
    if lang == Lang::En { en } else { zh }
}

/// How a line code makes signals of bits, in the words of `lang`.
#[must_use]
pub fn line_code(code: LineCode, lang: Lang) -> &'static str {
    let (en, zh) = match code {
        LineCode::Manchester => (
            "Each bit is an edge in its middle: down for 0, up for 1. So the receiver finds the beat in any data, at the price \
             of up to two edges for each bit. 10BASE-T (IEEE 802.3 clause 7.3.1.1).",
            "每个比特的中间都有一次跳变：向下为 0，向上为 1。无论什么数据，接收方都能从中恢复时钟，代价是每个比特\
             最多要跳变两次。用于 10BASE-T（IEEE 802.3 第 7.3.1.1 条）。",
        ),
        LineCode::Nrz => (
            "A bit is a level: low for 0, high for 1. Where the same bit repeats nothing moves, and the receiver may lose the \
             beat.",
            "比特就是电平：低为 0，高为 1。同样的比特连着出现时，信号没有任何变化，接收方可能失去同步。",
        ),
        LineCode::Nrzi => (
            "A 1 changes the level, a 0 leaves it. So it does not matter which of the two wires is which; a long run of \
             0 still has no edge.",
            "遇 1 翻转电平，遇 0 不变。两根线接反也没有关系，但一长串 0 仍然没有变化。",
        ),
        LineCode::Mlt3 => (
            "Each four bits become five with at least two ones among them (4B5B), and each 1 leads on to the next of the levels \
             0, +, 0, −. J and K take the place of the preamble's first octet, T and R follow the FCS. 100BASE-TX (IEEE \
             802.3 clauses 24 and 25) also scrambles the five bits in between, which is left out here.",
            "每 4 比特变成 5 比特（4B5B），其中至少有两个 1；每个 1 使电平走到 0、+、0、− 中的下一个。J 和 K 代替前导码的\
             第一个字节，T 和 R 跟在 FCS 之后。100BASE-TX（IEEE 802.3 第 24、25 条）在两步之间还有扰码，这里省略了。",
        ),
    };
    if lang == Lang::En { en } else { zh }
}

/// What TCP does for a message and UDP leaves to the program, each with the header field that TCP needs for it.
#[must_use]
pub fn udp_lacks(lang: Lang) -> [(&'static str, &'static str); 5] {
    match lang {
        Lang::En => [
            ("Order", "no sequence number: what is overtaken arrives in the wrong order"),
            ("Retransmission", "no acknowledgment: what is lost stays lost, and the sender does not know"),
            ("Connection", "no SYN and no FIN: neither side knows whether the other is there"),
            ("Flow control", "no window: a fast sender overruns a slow receiver"),
            ("Congestion control", "no cwnd: the program has to take care of the network itself (RFC 8085)"),
        ],
        Lang::Zh => [
            ("有序", "没有序号：后发先至，次序就乱了"),
            ("重传", "没有确认：丢了就丢了，发送方也不知道"),
            ("连接", "没有 SYN 和 FIN：双方都不知道对方在不在"),
            ("流量控制", "没有窗口：发得快的会压垮收得慢的"),
            ("拥塞控制", "没有 cwnd：程序得自己顾及网络（RFC 8085）"),
        ],
    }
}
