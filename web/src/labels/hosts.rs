//! The words of the host panels: buffers, timers and programs. TCB variables keep their RFC names in every language.

use lessons::Lang;
use sim::{Call, Side};
use tcp::Timer;

/// The words of the host panels in one language. `{}` stands for a value.
pub(crate) struct HostLabels {
    client: &'static str,
    server: &'static str,
    pub(crate) state: &'static str,
    pub(crate) netstat: &'static str,
    pub(crate) changed: &'static str,
    pub(crate) tcb: &'static str,
    pub(crate) no_tcb: &'static str,
    pub(crate) no_peer_yet: &'static str,
    pub(crate) not_measured: &'static str,
    pub(crate) hidden: &'static str,
    pub(crate) send_stream: &'static str,
    pub(crate) receive_stream: &'static str,
    pub(crate) acknowledged: &'static str,
    pub(crate) in_flight: &'static str,
    pub(crate) unsent: &'static str,
    pub(crate) delivered: &'static str,
    pub(crate) unread: &'static str,
    pub(crate) held: &'static str,
    pub(crate) free: &'static str,
    pub(crate) no_octets: &'static str,
    pub(crate) details: &'static str,
    pub(crate) timers: &'static str,
    pub(crate) no_timer: &'static str,
    pub(crate) fires_in: &'static str,
    pub(crate) retransmission: &'static str,
    pub(crate) persist: &'static str,
    pub(crate) time_wait: &'static str,
    delayed_ack: &'static str,
    silly_window: &'static str,
    keep_alive: &'static str,
    user: &'static str,
    pub(crate) program: &'static str,
    pub(crate) blocks: &'static str,
    pub(crate) next: &'static str,
    pub(crate) failed: &'static str,
    pub(crate) done: &'static str,
    pub(crate) received: &'static str,
    pub(crate) more: &'static str,
    /// Whole minutes.
    pub(crate) minutes: &'static str,
    pub(crate) minutes_and_seconds: &'static str,
    pub(crate) seconds: &'static str,
    pub(crate) milliseconds: &'static str,
}

const EN: HostLabels = HostLabels {
    client: "Client",
    server: "Server",
    state: "State",
    netstat: "netstat: {}",
    changed: "changed",
    tcb: "TCB variables",
    no_tcb: "There is no value: {} has no TCB that holds it.",
    no_peer_yet: "There is no value yet: the peer's SYN, which sets it, has not arrived.",
    not_measured: "No round trip has been measured yet.",
    hidden: "Hidden until you have answered",
    send_stream: "Octets to send",
    receive_stream: "Octets received",
    acknowledged: "acknowledged",
    in_flight: "in flight",
    unsent: "not sent yet",
    delivered: "read by the program",
    unread: "not read yet",
    held: "held beyond a gap",
    free: "free in the buffer",
    no_octets: "none yet",
    details: "Details",
    timers: "Timers",
    no_timer: "none runs",
    fires_in: "fires in {}",
    retransmission: "RTO",
    persist: "Persist",
    time_wait: "2 MSL",
    delayed_ack: "Delayed ACK",
    silly_window: "Override",
    keep_alive: "Keep-alive",
    user: "User timeout",
    program: "Program",
    blocks: "blocks",
    next: "next",
    failed: "failed",
    done: "The program is done.",
    received: "It has received {} octets.",
    more: "Show variables, buffers and program",
    minutes: "{} min",
    minutes_and_seconds: "{} min {} s",
    seconds: "{} s",
    milliseconds: "{} ms",
};

const ZH: HostLabels = HostLabels {
    client: "客户端",
    server: "服务器",
    state: "状态",
    netstat: "netstat：{}",
    changed: "有变化",
    tcb: "TCB 变量",
    no_tcb: "没有值：{} 状态下没有保存它的 TCB。",
    no_peer_yet: "还没有值：它由对方的 SYN 设定，而 SYN 还没有到。",
    not_measured: "还没有测得往返时间。",
    hidden: "答题之后才显示",
    send_stream: "发送的字节",
    receive_stream: "接收的字节",
    acknowledged: "已确认",
    in_flight: "已发未确认",
    unsent: "尚未发送",
    delivered: "程序已读取",
    unread: "尚未读取",
    held: "失序暂存",
    free: "缓存空闲",
    no_octets: "还没有",
    details: "详情",
    timers: "计时器",
    no_timer: "没有在运行",
    fires_in: "还有 {}",
    retransmission: "重传 RTO",
    persist: "持续",
    time_wait: "2 MSL",
    delayed_ack: "延迟确认",
    silly_window: "糊涂窗口",
    keep_alive: "保活",
    user: "用户超时",
    program: "程序",
    blocks: "阻塞",
    next: "下一行",
    failed: "失败",
    done: "程序已结束。",
    received: "共收到 {} 个字节。",
    more: "显示变量、缓存和程序",
    minutes: "{} 分钟",
    minutes_and_seconds: "{} 分 {} 秒",
    seconds: "{} s",
    milliseconds: "{} ms",
};

impl HostLabels {
    /// The words in `lang`.
    pub(crate) fn of(lang: Lang) -> &'static HostLabels {
        match lang {
            Lang::En => &EN,
            Lang::Zh => &ZH,
        }
    }

    /// The name of the host on `side`.
    pub(crate) fn host(&self, side: Side) -> &'static str {
        match side {
            Side::Client => self.client,
            Side::Server => self.server,
        }
    }

    /// The name of a timer.
    pub(crate) fn timer(&self, timer: Timer) -> &'static str {
        match timer {
            Timer::Retransmission => self.retransmission,
            Timer::Persist => self.persist,
            Timer::TimeWait => self.time_wait,
            Timer::DelayedAck => self.delayed_ack,
            Timer::SillyWindow => self.silly_window,
            Timer::KeepAlive => self.keep_alive,
            Timer::User => self.user,
            Timer::FinWait2 => "FIN-WAIT-2",
        }
    }
}

/// A socket call as a line of C, the same in every language.
pub(crate) fn code(call: &Call) -> String {
    match call {
        Call::Listen => "listen()".into(),
        Call::Accept => "accept()".into(),
        Call::Connect => "connect()".into(),
        Call::Send { .. } => format!("send({})", call.octet_count()),
        Call::Recv { octets } => format!("recv({octets})"),
        Call::RecvToEnd => "while (recv())".into(),
        Call::SendUrgent { .. } => format!("send({}, MSG_OOB)", call.octet_count()),
        Call::Close => "close()".into(),
        // Nobody reads any more, as when the program ends.
        Call::Release => "exit()".into(),
        Call::Abort => "abort()".into(),
        Call::Sleep { ms } => format!("sleep({ms} ms)"),
    }
}
