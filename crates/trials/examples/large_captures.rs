//! Captures of 100 MB for what measures the page: `large_captures write FOLDER` makes one of small packets and one of large
//! ones, and `large_captures list FILE` prints in how many milliseconds the conversations of a file are listed natively.

#![allow(clippy::print_stdout, reason = "it tells what it measured")]

#[path = "../benches/support/captured.rs"]
mod captured;

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Read, Write};
use std::path::Path;
use std::time::Instant;

use capture::{Capture, SortBy, search, sort};
use captured::{CONVERSATIONS, ROUND, TEXT, header, round};

/// Octets of a file, at the least.
const SIZE: usize = 100_000_000;
/// The files, and how many octets of text every other packet has in them.
const FILES: [(&str, usize); 2] = [("small-packets.pcap", 24), ("large-packets.pcap", TEXT)];
/// Octets that are read at once.
const PIECE: usize = 1 << 20;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["write", folder] => FILES.iter().try_for_each(|(name, text)| write(&Path::new(folder).join(name), *text)),
        ["list", file] => list(Path::new(file)),
        _ => Err("It is called with `write FOLDER` or with `list FILE`.".into()),
    }
}

fn write(path: &Path, text: usize) -> Result<(), Box<dyn Error>> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let (round, mut written) = (round(text), 0);
    let mut file = BufWriter::new(File::create(path)?);
    file.write_all(&header())?;
    while written < SIZE {
        file.write_all(&round)?;
        written += round.len();
    }
    println!("{}: {written} octets, {} packets", path.display(), written / round.len() * usize::try_from(ROUND)?);
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures time; no result depends on it")]
fn list(path: &Path) -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let mut file = File::open(path)?;
    let mut capture = Capture::new();
    let mut piece = vec![0; PIECE];
    loop {
        let len = file.read(&mut piece)?;
        if len == 0 {
            break;
        }
        capture.push(&piece[..len])?;
    }
    capture.finish()?;
    let mut numbers = search(&capture, "", |_, _| false);
    sort(&capture, &mut numbers, SortBy::Octets, true);
    assert_eq!(numbers.len(), usize::from(CONVERSATIONS));
    println!("{}", start.elapsed().as_millis());
    Ok(())
}
