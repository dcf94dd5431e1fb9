//! The retransmission queue, and the copy of it that its states are told by.

use std::collections::VecDeque;
use std::ops::Deref;

use super::{Outstanding, RetransmissionQueue};

/// Segments for which the queue has room at first.
const FIRST_ROOM: usize = 64;

/// The retransmission queue. It reads as a plain one; every change is made here, so that the copy is changed as well.
#[derive(Clone, Debug, Default)]
pub(super) struct Queue {
    segments: VecDeque<Outstanding>,
    /// The same again, if somebody keeps the states of this endpoint. Nobody else has to pay for it.
    shared: Option<Box<RetransmissionQueue>>,
}

impl Deref for Queue {
    type Target = VecDeque<Outstanding>;

    fn deref(&self) -> &VecDeque<Outstanding> {
        &self.segments
    }
}

impl Queue {
    /// From now on what [`Queue::look`] gives has most in common with what it gave before.
    pub(super) fn share(&mut self) {
        self.shared = Some(Box::new(self.look()));
    }

    /// The queue as it is now.
    pub(super) fn look(&self) -> RetransmissionQueue {
        match &self.shared {
            Some(shared) => (**shared).clone(),
            None => self.segments.iter().copied().collect(),
        }
    }

    pub(super) fn push_back(&mut self, segment: Outstanding) {
        if self.segments.capacity() == 0 {
            // An idle connection has given it back; one that sends gets it in one piece.
            self.segments.reserve(FIRST_ROOM);
        }
        self.segments.push_back(segment);
        if let Some(shared) = &mut self.shared {
            shared.push_back(segment);
        }
    }

    pub(super) fn pop_front(&mut self) {
        if self.segments.pop_front().is_some()
            && let Some(shared) = &mut self.shared
        {
            shared.pop_front();
        }
    }

    pub(super) fn insert(&mut self, index: usize, segment: Outstanding) {
        self.segments.insert(index, segment);
        if let Some(shared) = &mut self.shared {
            shared.insert(index, segment);
        }
    }

    /// Changes the segment at `index`.
    pub(super) fn change(&mut self, index: usize, change: impl FnOnce(&mut Outstanding)) {
        let segment = &mut self.segments[index];
        change(segment);
        if let Some(shared) = &mut self.shared {
            shared.set(index, *segment);
        }
    }

    /// Gives back the room of a queue that is empty.
    pub(super) fn give_back(&mut self) {
        self.segments = VecDeque::new();
        if let Some(shared) = &mut self.shared {
            **shared = RetransmissionQueue::default();
        }
    }
}
