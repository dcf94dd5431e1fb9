//! What arrived: octets in order that wait for the user, and octets beyond a gap that wait for what is missing.

use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;

use bytes::{Bytes, BytesMut};
use wire::Seq;

use crate::sack_report::{SackBlocks, SackReport};
use crate::send_queue::count;

/// How many runs of octets beyond a gap are remembered, each with a hole before it. The ring is bounded by the window
/// that we offered, but the list of runs is not: a peer that sends every second octet by itself would make one for each
/// two octets of window. This is above what any honest loss leaves (10,000 holes are 30 MB of segments with every second
/// one lost), and costs half a megabyte.
pub(crate) const MAX_HOLES: usize = 16_384;

/// A shorter piece of text is copied to the one before it, a longer one is kept as it came.
const SMALL_PIECE: usize = 256;

/// Pieces for which there is room at first.
const FIRST_ROOM: usize = 64;

/// What became of text that was put in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inserted {
    /// The expected position moved over so many octets: the text, and what had been held beyond it.
    Moved(u32),
    /// It lies beyond a gap, and at least an octet of it is new.
    Held,
    /// It lies beyond a gap, and all of it was here.
    HeldAlready,
    /// It would open a hole more than [`MAX_HOLES`]: it is not kept, and the peer will send it again.
    NoRoom,
}

/// The receive buffer. Positions are octets since the connection opened, so nothing here wraps.
#[derive(Clone, Debug, Default)]
pub(crate) struct ReceiveQueue {
    /// Octets in order that the user has not taken, in the pieces in which they came.
    ready: VecDeque<Bytes>,
    /// The end of them, as long as the pieces are small.
    tail: BytesMut,
    /// How many octets `ready` and `tail` have together.
    unread: usize,
    /// The position that is expected next: everything before it has arrived.
    expected: u64,
    /// What did not come in order, as long as something of it is held or to be reported.
    disorder: Option<Box<Disorder>>,
}

/// What lies beyond a gap, and what the next acknowledgment says of that and of what came again.
#[derive(Clone, Debug, Default)]
struct Disorder {
    /// The octets from the expected position up to the highest one that arrived. Holes are filled with zeros, which
    /// nobody is handed.
    ring: VecDeque<u8>,
    /// The runs of octets beyond a gap: from where, up to where. No two of them touch.
    ranges: BTreeMap<u64, u64>,
    /// What the next acknowledgment says.
    report: SackReport,
}

impl ReceiveQueue {
    /// Takes in text that begins `ahead` octets after the expected position. It has been cut to the window, which is
    /// what bounds the ring.
    pub(crate) fn insert(&mut self, ahead: u32, text: Bytes) -> Inserted {
        if ahead == 0 && !self.has_gap() {
            let len = text.len();
            self.append(text);
            return self.advance(len);
        }
        if text.is_empty() {
            return if ahead == 0 { Inserted::Moved(0) } else { Inserted::HeldAlready };
        }
        let expected = self.expected;
        let start = expected + u64::from(ahead);
        let end = start + text.len() as u64;
        let disorder = self.disorder.get_or_insert_default();
        if let Some((from, to)) = disorder.run_at(start)
            && end <= to
        {
            disorder.report.repeated(start, end);
            disorder.report.arrived(start, (from, to));
            return Inserted::HeldAlready;
        }
        let touches = disorder.ranges.range(..=end).next_back().is_some_and(|(_, to)| *to >= start);
        if ahead > 0 && !touches && disorder.ranges.len() >= MAX_HOLES {
            return Inserted::NoRoom;
        }
        let run = disorder.merge(expected, start, end, &text);
        if run.0 > expected {
            disorder.report.arrived(start, run);
            return Inserted::Held;
        }
        disorder.ranges.remove(&run.0);
        let len = octets(run.1 - run.0);
        let in_order = copy(&disorder.ring, len);
        if disorder.ranges.is_empty() {
            disorder.ring = VecDeque::new();
        } else {
            disorder.ring.drain(..len);
        }
        self.append(in_order);
        self.advance(len)
    }

    /// Tells the queue of all text that arrives, by the numbers that it came with and before it is cut to the window:
    /// the part that is before the expected position is here for the second time (RFC 2883 section 4).
    pub(crate) fn came_again(&mut self, irs: Seq, text_seq: Seq, len: u32) {
        let next = number(irs, self.expected);
        if !text_seq.before(next) {
            return;
        }
        let behind = u64::from(next - text_seq);
        // What lies before the first octet was never text of this connection.
        let start = self.expected.saturating_sub(behind);
        let end = (self.expected + u64::from(len)).saturating_sub(behind).min(self.expected);
        if start < end {
            self.disorder.get_or_insert_default().report.repeated(start, end);
        }
    }

    /// The blocks for the SACK option of an acknowledgment that goes out now, at most `max` in all. The duplicate is
    /// reported this once.
    pub(crate) fn sack_blocks(&mut self, irs: Seq, max: usize) -> SackBlocks {
        let Some(disorder) = &mut self.disorder else { return SackBlocks::default() };
        let blocks = disorder.report.blocks(&disorder.ranges, max, |position| number(irs, position));
        self.disorder.take_if(|disorder| disorder.is_over());
        blocks
    }

    /// Hands the user up to `max` octets.
    pub(crate) fn take(&mut self, max: usize) -> Bytes {
        let len = max.min(self.unread);
        let first = self.take_piece(len);
        if first.len() == len {
            return first;
        }
        let mut text = Vec::with_capacity(len);
        text.extend_from_slice(&first);
        while text.len() < len {
            text.extend_from_slice(&self.take_piece(len - text.len()));
        }
        text.into()
    }

    /// Hands the user up to `max` octets of the first piece.
    pub(crate) fn take_piece(&mut self, max: usize) -> Bytes {
        if self.ready.is_empty() && !self.tail.is_empty() {
            self.ready.push_back(std::mem::take(&mut self.tail).freeze());
        }
        let Some(first) = self.ready.front_mut() else { return Bytes::new() };
        let piece = if max < first.len() { first.split_to(max) } else { self.ready.pop_front().unwrap_or_default() };
        self.unread -= piece.len();
        if self.unread == 0 {
            // An idle connection holds no memory for text.
            self.ready = VecDeque::new();
        }
        piece
    }

    /// Text in order waits for the user. Small pieces are put together, so that a peer which sends octet by octet takes
    /// up little more memory than the octets.
    fn append(&mut self, text: Bytes) {
        self.unread += text.len();
        if text.len() < SMALL_PIECE {
            self.tail.extend_from_slice(&text);
            return;
        }
        if !self.tail.is_empty() {
            self.ready.push_back(std::mem::take(&mut self.tail).freeze());
        }
        if self.ready.capacity() == 0 {
            self.ready.reserve(FIRST_ROOM);
        }
        self.ready.push_back(text);
    }

    /// Whether there is something to report by SACK.
    pub(crate) fn has_blocks(&self) -> bool {
        self.disorder.is_some()
    }

    /// Whether something is held beyond a gap.
    pub(crate) fn has_gap(&self) -> bool {
        self.disorder.as_ref().is_some_and(|disorder| !disorder.ranges.is_empty())
    }

    /// Octets that wait for the user.
    pub(crate) fn unread(&self) -> u32 {
        count(self.unread)
    }

    /// Octets that ever arrived in order.
    pub(crate) fn received(&self) -> u64 {
        self.expected
    }

    /// The runs of octets held beyond a gap, as (octets after the expected position, length).
    pub(crate) fn held(&self) -> Vec<(u32, u32)> {
        let run = |(from, to): (&u64, &u64)| (count(octets(from - self.expected)), count(octets(to - from)));
        self.disorder.iter().flat_map(|disorder| &disorder.ranges).map(run).collect()
    }

    fn advance(&mut self, len: usize) -> Inserted {
        self.expected += len as u64;
        self.disorder.take_if(|disorder| {
            disorder.report.expects(self.expected);
            disorder.is_over()
        });
        Inserted::Moved(count(len))
    }
}

impl Disorder {
    /// Whether nothing is held, nor to be reported.
    fn is_over(&self) -> bool {
        self.ranges.is_empty() && self.report.is_empty()
    }

    /// The run that holds the octet at `position`.
    fn run_at(&self, position: u64) -> Option<(u64, u64)> {
        let (from, to) = self.ranges.range(..=position).next_back()?;
        (position < *to).then_some((*from, *to))
    }

    /// Joins `start..end` with the runs that it overlaps or touches, and writes its octets where there are none yet: the
    /// peer may have been told of those that are here, so they stay what they are. Returns the run that came of it.
    ///
    /// Each run that is joined is gone, so that all this costs a text is a few steps down the tree.
    fn merge(&mut self, expected: u64, start: u64, end: u64, text: &[u8]) -> (u64, u64) {
        let (mut from, mut to) = (start, end);
        // From the back: what is missing lies behind each run, up to the one found before it.
        let mut missing_to = end;
        let mut first_repeated = None;
        while let Some((run_from, run_to)) = self.ranges.range(..=end).next_back().map(|(from, to)| (*from, *to)) {
            if run_to < start {
                break;
            }
            self.ranges.remove(&run_from);
            self.write(expected, run_to.max(start)..missing_to, start, text);
            if run_from.max(start) < run_to.min(end) {
                first_repeated = Some((run_from.max(start), run_to.min(end)));
            }
            missing_to = run_from.max(start);
            from = from.min(run_from);
            to = to.max(run_to);
        }
        self.write(expected, start..missing_to, start, text);
        self.ranges.insert(from, to);
        if let Some((from, to)) = first_repeated {
            self.report.repeated_within(start, from, to);
        }
        (from, to)
    }

    /// Writes the octets of these positions, out of a text that begins at position `start`.
    fn write(&mut self, expected: u64, positions: Range<u64>, start: u64, text: &[u8]) {
        if positions.is_empty() {
            return;
        }
        let text = &text[octets(positions.start - start)..octets(positions.end - start)];
        let at = octets(positions.start - expected);
        if at >= self.ring.len() {
            self.ring.resize(at, 0);
            self.ring.extend(text);
            return;
        }
        self.ring.resize(self.ring.len().max(at + text.len()), 0);
        let (front, back) = self.ring.as_mut_slices();
        let in_front = front.len().saturating_sub(at).min(text.len());
        if in_front > 0 {
            front[at..at + in_front].copy_from_slice(&text[..in_front]);
        }
        if in_front < text.len() {
            let at = at + in_front - front.len();
            back[at..at + text.len() - in_front].copy_from_slice(&text[in_front..]);
        }
    }
}

/// The number of the octet at `position`: the first one follows the SYN.
fn number(irs: Seq, position: u64) -> Seq {
    let round = u32::try_from(position & u64::from(u32::MAX)).expect("32 bits were left");
    irs + 1 + round
}

fn octets(span: u64) -> usize {
    usize::try_from(span).expect("what is held lies within a window")
}

/// The first `len` octets, whole runs at a time.
fn copy(ring: &VecDeque<u8>, len: usize) -> Bytes {
    let (front, back) = ring.as_slices();
    match len.checked_sub(front.len()) {
        None | Some(0) => Bytes::copy_from_slice(&front[..len]),
        Some(rest) => [front, &back[..rest]].concat().into(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Whether all of `len` octets that begin `ahead` octets after the expected position are held already.
    fn holds(queue: &ReceiveQueue, ahead: u32, len: u32) -> bool {
        len == 0 || queue.held().iter().any(|(from, of)| *from <= ahead && ahead + len <= from + of)
    }

    #[test]
    fn what_fills_the_gap_brings_what_was_held_beyond_it() {
        let mut queue = ReceiveQueue::default();
        assert_eq!(queue.insert(3, Bytes::from_static(b"def")), Inserted::Held);
        assert_eq!(queue.held(), [(3, 3)]);
        assert_eq!(queue.insert(0, Bytes::from_static(b"abc")), Inserted::Moved(6));
        assert_eq!(queue.take(10), "abcdef");
        assert!(queue.held().is_empty());
    }

    #[test]
    fn pieces_that_overlap_or_touch_are_held_once() {
        let mut queue = ReceiveQueue::default();
        queue.insert(2, Bytes::from_static(b"cd"));
        queue.insert(6, Bytes::from_static(b"gh"));
        queue.insert(4, Bytes::from_static(b"e"));
        assert_eq!(queue.held(), [(2, 3), (6, 2)]);
        assert_eq!(queue.insert(1, Bytes::from_static(b"bcdefgh")), Inserted::Held);
        assert_eq!(queue.held(), [(1, 7)]);
        assert!(holds(&queue, 2, 5));
        assert!(!holds(&queue, 0, 3));
        assert_eq!(queue.insert(3, Bytes::from_static(b"def")), Inserted::HeldAlready);
        assert_eq!(queue.insert(0, Bytes::from_static(b"abc")), Inserted::Moved(8));
        assert_eq!(queue.take(10), "abcdefgh");
    }

    #[test]
    fn what_the_peer_was_told_of_stays_what_it_is() {
        let mut queue = ReceiveQueue::default();
        queue.insert(2, Bytes::from_static(b"cd"));
        assert_eq!(queue.insert(0, Bytes::from_static(b"ABCDEF")), Inserted::Moved(6));
        assert_eq!(queue.take(6), "ABcdEF");
    }

    #[test]
    fn the_user_may_take_a_part_while_there_is_a_gap() {
        let mut queue = ReceiveQueue::default();
        queue.insert(0, Bytes::from_static(b"abcd"));
        queue.insert(1, Bytes::from_static(b"f"));
        assert_eq!(queue.take(3), "abc");
        assert_eq!((queue.unread(), queue.received(), queue.held()), (1, 4, vec![(1, 1)]));
        assert_eq!(queue.take(9), "d");
        assert_eq!(queue.take(9), "");
        assert_eq!(queue.insert(0, Bytes::from_static(b"e")), Inserted::Moved(2));
        assert_eq!(queue.take(9), "ef");
    }

    #[test]
    fn one_hole_too_many_is_not_opened_but_those_that_are_there_can_grow_and_be_filled() {
        let mut queue = ReceiveQueue::default();
        let holes = count(MAX_HOLES);
        for hole in 0..holes {
            assert_eq!(queue.insert(2 * hole + 1, Bytes::from_static(b"x")), Inserted::Held);
        }
        assert_eq!(queue.insert(2 * holes + 1, Bytes::from_static(b"x")), Inserted::NoRoom);
        assert_eq!(queue.insert(2 * holes, Bytes::from_static(b"xx")), Inserted::Held);
        assert_eq!(queue.insert(2 * holes + 9, Bytes::from_static(b"x")), Inserted::NoRoom);
        assert_eq!(queue.insert(0, Bytes::from_static(b"x")), Inserted::Moved(2));
        assert_eq!(queue.insert(2 * holes + 9, Bytes::from_static(b"x")), Inserted::Held);
    }

    #[test]
    fn an_idle_connection_holds_no_buffer() {
        let mut queue = ReceiveQueue::default();
        queue.insert(0, Bytes::from(vec![7; 100_000]));
        queue.insert(1, Bytes::from_static(b"y"));
        assert!(queue.disorder.is_some());
        queue.insert(0, Bytes::from_static(b"x"));
        queue.take(100_001);
        queue.take(1);
        assert_eq!((queue.ready.capacity(), queue.tail.capacity()), (0, 0));
        assert!(queue.disorder.is_none());
    }

    proptest! {
        /// Whatever order the octets come in and however they overlap, the user gets each of them once and in order.
        #[test]
        fn the_user_gets_what_was_sent(
            steps in prop::collection::vec((0u32..60, 0usize..20, 0usize..30), 1..200),
            irs in any::<u32>(),
        ) {
            let irs = Seq(irs);
            let octet = |position: u64| (position % 251) as u8;
            let mut queue = ReceiveQueue::default();
            let mut here = std::collections::BTreeSet::new();
            let mut taken = 0u64;
            for (ahead, len, take) in steps {
                let start = queue.received() + u64::from(ahead);
                let end = start + len as u64;
                let text: Vec<u8> = (start..end).map(octet).collect();
                let known = (start..end).all(|position| here.contains(&position));
                let before = queue.received();
                prop_assert_eq!(holds(&queue, ahead, count(len)), known);
                here.extend(start..end);
                let mut expected = before;
                while here.contains(&expected) {
                    expected += 1;
                }
                let moved = Inserted::Moved(count(octets(expected - before)));
                let outcome = match ahead {
                    0 => moved,
                    _ if known => Inserted::HeldAlready,
                    _ => Inserted::Held,
                };
                prop_assert_eq!(queue.insert(ahead, text.into()), outcome);
                prop_assert_eq!(queue.received(), expected);
                let held: u64 = queue.held().iter().map(|(_, len)| u64::from(*len)).sum();
                prop_assert_eq!(held, here.range(expected..).count() as u64);
                for block in queue.sack_blocks(irs, 4).held {
                    let left = u64::from(block.left - (irs + 1));
                    let right = u64::from(block.right - (irs + 1));
                    prop_assert!(left > expected && (left..right).all(|position| here.contains(&position)));
                    prop_assert!(!here.contains(&(left - 1)) && !here.contains(&right));
                }
                for got in queue.take(take) {
                    prop_assert_eq!(got, octet(taken));
                    taken += 1;
                }
                prop_assert_eq!(u64::from(queue.unread()), expected - taken);
            }
        }
    }
}
