//! What data or an acknowledgment waits for, in Chinese.

use tcp::PacingRule;

use super::super::Words;
use super::super::scene::Scene;
use super::super::span::duration;
use super::name;
use crate::Lang::Zh;

/// What a rule says.
pub(super) fn rule(scene: &Scene, rule: &PacingRule) -> Words {
    let (me, peer) = (name(scene.side), name(scene.side.peer()));
    match *rule {
        PacingRule::NagleWaits { unsent, in_flight, send_mss } => Words::new(
            "Nagle 算法",
            format!(
                "待发送的 {unsent} 个字节不足一个满长报文段（{send_mss}），而还有 {in_flight} 个字节未得到确认，所以先等待：\
                 让零碎的数据合在一起发送。"
            ),
        ),
        PacingRule::SillyWindowAvoided { unsent, usable, send_mss, max_wnd, wait } => Words::new(
            "避免糊涂窗口综合征",
            format!(
                "{peer}的窗口只剩 {usable} 个字节：不够一个满长报文段（{send_mss}），不够全部待发送的数据（{unsent}），\
                 也不到{peer}最大窗口（{max_wnd}）的一半。{me}不发送小报文段，而是等待窗口增大，但最多等待 {}。",
                duration(wait, Zh)
            ),
        ),
        PacingRule::SillyWindowOverridden { usable, waited } => Words::new(
            "等待已经够久",
            format!("等待了 {}，窗口仍没有增大，就按窗口剩余的 {usable} 个字节发送。", duration(waited, Zh)),
        ),
        PacingRule::WindowFull { unsent: 0, .. } => Words::new(
            "窗口容不下 FIN",
            format!("FIN 与一个字节一样占用一个序号，而{peer}的窗口已没有空余，FIN 只好等待。"),
        ),
        PacingRule::WindowFull { unsent, snd_wnd: 0, .. } => {
            Words::new("窗口已关闭", format!("{unsent} 个字节待发送，但{peer}的窗口已经关闭。"))
        }
        PacingRule::WindowFull { unsent, snd_wnd, in_flight } => Words::new(
            "窗口已用完",
            format!("{unsent} 个字节待发送，但{peer}的窗口是 {snd_wnd}，已被在途的 {in_flight} 个字节用完。"),
        ),
        PacingRule::CongestionWindowFull { unsent, cwnd, in_flight } => Words::new(
            "拥塞窗口已用完",
            format!(
                "{unsent} 个字节待发送，但拥塞窗口是 {cwnd}，在途的有 {in_flight} 个字节，剩余空间不够发送下一个报文段。"
            ),
        ),
        PacingRule::FinAckDelayed { delay } => Words::new(
            "延迟确认 FIN",
            format!(
                "{me}要确认{peer}的 FIN，但不是立即确认，而是最多等待 {}：如果{me}的应用进程在此期间关闭，确认就可以随自己的 FIN 一起\
                 发送。这样关闭连接只需三个报文段，而不是四个。",
                duration(delay, Zh)
            ),
        ),
        PacingRule::AckDelayed { delay, octets } => Words::new(
            "延迟确认",
            format!(
                "对 {octets} 个字节的确认最多推迟 {}：它可以随数据一起发送，或者连同下一个报文段一并确认。",
                duration(delay, Zh)
            ),
        ),
        PacingRule::AckDelayOver { waited } => {
            Words::new("单独发送确认", format!("等待了 {}，确认没有等到可以同行的报文段。", duration(waited, Zh)))
        }
        PacingRule::SecondSegment { octets, full } => Words::new(
            "每两个报文段至少确认一次",
            format!("上次确认之后又收到 {octets} 个字节，达到两个满长报文段（每个 {full}），确认不能再推迟。"),
        ),
    }
}
