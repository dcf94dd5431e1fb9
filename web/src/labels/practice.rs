//! Words of the quiz.

use lessons::Lang;

/// The words, in one language.
pub(crate) struct PracticeLabels {
    /// Which question, and of how many if there is an end.
    pub(crate) question: fn(usize, Option<u32>) -> String,
    /// What it practises, and how hard it is.
    pub(crate) about: fn(&str, u8) -> String,
    pub(crate) right_so_far: fn(usize, usize) -> String,
    pub(crate) seed: fn(u64) -> String,
    pub(crate) series: &'static str,
    pub(crate) sum_up: &'static str,
    pub(crate) next: &'static str,
    pub(crate) to_summary: &'static str,
    pub(crate) watch: &'static str,
    pub(crate) kept: &'static str,
    pub(crate) tries_left: fn(u32) -> String,
    pub(crate) try_again: &'static str,
    pub(crate) is_right: &'static str,
    pub(crate) way: fn(bool) -> &'static str,

    pub(crate) exchange: &'static str,
    /// The same where some segments are of neither.
    pub(crate) exchange_forged: &'static str,
    pub(crate) cards: &'static str,
    pub(crate) order: &'static str,
    pub(crate) client: &'static str,
    pub(crate) server: &'static str,
    pub(crate) segment: &'static str,
    pub(crate) sent: &'static str,
    pub(crate) arrives: &'static str,
    pub(crate) lost: &'static str,
    /// Whose a segment is that none of the two hosts sent, in a word and in full: whether as the client's, and from which port if
    /// that is another.
    pub(crate) by_hand: &'static str,
    pub(crate) flood: &'static str,
    pub(crate) made_by_hand: fn(bool, Option<u16>) -> String,
    pub(crate) from_stranger: fn(&str) -> String,
    pub(crate) to_stranger: fn(&str) -> String,
    pub(crate) flags: &'static str,
    pub(crate) options: &'static str,

    pub(crate) settings: &'static str,
    pub(crate) skills: &'static str,
    pub(crate) skill: &'static str,
    pub(crate) asked: &'static str,
    pub(crate) right: &'static str,
    pub(crate) hints: &'static str,
    pub(crate) known: &'static str,
    pub(crate) uncalibrated: &'static str,
    pub(crate) kept_here: &'static str,
    pub(crate) level: &'static str,
    pub(crate) level_adapts: &'static str,
    pub(crate) level_is: fn(u8) -> String,
    pub(crate) seed_field: &'static str,
    pub(crate) seed_hint: &'static str,
    pub(crate) begin: &'static str,

    pub(crate) summary: &'static str,
    pub(crate) total: fn(usize, usize) -> String,
    pub(crate) nothing_yet: &'static str,
    pub(crate) wrong_rules: &'static str,
    pub(crate) times: fn(&str, u32) -> String,
    pub(crate) again: &'static str,
    pub(crate) lesson: &'static str,
    pub(crate) own_run: &'static str,
    pub(crate) go_on: &'static str,
    pub(crate) new_round: &'static str,

    pub(crate) notices: &'static str,
    pub(crate) bad_seed: fn(&str) -> String,
    pub(crate) bad_skill: fn(&str) -> String,
    pub(crate) bad_level: fn(&str) -> String,
    pub(crate) bad_attempts: fn(&str) -> String,
    pub(crate) bad_feedback: fn(&str) -> String,
}

/// The words in `lang`.
pub(crate) fn practice(lang: Lang) -> &'static PracticeLabels {
    match lang {
        Lang::En => &EN,
        Lang::Zh => &ZH,
    }
}

const EN: PracticeLabels = PracticeLabels {
    question: |number, count| match count {
        Some(count) => format!("Question {number} of {count}"),
        None => format!("Question {number}"),
    },
    about: |skill, level| format!("{skill} · level {level}"),
    right_so_far: |right, answered| format!("{right} of {answered} right"),
    seed: |seed| format!("Seed {seed}"),
    series: "A fixed series: this link gives the same questions again.",
    sum_up: "End and sum up",
    next: "Next question",
    to_summary: "To the summary",
    watch: "Watch it in the stage",
    kept: "Your answer is kept. What is right is told at the end.",
    tries_left: |left| {
        if left == 1 {
            "Not all right yet. One more attempt.".into()
        } else {
            format!("Not all right yet. {left} more attempts.")
        }
    },
    try_again: "That is not right yet. Try again.",
    is_right: "right:",
    way: |of_client| if of_client { "States of the client, in order" } else { "States of the server, in order" },

    exchange: "The exchange (c: client, s: server)",
    exchange_forged: "The exchange (c: client, s: server, x: sent by neither)",
    cards: "The segments as they were given",
    order: "the order",
    client: "client",
    server: "server",
    segment: "segment",
    sent: "sent",
    arrives: "arrives",
    lost: "✗ lost",
    by_hand: "by hand",
    flood: "flood",
    made_by_hand: |as_client, port| {
        let side = if as_client { "client" } else { "server" };
        match port {
            Some(port) => format!("made by hand, as if from port {port} of the {side}"),
            None => format!("made by hand, as if from the {side}"),
        }
    },
    from_stranger: |address| format!("flood, as if from {address}"),
    to_stranger: |address| format!("to {address}"),
    flags: "flags",
    options: "options",

    settings: "Skills, level and seed",
    skills: "What to practise",
    skill: "skill",
    asked: "asked",
    right: "right",
    hints: "hints",
    known: "known*",
    uncalibrated: "* How likely you know it, as far as your answers tell. The estimate is uncalibrated: it serves to choose the next question, and nothing else. Each of the three levels wants two right answers in a row, and ✓ stands for the last; what is not practised fades by half in 30 days.",
    kept_here: "It is kept in this browser alone. Save or erase it with what you have seen, in the menu of lessons.",
    level: "Level",
    level_adapts: "as your answers go",
    level_is: |level| format!("level {level}"),
    seed_field: "Seed",
    seed_hint: "With a seed the questions are a fixed series that anybody gets from the same link. Without one, each follows from what you answered.",
    begin: "Begin anew",

    summary: "Summary",
    total: |right, answered| format!("{right} of {answered} questions right."),
    nothing_yet: "No question was answered yet.",
    wrong_rules: "wrong rules",
    times: |title, times| if times > 1 { format!("{title} ×{times}") } else { title.into() },
    again: "watch again",
    lesson: "in a lesson",
    own_run: "the question's run",
    go_on: "Go on",
    new_round: "New round: the same skills, other questions",

    notices: "About the link",
    bad_seed: |value| {
        format!("The link's seed “{value}” is no whole number up to 18446744073709551615, so one was drawn.")
    },
    bad_skill: |value| format!("The link names the skill “{value}”, which there is not. It is left out."),
    bad_level: |value| format!("The link's level “{value}” is none of 1, 2 and 3, so the level adapts."),
    bad_attempts: |value| {
        format!(
            "The link's attempts “{value}” are neither a whole number from 1 to 5 nor “unlimited”, so each question has one."
        )
    },
    bad_feedback: |value| {
        format!("The link's feedback “{value}” is neither now nor end, so what is right is told at once.")
    },
};

const ZH: PracticeLabels = PracticeLabels {
    question: |number, count| match count {
        Some(count) => format!("第 {number} 题，共 {count} 题"),
        None => format!("第 {number} 题"),
    },
    about: |skill, level| format!("{skill} · 难度 {level}"),
    right_so_far: |right, answered| format!("已答 {answered} 题，对 {right} 题"),
    seed: |seed| format!("种子 {seed}"),
    series: "这是一组固定的题目：同一个链接会给出同样的题。",
    sum_up: "结束并总结",
    next: "下一题",
    to_summary: "查看总结",
    watch: "在舞台上观看这一段",
    kept: "答案已保存，结束时再公布对错。",
    tries_left: |left| format!("还没有全部答对，还可以再试 {left} 次。"),
    try_again: "还不对，请再试一次。",
    is_right: "正确答案：",
    way: |of_client| if of_client { "客户端依次经过的状态" } else { "服务器依次经过的状态" },

    exchange: "通信过程（c：客户端，s：服务器）",
    exchange_forged: "通信过程（c：客户端，s：服务器，x：都不是它们发的）",
    cards: "题目给出的报文段",
    order: "发送顺序",
    client: "客户端",
    server: "服务器",
    segment: "报文段",
    sent: "发出",
    arrives: "到达",
    lost: "✗ 丢失",
    by_hand: "手工",
    flood: "泛洪",
    made_by_hand: |as_client, port| {
        let side = if as_client { "客户端" } else { "服务器" };
        match port {
            Some(port) => format!("手工报文段，冒充来自{side}端口 {port}"),
            None => format!("手工报文段，冒充{side}"),
        }
    },
    from_stranger: |address| format!("泛洪，冒充来自 {address}"),
    to_stranger: |address| format!("发往 {address}"),
    flags: "标志位",
    options: "选项",

    settings: "技能、难度和种子",
    skills: "练习哪些内容",
    skill: "技能",
    asked: "题数",
    right: "答对",
    hints: "提示",
    known: "掌握*",
    uncalibrated: "* 根据你的答案估计的掌握概率。这个估计未经校准，只用来挑选下一题，不能作为评价。三个难度各要求连续答对两题，✓ 表示最高一级也已做到；不练习的话，每 30 天淡忘一半。",
    kept_here: "这些记录只保存在这个浏览器里，可以在课程菜单中与学习进度一起导出或清除。",
    level: "难度",
    level_adapts: "随答题情况调整",
    level_is: |level| format!("难度 {level}"),
    seed_field: "种子",
    seed_hint: "指定种子时，题目是固定的一组，任何人打开同一链接都会得到同样的题；不指定时，下一题取决于你之前的答案。",
    begin: "重新开始",

    summary: "总结",
    total: |right, answered| format!("共答 {answered} 题，答对 {right} 题。"),
    nothing_yet: "还没有回答任何题目。",
    wrong_rules: "错误的规则",
    times: |title, times| if times > 1 { format!("{title} ×{times}") } else { title.into() },
    again: "再看一遍",
    lesson: "课程中的时刻",
    own_run: "这道题的过程",
    go_on: "继续答题",
    new_round: "再来一轮：考点相同，换一批题",

    notices: "关于这个链接",
    bad_seed: |value| format!("链接里的种子“{value}”不是不超过 18446744073709551615 的整数，已另取一个。"),
    bad_skill: |value| format!("链接里的技能“{value}”并不存在，已略去。"),
    bad_level: |value| format!("链接里的难度“{value}”不是 1、2、3 之一，改为随答题情况调整。"),
    bad_attempts: |value| format!("链接里的作答次数“{value}”既不是 1 到 5 的整数，也不是 unlimited，改为每题一次。"),
    bad_feedback: |value| format!("链接里的反馈时机“{value}”既不是 now 也不是 end，改为答完即告知对错。"),
};
