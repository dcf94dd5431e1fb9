//! What each control bit of a segment is set for, in Chinese.

use wire::{Flags, Segment};

use super::super::Words;
use super::super::scene::SPOKEN;

/// Why the control bits are set.
pub(crate) fn why(segment: &Segment) -> Words {
    let mut text: String =
        SPOKEN.into_iter().filter(|bit| segment.has(*bit)).map(|bit| sentence(bit, segment)).collect();
    if !segment.has(Flags::ACK) {
        text.push_str(if segment.has(Flags::SYN) {
            "ACK 没有置 1，因为还没有收到可以确认的内容。"
        } else {
            "ACK 没有置 1：这个报文段不确认任何内容。"
        });
    }
    let heading = if segment.flags == Flags::NONE {
        "为什么不带任何控制位？".to_owned()
    } else {
        format!("为什么是 {}？", segment.flags)
    };
    Words::new(heading, text)
}

/// What one bit says. Other bits than the eight do not exist.
fn sentence(bit: Flags, segment: &Segment) -> &'static str {
    match bit {
        Flags::SYN => "**SYN**：告知这一方从哪个序号开始编号。",
        Flags::FIN => "**FIN**：这一方此后不再发送数据。",
        Flags::RST => "**RST**：立即终止连接，或者说明并没有这个连接。",
        Flags::PSH => "**PSH**：要发送的数据到此为止，接收方应当尽快交给应用进程，不必再等。",
        Flags::ACK if segment.has(Flags::RST) => "**ACK**：确认号有效，用来说明这个 RST 响应的是什么。",
        Flags::ACK if segment.is_empty() => "**ACK**：确认号有效，这个报文段就是为了它而发送的。",
        Flags::ACK => "**ACK**：确认号有效。除了最初的 SYN 和一部分 RST，一个连接的报文段都要把它置 1。",
        Flags::URG => "**URG**：紧急指针有效。",
        Flags::ECE if segment.has(Flags::SYN) => "**ECE**：在 SYN 中用来协商 ECN。",
        Flags::ECE => "**ECE**：网络标记了拥塞。",
        _ if segment.has(Flags::SYN) => "**CWR**：在 SYN 中与 ECE 一起表示希望使用 ECN。",
        _ => "**CWR**：拥塞窗口已经减小。",
    }
}
