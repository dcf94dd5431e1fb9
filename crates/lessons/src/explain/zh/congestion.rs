//! Each change of the congestion window, in Chinese.

use tcp::{CongestionControl, CongestionRule, CubicRegion, Handshake, LARGEST_WINDOW, Timeout};

use super::super::Words;
use super::super::scene::Scene;
use super::super::span::duration;
use super::name;
use crate::Lang::Zh;

/// What a rule says.
pub(super) fn rule(scene: &Scene, rule: &CongestionRule) -> Words {
    let peer = name(scene.side.peer());
    match *rule {
        CongestionRule::InitialWindow { handshake: Handshake::Clean, cwnd, .. } => Words::new(
            "初始窗口",
            format!(
                "对路径还一无所知，所以拥塞窗口 cwnd 从较小的值开始：在首次得到确认之前，最多有 {cwnd} 个字节在途。"
            ),
        ),
        CongestionRule::InitialWindow { handshake: Handshake::Lossy, cwnd, .. } => Words::new(
            "初始窗口",
            format!("握手时有过重传，这可能是拥塞的迹象：拥塞窗口 cwnd 从一个报文段开始，即 {cwnd} 个字节。"),
        ),
        CongestionRule::SlowStart { acked, cwnd_before, cwnd, .. } => Words::new(
            "慢启动",
            format!(
                "cwnd 低于慢启动阈值，所以按这个 ACK 新确认的数量（{acked} 个序号）增大，但一次最多增大一个报文段：{}。\
                 这样每经过一个往返时间最多加倍。",
                change(cwnd_before, cwnd)
            ),
        ),
        CongestionRule::Avoidance { acked, counted, cwnd_before, cwnd, .. } => {
            let so = if cwnd > cwnd_before {
                format!("达到一个窗口，于是 cwnd 增大一个报文段：{}。", change(cwnd_before, cwnd))
            } else {
                format!("还不到一个窗口，cwnd 仍是 {cwnd}。")
            };
            Words::new(
                "拥塞避免",
                format!("这个 ACK 新确认 {acked} 个序号。自 cwnd 上次增大以来共确认 {counted} 个序号，{so}"),
            )
        }
        CongestionRule::CubicGrowth { region, acked, w_max, w_est, cwnd_before, cwnd, .. } => {
            let (heading, why) = match region {
                CubicRegion::RenoFriendly => {
                    ("CUBIC：Reno 友好区", format!("按 Reno 此时应有 {w_est}，比三次曲线给出的大，CUBIC 与它看齐"))
                }
                CubicRegion::Concave => {
                    ("CUBIC：凹区", format!("在上次减小窗口的大致位置 {w_max} 之下，cwnd 起初增长得快，越接近越慢"))
                }
                CubicRegion::Convex => {
                    ("CUBIC：凸区", format!("到了 {w_max} 之上，cwnd 试探更大的窗口，起初慢，越来越快"))
                }
            };
            Words::new(heading, format!("这个 ACK 新确认 {acked} 个序号。{why}：{}。", change(cwnd_before, cwnd)))
        }
        CongestionRule::TimeoutWindow { control, timeout, flight, ssthresh_before, ssthresh, cwnd_before, .. } => {
            let threshold = match timeout {
                Timeout::First => {
                    let becomes = if ssthresh_before == LARGEST_WINDOW {
                        format!("慢启动阈值此前不设上限，现在定为 {ssthresh}")
                    } else {
                        format!("慢启动阈值由 {ssthresh_before} 改为 {ssthresh}")
                    };
                    format!("{becomes}：取{}，但不少于两个报文段。", part(control, flight))
                }
                Timeout::Repeated => {
                    format!("这个报文段先前已经超时过，慢启动阈值保持 {ssthresh}，不再减小。")
                }
            };
            Words::new(
                "超时后 cwnd 减为一个报文段",
                format!("超时说明拥塞严重：cwnd 改为一个报文段（原为 {cwnd_before}）。{threshold}"),
            )
        }
        CongestionRule::RestartAfterIdle { idle, rto, cwnd_before, cwnd, .. } => Words::new(
            "空闲之后重新开始",
            format!(
                "已经 {}没有发送数据，超过了 RTO（{}），cwnd 已不能反映路径的现状，退回到初始窗口：{}。",
                duration(idle, Zh),
                duration(rto, Zh),
                change(cwnd_before, cwnd)
            ),
        ),
        CongestionRule::EcnReduced { control, flight, cwnd_before, cwnd, .. } => Words::new(
            "因拥塞标记而减小窗口",
            format!(
                "{peer}回显了路由器打上的拥塞标记。标记虽然不是丢失，窗口也像发生丢失时那样减小到{}，但不少于两个报文段：{}。",
                part(control, flight),
                change(cwnd_before, cwnd)
            ),
        ),
        CongestionRule::Rescaled { smss_before, smss, cwnd_before, cwnd } => Words::new(
            "报文段变小",
            format!(
                "满长报文段由 {smss_before} 个字节减为 {smss} 个字节。cwnd 按比例减小，在途的报文段个数才不会增多：{}。",
                change(cwnd_before, cwnd)
            ),
        ),
    }
}

/// “4380 → 5840”.
pub(super) fn change(before: u32, after: u32) -> String {
    format!("{before} → {after}")
}

/// What is left of what was in flight.
fn part(control: CongestionControl, flight: u32) -> String {
    let (part, whole) = match control {
        CongestionControl::NewReno => ("一半", flight.is_multiple_of(2)),
        CongestionControl::Cubic => ("十分之七", flight.is_multiple_of(10)),
    };
    let rounded = if whole { "" } else { "（向下取整）" };
    format!("在途的 {flight} 个序号的{part}{rounded}")
}
