//! `lesson list`, `lesson check` and `lesson pack`: the lessons that there are, what is wrong with the files of a lesson, or of every lesson in a folder, and those
//! of one lesson put into one file or a link.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use anstyle::Style;
use course::read::{self, Finding, MOST_OCTETS, MOST_PACKED, Problem, SourceFile, Sources, link};
use lessons::{Lang, Lesson};
use serde::Serialize;

use crate::Answer;
use crate::arguments::{CheckOptions, PackOptions};
use crate::json;
use crate::table::{Align, Table};
use crate::words::Words;

/// What was found in the folder of a lesson.
struct Checked {
    folder: PathBuf,
    outcome: Result<Lesson, Vec<Finding>>,
}

/// The lessons with their ids, chapter by chapter.
pub(crate) fn list(words: &Words) -> Answer {
    use Align::{Left, Right};
    let mut table = Table::new(&[(words.chapter, Right), (words.lesson, Left), (words.title, Left)]);
    for lesson in lessons::catalogue() {
        let cells = vec![lesson.chapter.to_string(), lesson.id.clone(), lesson.title(words.lang).to_owned()];
        table.row(Style::new(), cells);
    }
    Answer::text(table.text())
}

pub(crate) fn check(options: &CheckOptions, words: &Words) -> Result<Answer, String> {
    let folders = folders(&options.path)
        .map_err(|error| (words.cannot_read)(&options.path.to_string_lossy(), &error.to_string()))?;
    let checked: Vec<Checked> = folders.into_iter().map(of_folder).collect();
    let problems: usize = checked.iter().map(|of| of.outcome.as_ref().err().map_or(0, Vec::len)).sum();
    let answer = if options.json {
        Answer::octets(json::of(&Report::of(&checked), words)?)
    } else {
        Answer::text(text(&checked, words))
    };
    let but = (problems > 0).then(|| (words.problems)(problems, checked.len()));
    Ok(Answer { but, ..answer })
}

pub(crate) fn pack(options: &PackOptions, words: &Words) -> Result<Answer, String> {
    let checked = of_folder(options.path.clone());
    if let Err(findings) = &checked.outcome {
        let but = Some((words.problems)(findings.len(), 1));
        return Ok(Answer { but, ..Answer::text(text(&[checked], words)) });
    }
    let path = options.path.to_string_lossy();
    let packed = read::pack(&sources(&options.path)).ok_or_else(|| (words.not_packable)(&path))?;
    let octets = match &options.link {
        Some(page) => [page, "#lesson=", &link::pack(&packed), "\n"].concat(),
        None => packed,
    };
    let Some(file) = &options.output else { return Ok(Answer::octets(octets.into_bytes())) };
    let written = std::fs::write(file, octets);
    written.map_err(|error| (words.cannot_write)(&file.to_string_lossy(), &error.to_string()))?;
    Ok(Answer::octets(Vec::new()))
}

/// The folder itself if it is that of a lesson, else those in it that are.
fn folders(path: &Path) -> std::io::Result<Vec<PathBuf>> {
    // A packed lesson.
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let is_lesson = |folder: &Path| SourceFile::ALL.iter().any(|file| folder.join(file.name()).is_file());
    let entries = std::fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path()));
    let mut within: Vec<PathBuf> = entries.collect::<Result<_, _>>()?;
    within.retain(|folder| is_lesson(folder));
    within.sort();
    // A folder with nothing in it is a lesson all of whose files are missing.
    Ok(if is_lesson(path) || within.is_empty() { vec![path.to_owned()] } else { within })
}

fn of_folder(folder: PathBuf) -> Checked {
    Checked { outcome: read::read(&sources(&folder), lessons::known()), folder }
}

/// The files in a folder, or those that stand in one file. What is no packed lesson has none of them.
fn sources(path: &Path) -> Sources {
    if path.is_file() {
        let packed = octets(path, MOST_PACKED).and_then(|octets| String::from_utf8(octets).ok());
        return packed.and_then(|text| read::unpack(&text)).unwrap_or_default().sources;
    }
    Sources { files: SourceFile::ALL.map(|file| octets(&path.join(file.name()), MOST_OCTETS)) }
}

/// What a file holds, but no more than it takes to see that it is too long.
fn octets(file: &Path, most: usize) -> Option<Vec<u8>> {
    let mut octets = Vec::new();
    File::open(file).ok()?.take(most as u64 + 1).read_to_end(&mut octets).ok()?;
    Some(octets)
}

/// A line for each thing that is wrong, and for each lesson with which nothing is.
fn text(checked: &[Checked], words: &Words) -> String {
    let mut out = String::new();
    for Checked { folder, outcome } in checked {
        match outcome {
            Ok(lesson) => {
                let said = (words.faultless)(lesson.title(words.lang), lesson.marks.len(), lesson.questions.len());
                out.push_str(&format!("{}: {said}\n", folder.display()));
            }
            Err(findings) => {
                for finding in findings {
                    let place = folder.join(read::place_told(finding));
                    out.push_str(&format!("{}: {}\n", place.display(), read::told(&finding.problem, words.lang)));
                }
            }
        }
    }
    out
}

#[derive(Serialize)]
struct Report<'a> {
    lessons: Vec<LessonReport<'a>>,
}

#[derive(Serialize)]
struct LessonReport<'a> {
    folder: String,
    /// Without it the lesson cannot be read.
    id: Option<&'a str>,
    problems: Vec<ProblemReport<'a>>,
}

#[derive(Serialize)]
struct ProblemReport<'a> {
    file: &'static str,
    /// Both are null where it is about the file as a whole.
    line: Option<usize>,
    column: Option<usize>,
    en: String,
    zh: String,
    problem: &'a Problem,
}

impl<'a> Report<'a> {
    fn of(checked: &'a [Checked]) -> Report<'a> {
        Report { lessons: checked.iter().map(LessonReport::of).collect() }
    }
}

impl<'a> LessonReport<'a> {
    fn of(checked: &'a Checked) -> LessonReport<'a> {
        let (id, findings) = match &checked.outcome {
            Ok(lesson) => (Some(lesson.id.as_str()), &[][..]),
            Err(findings) => (None, findings.as_slice()),
        };
        LessonReport {
            folder: checked.folder.to_string_lossy().into_owned(),
            id,
            problems: findings.iter().map(ProblemReport::of).collect(),
        }
    }
}

impl<'a> ProblemReport<'a> {
    fn of(finding: &'a Finding) -> ProblemReport<'a> {
        ProblemReport {
            file: finding.file.name(),
            line: finding.place.map(|place| place.line),
            column: finding.place.map(|place| place.column),
            en: read::told(&finding.problem, Lang::En),
            zh: read::told(&finding.problem, Lang::Zh),
            problem: &finding.problem,
        }
    }
}
