//! Words of the predict panel.

use lessons::Lang;

/// The words, in one language.
pub(crate) struct Predict {
    pub(crate) heading: &'static str,
    pub(crate) question_of: fn(usize, usize) -> String,
    pub(crate) none: &'static str,
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
    pub(crate) done: &'static str,
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
    question_of: |at, all| format!("Question {at} of {all}"),
    none: "This run poses no question: the segments that are asked for are not sent in it.",
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
    done: "That was the last question of this lesson.",
};

const ZH: Predict = Predict {
    heading: "预测",
    question_of: |at, all| format!("第 {at} 题，共 {all} 题"),
    none: "这次通信里没有可问的报文段：要预测的那些都没有发出。",
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
    done: "这一课的题目到此结束。",
};
