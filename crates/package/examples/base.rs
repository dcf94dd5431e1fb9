//! Packs the files of the published site that `files.json` lists, once for all packages: `base SITE` writes [`package::BASE`]
//! into the site.
#![allow(clippy::print_stdout, reason = "a terminal program talks through the terminal")]

use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;
use std::thread;

use package::{BASE, File, PAGE, base, index};
use zopfli::{Format, Options};

/// A file as it is, and as DEFLATE has it.
type Both = (Vec<u8>, Vec<u8>);

fn main() -> Result<(), Box<dyn Error>> {
    let site = PathBuf::from(std::env::args().nth(1).ok_or("usage: base SITE")?);
    let names = listed(&fs::read_to_string(site.join("files.json"))?);
    let mut contents = Vec::new();
    for name in &names {
        let octets = fs::read(site.join(name))?;
        contents.push(if name == PAGE { index(std::str::from_utf8(&octets)?).into_bytes() } else { octets });
    }
    let both = deflated(contents)?;
    let mut files = Vec::new();
    for (name, (octets, deflated)) in names.iter().zip(&both) {
        files.push(File { name, octets, deflated });
    }
    let archive = base(&files)?;
    println!("`{}`: {} files, {} octets.", site.join(BASE).display(), files.len(), archive.len());
    fs::write(site.join(BASE), archive)?;
    Ok(())
}

/// Compresses files as well as it can be done, on all of the machine.
fn deflated(contents: Vec<Vec<u8>>) -> Result<Vec<Both>, Box<dyn Error>> {
    let count = contents.len();
    let left = Mutex::new(contents.into_iter().enumerate());
    let worker = || {
        let mut done = Vec::new();
        loop {
            let next = left.lock().ok().and_then(|mut left| left.next());
            let Some((place, octets)) = next else { return Ok(done) };
            let mut deflated = Vec::new();
            zopfli::compress(Options::default(), Format::Deflate, octets.as_slice(), &mut deflated)?;
            done.push((place, (octets, deflated)));
        }
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let mut files = Vec::with_capacity(count);
    thread::scope(|scope| {
        let running: Vec<_> = (0..workers).map(|_| scope.spawn(worker)).collect();
        for one in running {
            let done: std::io::Result<Vec<_>> = one.join().map_err(|_| "a file could not be compressed")?;
            files.extend(done?);
        }
        Ok::<(), Box<dyn Error>>(())
    })?;
    files.sort_unstable_by_key(|(place, _)| *place);
    Ok(files.into_iter().map(|(_, both)| both).collect())
}

/// The texts of a JSON list in which none has a character that would be escaped.
fn listed(json: &str) -> Vec<String> {
    json.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}
