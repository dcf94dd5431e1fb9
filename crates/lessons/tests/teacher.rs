//! A teacher's lesson: the example of the documentation is faultless, what has slight faults is shown, what is packed is read
//! as it was, and no file makes any of it fail. What an editor checks by the schema and what the reader takes agree.

use std::fs;
use std::path::{Path, PathBuf};

use course::read::{
    self, MOST_OCTETS, Problem, Reading, SourceFile, Sources, link, pack, read_leniently, schema, unpack,
};
use lessons::{Block, Lang, Span, known};
use serde_json::Value;

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn sources(folder: &Path) -> Sources {
    Sources { files: SourceFile::ALL.map(|file| fs::read(folder.join(file.name())).ok()) }
}

fn example() -> Sources {
    sources(&project().join("docs/example-lesson"))
}

/// The example with one text of its TOML replaced by another.
fn changed(before: &str, after: &str) -> Sources {
    let Sources { files: [toml, en, zh] } = example();
    let toml = String::from_utf8(toml.expect("it is there")).expect("it is text");
    assert!(toml.contains(before), "{before}");
    Sources { files: [Some(toml.replacen(before, after, 1).into_bytes()), en, zh] }
}

/// The folders of the lessons that are built in.
fn folders() -> Vec<PathBuf> {
    let data = fs::read_dir(project().join("crates/lessons/data")).expect("the lessons");
    let folders = data.map(|entry| entry.expect("a folder").path());
    folders.filter(|folder| folder.join("lesson.toml").exists()).collect()
}

#[test]
fn the_example_of_the_documentation_is_a_faultless_lesson() {
    let lesson = read::read(&example(), known()).expect("it is faultless");
    assert!(!lesson.questions.is_empty() && lesson.marks.len() >= 3);
    let guide = fs::read_to_string(project().join("docs/lesson.md")).expect("the guide");
    for (file, octets) in SourceFile::ALL.into_iter().zip(example().files) {
        let text = String::from_utf8(octets.expect("it is there")).expect("it is text");
        assert!(guide.contains(text.trim_end()), "docs/lesson.md shows another {}", file.name());
    }
}

#[test]
fn every_lesson_comes_out_of_its_link_as_it_went_in() {
    for folder in folders() {
        let of = sources(&folder);
        let packed = pack(&of).expect("three texts");
        let linked = link::pack(&packed);
        assert!(linked.len() < 12_000, "{}: {}", folder.display(), linked.len());
        let again = unpack(&link::unpack(&linked).expect("it was packed")).expect("three files").sources;
        assert_eq!(read::read(&again, known()), read::read(&of, known()), "{}", folder.display());
    }
}

#[test]
fn a_lesson_with_slight_faults_is_shown_without_what_is_wrong() {
    let Sources { files: [toml, en, _] } = example();
    let Reading { lesson, findings } = read_leniently(&Sources { files: [toml, en, None] }, known());
    let lesson = lesson.expect("one language is enough");
    assert_eq!(lesson.title(Lang::Zh), lesson.title(Lang::En));
    assert_eq!(findings.len(), 1);

    let slight = [
        ("chapter = 5", "chapter = 99"),
        ("\"9293 3.4\"", "\"9293 99\""),
        ("text-retransmission", "reset"),
        ("mark = \"again\"", "mark = \"never\""),
    ];
    for (before, after) in slight {
        let Reading { lesson, findings } = read_leniently(&changed(before, after), known());
        assert!(lesson.is_some() && !findings.is_empty(), "{after}: {findings:?}");
        assert!(read::read(&changed(before, after), known()).is_err(), "{after}");
    }
    let grave = [
        ("id = \"ten-octets\"", "id = \"own.ten\""),
        ("asks = [\"seq\", \"len\"]", "asks = []"),
        ("asks = [\"seq\", \"len\"]", "asks = [\"sack-left\"]"),
        ("asks = [\"seq\", \"len\"]", "asks = [{ state = \"server\" }]"),
        ("id = \"again\"", "id = \"text\""),
        ("to_server_ms = 20", "to_server_ms = nan"),
        ("port = 7", "port = 70000"),
        ("kind = \"drop\"", "kind = \"explode\""),
        ("[scenario.path]", "[scenario.path"),
    ];
    for (before, after) in grave {
        let Reading { lesson, findings } = read_leniently(&changed(before, after), known());
        assert!(lesson.is_none() && findings.iter().any(|of| of.problem.is_grave()), "{after}: {findings:?}");
    }
}

#[test]
fn what_may_not_be_in_prose_leaves_its_words_and_nothing_else() {
    let evil = "<script>alert(1)</script> <img src=x onerror=y> [a](javascript:b) ![c](http://d/) *e*";
    let Sources { files: [toml, _, zh] } = example();
    let en = format!(
        "# T\n\n{evil} **Why?**\n\n## text\n\n<div>\nx\n</div>\n\n## again\n\na\n\n## taken\n\n```\n{evil}\n```\n\n## try\n\n- {evil}\n"
    );
    let reading = read_leniently(&Sources { files: [toml, Some(en.into_bytes()), zh] }, known());
    assert!(reading.findings.iter().any(|of| of.problem == Problem::Html));
    let lesson = reading.lesson.expect("it can be shown");
    let notes = lesson.marks.iter().filter_map(|mark| lesson.texts[0].note(&mark.id)).flatten();
    for block in lesson.introduction(Lang::En).iter().chain(notes).chain(lesson.next(Lang::En)) {
        let (Block::Paragraph(spans) | Block::Item(spans)) = block else { continue };
        // There is no span that could be anything but text.
        assert!(spans.iter().all(|span| !matches!(span, Span::Term(term, _) if term.contains(':'))), "{spans:?}");
    }
}

#[test]
fn a_file_that_would_exhaust_a_reader_is_refused_at_once() {
    let deep = ["x = ".to_owned() + &"[".repeat(60_000), "x = ".to_owned() + &"{a=".repeat(20_000)];
    for toml in deep {
        let Sources { files: [_, en, zh] } = example();
        assert!(read_leniently(&Sources { files: [Some(toml.into_bytes()), en, zh] }, known()).lesson.is_none());
    }
    for nested in ["> ", "- ", "[", "**", "`", "<a ", "![", "*_"] {
        let Sources { files: [toml, _, zh] } = example();
        let en = nested.repeat(MOST_OCTETS / nested.len());
        let reading = read_leniently(&Sources { files: [toml, Some(en.into_bytes()), zh] }, known());
        assert!(!reading.findings.is_empty(), "{nested}");
    }
}

#[test]
fn the_schema_takes_every_lesson_and_refuses_what_the_reader_refuses() {
    let schema: Value = serde_json::from_str(&schema().expect("a schema")).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema of its draft");
    let json = |of: &Sources| -> Value {
        let text = String::from_utf8(of.files[0].clone().expect("it is there")).expect("it is text");
        let table: toml::Table = toml::from_str(&text).expect("TOML");
        serde_json::to_value(table).expect("plain data")
    };
    for of in folders().iter().map(|folder| sources(folder)).chain([example()]) {
        let lesson = json(&of);
        let errors: Vec<String> = validator.iter_errors(&lesson).map(|error| error.to_string()).collect();
        assert_eq!(errors, [""; 0], "{}", lesson["id"]);
    }
    let bad = [
        ("id = \"ten-octets\"", "id = \"Ten octets\""),
        ("chapter = 5", "chapter = \"five\""),
        ("chapter = 5", "chaptr = 5"),
        ("sections = [\"9293 3.4\", \"9293 3.10.7.4\"]", "sections = []"),
        ("asks = [\"seq\", \"len\"]", "asks = []"),
        ("asks = [\"seq\", \"len\"]", "asks = [\"sequence\"]"),
        ("asks = [\"seq\", \"len\"]", "asks = [{ state = \"router\" }]"),
        ("mark = \"text\"\n", ""),
        ("at = { returns = { side = \"server\", nth = 2 } }", "at = { returns = { side = \"server\", nth = -1 } }"),
        ("at = { returns = { side = \"server\", nth = 2 } }", "at = { happens = { side = \"server\" } }"),
        ("kind = \"text\" } }", "kind = \"txt\" } }"),
        ("kind = \"drop\"", "kind = \"explode\""),
        ("iss = 5000", "iss = 5000000000"),
        ("\"connect\", ", "\"conect\", "),
        ("zh = \"计时器超时", "cn = \"计时器超时"),
    ];
    for (before, after) in bad {
        let of = changed(before, after);
        assert!(read::read(&of, known()).is_err(), "the reader takes {after}");
        assert!(!validator.is_valid(&json(&of)), "the schema takes {after}");
    }
}
