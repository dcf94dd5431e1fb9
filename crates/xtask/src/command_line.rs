//! What a person typed, as a request; whatever cannot be understood is one sentence.

use crate::site::Site;
use crate::stages::{STAGES, StageName};

/// One thing to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Request {
    /// Say what there is.
    Help,
    /// Serve the page and rebuild it on change.
    Serve(ServeOptions),
    /// Run these stages, in the order of the table.
    Test(Vec<StageName>),
    /// Build the site and measure its first load.
    Size(Site),
    /// Give the decoders and the endpoint what they should never get.
    Fuzz(LongRun),
    /// Give the import of captures what it should never get.
    FuzzCaptures(LongRun),
    /// Check generated questions.
    FuzzQuiz(LongRun),
    /// Run random scenarios.
    Soak(LongRun),
    /// Measure the engine.
    Bench,
    /// Measure the import of captures.
    BenchCaptures,
    /// Measure the page in a browser.
    BenchPage,
    /// Say what is wrong with the files of lessons, with the arguments of `synackademy lesson`.
    Lesson(Vec<String>),
}

/// How long a long run is, and what its cases are drawn from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LongRun {
    pub(crate) count: u64,
    pub(crate) seed: u64,
}

/// Fuzz cases unless told otherwise: some minutes.
const FUZZ_CASES: u64 = 10_000_000;
/// Questions unless told otherwise.
const QUESTIONS: u64 = 100_000;
/// Soak runs unless told otherwise.
const SOAK_RUNS: u64 = 20_000;

/// How the page is served.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct ServeOptions {
    /// The port that was asked for; without one, the first free port from 8080 on.
    pub(crate) port: Option<u16>,
    /// The page as it is published, small and fast, in place of the one that builds quickly.
    pub(crate) release: bool,
}

/// Reads the arguments after `cargo xtask`; the error is a sentence for the person who typed them.
pub(crate) fn parse(arguments: &[String]) -> Result<Request, String> {
    let mut words = arguments.iter().map(String::as_str);
    let Some(command) = words.next() else { return Ok(Request::Help) };
    let rest: Vec<&str> = words.collect();
    if ["help", "--help", "-h"].contains(&command) || rest.iter().any(|word| ["--help", "-h"].contains(word)) {
        return Ok(Request::Help);
    }
    match command {
        "serve" => parse_serve(&rest),
        "test" => parse_test(&rest),
        "size" if rest == ["--whole"] => Ok(Request::Size(Site::Whole)),
        "size" => without_options("size", &rest, Request::Size(Site::Split)),
        "fuzz" => parse_long_run("fuzz", "--cases", FUZZ_CASES, &rest).map(Request::Fuzz),
        "fuzz-captures" => parse_long_run("fuzz-captures", "--cases", FUZZ_CASES, &rest).map(Request::FuzzCaptures),
        "fuzz-quiz" => parse_long_run("fuzz-quiz", "--cases", QUESTIONS, &rest).map(Request::FuzzQuiz),
        "soak" => parse_long_run("soak", "--runs", SOAK_RUNS, &rest).map(Request::Soak),
        "bench" => without_options("bench", &rest, Request::Bench),
        "bench-captures" => without_options("bench-captures", &rest, Request::BenchCaptures),
        "bench-page" => without_options("bench-page", &rest, Request::BenchPage),
        "lesson" => Ok(Request::Lesson(rest.into_iter().map(str::to_owned).collect())),
        _ => Err(format!("There is no command `{command}`.")),
    }
}

fn parse_serve(words: &[&str]) -> Result<Request, String> {
    let mut options = ServeOptions::default();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match option_and_value(word) {
            ("--release", None) => options.release = true,
            ("--port", value) => {
                let value = value.or_else(|| words.next().copied()).ok_or("`--port` needs a number after it.")?;
                let port = value.parse().ok().filter(|port| *port != 0);
                options.port =
                    Some(port.ok_or_else(|| format!("`{value}` is not a port: give a number from 1 to 65535."))?);
            }
            _ => return Err(unknown_option("serve", word)),
        }
    }
    Ok(Request::Serve(options))
}

fn parse_test(words: &[&str]) -> Result<Request, String> {
    let mut names: Vec<StageName> = Vec::new();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match option_and_value(word) {
            ("--only", value) => {
                let value = value
                    .or_else(|| words.next().copied())
                    .ok_or("`--only` needs the name of a stage after it, or several with commas.")?;
                for name in value.split(',') {
                    let stage = STAGES.iter().find(|stage| stage.name == name);
                    names.push(stage.map(|stage| stage.name).ok_or_else(|| no_such_stage(name))?);
                }
            }
            _ => return Err(unknown_option("test", word)),
        }
    }
    if names.is_empty() {
        names = STAGES.iter().map(|stage| stage.name).collect();
    }
    Ok(Request::Test(names))
}

fn without_options(command: &str, words: &[&str], request: Request) -> Result<Request, String> {
    words.first().map_or(Ok(request), |word| Err(unknown_option(command, word)))
}

fn parse_long_run(command: &str, count: &str, default: u64, words: &[&str]) -> Result<LongRun, String> {
    let mut run = LongRun { count: default, seed: 1 };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let (option, value) = option_and_value(word);
        let number = match option {
            "--seed" => &mut run.seed,
            _ if option == count => &mut run.count,
            _ => return Err(unknown_option(command, word)),
        };
        let value = value.or_else(|| words.next().copied());
        let value = value.ok_or_else(|| format!("`{option}` needs a number after it."))?;
        // 10_000_000 is easier to type right.
        let parsed = value.replace('_', "").parse();
        *number = parsed.map_err(|_| format!("`{value}` is no number, and `{option}` needs one."))?;
    }
    Ok(run)
}

/// `--port=8080` is `--port 8080`.
fn option_and_value<'word>(word: &&'word str) -> (&'word str, Option<&'word str>) {
    match word.split_once('=') {
        Some((option, value)) => (option, Some(value)),
        None => (word, None),
    }
}

fn unknown_option(command: &str, word: &str) -> String {
    format!("`cargo xtask {command}` has no option `{word}`.")
}

fn no_such_stage(name: &str) -> String {
    let names: Vec<&str> = STAGES.iter().map(|stage| stage.name).collect();
    format!("There is no stage `{name}`: the stages are {}.", names.join(", "))
}

/// All commands and options, with what each does.
pub(crate) fn help() -> String {
    let mut text = String::from(
        "\
SYN·ACKademy: everything that is done with this project.

cargo xtask serve     open the page: build it, serve it on this machine, rebuild it when a file changes
    --port PORT       this port (otherwise 8080, or the next free one)
    --release         the page as it is published: slower to build, faster to run
cargo xtask test      run every check, in this order, up to the first stage that fails
    --only STAGES     these stages alone, separated by commas
cargo xtask size      build the site as published and measure what a first visit loads
    --whole           in one piece, with no view that comes later
cargo xtask fuzz      give the decoders and the endpoint what they should never get, in each state
    --cases N         so many cases (otherwise 10,000,000)
    --seed S          other cases (otherwise seed 1)
cargo xtask fuzz-captures the same for the import of captures, with the same options
cargo xtask fuzz-quiz check generated questions: one right answer, every wrong rule known as itself
    --cases N         so many questions (otherwise 100,000)
    --seed S          other questions (otherwise seed 1)
cargo xtask soak      run random scenarios, and hold each run against what is true of all
    --runs N          so many runs (otherwise 20,000)
    --seed S          other runs (otherwise seed 1)
cargo xtask bench     measure the engine: throughput beside smoltcp, cost per segment, memory, WebAssembly
cargo xtask bench-captures measure the import of captures: time and memory per packet, and beside tshark
cargo xtask bench-page measure the page in a browser: playing and seeking a run of 100,000 entries beside one of 100

cargo xtask lesson check PATH say what is wrong with the files of a lesson: --json, --lang en|zh
cargo xtask lesson pack PATH  put the files of a lesson into one: -o FILE, --link PAGE

Each command first installs what it lacks into this folder (.tools, node_modules) and nothing twice;
only two browsers and tshark, for the tests, are installed on the machine.

The stages of `cargo xtask test`:
",
    );
    for stage in &STAGES {
        text.push_str(&format!("    {:<8}{}\n", stage.name, stage.does));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Request, String> {
        parse(&line.split_whitespace().map(String::from).collect::<Vec<_>>())
    }

    #[test]
    fn commands_and_options_are_understood() {
        let table = [
            ("", Request::Help),
            ("--help", Request::Help),
            ("serve --help", Request::Help),
            ("serve", Request::Serve(ServeOptions::default())),
            ("serve --port 9000", Request::Serve(ServeOptions { port: Some(9000), release: false })),
            ("serve --release --port=1", Request::Serve(ServeOptions { port: Some(1), release: true })),
            ("test --only fmt,size", Request::Test(vec!["fmt", "size"])),
            ("size", Request::Size(Site::Split)),
            ("size --whole", Request::Size(Site::Whole)),
            ("fuzz", Request::Fuzz(LongRun { count: FUZZ_CASES, seed: 1 })),
            ("fuzz --cases 1_000 --seed=7", Request::Fuzz(LongRun { count: 1000, seed: 7 })),
            ("fuzz-captures --cases 5", Request::FuzzCaptures(LongRun { count: 5, seed: 1 })),
            ("fuzz-quiz", Request::FuzzQuiz(LongRun { count: QUESTIONS, seed: 1 })),
            ("soak", Request::Soak(LongRun { count: SOAK_RUNS, seed: 1 })),
            ("soak --runs=5", Request::Soak(LongRun { count: 5, seed: 1 })),
            ("bench", Request::Bench),
            ("bench-captures", Request::BenchCaptures),
            ("bench-page", Request::BenchPage),
            ("lesson check a", Request::Lesson(vec!["check".into(), "a".into()])),
        ];
        for (line, request) in table {
            assert_eq!(parsed(line), Ok(request), "{line}");
        }
    }

    #[test]
    fn without_names_every_stage_runs() {
        assert_eq!(parsed("test"), Ok(Request::Test(STAGES.iter().map(|stage| stage.name).collect())));
    }

    #[test]
    fn what_cannot_be_understood_is_one_sentence_that_names_it() {
        let table = [
            ("fly", "`fly`"),
            ("serve --prot 1", "`--prot`"),
            ("serve --port", "`--port`"),
            ("serve --port 65536", "`65536`"),
            ("serve --port 0", "`0`"),
            ("serve --release=yes", "`--release=yes`"),
            ("test --only", "`--only`"),
            ("test --only fmt,nope", "`nope`"),
            ("size now", "`now`"),
            ("size --half", "`--half`"),
            ("fuzz --runs 1", "`--runs`"),
            ("soak --runs", "`--runs`"),
            ("soak --seed many", "`many`"),
            ("bench --fast", "`--fast`"),
            ("bench-page --long", "`--long`"),
        ];
        for (line, named) in table {
            let sentence = parsed(line).expect_err(line);
            assert!(sentence.contains(named) && sentence.ends_with('.'), "{line}: {sentence}");
        }
    }

    #[test]
    fn help_names_every_stage() {
        for stage in &STAGES {
            assert!(help().contains(stage.name), "{}", stage.name);
        }
    }
}
