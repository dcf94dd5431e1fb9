//! The physical layer: the bits of a frame in the order of the line, and the codes that make signals of them.

/// What goes before every frame: seven octets by which a receiver finds the beat of the bits, and the start frame
/// delimiter, whose last two ones say that the frame begins (IEEE 802.3 clauses 3.2.1 and 3.2.2).
pub const PREAMBLE: [u8; 8] = [0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0xd5];

/// The bits of `octets` as Ethernet sends them: of each octet the lowest first (IEEE 802.3 clause 3.3).
pub fn bits(octets: &[u8]) -> impl Iterator<Item = bool> + '_ {
    octets.iter().flat_map(|octet| (0..8).map(move |bit| octet >> bit & 1 == 1))
}

/// The octets that `bits` are; what is left of less than eight is dropped.
#[must_use]
pub fn octets(bits: &[bool]) -> Vec<u8> {
    bits.chunks_exact(8).map(number).collect()
}

/// The number whose lowest bit comes first.
fn number(bits: &[bool]) -> u8 {
    bits.iter().rev().fold(0, |number, bit| number << 1 | u8::from(*bit))
}

/// How bits become levels on the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum LineCode {
    /// 10BASE-T: a bit is the edge in its middle, down for 0 and up for 1 (IEEE 802.3 clause 7.3.1.1).
    #[default]
    Manchester,
    /// A bit is a level, low for 0 and high for 1.
    Nrz,
    /// A 1 changes the level, a 0 leaves it.
    Nrzi,
    /// 100BASE-TX: each four bits become five with enough ones among them (IEEE 802.3 clause 24.2.2.1), and each 1 leads
    /// on to the next of the levels 0, +, 0, - (clause 25). The scrambler between the two is left out.
    Mlt3,
}

/// The five bits that stand for each four, the first on the line highest (IEEE 802.3 table 24-1).
const FIVE_FOR_FOUR: [u8; 16] = [
    0b11110, 0b01001, 0b10100, 0b10101, 0b01010, 0b01011, 0b01110, 0b01111, 0b10010, 0b10011, 0b10110, 0b10111,
    0b11010, 0b11011, 0b11100, 0b11101,
];
/// J and K take the place of the first octet of the preamble, T and R follow the FCS (IEEE 802.3 clause 24.2.2.1).
const START: [u8; 2] = [0b11000, 0b10001];
const END: [u8; 2] = [0b01101, 0b00111];
/// The levels that MLT-3 goes round.
const ROUND: [i8; 4] = [0, 1, 0, -1];

impl LineCode {
    /// All of them.
    pub const ALL: [LineCode; 4] = [LineCode::Manchester, LineCode::Nrz, LineCode::Nrzi, LineCode::Mlt3];

    /// The name in links.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            LineCode::Manchester => "manchester",
            LineCode::Nrz => "nrz",
            LineCode::Nrzi => "nrzi",
            LineCode::Mlt3 => "mlt3",
        }
    }

    /// How many levels four bits take.
    #[must_use]
    pub fn levels_of_four(self) -> usize {
        match self {
            LineCode::Manchester => 8,
            LineCode::Nrz | LineCode::Nrzi => 4,
            LineCode::Mlt3 => 5,
        }
    }

    /// The levels of `octets`, preamble included: -1, 0 or 1, each as long as the next.
    #[must_use]
    pub fn encode(self, octets: &[u8]) -> Vec<i8> {
        let level = |high: bool| if high { 1 } else { -1 };
        match self {
            LineCode::Manchester => bits(octets).flat_map(|bit| [level(!bit), level(bit)]).collect(),
            LineCode::Nrz => bits(octets).map(level).collect(),
            LineCode::Nrzi => {
                let turned = bits(octets).scan(false, |high, bit| {
                    *high ^= bit;
                    Some(level(*high))
                });
                turned.collect()
            }
            LineCode::Mlt3 => {
                let text = octets.iter().skip(1).flat_map(|octet| [octet & 0xf, octet >> 4]);
                let text = text.map(|four| FIVE_FOR_FOUR[usize::from(four)]);
                let groups = START.into_iter().chain(text).chain(END);
                let ones = groups.flat_map(|group| (0..5).rev().map(move |bit| usize::from(group >> bit & 1)));
                let round = ones.scan(0, |at, one| {
                    *at = (*at + one) % ROUND.len();
                    Some(ROUND[*at])
                });
                round.collect()
            }
        }
    }

    /// The octets that `levels` stand for, preamble included, if they follow the code.
    #[must_use]
    pub fn decode(self, levels: &[i8]) -> Option<Vec<u8>> {
        let changes = |first: i8| {
            std::iter::once(first).chain(levels.iter().copied()).zip(levels).map(|(before, now)| before != *now)
        };
        let bits: Vec<bool> = match self {
            LineCode::Manchester => {
                let bit = |halves: &[i8]| (halves[0] != halves[1]).then_some(halves[1] > halves[0]);
                levels.chunks_exact(2).map(bit).collect::<Option<_>>()?
            }
            LineCode::Nrz => levels.iter().map(|level| *level > 0).collect(),
            LineCode::Nrzi => changes(-1).collect(),
            LineCode::Mlt3 => return groups_to_octets(&changes(0).collect::<Vec<_>>()),
        };
        Some(octets(&bits))
    }
}

/// The octets that groups of five bits stand for.
fn groups_to_octets(bits: &[bool]) -> Option<Vec<u8>> {
    let group = |five: &[bool]| five.iter().fold(0, |group, bit| group << 1 | u8::from(*bit));
    let groups: Vec<u8> = bits.chunks_exact(5).map(group).collect();
    let text = groups.strip_prefix(&START)?.strip_suffix(&END)?;
    let four =
        |five: &u8| FIVE_FOR_FOUR.iter().position(|group| group == five).and_then(|four| u8::try_from(four).ok());
    let fours: Vec<u8> = text.iter().map(four).collect::<Option<_>>()?;
    let rest = fours.chunks_exact(2).map(|pair| pair[0] | pair[1] << 4);
    Some(std::iter::once(PREAMBLE[0]).chain(rest).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_preamble_alternates_until_two_ones() {
        let sent: String = bits(&PREAMBLE).map(|bit| if bit { '1' } else { '0' }).collect();
        assert_eq!(sent, format!("{}11", "10".repeat(31)));
    }

    #[test]
    fn the_lowest_bit_goes_first() {
        assert_eq!(bits(&[0x02]).collect::<Vec<_>>(), [false, true, false, false, false, false, false, false]);
    }

    #[test]
    fn manchester_goes_down_for_a_zero_and_up_for_a_one() {
        assert_eq!(LineCode::Manchester.encode(&[0b10])[..4], [1, -1, -1, 1]);
    }

    #[test]
    fn a_one_turns_the_level_and_a_zero_leaves_it() {
        assert_eq!(LineCode::Nrzi.encode(&[0b1011]), [1, -1, -1, 1, 1, 1, 1, 1]);
        assert_eq!(LineCode::Nrz.encode(&[0b1011]), [1, 1, -1, 1, -1, -1, -1, -1]);
    }

    #[test]
    fn a_frame_on_100base_tx_begins_with_j_and_k() {
        // 11000 10001 on the round 0, +, 0, -.
        assert_eq!(LineCode::Mlt3.encode(&PREAMBLE)[..10], [1, 0, 0, 0, 0, -1, -1, -1, -1, 0]);
    }

    #[test]
    fn no_code_but_plain_levels_rests_for_long() {
        let longest = |code: LineCode| {
            let levels = code.encode(&[&PREAMBLE[..], &[0; 40], &[0xff; 40]].concat());
            let bits_of_one = code.levels_of_four();
            levels.chunk_by(|a, b| a == b).map(<[i8]>::len).max().unwrap() * 4 / bits_of_one
        };
        assert_eq!(longest(LineCode::Manchester), 1);
        assert!(longest(LineCode::Mlt3) <= 3);
        assert!(longest(LineCode::Nrz) >= 320 && longest(LineCode::Nrzi) >= 320);
    }

    proptest! {
        #[test]
        fn every_code_gives_the_octets_back(frame in proptest::collection::vec(any::<u8>(), 0..100)) {
            let line = [&PREAMBLE[..], &frame].concat();
            for code in LineCode::ALL {
                prop_assert_eq!(code.decode(&code.encode(&line)), Some(line.clone()), "{:?}", code);
            }
        }
    }
}
