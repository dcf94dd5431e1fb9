//! What an endpoint did, rule by rule, in Chinese.

use tcp::{Event, Rule, Waiting};
use wire::{Flags, Seq};

use super::super::Words;
use super::super::scene::{Scene, closes_last, had_before};
use super::super::span::duration;
use super::{congestion, listener, liveness, name, options, pacing, range, recovery, timers, world};
use crate::Lang::Zh;

/// What a rule says.
pub(crate) fn rule(scene: &Scene, event: &Event) -> Words {
    let (me, peer) = (name(scene.side), name(scene.side.peer()));
    let (own, peers) = (|seq: Seq| scene.own(seq), |seq: Seq| scene.peers(seq));
    match &event.rule {
        Rule::SendOpensActively { iss } => Words::new(
            "SEND 引起主动打开",
            format!(
                "{me}原本在监听，现在有数据要发给已知的对方，于是改为主动打开：选定 ISS = {}，并发送 SYN。{}",
                own(*iss),
                unpredictable(scene)
            ),
        ),
        Rule::ActiveOpen { iss } => Words::new(
            "主动打开",
            format!(
                "{me}发起连接：选定初始序号 ISS = {}，并用一个 SYN 报文段告诉对方。{}",
                own(*iss),
                unpredictable(scene)
            ),
        ),
        Rule::PassiveOpen => {
            Words::new("被动打开", format!("{me}进入 LISTEN 状态，等待对方发来 SYN。被动打开本身不发送任何报文段。"))
        }
        Rule::TextQueued { len, first, waiting } => {
            let last = own(*first + len.saturating_sub(1));
            let waits = match waiting {
                Waiting::Handshake => "要等连接进入 ESTABLISHED 之后才能发送。".to_owned(),
                Waiting::Nothing => format!("{peer}的窗口和拥塞窗口允许发送多少，就发送多少。"),
            };
            let range = range(own(*first), last);
            Words::new("有数据要发送", format!("应用进程把 {len} 个字节交给 TCP，序号为 {range}。{waits}"))
        }
        Rule::TextHandedOver { len, wnd_before, wnd_after } if wnd_before == wnd_after => Words::new(
            "应用进程读取数据",
            format!(
                "应用进程从接收缓冲区中取走 {len} 个字节。窗口暂时仍是 {wnd_after}：腾出的空间积累到值得通告时才通告，\
                 否则{peer}会被引导着发送许多很小的报文段。"
            ),
        ),
        Rule::TextHandedOver { len, wnd_before, wnd_after } => Words::new(
            "应用进程读取数据",
            format!("应用进程从接收缓冲区中取走 {len} 个字节，空间腾了出来：窗口从 {wnd_before} 增大到 {wnd_after}。"),
        ),
        Rule::Close { unsent: 0 } if closes_last(event) => Words::new(
            "关闭",
            format!("{me}的应用进程也没有数据要发送了：立即发送 FIN，两个方向中的第二个也就关闭了。"),
        ),
        Rule::Close { unsent: 0 } => Words::new(
            "关闭",
            format!(
                "应用进程没有数据要发送了，此前的数据也已全部发出，于是立即发送 FIN。FIN 只关闭一个方向，\
                 {me}仍然接收{peer}发来的数据。"
            ),
        ),
        Rule::Close { unsent } => Words::new(
            "关闭",
            format!(
                "应用进程没有更多数据要发送了，但发送缓冲区里还有 {unsent} 个字节。先发完它们，FIN 使用紧接其后的序号。"
            ),
        ),
        Rule::FinDue => Words::new("轮到 FIN", format!("{me}最后的数据正在发出，CLOSE 所要求的 FIN 随之发送。")),
        Rule::CloseWaits => Words::new(
            "关闭须等待",
            "还有数据要等握手完成才能发送，而 FIN 排在数据之后，所以 CLOSE 要等到连接进入 ESTABLISHED。",
        ),
        Rule::CloseUnopened => {
            Words::new("连接尚未建立就关闭", format!("还没有可以关闭的连接。{me}删除已准备的 TCB，不发送任何报文段。"))
        }
        Rule::Abort { sends_reset } => Words::new(
            "中止连接",
            format!(
                "应用进程放弃这个连接，未发送和未确认的数据一律丢弃。{}",
                if *sends_reset {
                    format!("用一个 RST 通知{peer}。")
                } else {
                    "在这个状态下不发送 RST。".to_owned()
                }
            ),
        ),
        Rule::UnreadAtClose { unread } => Words::new(
            "关闭时还有数据未读",
            format!("应用进程不再读取数据，还有 {unread} 个字节没有取走。用一个 RST 告诉{peer}：这些数据已经丢失。"),
        ),
        Rule::TextForNobody { len } => Words::new(
            "数据无人接收",
            format!("报文段带来 {len} 个字节，但{me}的应用进程不再读取数据。用一个 RST 告诉{peer}：这些数据已经丢失。"),
        ),
        Rule::UrgentQueued { snd_up } => Words::new(
            "紧急数据",
            format!(
                "应用进程把直到序号 {} 为止的数据标为紧急。URG 位和紧急指针告诉{peer}紧急数据到哪里为止。新的应用程序不应再使用紧急机制。",
                own(snd_up.back(1))
            ),
        ),
        Rule::NoConnection { flags } => {
            let which =
                if *flags == Flags::NONE { "不带任何控制位的".to_owned() } else { format!(" {flags} ") };
            Words::new(
                "没有这个连接",
                format!("收到一个{which}报文段，但{me}没有与之对应的连接，于是用 RST 告诉{peer}。"),
            )
        }
        Rule::ResetIgnored { state } => {
            Words::new("忽略 RST", format!("在 {state} 状态下没有可以终止的连接，而且从不用 RST 响应 RST。"))
        }
        Rule::AckInListen { seg_ack } => Words::new(
            "没有什么可确认的",
            format!(
                "{me}在 LISTEN 状态下什么也没有发送过，不可能有什么被确认：确认号 {} 针对的是别的内容，因此回送 RST。",
                own(*seg_ack)
            ),
        ),
        Rule::SynInListen { irs, rcv_nxt, iss } => Words::new(
            "收到 SYN",
            format!(
                "{peer}的字节从序号 {} 开始编号，SYN 自己占用这一个序号，所以接下来期望收到 {}。另一个方向由{me}自己编号，\
                 它选定自己的 ISS = {}。{}",
                peers(*irs),
                peers(*rcv_nxt),
                own(*iss),
                unpredictable(scene)
            ),
        ),
        Rule::InvalidSource { source } => Words::new(
            "不可能的发送方",
            format!("{source} 不是任何一台主机自己的地址，不可能与它建立连接。报文段被丢弃。"),
        ),
        Rule::NothingForListen => Words::new(
            "在 LISTEN 状态下丢弃",
            "在 LISTEN 状态下，只有 SYN 才能开始一个连接。SYN、ACK、RST 都没有的报文段被丢弃。",
        ),
        Rule::BadAckInSynSent { seg_ack, snd_nxt, .. } => Words::new(
            "确认的不是这个 SYN",
            format!(
                "报文段的确认号是 {}，而确认{me}的 SYN 应当用 {}。它属于别的连接：回送 RST；如果它本身就是 RST，\
                 则只丢弃。",
                own(*seg_ack),
                own(*snd_nxt)
            ),
        ),
        Rule::RefusedInSynSent { .. } => Words::new(
            "连接被拒绝",
            format!("这个 RST 确认了{me}的 SYN，所以确实是对它的响应。通常的原因是那个端口上没有进程在监听。"),
        ),
        Rule::ResetWithoutAck => {
            Words::new("丢弃 RST", format!("这个 RST 没有确认{me}的 SYN，无法说明它是对这个 SYN 的响应，因此丢弃。"))
        }
        Rule::SynAckArrived { irs, rcv_nxt, snd_una } => Words::new(
            "收到 SYN,ACK",
            format!(
                "确认号 {} 说明{peer}已经收到{me}的 SYN。{peer}自己的 SYN 序号为 {}，所以接下来期望收到 {}。\
                 {me}这一边握手已经完成，而{peer}要等收到确认才能完成。",
                own(*snd_una),
                peers(*irs),
                peers(*rcv_nxt)
            ),
        ),
        Rule::SimultaneousOpen { irs, rcv_nxt } => Words::new(
            "两个 SYN 在途中交错",
            format!(
                "收到的 SYN 没有确认{me}自己的 SYN：双方同时打开了连接。{peer}的 SYN 序号为 {}，所以接下来期望收到 {}。",
                peers(*irs),
                peers(*rcv_nxt)
            ),
        ),
        Rule::NeitherSynNorReset => Words::new(
            "在 SYN-SENT 状态下丢弃",
            "在 SYN-SENT 状态下，只有 SYN 和 RST 有意义。这个报文段两者都没有，因此丢弃。",
        ),
        Rule::Unacceptable { seg_seq, seg_len, rcv_nxt, rcv_wnd, reset } => {
            let known = had_before(*seg_seq, *seg_len, *rcv_nxt);
            let why = match () {
                () if known => format!("{me}早已收到过这个报文段中的全部内容。"),
                () if *rcv_wnd == 0 => format!("{me}的接收窗口已经关闭。"),
                () => format!(
                    "{me}接收的序号是 {} 到 {}，这个报文段落在窗口之外。",
                    peers(*rcv_nxt),
                    peers(*rcv_nxt + (rcv_wnd - 1))
                ),
            };
            let answer = if *reset {
                "丢弃，对 RST 不作响应。".to_owned()
            } else {
                format!("丢弃，并用一个 ACK 告诉{peer}期望收到的序号：{}。", peers(*rcv_nxt))
            };
            let heading = if known { "没有新的内容" } else { "落在接收窗口之外" };
            Words::new(heading, format!("{why}{answer}"))
        }
        Rule::DuplicateSyn { seg_seq } => Words::new(
            "SYN 再次到达",
            format!(
                "序号为 {} 的 SYN 已经响应过，又来了一次，说明 SYN,ACK 可能丢失了，于是立即重传，常见的系统都这样做。\
                 按 RFC 的字面规定，应当只回送一个 ACK，让 SYN,ACK 等重传计时器到期再发。",
                peers(*seg_seq)
            ),
        ),
        Rule::SynAckInSynReceived { seg_seq, seg_ack } => Words::new(
            "同时打开时的 SYN,ACK",
            format!(
                "它的序号 {} 已经随那个在途中交错的 SYN 收到过了，但确认号 {} 是新的：它确认了{me}的 SYN，所以放行。",
                peers(*seg_seq),
                own(*seg_ack)
            ),
        ),
        Rule::WindowClosedForText { seg_seq, seg_len } => Words::new(
            "窗口已关闭",
            format!(
                "{me}没有接收空间，不接收报文段从 {} 开始的内容（占 {seg_len} 个序号）。ACK、URG 和 RST 仍然有效，\
                 并用一个 ACK 告诉{peer}当前的窗口。",
                peers(*seg_seq)
            ),
        ),
        Rule::CutAtRightEdge { kept, cut, fin, edge } => {
            let what = match (*cut, *fin) {
                (0, _) => "FIN".to_owned(),
                (cut, true) => format!("{cut} 个字节和 FIN"),
                (cut, false) => format!("{cut} 个字节"),
            };
            Words::new(
                "超出窗口的部分",
                format!(
                    "{me}的接收窗口到 {} 之前为止。报文段中有 {kept} 个字节在窗口之内，予以接收；超出的部分（{what}）被丢弃，\
                     需要重传。",
                    peers(*edge)
                ),
            )
        }
        Rule::ResetInSynReceived { back_to_listen: true } => {
            Words::new("握手途中收到 RST", format!("{me}是从 LISTEN 来的，现在回到 LISTEN，不必通知应用进程。"))
        }
        Rule::ResetInSynReceived { back_to_listen: false } => {
            Words::new("连接被拒绝", format!("{me}是主动打开的一方，所以要告诉应用进程：连接被拒绝。"))
        }
        Rule::Reset { seg_seq } => Words::new(
            "连接被复位",
            format!("RST 的序号恰好是期望的 {}，因此认定它是真的，连接立即终止。", peers(*seg_seq)),
        ),
        Rule::ResetIgnoredInTimeWait { seg_seq } => Words::new(
            "在 TIME-WAIT 状态下忽略 RST",
            format!(
                "RST 的序号正是期望的 {}，但它可能是旧的。如果照办，等待就会提前结束，而这段等待正是为了不让旧报文段进入新的连接。",
                peers(*seg_seq)
            ),
        ),
        Rule::ResetChallenged { seg_seq, rcv_nxt } => Words::new(
            "质询 RST",
            format!(
                "RST 的序号 {} 在窗口之内，却不等于 {}，局外人也可能猜中这样的序号。{me}用一个 ACK 来质询：\
                 如果{peer}真的已经没有连接，它的下一个 RST 就会带上正确的序号。",
                peers(*seg_seq),
                peers(*rcv_nxt)
            ),
        ),
        Rule::SynInSynReceived => {
            Words::new("握手途中又收到 SYN", format!("{me}是从 LISTEN 来的，窗口之内又来了一个 SYN，于是回到 LISTEN。"))
        }
        Rule::SynChallenged { seg_seq } => Words::new(
            "质询 SYN",
            format!(
                "连接已经存在，不该再出现 SYN，序号为 {} 的这个 SYN 可能是局外人发来的。{me}用一个 ACK 来质询：\
                 如果{peer}真的重新启动过，就会用 RST 响应它。",
                peers(*seg_seq)
            ),
        ),
        Rule::ChallengeSuppressed { limit, period } => Words::new(
            "质询 ACK 已达上限",
            format!(
                "本应发送质询 ACK，但{me}在 {}内最多发送 {limit} 个，现已用完，所以不作响应。",
                duration(*period, Zh)
            ),
        ),
        Rule::WithoutAck => Words::new(
            "没有 ACK 位",
            "除了最初的 SYN 和一部分 RST，一个连接的报文段都要把 ACK 置 1。没有 ACK 的报文段被丢弃。",
        ),
        Rule::AckUnacceptable { seg_ack, snd_nxt, oldest } => {
            let why = if snd_nxt.before(*seg_ack) {
                format!("而{me}还没有发送过 {} 之后的任何内容", own(snd_nxt.back(1)))
            } else {
                format!("而{me}不接受比 {} 更旧的确认号", own(*oldest))
            };
            Words::new(
                "确认号超出范围",
                format!(
                    "报文段的确认号是 {}，{why}。报文段被丢弃，并回送一个带有当前序号和确认号的 ACK。",
                    own(*seg_ack)
                ),
            )
        }
        Rule::BadAckInSynReceived { seg_ack, snd_nxt, .. } => Words::new(
            "确认的不是这个 SYN",
            format!(
                "确认{me}的 SYN 应当用 {}，而不是 {}：这个报文段属于别的连接，因此回送 RST。",
                own(*snd_nxt),
                own(*seg_ack)
            ),
        ),
        Rule::HandshakeAcknowledged { snd_una } => Words::new(
            "握手完成",
            format!(
                "确认号 {} 说明{peer}已经收到{me}的 SYN。至此双方都有了对方的初始序号，也都知道自己的已经送达。",
                own(*snd_una)
            ),
        ),
        Rule::AckAdvances { from, to, snd_nxt } => {
            let rest = *snd_nxt - *to;
            let rest = if rest == 0 {
                "已发送的内容现在全部得到确认。".to_owned()
            } else {
                format!("还有 {rest} 个序号等待确认。")
            };
            Words::new(
                "新的确认",
                format!("{peer}已经收到 {} 之前的全部内容，新确认了 {} 个序号。{rest}", own(*to), *to - *from),
            )
        }
        Rule::AckRepeats { seg_ack, .. } => Words::new(
            "重复确认",
            format!(
                "{peer}期望的仍然是 {}。可能是后面的报文段到了，而这一段丢失了，或者只是迟到；也可能只是途中又送来一个旧的 ACK。\
                 单凭一个重复确认还无法断定。",
                own(*seg_ack)
            ),
        ),
        Rule::WindowUpdated { to: 0, .. } => {
            Words::new("窗口关闭", format!("{peer}的接收缓冲区已满，在它重新给出窗口之前不能发送新的数据。"))
        }
        Rule::WindowUpdated { to, .. } => {
            Words::new("发送窗口", format!("从最早的未确认序号算起，{peer}最多接收 {to} 个字节。"))
        }
        Rule::FinAcknowledged { fin, seg_ack } => Words::new(
            "FIN 得到确认",
            format!(
                "{me}的 FIN 序号为 {}，确认号 {} 恰好在它之后，说明{peer}已经收到 FIN 以及此前的全部内容。",
                own(*fin),
                own(*seg_ack)
            ),
        ),
        Rule::UrgentArrived { rcv_up, ahead } => Words::new(
            "收到紧急数据的通知",
            format!(
                "{peer}把直到序号 {} 为止的数据标为紧急。立即通知应用进程：到那里为止还有 {ahead} 个字节没有读取。",
                peers(rcv_up.back(1))
            ),
        ),
        Rule::TextAccepted { from, len, held: 0, rcv_nxt, .. } => Words::new(
            "按序到达的数据",
            format!("{len} 个字节正好从期望的序号 {} 开始，接下来期望收到 {}。", peers(*from), peers(*rcv_nxt)),
        ),
        Rule::TextAccepted { from, len, held, rcv_nxt, .. } => Words::new(
            "缺口填上了",
            format!(
                "从 {} 开始缺少的 {} 个字节到了，先前暂存的 {held} 个字节随即接上：期望的序号一次前移 {len}，到达 {}。",
                peers(*from),
                len - held,
                peers(*rcv_nxt)
            ),
        ),
        Rule::OutOfOrder { seg_seq, len, rcv_nxt } => Words::new(
            "失序到达的数据",
            format!(
                "从 {} 开始的 {len} 个字节到了，但 {} 还没有到。到达的数据先暂存，期望的序号仍是 {}。",
                peers(*seg_seq),
                range(peers(*rcv_nxt), peers(seg_seq.back(1))),
                peers(*rcv_nxt)
            ),
        ),
        Rule::TooManyGaps { seg_seq, len, limit } => Words::new(
            "缺口太多",
            format!(
                "如果暂存从 {} 开始的 {len} 个字节，缺口就会超过{me}所能记录的 {limit} 个，因此丢弃，{peer}以后会重传。",
                peers(*seg_seq)
            ),
        ),
        Rule::TextHeldAlready { seg_seq, len, rcv_nxt } => Words::new(
            "已经暂存的数据",
            format!("从 {} 开始的 {len} 个字节先前已经到达并暂存。缺少的仍然是 {}。", peers(*seg_seq), peers(*rcv_nxt)),
        ),
        Rule::TextAfterFin { len } => {
            Words::new("FIN 之后的数据", format!("{peer}已经声明不再发送数据，所以这个报文段中的 {len} 个字节被忽略。"))
        }
        Rule::FinArrived { fin, rcv_nxt, held: true } => Words::new(
            "轮到先前收到的 FIN",
            format!(
                "{peer}的 FIN（序号 {}）早先已经到达，只是前面有缺口。现在缺口填上，FIN 开始生效：接下来是 {}，\
                 {peer}不会再发送数据了。",
                peers(*fin),
                peers(*rcv_nxt)
            ),
        ),
        Rule::FinArrived { fin, rcv_nxt, held: false } => Words::new(
            "收到 FIN",
            format!(
                "{peer}的 FIN 序号为 {}，它像一个字节那样占用这个序号，所以接下来是 {}。{peer}不会再发送数据了。",
                peers(*fin),
                peers(*rcv_nxt)
            ),
        ),
        Rule::FinBeyondGap { fin, rcv_nxt } => Words::new(
            "FIN 前面有缺口",
            format!(
                "{peer}的 FIN 序号为 {}，但它前面的 {} 还没有到。要等轮到它时，FIN 才算数。",
                peers(*fin),
                peers(*rcv_nxt)
            ),
        ),
        Rule::FinAgainInTimeWait { wait, .. } => Words::new(
            "FIN 再次到达",
            format!(
                "{peer}重传了 FIN，说明对它的确认没有及时到达。再确认一次，并重新开始等待 {}。TIME-WAIT 正是为此而设的。",
                duration(*wait, Zh)
            ),
        ),
        Rule::ChecksumMismatch { found, computed } => Words::new(
            "途中出现差错",
            format!(
                "首部中的校验和是 0x{found:04x}，而由这些字节算出的是 0x{computed:04x}：途中有内容被改变了。\
                 报文段被丢弃，不作任何响应；对发送方来说，这和丢失没有两样。"
            ),
        ),
        Rule::Malformed => {
            Words::new("不是合法的报文段", "其中的长度与实际的字节数不符。这些字节被丢弃，不作任何响应。")
        }
        Rule::TimerStarted { timer, span } => timers::started(scene, *timer, *span),
        Rule::RttMeasured { by, before, sample, computed, rto, .. } => {
            timers::measured(*by, before.is_none(), *sample, *computed, *rto)
        }
        Rule::NotMeasured { syn: true, seq, transmissions, .. } => timers::syn_not_measured(own(*seq), *transmissions),
        Rule::NotMeasured { syn: false, seq, transmissions, rto } => {
            timers::not_measured(own(*seq), *transmissions, *rto)
        }
        Rule::RtoAfterSynTimeout { rto } => timers::after_syn_timeout(*rto),
        Rule::RetransmissionTimeout { seq, expired, rto, transmissions, .. } => {
            timers::expired(scene, own(*seq), *expired, *rto, *transmissions)
        }
        Rule::GivenUp { transmissions, limit } => timers::given_up(scene, *transmissions, *limit),
        Rule::WindowProbe { snd_nxt, waited } => timers::window_probe(scene, own(*snd_nxt), *waited),
        Rule::TimeWaitOver { wait } => timers::time_wait_over(scene, *wait),
        Rule::Options(rule) => options::rule(scene, rule),
        Rule::Pacing(rule) => pacing::rule(scene, rule),
        Rule::Liveness(rule) => liveness::rule(scene, rule),
        Rule::Congestion(rule) => congestion::rule(scene, rule),
        Rule::Recovery(rule) => recovery::rule(scene, rule),
        Rule::Listener(rule) => listener::rule(rule),
        Rule::TimeWaitReopened { seg_seq, rcv_nxt, timestamps } => {
            world::reopened(scene, *seg_seq, *rcv_nxt, *timestamps)
        }
        Rule::TwoWayBelieved { iss } => world::believed(scene, *iss),
        Rule::TwoWayUnacknowledged { rcv_nxt } => world::unacknowledged(scene, *rcv_nxt),
        Rule::MemoryLost { state } => world::memory_lost(scene, *state),
    }
}

/// What is to be said where an ISS is chosen: as a lesson shows it, it may look as if it were always the same.
fn unpredictable(scene: &Scene) -> &'static str {
    if scene.is_relative() {
        "（用相对序号表示时 ISS 总是 0；首部里是一个局外人难以预测的 32 位数。）"
    } else {
        "真实的主机会让局外人难以预测这个数。"
    }
}
