//! Finds a run's transmissions without looking at all of them, by name or by moment.

use std::ops::Range;

use tcp::Instant;

use crate::{SegmentRef, Transmission};

/// How many nodes of one level of the tree belong to one of the next.
const FAN_OUT: usize = 16;

/// Where the transmissions of a run are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Index {
    /// Those that each side's endpoint sent, in order.
    sent: [Vec<u32>; 2],
    /// Those that a person made, in the order of their names.
    forged: Vec<(SegmentRef, u32)>,
    /// A tree of the latest end of any copy: of each transmission, then of each [`FAN_OUT`] nodes of the level below.
    ends: Vec<Vec<Instant>>,
}

impl Index {
    pub(crate) fn new(transmissions: &[Transmission]) -> Index {
        let mut index = Index::default();
        for (place, sent) in (0..).zip(transmissions) {
            let id = sent.id;
            if id.forged {
                index.forged.push((id, place));
            } else {
                index.sent[id.from as usize].push(place);
            }
        }
        index.forged.sort_unstable();
        let end = |sent: &Transmission| sent.copies.iter().map(|copy| copy.ended).max().unwrap_or(sent.sent);
        let mut level: Vec<Instant> = transmissions.iter().map(end).collect();
        while level.len() > FAN_OUT {
            let above = level.chunks(FAN_OUT).map(|nodes| nodes.iter().copied().max().unwrap_or_default()).collect();
            index.ends.push(std::mem::replace(&mut level, above));
        }
        index.ends.push(level);
        index
    }

    /// The place of the segment `id`.
    pub(crate) fn find(&self, id: SegmentRef) -> Option<usize> {
        let place = if id.forged {
            let place = self.forged.binary_search_by_key(&id, |(id, _)| *id).ok()?;
            Some(&self.forged[place].1)
        } else {
            self.sent[id.from as usize].get(id.nth.checked_sub(1)? as usize)
        };
        place.map(|place| *place as usize)
    }

    /// The places below `before` of the transmissions that have a copy whose way ends after `at`, in order.
    pub(crate) fn ending_after(&self, at: Instant, before: usize) -> Vec<usize> {
        let mut found = Vec::new();
        if let Some(top) = self.ends.len().checked_sub(1) {
            self.search(top, 0..self.ends[top].len(), at, before, &mut found);
        }
        found
    }

    fn search(&self, level: usize, nodes: Range<usize>, at: Instant, before: usize, found: &mut Vec<usize>) {
        let width = FAN_OUT.pow(u32::try_from(level).unwrap_or(u32::MAX));
        for node in nodes.take_while(|node| node * width < before) {
            if self.ends[level][node] <= at {
                continue;
            }
            match level.checked_sub(1) {
                None => found.push(node),
                Some(below) => {
                    let first = node * FAN_OUT;
                    let last = (first + FAN_OUT).min(self.ends[below].len());
                    self.search(below, first..last, at, before, found);
                }
            }
        }
    }
}
