//! What each variable is and what depends on it, in Chinese.

use tcp::Timer;

use super::absence::Absence;
use super::{Stage, Variable};

/// The name of what has none in the RFCs.
pub(super) fn name(variable: Variable) -> &'static str {
    match variable {
        Variable::State => "状态",
        Variable::Stage => "阶段",
        Variable::DuplicateAcks => "重复 ACK",
        Variable::Timer(timer) => match timer {
            Timer::Retransmission => "重传计时器",
            Timer::Persist => "持续计时器",
            Timer::DelayedAck => "延迟确认计时器",
            Timer::SillyWindow => "糊涂窗口超越计时器",
            Timer::KeepAlive => "保活计时器",
            Timer::User => "用户超时",
            Timer::FinWait2 => "FIN-WAIT-2 计时器",
            Timer::TimeWait => "TIME-WAIT 计时器",
        },
        _ => "",
    }
}

pub(super) fn in_use(in_use: bool) -> &'static str {
    if in_use { "启用" } else { "未启用" }
}

pub(super) fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::SlowStart => "慢启动",
        Stage::Avoidance => "拥塞避免",
        Stage::Recovery => "快速恢复",
        Stage::Loss => "超时之后",
    }
}

pub(super) fn absence(absence: Absence) -> &'static str {
    match absence {
        Absence::NoTcb => "没有值：在这个状态下没有保存它的 TCB。",
        Absence::NoPeer => "还没有值：它由对方的 SYN 设定，而 SYN 还没有到。",
        Absence::NoAck => "还没有值：带 ACK 的报文段才会设定它，现在还没有收到。",
        Absence::NotMeasured => "还没有值：尚未测得往返时间。",
        Absence::NotAgreed => "没有值：双方的 SYN 没有就它达成一致。",
        Absence::NothingUrgent => "没有值：现在没有紧急数据。",
        Absence::NothingLost => "没有值：现在没有要恢复的丢失。",
        Absence::NotRunning => "这个计时器没有在运行。",
    }
}

/// What it is.
pub(super) fn meaning(variable: Variable) -> &'static str {
    match variable {
        Variable::State => "这一端处在连接的哪个阶段。",
        Variable::SndUna => "最早的一个已发送而对方尚未确认的序号。它之前的内容都已送达。",
        Variable::SndNxt => "下一个新字节将要使用的序号。",
        Variable::SndWnd => "发送窗口：从 SND.UNA 起对方愿意接收多少字节。它取自对方报文段的窗口字段。",
        Variable::SndWl1 => "最近一次更新 SND.WND 的报文段的 SEG.SEQ。",
        Variable::SndWl2 => "最近一次更新 SND.WND 的报文段的 SEG.ACK。",
        Variable::SndUp => "发送紧急指针：最后一个紧急字节之后的序号。",
        Variable::Iss => "初始发送序号：本方 SYN 的序号。真实主机随机选取，使人无法猜中；这里由场景给定。",
        Variable::RcvNxt => "期望收到的下一个序号。它之前的内容已全部收到，没有缺口。",
        Variable::RcvWnd => "接收窗口：从 RCV.NXT 起本方愿意接收多少字节。",
        Variable::RcvUp => "接收紧急指针：对方最后一个紧急字节之后的序号。",
        Variable::Irs => "初始接收序号：对方 SYN 的序号。",
        Variable::Cwnd => "拥塞窗口：本方估计路径能承受多少在途字节。",
        Variable::Ssthresh => "慢启动阈值：cwnd 低于它时增长快，达到它之后增长慢。",
        Variable::FlightSize => "已经发送而尚未确认的字节数。",
        Variable::Pipe => "对路径上字节数的估计：已发未确认的，减去 SACK 报告已到达的和判定丢失的，再加上重传的。",
        Variable::Stage => "现在由哪个算法调整 cwnd。",
        Variable::DuplicateAcks => "有数据在途时，连续有多少个 ACK 重复了 SND.UNA。",
        Variable::Recover => "发现丢失时已发送的最大序号（使用 SACK 时称为 RecoveryPoint）。它得到确认，恢复就结束。",
        Variable::Rto => "重传超时：等待确认的时长。",
        Variable::Srtt => "平滑往返时间：每次新的测量占八分之一的平均值。",
        Variable::Rttvar => "往返时间偏差：测量值与 SRTT 相差多少。",
        Variable::SendMss => "有效发送 MSS：本方一个报文段最多携带多少数据。",
        Variable::SndShift => "把对方的窗口字段左移多少位。",
        Variable::RcvShift => "把自己的窗口右移多少位再写入窗口字段。",
        Variable::Sack => "接收方能否报告缺口之后收到的内容（选择确认）。",
        Variable::TsRecent => "本方在下一个报文段里回送的对方时间戳。",
        Variable::Ecn => "路由器能否用标记代替丢弃（显式拥塞通知）。",
        Variable::Timer(timer) => match timer {
            Timer::Retransmission => "等待最早的在途报文段得到确认。",
            Timer::Persist => "等待对方打开已关闭的窗口。",
            Timer::DelayedAck => "暂缓确认，等自己的数据或者第二个报文段同行。",
            Timer::SillyWindow => "暂缓发送小报文段，等窗口有更大的空间。",
            Timer::KeepAlive => "等待对方仍然在线的任何迹象。",
            Timer::User => "等待确认，直到应用进程允许的时限。",
            Timer::FinWait2 => "本方已无人读取，仍在等待对方的 FIN。",
            Timer::TimeWait => "等待 2 MSL，让本连接的旧报文段在网络中消失。",
        },
    }
}

/// What depends on it.
pub(super) fn used_for(variable: Variable) -> &'static str {
    match variable {
        Variable::State => "它决定接受哪些报文段、允许哪些调用、如何应答。",
        Variable::SndUna => {
            "只有 SND.UNA < SEG.ACK ≤ SND.NXT 的 ACK 才确认了新数据。从这里起的报文段要保留以备重传，发送窗口也从这里开始。"
        }
        Variable::SndNxt => "每个新报文段的 SEG.SEQ。SND.NXT − SND.UNA 就是在途的字节数。",
        Variable::SndWnd => "新数据最多只能发到 SND.UNA + SND.WND。为 0 时只能发送探测。",
        Variable::SndWl1 | Variable::SndWl2 => "防止在途中被超越的旧报文段把窗口改回旧值。",
        Variable::SndUp => "只要它还在前面，报文段就带 URG 并指向它。",
        Variable::Iss => "SND.UNA 和 SND.NXT 从它开始；第一个数据字节的序号是 ISS + 1。",
        Variable::RcvNxt => "本方发送的每个报文段的 SEG.ACK。在它之前的已经收到过，在它之后的要等缺口补上。",
        Variable::RcvWnd => "本方发送的每个报文段的窗口字段。报文段落在 RCV.NXT 与 RCV.NXT + RCV.WND 之间才被接受。",
        Variable::RcvUp => "应用进程得知：到这个序号为止的数据要尽快处理。",
        Variable::Irs => "RCV.NXT 从 IRS + 1 开始。",
        Variable::Cwnd => "在途的字节数既不能超过 cwnd，也不能超过 SND.WND。",
        Variable::Ssthresh => "它是慢启动与拥塞避免的分界。",
        Variable::FlightSize => "它与 cwnd、SND.WND 一起决定能否再发送；发生丢失时 ssthresh 取它的一半。",
        Variable::Pipe => "用 SACK 恢复丢失时，只要 pipe 在 cwnd 之内还有余量就可以再发送报文段。",
        Variable::Stage => "它决定每个 ACK 使 cwnd 改变多少。",
        Variable::DuplicateAcks => "收到第三个就认为报文段丢失，不等计时器到期立即重传。",
        Variable::Recover => "在此之前再来的重复 ACK 不表示新的丢失。",
        Variable::Rto => "重传计时器以它启动。每次到期，RTO 加倍。",
        Variable::Srtt | Variable::Rttvar => "RTO = SRTT + max(G, 4 × RTTVAR)。",
        Variable::SendMss => "更长的数据按这个长度分段；cwnd 也以它为单位增长。",
        Variable::SndShift => "SND.WND = SEG.WND << Snd.Wind.Shift，SYN 除外。",
        Variable::RcvShift => "SEG.WND = RCV.WND >> Rcv.Wind.Shift，SYN 除外。",
        Variable::Sack => "有了它，只重传真正缺少的部分。",
        Variable::TsRecent => "对方靠它的回送测量往返时间；时间戳更旧的报文段被丢弃（PAWS）。",
        Variable::Ecn => "接收方回送标记，发送方就在丢失发生之前减小 cwnd。",
        Variable::Timer(timer) => match timer {
            Timer::Retransmission => "重传最早的报文段，RTO 加倍，cwnd 降到一个报文段。",
            Timer::Persist => "发送探测，让对方报告窗口。",
            Timer::DelayedAck => "单独发送确认。",
            Timer::SillyWindow => "不论多少，窗口容得下的都发送出去。",
            Timer::KeepAlive => "发送探测，询问对方是否仍在线。",
            Timer::User => "放弃连接。",
            Timer::FinWait2 => "不再保留连接。",
            Timer::TimeWait => "删除 TCB，进入 CLOSED。",
        },
    }
}
