//! The octets that the user gave to SEND, in the pieces in which they came: a segment's text is a part of a piece, and no
//! octet is copied to be sent or sent again unless a segment spans two pieces.

use std::collections::VecDeque;

use bytes::{Buf, Bytes, BytesMut};

/// A shorter piece is copied to what came before it, a longer one is kept as it was given.
const SMALL_PIECE: usize = 256;

/// Octets in order, from the first unacknowledged one on.
#[derive(Clone, Debug, Default)]
pub(super) struct Octets {
    /// The pieces that have been sent from, oldest first.
    pieces: VecDeque<Bytes>,
    /// How many octets `pieces` have together.
    len: usize,
    /// What was given since. Small pieces are put together here.
    tail: BytesMut,
    /// The piece in which the last text began, and at which octet that piece begins: the next text is close behind.
    last: (usize, usize),
}

impl Octets {
    pub(super) fn push(&mut self, text: &[u8]) {
        self.tail.extend_from_slice(text);
    }

    /// The same without a copy, unless it is small.
    pub(super) fn push_piece(&mut self, text: Bytes) {
        if text.len() < SMALL_PIECE {
            self.push(&text);
            return;
        }
        self.end_tail();
        self.len += text.len();
        self.pieces.push_back(text);
    }

    fn end_tail(&mut self) {
        if !self.tail.is_empty() {
            let tail = self.tail.split().freeze();
            self.len += tail.len();
            self.pieces.push_back(tail);
        }
    }

    pub(super) fn len(&self) -> usize {
        self.len + self.tail.len()
    }

    /// `len` octets from the one at `from` on.
    pub(super) fn text(&mut self, from: usize, len: usize) -> Bytes {
        if from + len > self.len {
            self.end_tail();
        }
        if len == 0 {
            return Bytes::new();
        }
        let (mut index, mut start) = self.last;
        if start > from {
            (index, start) = (0, 0);
        }
        while from >= start + self.pieces[index].len() {
            start += self.pieces[index].len();
            index += 1;
        }
        self.last = (index, start);
        let piece = &self.pieces[index];
        let at = from - start;
        if at + len <= piece.len() {
            return piece.slice(at..at + len);
        }
        let mut text = Vec::with_capacity(len);
        let mut at = at;
        for piece in self.pieces.range(index..) {
            let part = &piece[at..];
            text.extend_from_slice(&part[..part.len().min(len - text.len())]);
            at = 0;
            if text.len() == len {
                break;
            }
        }
        text.into()
    }

    /// Forgets the first `len` octets.
    pub(super) fn forget(&mut self, len: usize) {
        let mut left = len;
        self.len -= len;
        while let Some(piece) = self.pieces.front_mut().filter(|_| left > 0) {
            if piece.len() > left {
                piece.advance(left);
                self.last = if self.last.0 == 0 { (0, 0) } else { (self.last.0, self.last.1 - left) };
                break;
            }
            let gone = piece.len();
            left -= gone;
            self.pieces.pop_front();
            self.last = if self.last.0 == 0 { (0, 0) } else { (self.last.0 - 1, self.last.1 - gone) };
        }
        if self.len() == 0 {
            // An idle connection holds no memory for text.
            *self = Octets::default();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_that_are_given_whole_keep_their_order_among_the_others() {
        let mut octets = Octets::default();
        octets.push(b"ab");
        octets.push_piece(Bytes::from(vec![b'c'; 300]));
        octets.push_piece(Bytes::from_static(b"d"));
        octets.push(b"e");
        assert_eq!(octets.len(), 304);
        assert_eq!((octets.text(0, 3), octets.text(301, 3)), ("abc".into(), "cde".into()));
    }

    #[test]
    fn a_text_may_span_pieces_and_be_asked_for_again() {
        let mut octets = Octets::default();
        octets.push(b"abc");
        assert_eq!(octets.text(0, 2), "ab");
        octets.push(b"def");
        octets.push(b"gh");
        assert_eq!(octets.text(2, 3), "cde");
        assert_eq!(octets.text(5, 3), "fgh");
        assert_eq!(octets.text(0, 8), "abcdefgh");
        octets.forget(4);
        assert_eq!((octets.text(0, 2), octets.text(1, 3), octets.len()), ("ef".into(), "fgh".into(), 4));
        octets.push(b"i");
        octets.forget(3);
        assert_eq!(octets.text(0, 2), "hi");
        octets.forget(2);
        assert_eq!(octets.len(), 0);
    }
}
