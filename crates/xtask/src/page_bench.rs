//! `cargo xtask bench-page`: the page as published, in a browser, with a long run and a short one, and with captures of 100 MB.

use crate::set_up::{self, Need};
use crate::{Outcome, process, project, site, system_packages};
use std::path::Path;

/// Builds the site and measures it; it fails where a long run costs too much more than a short one, or a capture too much
/// more than natively.
pub(crate) fn run() -> Outcome {
    set_up::set_up(&site::NEEDS)?;
    set_up::set_up(&[Need::Browser])?;
    site::build()?;
    let folder = project::at("target/transfers");
    let arguments = ["run", "--profile", "fast", "--package", "lessons", "--example", "transfers", "--"];
    process::run(process::cargo(&arguments).arg(&folder))?;
    measure("tests/bench/page.mjs", &[&folder])?;

    let folder = project::at("target/large-captures");
    let program = ["--release", "--package", "trials", "--example", "large_captures"];
    process::run(process::cargo(&["run"]).args(program).args(["--", "write"]).arg(&folder))?;
    measure("tests/bench/captures.mjs", &[&folder, &project::at("target/release/examples/large_captures")])
}

fn measure(script: &str, arguments: &[&Path]) -> Outcome {
    let mut command = process::program("node", &[script]);
    command.args(arguments);
    if let Some(browser) = system_packages::browser() {
        command.env("CHROME", browser);
    }
    process::run(&mut command)
}
