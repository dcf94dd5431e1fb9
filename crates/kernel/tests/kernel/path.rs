//! What becomes of the segments on their way: some are lost, doubled or overtaken, by luck that a seed decides.

use wire::Segment;

/// What became of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    Arrived,
    Lost,
    Doubled,
    /// It arrived after the one that was sent after it.
    Overtaken,
}

/// One direction of the path.
pub(crate) struct Path {
    /// What may happen to a segment besides arriving.
    faults: &'static [Fate],
    luck: Luck,
    overtaken: Option<Segment>,
}

impl Path {
    pub(crate) fn without_faults() -> Path {
        Path::with(&[], 0)
    }

    /// Each of these faults befalls one segment in ten.
    pub(crate) fn with(faults: &'static [Fate], seed: u64) -> Path {
        Path { faults, luck: Luck(seed), overtaken: None }
    }

    /// What becomes of a segment, and what arrives at the other end now that it was sent.
    pub(crate) fn carry(&mut self, segment: Segment) -> (Fate, Vec<Segment>) {
        let drawn = usize::try_from(self.luck.next() % 10).unwrap_or_default();
        let fate = self.faults.get(drawn).copied().unwrap_or(Fate::Arrived);
        let overtaken = self.overtaken.take();
        let mut arrivals = match fate {
            Fate::Arrived => vec![segment],
            Fate::Lost => Vec::new(),
            Fate::Doubled => vec![segment.clone(), segment],
            Fate::Overtaken => {
                self.overtaken = Some(segment);
                Vec::new()
            }
        };
        arrivals.extend(overtaken);
        (fate, arrivals)
    }

    /// What arrives because nothing came that would have overtaken it.
    pub(crate) fn catch_up(&mut self) -> Option<Segment> {
        self.overtaken.take()
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
