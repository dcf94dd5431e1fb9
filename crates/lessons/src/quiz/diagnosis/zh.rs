//! What is said of a wrong answer, in Chinese.

use wire::Flags;

use super::super::{Ask, NumberError, WrongRule};
use super::{Facts, Words, each};
use crate::explain::zh::name;

/// What `rule` gets wrong.
pub(super) fn wrong(rule: WrongRule, facts: &Facts) -> Words {
    let Facts { given, right, from, text, held, .. } = *facts;
    let (me, peer) = (name(facts.sender), name(facts.sender.peer()));
    let is_seq = facts.ask == Ask::Seq;
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
    }
}

/// Which control bits are missing or too many.
pub(super) fn bits(missing: Flags, extra: Flags) -> Words {
    let title = match (missing == Flags::NONE, extra == Flags::NONE) {
        (true, true) => "控制位正确".to_owned(),
        (false, true) => format!("缺少 {missing}"),
        (true, false) => format!("多了 {extra}"),
        (false, false) => format!("缺少 {missing}，多了 {extra}"),
    };
    let text: String = each(missing).map(why_set).chain(each(extra).map(why_clear)).collect();
    Words::new(title, text)
}

/// Why a bit is set.
fn why_set(bit: Flags) -> &'static str {
    match bit {
        Flags::SYN => "没有 **SYN**，就没有告知这一方从哪个序号开始编号。",
        Flags::FIN => "没有 **FIN**，对方就不知道不会再有数据了。",
        Flags::RST => "只有 **RST** 才能说明并没有这个连接。",
        Flags::PSH => "**PSH** 标明要发送的数据到此为止。",
        Flags::ACK => "除了最初的 SYN 和 RST，所有报文段都要把 **ACK** 置 1，否则确认号没有意义。",
        Flags::URG => "**URG** 表示紧急指针有效。",
        Flags::ECE => "**ECE** 表示网络标记了拥塞。",
        _ => "**CWR** 表示拥塞窗口已经减小。",
    }
}

/// Why a bit is not set.
fn why_clear(bit: Flags) -> &'static str {
    match bit {
        Flags::SYN => "**SYN** 告知从哪个序号开始编号，只在打开连接时做一次。",
        Flags::FIN => "这一方自己的应用进程关闭时才发送 **FIN**，确认对方的 FIN 只需要 ACK。",
        Flags::RST => "**RST** 会终止这个连接。",
        Flags::PSH => "**PSH** 随要发送的最后一段数据一起发送，这里不需要。",
        Flags::ACK => "**ACK** 表示确认了什么，而这里没有什么可确认。",
        Flags::URG => "**URG** 表示有紧急数据，而这里没有。",
        Flags::ECE => "**ECE** 会表示网络标记了拥塞。",
        _ => "**CWR** 会表示拥塞窗口已经减小。",
    }
}

/// What is wrong with a number.
pub(super) fn number_error(error: NumberError) -> &'static str {
    match error {
        NumberError::Empty => "请填一个数：用十进制，或者在 0x 之后用十六进制。",
        NumberError::NotANumber => "这不是一个数。请用十进制数字，或者在 0x 之后用十六进制数字。",
        NumberError::TooLarge => {
            "这个数达到或超过了 4294967296。4294967296 就是 2^32，而序号只有 32 位，所以 4294967295 之后是 0。"
        }
    }
}
