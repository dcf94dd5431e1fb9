//! Text that says where in the sequence space it belongs, so that an octet out of place is seen.

use bytes::Bytes;
use wire::Seq;

use crate::draws::Draws;

/// After so many numbers the octets repeat: as many as no window without scaling holds. It divides the circle.
const PERIOD: usize = 1 << 16;
/// The longest text that a segment can carry.
pub(super) const LONGEST: u32 = 65_535 - 40;

/// The octet of every sequence number.
#[derive(Debug)]
pub(super) struct Text {
    octets: Bytes,
}

impl Text {
    pub(super) fn new() -> Text {
        let mut draws = Draws::of_case(0, 0);
        let period: Vec<u8> = (0..PERIOD).map(|_| draws.any_u8()).collect();
        Text { octets: [&period[..], &period[..]].concat().into() }
    }

    /// The text from `seq` on.
    pub(super) fn at(&self, seq: Seq, len: u32) -> Bytes {
        let start = seq.0 as usize % PERIOD;
        self.octets.slice(start..start + len.min(LONGEST) as usize)
    }
}
