//! Packs the published site for learning platforms: `scorm SITE FOLDER QUERY` writes a package for each version of SCORM.
#![allow(clippy::print_stdout, reason = "a terminal program talks through the terminal")]

use std::error::Error;
use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;

use package::{MANIFEST, PAGE, Version, index, manifest};
use zip::write::SimpleFileOptions;

const TITLE: &str = "SYN·ACKademy";

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().ok_or("usage: scorm SITE FOLDER QUERY");
    let (site, folder, query) = (PathBuf::from(next()?), PathBuf::from(next()?), next()?);
    let files: Vec<String> = listed(&fs::read_to_string(site.join("files.json"))?);
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    fs::create_dir_all(&folder)?;
    // The same site gives the same package, whenever it is made.
    let options = SimpleFileOptions::default().compression_level(Some(9));
    for version in Version::ALL {
        let place = folder.join(version.file());
        let mut archive = zip::ZipWriter::new(File::create(&place)?);
        archive.start_file(MANIFEST, options)?;
        archive.write_all(manifest(version, &files, &query, TITLE).as_bytes())?;
        for file in &files {
            archive.start_file(*file, options)?;
            let octets = fs::read(site.join(file))?;
            if *file == PAGE {
                archive.write_all(index(std::str::from_utf8(&octets)?).as_bytes())?;
            } else {
                archive.write_all(&octets)?;
            }
        }
        let size = archive.finish()?.metadata()?.len();
        println!("`{}`: {} files, {size} octets.", place.display(), files.len() + 1);
    }
    Ok(())
}

/// The texts of a JSON list in which none has a character that would be escaped.
fn listed(json: &str) -> Vec<String> {
    json.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}
