//! Packages of the published site for learning platforms: `scorm SITE FOLDER QUERY` writes one for each version of SCORM.
#![allow(clippy::print_stdout, reason = "a terminal program talks through the terminal")]

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use package::{BASE, TITLE, Version, packed};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().ok_or("usage: scorm SITE FOLDER QUERY");
    let (site, folder, query) = (PathBuf::from(next()?), PathBuf::from(next()?), next()?);
    let base = fs::read(site.join(BASE))?;
    fs::create_dir_all(&folder)?;
    for version in Version::ALL {
        let place = folder.join(format!("synackademy-{}.zip", version.name()));
        let package = packed(&base, version, &query, TITLE)?;
        println!("`{}`: {} octets.", place.display(), package.len());
        fs::write(place, package)?;
    }
    Ok(())
}
