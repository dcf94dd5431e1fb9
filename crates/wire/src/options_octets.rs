//! The octets of TCP options (RFC 9293 sections 3.1 and 3.2).

use std::ops::Range;

use bytes::Bytes;

use crate::{DecodeError, EncodeError, SackBlock, Seq, TcpOption};

/// The most that a data offset of 15 words leaves for options: (15 - 5) * 4.
const MAX_LEN: usize = 40;

/// How many octets `options` take, without the padding to a whole word.
pub(crate) fn len(options: &[TcpOption]) -> usize {
    let len = |option: &TcpOption| match option {
        TcpOption::End | TcpOption::Nop => 1,
        TcpOption::SackPermitted => 2,
        TcpOption::WindowScale(_) => 3,
        TcpOption::Mss(_) => 4,
        TcpOption::Timestamps { .. } => 10,
        TcpOption::Sack(blocks) => 2 + 8 * blocks.len(),
        TcpOption::Unknown { data, .. } => 2 + data.len(),
    };
    options.iter().map(len).sum()
}

/// The octets of `options` in their order, without the padding to a whole word.
pub(crate) fn encode(options: &[TcpOption]) -> Result<Vec<u8>, EncodeError> {
    let mut octets = Vec::new();
    for (index, option) in options.iter().enumerate() {
        match option {
            // MUST-69: what lies beyond End is zeros, so nothing else may be written there.
            TcpOption::End if index + 1 < options.len() => return Err(EncodeError::OptionAfterEnd),
            TcpOption::End | TcpOption::Nop => octets.push(kind(option)),
            TcpOption::Mss(mss) => with_length(&mut octets, option, &mss.to_be_bytes())?,
            TcpOption::WindowScale(shift) => with_length(&mut octets, option, &[*shift])?,
            TcpOption::SackPermitted => with_length(&mut octets, option, &[])?,
            TcpOption::Sack(blocks) => {
                let edges = blocks.iter().flat_map(|block| [block.left, block.right]);
                let data: Vec<u8> = edges.flat_map(|edge| edge.0.to_be_bytes()).collect();
                with_length(&mut octets, option, &data)?;
            }
            TcpOption::Timestamps { value, echo } => {
                let data = [value.to_be_bytes(), echo.to_be_bytes()].concat();
                with_length(&mut octets, option, &data)?;
            }
            TcpOption::Unknown { kind: kind @ (0 | 1), .. } => {
                return Err(EncodeError::OptionWithoutLength { kind: *kind });
            }
            TcpOption::Unknown { data, .. } => with_length(&mut octets, option, data)?,
        }
    }
    if octets.len() > MAX_LEN { Err(EncodeError::OptionsTooLong { len: octets.len() }) } else { Ok(octets) }
}

/// The options in `octets`, which are those of a header alone, as in [`decode_segment`](crate::decode_segment).
///
/// # Errors
/// An option whose length cannot be; its offset counts from the first octet.
pub fn decode_options(octets: &[u8]) -> Result<Vec<TcpOption>, DecodeError> {
    decode(octets, 0)
}

/// The options in `octets`, which lie in a TCP header from `offset` on. An End that does not begin a word is left out:
/// encoding puts it there to fill the word, and the segment means the same with and without it.
pub(crate) fn decode(octets: &[u8], offset: usize) -> Result<Vec<TcpOption>, DecodeError> {
    let mut options = placed(octets, offset)?;
    let fills_a_word = |(range, _): &mut (Range<usize>, TcpOption)| !(range.start - offset).is_multiple_of(4);
    options.pop_if(|last| last.1 == TcpOption::End && fills_a_word(last));
    Ok(options.into_iter().map(|(_, option)| option).collect())
}

/// Every option with the range of its octets, up to and including the first End; all after that is padding.
pub(crate) fn placed(octets: &[u8], offset: usize) -> Result<Vec<(Range<usize>, TcpOption)>, DecodeError> {
    let mut options = Vec::new();
    place(octets, offset, &mut options)?;
    Ok(options)
}

/// The same up to the first option whose length cannot be, or that is not there whole.
pub(crate) fn readable(octets: &[u8], offset: usize) -> Vec<(Range<usize>, TcpOption)> {
    let mut options = Vec::new();
    // What stopped it is what follows the last.
    let _ = place(octets, offset, &mut options);
    options
}

/// Adds every option to `options`, as far as they can be read.
fn place(octets: &[u8], offset: usize, options: &mut Vec<(Range<usize>, TcpOption)>) -> Result<(), DecodeError> {
    let mut at = 0;
    while at < octets.len() {
        let rest = &octets[at..];
        let (option, len) = match rest {
            [0, ..] => (TcpOption::End, 1),
            [1, ..] => (TcpOption::Nop, 1),
            // MUST-7: an illegal length must not lead outside the header, nor to the same option for ever.
            &[kind, len, ..] if usize::from(len) >= 2 && usize::from(len) <= rest.len() => {
                (known_or_unknown(kind, &rest[2..usize::from(len)]), usize::from(len))
            }
            _ => {
                let (kind, len) = (rest[0], rest.get(1).copied());
                return Err(DecodeError::TcpOptionLength { offset: offset + at, kind, len, room: rest.len() });
            }
        };
        let start = offset + at;
        at = if option == TcpOption::End { octets.len() } else { at + len };
        options.push((start..start + len, option));
    }
    Ok(())
}

/// The kind octet of an option.
fn kind(option: &TcpOption) -> u8 {
    match option {
        TcpOption::End => 0,
        TcpOption::Nop => 1,
        TcpOption::Mss(_) => 2,
        TcpOption::WindowScale(_) => 3,
        TcpOption::SackPermitted => 4,
        TcpOption::Sack(_) => 5,
        TcpOption::Timestamps { .. } => 8,
        TcpOption::Unknown { kind, .. } => *kind,
    }
}

/// Writes kind, length and data. The length counts all three (RFC 9293 section 3.1).
fn with_length(octets: &mut Vec<u8>, option: &TcpOption, data: &[u8]) -> Result<(), EncodeError> {
    let len = data.len() + 2;
    let Ok(octet) = u8::try_from(len) else {
        return Err(EncodeError::OptionTooLong { kind: kind(option), len });
    };
    octets.extend_from_slice(&[kind(option), octet]);
    octets.extend_from_slice(data);
    Ok(())
}

/// A known kind with a length that is legal in itself but not the kind's own is kept as unknown: it can be stepped
/// over, and MUST-6 lets the endpoint ignore it.
fn known_or_unknown(kind: u8, data: &[u8]) -> TcpOption {
    match (kind, data) {
        (2, &[high, low]) => TcpOption::Mss(u16::from_be_bytes([high, low])),
        (3, &[shift]) => TcpOption::WindowScale(shift),
        (4, []) => TcpOption::SackPermitted,
        (5, edges) if edges.len().is_multiple_of(8) => {
            let block = |edges: &[u8]| SackBlock { left: Seq(number(&edges[..4])), right: Seq(number(&edges[4..])) };
            TcpOption::Sack(edges.chunks_exact(8).map(block).collect())
        }
        (8, clocks) if clocks.len() == 8 => {
            TcpOption::Timestamps { value: number(&clocks[..4]), echo: number(&clocks[4..]) }
        }
        _ => TcpOption::Unknown { kind, data: Bytes::copy_from_slice(data) },
    }
}

/// An unsigned number of up to four octets in network order.
fn number(octets: &[u8]) -> u32 {
    octets.iter().fold(0, |number, octet| number << 8 | u32::from(*octet))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lone_option_is_padded_by_encoding_and_comes_back_alone() {
        assert_eq!(decode(&[4, 2, 0, 0], 20), Ok(vec![TcpOption::SackPermitted]));
    }

    #[test]
    fn an_end_on_a_word_boundary_was_written_and_stays() {
        assert_eq!(decode(&[2, 4, 5, 180, 0, 0, 0, 0], 20), Ok(vec![TcpOption::Mss(1460), TcpOption::End]));
    }

    #[test]
    fn what_lies_beyond_end_is_padding_whatever_it_says() {
        assert_eq!(decode(&[1, 0, 2, 4], 20), Ok(vec![TcpOption::Nop]));
    }

    #[test]
    fn an_illegal_length_is_an_error_that_says_where() {
        let error = |kind, len, room| Err(DecodeError::TcpOptionLength { offset: 21, kind, len, room });
        assert_eq!(decode(&[1, 2, 0, 0], 20), error(2, Some(0), 3));
        assert_eq!(decode(&[1, 2, 1, 0], 20), error(2, Some(1), 3));
        assert_eq!(decode(&[1, 2, 4, 0], 20), error(2, Some(4), 3));
        assert_eq!(decode(&[1, 30], 20), error(30, None, 1));
    }

    #[test]
    fn a_known_kind_of_the_wrong_length_is_stepped_over() {
        let unknown = TcpOption::Unknown { kind: 2, data: Bytes::from_static(&[9]) };
        assert_eq!(decode(&[2, 3, 9, 1], 20), Ok(vec![unknown, TcpOption::Nop]));
    }

    #[test]
    fn options_that_no_header_can_hold_are_refused() {
        let unknown = |kind, len| TcpOption::Unknown { kind, data: vec![0; len].into() };
        assert_eq!(encode(&[unknown(200, 39)]), Err(EncodeError::OptionsTooLong { len: 41 }));
        assert_eq!(encode(&[unknown(200, 254)]), Err(EncodeError::OptionTooLong { kind: 200, len: 256 }));
        assert_eq!(encode(&[unknown(1, 0)]), Err(EncodeError::OptionWithoutLength { kind: 1 }));
        assert_eq!(encode(&[TcpOption::End, TcpOption::Nop]), Err(EncodeError::OptionAfterEnd));
    }
}
