//! What the user gave to SEND: octets that wait, and segments that wait to be acknowledged.

use std::collections::VecDeque;

use bytes::Bytes;
use wire::Seq;

use crate::{Instant, Outstanding};

/// The octets that are not acknowledged yet, sent or not, and the retransmission queue.
#[derive(Clone, Debug, Default)]
pub(crate) struct SendQueue {
    /// The octets from the first unacknowledged one on. The front is at SND.UNA, or after the SYN if that is still
    /// unacknowledged.
    octets: VecDeque<u8>,
    /// How many of `octets` have been sent.
    sent: usize,
    /// Segments that were sent and are not acknowledged, oldest first: the retransmission queue.
    queue: VecDeque<Outstanding>,
    /// Octets acknowledged since the connection opened.
    acknowledged: u64,
}

impl SendQueue {
    pub(crate) fn push(&mut self, text: &[u8]) {
        self.octets.extend(text);
    }

    /// Octets not sent yet.
    pub(crate) fn unsent(&self) -> u32 {
        count(self.octets.len() - self.sent)
    }

    /// Octets that were ever acknowledged.
    pub(crate) fn acknowledged(&self) -> u64 {
        self.acknowledged
    }

    /// Takes the next `len` unsent octets to send them for the first time.
    pub(crate) fn take(&mut self, len: u32) -> Bytes {
        let text = self.copy(self.sent, len as usize);
        self.sent += text.len();
        text
    }

    /// A segment was sent for the first time.
    pub(crate) fn sent(&mut self, segment: Outstanding) {
        self.queue.push_back(segment);
    }

    /// The oldest unacknowledged segment.
    pub(crate) fn oldest(&self) -> Option<&Outstanding> {
        self.queue.front()
    }

    /// The oldest unacknowledged segment and its text, to send it again.
    pub(crate) fn again(&mut self, now: Instant) -> Option<(Outstanding, Bytes)> {
        let oldest = self.queue.front_mut()?;
        let before = *oldest;
        oldest.transmissions += 1;
        oldest.last_sent = now;
        Some((before, self.copy(0, before.text as usize)))
    }

    /// Everything before `ack` is acknowledged: forgets it.
    pub(crate) fn acknowledge(&mut self, ack: Seq) {
        while let Some(oldest) = self.queue.front_mut() {
            if oldest.end().at_or_before(ack) {
                let text = oldest.text;
                self.queue.pop_front();
                self.forget(text);
            } else {
                // A part of a segment: what remains of it is what would be sent again.
                if oldest.seq.before(ack) {
                    let syn = u32::from(oldest.syn);
                    let text = (ack - oldest.seq) - syn;
                    oldest.syn = false;
                    oldest.seq = ack;
                    oldest.text -= text;
                    // PSH belongs to the text; a FIN that is left alone has none.
                    oldest.psh &= oldest.text > 0;
                    self.forget(text);
                }
                break;
            }
        }
    }

    /// Takes back the one octet of a probe that the peer had no room for: it is unsent again.
    pub(crate) fn take_back_probe(&mut self) {
        self.queue.pop_back();
        self.sent = self.sent.saturating_sub(1);
    }

    /// The segments that wait to be acknowledged, oldest first.
    pub(crate) fn outstanding(&self) -> impl Iterator<Item = &Outstanding> {
        self.queue.iter()
    }

    /// Whether nothing waits to be acknowledged.
    pub(crate) fn all_acknowledged(&self) -> bool {
        self.queue.is_empty()
    }

    fn forget(&mut self, octets: u32) {
        self.octets.drain(..octets as usize);
        self.sent -= octets as usize;
        self.acknowledged += u64::from(octets);
    }

    fn copy(&self, from: usize, len: usize) -> Bytes {
        let (front, back) = self.octets.as_slices();
        let to = from + len;
        if to <= front.len() {
            Bytes::copy_from_slice(&front[from..to])
        } else if from >= front.len() {
            Bytes::copy_from_slice(&back[from - front.len()..to - front.len()])
        } else {
            [&front[from..], &back[..to - front.len()]].concat().into()
        }
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
    fn what_is_sent_again_is_the_oldest_segment_as_it_was() {
        let mut queue = queue_with(&[(100, "abc"), (103, "de")]);
        let (segment, text) = queue.again(Instant::ZERO).expect("the oldest");
        assert_eq!((segment.seq, &text[..]), (Seq(100), &b"abc"[..]));
    }

    #[test]
    fn an_acknowledgment_in_the_middle_of_a_segment_keeps_the_rest_of_it() {
        let mut queue = queue_with(&[(100, "abc"), (103, "de")]);
        queue.acknowledge(Seq(101));
        let (segment, text) = queue.again(Instant::ZERO).expect("the oldest");
        assert_eq!((segment.seq, &text[..]), (Seq(101), &b"bc"[..]));
        queue.acknowledge(Seq(105));
        assert!(queue.all_acknowledged());
        assert_eq!(queue.acknowledged(), 5);
    }
}
