//! Words of the fields in which an answer is filled in, and of what is said of it.

use lessons::Lang;

/// The words, in one language.
pub(crate) struct AnswerLabels {
    pub(crate) number_hint: fn(bool) -> &'static str,
    pub(crate) flags_hint: &'static str,
    /// What a choice shows before anything is chosen.
    pub(crate) choose: &'static str,
    /// What is wrong with a choice that was not made.
    pub(crate) not_chosen: &'static str,
    /// What the list of an order is called, and how its cards are moved.
    pub(crate) order: &'static str,
    pub(crate) order_how: &'static str,
    pub(crate) move_up: fn(&str) -> String,
    pub(crate) move_down: fn(&str) -> String,
    /// Where a card stands now, and of how many.
    pub(crate) moved: fn(&str, usize, usize) -> String,
    /// The button to the next hint: which it is, and of how many.
    pub(crate) hint: fn(usize, usize) -> String,
    pub(crate) hints_used: fn(u8) -> String,
    pub(crate) lock: &'static str,
    pub(crate) right: &'static str,
    pub(crate) wrong: &'static str,
    pub(crate) verdict: fn(usize, usize) -> String,
}

/// The words in `lang`.
pub(crate) fn answer_labels(lang: Lang) -> &'static AnswerLabels {
    match lang {
        Lang::En => &EN,
        Lang::Zh => &ZH,
    }
}

const EN: AnswerLabels = AnswerLabels {
    number_hint: |relative| {
        if relative {
            "Relative: each side's ISS is 0. Sums and 0x work, too."
        } else {
            "Absolute: as it stands in the header. Sums and 0x work, too."
        }
    },
    flags_hint: "Mark every control bit that is set.",
    choose: "Choose …",
    not_chosen: "Choose one.",
    order: "Segments, the first to be sent at the top",
    order_how: "The first to be sent stands at the top. Move a segment with its buttons, or drag it.",
    move_up: |card| format!("Move {card} up"),
    move_down: |card| format!("Move {card} down"),
    moved: |card, place, of| format!("{card} is number {place} of {of}."),
    hint: |next, of| format!("hint {next} of {of}"),
    hints_used: |hints| if hints == 1 { "1 hint used.".into() } else { format!("{hints} hints used.") },
    lock: "Lock the answer",
    right: "right",
    wrong: "not this",
    verdict: |right, all| {
        if right == all { "All right.".into() } else { format!("Right: {right} of {all} values.") }
    },
};

const ZH: AnswerLabels = AnswerLabels {
    number_hint: |relative| {
        if relative {
            "相对值：各自的 ISS 记为 0。也可以填算式和 0x 开头的数。"
        } else {
            "绝对值：首部里的原值。也可以填算式和 0x 开头的数。"
        }
    },
    flags_hint: "选出所有置 1 的控制位。",
    choose: "请选择……",
    not_chosen: "请选一项。",
    order: "报文段，最先发送的在最上面",
    order_how: "最先发送的排在最上面。用按钮移动报文段，也可以直接拖动。",
    move_up: |card| format!("将 {card} 上移"),
    move_down: |card| format!("将 {card} 下移"),
    moved: |card, place, of| format!("{card} 现在排在第 {place} 位，共 {of} 个。"),
    hint: |next, of| format!("提示 {next}/{of}"),
    hints_used: |hints| format!("用了 {hints} 条提示。"),
    lock: "提交答案",
    right: "正确",
    wrong: "不对",
    verdict: |right, all| {
        if right == all { "全部正确。".into() } else { format!("共 {all} 项，答对 {right} 项。") }
    },
};
