//! Words of two runs side by side.

use lessons::Lang;

/// The words, in one language.
pub(crate) struct CompareLabels {
    pub(crate) sent_segments: &'static str,
    pub(crate) sent_again: &'static str,
    pub(crate) lost_segments: &'static str,
    pub(crate) octets_received: &'static str,
    pub(crate) lasts: &'static str,
    /// At the end both runs are the same, or they are alike up to a step.
    pub(crate) alike: fn(Option<usize>) -> String,
    pub(crate) go_there: &'static str,
}

/// The words in `lang`.
pub(crate) fn compare(lang: Lang) -> &'static CompareLabels {
    match lang {
        Lang::En => &EN,
        Lang::Zh => &ZH,
    }
}

const EN: CompareLabels = CompareLabels {
    sent_segments: "segments sent",
    sent_again: "of these again",
    lost_segments: "lost or damaged",
    octets_received: "octets received by client, server",
    lasts: "lasts",
    alike: |step| match step {
        Some(0) => "They differ from the first step on.".into(),
        Some(step) => format!("They are alike up to step {step}."),
        None => "They are alike to the end.".into(),
    },
    go_there: "Go there",
};

const ZH: CompareLabels = CompareLabels {
    sent_segments: "发出的报文段",
    sent_again: "其中重传",
    lost_segments: "丢失或损坏",
    octets_received: "收到的字节（客户端、服务器）",
    lasts: "持续时间",
    alike: |step| match step {
        Some(0) => "从第一步起就不同。".into(),
        Some(step) => format!("到第 {step} 步为止完全相同。"),
        None => "从头到尾完全相同。".into(),
    },
    go_there: "去那里",
};
