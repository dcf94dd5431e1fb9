//! How far the place of capture lies from each end, in time.

use std::collections::VecDeque;

use capture::{End, Observed};
use observer::Vantage;
use wire::{Flags, Seq};

/// Nanoseconds from the place of capture to A and to B: half of the shortest time between something that was seen on its way
/// to an end for the first time, and the first acknowledgment of it. What was sent again tells nothing, since nobody knows
/// which of the two is acknowledged (RFC 6298 section 3). Zero if nothing tells it.
pub(crate) fn distances(segments: &[Observed], vantage: Vantage) -> [u64; 2] {
    let mut ways = [Way::default(), Way::default()];
    for segment in segments {
        let (own, peer) = (segment.from as usize, segment.from.peer() as usize);
        ways[peer].carries(segment);
        ways[own].answers(segment);
    }
    End::BOTH.map(|end| {
        let is_here = vantage == Vantage::At(end);
        ways[end as usize].shortest.filter(|_| !is_here).map_or(0, |round_trip| round_trip / 2)
    })
}

/// The way from the place of capture to an end and back.
#[derive(Default)]
struct Way {
    /// The number after the highest that went there.
    next: Option<Seq>,
    /// What is not acknowledged: the number after its last, and when it was seen.
    open: VecDeque<(Seq, u64)>,
    shortest: Option<u64>,
}

impl Way {
    fn carries(&mut self, segment: &Observed) {
        let header = &segment.header;
        if header.seg_len() == 0 {
            return;
        }
        if self.next.is_some_and(|next| header.seq.before(next)) {
            while self.open.pop_back_if(|(end, _)| header.seq.before(*end)).is_some() {}
        } else {
            self.open.push_back((header.end(), header.at));
        }
        if self.next.is_none_or(|next| next.before(header.end())) {
            self.next = Some(header.end());
        }
    }

    fn answers(&mut self, segment: &Observed) {
        let header = &segment.header;
        if !header.has(Flags::ACK) || header.has(Flags::RST) {
            return;
        }
        while let Some((_, at)) = self.open.pop_front_if(|(end, _)| end.at_or_before(header.ack)) {
            let took = header.at.saturating_sub(at);
            self.shortest = Some(self.shortest.map_or(took, |shortest| shortest.min(took)));
        }
    }
}
