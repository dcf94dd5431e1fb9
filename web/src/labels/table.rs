//! Words of the table of segments.

use lessons::Lang;

/// The words, in one language.
pub(crate) struct TableLabels {
    pub(crate) summary: &'static str,
    pub(crate) caption: &'static str,
    pub(crate) number: &'static str,
    pub(crate) time: &'static str,
    /// Whose it is, and which one.
    pub(crate) segment: &'static str,
    pub(crate) flags: &'static str,
    pub(crate) seq: &'static str,
    pub(crate) ack: &'static str,
    pub(crate) length: &'static str,
    pub(crate) window: &'static str,
    pub(crate) fate: &'static str,
    pub(crate) select: fn(&str) -> String,
    pub(crate) no_flags: &'static str,
    pub(crate) no_ack: &'static str,
    pub(crate) none_yet: &'static str,
    pub(crate) pages: &'static str,
    pub(crate) first_page: &'static str,
    pub(crate) earlier: &'static str,
    pub(crate) later: &'static str,
    pub(crate) last_page: &'static str,
    /// From which row to which, of how many.
    pub(crate) rows_of: fn(usize, usize, usize) -> String,
    pub(crate) retransmission: &'static str,
    pub(crate) by_hand: &'static str,
    pub(crate) flood: &'static str,
    pub(crate) in_flight: &'static str,
    pub(crate) delivered: &'static str,
    pub(crate) lost: &'static str,
    pub(crate) queue_full: &'static str,
    pub(crate) corrupted: &'static str,
    pub(crate) duplicate: &'static str,
    /// Between two things that are said of one segment.
    pub(crate) comma: &'static str,
}

/// The words in `lang`.
pub(crate) fn table(lang: Lang) -> &'static TableLabels {
    match lang {
        Lang::En => &EN,
        Lang::Zh => &ZH,
    }
}

const EN: TableLabels = TableLabels {
    summary: "Segments as a table",
    caption: "Every segment sent so far, in order",
    number: "No.",
    time: "Time",
    segment: "Segment",
    flags: "Flags",
    seq: "Seq",
    ack: "Ack",
    length: "Length",
    window: "Window",
    fate: "Fate",
    select: |number| ["Select segment ", number].concat(),
    no_flags: "none",
    no_ack: "none: ACK is not set",
    none_yet: "Nothing has been sent yet.",
    pages: "Which rows are shown",
    first_page: "First",
    earlier: "Earlier",
    later: "Later",
    last_page: "Last",
    rows_of: |from, to, all| [from.to_string().as_str(), "–", &to.to_string(), " of ", &all.to_string()].concat(),
    retransmission: "retransmission",
    by_hand: "made by hand",
    flood: "of a flood",
    in_flight: "in flight",
    delivered: "delivered",
    lost: "lost on the way",
    queue_full: "dropped, queue full",
    corrupted: "arrived corrupted",
    duplicate: "delivered twice",
    comma: ", ",
};

const ZH: TableLabels = TableLabels {
    summary: "报文段列表",
    caption: "到此刻为止发出的全部报文段，按先后排列",
    number: "编号",
    time: "时间",
    segment: "报文段",
    flags: "标志位",
    seq: "序号",
    ack: "确认号",
    length: "长度",
    window: "窗口",
    fate: "结果",
    select: |number| ["选中第 ", number, " 个报文段"].concat(),
    no_flags: "无",
    no_ack: "无：ACK 未置位",
    none_yet: "还没有发出任何报文段。",
    pages: "显示哪些行",
    first_page: "最前",
    earlier: "往前",
    later: "往后",
    last_page: "最后",
    rows_of: |from, to, all| {
        ["第 ", &from.to_string(), "–", &to.to_string(), " 行，共 ", &all.to_string(), " 行"].concat()
    },
    retransmission: "重传",
    by_hand: "手工构造",
    flood: "泛洪攻击",
    in_flight: "在途",
    delivered: "已送达",
    lost: "途中丢失",
    queue_full: "队列已满，被丢弃",
    corrupted: "到达时已损坏",
    duplicate: "重复送达",
    comma: "，",
};
