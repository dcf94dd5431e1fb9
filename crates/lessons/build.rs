//! Reads the built-in lessons and the glossary, so that the page need not bring what reads TOML and Markdown.

use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use course::read::{self, SourceFile, Sources};
use course::{Index, Known, Lang, Lesson, Listed, search};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=data");
    let data = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?).join("data");
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let glossary: Vec<String> =
        entries(&data.join("glossary"))?.iter().map(fs::read_to_string).collect::<Result<_, _>>()?;
    let known = read::read_known(
        &fs::read_to_string(data.join("chapters.toml"))?,
        &glossary,
        &fs::read_to_string(data.join("sections.txt"))?,
    )?;
    let folders = entries(&data)?.into_iter().filter(|folder| folder.join(SourceFile::Toml.name()).exists());
    let mut lessons: Vec<Lesson> = folders.map(|folder| lesson(&folder, &known)).collect::<Result<_, _>>()?;
    lessons.sort_by(|one, other| (one.chapter, one.order, &one.id).cmp(&(other.chapter, other.order, &other.id)));

    let (mut table, mut ids) = (String::from("&["), String::from("&["));
    for lesson in &lessons {
        let file = out.join(format!("{}.bin", lesson.id));
        fs::write(&file, postcard::to_allocvec(lesson)?)?;
        write!(table, "include_bytes!({file:?}),")?;
        write!(ids, "{:?},", lesson.id)?;
    }
    fs::write(out.join("lessons.rs"), table + "]")?;
    fs::write(out.join("ids.rs"), ids + "]")?;
    let index = Index { chapters: known.chapters.clone(), lessons: lessons.iter().map(Listed::of).collect() };
    fs::write(out.join("index.bin"), postcard::to_allocvec(&index)?)?;
    let words: Vec<String> = lessons.iter().map(|lesson| search::words(lesson, &known.terms)).collect();
    fs::write(out.join("search.bin"), postcard::to_allocvec(&words)?)?;
    fs::write(out.join("glossary.bin"), postcard::to_allocvec(&known.terms)?)?;
    fs::write(out.join("known.bin"), postcard::to_allocvec(&known)?)?;
    Ok(())
}

/// What is in a folder, in the order of the names.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut entries =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    entries.sort();
    Ok(entries)
}

fn lesson(folder: &Path, known: &Known) -> Result<Lesson, Box<dyn Error>> {
    let sources = Sources { files: SourceFile::ALL.map(|file| fs::read(folder.join(file.name())).ok()) };
    let lesson = read::read(&sources, known).map_err(|findings| {
        let line = |finding| format!("{}: {}\n", read::place_told(finding), read::told(&finding.problem, Lang::En));
        let lines: String = findings.iter().map(line).collect();
        format!("the lesson in {} cannot be read:\n{lines}", folder.display())
    })?;
    if folder.file_name().is_none_or(|name| name != lesson.id.as_str()) {
        return Err(format!(
            "the lesson `{}` is in {}, but a folder is called as its lesson",
            lesson.id,
            folder.display()
        )
        .into());
    }
    Ok(lesson)
}
