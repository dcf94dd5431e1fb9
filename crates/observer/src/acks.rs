//! What an acknowledgment tells of the other end's octets: unseen, recovered, reported by SACK, arrived twice.

use wire::{SackBlock, TcpOption};

use crate::FindingKind;
use crate::half::Half;
use crate::position::{seq, span};
use crate::step::Step;

/// Looks at the acknowledgment of `x` for what `y` sent.
pub(crate) fn look(step: &mut Step<'_>, x: &Half, y: &mut Half) {
    let Some(ack) = step.ack else { return };
    unseen(step, y, ack);
    let is_new = x.told.is_none_or(|told| ack > told);
    if let Some(recovery) = y.recovery {
        if ack >= recovery.point {
            y.recovery = None;
        } else if is_new {
            let partial = FindingKind::PartialAck { ack: step.o.ack, point: seq(recovery.point) };
            step.likely(partial, [Some(recovery.index), None]);
        }
    }
    if let Some(sent) = y.in_flight.acknowledge(ack) {
        let measured = step.o.at.saturating_sub(sent.at);
        // RFC 6298 section 2: smoothed by an eighth.
        y.round_trip = Some(y.round_trip.map_or(measured, |smoothed| smoothed - smoothed / 8 + measured / 8));
    }
    sack(step, y, ack);
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
fn sack(step: &mut Step<'_>, y: &mut Half, ack: u64) {
    let blocks = step.o.options.iter().find_map(|option| match option {
        TcpOption::Sack(blocks) => Some(blocks.as_slice()),
        _ => None,
    });
    let Some((first, rest)) = blocks.and_then(<[SackBlock]>::split_first) else { return };
    let mut place = |block: &SackBlock| (y.line.place(block.left), y.line.place(block.right));
    let (left, right) = place(first);
    let second = rest.first().map(&mut place);
    let is_twice = right <= ack || second.is_some_and(|(from, to)| from <= left && right <= to);
    let mut places: Vec<(u64, u64)> = rest.iter().map(place).collect();
    if is_twice {
        step.certain(FindingKind::DuplicateSack { left: first.left, right: first.right }, [None, None]);
    } else {
        places.insert(0, (left, right));
    }
    // Nobody can report more than was sent, and what is acknowledged needs no report.
    places.retain(|(left, right)| *left >= ack && left < right && span(*left, *right) < 1 << 31);
    let news: u64 = places.iter().map(|(left, right)| y.in_flight.sack(*left, *right)).sum();
    if let Some((left, right)) = places.first() {
        let news = u32::try_from(news).unwrap_or(u32::MAX);
        let blocks = u32::try_from(places.len()).unwrap_or(u32::MAX);
        step.certain(FindingKind::Sack { left: seq(*left), right: seq(*right), blocks, news }, [None, None]);
    }
}
