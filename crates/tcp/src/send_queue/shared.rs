//! A copy of the retransmission queue that costs next to nothing to copy again: what two of them have in common they
//! share.

use std::collections::VecDeque;
use std::fmt;
use std::ops::Index;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Outstanding;

/// Segments in a leaf.
const LEAF: usize = 16;
/// Leaves in a branch.
const BRANCH: usize = 32;
/// Segments in a branch.
const BRANCH_SEGMENTS: usize = LEAF * BRANCH;

type Leaf = [Outstanding; LEAF];
type Branch = [Option<Arc<Leaf>>; BRANCH];

/// The retransmission queue at one moment, oldest segment first. Whoever keeps one for each moment of a long run keeps
/// every segment about once for each time that it changed, however many are outstanding.
#[derive(Clone, Default)]
pub struct RetransmissionQueue {
    branches: VecDeque<Arc<Branch>>,
    /// Where in the first branch the oldest segment is.
    start: usize,
    len: usize,
}

impl RetransmissionQueue {
    /// How many segments there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether nothing is outstanding.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The segments, oldest first.
    pub fn iter(&self) -> Iter<'_> {
        Iter { queue: self, next: 0 }
    }

    /// The segment at `index`, counted from the oldest.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&Outstanding> {
        let at = self.start + index;
        let branch = if index < self.len { self.branches.get(at / BRANCH_SEGMENTS)? } else { return None };
        branch[at % BRANCH_SEGMENTS / LEAF].as_ref().map(|leaf| &leaf[at % LEAF])
    }

    pub(super) fn push_back(&mut self, segment: Outstanding) {
        let at = self.start + self.len;
        if at / BRANCH_SEGMENTS == self.branches.len() {
            self.branches.push_back(Arc::default());
        }
        self.len += 1;
        self.set(self.len - 1, segment);
    }

    pub(super) fn pop_front(&mut self) {
        self.start += 1;
        self.len -= 1;
        if self.start == BRANCH_SEGMENTS {
            self.start = 0;
            self.branches.pop_front();
        }
    }

    /// Puts `segment` at `index`, and what comes from there on one further.
    pub(super) fn insert(&mut self, index: usize, mut segment: Outstanding) {
        for at in index..self.len {
            let moved = self[at];
            self.set(at, segment);
            segment = moved;
        }
        self.push_back(segment);
    }

    /// Puts `segment` in the place of the one at `index`. Only what is shared with a copy is copied.
    pub(super) fn set(&mut self, index: usize, segment: Outstanding) {
        let at = self.start + index;
        let branch = Arc::make_mut(&mut self.branches[at / BRANCH_SEGMENTS]);
        let leaf = branch[at % BRANCH_SEGMENTS / LEAF].get_or_insert_default();
        Arc::make_mut(leaf)[at % LEAF] = segment;
    }
}

impl Index<usize> for RetransmissionQueue {
    type Output = Outstanding;

    fn index(&self, index: usize) -> &Outstanding {
        self.get(index).expect("an index below the length")
    }
}

/// The segments of a [`RetransmissionQueue`], oldest first.
#[derive(Clone, Debug)]
pub struct Iter<'a> {
    queue: &'a RetransmissionQueue,
    next: usize,
}

impl<'a> Iterator for Iter<'a> {
    type Item = &'a Outstanding;

    fn next(&mut self) -> Option<&'a Outstanding> {
        let segment = self.queue.get(self.next)?;
        self.next += 1;
        Some(segment)
    }
}

impl<'a> IntoIterator for &'a RetransmissionQueue {
    type Item = &'a Outstanding;
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}

impl FromIterator<Outstanding> for RetransmissionQueue {
    fn from_iter<T: IntoIterator<Item = Outstanding>>(segments: T) -> RetransmissionQueue {
        let mut queue = RetransmissionQueue::default();
        segments.into_iter().for_each(|segment| queue.push_back(segment));
        queue
    }
}

impl PartialEq for RetransmissionQueue {
    fn eq(&self, other: &RetransmissionQueue) -> bool {
        if self.len != other.len {
            return false;
        }
        // What both share need not be looked at.
        if self.start == other.start {
            return self.branches.iter().zip(&other.branches).enumerate().all(|(index, (one, two))| {
                Arc::ptr_eq(one, two) || {
                    let first = (index * BRANCH_SEGMENTS).max(self.start) - self.start;
                    let last = ((index + 1) * BRANCH_SEGMENTS - self.start).min(self.len);
                    (first..last).all(|at| self[at] == other[at])
                }
            });
        }
        self.iter().eq(other)
    }
}

impl Eq for RetransmissionQueue {}

impl fmt::Debug for RetransmissionQueue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}

impl Serialize for RetransmissionQueue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}

impl<'de> Deserialize<'de> for RetransmissionQueue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<RetransmissionQueue, D::Error> {
        Vec::<Outstanding>::deserialize(deserializer).map(RetransmissionQueue::from_iter)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use wire::Seq;

    use super::*;

    #[derive(Clone, Debug)]
    enum Step {
        Push(u32),
        Pop(u32),
        Set(usize),
        Insert(usize),
        Look,
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            4 => (1..700_u32).prop_map(Step::Push),
            3 => (1..700_u32).prop_map(Step::Pop),
            6 => any::<usize>().prop_map(Step::Set),
            1 => any::<usize>().prop_map(Step::Insert),
            6 => Just(Step::Look),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

        /// A queue does what a plain one does, and what was copied from it stays as it was.
        #[test]
        fn a_shared_queue_equals_a_plain_one_at_every_moment(steps in prop::collection::vec(step(), 1..60)) {
            let mut shared = RetransmissionQueue::default();
            let mut plain: VecDeque<Outstanding> = VecDeque::new();
            let mut looks: Vec<(RetransmissionQueue, VecDeque<Outstanding>)> = Vec::new();
            let mut next = 0..;
            let mut segment = || Outstanding { seq: Seq(next.next().unwrap()), ..Outstanding::default() };
            for step in steps {
                match step {
                    Step::Push(count) => (0..count).for_each(|_| {
                        let segment = segment();
                        shared.push_back(segment);
                        plain.push_back(segment);
                    }),
                    Step::Pop(count) => (0..count).for_each(|_| {
                        if plain.pop_front().is_some() {
                            shared.pop_front();
                        }
                    }),
                    Step::Set(at) if !plain.is_empty() => {
                        let (at, segment) = (at % plain.len(), segment());
                        shared.set(at, segment);
                        plain[at] = segment;
                    }
                    Step::Insert(at) => {
                        let (at, segment) = (at % (plain.len() + 1), segment());
                        shared.insert(at, segment);
                        plain.insert(at, segment);
                    }
                    Step::Set(_) => {}
                    Step::Look => looks.push((shared.clone(), plain.clone())),
                }
            }
            for (shared, plain) in &looks {
                prop_assert!(shared.len() == plain.len() && shared.iter().eq(plain));
                prop_assert_eq!(shared, &plain.iter().copied().collect());
            }
            for pair in looks.windows(2) {
                prop_assert_eq!(pair[0].0 == pair[1].0, pair[0].1 == pair[1].1);
            }
        }
    }

    #[test]
    fn copies_share_all_but_what_has_changed() {
        let mut queue: RetransmissionQueue = (0..2000).map(|_| Outstanding::default()).collect();
        let before = queue.clone();
        queue.set(700, Outstanding { lost: true, ..Outstanding::default() });
        let shared = queue.branches.iter().zip(&before.branches).map(|(one, two)| Arc::ptr_eq(one, two));
        assert_eq!(shared.collect::<Vec<_>>(), [true, false, true, true]);
        let leaves = |queue: &RetransmissionQueue| queue.branches[1].clone();
        let (one, two) = (leaves(&queue), leaves(&before));
        let differ = one
            .iter()
            .zip(&*two)
            .filter(|(one, two)| one.as_ref().zip(two.as_ref()).is_some_and(|(one, two)| !Arc::ptr_eq(one, two)));
        assert_eq!(differ.count(), 1);
    }
}
