//! What a segment tells of the end that sent it.

use tcp::State;
use wire::Flags;

use crate::arrived::Arrived;
use crate::half::{Doubtful, Fin, Half, Last, Offer, Syn, Was};
use crate::in_flight::Sighting;
use crate::step::Step;
use crate::{Certainty, FindingKind, Observed, states};

/// Notes what `x` must know and have sent, to send this. `was` is what the next segment of `y` may answer.
pub(crate) fn note(step: &mut Step<'_>, x: &mut Half, y: &Half, was: Was) {
    x.spoke = true;
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

fn syn(step: &mut Step<'_>, x: &mut Half, y: &Half) {
    let answers = step.ack.is_some();
    x.reset = false;
    if !answers && x.told.is_none() {
        // It has not yet got the other end's, or it would acknowledge it.
        x.got_syn = false;
        x.arrived = Arrived::default();
    }
    match &mut x.syn {
        Some(syn) => {
            syn.last_at = step.o.at;
            syn.answers |= answers;
            // Who sends its SYN again has had no acknowledgment of it.
            if !step.near_sender && x.una == Some(step.place + 1) {
                x.una = None;
            }
        }
        None => {
            if !answers && let Some(crossed) = y.syn.filter(|syn| syn.opens && !syn.answers) {
                step.certain(FindingKind::SimultaneousOpen, [Some(crossed.index), None]);
            }
            let at = step.o.at;
            let opens = !answers;
            x.syn = Some(Syn { at_place: step.place, index: step.index, at, last_at: at, answers, opens });
            let ecn = if answers { Flags::ECE } else { Flags::ECE | Flags::CWR };
            let other = Flags::ECE | Flags::CWR;
            x.offer = Offer::read(step.o.options, step.o.flags.0 & other.0 == ecn.0);
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
    let has_more = y.syn.is_some_and(|syn| ack > syn.at_place + 1);
    if !step.o.has(Flags::SYN) && (own.opens && !own.answers || has_more || step.o.text_len > 0) {
        x.una = x.una.max(Some(own.at_place + 1));
    }
}

/// ECN and urgent data.
fn signals(step: &mut Step<'_>, x: &Half, y: &Half) {
    let o = step.o;
    match (o.has(Flags::SYN), step.ack.is_some()) {
        (true, false) if x.offer.ecn => step.certain(FindingKind::EcnOffered, [None, None]),
        (true, true) if x.offer.ecn && y.offer.ecn => {
            step.certain(FindingKind::EcnAgreed, [y.syn.map(|syn| syn.index), None]);
        }
        (true, _) => {}
        (false, _) => {
            if o.has(Flags::ECE) {
                step.certain(FindingKind::EcnEcho, [None, None]);
            }
            if o.has(Flags::CWR) {
                step.likely(FindingKind::WindowReduced, [y.last.map(|last| last.index), None]);
            }
        }
    }
    if o.has(Flags::URG) {
        step.certain(FindingKind::Urgent { up: o.seq + u32::from(o.urgent) }, [None, None]);
    }
}

/// The numbers that the segment takes.
fn text(step: &mut Step<'_>, x: &mut Half, y: &Half, was: Was) {
    let is_new = x.nxt.is_none_or(|nxt| step.end > nxt);
    let state = states::state(x, y);
    if step.o.text_len > 0 && is_new && !x.half_closed_told && state == Some(State::CloseWait) {
        x.half_closed_told = true;
        if let Some(fin) = y.fin {
            step.certain(FindingKind::HalfClosed { fin: crate::position::seq(fin.place) }, [Some(fin.index), None]);
        }
    }
    // A reset's number is no step, and a probe's octet does not count until it is taken (RFC 9293 section 3.8.6.1).
    if step.o.has(Flags::RST) {
        return;
    }
    x.in_flight.add(step.place, step.end, Sighting { index: step.index, at: step.o.at });
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
    match x.fin {
        None => {
            let second = states::has_fin(x, y);
            x.fin = Some(Fin { place, index: step.index, second });
            if let Some(fin) = y.fin.filter(|_| !second) {
                let certainty = if step.near_sender { Certainty::Likely } else { Certainty::Certain };
                step.found(FindingKind::SimultaneousClose, certainty, [Some(fin.index), None]);
            }
        }
        // Who sends its FIN again has had no acknowledgment of it.
        Some(fin) if fin.place == place && !step.near_sender => x.una = x.una.map(|una| una.min(place)),
        Some(_) => {}
    }
}

/// A segment of `x` with a wrong checksum: all that is kept of it.
pub(crate) fn doubt(o: &Observed<'_>, index: u64) -> Doubtful {
    let ecn = o.has(Flags::ECE);
    Doubtful {
        seq: o.seq,
        end: o.seq + o.len(),
        syn: o.has(Flags::SYN).then(|| o.has(Flags::ACK)),
        fin: o.has(Flags::FIN),
        offer: Offer::read(o.options, ecn),
        index,
        at: o.at,
    }
}

/// What was doubted of `x` is acknowledged, so its checksum was right when it left, or it was sent again unseen.
pub(crate) fn believe(x: &mut Half, y: &Half, doubtful: Doubtful) {
    let place = x.line.place(doubtful.seq);
    let end = place + u64::from(doubtful.end - doubtful.seq);
    let Doubtful { index, at, offer, .. } = doubtful;
    x.checksums_later = true;
    x.spoke = true;
    if let Some(answers) = doubtful.syn {
        x.syn = Some(Syn { at_place: place, index, at, last_at: at, answers, opens: !answers });
        x.offer = offer;
    }
    if doubtful.fin && x.fin.is_none() {
        x.fin = Some(Fin { place: end - 1, index, second: states::has_fin(x, y) });
    }
    x.is_incomplete = true;
    x.in_flight.add(place, end, Sighting { index, at });
    if x.nxt.is_none_or(|nxt| end > nxt) {
        x.nxt = Some(end);
        x.nxt_index = index;
        x.nxt_at = at;
        x.seen.skip(end);
        x.line.follow(end);
    }
}
