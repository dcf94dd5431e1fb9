//! Where every choice of a trial comes from: a stream of numbers that a seed and a case determine.

/// A stream of numbers without a visible pattern (SplitMix64). What it is for needs speed and repeatability, and no
/// more chance than that.
#[derive(Clone, Debug)]
pub struct Draws {
    state: u64,
}

/// 2^64 divided by the golden ratio: successive multiples of it spread evenly.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

impl Draws {
    /// The stream of one case. It depends on nothing else, so that a case can be run again alone.
    #[must_use]
    pub fn of_case(seed: u64, case: u64) -> Draws {
        Draws { state: mix(seed.wrapping_mul(STEP) ^ mix(case.wrapping_add(STEP))) }
    }

    /// Any number.
    pub fn any(&mut self) -> u64 {
        self.state = self.state.wrapping_add(STEP);
        mix(self.state)
    }

    /// Any number of 32 bits.
    pub fn any_u32(&mut self) -> u32 {
        (self.any() >> 32) as u32
    }

    /// Any number of 16 bits.
    pub fn any_u16(&mut self) -> u16 {
        (self.any() >> 48) as u16
    }

    /// Any octet.
    pub fn any_u8(&mut self) -> u8 {
        (self.any() >> 56) as u8
    }

    /// One of the numbers below `bound`, or zero if there is none.
    pub fn below(&mut self, bound: u32) -> u32 {
        ((u64::from(self.any_u32()) * u64::from(bound)) >> 32) as u32
    }

    /// One of the numbers from `first` to `last`, both included.
    pub fn between(&mut self, first: u32, last: u32) -> u32 {
        first + self.below(last - first + 1)
    }

    /// Whether something happens that happens once in `times`.
    pub fn one_in(&mut self, times: u32) -> bool {
        self.below(times) == 0
    }

    /// One of these, each as likely as the others.
    pub fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(u32::try_from(of.len()).expect("a list written by hand is short")) as usize]
    }

    /// An initial sequence number. Half of all connections wrap within the first octets.
    pub fn iss(&mut self) -> u32 {
        if self.one_in(2) { self.any_u32() } else { u32::MAX.wrapping_sub(self.below(3000)).wrapping_add(2) }
    }
}

fn mix(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_has_one_stream_and_neighbours_have_others() {
        let first = |seed, case| Draws::of_case(seed, case).any();
        assert_eq!(first(1, 7), first(1, 7));
        assert_ne!(first(1, 7), first(1, 8));
        assert_ne!(first(1, 7), first(2, 7));
    }

    #[test]
    fn what_is_drawn_lies_between_its_bounds_and_reaches_both() {
        let mut draws = Draws::of_case(1, 1);
        let drawn: Vec<u32> = (0..200).map(|_| draws.between(3, 5)).collect();
        assert!(drawn.iter().all(|number| (3..=5).contains(number)));
        assert!([3, 4, 5].iter().all(|number| drawn.contains(number)));
    }
}
