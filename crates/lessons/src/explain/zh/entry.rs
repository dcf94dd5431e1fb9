//! What happened, in one line of Chinese.

use std::time::Duration;

use sim::{Call, Fate, Outcome};
use tcp::{CallError, Ending, Timer};
use wire::Flags;

use super::super::field::PortFrom;
use super::super::scene::{Look, Scene};
use super::super::span::duration;
use super::{name, world};
use crate::Lang::Zh;

/// “客户端：调用 connect，阻塞”.
pub(crate) fn called(scene: &Scene, call: Option<&Call>, blocks: bool, error: Option<CallError>) -> Option<String> {
    let call = call_name(call?);
    let how = match error {
        Some(error) => format!("，失败：{}", refused(error)),
        None if blocks => "，阻塞".to_owned(),
        None => String::new(),
    };
    Some(format!("{}：调用 {call}{how}", name(scene.side)))
}

/// “客户端：connect 返回，连接已建立”.
pub(crate) fn returned(scene: &Scene, call: Option<&Call>, outcome: Outcome) -> Option<String> {
    let call = call_name(call?);
    let with = match outcome {
        Outcome::Connected => "返回，连接已建立".to_owned(),
        Outcome::Text { octets, more: false } => format!("返回 {octets} 个字节"),
        Outcome::Text { octets, more: true } => format!("取走 {octets} 个字节，继续等待"),
        Outcome::Handed { octets, more: false } => format!("返回：最后 {octets} 个字节已放入发送缓冲区"),
        Outcome::Handed { octets, more: true } => format!("又把 {octets} 个字节放入发送缓冲区，继续等待空间"),
        Outcome::Refused(error) => format!("失败：{}", refused(error)),
        Outcome::EndOfStream => "返回，数据流已结束：对方已经关闭".to_owned(),
        Outcome::Awake => "结束".to_owned(),
        Outcome::Failed(ending) => format!("失败：{}", ended(ending)),
    };
    let gap = if call.ends_with('）') { "" } else { " " };
    Some(format!("{}：{call}{gap}{with}", name(scene.side)))
}

/// “手动操作，客户端：调用 send（5 个字节），失败：连接正在关闭”.
pub(crate) fn acted(scene: &Scene, call: Option<&Call>, error: Option<CallError>, taken: u32) -> Option<String> {
    let call = call?;
    let receives = matches!(call, Call::Recv { .. } | Call::RecvToEnd);
    let how = match error {
        Some(CallError::Closing) if receives => "，数据流已结束：对方已经关闭".to_owned(),
        Some(error) => format!("，失败：{}", refused(error)),
        None if receives && taken == 0 => "，没有数据可取".to_owned(),
        None if receives => format!("，取得 {taken} 个字节"),
        None => String::new(),
    };
    Some(format!("手动操作，{}：调用 {}{how}", name(scene.side), call_name(call)))
}

/// “服务器：发送 SYN,ACK，seq 907113500，ack 4021337002”.
pub(crate) fn sent(look: &Look<'_>) -> String {
    if look.sent.id.forged {
        return format!("以{}的名义手工构造：{}", name(look.scene.side), segment(look));
    }
    let verb = if look.sent.is_retransmission() { "重传" } else { "发送" };
    format!("{}：{verb} {}", name(look.scene.side), segment(look))
}

/// “客户端：收到 SYN,ACK，seq 907113500，ack 4021337002”.
pub(crate) fn arrived(look: &Look<'_>) -> String {
    let copy = look.sent.copies.get(look.copy);
    let how = match copy.map(|copy| copy.fate) {
        Some(Fate::Corrupted { .. }) => "，途中出现差错",
        _ if look.copy > 0 => "，这是第二份",
        _ => "",
    };
    let waited = copy.map(|copy| copy.waited).filter(|waited| !waited.is_zero());
    let waited = waited.map(|waited| format!("，在路由器中排队 {}", duration(waited, Zh)));
    format!("{}：收到 {}{how}{}", name(look.scene.side.peer()), segment(look), waited.unwrap_or_default())
}

/// “客户端发送的 SYN，seq 4021337001，在途中丢失”. Of a capture that is likely at best.
pub(crate) fn lost(look: &Look<'_>) -> String {
    let how = match look.sent.copies.get(look.copy).map(|copy| copy.fate) {
        Some(Fate::Stopped(stop)) => world::stopped(stop),
        Some(Fate::QueueFull) => "因路由器队列已满而被丢弃",
        _ if look.is_captured() => "很可能在途中丢失",
        _ => "在途中丢失",
    };
    format!("{}发送的 {}，{how}", name(look.scene.side), segment(look))
}

/// “客户端：已过 1 秒，重传计时器到期”.
pub(crate) fn expired(scene: &Scene, timer: Timer, waited: Option<Duration>) -> String {
    let timer = match timer {
        Timer::Retransmission => "重传计时器",
        Timer::Persist => "持续计时器",
        Timer::TimeWait => "TIME-WAIT 计时器",
        Timer::DelayedAck => "延迟确认计时器",
        Timer::SillyWindow => "糊涂窗口计时器",
        Timer::KeepAlive => "保活计时器",
        Timer::User => "用户超时计时器",
        Timer::FinWait2 => "FIN-WAIT-2 计时器",
    };
    let after = waited.map(|span| format!("已过 {}，", duration(span, Zh))).unwrap_or_default();
    format!("{}：{after}{timer}到期", name(scene.side))
}

/// The segment by what it says.
fn segment(look: &Look<'_>) -> String {
    let segment = &look.sent.segment;
    let flags = if segment.flags == Flags::NONE { "报文段".to_owned() } else { segment.flags.to_string() };
    let mut line = format!("{flags}，seq {}", look.scene.seq_of(look.sent));
    if segment.has(Flags::ACK) {
        line.push_str(&format!("，ack {}", look.scene.peers(segment.ack)));
    }
    if !segment.text.is_empty() {
        line.push_str(&format!("，{} 个字节", segment.text_len()));
    }
    line.extend(world::stranger(look.sent));
    line
}

fn call_name(call: &Call) -> String {
    match call {
        Call::Listen => "listen".to_owned(),
        Call::Accept => "accept".to_owned(),
        Call::Connect => "connect".to_owned(),
        Call::Send { .. } => format!("send（{} 个字节）", call.octet_count()),
        Call::Recv { octets } => format!("recv（{octets} 个字节）"),
        Call::RecvToEnd => "recv（直到结束）".to_owned(),
        Call::SendUrgent { .. } => format!("send（MSG_OOB，{} 个字节）", call.octet_count()),
        Call::Close => "shutdown".to_owned(),
        Call::Release => "close".to_owned(),
        Call::Abort => "abort".to_owned(),
        Call::Sleep { ms } => format!("sleep（{}）", duration(Duration::from_millis((*ms).into()), Zh)),
    }
}

fn refused(error: CallError) -> &'static str {
    match error {
        CallError::AlreadyExists => "连接已经存在",
        CallError::DoesNotExist => "连接不存在",
        CallError::RemoteUnspecified => "没有指定对方",
        CallError::InvalidRemote => "没有主机会有这个地址",
        CallError::Closing => "连接正在关闭",
        CallError::InsufficientResources => "发送缓冲区已满",
    }
}

pub(super) fn ended(ending: Ending) -> &'static str {
    match ending {
        Ending::Closed => "连接已经关闭",
        Ending::Refused => "连接被拒绝",
        Ending::Reset => "连接被复位",
        Ending::TimedOut => "超时",
        Ending::Aborted => "连接已中止",
        Ending::Unreachable => "无法到达对方",
    }
}

/// Where a port comes from.
pub(crate) fn port(from: PortFrom) -> &'static str {
    match from {
        PortFrom::Bind => "程序用 `bind` 给套接字指定了这个端口，并在这里监听。",
        PortFrom::Picked => "程序没有指定自己的端口，系统在 `connect` 时选了一个空闲端口。",
        PortFrom::Connect => "程序在 `connect` 中指定了它：服务器在这里监听。",
        PortFrom::Syn => "建立连接的 SYN 来自这个端口，应答就发回那里。",
    }
}
