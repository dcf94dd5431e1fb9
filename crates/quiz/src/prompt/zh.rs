//! Questions and hints in Chinese.

use sim::Side;
use tcp::Cause;

use course::Ask;
use lessons::Lang;
use lessons::explain::side_name;

use super::{Matter, Step};
use crate::Form;
use crate::words::ask_text;

/// What has happened when `side` sends, by why it does.
pub(super) fn situation(side: Side, cause: Option<Cause>) -> String {
    let (me, peer) = (side_name(side, Lang::Zh), side_name(side.peer(), Lang::Zh));
    match cause {
        Some(Cause::Syn) => format!("{me}的应用进程打开连接。"),
        Some(Cause::SynAck | Cause::SynAckCrossing) => format!("{peer}的第一个报文段到达{me}。"),
        Some(Cause::SynAckAgain) => format!("{peer}的第一个报文段又来了一次。"),
        Some(Cause::HandshakeAck) => format!("{peer}的回答到达{me}，连接的建立到此完成。"),
        Some(Cause::Text { .. }) => format!("{me}有数据要发送。"),
        Some(Cause::Fin { .. }) => format!("{me}的应用进程要说的都说完了，于是关闭。"),
        Some(Cause::AckText) => format!("按序的下一段数据到达{me}，它作出回答。"),
        Some(Cause::AckDelayed) => format!("{me}推迟对数据的回答，已经到了允许的最长时间。"),
        Some(Cause::AckKeepAlive) => format!("{peer}询问{me}是否还在。"),
        Some(Cause::AckOutOfOrder) => format!("一段数据到达{me}，但它前面还缺一段。"),
        Some(Cause::AckFin) => format!("{peer}已经关闭，{me}作出回答。"),
        Some(Cause::AckUnacceptable | Cause::ChallengeAck) => format!("到达{me}的报文段不能照原样接受。"),
        Some(Cause::WindowUpdate) => format!("{me}的应用进程取走了等待它的数据。"),
        Some(Cause::WindowProbe) => format!("{peer}没有空间了，{me}再次询问。"),
        Some(Cause::Retransmission { .. }) => format!("{me}的重传计时器到时了。"),
        Some(Cause::KeepAliveProbe) => format!("很久没有收到任何报文段：{me}询问{peer}是否还在。"),
        Some(Cause::Recovery { .. }) => format!("{me}有理由认为自己发送的某个报文段丢失了。"),
        Some(Cause::Reset) => format!("一个报文段到达{me}，而{me}没有这个连接。"),
        Some(Cause::Abort) => format!("{me}的应用进程放弃这个连接。"),
        Some(Cause::ResetForLostText) => format!("{me}的应用进程不再读取，却又有数据到来。"),
        None => format!("{me}发送报文段。"),
    }
}

/// Two texts on end, with a space where Latin letters meet Chinese ones.
fn spaced(left: &str, right: &str) -> String {
    let ends = [left.chars().next_back(), right.chars().next()];
    let is_latin = |letter: &Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
    let meet = ends.iter().filter(|letter| is_latin(letter)).count() == 1;
    if meet { format!("{left} {right}") } else { format!("{left}{right}") }
}

/// What is asked of the segment that `side` sends next, and from when a state is meant.
pub(super) fn asked(side: Side, asks: &[Ask]) -> String {
    let me = side_name(side, Lang::Zh);
    let is_state = |ask: &&Ask| matches!(ask, Ask::State(_));
    let parts: Vec<String> = asks.iter().filter(|ask| !is_state(ask)).map(|ask| ask_text(*ask, Lang::Zh)).collect();
    let of_parts = parts.split_last().map(|(last, before)| {
        let all = if before.is_empty() {
            spaced(last, "是")
        } else {
            spaced(&spaced(&before.join("、"), &spaced("和", last)), "各是")
        };
        format!("{me}接下来发送的报文段中，{all}什么？")
    });
    let of_states = asks.iter().filter_map(|ask| match ask {
        Ask::State(of) if *of == side => Some(format!("{me}发出下一个报文段之后，处于什么状态？")),
        Ask::State(of) => {
            let other = side_name(*of, Lang::Zh);
            Some(format!("{me}的下一个报文段到达{other}之后，{other}处于什么状态？"))
        }
        _ => None,
    });
    of_parts.into_iter().chain(of_states).collect()
}

/// What is asked in a form other than a prediction.
pub(super) fn form(form: &Form) -> String {
    match form {
        Form::Ladder { .. } => "这次通信中有几个数被遮住了。它们各是多少？",
        Form::Order { .. } => "这些报文段是按什么顺序发送的？",
        Form::Changed { .. } => "所示的最后一个报文段有一个字段被改动了。是哪一个，本来应该是什么？",
        Form::Resent { when: true, .. } => "需要重传。重传哪一个报文段，距上一次发送它多长时间？",
        Form::Resent { when: false, .. } => "需要重传。重传哪一个报文段？",
        Form::Figure { side: Side::Client, .. } => "客户端在这次通信中经过哪些状态？",
        Form::Figure { side: Side::Server, .. } => "服务器在这次通信中经过哪些状态？",
        Form::Predict { .. } => "接下来发送什么？",
    }
    .into()
}

/// From where numbers are counted.
pub(super) fn numbering(relative: bool) -> &'static str {
    if relative { "请用相对序号，从各方的 ISN 算起。" } else { "请填首部中的数。" }
}

/// What a receive buffer holds, and what the application has taken of what came.
pub(super) fn buffer(side: Side, buffer: u32, taken: u32) -> String {
    let me = side_name(side, Lang::Zh);
    let taken = match taken {
        0 => "还没有取走收到的数据".to_owned(),
        taken => format!("已经取走收到的数据中的 {taken} 个字节"),
    };
    format!("{me}的接收缓冲区共 {buffer} 个字节，应用进程{taken}。")
}

/// The first hint: a question back.
pub(super) fn question(matter: Matter) -> &'static str {
    match matter {
        Matter::Seq(Step::Syn) => "这一方第一个报文段的序号是多少？它占用了这个序号吗？",
        Matter::Seq(Step::Text) => "这一方上次的数据从哪里开始，此后发送了多少个字节？",
        Matter::Seq(Step::Fin | Step::TextAndFin) => "这一方最后发送的是什么，它占用几个序号？",
        Matter::Seq(Step::Nothing) => "此后这一方发送过占用序号的内容吗？",
        Matter::SeqIss => "随机选定的数谁也算不出来，但后面的报文段会透露它吗？",
        Matter::SeqAgain => "这些是新的字节，还是以前已经编过号？",
        Matter::SeqBefore => "用哪个序号，能让对方不需要数据也作出回答？",
        Matter::SeqFromAck => "所回答的报文段确认了什么吗？",
        Matter::SeqZero => "对方还没有确认过任何内容，RST 能用哪个序号？",
        Matter::Ack(Step::Syn) => "到现在为止，对方发来了什么，它占用序号吗？",
        Matter::Ack(Step::Fin | Step::TextAndFin) => "对方已经关闭：这占用几个序号？",
        Matter::Ack(_) => "到哪个字节为止，全部内容都已到达，中间没有缺口？",
        Matter::AckCovers => "所回答的报文段占用几个序号？",
        Matter::AckGap => "刚到的数据前面，全部都到了吗？",
        Matter::AckHeld => "缺口填上之前，缺口后面已经收到了什么？",
        Matter::Flags => "这个报文段要打开、关闭、携带还是确认什么？",
        Matter::Len => "有多少数据要发送，一个报文段能带多少？",
        Matter::Window => "此刻接收缓冲区被占用了多少？",
        Matter::SackLeft => "缺口后面收到的数据从哪里开始？",
        Matter::SackRight => "那段数据之后的下一个序号是多少？",
        Matter::State(_) => "这个报文段让这一方知道了什么以前不知道的事？",
        Matter::Changed => "哪个字段与前面的报文段不相符？",
        Matter::Resent => "哪个报文段还没有得到确认？",
        Matter::ResentAfter => "上一次等了多久，超时一次会怎样改变下一次？",
        Matter::Order => "哪个报文段确认了哪个？",
        Matter::Figure(_) => "在已知的两个状态之间，发送或收到了什么？",
    }
}

/// The second hint: the rule.
pub(super) fn rule(matter: Matter) -> &'static str {
    match matter {
        Matter::Seq(Step::Syn) => "SYN 占用一个序号，就是 ISN，下一个报文段从它之后开始。",
        Matter::Seq(Step::Text) => "`seq` 数的是字节：下一个报文段从已发送的最后一个字节之后开始。",
        Matter::Seq(Step::Fin | Step::TextAndFin) => "FIN 占用一个序号，排在与它同行的数据之后。",
        Matter::Seq(Step::Nothing) => "不带数据的 ACK 不占用序号：`seq` 与前一个报文段相同。",
        Matter::SeqIss => "双方各自选定 ISN。SYN 占用它，所以确认 SYN 的报文段给出的是下一个序号。",
        Matter::SeqAgain => "重传的内容保持第一次发送时的序号。",
        Matter::SeqBefore => "保活探测的 `seq` 是 SND.NXT 的前一个序号，落在窗口之前，所以对方必须回答。",
        Matter::SeqFromAck => "回答带 ACK 的报文段时，RST 的 `seq` 取自那个确认号。",
        Matter::SeqZero => "回答不带 ACK 的报文段时，RST 用所有序号中的第一个。",
        Matter::Ack(Step::Syn) => "`ack` 是期望的下一个序号，而 SYN 占用一个序号。",
        Matter::Ack(Step::Fin | Step::TextAndFin) => "`ack` 是期望的下一个序号：每个字节占一个，FIN 也占一个。",
        Matter::Ack(_) => "`ack` 是期望的下一个序号，就是按序收到的最后一个字节之后的那个。",
        Matter::AckCovers => "RST 确认那个报文段的全部：它的 `seq` 加上它占用的序号。",
        Matter::AckGap => "无论缺口后面收到什么，`ack` 都停在第一个缺少的序号上。",
        Matter::AckHeld => "缺口一填上，暂存的数据立即算数，所以 `ack` 越过两者。",
        Matter::Flags => {
            "除第一个报文段和某些 RST 外都置 ACK；SYN 打开，FIN 关闭，RST 放弃，PSH 标明要发送的数据到此为止。"
        }
        Matter::Len => "报文段携带要发送的数据，但不超过 MSS 和窗口。",
        Matter::Window => "窗口是缓冲区剩下的空间；有窗口扩大时，字段中是右移后的值。",
        Matter::SackLeft => "左边界是收到的那块数据的第一个序号。",
        Matter::SackRight => "右边界是那块数据之后的那个序号。",
        Matter::State(_) => "每个状态都在等一件事：状态图说明了由它通向哪里。",
        Matter::Changed => "`seq` 由发送方发过的内容决定，`ack` 由它收到的内容决定，控制位由它要做的事决定。",
        Matter::Resent => "最早的、还没有得到确认的报文段先重传。",
        Matter::ResentAfter => "重传计时器每到时一次，RTO 就加倍。",
        Matter::Order => "只有收到了内容，才能发送对它的确认。",
        Matter::Figure(_) => "只能沿着状态图的边从一个状态到下一个状态。",
    }
}

/// Before the sum for a window that does not tell all the room that there is.
pub(super) const EDGE_STAYS: &str = "新空出的太少，不值得告知，所以窗口的右边界留在原处。右边界减去 `ack`：";

/// The last hint where there is no sum.
pub(super) fn last(matter: Matter) -> &'static str {
    match matter {
        Matter::Seq(_) => "找到这一方前一个报文段的 `seq` 和长度，把它们相加。",
        Matter::SeqIss => "找到回答这个 SYN 的报文段，读出它的 `ack`，取它的前一个序号。",
        Matter::SeqAgain => "找到这一方第一个没有得到确认的报文段，读出它的 `seq`。",
        Matter::SeqBefore => "取这一方将要使用的下一个序号的前一个。",
        Matter::SeqFromAck => "读出所回答的报文段的 `ack`。",
        Matter::SeqZero => "没有什么可加：想想最小的数。",
        Matter::Ack(_) | Matter::AckCovers | Matter::AckGap | Matter::AckHeld => {
            "找到按序到达的最后一个报文段的 `seq` 和长度，把它们相加。"
        }
        Matter::Flags => "逐个考虑控制位：这个报文段打开、关闭、放弃、推送、确认吗？",
        Matter::Len => "取三者中最小的：要发送的数据、MSS、窗口剩下的空间。",
        Matter::Window => "从整个缓冲区中减去等待读取的数据。",
        Matter::SackLeft => "读出丢失的报文段之后收到的第一个报文段的 `seq`。",
        Matter::SackRight => "把缺口后面连续收到的长度加到左边界上。",
        Matter::State(_) | Matter::Figure(_) => "从前一个状态出发，沿着状态图，看发送或收到了什么。",
        Matter::Changed => "由前面的报文段算出每个数，再比较。",
        Matter::Resent => "把最后收到的 `ack` 与各报文段的序号比较。",
        Matter::ResentAfter => "最近两次发送它之间的等待时间，乘以 2。",
        Matter::Order => {
            "把每个报文段占用的序号数（数据长度，SYN 或 FIN 再各加 1）加到 `seq` 上：下一个报文段的 `ack` 就是这个和。"
        }
    }
}
