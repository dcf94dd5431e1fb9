//! How a question is put, and three hints for it: a question back, the rule, the arithmetic. None gives the answer away.

mod en;
mod zh;

use sim::{Side, Timeline};
use tcp::{AckRule, Cause, SeqRule, WindowRule};

use course::{Ask, answered};
use lessons::{Lang, Numbering};

use crate::rules::Scene;
use crate::words::{ask_text, value_text};
use crate::{Form, Task, What};

/// How many hints there are for each thing that is asked.
pub const HINTS: usize = 3;

/// What a hint is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Matter {
    /// A number after a SYN, after text, after a FIN, or with nothing sent since.
    Seq(Step),
    /// The number that a side begins with.
    SeqIss,
    /// A number that was used before.
    SeqAgain,
    /// The number before SND.NXT.
    SeqBefore,
    /// A reset's number from the ACK that it answers.
    SeqFromAck,
    /// A reset's number where no ACK came.
    SeqZero,
    /// The next number that is expected, after a step.
    Ack(Step),
    /// What a reset acknowledges.
    AckCovers,
    /// The first number that is missing.
    AckGap,
    /// The first number that is missing once a gap is filled.
    AckHeld,
    Flags,
    Len,
    Window,
    SackLeft,
    SackRight,
    State(Side),
    Changed,
    Resent,
    ResentAfter,
    Order,
    Figure(Side),
}

/// What a number went over last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Syn,
    Text,
    Fin,
    TextAndFin,
    Nothing,
}

/// What has happened when the segment `index` is sent, and which parts of it are asked, in words that give nothing away.
/// Nothing for a segment of which nobody knows why it is sent, as in a capture.
#[must_use]
pub fn situation(timeline: &Timeline, index: usize, asks: &[Ask], lang: Lang) -> Option<String> {
    let sent = timeline.transmissions.get(index)?;
    Some(predicted(sent.id.from, Some(sent.cause()?), asks, lang))
}

fn predicted(side: Side, cause: Option<Cause>, asks: &[Ask], lang: Lang) -> String {
    match lang {
        Lang::En => format!("{} {}", en::situation(side, cause), en::asked(side, asks)),
        Lang::Zh => format!("{}{}", zh::situation(side, cause), zh::asked(side, asks)),
    }
}

impl Task {
    /// The question, in a sentence or two that give nothing away.
    #[must_use]
    pub fn prompt(&self, lang: Lang) -> String {
        let relative = self.question.numbering == Numbering::Relative;
        let cause =
            |index: u32| self.timeline.transmissions.get(index as usize).map(|sent| (sent.id.from, sent.cause()));
        let (situation, asks_numbers) = match &self.question.form {
            Form::Predict { segment, asks } => {
                let (side, cause) = cause(*segment).unwrap_or((Side::Client, None));
                let situation = predicted(side, cause, asks, lang);
                let is_number = |ask: &Ask| matches!(ask, Ask::Seq | Ask::Ack | Ask::SackLeft | Ask::SackRight);
                (situation, asks.iter().any(is_number))
            }
            form => {
                let asks_numbers = matches!(form, Form::Ladder { .. } | Form::Changed { .. });
                let text = match lang {
                    Lang::En => en::form(form),
                    Lang::Zh => zh::form(form),
                };
                (text, asks_numbers)
            }
        };
        let prompt = match (asks_numbers, lang) {
            (true, Lang::En) => format!("{situation} {}", en::numbering(relative)),
            (true, Lang::Zh) => format!("{situation}{}", zh::numbering(relative)),
            (false, _) => situation,
        };
        self.with_buffer(prompt, lang)
    }

    /// `prompt` with what is to be known of the receive buffer, which no segment tells, where the window is asked for.
    #[must_use]
    pub fn with_buffer(&self, prompt: String, lang: Lang) -> String {
        match (self.buffer(), lang) {
            (Some((side, buffer, taken)), Lang::En) => format!("{prompt} {}", en::buffer(side, buffer, taken)),
            (Some((side, buffer, taken)), Lang::Zh) => format!("{prompt}{}", zh::buffer(side, buffer, taken)),
            (None, _) => prompt,
        }
    }

    /// What `what` is called beside its blank.
    #[must_use]
    pub fn label(&self, what: What, lang: Lang) -> String {
        match (what, lang) {
            (What::Of { transmission, ask }, _) => {
                let name = ask_text(ask, lang);
                match (&self.question.form, self.timeline.transmissions.get(transmission as usize)) {
                    (Form::Ladder { .. }, Some(sent)) => {
                        format!("{} · {name}", value_text(crate::Value::Segment(sent.id), lang))
                    }
                    _ => name,
                }
            }
            (What::Changed, Lang::En) => "field that was changed".into(),
            (What::Changed, Lang::Zh) => "被改动的字段".into(),
            (What::Corrected, Lang::En) => "what it should say".into(),
            (What::Corrected, Lang::Zh) => "它本来的值".into(),
            (What::Resent, Lang::En) => "segment that goes again".into(),
            (What::Resent, Lang::Zh) => "重传的报文段".into(),
            (What::ResentAfter, Lang::En) => "milliseconds after it was sent last".into(),
            (What::ResentAfter, Lang::Zh) => "距上一次发送它的毫秒数".into(),
            (What::Place(place), Lang::En) => format!("place {} in the order", place + 1),
            (What::Place(place), Lang::Zh) => format!("顺序中的第 {} 个", place + 1),
            (What::Came(place), Lang::En) => format!("state {} on its way", place + 1),
            (What::Came(place), Lang::Zh) => format!("经过的第 {} 个状态", place + 1),
        }
    }

    /// Hint `step` for `what`, from 0: a question back, the rule, the arithmetic. Nothing beyond [`HINTS`].
    #[must_use]
    pub fn hint(&self, what: What, step: usize, lang: Lang) -> Option<String> {
        let matter = self.matter(what)?;
        match (step, lang) {
            (0, Lang::En) => Some(en::question(matter).into()),
            (0, Lang::Zh) => Some(zh::question(matter).into()),
            (1, Lang::En) => Some(en::rule(matter).into()),
            (1, Lang::Zh) => Some(zh::rule(matter).into()),
            (2, _) => Some(self.arithmetic(what, matter, lang)),
            _ => None,
        }
    }

    fn matter(&self, what: What) -> Option<Matter> {
        Some(match (what, &self.question.form) {
            (What::Of { .. }, _) => part_matter(&self.scene(what)?),
            // A hint on the field itself would tell which one it is.
            (What::Changed | What::Corrected, _) => Matter::Changed,
            (What::Resent, _) => Matter::Resent,
            (What::ResentAfter, _) => Matter::ResentAfter,
            (What::Place(_), _) => Matter::Order,
            (What::Came(_), Form::Figure { side, .. }) => Matter::Figure(*side),
            (What::Came(_), _) => return None,
        })
    }

    /// The last hint: the sum with this exchange's numbers, up to its result.
    fn arithmetic(&self, what: What, matter: Matter, lang: Lang) -> String {
        let last = |matter| match lang {
            Lang::En => en::last(matter).to_owned(),
            Lang::Zh => zh::last(matter).to_owned(),
        };
        let Some(scene) = self.scene(what).filter(|_| matter != Matter::Changed) else { return last(matter) };
        let of = if scene.ask == Ask::Seq { scene.sent.id.from } else { scene.sent.id.from.peer() };
        if let (Some(step), Ask::Seq | Ask::Ack) = (scene.step, scene.ask) {
            let mut sum = scene.numbers.show(step.from, of);
            for (name, count) in [("SYN", u32::from(step.syn)), ("", step.text), ("FIN", u32::from(step.fin))] {
                match (name, count) {
                    (_, 0) => {}
                    ("", count) => sum.push_str(&format!(" + {count}")),
                    (name, count) => sum.push_str(&format!(" + {count} ({name})")),
                }
            }
            // Nothing was added: the number before would be the answer.
            return if step.to() == step.from { last(matter) } else { format!("{sum} = ?") };
        }
        let why = scene.sent.why.as_ref();
        match (scene.ask, why.map(|why| (why.seq, why.window))) {
            (Ask::Seq, Some((SeqRule::BeforeNext { snd_nxt }, _))) => {
                format!("{} − 1 = ?", scene.numbers.show(snd_nxt, of))
            }
            (Ask::Window, Some((_, WindowRule::Free { shift, buffer, unread, wnd }))) => {
                let stays = (wnd + unread != buffer).then(|| {
                    let edge = scene.sent.segment.ack + wnd;
                    [edge, scene.sent.segment.ack].map(|number| scene.numbers.show(number, scene.sent.id.from.peer()))
                });
                let (words, left) = match (stays, lang) {
                    (Some([edge, ack]), Lang::En) => (en::EDGE_STAYS, format!("{edge} − {ack}")),
                    (Some([edge, ack]), Lang::Zh) => (zh::EDGE_STAYS, format!("{edge} − {ack}")),
                    (None, Lang::En) => ("", format!("{buffer} (buffer) − {unread} (not read yet)")),
                    (None, Lang::Zh) => ("", format!("{buffer}（缓冲区）− {unread}（未读）")),
                };
                match shift {
                    0 => format!("{words}{left} = ?"),
                    shift => format!("{words}({left}) >> {shift} = ?"),
                }
            }
            _ => last(matter),
        }
    }
}

/// What a hint to a part of a segment is about.
fn part_matter(scene: &Scene<'_>) -> Matter {
    let why = scene.sent.why.as_ref();
    let step = || match scene.step {
        Some(step) if step.syn => Step::Syn,
        Some(step) if step.fin && step.text > 0 => Step::TextAndFin,
        Some(step) if step.fin => Step::Fin,
        Some(step) if step.text > 0 => Step::Text,
        _ => Step::Nothing,
    };
    match scene.ask {
        Ask::Seq => match why.map(|why| why.seq) {
            Some(SeqRule::Iss) => Matter::SeqIss,
            Some(SeqRule::Original { .. }) => Matter::SeqAgain,
            Some(SeqRule::BeforeNext { .. }) => Matter::SeqBefore,
            Some(SeqRule::FromAck { .. }) => Matter::SeqFromAck,
            Some(SeqRule::Zero) => Matter::SeqZero,
            _ => Matter::Seq(step()),
        },
        Ask::Ack => match why.map(|why| (why.ack, why.cause)) {
            Some((AckRule::Covers { .. }, _)) => Matter::AckCovers,
            Some((_, Cause::AckOutOfOrder)) => Matter::AckGap,
            _ if answered::held_before(scene.timeline, scene.sent) > 0 => Matter::AckHeld,
            _ => Matter::Ack(step()),
        },
        Ask::Flags => Matter::Flags,
        Ask::Len => Matter::Len,
        Ask::Window => Matter::Window,
        Ask::SackLeft => Matter::SackLeft,
        Ask::SackRight => Matter::SackRight,
        Ask::State(side) => Matter::State(side),
    }
}

/// The rule by which a part of a segment is what it is.
pub(crate) fn rule_of(scene: &Scene<'_>, lang: Lang) -> &'static str {
    match lang {
        Lang::En => en::rule(part_matter(scene)),
        Lang::Zh => zh::rule(part_matter(scene)),
    }
}
