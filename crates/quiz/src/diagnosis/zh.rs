//! What is said of a wrong answer, in Chinese.

use wire::Flags;

use course::Ask;
use lessons::Lang;
use lessons::explain::side_name;

use super::{Facts, Kind, Words, each};
use crate::WrongRule;

/// What `rule` gets wrong.
pub(super) fn wrong(rule: WrongRule, facts: &Facts) -> Words {
    let Facts { given, right, .. } = facts;
    let Facts { from, text, held, number, .. } = *facts;
    let (me, peer) = (side_name(facts.sender, Lang::Zh), side_name(facts.sender.peer(), Lang::Zh));
    let is_seq = facts.ask == Some(Ask::Seq);
    match rule {
        WrongRule::SynZero => Words::new(
            "漏算了 SYN",
            format!("SYN 占用了序号 {from}：它像一个字节那样计数，这样才能被确认。下一个序号是 {right}。"),
        ),
        WrongRule::IsnBytes => Words::new(
            "SYN 占用 1 个序号，不是 4 个",
            format!(
                "首部中的序号字段长 4 个字节，但首部的字节并不编号。计数的是 SYN 本身，它占用 1 个序号：{from} 之后是 \
                 {right}。"
            ),
        ),
        WrongRule::AckLast if is_seq => Words::new(
            "这个序号已经用过",
            format!("{given} 是已发送的最后一个字节的序号，这个报文段从下一个序号 {right} 开始。"),
        ),
        WrongRule::AckLast => Words::new(
            "这个字节已经收到",
            format!("{given} 是收到的最后一个字节的序号，而确认号是期望收到的下一个字节的序号：{right}。"),
        ),
        WrongRule::DataPlusOne => Words::new(
            "多加了 1",
            format!(
                "{given} 是 {from} + {text} + 1。只有 SYN 和 FIN 自己占用一个序号；数据是每个字节一个序号，{text} 个字节就只加 {text}。"
            ),
        ),
        WrongRule::FinZero => {
            Words::new("漏算了 FIN", format!("FIN 占用了序号 {given}：它像一个字节那样计数。下一个序号是 {right}。"))
        }
        WrongRule::FinData => Words::new(
            "数据要计数，FIN 也要计数",
            format!("{given} 总共只加了 1。这个报文段的 {text} 个字节各占一个序号，FIN 再占一个。"),
        ),
        WrongRule::AckConsumes => Words::new(
            "不带数据的 ACK 不占用序号",
            format!("{me}前一个发送的是不带数据的 ACK，没有占用序号，所以这个报文段的序号与它相同：{right}。"),
        ),
        WrongRule::SegCount => Words::new(
            "序号数的是字节，不是报文段",
            format!("{given} 只加了 1。但从 {from} 起共有 {text} 个字节，每个字节占一个序号。"),
        ),
        WrongRule::Swap if is_seq => Words::new(
            "这是另一个方向的序号",
            format!("{given} 数的是{peer}的字节。`seq` 数的是发送方自己的字节，这里就是{me}的：{right}。"),
        ),
        WrongRule::Swap => Words::new(
            "这是另一个方向的序号",
            format!("{given} 数的是{me}自己的字节。`ack` 说的是{me}期望{peer}发来的下一个序号：{right}。"),
        ),
        WrongRule::DupAdvances => Words::new(
            "前面还有缺口",
            format!(
                "`ack` 填 {given}，就等于说它之前的全部收到，可是 {right} 还没有到。缺口后面的数据只是暂存，`ack` 停在缺口\
                 开始的地方。"
            ),
        ),
        WrongRule::CumulEach => Words::new(
            "收到的不只是这个报文段",
            format!(
                "{given} 只覆盖刚到的报文段。它后面的 {held} 个字节早已到达并暂存，所以现在 {right} 之前的已经全部收到，\
                 一个确认就够了。"
            ),
        ),
        WrongRule::RetxNew => Words::new(
            "还是那些字节，序号不变",
            format!(
                "{given} 是下一个新的序号。但这个报文段带的是以前发送过的字节，{peer}只能按原来的序号把它们放到位：{right}。"
            ),
        ),
        WrongRule::RelAbs if facts.relative => Words::new(
            "这是绝对序号",
            format!("就首部中的数而言，{given} 是对的。但这里用的是相对序号，从那一方的 ISS 算起：{right}。"),
        ),
        WrongRule::RelAbs => {
            Words::new("这是相对序号", format!("如果从 ISS 算起，{given} 是对的。但这里问的是首部中的数：{right}。"))
        }
        WrongRule::IsnZeroServer => Words::new(
            "双方各自选定 ISS",
            format!("{given} 是{peer}的 ISS。{me}的字节独立编号，从它自己的 ISS 开始：{right}。"),
        ),
        WrongRule::Wrap => Words::new(
            "序号只有 32 位",
            format!("{given} 不小于 2^32，这个字段放不下。4294967295 之后是 0，所以剩下 {}。", number % (1 << 32)),
        ),
        WrongRule::Delack => Words::new(
            "一个确认覆盖了不止一个报文段",
            format!(
                "{given} 只确认了等待确认的第一个报文段。没有为它单独发送 ACK：这个 ACK 确认了到达的全部数据，直到 {right}。"
            ),
        ),
        WrongRule::KeepaliveNext => Words::new(
            "保活探测用的是旧序号",
            format!(
                "{given} 是 SND.NXT，下一个新字节才用它。探测报文段的序号小 1，即 {right}：{peer}已经收到过这个序号，所以必须回答。"
            ),
        ),
        WrongRule::RstSeq => Words::new(
            "这个 RST 的序号取自 ACK",
            format!(
                "只有收到的报文段没有 ACK 时，RST 的 seq 才是 0。这里收到的带有 ACK，RST 就取它的确认号 {right}，{peer}由此知道这个 RST 是回答自己的。"
            ),
        ),
        WrongRule::AckOwn => Words::new(
            "加在了自己这一方的序号上",
            format!("{given} 是{me}自己的 `seq` 加 1。`ack` 与它无关，而是期望{peer}发来的下一个序号：{right}。"),
        ),
        WrongRule::AckEcho => Words::new(
            "这是报文段的起点",
            format!("{given} 是收到的报文段的 `seq`。`ack` 不是重复它，而是下一个还缺的序号：{right}。"),
        ),
        WrongRule::SeqStays => Words::new(
            "这些字节已经发送过",
            format!("从 {from} 起的 {text} 个字节已经发出，新的数据从它们之后的 {right} 开始。"),
        ),
        WrongRule::LenFlags => Words::new(
            "SYN 和 FIN 占用序号，但不是数据",
            format!("{given} 数的是这个报文段占用的序号。它的数据是 {text} 个字节。"),
        ),
        WrongRule::LenHeader => {
            Words::new("首部不是数据", format!("{given} 把首部也算进去了。应用进程的数据是 {text} 个字节。"))
        }
        WrongRule::LenOptions => Words::new(
            "选项也占位置",
            format!(
                "{given} 是 SYN 中告知的 MSS，其中还要除去每个报文段都带的选项：时间戳连同填充占 12 个字节。这个报文段带的数据是 {text} 个字节。"
            ),
        ),
        WrongRule::LenMss => Words::new(
            "报文段不一定是满的",
            format!("{given} 是一个报文段最多能带的字节数。这个报文段带的是待发送且窗口允许的数据：{text} 个字节。"),
        ),
        WrongRule::WindowOctets => Words::new(
            "字段中的窗口是右移过的",
            format!("{given} 是以字节计的窗口。双方在 SYN 中商定了窗口扩大，所以字段中是右移后的值：{right}。"),
        ),
        WrongRule::WindowFull => Words::new(
            "缓冲区有一部分已被占用",
            format!("{given} 是整个缓冲区。应用进程还没有取走全部数据，只能通告剩下的部分：{right}。"),
        ),
        WrongRule::WindowPeer => Words::new(
            "这是对方的窗口",
            format!("{given} 是{peer}通告的窗口。这个字段说的是{me}还能接收多少：{right}。"),
        ),
        WrongRule::SackLast => Words::new(
            "块的右边界是下一个序号",
            format!("{given} 是收到的最后一个字节的序号。右边界是它后面的那个序号：{right}。"),
        ),
        WrongRule::SackGap => Words::new(
            "这是缺口开始的地方",
            format!("{given} 还没有到，`ack` 已经说明了。SACK 块报告的是缺口后面收到的数据，从 {right} 开始。"),
        ),
        WrongRule::StateStays => {
            Words::new("状态已经改变", format!("{given} 是原来的状态，这里发生的事使它进入 {right}。"))
        }
        WrongRule::StatePeer => {
            Words::new("这是另一方的状态", format!("{given} 是另一方的状态。双方各自变化，所问的一方处于 {right}。"))
        }
        WrongRule::StateSkips => {
            Words::new("多走了一步", format!("接下来才是 {given}，但在那之前还要有别的事发生。现在的状态是 {right}。"))
        }
        WrongRule::ResentLast => {
            Words::new("最早的先重传", format!("{given} 是最后发送的。要重传的是最先缺少的那个：{right}。"))
        }
        WrongRule::RtoSame => Words::new(
            "超时时间要加倍",
            format!("{given} 毫秒与上一次等待一样长。每次超时，RTO 都要加倍，所以这次是 {right} 毫秒。"),
        ),
        WrongRule::RtoTrip => Words::new(
            "RTO 比一个往返时间长",
            format!(
                "{given} 毫秒是一个往返时间。RTO 要为时延变化留出余量，不低于下限，每次超时还要加倍：{right} 毫秒。"
            ),
        ),
    }
}

/// What two rules get wrong together.
pub(super) fn both(given: &str, sum: Option<&str>, first: Words, second: Words) -> Words {
    let sum = sum.map(|sum| format!("合在一起：{sum}。")).unwrap_or_default();
    Words::new(
        format!("同时有两处错误：{} · {}", first.0, second.0),
        format!("{given} 是两处错误合在一起的结果。{}另外，{}{sum}", first.1, second.1),
    )
}

/// Which control bits are missing or too many.
pub(super) fn bits(missing: Flags, extra: Flags, kind: Kind) -> Words {
    let title = match (missing == Flags::NONE, extra == Flags::NONE) {
        (true, true) => "控制位正确".to_owned(),
        (false, true) => format!("缺少 {missing}"),
        (true, false) => format!("多了 {extra}"),
        (false, false) => format!("缺少 {missing}，多了 {extra}"),
    };
    let set = each(missing).map(|bit| why_set(bit, kind));
    let text: String = set.chain(each(extra).map(|bit| why_clear(bit, kind))).collect();
    Words::new(title, text)
}

/// Why a bit is set.
fn why_set(bit: Flags, kind: Kind) -> &'static str {
    match bit {
        Flags::SYN => "没有 **SYN**，就没有告知这一方从哪个序号开始编号。",
        Flags::FIN => "没有 **FIN**，对方就不知道不会再有数据了。",
        Flags::RST => match kind {
            Kind::Abort => "**RST** 表示立即放弃这个连接；FIN 则是在发完全部数据之后正常关闭。",
            Kind::LostText => "收到的数据不会再有人读取，只有 **RST** 才能说明这一点。",
            Kind::Plain | Kind::Reset => "**RST** 表示立即终止连接，或者并没有这个连接。",
            Kind::AnswersWithoutAck | Kind::AnswersAck => "只有 **RST** 才能说明并没有这个连接。",
        },
        Flags::PSH => "**PSH** 标明要发送的数据到此为止。",
        Flags::ACK => match kind {
            Kind::AnswersWithoutAck => {
                "这个 RST 所回答的报文段不带 ACK，没有可取作 seq 的确认号，所以 seq 为 0，并用 **ACK** 确认所回答的报文段，\
                 让对方知道指的是哪一个。"
            }
            Kind::Plain => "除了最初的 SYN 和某些 RST，所有报文段都要把 **ACK** 置 1，否则确认号没有意义。",
            _ => "这个 RST 还用 **ACK** 说明到哪里为止已经全部收到。",
        },
        Flags::URG => "**URG** 表示紧急指针有效。",
        Flags::ECE => "**ECE** 表示网络标记了拥塞。",
        _ => "**CWR** 表示拥塞窗口已经减小。",
    }
}

/// Why a bit is not set.
fn why_clear(bit: Flags, kind: Kind) -> &'static str {
    match bit {
        Flags::SYN => "**SYN** 告知从哪个序号开始编号，只在打开连接时做一次。",
        Flags::FIN if kind != Kind::Plain => "**FIN** 用来正常关闭连接，而复位不等正常关闭。",
        Flags::FIN => "这一方自己的应用进程关闭时才发送 **FIN**，确认对方的 FIN 只需要 ACK。",
        Flags::RST => "**RST** 会终止这个连接。",
        Flags::PSH => "**PSH** 随要发送的最后一段数据一起发送，这里不需要。",
        Flags::ACK => match kind {
            Kind::AnswersAck => {
                "这里不需要 **ACK**：所回答的报文段带有 ACK，RST 的 seq 就取自它的确认号，对方由此知道指的是哪一个。"
            }
            Kind::Abort | Kind::LostText => {
                "这里不需要 **ACK**：按 RFC 9293，此时只置 RST，seq 为 SND.NXT。不少系统（例如 Linux）实际发送 RST,ACK，\
                 对方同样接受。"
            }
            _ => "**ACK** 表示确认了什么，而这里没有什么可确认。",
        },
        Flags::URG => "**URG** 表示有紧急数据，而这里没有。",
        Flags::ECE => "**ECE** 会表示网络标记了拥塞。",
        _ => "**CWR** 会表示拥塞窗口已经减小。",
    }
}

/// What a SACK block reports.
pub(super) fn block(left: &str, right: &str, ack: &str) -> Words {
    Words::new(
        format!("{left} 到 {right} 这一块说明什么？"),
        format!("{ack} 之前的已经全部收到。缺口后面，从 {left} 起的字节也收到了，它们之后的第一个序号是 {right}。"),
    )
}

/// How long a segment is.
pub(super) fn length(text: u32) -> Words {
    Words::new(format!("为什么是 {text} 个字节？"), format!("这个报文段带有 {text} 个字节的数据。"))
}
