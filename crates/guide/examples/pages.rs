//! Writes the files with the pages for teachers, which a published page fetches when somebody asks for them.

use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("usage: pages FOLDER")?);
    std::fs::create_dir_all(&folder)?;
    for (name, octets) in guide::files() {
        std::fs::write(folder.join(name + ".bin"), octets)?;
    }
    Ok(())
}
