//! The archive of a package, which is put together of one that is there already.
//!
//! Compressing well takes a minute and is done once, when the site is built. What differs from package to package is the
//! manifest and one attribute of the page; everything else is taken over as it lies there.

use std::fmt;
use std::io::Write;

use rawzip::time::UtcDateTime;
use rawzip::{CompressionMethod, DataDescriptorOutput, ZipArchive, ZipArchiveWriter};

use crate::{MANIFEST, PAGE, Version, launched, manifest};

/// Under this name the base lies beside the page of a published site.
pub const BASE: &str = "package.zip";

/// The first moment that an archive can name, in seconds since 1970: the same site gives the same package whenever it is
/// made, and a file with no date at all is one that some programs stumble over.
const MADE: i64 = 315_532_800;

/// The level at which `miniz_oxide` looks longest.
const LEVEL: u8 = 10;

/// A file of a package.
#[derive(Debug, Clone, Copy)]
pub struct File<'octets> {
    /// Its place in the archive.
    pub name: &'octets str,
    /// What is in it.
    pub octets: &'octets [u8],
    /// The same as DEFLATE (RFC 1951) has it.
    pub deflated: &'octets [u8],
}

/// The octets are those of no base.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Damaged;

impl fmt::Display for Damaged {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("the archive from which packages are made is damaged, or is none")
    }
}

impl std::error::Error for Damaged {}

/// What packages are made from: all `files`, of which [`PAGE`] is as [`crate::index`] has it. That one is changed by each
/// package, and so lies there as it is.
///
/// # Errors
///
/// A name is longer than an archive can have, or there are more octets than that.
pub fn base(files: &[File<'_>]) -> Result<Vec<u8>, Damaged> {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for file in files {
        let (content, method) = match file.name {
            PAGE => (file.octets, CompressionMethod::STORE),
            _ => (file.deflated, CompressionMethod::DEFLATE),
        };
        let (crc, len) = (rawzip::crc32(file.octets), file.octets.len() as u64);
        put(&mut archive, file.name, method, content, crc, len)?;
    }
    archive.finish().map_err(|_| Damaged)
}

/// The package of this version that opens at `query` under `title`, of what [`base`] made.
///
/// # Errors
///
/// The octets are none that [`base`] made, or not all of them.
pub fn packed(base: &[u8], version: Version, query: &str, title: &str) -> Result<Vec<u8>, Damaged> {
    let read = ZipArchive::from_slice(base).map_err(|_| Damaged)?;
    let mut files = Vec::new();
    let mut entries = read.entries();
    while let Some(entry) = entries.next_entry().map_err(|_| Damaged)? {
        let name = std::str::from_utf8(entry.file_path().as_bytes()).map_err(|_| Damaged)?;
        let place = read.get_entry(entry.wayfinder()).map_err(|_| Damaged)?;
        files.push((name, entry.compression_method(), entry.crc32(), entry.uncompressed_size_hint(), place.data()));
    }
    let page = files.iter().find(|(name, method, ..)| *name == PAGE && *method == CompressionMethod::STORE);
    let page = page.and_then(|(.., page)| std::str::from_utf8(page).ok()).ok_or(Damaged)?;
    let names: Vec<&str> = files.iter().map(|(name, ..)| *name).collect();

    let mut archive = ZipArchiveWriter::new(Vec::with_capacity(base.len()));
    add(&mut archive, MANIFEST, &manifest(version, &names, query, title))?;
    for (name, method, crc, len, content) in files {
        if name == PAGE {
            add(&mut archive, PAGE, &launched(page, version))?;
        } else {
            put(&mut archive, name, method, content, crc, len)?;
        }
    }
    archive.finish().map_err(|_| Damaged)
}

/// Adds a file of text.
fn add(archive: &mut ZipArchiveWriter<Vec<u8>>, name: &str, text: &str) -> Result<(), Damaged> {
    let deflated = miniz_oxide::deflate::compress_to_vec(text.as_bytes(), LEVEL);
    let (crc, len) = (rawzip::crc32(text.as_bytes()), text.len() as u64);
    put(archive, name, CompressionMethod::DEFLATE, &deflated, crc, len)
}

/// Adds a file of which `content` is what stands in the archive, `crc` and `len` are of the file itself.
fn put(
    archive: &mut ZipArchiveWriter<Vec<u8>>,
    name: &str,
    method: CompressionMethod,
    content: &[u8],
    crc: u32,
    len: u64,
) -> Result<(), Damaged> {
    let file = archive.new_file(name).compression_method(method).last_modified(UtcDateTime::from_unix(MADE));
    let (mut entry, _) = file.start().map_err(|_| Damaged)?;
    entry.write_all(content).map_err(|_| Damaged)?;
    entry.finish(DataDescriptorOutput::new(crc, len)).map_err(|_| Damaged)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use miniz_oxide::deflate::compress_to_vec;
    use miniz_oxide::inflate::decompress_to_vec;

    const PAGE_TEXT: &[u8] = b"<!doctype html><html lang=\"en\"><head></head></html>";
    const FILES: [(&str, &[u8]); 3] = [("a.wasm", b"aaaaaaaaaaaaaaaaaaaa"), (PAGE, PAGE_TEXT), ("lessons/b.bin", b"")];

    fn made() -> Vec<u8> {
        let deflated: Vec<Vec<u8>> = FILES.iter().map(|(_, octets)| compress_to_vec(octets, LEVEL)).collect();
        let files: Vec<File<'_>> =
            FILES.iter().zip(&deflated).map(|((name, octets), deflated)| File { name, octets, deflated }).collect();
        base(&files).expect("files with short names")
    }

    /// The files of an archive, each with its checksum looked at.
    fn unpacked(octets: &[u8]) -> Vec<(String, Vec<u8>)> {
        let archive = ZipArchive::from_slice(octets).expect("an archive");
        let mut entries = archive.entries();
        let mut files = Vec::new();
        while let Some(entry) = entries.next_entry().expect("an entry") {
            let place = archive.get_entry(entry.wayfinder()).expect("its place");
            assert_eq!(entry.compression_method(), CompressionMethod::DEFLATE);
            let content = decompress_to_vec(place.data()).expect("what DEFLATE made");
            assert_eq!(
                (rawzip::crc32(&content), content.len() as u64),
                (entry.crc32(), entry.uncompressed_size_hint())
            );
            files.push((String::from_utf8_lossy(entry.file_path().as_bytes()).into_owned(), content));
        }
        files
    }

    #[test]
    fn a_package_has_its_manifest_first_and_every_file_as_it_is_but_the_page() {
        for version in Version::ALL {
            let package = unpacked(&packed(&made(), version, "mode=quiz", "A sheet").expect("a package"));
            assert_eq!(package[0].0, MANIFEST);
            let names = FILES.map(|(name, _)| name);
            assert_eq!(package[0].1, manifest(version, &names, "mode=quiz", "A sheet").into_bytes());
            for ((name, octets), (of, content)) in FILES.iter().zip(&package[1..]) {
                assert_eq!(name, of);
                if *name == PAGE {
                    let page = String::from_utf8_lossy(content);
                    assert!(page.contains(&format!("<html data-package=\"{}\" lang=", version.name())), "{page}");
                } else {
                    assert_eq!(octets, content);
                }
            }
        }
    }

    #[test]
    fn what_is_no_base_or_not_all_of_one_is_refused() {
        let whole = made();
        let of = |octets: &[u8]| packed(octets, Version::Scorm12, "", "A sheet");
        assert_eq!(of(b"<!doctype html><title>404</title>"), Err(Damaged));
        for len in 0..whole.len() {
            assert_eq!(of(&whole[..len]), Err(Damaged), "{len} octets");
        }
        // A package is none either: what its page was before is not known.
        assert_eq!(of(&of(&whole).expect("a package")), Err(Damaged));
    }
}
