//! Ranges of positions that neither overlap nor touch.

use std::collections::BTreeMap;
use std::ops::Range;

/// A set of positions, kept as its maximal ranges.
#[derive(Clone, Debug, Default)]
pub(super) struct Ranges {
    /// From the start of each range to its end.
    ends: BTreeMap<u64, u64>,
}

impl Ranges {
    /// Adds `new` and tells each part of it that was not in the set. Costs O(log n) if there is none.
    pub(super) fn insert(&mut self, new: &Range<u64>, mut part: impl FnMut(Range<u64>)) {
        let (mut start, mut known_to) = (new.start, new.start);
        if let Some(before) = self.up_to(new.start)
            && before.end >= new.start
        {
            if before.end >= new.end {
                return;
            }
            (start, known_to) = (before.start, before.end);
        }
        // Each range that is met from here on is merged, so over time it is met once.
        while let Some((&from, &to)) = self.ends.range(known_to..).next()
            && from <= new.end
        {
            if from > known_to {
                part(known_to..from);
            }
            self.ends.remove(&from);
            known_to = to;
        }
        if known_to < new.end {
            part(known_to..new.end);
        }
        self.ends.insert(start, known_to.max(new.end));
    }

    /// Forgets every position before `position`.
    pub(super) fn forget_before(&mut self, position: u64) {
        while let Some(first) = self.ends.first_entry()
            && *first.key() < position
        {
            let end = first.remove();
            if end > position {
                self.ends.insert(position, end);
            }
        }
    }

    /// The range that holds `position`.
    pub(super) fn holding(&self, position: u64) -> Option<Range<u64>> {
        self.up_to(position).filter(|range| position < range.end)
    }

    /// The ranges, highest first.
    pub(super) fn highest_first(&self) -> impl Iterator<Item = Range<u64>> {
        self.ends.iter().rev().map(|(&start, &end)| start..end)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The last range that starts at or before `position`.
    fn up_to(&self, position: u64) -> Option<Range<u64>> {
        self.ends.range(..=position).next_back().map(|(&start, &end)| start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn insert(ranges: &mut Ranges, new: Range<u64>) -> Vec<(u64, u64)> {
        let mut parts = Vec::new();
        ranges.insert(&new, |part| parts.push((part.start, part.end)));
        parts
    }

    fn all(ranges: &Ranges) -> Vec<(u64, u64)> {
        ranges.highest_first().map(|range| (range.start, range.end)).collect()
    }

    #[test]
    fn what_overlaps_or_touches_becomes_one_and_only_what_is_new_is_told() {
        let mut ranges = Ranges::default();
        assert_eq!(insert(&mut ranges, 10..20), [(10, 20)]);
        assert_eq!(insert(&mut ranges, 30..40), [(30, 40)]);
        assert_eq!(insert(&mut ranges, 12..18), []);
        assert_eq!(insert(&mut ranges, 20..25), [(20, 25)]);
        assert_eq!(all(&ranges), [(30, 40), (10, 25)]);
        assert_eq!(insert(&mut ranges, 5..45), [(5, 10), (25, 30), (40, 45)]);
        assert_eq!(all(&ranges), [(5, 45)]);
    }

    #[test]
    fn what_touches_the_next_is_merged_with_it() {
        let mut ranges = Ranges::default();
        insert(&mut ranges, 30..40);
        assert_eq!(insert(&mut ranges, 20..30), [(20, 30)]);
        assert_eq!(all(&ranges), [(20, 40)]);
    }

    #[test]
    fn what_is_forgotten_may_end_inside_a_range() {
        let mut ranges = Ranges::default();
        insert(&mut ranges, 10..20);
        insert(&mut ranges, 30..40);
        ranges.forget_before(35);
        assert_eq!(all(&ranges), [(35, 40)]);
        assert_eq!(ranges.holding(39), Some(35..40));
        assert_eq!(ranges.holding(40), None);
    }
}
