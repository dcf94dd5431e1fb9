//! `cargo xtask bench-page`: the page as published, in a browser, with a long run and a short one.

use crate::set_up::{self, Need};
use crate::{Outcome, process, project, site, system_packages};

/// Builds the site and measures it; it fails where a long run costs too much more than a short one.
pub(crate) fn run() -> Outcome {
    set_up::set_up(&site::NEEDS)?;
    set_up::set_up(&[Need::Browser])?;
    site::build()?;
    let folder = project::at("target/transfers");
    let arguments = ["run", "--profile", "fast", "--package", "lessons", "--example", "transfers", "--"];
    process::run(process::cargo(&arguments).arg(&folder))?;
    let mut command = process::program("node", &["tests/bench/page.mjs"]);
    command.arg(&folder);
    if let Some(browser) = system_packages::browser() {
        command.env("CHROME", browser);
    }
    process::run(&mut command)
}
