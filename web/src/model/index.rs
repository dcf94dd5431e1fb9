//! What is looked up in a run again and again: made in one pass, so that no frame has to go through the run.

use sim::{Entry, Happening, Phase, Side, Timeline};
use tcp::State;

/// Transmissions of which one number tells how far they reach.
const BLOCK: usize = 64;
/// In place of an entry where there is none.
const NONE: u32 = u32::MAX;

/// The tables of a run.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Index {
    /// The entries in which the first two copies of each transmission end their way.
    ends: Vec<[u32; 2]>,
    /// For each block of transmissions, the last entry in which one of them ends.
    reach: Vec<u32>,
    /// The states of each side with the entries that enter them; none enters the first.
    states: [Vec<(Option<usize>, State)>; 2],
    phases: Vec<Phase>,
}

impl Index {
    pub(crate) fn new(timeline: &Timeline) -> Index {
        let mut ends = vec![[NONE; 2]; timeline.transmissions.len()];
        let mut states = Side::BOTH.map(|side| vec![(None, timeline.snapshot(0, side).tcp.state)]);
        let mut snapshots = [0, 1];
        for (index, entry) in timeline.entries.iter().enumerate() {
            if let Some((transmission, copy)) = ended(entry)
                && let Some(end) = ends.get_mut(transmission).and_then(|ends| ends.get_mut(copy))
            {
                *end = u32::try_from(index).unwrap_or(NONE);
            }
            for side in Side::BOTH {
                let snapshot = entry.snapshots[side as usize];
                if snapshots[side as usize] == snapshot {
                    continue;
                }
                snapshots[side as usize] = snapshot;
                let state = timeline.snapshots[snapshot as usize].tcp.state;
                let states = &mut states[side as usize];
                if states.last().is_none_or(|(_, before)| *before != state) {
                    states.push((Some(index), state));
                }
            }
        }
        // What never ends reaches to the end of the run.
        let last = |of: &[u32; 2], copies: usize| of[..copies.clamp(1, 2)].iter().copied().max().unwrap_or(NONE);
        let reach = ends
            .chunks(BLOCK)
            .zip(timeline.transmissions.chunks(BLOCK))
            .map(|(ends, sent)| ends.iter().zip(sent).map(|(of, sent)| last(of, sent.copies.len())).max().unwrap_or(0))
            .collect();
        Index { ends, reach, states, phases: timeline.phases() }
    }

    /// The entry in which a copy of a transmission arrives or is lost, unless the run ends before.
    pub(crate) fn end(&self, transmission: usize, copy: usize) -> Option<usize> {
        let end = *self.ends.get(transmission)?.get(copy)?;
        (end != NONE).then_some(end as usize)
    }

    /// The transmissions among the first `before` of which a copy ends in entry `from` or later.
    pub(crate) fn reaching(&self, before: usize, from: usize) -> impl Iterator<Item = usize> + '_ {
        let from = u32::try_from(from).unwrap_or(NONE);
        let blocks = self.reach.iter().enumerate().take(before.div_ceil(BLOCK));
        let reaching = blocks.filter(move |(_, reach)| **reach >= from).flat_map(move |(block, _)| {
            (block * BLOCK..((block + 1) * BLOCK).min(before)).filter(move |index| {
                // The second of one copy is none.
                let [first, second] = self.ends[*index];
                first >= from || (second != NONE && second >= from)
            })
        });
        reaching
    }

    /// The states of a side, each with the entry that enters it; none enters the first.
    pub(crate) fn states(&self, side: Side) -> &[(Option<usize>, State)] {
        &self.states[side as usize]
    }

    pub(crate) fn phases(&self) -> &[Phase] {
        &self.phases
    }

    /// Which phase the moment after the first `step` entries is in.
    pub(crate) fn phase_at(&self, step: usize) -> Option<usize> {
        self.phases.partition_point(|phase| phase.from <= step).checked_sub(1)
    }
}

/// Whose way ends in `entry`: which transmission, and which of its copies.
fn ended(entry: &Entry) -> Option<(usize, usize)> {
    match entry.happening {
        Happening::Arrived { transmission, copy } | Happening::Lost { transmission, copy } => {
            Some((transmission as usize, copy as usize))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lessons::catalogue;
    use sim::{Fault, FaultKind, SegmentRef, run};

    /// Each lesson with a segment that comes twice.
    fn timelines() -> impl Iterator<Item = Timeline> {
        catalogue().iter().map(|lesson| {
            let mut scenario = lesson.scenario.clone();
            let segment = SegmentRef::new(Side::Client, 3);
            scenario.faults.push(Fault { segment, kind: FaultKind::Duplicate { ms: 70 } });
            run(&scenario)
        })
    }

    #[test]
    fn every_copy_that_arrives_is_found_by_its_entry() {
        for timeline in timelines() {
            let index = Index::new(&timeline);
            let ends = timeline.entries.iter().enumerate().filter_map(|(at, entry)| Some((at, ended(entry)?)));
            let mut found = 0;
            for (at, (transmission, copy)) in ends {
                assert_eq!(index.end(transmission, copy), Some(at));
                found += 1;
            }
            assert!(found > timeline.transmissions.len());
        }
    }

    #[test]
    fn what_is_under_way_is_found_without_looking_at_the_rest() {
        for timeline in timelines() {
            let index = Index::new(&timeline);
            let sent = timeline.transmissions.len();
            for from in 0..timeline.entries.len() {
                let all = (0..sent).filter(|of| (0..2).any(|copy| index.end(*of, copy).is_some_and(|end| end >= from)));
                assert!(all.eq(index.reaching(sent, from)), "{from}");
            }
        }
    }

    #[test]
    fn the_states_are_those_that_the_run_tells() {
        for timeline in timelines() {
            let index = Index::new(&timeline);
            for side in Side::BOTH {
                let states: Vec<State> = index.states(side).iter().map(|(_, state)| *state).collect();
                assert_eq!(states, timeline.states(side));
            }
        }
    }
}
