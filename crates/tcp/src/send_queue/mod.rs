//! What the user gave to SEND: octets that wait, and segments that wait to be acknowledged.

mod octets;
mod outstanding;
mod queue;
mod ranges;
mod scoreboard;
mod shared;

use bytes::Bytes;
use wire::Seq;

pub use outstanding::Outstanding;
pub(crate) use scoreboard::{DUP_THRESH, Lost};
pub use shared::RetransmissionQueue;

use crate::Instant;
use octets::Octets;
use queue::Queue;
use scoreboard::Scoreboard;

/// The octets that are not acknowledged yet, sent or not, and the retransmission queue.
#[derive(Clone, Debug, Default)]
pub(crate) struct SendQueue {
    /// The octets from the first unacknowledged one on. The front is at SND.UNA, or after the SYN if that is still
    /// unacknowledged.
    octets: Octets,
    /// How many of `octets` have been sent.
    sent: usize,
    /// Segments that were sent and are not acknowledged, oldest first: the retransmission queue. Each begins where the
    /// one before it ends.
    queue: Queue,
    /// Octets acknowledged since the connection opened.
    acknowledged: u64,
    /// What is known of the segments in `queue`.
    board: Scoreboard,
}

impl SendQueue {
    pub(crate) fn push(&mut self, text: &[u8]) {
        self.octets.push(text);
    }

    pub(crate) fn push_piece(&mut self, text: Bytes) {
        self.octets.push_piece(text);
    }

    /// Octets not sent yet.
    pub(crate) fn unsent(&self) -> u32 {
        count(self.octets.len() - self.sent)
    }

    /// Octets that are kept: sent and not acknowledged, or not sent yet.
    pub(crate) fn len(&self) -> usize {
        self.octets.len()
    }

    /// Octets that were ever acknowledged.
    pub(crate) fn acknowledged(&self) -> u64 {
        self.acknowledged
    }

    /// Takes the next `len` unsent octets to send them for the first time.
    pub(crate) fn take(&mut self, len: u32) -> Bytes {
        let text = self.octets.text(self.sent, len as usize);
        self.sent += text.len();
        text
    }

    /// The next unsent octet, which stays unsent: nothing if there is none.
    pub(crate) fn next_octet(&mut self) -> Bytes {
        let len = usize::from(self.unsent() > 0);
        self.octets.text(self.sent, len)
    }

    /// A segment was sent for the first time.
    pub(crate) fn sent(&mut self, segment: Outstanding) {
        self.board.pipe += segment.in_pipe();
        self.queue.push_back(segment);
    }

    /// The oldest unacknowledged segment.
    pub(crate) fn oldest(&self) -> Option<&Outstanding> {
        self.queue.front()
    }

    /// The outstanding segment that holds `seq`.
    pub(crate) fn holding(&self, seq: Seq) -> Option<&Outstanding> {
        self.index(seq).map(|index| &self.queue[index])
    }

    /// The outstanding segment that holds `seq`, as it was, and its text, to send it again.
    pub(crate) fn again(&mut self, seq: Seq, now: Instant) -> Option<(Outstanding, Bytes)> {
        let index = self.index(seq)?;
        let first = self.queue.front()?;
        // A SYN takes a number and no octet, and only the oldest segment can have one.
        let before = if index == 0 { 0 } else { (self.queue[index].seq - first.seq) - u32::from(first.syn) };
        let was = self.queue[index];
        self.queue.change(index, |segment| {
            segment.transmissions += 1;
            segment.last_sent = now;
        });
        Some((was, self.octets.text(before as usize, was.text as usize)))
    }

    /// Cuts the outstanding segment that begins at `seq` after `len` octets of text, when the peer's window or the MSS
    /// no longer takes all of it. Whatever is known of it is known of both parts.
    pub(crate) fn split(&mut self, seq: Seq, len: u32) {
        let Some(index) = self.index(seq) else { return };
        let whole = self.queue[index];
        let rest = Outstanding { seq: whole.seq + u32::from(whole.syn) + len, syn: false, ..whole };
        let rest = Outstanding { text: whole.text.saturating_sub(len), ..rest };
        if len == 0 || rest.text + u32::from(rest.fin) == 0 || whole.text < len {
            return;
        }
        // PSH belongs to the last octet of text, which a FIN that is left alone has none of.
        let rest_psh = whole.psh && rest.text > 0;
        let first = Outstanding { text: len, fin: false, psh: whole.psh && !rest_psh, ..whole };
        self.queue.change(index, |segment| *segment = first);
        self.queue.insert(index + 1, Outstanding { psh: rest_psh, ..rest });
        self.mark_if_sacked(index);
        self.mark_if_sacked(index + 1);
    }

    /// Everything before `ack` is acknowledged: forgets it.
    pub(crate) fn acknowledge(&mut self, ack: Seq) {
        let Some(first) = self.queue.front().map(|oldest| oldest.seq) else { return };
        let (mut text, mut una) = (0, first);
        while let Some(oldest) = self.queue.front().copied() {
            if !oldest.seq.before(ack) {
                break;
            }
            self.board.pipe -= oldest.in_pipe();
            if oldest.end().at_or_before(ack) {
                text += oldest.text;
                una = oldest.end();
                self.queue.pop_front();
                continue;
            }
            // A part of a segment: what remains of it is what would be sent again.
            let part = (ack - oldest.seq) - u32::from(oldest.syn);
            let text_left = oldest.text - part;
            // PSH belongs to the text; a FIN that is left alone has none.
            let rest =
                Outstanding { syn: false, seq: ack, text: text_left, psh: oldest.psh && text_left > 0, ..oldest };
            self.queue.change(0, |segment| *segment = rest);
            self.board.pipe += rest.in_pipe();
            text += part;
            una = ack;
        }
        self.octets.forget(text as usize);
        self.sent -= text as usize;
        if self.queue.is_empty() && self.octets.len() == 0 {
            self.queue.give_back();
        }
        self.acknowledged += u64::from(text);
        self.board.forget_before(una - first);
        // What is left of a segment may be a part that SACK had reported.
        self.mark_if_sacked(0);
    }

    /// The segments that wait to be acknowledged, oldest first.
    pub(crate) fn outstanding(&self) -> RetransmissionQueue {
        self.queue.look()
    }

    /// From now on [`SendQueue::outstanding`] shares what it can with what it gave before.
    pub(crate) fn share_outstanding(&mut self) {
        self.queue.share();
    }

    /// Whether nothing waits to be acknowledged.
    pub(crate) fn all_acknowledged(&self) -> bool {
        self.queue.is_empty()
    }

    /// The index of the outstanding segment that holds `seq`.
    fn index(&self, seq: Seq) -> Option<usize> {
        let first = self.queue.front()?.seq;
        if seq.before(first) {
            return None;
        }
        let index = self.queue.partition_point(|segment| segment.seq - first <= seq - first) - 1;
        seq.within(self.queue[index].seq, self.queue[index].len()).then_some(index)
    }
}

/// A count of buffered octets. The buffers are bounded far below 2^32 by [`crate::Endpoint::send`].
pub(crate) fn count(octets: usize) -> u32 {
    u32::try_from(octets).expect("buffers hold less than 2^32 octets")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn queue_with(segments: &[(u32, &str)]) -> SendQueue {
        let mut queue = SendQueue::default();
        for (seq, text) in segments {
            queue.push(text.as_bytes());
            let text = queue.take(count(text.len()));
            queue.sent(Outstanding { seq: Seq(*seq), text: count(text.len()), ..Outstanding::default() });
        }
        queue
    }

    #[test]
    fn what_is_sent_again_is_the_segment_as_it_was() {
        let mut queue = queue_with(&[(100, "abc"), (103, "de")]);
        let (segment, text) = queue.again(Seq(100), Instant::ZERO).expect("the oldest");
        assert_eq!((segment.seq, &text[..]), (Seq(100), &b"abc"[..]));
    }

    #[test]
    fn an_acknowledgment_in_the_middle_of_a_segment_keeps_the_rest_of_it() {
        let mut queue = queue_with(&[(100, "abc"), (103, "de")]);
        queue.acknowledge(Seq(101));
        let (segment, text) = queue.again(Seq(101), Instant::ZERO).expect("the oldest");
        assert_eq!((segment.seq, &text[..]), (Seq(101), &b"bc"[..]));
        queue.acknowledge(Seq(105));
        assert!(queue.all_acknowledged());
        assert_eq!(queue.acknowledged(), 5);
    }
}
