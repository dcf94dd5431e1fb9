//! Sequence numbers unrolled from their circle onto a line, so that lists can be kept in order.

use wire::Seq;

/// Where the line begins: far enough from zero that no number before the first one falls off.
const BEGINNING: u64 = 1 << 40;

/// One direction's numbers. Each is taken to lie within half a circle of the highest that was used.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Line {
    near: Option<u64>,
}

impl Line {
    /// Where `seq` lies.
    pub(crate) fn place(&mut self, seq: Seq) -> u64 {
        let near = *self.near.get_or_insert(BEGINNING + u64::from(seq.0));
        unroll(near, seq)
    }

    /// From now on numbers are near `place`.
    pub(crate) fn follow(&mut self, place: u64) {
        self.near = Some(place);
    }
}

/// The sequence number at a place.
#[expect(clippy::cast_possible_truncation, reason = "numbers are places modulo 2^32")]
pub(crate) fn seq(place: u64) -> Seq {
    Seq(place as u32)
}

/// How many numbers lie from one place to a later one. What is further than the circle is long is not measured.
pub(crate) fn span(from: u64, to: u64) -> u32 {
    u32::try_from(to.saturating_sub(from)).unwrap_or(u32::MAX)
}

fn unroll(near: u64, number: Seq) -> u64 {
    let ahead = (number - seq(near)).cast_signed();
    near.saturating_add_signed(ahead.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_on_past_the_end_of_the_circle() {
        let mut line = Line::default();
        let last = line.place(Seq(u32::MAX));
        assert_eq!(line.place(Seq(0)), last + 1);
        line.follow(last + 10);
        assert_eq!(seq(line.place(Seq(4))), Seq(4));
        assert_eq!(line.place(Seq(4)), last + 5);
        assert_eq!(line.place(Seq(u32::MAX - 5)), last - 5);
    }
}
