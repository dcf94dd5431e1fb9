//! What is to be said of a segment that a person made, in Chinese.

use sim::{Checksum, Transmission};
use wire::Flags;

use super::super::Words;
use super::super::scene::Scene;
use super::{name, world};

/// Why it is there.
pub(crate) fn cause(scene: &Scene, sent: &Transmission) -> Words {
    if let Some(words) = world::flood(scene, sent) {
        return words;
    }
    let (me, peer) = (name(scene.side), name(scene.side.peer()));
    let checksum = match sent.checksum {
        Checksum::Right => "",
        Checksum::Wrong => "它的校验和是故意写错的。",
    };
    Words::new(
        "为什么有这个报文段？",
        format!(
            "它不是任何一端发送的，而是**手工构造**，再以{me}的名义放到路径上的。{me}对它一无所知，{peer}也看不出它出自谁手，\
             只能根据地址、端口、校验和与各个编号来判断。{checksum}"
        ),
    )
}

/// Where SEG.SEQ comes from.
pub(crate) fn seq(scene: &Scene, sent: &Transmission) -> Words {
    let me = name(scene.side);
    let text = format!("手工填写。如果由{me}自己发送，下一个字节的序号就是它的 SND.NXT。");
    Words::new(format!("为什么 seq = {}？", scene.own(sent.segment.seq)), text)
}

/// Where SEG.ACK comes from.
pub(crate) fn ack(scene: &Scene, sent: &Transmission) -> Words {
    if !sent.segment.has(Flags::ACK) {
        return Words::new("为什么没有确认号？", "手工构造时没有把 ACK 置 1：这个字段无论是什么值都没有意义。");
    }
    let me = name(scene.side);
    let text = format!("手工填写。如果由{me}自己发送，确认号就是它的 RCV.NXT。");
    Words::new(format!("为什么 ack = {}？", scene.peers(sent.segment.ack)), text)
}

/// Where SEG.WND comes from.
pub(crate) fn window(sent: &Transmission) -> Words {
    let text = "手工填写，不一定等于接收缓冲区的剩余空间。";
    Words::new(format!("为什么窗口 = {}？", sent.segment.window), text)
}
