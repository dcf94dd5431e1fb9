//! `cargo xtask`: the only commands a person needs; each first sets up what it lacks.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a terminal program talks through the terminal")]

mod browser_tests;
mod cargo_tools;
mod command_line;
mod kernel;
mod node_packages;
mod page_bench;
mod process;
mod project;
mod serve;
mod set_up;
mod site;
mod stages;
mod std_sources;
mod summary;
mod system_packages;
mod test;
mod trials;
mod wasm_target;

use command_line::Request;
use std::process::ExitCode;

/// `synackademy lesson`, which ends as it does: what it says needs nothing added.
fn lesson(arguments: &[String]) -> ExitCode {
    let mut command = process::cargo(&["run", "--quiet", "--package", "cli", "--", "lesson"]);
    // Paths mean what they mean where they were typed.
    let status = std::env::current_dir().and_then(|here| command.args(arguments).current_dir(here).status());
    let code = status.ok().and_then(|status| status.code()).and_then(|code| u8::try_from(code).ok());
    code.map_or(ExitCode::FAILURE, ExitCode::from)
}

/// What a step comes to: nothing more to say, or one sentence on what went wrong and what to do about it.
type Outcome<T = ()> = Result<T, String>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let request = match command_line::parse(&arguments) {
        Ok(request) => request,
        Err(sentence) => {
            eprintln!("{sentence} `cargo xtask --help` lists what there is.");
            return ExitCode::from(2);
        }
    };
    let outcome = match request {
        Request::Help => {
            print!("{}", command_line::help());
            Ok(())
        }
        Request::Serve(options) => serve::serve(&options),
        Request::Test(names) => return test::test(&names),
        Request::Size(site) => site::size(site),
        Request::Artifacts(lessons) => site::artifacts(&lessons),
        Request::Scorm(query) => site::scorm(&query),
        Request::Fuzz(run) => trials::fuzz(run),
        Request::FuzzCaptures(run) => trials::fuzz_captures(run),
        Request::FuzzQuiz(run) => trials::fuzz_quiz(run),
        Request::Soak(run) => trials::soak(run),
        Request::Bench => trials::bench(),
        Request::BenchCaptures => trials::bench_captures(),
        Request::BenchPage => page_bench::run(),
        Request::Lesson(arguments) => return lesson(&arguments),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}
