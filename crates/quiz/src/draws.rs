//! Where every choice of a question comes from: a stream of whole numbers that its seed, skill, level and number
//! determine, the same natively and in WebAssembly.

/// A stream of numbers without a visible pattern (SplitMix64). A question needs repeatability, and no more chance than
/// that.
#[derive(Clone, Debug)]
pub(crate) struct Draws {
    state: u64,
}

/// 2^64 divided by the golden ratio: successive multiples of it spread evenly.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

impl Draws {
    /// The stream that these numbers determine, in their order.
    pub(crate) fn of(numbers: &[u64]) -> Draws {
        Draws {
            state: numbers.iter().fold(STEP, |state, number| mix(state ^ number.wrapping_mul(STEP)).wrapping_add(STEP)),
        }
    }

    fn any(&mut self) -> u64 {
        self.state = self.state.wrapping_add(STEP);
        mix(self.state)
    }

    /// Any number of 32 bits.
    pub(crate) fn any_u32(&mut self) -> u32 {
        u32::try_from(self.any() >> 32).unwrap_or_default()
    }

    /// One of the numbers below `bound`, or zero if there is none.
    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        u32::try_from((u64::from(self.any_u32()) * u64::from(bound)) >> 32).unwrap_or_default()
    }

    /// One of the numbers from `first` to `last`, both included.
    pub(crate) fn between(&mut self, first: u32, last: u32) -> u32 {
        first + self.below(last - first + 1)
    }

    /// Whether something happens that happens once in `times`.
    pub(crate) fn one_in(&mut self, times: u32) -> bool {
        self.below(times) == 0
    }

    /// One of these, each as likely as the others.
    pub(crate) fn pick<T: Copy>(&mut self, of: &[T]) -> Option<T> {
        of.get(self.below(u32::try_from(of.len()).unwrap_or(u32::MAX)) as usize).copied()
    }

    /// The same things in another order.
    pub(crate) fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            let other = self.below(u32::try_from(last + 1).unwrap_or(u32::MAX)) as usize;
            things.swap(last, other);
        }
    }
}

fn mix(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}
