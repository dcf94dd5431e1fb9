//! Words of the charts. TCB variables keep their RFC names in every language.

use lessons::Lang;
use sim::Side;

/// The words, in one language.
pub(crate) struct ChartsLabels {
    pub(crate) direction: &'static str,
    pub(crate) to_server: &'static str,
    pub(crate) to_client: &'static str,
    pub(crate) zoom: &'static str,
    pub(crate) zoom_in: &'static str,
    pub(crate) zoom_out: &'static str,
    pub(crate) fit: &'static str,
    pub(crate) table: &'static str,
    pub(crate) keys_hint: &'static str,
    pub(crate) sequence: &'static str,
    pub(crate) window: &'static str,
    pub(crate) times: &'static str,
    pub(crate) octets: &'static str,
    /// The curves, each with its class.
    pub(crate) sequence_curves: [(&'static str, &'static str); 5],
    pub(crate) window_curves: [(&'static str, &'static str); 3],
    pub(crate) times_curves: [(&'static str, &'static str); 3],
    /// Stages by their class, with a short form for where there is little room.
    pub(crate) stages: [(&'static str, &'static str, &'static str); 4],
    /// That the right edge of the window lies above the chart.
    pub(crate) above: fn(&str) -> String,
    pub(crate) cursor: &'static str,
    /// What was sent, and how things stand: the moment, segments, octets, sent again, lost.
    pub(crate) summary: fn(&str, [&str; 5]) -> String,
    pub(crate) nothing: &'static str,
    pub(crate) hidden: &'static str,
    pub(crate) sent_at: &'static str,
    pub(crate) at: &'static str,
    pub(crate) again: &'static str,
    pub(crate) lost: &'static str,
    pub(crate) damaged: &'static str,
    pub(crate) in_flight: &'static str,
    pub(crate) stage: &'static str,
    pub(crate) number: &'static str,
    pub(crate) time: &'static str,
    pub(crate) first: &'static str,
    pub(crate) length: &'static str,
    pub(crate) fate: &'static str,
    pub(crate) right_edge: &'static str,
    pub(crate) round_trip: &'static str,
    /// That only the first so many of so many rows are shown.
    pub(crate) more: fn(&str, &str) -> String,
    /// To the segment with this number.
    pub(crate) select: fn(&str) -> String,
    pub(crate) comma: &'static str,
    pub(crate) colon: &'static str,
}

/// The words in `lang`.
pub(crate) fn charts(lang: Lang) -> &'static ChartsLabels {
    match lang {
        Lang::En => &EN,
        Lang::Zh => &ZH,
    }
}

impl ChartsLabels {
    /// From a sender to its peer.
    pub(crate) fn way(&self, sender: Side) -> &'static str {
        match sender {
            Side::Client => self.to_server,
            Side::Server => self.to_client,
        }
    }

    /// A stage by its class: in full, and short.
    pub(crate) fn stage(&self, class: &str) -> (&'static str, &'static str) {
        let found = self.stages.iter().find(|(name, ..)| *name == class);
        found.map_or(("", ""), |(_, full, short)| (full, short))
    }
}

const EN: ChartsLabels = ChartsLabels {
    direction: "Whose data",
    to_server: "Client → server",
    to_client: "Server → client",
    zoom: "Zoom",
    zoom_in: "Zoom in",
    zoom_out: "Zoom out",
    fit: "Fit",
    table: "Table",
    keys_hint: "Left and right go from point to point, Enter shows why it is there, plus and minus zoom, 0 fits, Shift with \
                left and right moves along.",
    sequence: "Sequence numbers",
    window: "Congestion window",
    times: "Round trip and timeout",
    octets: "in octets",
    sequence_curves: [
        ("sent", "segment"),
        ("again-mark", "sent again"),
        ("lost-mark", "lost"),
        ("acks", "SND.UNA (ACKs)"),
        ("edge", "window's right edge"),
    ],
    window_curves: [("cwnd", "cwnd"), ("ssthresh", "ssthresh"), ("flight", "in flight")],
    times_curves: [("rtt", "measured"), ("srtt", "SRTT"), ("rto", "RTO")],
    stages: [
        ("slow-start", "slow start", "SS"),
        ("avoidance", "congestion avoidance", "CA"),
        ("recovery", "recovery", "FR"),
        ("timeout", "after a timeout", "RTO"),
    ],
    above: |edge| ["window's right edge: ", edge, ", far above ↑"].concat(),
    cursor: "The moment: drag to another",
    summary: |way, [at, segments, octets, again, lost]| {
        [
            way,
            ", up to ",
            at,
            ": ",
            segments,
            if segments == "1" { " segment, " } else { " segments, " },
            octets,
            if octets == "1" { " octet, " } else { " octets, " },
            again,
            " sent again, ",
            lost,
            " lost.",
        ]
        .concat()
    },
    nothing: "Nothing has been sent in this direction yet.",
    hidden: "Numbers are hidden until you have answered.",
    sent_at: "sent at ",
    at: "At ",
    again: "sent again",
    lost: "lost",
    damaged: "damaged",
    in_flight: "in flight",
    stage: "Stage",
    number: "No.",
    time: "Time",
    first: "First number",
    length: "SEG.LEN",
    fate: "Fate",
    right_edge: "Right edge",
    round_trip: "measured",
    more: |shown, all| ["The first ", shown, " of ", all, " rows. Zoom in to see the others."].concat(),
    select: |number| ["Select segment ", number].concat(),
    comma: ", ",
    colon: ": ",
};

const ZH: ChartsLabels = ChartsLabels {
    direction: "哪一方的数据",
    to_server: "客户端 → 服务器",
    to_client: "服务器 → 客户端",
    zoom: "缩放",
    zoom_in: "放大",
    zoom_out: "缩小",
    fit: "适应",
    table: "表格",
    keys_hint: "左右键在各点之间移动，回车查看它的来由，加减号缩放，0 适应全图，Shift 加左右键平移。",
    sequence: "序号",
    window: "拥塞窗口",
    times: "往返时间与超时",
    octets: "单位：字节",
    sequence_curves: [
        ("sent", "报文段"),
        ("again-mark", "重传"),
        ("lost-mark", "丢失"),
        ("acks", "SND.UNA（确认）"),
        ("edge", "窗口右边沿"),
    ],
    window_curves: [("cwnd", "cwnd"), ("ssthresh", "ssthresh"), ("flight", "在途")],
    times_curves: [("rtt", "实测"), ("srtt", "SRTT"), ("rto", "RTO")],
    stages: [
        ("slow-start", "慢启动", "慢"),
        ("avoidance", "拥塞避免", "避"),
        ("recovery", "快速恢复", "复"),
        ("timeout", "超时之后", "超"),
    ],
    above: |edge| ["窗口右边沿：", edge, "，远在上方 ↑"].concat(),
    cursor: "当前时刻：可以拖动",
    summary: |way, [at, segments, octets, again, lost]| {
        [
            way,
            "，到 ",
            at,
            " 为止：",
            segments,
            " 个报文段，",
            octets,
            " 个字节，重传 ",
            again,
            " 个，丢失 ",
            lost,
            " 个。",
        ]
        .concat()
    },
    nothing: "这个方向上还没有发送过什么。",
    hidden: "答题之后才显示数字。",
    sent_at: "发送于 ",
    at: "时刻 ",
    again: "重传",
    lost: "丢失",
    damaged: "损坏",
    in_flight: "在途",
    stage: "阶段",
    number: "编号",
    time: "时间",
    first: "起始序号",
    length: "SEG.LEN",
    fate: "结果",
    right_edge: "右边沿",
    round_trip: "实测",
    more: |shown, all| ["共 ", all, " 行，这里是前 ", shown, " 行，放大后可以看到其余的。"].concat(),
    select: |number| ["选中报文段 ", number].concat(),
    comma: "，",
    colon: "：",
};
