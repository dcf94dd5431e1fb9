//! What parts and values are called, in both languages.

use lessons::Lang;
use lessons::explain::side_name;
use lessons::link::segment_text;
use wire::Flags;

use course::Ask;

use crate::Value;

/// What a part of a segment is called: `seq`, `ack`, or a few words.
#[must_use]
pub fn ask_text(ask: Ask, lang: Lang) -> String {
    match (ask, lang) {
        (Ask::Seq, _) => "seq".into(),
        (Ask::Ack, _) => "ack".into(),
        (Ask::Flags, Lang::En) => "control bits".into(),
        (Ask::Flags, Lang::Zh) => "控制位".into(),
        (Ask::Len, Lang::En) => "data length".into(),
        (Ask::Len, Lang::Zh) => "数据长度".into(),
        (Ask::Window, Lang::En) => "window".into(),
        (Ask::Window, Lang::Zh) => "窗口".into(),
        (Ask::SackLeft, Lang::En) => "left edge of the first SACK block".into(),
        (Ask::SackLeft, Lang::Zh) => "第一个 SACK 块的左边界".into(),
        (Ask::SackRight, Lang::En) => "right edge of the first SACK block".into(),
        (Ask::SackRight, Lang::Zh) => "第一个 SACK 块的右边界".into(),
        (Ask::State(side), Lang::En) => format!("next state of the {}", side_name(side, lang)),
        (Ask::State(side), Lang::Zh) => format!("{}的下一个状态", side_name(side, lang)),
    }
}

/// A value as it is shown.
#[must_use]
pub fn value_text(value: Value, lang: Lang) -> String {
    match (value, lang) {
        (Value::Number(number), _) => number.to_string(),
        (Value::Flags(Flags::NONE), Lang::En) => "none".into(),
        (Value::Flags(Flags::NONE), Lang::Zh) => "无".into(),
        (Value::Flags(flags), _) => flags.to_string(),
        (Value::State(state), _) => state.name().into(),
        (Value::Ask(ask), _) => ask_text(ask, lang),
        (Value::Segment(segment), _) => segment_text(segment),
    }
}
