//! Every finding in Chinese.

use observer::FindingKind::{self, *};
use observer::{Order, Reported, Resent, ResetCause};

use super::{Said, span};
use crate::Lang::Zh;
use crate::explain::Words;

pub(super) fn finding(said: &Said, kind: FindingKind) -> Words {
    match kind {
        BadChecksum => Words::new(
            "校验和错误",
            "校验和不符，接收方会忽略这个报文段。如果发送方的校验和由网卡计算，在发送方抓到的就是计算之前的样子。",
        ),
        StartsLate => Words::new(
            "抓包开始得晚",
            "抓到第一个报文段之前连接就已存在：没有看到 SYN，因此不知道初始序号，也不知道窗口的扩大因子。",
        ),
        Retransmission { seq, len, seen, how } => again(said, seq, len, seen, how),
        Spurious { seq, len, reported } => {
            let by = match reported {
                Reported::Acked { ack } => format!("确认到 {}", said.own(ack)),
                Reported::Sacked => "用 SACK 报告收到了它们".to_owned(),
            };
            Words::new("不必要的重传", format!("重传从 {} 开始的 {len} 个字节，而接收方早已{by}。", said.own(seq)))
        }
        FinAgain { seq } => Words::new("FIN 重传", format!("序号为 {} 的 FIN 重传：它的确认没有到达。", said.own(seq))),
        OutOfOrder { seq, len, nxt, order } => {
            let why = match order {
                Order::Time { after, least } => {
                    format!("它比后者只晚 {}，而重传至少需要 {}。", span(after, Zh), span(least, Zh))
                }
                Order::Timestamps { value, highest } => {
                    format!("它的时间戳 {value} 早于超过它的报文段的 {highest}。")
                }
            };
            Words::new(
                "乱序",
                format!(
                    "从 {} 开始的 {len} 个序号发送在先，途中被已经看到的、直到 {} 之前的内容超过。{why}",
                    said.own(seq),
                    said.own(nxt)
                ),
            )
        }
        PreviousNotSeen { seq, len } => Words::new(
            "没有看到前面的报文段",
            format!("这里缺少从 {} 开始的 {len} 个序号：途中丢失、迟到，或者没有抓到。", said.own(seq)),
        ),
        AckOfUnseen { ack, seen } => Words::new(
            "确认了没有看到的内容",
            format!(
                "它确认到 {}，而这里至此只看到 {} 之前的内容：其余的没有抓到，或者在文件中出现得更晚。",
                said.theirs(ack),
                said.theirs(seen)
            ),
        ),
        PeerNotSeen { ack } => Words::new(
            "没有抓到对方",
            format!("它确认了 {} 之前的内容，而这里至此没有看到对方的任何报文段。", said.theirs(ack)),
        ),
        DuplicateAck { ack, count } => Words::new(
            "重复确认",
            format!(
                "确认号 {} 再次出现，自首次以来是第 {count} 次重复：可能收到了缺口后面的数据，或者重复收到了数据。",
                said.theirs(ack)
            ),
        ),
        Sack { left, right, blocks, news } => Words::new(
            "选择确认（SACK）",
            format!(
                "用 {blocks} 个块报告缺口后面收到的数据，第一块是 {} 到 {}，其中 {news} 个字节是新报告的。",
                said.theirs(left),
                said.theirs(right.back(1))
            ),
        ),
        DuplicateSack { left, right } => Words::new(
            "重复的选择确认（D-SACK）",
            format!(
                "{} 到 {} 收到了两次：可能是不必要的重传，也可能是途中产生了重复。",
                said.theirs(left),
                said.theirs(right.back(1))
            ),
        ),
        PartialAck { ack, point } => Words::new(
            "部分确认",
            format!(
                "确认到 {}，但没有达到发现丢失时已发送的 {}：还有别的内容丢失。",
                said.theirs(ack),
                said.theirs(point)
            ),
        ),
        ZeroWindow => Words::new("零窗口", "窗口关闭：接收方的缓冲区已满。"),
        WindowFull { edge } => {
            Words::new("窗口已满", format!("这个报文段到达接收方窗口的右边界 {}：不能再发送。", said.own(edge)))
        }
        WindowUpdate { from, to, is_scaled: true } => {
            Words::new("窗口更新", format!("没有确认新的内容，窗口由 {from} 变为 {to}。"))
        }
        WindowUpdate { from, to, is_scaled: false } => {
            Words::new("窗口更新", format!("没有确认新的内容，窗口字段由 {from} 变为 {to}；没有看到它的扩大因子。"))
        }
        WindowShrunk { from, to } => Words::new(
            "窗口收缩",
            format!("窗口的右边界由 {} 退回 {}，这是不应当的。", said.theirs(from), said.theirs(to)),
        ),
        WindowProbe { seq, len: 0 } => {
            Words::new("窗口探测", format!("一个空的报文段用旧序号 {} 询问关闭的窗口是否已经打开。", said.own(seq)))
        }
        WindowProbe { seq, len } => Words::new(
            "窗口探测",
            format!("向关闭的窗口发送从 {} 开始的 {len} 个字节，以得知窗口是否已经打开。", said.own(seq)),
        ),
        WindowProbeAck { ack } => {
            Words::new("对窗口探测的应答", format!("期待的仍然是 {}，窗口仍然关闭。", said.theirs(ack)))
        }
        KeepAlive { seq } => {
            Words::new("保活探测", format!("序号 {} 早已发送过：这是在询问对方是否仍然在线。", said.own(seq)))
        }
        KeepAliveAck { ack } => {
            Words::new("对保活探测的应答", format!("期待的仍然是 {}：这一端仍然在线。", said.theirs(ack)))
        }
        Reset { cause } => reset(said, cause),
        SimultaneousOpen => Words::new("同时打开", "两端都主动打开，双方的 SYN 交错：都不是对另一个的应答。"),
        HalfClosed { fin } => {
            Words::new("半关闭", format!("另一方向已随序号为 {} 的 FIN 结束，这一方向仍在发送数据。", said.theirs(fin)))
        }
        SimultaneousClose => Words::new("同时关闭", "两端在收到对方的 FIN 之前都已关闭：双方的 FIN 在途中交错。"),
        TimeWait { end } => Words::new(
            "TIME-WAIT",
            format!(
                "{}已经发送并收到了全部内容，停留在 TIME-WAIT，直到旧的报文段消失。",
                if end == said.from { "发送方" } else { "接收方" }
            ),
        ),
        PortReuse { iss, old } => Words::new(
            "端口再次使用",
            format!("同样的两个端口之间开始另一个连接：初始序号是 {iss}，而旧的连接接下来应是 {old}。"),
        ),
        EcnOffered => Words::new("提议使用 ECN", "SYN 设置了 ECE 和 CWR：发送方支持 ECN。"),
        EcnAgreed => Words::new("同意使用 ECN", "SYN,ACK 设置了 ECE 而没有 CWR：两端都使用 ECN。"),
        AccurateEcnOffered => {
            Words::new("提议使用 Accurate ECN", "SYN 设置了 AE、CWR 和 ECE：发送方能用 Accurate ECN 统计标记的次数。")
        }
        AccurateEcnAgreed => Words::new(
            "同意使用 Accurate ECN",
            "SYN,ACK 用 AE、CWR 和 ECE 回答 SYN 受到的标记：此后这三位是一个计数器。",
        ),
        EcnEcho => Words::new("ECN 回显", "收到的分组带有“经历拥塞”的标记，于是一直告知对方，直到对方用 CWR 应答。"),
        WindowReduced => Words::new("CWR", "发送方已按接收方 ECE 的要求减小拥塞窗口。"),
        Urgent { up } => Words::new("紧急数据", format!("直到 {} 的字节是紧急的。", said.own(up.back(1)))),
    }
}

fn again(said: &Said, seq: wire::Seq, len: u32, seen: u32, how: Resent) -> Words {
    let before = match seen {
        0 => "这里没有看到第一次发送。".to_owned(),
        _ => format!("此前看到过 {seen} 次。"),
    };
    let (heading, why) = match how {
        Resent::SynTimeout { waited } => ("SYN 重传", format!("{}内没有应答。", span(waited, Zh))),
        Resent::SynAckAgain => ("SYN,ACK 重传", "对方的 SYN 再次到达，或与自己的交错，于是应答。".to_owned()),
        Resent::SynAckTimeout { waited } => (
            "SYN,ACK 重传",
            format!("{}内发送方没有接受对它的确认：确认没有到达，或者发送方在等待数据。", span(waited, Zh)),
        ),
        Resent::OldSyn => ("旧的 SYN", "它的发送方早已确认了对方的 SYN：这是在途中滞留的，或者是伪造的。".to_owned()),
        Resent::Twice { after } => (
            "重复的报文段",
            format!("它比前一次只晚 {}，不可能是重传：途中产生了重复，或者被抓到两次。", span(after, Zh)),
        ),
        Resent::Timeout { waited } => {
            ("超时重传", format!("重传计时器到期：上一次发送是在 {}之前。", span(waited, Zh)))
        }
        Resent::AfterTimeout { point } => {
            ("超时之后的重传", format!("计时器到期时已发送的内容，直到 {} 之前，都视为丢失。", said.own(point)))
        }
        Resent::Fast { duplicates } => ("快速重传", format!("{duplicates} 次重复确认说明它们没有到达。")),
        Resent::BySack { sacked } => {
            ("根据 SACK 重传", format!("SACK 已报告收到它们后面的 {sacked} 个字节，因此视为丢失。"))
        }
        Resent::PartialAck { point } => {
            ("部分确认之后的重传", format!("最近的确认只到这里，没有达到 {}：这一段也丢失了。", said.own(point)))
        }
        Resent::TailLossProbe { waited } => {
            ("尾部丢失探测", format!("沉默 {}之后重传最后一个报文段，让接收方报告收到了什么。", span(waited, Zh)))
        }
    };
    // Of what nobody sent again nobody says so.
    let goes = if matches!(how, Resent::OldSyn | Resent::Twice { .. }) { "再次出现" } else { "再次发送" };
    Words::new(heading, format!("从 {} 开始的 {len} 个序号{goes}。{why}{before}", said.own(seq)))
}

fn reset(said: &Said, cause: ResetCause) -> Words {
    match cause {
        ResetCause::Refused => Words::new("复位：拒绝连接", "SYN 到达的端口没有进程在监听，或者受防火墙保护。"),
        ResetCause::Unseen => Words::new("复位：原因未见", "没有抓到它所应答或终止的内容（如果有的话）。"),
        ResetCause::Abort => Words::new("复位：中止", "应用进程中止了连接，或者没有读完收到的数据就结束了。"),
        ResetCause::TextForNobody => Words::new("复位：数据无人接收", "应用进程已经关闭，不再读取，之后又有数据到达。"),
        ResetCause::AfterEnd => Words::new("复位：连接已经结束", "报文段到达时，它所属的连接在这一端已经结束。"),
        ResetCause::HalfOpen { ack } => {
            Words::new("复位：半打开", format!("到达的报文段确认 {}，而这一端不知道有这样的连接。", said.own(ack)))
        }
        ResetCause::GaveUp { times } => Words::new("复位：放弃", format!("发送了 {times} 次的内容始终没有得到确认。")),
        ResetCause::OutsideWindow { expected } => Words::new(
            "复位：被忽略",
            format!("它的序号不在接收方从 {} 开始的窗口之内：是旧的，或者是伪造的。", said.own(expected)),
        ),
        ResetCause::NotExact { expected } => Words::new(
            "复位：要求证实",
            format!("它的序号在接收方的窗口之内，但不是接下来的 {}：接收方用质询 ACK 应答。", said.own(expected)),
        ),
    }
}
