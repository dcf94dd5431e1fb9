//! The stages of `cargo xtask test`, in their order: the quick ones first, what needs the built site last.

use crate::set_up::Need;
use crate::summary::Counts;
use crate::wasm_target;
use crate::{Outcome, browser_tests, kernel, process, project, site, system_packages};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// What a person types to name a stage.
pub(crate) type StageName = &'static str;

/// One thing that is checked.
pub(crate) struct Stage {
    pub(crate) name: StageName,
    /// What it holds, for the help.
    pub(crate) does: &'static str,
    /// What must be installed before it can run.
    pub(crate) needs: &'static [Need],
    pub(crate) check: Check,
}

/// How a stage comes to its verdict.
pub(crate) enum Check {
    /// The command succeeds: one check.
    Whole(fn() -> Outcome),
    /// Every test of it passes: as many checks as it ran, and never none.
    Tests(fn(&mut Counts) -> Outcome),
    /// The same where the machine allows it. Where it does not, the stage is skipped for the reason given.
    TestsWhere { allowed: fn() -> Result<(), Reason>, tests: fn(&mut Counts) -> Outcome },
}

/// Why this machine does not allow something, in one sentence.
pub(crate) type Reason = String;

/// All stages. To add one, add it here.
pub(crate) const STAGES: [Stage; 12] = [
    Stage { name: "fmt", does: "the sources are formatted", needs: &[], check: Check::Whole(fmt) },
    Stage {
        name: "clippy",
        does: "no warning, on this machine and for the browser",
        needs: &[Need::WasmTarget],
        check: Check::Whole(clippy),
    },
    Stage { name: "doc", does: "the documentation builds without a warning", needs: &[], check: Check::Whole(doc) },
    Stage { name: "native", does: "the tests of every crate", needs: &[], check: Check::Tests(native) },
    Stage {
        name: "tidy",
        does: "the architecture holds, and so do the commands",
        needs: &[],
        check: Check::Tests(|counts| counts.run(&mut process::cargo(&["test", "--package", "xtask"]))),
    },
    Stage {
        name: "kernel",
        does: "the endpoint talks with the TCP of this machine's kernel, where Linux lets it",
        needs: &[],
        check: Check::TestsWhere { allowed: kernel::allowed, tests: kernel::tests },
    },
    Stage {
        name: "tshark",
        does: "captures are read as tshark reads them: the engine's, and the kernel's where Linux lets us",
        needs: &[Need::Tshark],
        check: Check::Tests(tshark),
    },
    Stage {
        name: "wasm",
        does: "a scenario gives the same timeline, and a seed the same questions, natively and in wasm",
        needs: &[Need::WasmTarget, Need::WasmBindgen, Need::NodePackages],
        check: Check::Tests(wasm),
    },
    Stage {
        name: "build",
        does: "the site, the single file and the packages build as published",
        needs: &site::NEEDS,
        check: Check::Whole(site::build),
    },
    Stage {
        name: "size",
        does: "a first visit loads no more than the budget",
        needs: &[Need::NodePackages],
        check: Check::Whole(site::measure),
    },
    Stage {
        name: "e2e",
        does: "the site as built, in Chromium, and its captures as tshark reads them",
        needs: &[Need::NodePackages, Need::Browser, Need::Tshark, Need::Servers],
        check: Check::Tests(e2e),
    },
    Stage {
        name: "firefox",
        does: "the main paths of the site as built, in Firefox",
        needs: &[Need::NodePackages, Need::Firefox],
        check: Check::Tests(firefox),
    },
];

fn fmt() -> Outcome {
    process::run(&mut process::cargo(&["fmt", "--all", "--check"]))
}

fn clippy() -> Outcome {
    let strict = ["--", "-D", "warnings"];
    process::run(process::cargo(&["clippy", "--workspace", "--all-targets"]).args(strict))?;
    for features in ["", "split"] {
        let web = ["clippy", "--package", "web", "--target", wasm_target::NAME, "--features", features];
        process::run(process::cargo(&web).args(strict))?;
    }
    Ok(())
}

fn doc() -> Outcome {
    let mut command = process::cargo(&["doc", "--workspace", "--no-deps", "--document-private-items"]);
    process::run(command.env("RUSTDOCFLAGS", "-D warnings"))
}

fn native(counts: &mut Counts) -> Outcome {
    counts.run(&mut process::cargo(&["test", "--workspace", "--exclude", "xtask"]))
}

/// Every lesson's timeline is written natively, and the same run in wasm must come to the same bytes. Of the questions there
/// is a digest that both must come to.
fn wasm(counts: &mut Counts) -> Outcome {
    let timelines = empty_folder("target/timelines")?;
    write_with_example("lessons", "timelines", &timelines)?;
    let arguments = ["test", "--package", "lessons", "--target", wasm_target::NAME, "--test", "same_everywhere"];
    counts.run(process::cargo(&arguments).env("TIMELINES", timelines))?;
    let questions = ["test", "--package", "quiz", "--target", wasm_target::NAME, "--test", "same_everywhere"];
    counts.run(&mut process::cargo(&questions))
}

/// What the engine sends can be read everywhere, what the kernel sends only where it can be recorded.
fn tshark(counts: &mut Counts) -> Outcome {
    let engine = ["test", "--package", "cli", "--test", "tshark", "--", "--ignored", "engine::", "fields::"];
    counts.run(&mut process::cargo(&engine))?;
    match kernel::recording_allowed() {
        Ok(()) => kernel::recorded(counts),
        Err(reason) => {
            println!("The kernel is not recorded here: {reason}");
            Ok(())
        }
    }
}

fn e2e(counts: &mut Counts) -> Outcome {
    let captures = empty_folder("tests/output/captures")?;
    write_with_example("cli", "captures", &captures)?;
    let browser = system_packages::browser();
    let prepare = |command: &mut Command| {
        command.env("CAPTURES", &captures);
        if let Some(browser) = &browser {
            command.env("CHROME", browser);
        }
    };
    browser_tests::run(&end_to_end_tests()?, prepare, counts)
}

fn firefox(counts: &mut Counts) -> Outcome {
    let browser = system_packages::firefox();
    let prepare = |command: &mut Command| {
        if let Some(browser) = &browser {
            command.env("FIREFOX", browser);
        }
    };
    browser_tests::run(&[IN_FIREFOX.into()], prepare, counts)
}

/// Runs an example of a crate that writes one file for each lesson into a folder.
fn write_with_example(package: &str, example: &str, folder: &std::path::Path) -> Outcome {
    let mut command: Command = process::cargo(&["run", "--package", package, "--example", example, "--"]);
    process::run(command.arg(folder))
}

/// A folder with nothing in it, so that no file of an earlier run passes for one of this run.
fn empty_folder(place: &str) -> Outcome<PathBuf> {
    let folder = project::at(place);
    let emptied = if folder.exists() { fs::remove_dir_all(&folder) } else { Ok(()) };
    emptied
        .and_then(|()| fs::create_dir_all(&folder))
        .map_err(|error| format!("`{place}` could not be emptied: {error}."))?;
    Ok(folder)
}

/// The tests that are run in Firefox. All others are run in Chromium, or in none.
const IN_FIREFOX: &str = "tests/firefox.test.mjs";

/// The other test files by name: versions of Node.js differ in what they find by themselves.
fn end_to_end_tests() -> Outcome<Vec<String>> {
    let entries = fs::read_dir(project::at("tests")).map_err(|error| format!("`tests` could not be read: {error}."))?;
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let files = names.filter(|name| name.ends_with(".test.mjs")).map(|name| format!("tests/{name}"));
    let mut files: Vec<String> = files.filter(|file| file != IN_FIREFOX).collect();
    files.sort();
    Ok(files)
}
