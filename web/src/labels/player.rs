//! Words of what the player can do beyond its buttons.

use lessons::Lang;

/// The words, in one language.
pub(crate) struct PlayerLabels {
    pub(crate) next_segment: &'static str,
    pub(crate) previous_segment: &'static str,
    pub(crate) round_trip: &'static str,
    pub(crate) next_stop: &'static str,
    pub(crate) loop_title: &'static str,
    pub(crate) loop_from: &'static str,
    pub(crate) loop_to: &'static str,
    pub(crate) loop_phase: &'static str,
    pub(crate) loop_off: &'static str,
    pub(crate) loop_range: fn(usize, usize) -> String,
    pub(crate) loop_none: &'static str,
    pub(crate) stop_title: &'static str,
    pub(crate) stop_state: &'static str,
    pub(crate) stop_loss: &'static str,
    pub(crate) stop_words: &'static str,
    pub(crate) stop_example: &'static str,
}

/// The words in `lang`.
pub(crate) fn player(lang: Lang) -> &'static PlayerLabels {
    match lang {
        Lang::En => &EN,
        Lang::Zh => &ZH,
    }
}

const EN: PlayerLabels = PlayerLabels {
    next_segment: "Next segment",
    previous_segment: "Segment before",
    round_trip: "One round trip on",
    next_stop: "Next stop",
    loop_title: "Play again and again",
    loop_from: "From here",
    loop_to: "To here",
    loop_phase: "This phase",
    loop_off: "Play all",
    loop_range: |from, to| format!("after step {from}, up to step {to}"),
    loop_none: "the whole run, once",
    stop_title: "Stop at",
    stop_state: "changes of state",
    stop_loss: "losses and damage",
    stop_words: "what is told with these words",
    stop_example: "e.g. FIN retransmits",
};

const ZH: PlayerLabels = PlayerLabels {
    next_segment: "下一个报文段",
    previous_segment: "上一个报文段",
    round_trip: "前进一个往返时间",
    next_stop: "下一个停止点",
    loop_title: "循环播放",
    loop_from: "从这里起",
    loop_to: "到这里止",
    loop_phase: "当前阶段",
    loop_off: "播放全程",
    loop_range: |from, to| format!("第 {from} 步之后，到第 {to} 步"),
    loop_none: "全程，播放一遍",
    stop_title: "自动停在",
    stop_state: "状态变化",
    stop_loss: "丢失与损坏",
    stop_words: "说明里含有这些字的地方",
    stop_example: "例如：重传 FIN",
};
