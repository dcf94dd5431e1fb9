//! What files that were dropped or chosen are: a capture, a lesson that somebody wrote, or neither.

use capture::{Capture, Reason};
use course::read::{MOST_PACKED, SourceFile, unpack};
use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// What they are.
pub(super) enum Kind {
    Capture(File),
    Lesson(Vec<File>),
    /// The first of them, by its name.
    Neither(String),
}

/// How the names of captures end.
const CAPTURES: [&str; 4] = [".pcap", ".pcapng", ".cap", ".dmp"];
/// So many octets at its beginning tell a capture.
const MAGIC: usize = 4;

/// Finds what they are: by their names, and where those do not tell, by what the first of them begins with. Nothing if there
/// are none.
pub(super) async fn kind(files: Vec<File>) -> Option<Kind> {
    let first = files.first()?.clone();
    let name = first.name();
    if files.iter().any(|file| SourceFile::ALL.iter().any(|part| part.name() == file.name())) {
        return Some(Kind::Lesson(files));
    }
    if is_called_capture(&name) || begins_as_capture(&read(&first, MAGIC).await) {
        return Some(Kind::Capture(first));
    }
    // One octet more, so that a file that is longer than a lesson is none.
    let octets = read(&first, MOST_PACKED + 1).await;
    let is_packed = String::from_utf8(octets).is_ok_and(|text| unpack(&text).is_some());
    Some(if is_packed { Kind::Lesson(vec![first]) } else { Kind::Neither(name) })
}

fn is_called_capture(name: &str) -> bool {
    let name = name.to_lowercase();
    CAPTURES.iter().any(|ending| name.ends_with(ending))
}

fn begins_as_capture(octets: &[u8]) -> bool {
    let mut capture = Capture::new();
    octets.len() == MAGIC && !matches!(capture.push(octets), Err(stop) if matches!(stop.why, Reason::Foreign { .. }))
}

/// At most so many octets from the beginning of a file; none if it cannot be read, as a folder cannot.
async fn read(file: &File, most: usize) -> Vec<u8> {
    #[expect(clippy::cast_precision_loss, reason = "a few hundred thousand")]
    let Ok(piece) = file.slice_with_f64_and_f64(0.0, most as f64) else { return Vec::new() };
    let buffer = JsFuture::from(piece.array_buffer()).await;
    buffer.map(|buffer| Uint8Array::new(&buffer).to_vec()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_capture_is_known_by_its_first_octets_and_by_its_name() {
        for magic in [[0xd4, 0xc3, 0xb2, 0xa1], [0xa1, 0xb2, 0x3c, 0x4d], [0x0a, 0x0d, 0x0d, 0x0a]] {
            assert!(begins_as_capture(&magic));
        }
        assert!(!begins_as_capture(b"=== ") && !begins_as_capture(b"") && !begins_as_capture(b"PK\x03\x04"));
        assert!(is_called_capture("Traffic.PCAP") && !is_called_capture("pcap.txt"));
    }
}
