//! How far both endpoints have come in the figure at a moment.

use std::rc::Rc;

use lessons::states::{EdgeId, Standing, Taking};
use sim::{Side, Timeline};
use tcp::State;

use super::coverage::Edges;

/// Where both sides are after so many entries, and which edges led there.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Progress {
    /// How often each side has taken each edge, client first.
    counts: Rc<[[u32; 2]]>,
    /// The last edge of each side, client first.
    last: [Option<Taking>; 2],
    /// The state of each side, client first. Not every change of state is an edge: a host may lose its memory.
    states: [State; 2],
    /// The last edge that either took.
    pub(super) latest: Option<Taking>,
}

impl Progress {
    /// After the first `step` entries of a run, of which these are all the edges.
    pub(super) fn new(timeline: &Timeline, run: &[Taking], step: usize) -> Progress {
        let past = &run[..run.partition_point(|taking| taking.entry < step)];
        let mut counts = [[0; 2]; EdgeId::COUNT];
        let mut last = [None; 2];
        for taking in past {
            counts[taking.edge.index()][taking.side as usize] += 1;
            last[taking.side as usize] = Some(*taking);
        }
        let states = Side::BOTH.map(|side| timeline.snapshot(step, side).tcp.state);
        Progress { counts: Rc::new(counts), last, states, latest: past.last().copied() }
    }

    /// How often each side has taken `edge`, client first.
    pub(super) fn counts(&self, edge: EdgeId) -> [u32; 2] {
        self.counts[edge.index()]
    }

    /// Every edge that was taken.
    pub(super) fn edges(&self) -> Edges {
        EdgeId::all().filter(|edge| self.counts(*edge) != [0, 0]).collect()
    }

    /// The edge that led `side` to where it is, if one did.
    pub(super) fn last(&self, side: Side) -> Option<Taking> {
        self.last[side as usize].filter(|taking| taking.edge.edge().to == self.state(side))
    }

    /// The state that `side` is in.
    pub(super) fn state(&self, side: Side) -> State {
        self.states[side as usize]
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
    fn each_side_stands_where_its_last_edge_led_unless_it_got_there_beside_the_figure() {
        for lesson in catalogue() {
            let timeline = sim::run(&lesson.scenario);
            let run = takings(&timeline);
            let mut beside = [false; 2];
            for step in 0..=timeline.entries.len() {
                let progress = Progress::new(&timeline, &run, step);
                if let Some(entry) = step.checked_sub(1).map(|last| &timeline.entries[last]) {
                    for event in entry.events.iter().filter(|event| event.transition.is_some()) {
                        beside[entry.side as usize] = EdgeId::of(event).is_none();
                    }
                }
                for side in Side::BOTH {
                    let last = progress.last[side as usize].map_or(State::Closed, |taking| taking.edge.edge().to);
                    let is_there = progress.state(side) == last;
                    assert!(is_there || beside[side as usize], "{} {step} {side:?}: {last}", lesson.id);
                    assert!(!progress.is_at_end(side) || progress.state(side) == State::Closed);
                }
            }
        }
    }

    #[test]
    fn a_connection_that_was_established_and_is_over_is_at_its_end() {
        for lesson in catalogue() {
            let timeline = sim::run(&lesson.scenario);
            let progress = Progress::new(&timeline, &takings(&timeline), usize::MAX);
            for side in Side::BOTH {
                let of_side = timeline.entries.iter().filter(|entry| entry.side == side);
                let last = of_side.flat_map(|entry| &entry.events).rfind(|event| event.transition.is_some());
                let forgot = last.is_some_and(|event| EdgeId::of(event).is_none());
                let opened = timeline.states(side).contains(&State::Established);
                let is_over = opened && !forgot && progress.state(side) == State::Closed;
                assert!(progress.is_at_end(side) || !is_over, "{} {side:?}", lesson.id);
            }
        }
    }
}
