//! Sequence numbers: a circle of 2^32 positions, so "greater" has no meaning but "within the next n" has.

use std::fmt;
use std::ops::{Add, AddAssign, Sub};

use serde::{Deserialize, Serialize};

/// A position in one direction's sequence space, modulo 2^32 (RFC 9293 section 3.4).
///
/// There is deliberately no `Ord`: on a circle `<` would be wrong for half of all pairs. Ask instead whether a
/// number lies *before* another (within half the circle) or inside a window.
///
/// ```
/// use wire::Seq;
/// let last = Seq(u32::MAX);
/// assert_eq!(last + 1, Seq(0));
/// assert!(last.before(Seq(0)));
/// assert_eq!(Seq(4) - last, 5);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Seq(pub u32);

impl Seq {
    /// `self < other` in the circular sense of RFC 9293 section 3.4: `other` lies ahead by less than 2^31.
    #[must_use]
    pub fn before(self, other: Seq) -> bool {
        let ahead = other - self;
        ahead != 0 && ahead < 1 << 31
    }

    /// `self =< other` in the circular sense.
    #[must_use]
    pub fn at_or_before(self, other: Seq) -> bool {
        self == other || self.before(other)
    }

    /// Whether `self` is one of the `len` numbers that start at `start`. A window of no octets holds nothing.
    #[must_use]
    pub fn within(self, start: Seq, len: u32) -> bool {
        self - start < len
    }

    /// `self` moved back by `octets`.
    #[must_use]
    pub fn back(self, octets: u32) -> Seq {
        Seq(self.0.wrapping_sub(octets))
    }
}

impl Add<u32> for Seq {
    type Output = Seq;

    fn add(self, octets: u32) -> Seq {
        Seq(self.0.wrapping_add(octets))
    }
}

impl AddAssign<u32> for Seq {
    fn add_assign(&mut self, octets: u32) {
        *self = *self + octets;
    }
}

/// How many numbers `self` lies ahead of `earlier`, going forward round the circle.
impl Sub for Seq {
    type Output = u32;

    fn sub(self, earlier: Seq) -> u32 {
        self.0.wrapping_sub(earlier.0)
    }
}

impl fmt::Debug for Seq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl fmt::Display for Seq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addition_wraps_past_two_to_the_thirty_two() {
        assert_eq!(Seq(4_294_967_295) + 1, Seq(0));
        assert_eq!(Seq(4_294_967_290) + 100, Seq(94));
        assert_eq!(Seq(3).back(5), Seq(4_294_967_294));
    }

    #[test]
    fn a_number_is_before_those_less_than_half_a_circle_ahead() {
        assert!(Seq(5).before(Seq(6)));
        assert!(!Seq(6).before(Seq(5)));
        assert!(!Seq(5).before(Seq(5)));
        assert!(Seq(5).at_or_before(Seq(5)));
        assert!(Seq(4_294_967_000).before(Seq(200)));
        assert!(!Seq(200).before(Seq(4_294_967_000)));
    }

    #[test]
    fn exactly_half_a_circle_apart_neither_is_before_the_other() {
        let far = Seq(0) + (1 << 31);
        assert!(!Seq(0).before(far));
        assert!(!far.before(Seq(0)));
    }

    #[test]
    fn a_window_holds_its_first_number_and_not_the_one_past_its_last() {
        assert!(Seq(10).within(Seq(10), 5));
        assert!(Seq(14).within(Seq(10), 5));
        assert!(!Seq(15).within(Seq(10), 5));
        assert!(!Seq(9).within(Seq(10), 5));
        assert!(!Seq(10).within(Seq(10), 0));
        assert!(Seq(2).within(Seq(u32::MAX), 4));
    }
}
