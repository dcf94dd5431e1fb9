//! What a segment tells of the end that sent it.

use tcp::State;
use wire::Flags;

use crate::arrived::Arrived;
use crate::half::{Doubtful, Ecn, Fin, Half, Last, Offer, Syn, Was};
use crate::in_flight::{Before, Sighting};
use crate::step::Step;
use crate::{Certainty, FindingKind, Observed, states};

/// Notes what `x` must know and have sent, to send this. `was` is what the next segment of `y` may answer.
pub(crate) fn note(step: &mut Step<'_>, x: &mut Half, y: &Half, was: Was) {
    x.spoke = true;
    goes_on(step, x);
    if step.o.has(Flags::SYN) {
        syn(step, x, y);
    }
    if !step.o.has(Flags::RST) {
        acknowledged(step, x, y);
    }
    signals(step, x, y);
    text(step, x, y, was);
    if step.o.has(Flags::FIN) {
        fin(step, x, y);
    }
    let same = x.last.filter(|last| last.ack.is_some() && last.ack == step.ack.map(|_| step.o.ack));
    x.last = Some(Last {
        ack: step.ack.map(|_| step.o.ack),
        first_index: same.map_or(step.index, |last| last.first_index),
        index: step.index,
        at: step.o.at,
        window: step.o.window,
        of_syn: step.o.has(Flags::SYN),
        text: step.o.text_len > 0,
        was,
    });
}

/// Who sends something else after its reset, and nothing older, has not reset: that was forged, or old.
fn goes_on(step: &Step<'_>, x: &mut Half) {
    if step.o.has(Flags::RST) {
        x.resets = true;
        return;
    }
    if x.resets && step.ack.is_some() && x.nxt.is_none_or(|nxt| step.end >= nxt) {
        x.resets = false;
        x.reset = false;
    }
}

fn syn(step: &mut Step<'_>, x: &mut Half, y: &Half) {
    let answers = step.ack.is_some();
    let seen = Sighting { index: step.index, at: step.o.at };
    let ecn = Ecn::of_syn(&step.o, y.syn.map(|_| y.offer.ecn));
    x.reset = false;
    if !answers && x.told.is_none() {
        // It has not yet got the other end's, or it would acknowledge it.
        x.got_syn = false;
        x.arrived = Arrived::default();
    }
    match &mut x.syn {
        Some(syn) => {
            syn.seen.again(seen);
            syn.answers |= answers;
            syn.told = syn.told.max(step.ack);
            // Some do without ECN when the first has no answer (RFC 3168 section 6.1.1.1).
            x.offer.ecn = ecn;
            // Who sends its SYN again has had no acknowledgment of it.
            if !step.near_sender && x.una == Some(step.place + 1) {
                x.una = None;
            }
        }
        None => {
            if !answers && let Some(crossed) = y.syn.filter(|syn| syn.opens && !syn.answers) {
                // The first may long have given up, or never have come.
                step.likely(FindingKind::SimultaneousOpen, [Some(crossed.seen.first.index), None]);
            }
            let (seen, opens) = (Before::once(seen), !answers);
            x.syn = Some(Syn { at_place: step.place, seen, told: step.ack, answers, opens });
            x.offer = Offer::read(&step.o, ecn);
        }
    }
}

fn acknowledged(step: &Step<'_>, x: &mut Half, y: &Half) {
    let Some(ack) = step.ack else { return };
    x.got_syn = true;
    // What an older segment says, which was overtaken, no longer holds.
    if x.told.is_none_or(|told| ack >= told) {
        let is_known = y.syn.is_none_or(|syn| ack > syn.at_place) && !step.near_sender;
        x.told = Some(ack);
        x.on_the_way = x.arrived.tell(ack).filter(|_| is_known).map(|believed| (ack, believed));
    }
    let Some(own) = x.syn else { return };
    // Text comes with an acknowledgment of the SYN, unless it came with the other end's SYN itself.
    let has_more = own.told.or(y.syn.map(|syn| syn.at_place + 1)).is_some_and(|first| ack > first);
    if !step.o.has(Flags::SYN) && (own.opens && !own.answers || has_more || step.o.text_len > 0) {
        x.una = x.una.max(Some(own.at_place + 1));
    }
}

/// ECN and urgent data.
fn signals(step: &mut Step<'_>, x: &Half, y: &Half) {
    let o = step.o;
    if o.has(Flags::SYN) {
        let agreed = [y.syn.map(|syn| syn.seen.first.index), None];
        match (step.ack, x.offer.ecn, x.ecn(y)) {
            (None, Ecn::Classic, _) => step.certain(FindingKind::EcnOffered, [None, None]),
            (None, Ecn::Accurate, _) => step.certain(FindingKind::AccurateEcnOffered, [None, None]),
            (Some(_), _, Some(Ecn::Classic)) => step.certain(FindingKind::EcnAgreed, agreed),
            (Some(_), _, Some(Ecn::Accurate)) => step.certain(FindingKind::AccurateEcnAgreed, agreed),
            _ => {}
        }
    } else if let Some(certainty) = means_ecn(x, y) {
        if o.has(Flags::ECE) {
            step.found(FindingKind::EcnEcho, certainty, [None, None]);
        }
        if o.has(Flags::CWR) {
            step.likely(FindingKind::WindowReduced, [y.last.map(|last| last.index), None]);
        }
    }
    // A pointer to the segment's own beginning says that nothing is urgent any more.
    if o.has(Flags::URG) && o.urgent > 0 {
        step.certain(FindingKind::Urgent { up: o.seq + u32::from(o.urgent) }, [None, None]);
    }
}

/// Whether ECE and CWR mean what RFC 3168 says, and how sure that is: nothing without a SYN of each end that says so.
fn means_ecn(x: &Half, y: &Half) -> Option<Certainty> {
    if let Some(agreed) = x.ecn(y) {
        return (agreed == Ecn::Classic).then_some(Certainty::Certain);
    }
    let is_possible = [x, y].into_iter().all(|half| half.syn.is_none() || half.offer.ecn == Ecn::Classic);
    is_possible.then_some(Certainty::Likely)
}

/// The numbers that the segment takes.
fn text(step: &mut Step<'_>, x: &mut Half, y: &Half, was: Was) {
    let is_new = x.nxt.is_none_or(|nxt| step.end > nxt);
    let state = states::state(x, y);
    if step.o.text_len > 0 && is_new && !x.half_closed_told && state == Some(State::CloseWait) {
        x.half_closed_told = true;
        if let Some(fin) = y.fin {
            step.certain(
                FindingKind::HalfClosed { fin: crate::position::seq(fin.place) },
                [Some(fin.seen.first.index), None],
            );
        }
    }
    // A reset's number is no step, and a probe's octet does not count until it is taken (RFC 9293 section 3.8.6.1).
    if step.o.has(Flags::RST) {
        return;
    }
    // What is acknowledged is out no more, though it goes again.
    let acknowledged = y.told.filter(|told| x.nxt.is_some_and(|nxt| *told <= nxt)).unwrap_or(0);
    x.in_flight.add(step.place.max(acknowledged), step.end, Sighting { index: step.index, at: step.o.at });
    if was == Was::WindowProbe {
        if step.end > step.place && is_new {
            x.probed = Some(step.place);
        }
        return;
    }
    x.seen.take(step.place, step.end);
    if is_new {
        x.nxt = Some(step.end);
        x.nxt_index = step.index;
        x.nxt_at = step.o.at;
        x.nxt_tsval = step.o.timestamps().map(|(value, _)| value);
        x.line.follow(step.end);
        x.probed = x.probed.filter(|probed| step.end <= *probed);
    }
}

fn fin(step: &mut Step<'_>, x: &mut Half, y: &Half) {
    let place = step.end - 1;
    let seen = Sighting { index: step.index, at: step.o.at };
    match &mut x.fin {
        None => {
            let second = states::has_fin(x, y);
            x.fin = Some(Fin { place, seen: Before::once(seen), second });
            if let Some(fin) = y.fin.filter(|_| !second) {
                let certainty = if step.near_sender { Certainty::Likely } else { Certainty::Certain };
                step.found(FindingKind::SimultaneousClose, certainty, [Some(fin.seen.first.index), None]);
            }
        }
        Some(fin) if fin.place == place => {
            fin.seen.again(seen);
            // Who sends its FIN again has had no acknowledgment of it.
            if !step.near_sender {
                x.una = x.una.map(|una| una.min(place));
            }
        }
        Some(_) => {}
    }
}

/// A segment of `x` with a wrong checksum: all that is kept of it.
pub(crate) fn doubt(o: &Observed<'_>, index: u64, y: &Half) -> Doubtful {
    Doubtful {
        seq: o.seq,
        end: o.seq + o.len(),
        syn: o.has(Flags::SYN).then(|| o.has(Flags::ACK)),
        fin: o.has(Flags::FIN),
        offer: Offer::read(o, Ecn::of_syn(o, y.syn.map(|_| y.offer.ecn))),
        index,
        at: o.at,
    }
}

/// What was doubted of `x` is acknowledged, so its checksum was right when it left, or it was sent again unseen.
pub(crate) fn believe(x: &mut Half, y: &Half, doubtful: Doubtful) {
    let place = x.line.place(doubtful.seq);
    let end = place + u64::from(doubtful.end - doubtful.seq);
    let Doubtful { index, at, offer, .. } = doubtful;
    let seen = Sighting { index, at };
    x.checksums_later = true;
    x.spoke = true;
    if let Some(answers) = doubtful.syn {
        x.syn = Some(Syn { at_place: place, seen: Before::once(seen), told: None, answers, opens: !answers });
        x.offer = offer;
    }
    if doubtful.fin && x.fin.is_none() {
        x.fin = Some(Fin { place: end - 1, seen: Before::once(seen), second: states::has_fin(x, y) });
    }
    x.is_incomplete = true;
    x.in_flight.add(place, end, seen);
    if x.nxt.is_none_or(|nxt| end > nxt) {
        x.nxt = Some(end);
        x.nxt_index = index;
        x.nxt_at = at;
        x.seen.skip(end);
        x.line.follow(end);
    }
}
