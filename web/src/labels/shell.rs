//! Words of the top bar, the transport bar, the notices and the list of keys.

use lessons::Lang;

use crate::model::{Notice, TOUR_STEPS, Unreadable};

/// The words, in one language.
pub(crate) struct Shell {
    pub(crate) tagline: &'static str,
    pub(crate) skip_to_table: &'static str,
    pub(crate) lesson: &'static str,
    pub(crate) chapter: fn(u8) -> String,
    pub(crate) mode: &'static str,
    pub(crate) watch: &'static str,
    pub(crate) predict: &'static str,
    pub(crate) numbers: &'static str,
    pub(crate) absolute: &'static str,
    pub(crate) relative: &'static str,
    pub(crate) numbers_hint: &'static str,
    pub(crate) other_language: &'static str,
    pub(crate) theme_system: &'static str,
    pub(crate) theme_light: &'static str,
    pub(crate) theme_dark: &'static str,
    pub(crate) keys: &'static str,
    /// The button that opens a capture, and the title of the dialog in which that is done.
    pub(crate) capture: &'static str,
    pub(crate) captures: &'static str,
    pub(crate) close: &'static str,
    pub(crate) transport: &'static str,
    pub(crate) to_start: &'static str,
    pub(crate) back: &'static str,
    pub(crate) play: &'static str,
    pub(crate) pause: &'static str,
    pub(crate) step: &'static str,
    pub(crate) to_end: &'static str,
    pub(crate) speed: &'static str,
    pub(crate) position: &'static str,
    pub(crate) step_of: fn(usize, usize) -> String,
    pub(crate) not_begun: &'static str,
    pub(crate) question_waits: &'static str,
    /// How many things a long run has told of, and the time that it has reached.
    pub(crate) running: fn(usize, &str) -> String,
    /// The same in one sentence at its beginning, and one at its end with the number of its steps.
    pub(crate) run_begins: &'static str,
    pub(crate) run_ended: fn(usize) -> String,
    pub(crate) call_off: &'static str,
    pub(crate) cut_by_time: &'static str,
    pub(crate) cut_by_entries: &'static str,
    pub(crate) restore: &'static str,
    pub(crate) edited: &'static str,
    /// After all changes were undone.
    pub(crate) taken_back: &'static str,
    /// What came of a change: how many steps the run has now.
    pub(crate) has_steps: fn(usize) -> String,
    pub(crate) notices: &'static str,
    pub(crate) dismiss: &'static str,
    pub(crate) exchange: &'static str,
    /// While the code of a view is fetched, and when that failed.
    pub(crate) loading: &'static str,
    pub(crate) not_loaded: &'static str,
    pub(crate) try_again: &'static str,
    pub(crate) lab: &'static str,
    /// The choice among the four that follow.
    pub(crate) panes: &'static str,
    pub(crate) ladder: &'static str,
    pub(crate) layers: &'static str,
    pub(crate) states: &'static str,
    pub(crate) charts: &'static str,
    /// What else the player can do.
    pub(crate) more_player: &'static str,
    pub(crate) next_segment: &'static str,
    pub(crate) previous_segment: &'static str,
    pub(crate) round_trip: &'static str,
    pub(crate) next_stop: &'static str,
    pub(crate) searching: &'static str,
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
    pub(crate) compare_own: &'static str,
    pub(crate) compare_before: &'static str,
    pub(crate) compare_end: &'static str,
    pub(crate) with_change: &'static str,
    /// The run beside this one, which may be the lesson's own.
    pub(crate) without_change: fn(bool) -> &'static str,
    pub(crate) sent_segments: &'static str,
    pub(crate) sent_again: &'static str,
    pub(crate) lost_segments: &'static str,
    pub(crate) octets_received: &'static str,
    pub(crate) lasts: &'static str,
    /// At the end both runs are the same, or they are alike up to a step.
    pub(crate) alike: fn(Option<usize>) -> String,
    pub(crate) go_there: &'static str,
    pub(crate) undo: &'static str,
    pub(crate) redo: &'static str,
    pub(crate) tour_title: &'static str,
    pub(crate) tour_count: fn(u8, usize) -> String,
    pub(crate) tour_skip: &'static str,
    pub(crate) tour_next: &'static str,
    pub(crate) tour_again: &'static str,
    /// What can be done, each with what it brings.
    pub(crate) tour: [(&'static str, &'static str); TOUR_STEPS],
}

/// The words in `lang`.
pub(crate) fn shell(lang: Lang) -> &'static Shell {
    match lang {
        Lang::En => &EN,
        Lang::Zh => &ZH,
    }
}

const EN: Shell = Shell {
    tagline: "Two real TCP endpoints, in your page",
    skip_to_table: "Skip to the table of segments",
    lesson: "Lesson",
    chapter: |chapter| format!("Chapter {chapter}"),
    mode: "Mode",
    watch: "Watch",
    predict: "Predict",
    numbers: "Sequence numbers",
    absolute: "absolute",
    relative: "relative",
    numbers_hint: "Absolute: as they stand in the header. Relative: counted from each side's ISS.",
    other_language: "中文",
    theme_system: "Colours: as the system",
    theme_light: "Colours: light",
    theme_dark: "Colours: dark",
    keys: "Keys",
    capture: "Capture…",
    captures: "Open a capture",
    close: "Close",
    transport: "Player",
    to_start: "To the start",
    back: "One step back",
    play: "Play",
    pause: "Pause",
    step: "One step on",
    to_end: "To the end",
    speed: "Speed",
    position: "Position in the exchange",
    step_of: |step, all| format!("step {step} of {all}"),
    not_begun: "Nothing has happened yet. Press Play, or step through the exchange.",
    question_waits: "A question is open: predict the next segment.",
    running: |entries, time| format!("The run is being computed: {entries} steps so far, up to {time}."),
    run_begins: "A long run is being computed.",
    run_ended: |entries| format!("The run is there: {entries} steps."),
    call_off: "Call it off",
    cut_by_time: "This run goes on for ever: after 24 hours of its own time it was cut off.",
    cut_by_entries: "This run is longer than is computed: after 500,000 steps it was cut off.",
    restore: "Restore the lesson's own run",
    edited: "You changed this run.",
    taken_back: "You took your changes back.",
    has_steps: |entries| format!("It has {entries} steps now."),
    notices: "About the link",
    dismiss: "Got it",
    exchange: "The exchange",
    loading: "Loading this part of the page…",
    not_loaded: "This part of the page could not be loaded. Are you connected to the network?",
    try_again: "Try again",
    lab: "Lab",
    panes: "View",
    ladder: "Ladder",
    layers: "Layers",
    states: "States",
    charts: "Charts",
    more_player: "More of the player",
    next_segment: "Next segment",
    previous_segment: "Segment before",
    round_trip: "One round trip on",
    next_stop: "Next stop",
    searching: "Looking for the next stop …",
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
    compare_own: "Compare with the lesson's run",
    compare_before: "Compare with the run before",
    compare_end: "Stop comparing",
    with_change: "This run",
    without_change: |is_own| if is_own { "The lesson's run" } else { "The other run" },
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
    undo: "Undo",
    redo: "Redo",
    tour_title: "What you can do here",
    tour_count: |step, of| format!("({step} of {of})"),
    tour_skip: "Skip",
    tour_next: "Next",
    tour_again: "Show the introduction",
    tour: [
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

const ZH: Shell = Shell {
    tagline: "网页里的两个真实 TCP 端点",
    skip_to_table: "跳到报文段列表",
    lesson: "课程",
    chapter: |chapter| format!("第 {chapter} 章"),
    mode: "模式",
    watch: "观看",
    predict: "预测",
    numbers: "序号",
    absolute: "绝对",
    relative: "相对",
    numbers_hint: "绝对：首部里的原值。相对：从各自的 ISS 数起。",
    other_language: "English",
    theme_system: "颜色：跟随系统",
    theme_light: "颜色：浅色",
    theme_dark: "颜色：深色",
    keys: "快捷键",
    capture: "抓包…",
    captures: "打开抓包文件",
    close: "关闭",
    transport: "播放器",
    to_start: "回到开头",
    back: "后退一步",
    play: "播放",
    pause: "暂停",
    step: "前进一步",
    to_end: "跳到结尾",
    speed: "速度",
    position: "当前位置",
    step_of: |step, all| format!("第 {step} 步，共 {all} 步"),
    not_begun: "还没有开始。按“播放”，或者一步一步往下走。",
    question_waits: "有一道题在等你：预测下一个报文段。",
    running: |entries, time| format!("正在推演这次通信：已有 {entries} 步，到 {time}。"),
    run_begins: "这次通信较长，正在推演。",
    run_ended: |entries| format!("推演完成，共 {entries} 步。"),
    call_off: "停止推演",
    cut_by_time: "这次通信没有尽头：推演到第 24 小时为止。",
    cut_by_entries: "这次通信太长：推演到第 500000 步为止。",
    restore: "恢复课程原来的过程",
    edited: "你改动了这次通信。",
    taken_back: "你的改动都已撤销。",
    has_steps: |entries| format!("现在共 {entries} 步。"),
    notices: "关于这个链接",
    dismiss: "知道了",
    exchange: "通信过程",
    loading: "正在加载这一部分……",
    not_loaded: "这一部分没有加载成功，请检查网络连接。",
    try_again: "重试",
    lab: "实验",
    panes: "视图",
    ladder: "时序图",
    layers: "分层",
    states: "状态图",
    charts: "曲线",
    more_player: "更多播放功能",
    next_segment: "下一个报文段",
    previous_segment: "上一个报文段",
    round_trip: "前进一个往返时间",
    next_stop: "下一个停止点",
    searching: "正在查找下一个停止点……",
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
    compare_own: "与课程原过程比较",
    compare_before: "与上次改动前比较",
    compare_end: "结束比较",
    with_change: "当前过程",
    without_change: |is_own| if is_own { "课程原本的过程" } else { "另一个过程" },
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
    undo: "撤销",
    redo: "重做",
    tour_title: "这里能做什么",
    tour_count: |step, of| format!("（{step}/{of}）"),
    tour_skip: "跳过",
    tour_next: "下一条",
    tour_again: "显示入门介绍",
    tour: [
        ("看", "按下面的“播放”。两个真实的 TCP 端点在通信，没有剧本，每个数都是当场算出来的。"),
        ("问为什么", "点一个报文段、首部字段或变量，旁边就给出它的值从哪条规则来，用的是这次通信自己的数。"),
        ("改动它", "丢掉或推迟任意一个报文段，或者在“实验”里接管两边。后面的一切随之改变，地址栏里的链接会记住它。"),
        ("预测", "在“预测”里，先说出下一个报文段带什么，再看它发出来。答错时，会说明是哪条错误的规则得出了你的答案。"),
    ],
};

/// A notice as a sentence.
pub(crate) fn notice(lang: Lang, notice: &Notice) -> String {
    match (lang, notice) {
        (Lang::En, Notice::UnknownLesson(id)) => {
            format!("There is no lesson “{id}”. The first lesson is shown instead.")
        }
        (Lang::Zh, Notice::UnknownLesson(id)) => format!("没有名为“{id}”的课程，先打开第一课。"),
        (Lang::En, Notice::UnknownParameter(name)) => {
            format!("The link has a parameter “{name}” that nothing is known of. It was ignored.")
        }
        (Lang::Zh, Notice::UnknownParameter(name)) => format!("链接里的参数“{name}”无法识别，已忽略。"),
        (Lang::En, Notice::UnknownValue { parameter, value }) => {
            format!("The link asks for {parameter} = “{value}”, which is not one of its values. It was ignored.")
        }
        (Lang::Zh, Notice::UnknownValue { parameter, value }) => {
            format!("链接里 {parameter} 的值“{value}”不在可选范围内，已忽略。")
        }
        (Lang::En, Notice::NotANumber { parameter, value }) => {
            format!("In the link, {parameter} has to be a whole number, but it is “{value}”. It was ignored.")
        }
        (Lang::Zh, Notice::NotANumber { parameter, value }) => {
            format!("链接里 {parameter} 应该是一个非负整数，实际是“{value}”，已忽略。")
        }
        (Lang::En, Notice::TooLarge { parameter, value, largest }) => {
            format!("In the link, {parameter} is “{value}”, but it can be {largest} at most. {largest} was taken.")
        }
        (Lang::Zh, Notice::TooLarge { parameter, value, largest }) => {
            format!("链接里 {parameter} 的值“{value}”过大，最大为 {largest}，已按 {largest} 处理。")
        }
        (Lang::En, Notice::NoSuchSegment(segment)) => {
            format!("The link names the segment “{segment}”, which this exchange does not have. It was ignored.")
        }
        (Lang::Zh, Notice::NoSuchSegment(segment)) => {
            format!("链接提到报文段“{segment}”，这次通信里没有它，已忽略。")
        }
        (Lang::En, Notice::TooLong { parameter }) => {
            format!("The link's “{parameter}” is longer than can be read. What was too much was ignored.")
        }
        (Lang::En, Notice::UnreadableEdit { parameter, error: Unreadable::OtherVersion }) => format!(
            "The run in the link's “{parameter}” was written by another version of this page. The lesson's own run is \
             taken instead."
        ),
        (Lang::Zh, Notice::UnreadableEdit { parameter, error: Unreadable::OtherVersion }) => {
            format!("链接里“{parameter}”所含的过程由另一版本的页面写成，无法读取，已改用课程原来的过程。")
        }
        (Lang::En, Notice::UnreadableEdit { parameter, error: Unreadable::Damaged | Unreadable::TooLong }) => format!(
            "The run in the link's “{parameter}” is damaged, perhaps cut off. The lesson's own run is taken instead."
        ),
        (Lang::Zh, Notice::UnreadableEdit { parameter, error: Unreadable::Damaged | Unreadable::TooLong }) => {
            format!("链接里“{parameter}”所含的过程已损坏，可能被截断，已改用课程原来的过程。")
        }
        (Lang::En, Notice::CaptureWanted { file, number }) => format!(
            "This link shows conversation {number} of the capture “{file}”, which is not in the link. Open that file to \
             see it; it stays on your machine."
        ),
        (Lang::Zh, Notice::CaptureWanted { file, number }) => {
            format!(
                "这个链接要显示抓包文件“{file}”里的第 {number} 个会话，但文件不在链接里。请打开该文件；它不会离开你的电脑。"
            )
        }
        (Lang::En, Notice::More(1)) => "The link has one more fault.".into(),
        (Lang::En, Notice::More(more)) => format!("The link has {more} more faults."),
        (Lang::Zh, Notice::More(more)) => format!("链接里另外还有 {more} 处错误。"),
        (Lang::Zh, Notice::TooLong { parameter }) => format!("链接里的“{parameter}”过长，多出的部分已忽略。"),
    }
}
