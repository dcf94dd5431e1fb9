//! Why a connection is reset, and whether the other end heeds it.

use tcp::State;
use wire::Flags;

use crate::half::Half;
use crate::position::seq;
use crate::step::Step;
use crate::{FindingKind, ResetCause, states};

/// Transmissions after which an end that resets has probably given up.
const MANY: u32 = 4;

/// Says why `x` resets, and ends its connection if that is what the reset does.
pub(crate) fn look(step: &mut Step<'_>, x: &mut Half, y: &Half) {
    let state = states::state(x, y);
    let cause = cause(step, x, y, state);
    let evidence = match cause {
        ResetCause::OutsideWindow { .. } | ResetCause::NotExact { .. } | ResetCause::Abort | ResetCause::Unseen => {
            [None, None]
        }
        ResetCause::GaveUp { .. } => [x.in_flight.oldest().map(|(first, _)| first.index), None],
        ResetCause::TextForNobody => [y.last.map(|last| last.index), x.fin.map(|fin| fin.seen.first.index)],
        ResetCause::Refused | ResetCause::AfterEnd | ResetCause::HalfOpen { .. } => {
            [y.last.map(|last| last.index), None]
        }
    };
    // An onlooker never knows why.
    step.likely(FindingKind::Reset { cause }, evidence);
    x.reset = match state {
        // A reset that answers what does not belong to the connection leaves the connection that is being opened.
        Some(State::SynSent | State::Listen) => x.reset,
        Some(State::SynReceived) => x.reset || x.syn.is_none() || Some(step.place) == x.nxt,
        _ => true,
    };
}

fn cause(step: &Step<'_>, x: &Half, y: &Half, state: Option<State>) -> ResetCause {
    let o = step.o;
    let answers = !o.has(Flags::ACK) && y.last_ack() == Some(o.seq);
    if !x.spoke && !y.spoke {
        return ResetCause::Unseen;
    }
    // Who has acknowledged something had an answer to its SYN, so its connection was open. A firewall refuses as well.
    if x.syn.is_none() && y.told.is_none() && y.syn.is_some_and(|syn| !syn.answers) {
        return ResetCause::Refused;
    }
    // Who has acknowledged nothing yet has nothing to abort but its SYN, and that takes no reset (RFC 9293 section 3.10.5).
    if answers && (x.told.is_none() || state == Some(State::SynSent)) {
        return ResetCause::HalfOpen { ack: o.seq };
    }
    if !o.has(Flags::ACK) && matches!(state, Some(State::Closed | State::TimeWait | State::Listen)) {
        return ResetCause::AfterEnd;
    }
    if let Some(expected) = y.arrived.next().filter(|expected| *expected != step.place && y.told != Some(step.place)) {
        let expected_seq = seq(expected);
        let in_window = y.edge.is_some_and(|edge| (expected..edge).contains(&step.place));
        let is_behind_loss = step.place > expected && Some(step.place) == x.nxt;
        if !is_behind_loss && y.syn.is_some() {
            return if in_window {
                ResetCause::NotExact { expected: expected_seq }
            } else {
                ResetCause::OutsideWindow { expected: expected_seq }
            };
        }
    }
    let y_spoke_last = y.last.zip(x.last).is_some_and(|(theirs, own)| theirs.index > own.index);
    match state {
        Some(State::Closed | State::TimeWait | State::Listen) => ResetCause::AfterEnd,
        _ if x.fin.is_some() && y_spoke_last && y.last.is_some_and(|last| last.text) => ResetCause::TextForNobody,
        _ => match x.in_flight.oldest() {
            Some((_, times)) if times >= MANY && !y_spoke_last => ResetCause::GaveUp { times },
            _ => ResetCause::Abort,
        },
    }
}

/// Whether `y` heeds the reset (RFC 9293 section 3.10.7.4, RFC 5961 section 3.2).
pub(crate) fn is_heeded(step: &Step<'_>, x: &Half, y: &Half) -> bool {
    match states::state(y, x) {
        Some(State::SynSent) => step.ack.is_some() && step.ack == y.snd_nxt(),
        Some(_) => y.told == Some(step.place) || y.arrived.next().is_none_or(|next| next == step.place),
        None => true,
    }
}
