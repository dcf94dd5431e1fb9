//! Words of the ladder.

use lessons::Lang;
use sim::{PhaseKind, SegmentRef, Side};

use crate::view::ladder::facts::Fate;

/// The words, in one language.
pub(crate) struct LadderLabels {
    pub(crate) ladder: &'static str,
    pub(crate) client: &'static str,
    pub(crate) server: &'static str,
    /// A segment by its sender and its number.
    pub(crate) segment: fn(SegmentRef) -> String,
    pub(crate) retransmission: &'static str,
    /// The same where there is little room.
    pub(crate) again: &'static str,
    pub(crate) by_hand: &'static str,
    pub(crate) lost: &'static str,
    pub(crate) queue_full: &'static str,
    pub(crate) corrupted: &'static str,
    pub(crate) duplicate: &'static str,
    pub(crate) delivered: &'static str,
    pub(crate) in_flight: &'static str,
    /// What was sent later has arrived before it.
    pub(crate) overtaken: &'static str,
    pub(crate) drop: &'static str,
    /// The same where its segment is named beside it.
    pub(crate) drop_it: &'static str,
    pub(crate) delay: &'static str,
    pub(crate) delay_by: fn(u32) -> String,
    pub(crate) send_twice: &'static str,
    pub(crate) corrupt: &'static str,
    pub(crate) reorder: &'static str,
    pub(crate) mark_ce: &'static str,
    /// Opens the menu with all of these.
    pub(crate) change: &'static str,
    pub(crate) let_through: &'static str,
    pub(crate) unselect: &'static str,
    /// What can be done while watching.
    pub(crate) watch_hint: &'static str,
    /// The same before anything has been sent.
    pub(crate) empty_hint: &'static str,
    /// What can be done while predicting.
    pub(crate) predict_hint: &'static str,
    pub(crate) keys_hint: &'static str,
    /// A state with the name that netstat prints.
    pub(crate) state: fn(&str, &str) -> String,
    pub(crate) rto: &'static str,
    pub(crate) probe: &'static str,
    pub(crate) ack_delay: &'static str,
    pub(crate) silly_window: &'static str,
    pub(crate) keep_alive: &'static str,
    pub(crate) user: &'static str,
    pub(crate) running: &'static str,
    pub(crate) expired: &'static str,
    pub(crate) opening: &'static str,
    pub(crate) transfer: &'static str,
    pub(crate) recovery: &'static str,
    pub(crate) closing: &'static str,
    pub(crate) waiting: &'static str,
    pub(crate) tools: &'static str,
    pub(crate) phase_back: &'static str,
    pub(crate) phase_on: &'static str,
    pub(crate) zoom_in: &'static str,
    pub(crate) zoom_out: &'static str,
    pub(crate) zoom_reset: &'static str,
    pub(crate) map: &'static str,
}

/// The words in `lang`.
pub(crate) fn ladder(lang: Lang) -> &'static LadderLabels {
    match lang {
        Lang::En => &EN,
        Lang::Zh => &ZH,
    }
}

impl LadderLabels {
    pub(crate) fn side(&self, side: Side) -> &'static str {
        match side {
            Side::Client => self.client,
            Side::Server => self.server,
        }
    }

    pub(crate) fn phase(&self, kind: PhaseKind) -> &'static str {
        match kind {
            PhaseKind::Opening => self.opening,
            PhaseKind::Transfer => self.transfer,
            PhaseKind::Recovery => self.recovery,
            PhaseKind::Closing => self.closing,
            PhaseKind::Waiting => self.waiting,
        }
    }

    pub(crate) fn fate(&self, fate: Fate) -> &'static str {
        match fate {
            Fate::InFlight => self.in_flight,
            Fate::Delivered => self.delivered,
            Fate::Lost => self.lost,
            Fate::QueueFull => self.queue_full,
            Fate::Corrupted => self.corrupted,
            Fate::Duplicate => self.duplicate,
        }
    }
}

const EN: LadderLabels = LadderLabels {
    ladder: "Ladder of segments: time runs down, the client is left, the server right",
    client: "Client",
    server: "Server",
    segment: |id| {
        let nth = id.nth.to_string();
        let whose = match (id.forged, id.from) {
            (true, Side::Client) => return ["Made by hand ", &nth, ", as if from the client"].concat(),
            (true, Side::Server) => return ["Made by hand ", &nth, ", as if from the server"].concat(),
            (false, Side::Client) => "Client's ",
            (false, Side::Server) => "Server's ",
        };
        let ending = match (id.nth % 10, id.nth % 100) {
            (_, 11..=13) => "th",
            (1, _) => "st",
            (2, _) => "nd",
            (3, _) => "rd",
            _ => "th",
        };
        [whose, &nth, ending, " segment"].concat()
    },
    retransmission: "retransmission",
    again: "again",
    by_hand: "by hand",
    lost: "lost",
    queue_full: "queue full",
    corrupted: "corrupted",
    duplicate: "duplicate",
    delivered: "delivered",
    in_flight: "in flight",
    overtaken: "overtaken",
    drop: "Drop this segment",
    drop_it: "Drop it",
    delay: "Delay it",
    delay_by: |ms| ["Delay it by ", &time_line(u64::from(ms) * 1_000_000)].concat(),
    send_twice: "Deliver it twice",
    corrupt: "Flip a bit of it",
    reorder: "Let the next one overtake it",
    mark_ce: "Mark it CE (congestion)",
    change: "Change",
    let_through: "Let it through",
    unselect: "Unselect",
    watch_hint: "Click a segment to drop, delay or double it; drag its head down to delay it, aside to drop it.",
    empty_hint: "Play or step: segments appear as they are sent. Any of them can then be dropped.",
    predict_hint: "Predicting: the ladder stops before the segment you are asked for. Dropping is off.",
    keys_hint: "Arrow keys go from segment to segment, Enter selects, M opens the menu. D drops, W delays, T delivers \
                twice, X flips a bit, R lets the next one overtake, E marks CE; the same key again lets it through.",
    state: |name, netstat| [name, " (netstat: ", netstat, ")"].concat(),
    rto: "RTO",
    probe: "probe",
    ack_delay: "ACK delay",
    silly_window: "override",
    keep_alive: "keep-alive",
    user: "user timeout",
    running: "running",
    expired: "expired",
    opening: "opening",
    transfer: "transfer",
    recovery: "recovery",
    closing: "closing",
    waiting: "waiting",
    tools: "Phases and length of the ladder",
    phase_back: "To the phase before",
    phase_on: "To the next phase",
    zoom_in: "Longer: more room between segments",
    zoom_out: "Shorter: more of the exchange in view",
    zoom_reset: "Usual length",
    map: "The whole exchange: which part is in view",
};

const ZH: LadderLabels = LadderLabels {
    ladder: "报文段时序图：时间自上而下，左边是客户端，右边是服务器",
    client: "客户端",
    server: "服务器",
    segment: |id| {
        let nth = id.nth.to_string();
        let whose = match (id.forged, id.from) {
            (true, Side::Client) => return ["手工报文段 ", &nth, "，冒充客户端"].concat(),
            (true, Side::Server) => return ["手工报文段 ", &nth, "，冒充服务器"].concat(),
            (false, Side::Client) => "客户端第 ",
            (false, Side::Server) => "服务器第 ",
        };
        [whose, &nth, " 个报文段"].concat()
    },
    retransmission: "重传",
    again: "重传",
    by_hand: "手工",
    lost: "丢失",
    queue_full: "队列已满",
    corrupted: "损坏",
    duplicate: "重复",
    delivered: "已送达",
    in_flight: "在途",
    overtaken: "乱序",
    drop: "丢弃这个报文段",
    drop_it: "丢弃",
    delay: "让它晚到",
    delay_by: |ms| ["让它晚到 ", &time_line(u64::from(ms) * 1_000_000)].concat(),
    send_twice: "让它到达两次",
    corrupt: "翻转它的一个比特",
    reorder: "让下一个先到",
    mark_ce: "标记 CE（拥塞）",
    change: "改动",
    let_through: "让它通过",
    unselect: "取消选择",
    watch_hint: "点选报文段即可丢弃、延迟或重复它；把箭头向下拖是延迟，拖向一旁是丢弃。",
    empty_hint: "播放或单步前进：报文段发出后会画在这里，任何一个都可以丢弃。",
    predict_hint: "预测中：时序图停在要你预测的报文段之前，此时不能丢弃。",
    keys_hint: "方向键在报文段之间移动，回车选中，M 打开菜单。D 丢弃，W 延迟，T 到达两次，X 翻转比特，R 让下一个先到，\
                E 标记 CE；再按一次同一个键则放行。",
    state: |name, netstat| [name, "（netstat 中为 ", netstat, "）"].concat(),
    rto: "RTO",
    probe: "探测",
    ack_delay: "延迟确认",
    silly_window: "糊涂窗口",
    keep_alive: "保活",
    user: "用户超时",
    running: "计时中",
    expired: "已超时",
    opening: "建立连接",
    transfer: "数据传送",
    recovery: "丢失恢复",
    closing: "关闭连接",
    waiting: "等待",
    tools: "阶段与时序图的长度",
    phase_back: "上一阶段",
    phase_on: "下一阶段",
    zoom_in: "拉长：报文段之间更宽松",
    zoom_out: "缩短：一次看到更多",
    zoom_reset: "恢复原来的长度",
    map: "全程缩略图：当前看到的是哪一段",
};

/// A moment or a span: "10 ms", "1.16 s", "4 min" and what is left of it. Units are the same in both languages.
pub(crate) fn time(nanos: u64) -> (String, Option<String>) {
    const MINUTE: u64 = 60_000;
    // To the whole millisecond, as far as that is not nothing.
    let ms = nanos.saturating_add(500_000) / 1_000_000;
    if ms < 1000 {
        return ([ms.to_string().as_str(), " ms"].concat(), None);
    }
    if ms < MINUTE {
        return (seconds(ms, 3), None);
    }
    // What is left of a minute is shown to a tenth.
    let ms = (ms + 50) / 100 * 100;
    let rest = ms % MINUTE;
    ([(ms / MINUTE).to_string().as_str(), " min"].concat(), (rest > 0).then(|| seconds(rest, 1)))
}

/// The same on one line.
pub(crate) fn time_line(nanos: u64) -> String {
    match time(nanos) {
        (first, Some(second)) => [first.as_str(), " ", &second].concat(),
        (only, None) => only,
    }
}

/// Milliseconds as seconds, with at most so many decimals and no zeros at their end.
fn seconds(ms: u64, decimals: usize) -> String {
    let mut text = (ms / 1000).to_string();
    let thousandths = (1000 + ms % 1000).to_string();
    let decimals = thousandths[1..=decimals].trim_end_matches('0');
    if !decimals.is_empty() {
        text.push('.');
        text.push_str(decimals);
    }
    text.push_str(" s");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_people_write_them() {
        const MS: u64 = 1_000_000;
        for (nanos, line) in [
            (0, "0 ms"),
            (10 * MS, "10 ms"),
            (999 * MS, "999 ms"),
            (1000 * MS, "1 s"),
            (1160 * MS, "1.16 s"),
            (59_001 * MS, "59.001 s"),
            (240_000 * MS, "4 min"),
            (240_290 * MS, "4 min 0.3 s"),
            (119_980 * MS, "2 min"),
            (303_000 * MS, "5 min 3 s"),
        ] {
            assert_eq!(time_line(nanos), line);
        }
    }

    #[test]
    fn segments_have_ordinals_in_english() {
        let named = |nth| (EN.segment)(SegmentRef::new(Side::Client, nth));
        for (nth, ordinal) in
            [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (22, "22nd"), (113, "113th")]
        {
            assert_eq!(named(nth), format!("Client's {ordinal} segment"));
        }
    }
}
