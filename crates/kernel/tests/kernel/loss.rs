//! Which segments the path loses: a share of them, by luck that a seed decides.

/// Loses one segment in so many, in either direction.
pub(crate) struct Loss {
    one_in: u64,
    luck: Luck,
}

impl Loss {
    pub(crate) fn one_in(one_in: u64, seed: u64) -> Loss {
        Loss { one_in, luck: Luck(seed) }
    }

    /// Whether the next segment is lost.
    pub(crate) fn strikes(&mut self) -> bool {
        self.luck.next().is_multiple_of(self.one_in)
    }
}

/// The numbers of SplitMix64 from a seed on.
pub(crate) struct Luck(pub(crate) u64);

impl Luck {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }
}
