//! How far both endpoints have come in the figure at a moment.

use std::rc::Rc;

use lessons::states::{EdgeId, Standing, Taking};
use sim::Side;
use tcp::State;

use super::coverage::Edges;

/// Where both sides are after so many entries, and which edges led there.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Progress {
    /// How often each side has taken each edge, client first.
    counts: Rc<[[u32; 2]]>,
    /// The last edge of each side, client first.
    last: [Option<Taking>; 2],
    /// The last edge that either took.
    pub(super) latest: Option<Taking>,
}

impl Progress {
    /// After the first `step` entries of a run that takes these edges.
    pub(super) fn new(run: &[Taking], step: usize) -> Progress {
        let past = &run[..run.partition_point(|taking| taking.entry < step)];
        let mut counts = [[0; 2]; EdgeId::COUNT];
        let mut last = [None; 2];
        for taking in past {
            counts[taking.edge.index()][taking.side as usize] += 1;
            last[taking.side as usize] = Some(*taking);
        }
        Progress { counts: Rc::new(counts), last, latest: past.last().copied() }
    }

    /// How often each side has taken `edge`, client first.
    pub(super) fn counts(&self, edge: EdgeId) -> [u32; 2] {
        self.counts[edge.index()]
    }

    /// Every edge that was taken.
    pub(super) fn edges(&self) -> Edges {
        EdgeId::all().filter(|edge| self.counts(*edge) != [0, 0]).collect()
    }

    /// The last edge that `side` took.
    pub(super) fn last(&self, side: Side) -> Option<Taking> {
        self.last[side as usize]
    }

    /// The state that `side` is in.
    pub(super) fn state(&self, side: Side) -> State {
        self.last(side).map_or(State::Closed, |taking| taking.edge.edge().to)
    }

    /// Whether `side` is in the CLOSED in which a connection ends.
    pub(super) fn is_at_end(&self, side: Side) -> bool {
        self.last(side).is_some_and(|taking| {
            let edge = taking.edge.edge();
            edge.to == State::Closed
                && (edge.standing == Standing::CutOff || matches!(edge.from, State::LastAck | State::TimeWait))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lessons::catalogue;
    use lessons::states::takings;

    #[test]
    fn each_side_stands_where_its_snapshot_says_after_every_step() {
        for lesson in catalogue() {
            let timeline = sim::run(&lesson.scenario);
            let run = takings(&timeline);
            for step in 0..=timeline.entries.len() {
                let progress = Progress::new(&run, step);
                for side in Side::BOTH {
                    assert_eq!(progress.state(side), timeline.snapshot(step, side).tcp.state, "{} {step}", lesson.id);
                }
            }
            let progress = Progress::new(&run, usize::MAX);
            assert!(Side::BOTH.into_iter().all(|side| progress.is_at_end(side)));
        }
    }
}
