//! What is to be said of a segment that was seen in a capture, in Chinese.

use sim::{Checksum, Transmission};
use wire::Flags;

use super::super::Words;
use super::super::scene::Scene;
use super::name;

/// Why it is there.
pub(crate) fn cause(scene: &Scene, sent: &Transmission) -> Words {
    let me = name(scene.side);
    let checksum = match sent.checksum {
        Checksum::Right => "",
        Checksum::Wrong => "它的校验和不符。",
    };
    Words::new(
        "为什么有这个报文段？",
        format!(
            "它是在**抓包文件**中看到的。{me}按哪条规则发送它，只有{me}自己知道；能够推断的，在旁边说明。{checksum}"
        ),
    )
}

/// What SEG.SEQ says.
pub(crate) fn seq(scene: &Scene, sent: &Transmission) -> Words {
    let text = "抓到的首部中就是这个值：第一个字节的序号，或者 SYN、FIN 的序号。";
    Words::new(format!("为什么 seq = {}？", scene.own(sent.segment.seq)), text)
}

/// What SEG.ACK says.
pub(crate) fn ack(scene: &Scene, sent: &Transmission) -> Words {
    if !sent.segment.has(Flags::ACK) {
        return Words::new("为什么没有 ack？", "抓到的首部中没有设置 ACK：字段中不论是什么都没有意义。");
    }
    let text = format!("抓到的首部中就是这个值：这个序号之前的内容，{}都已收到。", name(scene.side));
    Words::new(format!("为什么 ack = {}？", scene.peers(sent.segment.ack)), text)
}

/// What SEG.WND says.
pub(crate) fn window(sent: &Transmission) -> Words {
    let text = "抓到的首部中就是这个值，尚未按扩大因子换算。";
    Words::new(format!("为什么窗口 = {}？", sent.segment.window), text)
}
