//! The scoreboard: what has arrived, what is deemed lost, what was sent again, and so what is under way
//! (RFC 6675 sections 3 and 4).
//!
//! Nothing here costs more for many segments in flight than for few, but for a search in an ordered list: a segment is
//! visited once for each mark that it gets, and the sum over all of them, the pipe, is kept along the way. A timeout
//! alone marks every segment.

use std::ops::Range;

use wire::Seq;

use super::ranges::Ranges;
use super::{Outstanding, SendQueue};

/// DupThresh: how many duplicate acknowledgments, or ranges above, mean a loss (RFC 6675 section 2).
pub(crate) const DUP_THRESH: u32 = 3;

/// Positions here are sequence numbers counted since the queue was made, so that nothing wraps.
#[derive(Clone, Debug, Default)]
pub(super) struct Scoreboard {
    /// What SACK has reported, as long as that is anything.
    sacked: Option<Box<Sacked>>,
    /// The sum of what each segment adds to the pipe.
    pub(super) pipe: u32,
    /// The position of the oldest outstanding number.
    front: u64,
    /// Every segment that begins before this has been judged by IsLost.
    lost_to: u64,
    /// Every segment before this that was to be sent again was: what follows HighRxt.
    resent_to: u64,
}

/// What SACK has reported.
#[derive(Clone, Debug, Default)]
struct Sacked {
    ranges: Ranges,
    /// Emptied after each use; kept so that an ACK allocates nothing.
    parts: Vec<Range<u64>>,
}

/// Segments that have just been deemed lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lost {
    /// The first of them.
    pub(crate) seq: Seq,
    /// Their octets.
    pub(crate) len: u32,
    /// Ranges that have arrived above them, as far as they had to be counted.
    pub(crate) ranges: u32,
    /// Octets in those ranges.
    pub(crate) octets: u32,
}

impl Scoreboard {
    pub(super) fn forget_before(&mut self, acknowledged: u32) {
        self.front += u64::from(acknowledged);
        self.sacked.take_if(|sacked| {
            sacked.ranges.forget_before(self.front);
            sacked.ranges.is_empty()
        });
    }

    /// The range that SACK has reported and that holds `position`.
    fn holding(&self, position: u64) -> Option<Range<u64>> {
        self.sacked.as_ref()?.ranges.holding(position)
    }

    /// The ranges that SACK has reported, highest first.
    fn highest_first(&self) -> impl Iterator<Item = Range<u64>> {
        self.sacked.iter().flat_map(|sacked| sacked.ranges.highest_first())
    }
}

impl SendQueue {
    /// An estimate of the octets under way (RFC 6675 section 4, SetPipe).
    pub(crate) fn pipe(&self) -> u32 {
        self.board.pipe
    }

    /// The receiver holds what is from `left` up to but not including `right` (RFC 6675 section 4, Update). Returns how
    /// many octets of that are news. Both must be outstanding numbers.
    pub(crate) fn sack(&mut self, left: Seq, right: Seq) -> u32 {
        let block = self.position(left)..self.position(right);
        let sacked = self.board.sacked.get_or_insert_default();
        let mut parts = std::mem::take(&mut sacked.parts);
        sacked.ranges.insert(&block, |part| parts.push(part));
        let mut news = 0;
        for part in parts.drain(..) {
            news += part.end - part.start;
            // A segment is marked as a whole (RFC 2018 section 5), and those at the edges may be now.
            let mut index = self.starting_from(part.start + 1).saturating_sub(1);
            while index < self.queue.len() && self.position(self.queue[index].seq) < part.end {
                self.mark_if_sacked(index);
                index += 1;
            }
        }
        if let Some(sacked) = &mut self.board.sacked {
            sacked.parts = parts;
        }
        u32::try_from(news).unwrap_or(u32::MAX)
    }

    /// Deems lost what IsLost says of (RFC 6675 section 4): what has DupThresh ranges above it, or more than
    /// (DupThresh - 1) * SMSS octets. What is lost below a number is lost below the next, so this looks at the highest
    /// few ranges only. What was lost once stays so, even if ranges above it grow together.
    pub(crate) fn deem_lost(&mut self, smss: u32) -> Option<Lost> {
        let (mut ranges, mut octets, mut edge) = (0, 0, 0);
        for range in self.board.highest_first() {
            ranges += 1;
            octets += range.end - range.start;
            if ranges >= DUP_THRESH || octets > u64::from(DUP_THRESH - 1) * u64::from(smss) {
                edge = range.start;
                break;
            }
        }
        if edge <= self.board.lost_to {
            return None;
        }
        let (mut first, mut len) = (None, 0);
        let mut index = self.starting_from(self.board.lost_to);
        while index < self.queue.len() && self.position(self.queue[index].seq) < edge {
            let segment = self.queue[index];
            if !segment.sacked && !segment.lost {
                first.get_or_insert(segment.seq);
                len += segment.len();
                self.change(index, |segment| segment.lost = true);
            }
            index += 1;
        }
        self.board.lost_to = edge;
        let octets = u32::try_from(octets).unwrap_or(u32::MAX);
        first.map(|seq| Lost { seq, len, ranges, octets })
    }

    /// The retransmission timer expired: everything outstanding counts as lost. What SACK reported is forgotten, since
    /// the receiver may have discarded it, and must not decide what is sent again (RFC 2018 sections 5.1 and 8).
    pub(crate) fn deem_all_lost(&mut self) {
        for index in 0..self.queue.len() {
            self.queue.change(index, |segment| {
                (segment.sacked, segment.lost, segment.resent) = (false, true, false);
            });
        }
        self.board.pipe = 0;
        self.board.sacked = None;
        self.board.lost_to = self.end();
        self.board.resent_to = self.board.front;
    }

    /// Deems the oldest segment lost, as its missing acknowledgment tells without SACK.
    pub(crate) fn deem_oldest_lost(&mut self) {
        if !self.queue.is_empty() {
            self.change(0, |segment| segment.lost = true);
        }
    }

    /// The segment that holds `seq` was sent again: HighRxt is its last number (RFC 6675 section 5, C.2).
    pub(crate) fn sent_again(&mut self, seq: Seq) {
        let Some(index) = self.index(seq) else { return };
        self.change(index, |segment| segment.resent = true);
        self.board.resent_to = self.board.resent_to.max(self.position(self.queue[index].end()));
    }

    /// Whether the oldest segment is deemed lost and has not arrived.
    pub(crate) fn oldest_is_lost(&self) -> bool {
        self.queue.front().is_some_and(|oldest| oldest.lost && !oldest.sacked)
    }

    /// The oldest segment that has not arrived.
    pub(crate) fn oldest_missing(&self) -> Option<&Outstanding> {
        self.missing_from(self.board.front)
    }

    /// The first segment past HighRxt that has not arrived, and that something above it has.
    pub(crate) fn next_below_sacked(&self) -> Option<&Outstanding> {
        let top = self.board.highest_first().next()?.end;
        self.next_missing().filter(|segment| self.position(segment.seq) < top)
    }

    /// The first segment past HighRxt that has not arrived.
    pub(crate) fn next_missing(&self) -> Option<&Outstanding> {
        self.missing_from(self.board.resent_to.max(self.board.front))
    }

    /// The last segment that has not arrived.
    pub(crate) fn last_missing(&self) -> Option<&Outstanding> {
        let end = self.end();
        let top = self.board.highest_first().next().filter(|top| top.end == end);
        let past = top.map_or(end, |top| top.start);
        let index = self.starting_from(past).checked_sub(1)?;
        self.queue.get(index).filter(|segment| !segment.sacked)
    }

    /// Marks the segment at `index` if every number of it has been reported.
    pub(super) fn mark_if_sacked(&mut self, index: usize) {
        let Some(segment) = self.queue.get(index).filter(|segment| !segment.sacked) else { return };
        let start = self.position(segment.seq);
        let end = start + u64::from(segment.len());
        if self.board.holding(start).is_some_and(|range| end <= range.end) {
            self.change(index, |segment| segment.sacked = true);
        }
    }

    /// The position just past the last outstanding number.
    pub(super) fn end(&self) -> u64 {
        self.queue.back().map_or(self.board.front, |last| self.position(last.end()))
    }

    /// The first segment at or past `position` that is not marked as arrived.
    fn missing_from(&self, position: u64) -> Option<&Outstanding> {
        let segment = self.queue.get(self.starting_from(position))?;
        if !segment.sacked {
            return Some(segment);
        }
        // A range ends before a number that has not arrived, so one step past it is enough.
        let range = self.board.holding(self.position(segment.seq))?;
        self.queue.get(self.starting_from(range.end + 1).checked_sub(1)?).filter(|segment| !segment.sacked)
    }

    /// The index of the first segment that begins at or past `position`.
    fn starting_from(&self, position: u64) -> usize {
        self.queue.partition_point(|segment| self.position(segment.seq) < position)
    }

    /// Where an outstanding number, or the one just past them, stands.
    fn position(&self, seq: Seq) -> u64 {
        self.board.front + self.queue.front().map_or(0, |oldest| u64::from(seq - oldest.seq))
    }

    /// Changes the marks of a segment and keeps the pipe in step.
    fn change(&mut self, index: usize, mark: impl FnOnce(&mut Outstanding)) {
        self.board.pipe -= self.queue[index].in_pipe();
        self.queue.change(index, mark);
        self.board.pipe += self.queue[index].in_pipe();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Instant;
    use crate::send_queue::Outstanding;

    const SMSS: u32 = 10;

    fn queue_of(first: Seq, segments: u32) -> SendQueue {
        let mut queue = SendQueue::default();
        for n in 0..segments {
            send(&mut queue, first + n * SMSS, SMSS);
        }
        queue
    }

    fn send(queue: &mut SendQueue, seq: Seq, len: u32) {
        queue.push(&vec![0; len as usize]);
        queue.take(len);
        queue.sent(Outstanding { seq, text: len, transmissions: 1, ..Outstanding::default() });
    }

    fn marked(queue: &SendQueue, mark: impl Fn(&Outstanding) -> bool) -> Vec<u32> {
        queue.queue.iter().filter(|segment| mark(segment)).map(|segment| segment.seq.0).collect()
    }

    #[test]
    fn three_ranges_above_a_segment_mean_that_it_is_lost() {
        let mut queue = queue_of(Seq(0), 8);
        queue.sack(Seq(20), Seq(30));
        queue.sack(Seq(40), Seq(50));
        // Two ranges and 20 octets: not more than (3 - 1) * SMSS.
        assert_eq!(queue.deem_lost(SMSS), None);
        queue.sack(Seq(60), Seq(61));
        assert_eq!(queue.deem_lost(SMSS), Some(Lost { seq: Seq(0), len: 20, ranges: 3, octets: 21 }));
        assert_eq!(marked(&queue, |segment| segment.lost), [0, 10]);
        // 80 in all, 20 arrived, 20 lost; the one octet does not make its segment one that arrived.
        assert_eq!(queue.pipe(), 40);
    }

    #[test]
    fn more_than_two_full_segments_above_mean_the_same() {
        let mut queue = queue_of(Seq(0), 5);
        queue.sack(Seq(20), Seq(40));
        assert_eq!(queue.deem_lost(SMSS), None);
        queue.sack(Seq(40), Seq(50));
        assert_eq!(queue.deem_lost(SMSS), Some(Lost { seq: Seq(0), len: 20, ranges: 1, octets: 30 }));
    }

    #[test]
    fn what_was_reported_before_is_no_news() {
        let mut queue = queue_of(Seq(u32::MAX - 14), 5);
        assert_eq!(queue.sack(Seq(5), Seq(25)), 20);
        assert_eq!(queue.sack(Seq(5), Seq(25)), 0);
        assert_eq!(queue.sack(Seq(u32::MAX - 4), Seq(25)), 10);
        assert_eq!(marked(&queue, |segment| segment.sacked), [u32::MAX - 4, 5, 15]);
    }

    #[test]
    fn what_is_sent_again_counts_once_more() {
        let mut queue = queue_of(Seq(0), 5);
        queue.sack(Seq(10), Seq(50));
        queue.deem_lost(SMSS);
        assert_eq!(queue.pipe(), 0);
        let next = queue.next_below_sacked().expect("the gap").seq;
        assert_eq!(next, Seq(0));
        queue.sent_again(next);
        assert_eq!(queue.pipe(), 10);
        assert_eq!(queue.next_below_sacked(), None);
    }

    #[test]
    fn a_timeout_forgets_what_was_reported_and_deems_everything_lost() {
        let mut queue = queue_of(Seq(0), 3);
        queue.sack(Seq(10), Seq(30));
        queue.sent_again(Seq(0));
        queue.deem_all_lost();
        assert_eq!(marked(&queue, |segment| segment.lost && !segment.sacked && !segment.resent), [0, 10, 20]);
        assert_eq!((queue.pipe(), queue.next_missing().map(|segment| segment.seq)), (0, Some(Seq(0))));
        assert_eq!(queue.sack(Seq(10), Seq(20)), 10);
    }

    #[test]
    fn a_segment_that_is_split_keeps_its_marks_and_its_fin_goes_last() {
        let mut queue = SendQueue::default();
        queue.push(b"abcdef");
        queue.take(6);
        queue.sent(Outstanding { seq: Seq(7), text: 6, psh: true, fin: true, lost: true, ..Outstanding::default() });
        queue.split(Seq(7), 4);
        let (first, text) = queue.again(Seq(7), Instant::ZERO).expect("the first part");
        assert_eq!((&text[..], first.psh, first.fin, first.lost), (&b"abcd"[..], false, false, true));
        let (second, text) = queue.again(Seq(11), Instant::ZERO).expect("the second part");
        assert_eq!((&text[..], second.psh, second.fin, second.lost), (&b"ef"[..], true, true, true));
        queue.split(Seq(11), 2);
        let (text, fin) = (queue.holding(Seq(12)).expect("the text"), queue.holding(Seq(13)).expect("the FIN"));
        assert_eq!((text.psh, text.fin, fin.psh, fin.fin, fin.text), (true, false, false, true, 0));
    }

    /// The same by the letter of RFC 6675 section 4, octet for octet. Positions count from the first octet ever sent.
    #[derive(Default)]
    struct Naive {
        una: usize,
        sacked: Vec<bool>,
        segments: Vec<NaiveSegment>,
        high_rxt: usize,
    }

    struct NaiveSegment {
        start: usize,
        end: usize,
        lost: bool,
        resent: bool,
    }

    impl Naive {
        fn has_arrived(&self, segment: &NaiveSegment) -> bool {
            (segment.start..segment.end).all(|octet| self.sacked[octet])
        }

        fn is_lost(&self, octet: usize) -> bool {
            let above: Vec<usize> = (octet + 1..self.sacked.len()).filter(|&other| self.sacked[other]).collect();
            let ranges = above.iter().filter(|&&other| !self.sacked[other - 1]).count();
            ranges >= DUP_THRESH as usize || above.len() > ((DUP_THRESH - 1) * SMSS) as usize
        }

        fn deem_lost(&mut self) {
            for index in 0..self.segments.len() {
                let (start, end) = (self.segments[index].start, self.segments[index].end);
                let missing = (start..end).find(|&octet| !self.sacked[octet]);
                self.segments[index].lost |= missing.is_some_and(|octet| self.is_lost(octet));
            }
        }

        fn pipe(&self) -> usize {
            let pipe = |segment: &NaiveSegment| {
                (segment.end - segment.start) * (usize::from(!segment.lost) + usize::from(segment.resent))
            };
            self.segments.iter().filter(|segment| !self.has_arrived(segment)).map(pipe).sum()
        }

        fn missing(&self) -> impl DoubleEndedIterator<Item = &NaiveSegment> {
            self.segments.iter().filter(|segment| !self.has_arrived(segment))
        }
    }

    #[derive(Clone, Debug)]
    enum Step {
        Send(u32),
        Acknowledge(usize),
        Sack(usize, usize),
        SendAgain,
        Split(usize, u32),
        Timeout,
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            6 => (1..=SMSS).prop_map(Step::Send),
            2 => (0usize..25).prop_map(Step::Acknowledge),
            8 => (0usize..120, 1usize..25).prop_map(|(left, len)| Step::Sack(left, len)),
            4 => Just(Step::SendAgain),
            1 => (0usize..120, 1..SMSS).prop_map(|(at, len)| Step::Split(at, len)),
            1 => Just(Step::Timeout),
        ]
    }

    proptest! {
        /// Marks and pipe that are kept along the way equal those that are worked out anew, round 2^32 too; and what
        /// has arrived is never offered to be sent again.
        #[test]
        fn the_scoreboard_equals_the_letter(
            first in prop_oneof![Just(Seq(0)), Just(Seq(u32::MAX - 60))],
            steps in prop::collection::vec(step(), 1..80),
        ) {
            let mut queue = SendQueue::default();
            queue.share_outstanding();
            let mut naive = Naive::default();
            let seq = |octet: usize| first + u32::try_from(octet).unwrap();
            for step in steps {
                let nxt = naive.sacked.len();
                match step {
                    Step::Send(len) => {
                        send(&mut queue, seq(nxt), len);
                        let end = nxt + len as usize;
                        naive.sacked.resize(end, false);
                        naive.segments.push(NaiveSegment { start: nxt, end, lost: false, resent: false });
                    }
                    Step::Acknowledge(more) => {
                        naive.una = nxt.min(naive.una + more);
                        queue.acknowledge(seq(naive.una));
                        let una = naive.una;
                        naive.segments.retain(|segment| segment.end > una);
                        if let Some(oldest) = naive.segments.first_mut() {
                            oldest.start = oldest.start.max(una);
                        }
                        naive.sacked[..una].fill(false);
                    }
                    Step::Sack(left, len) => {
                        let left = naive.una + 1 + left;
                        let right = left + len;
                        if right > nxt {
                            continue;
                        }
                        let news = (left..right).filter(|&octet| !naive.sacked[octet]).count();
                        naive.sacked[left..right].fill(true);
                        prop_assert_eq!(queue.sack(seq(left), seq(right)) as usize, news);
                        queue.deem_lost(SMSS);
                        naive.deem_lost();
                    }
                    Step::SendAgain => {
                        let Some(next) = queue.next_missing().map(|segment| segment.seq) else { continue };
                        let high_rxt = naive.high_rxt.max(naive.una);
                        let expected = naive.missing().find(|segment| segment.start >= high_rxt).unwrap();
                        prop_assert_eq!(next, seq(expected.start));
                        queue.sent_again(next);
                        let end = expected.end;
                        naive.high_rxt = end;
                        naive.segments.iter_mut().find(|segment| segment.end == end).unwrap().resent = true;
                    }
                    Step::Split(at, len) => {
                        let at = naive.una + at;
                        let Some(index) = naive.segments.iter().position(|segment| segment.end > at) else { continue };
                        let whole = &mut naive.segments[index];
                        let cut = whole.start + len as usize;
                        queue.split(seq(whole.start), len);
                        if cut < whole.end {
                            let rest = NaiveSegment { start: cut, ..*whole };
                            whole.end = cut;
                            naive.segments.insert(index + 1, rest);
                        }
                    }
                    Step::Timeout => {
                        queue.deem_all_lost();
                        naive.sacked.fill(false);
                        naive.high_rxt = naive.una;
                        for segment in &mut naive.segments {
                            (segment.lost, segment.resent) = (true, false);
                        }
                    }
                }
                prop_assert_eq!(queue.pipe() as usize, naive.pipe());
                prop_assert_eq!(queue.outstanding().len(), naive.segments.len());
                for (segment, letter) in queue.outstanding().iter().zip(&naive.segments) {
                    prop_assert_eq!((segment.seq, segment.end()), (seq(letter.start), seq(letter.end)));
                    prop_assert_eq!(segment.sacked, naive.has_arrived(letter));
                    prop_assert!(segment.sacked || segment.lost == letter.lost);
                    prop_assert_eq!(segment.resent, letter.resent);
                }
                let last = queue.last_missing().map(|segment| segment.end());
                prop_assert_eq!(last, naive.missing().next_back().map(|segment| seq(segment.end)));
                let oldest = queue.oldest_missing().map(|segment| segment.seq);
                prop_assert_eq!(oldest, naive.missing().next().map(|segment| seq(segment.start)));
            }
        }
    }
}
