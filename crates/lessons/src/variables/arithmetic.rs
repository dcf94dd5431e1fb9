//! The arithmetic under a variable's value: the RFC's names and this exchange's numbers. Its last line ends in the value.

use sim::{Happening, Side};
use tcp::{Advance, Rule, Status};
use wire::Flags;

use super::origin::Set;
use super::{Value, Variable};
use crate::Lang;
use crate::explain::{Context, added, circular, rule_arithmetic, sum, symbols};

/// The lines for what `set` set. Nothing for what is no number.
pub(super) fn set(context: &Context<'_>, side: Side, variable: Variable, set: &Set<'_>) -> Vec<String> {
    let Some(value) = variable.value(set.after) else { return Vec::new() };
    let text = context.value(side, value);
    let from_rule = rule_lines(context, side, variable, set, &text);
    if !from_rule.is_empty() {
        return from_rule;
    }
    let line = match value {
        Value::InUse(_) => return Vec::new(),
        Value::State(_) => {
            let before = context.value(side, Value::State(set.before.state));
            return vec![format!("{before} → {text}")];
        }
        Value::Stage(_) => return stage(set.after),
        _ => number(context, side, variable, set, &text),
    };
    vec![line.unwrap_or_else(|| format!("{} ← {text}", variable.name(Lang::En)))]
}

/// The lines under the rule that set it, as far as they lead to the value: up to the last that begins with its name.
fn rule_lines(context: &Context<'_>, side: Side, variable: Variable, set: &Set<'_>, text: &str) -> Vec<String> {
    let name = match variable {
        Variable::Cwnd | Variable::Ssthresh | Variable::Rto | Variable::Srtt | Variable::Rttvar | Variable::SendMss => {
            variable.name(Lang::En)
        }
        _ => return Vec::new(),
    };
    let ends_in_value = |line: &String| {
        let end = line.rsplit(['=', '←']).next().unwrap_or_default().trim();
        line.starts_with(name) && line[name.len()..].starts_with(' ') && end == text
    };
    for event in set.entry.events.iter().rev() {
        let mut lines = rule_arithmetic(context, side, &event.rule);
        if let Some(last) = lines.iter().rposition(ends_in_value) {
            lines.truncate(last + 1);
            return lines;
        }
    }
    Vec::new()
}

fn number(context: &Context<'_>, side: Side, variable: Variable, set: &Set<'_>, text: &str) -> Option<String> {
    let (before, after) = (set.before, set.after);
    let snd = after.snd.unwrap_or_default();
    let own = |seq| context.numbers.value(seq, side);
    let peers = |seq| context.numbers.value(seq, side.peer());
    let names = |of: &str| Some(format!("{} ← {of} = {text}", variable.name(Lang::En)));
    match variable {
        Variable::SndUna if snd.una == snd.iss => names("ISS"),
        Variable::SndUna | Variable::SndWl2 => names("SEG.ACK"),
        Variable::SndNxt if snd.nxt == snd.iss => names("ISS"),
        Variable::SndNxt => {
            step("SND.NXT", own(snd.nxt_from.from), snd.nxt_from, 0).filter(|line| line.ends_with(text))
        }
        Variable::SndWnd => window(context, set),
        Variable::SndWl1 | Variable::Irs => names("SEG.SEQ"),
        Variable::SndUp => names("SND.NXT + D").filter(|_| after.snd_up == Some(snd.nxt + after.unsent)),
        Variable::RcvNxt => {
            let from = after.rcv?.nxt_from;
            step("RCV.NXT", peers(from.from), from, held(set)).filter(|line| line.ends_with(text))
        }
        Variable::RcvWnd => Some(match (before.rcv, after.rcv?.wnd) {
            (None, wnd) if wnd == after.receive_buffer => format!("RCV.WND ← RCV.BUFF = {wnd}"),
            (Some(was), wnd) if wnd > was.wnd => sum("RCV.WND", was.wnd, &[wnd - was.wnd]),
            (Some(was), wnd) if wnd < was.wnd => format!("RCV.WND ← {} − {} = {wnd}", was.wnd, was.wnd - wnd),
            _ => return None,
        }),
        Variable::RcvUp => names("SEG.SEQ + SEG.UP"),
        Variable::FlightSize => {
            let numbers = format!("{} − {}", own(snd.nxt), own(snd.una));
            let numbers = circular(numbers, own(snd.una) > own(snd.nxt));
            Some(format!("FlightSize = SND.NXT − SND.UNA = {numbers} = {text}"))
        }
        Variable::Pipe => Some(pipe(after)),
        Variable::DuplicateAcks => {
            let counted = |status: &Status| status.congestion.map_or(0, |congestion| congestion.duplicates);
            let (was, is) = (counted(before), counted(after));
            (is > was)
                .then(|| format!("dupacks ← {}", added(was, &[is - was])))
                .or_else(|| Some(format!("dupacks ← {is}")))
        }
        Variable::Recover => names("SND.NXT − 1").filter(|_| context.value(side, Value::Own(snd.nxt.back(1))) == text),
        Variable::SndShift => names("shift.cnt"),
        Variable::TsRecent => names("SEG.TSval"),
        Variable::Timer(_) => match variable.value(after)? {
            Value::At(at) => {
                let span = at - set.entry.at;
                Some(format!("{} + {} = {text}", symbols(set.entry.at - tcp::Instant::ZERO), symbols(span)))
            }
            _ => None,
        },
        _ => None,
    }
}

/// A number that stepped over control bits and text, of which `held` octets had come before.
fn step(name: &str, from: u32, over: Advance, held: u32) -> Option<String> {
    let new = over.text.saturating_sub(held);
    let terms = [u32::from(over.syn), new, over.text - new, u32::from(over.fin)];
    terms.iter().any(|term| *term > 0).then(|| sum(name, from, &terms))
}

/// Octets that had been held beyond the gap that was filled.
fn held(set: &Set<'_>) -> u32 {
    let held = set.entry.events.iter().find_map(|event| match event.rule {
        Rule::TextAccepted { held, .. } => Some(held),
        _ => None,
    });
    held.unwrap_or(0)
}

/// SND.WND from the window of the segment that arrived, which is scaled unless it is a SYN's.
fn window(context: &Context<'_>, set: &Set<'_>) -> Option<String> {
    let Happening::Arrived { transmission, .. } = set.entry.happening else { return None };
    let segment = &context.timeline.transmissions.get(transmission as usize)?.segment;
    let shift = set.after.options.window_scale.filter(|_| !segment.has(Flags::SYN)).map_or(0, |scale| scale.snd_shift);
    let window = u32::from(segment.window) << shift;
    (window == set.after.snd?.wnd).then(|| match shift {
        0 => format!("SND.WND ← SEG.WND = {window}"),
        _ => format!("SND.WND ← SEG.WND << {shift} = {} << {shift} = {window}", segment.window),
    })
}

/// The pipe as RFC 6675 section 4 sums it up: what is outstanding, without what has arrived or is lost, and once more what
/// was sent again.
fn pipe(status: &Status) -> String {
    let sum = |counts: fn(&tcp::Outstanding) -> bool| -> u32 {
        status.outstanding.iter().filter(|segment| counts(segment)).map(tcp::Outstanding::len).sum()
    };
    let (all, sacked) = (sum(|_| true), sum(|segment| segment.sacked));
    let (lost, again) =
        (sum(|segment| !segment.sacked && segment.lost), sum(|segment| !segment.sacked && segment.resent));
    let mut line = format!("pipe = {all}");
    let terms = [(" − ", sacked), (" − ", lost), (" + ", again)];
    for (sign, octets) in terms.into_iter().filter(|(_, octets)| *octets > 0) {
        line.push_str(sign);
        line.push_str(&octets.to_string());
    }
    if terms == [(" − ", 0), (" − ", 0), (" + ", 0)] {
        line
    } else {
        format!("{line} = {}", all - sacked - lost + again)
    }
}

/// What decides between slow start and congestion avoidance.
fn stage(status: &Status) -> Vec<String> {
    let Some(congestion) = status.congestion else { return Vec::new() };
    if congestion.phase != tcp::Phase::Open {
        return Vec::new();
    }
    let limit =
        if congestion.ssthresh == tcp::LARGEST_WINDOW { "∞".to_owned() } else { congestion.ssthresh.to_string() };
    let sign = if congestion.cwnd < congestion.ssthresh { '<' } else { '≥' };
    vec![format!("cwnd {sign} ssthresh: {} {sign} {limit} ✓", congestion.cwnd)]
}
