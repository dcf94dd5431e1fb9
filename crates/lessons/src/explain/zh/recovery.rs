//! Each step of loss recovery, in Chinese.

use tcp::{Evidence, RecoveryRule, Scheme};
use wire::Seq;

use super::super::Words;
use super::super::scene::Scene;
use super::congestion::change;
use super::segment::missing;
use super::{name, range};

/// What a rule says.
pub(super) fn rule(scene: &Scene, rule: &RecoveryRule) -> Words {
    let peer = name(scene.side.peer());
    let own = |seq: Seq| scene.own(seq);
    match *rule {
        RecoveryRule::DuplicateAck { evidence, count, una, .. } => {
            let why = match evidence {
                Evidence::Repeated => format!(
                    "{peer}的确认号仍然是 {}。可能是后面的报文段到了，而这一段丢失了，或者只是迟到；\
                     也可能只是途中又送来一个旧的 ACK。",
                    own(una)
                ),
                Evidence::Sack => format!("{peer}的确认号是 {}，并报告它后面又收到了新的数据。", own(una)),
            };
            let sign = match count {
                1..=3 => format!("三次重复确认就视为发生了丢失，这是第 {count} 次。"),
                _ => "三次时已视为发生了丢失；此后每多一次，说明又有一个报文段离开了网络。".to_owned(),
            };
            Words::new(format!("第 {count} 次重复确认"), format!("{why}{sign}"))
        }
        RecoveryRule::LimitedTransmit { count, len, flight, cwnd, .. } => Words::new(
            "受限传输",
            format!(
                "第 {count} 次重复确认说明有一个报文段已经离开网络，于是再发送 {len} 个字节的新数据，尽管在途的已占 {flight} 个序号，\
                 而 cwnd 是 {cwnd}。对它的确认有助于判断是否丢失。"
            ),
        ),
        RecoveryRule::NothingNewLost { una, recover } => Words::new(
            "没有新的丢失",
            format!(
                "三次重复确认的确认号都是 {}，没有超过 {}，即上次发现丢失时已发送的最大序号。它们反映的还是那次丢失，所以窗口不再减小。",
                own(una),
                own(recover)
            ),
        ),
        RecoveryRule::FastRetransmit { seq, count, flight, ssthresh, cwnd_before, cwnd, recover, .. } => Words::new(
            "快速重传",
            format!(
                "{count} 次重复确认的确认号都是 {}：不等计时器到期，立即重传从这里开始的报文段。慢启动阈值改为 {ssthresh}（在途的占 {flight} \
                 个序号），再加上已经离开网络的三个报文段：cwnd {}。快速恢复持续到 {} 得到确认为止。",
                own(seq),
                change(cwnd_before, cwnd),
                own(recover)
            ),
        ),
        RecoveryRule::Inflated { cwnd_before, cwnd, .. } => Words::new(
            "扩大 cwnd",
            format!(
                "快速恢复中又收到一次重复确认：又有一个报文段离开了网络，cwnd 为新的报文段腾出位置：{}。",
                change(cwnd_before, cwnd)
            ),
        ),
        RecoveryRule::PartialAck { seq, recover, count, acked, cwnd_before, cwnd, .. } => {
            let timer = if count == 1 { "重新启动" } else { "不重新启动" };
            Words::new(
                format!("第 {count} 次部分确认"),
                format!(
                    "新确认了 {acked} 个字节，但没有达到 {}：可见从 {} 开始的报文段也丢失了，立即重传。cwnd 收缩：{}。\
                     这次确认{timer}重传计时器。",
                    own(recover),
                    own(seq),
                    change(cwnd_before, cwnd)
                ),
            )
        }
        RecoveryRule::FullAck { una, recover, cwnd_before, cwnd, .. } => Words::new(
            "快速恢复结束",
            format!("{}cwnd 收缩：{}。", covered(own(recover), own(una)), change(cwnd_before, cwnd)),
        ),
        RecoveryRule::SackedMore { left, right, len, .. } => Words::new(
            "选择确认报告新收到的数据",
            format!(
                "{peer}报告缺口后面的 {} 已经收到，其中 {len} 个字节是新报告的，不必重传。{PIPE}",
                range(own(left), own(right.back(1)))
            ),
        ),
        RecoveryRule::DuplicateSack { left, right, .. } => Words::new(
            "重复的选择确认（D-SACK）",
            format!(
                "第一个块报告的 {} 先前已经收到过，也就是说收到了两次：可能是不必要的重传，也可能是途中产生了重复。",
                range(own(left), own(right.back(1)))
            ),
        ),
        RecoveryRule::SackIgnored { left, right, .. } => Words::new(
            "忽略选择确认的块",
            format!("从 {} 到 {} 之前的块不在未确认的范围之内，没有意义。", own(left), own(right)),
        ),
        RecoveryRule::DeemedLost { seq, len, ranges, octets, .. } => Words::new(
            "判定丢失",
            format!(
                "从 {} 开始的 {len} 个字节判定为丢失，因为{peer}已经收到它们后面足够多的数据：{ranges} 段，共 {octets} 个字节。{PIPE}",
                own(seq)
            ),
        ),
        RecoveryRule::LossRecovery { seq, count, flight, cwnd_before, cwnd, recovery_point, .. } => Words::new(
            "开始丢失恢复",
            format!(
                "收到 {count} 次重复确认，认为从 {} 开始的报文段已经丢失，立即重传。在途的占 {flight} 个序号；cwnd 减小：{}，\
                 恢复持续到 {} 得到确认为止。{PIPE}",
                own(seq),
                change(cwnd_before, cwnd),
                own(recovery_point)
            ),
        ),
        RecoveryRule::RecoveryOver { una, recovery_point, cwnd } => {
            Words::new("丢失恢复结束", format!("{}cwnd 保持 {cwnd}。", covered(own(recovery_point), own(una))))
        }
        RecoveryRule::SendAgain { seq, resend, pipe, cwnd } => Words::new(
            "窗口允许重传",
            format!(
                "cwnd（{cwnd}）容得下从 {} 开始的报文段，发送后 pipe（估计在途的字节数）为 {pipe}。{}",
                own(seq),
                missing(scene, resend)
            ),
        ),
        RecoveryRule::AllDeemedLost { una, behind: 0, .. } => Words::new(
            "在途的全部视为丢失",
            format!("在途的只有从 {} 开始的这个报文段。它被视为丢失，立即重传。", own(una)),
        ),
        RecoveryRule::AllDeemedLost { scheme, una, behind, recover } => {
            let sack = match scheme {
                Scheme::NewReno => "",
                Scheme::Sack => "，选择确认报告过的也不例外",
            };
            Words::new(
                "在途的全部视为丢失",
                format!(
                    "超时之后，从 {} 开始的全部内容都视为丢失{sack}。现在只重传最早的一个报文段；它后面还有 {behind} \
                     个序号未确认，等下一个确认到来，仍未确认的再在 cwnd 允许的范围内重传。在 {} 得到确认之前，\
                     重复确认不表示新的丢失。",
                    own(una),
                    own(recover)
                ),
            )
        }
        RecoveryRule::TimeoutRepaired { una, recover } => {
            Words::new("超时后的恢复完成", format!("{}丢失的内容已经补齐。", covered(own(recover), own(una))))
        }
    }
}

const PIPE: &str = "pipe 是估计在途的字节数。";

fn covered(recover: u32, una: u32) -> String {
    format!("发现丢失时已发送的最大序号 {recover} 及其之前的全部内容都已得到确认，接下来是 {una}。")
}
