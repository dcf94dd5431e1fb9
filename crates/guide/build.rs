//! Reads the pages for teachers. What the page cannot draw is an error, which names the file.

#[path = "src/page.rs"]
#[allow(unreachable_pub, reason = "public in the library, of which this is a part")]
mod page;
#[path = "src/read.rs"]
mod read;

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use page::Guide;

/// The pages, in the order in which they are read.
const PAGES: [&str; 10] =
    ["index", "embed", "links", "lesson", "exam", "scores", "lti", "privacy", "offline", "accessibility"];

fn main() -> Result<(), Box<dyn Error>> {
    let docs = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?).join("../../docs");
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src");
    for lang in ["en", "zh"] {
        let folder = docs.join(lang);
        println!("cargo::rerun-if-changed={}", folder.display());
        let mut pages = Vec::new();
        for name in PAGES {
            let file = folder.join(name).with_extension("md");
            let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
            pages.push(read::read(name, &text).map_err(|what| format!("{}: {what}", file.display()))?);
        }
        fs::write(out.join(lang).with_extension("bin"), postcard::to_allocvec(&Guide { pages })?)?;
    }
    Ok(())
}
