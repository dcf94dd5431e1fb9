//! Timers and the round trip, in Chinese.

use std::time::Duration;

use tcp::{Limit, Measured, Timer};

use super::super::Words;
use super::super::scene::Scene;
use super::super::span;
use super::name;
use crate::Lang::Zh;

/// A timer was started.
pub(super) fn started(scene: &Scene, timer: Timer, span: Duration) -> Words {
    let (me, peer) = (name(scene.side), name(scene.side.peer()));
    let span = duration(span);
    match timer {
        Timer::Retransmission => {
            Words::new("重传计时器", format!("如果 {span}内没有收到新的确认，就重传最早的未确认报文段。"))
        }
        Timer::Persist => Words::new(
            "持续计时器",
            format!("{peer}的窗口已经关闭，而重新打开窗口的报文段有可能丢失。{span}之后，{me}会主动探测。"),
        ),
        Timer::TimeWait => Words::new(
            "TIME-WAIT",
            format!(
                "{me}等待 {span}，即报文段最长寿命的两倍：如果对{peer}的 FIN 的确认丢失了，还来得及再确认一次；\
                 这个连接的旧报文段也会在此期间从网络中消失。"
            ),
        ),
        Timer::DelayedAck => Words::new("延迟确认计时器", format!("确认最多等待 {span}，看能否随别的报文段一起发送。")),
        Timer::SillyWindow => {
            Words::new("糊涂窗口计时器", format!("如果 {span}之后{peer}的窗口仍没有增大，就按窗口的剩余空间发送。"))
        }
        Timer::KeepAlive => {
            Words::new("保活计时器", format!("如果 {span}内没有收到{peer}的报文段，{me}就会探测对方是否仍然在线。"))
        }
        Timer::User => Words::new("用户超时", format!("如果{peer}在 {span}内没有任何新的确认，{me}就放弃这个连接。")),
        Timer::FinWait2 => {
            Words::new("FIN-WAIT-2 计时器", format!("{me}的应用进程已经不在，所以最多等待{peer}的 FIN {span}。"))
        }
    }
}

/// The round trip was measured.
pub(super) fn measured(by: Measured, first: bool, sample: Duration, computed: Duration, rto: Duration) -> Words {
    let (sample, formula) = (duration(sample), duration(computed));
    let how = match by {
        Measured::Segment => format!("从发送到收到确认，经过了 {sample}。"),
        Measured::Timestamp => format!("对方回显的时间戳是 {sample}之前发出的，这就是往返时间。"),
    };
    let first = if first { "这是第一次测量，SRTT 和 RTTVAR 由它得出初值。" } else { "" };
    let timeout = duration(rto);
    let bound = if rto > computed {
        format!("按公式算出的是 {formula}，但 RTO 不低于 {timeout}。")
    } else if rto < computed {
        format!("按公式算出的是 {formula}，但 RTO 不超过 {timeout}。")
    } else {
        format!("由此得出 RTO：{timeout}。")
    };
    Words::new("测得往返时间", format!("{how}{first}{bound}式中 G 是时钟的粒度。"))
}

/// What was sent more than once is not measured.
pub(super) fn not_measured(seq: u32, transmissions: u32, rto: Duration) -> Words {
    Words::new(
        "不测量往返时间",
        format!(
            "从 {seq} 开始的报文段发送过 {transmissions} 次，无法判断这个确认针对的是哪一次，所以不用它测量往返时间（Karn 算法）。\
             RTO 保持 {}，连同退避的部分，直到下一次有效的测量。",
            duration(rto)
        ),
    )
}

/// The SYN was sent more than once.
pub(super) fn syn_not_measured(seq: u32, transmissions: u32) -> Words {
    Words::new(
        "不测量往返时间",
        format!(
            "序号为 {seq} 的 SYN 发送过 {transmissions} 次，无法判断这个确认针对的是哪一次，所以不用它测量往返时间（Karn 算法）。"
        ),
    )
}

/// The handshake needed a retransmission.
pub(super) fn after_syn_timeout(rto: Duration) -> Words {
    Words::new(
        "SYN 超时之后",
        format!(
            "握手时有过重传，而发送过不止一次的报文段得不出可靠的测量结果。不论此前的 RTO 更大还是更小，数据传输都从 RTO = {}开始。",
            duration(rto)
        ),
    )
}

/// The retransmission timer expired.
pub(super) fn expired(scene: &Scene, seq: u32, expired: Duration, rto: Duration, transmissions: u32) -> Words {
    let peer = name(scene.side.peer());
    let next = if rto == expired * 2 { "RTO 加倍为" } else { "RTO 达到上限" };
    Words::new(
        "超时重传",
        format!(
            "过了 {}，{peer}仍未确认 {seq}，而它已经发送过 {transmissions} 次。于是重传从它开始的、最早的未确认报文段；\
             {next} {}：如果网络已经过载，多等一会儿有助于它恢复。",
            duration(expired),
            duration(rto)
        ),
    )
}

/// R2 is reached.
pub(super) fn given_up(scene: &Scene, transmissions: u32, limit: Limit) -> Words {
    let me = name(scene.side);
    let limit = match limit {
        Limit::After(span) => duration(span),
        Limit::Times(times) => format!("重传 {times} 次"),
    };
    Words::new(
        "放弃连接",
        format!(
            "最早的未确认报文段发送了 {transmissions} 次，都没有得到确认，已经达到上限 R2（{limit}），{me}放弃这个连接。"
        ),
    )
}

/// The persist timer expired.
pub(super) fn window_probe(scene: &Scene, snd_nxt: u32, waited: Duration) -> Words {
    let (me, peer) = (name(scene.side), name(scene.side.peer()));
    Words::new(
        "窗口探测",
        format!(
            "等了 {}，窗口仍然关闭。{me}在 SND.NXT = {snd_nxt} 处发送窗口探测，让{peer}报告它的窗口。",
            duration(waited)
        ),
    )
}

/// 2 MSL have passed.
pub(super) fn time_wait_over(scene: &Scene, wait: Duration) -> Words {
    let me = name(scene.side);
    Words::new(
        "TIME-WAIT 结束",
        format!("等待了 {}，旧的报文段已从网络中消失，{me}删除这个连接的记录。", duration(wait)),
    )
}

fn duration(span: Duration) -> String {
    span::duration(span, Zh)
}
