//! A packed lesson in a link: compressed by DEFLATE (RFC 1951), in base64 for addresses (RFC 4648 section 5).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use super::MOST_PACKED;

/// Characters that are read of a link: what a packed lesson takes that cannot be compressed at all.
pub const LONGEST: usize = MOST_PACKED / 3 * 4 + 1024;
/// How hard the compression tries, of 10.
const LEVEL: u8 = 9;

/// Why a text stands for no packed lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is longer than what is read, or what it stands for is.
    TooLong,
    /// Something is missing in it, or is not as it was written.
    Damaged,
}

/// The text that [`unpack`] reads.
#[must_use]
pub fn pack(packed: &str) -> String {
    URL_SAFE_NO_PAD.encode(compress_to_vec(packed.as_bytes(), LEVEL))
}

/// The packed lesson that a text stands for. However much it claims to be, no more than [`MOST_PACKED`] octets come out.
///
/// # Errors
/// A text that `pack` did not write, or that stands for more than a lesson may be.
pub fn unpack(text: &str) -> Result<String, Unreadable> {
    if text.len() > LONGEST {
        return Err(Unreadable::TooLong);
    }
    let octets = URL_SAFE_NO_PAD.decode(text).map_err(|_| Unreadable::Damaged)?;
    let packed = decompress_to_vec_with_limit(&octets, MOST_PACKED).map_err(|error| match error.status {
        TINFLStatus::HasMoreOutput => Unreadable::TooLong,
        _ => Unreadable::Damaged,
    })?;
    String::from_utf8(packed).map_err(|_| Unreadable::Damaged)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packed_lesson_is_read_from_its_link() {
        let packed = "=== lesson.toml ===\nid = \"a\"\n=== zh.md ===\n# 甲\n";
        let text = pack(packed);
        assert!(text.bytes().all(|octet| octet.is_ascii_alphanumeric() || octet == b'-' || octet == b'_'), "{text}");
        assert_eq!(unpack(&text).as_deref(), Ok(packed));
        assert_eq!(unpack(&text[1..]), Err(Unreadable::Damaged));
        assert_eq!(unpack("a b"), Err(Unreadable::Damaged));
        assert_eq!(unpack(&URL_SAFE_NO_PAD.encode(compress_to_vec(&[0xff], LEVEL))), Err(Unreadable::Damaged));
    }

    #[test]
    fn a_link_that_would_grow_beyond_a_lesson_is_not_read() {
        // A hundred million octets in a hundred thousand.
        let bomb = URL_SAFE_NO_PAD.encode(compress_to_vec(&vec![b'a'; 100_000_000], 1));
        assert!(bomb.len() > LONGEST || unpack(&bomb) == Err(Unreadable::TooLong));
        let smaller = pack(&"a".repeat(10_000_000));
        assert!(smaller.len() < LONGEST);
        assert_eq!(unpack(&smaller), Err(Unreadable::TooLong));
        assert_eq!(unpack(&"A".repeat(LONGEST + 1)), Err(Unreadable::TooLong));
        let most = "a".repeat(MOST_PACKED);
        assert_eq!(unpack(&pack(&most)).map(|text| text.len()), Ok(MOST_PACKED));
    }
}
