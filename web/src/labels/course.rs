//! The words around the lessons: their menu, what was seen of them, and the glossary.

use lessons::Lang;

pub(crate) struct CourseLabels {
    pub(crate) lessons: &'static str,
    pub(crate) search: &'static str,
    pub(crate) close: &'static str,
    pub(crate) dismiss: &'static str,
    /// How many are listed, how many were seen to their end, and how many there are.
    pub(crate) found: fn(usize, usize, usize) -> String,
    /// How many moments of how many were seen.
    pub(crate) seen: fn(usize, usize) -> String,
    pub(crate) finished: &'static str,
    pub(crate) kept_here: &'static str,
    pub(crate) export: &'static str,
    pub(crate) erase: &'static str,
    pub(crate) really_erase: &'static str,
    pub(crate) stopped: &'static str,
    pub(crate) go_on: &'static str,
    /// Of a lesson that is not in the single file: as its title, what to do, and as a word in the menu.
    pub(crate) left_out: &'static str,
    pub(crate) left_out_hint: &'static str,
    pub(crate) not_here: &'static str,
    pub(crate) first_lesson: &'static str,
    pub(crate) glossary: &'static str,
    /// An RFC and a section of it, which may be empty.
    pub(crate) cited: fn(u16, &str) -> String,
}

pub(crate) fn course(lang: Lang) -> &'static CourseLabels {
    match lang {
        Lang::En => &EN,
        Lang::Zh => &ZH,
    }
}

const EN: CourseLabels = CourseLabels {
    lessons: "Lessons",
    search: "Search",
    close: "Close",
    dismiss: "No",
    found: |found, finished, all| format!("Listed: {found}. Seen to the end: {finished} of {all}."),
    seen: |seen, all| format!("Seen: {seen} of {all} moments"),
    finished: "✓ Seen to the end",
    kept_here: "What you have seen is kept in this browser alone.",
    export: "Save as a file",
    erase: "Erase it",
    really_erase: "Erase it for good?",
    stopped: "You stopped in the middle of a lesson.",
    go_on: "Go on where I stopped",
    left_out: "This lesson is not in this file",
    left_out_hint: "The file has room for some of the lessons. Choose another one in the menu at the top, or open this one on \
                    the full site.",
    not_here: "Not in this file",
    first_lesson: "To the first lesson",
    glossary: "Glossary",
    cited: |rfc, section| {
        if section.is_empty() { format!("RFC {rfc}") } else { format!("RFC {rfc}, section {section}") }
    },
};

const ZH: CourseLabels = CourseLabels {
    lessons: "课程",
    search: "搜索",
    close: "关闭",
    dismiss: "不用",
    found: |found, finished, all| format!("列出 {found} 课；共 {all} 课，已看完 {finished} 课。"),
    seen: |seen, all| format!("已看 {seen}/{all} 个时刻"),
    finished: "✓ 已看完",
    kept_here: "学习进度只保存在这个浏览器里。",
    export: "存为文件",
    erase: "清除",
    really_erase: "确定清除？",
    stopped: "上次有一课没有看完。",
    go_on: "从上次停下的地方继续",
    left_out: "这个文件里没有这一课",
    left_out_hint: "单个文件只放得下一部分课程。请从顶部的菜单另选一课，或者到完整的网站打开这一课。",
    not_here: "这个文件里没有",
    first_lesson: "去第一课",
    glossary: "术语表",
    cited: |rfc, section| {
        if section.is_empty() { format!("RFC {rfc}") } else { format!("RFC {rfc} 第 {section} 节") }
    },
};
