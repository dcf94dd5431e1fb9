//! Where every segment of a file lies, in the order of the file: 24 octets for each, and 32 where its packet is a large one.

use crate::{Header, Indexed, Place};

/// Entries in one piece. It grows piece by piece, so that hardly any entry is ever moved and little room stands empty.
const PIECE: usize = 1 << 8;
/// What follows the last entry of a conversation.
pub(crate) const NONE: u32 = u32::MAX;

/// The entries of all segments.
#[derive(Debug, Default)]
pub(crate) struct Entries {
    pieces: Vec<Piece>,
    len: usize,
}

/// Some entries, one behind the other in the file.
#[derive(Debug)]
enum Piece {
    /// Packets that are near each other and have fewer than 65,536 octets.
    Near {
        /// The first packet's number and offset, from which those of all count.
        number: u32,
        offset: u64,
        entries: Vec<Near>,
    },
    /// Any.
    Far(Vec<Far>),
}

/// One segment in 24 octets.
#[derive(Clone, Copy, Debug)]
struct Near {
    at: u64,
    offset: u32,
    /// The next entry of the same conversation.
    next: u32,
    captured: u16,
    original: u16,
    number: u16,
    interface: u16,
}

/// One segment in 32 octets.
#[derive(Clone, Copy, Debug)]
struct Far {
    at: u64,
    /// The offset in 48 bits, and above it the interface in 16.
    offset_and_interface: u64,
    captured: u32,
    original: u32,
    number: u32,
    /// The next entry of the same conversation.
    next: u32,
}

impl Entries {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// Adds where the packet of `header` lies, and gives the number of that entry.
    pub(crate) fn push(&mut self, header: &Header) -> u32 {
        let indexed = Indexed { at: header.at, place: header.place };
        match self.pieces.last_mut().filter(|piece| piece.len() < PIECE) {
            Some(piece) => piece.push(indexed),
            None => self.pieces.push(Piece::beginning_with(indexed)),
        }
        self.len += 1;
        u32::try_from(self.len - 1).unwrap_or(NONE)
    }

    /// An entry, and the next of the same conversation.
    pub(crate) fn get(&self, entry: u32) -> Option<(Indexed, u32)> {
        self.pieces.get(entry as usize / PIECE)?.get(entry as usize % PIECE)
    }

    /// Notes that `to` is the next of the conversation of `from`.
    pub(crate) fn link(&mut self, from: u32, to: u32) {
        let slot = from as usize % PIECE;
        let next = match self.pieces.get_mut(from as usize / PIECE) {
            Some(Piece::Near { entries, .. }) => entries.get_mut(slot).map(|entry| &mut entry.next),
            Some(Piece::Far(entries)) => entries.get_mut(slot).map(|entry| &mut entry.next),
            None => None,
        };
        if let Some(next) = next {
            *next = to;
        }
    }
}

impl Piece {
    fn beginning_with(indexed: Indexed) -> Piece {
        let Place { number, offset, .. } = indexed.place;
        let mut piece = Piece::Near { number, offset, entries: Vec::with_capacity(PIECE) };
        piece.push(indexed);
        piece
    }

    fn len(&self) -> usize {
        match self {
            Piece::Near { entries, .. } => entries.len(),
            Piece::Far(entries) => entries.len(),
        }
    }

    fn get(&self, slot: usize) -> Option<(Indexed, u32)> {
        Some(match self {
            Piece::Near { number, offset, entries } => {
                let entry = entries.get(slot)?;
                (entry.indexed(*number, *offset), entry.next)
            }
            Piece::Far(entries) => {
                let entry = entries.get(slot)?;
                (entry.indexed(), entry.next)
            }
        })
    }

    fn push(&mut self, indexed: Indexed) {
        if let Piece::Near { number, offset, entries } = self {
            if let Some(near) = Near::new(indexed, *number, *offset) {
                entries.push(near);
                return;
            }
            let mut far = Vec::with_capacity(PIECE);
            far.extend(entries.iter().map(|entry| Far::new(entry.indexed(*number, *offset), entry.next)));
            *self = Piece::Far(far);
        }
        if let Piece::Far(entries) = self {
            entries.push(Far::new(indexed, NONE));
        }
    }
}

impl Near {
    /// The entry in a piece whose first packet has that number and offset. None if it does not fit there.
    fn new(indexed: Indexed, first: u32, begin: u64) -> Option<Near> {
        let Place { number, offset, captured, original, interface } = indexed.place;
        Some(Near {
            at: indexed.at,
            offset: u32::try_from(offset.checked_sub(begin)?).ok()?,
            next: NONE,
            captured: captured.try_into().ok()?,
            original: original.try_into().ok()?,
            number: u16::try_from(number.checked_sub(first)?).ok()?,
            interface,
        })
    }

    fn indexed(&self, first: u32, begin: u64) -> Indexed {
        let place = Place {
            number: first + u32::from(self.number),
            offset: begin + u64::from(self.offset),
            captured: self.captured.into(),
            original: self.original.into(),
            interface: self.interface,
        };
        Indexed { at: self.at, place }
    }
}

impl Far {
    fn new(indexed: Indexed, next: u32) -> Far {
        let Place { number, offset, captured, original, interface } = indexed.place;
        let offset_and_interface = u64::from(interface) << 48 | offset;
        Far { at: indexed.at, offset_and_interface, captured, original, number, next }
    }

    fn indexed(&self) -> Indexed {
        let Far { at, offset_and_interface, captured, original, number, .. } = *self;
        let interface = u16::try_from(offset_and_interface >> 48).unwrap_or(0);
        let offset = offset_and_interface & ((1 << 48) - 1);
        Indexed { at, place: Place { number, offset, captured, original, interface } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A packet by its number, offset and length on the line.
    fn packet(number: u32, offset: u64, original: u32) -> Indexed {
        Indexed {
            at: u64::MAX - u64::from(number),
            place: Place { number, offset, captured: original.min(70_000), original, interface: 3 },
        }
    }

    #[test]
    fn an_entry_takes_24_octets_and_a_large_one_32() {
        assert_eq!((size_of::<Near>(), size_of::<Far>()), (24, 32));
    }

    #[test]
    fn every_place_is_given_back_whatever_lies_between() {
        let last = (1 << 48) - 1;
        let far_on = 1 << 33;
        for given in [
            [packet(1, 40, 60), packet(2, 140, 65_535), packet(65_536, far_on, 1)],
            [packet(1, 40, 60), packet(2, 140, 65_536), packet(3, 300, 60)],
            [packet(1, 40, u32::MAX), packet(2, 140, 0), packet(u32::MAX, last, 60)],
        ] {
            let mut piece = Piece::beginning_with(given[0]);
            piece.push(given[1]);
            piece.push(given[2]);
            assert_eq!([0, 1, 2].map(|slot| piece.get(slot)), given.map(|given| Some((given, NONE))));
        }
    }
}
