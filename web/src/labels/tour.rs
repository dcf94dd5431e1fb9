//! Words of the introduction.

use lessons::Lang;

use crate::model::TOUR_STEPS;

/// The words, in one language.
pub(crate) struct TourLabels {
    pub(crate) done: &'static str,
    pub(crate) title: &'static str,
    pub(crate) count: fn(u8, usize) -> String,
    pub(crate) skip: &'static str,
    pub(crate) next: &'static str,
    /// What can be done, each with what it brings.
    pub(crate) steps: [(&'static str, &'static str); TOUR_STEPS],
}

/// The words in `lang`.
pub(crate) fn tour(lang: Lang) -> &'static TourLabels {
    match lang {
        Lang::En => &EN,
        Lang::Zh => &ZH,
    }
}

const EN: TourLabels = TourLabels {
    done: "Got it",
    title: "What you can do here",
    count: |step, of| format!("({step} of {of})"),
    skip: "Skip",
    next: "Next",
    steps: [
        (
            "Watch",
            "Press Play below. Two real TCP endpoints talk; nothing is scripted, every number is worked out as you look.",
        ),
        (
            "Ask why",
            "Click a segment, a header field or a variable: the rule behind its value appears at the side, with this exchange's numbers.",
        ),
        (
            "Break it",
            "Drop or delay any segment, or take over both sides in the Lab. All that follows changes, and the link in your address bar keeps it.",
        ),
        (
            "Predict",
            "In Predict you say what the next segment carries before it is sent. A wrong answer is explained by the rule that leads to it.",
        ),
    ],
};

const ZH: TourLabels = TourLabels {
    done: "知道了",
    title: "这里能做什么",
    count: |step, of| format!("（{step}/{of}）"),
    skip: "跳过",
    next: "下一条",
    steps: [
        ("看", "按下面的“播放”。两个真实的 TCP 端点在通信，没有剧本，每个数都是当场算出来的。"),
        ("问为什么", "点一个报文段、首部字段或变量，旁边就给出它的值从哪条规则来，用的是这次通信自己的数。"),
        ("改动它", "丢掉或推迟任意一个报文段，或者在“实验”里接管两边。后面的一切随之改变，地址栏里的链接会记住它。"),
        ("预测", "在“预测”里，先说出下一个报文段带什么，再看它发出来。答错时，会说明是哪条错误的规则得出了你的答案。"),
    ],
};
