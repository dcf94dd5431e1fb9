//! What is asked of a run: which segments a skill is about, and in which form.

use sim::{Side, Timeline, Transmission};
use tcp::{AckRule, Advance, Cause, SeqRule, WindowRule};
use wire::Flags;

use course::Ask;
use lessons::{Numbering, Numbers};

use super::Form;
use crate::draws::Draws;
use crate::rules::Scene;
use crate::task::{first_sent, last_sent, taken, waiting};
use crate::value::settled;
use crate::{Knows, Level, Skill, Value, WrongRule, askable};

/// The forms besides [`Form::Predict`].
#[derive(Clone, Copy)]
enum Kind {
    Ladder,
    Order,
    Changed,
    Resent,
    Figure,
}

/// Something to ask of `timeline`, if the draws find it.
pub(super) fn form(
    skill: Skill,
    level: Level,
    timeline: &Timeline,
    numbering: Numbering,
    draws: &mut Draws,
) -> Option<Form> {
    let numbers = Numbers::new(numbering, &timeline.scenario);
    // The higher the level, the more often it is another form.
    let others = kinds(skill, level);
    let is_other = if level == Level::One { draws.one_in(4) } else { !draws.one_in(u32::from(level.number())) };
    if is_other && !others.is_empty() {
        return match draws.pick(others)? {
            Kind::Ladder => ladder(skill, timeline, numbering, draws),
            Kind::Order => order(skill, timeline, draws),
            Kind::Changed => changed(skill, timeline, &numbers, draws),
            Kind::Resent => resent(level, timeline, draws),
            Kind::Figure => figure(timeline, draws),
        };
    }
    predict(skill, level, timeline, draws)
}

fn kinds(skill: Skill, level: Level) -> &'static [Kind] {
    match (skill, level) {
        (Skill::Syn | Skill::Data | Skill::Fin, Level::One) => &[Kind::Order],
        (_, Level::One) | (Skill::Rst | Skill::Sack, Level::Two) => &[],
        (Skill::Syn, _) => &[Kind::Order, Kind::Changed, Kind::Ladder],
        (Skill::Data, _) => &[Kind::Order, Kind::Changed, Kind::Ladder],
        (Skill::Fin, _) => &[Kind::Order, Kind::Changed, Kind::Ladder],
        (Skill::Isn | Skill::Ack | Skill::Cumulative | Skill::DupAck | Skill::Wrap, _) => {
            &[Kind::Changed, Kind::Ladder]
        }
        (Skill::Retransmission, _) => &[Kind::Resent, Kind::Resent, Kind::Changed],
        (Skill::Sack, _) => &[Kind::Resent],
        (Skill::Relative, _) => &[Kind::Ladder],
        (Skill::Window | Skill::KeepAlive | Skill::Rst, _) => &[Kind::Changed],
        (Skill::State, _) => &[Kind::Figure],
    }
}

/// Whether a transmission is one that `skill` is about.
pub(super) fn is_about(skill: Skill, timeline: &Timeline, index: usize) -> bool {
    let Some(sent) = timeline.transmissions.get(index) else { return false };
    let Some(why) = &sent.why else { return false };
    let text_step = |step: Advance| step.text > 0 && !step.syn && !step.fin;
    let seq_step = if let SeqRule::Next { from } = why.seq { from } else { Advance::default() };
    let ack_step = if let AckRule::Next { from } = why.ack { from } else { Advance::default() };
    let is_text = matches!(why.cause, Cause::Text { .. });
    let numbers = Numbers::new(Numbering::Absolute, &timeline.scenario);
    let applies = |rule: WrongRule| rule.answer(timeline, index, Ask::Ack, &numbers).is_some();
    let past = |step: Advance| step.to().0 < step.from.0;
    match skill {
        Skill::Isn => seq_step.syn || ack_step.syn && sent.segment.has(Flags::SYN),
        Skill::Syn => ack_step.syn,
        Skill::Data => is_text && text_step(seq_step),
        Skill::Ack => text_step(ack_step) && matches!(why.cause, Cause::AckText | Cause::Text { .. }),
        Skill::Cumulative => {
            matches!(why.cause, Cause::AckText | Cause::AckDelayed)
                && (applies(WrongRule::CumulEach) || applies(WrongRule::Delack))
        }
        Skill::DupAck => why.cause == Cause::AckOutOfOrder && text_step(ack_step),
        Skill::Retransmission => goes_again(sent),
        Skill::Sack => why.cause == Cause::AckOutOfOrder && !sent.segment.sack_blocks().is_empty(),
        // Elsewhere the application takes its text as soon as it comes, which is no time to ask for what is left.
        Skill::Window => {
            let is_slow = timeline.scenario.host(sent.id.from).settings.receive_buffer.is_some();
            is_slow && matches!(why.window, WindowRule::Free { unread, .. } if unread > 0)
        }
        Skill::Fin => ack_step.fin || seq_step.fin || matches!(why.cause, Cause::Fin { .. }) && text_step(seq_step),
        Skill::Rst => sent.segment.has(Flags::RST),
        Skill::KeepAlive => why.cause == Cause::KeepAliveProbe,
        Skill::Wrap => (is_text && past(seq_step)) || (past(ack_step) && sent.segment.has(Flags::ACK)),
        Skill::Relative => text_step(seq_step) && text_step(ack_step),
        Skill::State => Side::BOTH.into_iter().any(|side| changes(timeline, index, side)),
    }
}

/// Whether text goes again.
fn goes_again(sent: &Transmission) -> bool {
    let again = matches!(sent.cause(), Some(Cause::Retransmission { .. } | Cause::Recovery { .. }));
    again && !sent.segment.text.is_empty()
}

/// Whether the segment leads `side` to another state.
fn changes(timeline: &Timeline, index: usize, side: Side) -> bool {
    let before = timeline.snapshot(timeline.transmissions[index].entry as usize, side).tcp.state;
    settled(timeline, index, side).is_some_and(|step| timeline.snapshot(step, side).tcp.state != before)
}

fn targets(skill: Skill, timeline: &Timeline) -> Vec<u32> {
    let count = u32::try_from(timeline.transmissions.len()).unwrap_or(u32::MAX);
    let follows = |index: &u32| skill != Skill::Window || window_follows(timeline, *index as usize);
    (0..count).filter(|index| is_about(skill, timeline, *index as usize)).filter(follows).collect()
}

/// Whether a window can be worked out from the buffer, of which nothing was taken yet, and comes to the same where it is worked
/// out from the last that was shown: a scaled one has lost its last bits.
fn window_follows(timeline: &Timeline, index: usize) -> bool {
    let sent = &timeline.transmissions[index];
    let Some(WindowRule::Free { shift, buffer, unread, wnd }) = sent.why.as_ref().map(|why| why.window) else {
        return false;
    };
    let mut before = timeline.transmissions[..index].iter().rev().filter(|earlier| earlier.id.from == sent.id.from);
    let is_same = before.next().is_none_or(|last| {
        // A SYN cannot tell of more than 65535.
        let is_capped = last.segment.has(Flags::SYN) && buffer > u32::from(u16::MAX);
        let scale = if last.segment.has(Flags::SYN) { 0 } else { shift };
        let shown = u32::from(last.segment.window) << scale;
        let came = if last.segment.has(Flags::ACK) { Some(sent.segment.ack - last.segment.ack) } else { None };
        is_capped || came.is_none_or(|came| shown.saturating_sub(came) >> shift == u32::from(sent.segment.window))
    });
    is_same && wnd + unread == buffer && taken(timeline, sent, unread) == 0
}

fn predict(skill: Skill, level: Level, timeline: &Timeline, draws: &mut Draws) -> Option<Form> {
    let segment = draws.pick(&targets(skill, timeline))?;
    let index = segment as usize;
    let can = askable(timeline, index, Knows::All);
    let mut asks = mains(skill, timeline, index);
    if asks.len() > 1 && level == Level::One {
        asks = vec![draws.pick(&asks)?];
    }
    let more: &[Ask] = match level {
        Level::One => &[],
        Level::Two => &[Ask::Seq, Ask::Ack],
        Level::Three => &[Ask::Seq, Ask::Ack, Ask::Flags, Ask::Len],
    };
    asks.extend(more);
    asks.sort_unstable();
    asks.dedup();
    // The question tells the buffer of a window.
    asks.retain(|ask| can.contains(ask) || (skill, *ask) == (Skill::Window, Ask::Window));
    (!asks.is_empty()).then_some(Form::Predict { segment, asks })
}

/// Whether `ask` is a part by which the segment `index` shows `skill`.
pub(crate) fn shows(skill: Skill, timeline: &Timeline, index: usize, ask: Ask) -> bool {
    is_about(skill, timeline, index) && mains(skill, timeline, index).contains(&ask)
}

/// The parts by which a segment shows `skill`.
fn mains(skill: Skill, timeline: &Timeline, index: usize) -> Vec<Ask> {
    let why = timeline.transmissions[index].why.as_ref();
    let steps = |is: fn(Advance) -> bool| {
        let seq = why.is_some_and(|why| matches!(why.seq, SeqRule::Next { from } if is(from)));
        let ack = why.is_some_and(|why| matches!(why.ack, AckRule::Next { from } if is(from)));
        [(Ask::Seq, seq), (Ask::Ack, ack)].into_iter().filter(|(_, has)| *has).map(|(ask, _)| ask).collect()
    };
    match skill {
        Skill::Isn => steps(|step| step.syn),
        Skill::Data | Skill::Retransmission | Skill::KeepAlive => vec![Ask::Seq],
        Skill::Syn | Skill::Ack | Skill::Cumulative | Skill::DupAck => vec![Ask::Ack],
        Skill::Sack => vec![Ask::SackLeft, Ask::SackRight],
        Skill::Window => vec![Ask::Window],
        Skill::Fin if matches!(why.map(|why| why.cause), Some(Cause::Fin { .. })) => vec![Ask::Seq, Ask::Flags],
        Skill::Fin => steps(|step| step.fin),
        Skill::Rst => vec![Ask::Seq, Ask::Ack, Ask::Flags],
        Skill::Wrap => steps(|step| step.to().0 < step.from.0),
        Skill::Relative => vec![Ask::Seq, Ask::Ack],
        Skill::State => {
            let sides = Side::BOTH.into_iter().filter(|side| changes(timeline, index, *side));
            sides.map(Ask::State).collect()
        }
    }
}

/// Two or three numbers of the run that follow from others, one of which at least shows the skill.
fn ladder(skill: Skill, timeline: &Timeline, numbering: Numbering, draws: &mut Draws) -> Option<Form> {
    let mut candidates: Vec<(u32, Ask)> = Vec::new();
    for (index, sent) in (0..).zip(&timeline.transmissions) {
        let Some(why) = &sent.why else { continue };
        if matches!(why.seq, SeqRule::Next { .. } | SeqRule::Original { .. }) {
            candidates.push((index, Ask::Seq));
        }
        if matches!(why.ack, AckRule::Next { .. }) {
            candidates.push((index, Ask::Ack));
        }
    }
    draws.shuffle(&mut candidates);
    let shown = candidates.iter().position(|(index, ask)| shows(skill, timeline, *index as usize, *ask))?;
    candidates.swap(0, shown);
    let count = draws.between(2, 3) as usize;
    if skill == Skill::Isn && numbering == Numbering::Absolute {
        // What answers the SYN,ACK tells its ISN, and more than one segment does.
        let syn_ack = (0..).zip(&timeline.transmissions).find(|(_, sent)| sent.segment.has(Flags::SYN | Flags::ACK));
        candidates.insert(0, (syn_ack?.0, Ask::Seq));
    }
    candidates.truncate(count);
    candidates.sort_unstable();
    candidates.dedup();
    (candidates.len() == count).then_some(Form::Ladder { blanks: candidates })
}

/// Four or five segments of which each acknowledges the one before, so that there is one order alone. Somewhere among them
/// an acknowledgment goes over what the skill is about.
fn order(skill: Skill, timeline: &Timeline, draws: &mut Draws) -> Option<Form> {
    let mut chain: Vec<u32> = vec![0];
    for (index, sent) in (0..).zip(&timeline.transmissions).skip(1) {
        let last = &timeline.transmissions[*chain.last()? as usize];
        let follows =
            sent.id.from != last.id.from && !last.segment.is_empty() && sent.segment.ack == last.segment.end();
        let is_new = sent.why.is_some() && !sent.is_retransmission() && sent.segment.has(Flags::ACK);
        // What carries something can be followed on; a bare ACK ends the chain.
        if follows && is_new && (!sent.segment.is_empty() || chain.len() >= 4) {
            chain.push(index);
        }
    }
    let is_of_skill = |index: &u32| {
        let segment = &timeline.transmissions[*index as usize].segment;
        match skill {
            Skill::Syn => segment.has(Flags::SYN),
            Skill::Fin => segment.has(Flags::FIN),
            _ => !segment.text.is_empty(),
        }
    };
    let count = chain.len().min(draws.between(4, 5) as usize).max(4);
    let parts = chain.windows(count).filter(|part| part[..count - 1].iter().any(is_of_skill));
    let sorted = draws.pick(&parts.collect::<Vec<&[u32]>>())?;
    let mut segments = sorted.to_vec();
    draws.shuffle(&mut segments);
    (segments != sorted).then_some(Form::Order { segments })
}

/// One field of a segment that the skill is about, as a wrong rule would have it.
fn changed(skill: Skill, timeline: &Timeline, numbers: &Numbers, draws: &mut Draws) -> Option<Form> {
    let segment = draws.pick(&targets(skill, timeline))?;
    let index = segment as usize;
    let mut asks = mains(skill, timeline, index);
    asks.retain(|ask| matches!(ask, Ask::Seq | Ask::Ack | Ask::Flags | Ask::Window));
    if draws.one_in(4) {
        asks = vec![Ask::Flags];
    }
    let ask = draws.pick(&asks)?;
    let shown = if ask == Ask::Flags {
        let flags = timeline.transmissions[index].segment.flags;
        let bit = draws.pick(&[Flags::SYN, Flags::FIN, Flags::RST, Flags::ACK])?;
        Value::Flags(Flags(flags.0 ^ bit.0))
    } else {
        let wrong = Scene::new(timeline, index, ask, *numbers)?.wrong();
        let fits = wrong.iter().map(|(_, value)| *value).filter(|value| match value {
            Value::Number(number) => *number <= if ask == Ask::Window { 0xffff } else { 0xffff_ffff },
            _ => false,
        });
        draws.pick(&fits.collect::<Vec<_>>())?
    };
    Some(Form::Changed { segment, ask, shown })
}

/// A text that goes again although others were sent after it.
fn resent(level: Level, timeline: &Timeline, draws: &mut Draws) -> Option<Form> {
    let candidates: Vec<u32> = (0..)
        .zip(&timeline.transmissions)
        .filter(|(_, sent)| goes_again(sent))
        .filter(|(index, _)| waiting(timeline, *index).len() > 1 && first_sent(timeline, *index).is_some())
        .map(|(index, _)| index)
        .collect();
    let doubled = |index: &&u32| {
        let cause = timeline.transmissions[**index as usize].cause();
        matches!(cause, Some(Cause::Retransmission { transmissions, .. }) if transmissions > 1)
    };
    let later: Vec<u32> =
        candidates.iter().filter(doubled).filter(|index| doubles(timeline, **index)).copied().collect();
    if level == Level::Three && !later.is_empty() {
        return Some(Form::Resent { segment: draws.pick(&later)?, when: true });
    }
    Some(Form::Resent { segment: draws.pick(&candidates)?, when: false })
}

/// Whether the wait before the segment is twice the wait before the last, as they are seen: a timer that was set anew by an
/// acknowledgment runs for longer than the segment has waited.
fn doubles(timeline: &Timeline, index: u32) -> bool {
    let at = |index: u32| timeline.transmissions[index as usize].sent.0;
    let waits = last_sent(timeline, index)
        .and_then(|last| last_sent(timeline, last).map(|before| (at(last) - at(before), at(index) - at(last))));
    waits.is_some_and(|(before, wait)| wait == 2 * before && wait.is_multiple_of(1_000_000))
}

/// One or two states between the first and the last of a side.
fn figure(timeline: &Timeline, draws: &mut Draws) -> Option<Form> {
    let side = draws.pick(&Side::BOTH)?;
    let states = timeline.states(side);
    let last = u8::try_from(states.len()).ok()?.checked_sub(1).filter(|last| *last >= 3)?;
    let mut blanks: Vec<u8> = (1..last).collect();
    draws.shuffle(&mut blanks);
    blanks.truncate(draws.between(1, 2) as usize);
    blanks.sort_unstable();
    Some(Form::Figure { side, blanks })
}
