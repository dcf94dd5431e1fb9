//! DEFLATE (RFC 1951) with its fixed code: what a presentation layer can make of a message, small enough for a page.
//!
//! The length of a message in octets and what repeats in it decide what it comes to; a large one would gain from codes
//! of its own, which this does not make. Its tests let another implementation read what this one writes.

/// A piece of a message: what its compressed form says for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// This very octet.
    Literal(u8),
    /// So many octets again that stood so far back.
    Again {
        /// How many octets, 3 to 258.
        len: usize,
        /// How far back the first of them stands, 1 to 32,768.
        back: usize,
    },
}

/// The shortest and the longest that may be said again (RFC 1951 section 3.2.5).
const SHORTEST: usize = 3;
const LONGEST: usize = 258;
/// How far back it may stand.
const FARTHEST: usize = 32_768;
/// The code that ends a block.
const END: u16 = 256;

/// `message` in pieces, each the longest that is there.
#[must_use]
pub fn pieces(message: &[u8]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < message.len() {
        let len_at = |back: usize| {
            let again = message[at..].iter().zip(&message[at - back..]).take(LONGEST);
            again.take_while(|(now, before)| now == before).count()
        };
        // The nearest of the longest: it takes the fewest bits.
        let nearest = (1..=at.min(FARTHEST)).rev().map(|back| (len_at(back), back)).max_by_key(|(len, _)| *len);
        match nearest {
            Some((len, back)) if len >= SHORTEST => {
                pieces.push(Piece::Again { len, back });
                at += len;
            }
            _ => {
                pieces.push(Piece::Literal(message[at]));
                at += 1;
            }
        }
    }
    pieces
}

/// The message that `pieces` are.
#[must_use]
pub fn assemble(pieces: &[Piece]) -> Option<Vec<u8>> {
    let mut message = Vec::new();
    for piece in pieces {
        match *piece {
            Piece::Literal(octet) => message.push(octet),
            Piece::Again { len, back } => {
                for _ in 0..len {
                    message.push(*message.get(message.len().checked_sub(back)?)?);
                }
            }
        }
    }
    Some(message)
}

/// `message` compressed: one block with the fixed code.
#[must_use]
pub fn compress(message: &[u8]) -> Vec<u8> {
    let mut out = Writer::default();
    // The last block, and the fixed code.
    out.number(0b011, 3);
    for piece in pieces(message) {
        match piece {
            Piece::Literal(octet) => out.symbol(octet.into()),
            Piece::Again { len, back } => {
                let (code, first, extra) = rung(&LENGTHS, len);
                out.symbol(257 + code);
                out.number(len - first, extra);
                let (code, first, extra) = rung(&DISTANCES, back);
                out.code(code, 5);
                out.number(back - first, extra);
            }
        }
    }
    out.symbol(END);
    out.octets
}

/// The message in `octets`, if they are one block with the fixed code.
#[must_use]
pub fn decompress(octets: &[u8]) -> Option<Vec<u8>> {
    let mut bits = Reader { octets, at: 0 };
    if bits.number(3)? != 0b011 {
        return None;
    }
    let mut pieces = Vec::new();
    loop {
        pieces.push(match bits.symbol()? {
            END => return assemble(&pieces),
            octet @ 0..END => Piece::Literal(u8::try_from(octet).ok()?),
            code => {
                let (first, extra) = *LENGTHS.get(usize::from(code) - 257)?;
                let len = usize::from(first) + bits.number(extra)?;
                let (first, extra) = *DISTANCES.get(bits.code(5)?)?;
                Piece::Again { len, back: usize::from(first) + bits.number(extra)? }
            }
        });
    }
}

/// The first length of each code and its extra bits (RFC 1951 section 3.2.5).
#[rustfmt::skip]
const LENGTHS: [(u16, u8); 29] = [
    (3, 0), (4, 0), (5, 0), (6, 0), (7, 0), (8, 0), (9, 0), (10, 0), (11, 1), (13, 1), (15, 1), (17, 1), (19, 2),
    (23, 2), (27, 2), (31, 2), (35, 3), (43, 3), (51, 3), (59, 3), (67, 4), (83, 4), (99, 4), (115, 4), (131, 5),
    (163, 5), (195, 5), (227, 5), (258, 0),
];
/// The first distance of each code and its extra bits.
#[rustfmt::skip]
const DISTANCES: [(u16, u8); 30] = [
    (1, 0), (2, 0), (3, 0), (4, 0), (5, 1), (7, 1), (9, 2), (13, 2), (17, 3), (25, 3), (33, 4), (49, 4), (65, 5),
    (97, 5), (129, 6), (193, 6), (257, 7), (385, 7), (513, 8), (769, 8), (1025, 9), (1537, 9), (2049, 10), (3073, 10),
    (4097, 11), (6145, 11), (8193, 12), (12289, 12), (16385, 13), (24577, 13),
];

/// The code that `value` falls under, its first value, and its extra bits.
fn rung(ladder: &[(u16, u8)], value: usize) -> (u16, usize, u8) {
    let at = ladder.partition_point(|(first, _)| usize::from(*first) <= value).saturating_sub(1);
    let (first, extra) = ladder[at];
    (u16::try_from(at).unwrap_or_default(), first.into(), extra)
}

/// Bits on their way out, the lowest of each octet first.
#[derive(Default)]
struct Writer {
    octets: Vec<u8>,
    /// Bits of the last octet that are written.
    filled: u8,
}

impl Writer {
    fn bit(&mut self, bit: bool) {
        if self.filled == 0 {
            self.octets.push(0);
        }
        if let Some(last) = self.octets.last_mut() {
            *last |= u8::from(bit) << self.filled;
        }
        self.filled = (self.filled + 1) % 8;
    }

    /// A number, its lowest bit first.
    fn number(&mut self, number: usize, bits: u8) {
        for bit in 0..bits {
            self.bit(number >> bit & 1 == 1);
        }
    }

    /// A code, its highest bit first.
    fn code(&mut self, code: u16, bits: u8) {
        for bit in (0..bits).rev() {
            self.bit(code >> bit & 1 == 1);
        }
    }

    /// A literal, a length or the end, in the fixed code (RFC 1951 section 3.2.6).
    fn symbol(&mut self, symbol: u16) {
        match symbol {
            0..144 => self.code(0b0011_0000 + symbol, 8),
            144..256 => self.code(0b1_1001_0000 + symbol - 144, 9),
            256..280 => self.code(symbol - 256, 7),
            _ => self.code(0b1100_0000 + symbol - 280, 8),
        }
    }
}

/// Bits on their way in.
struct Reader<'a> {
    octets: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn bit(&mut self) -> Option<usize> {
        let bit = self.octets.get(self.at / 8)? >> (self.at % 8) & 1;
        self.at += 1;
        Some(bit.into())
    }

    fn number(&mut self, bits: u8) -> Option<usize> {
        (0..bits).try_fold(0, |number, at| Some(number | self.bit()? << at))
    }

    fn code(&mut self, bits: u8) -> Option<usize> {
        (0..bits).try_fold(0, |code, _| Some(code << 1 | self.bit()?))
    }

    fn symbol(&mut self) -> Option<u16> {
        let seven = self.code(7)?;
        let symbol = match seven {
            0..0b001_1000 => 256 + seven,
            0b001_1000..0b110_0000 => (seven << 1 | self.bit()?) - 0b0011_0000,
            0b110_0000..0b110_0100 => (seven << 1 | self.bit()?) - 0b1100_0000 + 280,
            _ => (seven << 2 | self.code(2)?) - 0b1_1001_0000 + 144,
        };
        u16::try_from(symbol).ok()
    }
}

#[cfg(test)]
mod tests {
    use miniz_oxide::inflate::decompress_to_vec;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_repeats_is_said_once() {
        let message = b"0123456789".repeat(20);
        let pieces = pieces(&message);
        assert_eq!(pieces.len(), 11);
        assert_eq!(pieces[10], Piece::Again { len: 190, back: 10 });
        assert!(compress(&message).len() < 20);
    }

    #[test]
    fn text_in_any_script_comes_back() {
        for text in
            ["", "a", "Grüße, café", "你好，世界。你好，网络。", "GET / HTTP/1.1\r\nHost: www.example.net\r\n\r\n"]
        {
            let compressed = compress(text.as_bytes());
            assert_eq!(decompress(&compressed).as_deref(), Some(text.as_bytes()));
            assert_eq!(decompress_to_vec(&compressed).ok().as_deref(), Some(text.as_bytes()));
        }
    }

    #[test]
    fn half_a_message_is_none() {
        let compressed = compress(b"once, twice, once, twice");
        assert_eq!(decompress(&compressed[..compressed.len() - 2]), None);
        assert_eq!(decompress(&[]), None);
    }

    proptest! {
        #[test]
        fn others_read_what_is_written(
            words in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..30), 0..4),
            order in proptest::collection::vec(0_usize..4, 0..60),
        ) {
            let message: Vec<u8> = order.iter().filter_map(|at| words.get(*at)).flatten().copied().collect();
            let compressed = compress(&message);
            prop_assert_eq!(decompress_to_vec(&compressed).ok(), Some(message.clone()));
            prop_assert_eq!(decompress(&compressed), Some(message));
        }

        #[test]
        fn no_octets_are_too_much(octets in proptest::collection::vec(any::<u8>(), 0..60)) {
            let _ = decompress(&octets);
        }
    }
}
