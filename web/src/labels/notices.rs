//! Words about the run and the link: what was wrong, what was changed, what is under way.

use lessons::Lang;

use crate::model::{Notice, Unreadable};

/// The words, in one language.
pub(crate) struct NoticeLabels {
    /// How many things a long run has told of, and the time that it has reached.
    pub(crate) running: fn(usize, &str) -> String,
    pub(crate) call_off: &'static str,
    pub(crate) restore: &'static str,
    pub(crate) edited: &'static str,
    /// After all changes were undone.
    pub(crate) taken_back: &'static str,
    pub(crate) notices: &'static str,
    pub(crate) dismiss: &'static str,
    pub(crate) compare_own: &'static str,
    pub(crate) compare_before: &'static str,
    pub(crate) compare_end: &'static str,
    pub(crate) undo: &'static str,
    pub(crate) redo: &'static str,
}

/// The words in `lang`.
pub(crate) fn notices(lang: Lang) -> &'static NoticeLabels {
    match lang {
        Lang::En => &EN,
        Lang::Zh => &ZH,
    }
}

const EN: NoticeLabels = NoticeLabels {
    running: |entries, time| format!("The run is being computed: {entries} steps so far, up to {time}."),
    call_off: "Call it off",
    restore: "Restore the lesson's own run",
    edited: "You changed this run.",
    taken_back: "You took your changes back.",
    notices: "About the link",
    dismiss: "Got it",
    compare_own: "Compare with the lesson's run",
    compare_before: "Compare with the run before",
    compare_end: "Stop comparing",
    undo: "Undo",
    redo: "Redo",
};

const ZH: NoticeLabels = NoticeLabels {
    running: |entries, time| format!("正在推演这次通信：已有 {entries} 步，到 {time}。"),
    call_off: "停止推演",
    restore: "恢复课程原来的过程",
    edited: "你改动了这次通信。",
    taken_back: "你的改动都已撤销。",
    notices: "关于这个链接",
    dismiss: "知道了",
    compare_own: "与课程原过程比较",
    compare_before: "与上次改动前比较",
    compare_end: "结束比较",
    undo: "撤销",
    redo: "重做",
};

/// A notice as a sentence.
pub(crate) fn notice(lang: Lang, notice: &Notice) -> String {
    match (lang, notice) {
        (Lang::En, Notice::UnknownLesson(id)) => {
            format!("There is no lesson “{id}”. The three-way handshake is shown instead.")
        }
        (Lang::Zh, Notice::UnknownLesson(id)) => format!("没有名为“{id}”的课程，先打开“三次握手”。"),
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
        (Lang::Zh, Notice::CaptureWanted { file, number }) => format!(
            "这个链接要显示抓包文件“{file}”里的第 {number} 个会话，但文件不在链接里。请打开该文件；它不会离开你的电脑。"
        ),
        (Lang::En, Notice::NotReported { parameter, value }) => {
            format!("In the link, {parameter} = “{value}” cannot be used, so what you do here is reported to nobody.")
        }
        (Lang::Zh, Notice::NotReported { parameter, value }) => {
            format!("链接里 {parameter} 的值“{value}”无法使用，因此你在这里的操作不会上报。")
        }
        (Lang::En, Notice::More(1)) => "The link has one more fault.".into(),
        (Lang::En, Notice::More(more)) => format!("The link has {more} more faults."),
        (Lang::Zh, Notice::More(more)) => format!("链接里另外还有 {more} 处错误。"),
        (Lang::Zh, Notice::TooLong { parameter }) => format!("链接里的“{parameter}”过长，多出的部分已忽略。"),
    }
}
