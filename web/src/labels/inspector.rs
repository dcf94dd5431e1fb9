//! The words of the inspector: its tabs, the segment in view and why things are as they are.

use lessons::Lang;

/// The words of the inspector in one language. `{}` stands for a value.
pub(crate) struct InspectorLabels {
    pub(crate) title: &'static str,
    pub(crate) why: &'static str,
    pub(crate) header: &'static str,
    pub(crate) layers: &'static str,
    pub(crate) empty_title: &'static str,
    pub(crate) empty: &'static str,

    // The segment that is shown.
    pub(crate) client: &'static str,
    pub(crate) server: &'static str,
    pub(crate) octets: &'static str,
    pub(crate) retransmission: &'static str,
    pub(crate) lost: &'static str,
    pub(crate) back: &'static str,
    pub(crate) explain_segment: &'static str,

    // Why.
    pub(crate) lesson_says: &'static str,
    /// Before a claim that the lesson shows to be wrong.
    pub(crate) often_said: &'static str,
    pub(crate) try_next: &'static str,
    pub(crate) predict_first: &'static str,
    pub(crate) why_it_says_so: &'static str,
    pub(crate) also: &'static str,
    pub(crate) steps: &'static str,
    pub(crate) no_rule: &'static str,
    pub(crate) state_change: &'static str,
    pub(crate) nothing_yet: &'static str,
    pub(crate) every_field: &'static str,
    pub(crate) because_of: &'static str,
    pub(crate) what_changed: &'static str,
    pub(crate) sent_because: &'static str,
    pub(crate) value_from: &'static str,
    pub(crate) depends: &'static str,
    pub(crate) when_it_fires: &'static str,
    pub(crate) from_the_beginning: &'static str,
    pub(crate) changes: &'static str,
    pub(crate) previous_change: &'static str,
    pub(crate) next_change: &'static str,
    pub(crate) at_moment: &'static str,
    pub(crate) section: &'static str,
}

const EN: InspectorLabels = InspectorLabels {
    title: "Inspector",
    why: "Why",
    header: "Header",
    layers: "Encapsulation",
    empty_title: "Nothing has been sent yet",
    empty: "Press play or step on: the first segment then shows every field and octet here.",
    client: "Client",
    server: "Server",
    octets: "{} octets",
    retransmission: "retransmission",
    lost: "lost",
    back: "Back to this moment",
    explain_segment: "Why does this segment say that?",
    lesson_says: "In this lesson",
    often_said: "Often said, and wrong: ",
    try_next: "Try next",
    predict_first: "Predict first: the reasons are shown once your answer is locked.",
    why_it_says_so: "Flags and window",
    also: "At the same moment",
    steps: "What the endpoint did, in order",
    no_rule: "TCP applied no rule here.",
    state_change: "State",
    nothing_yet: "Nothing has happened yet. Press play, or step on, and each step is explained here.",
    every_field: "Every field of its header",
    because_of: "Brought about by",
    what_changed: "What changed",
    sent_because: "Sent because of it",
    value_from: "Where its value comes from",
    depends: "What depends on it",
    when_it_fires: "When it fires",
    from_the_beginning: "It has had this value from the beginning.",
    changes: "Its changes",
    previous_change: "Previous change",
    next_change: "Next change",
    at_moment: "At {}:",
    section: "RFC {} §{}",
};

const ZH: InspectorLabels = InspectorLabels {
    title: "检视",
    why: "原因",
    header: "首部",
    layers: "封装",
    empty_title: "还没有发送任何报文段",
    empty: "按“播放”或“下一步”，第一个报文段发出后，这里会列出它的每个字段和每个字节。",
    client: "客户端",
    server: "服务器",
    octets: "{} 字节",
    retransmission: "重传",
    lost: "丢失",
    back: "回到当前时刻",
    explain_segment: "这个报文段为什么这样填？",
    lesson_says: "本课要点",
    often_said: "常见的错误说法：",
    try_next: "接着试试",
    predict_first: "请先预测：提交答案之后，才会显示原因。",
    why_it_says_so: "标志位与窗口",
    also: "与此同时",
    steps: "这一端依次做了什么",
    no_rule: "这一步没有用到 TCP 的规则。",
    state_change: "状态",
    nothing_yet: "还什么都没有发生。按“播放”或“下一步”，这里会逐步说明原因。",
    every_field: "首部的各个字段",
    because_of: "起因",
    what_changed: "什么变了",
    sent_because: "由此发送",
    value_from: "它的值从哪里来",
    depends: "它决定什么",
    when_it_fires: "到期时",
    from_the_beginning: "从一开始就是这个值。",
    changes: "它的变化",
    previous_change: "上一次变化",
    next_change: "下一次变化",
    at_moment: "{}：",
    section: "RFC {} §{}",
};

impl InspectorLabels {
    /// The words in `lang`.
    pub(crate) fn of(lang: Lang) -> &'static InspectorLabels {
        match lang {
            Lang::En => &EN,
            Lang::Zh => &ZH,
        }
    }
}

/// `template` with each `{}` replaced by the next of `values`.
pub(crate) fn fill(template: &str, values: &[&str]) -> String {
    let mut parts = template.split("{}");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for (part, value) in parts.zip(values.iter().copied().chain(std::iter::repeat(""))) {
        out.push_str(value);
        out.push_str(part);
    }
    out
}
