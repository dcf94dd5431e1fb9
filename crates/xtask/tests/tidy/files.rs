//! How every file of the project is kept.

use crate::assert_none;
use std::fs;
use std::path::{Path, PathBuf};

const LONGEST: usize = 600;

/// What is made and not written, by the name of its folder.
const MADE: [&str; 6] = [".git", ".tools", "dist", "node_modules", "output", "target"];

/// Places that exist on somebody's machine alone. In two pieces each, or this file would name them itself.
const MACHINE_PLACES: [&str; 4] =
    [concat!("/ro", "ot"), concat!("/wo", "rk"), concat!("/ho", "me"), concat!("/Us", "ers")];

/// Hosts that serve packages.
const PACKAGE_HOSTS: [&str; 5] = [
    concat!("registry.", "npmjs"),
    concat!("index.", "crates.io"),
    concat!("static.", "crates.io"),
    concat!("deb.", "debian.org"),
    concat!("files.", "pythonhosted"),
];

/// Chinese words for things that have another name here, and that name. A learner who meets two takes them for two things.
const SECOND_NAMES: [(&str, &str); 10] = [
    (concat!("慢", "开始"), "慢启动"),
    (concat!("快", "恢复"), "快速恢复"),
    (concat!("快", "重传"), "快速重传"),
    (concat!("门", "限"), "慢启动阈值"),
    (concat!("缓", "存"), "缓冲区"),
    (concat!("定", "时器"), "计时器"),
    (concat!("重", "发"), "重传"),
    (concat!("序", "列号"), "序号"),
    (concat!("传", "输层"), "运输层"),
    (concat!("数", "据段"), "报文段"),
];

#[test]
fn no_source_file_is_too_long_to_be_read_at_once() {
    assert_none(&breaches_in(&[".rs", ".mjs", ".css", ".ts"], |text| {
        let lines = text.lines().count();
        (lines > LONGEST).then(|| {
            format!("has {lines} lines: no source file has more than {LONGEST}, because a file is one thing that is read in one sitting")
        })
    }));
}

#[test]
fn every_source_file_opens_by_saying_its_one_job() {
    let openings = [(".rs", "//! "), (".mjs", "// "), (".css", "/* ")];
    for (ending, opening) in openings {
        assert_none(&breaches_in(&[ending], |text| {
            let says = text.lines().next().is_some_and(|line| line.starts_with(opening) && line.len() > opening.len());
            (!says).then(|| {
                format!("must open with `{opening}` and its one job, because a reader decides by it whether to read on")
            })
        }));
    }
}

#[test]
fn no_file_knows_the_machine_it_was_written_on() {
    assert_none(&breaches_in(&[""], |text| {
        let place = MACHINE_PLACES.iter().find(|place| names_place(text, place))?;
        Some(format!("names `{place}`, because of which it would work on one machine alone"))
    }));
}

#[test]
fn no_file_names_a_host_that_serves_packages() {
    assert_none(&breaches_in(&[""], |text| {
        let host = PACKAGE_HOSTS.iter().find(|host| text.contains(*host))?;
        Some(format!("names `{host}`, but which host serves packages is the machine's own affair (see `.npmrc`)"))
    }));
}

#[test]
fn every_thing_has_one_name_in_chinese() {
    assert_none(&breaches_in(&[".rs", ".md", ".toml"], |text| {
        // Whatever others call it, it is found.
        if text.starts_with("//! Searching the lessons") {
            return None;
        }
        let (second, name) = SECOND_NAMES.iter().find(|(second, _)| text.contains(second))?;
        Some(format!("says `{second}`, but here that is `{name}`, and one thing has one name"))
    }));
}

#[test]
fn a_place_is_told_from_a_word_that_contains_it() {
    let place = MACHINE_PLACES[0];
    for text in [format!("cd {place}"), format!("\"{place}/x\""), format!("{place}\n")] {
        assert!(names_place(&text, place), "{text}");
    }
    for text in [format!("a{place}"), format!("{place}s"), format!("..{place}/x")] {
        assert!(!names_place(&text, place), "{text}");
    }
}

/// Whether a text names this very place or one inside it, and not a longer word or a relative path.
fn names_place(text: &str, place: &str) -> bool {
    let part_of_name = |character: char| character.is_alphanumeric() || "._-~*}".contains(character);
    text.match_indices(place).any(|(start, _)| {
        let before = text[..start].chars().next_back();
        let after = text[start + place.len()..].chars().next();
        !before.is_some_and(|it| part_of_name(it) || it == '/') && !after.is_some_and(part_of_name)
    })
}

/// What is wrong with the files of these endings, each said with the name of the file.
fn breaches_in(endings: &[&str], check: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    assert!(files.len() > 20, "the walk went astray: it found {} files", files.len());
    let mut breaches = Vec::new();
    for file in files {
        let name = file.strip_prefix(&root).unwrap().display().to_string();
        // A picture or a capture is no text, and nothing here speaks of it.
        let Ok(text) = fs::read_to_string(&file) else { continue };
        if endings.iter().any(|ending| name.ends_with(ending)) {
            breaches.extend(check(&text).map(|breach| format!("{name}: {breach}")));
        }
    }
    breaches
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if MADE.contains(&name.as_ref()) {
            continue;
        }
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}
