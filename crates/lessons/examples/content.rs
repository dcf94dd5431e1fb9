//! Writes the files that a published page fetches when it needs them: each lesson, the list of lessons and the glossary. In
//! `order.txt` are their names, in the order in which they are taught.

use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("usage: content FOLDER")?);
    std::fs::create_dir_all(&folder)?;
    let names: Vec<String> = lessons::files().into_iter().map(|(name, _)| name).collect();
    std::fs::write(folder.join("order.txt"), names.join("\n"))?;
    for (name, octets) in lessons::files() {
        std::fs::write(folder.join(name + ".bin"), octets)?;
    }
    Ok(())
}
