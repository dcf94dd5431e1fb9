//! Which of the segments that were seen did not arrive, likely.

use std::collections::BTreeMap;

use capture::{Checksum, End, Observed};
use observer::{FindingKind, Resent, Vantage, Verdict};
use wire::{Flags, Seq};

/// Whether each segment was lost behind the place of capture, likely: its first number was sent again, and nothing shows that
/// it had arrived. It had if it was acknowledged before the later one could be, if SACK or an acknowledgment had reported it
/// when it was sent again, or if D-SACK tells that it came twice.
pub(crate) fn lost(segments: &[Observed], verdicts: &[Verdict], distances: [u64; 2], vantage: Vantage) -> Vec<bool> {
    let mut lost = vec![false; segments.len()];
    for end in End::BOTH {
        // What is seen at the receiver has arrived.
        if vantage != Vantage::At(end.peer()) {
            let round_trip = 2 * distances[end.peer() as usize];
            of(end, segments, verdicts, round_trip, &mut lost);
        }
    }
    lost
}

/// The same for what `end` sent. From the place of capture to the other end and back it takes `round_trip` at least.
fn of(end: End, segments: &[Observed], verdicts: &[Verdict], round_trip: u64, lost: &mut [bool]) {
    let mut line = Line::default();
    // The last transmission of each first number, and the pairs of which the second went again in place of the first.
    let mut sent: BTreeMap<u64, usize> = BTreeMap::new();
    let mut replaced: BTreeMap<u64, usize> = BTreeMap::new();
    let mut pairs: Vec<(usize, usize, u64)> = Vec::new();
    let mut acks: Vec<(u64, u64)> = Vec::new();
    for (index, (segment, verdict)) in segments.iter().zip(verdicts).enumerate() {
        let header = &segment.header;
        if segment.from != end {
            if header.has(Flags::ACK) && !header.has(Flags::RST) {
                let ack = line.place(header.ack);
                if acks.last().is_none_or(|(_, highest)| *highest < ack) {
                    acks.push((header.at, ack));
                }
            }
            for finding in &verdict.findings {
                if let FindingKind::DuplicateSack { left, right } = finding.kind {
                    let first = line.place(left);
                    let range = first..line.place(right).max(first);
                    // Both came: the pair stands for no loss.
                    replaced.extract_if(range, |_, _| true).for_each(|(_, pair)| pairs[pair].1 = pairs[pair].0);
                }
            }
            continue;
        }
        if header.seg_len() == 0 || header.checksum == Checksum::Bad {
            continue;
        }
        let place = line.place(header.seq);
        // Of two that the path or the capture made of one, the first is not lost, nor is a SYN that comes when all is open.
        let again = |kind: &FindingKind| match kind {
            FindingKind::Retransmission { how, .. } => !matches!(how, Resent::Twice { .. } | Resent::OldSyn),
            FindingKind::FinAgain { .. } => true,
            _ => false,
        };
        if verdict.findings.iter().any(|finding| again(&finding.kind)) {
            let range = place..place + u64::from(header.seg_len());
            for (place, first) in sent.extract_if(range, |_, _| true) {
                replaced.insert(place, pairs.len());
                let last = place + u64::from(segments[first].header.seg_len());
                pairs.push((first, index, last));
            }
        }
        sent.insert(place, index);
    }
    for (first, again, last) in pairs.into_iter().filter(|(first, again, _)| first != again) {
        // An acknowledgment that came this early is not of the later one.
        let before = segments[again].header.at.saturating_add(round_trip);
        let known = acks.partition_point(|(at, _)| *at < before);
        let was_acknowledged = acks[..known].last().is_some_and(|(_, ack)| *ack >= last);
        lost[first] = !was_acknowledged;
    }
}

/// Sequence numbers on a line unrolled from the circle: each lies where it is nearest to the highest before it.
#[derive(Default)]
struct Line(Option<(Seq, u64)>);

impl Line {
    /// Far enough from zero that what comes before the first number has a place.
    const FIRST: u64 = 1 << 32;

    fn place(&mut self, seq: Seq) -> u64 {
        let (highest, place) = *self.0.get_or_insert((seq, Line::FIRST));
        if highest.before(seq) {
            let ahead = place + u64::from(seq - highest);
            self.0 = Some((seq, ahead));
            return ahead;
        }
        place.saturating_sub((highest - seq).into())
    }
}
