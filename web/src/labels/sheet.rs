//! Words of sheets: the form that makes one, the sheet on paper, the run of one and its results.

use lessons::Lang;

/// The words, in one language.
pub(crate) struct SheetLabels {
    pub(crate) make: &'static str,
    pub(crate) intro: &'static str,
    /// Where answers are judged, and what follows from that.
    pub(crate) honest: &'static str,
    pub(crate) back: &'static str,

    pub(crate) title: &'static str,
    pub(crate) generated: &'static str,
    pub(crate) count: &'static str,
    pub(crate) level: &'static str,
    pub(crate) level_rises: &'static str,
    pub(crate) level_is: fn(u8) -> String,
    pub(crate) skills: &'static str,
    pub(crate) skills_hint: &'static str,
    pub(crate) seed: &'static str,
    pub(crate) seed_hint: &'static str,
    pub(crate) other_seed: &'static str,
    pub(crate) of_lessons: &'static str,
    pub(crate) of_lessons_hint: fn(usize) -> String,
    pub(crate) search: &'static str,
    pub(crate) chosen: fn(usize) -> String,
    pub(crate) rules: &'static str,
    pub(crate) feedback: &'static str,
    pub(crate) feedback_now: &'static str,
    pub(crate) feedback_end: &'static str,
    pub(crate) attempts: &'static str,
    pub(crate) unlimited: &'static str,
    pub(crate) minutes: &'static str,
    pub(crate) minutes_hint: &'static str,
    pub(crate) pass: &'static str,
    pub(crate) pass_hint: &'static str,

    pub(crate) link: &'static str,
    pub(crate) open: &'static str,
    pub(crate) preview: &'static str,

    pub(crate) paper: &'static str,
    pub(crate) print: &'static str,
    pub(crate) with_key: &'static str,
    pub(crate) learner: &'static str,
    pub(crate) date: &'static str,
    pub(crate) question: fn(usize) -> String,
    pub(crate) key: &'static str,
    pub(crate) seed_is: fn(u64) -> String,
    pub(crate) one_of: &'static str,
    pub(crate) bits: &'static str,

    pub(crate) sheet: &'static str,
    pub(crate) begin: &'static str,
    pub(crate) begin_again: &'static str,
    pub(crate) questions: fn(usize) -> String,
    pub(crate) no_questions: &'static str,
    pub(crate) tries: fn(u32) -> String,
    pub(crate) tries_unlimited: &'static str,
    pub(crate) told_now: &'static str,
    pub(crate) told_at_end: &'static str,
    pub(crate) limit: fn(u32) -> String,
    pub(crate) no_limit: &'static str,
    /// What is to be reached, in percent.
    pub(crate) to_pass: fn(u32) -> String,
    pub(crate) kept: &'static str,
    pub(crate) progress: fn(usize, usize) -> String,
    pub(crate) left: fn(&str) -> String,
    /// How many seconds are left, of those few at which it is told.
    pub(crate) soon: fn(u32) -> String,
    pub(crate) time_is_up: &'static str,
    /// What became of what was filled in for a question and not locked.
    pub(crate) taken: fn(usize) -> String,
    pub(crate) taken_in_part: fn(usize, usize, usize) -> String,
    pub(crate) unreadable: fn(usize) -> String,
    pub(crate) open_at_end: fn(usize) -> String,
    pub(crate) next: &'static str,
    /// On without an answer.
    pub(crate) skip: &'static str,
    pub(crate) to_results: &'static str,
    /// To those that are open, and what can be done there.
    pub(crate) to_open: &'static str,
    pub(crate) still_open: &'static str,
    pub(crate) hand_in: &'static str,
    pub(crate) really_hand_in: fn(usize) -> String,

    pub(crate) results: &'static str,
    pub(crate) score: fn(u32, u32, u32) -> String,
    /// Whether so many percent, which are the pass mark, were reached.
    pub(crate) passed: fn(bool, u32) -> String,
    pub(crate) took: fn(&str) -> String,
    pub(crate) score_rule: &'static str,
    pub(crate) columns: [&'static str; 8],
    pub(crate) right: &'static str,
    pub(crate) wrong: &'static str,
    pub(crate) not_answered: &'static str,
    pub(crate) watch: &'static str,
    pub(crate) learner_in_file: &'static str,
    pub(crate) learner_hint: &'static str,
    pub(crate) save_csv: &'static str,
    pub(crate) save_json: &'static str,
    pub(crate) saved: fn(&str) -> String,
    pub(crate) not_saved: &'static str,
    pub(crate) adjusted: &'static str,
}

/// The words in `lang`.
pub(crate) fn sheet(lang: Lang) -> &'static SheetLabels {
    match lang {
        Lang::En => &EN,
        Lang::Zh => &ZH,
    }
}

const EN: SheetLabels = SheetLabels {
    make: "Make a sheet for a class",
    intro: "Choose what is asked. Whoever opens the link gets the same questions.",
    honest: "Answers are judged in the learner's own browser. Whoever opens the developer tools can see the right answers or \
             send any score. So a sheet is for practice and participation, not for exams that count.",
    back: "Back to the quiz",

    title: "Title",
    generated: "Generated questions",
    count: "How many",
    level: "Level",
    level_rises: "rising",
    level_is: |level| format!("level {level}"),
    skills: "What they practise",
    skills_hint: "If none is chosen, it is all of them.",
    seed: "Seed",
    seed_hint: "The same seed gives the same questions.",
    other_seed: "Draw another seed",
    of_lessons: "Lessons' own questions",
    of_lessons_hint: |most| format!("They come first. {most} lessons at the most."),
    search: "Search the lessons",
    chosen: |count| format!("Chosen: {count}"),
    rules: "How it is answered",
    feedback: "Feedback",
    feedback_now: "after each question",
    feedback_end: "at the end",
    attempts: "Attempts for each question",
    unlimited: "unlimited",
    minutes: "Minutes for all of it",
    minutes_hint: "If it is empty, there is no limit.",
    pass: "Pass mark, in per cent",
    pass_hint: "If it is empty, nobody passes or fails: there is only a score.",

    link: "Link to this sheet",
    open: "Open the sheet",
    preview: "Preview for printing",

    paper: "On paper",
    print: "Print",
    with_key: "with an answer key on pages of its own",
    learner: "Name",
    date: "Date",
    question: |number| format!("Question {number}"),
    key: "Answer key",
    seed_is: |seed| format!("Seed {seed}"),
    one_of: "one of",
    bits: "set bits",

    sheet: "Sheet of questions",
    begin: "Begin",
    begin_again: "Answer it again from the beginning",
    questions: |count| if count == 1 { "1 question".into() } else { format!("{count} questions") },
    no_questions: "This link asks nothing.",
    tries: |count| {
        if count == 1 {
            "Each question is answered once.".into()
        } else {
            format!("Each question may be answered {count} times. The best answer counts.")
        }
    },
    tries_unlimited: "Each question may be answered as often as you like. The best answer counts.",
    told_now: "After each question you are told what is right.",
    told_at_end: "At the end you are told what is right.",
    limit: |minutes| {
        if minutes == 1 {
            "You have 1 minute, from when you begin. When it is over, what is filled in is taken as your answer.".into()
        } else {
            format!(
                "You have {minutes} minutes, from when you begin. When they are over, what is filled in is taken as your \
                 answer."
            )
        }
    },
    no_limit: "There is no time limit.",
    to_pass: |percent| format!("You pass with {percent} % or more."),
    kept: "What you answer is kept in this tab, also when the page is loaded again. Opened in another tab, the link begins a \
           new attempt; saved results say when an attempt began and ended.",
    progress: |at, all| format!("Question {at} of {all}"),
    left: |time| format!("Time left: {time}"),
    soon: |seconds| match seconds {
        60 => "1 minute left.".into(),
        seconds if seconds > 60 => format!("{} minutes left.", seconds / 60),
        seconds => format!("{seconds} seconds left. What is filled in then is taken as your answer."),
    },
    time_is_up: "The time is up.",
    taken: |question| format!("What was filled in for question {question} was taken as your answer."),
    taken_in_part: |question, read, of| {
        format!(
            "Of question {question}, {read} of {of} fields could be read and were taken; the rest counts as left open."
        )
    },
    unreadable: |question| {
        format!("What was filled in for question {question} cannot be read as an answer, so it counts as not answered.")
    },
    open_at_end: |count| {
        if count == 1 { "1 question is not answered.".into() } else { format!("{count} questions are not answered.") }
    },
    next: "Next question",
    skip: "Skip this question",
    to_results: "To the results",
    to_open: "To the open questions",
    still_open: "You can still go back to each of them. Nothing is handed in before you press “Hand in now”.",
    hand_in: "Hand in now",
    really_hand_in: |open| format!("Hand in with {open} not answered?"),

    results: "Results",
    score: |percent, right, all| format!("{percent} % · {right} of {all} questions wholly right"),
    passed: |has_passed, percent| {
        if has_passed {
            format!("✓ Passed (pass mark {percent} %)")
        } else {
            format!("✗ Not passed (pass mark {percent} %)")
        }
    },
    took: |time| format!("Time taken: {time}"),
    score_rule: "Each question is worth the same, and each thing that it asks is worth a share of it. Of several attempts \
                 the best counts.",
    columns: ["Question", "Asked", "Your answer", "Right", "Verdict", "What it comes from", "Attempts, hints", "Time"],
    right: "right",
    wrong: "not right",
    not_answered: "not answered",
    watch: "Watch again",
    learner_in_file: "Your name",
    learner_hint: "It is written into the file that you save, and kept nowhere else. You may leave it empty.",
    save_csv: "Save as a table (CSV)",
    save_json: "Save as JSON",
    saved: |name| format!("Saved: {name}"),
    not_saved: "The browser did not save the file.",
    adjusted: "Some of the link cannot be used as it is:",
};

const ZH: SheetLabels = SheetLabels {
    make: "给班级出一份练习",
    intro: "选好要考什么。打开同一个链接的人，题目都一样。",
    honest: "答案在学习者自己的浏览器里批改。打开开发者工具的人能看到正确答案，也能提交任意分数。所以它适合练习和平时参与，不适合计入成绩的考试。",
    back: "回到测验",

    title: "标题",
    generated: "自动出题",
    count: "题数",
    level: "难度",
    level_rises: "由易到难",
    level_is: |level| format!("第 {level} 级"),
    skills: "考点",
    skills_hint: "一个都不选，就是全部考点。",
    seed: "种子",
    seed_hint: "种子相同，题目就相同。",
    other_seed: "换一个种子",
    of_lessons: "课程自带的题目",
    of_lessons_hint: |most| format!("排在最前面，最多选 {most} 课。"),
    search: "搜索课程",
    chosen: |count| format!("已选 {count} 课"),
    rules: "作答方式",
    feedback: "反馈",
    feedback_now: "每题之后",
    feedback_end: "全部答完之后",
    attempts: "每题可作答次数",
    unlimited: "不限",
    minutes: "总时长（分钟）",
    minutes_hint: "留空则不限时。",
    pass: "及格线（%）",
    pass_hint: "留空则不判是否及格，只给分数。",

    link: "这份练习的链接",
    open: "打开这份练习",
    preview: "打印预览",

    paper: "纸质版",
    print: "打印",
    with_key: "附答案（另起一页）",
    learner: "姓名",
    date: "日期",
    question: |number| format!("第 {number} 题"),
    key: "参考答案",
    seed_is: |seed| format!("种子 {seed}"),
    one_of: "从中选一",
    bits: "置 1 的位",

    sheet: "练习",
    begin: "开始",
    begin_again: "从头再答一遍",
    questions: |count| format!("共 {count} 题"),
    no_questions: "这个链接里没有题目。",
    tries: |count| {
        if count == 1 {
            "每题只能作答一次。".into()
        } else {
            format!("每题最多作答 {count} 次，取最好的一次。")
        }
    },
    tries_unlimited: "每题作答次数不限，取最好的一次。",
    told_now: "每答完一题，就给出正确答案。",
    told_at_end: "全部答完后，才给出正确答案。",
    limit: |minutes| format!("从开始算起，限时 {minutes} 分钟。时间一到，已填的内容即按答案计。"),
    no_limit: "不限时。",
    to_pass: |percent| format!("达到 {percent}% 即为及格。"),
    kept: "答案保存在这个标签页里，刷新页面也不会丢。在别的标签页打开这个链接，就是重新作答；保存的结果会写明每次作答的起止时间。",
    progress: |at, all| format!("第 {at} 题，共 {all} 题"),
    left: |time| format!("剩余时间 {time}"),
    soon: |seconds| match seconds {
        60.. => format!("还剩 {} 分钟。", seconds / 60),
        _ => format!("还剩 {seconds} 秒。到时已填的内容即按答案计。"),
    },
    time_is_up: "时间到。",
    taken: |question| format!("第 {question} 题已填的内容，按你的答案计。"),
    taken_in_part: |question, read, of| {
        format!("第 {question} 题共 {of} 空，能识别的 {read} 空按你的答案计，其余按未答计。")
    },
    unreadable: |question| format!("第 {question} 题已填的内容无法识别，按未答计。"),
    open_at_end: |count| format!("还有 {count} 题未答。"),
    next: "下一题",
    skip: "跳过这题",
    to_results: "查看结果",
    to_open: "查看未答的题",
    still_open: "现在还可以回到其中任何一题作答。按下“现在交卷”之前，不会交卷。",
    hand_in: "现在交卷",
    really_hand_in: |open| format!("还有 {open} 题未答，确定交卷？"),

    results: "结果",
    score: |percent, right, all| format!("{percent}% · 共 {all} 题，全对 {right} 题"),
    passed: |has_passed, percent| {
        if has_passed {
            format!("✓ 及格（及格线 {percent}%）")
        } else {
            format!("✗ 未及格（及格线 {percent}%）")
        }
    },
    took: |time| format!("用时 {time}"),
    score_rule: "每题分值相同，题中各空平分这一题的分数。作答多次的，取最好的一次。",
    columns: ["题号", "所问", "你的答案", "正确答案", "评判", "错在哪里", "次数、提示", "用时"],
    right: "正确",
    wrong: "不对",
    not_answered: "未答",
    watch: "再看一遍",
    learner_in_file: "你的姓名",
    learner_hint: "只写进你保存的文件，不存到别处。可以不填。",
    save_csv: "存为表格（CSV）",
    save_json: "存为 JSON",
    saved: |name| format!("已保存：{name}"),
    not_saved: "浏览器没有保存这个文件。",
    adjusted: "链接里有些内容无法使用，已作调整：",
};
