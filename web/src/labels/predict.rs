//! Words of the predict panel.

use lessons::Lang;

/// The words, in one language.
pub(crate) struct Predict {
    pub(crate) heading: &'static str,
    /// What comes before what is asked.
    pub(crate) asked: &'static str,
    /// The lesson's own questions.
    pub(crate) own: &'static str,
    /// The questions about a capture.
    pub(crate) chosen_ones: &'static str,
    pub(crate) every: &'static str,
    pub(crate) which_parts: &'static str,
    /// What can be asked of a segment.
    pub(crate) parts: [&'static str; 8],
    /// Why not everything is asked of a capture.
    pub(crate) only_certain: &'static str,
    /// While it is found out what is asked.
    pub(crate) looking: &'static str,
    pub(crate) question_of: fn(usize, usize) -> String,
    /// Nothing is asked: of a capture or of a run, and whether every segment would be.
    pub(crate) none: fn(bool, bool) -> &'static str,
    pub(crate) ahead: &'static str,
    pub(crate) go: &'static str,
    pub(crate) seq: &'static str,
    pub(crate) ack: &'static str,
    pub(crate) flags: &'static str,
    pub(crate) segment_says: &'static str,
    pub(crate) next: &'static str,
    pub(crate) watch_on: &'static str,
    pub(crate) again: &'static str,
    pub(crate) score: fn(usize, usize) -> String,
    /// The last question is answered: of a capture or of a run, and whether every segment was asked for.
    pub(crate) done: fn(bool, bool) -> &'static str,
}

/// The words in `lang`.
pub(crate) fn predict(lang: Lang) -> &'static Predict {
    match lang {
        Lang::En => &EN,
        Lang::Zh => &ZH,
    }
}

const EN: Predict = Predict {
    heading: "Predict",
    asked: "You are asked:",
    own: "the lesson's questions",
    chosen_ones: "a few segments",
    every: "every segment",
    which_parts: "Of each segment:",
    parts: ["seq", "ack", "flags", "length", "window", "SACK edges", "client's next state", "server's next state"],
    only_certain: "Of a capture, only what is certain is asked: what follows from the segments before.",
    looking: "Looking for what can be asked …",
    question_of: |at, all| format!("Question {at} of {all}"),
    none: |is_captured, every| match (is_captured, every) {
        (_, false) => "This run poses no question: the segments that are asked for are not sent in it.",
        (true, true) => "Nothing that you chose follows for certain from this conversation.",
        (false, true) => "No segment of this run has anything that you chose.",
    },
    ahead: "The player stops before the next segment that you are asked for.",
    go: "Go to the question",
    seq: "seq",
    ack: "ack",
    flags: "flags",
    segment_says: "The segment",
    next: "To the next question",
    watch_on: "Watch on",
    again: "Begin again",
    score: |right, all| format!("{right} of {all} values right so far"),
    done: |is_captured, every| match (is_captured, every) {
        (false, false) => "That was the last question of this lesson.",
        (true, false) => "That was the last question about this conversation.",
        (false, true) => "That was the last segment of this run that you were asked for.",
        (true, true) => "That was the last segment of this conversation of which something is certain.",
    },
};

const ZH: Predict = Predict {
    heading: "预测",
    asked: "提问范围：",
    own: "这一课的题目",
    chosen_ones: "几个报文段",
    every: "每个报文段",
    which_parts: "每个报文段要预测：",
    parts: ["seq", "ack", "标志位", "数据长度", "窗口", "SACK 边界", "客户端的下一状态", "服务器的下一状态"],
    only_certain: "对抓包只问确定的内容，也就是能由前面的报文段推出的。",
    looking: "正在查找可以问的内容……",
    question_of: |at, all| format!("第 {at} 题，共 {all} 题"),
    none: |is_captured, every| match (is_captured, every) {
        (_, false) => "这次通信里没有可问的报文段：要预测的那些都没有发出。",
        (true, true) => "你选的内容，在这个会话里都无法确定地推出。",
        (false, true) => "你选的内容，这次通信的报文段里都没有。",
    },
    ahead: "播放会停在下一个要你预测的报文段之前。",
    go: "跳到这道题",
    seq: "seq 序号",
    ack: "ack 确认号",
    flags: "标志位",
    segment_says: "报文段里是",
    next: "去下一题",
    watch_on: "继续观看",
    again: "重新开始",
    score: |right, all| format!("目前答对 {right} 项，共 {all} 项"),
    done: |is_captured, every| match (is_captured, every) {
        (false, false) => "这一课的题目到此结束。",
        (true, false) => "这个会话的题目到此结束。",
        (false, true) => "这次通信里要你预测的报文段到此结束。",
        (true, true) => "这个会话里有确定内容可问的报文段到此结束。",
    },
};
