//! Reads the built-in lessons, so that the page need not bring what reads TOML and Markdown.

use std::error::Error;
use std::fs;
use std::path::PathBuf;

/// The folders of the lessons, in the order in which they are taught: adding a lesson is adding a line and a folder.
const LESSONS: [&str; 3] = ["handshake", "lost-segment", "four-way-close"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=data");
    let data = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?).join("data");
    let mut lessons = Vec::new();
    for folder in LESSONS {
        let file = |name: &str| fs::read_to_string(data.join(folder).join(name));
        let lesson = course::read(&file("lesson.toml")?, &file("en.md")?, &file("zh.md")?);
        lessons.push(lesson.map_err(|error| format!("the lesson `{folder}` cannot be read: {error}"))?);
    }
    let out = PathBuf::from(std::env::var("OUT_DIR")?).join("lessons.bin");
    fs::write(out, postcard::to_allocvec(&lessons)?)?;
    Ok(())
}
