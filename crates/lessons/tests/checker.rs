//! What is wrong with a lesson's files is found where it is, all of it at once, and said in both languages.

use course::read::{self, Bounded, Finding, MOST_OCTETS, Markup, Place, Problem, SourceFile, Sources};
use lessons::{Ask, Lang, Lesson, find, known};
use proptest::prelude::*;
use sim::Side;

const TOML: &str = include_str!("../data/handshake/lesson.toml");
const EN: &str = include_str!("../data/handshake/en.md");
const ZH: &str = include_str!("../data/handshake/zh.md");

fn read(toml: &str, en: &str, zh: &str) -> Result<Lesson, Vec<Finding>> {
    read::read(&Sources { files: [toml, en, zh].map(|file| Some(file.as_bytes().to_vec())) }, known())
}

/// The handshake with one text of one file replaced by another, and where that is.
fn found(file: SourceFile, before: &str, after: &str) -> (Vec<Finding>, Place) {
    let source = [TOML, EN, ZH][SourceFile::ALL.iter().position(|of| *of == file).expect("a file")];
    assert!(source.contains(before), "{before}");
    let changed = source.replacen(before, after, 1);
    let place = Place::of(source, source.find(before).expect("it is there"));
    let findings = match file {
        SourceFile::Toml => read(&changed, EN, ZH),
        SourceFile::Prose(Lang::En) => read(TOML, &changed, ZH),
        SourceFile::Prose(Lang::Zh) => read(TOML, EN, &changed),
    };
    (findings.expect_err(after), place)
}

/// The one thing that is wrong after a change, which must be where the change is.
fn only(file: SourceFile, before: &str, after: &str) -> Problem {
    let (findings, place) = found(file, before, after);
    let [finding] = findings.as_slice() else { panic!("{after}: {findings:?}") };
    assert_eq!((finding.file, finding.place.map(|at| at.line)), (file, Some(place.line)), "{after}");
    finding.problem.clone()
}

#[test]
fn a_lesson_is_read_as_it_is_built_in() {
    assert_eq!(read(TOML, EN, ZH).as_ref(), Ok(find("handshake").expect("it is built in")));
}

#[test]
fn what_is_wrong_in_the_toml_is_found_in_its_line() {
    let toml = |before: &str, after: &str| only(SourceFile::Toml, before, after);
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let Problem::UnknownField { field, expected } = toml("order = 10", "ordr = 10") else { panic!("a field") };
    assert!(field == "ordr" && expected.contains(&"order".to_owned()), "{expected:?}");
    assert!(matches!(toml("kind = \"syn\"", "kind = \"sny\""), Problem::UnknownName { name, .. } if name == "sny"));
    assert_eq!(
        toml("chapter = 4", "chapter = \"four\""),
        Problem::WrongValue { found: "string \"four\"".into(), expected: "u8".into() }
    );
    assert!(matches!(toml("chapter = 4", "chapter = = 4"), Problem::Syntax { .. }));
    assert_eq!(toml("chapter = 4", "chapter = 44"), Problem::UnknownChapter { chapter: 44 });
    assert_eq!(toml("id = \"handshake\"", "id = \"a/b\""), Problem::BadId { id: "a/b".into() });
    assert_eq!(toml("\"9293 3.5\"", "\"9293 3.99\""), Problem::UnknownSection { section: "9293 3.99".into() });
    assert_eq!(toml("\"9293 3.5\"", "\"RFC 9293\""), Problem::BadCitation { text: "RFC 9293".into() });
    assert_eq!(
        toml("[[questions]]\nmark = \"third\"", "[[questions]]\nmark = \"fourth\""),
        Problem::UnknownMark {
            mark: "fourth".into(),
            expected: names(&["client-established", "first-text", "server-established", "syn", "syn-ack", "third"])
        }
    );
    assert_eq!(
        toml("[[questions]]\nmark = \"third\"", "[[questions]]\nmark = \"client-established\""),
        Problem::NoSegment { mark: "client-established".into() }
    );
    let never = toml(
        "[[marks]]\nid = \"syn\"\nat = { sent = { from = \"client\"",
        "[[marks]]\nid = \"syn\"\nat = { sent = { from = \"server\"",
    );
    assert_eq!(never, Problem::NeverHappens { mark: "syn".into() });
}

#[test]
fn what_a_scenario_may_not_ask_for_is_found() {
    let toml = |before: &str, after: &str| only(SourceFile::Toml, before, after);
    let scenario = "[scenario.client]\n";
    let bounded = |after: &str, what: Bounded| {
        let problem = toml(scenario, &format!("[scenario.client]\n{after}\n"));
        assert!(matches!(problem, Problem::OutOfBounds { what: of, .. } if of == what), "{problem:?}");
    };
    bounded("settings = { mss = 5 }", Bounded::Mss);
    let (findings, _) = found(SourceFile::Toml, "to_server_ms = 30", "to_server_ms = 4000000000");
    assert!(matches!(findings[0].problem, Problem::OutOfBounds { what: Bounded::Milliseconds, .. }));
    // One call alone gives no more than a mebibyte.
    let five = "{ send = { octets = 4000000000 } }, ".repeat(5);
    let (findings, _) = found(SourceFile::Toml, "{ recv = { octets = 43 } },", &five);
    assert!(matches!(findings[0].problem, Problem::OutOfBounds { what: Bounded::Octets, .. }), "{findings:?}");
    // Probes of a living peer never end.
    let keep_alive = "settings = { keep_alive = { idle_ms = 100, interval_ms = 1000, probes = 3 } }";
    let forever = TOML.replacen(scenario, &format!("{scenario}{keep_alive}\n"), 1).replacen("  \"close\",\n", "", 1);
    let findings = read(&forever, EN, ZH).expect_err("it never ends");
    assert!(findings.iter().any(|finding| matches!(finding.problem, Problem::TooManyEntries { .. })), "{findings:?}");
}

#[test]
fn what_is_wrong_in_the_prose_is_found_in_its_line() {
    for (lang, line) in [(Lang::En, "From now on a timer runs."), (Lang::Zh, "从这时起，")] {
        let prose = |after: &str| only(SourceFile::Prose(lang), line, after);
        assert_eq!(prose("[x](term:no-such)"), Problem::UnknownTerm { term: "no-such".into() });
        assert_eq!(prose("[x](https://example.org)"), Problem::Link { to: "https://example.org".into() });
        assert_eq!(prose("![x](x.png)"), Problem::Markup { what: Markup::Image });
        assert_eq!(prose("*x*"), Problem::Markup { what: Markup::Emphasis });
    }
    let en = |before: &str, after: &str| found(SourceFile::Prose(Lang::En), before, after).0;
    let problems = |findings: Vec<Finding>| findings.into_iter().map(|of| of.problem).collect::<Vec<_>>();
    assert_eq!(problems(en("and not two?**", "and not two.**")), [Problem::NoQuestion]);
    assert_eq!(problems(en("# The three-way handshake\n", "")), [Problem::NoTitle]);
    assert!(matches!(&problems(en("## third", "## thirt"))[..], [Problem::NoNote { .. }, Problem::UnknownMark { .. }]));
    assert_eq!(problems(en("## try", "### try")), [Problem::NoNote { section: "try".into() }]);
    assert!(problems(en("## syn\n", "## syn-ack\n")).contains(&Problem::NoteTwice { section: "syn-ack".into() }));
}

#[test]
fn html_is_refused_with_its_line() {
    for after in ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "a <b>b</b>"] {
        let (findings, place) = found(SourceFile::Prose(Lang::Zh), "从这时起，", after);
        assert!(findings.iter().all(|finding| finding.problem == Problem::Html), "{findings:?}");
        assert_eq!(findings[0].place.map(|at| at.line), Some(place.line));
    }
}

#[test]
fn a_file_that_is_missing_too_long_or_no_text_is_told() {
    let sources = Sources { files: [Some(TOML.into()), Some(vec![b'a'; MOST_OCTETS + 1]), None] };
    let findings = read::read(&sources, known()).expect_err("two files are of no use");
    let of: Vec<_> = findings.into_iter().map(|finding| (finding.file, finding.problem)).collect();
    assert_eq!(
        of,
        [
            (SourceFile::Prose(Lang::En), Problem::TooLarge { octets: MOST_OCTETS + 1, most: MOST_OCTETS }),
            (SourceFile::Prose(Lang::Zh), Problem::NoFile)
        ]
    );
    let sources = Sources { files: [Some(vec![0xff]), Some(EN.into()), Some(ZH.into())] };
    let findings = read::read(&sources, known()).expect_err("one file is no text");
    assert_eq!(findings[0].problem, Problem::NotText);
}

#[test]
fn everything_that_is_wrong_is_found_at_once() {
    let toml = TOML.replace("chapter = 4", "chapter = 40").replace("\"9293 3.5\"", "\"9293 0\"");
    let findings = read(&toml, "x", &ZH.replace("term:syn)", "term:sny)")).expect_err("much is wrong");
    let files: Vec<SourceFile> = findings.iter().map(|finding| finding.file).collect();
    assert!(files.is_sorted() && SourceFile::ALL.iter().all(|file| files.contains(file)), "{findings:?}");
}

#[test]
fn every_problem_is_said_in_a_sentence_of_each_language() {
    let text = || "x".to_owned();
    let list = || vec!["a".to_owned(), "b".to_owned(), "c".to_owned()];
    let problems = [
        Problem::NoFile,
        Problem::TooLarge { octets: 2, most: 1 },
        Problem::NotText,
        Problem::Syntax { message: text() },
        Problem::UnknownField { field: text(), expected: list() },
        Problem::UnknownName { name: text(), expected: list() },
        Problem::NoField { field: text() },
        Problem::WrongValue { found: "integer `7`".into(), expected: "a string".into() },
        Problem::BadId { id: text() },
        Problem::UnknownChapter { chapter: 44 },
        Problem::NoSection,
        Problem::BadCitation { text: text() },
        Problem::UnknownSection { section: text() },
        Problem::MarkTwice { mark: text() },
        Problem::ReservedMark,
        Problem::NeverHappens { mark: text() },
        Problem::UnknownMark { mark: text(), expected: list() },
        Problem::NoSegment { mark: text() },
        Problem::NoAsks { mark: text() },
        Problem::NotThere { mark: text(), ask: Ask::SackLeft },
        Problem::NotThere { mark: text(), ask: Ask::State(Side::Server) },
        Problem::NoWords { field: text(), lang: Lang::Zh },
        Problem::OutOfBounds { what: Bounded::Mss, given: 5, least: 64, most: 1460 },
        Problem::TooManyEntries { most: 1 },
        Problem::TooLong { hours: 24 },
        Problem::NoTitle,
        Problem::NoQuestion,
        Problem::NoNote { section: text() },
        Problem::NoteTwice { section: text() },
        Problem::EmptyNote { section: text() },
        Problem::UnknownTerm { term: text() },
        Problem::Html,
        Problem::Link { to: text() },
        Problem::Markup { what: Markup::Rule },
    ];
    for problem in &problems {
        let [en, zh] = Lang::ALL.map(|lang| read::told(problem, lang));
        let has_chinese = |text: &str| text.contains(|c: char| c as u32 > 0x2e7f);
        assert!(
            !has_chinese(&en) && en.ends_with('.') && en.starts_with(|c: char| c.is_uppercase() || c == '`'),
            "{en}"
        );
        assert!(zh.ends_with('。') && has_chinese(&zh), "{zh}");
    }
    assert_eq!(read::told(&problems[7], Lang::Zh), "这里是整数 `7`，应为字符串。");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever the files are, they are read or refused.
    #[test]
    fn no_file_makes_the_checker_fail(cut in 0..3000_usize, put in "[\\PC\n]{0,40}", file in 0..3_usize) {
        let mut files = [TOML, EN, ZH].map(|file| Some(file.as_bytes().to_vec()));
        if let Some(octets) = &mut files[file] {
            let at = cut.min(octets.len());
            octets.splice(at..at, put.bytes());
        }
        let known_places = read::read(&Sources { files }, known()).err().into_iter().flatten();
        for finding in known_places {
            prop_assert!(!read::told(&finding.problem, Lang::En).is_empty());
        }
    }
}
