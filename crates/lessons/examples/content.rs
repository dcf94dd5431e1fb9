//! Writes the files that a published page fetches when it needs them: each lesson, the list of lessons and the glossary.

use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("usage: content FOLDER")?);
    std::fs::create_dir_all(&folder)?;
    for (name, octets) in lessons::files() {
        std::fs::write(folder.join(name + ".bin"), octets)?;
    }
    Ok(())
}
