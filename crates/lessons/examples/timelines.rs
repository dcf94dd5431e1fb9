//! Writes each built-in lesson's timeline as JSON, one file a lesson: what WebAssembly must give to the last octet.

use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("usage: timelines FOLDER")?);
    std::fs::create_dir_all(&folder)?;
    for lesson in lessons::catalogue() {
        let timeline = sim::run(&lesson.scenario);
        std::fs::write(folder.join(format!("{}.json", lesson.id)), serde_json::to_vec(&timeline)?)?;
        std::fs::write(folder.join(format!("{}.txt", lesson.id)), timeline.trace())?;
    }
    Ok(())
}
