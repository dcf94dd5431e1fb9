//! Words of the ladder.

use lessons::Lang;
use sim::{PhaseKind, SegmentRef, Side};

use crate::model::{Obstacle, Said, Will};
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
    pub(crate) flood: &'static str,
    pub(crate) lost: &'static str,
    pub(crate) queue_full: &'static str,
    pub(crate) corrupted: &'static str,
    pub(crate) duplicate: &'static str,
    pub(crate) delivered: &'static str,
    pub(crate) in_flight: &'static str,
    /// What was sent later has arrived before it.
    pub(crate) overtaken: &'static str,
    will: fn(Will) -> &'static str,
    /// Of a segment and what will happen to it.
    went_back: fn(&str, &str) -> String,
    /// Of a segment and the reason.
    cannot: fn(&str, &str) -> String,
    no_stop_set: &'static str,
    no_stop_ahead: &'static str,
    is_captured: &'static str,
    pub(crate) obstacle: fn(Obstacle) -> &'static str,
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
    /// Of a capture, in which nothing can be changed.
    pub(crate) captured_hint: &'static str,
    /// What can be done while predicting.
    pub(crate) predict_hint: &'static str,
    pub(crate) keys_hint: &'static str,
    /// The keys that change what becomes of a segment.
    pub(crate) change_keys_hint: &'static str,
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
    /// The same above it.
    pub(crate) map_name: &'static str,
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

    /// What will happen to a segment.
    pub(crate) fn will(&self, will: Will) -> &'static str {
        (self.will)(will)
    }

    /// What the player tells of itself; `will` is what will happen to the segment that it is about.
    pub(crate) fn said(&self, said: Said, will: Option<Will>) -> String {
        match said {
            Said::WentBack(id) => (self.went_back)(&(self.segment)(id), self.will(will.unwrap_or(Will::GetThrough))),
            Said::Cannot(id, obstacle) => (self.cannot)(&(self.segment)(id), (self.obstacle)(obstacle)),
            Said::NoStopSet => self.no_stop_set.into(),
            Said::NoStopAhead => self.no_stop_ahead.into(),
            Said::IsCaptured => self.is_captured.into(),
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
    flood: "flood",
    lost: "lost",
    queue_full: "queue full",
    corrupted: "corrupted",
    duplicate: "duplicate",
    delivered: "delivered",
    in_flight: "in flight",
    overtaken: "overtaken",
    will: |will| match will {
        Will::BeLost => "will be lost",
        Will::ComeLate => "will come late",
        Will::ComeTwice => "will come twice",
        Will::BeCorrupted => "will be corrupted",
        Will::BeMarked => "will be marked CE",
        Will::GetThrough => "will get through",
    },
    no_stop_set: "Nothing to stop at is set: choose something under “⋯”.",
    no_stop_ahead: "From here on there is nothing to stop at.",
    is_captured: "A capture shows what happened: it cannot be changed.",
    went_back: |segment, will| ["Back to where it is sent: ", segment, " ", will, "."].concat(),
    cannot: |segment, reason| [segment, ": not possible, ", reason, "."].concat(),
    obstacle: |obstacle| match obstacle {
        Obstacle::NoneLater => "no later segment goes this way",
        Obstacle::NextWaits => "the next one is not sent before this one arrives",
        Obstacle::NextFails => "the next one does not arrive itself, or is a reset",
        Obstacle::NoEcn => "ECN was not agreed on",
        Obstacle::NotMarkable => "it is not sent as ECN-capable",
    },
    drop: "Drop this segment",
    drop_it: "Drop it",
    delay: "Delay it",
    delay_by: |ms| ["Delay it by ", &time_line(u64::from(ms) * 1_000_000, Lang::En)].concat(),
    send_twice: "Deliver it twice",
    corrupt: "Flip a bit of it",
    reorder: "Let the next one overtake it",
    mark_ce: "Mark it CE (congestion)",
    change: "Change",
    let_through: "Let it through",
    unselect: "Unselect",
    watch_hint: "Click a segment to drop, delay or double it; drag its head down to delay it, aside to drop it.",
    empty_hint: "Play or step: segments appear as they are sent. Any of them can then be dropped.",
    captured_hint: "A capture: play or step through it, click a segment for its header and what it tells.",
    predict_hint: "Predicting: the ladder stops before the segment you are asked for. Dropping is off.",
    keys_hint: "Arrow keys go from segment to segment, Enter selects.",
    change_keys_hint: "M opens the menu. D drops, W delays, T delivers twice, X flips a bit, R lets the next one \
                       overtake, E marks CE; the same key again lets it through.",
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
    map_name: "map",
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
    flood: "泛洪",
    lost: "丢失",
    queue_full: "队列已满",
    corrupted: "损坏",
    duplicate: "重复",
    delivered: "已送达",
    in_flight: "在途",
    overtaken: "乱序",
    will: |will| match will {
        Will::BeLost => "将丢失",
        Will::ComeLate => "将晚到",
        Will::ComeTwice => "将到达两次",
        Will::BeCorrupted => "将损坏",
        Will::BeMarked => "将被标记 CE",
        Will::GetThrough => "将顺利通过",
    },
    no_stop_set: "还没有设置停止条件，请在“⋯”里选择。",
    no_stop_ahead: "从这里往后没有可停的地方。",
    is_captured: "抓包记录的是已经发生的事，不能改动。",
    went_back: |segment, will| ["已回到它发出的时刻：", segment, will, "。"].concat(),
    cannot: |segment, reason| [segment, "：做不到，", reason, "。"].concat(),
    obstacle: |obstacle| match obstacle {
        Obstacle::NoneLater => "这个方向后面没有报文段了",
        Obstacle::NextWaits => "它到达之前下一个不会发出",
        Obstacle::NextFails => "下一个自己也到不了，或者是复位",
        Obstacle::NoEcn => "双方没有协商 ECN",
        Obstacle::NotMarkable => "它发出时没有声明支持 ECN",
    },
    drop: "丢弃这个报文段",
    drop_it: "丢弃",
    delay: "让它晚到",
    delay_by: |ms| ["让它晚到 ", &time_line(u64::from(ms) * 1_000_000, Lang::Zh)].concat(),
    send_twice: "让它到达两次",
    corrupt: "翻转它的一个比特",
    reorder: "让下一个先到",
    mark_ce: "标记 CE（拥塞）",
    change: "改动",
    let_through: "让它通过",
    unselect: "取消选择",
    watch_hint: "点选报文段即可丢弃、延迟或重复它；把箭头向下拖是延迟，拖向一旁是丢弃。",
    empty_hint: "播放或单步前进：报文段发出后会画在这里，任何一个都可以丢弃。",
    captured_hint: "抓包：可播放或单步前进；点选报文段，查看它的首部和它说明了什么。",
    predict_hint: "预测中：时序图停在要你预测的报文段之前，此时不能丢弃。",
    keys_hint: "方向键在报文段之间移动，回车选中。",
    change_keys_hint: "M 打开菜单。D 丢弃，W 延迟，T 到达两次，X 翻转比特，R 让下一个先到，E 标记 CE；再按一次同一个键则放行。",
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
    map_name: "全程",
};

/// The units of time that have a name of their own in each language, larger ones first. Smaller ones have their symbols in
/// both: "ms", and "s" where no minute stands before it.
struct Units {
    day: &'static str,
    hour: &'static str,
    minute: &'static str,
    second: &'static str,
}

fn units(lang: Lang) -> Units {
    match lang {
        Lang::En => Units { day: "d", hour: "h", minute: "min", second: "s" },
        Lang::Zh => Units { day: "天", hour: "小时", minute: "分", second: "秒" },
    }
}

/// A moment or a span: "10 ms", "1.16 s", "4 min" and what is left of it, "23 h" and the minutes that are left, "2 d" and the
/// hours.
pub(crate) fn time(nanos: u64, lang: Lang) -> (String, Option<String>) {
    time_to(nanos, lang, 0)
}

/// The same with so many decimals more, or fewer if that is negative, as far as there are any.
pub(crate) fn time_to(nanos: u64, lang: Lang, more: i32) -> (String, Option<String>) {
    const MINUTE: u64 = 60_000_000_000;
    const HOUR: u64 = 60 * MINUTE;
    const DAY: u64 = 24 * HOUR;
    // To the whole millisecond, as far as that is not nothing.
    let shown = rounded(nanos, 6 - more);
    if shown < 1_000_000_000 {
        return (number(shown, 1_000_000, "ms"), None);
    }
    if shown < MINUTE {
        return (number(shown, 1_000_000_000, "s"), None);
    }
    let units = units(lang);
    let two = |nanos: u64, large: (u64, &str), small: (u64, &str)| {
        let (whole, rest) = (nanos / large.0, nanos % large.0);
        (number(whole, 1, large.1), (rest > 0).then(|| number(rest, small.0, small.1)))
    };
    // What is left of a minute is shown to a tenth.
    let shown = rounded(nanos, 8 - more);
    if shown < HOUR {
        return two(shown, (MINUTE, units.minute), (1_000_000_000, units.second));
    }
    let shown = nanos.saturating_add(MINUTE / 2) / MINUTE * MINUTE;
    if shown < DAY {
        return two(shown, (HOUR, units.hour), (MINUTE, units.minute));
    }
    two(nanos.saturating_add(HOUR / 2) / HOUR * HOUR, (DAY, units.day), (HOUR, units.hour))
}

/// The same on one line.
pub(crate) fn time_line(nanos: u64, lang: Lang) -> String {
    match time(nanos, lang) {
        (first, Some(second)) => [first.as_str(), " ", &second].concat(),
        (only, None) => only,
    }
}

/// To a whole number of what has so many zeros in nanoseconds.
fn rounded(nanos: u64, zeros: i32) -> u64 {
    let step = (0..zeros).fold(1, |step, _| step * 10);
    nanos.saturating_add(step / 2) / step * step
}

/// Nanoseconds in a unit of so many, with at most nine decimals and no zeros at their end. Only a unit that is a power of ten has any.
fn number(nanos: u64, unit: u64, name: &str) -> String {
    let mut text = (nanos / unit).to_string();
    // The one in front keeps the zeros that the decimals begin with.
    let decimals = (unit + nanos % unit).to_string();
    let decimals = decimals.get(1..).unwrap_or_default().trim_end_matches('0');
    if !nanos.is_multiple_of(unit) {
        text.push('.');
        text.push_str(decimals);
    }
    text.push(' ');
    text.push_str(name);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_people_write_them() {
        const MS: u64 = 1_000_000;
        const MINUTE: u64 = 60_000 * MS;
        for (nanos, en, zh) in [
            (0, "0 ms", "0 ms"),
            (10 * MS, "10 ms", "10 ms"),
            (999 * MS, "999 ms", "999 ms"),
            (1000 * MS, "1 s", "1 s"),
            (1160 * MS, "1.16 s", "1.16 s"),
            (59_001 * MS, "59.001 s", "59.001 s"),
            (240_000 * MS, "4 min", "4 分"),
            (240_290 * MS, "4 min 0.3 s", "4 分 0.3 秒"),
            (119_980 * MS, "2 min", "2 分"),
            (303_000 * MS, "5 min 3 s", "5 分 3 秒"),
            (60 * MINUTE - MS, "1 h", "1 小时"),
            (120 * MINUTE, "2 h", "2 小时"),
            (1438 * MINUTE + 3500 * MS, "23 h 58 min", "23 小时 58 分"),
            (24 * 60 * MINUTE, "1 d", "1 天"),
            (27 * 60 * MINUTE + MINUTE, "1 d 3 h", "1 天 3 小时"),
        ] {
            assert_eq!((time_line(nanos, Lang::En).as_str(), time_line(nanos, Lang::Zh).as_str()), (en, zh));
        }
    }

    #[test]
    fn times_have_as_many_decimals_more_as_are_asked_for() {
        for (nanos, more, text) in [
            (37_125_000, 0, "37 ms"),
            (37_125_000, 1, "37.1 ms"),
            (37_125_000, 2, "37.13 ms"),
            (37_000_400, 2, "37 ms"),
            (1_372_540_000, 1, "1.3725 s"),
            (12_372_540_000, -1, "12.37 s"),
        ] {
            assert_eq!(time_to(nanos, Lang::En, more), (text.to_owned(), None));
        }
        assert_eq!(time_to(60_140_000_000, Lang::En, 1), ("1 min".to_owned(), Some("0.14 s".to_owned())));
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
