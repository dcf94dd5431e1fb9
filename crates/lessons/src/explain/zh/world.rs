//! What befalls hosts, and what comes of it, in Chinese.

use sim::{Mishap, MishapKind, Stop, Transmission};
use tcp::State;
use wire::Seq;

use super::super::Words;
use super::super::scene::Scene;
use super::liveness::reported;
use super::name;

/// “服务器：断电，连接和程序都不复存在”.
pub(crate) fn befell(scene: &Scene, mishap: &Mishap) -> String {
    let me = name(scene.side);
    match mishap.what {
        MishapKind::CableOut => format!("{me}：网线被拔掉，它的 TCP 对此一无所知"),
        MishapKind::CableIn => format!("{me}：网线重新插好"),
        MishapKind::PowerOff => format!("{me}：断电，连接和程序都不复存在"),
        MishapKind::PowerOn => format!("{me}：恢复供电，不记得任何连接"),
        MishapKind::ProgramStart => format!("{me}：程序从第一行重新运行"),
        MishapKind::FirewallOn => format!("{me}：前面的防火墙开始丢弃一切到来的报文段，不作任何答复"),
        MishapKind::FirewallOff => format!("{me}：前面的防火墙不再拦截"),
        MishapKind::Icmp(error) => format!("{me}：收到网络的 ICMP 报告，{}", reported(error)),
    }
}

/// Why a segment is heard by nobody, though nothing on the path lost it.
pub(crate) fn stopped(stop: Stop) -> &'static str {
    match stop {
        Stop::SenderUnplugged => "没有发出去：本端的网线已拔掉",
        Stop::ReceiverUnplugged => "无人收到：对端的网线已拔掉",
        Stop::ReceiverOff => "无人收到：对端主机已断电",
        Stop::Filtered => "被防火墙丢弃，没有任何答复",
        Stop::Elsewhere => "去往另一个地址，那里不会有任何答复",
    }
}

/// Between whom a segment goes, where that is a stranger.
pub(crate) fn stranger(sent: &Transmission) -> Option<String> {
    let stranger = sent.stranger?;
    Some(if sent.id.forged { format!("，冒充来自 {stranger}") } else { format!("，发往 {stranger}") })
}

/// Why a stranger's segment is there.
pub(crate) fn flood(scene: &Scene, sent: &Transmission) -> Option<Words> {
    let (stranger, peer) = (sent.stranger.filter(|_| sent.id.forged)?, name(scene.side.peer()));
    let text = format!(
        "它是 **SYN 泛洪**攻击的一部分。源地址 {} 是伪造的：{peer}无论向那里发送什么，都等不到 ACK。攻击者就是要让每个这样的 SYN \
         在{peer}等待期间占住 SYN 队列中的一个位置。",
        stranger.ip()
    );
    Some(Words::new("为什么有这个报文段？", text))
}

/// A connection ends TIME-WAIT before its time.
pub(crate) fn reopened(scene: &Scene, seg_seq: Seq, rcv_nxt: Seq, timestamps: Option<(u32, Option<u32>)>) -> Words {
    let peer = name(scene.side.peer());
    let newer = match timestamps {
        None => format!(
            "它的序号 {} 不小于旧连接接下来要收的 {}，所以不可能是旧连接的重复报文段。",
            scene.peers(seg_seq),
            scene.peers(rcv_nxt)
        ),
        Some((ts_val, Some(ts_recent))) => format!("它的时间戳 {ts_val} 晚于旧连接最后的时间戳 {ts_recent}。"),
        Some((ts_val, None)) => format!("它带有时间戳 {ts_val}，而旧连接没有使用时间戳。"),
    };
    Words::new(
        "从 TIME-WAIT 直接建立新连接",
        format!(
            "{peer}的这个 SYN 与处于 TIME-WAIT 的连接地址和端口完全相同。{newer}等待就此结束，这个 SYN 交给监听套接字处理。"
        ),
    )
}

/// Two segments are taken for a handshake.
pub(crate) fn believed(scene: &Scene, iss: Seq) -> Words {
    let (me, peer) = (name(scene.side), name(scene.side.peer()));
    Words::new(
        "这不是 TCP：以为两次握手就够了",
        format!(
            "这里的{me}演示的是**两次握手**，RFC 9293 不允许这样做。它发出 SYN,ACK 就认为连接已经建立，虽然没有人确认过它的序号 \
             {}；{peer}的 SYN 是不是早已失效，它不去核实。真正的 TCP 会停留在 SYN-RECEIVED，直到收到第三个报文段。",
            scene.own(iss)
        ),
    )
}

/// The third segment is left out.
pub(crate) fn unacknowledged(scene: &Scene, rcv_nxt: Seq) -> Words {
    let me = name(scene.side);
    Words::new(
        "这不是 TCP：省去第三个报文段",
        format!(
            "这里的{me}演示的是**两次握手**，RFC 9293 不允许这样做：它现在不发送确认号为 {} 的 ACK。真正的 TCP 会立即发送，\
             因为对端正在等它。",
            scene.peers(rcv_nxt)
        ),
    )
}

/// A host knows nothing any more.
pub(crate) fn memory_lost(scene: &Scene, state: State) -> Words {
    let (me, peer) = (name(scene.side), name(scene.side.peer()));
    let rest = if state.is_synchronized() {
        format!("没有人通知{peer}：在它那一端连接依然存在，成了**半打开**的连接。")
    } else {
        String::new()
    };
    Words::new("内存中的内容丢失", format!("{me}原来处于 {state}。有关的一切只存在内存里，现在全部丢失。{rest}"))
}
