//! What the quiz says besides its questions, in both languages.

/// What is said in one language.
pub(crate) struct Words {
    pub(crate) about: &'static str,
    pub(crate) seed_help: &'static str,
    pub(crate) count_help: &'static str,
    pub(crate) skill_help: &'static str,
    pub(crate) level_help: &'static str,
    pub(crate) lesson_help: &'static str,
    pub(crate) json_help: &'static str,
    pub(crate) exit_codes: &'static str,

    /// How many questions there are, and of which seed.
    pub(crate) begins: fn(usize, Option<u64>) -> String,
    pub(crate) how: &'static str,
    /// Which question of how many, what it practises, and its level.
    pub(crate) question: fn(usize, usize, &str, Option<u8>) -> String,
    pub(crate) hint: fn(usize, &str) -> String,
    pub(crate) no_more_hints: &'static str,
    /// How many choices there are.
    pub(crate) choose: fn(usize) -> String,
    pub(crate) right: &'static str,
    /// What would have been right.
    pub(crate) wrong: fn(&str) -> String,
    pub(crate) left_out: fn(&str) -> String,
    pub(crate) covered: &'static str,
    pub(crate) segment: &'static str,
    /// Segments by their names.
    pub(crate) arrives: fn(&str) -> String,
    pub(crate) is_lost: fn(&str) -> String,
    pub(crate) skill: &'static str,
    pub(crate) asked: &'static str,
    pub(crate) answered_right: &'static str,
    pub(crate) hints: &'static str,
    pub(crate) known: &'static str,
    pub(crate) slips: &'static str,
    pub(crate) watch: &'static str,
    pub(crate) times: fn(&str, u32) -> String,
    /// Right, answered, and whether all were.
    pub(crate) total: fn(usize, usize, bool) -> String,
    pub(crate) uncalibrated: &'static str,
}

pub(super) const EN: Words = Words {
    about: "Ask questions on TCP, and tell by which wrong rule an answer came about",
    seed_help: "The seed: the same one gives the same questions (otherwise another each time; it is shown)",
    count_help: "How many questions: 1 to 1000 (otherwise 10)",
    skill_help: "Only these skills, separated by commas: isn, syn, data, ack, cumulative, dupack, retransmission, sack, \
                 window, fin, rst, keep-alive, wrap, relative, state",
    level_help: "How hard: 1, 2 or 3 (otherwise harder with each round)",
    lesson_help: "The questions of this lesson in place of generated ones",
    json_help: "Tell the result as JSON on standard output; the questions go to standard error",
    exit_codes: "Answers are read from standard input, one a line: ? asks for a hint, - leaves a part out, q ends.\n\
                 Exit codes: 0 every question was put, 1 something cannot be read, 2 the command cannot be understood, \
                 3 the answers ended before the last question.",
    begins: |count, seed| match seed {
        Some(seed) => format!("{}. The same come again with --seed {seed}.", questions(count)),
        None => format!("{}.", questions(count)),
    },
    how: "? is a hint, - leaves a part out, q ends. Numbers may be decimal, 0x…, or a sum such as 1000+200.",
    question: |number, count, skill, level| match level {
        Some(level) => format!("Question {number} of {count} · {skill} · level {level}"),
        None => format!("Question {number} of {count} · {skill}"),
    },
    hint: |number, text| format!("Hint {number}: {text}"),
    no_more_hints: "There is no further hint.",
    choose: |count| format!("Type the number of one of the {count}, or its name."),
    right: "right",
    wrong: |right| format!("wrong: it is {right}"),
    left_out: |right| format!("left out: it is {right}"),
    covered: "?",
    segment: "segment",
    arrives: |name| format!("{name} arrives"),
    is_lost: |name| format!("{name} is lost"),
    skill: "skill",
    asked: "asked",
    answered_right: "right",
    hints: "hints",
    known: "known*",
    slips: "wrong rules",
    watch: "watch again",
    times: |rule, times| format!("{rule} ×{times}"),
    total: |right, answered, all| {
        let end = if all { "" } else { " The answers ended before the last question." };
        format!("{right} of {} right.{end}", questions(answered))
    },
    uncalibrated: "* How likely the skill is known, by knowledge tracing whose numbers are uncalibrated; each of three levels wants two right answers in a row.",
};

fn questions(count: usize) -> String {
    format!("{count} question{}", if count == 1 { "" } else { "s" })
}

pub(super) const ZH: Words = Words {
    about: "提出关于 TCP 的题目，并说明错误的答案出自哪条错误的规则",
    seed_help: "种子：相同的种子给出相同的题目（不指定则每次不同；会显示出来）",
    count_help: "题目数：1 到 1000（不指定则为 10）",
    skill_help: "只考这些技能，用逗号隔开：isn、syn、data、ack、cumulative、dupack、retransmission、sack、window、fin、rst、\
                 keep-alive、wrap、relative、state",
    level_help: "难度：1、2 或 3（不指定则逐轮变难）",
    lesson_help: "用这一课自己的题目代替生成的题目",
    json_help: "结果以 JSON 写到标准输出；题目写到标准错误",
    exit_codes: "答案从标准输入逐行读取：? 要提示，- 跳过一项，q 结束。\n\
                 退出码：0 题目全部出完，1 有内容无法读取，2 命令无法理解，3 答案在最后一题之前就结束了。",
    begins: |count, seed| match seed {
        Some(seed) => format!("共 {count} 题。加上 --seed {seed} 会再次出这些题。"),
        None => format!("共 {count} 题。"),
    },
    how: "? 是提示，- 跳过一项，q 结束。数可以是十进制、0x…，或 1000+200 这样的算式。",
    question: |number, count, skill, level| match level {
        Some(level) => format!("第 {number} 题，共 {count} 题 · {skill} · 难度 {level}"),
        None => format!("第 {number} 题，共 {count} 题 · {skill}"),
    },
    hint: |number, text| format!("提示 {number}：{text}"),
    no_more_hints: "没有更多提示了。",
    choose: |count| format!("请填 {count} 个选项之一的编号或名称。"),
    right: "正确",
    wrong: |right| format!("错误，应为 {right}"),
    left_out: |right| format!("未答，应为 {right}"),
    covered: "?",
    segment: "报文段",
    arrives: |name| format!("{name} 到达"),
    is_lost: |name| format!("{name} 丢失"),
    skill: "技能",
    asked: "题数",
    answered_right: "答对",
    hints: "提示",
    known: "掌握*",
    slips: "错误的规则",
    watch: "再看一遍",
    times: |rule, times| format!("{rule} ×{times}"),
    total: |right, answered, all| {
        let end = if all { "" } else { "答案在最后一题之前就结束了。" };
        format!("{answered} 题中答对 {right} 题。{end}")
    },
    uncalibrated: "* 由知识追踪估计的掌握概率，其参数未经校准；三个难度各要求连续答对两题。",
};
