//! Words of the top bar, the transport bar, the notices and the list of keys.

use lessons::Lang;

use crate::model::Notice;

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
    pub(crate) restore: &'static str,
    pub(crate) edited: &'static str,
    pub(crate) notices: &'static str,
    pub(crate) dismiss: &'static str,
    pub(crate) exchange: &'static str,
    /// While the code of a view is fetched, and when that failed.
    pub(crate) loading: &'static str,
    pub(crate) not_loaded: &'static str,
    pub(crate) try_again: &'static str,
    /// Each key with what it does.
    pub(crate) key_list: [(&'static str, &'static str); 13],
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
    restore: "Restore the lesson's own run",
    edited: "You changed this run.",
    notices: "About the link",
    dismiss: "Got it",
    exchange: "The exchange",
    loading: "Loading this part of the page…",
    not_loaded: "This part of the page could not be loaded. Are you connected to the network?",
    try_again: "Try again",
    key_list: [
        ("Space", "play or pause"),
        ("→", "one step on"),
        ("←", "one step back"),
        ("Shift + →", "to the next segment that is sent"),
        ("Shift + ←", "to the segment sent before"),
        ("Home", "to the start"),
        ("End", "to the end"),
        ("+ / −", "faster, slower"),
        ("N", "absolute or relative numbers"),
        ("P", "watch or predict"),
        ("L", "English or Chinese"),
        ("C", "colours: system, light, dark"),
        ("?", "this list"),
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
    restore: "恢复课程原来的过程",
    edited: "你改动了这次通信。",
    notices: "关于这个链接",
    dismiss: "知道了",
    exchange: "通信过程",
    loading: "正在加载这一部分……",
    not_loaded: "这一部分没有加载成功，请检查网络连接。",
    try_again: "重试",
    key_list: [
        ("空格", "播放或暂停"),
        ("→", "前进一步"),
        ("←", "后退一步"),
        ("Shift + →", "到下一个发出的报文段"),
        ("Shift + ←", "到上一个发出的报文段"),
        ("Home", "回到开头"),
        ("End", "跳到结尾"),
        ("+ / −", "加快、放慢"),
        ("N", "绝对序号或相对序号"),
        ("P", "观看或预测"),
        ("L", "中文或英文"),
        ("C", "颜色：跟随系统、浅色、深色"),
        ("?", "显示本列表"),
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
        (Lang::En, Notice::More(1)) => "The link has one more fault.".into(),
        (Lang::En, Notice::More(more)) => format!("The link has {more} more faults."),
        (Lang::Zh, Notice::More(more)) => format!("链接里另外还有 {more} 处错误。"),
        (Lang::Zh, Notice::TooLong { parameter }) => format!("链接里的“{parameter}”过长，多出的部分已忽略。"),
    }
}
