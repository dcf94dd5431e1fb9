//! What a listener decides for the many peers that talk to it, in Chinese.

use tcp::{ListenerRule, State};

use super::super::Words;
use super::super::arithmetic::listener::cookie_is_younger_than;
use super::super::span::duration;
use super::entry::ended;
use crate::Lang::Zh;

/// What a rule says.
pub(crate) fn rule(rule: &ListenerRule) -> Words {
    match *rule {
        ListenerRule::InvalidSource { source } => Words::new(
            "不可能的发送方",
            format!("{source} 不是任何一台主机自己的地址，不可能与它建立连接。报文段被丢弃。"),
        ),
        ListenerRule::SynQueued { waiting, limit } => Words::new(
            "进入 SYN 队列",
            format!("监听方记住这个 SYN，直到握手完成。SYN 队列已占用 {waiting} 个位置，最多 {limit} 个。"),
        ),
        ListenerRule::SynDropped { waiting, limit } => Words::new(
            "SYN 队列已满",
            format!(
                "SYN 队列已占用 {waiting} 个位置，最多 {limit} 个。这个 SYN 被丢弃，不作应答；对方的计时器超时后会重传，\
                 那时也许就有空位了。"
            ),
        ),
        ListenerRule::CookieSent { irs, cookie, announced, mss } => Words::new(
            "用 SYN cookie 应答，不占位置",
            format!(
                "序号为 {irs} 的 SYN 得到应答，但监听方什么也不保存：以后要用的信息都在 ISS {cookie} 里，对方用确认号 {ack} \
                 把它带回来。代价在选项上：窗口扩大、SACK 和时间戳都丢失了，MSS（{announced}）也只能记成八个值\
                 之一，这里是 {mss}。",
                irs = irs.0,
                cookie = cookie.0,
                ack = (cookie + 1).0,
            ),
        ),
        ListenerRule::CookieCannotSay { announced } => Words::new(
            "MSS 太小，cookie 无法表示",
            format!(
                "对方在一个报文段中最多接收 {announced} 个字节的数据，而 cookie 能表示的八个值都比它大。\
                 发送的数据不得超过通告的 MSS，因此丢弃这个 SYN。"
            ),
        ),
        ListenerRule::CookieAccepted { cookie, irs, mss, steps } => Words::new(
            "cookie 回来了",
            format!(
                "这个 ACK 带回了 {cookie}，它是不到 {}之前发出的 cookie。连接进入 ESTABLISHED，就像一直记得序号为 {} 的 SYN \
                 一样，只是没有窗口扩大、SACK 和时间戳，MSS 为 {mss}。",
                duration(cookie_is_younger_than(steps), Zh),
                irs.0,
                cookie = cookie.0,
            ),
        ),
        ListenerRule::CookieRefused { seg_ack } => Words::new(
            "不是我们的 cookie",
            format!(
                "确认号为 {} 的 ACK 不属于任何连接，而 {} 也不是最近发给这个对方的 cookie。它与 LISTEN 状态下的任何 ACK \
                 一样处理：回送 RST。",
                seg_ack.0,
                seg_ack.back(1).0
            ),
        ),
        ListenerRule::HandshakeComplete { waiting, limit } => Words::new(
            "等待被接受",
            format!(
                "握手完成，连接移入 accept 队列，等待应用进程调用 `accept`。accept 队列已占用 {waiting} 个位置，最多 {limit} \
                 个。"
            ),
        ),
        ListenerRule::AcceptQueueFull { waiting, limit } => Words::new(
            "accept 队列已满",
            format!(
                "accept 队列已占用 {waiting} 个位置，最多 {limit} 个。本来能完成握手的 ACK 只当作已经丢失，对方可以再试。"
            ),
        ),
        ListenerRule::HalfOpenEnded { state, waiting } => {
            let why = if state == State::Listen {
                "对方用 RST 取消了这次连接，或者重新开始了。"
            } else {
                "SYN,ACK 一直重传到 R2，始终没有得到确认。"
            };
            Words::new("半连接结束", format!("{why}它在 SYN 队列中的位置空了出来，仍占用 {waiting} 个位置。"))
        }
        ListenerRule::EndedBeforeAccept { ending, waiting } => {
            let how = ending.map(|ending| format!("（{}）", ended(ending))).unwrap_or_default();
            Words::new(
                "还没有被接受就已结束",
                format!(
                    "应用进程还没有调用 `accept`，连接就结束了{how}，应用进程不会见到它。它在 accept 队列中的位置空了出来，\
                     仍占用 {waiting} 个位置。"
                ),
            )
        }
        ListenerRule::Accepted { waiting } => {
            Words::new("已被接受", format!("应用进程取走等待最久的连接。accept 队列仍占用 {waiting} 个位置。"))
        }
        ListenerRule::AnswerDropped { limit } => Words::new(
            "等待发送的应答太多",
            format!(
                "对于没有连接的对方，最多只能有 {limit} 个应答等待发送，这样大量涌来的报文段就不会占满内存。这个应答不再产生，\
                 相当于在途中丢失。"
            ),
        ),
    }
}
