//! The state of each end (RFC 9293 section 3.3.2), from what it sent and what it must have got.
//!
//! A state is not carried from segment to segment, but read from what is known: so an end that shows that it had not got
//! something after all is in the right state again.

use tcp::State;

use crate::half::Half;

/// The state of `x`, if anything tells it.
pub(crate) fn state(x: &Half, y: &Half) -> Option<State> {
    if x.reset {
        let listens = x.syn.is_some_and(|syn| !syn.opens) && !is_syn_acknowledged(x);
        return Some(if listens { State::Listen } else { State::Closed });
    }
    let unanswered = match x.syn {
        Some(syn) if !syn.answers && !x.got_syn => return Some(State::SynSent),
        Some(_) => !is_syn_acknowledged(x),
        None if x.spoke => false,
        // What the other end acknowledges of it was not captured, and is more than nothing.
        None if y.told.is_none() && y.syn.is_some_and(|syn| !syn.answers) => return Some(State::SynReceived),
        None if y.spoke => false,
        None => return None,
    };
    let has_fin = has_fin(x, y);
    Some(match x.fin {
        None if unanswered => State::SynReceived,
        None if has_fin => State::CloseWait,
        None => State::Established,
        Some(fin) => match (x.is_acknowledged(fin.place), has_fin, fin.second) {
            (false, false, _) => State::FinWait1,
            (true, false, _) => State::FinWait2,
            (false, true, false) => State::Closing,
            (true, true, false) => State::TimeWait,
            (false, true, true) => State::LastAck,
            (true, true, true) => State::Closed,
        },
    })
}

/// Whether `x` has the FIN of `y` and all that came before it.
pub(crate) fn has_fin(x: &Half, y: &Half) -> bool {
    y.fin.zip(x.arrived.next()).is_some_and(|(fin, next)| next > fin.place)
}

/// Whether the segment that `x` just sent shows its state beyond doubt. `near` tells that what was on its way to it and
/// was seen had arrived, `first` that it is the first segment of its kind.
///
/// ESTABLISHED and CLOSE-WAIT are hardly ever shown: a user who calls CLOSE puts the end into FIN-WAIT-1 or LAST-ACK at
/// once, though the FIN waits behind text (RFC 9293 section 3.10.4). So the FIN does not tell either whether CLOSE was
/// called before the other end's FIN came.
pub(crate) fn is_shown(x: &Half, y: &Half, near: bool, first: bool, has_fin_flag: bool) -> bool {
    // Of a connection that began before, a FIN may have passed unseen.
    let Some(syn) = x.syn else { return false };
    match state(x, y) {
        Some(State::SynSent) => true,
        Some(State::SynReceived) => first && syn.answers,
        Some(State::Established) => first && syn.opens && !syn.answers,
        // The other end's FIN may be among what was not seen.
        Some(State::FinWait1 | State::FinWait2 | State::Closing) if y.is_incomplete || y.seen.next() != y.nxt => false,
        Some(State::FinWait1 | State::Closing) => has_fin_flag,
        Some(State::FinWait2) => near,
        // How long TIME-WAIT lasts is the end's own choice, and a reset is for more reasons than one.
        Some(State::CloseWait | State::LastAck | State::TimeWait | State::Closed | State::Listen) | None => false,
    }
}

fn is_syn_acknowledged(x: &Half) -> bool {
    x.syn.is_some_and(|syn| x.is_acknowledged(syn.at_place))
}
