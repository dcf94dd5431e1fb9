//! The program as a person runs it: what it prints, where, in which language, and how it ends.

use std::process::{Command, Output};

/// The program with these arguments, in an environment that says nothing of languages or colours.
fn run(arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_synackademy"));
    command.args(arguments);
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    command.envs(environment.iter().copied()).output().expect("the program starts")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn error(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// A file of a test's own with these octets.
fn file(name: &str, octets: &[u8]) -> String {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, octets).expect("it can be written");
    path.to_string_lossy().into_owned()
}

#[test]
fn every_lesson_is_told_as_a_table_a_trace_json_and_a_capture() {
    for lesson in lessons::catalogue() {
        let timeline = sim::run(&lesson.scenario);
        let told = |format: &str| {
            let output = run(&["run", &lesson.id, "--format", format], &[]);
            assert_eq!((output.status.code(), error(&output)), (Some(0), String::new()), "{} {format}", lesson.id);
            output
        };
        assert_eq!(out(&told("table")).lines().count(), timeline.transmissions.len() + 1);
        assert_eq!(out(&told("trace")), timeline.trace());
        let json: serde_json::Value = serde_json::from_slice(&told("json").stdout).expect("JSON");
        assert_eq!(json["segments"].as_array().map(Vec::len), Some(timeline.transmissions.len()));
        let capture = file(&format!("{}.pcapng", lesson.id), &told("pcapng").stdout);
        let listed = run(&["explain", &capture], &[]);
        assert!(out(&listed).contains(&lesson.scenario.socket(sim::Side::Client).to_string()), "{}", out(&listed));
        let opened = run(&["explain", &capture, "1"], &[]);
        assert_eq!((opened.status.code(), error(&opened)), (Some(0), String::new()));
        assert!(out(&opened).contains("SYN"), "{}", out(&opened));
    }
}

#[test]
fn each_point_of_the_path_has_a_capture_of_its_own() {
    let count = |point: &str| {
        let output = run(&["run", "lost-segment", "--format", "pcapng", "--vantage", point], &[]);
        let mut capture = capture::Capture::new();
        capture.push(&output.stdout).expect("pcapng");
        capture.segments()
    };
    assert_eq!((count("client"), count("path"), count("server")), (16, 16, 15), "one is lost behind the router");
}

#[test]
fn the_language_is_the_one_typed_or_else_that_of_the_environment() {
    let head = |arguments: &[&str], environment: &[(&str, &str)]| {
        let output = run(&[&["run", "handshake"], arguments].concat(), environment);
        out(&output).lines().next().expect("a head").split_whitespace().next().expect("a word").to_owned()
    };
    assert_eq!(head(&[], &[]), "time");
    assert_eq!(head(&[], &[("LANG", "zh_CN.UTF-8")]), "时间");
    assert_eq!(head(&[], &[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "en_GB.UTF-8")]), "time");
    assert_eq!(head(&["--lang", "zh"], &[("LANG", "en_US.UTF-8")]), "时间");
    assert_eq!(head(&["--lang=en"], &[("LANG", "zh_CN.UTF-8")]), "time");
}

#[test]
fn colours_are_for_terminals_and_for_whoever_forces_them() {
    let has_colours = |environment: &[(&str, &str)]| {
        let output = run(&["run", "lost-segment"], environment);
        out(&output).contains("\u{1b}[")
    };
    assert!(!has_colours(&[]), "a pipe is no terminal");
    assert!(has_colours(&[("CLICOLOR_FORCE", "1")]));
    assert!(!has_colours(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]), "nobody forces them on whoever refuses");
}

#[test]
fn what_is_wrong_is_told_on_standard_error_and_by_the_exit_code() {
    let table = [
        (vec!["fly"], 2, "`fly`"),
        (vec!["run"], 2, "SCENARIO"),
        (vec!["run", "nothing-of-the-kind"], 1, "`synackademy lesson list`"),
        (vec!["run", "handshaek"], 1, "`handshake`"),
        (vec!["explain", "nowhere.pcap"], 1, "`nowhere.pcap`"),
    ];
    for (arguments, code, named) in table {
        let output = run(&arguments, &[]);
        assert_eq!((output.status.code(), out(&output)), (Some(code), String::new()), "{arguments:?}");
        assert!(error(&output).contains(named), "{}", error(&output));
    }
    for arguments in [&[][..], &["lesson"]] {
        let output = run(arguments, &[]);
        assert_eq!((output.status.code(), out(&output)), (Some(2), String::new()), "{arguments:?}");
        assert!(error(&output).contains("synackademy"), "{arguments:?}");
    }
    assert!(error(&run(&["run", "--fast"], &[])).contains("`synackademy run --help`"));
    for arguments in [&["--help"][..], &["--version"], &["run", "--help"], &["man"], &["completions", "zsh"]] {
        let output = run(arguments, &[]);
        assert_eq!((output.status.code(), error(&output)), (Some(0), String::new()), "{arguments:?}");
        assert!(out(&output).contains("synackademy"), "{arguments:?}");
    }
}

#[test]
fn of_a_file_that_is_cut_what_was_readable_is_shown_and_then_where_it_ends() {
    let whole = run(&["run", "handshake", "--format", "pcapng"], &[]).stdout;
    let cut = file("cut.pcapng", &whole[..whole.len() - 10]);
    for (lang, named) in [("en", "cannot be read beyond octet"), ("zh", "个字节之后无法读取")] {
        let output = run(&["explain", &cut, "--lang", lang], &[]);
        assert_eq!(output.status.code(), Some(1));
        assert!(error(&output).contains(named) && out(&output).contains(":80"), "{}", error(&output));
    }
    let foreign = run(&["explain", &file("foreign", b"\x7fELF and more")], &[]);
    assert_eq!(foreign.status.code(), Some(1));
    assert_eq!(
        (out(&foreign), error(&foreign).as_str()),
        (
            String::new(),
            "Error: The file is no capture: at octet 0 it has 7f 45 4c 46, with which neither pcap nor pcapng begins.\n"
        )
    );
    // A number that there is not, in a file that is cut: both are said.
    let both = error(&run(&["explain", &cut, "7"], &[]));
    assert!(both.contains("only number 1") && both.contains("beyond octet"), "{both}");
}

#[test]
fn a_list_is_searched_and_sorted() {
    let capture = file("list.pcapng", &run(&["run", "handshake", "--format", "pcapng"], &[]).stdout);
    let shown = |arguments: &[&str]| out(&run(&[&["explain", &capture][..], arguments].concat(), &[]));
    assert!(shown(&["--search", "handshake"]).contains("1 of 1"));
    assert!(shown(&["--search", "midstream", "--sort", "octets", "--reverse"]).contains("0 of 1"));
    let missing = run(&["explain", &capture, "2"], &[]);
    assert_eq!(missing.status.code(), Some(1));
}

#[test]
fn lessons_are_listed_with_their_titles_in_both_languages() {
    for (lang, tag) in [(lessons::Lang::En, "en"), (lessons::Lang::Zh, "zh")] {
        let told = out(&run(&["lesson", "list", "--lang", tag], &[]));
        let is_there = |lesson: &lessons::Lesson| told.contains(&lesson.id) && told.contains(lesson.title(lang));
        assert!(lessons::catalogue().iter().all(is_there), "{told}");
    }
}

#[test]
fn a_lessons_toml_file_is_run() {
    let toml = concat!(env!("CARGO_MANIFEST_DIR"), "/../lessons/data/handshake/lesson.toml");
    let by_file = run(&["run", toml, "--format", "trace"], &[]);
    assert_eq!(out(&by_file), out(&run(&["run", "handshake", "--format", "trace"], &[])));
    let broken = run(&["run", &file("broken.toml", b"[scenario]\nclient = 1")], &[]);
    assert_eq!(broken.status.code(), Some(1));
    assert!(error(&broken).contains("broken.toml"));
}
