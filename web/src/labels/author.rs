//! The words around a lesson that somebody else wrote.

use lessons::Lang;

pub(crate) struct AuthorLabels {
    pub(crate) open: &'static str,
    /// Which files make a lesson.
    pub(crate) which: &'static str,
    /// How many things are wrong with it.
    pub(crate) wrong: fn(usize) -> String,
    pub(crate) can_be_shown: &'static str,
    pub(crate) cannot_be_shown: &'static str,
    pub(crate) open_anyway: &'static str,
    /// A line of a file.
    pub(crate) line: fn(&str, usize) -> String,
    /// So many more things than are listed.
    pub(crate) more: fn(usize) -> String,
    pub(crate) not_opened: &'static str,
    pub(crate) first_lesson: &'static str,
    pub(crate) from_outside: &'static str,
    pub(crate) save: &'static str,
    pub(crate) dismiss: &'static str,
    pub(crate) link_too_long: &'static str,
    pub(crate) link_damaged: &'static str,
    pub(crate) no_address: fn(&str) -> String,
    /// The address's origin, and the page's.
    pub(crate) other_origin: fn(&str, &str) -> String,
    pub(crate) no_answer: fn(&str) -> String,
    pub(crate) status: fn(&str, u16) -> String,
    /// A file or an address, and the octets that are read.
    pub(crate) too_long: fn(&str, usize) -> String,
    pub(crate) unreadable: fn(&str) -> String,
    pub(crate) not_packed: fn(&str) -> String,
    pub(crate) no_parts: &'static str,
    pub(crate) ambiguous: &'static str,
}

pub(crate) fn author(lang: Lang) -> &'static AuthorLabels {
    match lang {
        Lang::En => &EN,
        Lang::Zh => &ZH,
    }
}

const EN: AuthorLabels = AuthorLabels {
    open: "Open a lesson of your own…",
    which: "Choose lesson.toml, en.md and zh.md together, or the one file that `synackademy lesson pack` made of them. \
            They stay on this machine.",
    wrong: |count| {
        if count == 1 {
            "One thing is wrong with this lesson.".into()
        } else {
            format!("{count} things are wrong with this lesson.")
        }
    },
    can_be_shown: "It can be shown all the same: what is missing or not allowed is left out.",
    cannot_be_shown: "It cannot be shown until that is mended. Nothing else has changed.",
    open_anyway: "Show it all the same",
    line: |file, line| format!("{file}, line {line}:"),
    more: |count| format!("And {count} more."),
    not_opened: "The lesson was not opened",
    first_lesson: "To the first lesson",
    from_outside: "This lesson is none of ours: its author answers for what it says. The numbers are the engine's.",
    save: "Save as one file",
    dismiss: "Got it",
    link_too_long: "The lesson in this link is longer than a lesson may be: 64 KiB for each of its three files.",
    link_damaged: "The lesson in this link is damaged: a part of the link is missing or was changed. Copy the whole link again.",
    no_address: |text| {
        format!("`{text}` is no address. Expected is a folder beside this page, such as lesson-url=my-lesson/.")
    },
    other_origin: |of, ours| {
        format!(
            "The lesson is at {of}, and this page only reads lessons from where it comes from itself ({ours}). Open its files instead."
        )
    },
    no_answer: |address| format!("{address} could not be read: nobody answers there, or it leads to another site."),
    status: |address, status| {
        format!(
            "{address} could not be read: the answer is {status}. Expected is a folder that ends with / and has lesson.toml, en.md and zh.md, or one packed file."
        )
    },
    too_long: |name, most| format!("{name} is too long: at most {most} octets are read."),
    unreadable: |name| format!("{name} can no longer be read. Choose it again."),
    not_packed: |name| {
        format!(
            "{name} is no lesson. Expected are lesson.toml, en.md and zh.md together, or one file with the lines === lesson.toml ===, === en.md === and === zh.md ===."
        )
    },
    no_parts: "None of these files belongs to a lesson. Expected are lesson.toml, en.md and zh.md.",
    ambiguous: "A line such as === en.md === stands within one of the files, where only a packed lesson has one. Take it out.",
};

const ZH: AuthorLabels = AuthorLabels {
    open: "打开自己编写的课程…",
    which: "同时选择 lesson.toml、en.md 和 zh.md，或者选择由 `synackademy lesson pack` 合成的一个文件。文件不会离开本机。",
    wrong: |count| format!("这一课有 {count} 处问题。"),
    can_be_shown: "仍然可以显示：缺少的和不允许的内容会略去。",
    cannot_be_shown: "改正之前无法显示。其他一切照旧。",
    open_anyway: "仍然显示",
    line: |file, line| format!("{file} 第 {line} 行："),
    more: |count| format!("另有 {count} 处。"),
    not_opened: "这一课没有打开",
    first_lesson: "去第一课",
    from_outside: "这一课不是本站编写的，内容由作者负责；其中的数字仍由协议引擎算出。",
    save: "存为一个文件",
    dismiss: "知道了",
    link_too_long: "链接里的课程太长：三个文件各不得超过 64 KiB。",
    link_damaged: "链接里的课程已损坏：链接缺了一段或被改动过。请重新复制完整的链接。",
    no_address: |text| format!("`{text}` 不是地址。应为本页旁边的一个文件夹，例如 lesson-url=my-lesson/。"),
    other_origin: |of, ours| format!("这一课在 {of}，而本页只读取与自己同源（{ours}）的课程。请改为打开它的文件。"),
    no_answer: |address| format!("无法读取 {address}：那里没有应答，或者会转到别的网站。"),
    status: |address, status| {
        format!(
            "无法读取 {address}：应答为 {status}。应为以 / 结尾、含有 lesson.toml、en.md 和 zh.md 的文件夹，或一个合成的文件。"
        )
    },
    too_long: |name, most| format!("{name} 太长：最多读取 {most} 个字节。"),
    unreadable: |name| format!("无法再读取 {name}，请重新选择。"),
    not_packed: |name| {
        format!(
            "{name} 不是课程。应同时选择 lesson.toml、en.md 和 zh.md，或选择含有 === lesson.toml ===、=== en.md ===、=== zh.md === 三行的一个文件。"
        )
    },
    no_parts: "这些文件都不属于课程，应为 lesson.toml、en.md 和 zh.md。",
    ambiguous: "文件中有形如 === en.md === 的一行，只有合成的课程文件才能有这样的行。请去掉它。",
};
