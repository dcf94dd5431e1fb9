//! The words of the list of keys.

use lessons::Lang;

pub(crate) struct Keys {
    /// Each key that works wherever the focus is, with what it does.
    pub(crate) anywhere: [(&'static str, &'static str); 28],
    /// The same for those that do something to the segment that has the focus.
    pub(crate) on_segment_title: &'static str,
    pub(crate) on_segment: [(&'static str, &'static str); 8],
    /// Whether keys of one character do anything.
    pub(crate) characters: &'static str,
}

pub(crate) fn keys(lang: Lang) -> &'static Keys {
    match lang {
        Lang::En => &EN,
        Lang::Zh => &ZH,
    }
}

const EN: Keys = Keys {
    anywhere: [
        ("Space", "play or pause"),
        ("→", "one step on"),
        ("←", "one step back"),
        ("Shift + →", "to the next segment that is sent"),
        ("Shift + ←", "to the segment sent before"),
        ("R", "one round trip on"),
        ("S", "to the next stop"),
        ("[", "play again and again from here"),
        ("]", "… up to here"),
        ("A", "play this phase again and again"),
        ("\\", "play all of it again"),
        ("Home", "to the start"),
        ("End", "to the end"),
        ("+ / −", "faster, slower"),
        ("N", "absolute or relative numbers"),
        ("P", "watch or predict"),
        ("B", "watch or lab"),
        ("1 – 4", "ladder, layers, states, charts"),
        ("Shift + ↑ / ↓", "shorter, longer ladder"),
        ("0", "the ladder's usual length"),
        ("Shift + PgUp / PgDn", "from phase to phase"),
        ("Z", "undo the last change"),
        ("Shift + Z", "redo it"),
        ("L", "English or Chinese"),
        ("C", "colours: system, light, dark"),
        ("finger ← →", "one step on, one step back"),
        ("Esc", "close or deselect what is open"),
        ("?", "this list"),
    ],
    on_segment_title: "On a segment of the ladder",
    on_segment: [
        ("↑ / ↓", "to the segment before or after"),
        ("Enter", "select it, and see why"),
        ("M", "its menu"),
        ("D", "drop it, or let it through again"),
        ("W", "delay it, or no longer"),
        ("T", "duplicate it, or no longer"),
        ("X", "flip one of its bits, or no longer"),
        ("R", "let the next one overtake it, or no longer"),
    ],
    characters: "Keys of one character act (turn this off if you speak to your computer)",
};

const ZH: Keys = Keys {
    anywhere: [
        ("空格", "播放或暂停"),
        ("→", "前进一步"),
        ("←", "后退一步"),
        ("Shift + →", "到下一个发出的报文段"),
        ("Shift + ←", "到上一个发出的报文段"),
        ("R", "前进一个往返时间"),
        ("S", "到下一个停止点"),
        ("[", "从这里起循环播放"),
        ("]", "循环到这里为止"),
        ("A", "循环播放当前阶段"),
        ("\\", "恢复播放全程"),
        ("Home", "回到开头"),
        ("End", "跳到结尾"),
        ("+ / −", "加快、放慢"),
        ("N", "绝对序号或相对序号"),
        ("P", "观看或预测"),
        ("B", "观看或实验"),
        ("1 – 4", "时序图、分层、状态图、曲线"),
        ("Shift + ↑ / ↓", "缩短、拉长时序图"),
        ("0", "恢复时序图原来的长度"),
        ("Shift + PgUp / PgDn", "上一阶段、下一阶段"),
        ("Z", "撤销上一次改动"),
        ("Shift + Z", "重做"),
        ("L", "中文或英文"),
        ("C", "颜色：跟随系统、浅色、深色"),
        ("手指 ← →", "前进一步、后退一步"),
        ("Esc", "关闭或取消选中"),
        ("?", "显示本列表"),
    ],
    on_segment_title: "焦点在时序图的报文段上时",
    on_segment: [
        ("↑ / ↓", "到前一个或后一个报文段"),
        ("Enter", "选中它，查看原因"),
        ("M", "打开它的菜单"),
        ("D", "丢掉它，或重新放行"),
        ("W", "推迟它，或取消"),
        ("T", "复制它，或取消"),
        ("X", "翻转它的一位，或取消"),
        ("R", "让下一个超过它，或取消"),
    ],
    characters: "启用单字符按键（用语音操作电脑时可关闭）",
};
