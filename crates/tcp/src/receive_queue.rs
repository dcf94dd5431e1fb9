//! What arrived: octets in order that wait for the user, and octets beyond a gap that wait for what is missing.

use std::collections::{BTreeMap, VecDeque};

use bytes::Bytes;

use crate::send_queue::count;

/// The receive buffer. Positions are octets since the connection opened, so nothing here wraps.
#[derive(Clone, Debug, Default)]
pub(crate) struct ReceiveQueue {
    /// Octets in order that the user has not taken.
    ready: VecDeque<u8>,
    /// The position that is expected next: everything before it has arrived.
    expected: u64,
    /// Text beyond a gap, by position. The pieces neither overlap nor touch a piece that came as one with them.
    held: BTreeMap<u64, Bytes>,
}

impl ReceiveQueue {
    /// Takes in text that begins `ahead` octets after the expected position. Returns by how many octets the expected
    /// position moved.
    pub(crate) fn insert(&mut self, ahead: u32, text: Bytes) -> u32 {
        if ahead > 0 {
            self.hold(self.expected + u64::from(ahead), text);
            return 0;
        }
        let before = self.expected;
        self.append(&text);
        while let Some(piece) = self.held.first_entry() {
            let start = *piece.key();
            if start > self.expected {
                break;
            }
            let piece = piece.remove();
            let known = usize::try_from(self.expected - start).unwrap_or(usize::MAX);
            if known < piece.len() {
                self.append(&piece[known..]);
            }
        }
        count(usize::try_from(self.expected - before).unwrap_or(usize::MAX))
    }

    /// Whether all of `len` octets that begin `ahead` octets after the expected position are held already.
    pub(crate) fn holds(&self, ahead: u32, len: u32) -> bool {
        let mut position = self.expected + u64::from(ahead);
        let end = position + u64::from(len);
        while position < end {
            let Some((start, piece)) = self.held.range(..=position).next_back() else { return false };
            let piece_end = start + piece.len() as u64;
            if piece_end <= position {
                return false;
            }
            position = piece_end;
        }
        true
    }

    /// Hands the user up to `max` octets.
    pub(crate) fn take(&mut self, max: usize) -> Bytes {
        let len = max.min(self.ready.len());
        self.ready.drain(..len).collect()
    }

    /// Octets that wait for the user.
    pub(crate) fn unread(&self) -> u32 {
        count(self.ready.len())
    }

    /// Octets that ever arrived in order.
    pub(crate) fn received(&self) -> u64 {
        self.expected
    }

    /// The runs of octets held beyond a gap, as (octets after the expected position, length).
    pub(crate) fn held(&self) -> Vec<(u32, u32)> {
        let mut runs: Vec<(u32, u32)> = Vec::new();
        for (start, piece) in &self.held {
            let ahead = count(usize::try_from(start - self.expected).unwrap_or(usize::MAX));
            let len = count(piece.len());
            match runs.last_mut() {
                Some((last, run)) if *last + *run == ahead => *run += len,
                _ => runs.push((ahead, len)),
            }
        }
        runs
    }

    fn append(&mut self, text: &[u8]) {
        self.ready.extend(text);
        self.expected += text.len() as u64;
    }

    /// Keeps the parts of `text` that are not held yet.
    fn hold(&mut self, start: u64, text: Bytes) {
        let mut position = start;
        let end = start + text.len() as u64;
        if let Some((before, piece)) = self.held.range(..=start).next_back() {
            position = position.max(before + piece.len() as u64);
        }
        while position < end {
            let next = self.held.range(position..end).next().map(|(next, piece)| (*next, *next + piece.len() as u64));
            let (stop, resume) = next.unwrap_or((end, end));
            if position < stop {
                let within = |at: u64| usize::try_from(at - start).unwrap_or(usize::MAX);
                self.held.insert(position, text.slice(within(position)..within(stop)));
            }
            position = resume;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &'static str) -> Bytes {
        Bytes::from_static(text.as_bytes())
    }

    #[test]
    fn what_fills_the_gap_brings_what_was_held_beyond_it() {
        let mut queue = ReceiveQueue::default();
        assert_eq!(queue.insert(3, text("def")), 0);
        assert_eq!(queue.held(), [(3, 3)]);
        assert_eq!(queue.insert(0, text("abc")), 6);
        assert_eq!(queue.take(10), text("abcdef"));
        assert!(queue.held().is_empty());
    }

    #[test]
    fn pieces_that_overlap_are_held_once() {
        let mut queue = ReceiveQueue::default();
        queue.insert(2, text("cd"));
        queue.insert(6, text("gh"));
        queue.insert(1, text("bcdefgh"));
        assert_eq!(queue.held(), [(1, 7)]);
        assert!(queue.holds(2, 5));
        assert!(!queue.holds(0, 3));
        assert_eq!(queue.insert(0, text("abc")), 8);
        assert_eq!(queue.take(10), text("abcdefgh"));
    }
}
