//! What one end sent and the other has not acknowledged, as far as it was seen.

use std::collections::BTreeMap;

/// Pieces that are remembered at the most. Where acknowledgments are not captured, the oldest are forgotten.
const MOST_PIECES: usize = 1 << 16;

/// One time at which something was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sighting {
    /// The segment's index.
    pub(crate) index: u64,
    /// When.
    pub(crate) at: u64,
}

/// A run of numbers that were sent together.
#[derive(Clone, Copy, Debug)]
struct Piece {
    end: u64,
    first: Sighting,
    last: Sighting,
    /// How many times it was seen.
    times: u32,
    sacked: bool,
}

/// What is known of a range that is sent again, and of a SYN or a FIN even when it is acknowledged.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Before {
    /// When any of it was first seen.
    pub(crate) first: Sighting,
    /// When any of it was last seen.
    pub(crate) last: Sighting,
    /// How many times the part was seen that was seen most often.
    pub(crate) times: u32,
    /// Whether SACK has reported all of it.
    pub(crate) sacked: bool,
}

impl Before {
    /// It was seen once.
    pub(crate) fn once(seen: Sighting) -> Before {
        Before { first: seen, last: seen, times: 1, sacked: false }
    }

    /// It is seen again.
    pub(crate) fn again(&mut self, seen: Sighting) {
        self.last = seen;
        self.times = self.times.saturating_add(1);
    }
}

/// The pieces by their first number. No two overlap, and what SACK reported together is one piece, so that each segment
/// is walked over but once for each thing that is learned of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct InFlight {
    pieces: BTreeMap<u64, Piece>,
    sacked: u64,
    highest_sacked: u64,
}

impl InFlight {
    /// Octets that SACK has reported.
    pub(crate) fn sacked(&self) -> u64 {
        self.sacked
    }

    /// The number just past the highest that SACK has reported. It may lie below what is acknowledged by now.
    pub(crate) fn highest_sacked(&self) -> u64 {
        self.highest_sacked
    }

    /// The oldest piece: when it was first seen and how often it was.
    pub(crate) fn oldest(&self) -> Option<(Sighting, u32)> {
        self.pieces.first_key_value().map(|(_, piece)| (piece.first, piece.times))
    }

    /// What is known of the numbers from `start` to `end`, if any of them was seen and is not acknowledged.
    pub(crate) fn before(&self, start: u64, end: u64) -> Option<Before> {
        let mut found: Option<Before> = None;
        let mut covered = 0;
        for (from, piece) in self.overlapping(start, end) {
            covered += piece.end.min(end) - from.max(start);
            let so_far = found.unwrap_or(Before { first: piece.first, last: piece.last, times: 0, sacked: true });
            found = Some(Before {
                first: if piece.first.index < so_far.first.index { piece.first } else { so_far.first },
                last: if piece.last.index > so_far.last.index { piece.last } else { so_far.last },
                times: so_far.times.max(piece.times),
                sacked: so_far.sacked && piece.sacked,
            });
        }
        found.map(|before| Before { sacked: before.sacked && covered == end - start, ..before })
    }

    /// Whether every number from `start` to `end` was seen and is not acknowledged.
    pub(crate) fn covers(&self, start: u64, end: u64) -> bool {
        let seen: u64 = self.overlapping(start, end).map(|(from, piece)| piece.end.min(end) - from.max(start)).sum();
        start < end && seen == end - start
    }

    /// The numbers from `start` to `end` are sent.
    pub(crate) fn add(&mut self, start: u64, end: u64, seen: Sighting) {
        if start >= end {
            return;
        }
        // What is sent again as a whole becomes one piece; a piece of which only a part is sent again stays.
        let (mut from, mut to) = (start, end);
        let mut whole: Option<Piece> = None;
        let mut covered = 0;
        let keys: Vec<u64> = self.overlapping(start, end).map(|(key, _)| key).collect();
        for key in keys {
            let Some(piece) = self.pieces.get_mut(&key) else { continue };
            piece.last = seen;
            piece.times = piece.times.saturating_add(1);
            let piece = *piece;
            match (key < start, piece.end > end) {
                (true, true) => return,
                (true, false) => from = piece.end,
                (false, true) => to = key,
                (false, false) => {
                    covered += piece.end - key;
                    let so_far = whole.unwrap_or(piece);
                    let (times, sacked) = (so_far.times.max(piece.times), so_far.sacked && piece.sacked);
                    whole = Some(Piece { times, sacked, ..so_far });
                    self.remove(key);
                }
            }
        }
        let fresh = Piece { end: to, first: seen, last: seen, times: 1, sacked: false };
        let is_covered = covered == to.saturating_sub(from);
        let piece = whole.map_or(fresh, |piece| Piece { end: to, sacked: piece.sacked && is_covered, ..piece });
        self.insert(from, piece);
    }

    /// Everything before `to` is acknowledged. Gives the last of it, if it ends just there and was sent but once.
    pub(crate) fn acknowledge(&mut self, to: u64) -> Option<Sighting> {
        let mut measured = None;
        while let Some((start, piece)) = self.pieces.first_key_value().map(|(start, piece)| (*start, *piece)) {
            if start >= to {
                break;
            }
            self.remove(start);
            if piece.end > to {
                self.insert(to, piece);
            } else if piece.end == to && piece.times == 1 {
                measured = Some(piece.first);
            }
        }
        measured
    }

    /// SACK reports the numbers from `left` to `right`. Gives how many of them it had not reported before.
    pub(crate) fn sack(&mut self, left: u64, right: u64) -> u64 {
        let inside: Vec<(u64, Piece)> = self
            .overlapping(left, right)
            .filter(|(start, piece)| *start >= left && piece.end <= right)
            .map(|(start, piece)| (start, *piece))
            .collect();
        let news = inside.iter().filter(|(_, piece)| !piece.sacked).map(|(start, piece)| piece.end - start).sum();
        let (Some((start, first)), Some((_, last))) = (inside.first().copied(), inside.last().copied()) else {
            return 0;
        };
        if inside.len() > 1 || news > 0 {
            for (start, _) in &inside {
                self.remove(*start);
            }
            self.insert(start, Piece { end: last.end, last: last.last, sacked: true, ..first });
        }
        self.highest_sacked = self.highest_sacked.max(last.end);
        news
    }

    fn overlapping(&self, start: u64, end: u64) -> impl Iterator<Item = (u64, &Piece)> {
        let before = self.pieces.range(..start).next_back().filter(|(_, piece)| piece.end > start);
        let inside = self.pieces.range(start..end.max(start));
        before.into_iter().chain(inside).map(|(start, piece)| (*start, piece))
    }

    fn insert(&mut self, start: u64, piece: Piece) {
        if start >= piece.end {
            return;
        }
        if piece.sacked {
            self.sacked += piece.end - start;
        }
        self.pieces.insert(start, piece);
        if self.pieces.len() > MOST_PIECES
            && let Some(oldest) = self.pieces.first_key_value().map(|(start, _)| *start)
        {
            self.remove(oldest);
        }
    }

    fn remove(&mut self, start: u64) {
        if let Some(piece) = self.pieces.remove(&start)
            && piece.sacked
        {
            self.sacked = self.sacked.saturating_sub(piece.end - start);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(index: u64) -> Sighting {
        Sighting { index, at: index * 10 }
    }

    #[test]
    fn what_is_sent_again_remembers_when_it_was_first_sent() {
        let mut flight = InFlight::default();
        flight.add(100, 200, seen(1));
        flight.add(200, 300, seen(2));
        assert!(flight.before(300, 400).is_none());
        flight.add(150, 300, seen(3));
        let before = flight.before(200, 300).expect("it was seen");
        assert_eq!((before.first, before.last, before.times), (seen(2), seen(3), 2));
    }

    #[test]
    fn an_acknowledgment_in_the_middle_leaves_the_rest() {
        let mut flight = InFlight::default();
        flight.add(100, 200, seen(1));
        assert_eq!(flight.acknowledge(150), None);
        assert!(flight.before(100, 150).is_none());
        assert!(flight.before(150, 200).is_some());
        assert_eq!(flight.acknowledge(200), Some(seen(1)));
    }

    #[test]
    fn numbers_are_covered_only_if_none_is_missing() {
        let mut flight = InFlight::default();
        flight.add(100, 200, seen(1));
        flight.add(200, 300, seen(2));
        flight.add(310, 400, seen(3));
        assert!(flight.covers(150, 300));
        assert!(!flight.covers(150, 301));
        assert!(!flight.covers(300, 310));
        assert!(!flight.covers(150, 150));
    }

    #[test]
    fn what_sack_reports_is_counted_once() {
        let mut flight = InFlight::default();
        for nth in 0..5 {
            flight.add(nth * 100, nth * 100 + 100, seen(nth));
        }
        assert_eq!(flight.sack(100, 300), 200);
        assert_eq!(flight.sack(100, 400), 100);
        assert_eq!((flight.sacked(), flight.highest_sacked()), (300, 400));
        assert!(flight.before(100, 400).is_some_and(|before| before.sacked));
        assert!(!flight.before(0, 400).is_some_and(|before| before.sacked));
        flight.acknowledge(350);
        assert_eq!(flight.sacked(), 50);
    }

    #[test]
    fn what_nobody_acknowledges_is_forgotten_in_the_end() {
        let mut flight = InFlight::default();
        let pieces = u64::try_from(MOST_PIECES).expect("a small number");
        for nth in 0..pieces + 10 {
            flight.add(nth * 2, nth * 2 + 1, seen(nth));
        }
        assert!(flight.before(0, 1).is_none());
        assert!(flight.before(20, 21).is_some());
    }
}
