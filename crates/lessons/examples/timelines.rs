//! Writes the timelines that WebAssembly must give to the last octet, and each lesson's run as text to be read.

use std::error::Error;
use std::path::PathBuf;

#[path = "../tests/support/mod.rs"]
mod support;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("usage: timelines FOLDER")?);
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("timelines.json"), support::timelines())?;
    for lesson in lessons::catalogue() {
        std::fs::write(folder.join(format!("{}.txt", lesson.id)), sim::run(&lesson.scenario).trace())?;
    }
    Ok(())
}
