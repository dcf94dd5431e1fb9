//! What silence, or a report from the network, led to, in Chinese.

use tcp::{LivenessRule, NetworkError};

use super::super::Words;
use super::super::scene::Scene;
use super::super::span::duration;
use super::name;
use crate::Lang::Zh;

/// What a rule says.
pub(super) fn rule(scene: &Scene, rule: &LivenessRule) -> Words {
    let (me, peer) = (name(scene.side), name(scene.side.peer()));
    match *rule {
        LivenessRule::KeepAliveOn { idle } => Words::new(
            "保活",
            format!("如果 {}内没有收到{peer}的报文段，{me}就会探测对方是否仍然在线。", duration(idle, Zh)),
        ),
        LivenessRule::KeepAliveProbe { seq, idle, nth, limit } => Words::new(
            format!("第 {nth} 次保活探测（最多 {limit} 次）"),
            format!(
                "已经 {}没有收到任何报文段。探测使用{peer}早已收到的序号 {}：{peer}只要仍然在线，就必须用一个 ACK 应答。",
                duration(idle, Zh),
                scene.own(seq)
            ),
        ),
        LivenessRule::KeepAliveGivenUp { probes } => {
            Words::new("保活探测无应答", format!("{peer}对 {probes} 次探测都没有应答，认定它已经不在，放弃这个连接。"))
        }
        LivenessRule::R1Reached { r1 } => {
            Words::new("达到 R1", format!("同一个报文段已经重传 {r1} 次。通知 IP 另找路由，{me}则继续重传。"))
        }
        LivenessRule::UserTimeout { limit } => Words::new(
            "用户超时",
            format!("{}内没有任何新的确认，应用进程不愿再等，放弃这个连接。", duration(limit, Zh)),
        ),
        LivenessRule::FinWait2Over { held } => Words::new(
            "FIN-WAIT-2 结束",
            format!(
                "{peer}在 {}内没有关闭它的方向，而{me}的应用进程已经不在，{me}删除这个连接的记录。RFC 9293 没有规定这个上限，由各系统自定。",
                duration(held, Zh)
            ),
        ),
        LivenessRule::IcmpElsewhere { seq, .. } => Words::new(
            "报告与当前数据无关",
            format!(
                "ICMP 报文引用的序号是 {}，而在途的数据中没有它。报文可能迟到，也可能是伪造的，因此忽略。",
                scene.own(seq)
            ),
        ),
        LivenessRule::IcmpSoft { error } => report("软错误", error, "这可能是暂时的，连接继续。"),
        LivenessRule::IcmpHard { error } => report("硬错误", error, "放弃建立连接。"),
        LivenessRule::IcmpHardTolerated { error } => {
            report("容忍硬错误", error, "这种报文很容易伪造，已经建立的连接不因它而终止。")
        }
        LivenessRule::PacketTooBig { mtu, before, send_mss } => Words::new(
            "分组太大",
            format!(
                "途中某个路由器的下一跳最多只能通过 {mtu} 个字节的分组。此后一个报文段最多携带 {send_mss} 个字节的数据（原来是 \
                 {before}），太大的报文段要重传。"
            ),
        ),
        LivenessRule::SourceQuench => {
            Words::new("忽略源点抑制", "这种 ICMP 报文曾用来要求主机减慢发送，早已废弃：拥塞控制不需要它。")
        }
    }
}

fn report(heading: &str, error: NetworkError, so: &str) -> Words {
    Words::new(heading, format!("网络报告：{}。{so}", reported(error)))
}

/// What an ICMP message says.
pub(super) fn reported(error: NetworkError) -> String {
    let error = match error {
        NetworkError::NetUnreachable => "网络不可达",
        NetworkError::HostUnreachable => "主机不可达",
        NetworkError::ProtocolUnreachable => "协议不可达",
        NetworkError::PortUnreachable => "端口不可达",
        NetworkError::FragmentationNeeded(mtu) => return format!("需要分片，下一跳 MTU 为 {mtu}"),
        NetworkError::SourceRouteFailed => "源路由失败",
        NetworkError::TimeExceeded => "时间超过",
        NetworkError::ParameterProblem => "参数问题",
        NetworkError::SourceQuench => "源点抑制",
    };
    error.to_owned()
}
