//! What is looked up in a run again and again: made in one pass, so that no frame has to go through the run.

use sim::{Phase, Side, Timeline, Transmission};
use tcp::State;

/// Transmissions of which one number tells how far they reach.
const BLOCK: usize = 64;
/// The tables of a run.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Index {
    /// For each block of transmissions, the last entry in which one of them ends.
    reach: Vec<u32>,
    /// The states of each side with the entries that enter them; none enters the first.
    states: [Vec<(Option<usize>, State)>; 2],
    phases: Vec<Phase>,
}

impl Index {
    pub(crate) fn new(timeline: &Timeline) -> Index {
        let mut states = Side::BOTH.map(|side| vec![(None, timeline.snapshot(0, side).tcp.state)]);
        let mut snapshots = [0, 1];
        for (index, entry) in timeline.entries.iter().enumerate() {
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
        let blocks = timeline.transmissions.chunks(BLOCK);
        let reach = blocks.map(|block| block.iter().map(last_end).max().unwrap_or(0)).collect();
        Index { reach, states, phases: timeline.phases() }
    }

    /// The transmissions among the first `before` of which a copy ends in entry `from` or later.
    pub(crate) fn reaching<'a>(
        &'a self,
        timeline: &'a Timeline,
        before: usize,
        from: usize,
    ) -> impl Iterator<Item = usize> + 'a {
        let reaches = move |end: u32| end as usize >= from;
        let blocks = self.reach.iter().enumerate().take(before.div_ceil(BLOCK));
        blocks.filter(move |(_, reach)| reaches(**reach)).flat_map(move |(block, _)| {
            let all = block * BLOCK..((block + 1) * BLOCK).min(before);
            all.filter(move |index| reaches(last_end(&timeline.transmissions[*index])))
        })
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

/// The last entry in which a copy of it ends. One that does not end before the run does reaches beyond it.
fn last_end(sent: &Transmission) -> u32 {
    sent.copies.iter().map(|copy| copy.entry.unwrap_or(u32::MAX)).max().unwrap_or(0)
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
    fn what_is_under_way_is_found_without_looking_at_the_rest() {
        for timeline in timelines() {
            let index = Index::new(&timeline);
            let sent = timeline.transmissions.len();
            for from in 0..timeline.entries.len() {
                let ends_later = |of: &usize| {
                    let copies = &timeline.transmissions[*of].copies;
                    copies.iter().any(|copy| copy.entry.is_none_or(|entry| entry as usize >= from))
                };
                assert!((0..sent).filter(ends_later).eq(index.reaching(&timeline, sent, from)), "{from}");
            }
        }
    }

    #[test]
    fn the_states_are_those_that_the_run_tells_but_what_is_passed_within_an_entry() {
        for timeline in timelines() {
            let index = Index::new(&timeline);
            for side in Side::BOTH {
                let states: Vec<State> = index.states(side).iter().map(|(_, state)| *state).collect();
                let of_side = timeline.entries.iter().filter(|entry| entry.side == side);
                let mut told = vec![timeline.states(side)[0]];
                told.extend(of_side.filter_map(|entry| Some(entry.transitions().last()?.to)));
                assert_eq!(states, told);
            }
        }
    }
}
