//! Names of the numbers and choices with which a TCP is set up.

use lessons::Lang;

/// Each by its id, in English and in Chinese.
const NAMES: [(&str, &str, &str); 52] = [
    ("mss", "MSS announced", "通告的 MSS"),
    ("receive-buffer", "Receive buffer", "接收缓冲区"),
    ("send-buffer", "Send buffer", "发送缓冲区"),
    ("window-scale", "Window scale", "窗口扩大"),
    ("timestamps", "Timestamps, one tick each (0: off)", "时间戳，每跳时长（0 为关）"),
    ("sack", "SACK", "SACK"),
    ("ecn", "ECN", "ECN"),
    ("delayed-ack", "Delayed ACK (0: off)", "延迟确认（0 为关）"),
    ("nagle", "Nagle's algorithm", "Nagle 算法"),
    ("silly-window", "Override timeout of silly-window avoidance", "糊涂窗口避免的超时"),
    ("congestion", "Congestion control", "拥塞控制"),
    ("initial-window", "Initial window", "初始窗口"),
    ("rto-initial", "RTO before any measurement", "尚无测量时的 RTO"),
    ("rto-min", "Least RTO", "RTO 下限"),
    ("rto-max", "Largest RTO", "RTO 上限"),
    ("rto-after-syn", "RTO for data after the SYN timed out", "SYN 超时后数据的 RTO"),
    ("granularity", "G, the clock's granularity", "G，时钟粒度"),
    ("r1", "R1, retransmissions until the network is told", "R1，重传几次后通知网络层"),
    ("r2", "R2, until the connection is given up", "R2，多久后放弃连接"),
    ("r2-times", "… or after how many retransmissions", "……或重传几次后放弃"),
    ("r2-syn", "R2 for a SYN", "SYN 的 R2"),
    ("r2-syn-times", "… or after how many retransmissions of it", "……或重传 SYN 几次后放弃"),
    ("user-timeout", "User timeout (0: none)", "用户超时（0 为无）"),
    ("keep-alive-idle", "Keep-alive: idle time", "保活：空闲时间"),
    ("keep-alive-interval", "Keep-alive: between probes", "保活：探测间隔"),
    ("keep-alive-probes", "Keep-alive: probes", "保活：探测次数"),
    ("msl", "MSL: TIME-WAIT lasts twice this", "MSL：TIME-WAIT 为其两倍"),
    ("fin-wait-2", "FIN-WAIT-2 of a released socket (0: no limit)", "套接字释放后的 FIN-WAIT-2（0 为不限）"),
    ("time-wait-reset", "A reset in TIME-WAIT", "TIME-WAIT 中收到复位"),
    ("challenge-acks", "Challenge ACKs at most", "质询 ACK 上限"),
    ("challenge-period", "… within", "……的时间窗"),
    ("duplicate-syn", "A SYN again in SYN-RECEIVED is answered by", "SYN-RECEIVED 中重来的 SYN 用什么回答"),
    ("closes", "ends it", "结束它"),
    ("ignored", "is ignored (RFC 1337)", "忽略（RFC 1337）"),
    ("ack", "an ACK", "ACK"),
    ("syn-ack", "the SYN,ACK again", "重传 SYN,ACK"),
    ("fin-ack", "The peer's FIN is acknowledged", "确认对方的 FIN"),
    ("at-once", "at once", "立即"),
    ("delayed", "delayed, as text may be", "可以延迟，与数据一样"),
    ("time-wait-syn", "A SYN in TIME-WAIT, where a socket listens", "有套接字在监听时，TIME-WAIT 中收到 SYN"),
    ("challenged", "is challenged (RFC 5961)", "用质询 ACK 回答（RFC 5961）"),
    ("reopens", "opens a new connection, if it is no old one", "不是旧 SYN 就建立新连接"),
    ("handshaking", "A connection opens with", "建立连接用"),
    ("three-way", "three segments", "三次握手"),
    ("two-way", "two segments, which is not TCP", "两次握手（不是 TCP）"),
    ("syn-queue", "A listening socket of its own: SYN queue", "单独的监听套接字：SYN 队列长度"),
    ("accept-queue", "… accept queue", "……accept 队列长度"),
    ("cookies", "… SYN cookies", "……SYN cookie"),
    ("cookies-never", "never", "从不使用"),
    ("cookies-when-full", "when the SYN queue is full", "SYN 队列满时使用"),
    ("cookies-always", "always", "总是使用"),
    ("isn-secret", "Secret of the ISN, which then replaces ISS (RFC 6528)", "ISN 的密钥，设定后代替 ISS（RFC 6528）"),
];

/// What is called so in `lang`. What has no name of its own is named by its id.
pub(crate) fn setting(id: &'static str, lang: Lang) -> &'static str {
    let named = NAMES.iter().find(|(of, ..)| *of == id);
    match (named, lang) {
        (Some((_, en, _)), Lang::En) => en,
        (Some((_, _, zh)), Lang::Zh) => zh,
        (None, _) => id,
    }
}
