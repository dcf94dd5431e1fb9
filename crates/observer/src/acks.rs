//! What an acknowledgment tells of the other end's octets: unseen, recovered, reported by SACK, arrived twice.

use wire::{Flags, SackBlock, TcpOption};

use crate::half::Half;
use crate::position::seq;
use crate::step::Step;
use crate::{Certainty, FindingKind};

/// Looks at the acknowledgment of `x` for what `y` sent.
pub(crate) fn look(step: &mut Step<'_>, x: &Half, y: &mut Half) {
    let Some(ack) = step.ack else { return };
    unseen(step, y, ack);
    let is_opened = x.syn.is_some() || step.o.has(Flags::SYN);
    if is_opened && x.told.is_none() && !y.spoke && !step.o.has(Flags::RST) {
        step.likely(FindingKind::PeerNotSeen { ack: step.o.ack }, [None, None]);
        y.is_incomplete = true;
    }
    let is_new = x.told.is_none_or(|told| ack > told);
    if let Some(recovery) = y.recovery {
        if ack >= recovery.point {
            y.recovery = None;
        } else if is_new {
            let partial = FindingKind::PartialAck { ack: step.o.ack, point: seq(recovery.point) };
            step.likely(partial, [Some(recovery.index), None]);
        }
    }
    y.damaged.acknowledge(ack);
    if let Some(sent) = y.in_flight.acknowledge(ack) {
        let measured = step.o.at.saturating_sub(sent.at);
        // RFC 6298 section 2: smoothed by an eighth.
        y.round_trip = Some(y.round_trip.map_or(measured, |smoothed| smoothed - smoothed / 8 + measured / 8));
    }
    sack(step, x, y, ack);
}

fn unseen(step: &mut Step<'_>, y: &mut Half, ack: u64) {
    let Some(seen) = y.seen.next().filter(|seen| ack > *seen) else { return };
    // The octet of a window probe that found room was seen, though it did not count then.
    if y.probed.take_if(|probed| ack == *probed + 1).is_some() {
        y.seen.skip(ack);
        y.nxt = y.nxt.max(Some(ack));
        return;
    }
    let unseen = FindingKind::AckOfUnseen { ack: step.o.ack, seen: seq(seen) };
    step.certain(unseen, [Some(y.nxt_index), None]);
    y.is_incomplete = true;
    y.seen.skip(ack);
}

/// The SACK option (RFC 2018), whose first block may report a duplicate (RFC 2883 section 4).
fn sack(step: &mut Step<'_>, x: &Half, y: &mut Half, ack: u64) {
    let agreed = x.agrees(y, |offer| offer.sack);
    // Nobody looks at what was not agreed on (RFC 2018 section 2).
    if agreed == Some(false) {
        return;
    }
    let blocks = step.o.options.iter().find_map(|option| match option {
        TcpOption::Sack(blocks) => Some(blocks.as_slice()),
        _ => None,
    });
    let Some((first, rest)) = blocks.and_then(<[SackBlock]>::split_first) else { return };
    // Nobody can report more than was sent, seen or not, and what was sent lies in the window.
    let sent = y.snd_nxt().unwrap_or(ack);
    let most = x.window(y, step.o.window, false).map_or(u64::MAX, |window| sent.max(ack + u64::from(window)));
    let mut place = |block: &SackBlock| (y.line.place(block.left), y.line.place(block.right));
    let (left, right) = place(first);
    let second = rest.first().map(&mut place);
    let certainty = |right: u64| match agreed {
        Some(true) if right <= sent => Certainty::Certain,
        _ => Certainty::Likely,
    };
    let is_twice = right <= ack || second.is_some_and(|(from, to)| from <= left && right <= to);
    let mut places: Vec<(u64, u64)> = rest.iter().map(place).collect();
    if is_twice && left < right {
        let twice = FindingKind::DuplicateSack { left: first.left, right: first.right };
        step.found(twice, certainty(right), [None, None]);
    } else if !is_twice {
        places.insert(0, (left, right));
    }
    // What is acknowledged needs no report.
    places.retain(|(left, right)| *left >= ack && left < right && *right <= most);
    let news: u64 = places.iter().map(|(left, right)| y.in_flight.sack(*left, *right)).sum();
    if let Some((left, right)) = places.first() {
        let news = u32::try_from(news).unwrap_or(u32::MAX);
        let blocks = u32::try_from(places.len()).unwrap_or(u32::MAX);
        let sack = FindingKind::Sack { left: seq(*left), right: seq(*right), blocks, news };
        step.found(sack, certainty(*right), [None, None]);
    }
}
