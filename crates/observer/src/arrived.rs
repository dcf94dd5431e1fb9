//! What an end has received, if what was seen on its way to it arrived.

use std::collections::BTreeMap;

/// Runs beyond a gap that are remembered at the most.
const MOST_RUNS: usize = 1 << 12;

/// RCV.NXT and the runs beyond it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Arrived {
    next: Option<u64>,
    /// Each run's first number with the number past its last.
    beyond: BTreeMap<u64, u64>,
}

impl Arrived {
    /// RCV.NXT.
    pub(crate) fn next(&self) -> Option<u64> {
        self.next
    }

    /// The end itself says what it expects next. Gives how far it was believed to have come, if that is further.
    pub(crate) fn tell(&mut self, next: u64) -> Option<u64> {
        let before = self.next.unwrap_or(next);
        self.next = Some(next.max(before));
        // A run that begins there cannot have come, or more would be expected.
        while self.beyond.first_key_value().is_some_and(|(_, to)| *to <= next) {
            self.beyond.pop_first();
        }
        self.fill();
        let believed = self.next.filter(|believed| *believed > next);
        self.next = Some(next);
        believed
    }

    /// Whatever comes before `to` counts as come.
    pub(crate) fn skip(&mut self, to: u64) {
        self.next = self.next.max(Some(to));
        self.fill();
    }

    /// The numbers from `start` to `end` come.
    pub(crate) fn take(&mut self, start: u64, end: u64) {
        let next = *self.next.get_or_insert(start);
        if end <= next {
            return;
        }
        let (mut start, mut end) = (start.max(next), end);
        while let Some((from, to)) = self.beyond.range(..=end).next_back().map(|(from, to)| (*from, *to)) {
            if to < start {
                break;
            }
            self.beyond.remove(&from);
            (start, end) = (start.min(from), end.max(to));
        }
        self.beyond.insert(start, end);
        if self.beyond.len() > MOST_RUNS {
            self.beyond.pop_last();
        }
        self.fill();
    }

    /// Moves RCV.NXT over what it has reached.
    fn fill(&mut self) {
        while let (Some(next), Some(run)) = (self.next, self.beyond.first_entry()) {
            if *run.key() > next {
                break;
            }
            self.next = Some(next.max(run.remove()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fills_a_gap_moves_on_over_what_lay_beyond() {
        let mut arrived = Arrived::default();
        arrived.tell(10);
        arrived.take(20, 30);
        arrived.take(40, 50);
        arrived.take(25, 41);
        assert_eq!(arrived.next(), Some(10));
        arrived.take(5, 20);
        assert_eq!(arrived.next(), Some(50));
    }
}
