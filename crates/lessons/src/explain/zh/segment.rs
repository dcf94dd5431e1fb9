//! Why a segment is sent and why its numbers are what they are, in Chinese.

use tcp::{AckRule, Cause, Resend, SeqRule, WindowRule};
use wire::Flags;

use super::super::Words;
use super::super::scene::{Scene, Sent};
use super::super::span::duration;
use super::name;
use crate::Lang::Zh;

/// Why it is sent.
pub(crate) fn cause(scene: &Scene, sent: &Sent<'_>) -> Words {
    let (me, peer) = (name(scene.side), name(scene.side.peer()));
    match sent.why.cause {
        Cause::Syn => Words::new(
            "为什么发送 SYN？",
            format!("应用进程调用了 `connect`。SYN 告诉{peer}：{me}的字节从哪个序号开始编号，并请求对方也这样告知。"),
        ),
        Cause::SynAck => Words::new(
            "为什么 SYN 和 ACK 一起发送？",
            format!(
                "{me}既要确认{peer}的序号（ACK），又要告知自己的序号（SYN）。一个报文段就能做这两件事，\
                 所以建立连接用三个报文段，而不是四个。"
            ),
        ),
        Cause::SynAckCrossing => Words::new(
            "为什么重传 SYN，并带上 ACK？",
            format!("两个 SYN 在途中交错。{me}重传自己的 SYN，同时确认{peer}的 SYN，连接从两边一起打开。"),
        ),
        Cause::SynAckAgain => Words::new(
            "为什么重传 SYN,ACK？",
            format!("{peer}的 SYN 又来了一次，说明 SYN,ACK 可能丢失了，所以{me}立即重传。"),
        ),
        Cause::HandshakeAck => Words::new(
            "为什么还要第三个报文段？",
            format!(
                "{peer}已经告知自己的序号，却不知道对方收到没有。这个 ACK 就是对它的确认：它到达之后，双方才都知道自己的序号已经送达。"
            ),
        ),
        Cause::Text { len, unsent: 0, .. } => Words::new(
            "为什么发送这些数据？",
            format!("应用进程交给{me}要发送的数据。这个报文段带上 {len} 个字节，待发送的已全部在内。"),
        ),
        Cause::Text { len, unsent, full } => {
            let limit = if full {
                "正好是一个满长报文段（有效发送 MSS）".to_owned()
            } else {
                format!("已经用完{peer}的窗口")
            };
            Words::new(
                "为什么恰好发送这么多？",
                format!("这个报文段带上 {len} 个字节，{limit}。还有 {unsent} 个字节待发送。"),
            )
        }
        Cause::Fin { len: 0 } if sent.peer_has_closed() => Words::new(
            "为什么发送 FIN？",
            format!("{me}的应用进程也关闭了，数据已全部发出。{peer}早先关闭了它的方向，这个 FIN 关闭另一个方向。"),
        ),
        Cause::Fin { len: 0 } => Words::new(
            "为什么发送 FIN？",
            format!(
                "{me}的应用进程已经关闭，数据也已全部发出。FIN 告诉{peer}：这个方向不会再有数据，而另一个方向仍然开放。"
            ),
        ),
        Cause::Fin { len } => Words::new(
            "为什么发送 FIN？",
            format!("{me}的应用进程已经关闭，这是它最后的数据：FIN 和这 {len} 个字节一起发送。"),
        ),
        Cause::AckText => Words::new(
            "为什么发送确认？",
            format!("数据按序到达了。在得知{me}已经收到之前，{peer}要一直保留副本，并让重传计时器运行。"),
        ),
        Cause::AckDelayed => Words::new(
            "为什么现在才发送确认？",
            format!(
                "{me}本想让确认随自己的数据一起发送，或者等下一个报文段到达后一并确认。两者都没有等到，于是单独发送。"
            ),
        ),
        Cause::AckKeepAlive => Words::new(
            "为什么发送确认？",
            format!(
                "收到一个不带数据的报文段，序号恰好在期望的序号之前：这是保活探测。{me}的应答让{peer}知道{me}仍然在线。"
            ),
        ),
        Cause::AckOutOfOrder => Words::new(
            "为什么立即发送确认？",
            format!("到达的数据前面有缺口。{me}立即重申自己期望的序号，{peer}正是由此得知可能有报文段丢失。"),
        ),
        Cause::AckFin if sent.answers_a_fin_again() => {
            Words::new("为什么发送确认？", format!("{peer}的 FIN 又到了一次，{me}再确认一次：先前的确认可能丢失了。"))
        }
        Cause::AckFin => {
            Words::new("为什么发送确认？", format!("{peer}的 FIN 到了。它和数据一样需要确认，否则{peer}会一再重传。"))
        }
        Cause::AckUnacceptable if sent.answers_nothing_new() => Words::new(
            "为什么发送确认？",
            format!("收到的报文段没有带来新的内容，{me}早已全部收到。{peer}可能还不知道，所以{me}重申自己期望的序号。"),
        ),
        Cause::AckUnacceptable => Words::new(
            "为什么发送确认？",
            format!(
                "收到一个{me}不能接受的报文段：可能是旧的重复报文段，可能是探测，也可能是伪造的。{me}用这个 ACK 告知当前的序号和确认号。"
            ),
        ),
        Cause::ChallengeAck => Words::new(
            "为什么发送质询 ACK？",
            format!(
                "收到的 RST 或 SYN 可能是局外人发来的。{me}并不照办，而是告知自己当前的序号和确认号：只有真正的{peer}能收到它，\
                 并用正确的序号响应。"
            ),
        ),
        Cause::WindowUpdate => {
            Words::new("为什么发送窗口更新？", format!("应用进程腾出了空间，而{peer}可能正等着，所以{me}立即告诉它。"))
        }
        Cause::WindowProbe if sent.transmission.segment.text.is_empty() => Words::new(
            "为什么探测？",
            format!(
                "FIN 要占用一个序号，而{peer}的窗口没有空余；重新打开窗口的报文段又可能丢失。收到这个报文段，{peer}就必须在确认中报告它的窗口。"
            ),
        ),
        Cause::WindowProbe => Words::new(
            "为什么只发送一个字节？",
            format!(
                "{peer}的窗口曾经关闭，而重新打开窗口的报文段可能丢失。发送一个字节，{peer}就必须在确认中报告它的窗口。"
            ),
        ),
        Cause::Retransmission { transmissions, expired } => {
            again(format!("{}内没有收到确认，所以{me}重传最早的未确认报文段。", duration(expired, Zh)), transmissions)
        }
        Cause::Recovery { transmissions, by } => again(missing(scene, by), transmissions),
        Cause::KeepAliveProbe => Words::new(
            "为什么发送保活探测？",
            format!("很久没有收到{peer}的报文段了。探测使用{peer}早已收到的序号，{peer}只要仍然在线，就必须应答。"),
        ),
        Cause::Reset => Words::new(
            "为什么发送 RST？",
            format!("收到的报文段不属于{me}的任何连接。{me}用 RST 告诉{peer}，免得它白等。"),
        ),
        Cause::Abort => Words::new("为什么发送 RST？", format!("{me}立即放弃这个连接，{peer}也应当放弃。")),
        Cause::ResetForLostText => Words::new(
            "为什么发送 RST？",
            format!("{me}的应用进程不再读取数据，{peer}发来的数据丢失了。RST 说明这一点，而 FIN 会被当作正常关闭。"),
        ),
    }
}

fn again(why: String, transmissions: u32) -> Words {
    Words::new("为什么重传？", format!("{why}此前它已经发送过 {transmissions} 次。"))
}

/// What says that a segment is missing.
pub(super) fn missing(scene: &Scene, by: Resend) -> String {
    let (me, peer) = (name(scene.side), name(scene.side.peer()));
    match by {
        Resend::FastRetransmit => {
            format!("重复确认足以说明这个报文段已经丢失。{me}不等计时器到期就重传：这就是快速重传。")
        }
        Resend::PartialAck => {
            format!("刚才的确认只覆盖了发现丢失时在途数据的一部分，可见这个报文段也丢失了，{me}立即重传。")
        }
        Resend::DeemedLost => {
            format!("{peer}用选择确认（SACK）报告了足够多的后续数据，因此判定这个报文段已经丢失，予以重传。")
        }
        Resend::LastResort => {
            "这个报文段后面的数据已经到达，又不能发送新的数据，所以重传它，尽管还没有判定它丢失。".to_owned()
        }
        Resend::Rescue => {
            "现在不能发送别的报文段，而不发送就不会再有确认到来，所以重传最后一个未确认的报文段。".to_owned()
        }
        Resend::Timeout => {
            "重传计时器已经到期，当时在途的都视为丢失。此后到来的确认没有覆盖这个报文段，于是在 cwnd 允许时重传。"
                .to_owned()
        }
        Resend::PacketTooBig => "分组太大，无法通过路径，所以把这些字节放进较小的报文段重传。".to_owned(),
    }
}

/// Why SEG.SEQ is what it is.
pub(crate) fn seq(scene: &Scene, sent: &Sent<'_>) -> Words {
    let (me, peer) = (name(scene.side), name(scene.side.peer()));
    let segment = &sent.transmission.segment;
    let number = scene.own(segment.seq);
    let text = match sent.why.seq {
        SeqRule::Iss => {
            let relative = if scene.is_relative() {
                "用相对序号表示时它总是 0，而首部里是一个局外人难以预测的 32 位数。"
            } else {
                ""
            };
            format!(
                "SYN 的序号就是发送方开始编号的地方，即{me}的 ISS。SYN 占用这一个序号，这样它才能被确认；\
                 第一个数据字节的序号将是 {}。{relative}",
                scene.own(segment.seq + 1)
            )
        }
        SeqRule::Next { from } => {
            let last = scene.own(segment.seq.back(1));
            let before = match (from.syn, from.text, from.fin) {
                (true, ..) => format!("{me}的 SYN 占用了 {last}，下一个可用的序号就是 {number}。"),
                (_, _, true) => format!("{me}的 FIN 占用了 {last}，接下来就是 {number}。"),
                (_, 0, _) => format!("{me}还没有用过 {number} 之前的序号。"),
                _ => format!("{me}最近发送的最后一个字节序号为 {last}，下一个就是 {number}。"),
            };
            let takes = match () {
                () if segment.has(Flags::RST) => "RST 就用下一个字节本该使用的序号。".to_owned(),
                () if segment.is_empty() && from.fin => "不带数据的 ACK 自己不占用序号。".to_owned(),
                () if segment.is_empty() => "不带数据的 ACK 不占用序号，所以下一个字节还用这个序号。".to_owned(),
                () if sent.after_bare_ack => {
                    format!("前面那个 ACK 的序号与此相同：它不带数据，没有占用序号。{}", first_of(sent))
                }
                () => first_of(sent).to_owned(),
            };
            format!("{before}{takes}")
        }
        SeqRule::WindowEdge { snd_wnd, .. } => format!(
            "{peer}已把窗口收回到 {snd_wnd}，SND.NXT 落在窗口之外。不带数据的报文段以窗口右边界为序号，否则{peer}不会处理其中的确认号。"
        ),
        SeqRule::BeforeNext { .. } => {
            format!(
                "不带数据的探测使用下一个序号之前的那个序号。{peer}早已收到 {number}，不能接受这个报文段，因而必须应答。"
            )
        }
        SeqRule::Original { .. } if segment.has(Flags::SYN) => {
            "这还是原来那个 SYN，所以序号不变：换一个序号就等于告知另一个 ISS。".to_owned()
        }
        SeqRule::Original { .. } if segment.text.is_empty() => {
            "这还是原来那个 FIN，所以序号不变：数据在哪里结束是确定的，不会移动。只有确认号和窗口用当前的值。"
                .to_owned()
        }
        SeqRule::Original { snd_nxt } => format!(
            "这些还是原来那些字节，所以序号不变：{peer}按序号安放数据，如果用 {}，就会被当成新的数据。\
             只有确认号和窗口用当前的值。",
            scene.own(snd_nxt)
        ),
        SeqRule::FromAck { .. } => format!(
            "所响应的报文段用确认号指明了{peer}期望的序号：{number}。RST 用上这个序号，{peer}才会认定它是真的。"
        ),
        SeqRule::Zero => {
            format!("所响应的报文段没有 ACK，没有指明{peer}期望什么。所以序号填 0，由确认号说明这个 RST 响应的是什么。")
        }
    };
    Words::new(format!("为什么 seq = {}？", scene.seq_of(sent.transmission)), text)
}

fn first_of(sent: &Sent<'_>) -> &'static str {
    if sent.transmission.segment.text.is_empty() {
        "FIN 像一个字节那样占用它。"
    } else {
        "这个报文段的第一个字节使用它。"
    }
}

/// Why SEG.ACK is what it is.
pub(crate) fn ack(scene: &Scene, sent: &Sent<'_>) -> Words {
    let (me, peer) = (name(scene.side), name(scene.side.peer()));
    let segment = &sent.transmission.segment;
    let number = scene.peers(segment.ack);
    let last = scene.peers(segment.ack.back(1));
    let text = match sent.why.ack {
        AckRule::Absent => {
            let why = if segment.has(Flags::SYN) {
                format!("还没有收到{peer}的任何内容，没有什么可确认")
            } else {
                "这个报文段不确认任何内容".to_owned()
            };
            let text = format!("{why}，所以 ACK 位为 0。确认号字段依然存在，填的是 0，没有意义。");
            return Words::new("为什么没有确认号？", text);
        }
        AckRule::Next { .. } if sent.repeats_because_of_a_gap() => format!(
            "{number} 还没有到。刚到的数据在它后面，先暂存起来；不管缺口后面到了多少，{me}期望的序号都不会前移。"
        ),
        AckRule::Next { from } => match (from.syn, from.text, from.fin) {
            (true, ..) => {
                format!("{peer}的 SYN 序号为 {last}，它占用了这个序号。确认号是期望收到的下一个序号，即 {number}。")
            }
            (_, 0, true) => format!(
                "{peer}的 FIN 序号为 {last}，它像一个字节那样占用这个序号。{me}已经收到直到它为止的全部内容，\
                 确认号是下一个序号。"
            ),
            (_, text, true) => format!(
                "最近一步越过了 {text} 个字节和{peer}的 FIN，FIN 再占用一个序号 {last}。{me}已经全部收到，\
                 确认号是下一个序号。"
            ),
            _ if sent.held > 0 => format!(
                "缺口填上了，先前暂存的 {} 个字节立即算数：{me}已经收到直到 {last} 为止的全部字节。一个确认就覆盖了它们。",
                sent.held
            ),
            _ => format!("{me}已经收到直到 {last} 为止的全部字节，而确认号是期望收到的下一个字节的序号。"),
        },
        AckRule::Covers { .. } => {
            format!(
                "这个 RST 响应的是一个没有 ACK 的报文段。确认号覆盖那个报文段的全部序号，{peer}由此知道它响应的是哪一个。"
            )
        }
    };
    Words::new(format!("为什么 ack = {number}？"), text)
}

/// Why SEG.WND is what it is.
pub(crate) fn window(scene: &Scene, sent: &Sent<'_>) -> Words {
    let me = name(scene.side);
    let field = sent.transmission.segment.window;
    let mut text = match sent.why.window {
        WindowRule::Free { buffer, unread: 0, wnd, .. } if wnd == buffer && !sent.holds => {
            format!("{me}的接收缓冲区是空的，{buffer} 个字节全部可以给对方使用。")
        }
        WindowRule::Free { buffer, unread: 0, wnd, .. } if wnd == buffer => {
            format!("{me}的接收缓冲区中没有等待应用进程取走的数据，{buffer} 个字节全部可以给对方使用。")
        }
        WindowRule::Free { buffer, unread, wnd, .. } if wnd + unread == buffer => {
            format!("接收缓冲区共 {buffer} 个字节，其中 {unread} 个字节应用进程还没有取走，其余的给对方使用。")
        }
        WindowRule::Free { .. } if sent.fills_the_field() => {
            "接收缓冲区还有更多空间，但这已经是窗口字段所能表示的最大值。".to_owned()
        }
        WindowRule::Free { .. } => {
            "应用进程腾出了一些空间，但太少，还不值得通告：一点一点地增大窗口，只会引来许多很小的报文段。".to_owned()
        }
        WindowRule::Nothing => "RST 不等待任何响应，所以不提供接收空间。".to_owned(),
    };
    if let WindowRule::Free { .. } = sent.why.window
        && sent.holds
    {
        text.push_str("缺口后面暂存的数据不会使窗口变小，因为窗口从 RCV.NXT 算起。");
    }
    if let WindowRule::Free { shift: shift @ 1.., wnd, .. } = sent.why.window {
        text.push_str(&format!("双方已商定窗口扩大：{wnd} 右移 {shift} 位，首部中填 {field}。"));
    }
    Words::new(format!("为什么窗口 = {field}？"), text)
}
