//! A lesson in one file: its three files one after the other, each below a line with its name. A person can write and
//! read it, and anything that keeps text can keep it.

use super::finding::{Place, SourceFile};
use super::{MOST_OCTETS, Sources};

/// Octets that are read of a packed lesson: those of its files, and the lines between them.
pub const MOST_PACKED: usize = 3 * MOST_OCTETS + 1024;

/// A lesson's files as they were read from one.
#[derive(Clone, Debug, Default)]
pub struct Packed {
    /// The files.
    pub sources: Sources,
    /// How many lines of the one file come before the first line of each, in the order of [`SourceFile::ALL`].
    before: [usize; 3],
}

impl Packed {
    /// Where in the one file a place in one of the three is.
    #[must_use]
    pub fn place(&self, file: SourceFile, place: Place) -> Place {
        let before = SourceFile::ALL.iter().zip(self.before).find(|(of, _)| **of == file);
        Place { line: place.line + before.map_or(0, |(_, before)| before), ..place }
    }
}

/// The files in one. None if one of them is no text, or has a line that [`unpack`] would take for the beginning of a file.
#[must_use]
pub fn pack(sources: &Sources) -> Option<String> {
    let mut out = String::new();
    for (file, octets) in SourceFile::ALL.into_iter().zip(&sources.files) {
        let Some(octets) = octets else { continue };
        let text = std::str::from_utf8(octets).ok()?;
        if text.lines().any(|line| begun(line).is_some()) {
            return None;
        }
        out.push_str(&["=== ", file.name(), " ===\n", text].concat());
        if !text.ends_with('\n') {
            out.push('\n');
        }
    }
    Some(out)
}

/// The files that stand in one. None if it begins none of them, or one of them twice.
#[must_use]
pub fn unpack(text: &str) -> Option<Packed> {
    let mut packed = Packed::default();
    let mut within = None;
    for (index, line) in text.trim_start_matches('\u{feff}').split_inclusive('\n').enumerate() {
        if let Some(file) = begun(line) {
            if packed.sources.files[file].replace(Vec::new()).is_some() {
                return None;
            }
            packed.before[file] = index + 1;
            within = Some(file);
        } else if let Some(file) = within {
            packed.sources.files[file].get_or_insert_default().extend_from_slice(line.as_bytes());
        }
    }
    within.map(|_| packed)
}

/// Which file a line begins, if it begins one.
fn begun(line: &str) -> Option<usize> {
    let name = line.trim().strip_prefix("===")?.strip_suffix("===")?.trim();
    SourceFile::ALL.iter().position(|file| file.name() == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;

    fn sources(files: [&str; 3]) -> Sources {
        Sources { files: files.map(|text| Some(text.as_bytes().to_vec())) }
    }

    #[test]
    fn what_was_packed_is_unpacked_and_its_lines_are_found() {
        let of = sources(["id = \"a\"\n", "# A\n\nOne.\n", "# 甲\n"]);
        let text = pack(&of).expect("three texts");
        let packed = unpack(&text).expect("it was packed");
        assert_eq!(packed.sources.files, of.files);
        let place = packed.place(SourceFile::Prose(Lang::En), Place { line: 3, column: 2 });
        assert_eq!(text.lines().nth(place.line - 1), Some("One."));
        assert_eq!(place.column, 2);
    }

    #[test]
    fn what_is_no_packed_lesson_is_told_from_one() {
        assert!(unpack("").is_none());
        assert!(unpack("# A lesson?\n").is_none());
        assert!(unpack("=== en.md ===\na\n=== en.md ===\nb\n").is_none());
        // What is missing is missing, and whoever reads the lesson says so.
        let half = unpack("\u{feff}=== zh.md ===\r\n# 甲\r\n").expect("one file");
        assert_eq!(half.sources.files, [None, None, Some("# 甲\r\n".as_bytes().to_vec())]);
    }

    #[test]
    fn what_would_be_unpacked_as_something_else_is_not_packed() {
        assert!(pack(&sources(["", "a\n=== zh.md ===\n", ""])).is_none());
        assert!(pack(&Sources { files: [Some(vec![0xff]), Some(Vec::new()), Some(Vec::new())] }).is_none());
        // What is missing stays so.
        assert_eq!(pack(&Sources::default()).as_deref(), Some(""));
    }
}
