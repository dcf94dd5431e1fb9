//! What is said of an answer: the wrong rule that yields it, shown with this exchange's numbers, and the right one
//! beside it. It speaks of the work, never of the person.

mod en;
mod zh;

use sim::{Side, Timeline};
use tcp::{Cause, Section, SeqRule, Why};
use wire::Flags;

use course::{Ask, answered, inline};
use lessons::explain::{Context, Explanation, SegmentExplanation, added};
use lessons::{Lang, Numbering, Numbers, Span};

use crate::lesson::Part;
use crate::prompt::rule_of;
use crate::rules::{CIRCLE, Scene, Slip, WrongRule};
use crate::value::settled;
use crate::{Judged, Task, Value, words};

/// What is said of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// What went wrong, or what is explained, in a few words.
    pub title: String,
    /// Why that is wrong and what is right, with this exchange's numbers.
    pub text: Vec<Span>,
    /// The sums: of a wrong rule the one that yields the answer, marked ✗, and the right one, marked ✓.
    pub arithmetic: Vec<String>,
}

/// A title and the sentences under it, in Markdown.
pub(crate) struct Words(pub(crate) String, pub(crate) String);

/// The numbers that a diagnosis is told with, as they are shown.
pub(crate) struct Facts {
    pub(crate) ask: Option<Ask>,
    /// Who sends the segment.
    pub(crate) sender: Side,
    pub(crate) given: String,
    /// The same as a number, or zero.
    pub(crate) number: u64,
    pub(crate) right: String,
    /// SND.NXT or RCV.NXT before its last step.
    pub(crate) from: u32,
    /// Octets of text in that step, or of the segment where its length is asked for.
    pub(crate) text: u32,
    /// Whether that step went over a SYN.
    pub(crate) syn: bool,
    /// Whether it went over a FIN.
    pub(crate) fin: bool,
    /// Octets of that step that had been held beyond a gap.
    pub(crate) held: u32,
    /// Whether numbers are shown relative to the ISS.
    pub(crate) relative: bool,
}

impl Facts {
    /// The sums under a diagnosis. Where a rule is no sum there is only the contrast.
    fn arithmetic(&self, rule: WrongRule) -> [String; 2] {
        let contrast = || (self.given.clone(), self.right.clone());
        let right = || added(self.from, &[u32::from(self.syn), self.text, u32::from(self.fin)]);
        let (wrong, right) = match rule {
            WrongRule::SynZero | WrongRule::SeqStays => (self.from.to_string(), right()),
            WrongRule::IsnBytes => (added(self.from, &[4]), right()),
            WrongRule::DataPlusOne => (added(self.from, &[self.text, 1]), right()),
            WrongRule::FinZero if self.text == 0 => (self.from.to_string(), right()),
            WrongRule::FinZero => (added(self.from, &[self.text]), right()),
            WrongRule::FinData | WrongRule::SegCount => (added(self.from, &[1]), right()),
            WrongRule::AckLast => (self.last_octet(), right()),
            WrongRule::CumulEach => {
                let came = self.text.saturating_sub(self.held);
                (added(self.from, &[came]), added(self.from, &[came, self.held, u32::from(self.fin)]))
            }
            WrongRule::AckConsumes => (format!("{} + 1 = {}", self.right, self.given), self.right.clone()),
            WrongRule::Wrap => {
                let within = self.number % (1 << 32);
                (self.given.clone(), format!("{} − 4294967296 = {within}", self.given))
            }
            _ => contrast(),
        };
        [format!("✗ {wrong}"), format!("✓ {right}")]
    }

    /// The sum that gives the last octet of the step.
    fn last_octet(&self) -> String {
        let Facts { from, text, .. } = *self;
        let last = from.wrapping_add(text).wrapping_sub(1);
        let wraps = u64::from(from) + u64::from(text) > 1 << 32;
        if wraps {
            format!("({from} + {text} − 1) mod 2^32 = {last}")
        } else {
            format!("{from} + {text} − 1 = {last}")
        }
    }
}

/// What is said of `part`, an answer to a part of the segment `index`: what explains a wrong one, or how the right value comes
/// about where it is right or nothing explains it.
#[must_use]
pub fn explain(part: &Part, timeline: &Timeline, index: usize, numbers: &Numbers, lang: Lang) -> Diagnosis {
    match (part.given, part.right, part.diagnosis) {
        (Value::Flags(given), Value::Flags(right), _) if given != right => {
            let why = timeline.transmissions.get(index).and_then(|sent| sent.why.as_ref());
            flags_text(given, right, why, lang)
        }
        (_, _, Some(slip)) => slip_text(slip, part, timeline, index, numbers, lang),
        _ => {
            let why = right_text(timeline, index, part.ask, numbers, lang);
            Diagnosis { title: why.heading, text: why.text, arithmetic: why.arithmetic }
        }
    }
}

impl Task {
    /// What is said of an answer: what explains a wrong one, or how the right value comes about.
    #[must_use]
    pub fn explain(&self, judged: &Judged, lang: Lang) -> Diagnosis {
        let Judged { what, given, right, slip } = *judged;
        if let Some((index, ask)) = self.part(what) {
            let part = Part { ask, given, right, diagnosis: slip };
            return explain(&part, &self.timeline, index, &self.numbers(), lang);
        }
        let facts = Facts {
            ask: None,
            sender: Side::Client,
            given: words::value_text(given, lang),
            number: 0,
            right: words::value_text(right, lang),
            from: 0,
            text: 0,
            syn: false,
            fin: false,
            held: 0,
            relative: false,
        };
        match slip {
            Some(slip) => wrong(slip.first, &facts, lang).diagnosis(facts.arithmetic(slip.first).into()),
            None => {
                let rule = self.hint(what, 1, lang).unwrap_or_default();
                let title = match lang {
                    Lang::En => format!("It is {}", facts.right),
                    Lang::Zh => format!("应为 {}", facts.right),
                };
                Words::new(title, rule).diagnosis(Vec::new())
            }
        }
    }
}

/// What is said of `slip`, which yields what was given.
fn slip_text(slip: Slip, part: &Part, timeline: &Timeline, index: usize, numbers: &Numbers, lang: Lang) -> Diagnosis {
    let Some(scene) = Scene::new(timeline, index, part.ask, *numbers) else {
        return Words::new("", "").diagnosis(Vec::new());
    };
    let one = |rule: WrongRule, given: Value| {
        let facts = facts(&scene, given, lang);
        (wrong(rule, &facts, lang), facts.arithmetic(rule))
    };
    let Some(second_rule) = slip.second else {
        let (words, arithmetic) = one(slip.first, part.given);
        return words.diagnosis(arithmetic.into());
    };
    // Each mistake is told as if it were alone; without a modulo there is nothing to tell but of the number itself.
    let alone = |rule: WrongRule| {
        let given = if rule == WrongRule::Wrap { part.given } else { scene.answer(rule).unwrap_or(part.given) };
        one(rule, given)
    };
    let ((first, [wrong, right]), (second, [also, _])) = (alone(slip.first), alone(second_rule));
    let given = words::value_text(part.given, lang);
    let sum = together(&scene, slip.first, second_rule, part.given);
    let words = match lang {
        Lang::En => en::both(&given, sum.as_deref(), first, second),
        Lang::Zh => zh::both(&given, sum.as_deref(), first, second),
    };
    words.diagnosis(vec![wrong, also, right])
}

/// The sum by which two mistakes together give `given`. None where the second is to have left out the modulo: that begins with
/// what was given.
fn together(scene: &Scene<'_>, first: WrongRule, second: WrongRule, given: Value) -> Option<String> {
    let number = |value: Option<Value>| if let Some(Value::Number(number)) = value { Some(number) } else { None };
    let (one, given) = (number(scene.answer(first))?, number(Some(given))?);
    // Two numbers apart, by the shorter way round.
    let step = |from: u64, to: u64| {
        let ahead = (to + CIRCLE - from) % CIRCLE;
        if ahead <= CIRCLE / 2 { ('+', ahead) } else { ('−', CIRCLE - ahead) }
    };
    let modulo = |sum: String, wraps: bool| {
        if wraps { format!("({sum}) mod 2^32 = {given}") } else { format!("{sum} = {given}") }
    };
    match second {
        WrongRule::Wrap => None,
        WrongRule::RelAbs if scene.numbers.numbering() == Numbering::Absolute => {
            let iss = (one + CIRCLE - given) % CIRCLE;
            Some(modulo(format!("{one} − {iss} (ISS)"), one < iss))
        }
        WrongRule::RelAbs => {
            let iss = (given + CIRCLE - one) % CIRCLE;
            Some(modulo(format!("{one} + {iss} (ISS)"), one + iss >= CIRCLE))
        }
        _ => {
            let (right, also) = (number(Some(scene.right))?, number(scene.answer(second))?);
            let ((sign, by), (also_sign, also_by)) = (step(right, one), step(right, also));
            let plus =
                |sum: u64, sign: char, by: u64| if sign == '+' { sum.checked_add(by) } else { sum.checked_sub(by) };
            let exact = plus(right, sign, by).and_then(|sum| plus(sum, also_sign, also_by));
            Some(modulo(format!("{right} {sign} {by} {also_sign} {also_by}"), exact != Some(given)))
        }
    }
}

/// The words for one wrong rule.
pub(crate) fn wrong(rule: WrongRule, facts: &Facts, lang: Lang) -> Words {
    match lang {
        Lang::En => en::wrong(rule, facts),
        Lang::Zh => zh::wrong(rule, facts),
    }
}

fn facts(scene: &Scene<'_>, given: Value, lang: Lang) -> Facts {
    let sender = scene.sent.id.from;
    let counted = if scene.ask == Ask::Seq { sender } else { sender.peer() };
    let step = scene.step.unwrap_or_default();
    let is_len = scene.ask == Ask::Len;
    Facts {
        ask: Some(scene.ask),
        sender,
        given: words::value_text(given, lang),
        number: if let Value::Number(number) = given { number } else { 0 },
        right: words::value_text(scene.right, lang),
        from: scene.numbers.value(step.from, counted),
        text: if is_len { scene.sent.segment.text_len() } else { step.text },
        syn: step.syn,
        fin: step.fin,
        held: answered::held_before(scene.timeline, scene.sent),
        relative: scene.numbers.numbering() == Numbering::Relative,
    }
}

/// Why the right value of a part of the segment `index` is right: the contrast for an answer, whatever it was.
#[must_use]
pub fn right_text(timeline: &Timeline, index: usize, ask: Ask, numbers: &Numbers, lang: Lang) -> Explanation {
    let context = Context { timeline, numbers: *numbers, lang };
    let why = context.segment(&timeline.transmissions[index]);
    if let Some(scene) = Scene::new(timeline, index, ask, *numbers).filter(|scene| scene.sent.why.is_none()) {
        return seen_text(&scene, why, lang);
    }
    match ask {
        Ask::Seq => why.seq,
        Ask::Ack => why.ack,
        Ask::Flags => why.flags,
        Ask::Window => why.window,
        Ask::Len => parts_text(&context, index, lang, LENGTH, why.cause),
        Ask::SackLeft | Ask::SackRight => parts_text(&context, index, lang, SACK_OPTION, why.cause),
        Ask::State(side) => state_text(&context, index, side).unwrap_or(why.cause),
    }
}

/// The same for a captured segment: nobody knows why it was sent, but what is asked of it follows by a rule.
fn seen_text(scene: &Scene<'_>, why: SegmentExplanation, lang: Lang) -> Explanation {
    let of = match scene.ask {
        Ask::Seq => why.seq,
        Ask::Ack => why.ack,
        Ask::Flags => why.flags,
        Ask::Window => why.window,
        _ => why.cause,
    };
    let counted = if scene.ask == Ask::Seq { scene.sent.id.from } else { scene.sent.id.from.peer() };
    let sum = scene.step.filter(|_| matches!(scene.ask, Ask::Seq | Ask::Ack)).map(|step| {
        let from = scene.numbers.value(step.from, counted);
        added(from, &[u32::from(step.syn), step.text, u32::from(step.fin)])
    });
    let arithmetic = sum.map_or(of.arithmetic, |sum| vec![sum]);
    Explanation { text: inline(rule_of(scene, lang)), arithmetic, ..of }
}

/// Where it stands what SEG.LEN counts, and what the edges of a SACK block are.
const LENGTH: Section = Section { rfc: 9293, section: "3.3.1" };
const SACK_OPTION: Section = Section { rfc: 2018, section: "3" };

/// How long the segment is, or what its first SACK block reports, with why it was sent.
fn parts_text(context: &Context<'_>, index: usize, lang: Lang, section: Section, cause: Explanation) -> Explanation {
    let sent = &context.timeline.transmissions[index];
    let block = sent.segment.sack_blocks().first().filter(|_| section == SACK_OPTION);
    let words = match block {
        Some(block) => {
            let show = |seq| context.numbers.show(seq, sent.id.from.peer());
            let (left, right, ack) = (show(block.left), show(block.right), show(sent.segment.ack));
            match lang {
                Lang::En => en::block(&left, &right, &ack),
                Lang::Zh => zh::block(&left, &right, &ack),
            }
        }
        None => match lang {
            Lang::En => en::length(sent.segment.text_len()),
            Lang::Zh => zh::length(sent.segment.text_len()),
        },
    };
    let mut text = inline(&words.1);
    text.extend(cause.text);
    Explanation { heading: words.0, text, arithmetic: cause.arithmetic, section }
}

/// Why `side` is in its state once the segment was sent or has arrived: the event that brought it there.
fn state_text(context: &Context<'_>, index: usize, side: Side) -> Option<Explanation> {
    let step = settled(context.timeline, index, side)?;
    let entries = context.timeline.entries.get(..step)?.iter().rev().filter(|entry| entry.side == side);
    let mut events = entries.flat_map(|entry| entry.events.iter().rev());
    events.find(|event| event.transition.is_some()).map(|event| context.event(side, event))
}

/// Which control bits are missing from `given` or too many in it, and why: `why` is why the segment is what it is, where
/// that is known.
#[must_use]
pub fn flags_text(given: Flags, right: Flags, why: Option<&Why>, lang: Lang) -> Diagnosis {
    let (missing, extra) = (right.without(given), given.without(right));
    let kind = Kind::of(right, why);
    let words = match lang {
        Lang::En => en::bits(missing, extra, kind),
        Lang::Zh => zh::bits(missing, extra, kind),
    };
    words.diagnosis(Vec::new())
}

/// What a segment is, as far as its control bits have other reasons for it: a reset has its own (RFC 9293 section 3.5.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// No reset.
    Plain,
    /// There is no such connection, and what is answered has no ACK: the reset acknowledges it.
    AnswersWithoutAck,
    /// There is no such connection, and what is answered has ACK: the reset has its seq from there.
    AnswersAck,
    /// The application gives up.
    Abort,
    /// Nobody reads what came.
    LostText,
    /// A reset of which nobody knows why it was sent.
    Reset,
}

impl Kind {
    fn of(right: Flags, why: Option<&Why>) -> Kind {
        match why.map(|why| (why.cause, why.seq)) {
            _ if !right.has(Flags::RST) => Kind::Plain,
            Some((Cause::Abort, _)) => Kind::Abort,
            Some((Cause::ResetForLostText, _)) => Kind::LostText,
            Some((_, SeqRule::Zero)) => Kind::AnswersWithoutAck,
            Some((_, SeqRule::FromAck { .. })) => Kind::AnswersAck,
            _ => Kind::Reset,
        }
    }
}

impl Words {
    pub(crate) fn new(title: impl Into<String>, text: impl Into<String>) -> Words {
        Words(title.into(), text.into())
    }

    pub(crate) fn diagnosis(self, arithmetic: Vec<String>) -> Diagnosis {
        Diagnosis { title: self.0, text: inline(&self.1), arithmetic }
    }
}

/// The bits of a set, one by one.
fn each(flags: Flags) -> impl Iterator<Item = Flags> {
    Flags::NAMED.into_iter().map(|(bit, _)| bit).filter(move |bit| flags.has(*bit))
}
