//! The figure of the states in Chinese.

use tcp::State::{self, *};

use super::{Edge, Standing};

/// What a connection in `state` waits for.
pub(super) fn state(state: State) -> &'static str {
    match state {
        Closed => "没有连接，也没有保存连接的 TCB，只能从一次 OPEN 开始。",
        Listen => "服务器在等 SYN，谁发来的都可以。",
        SynSent => "自己的 SYN 已经发出，在等对方的 SYN 和对自己 SYN 的确认。",
        SynReceived => "双方的 SYN 都有了，在等对方确认自己的 SYN：收到了才说明对方真的在。",
        Established => "连接已经建立，双向都可以传数据，直到有一方关闭。",
        FinWait1 => "自己先关闭了，在等对方确认自己的 FIN，或者等对方的 FIN，或者两者一起到。",
        FinWait2 => "自己的 FIN 已被确认，在等对方的 FIN；在那之前对方的数据照收。",
        CloseWait => "对方已经关闭，在等本方程序关闭；在那之前仍然可以发送。",
        Closing => "双方的 FIN 在路上交错而过，在等对方确认自己的 FIN。",
        LastAck => "双方都关闭了，对方在先。在等对方确认自己的 FIN，等到就全部结束。",
        TimeWait => "该说的都说完了。再等 2 MSL：万一最后的 ACK 丢了可以重传，旧报文段也会在此期间消失。",
    }
}

/// What brings an edge about, and what follows.
pub(super) fn edge(edge: &Edge) -> &'static str {
    if edge.standing == Standing::CutOff {
        return cut_off(edge.from);
    }
    match (edge.from, edge.to) {
        (Closed, Listen) => "服务器程序被动打开（即 listen()）：建立 TCB，什么也不发。",
        (Closed, _) => "客户端程序主动打开（即 connect()）：选定 ISS，发出 SYN。",
        (Listen, SynReceived) => "收到 SYN。回应既确认它，又带上自己的 SYN，这是三次握手的第二步。",
        (Listen, SynSent) => "还没有人来连接，程序就要发送：被动打开变成主动打开。套接字接口没有对应的调用。",
        (Listen | SynSent, Closed) => "连接还没有建立，程序就关闭了：删除 TCB，什么也不发。",
        (SynSent, SynReceived) => "收到的 SYN 没有确认自己的 SYN：双方同时打开，两个 SYN 在路上交错而过。",
        (SynSent, _) => "收到 SYN,ACK。对它的确认是三次握手的第三步，本方的连接就此建立。",
        (SynReceived, Listen) => {
            "握手被 RST 或另一个 SYN 打断。因为是被动打开，所以回去等下一个来者（注 1）；若是主动打开，则进入 CLOSED。"
        }
        (SynReceived, Established) => "自己的 SYN 得到确认，握手完成，什么也不必发。",
        (SynReceived | Established, FinWait1) => "本方程序先关闭。交给 TCP 的最后一个字节之后，跟着发出 FIN。",
        (Established, _) => "对方先关闭。对方的 FIN 立即得到确认，自己的 FIN 要等本方程序关闭。",
        (FinWait1, FinWait2) => "自己的 FIN 得到确认。对方还可以继续发送，所以只有等待。",
        (FinWait1, Closing) => "对方的 FIN 到了，却没有确认自己的 FIN：双方同时关闭，两个 FIN 在路上交错而过。",
        (FinWait1, _) => {
            "一个报文段做了两件事：确认自己的 FIN，又带来对方的 FIN。图中省略了这条边（注 2）。先处理 ACK 再处理 FIN，\
             所以在这一瞬间其实经过了 FIN-WAIT-2。"
        }
        (FinWait2, _) => "对方也关闭了。确认它的 FIN，然后开始等 2 MSL。",
        (CloseWait, _) => "本方程序也关闭了。交给 TCP 的最后一个字节之后，跟着发出 FIN。",
        (Closing, _) => "对方的 FIN 之后，对自己 FIN 的确认也到了，开始等 2 MSL。",
        (LastAck, _) => "自己的 FIN 得到确认。后关闭的一方不必再等：对方的 TIME-WAIT 守护着双方。",
        _ => "2 MSL 过去，对方再无动静：删除 TCB，端口可以重新使用。",
    }
}

fn cut_off(from: State) -> &'static str {
    match from {
        Listen => "程序中止。还没有人来连接，所以不必通知任何人。",
        SynSent => "没有连上：对方以 RST 拒绝，SYN 一直没有回应而放弃，或者程序中止。",
        SynReceived => "握手中断：主动打开之后收到 RST，SYN,ACK 一直没有回应而放弃，或者程序中止。",
        FinWait2 => "收到 RST，程序中止，或者在没有人再读取之后，对方的 FIN 迟迟不来，超过了系统允许的时间。",
        Closing | LastAck => "双方本来都已关闭：RST、程序中止或者放弃重传 FIN，只是让它提前结束。",
        TimeWait => "RST 或程序中止缩短了等待，这条连接的旧报文段可能还没有消失。",
        _ => "连接被切断：收到 RST，程序中止，或者发出的内容一直没有回应而放弃。还在路上的数据就丢了。",
    }
}
