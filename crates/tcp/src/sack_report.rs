//! What a SACK option says: the runs that are held beyond a gap, newest first (RFC 2018 section 4), and before them what
//! came for the second time (RFC 2883 section 4).

use std::collections::{BTreeMap, VecDeque};

use wire::{SackBlock, Seq};

/// How many runs are remembered in the order in which they were last added to: twice as many as an option can name, so
/// that those named before are still known when some of them have been joined or delivered.
const REMEMBERED: usize = 8;

/// The blocks of one SACK option, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SackBlocks {
    /// The D-SACK block: what the last segment brought for the second time.
    pub(crate) duplicate: Option<SackBlock>,
    /// What is held beyond a gap. The first block holds the segment that came last, if that lies beyond a gap.
    pub(crate) held: Vec<SackBlock>,
}

impl SackBlocks {
    /// All of them, as they stand in the option.
    pub(crate) fn into_blocks(self) -> Vec<SackBlock> {
        self.duplicate.into_iter().chain(self.held).collect()
    }
}

/// What happened to the receive queue, as far as acknowledgments report it. Positions are those of the queue.
#[derive(Clone, Debug, Default)]
pub(crate) struct SackReport {
    /// A position in each run that was added to lately, newest first.
    recent: VecDeque<u64>,
    /// What came again and is not reported yet.
    duplicate: Option<(u64, u64)>,
}

impl SackReport {
    /// Whether there is nothing to report.
    pub(crate) fn is_empty(&self) -> bool {
        self.recent.is_empty() && self.duplicate.is_none()
    }

    /// Text arrived at `position` and is held in `run` now.
    pub(crate) fn arrived(&mut self, position: u64, run: (u64, u64)) {
        self.recent.retain(|other| !(run.0..run.1).contains(other));
        self.recent.truncate(REMEMBERED - 1);
        self.recent.push_front(position);
    }

    /// The octets `from..to` arrived again.
    pub(crate) fn repeated(&mut self, from: u64, to: u64) {
        self.duplicate = Some((from, to));
    }

    /// The octets `from..to` arrived again within a text that begins at `start`. Of several such pieces of one segment
    /// the first is reported (RFC 2883 section 4.2): one that ends at `start` was cut from this very segment.
    pub(crate) fn repeated_within(&mut self, start: u64, from: u64, to: u64) {
        if self.duplicate.is_none_or(|(_, end)| end != start) {
            self.repeated(from, to);
        }
    }

    /// Everything before `position` has arrived: it is acknowledged by number and needs no block.
    pub(crate) fn expects(&mut self, position: u64) {
        self.recent.retain(|other| *other > position);
    }

    /// At most `max` blocks, of which the duplicate is the first and is forgotten, since it is reported once (RFC 2883
    /// section 4, rule 2). If what came again is held beyond a gap, its run comes next, for that was added to last.
    pub(crate) fn blocks(
        &mut self,
        ranges: &BTreeMap<u64, u64>,
        max: usize,
        number: impl Fn(u64) -> Seq,
    ) -> SackBlocks {
        let block = |(from, to): (u64, u64)| SackBlock { left: number(from), right: number(to) };
        let duplicate = if max > 0 { self.duplicate.take() } else { None };
        let room = max - usize::from(duplicate.is_some());
        let mut runs: Vec<(u64, u64)> = Vec::new();
        let recent = self.recent.iter().filter_map(|position| ranges.range(..=position).next_back());
        // Runs that are not among the recent ones fill what room is left: there should be as many blocks as possible.
        for (from, to) in recent.chain(ranges.iter().rev().take(max)) {
            if runs.len() == room {
                break;
            }
            if !runs.contains(&(*from, *to)) {
                runs.push((*from, *to));
            }
        }
        SackBlocks { duplicate: duplicate.map(block), held: runs.into_iter().map(block).collect() }
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;
    use crate::receive_queue::{Inserted, ReceiveQueue};

    /// The IRS with which the first octet has the number zero, as in the examples of RFC 2883.
    const IRS: Seq = Seq(u32::MAX);

    /// A receiver that takes segments as an endpoint does: what came before is noted and cut off.
    struct Receiver {
        queue: ReceiveQueue,
        nxt: u32,
    }

    impl Receiver {
        /// Everything before `nxt` has arrived.
        fn expecting(nxt: u32) -> Receiver {
            let mut queue = ReceiveQueue::default();
            queue.insert(0, Bytes::from(vec![0; nxt as usize]));
            Receiver { queue, nxt }
        }

        /// The segment of the octets `from..to` arrives. Returns the acknowledgment, its D-SACK block marked.
        fn gets(&mut self, from: u32, to: u32) -> String {
            self.takes(from, to);
            self.acknowledges(4)
        }

        fn takes(&mut self, from: u32, to: u32) {
            self.queue.came_again(IRS, Seq(from), to - from);
            let from = from.max(self.nxt);
            if from < to
                && let Inserted::Moved(moved) =
                    self.queue.insert(from - self.nxt, Bytes::from(vec![0; (to - from) as usize]))
            {
                self.nxt += moved;
            }
        }

        fn acknowledges(&mut self, max: usize) -> String {
            let SackBlocks { duplicate, held } = self.queue.sack_blocks(IRS, max);
            let text = |block: SackBlock| format!("{}-{}", block.left, block.right);
            let duplicate = duplicate.map(|block| format!("again {}", text(block)));
            let blocks: Vec<String> = duplicate.into_iter().chain(held.into_iter().map(text)).collect();
            format!("{}: {}", self.nxt, blocks.join(", "))
        }
    }

    #[test]
    fn the_block_that_was_added_to_last_comes_first_and_the_others_follow_newest_first() {
        let mut receiver = Receiver::expecting(0);
        assert_eq!(receiver.gets(100, 200), "0: 100-200");
        assert_eq!(receiver.gets(300, 400), "0: 300-400, 100-200");
        assert_eq!(receiver.gets(500, 600), "0: 500-600, 300-400, 100-200");
        assert_eq!(receiver.gets(400, 450), "0: 300-450, 500-600, 100-200");
        assert_eq!(receiver.gets(200, 300), "0: 100-450, 500-600");
        assert_eq!(receiver.gets(0, 50), "50: 100-450, 500-600");
        assert_eq!(receiver.gets(50, 100), "450: 500-600");
        assert_eq!(receiver.gets(450, 500), "600: ");
    }

    #[test]
    fn no_more_blocks_than_fit_and_as_many_as_do() {
        let mut receiver = Receiver::expecting(0);
        for run in 1..=20 {
            receiver.takes(100 * run, 100 * run + 50);
        }
        assert_eq!(receiver.acknowledges(3), "0: 2000-2050, 1900-1950, 1800-1850");
        assert_eq!(receiver.acknowledges(4), "0: 2000-2050, 1900-1950, 1800-1850, 1700-1750");
        // The runs that were added to lately become one: others are named in the room that this leaves.
        receiver.takes(1250, 2100);
        assert_eq!(receiver.acknowledges(4), "0: again 1300-1350, 1200-2100, 1100-1150, 1000-1050");
    }

    #[test]
    fn a_duplicate_is_reported_once() {
        // RFC 2883 section 4.1.1.
        let mut receiver = Receiver::expecting(4000);
        assert_eq!(receiver.gets(3000, 3500), "4000: again 3000-3500");
        assert_eq!(receiver.acknowledges(4), "4000: ");
    }

    #[test]
    fn a_duplicate_comes_before_what_is_held() {
        // RFC 2883 section 4.1.2.
        let mut receiver = Receiver::expecting(4000);
        assert_eq!(receiver.gets(4500, 5000), "4000: 4500-5000");
        assert_eq!(receiver.gets(3000, 3500), "4000: again 3000-3500, 4500-5000");
    }

    #[test]
    fn a_duplicate_of_what_is_held_is_followed_by_the_run_that_it_lies_in() {
        // RFC 2883 section 4.1.3, with a run that is newer.
        let mut receiver = Receiver::expecting(4000);
        assert_eq!(receiver.gets(4500, 5000), "4000: 4500-5000");
        assert_eq!(receiver.gets(5000, 5500), "4000: 4500-5500");
        assert_eq!(receiver.gets(6000, 6500), "4000: 6000-6500, 4500-5500");
        assert_eq!(receiver.gets(5000, 5500), "4000: again 5000-5500, 4500-5500, 6000-6500");
    }

    #[test]
    fn the_part_of_a_segment_that_came_before_is_reported() {
        // RFC 2883 section 4.2.1.
        let mut receiver = Receiver::expecting(1000);
        assert_eq!(receiver.gets(2000, 2500), "1000: 2000-2500");
        assert_eq!(receiver.gets(1000, 1500), "1500: 2000-2500");
        assert_eq!(receiver.gets(1000, 2000), "2500: again 1000-1500");
    }

    #[test]
    fn of_two_parts_that_came_before_the_first_is_reported() {
        // RFC 2883 section 4.2.2.
        let mut receiver = Receiver::expecting(1000);
        receiver.gets(3000, 3500);
        assert_eq!(receiver.gets(1000, 1500), "1500: 3000-3500");
        assert_eq!(receiver.gets(2000, 2500), "1500: 2000-2500, 3000-3500");
        assert_eq!(receiver.gets(1000, 2500), "2500: again 1000-1500, 3000-3500");
        // Section 4.2.3, both parts beyond the gap.
        let mut receiver = Receiver::expecting(1000);
        receiver.gets(3500, 4000);
        receiver.gets(1500, 2000);
        receiver.gets(2200, 2500);
        assert_eq!(receiver.gets(1500, 3000), "1000: again 1500-2000, 1500-3000, 3500-4000");
    }

    #[test]
    fn what_lies_before_the_first_octet_is_no_duplicate() {
        let mut queue = ReceiveQueue::default();
        queue.insert(0, Bytes::from_static(b"abcd"));
        queue.came_again(Seq(100), Seq(90), 13);
        let blocks = queue.sack_blocks(Seq(100), 4);
        assert_eq!(blocks.into_blocks(), [SackBlock { left: Seq(101), right: Seq(103) }]);
        queue.came_again(Seq(100), Seq(90), 5);
        assert_eq!(queue.sack_blocks(Seq(100), 4), SackBlocks::default());
    }

    #[test]
    fn the_numbers_go_round_the_circle() {
        let mut queue = ReceiveQueue::default();
        queue.insert(0, Bytes::from_static(b"ab"));
        queue.insert(1, Bytes::from_static(b"defg"));
        let block = SackBlock { left: Seq(u32::MAX), right: Seq(3) };
        assert_eq!(queue.sack_blocks(Seq(u32::MAX - 4), 3).held, [block]);
    }
}
