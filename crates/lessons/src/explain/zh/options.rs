//! What options agreed on and decided, in Chinese.

use tcp::OptionRule;

use super::super::Words;
use super::super::scene::Scene;
use super::name;

/// What a rule says.
pub(super) fn rule(scene: &Scene, rule: &OptionRule) -> Words {
    let (me, peer) = (name(scene.side), name(scene.side.peer()));
    match *rule {
        OptionRule::SendMss { announced, peer_mss, path, options, send_mss } => {
            let taken = match announced {
                Some(mss) if mss < peer_mss => format!("{peer}通告的 MSS 是 {mss}，小于 {peer_mss} 的不予采信"),
                Some(mss) => format!("{peer}通告的 MSS 是 {mss}"),
                None => format!("{peer}没有通告 MSS，按默认值 {peer_mss} 计算"),
            };
            let less = if options == 0 {
                String::new()
            } else {
                format!("每个报文段还要带 {options} 个字节的选项。")
            };
            Words::new(
                "发送方的 MSS",
                format!(
                    "{taken}；据{me}所知，路径能容纳 {path}。{less}所以{me}的一个报文段最多携带 {send_mss} 个字节的数据。"
                ),
            )
        }
        OptionRule::WindowScaleAgreed { snd_shift, rcv_shift } => Words::new(
            "商定窗口扩大",
            format!(
                "双方的 SYN 都带有这个选项。此后{peer}的窗口值左移 {snd_shift} 位，{me}的窗口值右移 {rcv_shift} 位，\
                 这样 16 位的字段就能表示超过 65535 的窗口。SYN 中的窗口从不移位。"
            ),
        ),
        OptionRule::WindowScaleTooLarge { shift } => {
            Words::new("窗口扩大的位数过大", format!("{peer}要求移位 {shift} 位，而上限是 14，所以按 14 位处理。"))
        }
        OptionRule::WindowScaleDeclined => declined(scene, "窗口扩大", "窗口值一律不移位"),
        OptionRule::SackAgreed => {
            Words::new("商定选择确认", "双方的 SYN 都允许选择确认（SACK）：此后的确认还会报告缺口后面收到了哪些数据。")
        }
        OptionRule::SackDeclined => declined(scene, "选择确认", "确认只能告知期望的下一个序号"),
        OptionRule::TimestampsAgreed { ts_recent } => Words::new(
            "商定时间戳",
            format!(
                "双方的 SYN 都带有时间戳，此后除 RST 之外的每个报文段都带时间戳。{peer}的时间戳 {ts_recent} 保存下来，以便回显。"
            ),
        ),
        OptionRule::TimestampsDeclined => declined(scene, "时间戳", "双方都不发送时间戳"),
        OptionRule::TimestampMissing => Words::new("缺少时间戳", "双方商定了时间戳，这个报文段却没有带，因此丢弃。"),
        OptionRule::TimestampOld { ts_val, ts_recent } => Words::new(
            "时间戳太旧",
            format!(
                "报文段的时间戳 {ts_val} 比已经收到过的 {ts_recent} 旧，可见它是旧的重复报文段。丢弃它，并回送一个 ACK（PAWS）。"
            ),
        ),
        OptionRule::TimestampStale { ts_val, ts_recent } => Words::new(
            "保存的时间戳已失效",
            format!("{ts_recent} 是很久以前保存的，不能再用来判断 {ts_val} 的新旧，所以不按时间戳取舍这个报文段。"),
        ),
        OptionRule::TimestampTaken { from, to, .. } => Words::new(
            "更新要回显的时间戳",
            format!("报文段的起点不晚于最近发出的确认号，所以它的时间戳 {to} 取代 {from}，此后回显它。"),
        ),
        OptionRule::EcnAgreed => {
            Words::new("商定 ECN", "双方都支持显式拥塞通知：路由器可以给携带数据的分组打上标记，而不必丢弃它。")
        }
        OptionRule::EcnDeclined => declined(scene, "ECN", "路由器只能丢弃分组"),
        OptionRule::EcnMarked => Words::new(
            "收到拥塞标记",
            format!("路由器给这个分组打上了拥塞标记（CE）。{me}在每个 ACK 中把 ECE 置 1，直到{peer}用 CWR 响应。"),
        ),
        OptionRule::EcnAnswered => Words::new("收到 CWR", format!("{peer}已经减小拥塞窗口，{me}不再把 ECE 置 1。")),
    }
}

/// What was offered and not taken.
fn declined(scene: &Scene, option: &str, so: &str) -> Words {
    let (me, peer) = (name(scene.side), name(scene.side.peer()));
    let gap = if option.is_ascii() { " " } else { "" };
    Words::new(format!("没有商定{gap}{option}"), format!("{me}提出了，但{peer}的 SYN,ACK 没有接受：{so}。"))
}
